// One place, two officers of different municipalities: it is given once. Who was too late waits in a published order, is offered
// the place when it is free again, and the sender's yes makes it hers. On both engines.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { isoInDays } from "./zone.mjs";

const head = "head@peshtera.example", officer = "officer@lesichovo.example", stranger = "uslugi@peshtera.example";
const service = "01980000-0000-7000-8000-00000000c007";
const board = "/provider/places";

for (const { engine, skip } of engines) {
  describe(`the last place on ${engine}`, { skip }, () => {
    test("is given once, waits for its turn and is offered", { timeout: 120_000 }, async (t) => {
      const office = await Office.open(engine);
      t.after(() => office.stop());
      const as = (email) => new Visitor(office.address, { token: office.run(["token", email]).trim().split(/\s+/).at(-1) });
      const [sender, receiver] = [as(officer), as(head)];
      const page = {};
      for (const email of [head, officer, stranger]) {
        page[email] = new Visitor(office.address);
        await page[email].signIn(email, demoPassword);
      }
      t.after(() => [sender, receiver, ...Object.values(page)].forEach((visitor) => visitor.close()));
      const people = ask(office.where, "SELECT id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 ORDER BY id DESC LIMIT 2").flat();
      const send = async (person) => {
        const sent = await sender.api("POST", "/api/v1/referrals", { person, to_service: service, reason: "За едно място", urgency: "normal", legal_ground: "public_task", package_fields: ["name"] }, { key: randomUUID() });
        assert.equal(sent.status, 201, sent.body);
        return sent.json.id;
      };
      const step = async (id, verb, value = {}) => {
        const { version } = (await receiver.api("GET", `/api/v1/referrals/${id}`)).json;
        return receiver.api("POST", `/api/v1/referrals/${id}/${verb}`, { version, ...value }, { key: randomUUID() });
      };

      // The demo's own waiting list there, as chance made it.
      const before = Number(ask(office.where, `SELECT count(*) FROM waiting_entry WHERE closed_at IS NULL AND service_id = ${office.where.url ? `'${service}'` : `x'${service.replaceAll("-", "")}'`}`)[0][0]);

      // 1. The head says that the service has one place.
      const setup = await page[head].get(`${board}/services/${service}`);
      const made = await page[head].submit(setup, `${board}/services/${service}`, { count: "1", kind: "seat" });
      assert.match(made.text, /Свободни 1 от 1/);
      assert.equal((await page[stranger].get(`${board}/services/${service}`, { stay: true })).status, 404, "another house");

      // 2. Two referrals are accepted at the same moment.
      const ids = [await send(people[0]), await send(people[1])];
      const answers = await Promise.all(ids.map((id) => step(id, "acceptance", { on: isoInDays(1) })));
      assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409], answers.map((answer) => answer.body).join("\n"));
      const lost = answers.findIndex((answer) => answer.status === 409);
      assert.match(answers[lost].body, /places\.no_place_free/);
      const [won, late] = [ids[1 - lost], ids[lost]];

      // 3. The late one waits; its sender sees the turn and the order, and no other name.
      assert.equal((await step(late, "waiting")).status, 200);
      const told = await page[officer].get(`/referrals/${late}`);
      assert.match(told.text, new RegExp(`Ред в списъка на чакащите ${before + 1}\\b`));
      assert.match((await page[officer].get(`/services/${service}/waiting-rule`)).text, /точки за всяка цяла седмица/);

      // 4. The winner comes, the service begins, and ends: the place is free again.
      const stayOf = (id) => ask(office.where, `SELECT id FROM stay WHERE ended_at IS NULL AND referral_id = ${office.where.url ? `'${id}'` : `x'${id.replaceAll("-", "")}'`}`)[0][0];
      const stay = `/provider/stays/${stayOf(won)}`;
      const contract = async (verb, values) => page[head].submit(await page[head].get(`/referrals/${won}/contract${verb === "offer" ? "" : `/${verb}`}`), new RegExp(`${verb}$`), values);
      await contract("terms", { content: "Рехабилитация два пъти седмично." });
      await contract("offer", {});
      await contract("signature", { by: "person", for_provider: "Ръководител" });
      const came = await page[head].submit(await page[head].get(`${stay}/admission`), `${stay}/admission`);
      assert.match(came.text, /Настанен/, came.text.slice(0, 600));
      assert.equal((await receiver.api("GET", `/api/v1/referrals/${won}`)).json.state, "in_service");
      assert.match((await page[head].get(board)).text, /Настанен/);
      assert.equal((await page[stranger].get(stay, { stay: true })).status, 404);
      const ended = await page[head].submit(await page[head].get(`${stay}/end`), `${stay}/end`, { reason: "goals_met", destination: "own_home" });
      assert.match(ended.text, /Приключил/);

      // 5. The place is offered to who waits; the officer finds it on her day and says yes.
      const entry = (await page[head].get(`/referrals/${late}`)).link(/^\/provider\/waiting\/entries\//);
      const offered = await page[head].submit(await page[head].get(`${entry}/offer`), `${entry}/offer`, { begins_on: isoInDays(2), ...(before ? { note: "Който е преди нея, още не може да дойде." } : {}) });
      assert.match(offered.text, /Предложено място/);
      assert.match((await page[officer].get("/desk")).text, /предложен[ио] мест[ао] чака/);
      const answer = (await page[officer].get(`/referrals/${late}`)).link(/^\/places\/offers\//);
      const taken = await page[officer].submit(await page[officer].get(answer), answer);
      assert.match(taken.text, /Прието/, taken.text.slice(0, 400));
      assert.equal((await receiver.api("GET", `/api/v1/referrals/${late}`)).json.state, "accepted");
      assert.equal((await page[officer].get(answer, { stay: true })).status, 409, "answered is answered");
      assert.match((await page[head].get(board)).text, /Запазено/);
      assert.equal(ask(office.where, "SELECT count(*) FROM ledger WHERE body LIKE '%waiting.offer%'")[0][0] >= "1", true);
    });
  });
}
