// Needles: words that occur nowhere else, put into every field that may hold something about a person. A needle says which column
// it was put into and about whom, in lower case and figures, so that no escaping, folding or transliteration changes it.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { binary, root } from "./office.mjs";
import { ask } from "./records.mjs";

const here = (name) => join(root, "tests/stories", name);
const digits = (n, count) => {
  if (String(n).length > count) throw new Error(`${n} has more than ${count} digits`);
  return String(n).padStart(count, "0");
};
export const needleOf = (column, whose) => `zq${digits(column, 4)}x${digits(whose, 3)}vk`;
/** Every needle of a text, as [column, whose]. */
export function needlesIn(text) {
  return [...text.matchAll(/zq(\d{4})x(\d{3})vk/gi)].map(([, column, whose]) => [Number(column), Number(whose)]);
}

/** What tests/stories/needle_fields.csv says of each column: "table.column" → what. */
export function readFields() {
  const fields = new Map();
  for (const line of readFileSync(here("needle_fields.csv"), "utf8").split("\n").slice(1)) {
    if (!line || line.startsWith("#") || line.startsWith("table,")) continue;
    const [table, what, columns] = line.split(",");
    for (const column of columns.split(" ")) {
      if (fields.has(`${table}.${column}`)) throw new Error(`${table}.${column} stands twice in needle_fields.csv`);
      fields.set(`${table}.${column}`, what);
    }
  }
  return fields;
}

