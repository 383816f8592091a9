// The desk opens access after it has seen her papers; she reads her own file and her child's, and nobody else's.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";

import { axe, openBrowser, openWindow, shot, signIn } from "./browser.mjs";
import { Office, demoPassword, engines } from "./office.mjs";
import { Visitor, choicesOf } from "./visitor.mjs";

const password = "kalugerovo-krai-rekata-26";
function linkIn(pdf) {
  const words = execFileSync("pdftotext", ["-raw", "-", "-"], { input: pdf, encoding: "utf8" });
  const link = words.replace(/\s+/g, "").match(/\/welcome\/[\w-]{43}/);
  assert.ok(link, words);
  return link[0];
}

async function register(officer, fields) {
  const made = await officer.submit(await officer.get("/people/new"), "/people", { settlement: "", ...fields, identifier_kind: "none", duplicates_seen: "1" });
  assert.match(made.address, /^\/people\/[0-9a-f-]{36}/, made.text.slice(0, 600));
  return made.address.match(/[0-9a-f-]{36}/)[0];
}

for (const { engine, skip } of engines) {
  test(`a person sees her own file (${engine})`, { skip }, async () => {
    const office = await Office.open(engine);
    try {
      const officer = new Visitor(office.address);
      await officer.signIn("officer@lesichovo.example", demoPassword);
      const mother = await register(officer, { given_name: "Деница", family_name: "Пробова", sex: "f", born_on: "03.06.1990" });
      const child = await register(officer, { given_name: "Явор", family_name: "Пробов", sex: "m", born_on: "12.05.2018" });
      const stranger = await register(officer, { given_name: "Стамен", family_name: "Чуждев", sex: "m", born_on: "01.02.1960" });

      // The desk: papers seen, letter printed.
      const page = await officer.get((await officer.get(`/people/${mother}`)).link(/own-access$/));
      const letter = await officer.submit(page, /own-access$/, { holder: "self", identity_check: "identity_card", email: "denitsa@example.org" });
      assert.equal(letter.headers["content-type"], "application/pdf", letter.text?.slice(0, 600));
      const firstLink = linkIn(letter.bytes);
      const again = await officer.submit(page, /own-access$/, { holder: "self", identity_check: "identity_card", email: "denitsa@example.org" });
      assert.match(again.text, /Ново писмо не е нужно/, "the letter is printed once");

      // The child: by a mandate that holds, with the same account.
      assert.match((await officer.get(`/people/${child}/own-access`)).text, /няма вписан представител/);
      const tie = await officer.get(`/people/${child}/representatives/new?chosen=${mother}`);
      await officer.submit(tie, /\/representatives$/, { who: mother, kind: "parent", document: "акт за раждане" });
      const ofChild = await officer.get(`/people/${child}/own-access`);
      const mandate = choicesOf(ofChild.body, "holder")[0].value;
      const newLetter = await officer.submit(ofChild, /own-access$/, { holder: mandate, identity_check: "identity_card", email: "denitsa@example.org" });
      assert.equal(newLetter.headers["content-type"], "application/pdf", "no password yet: the letter anew");
      const link = linkIn(newLetter.bytes);
      assert.equal((await officer.get(firstLink)).status, 410, "one letter at a time");

      // At home: password, second factor, the file.
      const browser = await openBrowser();
      try {
        const she = await openWindow(browser, office, { width: 320 });
        await she.goto(link);
        await she.fill('input[name="password"]', password);
        await she.fill('input[name="repeated"]', password);
        await she.click("main form button");
        await signIn(she, "denitsa@example.org", password);
        await she.goto("/my");
        assert.match(await she.textContent("main"), /Явор Пробов/, "two to choose from");
        await she.click(`main a[href="/my/${mother}"]`);
        const shown = await she.textContent("main");
        assert.match(shown, /Деница Пробова/);
        assert.match(shown, /Отворено досие/);
        assert.doesNotMatch(shown, /Мария Велева|Явор/, "no name of who opened it, nor of anybody else");
        assert.deepEqual(await axe(she), []);
        if (engine === "sqlite") await shot(she, "my-file-320");
        assert.equal((await she.goto(`/my/${child}`)).status(), 200);

        // The mandate ends: nothing of the child.
        const file = await officer.get(`/people/${child}`);
        await officer.submit(file, /\/end$/, { reason: "Навърши пълнолетие" });
        for (const other of [stranger, child, "01980000-0000-7000-8000-000000000000"]) {
          const answer = await she.goto(`/my/${other}`);
          assert.equal(answer.status(), 404, other);
        }
        assert.equal((await she.goto(`/people/${mother}`)).status(), 403, "the desk's page is not hers");

        // Ended at the desk: nothing.
        const desk = await officer.get(`/people/${mother}/own-access`);
        const ended = await officer.submit(desk, /\/end$/, { reason: "asked" }, { stay: true });
        assert.equal(ended.status, 303, ended.text?.slice(0, 600));
        assert.equal((await she.goto(`/my/${mother}`)).status(), 404);
        await she.goto("/my");
        assert.doesNotMatch(await she.textContent("main"), /Деница|Явор/);
      } finally {
        await browser.close();
      }
      assert.equal((await new Visitor(office.address).get(link)).status, 410, "the link is used");
    } finally {
      await office.stop();
    }
  });
}
