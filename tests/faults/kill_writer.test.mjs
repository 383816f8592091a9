import assert from "node:assert/strict";
import { test } from "node:test";

import { engines, freePort, gishe, Office, freshDemo, sleep } from "../stories/office.mjs";
import { unlimited, Writers } from "./writers.mjs";

const kills = Number(process.env.GISHE_KILLS ?? 10);
const clients = 4;

for (const { engine, skip } of engines) {
  test(`${kills} kills in the middle of writing lose nothing acknowledged and double nothing (${engine})`, { skip, timeout: kills * 20_000 + 60_000 }, async () => {
    const where = freshDemo(engine);
    const token = gishe(where, ["token", "officer@lesichovo.example"]).trim().split(/\s+/).at(-1);
    const port = await freePort();
    let acknowledged = 0, unanswered = 0;
    for (let n = 0; n < kills; ++n) {
      let office = await Office.open(engine, { where, port, words: unlimited });
      const writers = Array.from({ length: clients }, () => new Writers(token));
      const running = writers.map((writer) => writer.run(office.address));
      await sleep(50 + Math.random() * 400);
      await office.kill();
      await Promise.all(running);
      acknowledged += writers.flatMap((writer) => writer.written).filter((write) => write.id).length;
      unanswered += writers.flatMap((writer) => writer.written).filter((write) => !write.id).length;

      office = await Office.open(engine, { where, port, words: unlimited });
      const faults = (await Promise.all(writers.map((writer) => writer.check(office.address)))).flat();
      await office.kill();
      assert.deepEqual(faults, [], `after kill ${n + 1}`);
    }
    const verdict = gishe(where, ["ledger", "verify"]);
    assert.ok(acknowledged >= kills, `only ${acknowledged} writes were acknowledged in ${kills} rounds`);
    console.log(`${engine}: ${kills} kills, ${acknowledged} acknowledged writes, ${unanswered} without an answer; ${verdict.trim().split("\n").at(-1)}`);
  });
}
