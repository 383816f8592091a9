// The administrator gives the list of papers the town's own words; the officer's next letter says them; then back again.
import assert from "node:assert/strict";
import test from "node:test";

import { Office, engines } from "./office.mjs";
import { ask, wordsOfPdf } from "./records.mjs";
import { signedIn } from "./visitor.mjs";

const textOf = (pdf) => wordsOfPdf(pdf).replace(/\s+/g, " ");

for (const { engine, skip } of engines) {
  test(`a letter in the town's words (${engine})`, { skip }, async () => {
    const office = await Office.open(engine);
    try {
      const as = (email) => signedIn(office, email);
      const admin = await as("admin@lesichovo.example");
      const officer = await as("officer@lesichovo.example");
      const [[id, number]] = ask(office.where, "SELECT a.id, a.number FROM application a JOIN application_paper p ON p.municipality = a.municipality AND p.application_id = a.id WHERE a.municipality = 'PAZ14' AND a.sensitivity < 3 ORDER BY a.id LIMIT 1");
      const printed = async () => textOf((await officer.get(`/desk/applications/${id}/missing-papers.pdf`)).bytes);
      const before = await printed();

      assert.match((await admin.get("/letters")).text, /Списък на документите/);
      const address = "/letters/missing_papers/bg";
      let page = await admin.get(address);
      assert.match(page.text, /\{number\}/);
      const own = /missing_papers\/bg$/;
      const wrong = await admin.submit(page, own, { words: "За {person} до {day}." });
      assert.equal(wrong.status, 422);
      assert.match(wrong.text, /Това писмо не познава \{person\}/);
      assert.match(wrong.body, /За \{person\} до \{day\}\./, "what was typed stays");
      const preview = await admin.submit(page, /\/preview$/, { words: "Съседи, за {number} донесете до {day}." });
      assert.match(textOf(preview.bytes), /Съседи, за ОБЩ00-00-000000 донесете/);
      assert.equal(await printed(), before, "a preview changes nothing");

      const older = await admin.get(address);
      const saved = await admin.submit(page, own, { words: "Съседи, за {number} донесете до {day}." });
      assert.match(saved.text, /собствен текст|Нов текст/);
      assert.match(await printed(), new RegExp(`Съседи, за ${number} донесете до`));
      const stale = await admin.submit(older, own, { words: "Друго." });
      assert.equal(stale.status, 409, "somebody was faster");
      page = await admin.submit(await admin.get(address), /\/house$/, {});
      assert.match(page.text, /Върнат общият текст/);
      assert.equal(await printed(), before);
      assert.equal((await officer.get("/letters")).status, 403);
      assert.equal((await admin.get("/letters/nothing/bg")).status, 404);
    } finally {
      await office.stop();
    }
  });
}
