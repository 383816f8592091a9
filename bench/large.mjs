// The size of issue 4: 1,000,000 people, 300,000 open cases with a task each, a waiting list of 500, 5,000,000 lines of the
// ledger, on both engines. bench/large.sh [seconds [engine [share of that size, 1]]] prints what it saw and judges p99 < 50 ms.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { demoPassword, engines, freshDemo, gishe, Office } from "../tests/stories/office.mjs";
import { ask } from "../tests/stories/records.mjs";
import { Visitor } from "../tests/stories/visitor.mjs";
import { unlimited } from "../tests/faults/writers.mjs";
import { memory, round, scratch, tool, tried, wrk } from "./driving.mjs";

const seconds = Number(process.argv[2] || 4);
const only = process.argv[3];
const share = Number(process.argv[4] || 1);
const size = { people: 1_000_000 * share, cases: 300_000 * share, ledger: 5_000_000 * share, referrals: 200_000 * share, waiting: 500, worklist: 200 };
const list = "01980000-0000-7000-8000-00000000c024";  // the demo's list in Пазарджик

/** Statements that fill in one go, in the words of the engine. Everything invented; no act, so no ledger line of its own.
 *  `guards`: names and texts of SQLite's triggers that want each line chained to the one before. */
function filling(engine, guards) {
  const pg = engine === "postgresql";
  const id = pg ? "gen_random_uuid()" : "randomblob(16)";
  const zero = pg ? "decode(repeat('00', 32), 'hex')" : "zeroblob(32)";
  const service = pg ? `'${list}'` : `x'${list.replaceAll("-", "")}'`;
  const due = pg ? "to_char(date '2026-11-01' + CAST(n % 120 AS INTEGER), 'YYYY-MM-DD')" : "date('2026-11-01', '+' || (n % 120) || ' days')";
  const numbered = (table, columns, where, limit) => `(SELECT ${columns}, row_number() OVER (ORDER BY id) AS n FROM ${table} WHERE ${where} LIMIT ${limit}) x`;
  const numbers = (count) => (pg ? `generate_series(1, ${count}) AS n` : `(WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < ${count}) SELECT n FROM r)`);
  // Half the town's cases are led by nobody measured; the first 200 of the measured worker's town are hers.
  const lead = `CASE WHEN municipality = 'PAZ14' AND n <= ${size.worklist} THEN (SELECT id FROM account WHERE email_key = 'worker@lesichovo.example') ELSE registered_by END`;
  const from = numbered("person", "municipality, id, registered_by, sensitivity", "sensitivity = 2 AND address LIKE 'ул. Измислена %'", size.cases).replace("ORDER BY id", "PARTITION BY municipality ORDER BY id");
  const body = `'{"account":"","action":"person.opened","at":1,"changes":[],"kind":"person","municipality":"PAZ14","reason":"","rule":"desk_officer/municipality/L2","subject":""}'`;
  return `
CREATE TABLE bench_case AS SELECT municipality, id AS person_id, n, ${id} AS id, ${lead} AS lead_id, ${due} AS due FROM ${from};
INSERT INTO case_file (municipality, id, number, person_id, type, lead_id, state, stage, reason, opened_on, review_due_on, next_due_on, version, changed_at)
  SELECT municipality, id, municipality || '-C-B-' || n, person_id, 'support', lead_id, 'open', 'running', 'Измислена нужда', '2026-01-01', due, due, 1, 1 FROM bench_case;
INSERT INTO case_task (municipality, id, case_id, kind, words, account_id, due_on, state, made_at)
  SELECT municipality, ${id}, id, 'own', 'Да се обади.', lead_id, due, 'open', 1 FROM bench_case;
INSERT INTO person_team (municipality, person_id, account_id, from_on) SELECT municipality, person_id, lead_id, '2026-01-01' FROM bench_case WHERE lead_id IS NOT NULL ON CONFLICT DO NOTHING;
DROP TABLE bench_case;
INSERT INTO waiting_entry (municipality, id, version, service_id, organisation_id, state, sensitivity, from_municipality, referral_id, referral_number, person_id, sent_by, urgency, needs, since_on, rule_version, urgency_points, need_points, turn, changed_at)
  SELECT 'PAZ19', ${id}, 1, ${service}, (SELECT organisation_id FROM service WHERE id = ${service}), 'waiting', 2, municipality, id, number, person_id, sent_by, 'normal', '', '2026-10-01',
    (SELECT max(version) FROM waiting_rule WHERE service_id = ${service}), 0, 0, n, 1 FROM ${numbered("referral", "municipality, id, number, person_id, sent_by", "number LIKE '%-R-B-%' AND stage = 'waiting'", size.waiting)};
${pg ? "ALTER TABLE ledger DISABLE TRIGGER USER;" : guards.map(([name]) => `DROP TRIGGER ${name};`).join(" ")}
INSERT INTO ledger (lane, seq, at, municipality, subject, account_id, body, prev, hash)
  SELECT 9, n, 1700000000000000 + CAST(n AS BIGINT) * 1000000, 'PAZ14', ${id}, ${id}, ${body}, ${zero}, ${zero} FROM ${numbers(size.ledger)};
${pg ? "ALTER TABLE ledger ENABLE TRIGGER USER;" : guards.map(([, made]) => `${made};`).join("\n")}
${pg ? "VACUUM ANALYZE;" : "ANALYZE;"}`;
}

