// A mother asks from home; the data protection officer begins, takes more time, answers; she reads it.
import assert from "node:assert/strict";
import test from "node:test";

import { Office, engines } from "./office.mjs";
import { signedIn } from "./visitor.mjs";

for (const { engine, skip } of engines) {
  test(`a person asks about her own file (${engine})`, { skip }, async () => {
    const office = await Office.open(engine);
    try {
      const as = (email) => signedIn(office, email);
      const she = await as("my@lesichovo.example");
      const dpo = await as("dpo@lesichovo.example");
      const my = await she.get("/my");
      const file = /\/requests$/.test(my.forms.map((form) => form.action).join(" ")) ? my : await she.get(my.link(/^\/my\//));
      const empty = await she.submit(file, /\/requests$/, { kind: "erasure", words: "" });
      assert.equal(empty.status, 422);
      const sent = await she.submit(file, /\/requests$/, { kind: "copy", words: "Искам копие, моля." });
      assert.match(sent.text, /Искането е прието/);
      assert.match(sent.text, /Копие на данните Получено/);

      const list = await dpo.get("/data-protection/requests");
      assert.match(list.text, /Копие на данните/);
      let one;
      for (const address of list.links.filter((link) => /requests\/[0-9a-f-]{36}$/.test(link))) {
        const page = await dpo.get(address);
        if (page.text.includes("Искам копие, моля.")) one = page;
      }
      assert.ok(one, "the request is in the list");
      one = await dpo.submit(one, /\/step$/, { step: "review" });
      assert.match(one.text, /Разглежда се/);
      const noReason = await dpo.submit(one, /\/step$/, { step: "extend", words: "" });
      assert.equal(noReason.status, 422);
      one = await dpo.submit(one, /\/step$/, { step: "extend", words: "Част от документите са на хартия." });
      assert.match(one.text, /Удължен срок/);
      one = await dpo.submit(one, /\/step$/, { step: "answer", words: "Копието е на гишето на Ваше име." });
      assert.match(one.text, /Отговорено/);
      assert.match((await she.get(file.address)).text, /Копието е на гишето на Ваше име\./);
      for (const email of ["officer@lesichovo.example", "supervisor@lesichovo.example"]) {
        assert.equal((await (await as(email)).get(one.address)).status, 403, email);
      }
      assert.match(office.run(["ledger", "verify"]), /good/);
    } finally {
      await office.stop();
    }
  });
}
