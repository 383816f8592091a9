// The office kept its people in a spreadsheet. The supervisor brings it: columns, faults, who is alike; then they are registered, and gone again.
import assert from "node:assert/strict";
import test from "node:test";

import { engines, Office } from "./office.mjs";
import { signedIn } from "./visitor.mjs";
import { officer, supervisor } from "./zone.mjs";

const table = [
  "Име;Фамилия;Пол;Роден на;Град;Бележка",
  "Ралица;Двойнева;ж;12.01.1948;с. Калугерово;x",
  "Гроздан;Щърбев;м;31.02.1950;с. Калугерово;x",
  "Цветко;Жабаджиев;м;03.04.1961;Никъдето;x",
  "=Хрисант;Ухчиев;м;05.06.1955;;x",
].join("\r\n");

for (const { engine, skip } of engines) {
  test(`people come from a table, and go again (${engine})`, { skip, timeout: 200_000 }, async () => {
    const office = await Office.open(engine);
    try {
      const as = (email) => signedIn(office, email);
      const she = await as(supervisor);
      const send = async (bytes) => she.submitFiles(await she.get("/imports"), "/imports", [["table", "people.csv", bytes]]);
      const none = await send("");
      assert.equal(none.status, 422);
      const draft = await send(table);
      assert.match(draft.address, /^\/imports\/[0-9a-f-]{36}$/, draft.text.slice(0, 600));
      assert.match(draft.text, /с грешки: 3/);
      assert.match(draft.text, /Населено място: /);
      assert.equal((await (await as(officer)).get(draft.address)).status, 403);
      const twice = await she.submit(draft, /\/columns$/, { column_5: "given_name" });
      assert.equal(twice.status, 422);
      const done = await she.submit(await she.get(draft.address), /\/confirmation$/);
      assert.match(done.text, /Записани 1/);
      assert.match(done.text, /Останали вън 3/);
      const leftOut = await she.get(`${draft.address}/left-out.csv`);
      assert.ok(leftOut.body.includes(`"'=Хрисант"`), "no formula leaves the house");
      const find = async () => she.submit(await she.get("/people"), "/people/search", { query: "Двойнева" });
      assert.match((await find()).text, /Ралица Двойнева/);
      const again = await send(table);
      assert.match(again.text, /Това е друг човек: нов/);
      const kept = await she.submit(again, /\/alike$/, { new: "1" });
      assert.equal(kept.address, `${again.address}?from=1`);
      await she.submit(kept, /\/alike$/, { new: [] });
      const second = await she.submit(await she.get(again.address), /\/confirmation$/, { new: "1" });
      assert.match(second.text, /Записани 1/, "what was ticked before the button goes along");
      assert.match((await she.submit(second, /\/undo$/)).text, /Върнати 1/);
      const undone = await she.submit(await she.get(draft.address), /\/undo$/);
      assert.match(undone.text, /Върнати 1/);
      assert.doesNotMatch((await find()).text, /Ралица Двойнева/);

      const row = Buffer.concat([Buffer.from(";;"), Buffer.alloc(5_235, 0xe0), Buffer.from("\n")]);  // windows-1251: twice as long as the house keeps it
      const long = await send(Buffer.concat([Buffer.from("given name;family name;notes\n"), ...Array(1000).fill(row)]));
      const rest = await she.submit(long, /\/confirmation$/);
      assert.match(rest.text, /Останали вън 1000/);
      assert.match(rest.text, /твърде дълги и не се пазят като таблица/);
      assert.match(office.run(["ledger", "verify"]), /good/);
    } finally {
      await office.stop();
    }
  });
}
