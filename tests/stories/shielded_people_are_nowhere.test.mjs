// The demo holds L4 people. For an account that is not named for them they are in no page, list, count, JSON or PDF.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";

import { demoAccounts, engines, Office } from "./office.mjs";
import { walk } from "./pages.mjs";
import { Visitor } from "./visitor.mjs";

const ask = (where, sql) => (where.url
  ? execFileSync("psql", ["-XqtA", "-F", "|", "-d", where.url, "-c", sql], { encoding: "utf8" })
  : execFileSync("python3", ["-c", "import sqlite3, sys\nfor row in sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True).execute(sys.argv[2]): print('|'.join(str(v) for v in row))",
    join(where.data, "gishe.db"), sql], { encoding: "utf8" })).trim().split("\n").filter(Boolean).map((line) => line.split("|"));

for (const { engine, skip } of engines) {
  describe(`shielded people are nowhere (${engine})`, { skip }, () => {
    test("no page, list, JSON, CSV or PDF that any account can reach holds one", { timeout: 300_000 }, async () => {
      const office = await Office.open(engine, { words: ["--requests-per-second", "10000"] });
      const scratch = mkdtempSync(join(tmpdir(), "gishe-needles-"));
      try {
        const id = engine === "sqlite" ? "lower(hex(p.id))" : "replace(p.id::text, '-', '')";
        const shielded = ask(office.where, `SELECT ${id}, p.given_name, p.middle_name, p.family_name, p.address, p.identifier_masked FROM person p WHERE p.sensitivity = 4`);
        assert.ok(shielded.length > 0, "the demo holds no shielded person: this test would prove nothing");
        const named = ask(office.where, `SELECT ${id}, lower(a.email) FROM person p JOIN person_named n ON n.municipality = p.municipality AND n.person_id = p.id JOIN account a ON a.id = n.account_id WHERE p.sensitivity = 4`);
        // A name that others bear too proves nothing: the id does always, the full name where nobody else has it.
        const others = new Set(ask(office.where, "SELECT p.given_name, p.middle_name, p.family_name FROM person p WHERE p.sensitivity < 4").map((row) => row.join(" ")));
        for (const { email } of demoAccounts()) {
          const mine = new Set(named.filter(([, account]) => account === email).map(([person]) => person));
          const needles = shielded.filter(([person]) => !mine.has(person)).flatMap(([person, given, middle, family]) => {
            const uuid = person.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
            const whole = `${given} ${middle} ${family}`;
            return [uuid, person, ...(others.has(whole) ? [] : [whole, `${family} ${given}`])];
          });
          const { visitor, answers } = await walk(office, email, { perKind: 6, most: 120 });
          const token = office.run(["token", email]).trim().split(/\s+/).at(-1);
          const api = new Visitor(office.address, { token });
          const families = [...new Set(shielded.map(([, , , family]) => family))];
          for (const family of families) {
            const page = await visitor.get("/people");
            if (page.status === 200) answers.push((await visitor.findPeople(family)).answer);
            answers.push(await api.api("POST", "/api/v1/people/search", { query: family }));
          }
          for (const [person] of shielded.filter(([one]) => !mine.has(one))) {
            const uuid = person.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
            for (const answer of [await visitor.get(`/people/${uuid}`), await api.api("GET", `/api/v1/people/${uuid}`), await visitor.get(`/desk/applications/new?person=${uuid}`)]) {
              assert.ok([403, 404].includes(answer.status), `${email}: ${answer.address} answers ${answer.status}`);
            }
          }
          for (const path of ["/api/v1/applications", "/api/v1/referrals", "/api/v1/tasks", "/api/v1/overview"]) answers.push(await api.api("GET", path));
          for (const answer of answers) {
            let text = answer.body;
            if (/pdf/.test(answer.headers["content-type"] ?? "")) {
              const file = join(scratch, "one.pdf");
              writeFileSync(file, answer.bytes);
              text = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" });
            }
            // The address that was asked for may come back in the language switch.
            for (const needle of needles) {
              assert.ok(!text.includes(needle) || decodeURIComponent(answer.address).includes(needle), `${email} sees a shielded person on ${answer.address}`);
            }
          }
          visitor.close();
          api.close();
        }
        for (const [, given, , family] of shielded) assert.ok(!office.log.includes(`${given} ${family}`) && !office.log.includes(family + " "), "the log names a shielded person");
      } finally {
        rmSync(scratch, { recursive: true, force: true });
        await office.stop();
      }
    });
  });
}
