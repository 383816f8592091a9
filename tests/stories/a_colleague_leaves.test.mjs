// A social worker leaves. The supervisor sees what there is, hands all of it to a colleague at once, and reads the report.
// A shielded file stays with those named for it and is in no count.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { engines, Office } from "./office.mjs";
import { signedIn } from "./visitor.mjs";
import { egn, supervisor } from "./zone.mjs";

const leaves = "worker@lesichovo.example";
const takesOver = "second-worker@lesichovo.example";
const clients = [
  { given_name: "Радул", middle_name: "Клементов", family_name: "Прехвърлилов", sex: "m", identifier: egn(1961, 3, 4, { serial: 800 }), born_on: "1961-03-04" },
  { given_name: "Босилка", middle_name: "Тихова", family_name: "Останалова", sex: "f", identifier: egn(1987, 9, 21, { woman: true, serial: 610 }), born_on: "1987-09-21" },
].map((one) => ({ ...one, identifier_kind: "egn", settlement: "43369" }));

for (const { engine, skip } of engines) {
  describe(`a colleague leaves (${engine})`, { skip }, () => {
    let office, ordinary, shielded;
    const as = (email) => signedIn(office, email);
    const numberOf = (text, words) => Number(text.match(new RegExp(`${words}\\s+(\\d+)`))?.[1]);
    before(async () => { office = await Office.open(engine); });
    after(() => office?.stop());

    test("she has two clients, one of them shielded", async () => {
      const she = await as(leaves);
      const ids = [];
      for (const client of clients) {
        const made = await she.submit(await she.get("/people/new"), "/people", client);
        assert.match(made.address, /^\/people\/[0-9a-f-]{36}/, made.text.slice(0, 300));
        ids.push(made.address.match(/[0-9a-f-]{36}/)[0]);
      }
      [ordinary, shielded] = ids;
      const raised = await she.submit(await she.get(`/people/${shielded}/circle`), /\/sensitivity$/, { sensitivity: "4", reason: "Заповед" });
      assert.equal(raised.status, 200, raised.text.slice(0, 200));
      assert.equal((await (await as(takesOver)).get(`/people/${ordinary}`)).status, 404);
    });

    test("preview, move, report: the numbers agree and the shielded file is in none", async () => {
      const boss = await as(supervisor);
      const ask = async () => boss.submit(await boss.get("/hand-over"), "/hand-over/preview", { from: leaves, to: takesOver });
      const wrong = await boss.submit(await boss.get("/hand-over"), "/hand-over/preview", { from: leaves, to: leaves });
      assert.equal(wrong.status, 422);
      const preview = await ask();
      assert.equal(preview.status, 200, preview.text.slice(0, 300));
      const files = numberOf(preview.text, "Досиета в екипа");
      assert.ok(files >= 1, preview.text.slice(0, 400));
      const without = await boss.submit(preview, "/hand-over", { reason: "" });
      assert.equal(without.status, 422);
      const report = await boss.submit(without, "/hand-over", { reason: "напуска от 1 декември" });
      assert.match(report.address, /^\/hand-over\/[0-9a-f-]{36}/, report.text.slice(0, 400));
      assert.equal(numberOf(report.text, "Досиета в екипа"), files);
      for (const words of ["Досиета в екипа", "Случаи, които води", "Приети заявления, още открити", "Изпратени насочвания, още открити"]) {
        assert.equal(numberOf((await ask()).text, words), 0, words);
      }
    });

    test("the colleague opens what is now hers, and not the shielded file", async () => {
      const heir = await as(takesOver);
      assert.equal((await heir.get(`/people/${ordinary}`)).status, 200);
      assert.equal((await heir.get(`/people/${shielded}`)).status, 404);
      const she = await as(leaves);
      assert.equal((await she.get(`/people/${ordinary}`)).status, 404, "she keeps no tie");
      assert.equal((await she.get(`/people/${shielded}`)).status, 200, "the named stay named until they settle it");
      assert.equal((await heir.get("/hand-over")).status, 403);
    });
  });
}
