import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, cpSync, existsSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { demoPassword, freshDemo, gishe, Office, sleep } from "../stories/office.mjs";
import { Visitor } from "../stories/visitor.mjs";
import { officer } from "../stories/zone.mjs";
import { compare, contentOf, newWriters, unlimited } from "./writers.mjs";

const mount = mkdtempSync(join(tmpdir(), "gishe-small-disk-"));
const mounted = process.getuid() === 0 && spawnSync("mount", ["-t", "tmpfs", "-o", "size=480m", "tmpfs", mount]).status === 0;
process.on("exit", () => {
  if (mounted) spawnSync("umount", ["-l", mount]);
  rmSync(mount, { recursive: true, force: true });
});
const ballast = join(mount, "ballast");
const reserve = join(mount, "data", "gishe.reserve");

/** Writes until not one byte more goes in. */
function fill() {
  const file = openSync(ballast, "a");
  for (let size = 1 << 20; size > 0; size >>= 1) {
    try {
      for (let n = 0; n < 10_000; ++n) writeSync(file, Buffer.alloc(size, 1));
    } catch (full) {
      if (full.code !== "ENOSPC") throw full;
    }
  }
  fsyncSync(file);
  closeSync(file);
}

test("a full disk refuses writing in words, goes on reading, loses nothing, and recovers by itself (sqlite)",
  { skip: mounted ? false : "NOT RUN: a small file system cannot be mounted here (needs root)", timeout: 240_000 }, async () => {
    const where = { data: join(mount, "data") };
    cpSync(freshDemo("sqlite").data, where.data, { recursive: true });
    const writers = newWriters(where, 4);
    const before = contentOf(where);
    const office = await Office.open("sqlite", { where, words: unlimited });
    const reader = new Visitor(office.address);
    await reader.signIn(officer, demoPassword);

    const running = Promise.all(writers.map((writer) => writer.run(office.address, { patient: true })));
    for (let round = 1; round <= 3; ++round) {
      fill();
      // The reserve goes first, so that what is under way can end; then that is full as well.
      const seen = writers.map((writer) => writer.refusedForNow.length);
      for (let n = 0; n < 200 && writers.some((writer, i) => writer.refusedForNow.length < seen[i] + 3); ++n) {
        await sleep(50);
        fill();
      }
      assert.ok(!existsSync(reserve), "the reserve was not given free");
      assert.equal((await new Visitor(office.address).get("/healthz")).status < 600, true);
      assert.equal((await new Visitor(office.address).get("/services")).status, 200, "reading stopped");
      const page = await reader.get("/people");
      const refused = await reader.submit(page, "/people/search", { query: "Иванов" });
      assert.ok([200, 503, 507].includes(refused.status), `a search on a full disk: ${refused.status}`);

      rmSync(ballast);
      const done = writers.map((writer) => writer.acknowledged.length);
      for (let n = 0; n < 200 && writers.some((writer, i) => writer.acknowledged.length < done[i] + 2); ++n) await sleep(50);
      assert.ok(writers.every((writer, i) => writer.acknowledged.length >= done[i] + 2), `round ${round}: writing did not begin again by itself\n${office.log.slice(-800)}`);
    }
    for (const writer of writers) writer.stopped = true;
    await running;
    const refusals = writers.flatMap((writer) => writer.refusedForNow);
    assert.ok(refusals.length >= 12, `only ${refusals.length} refusals: the disk was never really full`);
    for (const refusal of refusals) {
      assert.match(refusal.headers["content-type"], /application\/problem\+json/);
      assert.ok(refusal.json.detail || refusal.json.title, `a refusal without words: ${refusal.body}`);
    }
    assert.deepEqual((await Promise.all(writers.map((writer) => writer.check(office.address)))).flat(), []);
    for (let n = 0; n < 100 && !existsSync(reserve); ++n) await sleep(100);
    assert.ok(existsSync(reserve), "the reserve did not come back");
    assert.equal((await office.stop()).code, 0);

    const { acknowledged, lost, doubled } = compare(before, contentOf(where), writers);
    const by = (status) => refusals.filter((refusal) => refusal.status === status).length;
    console.log(`full disk, 3 times: ${acknowledged} acknowledged, refused ${by(507)} with 507 and ${by(503)} with 503, lost ${lost.length}, doubled ${doubled.length}`);
    assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] });
    gishe(where, ["ledger", "verify"]);
  });
