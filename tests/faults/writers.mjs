// Clients that work through the JSON API like a desk and a provider do: a person, an application of three lines, a
// referral, a question, its answer, the acceptance. Every act carries its own idempotency key; a client remembers what
// was acknowledged and goes on, after whatever happened, with the one act that was not.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";

import { gishe, sleep } from "../stories/office.mjs";
import { Visitor } from "../stories/visitor.mjs";
import { isoInDays, officer, therapist } from "../stories/zone.mjs";

// One address writes here as fast as it can: the limit per address is not what is tested.
export const unlimited = ["--requests-per-second", "1000000", "--connections-per-address", "4096", "--requests-per-connection", "1000000", "--quiet"];

const letters = "абвгдежзик";
/** A family name that stands for a number, in letters only: names hold no digits. */
const nameOf = (n) => "Опит" + [...String(n)].map((digit) => letters[Number(digit)]).join("");
let numbers = 1_000_000 + Math.floor(Math.random() * 8e6);

const json = "/api/v1";
const needs = ["cannot_care_for_self", "rehabilitation_after_illness", "heating"];
const therapy = "01980000-0000-7000-8000-00000000c007"; // in Пещера, of the demo zone
const inThirtyDays = () => isoInDays(30);

/** What one client does, in order. `path` and `body` see what came back before; `keeps` names the id that comes back. */
const acts = [
  { kind: "person", by: "desk", keeps: "person", path: () => `${json}/people`,
    body: () => ({ given_name: "Проба", family_name: nameOf(numbers++), sex: "refused", born_on: "1950-01-01",
      identifier_kind: "none", settlement: "43369", duplicates_seen: true }) },
  { kind: "application", by: "desk", keeps: "application", path: () => `${json}/applications`,
    body: ({ person }) => ({ person, needs, own_words: "Трудно ми е сам." }) },
  { kind: "referral", by: "desk", keeps: "referral", path: () => `${json}/referrals`,
    body: ({ person }) => ({ person, to_service: therapy, reason: "рехабилитация", legal_ground: "consent",
      consent_how: "written", package_fields: ["name"], needs: [needs[1]] }) },
  { kind: "step", by: "provider", state: "info_requested", path: ({ referral }) => `${json}/referrals/${referral}/question`,
    body: () => ({ version: 1, note: "Може ли да идва сам?" }) },
  { kind: "step", by: "desk", state: "delivered", path: ({ referral }) => `${json}/referrals/${referral}/answer`,
    body: () => ({ version: 2, note: "Да, с автобуса." }) },
  { kind: "step", by: "provider", state: "accepted", path: ({ referral }) => `${json}/referrals/${referral}/acceptance`,
    body: () => ({ version: 3, on: inThirtyDays() }) },
];

export class UnexpectedAnswer extends Error {}

export class Writer {
  /** `kinds`: how many of the acts a round has, from the front (1: people only). */
  constructor(tokens, { kinds = acts.length } = {}) {
    Object.assign(this, { tokens, round: acts.slice(0, kinds), step: 0, known: {}, acknowledged: [], pending: undefined,
      stopped: false, unanswered: 0, refusedForNow: [], unchecked: [] });
  }

  open(address) {
    return { desk: new Visitor(address, { token: this.tokens.desk }), provider: new Visitor(address, { token: this.tokens.provider }),
      close() { this.desk.close(); this.provider.close(); } };
  }

  /** Sends the act that is under way, or the next. True: acknowledged; false: the server says "not now". Throws when nobody answers. */
  async attempt(visitors) {
    const act = this.round[this.step];
    this.pending ??= { act, key: randomUUID(), path: act.path(this.known), body: act.body(this.known) };
    const { key, path, body } = this.pending;
    const answer = await visitors[act.by].api("POST", path, body, { key });
    if (answer.status === 503 || answer.status === 507) {
      this.refusedForNow.push(answer);
      return false;
    }
    if (![200, 201].includes(answer.status)) throw new UnexpectedAnswer(`POST ${path}: ${answer.status} ${answer.body.slice(0, 400)}`);
    const { id } = answer.json;
    const written = { kind: act.kind, key, path, body, id, state: act.state, by: act.by };
    if (act.keeps) this.known[act.keeps] = id;
    this.acknowledged.push(written);
    this.unchecked.push(written);
    this.pending = undefined;
    this.step = (this.step + 1) % this.round.length;
    if (this.step === 0) this.known = {};
    return true;
  }

  /** Writes until `stopped`, or until nobody answers any more: then what was sent last waits in `pending`. */
  async run(address, { patient = false } = {}) {
    const visitors = this.open(address);
    try {
      while (!this.stopped) {
        try {
          if (!await this.attempt(visitors)) await sleep(20);
        } catch (why) {
          if (why instanceof UnexpectedAnswer) throw why;
          this.unanswered += 1;
          if (!patient) return;
          await sleep(20);
        }
      }
    } finally {
      visitors.close();
    }
  }

