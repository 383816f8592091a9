// She asks for a copy; the officer blackens her son's name, looks at the whole, releases; in no byte of it stands the name.
import assert from "node:assert/strict";
import test from "node:test";

import { Office, engines } from "./office.mjs";
import { wordsOfPdf } from "./records.mjs";
import { signedIn } from "./visitor.mjs";

for (const { engine, skip } of engines) {
  test(`a copy is blackened by a person (${engine})`, { skip }, async () => {
    const office = await Office.open(engine);
    try {
      const as = (email) => signedIn(office, email);
      const she = await as("my@lesichovo.example");
      const dpo = await as("dpo@lesichovo.example");
      const my = await she.get("/my");
      const file = /\/requests$/.test(my.forms.map((form) => form.action).join(" ")) ? my : await she.get(my.link(/^\/my\//));
      await she.submit(file, /\/requests$/, { kind: "copy", words: "Искам копие с Недоказан Иглин, моля." });
      const list = await dpo.get("/data-protection/requests");
      let one;
      for (const address of list.links.filter((link) => /requests\/[0-9a-f-]{36}$/.test(link))) {
        const page = await dpo.get(address);
        if (page.text.includes("Недоказан Иглин")) one = page;
      }
      assert.ok(one, "the request is in the list");
      let review = await dpo.submit(one, /\/copy$/, {});
      assert.equal(review.status, 200, review.text);
      assert.match(review.text, /Преглед на копието/);

      // Page by page: the line with the needle loses it, what was proposed is taken as proposed.
      const missing = [];
      for (let at = 0, done = false; !done; at += 40) {
        const page = await dpo.get(`${one.address}/copy?from=${at}`);
        for (const form of page.forms.filter((f) => /\/copy\/lines\/\d+$/.test(f.action))) {
          const position = form.action.split("/").pop();
          const section = page.body.slice(page.body.indexOf(`id="line-${position}"`)).split("</section>")[0];
          const action = new RegExp(`/copy/lines/${position}$`);
          if (section.includes("Недоказан Иглин")) {
            const wrong = await dpo.submit(page, action, { choice: "parts", parts: "Няма Такъв", ground: "third_party" });
            assert.equal(wrong.status, 422);
            assert.match(wrong.text, /Тези думи не стоят в реда: Няма Такъв/);
            const right = await dpo.submit(page, action, { choice: "parts", parts: "недоказан иглин", ground: "third_party" });
            assert.match(right.text, /Ще се чете: .*▇▇▇ \[данни за друго лице\]/);
            missing.push(position);
          } else if (/Чака решение/.test(section)) {
            await dpo.submit(page, action, {});
          }
        }
        done = !page.links.some((link) => link.includes(`from=${at + 40}`));
      }
      assert.ok(missing.length > 0, "the needle stood in a line");
      const finished = await dpo.get(`${one.address}/copy/finished`);
      assert.doesNotMatch(finished.text, /Недоказан|Иглин/);
      const released = await dpo.submit(finished, /\/copy\/release$/, {});
      assert.match(released.text, /Отговорено/);

      const paper = await she.get(`${file.address}/requests/${one.address.split("/").pop()}/copy.pdf`);
      const printed = wordsOfPdf(paper.bytes);
      assert.match(printed, /▇▇▇/);
      assert.doesNotMatch(printed, /Недоказан|Иглин/);
      const machine = await she.get(`${file.address}/requests/${one.address.split("/").pop()}/copy.json`);
      assert.match(machine.body, /▇▇▇ \[данни за друго лице\]/);
      assert.doesNotMatch(machine.body, /Недоказан|Иглин/);
      assert.match(office.run(["ledger", "verify"]), /good/);
    } finally {
      await office.stop();
    }
  });
}