/** Every column of text or bytes that the database has. Ids are bytes too on SQLite: db/schema.sql tells them apart. */
export function liveColumns(where) {
  if (where.url) {
    return ask(where, `SELECT table_name || '.' || column_name FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type NOT IN ('bigint', 'integer', 'uuid', 'double precision') ORDER BY 1`).flat();
  }
  const bytes = new Set();
  for (const part of readFileSync(join(root, "db/schema.sql"), "utf8").split("CREATE TABLE ").slice(1)) {
    const table = part.match(/\w+/)[0];
    for (const [, column] of part.matchAll(/(?:\(|\n|, )\s*(\w+) BYTEA\b/g)) bytes.add(`${table}.${column}`);
  }
  return ask(where, `SELECT m.name || '.' || c.name, upper(c.type) FROM sqlite_master m JOIN pragma_table_info(m.name) c
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`)
    .filter(([name, type]) => !["BIGINT", "INTEGER", "REAL", "DOUBLE PRECISION"].includes(type) && (type !== "BLOB" || bytes.has(name)))
    .map(([name]) => name).sort();
}

/** The rows of many SELECTs of the same shape, a hundred at a time. */
export function askAll(where, selects) {
  const rows = [];
  for (let i = 0; i < selects.length; i += 100) rows.push(...ask(where, selects.slice(i, i + 100).join("\nUNION ALL ")));
  return rows;
}

/** Statements behind the server's back, in one transaction. */
export function change(where, statements) {
  if (where.url) return execFileSync("psql", ["-Xq", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-d", where.url], { input: statements.join(";\n") + ";" });
  return execFileSync("sqlite3", ["-bail", join(where.data, "gishe.db")], { input: `PRAGMA busy_timeout = 10000;\nBEGIN IMMEDIATE;\n${statements.join(";\n")};\nCOMMIT;` });
}
export const idIn = (where) => (id) => (where.url ? `'${id}'` : `x'${id.replaceAll("-", "")}'`);

const applications = "application_id IN (SELECT id FROM application WHERE person_id = $)";
const referrals = "referral_id IN (SELECT id FROM referral WHERE person_id = $)";
const cases = "case_id IN (SELECT id FROM case_file WHERE person_id = $)";
const conferences = `conference_id IN (SELECT id FROM case_conference WHERE ${cases})`;
const assessments = "assessment_id IN (SELECT id FROM needs_assessment WHERE person_id = $)";
const plans = "plan_id IN (SELECT id FROM support_plan WHERE person_id = $)";
const entries = "entry_id IN (SELECT id FROM waiting_entry WHERE person_id = $)";
const stays = `stay_id IN (SELECT id FROM stay WHERE person_id = $ OR ${referrals})`;
/** Which rows of a table are about a person ($). */
export const rowsAbout = {
  person: "id = $", person_identifier: "person_id = $", person_barred: "person_id = $", person_barring: "person_id = $",
  emergency_opening: "person_id = $", representative: "person_id = $", relationship: "from_id = $", household_member: "person_id = $",
  application: "person_id = $", application_line: applications, application_paper: applications,
  referral: "person_id = $", referral_event: referrals, referral_message: referrals, referral_package: referrals,
  answer_link: referrals, service_report: referrals,
  service_contract: "person_id = $", service_contract_terms: referrals, service_contract_event: referrals,
  discharge_event: "discharge_id IN (SELECT id FROM discharge WHERE application_id IN (SELECT id FROM application WHERE person_id = $))",
  waiting_event: entries, place_offer: entries, stay_event: stays,
  case_file: "person_id = $", case_event: cases, case_member: cases, case_note: cases, case_partner: cases, case_task: cases,
  case_handed_over: cases, case_conference: cases, conference_participant: conferences, service_log: cases,
  needs_assessment: "person_id = $", assessment_answer: assessments,
  support_plan: "person_id = $", plan_goal: plans, plan_action: plans, plan_event: plans,
  service_follow_up: referrals, person_transfer: "person_id = $", person_merge: "gone_id = $",
  person_merge_field: "merge_id IN (SELECT id FROM person_merge WHERE gone_id = $)",
  person_death: "person_id = $", departure_item: "departure_id IN (SELECT id FROM person_death WHERE person_id = $)", person_restriction: "person_id = $",
  retention_item: "person_id = $", retention_event: "item_id IN (SELECT id FROM retention_item WHERE person_id = $)",
  subject_request: "person_id = $", subject_request_event: "request_id IN (SELECT id FROM subject_request WHERE person_id = $)",
};
/** About somebody who has no file: whoever asked, booked or wrote. */
export const rowsOfStrangers = ["appointment", "inquiry", "inquiry_message", "online_application", "complaint", "complaint_event"];
export const stranger = 999;

/** Rows of tables that the demo leaves empty, about one person; the needles are put in afterwards. */
export function rowsToAdd(where, { municipality, person, relative, caseId, referral }, account, other) {
  const id = idIn(where);
  const fresh = () => id(randomUUID());
  const [p, r, a, o] = [person, relative, account, other].map(id);
  const [request, household, death, item, merge] = [fresh(), fresh(), fresh(), fresh(), fresh()];
  const digest = where.url ? `'\\x${"ab".repeat(32)}'` : `x'${"ab".repeat(32)}'`;
  const add = (table, row) => `INSERT INTO ${table} (municipality, ${Object.keys(row).join(", ")}) VALUES ('${municipality}', ${Object.values(row).join(", ")})`;
  const rows = [
    add("person_barred", { person_id: p, account_id: o, reason: "''", barred_at: 1 }),
    add("person_barring", { id: fresh(), person_id: p, account_id: o, event: "'barred'", by_account: a, at: 1, reason: "''" }),
    add("emergency_opening", { id: fresh(), person_id: p, account_id: o, reason_code: "'health'", reason: "''", opened_at: 1, ends_at: 2,
      last_read_at: 1, ended_at: 2, review_due_on: "'2026-12-01'", review_note: "''" }),
    add("relationship", { from_id: p, to_id: r, relation: "'x'", from_on: "'2026-01-01'" }),
    add("household", { id: household, head_id: p, made_at: 1 }),
    add("household_member", { household_id: household, person_id: p, from_on: "'2026-01-01'", role: "'x'" }),
    add("representative", { id: fresh(), person_id: p, representative_id: r, kind: "'relative'", relation: "'x'", document: "'x'", from_on: "'2026-01-01'", added_at: 1 }),
    // A death noted by mistake, a restriction that was lifted, a file that a court wants kept.
    add("person_death", { id: death, person_id: p, died_on: "'2026-11-01'", source: "'other'", document: "'x'", told_by: "'x'", recorded_by: a, recorded_at: 1,
      tell_by_on: "'2026-11-02'", undone_at: 2, undone_by: a, undone_reason: "'x'" }),
    add("departure_item", { departure_id: death, position: 1, kind: "'cases'", subject_id: fresh(), number: "'PAZ14-C-26-000000'", words: "'x'" }),
    // An offer to another municipality that was taken back, a merge that was undone.
    add("person_transfer", { id: fresh(), number: `'PAZ14-T26-${p.replace(/\D/g, "").slice(-6)}'`, person_id: p, to_municipality: "'PAZ21'", state: "'withdrawn'", moves_on: "'2026-12-01'",
      ground: "'legal_duty'", consent_how: "''", note: "'x'", offered_by: a, offered_at: 1, answer_due_on: "'2026-12-01'", ended_by: a, ended_at: 2, reason: "'x'" }),
    add("person_merge", { id: merge, kept_id: r, gone_id: p, gone_state: "'identified'", gone_sensitivity: 2, reason: "'x'", merged_by: a, merged_at: 1, undo_until_on: "'2026-12-22'",
      undone_by: a, undone_at: 2, undo_reason: "'x'" }),
    add("person_merge_field", { merge_id: merge, field: "'address'", before_words: "'x'", after_words: "'x'" }),
    add("person_restriction", { id: fresh(), person_id: p, ground: "'accuracy'", reason: "'x'", restricted_by: a, restricted_at: 1, lifted_by: a, lifted_at: 2, lifting_reason: "'x'" }),
    add("retention_item", { id: item, person_id: p, cause: "'clock'", class: "'file'", due_on: "'2026-11-01'", state: "'held'", hold_reason: "'court'", hold_words: "'x'",
      found_at: 1, changed_at: 1, version: 1 }),
    add("retention_event", { item_id: item, seq: 1, at: 1, account_id: a, verb: "'hold'", from_state: "'due'", to_state: "'held'", reason: "'x'" }),
    add("subject_request", { id: request, number: `'PAZ14-D26-${p.replace(/\D/g, "").slice(-6)}'`, person_id: p, kind: "'copy'", state: "'received'", channel: "'desk'",
      words: "'x'", asked_by: a, asked_at: 1, due_on: "'2026-12-22'" }),
    add("subject_request_event", { request_id: request, id: fresh(), at: 1, account_id: a, from_state: "''", to_state: "'received'", reason: "'x'" }),
  ];
  if (caseId) {
    const c = id(caseId);
    rows.push(add("case_handed_over", { case_id: c, kind: "'task'", subject_id: fresh(), to_words: "'x'", by_id: a, handed_at: 1 }),
      add("case_member", { id: fresh(), case_id: c, name: "'x'", role: "'x'", added_at: 1 }));
  }
  if (referral) {
    rows.push(add("answer_link", { id: fresh(), referral_id: id(referral), token_hash: digest.replace("abab", p.replace(/\W|x/g, "").slice(-4)), kind: "'answer'", state: "'withdrawn'",
      expires_on: "'2026-12-01'", sent_to: "'x'", made_by: a, made_at: 1, closed_at: 1 }));
  }
  // What a hospital sent of her, and its question: under the id of one of her applications, where she has one.
  const discharge = fresh();
  rows.push(`INSERT INTO discharge (municipality, id, number, secret_hash, application_id, organisation_id, needs, urgency, leaves_on, legal_ground, consent_how, sender, reply_to, state, sent_at, changed_at)
    SELECT municipality, ${discharge}, 'PAZ14-H26-${p.replace(/\D/g, "").slice(-6)}', ${digest}, id, ${id("01980000-0000-7000-8000-00000000b031")}, '', 'normal', '2026-12-01', 'public_task', '', 'x', '', 'accepted', 1, 1
    FROM application WHERE person_id = ${p} ORDER BY id LIMIT 1`,
  `INSERT INTO discharge_event (municipality, discharge_id, seq, happened_at, verb, from_state, to_state, reason, note) SELECT municipality, id, 1, 1, 'answer', 'sent', 'sent', '', 'x' FROM discharge WHERE id = ${discharge}`);
  return rows;
}

/** A contract of a referral, and a complaint, where the demo has none. */
export function contractsToAdd(where, referral, account) {
  const [r, a] = [referral, account].map(idIn(where));
  const from = (words) => `${words} FROM referral WHERE id = ${r} ON CONFLICT DO NOTHING`;
  return [
    from("INSERT INTO service_contract (municipality, referral_id, number, person_id, to_organisation_id, service_id, state, party_name, changed_at, version) SELECT municipality, id, 'C-' || number, person_id, to_organisation_id, to_service_id, 'draft', 'x', 1, 1"),
    from(`INSERT INTO service_contract_terms (municipality, referral_id, seq, fee_cents, fee_per, start_on, content, rights, duties, reason, made_by, made_at) SELECT municipality, id, 1, 0, '', '2026-12-01', 'x', 'x', 'x', 'x', ${a}, 1`),
    from("INSERT INTO service_follow_up (municipality, referral_id, application_id, line_id, started_on, ask_on, state, words) SELECT municipality, id, (SELECT a.id FROM application a WHERE a.municipality = referral.municipality ORDER BY a.id LIMIT 1), id, '2026-11-01', '2027-02-01', 'planned', 'x'"),
    from(`INSERT INTO service_contract_event (municipality, referral_id, seq, at, verb, account_id, from_state, to_state, reason, note) SELECT municipality, id, 1, 1, 'draft', ${a}, 'draft', 'draft', '', 'x'`),
  ];
}
export function complaintToAdd(where, account) {
  const [complaint, digest] = [idIn(where)(randomUUID()), where.url ? `'\\x${"cd".repeat(32)}'` : `x'${"cd".repeat(32)}'`];
  return [
    `INSERT INTO complaint (municipality, id, number, secret_hash, about, about_words, words, name, email, address, language, channel, state, received_on, due_on)
      VALUES ('PAZ14', ${complaint}, 'PAZ14-O26-000001', ${digest}, 'centre', 'x', 'x', 'x', 'x', 'x', 'bg', 'public', 'received', '2026-11-22', '2026-12-22') ON CONFLICT DO NOTHING`,
    `INSERT INTO complaint_event (municipality, complaint_id, seq, at, account_id, verb, from_state, to_state, reason) VALUES ('PAZ14', ${complaint}, 1, 1, ${idIn(where)(account)}, 'receive', 'received', 'received', 'x')`,
  ];
}

/** Ids that can stand in an address, those of the needles' people first. */
function idsOf(where, people, most = 5) {
  const id = idIn(where);
  const list = people.map((one) => id(one.id)).join(", ");
  const get = (sql) => ask(where, `${sql} LIMIT ${most}`).flat();
  const rich = `ORDER BY CASE person_id ${people.map((one, i) => `WHEN ${id(one.id)} THEN ${i}`).join(" ")} END`;
  const of = (table) => get(`SELECT id FROM ${table} WHERE person_id IN (${list}) ${rich}`);
  return {
    people: people.map((one) => one.id).slice(0, 7), applications: of("application"), referrals: of("referral"), cases: of("case_file"),
    requests: of("subject_request"), stays: get("SELECT id FROM stay WHERE person_id IS NOT NULL"), entries: of("waiting_entry"),
    offers: get("SELECT id FROM place_offer"), crises: get("SELECT id FROM crisis"), signals: get("SELECT id FROM child_signal ORDER BY id DESC"),
    commission: get("SELECT id FROM commission_case"), online: get("SELECT id FROM online_application"), inquiries: get("SELECT id FROM inquiry"),
    appointments: get("SELECT id FROM appointment WHERE starts_on >= '2026-01-01' ORDER BY id DESC"), bills: get("SELECT id FROM bill"), complaints: get("SELECT id FROM complaint"), agreements: get("SELECT id FROM agreement"), discharges: get("SELECT id FROM discharge"), transfers: get("SELECT id FROM person_transfer"), merges: get("SELECT id FROM person_merge"),
    services: get("SELECT id FROM service WHERE listed = 1"), accounts: get("SELECT id FROM account"), contacts: get("SELECT id FROM contact"),
  };
}
const kinds = [["/people/{", "people"], ["/my/{", "people"], ["/desk/applications/{", "applications"], ["/applications/{", "applications"],
  ["/online/{", "online"], ["/online-applications/{", "online"], ["/referrals/{", "referrals"], ["/cases/{", "cases"], ["/requests/{", "requests"], ["/hospital/{", "discharges"], ["/complaints/{", "complaints"], ["/contracts/{", "referrals"], ["/transfers/{", "transfers"], ["/merges/{", "merges"],
  ["/stays/{", "stays"], ["/entries/{", "entries"], ["/offers/{", "offers"], ["/protection/contacts/{", "crises"], ["/arrivals/{", "referrals"],
  ["/signals/{", "signals"], ["/commission/{", "commission"], ["/inquiries/{", "inquiries"], ["/appointments/{", "appointments"],
  ["/bills/{", "bills"], ["/agreements/{", "agreements"], ["services/{", "services"], ["/accounts/{", "accounts"], ["/desk/contacts/{", "contacts"]];

/** Every address that answers a GET, with the ids in. */
export function addressesOf(where, people) {
  const ids = idsOf(where, people);
  const second = (table, column, one) => ask(where, `SELECT id FROM ${table} WHERE ${column} = ${idIn(where)(one)} LIMIT 2`).flat();
  const all = [];
  for (const line of execFileSync(binary, ["doctor", "--routes"], { encoding: "utf8" }).trim().split("\n")) {
    const [method, pattern] = line.split(" ");
    if (method !== "GET" || /^\/(language|leave)/.test(pattern)) continue;
    if (!pattern.includes("{")) { all.push(pattern); continue; }
    const kind = kinds.find(([part]) => pattern.includes(part))?.[1];
    const form = /\}\/.*[^}]$/.test(pattern) && !/pdf|circle|notes|log|conferences|partners|plans|assessments/.test(pattern);
    for (const one of (ids[kind] ?? []).slice(0, form ? 2 : 5)) {
      let made = [pattern.replace(/\{(id|person)\}/, one)];
      for (const [hole, table, column] of [["{line}", "application_line", "application_id"], ["{assessment}", "needs_assessment", "case_id"], ["{plan}", "support_plan", "case_id"]]) {
        if (pattern.includes(hole)) made = made.flatMap((address) => second(table, column, one).map((other) => address.replace(hole, other)));
      }
      if (pattern.includes("{domain}")) made = made.flatMap((address) => ["health", "family"].map((domain) => address.replace("{domain}", domain)));
      if (pattern.includes("{file}")) made = made.flatMap((address) => ask(where, "SELECT id FROM application_file").flat().map((file) => address.replace("{file}", file)));
      all.push(...made.filter((address) => !address.includes("{")));
    }
  }
  return [...all, "/hsds/services?minimal=false", "/protection?closed=yes", "/services?q=zq"];
}
