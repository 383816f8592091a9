// Every address of the house × every persona × own, foreign, shielded and revoked records, against tests/doors_expected.csv,
// which was written from the roles and not from the code. Denied and absent must be the same answer, word for word.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { binary, demoPassword, engines, Office, root } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";

const personas = {
  officer: "officer@lesichovo.example", worker: "worker@lesichovo.example", supervisor: "supervisor@lesichovo.example",
  mayor: "mayor@lesichovo.example", admin: "admin@lesichovo.example", head: "head@peshtera.example",
  neighbour: "officer@peshtera.example",
  editor: "editor@lesichovo.example", manager: "manager@lesichovo.example",
  specialist: "specialist@peshtera.example", crisis: "crisis@peshtera.example", commission: "commission@lesichovo.example",
  child: "child@pazardzhik.example", dpo: "dpo@lesichovo.example", planner: "planner@lesichovo.example",
};
const absent = "01980000-dead-7000-8000-00000000beef";

function readExpected() {
  const [head, ...rows] = readFileSync(join(root, "tests/doors_expected.csv"), "utf8").split("\n")
    .filter((line) => line && !line.startsWith("#")).map((line) => line.split(","));
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

/** Programs come with a token: JSON and FHIR. */
const isApi = (path) => path.startsWith("/api/") || path.startsWith("/fhir");

/** What kind of record stands in {id} of this address. */
function kindOf(pattern) {
  if (pattern.includes("/files/{file}") && pattern.includes("/desk/applications/")) return "application_files";
  return [["/zones/plans/{id}", "plans"], ["/consultations/{id}", "plans"], ["/zones/indicators/{id}", "imports"], ["/provider/stays/{id}", "stays"], ["/provider/waiting/entries/{id}", "entries"], ["/places/offers/{id}", "offers"], ["/protection/contacts/{id}", "crises"], ["/protection/arrivals/{id}", "crises"], ["/commission/{id}", "commission"], ["/measures/{id}", "measures"], ["/protection/signals/{id}", "signals"], ["/editor/changes/{id}", "changes"], ["/editor/reports/{id}", "reports"], ["/editor/duplicates/{id}", "duplicates"],
    ["/hsds/organizations/{id}", "organizations"], ["/hsds/taxonomies/{id}", "taxonomies"],
    ["/hsds/taxonomy_terms/{id}", "taxonomy_terms"], ["/hsds/service_at_locations/{id}", "service_at_location"],
    ["/people/alarms/{", "secrets"], ["/emergency/{", "secrets"], ["/hand-over/{", "secrets"], ["/emergencies/{", "secrets"],  // whose: their own stories
    ["/agreements/{id}", "agreements"], ["/bills/{id}", "bills"], ["/people/{id}", "people"], ["/cases/{id}", "cases"], ["/desk/online/{id}", "online"], ["/online-applications/{id}", "online"], ["/apply/{step}", "secrets"], ["/apply/slip", "secrets"], ["/applications/{id}", "applications"], ["/tasks/{id}", "tasks"], ["/referrals/{id}", "referrals"],
    ["/services/{id}", "services"], ["/contacts/{id}", "contacts"], ["/inquiries/{id}", "inquiries"], ["/accounts/{id}", "accounts"],
    ["/news/pictures/{", "pictures"], ["/news/{", "news"], ["/newsroom/{id}", "news"], ["/appointments/{id}", "appointments"], ["/appointments/mine", "secrets"],
    ["/queue/take", "secrets"], ["/queue/screen", "secrets"], ["/api/v1/queue", "secrets"], ["/desk-times", "secrets"], ["/queue/tickets/{id}", "secrets"],
    ["{token}", "secrets"], ["/follow", "secrets"], ["/ask/", "secrets"], ["/account/post", "secrets"]].find(([part]) => pattern.includes(part))?.[1];
}

/** One record of each sort that the CSV speaks of: name → { id, and what else stands in the address }. */
function recordsOf(where) {
  const one = (sql) => {
    const [row] = ask(where, sql);
    assert.ok(row, `the demo has nothing for: ${sql}`);
    return row;
  };
  // Of level 2: one on nobody's case, so that no social worker is on the team.
  const person = (municipality, level) => ({ id: one(`SELECT id FROM person WHERE municipality = '${municipality}' AND sensitivity ${level} AND (sensitivity = 4 OR id NOT IN (SELECT person_id FROM case_file)) ORDER BY id LIMIT 1`)[0] });
  const application = (municipality, level) => {
    // One with a service, if there is such: only then is there a letter.
    const [id, line] = one(`SELECT a.id, l.id FROM application a JOIN application_line l ON l.municipality = a.municipality AND l.application_id = a.id WHERE a.municipality = '${municipality}' AND a.sensitivity ${level} AND (a.sensitivity = 4 OR a.person_id NOT IN (SELECT person_id FROM case_file)) ORDER BY l.service_id IS NULL, a.id LIMIT 1`);
    return { id, line };
  };
  const caseOf = (level) => ({ id: one(`SELECT c.id FROM case_file c JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id WHERE c.municipality = 'PAZ14' AND p.sensitivity ${level} AND c.state <> 'closed' ORDER BY c.id LIMIT 1`)[0] });
  // Of the worker's own, not yet shielded, with an application: its person is raised to L3 before the doors are tried.
  const [led, of, asked, askedLine] = one(`SELECT c.id, c.person_id, a.id, l.id FROM case_file c JOIN application a ON a.municipality = c.municipality AND a.person_id = c.person_id JOIN application_line l ON l.municipality = a.municipality AND l.application_id = a.id JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id WHERE c.municipality = 'PAZ14' AND p.sensitivity = 2 AND c.state <> 'closed' ORDER BY c.id DESC LIMIT 1`);
  const closedCase = { id: one("SELECT c.id FROM case_file c JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id WHERE c.municipality = 'PAZ14' AND p.sensitivity = 2 AND c.state = 'closed' ORDER BY c.id LIMIT 1")[0] };
  const closedApplication = (() => {
    const [id, line] = one("SELECT a.id, l.id FROM application a JOIN application_line l ON l.municipality = a.municipality AND l.application_id = a.id WHERE a.municipality = 'PAZ14' AND a.sensitivity = 2 AND a.state = 'closed' AND a.person_id NOT IN (SELECT person_id FROM case_file) ORDER BY l.service_id IS NULL, a.id LIMIT 1");
    return { id, line };
  })();
  const task = (municipality) => ({ id: one(`SELECT id FROM task WHERE municipality = '${municipality}' AND state = 'open' ORDER BY id DESC LIMIT 1`)[0] });
  const agreement = (municipality, rest) => ({ id: one(`SELECT id FROM agreement WHERE municipality = '${municipality}' AND ${rest} ORDER BY id LIMIT 1`)[0] });
  const change = (municipality) => ({ id: one(`SELECT id FROM entry_change WHERE municipality = '${municipality}' AND state = 'waiting' ORDER BY id LIMIT 1`)[0] });
  const appointment = (municipality) => ({ id: one(`SELECT id FROM appointment WHERE municipality = '${municipality}' AND state = 'unknown' ORDER BY starts_on DESC LIMIT 1`)[0] });
  const report = (municipality) => ({ id: one(`SELECT id FROM entry_report WHERE municipality = '${municipality}' AND state = 'open' ORDER BY id LIMIT 1`)[0] });
  const pair = (municipality) => ({ id: one(`SELECT id FROM entry_pair WHERE municipality = '${municipality}' AND state = 'open' ORDER BY id LIMIT 1`)[0] });
  const house = one("SELECT p.organisation_id FROM post p JOIN account a ON a.id = p.account_id WHERE a.email_key = 'head@peshtera.example'")[0];
  const hex = house.replaceAll("-", "");
  const houseSql = where.url ? `'${house}'` : `x'${hex}'`;
  const referral = (municipality, rest) => ({ id: one(`SELECT id FROM referral WHERE municipality = '${municipality}' AND ${rest} ORDER BY id LIMIT 1`)[0] });
  const open = "state IN ('waitlisted', 'accepted', 'sent', 'in_service')";
  const inTown = (table, municipality) => ({ id: one(`SELECT id FROM ${table} WHERE municipality = '${municipality}' ORDER BY id LIMIT 1`)[0] });
  const account = (email) => {
    const [id, post] = one(`SELECT a.id, p.id FROM account a JOIN post p ON p.account_id = a.id WHERE a.email_key = '${email}'`);
    return { id, post };
  };
  const online = (municipality) => {
    const rows = ask(where, `SELECT o.id, f.id FROM online_application o JOIN application_file f ON f.municipality = o.municipality AND f.application_id = o.id WHERE o.municipality = '${municipality}' AND o.state = 'waiting' ORDER BY o.id LIMIT 1`);
    return rows.length ? { id: rows[0][0], file: rows[0][1] } : { id: absent, file: absent };
  };
  const shelter = "(SELECT p.organisation_id FROM post p JOIN account a ON a.id = p.account_id WHERE a.email_key = 'crisis@peshtera.example')";
  const ofHouse = (table, which) => ({ id: one(`SELECT id FROM ${table} WHERE organisation_id ${which} AND ${table === "stay" ? "ended_at" : "closed_at"} IS NULL ORDER BY id LIMIT 1`)[0] });
  return {
    online: { own: online("PAZ14") },
    application_files: { none: { ...application("PAZ14", "= 2"), file: absent } },  // who opens one: a_citizen_applies_online.test.mjs
    cases: { own: caseOf("= 2"), shielded: caseOf("= 4"), sensitive: { id: led }, closed: closedCase },
    people: { own: person("PAZ14", "= 2"), shielded: person("PAZ14", "= 4"), foreign: person("PAZ21", "= 2"), sensitive: { id: of } },
    applications: { own: application("PAZ14", "= 2"), shielded: application("PAZ14", "= 4"), foreign: application("PAZ21", "= 2"), sensitive: { id: asked, line: askedLine }, closed: closedApplication },
    tasks: { own: task("PAZ14"), foreign: task("PAZ21") },
    bills: { own: { id: one("SELECT id FROM bill WHERE municipality = 'PAZ14' AND to_municipality = 'PAZ21' ORDER BY id LIMIT 1")[0] } },
    agreements: { own: agreement("PAZ14", "to_municipality = 'PAZ32' AND state = 'asked'"), foreign: agreement("PAZ39", "to_municipality = 'PAZ21'") },
    referrals: {
      elsewhere: referral("PAZ14", `to_organisation_id <> ${houseSql} AND to_municipality = 'PAZ14' AND ${open}`),
      closed: referral("PAZ14", `to_organisation_id <> ${houseSql} AND to_municipality = 'PAZ14' AND stage = 'closed' AND sensitivity = 2`),
      foreign: referral("PAZ21", `to_organisation_id <> ${houseSql} AND to_municipality NOT IN ('PAZ14', 'PAZ21') AND ${open}`),
    },
    services: {
      own: { id: one(`SELECT id FROM service WHERE organisation_id = ${houseSql} AND listed = 1 ORDER BY id LIMIT 1`)[0] },
      other: { id: one(`SELECT id FROM service WHERE organisation_id <> ${houseSql} AND listed = 1 ORDER BY id LIMIT 1`)[0] },
    },
    stays: { own: ofHouse("stay", `= ${houseSql}`), other: ofHouse("stay", `= ${shelter}`) },
    entries: { own: { id: absent }, other: ofHouse("waiting_entry", `NOT IN (${houseSql}, ${shelter})`) },
    offers: { none: { id: absent } },
    changes: { own: change("PAZ14"), foreign: change("PAZ21") },
    reports: { own: report("PAZ14"), foreign: report("PAZ21") },
    duplicates: { own: pair("PAZ14"), foreign: pair("PAZ21") },
    accounts: { own: account("sasedi@lesichovo.example"), foreign: account("supervisor@peshtera.example") },
    news: {
      own: { id: one("SELECT id FROM news_item WHERE municipality = 'PAZ14' AND state = 'published' ORDER BY id LIMIT 1")[0] },
      draft: { id: one("SELECT id FROM news_item WHERE municipality = 'PAZ14' AND state = 'draft' ORDER BY id LIMIT 1")[0] },
    },
    pictures: { picture: { id: `${one("SELECT p.id FROM news_picture p JOIN news_item i ON i.municipality = p.municipality AND i.id = p.item_id WHERE i.state = 'published' ORDER BY p.id LIMIT 1")[0]}-800.jpg` } },
    contacts: { own: inTown("contact", "PAZ14"), foreign: inTown("contact", "PAZ21") },
    inquiries: { own: inTown("inquiry", "PAZ14"), foreign: inTown("inquiry", "PAZ21") },
    appointments: { own: appointment("PAZ14"), foreign: appointment("PAZ21") },
    ...Object.fromEntries(["organizations", "taxonomies", "taxonomy_terms", "service_at_location"].map((kind) =>
      [kind, { any: { id: one(`SELECT id FROM hsds_document WHERE kind = '${kind}' AND listed = 1 ORDER BY id LIMIT 1`)[0] } }])),
    crises: { foreign: { id: one("SELECT id FROM crisis ORDER BY id LIMIT 1")[0] } },
    commission: { own: { id: one("SELECT id FROM commission_case ORDER BY id LIMIT 1")[0] } },
    measures: { centre: { id: one("SELECT id FROM commission_measure ORDER BY id LIMIT 1")[0] } },
    signals: { own: { id: one("SELECT id FROM child_signal WHERE municipality = 'PAZ14' AND sensitivity = 3 AND kind = 'danger' ORDER BY id LIMIT 1")[0] } },
    plans: { own: inTown("zone_plan", "PAZ14") },
    imports: { own: inTown("indicator_import", "PAZ14") },
    secrets: {},  // what opens only with a link, a number's secret, a post of one's own
  };
}

/** Three referrals from PAZ14 to the head: the supervisor revokes one, one waits on her list. */
async function sendSome(office, records) {
  const as = (email) => new Visitor(office.address, { token: office.run(["token", email, "--sensitive"]).trim().split(/\s+/).at(-1) });
  const body = { person: records.people.own.id, to_service: records.services.own.id, reason: "За вратите", urgency: "normal", legal_ground: "public_task", package_fields: ["name"] };
  for (const name of ["revoked", "sent"]) {
    const sent = await as(personas.officer).api("POST", "/api/v1/referrals", body, { key: `doors-${name}` });
    assert.equal(sent.status, 201, sent.body);
    records.referrals[name] = { id: sent.json.id };
  }
  const waits = (await as(personas.officer).api("POST", "/api/v1/referrals", body, { key: "doors-waits" })).json;
  const listed = await as(personas.head).api("POST", `/api/v1/referrals/${waits.id}/waiting`, { version: 1 }, { key: "doors-waiting" });
  assert.equal(listed.status, 200, listed.body);
  const id = office.where.url ? `'${waits.id}'` : `x'${waits.id.replaceAll("-", "")}'`;
  records.entries.own = { id: ask(office.where, `SELECT id FROM waiting_entry WHERE referral_id = ${id}`)[0][0] };
  const done = await as(personas.supervisor).api("POST", `/api/v1/referrals/${records.referrals.revoked.id}/revocation`, { version: 1, reason: "misuse" }, { key: "doors-revoke" });
  assert.equal(done.status, 200, done.body);
}

/** The answer without what is new in every answer and without the ids that were asked for. */
const plain = (answer) => `${answer.status} ${answer.body.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "ID").replace(/value="[^"]{16,}"/g, "")}`;

function firstDifference(one, other) {
  const at = [...one].findIndex((letter, i) => letter !== other[i]);
  return `…${one.slice(Math.max(0, at - 40), at + 60)}… and not …${other.slice(Math.max(0, at - 40), at + 60)}…`;
}

/** Whom this persona may speak about at all, so that forms without an id in the address have one. */
const mine = { worker: "shielded", neighbour: "foreign" };

/** Fields that are good enough for a form to be read and not for it to change anything: nobody has that version. */
function fieldsOf(column, records) {
  const person = (records.people[mine[column]] ?? records.people.own).id;
  const service = records.services.own.id;
  return { version: 999999999, person, representative: person, member: person, service, to_service: service, state: "received", outcome: "granted",
    code: "id", reason: "x", kind: "", role: "", sensitivity: 3, email: "" };
}

async function knock(visitor, method, path, fields) {
  if (isApi(path)) return visitor.api(method, path, method === "GET" ? undefined : fields);
  if (method === "GET") return visitor.get(path === "/referrals/new" ? `${path}?person=${fields.person}&service=${fields.service}` : path, { stay: true });
  const answer = await visitor.post(path, { ...fields, csrf: visitor.csrf });
  visitor.cookies.delete("gishe-notice");  // the line that a good answer leaves for the next page
  return answer;
}

async function persona(office, email) {
  const page = new Visitor(office.address);
  const api = new Visitor(office.address, { token: office.run(["token", email, "--sensitive"]).trim().split(/\s+/).at(-1) });
  const enter = async () => {
    await page.signIn(email, demoPassword);
    page.csrf = (await page.get("/account")).form(/sign-out$/).fields.find(([name]) => name === "csrf")[1];
  };
  await enter();
  return { page, api, enter, of: (path) => (isApi(path) ? api : page) };
}

async function nobody(office) {
  const page = new Visitor(office.address);
  page.csrf = (await page.get("/sign-in")).form(/sign-in/).fields.find(([name]) => name === "csrf")[1];
  const api = new Visitor(office.address);
  return { page, api, enter: async () => {}, of: (path) => (isApi(path) ? api : page) };
}

const verdicts = {
  yes: ({ status, location }) => ![401, 403, 404].includes(status) && status < 500 && !location.startsWith("/sign-in?next"),
  no: ({ status }) => status === 403,
  "sign-in": ({ status, location }) => status === 401 || location.startsWith("/sign-in?next"),
};

/** Pages and papers that show what is in a file; choosing a service, a form of one step and a list show none of it. */
const opensAFile = /^(\/api\/v1)?(\/people\/\{id\}(\/change|\/circle)?|\/(desk\/)?applications\/\{id\}(\/sending|\/[\w/{}-]*\.pdf)?|\/referrals\/\{id\}(\/letter.pdf)?|\/cases\/\{id\}(\/(assessments|plans|notes|log|conferences|partners))?|\/desk\/inquiries\/\{id\})$/;

/** All doors for one persona; gives back what is not as written. */
async function tryDoors(who, column, rows, records, where) {
  const wrong = [];
  const fields = fieldsOf(column, records);
  const count = () => Number(ask(where, "SELECT count(*) FROM ledger")[0][0]);
  for (const row of rows) {
    const cell = row[column];
    const kind = kindOf(row.pattern) ?? (verdicts[cell] ? undefined : "secrets");
    const fill = (record) => row.pattern.replace(/\{(id|address|name)\}/, record.id).replace("{line}", record.line ?? absent).replace("{post}", record.post ?? absent).replace("{picture}", absent).replace("{token}", "no-such-link").replace("{file}", record.file ?? (row.pattern.includes("bg-social") ? "service.json" : absent)).replace("{step}", "no-such-step").replace("{type}", "day_care").replace(/\{(account|mandate|alarm|scenario|table)\}/, absent);
    const say = (name, answer, how = answer.text.slice(0, 120)) => wrong.push(`${column} ${row.method} ${row.pattern} ${name}: ${answer.status} ${answer.location}, expected ${cell}: ${how}`);
    if (verdicts[cell]) {
      const record = kind ? Object.values(records[kind])[0] ?? { id: absent } : { id: absent };
      const answer = await knock(who.of(row.pattern), row.method, fill(record), fields);
      if (!verdicts[cell](answer)) say("", answer);
      if (row.pattern.includes("sign-out")) await who.enter();
      continue;
    }
    const open = cell === "-" ? [] : cell.split("+");
    // What is over opens to the same eyes as what is not; what is sensitive to those who are on the team, as the worker is.
    if (open.includes("own") || open.includes("elsewhere")) open.push("closed");
    if (open.includes("shielded")) open.push("sensitive");
    const [some] = Object.values(records[kind]);
    const nothing = await knock(who.of(row.pattern), row.method, fill({ ...some, id: absent }), fields);
    if (kind !== "secrets" && nothing.status !== 404) say("absent", nothing);
    for (const [name, record] of Object.entries(records[kind])) {
      const watched = row.method === "GET" && column !== "nobody" && opensAFile.test(row.pattern) && open.includes(name);
      const before = watched ? count() : 0;
      const answer = await knock(who.of(row.pattern), row.method, fill(record), fields);
      if (open.includes(name)) {
        if (!verdicts.yes(answer)) say(name, answer);
        if (watched && answer.status === 200 && count() === before) wrong.push(`${column} ${row.pattern}: opened without a line in the ledger`);
      } else if (plain(answer) !== plain(nothing)) {
        say(`${name} differs from absent`, answer, firstDifference(plain(answer), plain(nothing)));
      }
    }
  }
  return wrong;
}

test("the table names every address of the house", () => {
  const routes = execFileSync(binary, ["doctor", "--routes"], { encoding: "utf8" }).trim().split("\n").map((line) => line.split(" ").slice(0, 2).join(" "));
  const written = readExpected().map((row) => `${row.method} ${row.pattern}`);
  assert.deepEqual(routes.filter((route) => !written.includes(route)), [], "addresses without a line in tests/doors_expected.csv");
  assert.deepEqual(written.filter((route) => !routes.includes(route)), [], "lines without an address");
});

for (const { engine, skip } of engines) {
  describe(`doors are shut (${engine})`, { skip }, () => {
    test("each persona opens what the roles say and nothing else", { timeout: 600_000 }, async () => {
      const office = await Office.open(engine);
      try {
        const rows = readExpected();
        const records = recordsOf(office.where);
        await sendSome(office, records);
        const sensitive = () => ask(office.where, "SELECT sensitivity FROM person WHERE municipality = 'PAZ14'").flat().filter((level) => level === "3").length;
        const before = sensitive();
        const raising = await persona(office, personas.supervisor);
        const circle = `/people/${records.people.sensitive.id}/circle`;
        const raised = await raising.page.submit(await raising.page.get(circle), /\/sensitivity$/, { sensitivity: 3, reason: "Диагноза" });
        assert.ok([200, 404].includes(raised.status), raised.text.slice(0, 300));
        assert.equal(sensitive(), before + 1);
        const wrong = [];
        for (const [column, email] of Object.entries(personas)) wrong.push(...await tryDoors(await persona(office, email), column, rows, records, office.where));
        // Who has left is nobody: signed out, disabled, token and cookie alike.
        wrong.push(...await tryDoors(await nobody(office), "nobody", rows, records, office.where));
        const left = await persona(office, personas.officer);
        const cookies = new Map(left.page.cookies);
        await left.page.post("/sign-out", { csrf: left.page.csrf });
        const ghost = await nobody(office);
        ghost.page.cookies.set("gishe-session", cookies.get("gishe-session"));
        ghost.api.token = cookies.get("gishe-session");  // a session is no token
        wrong.push(...(await tryDoors(ghost, "nobody", rows, records, office.where)).map((line) => `signed out: ${line}`));
        const disabled = await persona(office, personas.officer);
        office.run(["user", "disable", personas.officer]);
        await new Promise((wake) => setTimeout(wake, 5_500));  // another process: the cache of sessions may live 5 s
        const stranger = await nobody(office);
        stranger.page.cookies.set("gishe-session", disabled.page.cookies.get("gishe-session"));
        wrong.push(...(await tryDoors({ ...stranger, of: (path) => (isApi(path) ? disabled.api : stranger.page) }, "nobody", rows, records, office.where)).map((line) => `disabled: ${line}`));
        assert.equal(wrong.length, 0, wrong.join("\n"));
      } finally {
        await office.stop();
      }
    });
  });
}
