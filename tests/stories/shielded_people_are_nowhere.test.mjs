// The demo holds L4 people, and one more is shielded here, with a name nobody else has. For an account that is not named
// for them, neither they nor their applications and referrals are in any page, list, search, JSON, CSV, PDF or log.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { demoAccounts, demoPassword, engines, Office } from "./office.mjs";
import { kindOf, walk } from "./pages.mjs";
import { Visitor } from "./visitor.mjs";
import { egn, officer } from "./zone.mjs";

const ask = (where, sql) => (where.url
  ? execFileSync("psql", ["-XqtA", "-F", "|", "-d", where.url, "-c", sql], { encoding: "utf8" })
  : execFileSync("python3", ["-c", "import sqlite3, sys\nfor row in sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True).execute(sys.argv[2]): print('|'.join(str(v) for v in row))",
    join(where.data, "gishe.db"), sql], { encoding: "utf8" })).trim().split("\n").filter(Boolean).map((line) => line.split("|"));
const dashed = (hex) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
const unseen = {
  given_name: "Невидимка", middle_name: "Скритова", family_name: "Несрещана", sex: "f", identifier_kind: "egn",
  identifier: egn(1983, 4, 17, { woman: true, serial: 730 }), born_on: "1983-04-17", settlement: "43369", address: "ул. „Никъдешна“ 77",
};
const wordsOfHers = "Нечувани досега думи на една жена";

/** What would give a shielded person away, each with the accounts that may know it. */
function needlesOf(where) {
  const hex = (column) => (where.url ? `replace(${column}::text, '-', '')` : `lower(hex(${column}))`);
  const named = ask(where, `SELECT ${hex("n.person_id")}, lower(a.email) FROM person_named n JOIN account a ON a.id = n.account_id`);
  const knowing = (person) => new Set(named.filter(([one]) => one === person).map(([, email]) => email));
  const people = ask(where, `SELECT ${hex("id")}, given_name, middle_name, family_name FROM person WHERE sensitivity = 4`)
    .map(([id, ...name]) => ({ id: dashed(id), knowing: knowing(id), name, applications: [], referrals: [] }));
  const owner = (id) => people.find((one) => one.id === dashed(id));
  const shielded = "(SELECT id FROM person WHERE sensitivity = 4)";
  for (const [id, number, person, line] of ask(where, `SELECT ${hex("a.id")}, a.number, ${hex("a.person_id")}, ${hex("l.id")} FROM application a JOIN application_line l ON l.municipality = a.municipality AND l.application_id = a.id WHERE a.person_id IN ${shielded}`)) {
    owner(person).applications.push({ id: dashed(id), number, line: dashed(line) });
  }
  for (const [id, number, person] of ask(where, `SELECT ${hex("id")}, number, ${hex("person_id")} FROM referral WHERE person_id IN ${shielded}`)) {
    owner(person).referrals.push({ id: dashed(id), number });
  }
  // A name that others bear too proves nothing.
  const others = new Set(ask(where, "SELECT given_name, middle_name, family_name FROM person WHERE sensitivity < 4").map((row) => row.join(" ")));
  for (const one of people) {
    const whole = one.name.join(" ");
    one.needles = [one.id, one.id.replaceAll("-", ""), ...(others.has(whole) ? [] : [whole]),
      ...one.applications.flatMap(({ id, number, line }) => [id, number, line]), ...one.referrals.flatMap(({ id, number }) => [id, number])];
    if (one.name[2] === unseen.family_name) {
      one.needles.push(unseen.given_name, unseen.middle_name, unseen.family_name, "Nevidimka", "Nesreshtana", unseen.identifier,
        `${unseen.identifier.slice(0, 6)}****`, "Никъдешна", wordsOfHers);
    }
  }
  return people;
}

