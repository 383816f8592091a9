import assert from "node:assert/strict";
import { test } from "node:test";

import { engines, freePort, gishe, Office, freshDemo, sleep } from "../stories/office.mjs";
import { compare, contentOf, newWriters, unlimited } from "./writers.mjs";

const kills = Number(process.env.GISHE_KILLS ?? 10);
const clients = 4;

for (const { engine, skip } of engines) {
  test(`${kills} kills in the middle of writing lose nothing acknowledged and double nothing (${engine})`, { skip, timeout: kills * 20_000 + 120_000 }, async () => {
    const where = freshDemo(engine);
    const port = await freePort();
    const writers = newWriters(where, clients);
    const before = contentOf(where);
    const started = performance.now();
    const ready = [];
    const open = async () => {
      const office = await Office.open(engine, { where, port, words: unlimited });
      ready.push(office.readyAfter);
      return office;
    };
    let office = await open();
    for (let n = 1; n <= kills; ++n) {
      const running = Promise.all(writers.map((writer) => writer.run(office.address)));
      await sleep(30 + Math.random() * 250);
      await office.kill();
      await running;
      if (n % 10 === 0) await Office.startAndKill(where, port, Math.random() * 300); // and again, while it recovers
      office = await open();
      const missing = (await Promise.all(writers.map((writer) => writer.check(office.address)))).flat();
      assert.deepEqual(missing, [], `after kill ${n}`);
      if (n % 50 === 0) console.log(`${engine}: ${n} kills, ${writers.flatMap((w) => w.acknowledged).length} acknowledged`);
    }
    await office.kill();
    const seconds = (performance.now() - started) / 1000;

    const verdict = gishe(where, ["ledger", "verify"]).match(/good: rows \d+/)?.[0];
    const { acknowledged, lost, doubled } = compare(before, contentOf(where), writers);
    const unanswered = writers.reduce((sum, writer) => sum + writer.unanswered, 0);
    const median = ready.sort((a, b) => a - b)[ready.length >> 1];
    console.log(`${engine}: ${kills} kills in ${seconds.toFixed(0)} s, ${acknowledged} acknowledged writes, ${unanswered} without an answer and sent again, ` +
      `lost ${lost.length}, doubled ${doubled.length}, ready again after ${median.toFixed(0)} ms (median); ledger ${verdict}`);
    assert.ok(verdict, "gishe ledger verify did not say good");
    assert.deepEqual({ lost, doubled }, { lost: [], doubled: [] });
    assert.ok(acknowledged >= kills, `only ${acknowledged} writes were acknowledged in ${kills} rounds`);
    assert.ok(unanswered > 0, "no write was under way when the server was killed");
  });
}
