// Issue 2's ten steps by the JSON API alone, with tokens of `gishe token`, on both engines. Every answer is held against
// its schema in /api/v1/openapi.json.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, describe, test } from "node:test";

import { engines, Office } from "./office.mjs";
import { faults } from "./schema.mjs";
import { Visitor } from "./visitor.mjs";
import { assistance, daughter, isoInDays, man, mayor, needs, officer, supervisor, therapist } from "./zone.mjs";

const worker = "worker@lesichovo.example";

for (const { engine, skip } of engines) {
  describe(`the story by API (${engine})`, { skip }, () => {
    let office, api;
    const who = {};
    const story = {};

    /** The operation of the description whose pattern fits; fixed segments win over {names}. */
    const operationOf = (method, address) => {
      const path = address.split("?")[0];
      const patterns = Object.keys(api.paths).filter((pattern) => new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}$`).test(path) && api.paths[pattern][method]);
      const pattern = patterns.sort((a, b) => a.split("{").length - b.split("{").length)[0];
      assert.ok(pattern, `${method} ${path} is not described`);
      return api.paths[pattern][method];
    };
    /** One call as `email` (empty: nobody); checks request and answer against the description. */
    const call = async (email, method, path, body, { status, key } = {}) => {
      if (!who[email]) who[email] = new Visitor(office.address, { token: email ? office.run(["token", email, "--sensitive"]).trim().split("\n")[0] : undefined });
      const operation = operationOf(method, path);
      const answer = await who[email].api(method.toUpperCase(), path, body, { key });
      const name = `${email} ${method} ${path}: ${answer.status} ${answer.body.slice(0, 600)}`;
      const [code, good] = Object.entries(operation.responses)[0];
      assert.equal(answer.status, status ?? Number(code), name);
      if (answer.status === Number(code)) {
        if (operation.requestBody) {
          assert.deepEqual(faults(api, operation.requestBody.content["application/json"].schema, body), [], `request of ${name}`);
        }
        if (good.content["application/json"]) assert.deepEqual(faults(api, good.content["application/json"].schema, answer.json), [], name);
      } else {
        assert.match(answer.headers["content-type"], /^application\/problem\+json/, name);
        assert.deepEqual(faults(api, { $ref: "#/components/schemas/Problem" }, answer.json), [], name);
      }
      return answer.headers["content-type"].includes("json") ? answer.json : answer;
    };
    const get = (email, path, options) => call(email, "get", path, undefined, options);
    const post = (email, path, body, options) => call(email, "post", path, body, options);
    const application = () => get(officer, `/api/v1/applications/${story.application}`);

    before(async () => {
      office = await Office.open(engine);
      api = JSON.parse((await (await fetch(`${office.address}/api/v1/openapi.json`)).text()));
    });
    after(async () => {
      for (const visitor of Object.values(who)) visitor.close();
      await office?.stop();
    });

    test("1 she sees whose token it is and what her day holds; lists come in pages", async () => {
      const own = await get(officer, "/api/v1/account");
      assert.equal(own.email, officer);
      assert.ok(own.posts.some((one) => one.id === own.post && one.function === "desk_officer"));
      assert.equal((await call(officer, "put", "/api/v1/account/language", { language: "en" })).language, "en");
      for (const list of ["/api/v1/tasks", "/api/v1/applications", "/api/v1/referrals?stage=closed", "/api/v1/services?limit=7"]) {
        const seen = new Set();
        let next = "", pages = 0;
        do {
          const page = await get(officer, list + (next ? `${list.includes("?") ? "&" : "?"}after=${next}` : ""));
          for (const item of page.items) {
            assert.ok(!seen.has(item.id), `${list} shows ${item.id} twice`);
            seen.add(item.id);
          }
          next = page.next;
        } while (next && ++pages < 100);
        assert.ok(!next && seen.size > 0, `${list}: ${seen.size} rows, ${pages} pages`);
      }
      const wrong = await get(officer, "/api/v1/tasks?after=zz", { status: 422 });
      assert.equal(wrong.errors[0].field, "after");
      assert.equal(wrong.errors[0].pointer, "#/after");
    });

    test("2 he is not there; bad input says where; near-duplicates come first; a double send registers once", async () => {
      for (const query of ["Stoilkovski", man.identifier]) {
        assert.deepEqual((await post(officer, "/api/v1/people/search", { query })).items, []);
      }
      const wrong = await post(officer, "/api/v1/people", { given_name: "😀", family_name: "", sex: "x", born_on: "2999-01-01" }, { status: 422 });
      assert.equal(wrong.status, 422);
      assert.ok(wrong.detail.length > 10 && wrong.title.length > 5);
      for (const field of ["given_name", "family_name", "sex", "born_on"]) assert.ok(wrong.errors.some((one) => one.field === field), `${field}: ${JSON.stringify(wrong)}`);

      const body = { ...man, settlement: "43369" };
      const first = await post(officer, "/api/v1/people", body, { key: "story-man" });
      const again = await post(officer, "/api/v1/people", body, { key: "story-man" });
      assert.equal(first.id, again.id);
      await post(officer, "/api/v1/people", { ...body, given_name: "Друг" }, { key: "story-man", status: 422 });
      story.man = first.id;

      const twin = { ...man, given_name: "Dragomir", family_name: "Stoilkovski", identifier_kind: "none", identifier: "" };
      const refused = await post(officer, "/api/v1/people", twin, { status: 409 });
      assert.equal(refused.code, "people.maybe_known");
      const alike = await post(officer, "/api/v1/people/candidates", twin);
      assert.equal(alike.items[0].person.id, story.man);
      assert.ok(alike.items[0].why.includes("same_names"));

      story.daughter = (await post(officer, "/api/v1/people", { ...daughter, settlement: "43369" })).id;
      await post(officer, `/api/v1/people/${story.man}/household`, { member: story.daughter, role: "дъщеря" });
      story.mandate = (await post(officer, `/api/v1/people/${story.man}/representatives`,
        { representative: story.daughter, kind: "proxy", relation: "дъщеря", document: "пълномощно № 123/2026" })).id;
      const person = await get(officer, `/api/v1/people/${story.man}`);
      assert.equal(person.identifier_masked, `${man.identifier.slice(0, 6)}****`);
      assert.ok(!JSON.stringify(person).includes(man.identifier));
      assert.equal(person.representatives[0].id, story.mandate);
      assert.equal(person.household.length, 2);
      await post(officer, `/api/v1/people/${story.man}/identifier`, { purpose: "curiosity" }, { status: 422 });
      assert.equal((await post(officer, `/api/v1/people/${story.man}/identifier`, { purpose: "application" })).identifier, man.identifier);
      const { version } = person;
      const change = { given_name: man.given_name, middle_name: man.middle_name, family_name: man.family_name, sex: "m", settlement: "43369", phone: "0888 123 456", version };
      assert.equal((await call(officer, "put", `/api/v1/people/${story.man}`, change)).version, version + 1);
      const stale = await call(officer, "put", `/api/v1/people/${story.man}`, { ...change, phone: "1" }, { status: 409 });
      assert.equal(stale.code, "changed_meanwhile");
    });

    test("3 one application with three lines; taken once", async () => {
      const body = { person: story.man, representative: story.mandate, needs, own_words: "Не мога сам да се измия." };
      const taken = await post(officer, "/api/v1/applications", body, { key: "story-application" });
      assert.deepEqual(await post(officer, "/api/v1/applications", body, { key: "story-application" }), taken);
      Object.assign(story, { application: taken.id, number: taken.number, secret: taken.secret });
      const file = await application();
      assert.deepEqual(file.lines.map((line) => line.need), needs);
      assert.equal(file.own_words, body.own_words);
      const mine = await get(officer, `/api/v1/applications?person=${story.man}`);
      assert.deepEqual(mine.items.map((one) => one.id), [taken.id]);
      await post(officer, "/api/v1/applications", { person: story.man, needs: [] }, { status: 422 });
    });

    test("4 services of the zone, best first, with reasons; she chooses", async () => {
      const wanted = ["PAZ14", "PAZ21", "PAZ14"];
      for (const [i, { id }] of (await application()).lines.entries()) {
        const { items } = await get(officer, `/api/v1/applications/${story.application}/lines/${id}/services`);
        const fitting = items.filter((one) => one.fits);
        assert.ok(fitting.length > 0, needs[i]);
        assert.ok(items.findIndex((one) => !one.fits) === -1 || items.slice(fitting.length).every((one) => !one.fits), "what does not fit stands between");
        for (const one of items) assert.ok(one.reasons.length > 0 && one.reasons.every((reason) => reason.words && !reason.words.includes("match.")));
        const chosen = fitting.find((one) => one.municipality === wanted[i]) ?? fitting[0];
        const { version } = await application();
        const path = `/api/v1/applications/${story.application}/lines/${id}/choice`;
        const file = await post(officer, path, { service: chosen.service, version });
        assert.equal(file.lines[i].service, chosen.service);
        assert.equal((await post(officer, path, { service: chosen.service, version }, { status: 409 })).code, "changed_meanwhile");
        assert.equal((await get("", `/api/v1/services/${chosen.service}`)).id, chosen.service);
      }
      const codes = (await get("", "/api/v1/needs")).items.map((need) => need.code);
      for (const need of needs) assert.ok(codes.includes(need));
    });

    test("5 papers, and three kinds of letters as PDF", async () => {
      let file = await application();
      assert.ok(file.papers.length > 0);
      const change = (state, more = {}) => post(officer, `/api/v1/applications/${story.application}/papers`, { code: file.papers[0].code, state, version: file.version, ...more });
      file = await change("missing");
      assert.ok((await get(officer, "/api/v1/tasks")).items.length > 0);
      const refused = await post(officer, `/api/v1/applications/${story.application}/papers`, { code: file.papers[0].code, state: "waived", version: file.version }, { status: 422 });
      assert.equal(refused.errors[0].field, "waived_because");
      file = await change("waived", { waived_because: "Служебно известно." });
      assert.equal(file.papers[0].waived_because, "Служебно известно.");
      // Her screen is English since step 1. Her slip is too; what goes to an office is Bulgarian.
      for (const [path, title] of [[`lines/${file.lines[0].id}/letter.pdf`, "Писмо за насочване"], ["slip.pdf", "Slip for your application"], ["missing-papers.pdf", "Списък на документите"]]) {
        const pdf = await get(officer, `/api/v1/applications/${story.application}/${path}`);
        assert.equal(pdf.headers["content-type"], "application/pdf");
        const text = execFileSync("pdftotext", ["-layout", "-", "-"], { encoding: "utf8", input: pdf.bytes });
        assert.ok(text.includes(title), `${path}: ${text}`);
        assert.equal(/[a-z]{4,} [a-z]{3,} [a-z]{3,}/.test(text), path === "slip.pdf", `${path}: ${text}`);
      }
    });

    test("6 she sends; the neighbour opens, asks and accepts; the other declines; her next step appears", async () => {
      const { version } = await application();
      const body = { version, package_fields: ["name", "settlement", "phone"], legal_ground: "consent", consent_how: "written" };
      const sent = await post(officer, `/api/v1/applications/${story.application}/sending`, body, { key: "story-sending" });
      assert.deepEqual(await post(officer, `/api/v1/applications/${story.application}/sending`, body, { key: "story-sending" }), sent);
      assert.equal(sent.referrals, 2);
      assert.equal(sent.letters, 1);
      const file = await application();
      assert.deepEqual(file.lines.map((line) => line.state), ["routed", "routed", "transferred"]);
      const [declined, accepted] = file.lines.map((line) => line.referral);
      Object.assign(story, { declined, accepted });
      await get(assistance, `/api/v1/referrals/${accepted}`, { status: 404 });

      let opened = await get(therapist, `/api/v1/referrals/${accepted}`);
      assert.equal(opened.state, "delivered");
      assert.ok(!("person" in opened), "the receiver learns who the file is");
      assert.ok(opened.possible.includes("ask"));
      const step = async (email, id, verb, more) => {
        const { version: now } = await get(email, `/api/v1/referrals/${id}`);
        return post(email, `/api/v1/referrals/${id}/${verb}`, { version: now, ...more });
      };
      assert.equal((await step(therapist, accepted, "question", { note: "Може ли да се качва по стълби?" })).state, "info_requested");
      assert.ok((await get(officer, "/api/v1/tasks")).items.some((task) => task.kind === "answer_question" && task.referral === accepted));
      await step(officer, accepted, "answer", { note: "Само с придружител." });
      assert.equal((await step(therapist, accepted, "acceptance", { on: isoInDays(7), note: "Носете епикриза." })).state, "accepted");
      opened = await get(officer, `/api/v1/referrals/${accepted}`);
      assert.equal(opened.person, story.man);
      assert.equal(opened.appointment_on, isoInDays(7));

      await get(assistance, `/api/v1/referrals/${declined}`);
      const without = await get(assistance, `/api/v1/referrals/${declined}`);
      await post(assistance, `/api/v1/referrals/${declined}/decline`, { version: without.version }, { status: 422 });
      await step(assistance, declined, "decline", { reason: "no_capacity", note: "Опитайте в Пазарджик." });
      const tasks = (await get(officer, `/api/v1/tasks`)).items;
      const all = [...tasks];
      for (let next = (await get(officer, "/api/v1/tasks")).next; next;) {
        const page = await get(officer, `/api/v1/tasks?after=${next}`);
        all.push(...page.items);
        next = page.next;
      }
      const task = all.find((one) => one.kind === "next_option" && one.referral === declined);
      assert.equal(task?.reason, "declined:no_capacity");
      assert.equal((await post(officer, `/api/v1/tasks/${task.id}/closure`, undefined)).done, true);
    });

    test("6b the provider says what is free and how to reach it", async () => {
      const [service] = (await get(therapist, "/api/v1/provider/services")).items;
      const said = await post(therapist, `/api/v1/services/${service.id}/capacity`, { places_total: 12, places_free: 3, waiting: 0 });
      assert.equal(said.capacity.places_free, 3);
      const more = await post(therapist, `/api/v1/services/${service.id}/capacity`, { places_total: 2, places_free: 3, waiting: 0 }, { status: 422 });
      assert.equal(more.errors[0].field, "places_free");
      const contact = { phone: "0350 60001", hours: "8–17", email: "", website: "", version: said.version };
      assert.equal((await call(therapist, "put", `/api/v1/services/${service.id}/contact`, contact)).phone, contact.phone);
      await post(assistance, `/api/v1/services/${service.id}/capacity`, { places_total: 1, places_free: 1, waiting: 0 }, { status: 404 });
    });

    test("6c decided, told, closed; another line is withdrawn", async () => {
      let file = await application();
      const [first, second] = file.lines;
      const line = (id, act, more = {}, options) => post(officer, `/api/v1/applications/${story.application}/lines/${id}/${act}`, { version: file.version, ...more }, options);
      file = await line(first.id, "withdrawal");
      assert.equal(file.lines[0].state, "withdrawn");
      await line(first.id, "expiry", {}, { status: 409 });
      assert.equal(file.lines[1].state, "in_assessment");
      const refused = await line(second.id, "decision", { outcome: "refused" }, { status: 422 });
      assert.deepEqual(refused.errors.map((one) => one.field), ["reasons", "remedy"]);
      file = await line(second.id, "decision", { outcome: "granted" });
      assert.equal(file.lines[1].outcome, "granted");
      file = await line(second.id, "closure");
      assert.equal(file.state, "closed");
    });

    test("7 the daughter follows it; no name comes back", async () => {
      await post("", "/api/v1/follow", { number: story.number, secret: "7K3M-92QD-0000" }, { status: 404 });
      const followed = await post("", "/api/v1/follow", { number: story.number, secret: story.secret });
      assert.equal(followed.lines.length, 3);
      for (const name of [man.given_name, man.family_name, daughter.family_name]) assert.ok(!JSON.stringify(followed).includes(name));
    });

    test("8 the supervisor sees what is overdue and revokes; the receiver loses the package", async () => {
      const late = await get(supervisor, "/api/v1/overdue");
      assert.ok(late.referrals.length + late.lines.length + late.tasks.length > 0);
      const days = late.referrals.map((one) => one.due_on);
      assert.deepEqual(days, [...days].sort());
      await get(officer, "/api/v1/overdue", { status: 403 });
      const { version } = await get(supervisor, `/api/v1/referrals/${story.accepted}`);
      assert.equal((await post(supervisor, `/api/v1/referrals/${story.accepted}/revocation`, { version, reason: "other", note: "Грешен доставчик." })).state, "revoked");
      await get(therapist, `/api/v1/referrals/${story.accepted}`, { status: 404 });
    });

    test("8b a mandate ends; a colleague joins the team; a shielded file vanishes for all who are not named", async () => {
      await post(officer, `/api/v1/people/${story.man}/representatives/${story.mandate}/end`, { reason: "" }, { status: 422 });
      await post(officer, `/api/v1/people/${story.man}/representatives/${story.mandate}/end`, { reason: "Оттеглено пълномощно" });
      assert.deepEqual((await get(officer, `/api/v1/people/${story.man}`)).representatives, []);

      await get(worker, `/api/v1/people/${story.man}`, { status: 404 });
      await post(officer, `/api/v1/people/${story.man}/team`, { email: therapist }, { status: 422 });
      await post(officer, `/api/v1/people/${story.man}/team`, { email: worker });
      assert.equal((await get(worker, `/api/v1/people/${story.man}`)).id, story.man);

      const raise = { sensitivity: 4, reason: "Насилие в дома", version: (await get(worker, `/api/v1/people/${story.man}`)).version };
      await post(officer, `/api/v1/people/${story.man}/sensitivity`, raise, { status: 403 });
      await post(worker, `/api/v1/people/${story.man}/sensitivity`, raise);
      for (const path of [`/api/v1/people/${story.man}`, `/api/v1/applications/${story.application}`, `/api/v1/referrals/${story.declined}`]) await get(officer, path, { status: 404 });
      assert.deepEqual((await get(officer, `/api/v1/applications?person=${story.man}`)).items, []);
      assert.deepEqual((await post(officer, "/api/v1/people/search", { query: "Stoilkovski Dragomir" })).items, []);
      assert.equal((await get(worker, `/api/v1/applications/${story.application}`)).id, story.application);

      await post(worker, `/api/v1/people/${story.man}/named`, { email: officer });
      assert.equal((await get(officer, `/api/v1/applications/${story.application}`)).id, story.application);
      assert.equal((await get(officer, `/api/v1/referrals/${story.declined}`)).id, story.declined);
      const circle = await get(worker, `/api/v1/people/${story.man}/circle`);
      assert.deepEqual(circle.named.map((one) => one.email).sort(), [officer, worker].sort());
      const officerAccount = circle.named.find((one) => one.email === officer).account;
      await call(worker, "delete", `/api/v1/people/${story.man}/named/${officerAccount}`);
      assert.equal((await get(officer, `/api/v1/people/${story.man}`)).id, story.man, "one alone takes no other off");
      await post(officer, `/api/v1/people/${story.man}/named/${officerAccount}/confirmation`, {});
      await get(officer, `/api/v1/people/${story.man}`, { status: 404 });
      const last = circle.named.find((one) => one.email === worker).account;
      assert.equal((await call(worker, "delete", `/api/v1/people/${story.man}/named/${last}`, undefined, { status: 409 })).code, "people.last_named");

      await post(worker, `/api/v1/people/${story.man}/sensitivity`, { sensitivity: 2, reason: "Опасността отмина", version: circle.version });
      assert.equal((await get(officer, `/api/v1/people/${story.man}`)).id, story.man);
    });

    test("9 the overview counts and never names; a token of another function gets a problem", async () => {
      for (const email of [supervisor, mayor]) {
        const { items } = await get(email, "/api/v1/overview");
        for (const row of items) for (const count of [row.asked, row.met, row.waiting, row.unmet]) assert.ok(count === null || count === 0 || count >= 5, JSON.stringify(row));
      }
      const refused = await get(officer, "/api/v1/overview", { status: 403 });
      assert.equal(refused.code, "not_your_function");
    });

    test("10 the ledger's chain is proved", () => {
      assert.match(office.run(["ledger", "verify"]), /\d/);
    });
  });
}
