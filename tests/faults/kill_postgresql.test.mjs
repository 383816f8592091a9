import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

import { engines, freshDemo, gishe, Office, sleep } from "../stories/office.mjs";
import { OwnPostgres } from "./own_postgres.mjs";
import { compare, contentOf, newWriters, unlimited } from "./writers.mjs";

const kills = Math.max(3, Math.ceil(Number(process.env.GISHE_KILLS ?? 10) / 15));
const { skip } = engines.find(({ engine }) => engine === "postgresql");

test(`${kills} immediate shutdowns of PostgreSQL under a running server: refusals in words, nothing lost, no restart of gishe`, { skip, timeout: 300_000 + kills * 30_000 }, async () => {
  const postgres = await OwnPostgres.open();
  try {
    const model = freshDemo("postgresql");
    const copied = spawnSync("bash", ["-c", 'set -o pipefail; pg_dump -Fp "$0" | psql -Xq -v ON_ERROR_STOP=1 -d "$1"', model.url, postgres.url], { encoding: "utf8" });
    assert.equal(copied.status, 0, copied.stderr);
    const where = { data: model.data, url: postgres.url };
    const writers = newWriters(where, 4);
    const before = contentOf(where);
    const office = await Office.open("postgresql", { where, words: unlimited });
    const running = Promise.all(writers.map((writer) => writer.run(office.address, { patient: true })));
    let longest = 0;
    for (let n = 1; n <= kills; ++n) {
      await sleep(200 + Math.random() * 400);
      postgres.stop("immediate");
      await sleep(100);
      postgres.start();
      const started = performance.now();
      const done = writers.map((writer) => writer.acknowledged.length);
      while (writers.some((writer, i) => writer.acknowledged.length < done[i] + 2)) {
        assert.ok(performance.now() - started < 20_000, `after shutdown ${n} writing did not begin again\n${office.log.slice(-800)}`);
        await sleep(20);
      }
      longest = Math.max(longest, performance.now() - started);
    }
    for (const writer of writers) writer.stopped = true;
    await running;
    assert.deepEqual((await Promise.all(writers.map((writer) => writer.check(office.address)))).flat(), []);
    assert.equal((await office.stop()).code, 0);
    const refusals = writers.flatMap((writer) => writer.refusedForNow);
    for (const refusal of refusals) assert.ok(refusal.json.title, `a refusal without words: ${refusal.body}`);
    const { acknowledged, lost, doubled } = compare(before, contentOf(where), writers);
    console.log(`postgresql shut down ${kills} times: ${acknowledged} acknowledged, ${refusals.length} refused for now, lost ${lost.length}, doubled ${doubled.length}, writing again at most ${longest.toFixed(0)} ms after it was back`);
    assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] });
    gishe(where, ["ledger", "verify"]);
  } finally {
    postgres.close();
  }
});
