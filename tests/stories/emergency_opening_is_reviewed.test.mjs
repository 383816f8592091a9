// At night a colleague's client is found without consciousness. A social worker who is not on the team breaks the glass;
// the supervisor and the data protection officer know at once, and one of them says whether it was right.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { engines, Office } from "./office.mjs";
import { signedIn } from "./visitor.mjs";
import { egn, isoInDays, officer, supervisor } from "./zone.mjs";

const her = {
  given_name: "Вълкана", middle_name: "Гроздева", family_name: "Кръстилова", sex: "f", identifier_kind: "egn",
  identifier: egn(1944, 7, 19, { woman: true, serial: 520 }), born_on: "1944-07-19", settlement: "43369", phone: "0888 555 123",
};
const worker = "second-worker@lesichovo.example";
const dpo = "dpo@lesichovo.example";
const because = "Намерена е без съзнание пред дома си, търсим близките ѝ";

for (const { engine, skip } of engines) {
  describe(`an emergency opening is reviewed (${engine})`, { skip }, () => {
    let office, id, opened;
    const as = (email) => signedIn(office, email);
    before(async () => {
      office = await Office.open(engine);
      const desk = await as(officer);
      const made = await desk.submit(await desk.get("/people/new"), "/people", her);
      [id] = made.address.match(/[0-9a-f-]{36}/);
    });
    after(() => office?.stop());

    test("the worker finds her and cannot open the file; an emergency opens it, with a reason in words", async () => {
      const she = await as(worker);
      const found = await she.submit(await she.get("/people"), "/people/search", { query: "Кръстилова" });
      const glass = found.link(/^\/emergency\?person=/);
      assert.equal((await she.get(`/people/${id}`)).status, 404);
      const short = await she.submit(await she.get(glass), "/emergency", { reason_code: "life", reason: "спешно е" });
      assert.equal(short.status, 422);
      assert.match(short.text, /поне 20 знака/i);
      assert.ok(short.body.includes("спешно е"), "what was typed is kept");
      opened = await she.submit(short, "/emergency", { reason_code: "life", reason: because });
      assert.match(opened.address, /^\/emergency\/[0-9a-f-]{36}/, opened.text.slice(0, 400));
      assert.match(opened.text, /Вълкана Гроздева Кръстилова/);
      assert.match(opened.body, /0888/);
      assert.doesNotMatch(opened.body, new RegExp(her.identifier), "the number stays masked");
      assert.equal((await she.get(`/people/${id}`)).status, 404, "no other door is open");
      assert.equal((await she.get(`/people/${id}/change`)).status, 404);
      const other = await as(officer);
      assert.equal((await other.get(opened.address)).status, 404, "it is hers alone");
    });

    test("by the whole number a shielded person and nobody are one answer", async () => {
      const she = await as(worker);
      const answers = [];
      for (const number of [egn(1950, 1, 1, { serial: 700 }), egn(1951, 2, 2, { serial: 702 })]) {
        const form = await she.get("/emergency");
        answers.push(await she.submit(form, "/emergency", { number, reason_code: "life", reason: because }));
      }
      for (const answer of answers) {
        assert.equal(answer.status, 404);
        assert.match(answer.text, /Няма такова досие/);
      }
    });

    test("supervisor and data protection officer see it at once; who opened does not review", async () => {
      const boss = await as(supervisor);
      const page = await boss.get("/emergencies");
      assert.ok(page.text.includes(because), page.text.slice(0, 600));
      assert.match(page.text, /Иван Бозов/);
      assert.equal((await (await as(worker)).get("/emergencies")).status, 403);
      const officerOfData = await as(dpo);
      const theirs = await officerOfData.get("/emergencies");
      const empty = await officerOfData.submit(theirs, /\/review$/, { verdict: "not_justified", note: "" });
      assert.equal(empty.status, 422);
      const done = await officerOfData.submit(empty, /\/review$/, { verdict: "not_justified", note: "Екипът беше на телефона" });
      assert.equal(done.status, 200, done.text.slice(0, 300));
      assert.match(done.text, /неоправдано/);
      assert.match((await boss.get("/emergencies")).text, /неоправдано/);
    });

    test("given back it is over, and everything stands in the ledger for the officer's question", async () => {
      const she = await as(worker);
      const page = await she.get(opened.address);
      await she.submit(page, /\/end$/);
      assert.equal((await she.get(opened.address)).status, 410);
      const officerOfData = await as(dpo);
      const days = { from: isoInDays(-1), until: isoInDays(1) };
      const byFile = await officerOfData.submit(await officerOfData.get("/data-protection"), "/data-protection", { file: her.identifier, ...days });
      assert.equal(byFile.status, 200, byFile.text.slice(0, 400));
      assert.match(byFile.text, /Спешно отворено досие/);
      assert.match(byFile.text, /Иван Бозов/);
      const byAccount = await officerOfData.submit(await officerOfData.get("/data-protection"), "/data-protection", { account: worker, ...days });
      assert.match(byAccount.text, /Вълкана Гроздева Кръстилова/);
      const csv = await officerOfData.submit(byAccount, "/data-protection/accesses.csv");
      assert.match(csv.headers["content-type"], /text\/csv/);
      assert.match(csv.body, /"person\.opened_in_emergency"/);
      const shielded = await officerOfData.submit(await officerOfData.get("/data-protection"), "/data-protection", { file: egn(1951, 2, 2, { serial: 702 }), ...days });
      assert.equal(shielded.status, 404);
      assert.equal((await (await as(supervisor)).get("/data-protection")).status, 403);
    });

    test("another town hall is told that there is a file, and whom to ask", async () => {
      const neighbour = await as("officer@peshtera.example");
      const found = await neighbour.submit(await neighbour.get("/look-up"), "/look-up", { number: her.identifier });
      assert.equal(found.status, 200);
      assert.match(found.text, /Има досие/);
      assert.doesNotMatch(found.text, /Кръстилова/);
      const none = await neighbour.submit(await neighbour.get("/look-up"), "/look-up", { number: egn(1951, 2, 2, { serial: 702 }) });
      assert.match(none.text, /Няма досие с този номер/);
    });
  });
}
