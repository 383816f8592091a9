// The command line beside the server that runs, both writing and reading; and a stop while requests are under way.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { binary, engines, freshDatabase, freshDemo, gishe, Office, sleep, whereArguments } from "../stories/office.mjs";
import { compare, contentOf, newWriters, unlimited } from "./writers.mjs";

const folder = mkdtempSync(join(tmpdir(), "gishe-second-process-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Like gishe(), beside everything else that goes on here. */
function beside(where, words) {
  const child = spawn(binary, [...words, ...whereArguments(where)], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => { said += bytes; });
  return new Promise((ended) => child.once("exit", (code, signal) => ended({ code: code ?? signal, said })));
}

/** A backup into a new installation, as docs/operate/backup-and-restore.md says. */
function restored(engine, where, file, name) {
  const there = { data: join(folder, name), ...(engine === "postgresql" ? { url: freshDatabase().url } : {}) };
  if (engine === "postgresql") {
    assert.match(gishe({ data: there.data }, ["restore", file], { status: 3 }), /name an empty one with --database/);
    assert.match(gishe({ data: there.data, url: where.url }, ["restore", file], { status: 3 }), /already has accounts/);
  }
  gishe(there, ["restore", file]);
  if (engine === "postgresql") {
    there.load = ["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-d", there.url, "-f", join(there.data, "gishe.sql")];
  }
  return there;
}

for (const { engine, skip } of engines) {
  test(`backup, ledger verify and user beside a server under load; the backup restores to the same (${engine})`, { skip, timeout: 300_000 }, async () => {
    const where = freshDemo(engine);
    const writers = newWriters(where, 4);
    const before = contentOf(where);
    const office = await Office.open(engine, { where, words: unlimited });
    const running = Promise.all(writers.map((writer) => writer.run(office.address)));
    await sleep(300);

    const file = join(folder, `${engine}.tar`);
    const atBackup = writers.flatMap((writer) => writer.acknowledged).map(({ id }) => id);
    for (const words of [["backup", file, "--open"], ["ledger", "verify"], ["user", "list"], ["token", "officer@lesichovo.example"], ["doctor"]]) {
      const { code, said } = await beside(where, words);
      assert.equal(code, 0, `gishe ${words.join(" ")} beside the server: ${code}\n${said}`);
    }
    for (const writer of writers) writer.stopped = true;
    await running;
    assert.deepEqual((await Promise.all(writers.map((writer) => writer.check(office.address)))).flat(), []);
    assert.equal((await office.stop()).code, 0);
    const now = contentOf(where);
    const { acknowledged, lost, doubled } = compare(before, now, writers);
    assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] });

    gishe({ data: join(folder, `check-${engine}`) }, ["restore", "--check", file]);
    const there = restored(engine, where, file, `restored-${engine}`);
    if (there.load) await new Promise((ended, failed) => spawn(there.load[0], there.load.slice(1), { stdio: "inherit" })
      .once("exit", (code) => (code === 0 ? ended() : failed(new Error(`psql: ${code}`)))));
    gishe(there, ["ledger", "verify"]);
    const held = contentOf(there);
    const ids = new Set(Object.values(held.ids).flat());
    assert.deepEqual(atBackup.filter((id) => !ids.has(id)), [], "acknowledged before the backup began and not in it");
    for (const [table, rows] of Object.entries(held.rows)) {
      assert.ok(rows >= before.rows[table] && rows <= now.rows[table], `${table}: ${before.rows[table]} before, ${rows} in the backup, ${now.rows[table]} after`);
    }
    const revived = await Office.open(engine, { where: there });
    assert.equal((await revived.stop()).code, 0);
    console.log(`${engine}: ${acknowledged} acknowledged beside five commands, lost 0, doubled 0; the backup held ${held.rows.person} people of ${now.rows.person}`);
  });

  test(`SIGTERM under load: what was under way is answered or is there once after the restart (${engine})`, { skip, timeout: 120_000 }, async () => {
    const where = freshDemo(engine);
    const writers = newWriters(where, 8);
    const before = contentOf(where);
    for (let n = 0; n < 3; ++n) {
      const office = await Office.open(engine, { where, words: unlimited });
      const running = Promise.all(writers.map((writer) => writer.run(office.address)));
      await sleep(400);
      const started = performance.now();
      const how = await office.stop();
      await running;
      assert.equal(how.code, 0, `exit ${how.code ?? how.signal}\n${office.log.slice(-500)}`);
      assert.ok(performance.now() - started < 11_000, "the stop took longer than its ten seconds");
      const again = await Office.open(engine, { where, words: unlimited });
      assert.deepEqual((await Promise.all(writers.map((writer) => writer.check(again.address)))).flat(), []);
      await again.stop();
    }
    const { lost, doubled } = compare(before, contentOf(where), writers);
    assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] });
  });
}

test("a backup that was changed in one byte is refused in words; a restore never goes into a folder that holds something", async () => {
  const where = freshDemo("sqlite");
  const file = join(folder, "whole.tar");
  gishe(where, ["backup", file, "--open"]);
  assert.match(gishe(where, ["backup", file, "--open"], { status: 3 }), /there already/);
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] ^= 1;
  const spoilt = join(folder, "spoilt.tar");
  writeFileSync(spoilt, bytes);
  for (const words of [["restore", "--check", spoilt], ["restore", spoilt]]) {
    assert.match(gishe({ data: join(folder, "never") }, words, { status: 1 }), /not what the manifest says/);
  }
  writeFileSync(spoilt, bytes.subarray(0, bytes.length / 3));
  gishe({ data: join(folder, "never-either") }, ["restore", "--check", spoilt], { status: 1 });
  assert.match(gishe(where, ["restore", file], { status: 3 }), /not empty/);
});
