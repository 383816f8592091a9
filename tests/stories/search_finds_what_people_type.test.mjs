// A resident types as people type and the directory understands; the editor teaches it a word.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { Visitor } from "./visitor.mjs";

for (const { engine, skip } of engines) {
  describe(`search on ${engine}`, { skip }, () => {
    let office, visitor;
    before(async () => {
      office = await Office.open(engine);
      visitor = new Visitor(office.address);
    });
    after(async () => {
      visitor?.close();
      await office?.stop();
    });
    const search = async (words, more = "") => {
      const answer = await visitor.get(`/api/v1/services/search?q=${encodeURIComponent(words)}${more}`);
      assert.equal(answer.status, 200);
      return answer.json;
    };
    const names = (found) => found.items.map(({ service }) => service.name);

    test("a plain sentence, Latin letters and wrong letters find the same help", async () => {
      for (const words of ["баща ми получи инсулт, не може сам", "li4en asistent", "асистенска потдкрепа", "home care"]) {
        const found = await search(words, "&near=PAZ14");
        assert.ok(names(found).slice(0, 3).includes("Асистентска подкрепа – Лесичово"), `${words}: ${names(found).slice(0, 3)}`);
        assert.ok(found.items[0].why.length > 0, words);
      }
    });

    test("says what it read, what it could not read, how far, and how many of each kind", async () => {
      const found = await search("рехабелитация къркорене", "&from=43369");
      assert.equal(found.did_you_mean, "рехабилитация къркорене");
      assert.deepEqual(found.unread, ["къркорене"]);
      assert.ok(found.items[0].travel.minutes > 0);
      assert.ok(found.facets.types.some(({ code }) => code === "therapy_rehabilitation"));
    });

    test("a shelter has no way there", async () => {
      const { items } = await search("подслон насилие", "&from=56277");
      const shelter = items.find(({ service }) => service.restricted_place);
      assert.equal(shelter.travel, null);
      assert.ok(!shelter.why.some(({ kind }) => kind === "near_you"));
      assert.equal(shelter.service.address, null);
    });

    test("bad values are named, odd ones harmless", async () => {
      const refused = await visitor.get("/api/v1/services/search?q=x&age=abc&from=1");
      assert.equal(refused.status, 422);
      for (const words of ["%00", "'; DROP TABLE service; --", "*".repeat(3000), "\u202e", "(((", "😀"]) {
        assert.equal((await visitor.get(`/api/v1/services/search?q=${encodeURIComponent(words)}`)).status < 500, true, words);
      }
    });

    test("suggests while one types", async () => {
      const { json } = await visitor.get(`/api/v1/services/suggestions?q=${encodeURIComponent("дневна гр")}`);
      assert.equal(json.items[0].text, "Дневна грижа");
    });

    test("the editor teaches a word, changes it and takes it away", async () => {
      assert.equal((await search("бабагледачка")).total, 0);
      const editor = new Visitor(office.address);
      await editor.signIn("editor@lesichovo.example", demoPassword);
      const send = async (fields) => {
        const page = await editor.get("/editor/search-words");
        const form = page.forms.find((one) => one.fields.some(([name]) => name === "csrf"));
        const keys = Object.fromEntries(form.fields.filter(([name]) => ["csrf", "form_key"].includes(name)));
        const body = new URLSearchParams({ ...keys, ...fields }).toString();
        return editor.send("POST", "/editor/search-words", {
          headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: office.address, "Sec-Fetch-Site": "same-origin" }, body });
      };
      assert.equal((await send({ words: "бабагледачка", meaning: "type:assistant_support", other_words: "" })).status, 303);
      assert.ok((await search("бабагледачката")).total > 5);
      assert.equal((await send({ words: "бабагледачка", meaning: "type:assistant_support", other_words: "" })).status, 409);
      assert.equal((await send({ words: "", meaning: "type:nonsense", other_words: "" })).status, 422);
      assert.equal((await send({ old_words: "бабагледачка", old_meaning: "type:assistant_support", old_other_words: "",
        words: "бабагледачка", meaning: "need:heating", other_words: "" })).status, 303);
      assert.equal((await search("бабагледачка")).items[0].service.needs.includes("heating"), true);
      assert.equal((await send({ old_words: "бабагледачка", old_meaning: "need:heating", old_other_words: "", step: "remove" })).status, 303);
      assert.equal((await search("бабагледачка")).total, 0);
      editor.close();
    });
  });
}
