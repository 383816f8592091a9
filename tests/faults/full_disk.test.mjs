import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { freshDemo, gishe, Office } from "../stories/office.mjs";
import { Visitor } from "../stories/visitor.mjs";
import { unlimited, Writers } from "./writers.mjs";

const mount = mkdtempSync(join(tmpdir(), "gishe-small-disk-"));
const mounted = process.getuid() === 0 && spawnSync("mount", ["-t", "tmpfs", "-o", "size=160m", "tmpfs", mount]).status === 0;
process.on("exit", () => {
  if (mounted) spawnSync("umount", ["-l", mount]);
  rmSync(mount, { recursive: true, force: true });
});

test("a full disk refuses writing clearly, goes on reading, and loses nothing acknowledged (sqlite)",
  { skip: mounted ? false : "NOT RUN: a small file system cannot be mounted here (needs root)", timeout: 180_000 }, async () => {
    const where = { data: join(mount, "data") };
    cpSync(freshDemo("sqlite").data, where.data, { recursive: true });
    const token = gishe(where, ["token", "officer@lesichovo.example"]).trim().split(/\s+/).at(-1);
    const office = await Office.open("sqlite", { where, words: unlimited });
    const { bavail, bsize } = statfsSync(mount);
    writeFileSync(join(mount, "ballast"), Buffer.alloc(Math.max(0, bavail * bsize - (512 << 10)), 1));

    const visitor = new Visitor(office.address, { token });
    const writers = new Writers(token);
    let refused;
    for (let n = 0; n < 20_000 && !refused; ++n) {
      const write = { key: `full-${n}-${Math.random()}-0123456789`, name: `Пълнодисков${"абвгдежзик"[n % 10]}${"абвгдежзик"[Math.floor(n / 10) % 10]}${"абвгдежзик"[Math.floor(n / 100) % 10]}${"абвгдежзик"[Math.floor(n / 1000) % 10]}` };
      const answer = await visitor.api("POST", "/api/v1/people", writers.body(write), { key: write.key });
      if ([200, 201].includes(answer.status)) writers.written.push({ ...write, id: answer.json.id });
      else refused = answer;
    }
    assert.ok(refused, "the disk never ran full");
    assert.ok([503, 507].includes(refused.status), `${refused.status} ${refused.body.slice(0, 300)}`);
    assert.equal((await visitor.api("POST", "/api/v1/people/search", { query: "Иванов" })).status < 500, true, "reading stopped");
    rmSync(join(mount, "ballast"));
    await office.stop();

    const again = await Office.open("sqlite", { where, words: unlimited });
    assert.deepEqual(await writers.check(again.address), []);
    await again.stop();
    gishe(where, ["ledger", "verify"]);
  });
