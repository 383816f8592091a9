// Пещера leaves the zone: the agreement that rests on it ends on its last day there, what was sent before finishes, nothing
// new goes under it, and the receiver's access to the package stops with the service.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { ask, change } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { isoInDays, officer, supervisor, therapist } from "./zone.mjs";


for (const { engine, skip } of engines) {
  describe(`a town leaves the zone (${engine})`, { skip, timeout: 120_000 }, () => {
    let office, tokens, person, service, open, agreement;
    const one = (sql) => ask(office.where, sql)[0]?.[0];
    const call = async (email, method, path, value) => {
      tokens[email] ??= office.run(["token", email, "--sensitive"]).trim().split(/\s+/).at(-1);
      const visitor = new Visitor(office.address, { token: tokens[email] });
      const answer = await visitor.api(method, path, value, { key: randomUUID() });
      visitor.close();
      return answer;
    };
    const send = () => call(officer, "POST", "/api/v1/referrals", { person, to_service: service, reason: "Рехабилитация", urgency: "normal", legal_ground: "public_task", package_fields: ["name"] });
    const step = async (verb, values) => {
      const { version } = (await call(therapist, "GET", `/api/v1/referrals/${open}`)).json;
      return call(therapist, "POST", `/api/v1/referrals/${open}/${verb}`, { version, ...values });
    };
    before(async () => {
      tokens = {};
      office = await Office.open(engine);
      person = one("SELECT id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 ORDER BY id LIMIT 1");
      service = one(`SELECT id FROM service WHERE type = 'therapy_rehabilitation' AND municipality = 'PAZ21' AND organisation_id IN (SELECT p.organisation_id FROM post p JOIN account a ON a.id = p.account_id WHERE a.email_key = '${therapist}') ORDER BY id LIMIT 1`);
      agreement = one("SELECT id FROM agreement WHERE municipality = 'PAZ14' AND to_municipality = 'PAZ21' AND state = 'in_force'");
    });
    after(() => office?.stop());

    test("before: a referral goes under the agreement", async () => {
      const sent = await send();
      assert.equal(sent.status, 201, sent.body);
      open = sent.json.id;
    });

    test("its last day in the zone was yesterday: the agreement has ended by itself", async () => {
      await office.stop();
      change(office.where, `UPDATE zone_member SET valid_to = '${isoInDays(-1)}' WHERE municipality = 'PAZ21'`);
      office = await Office.open(engine, { where: office.where });
      const boss = new Visitor(office.address);
      await boss.signIn(supervisor, demoPassword);
      let text = "";
      for (let i = 0; i < 100 && !/Едната община напуска зоната/.test(text); ++i) text = (await boss.get(`/agreements/${agreement}`)).text;
      boss.close();
      assert.match(text, /Едната община напуска зоната/);
      assert.equal(one("SELECT valid_until_on FROM agreement WHERE municipality = 'PAZ14' AND to_municipality = 'PAZ21' AND state = 'ending'"), isoInDays(-1));
    });

    test("what was open finishes; then the package is shut to the other town", async () => {
      for (const [verb, values] of [["acceptance", { on: isoInDays(0) }], ["service-start", { reason: "signed_elsewhere" }], ["completion", { reason: "goal_met", note: "Готово." }]]) {
        const done = await step(verb, values);
        assert.ok(done.status < 300, `${verb}: ${done.body}`);
      }
      const after = await call(therapist, "GET", `/api/v1/referrals/${open}`);
      assert.ok(after.status === 404 || !after.body.includes("package") || !(after.json.package?.length), after.body.slice(0, 300));
    });

    test("what is new does not go under it", async () => {
      const before = Number(one("SELECT count(*) FROM referral WHERE municipality = 'PAZ14' AND agreement_id IS NOT NULL"));
      const sent = await send();
      assert.ok(sent.status === 201 || sent.status === 409, sent.body);
      assert.equal(Number(one("SELECT count(*) FROM referral WHERE municipality = 'PAZ14' AND agreement_id IS NOT NULL")), before);
    });
  });
}
