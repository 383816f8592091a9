// The directory's editor says what a term of somebody else's taxonomy means here; the imported entries follow, and nobody
// else may say it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";

const lonely = "01980000-0000-7000-8000-00000000d202";  // of demo/imported_services.json, on two entries

for (const { engine, skip } of engines) {
  describe(`foreign terms on ${engine}`, { skip }, () => {
    let office, editor;
    before(async () => {
      office = await Office.open(engine);
      editor = new Visitor(office.address);
      await editor.signIn("editor@lesichovo.example", demoPassword);
    });
    after(async () => {
      editor?.close();
      await office?.stop();
    });
    const say = async (page, fields) => {
      const form = page.forms.find((one) => one.fields.some(([name, value]) => name === "term" && value === lonely));
      const body = new URLSearchParams({ ...Object.fromEntries(form.fields), ...fields }).toString();
      return editor.send("POST", "/editor/taxonomies", {
        headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: office.address, "Sec-Fetch-Site": "same-origin" }, body });
    };
    const isFor = (groups) => ask(office.where, `SELECT count(*) FROM service WHERE name = 'Топъл обяд вкъщи' AND target_groups = '${groups}'`)[0][0] === "1";

    test("a term gets a meaning, the entries follow, and it is changed again", async () => {
      const first = await editor.get("/editor/taxonomies");
      assert.ok(first.text.indexOf("Самотни възрастни") < first.text.indexOf("Помощ в домакинството"), "most used first");
      assert.match(first.text, /2 записа/);
      assert.equal((await say(first, { meaning: "bg_target_group:older_person" })).status, 303);
      assert.ok(isFor("older_person"));
      assert.equal((await say(first, { meaning: "bg_need:loneliness", form_key: "" })).status, 409, "from an old page");
      const open = await editor.get("/editor/taxonomies?only=open");
      assert.doesNotMatch(open.text, /Самотни възрастни/);
      const again = await editor.get("/editor/taxonomies");
      assert.equal((await say(again, { meaning: "bg_need:nonsense" })).status, 422);
      assert.equal((await say(await editor.get("/editor/taxonomies"), { meaning: "nothing" })).status, 303);
      assert.ok(isFor(""));
    });

    test("an officer may not", async () => {
      const officer = new Visitor(office.address);
      await officer.signIn("officer@lesichovo.example", demoPassword);
      assert.equal((await officer.get("/editor/taxonomies")).status, 403);
      officer.close();
    });
  });
}
