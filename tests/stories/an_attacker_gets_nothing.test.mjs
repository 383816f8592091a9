// What an attacker tries first, over HTTP: other people's ids inside forms, markup and formulas in every field, forged
// cookies and origins, guessed secrets, names in the log. Each must fail, and fail quietly.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { egn, isoInDays } from "./zone.mjs";

const officer = "officer@lesichovo.example", neighbour = "officer@peshtera.example", head = "head@peshtera.example";
const canary = { family_name: "Канарчеверов", address: "ул. Канарска 77", phone: "0888 771177", identifier: egn(1951, 7, 7, { serial: 770 }), words: "Канарени думи за сърцето" };
const marks = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>", "{{CSRF}}[[common.save]]", "=HYPERLINK(\"http://x\")", "javascript:alert(1)"];

for (const { engine, skip } of engines) {
  describe(`an attacker gets nothing (${engine})`, { skip }, () => {
    let office, desk, stranger, api, other;
    const one = (sql) => ask(office.where, sql)[0];
    const token = (email) => office.run(["token", email, "--sensitive"]).trim().split(/\s+/).at(-1);
    before(async () => {
      office = await Office.open(engine);
      desk = new Visitor(office.address);
      await desk.signIn(officer, demoPassword);
      stranger = new Visitor(office.address);
      api = new Visitor(office.address, { token: token(officer) });
      other = new Visitor(office.address, { token: token(neighbour) });
    });
    after(async () => { await office?.stop(); });

    test("other people's ids inside a form open nothing", async () => {
      const [foreign] = one("SELECT id FROM person WHERE municipality = 'PAZ21' ORDER BY id LIMIT 1");
      const [shielded] = one("SELECT id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 4 ORDER BY id LIMIT 1");
      const [own] = one("SELECT id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 ORDER BY id LIMIT 1");
      const [service] = one("SELECT id FROM service WHERE listed = 1 ORDER BY id LIMIT 1");
      const wish = { urgency: "normal", channel: "desk", needs: ["heating"], own_words: "x" };
      const absent = "01980000-dead-7000-8000-00000000beef";
      for (const [path, body] of [
        ["/api/v1/applications", (id) => ({ ...wish, person: id })],
        ["/api/v1/referrals", (id) => ({ person: id, to_service: service, reason: "x", urgency: "normal", legal_ground: "public_task", package_fields: ["name"] })],
        [`/api/v1/people/${own}/representatives`, (id) => ({ representative: id, kind: "guardian", document: "x" })],
        [`/api/v1/people/${own}/household`, (id) => ({ member: id, role: "child" })],
      ]) {
        const nothing = await api.api("POST", path, body(absent));
        assert.equal(nothing.status, 404, `${path} ${nothing.body}`);
        for (const id of [foreign, shielded]) {
          const answer = await api.api("POST", path, body(id));
          assert.equal(answer.body, nothing.body, `${path}: denied and absent differ`);
          assert.equal(answer.status, 404);
        }
      }
      const representative = one("SELECT id, person_id FROM representative WHERE municipality = 'PAZ14' ORDER BY id LIMIT 1");
      if (representative) {
        const [somebody] = one(`SELECT id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 AND id NOT IN (SELECT person_id FROM representative) ORDER BY id LIMIT 1`);
        const answer = await api.api("POST", "/api/v1/applications", { ...wish, person: somebody, representative: representative[0] });
        assert.equal(answer.status, 422, "somebody else's representative");
      }
      // A line of one application under the address of another, and a line of another municipality.
      const lines = ask(office.where, "SELECT a.id, l.id, a.version FROM application a JOIN application_line l ON l.municipality = a.municipality AND l.application_id = a.id WHERE a.municipality = 'PAZ14' AND a.sensitivity = 2 ORDER BY a.id LIMIT 20");
      const [first] = lines;
      const second = lines.find(([id]) => id !== first[0]);
      const [theirs] = one("SELECT id FROM application_line WHERE municipality = 'PAZ21' ORDER BY id LIMIT 1");
      for (const line of [second[1], theirs]) {
        for (const step of ["choice", "decision", "withdrawal", "closure", "expiry"]) {
          const answer = await api.api("POST", `/api/v1/applications/${first[0]}/lines/${line}/${step}`, { version: Number(first[2]), service, outcome: "granted" });
          assert.equal(answer.status, 404, `${step} on a line of another application: ${answer.body}`);
        }
        assert.equal((await desk.get(`/desk/applications/${first[0]}/lines/${line}/letter.pdf`)).status, 404);
        assert.equal((await desk.get(`/desk/applications/${first[0]}/lines/${line}/services`)).status, 404);
      }
    });

    test("another account's idempotency key gives nothing, and a used one no second meaning", async () => {
      const person = { given_name: "Ключ", family_name: "Повторен", sex: "m", born_on: "1950-01-01", identifier_kind: "none", settlement: "43369", email: "a@b.example" };
      const key = `attack-${engine}-1`;
      const first = await api.api("POST", "/api/v1/people", person, { key });
      assert.equal(first.status, 201, first.body);
      const again = await other.api("POST", "/api/v1/people", person, { key });
      assert.notEqual(again.json.id, first.json.id, "the neighbour was given our answer");
      const { id } = first.json;
      const { version } = (await api.api("GET", `/api/v1/people/${id}`)).json;
      const change = { ...person, version };
      assert.equal((await api.api("PUT", `/api/v1/people/${id}`, change, { key: `${key}-c` })).status, 200);
      const other_mail = await api.api("PUT", `/api/v1/people/${id}`, { ...change, email: "c@d.example" }, { key: `${key}-c` });
      assert.equal(other_mail.status, 422, "a key with another e-mail address was answered as if it were the same");
    });

    test("cookies, headers and redirects hold", async () => {
      const page = await stranger.get("/sign-in?next=//evil.example");
      assert.ok(!/evil\.example/.test(page.form(/sign-in/).fields.join()), "an open redirect in next");
      for (const next of ["//evil.example", "https://evil.example", "/\\evil.example", "/%0d%0aSet-Cookie: a=b", "javascript:alert(1)", "/\t/evil.example"]) {
        const visitor = new Visitor(office.address);
        const form = (await visitor.get(`/sign-in?next=${encodeURIComponent(next)}`)).form(/sign-in/);
        const answer = await visitor.post(form.action, [...form.fields.filter(([name]) => !["email", "password", "next"].includes(name)), ["email", officer], ["password", demoPassword], ["next", next]]);
        assert.equal(answer.status, 303);
        assert.ok(answer.location.startsWith("/") && !/^\/[/\\\t]/.test(answer.location), `next=${next} leads to ${answer.location}`);
        const cookies = answer.headers["set-cookie"] ?? [];
        const session = cookies.find((line) => line.startsWith("gishe-session="));
        assert.match(session, /HttpOnly/); assert.match(session, /SameSite=(Lax|Strict)/); assert.match(session, /Path=\//);
        const language = await visitor.get(`/language/en?to=${encodeURIComponent(next)}`, { stay: true });
        assert.ok(language.location.startsWith("/") && !/^\/[/\\\t]/.test(language.location), `to=${next} leads to ${language.location}`);
      }
      // A session brought along is not the one that is used after signing in.
      const fixed = new Visitor(office.address);
      fixed.cookies.set("gishe-session", "attacker-chose-this-one");
      await fixed.signIn(officer, demoPassword);
      assert.notEqual(fixed.cookies.get("gishe-session"), "attacker-chose-this-one");
      const home = await desk.get("/desk");
      assert.match(home.headers["cache-control"], /no-store/);
      for (const path of ["/assets/../keys", "/assets/%2e%2e/keys", "/assets/..%2fgishe.db", "/assets//etc/passwd"]) assert.ok([400, 404].includes((await stranger.send("GET", path)).status), path);
    });

    test("a form from elsewhere, without its token or with another's, does nothing", async () => {
      const form = (await desk.get("/account")).form(/\/account\/language$/);
      const theirs = new Visitor(office.address);
      await theirs.signIn(neighbour, demoPassword);
      const foreign = (await theirs.get("/account")).form(/\/account\/language$/).fields.find(([name]) => name === "csrf");
      const without = form.fields.filter(([name]) => name !== "csrf");
      const tries = [
        [without, {}], [[...without, foreign], {}], [form.fields, { origin: "https://evil.example" }], [form.fields, { origin: "null" }],
        [form.fields, { "sec-fetch-site": "same-site" }], [form.fields, { "sec-fetch-site": "cross-site", origin: office.address }],
        [form.fields, { "sec-fetch-site": "none", origin: "http://evil.example" }], [form.fields, { "content-type": "text/plain" }],
      ];
      for (const [fields, headers] of tries) {
        const answer = await desk.post(form.action, fields, { headers });
        assert.ok([403, 415, 400].includes(answer.status), `${JSON.stringify(headers)}: ${answer.status}`);
      }
      assert.equal((await desk.send("POST", "/api/v1/people/search", { body: "{}", headers: { "content-type": "application/json" } })).status, 401, "the API takes a cookie");
      const page = new Visitor(office.address, { token: api.token });
      assert.notEqual((await page.get("/desk", { stay: true })).status, 200, "a page takes a token");
    });

    test("markup and formulas stay text wherever they come out", async () => {
      for (const mark of marks) {
        const done = await api.api("POST", "/api/v1/people", { given_name: "Знак", family_name: "Текстов", sex: "m", born_on: "1944-04-04", identifier_kind: "none", settlement: "43369", address: mark, contact_rule: mark, duplicates_seen: true });
        assert.equal(done.status, 201, done.body);
        const taken = await api.api("POST", "/api/v1/applications", { person: done.json.id, own_words: mark, urgency: "normal", channel: "desk", needs: ["heating"] });
        assert.equal(taken.status, 201, taken.body);
        for (const path of [`/people/${done.json.id}`, `/people/${done.json.id}/change`, `/desk/applications/${taken.json.id}`]) {
          const page = await desk.get(path);
          assert.equal(page.status, 200);
          assert.ok(!/<script>alert|<img src=x|<svg\/onload/.test(page.body), `${path} shows ${mark} as markup`);
        }
      }
      const csv = await (async () => { const v = new Visitor(office.address); await v.signIn("mayor@lesichovo.example", demoPassword); return v.get("/overview.csv"); })();
      assert.ok(!csv.body.split("\n").some((line) => line.split(/[,;]/).some((cell) => /^"?[=+@]/.test(cell))), "a cell a spreadsheet would run");
    });

    test("the JSON door takes objects of sane size and nothing else", async () => {
      const path = "/api/v1/people/search";
      const send = (body, type = "application/json") => api.send("POST", path, { body, headers: { "content-type": type } });
      assert.equal((await send("{\"query\":\"а\"}", "text/plain")).status, 415);
      assert.ok([400, 415].includes((await send("query=a", "application/x-www-form-urlencoded")).status));
      for (const body of ["[]", "null", "1", "\"a\"", "{\"query\":", "{\"query\":\"a\"}x", `{"a":${"[".repeat(5000)}`, "{\"query\":\"\\ud800\"}"]) {
        assert.equal((await send(body)).status, 400, body.slice(0, 30));
      }
      for (const body of [{ query: "а", limit: -5 }, { query: "а", limit: 1e18 }, { query: ["а"] }, { query: { a: 1 } }, { query: "а", cursor: "forged" }, { query: "а", cursor: "ZmFrZQ" }]) {
        const answer = await api.api("POST", path, body);
        assert.ok([200, 400, 422].includes(answer.status), `${JSON.stringify(body)}: ${answer.status}`);
        if (answer.status === 200) assert.ok(answer.json.items.length <= 100);
      }
      for (const query of ["after=forged", "after=AAAA", "state=nothing", "limit=-1", "limit=99999999999999999999"]) {
        const answer = await api.api("GET", `/api/v1/applications?${query}`);
        assert.ok([200, 400, 422].includes(answer.status), `${query}: ${answer.status}`);
      }
    });

    test("guessing at sign-in and at follow is slowed down, and says the same to everybody", async () => {
      const guess = async (email, remote) => {
        const visitor = remote ?? new Visitor(office.address);
        const form = (await visitor.get("/sign-in")).form(/sign-in/);
        return visitor.post(form.action, [...form.fields.filter(([name]) => !["email", "password"].includes(name)), ["email", email], ["password", "not-the-password"]]);
      };
      const plain = (answer) => answer.text.replaceAll("mayor@lesichovo.example", "").replaceAll("nobody@lesichovo.example", "");
      const known = await guess("mayor@lesichovo.example"), unknown = await guess("nobody@lesichovo.example");
      assert.equal(known.status, unknown.status);
      assert.equal(plain(known), plain(unknown), "the page says who has an account");
      const statuses = [];
      for (let n = 0; n < 8; ++n) statuses.push((await guess("mayor@lesichovo.example")).status);
      assert.ok(statuses.includes(429), `no delay after many failures: ${statuses}`);
      const [number] = one("SELECT number FROM application WHERE municipality = 'PAZ14' ORDER BY id LIMIT 1");
      const tries = [];
      for (let n = 0; n < 8; ++n) tries.push((await stranger.api("POST", "/api/v1/follow", { number, secret: `WRONG-${n}` })).status);
      assert.ok(tries.includes(429), `no delay for a followed number: ${tries}`);
    });

    test("every change leaves a line in the ledger and no name in the log", async () => {
      const lines = () => Number(one("SELECT count(*) FROM ledger")[0]);
      const step = async (what, run, good = [200, 201]) => {
        const before = lines();
        const answer = await run();
        assert.ok(good.includes(answer.status), `${what}: ${answer.status} ${answer.body.slice(0, 200)}`);
        assert.ok(lines() > before, `${what} left no line in the ledger`);
        return answer.json;
      };
      const person = { given_name: "Канар", middle_name: "", family_name: canary.family_name, sex: "m", born_on: "1951-07-07", identifier_kind: "egn", identifier: canary.identifier, settlement: "43369", address: canary.address, phone: canary.phone };
      const { id } = await step("register", () => api.api("POST", "/api/v1/people", person));
      const { version } = await step("open", () => api.api("GET", `/api/v1/people/${id}`));
      await step("change", () => api.api("PUT", `/api/v1/people/${id}`, { ...person, version, email: "kanar@example.bg" }));
      const revealed = await step("reveal", () => api.api("POST", `/api/v1/people/${id}/identifier`, { purpose: "application" }));
      assert.equal(revealed.identifier, canary.identifier);
      const taken = await step("take", () => api.api("POST", "/api/v1/applications", { person: id, own_words: canary.words, urgency: "normal", channel: "desk", needs: ["rehabilitation_after_illness"] }));
      const file = await step("open application", () => api.api("GET", `/api/v1/applications/${taken.id}`));
      const [service] = one("SELECT s.id FROM service s JOIN post p ON p.organisation_id = s.organisation_id JOIN account a ON a.id = p.account_id WHERE a.email_key = 'head@peshtera.example' ORDER BY s.id LIMIT 1");
      const sent = await step("send", () => api.api("POST", "/api/v1/referrals", { person: id, to_service: service, reason: canary.words, urgency: "normal", legal_ground: "consent", consent_how: "written", package_fields: ["name", "phone"] }));
      const receiver = new Visitor(office.address, { token: token(head) });
      const opened = await step("receiver opens", () => receiver.api("GET", `/api/v1/referrals/${sent.id}`));
      await step("accept", () => receiver.api("POST", `/api/v1/referrals/${sent.id}/acceptance`, { version: opened.version, on: isoInDays(7) }));
      await step("withdraw", async () => {
        const now = (await api.api("GET", `/api/v1/referrals/${sent.id}`)).json;
        return api.api("POST", `/api/v1/referrals/${sent.id}/withdrawal`, { version: now.version, reason: "need_met" });
      });
      for (const path of [`/api/v1/referrals/${sent.id}`]) assert.equal((await receiver.api("GET", path)).status, 404, "the receiver still reads a withdrawn referral");
      // Errors on the way, with the canaries in them.
      await desk.get(`/people?query=${encodeURIComponent(canary.family_name)}`);
      await desk.findPeople(canary.identifier);
      await desk.get(`/nowhere/${encodeURIComponent(canary.family_name)}`, { stay: true });
      await stranger.api("POST", "/api/v1/follow", { number: taken.number, secret: taken.secret });
      await stranger.send("POST", "/api/v1/people", { body: `{"${canary.family_name}`, headers: { "content-type": "application/json" } });
      void file;
      const secrets = [canary.family_name, encodeURIComponent(canary.family_name), canary.address, canary.phone, canary.identifier, "kanar@example.bg", canary.words, taken.secret, taken.number, demoPassword, api.token, desk.cookies.get("gishe-session"), officer];
      for (const secret of secrets) assert.ok(!office.log.includes(secret), `the log holds ${secret}`);
      // The ledger itself holds no name and no number in the open.
      const stored = ask(office.where, "SELECT * FROM ledger").flat().map((cell) => (/^([0-9a-f]{2})+$/.test(cell) ? Buffer.from(cell, "hex").toString("utf8") : cell)).join("\n");
      for (const secret of [canary.family_name, canary.address, canary.phone, canary.identifier, canary.words]) assert.ok(!stored.includes(secret), `the ledger holds ${secret}`);
    });
  });
}
