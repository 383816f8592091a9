// Somebody dies: the desk records it, all that ran ends at once, the household is told by a human. A mistake is undone by
// the supervisor until the next day; to who is not named, a shielded file has no such page.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { signedIn } from "./visitor.mjs";
import { egn, isoInDays, officer, supervisor } from "./zone.mjs";

const worker = "worker@lesichovo.example";
const she = {
  given_name: "Ралица", middle_name: "Стойнева", family_name: "Мъглижка", sex: "f", phone: "0878 100 200",
  identifier_kind: "egn", identifier: egn(1939, 2, 11, { woman: true, serial: 720 }), born_on: "1939-02-11", settlement: "43369",
};

for (const { engine, skip } of engines) {
  describe(`a person dies (${engine})`, { skip }, () => {
    let office, desk, lead, boss, id, caseId, application;
    const as = (email) => signedIn(office, email);
    const one = (sql) => ask(office.where, sql)[0]?.[0];
    before(async () => {
      office = await Office.open(engine);
      [desk, lead, boss] = [await as(officer), await as(worker), await as(supervisor)];
    });
    after(() => { for (const v of [desk, lead, boss]) v?.close(); return office?.stop(); });

    test("she has an application, a case and a booked time", async () => {
      const made = await lead.submit(await lead.get("/people/new"), "/people", she);
      id = made.address.match(/[0-9a-f-]{36}/)[0];
      const started = await lead.submit(await lead.get(`/cases/new?person=${id}`), "/cases", { type: "older_person", reason: "живее сама" });
      caseId = started.address.match(/[0-9a-f-]{36}/)?.[0];
      assert.ok(caseId, started.text.slice(0, 300));
      const taken = await desk.submit(await desk.get(`/desk/applications/new?person=${id}`), "/desk/applications", { needs: ["heating"], own_words: "Студено е." });
      assert.ok(taken.status < 300, taken.text.slice(0, 300));
      application = one(`SELECT id FROM application WHERE person_id = (SELECT id FROM person WHERE family_name = 'Мъглижка')`);
      assert.ok(application);
    });

    test("the page says what will end; a day to come and no source are refused beside the field", async () => {
      const page = await desk.get(`/people/${id}/death`);
      assert.match(page.text, /случай/);
      assert.match(page.text, /заявление/);
      const wrong = await desk.submit(page, `/people/${id}/death`, { died_on: isoInDays(2), source: "death_act", document: "" });
      assert.equal(wrong.status, 422);
      assert.match(wrong.text, /Денят още не е дошъл/);
      assert.match(wrong.text, /Посочете документ или кой съобщи/);
    });

    test("recorded: everything has ended and nothing new begins", async () => {
      const page = await desk.get(`/people/${id}/death`);
      const done = await desk.submit(page, `/people/${id}/death`, { died_on: isoInDays(-1), source: "death_act", document: "акт № 0214" });
      assert.equal(done.status, 200, done.text.slice(0, 300));
      assert.match(done.text, /Кажете на домакинството/);
      assert.equal(one(`SELECT state || outcome FROM case_file WHERE person_id = (SELECT id FROM person WHERE family_name = 'Мъглижка')`), "closeddeceased");
      assert.equal(one(`SELECT state FROM application WHERE person_id = (SELECT id FROM person WHERE family_name = 'Мъглижка')`), "closed");
      assert.match((await desk.get(`/people/${id}`)).text, /Лицето е починало/);
      const again = await desk.submit(page, `/people/${id}/death`, { died_on: isoInDays(-1), source: "death_act", document: "акт № 0214" });
      assert.equal(one("SELECT count(*) FROM person_death"), "1", again.text.slice(0, 200));
      const more = await desk.submit(await desk.get(`/desk/applications/new?person=${id}`), "/desk/applications", { needs: ["heating"], own_words: "още нещо" });
      assert.equal(more.status, 409, more.text.slice(0, 200));
    });

    test("the household is on the day of the desk until a human has spoken to it", async () => {
      assert.match((await desk.get("/desk")).text, /1 домакинство чака разговор/);
      assert.match((await desk.get("/deaths")).text, /Мъглижка/);
      assert.equal(one("SELECT count(*) FROM message WHERE channel = 'sms' OR to_address LIKE '%0878%'"), "0");
      const told = await desk.submit(await desk.get(`/people/${id}/death`), `/people/${id}/death/told`, { how: "told" });
      assert.match(told.text, /казахме им/);
      assert.doesNotMatch((await desk.get("/deaths")).text, /Мъглижка/);
    });

    test("it was a mistake: not by the desk, by the supervisor; the case is open again and the list says what is not", async () => {
      const page = await desk.get(`/people/${id}/death`);
      assert.doesNotMatch(page.body, /death\/undo/);
      const seen = await boss.get(`/people/${id}/death`);
      assert.equal((await boss.submit(seen, `/people/${id}/death/undo`, { reason: "" })).status, 422);
      const undone = await boss.submit(seen, `/people/${id}/death/undo`, { reason: "сгрешено лице" });
      assert.equal(undone.status, 200, undone.text.slice(0, 300));
      assert.equal(one(`SELECT state FROM case_file WHERE person_id = (SELECT id FROM person WHERE family_name = 'Мъглижка')`), "reopened");
      const more = await desk.submit(await desk.get(`/desk/applications/new?person=${id}`), "/desk/applications", { needs: ["heating"], own_words: "още нещо" });
      assert.ok(more.status < 300, more.text.slice(0, 200));
    });

    test("a shielded file: the same answer as for nobody's", async () => {
      const raised = await lead.submit(await lead.get(`/people/${id}/circle`), /\/sensitivity$/, { sensitivity: "4", reason: "Заповед" });
      assert.equal(raised.status, 200, raised.text.slice(0, 200));
      assert.equal((await desk.get(`/people/${id}/death`)).status, 404);
      assert.equal((await boss.get(`/people/${id}/death`)).status, 404);
      assert.equal((await lead.get(`/people/${id}/death`)).status, 200);
    });
  });
}
