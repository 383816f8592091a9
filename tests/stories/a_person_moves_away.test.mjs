// She moves from Лесичово to Пещера: her municipality offers, the other declines, then takes her file over. What ran ends
// here and stands in a list there; the old file is history. A shielded file goes to the one named, and to nobody else.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { signedIn } from "./visitor.mjs";
import { egn, isoInDays, officer } from "./zone.mjs";

const worker = "worker@lesichovo.example", there = "officer@peshtera.example", named = "worker@peshtera.example";
const newAddress = "ул. Нова 77, ет. 3";
const someone = (given_name, family_name, year, serial) => ({
  given_name, middle_name: "Иванова", family_name, sex: "f", phone: "0877 300 400", address: "ул. Стара 1",
  identifier_kind: "egn", identifier: egn(year, 5, 9, { woman: true, serial }), born_on: `${year}-05-09`, settlement: "43369",
});

for (const { engine, skip } of engines) {
  describe(`a person moves away (${engine})`, { skip }, () => {
    let office, desk, lead, arrival, trusted, id, fresh;
    const as = (email) => signedIn(office, email);
    const one = (sql) => ask(office.where, sql)[0]?.[0];
    const register = async (who) => (await lead.submit(await lead.get("/people/new"), "/people", who)).address.match(/[0-9a-f-]{36}/)[0];
    const offer = async (by, person, values = {}) => by.submit(await by.get(`/people/${person}/move`), `/people/${person}/move`,
      { to: "PAZ21", moves_on: isoInDays(0), ground: "consent", consent_how: "written", note: "Нужна е асистентска подкрепа.", ...values });
    const transferOf = (state) => one(`SELECT id FROM person_transfer WHERE state = '${state}' ORDER BY offered_at DESC LIMIT 1`);
    before(async () => {
      office = await Office.open(engine);
      [desk, lead, arrival, trusted] = [await as(officer), await as(worker), await as(there), await as(named)];
      id = await register(someone("Тинка", "Преселкова", 1966, 730));
      await lead.submit(await lead.get(`/cases/new?person=${id}`), "/cases", { type: "older_person", reason: "сама" });
      await desk.submit(await desk.get(`/desk/applications/new?person=${id}`), "/desk/applications", { needs: ["heating"], own_words: "Студено е." });
    });
    after(() => { for (const v of [desk, lead, arrival, trusted]) v?.close(); return office?.stop(); });

    test("offered: without a ground it is refused; the other side sees it, the neighbour's list only it", async () => {
      const wrong = await offer(desk, id, { ground: "", to: "PAZ14" });
      assert.equal(wrong.status, 422);
      const offered = await offer(desk, id);
      assert.match(offered.text, /предложено/);
      assert.doesNotMatch((await desk.get(`/people/${id}/move`)).body, /name="moves_on"/, "one offer at a time");
      const page = await arrival.get(`/transfers/${transferOf("offered")}`);
      assert.match(page.text, /Преселкова/);
      assert.match(page.text, /случай/);
      assert.doesNotMatch(page.text, /ул\. Стара/, "the address does not go over");
      assert.equal((await arrival.get(`/people/${id}`)).status, 404, "the file is not theirs yet");
    });

    test("declined with a reason, offered again, withdrawn, offered again", async () => {
      const page = await arrival.get(`/transfers/${transferOf("offered")}`);
      assert.equal((await arrival.submit(page, /\/decline$/, { reason: "" })).status, 422);
      await arrival.submit(page, /\/decline$/, { reason: "още не е тук" });
      const seen = await desk.get(`/people/${id}/move`);
      assert.match(seen.text, /още не е тук/);
      await offer(desk, id);
      const open = transferOf("offered");
      await desk.submit(await desk.get(`/people/${id}/move`), `/people/${id}/move/withdrawal`);
      assert.equal((await arrival.get(`/transfers/${open}`)).status, 404, "withdrawn: nothing to see");
      await offer(desk, id);
    });

    test("taken over once: a file there, the one here closed and readable; nothing lost, nothing doubled", async () => {
      const open = transferOf("offered");
      const page = await arrival.get(`/transfers/${open}`);
      const [first, second] = await Promise.all([1, 2].map(() => arrival.submit(page, /\/receipt$/)));
      assert.ok(first.status < 400 || second.status < 400, first.text.slice(0, 200));
      const mine = ask(office.where, "SELECT id FROM person WHERE family_name = 'Преселкова' AND municipality = 'PAZ21'");
      assert.equal(mine.length, 1, "not doubled");
      fresh = mine[0][0];
      assert.match((await arrival.get(`/transfers/${open}`)).text, /заявление.*PAZ14-/);
      assert.equal(one("SELECT outcome FROM case_file WHERE person_id = (SELECT id FROM person WHERE family_name = 'Преселкова' AND municipality = 'PAZ14')"), "transferred");
      const old = await desk.get(`/people/${id}`);
      assert.equal(old.status, 200);
      assert.match(old.text, /премести в друга община/);
      const more = await desk.submit(await desk.get(`/desk/applications/new?person=${id}`), "/desk/applications", { needs: ["heating"], own_words: "още" });
      assert.equal(more.status, 409);
    });

    test("the new address is written there and read by nobody here", async () => {
      const page = await arrival.get(`/people/${fresh}/change`);
      const changed = await arrival.submit(page, `/people/${fresh}/change`, { address: newAddress });
      assert.ok(changed.text.includes("ул. Нова"), changed.text.slice(0, 300));
      for (const path of [`/people/${id}`, `/people/${id}/move`]) assert.ok(!(await desk.get(path)).body.includes("Нова 77"), path);
      assert.equal((await desk.get(`/people/${fresh}`)).status, 404);
      assert.equal((await lead.get(`/people/${fresh}`)).status, 404);
    });

    test("a shielded file: by who is named here to the one named there, for everybody else it is nothing", async () => {
      const hidden = await register(someone("Магдалена", "Скритова", 1983, 740));
      await lead.submit(await lead.get(`/people/${hidden}/circle`), /\/sensitivity$/, { sensitivity: "4", reason: "Заповед" });
      assert.equal((await desk.get(`/people/${hidden}/move`)).status, 404);
      assert.equal((await offer(lead, hidden)).status, 422, "somebody there must be named");
      await offer(lead, hidden, { named_email: named });
      const open = transferOf("offered");
      assert.equal((await arrival.get(`/transfers/${open}`)).status, 404);
      assert.ok(!(await arrival.get("/transfers")).body.includes(open));
      const page = await trusted.get(`/transfers/${open}`);
      assert.equal(page.status, 200, page.text.slice(0, 200));
      await trusted.submit(page, /\/receipt$/);
      const there4 = one("SELECT id FROM person WHERE family_name = 'Скритова' AND municipality = 'PAZ21'");
      assert.equal(one("SELECT sensitivity FROM person WHERE family_name = 'Скритова' AND municipality = 'PAZ21'"), "4");
      assert.equal((await trusted.get(`/people/${there4}`)).status, 200);
      assert.equal((await arrival.get(`/people/${there4}`)).status, 404);
      assert.equal((await lead.get(`/people/${there4}`)).status, 404, "the old side's named account is not named there");
    });
  });
}
