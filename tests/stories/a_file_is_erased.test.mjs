// A file whose time is over is held, released and erased; nothing of it is left, and no older backup brings it back.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

import { Office, engines, gishe } from "./office.mjs";
import { signedIn } from "./visitor.mjs";

const needle = "Забравенски";

for (const { engine, skip } of engines) {
  test(`a file is erased and stays erased (${engine})`, { skip, timeout: 280_000 }, async () => {
    const office = await Office.open(engine);
    const folder = mkdtempSync(join(tmpdir(), "gishe-erased-"));
    try {
      const as = (email) => signedIn(office, email);
      const dpo = await as("dpo@lesichovo.example");
      const early = join(folder, "early.tar");
      office.run(["backup", early, "--open"]);
      assert.ok(readFileSync(early).includes(needle), "the needle is there before");

      const list = await dpo.get("/retention");
      assert.doesNotMatch(list.text, new RegExp(needle), "no names in the list");
      let file;
      for (const address of list.links.filter((link) => /^\/retention\/[0-9a-f-]{36}$/.test(link))) {
        const one = await dpo.get(address);
        if (one.text.includes(needle)) file = one;
      }
      assert.ok(file, "the file is in the list");
      const unread = await dpo.submit(file, /\/erasure$/, {});
      assert.equal(unread.status, 422);
      const held = await dpo.submit(file, /\/hold$/, { reason: "court", words: "Дело 12/2026 на районния съд" });
      assert.match(held.text, /Задържано/);
      assert.ok(!held.forms.some((form) => /\/erasure$/.test(form.action)), "a held file cannot be erased");
      const released = await dpo.submit(held, /\/release$/, { words: "Делото приключи." });
      const gone = await dpo.submit(released, /\/erasure$/, { looked_at: "yes" });
      assert.match(gone.text, /Данните са изтрити/);
      assert.equal((await dpo.get(file.address)).status, 404);
      for (const email of ["officer@lesichovo.example", "mayor@lesichovo.example"]) {
        assert.equal((await (await as(email)).get("/retention")).status, 403, email);
      }

      const late = join(folder, "late.tar");
      office.run(["backup", late, "--open"]);
      const beside = readFileSync(join(folder, "erased.list"), "utf8");
      assert.match(beside, /^PAZ14 [0-9a-f-]{36} \d{4}-\d\d-\d\d$/m);
      assert.doesNotMatch(beside, new RegExp(needle));
      assert.match(office.run(["ledger", "verify"]), /good/);
      if (engine === "sqlite") {
        const back = join(folder, "back");
        const said = gishe({ data: back }, ["restore", early]);
        assert.match(said, /erased again/);
        assert.match(said, /good/);
        for (const name of ["gishe.db", "gishe.db-wal"]) {
          const path = join(back, name);
          if (existsSync(path)) assert.ok(!readFileSync(path).includes(needle), `${needle} in ${name}`);
        }
      } else {
        assert.ok(!readFileSync(late).includes(needle), "a copy made after holds nothing of it");
      }
    } finally {
      await office.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