/** Addresses about one shielded person, made of the kinds of address that others' pages have. */
function addressesOf(person, kinds) {
  const addresses = [];
  for (const kind of kinds) {
    const whole = (...ids) => ids.reduce((address, id) => address.replace("{id}", id), kind);
    if (/^\/(api\/v1\/)?people\/\{id\}|[?&]person=\{id\}/.test(kind)) addresses.push(whole(person.id, person.id));
    if (/^\/(desk|api\/v1)\/applications\/\{id\}/.test(kind)) for (const { id, line } of person.applications.slice(0, 1)) addresses.push(whole(id, line));
    if (/^\/(api\/v1\/)?referrals\/\{id\}/.test(kind)) for (const { id } of person.referrals.slice(0, 1)) addresses.push(whole(id));
  }
  return [...new Set(addresses)];
}

/** Every page of a JSON list, by its cursor. */
async function listAll(api, path) {
  const answers = [];
  for (let address = path; address && answers.length < 30;) {
    const answer = await api.api("GET", address);
    answers.push(answer);
    const next = answer.status === 200 && /json/.test(answer.headers["content-type"] ?? "") ? answer.json.next ?? answer.json.next_cursor : undefined;
    address = next ? (String(next).startsWith("/") ? next : `${path}?after=${encodeURIComponent(next)}`) : undefined;
  }
  return answers;
}

