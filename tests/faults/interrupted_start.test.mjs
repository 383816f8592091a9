// Killed while the schema or the demo zone is being made, and a database that is too new: what the next start says.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { test } from "node:test";

import { binary, engines, freshDemo, freshEmpty, Office, sleep, whereArguments } from "../stories/office.mjs";
import { sql } from "./writers.mjs";

const kills = Number(process.env.GISHE_KILLS ?? 10);

async function killed(words, where, milliseconds) {
  const child = spawn(binary, [...words, ...whereArguments(where)], { stdio: "ignore" });
  const gone = new Promise((ended) => child.once("exit", ended));
  await sleep(milliseconds);
  child.kill("SIGKILL");
  await gone;
}

for (const { engine, skip } of engines) {
  test(`killed while the schema or the demo zone is made: it opens, or says what to do (${engine})`, { skip, timeout: kills * 20_000 + 60_000 }, async () => {
    let opened = 0, told = 0;
    for (let n = 0; n < Math.min(kills, 30); ++n) {
      const where = freshEmpty(engine);
      await killed(["demo"], where, 10 + (n * 2000) / kills * Math.random());
      const verify = () => spawnSync(binary, ["ledger", "verify", ...whereArguments(where)], { encoding: "utf8" });
      const half = verify();
      if (half.status !== 0) assert.match(half.stderr, /has not run; gishe serve brings it up to date/, `after a kill in gishe demo: ${half.stdout}${half.stderr}`);
      const office = await Office.open(engine, { where });
      opened += 1;
      await office.stop();
      const whole = verify();
      assert.equal(whole.status, 0, `after a kill in gishe demo and a start: ${whole.stdout}${whole.stderr}`);
      const again = spawn(binary, ["demo", ...whereArguments(where)], { stdio: ["ignore", "pipe", "pipe"] });
      let said = "";
      for (const stream of [again.stdout, again.stderr]) stream.on("data", (bytes) => { said += bytes; });
      const ended = new Promise((done) => again.once("exit", done));
      // Made anew where nobody had an account yet (that it works is enough), refused in words where somebody had.
      const code = await Promise.race([ended, sleep(1500).then(() => "working")]);
      if (code === "working") {
        again.kill("SIGKILL");
        await ended;
      } else if (code !== 0) {
        assert.match(said, /already has accounts; the demo needs an empty one/);
        told += 1;
      }
    }
    console.log(`${engine}: ${Math.min(kills, 30)} kills while making the zone: opened ${opened}, and ${told} told to take an empty place for the zone`);
  });

  test(`a database of a newer Gishe is refused in words and left alone (${engine})`, { skip, timeout: 300_000 }, async () => {
    const where = freshDemo(engine);
    sql(where, "INSERT INTO schema_version (name, digest, applied_at) VALUES ('2999-01-01_01_later.sql', 'x', 0)");
    for (const words of [["serve", "--listen", "127.0.0.1:0"], ["ledger", "verify"], ["doctor"], ["user", "list"]]) {
      const done = spawnSync(binary, [...words, ...whereArguments(where)], { encoding: "utf8", timeout: 30_000 });
      assert.equal(done.status, 1, `gishe ${words.join(" ")}: ${done.status} ${done.stdout}${done.stderr}`);
      assert.match(done.stderr, /newer Gishe.*2999-01-01_01_later.*start that version/s);
    }
  });
}