  /** After a restart: what was not answered again, with its key; all of it must then be there. Gives back what is not. */
  async check(address) {
    const visitors = this.open(address);
    const missing = [];
    try {
      for (let tries = 0; this.pending; ++tries) {
        if (await this.attempt(visitors)) break;
        if (tries > 200) throw new Error("no recovery: still refused after 200 tries");
        await sleep(50);
      }
      const last = new Map(this.unchecked.filter(({ kind }) => kind === "step").map((one) => [one.id, one.state]));
      for (const one of this.unchecked) {
        const where = { person: "people", application: "applications" }[one.kind] ?? "referrals";
        const found = await visitors.desk.api("GET", `${json}/${where}/${one.id}`);
        const state = last.get(one.id);
        if (found.status !== 200) missing.push(`${one.kind} ${one.id} was acknowledged and is not there (${found.status})`);
        else if (state && found.json.state !== state) missing.push(`referral ${one.id} is ${found.json.state}, acknowledged ${state}`);
      }
      const again = this.unchecked.at(-1); // the same key once more: the same answer
      if (again) {
        const answer = await visitors[again.by].api("POST", again.path, again.body, { key: again.key });
        if (answer.json.id !== again.id) missing.push(`the key of ${again.kind} ${again.id} gave ${answer.status} ${answer.json.id}`);
      }
      this.unchecked = [];
    } finally {
      visitors.close();
    }
    return missing;
  }
}

/** One statement, past the program, while no server writes there. */
export function sql(where, statement) {
  if (where.url) execFileSync("psql", ["-Xq", "-v", "ON_ERROR_STOP=1", "-d", where.url, "-c", statement]);
  else execFileSync("python3", ["-c", "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(sys.argv[2]); db.commit()", join(where.data, "gishe.db"), statement]);
}

/** `clients` writers on one installation, with the tokens of a desk and of a provider, and places enough for all. */
export function newWriters(where, clients, options) {
  sql(where, "UPDATE quota_agreement SET places = 100000");
  const token = (email) => gishe(where, ["token", email, "--sensitive"]).trim().split(/\s+/).at(-1);
  const tokens = { desk: token(officer), provider: token(therapist) };
  return Array.from({ length: clients }, () => new Writer(tokens, options));
}

const tables = ["person", "application", "referral", "application_line", "referral_event", "done_once", "ledger"];

/** Straight from the tables, past the program: ids of the three records, rows of each table, SQLite's own verdict. */
export function contentOf(where) {
  if (where.url) {
    const ask = (sql) => execFileSync("psql", ["-XAtq", "-v", "ON_ERROR_STOP=1", "-d", where.url, "-c", sql], { encoding: "utf8", maxBuffer: 1 << 28 }).trim();
    return { ids: Object.fromEntries(tables.slice(0, 3).map((table) => [table, ask(`SELECT id FROM ${table}`).split("\n")])),
      rows: Object.fromEntries(tables.map((table) => [table, Number(ask(`SELECT count(*) FROM ${table}`))])) };
  }
  return JSON.parse(execFileSync("python3", ["-c", `
import json, sqlite3, sys, uuid
db = sqlite3.connect(sys.argv[1])
ask = lambda sql: db.execute(sql).fetchall()
tables = ${JSON.stringify(tables)}
print(json.dumps({
  "ids": {t: [str(uuid.UUID(bytes=i)) for i, in ask(f"SELECT id FROM {t}")] for t in tables[:3]},
  "rows": {t: ask(f"SELECT count(*) FROM {t}")[0][0] for t in tables},
  "integrity": [row[0] for row in ask("PRAGMA integrity_check")], "orphans": ask("PRAGMA foreign_key_check")}))`,
    join(where.data, "gishe.db")], { encoding: "utf8", maxBuffer: 1 << 28 }));
}

/** What came between two contents against what was acknowledged: nothing lost, nothing there twice. */
export function compare(before, after, writers) {
  const done = writers.flatMap((writer) => writer.acknowledged);
  const of = (kind) => done.filter((one) => one.kind === kind);
  const result = { acknowledged: done.length, lost: [], doubled: [] };
  for (const kind of ["person", "application", "referral"]) {
    const old = new Set(before.ids[kind]), now = new Set(after.ids[kind]), mine = new Set(of(kind).map(({ id }) => id));
    result.lost.push(...[...mine].filter((id) => !now.has(id)).map((id) => `${kind} ${id}`));
    result.doubled.push(...[...now].filter((id) => !old.has(id) && !mine.has(id)).map((id) => `${kind} ${id}`));
    if (after.ids[kind].length !== now.size) result.doubled.push(`${kind}: ${after.ids[kind].length} rows, ${now.size} ids`);
  }
  const expected = { application_line: needs.length * of("application").length, done_once: done.length,
    referral_event: of("referral").length + of("step").length };
  for (const [table, rows] of Object.entries(expected)) {
    const more = after.rows[table] - before.rows[table];
    if (more < rows) result.lost.push(`${table}: ${more} new rows, ${rows} acknowledged`);
    if (more > rows) result.doubled.push(`${table}: ${more} new rows, ${rows} acknowledged`);
  }
  if (after.integrity && (after.integrity.join() !== "ok" || after.orphans.length)) result.lost.push(`integrity_check: ${after.integrity}, foreign keys: ${after.orphans}`);
  return result;
}