for (const { engine, skip } of engines) {
  describe(`shielded people are nowhere (${engine})`, { skip }, () => {
    let office, people, scratch;
    const kinds = new Set();
    const apiPaths = [];
    before(async () => {
      office = await Office.open(engine);
      scratch = mkdtempSync(join(tmpdir(), "gishe-needles-"));
    });
    after(async () => {
      rmSync(scratch, { recursive: true, force: true });
      await office?.stop();
    });

    const textOf = (answer) => {
      if (!/pdf/.test(answer.headers["content-type"] ?? "")) return answer.body;
      const file = join(scratch, "one.pdf");
      writeFileSync(file, answer.bytes);
      return execFileSync("pdftotext", [file, "-"], { encoding: "utf8" });
    };

    test("a social worker shields a person who has an application", async () => {
      const worker = new Visitor(office.address);
      await worker.signIn("worker@lesichovo.example", demoPassword);
      const made = await worker.submit(await worker.get("/people/new"), "/people", unseen);
      assert.match(made.address, /^\/people\/[0-9a-f-]{36}/, made.text.slice(0, 400));
      const id = made.address.match(/[0-9a-f-]{36}/)[0];
      const taken = await worker.submit(await worker.get(`/desk/applications/new?person=${id}`), "/desk/applications",
        { own_words: wordsOfHers, needs: ["heating"], urgency: "normal", channel: "desk" });
      assert.equal(taken.status, 201, taken.text.slice(0, 300));
      const page = await worker.get(`/people/${id}/circle`);
      const done = await worker.submit(page, /\/sensitivity$/, { sensitivity: "4", reason: "Заповед за защита" });
      assert.equal(done.status, 200, done.text.slice(0, 400));
      assert.ok((await worker.get(`/people/${id}`)).text.includes(unseen.family_name), "the worker who is named lost the file");
      people = needlesOf(office.where);
      assert.ok(people.length >= 5, `${people.length} shielded people: this test would prove little`);
      assert.ok(people.some((one) => one.applications.length > 0) && people.some((one) => one.name[2] === unseen.family_name));
      const stranger = await new Visitor(office.address).get("/");
      assert.equal(stranger.status, 200);
    });

    test("no page, list, search, JSON, CSV or PDF that any account can reach holds one", { timeout: 300_000 }, async () => {
      const description = await (await fetch(`${office.address}/api/v1/openapi.json`, { headers: { authorization: `Bearer ${office.run(["token", officer, "--sensitive"]).trim().split(/\s+/).at(-1)}` } })).json();
      for (const [path, verbs] of Object.entries(description.paths)) if (verbs.get) apiPaths.push(path.startsWith("/api") ? path : `/api/v1${path}`);
      assert.ok(apiPaths.length > 5);
      for (const path of apiPaths) if (path.includes("{")) kinds.add(path.replace(/\{\w+\}/g, "{id}"));
      for (const email of [null, ...demoAccounts().map((account) => account.email)]) {
        const needles = people.filter((one) => !one.knowing.has(email)).flatMap((one) => one.needles);
        const { visitor, answers } = await walk(office, email, { perKind: 3, most: 60 });
        for (const { address } of answers) if (/\{id\}/.test(kindOf(address))) kinds.add(kindOf(address));
        const api = new Visitor(office.address, email ? { token: office.run(["token", email, "--sensitive"]).trim().split(/\s+/).at(-1) } : {});
        if (email) {
          for (const path of apiPaths.filter((one) => !one.includes("{") && !one.endsWith("openapi.json"))) answers.push(...await listAll(api, path));
          const search = (await visitor.get("/people")).status === 200;
          for (const query of new Set([unseen.identifier, ...people.map((one) => one.name[2]), ...people.flatMap((one) => one.applications.slice(0, 1).map(({ number }) => number))])) {
            const asked = [await api.api("POST", "/api/v1/people/search", { query })];
            if (search) asked.push((await visitor.findPeople(query)).answer);
            // What was typed comes back in its field: only ids and names beside it give somebody away.
            for (const answer of asked) {
              const body = answer.body.replaceAll(query, "");
              for (const needle of needles) assert.ok(!body.includes(needle), `${email} finds a shielded person by ${query}`);
            }
          }
          const twin = await api.api("POST", "/api/v1/people/candidates", unseen);
          for (const { id } of people.filter((one) => !one.knowing.has(email))) assert.ok(!twin.body.includes(id), `${email} learns of her by registering her twin`);
        }
        for (const answer of answers) {
          const text = textOf(answer);
          for (const needle of needles) assert.ok(!text.includes(needle), `${email} sees ${needle} on ${answer.address}`);
        }
        visitor.close();
        api.close();
      }
    });

    test("who knows an address of hers gets what a stranger's guess gets", { timeout: 300_000 }, async () => {
      assert.ok(kinds.size > 12, [...kinds].join(" "));
      for (const email of [null, ...demoAccounts().map((account) => account.email)]) {
        const visitor = new Visitor(office.address);
        if (email) await visitor.signIn(email, demoPassword);
        for (const person of people.filter((one) => !one.knowing.has(email)).slice(-2)) {
          for (const address of addressesOf(person, kinds)) {
            const answer = await visitor.get(address, { stay: true });
            assert.ok((email ? [401, 403, 404] : [303, 401, 403, 404]).includes(answer.status), `${email}: ${address} answers ${answer.status}`);
            assert.ok(!answer.text.includes(person.name.join(" ")) && !answer.text.includes(unseen.family_name), `${email}: ${address} names her`);
          }
        }
        visitor.close();
      }
    });

    test("the public page knows her number as little as any other", async () => {
      const stranger = new Visitor(office.address);
      const page = await stranger.get("/follow");
      const { number } = people.find((one) => one.name[2] === unseen.family_name).applications[0];
      const [hers, nobodys] = [await stranger.submit(page, /follow/, { number, secret: "7K3M-92QD-0000" }), await stranger.submit(page, /follow/, { number: "PAZ14-26-999999", secret: "7K3M-92QD-0000" })];
      assert.equal(hers.status, 404);
      assert.equal(hers.text.replaceAll(number, ""), nobodys.text.replaceAll("PAZ14-26-999999", ""));
      stranger.close();
    });

    test("the server's log names nobody", () => {
      for (const one of people) {
        for (const needle of [...one.needles, ...one.name].filter(Boolean)) assert.ok(!new RegExp(`(?<![\\p{L}\\d-])${needle.replace(/[*„“.]/g, "\\$&")}(?![\\p{L}\\d-])`, "u").test(office.log), `the log holds ${needle}`);
      }
    });
  });
}
