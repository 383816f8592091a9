// J3, step 8: the husband works in a town hall of the zone. He searches her name, her number, opens her file by its
// address: nothing, exactly as for somebody who is not there. Those who keep her file know at once.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { engines, Office } from "./office.mjs";
import { signedIn } from "./visitor.mjs";
import { egn, officer, supervisor } from "./zone.mjs";

const her = {
  given_name: "Калипсо", middle_name: "Ванкова", family_name: "Дръндарова", sex: "f", identifier_kind: "egn",
  identifier: egn(1991, 2, 8, { woman: true, serial: 610 }), born_on: "1991-02-08", settlement: "43369", address: "ул. „Тиха“ 3",
};
const husband = "officer@strelcha.example";
const nephew = "second-worker@lesichovo.example";

for (const { engine, skip } of engines) {
  describe(`a look-up by the husband alarms (${engine})`, { skip }, () => {
    let office, id, circle;
    const as = (email) => signedIn(office, email);
    const search = async (visitor, query) => visitor.submit(await visitor.get("/people"), "/people/search", { query });
    const unseen = async (visitor) => ((await visitor.get("/people/alarms")).body.match(/\/seen"/g) ?? []).length;
    before(async () => {
      office = await Office.open(engine);
    });
    after(() => office?.stop());

    test("her file is shielded, and the husband and a nephew are on its conflict list", async () => {
      const desk = await as(officer);
      const made = await desk.submit(await desk.get("/people/new"), "/people", her);
      [id] = made.address.match(/[0-9a-f-]{36}/);
      const boss = await as(supervisor);
      circle = `/people/${id}/circle`;
      const raised = await boss.submit(await boss.get(circle), /\/sensitivity$/, { sensitivity: "4", reason: "Заповед за защита" });
      assert.equal(raised.status, 200, raised.text.slice(0, 300));
      for (const [email, reason] of [[husband, "Съпруг, срещу когото е заповедта"], [nephew, "Племенник на съпруга"]]) {
        const conflicts = await boss.get(`/people/${id}/conflicts`);
        const done = await boss.submit(conflicts, `/people/${id}/conflicts`, { email, reason });
        assert.equal(done.status, 200, done.text.slice(0, 300));
        assert.ok(done.text.includes(reason));
      }
      const without = await boss.submit(await boss.get(`/people/${id}/conflicts`), `/people/${id}/conflicts`, { email: husband, reason: "" });
      assert.equal(without.status, 422);
      assert.ok(without.body.includes(husband), "what was typed is kept");
    });

    test("a third account is named by two", async () => {
      const boss = await as(supervisor);
      await boss.submit(await boss.get(circle), /\/named$/, { email: "worker@lesichovo.example" });
      assert.match((await boss.get(circle)).text, /Елена Кацарова/);
      const asked = await boss.submit(await boss.get(circle), /\/named$/, { email: officer });
      assert.match(asked.text, /чака потвърждение/);
      const desk = await as(officer);
      assert.equal((await desk.get(`/people/${id}`)).status, 404);
      const own = await boss.submit(await boss.get(circle), /\/named\/answer$/, { answer: "confirmed" });
      assert.equal(own.status, 409, "who proposed confirmed it herself");
    });

    test("he finds nothing, is told nothing, and every try alarms", async () => {
      const he = await as(husband);
      const boss = await as(supervisor);
      let alarms = await unseen(boss);
      assert.equal(alarms, 0);
      const nobody = await search(he, "Непостоянка Несъществуваща");
      for (const query of ["Калипсо Дръндарова", "kalipso", her.identifier, "08.02.1991"]) {
        const answer = await search(he, query);
        assert.equal(answer.status, 200);
        assert.ok(!answer.body.includes(id) && !answer.text.includes("Дръндарова Ванкова"), query);
        if (!/\d/.test(query)) assert.equal(answer.text.replace(query, ""), nobody.text.replace("Непостоянка Несъществуваща", ""), "not the same page");
        assert.equal(await unseen(boss), ++alarms, query);
      }
      const absent = await he.get("/people/01980000-0000-7000-8000-00000000dead");
      const barred = await he.get(`/people/${id}`);
      assert.equal(barred.status, 404);
      assert.equal(barred.body.length, absent.body.length);
      assert.equal(await unseen(boss), ++alarms);
      const page = await boss.get("/people/alarms");
      assert.match(page.text, /Васил Гьошев/);
      assert.match((await boss.get("/people")).body, /href="\/people\/alarms"/);
      const own = await he.get("/people/alarms");
      assert.equal(own.status, 403);
      const worker = await as(nephew);
      await search(worker, "Дръндарова");
      assert.equal(await unseen(boss), ++alarms);
      assert.match((await worker.get("/people/alarms")).text, /Няма сигнали/, "the one who raised it sees it");
      const seen = await boss.submit(await boss.get("/people/alarms"), /\/seen$/);
      assert.equal(seen.status, 200);
      assert.equal(await unseen(boss), alarms - 1);
    });

    test("registering her again is answered like any registration", async () => {
      const he = await as(husband);
      const boss = await as(supervisor);
      const alarms = await unseen(boss);
      const made = await he.submit(await he.get("/people/new"), "/people", { ...her, settlement: "", address: "" });
      assert.match(made.address, /^\/people\/[0-9a-f-]{36}/, made.text.slice(0, 300));
      assert.equal(await unseen(boss), alarms + 1);
    });
  });
}