function fill(engine, where) {
  execFileSync(tool("gishe_bench_seed"), [where.data, where.url ?? "-", size.people, 2_000, size.referrals].map(String), { stdio: ["ignore", "ignore", "inherit"] });
  const guards = where.url ? [] : ask(where, "SELECT name, replace(sql, char(10), ' ') FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger' AND name IN ('ledger_follows', 'ledger_head_moves')");
  const file = join(scratch, "filling.sql");
  writeFileSync(file, (where.url ? "" : "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;\n") + filling(engine, guards));
  if (where.url) execFileSync("psql", ["-Xq", "-v", "ON_ERROR_STOP=1", "-d", where.url, "-f", file], { stdio: ["ignore", "ignore", "inherit"] });
  else execFileSync("sqlite3", ["-bail", join(where.data, "gishe.db"), `.read ${file}`], { stdio: ["ignore", "ignore", "inherit"] });
}

const cookieOf = (visitor) => `H Cookie: ${[...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ")}`;

async function operations(office, where) {
  const as = async (email) => {
    const visitor = new Visitor(office.address);
    await visitor.signIn(email, demoPassword);
    return cookieOf(visitor);
  };
  const worker = await as("worker@lesichovo.example"), keeper = await as("csri@pazardzhik.example"), officer = await as("officer@lesichovo.example");
  const token = gishe(where, ["token", "officer@lesichovo.example", "--sensitive"]).trim().split(/\s+/).at(-1);
  const cases = ask(where, `SELECT c.id FROM case_file c JOIN account a ON a.id = c.lead_id WHERE a.email_key = 'worker@lesichovo.example' AND c.number LIKE '%-C-B-%' LIMIT 200`);
  const named = ask(where, "SELECT given_name, middle_name, family_name, born_on FROM person WHERE municipality = 'PAZ14' AND address LIKE 'ул. Измислена %' AND given_name NOT LIKE '%(%' LIMIT 300");
  const typed = named.map(([given_name, middle_name, family_name, born_on]) => JSON.stringify({ given_name, middle_name, family_name, born_on, sex: "f", identifier_kind: "none" }).replaceAll(" ", "\\u0020"));
  return [
    ["`/healthz` (the floor)", ["GET /healthz"]],
    ["a case", [worker, ...cases.map(([id]) => `GET /cases/${id}`)]],
    ["worklist of a worker with 200 cases", [worker, "GET /cases"]],
    ["waiting list of 500", [keeper, `GET /provider/waiting/services/${list}`]],
    ["inbox of a provider", [keeper, "GET /referrals"]],
    ["outbox of a desk", [officer, "GET /referrals"]],
    ["duplicate check while registering", [`H Authorization: Bearer ${token}`, "H Content-Type: application/json", ...typed.map((body) => `POST /api/v1/people/candidates ${body}`)]],
  ];
}

let missed = 0;
for (const { engine, skip } of engines) {
  if (skip || (only && engine !== only)) continue;
  const where = freshDemo(engine);
  const begun = performance.now();
  fill(engine, where);
  const [[people], [cases], [lines], [waits]] = ["person", "case_file WHERE stage = 'running'", "ledger", "waiting_entry WHERE closed_at IS NULL"].map((what) => ask(where, `SELECT count(*) FROM ${what}`)[0]);
  console.log(`\n### ${engine}\n\n${round(Number(people))} people, ${round(Number(cases))} open cases, ${round(Number(lines))} ledger lines, ${waits} waiting, filled in ${round((performance.now() - begun) / 1000)} s.\n`);
  const office = await Office.open(engine, { where, words: unlimited });
  console.log("| operation | c1 req/s | c1 p50 / p99 ms | c32 req/s | c32 p50 / p99 ms |\n|---|---|---|---|---|");
  for (const [name, lines] of await operations(office, where)) {
    await tried(office, name, lines);
    const [one, many] = [1, 32].map((connections) => wrk(office.address, lines, connections, seconds));
    const slow = many.p99 >= 50 || many.errors > 0;
    missed += slow;
    console.log(`| ${name} | ${round(one.rate)} | ${round(one.p50, 2)} / ${round(one.p99, 2)} | ${round(many.rate)} | ${round(many.p50, 2)} / ${round(many.p99, 2)}${slow ? ` MISSED${many.errors ? `, ${many.errors} errors` : ""}` : ""} |`);
  }
  console.log(`\nReady after ${round(office.readyAfter)} ms; ${memory(office)}.`);
  await office.stop();
}
console.log(missed ? `\n${missed} missed (to reach: p99 under 50 ms at 32 connections)` : "\nNothing missed.");
