// `gishe ledger verify`, and a second, independent reading of the chain: one changed byte is found.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { engines, freshDemo, gishe, root } from "./office.mjs";

for (const { engine, skip } of engines) {
  test(`changing one byte of the ledger is found (${engine})`, { skip }, () => {
    const where = freshDemo(engine);
    gishe(where, ["ledger", "verify"]);
    if (engine === "sqlite") {
      execFileSync("python3", ["-c", `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ledger%'").fetchall():
    db.execute("DROP TRIGGER " + name)
lane, seq, body = db.execute("SELECT lane, seq, body FROM ledger ORDER BY seq LIMIT 1 OFFSET 2").fetchone()
db.execute("UPDATE ledger SET body = ? WHERE lane = ? AND seq = ?", (body[:-3] + chr(ord(body[-3]) ^ 1) + body[-2:], lane, seq))
db.commit()`, join(where.data, "gishe.db")]);
    } else {
      execFileSync("psql", ["-Xqd", where.url, "-c", "ALTER TABLE ledger DISABLE TRIGGER USER; UPDATE ledger SET body = body || ' ' WHERE (lane, seq) = (SELECT lane, seq FROM ledger ORDER BY lane, seq LIMIT 1 OFFSET 2)"]);
    }
    assert.match(gishe(where, ["ledger", "verify"], { status: 3 }), /\d/);
  });
}

test("the second verifier, in Python, agrees with the first", { skip: existsSync(join(root, "tests/ledger_verify.py")) ? false : "NOT RUN: no second verifier" }, () => {
  const where = freshDemo("sqlite");
  const run = spawnSync("python3", [join(root, "tests/ledger_verify.py"), join(where.data, "gishe.db")], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stdout + run.stderr);
});
