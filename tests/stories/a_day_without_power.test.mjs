// Forms are printed before the power goes, each with its number; afterwards what was written is entered once, with its true
// day, and the time limit runs from that day.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { isoInDays, officer } from "./zone.mjs";

const days = (from, until) => Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);

for (const { engine, skip } of engines) {
  describe(`a day without power (${engine})`, { skip }, () => {
    let office, desk, neighbour, serials, person;
    const one = (sql) => ask(office.where, sql)[0]?.[0];
    const take = async (values) => desk.submit(await desk.get(`/desk/applications/new?person=${person}`), "/desk/applications",
      { needs: ["heating"], own_words: "Записано на хартия.", channel: "desk", urgency: "normal", ...values });
    before(async () => {
      office = await Office.open(engine);
      [desk, neighbour] = [new Visitor(office.address), new Visitor(office.address)];
      await desk.signIn(officer, demoPassword);
      await neighbour.signIn("officer@peshtera.example", demoPassword);
      person = one("SELECT id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 ORDER BY id LIMIT 1");
    });
    after(() => { desk?.close(); neighbour?.close(); return office?.stop(); });

    test("a set of forms as one PDF, each on its page with its number; the times of a day without names", async () => {
      const none = await desk.submit(await desk.get("/forms"), "/forms/sheets.pdf", { contact: "0", application: "0", referral: "0", crisis: "0", times_of: "" });
      assert.equal(none.status, 422, none.text.slice(0, 200));
      const pdf = await desk.submit(await desk.get("/forms"), "/forms/sheets.pdf", { contact: "1", application: "2", referral: "1", crisis: "1", times_of: isoInDays(1) });
      assert.equal(pdf.headers["content-type"], "application/pdf", pdf.text?.slice(0, 200));
      serials = Object.fromEntries(["contact", "application", "referral", "crisis"].map((kind) =>
        [kind, ask(office.where, `SELECT serial FROM paper_form WHERE kind = '${kind}' ORDER BY serial`).map(([s]) => s)]));
      assert.equal(serials.application.length, 2);
      const bytes = pdf.bytes ?? Buffer.from(pdf.body, "latin1");
      const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: bytes, encoding: "utf8" });
      for (const serial of Object.values(serials).flat()) assert.ok(text.includes(serial), serial);
      assert.ok(text.split("\f").length >= 6, "five forms and a list: a page each");
    });

    test("an application from paper: its day is the paper's, both days are kept", async () => {
      const wrong = await take({ paper_serial: serials.contact[0], occurred_on: isoInDays(-2) });
      assert.equal(wrong.status, 422, "a form of another kind");
      const future = await take({ paper_serial: serials.application[0], occurred_on: isoInDays(1) });
      assert.match(future.text, /Денят още не е дошъл/);
      assert.match(future.body, /Записано на хартия/, "what was typed is there");
      const old = await take({ paper_serial: serials.application[0], occurred_on: isoInDays(-60) });
      assert.match(old.text, /до 30 дни/);
      const taken = await take({ paper_serial: serials.application[0], occurred_on: isoInDays(-3) });
      assert.equal(taken.status, 201, taken.text.slice(0, 300));
      const [received, due, occurred, recorded] = ask(office.where, `SELECT a.received_on, a.due_on, f.occurred_on, f.recorded_on FROM paper_form f JOIN application a ON a.number = f.record WHERE f.serial = '${serials.application[0]}'`)[0];
      assert.equal(received, occurred);
      assert.equal(days(occurred, recorded), 3);
      const usual = await take({});
      const [today, usualDue] = ask(office.where, `SELECT received_on, due_on FROM application WHERE number = '${usual.text.match(/PAZ14-\d\d-\d{6}/)[0]}'`)[0];
      assert.equal(days(received, due), days(today, usualDue), "the limit is as long, and runs from the true day");
    });

    test("once: neither the same form again nor by a neighbour", async () => {
      const again = await take({ paper_serial: serials.application[0], occurred_on: isoInDays(-3) });
      assert.equal(again.status, 422);
      assert.match(again.text, /вече е въведен/);
      const foreign = await neighbour.submit(await neighbour.get("/forms"), "/forms/entry", { paper_serial: serials.referral[0], occurred_on: isoInDays(-1), became: "spoiled" });
      assert.match(foreign.text, /Няма такъв формуляр/);
    });

    test("the others are noted with the number of what they became, or as spoiled", async () => {
      const noted = await desk.submit(await desk.get("/forms"), "/forms/entry", { paper_serial: serials.referral[0], occurred_on: isoInDays(-2), became: "other", record: "PAZ14-R26-000001" });
      assert.equal(noted.status, 200, noted.text.slice(0, 200));
      await desk.submit(noted, "/forms/entry", { paper_serial: serials.crisis[0], became: "spoiled" });
      const page = await desk.get("/forms");
      assert.ok(page.text.includes(serials.contact[0]), "still out");
      assert.match(page.text, /PAZ14-R26-000001/);
      assert.equal(one("SELECT count(*) FROM paper_form WHERE entered_at IS NULL"), "2");
    });
  });
}
