// J2: a man of 78, one desk, one application with three lines: an assistant at home, day care, help with heating from the state.
// Played in Chromium on both engines, to the contract, the start of the service and the questions three months later.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { axe, fill, openBrowser, openWindow, press, scrollsSideways, shot, signIn, untranslated } from "./browser.mjs";
import { engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { assistance, daughter, isoInDays, man, officer, supervisor } from "./zone.mjs";

const neighbours = "sasedi@lesichovo.example";  // „Добри съседи“: an assistant at home
const needs = ["cannot_care_for_self", "day_care_older_person", "heating"];
/** Writes past a server that does not run: three months go by. */
const change = ({ url, data }, sql) => (url ? execFileSync("psql", ["-Xq", "-d", url, "-c", sql])
  : execFileSync("python3", ["-c", "import sqlite3, sys\nwith sqlite3.connect(sys.argv[1]) as c: c.execute(sys.argv[2])", join(data, "gishe.db"), sql]));

for (const { engine, skip } of engines) {
  describe(`one desk, several services (${engine})`, { skip, timeout: 180_000 }, () => {
    let office, browser;
    const story = {}, windows = {};
    const open = async () => { office = await Office.open(engine, { where: office?.where }); };
    const as = async (email) => {
      if (!windows[email]) {
        windows[email] = await openWindow(browser, office);
        await signIn(windows[email], email);
      }
      return windows[email];
    };
    const close = async () => {
      for (const email of Object.keys(windows)) { await windows[email].context().close(); delete windows[email]; }
      await office.stop();
    };
    const words = (page) => page.locator("main").innerText();
    const links = (page, part) => page.locator(`main a[href*="${part}"]`).evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute("href")))]);
    const looked = async (page, name) => {
      await shot(page, `several-${name}`);
      assert.deepEqual([...await axe(page), ...await untranslated(page), ...page.complaints], [], name);
      assert.ok(!await scrollsSideways(page), `${name} scrolls sideways`);
    };
    const follow = async (page) => {
      await page.goto("/follow");
      await fill(page, "number", story.number);
      await fill(page, "secret", story.secret);
      await press(page);
    };
    const step = async (email, address, verb, values) => {
      const page = await as(email);
      await page.goto(`${address}/${verb}`);
      for (const [name, value] of Object.entries(values)) await fill(page, name, value);
      await press(page, "main form button.go, main form button.stop");
      assert.ok(!new URL(page.url()).pathname.endsWith(verb), `${verb}: ${await words(page)}`);
      return page;
    };
    before(async () => { await open(); browser = await openBrowser(); });
    after(async () => { await close(); await browser?.close(); });

    test("1 the desk looks for him, registers him by his ЕГН, and his daughter with her document", async () => {
      const page = await as(officer);
      await page.goto("/people");
      await fill(page, "query", "Stoilkovski");
      await press(page, "main form[role=search] button");
      assert.deepEqual(await links(page, "/people/0"), []);
      for (const who of [man, daughter]) {
        await page.goto("/people/new");
        for (const [name, value] of Object.entries(who)) if (value) await fill(page, name, value);
        await fill(page, "settlement", "43369");
        await press(page);
        story[who.sex] = page.url().match(/\/people\/([0-9a-f-]{36})/)?.[1];
        assert.ok(story[who.sex], await words(page));
      }
      await page.goto(`/people/${story.m}/representatives/new?chosen=${story.f}`);
      await fill(page, "kind", "proxy");
      await fill(page, "relation", "дъщеря");
      await fill(page, "document", "пълномощно № 123/2026");
      await press(page, "main form[data-guard] button.go");
      await page.goto("/people");
      await fill(page, "query", "стойлковски");
      await press(page, "main form[role=search] button");
      assert.ok((await links(page, story.m)).length > 0, "he is not found by a name written as it sounds");
    });

    test("2 one application, three lines, and nothing of him is typed again", async () => {
      const page = await as(officer);
      await page.goto(`/people/${story.m}`);
      await press(page, 'main a[href^="/desk/applications/new"]');
      assert.equal(await page.locator('[name="given_name"], [name="identifier"]').count(), 0, "his name is asked for again");
      await fill(page, "own_words", "Сам не мога да се измия, денем съм сам, а зимата няма с какво да се топля.");
      await fill(page, "needs", needs);
      const represents = page.locator('[name="representative"]');
      if (await represents.count()) {
        if (await represents.first().evaluate((field) => field.tagName) === "SELECT") await represents.first().selectOption({ index: 1 });
        else await represents.last().check();
      }
      await press(page);
      story.number = (await words(page)).match(/PAZ14-\d\d-\d{4,}/)[0];
      story.secret = (await page.textContent(".big-number b")).trim();
      story.application = (await links(page, "/desk/applications/0"))[0].split("?")[0];
      await page.goto(story.application);
      story.lines = (await links(page, "/lines/")).filter((address) => address.endsWith("/services"));
      assert.equal(story.lines.length, 3);
      assert.match(await words(page), /Стоилковска/, "the daughter stands there as representative");
    });

    test("3 services are chosen, the check list is there, two papers are missing and a reminder with a day is on her list", async () => {
      const page = await as(officer);
      const wanted = ["Добри съседи", "Динката", "Помощ за отопление"];
      for (const [n, line] of story.lines.entries()) {
        await page.goto(line);
        await press(page, `form[action$="/choice"] button:has-text("${wanted[n]}")`);
      }
      for (const paper of ["Лична карта", "Заявление"]) {
        await page.goto(story.application);
        const row = page.locator("section[aria-labelledby=papers] tbody tr", { hasText: paper }).first();
        await Promise.all([page.waitForEvent("framenavigated"), row.locator('button[value="missing"]').click()]);
        await page.waitForLoadState("load");
      }
      await page.goto(story.application);
      assert.match(await words(page), /Съберете липсващите документи/);
      await looked(page, "03-papers");
      const letter = await page.request.get((await links(page, "/missing-papers.pdf"))[0]);
      const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: await letter.body(), encoding: "utf8" });
      assert.match(text, /Лична карта[\s\S]*до/i);
      await page.goto("/desk");
      assert.ok((await words(page)).includes(story.number), "the reminder is not on her day");
      const daughters = await openWindow(browser, office, { width: 320 });
      await follow(daughters);
      assert.match(await words(daughters), /Лична карта/);
      await daughters.context().close();
    });

    test("4 the lines find their way: two referrals, and a letter to the state's desk", async () => {
      const page = await as(officer);
      await page.goto(`${story.application}/sending`);
      await fill(page, "legal_ground", "consent");
      await fill(page, "consent_how", "written");
      for (const box of await page.locator('[name^="reason"]').all()) await box.fill("Живее сам, дъщеря му е в Пазарджик.");
      await page.locator('[name="package_fields"][value="representative"]').check();  // she will sign the contract for him
      await press(page);
      const sent = (await links(page, "/referrals/")).filter((address) => /[0-9a-f-]{36}$/.test(address));
      assert.equal(sent.length, 2, await words(page));
      for (const email of [neighbours, assistance]) {
        const head = await as(email);
        await head.goto("/referrals");
        const inbox = await links(head, "/referrals/");
        story[email] = sent.find((address) => inbox.includes(address));
        assert.ok(story[email], `${email} has not got hers`);
        await head.goto(story[email]);
        assert.ok(!(await head.content()).includes(man.identifier));
      }
      await page.goto(story.application);
      const letters = (await links(page, "/letter.pdf"));
      const texts = await Promise.all(letters.map(async (address) => execFileSync("pdftotext", ["-layout", "-", "-"], { input: await (await page.request.get(address)).body(), encoding: "utf8" })));
      assert.ok(texts.some((text) => /отопление/i.test(text) && /Социално подпомагане|гише/i.test(text)), "no letter to the state's desk");
      assert.match(await words(page), /прехвърлен|насочен|Насочен|държавн/i);
    });

    test("5 each line has its day from the rules; what is late is on the supervisor's list", async () => {
      const page = await as(officer);
      await page.goto(story.application);
      assert.match(await words(page), /Срок/);
      assert.equal(Number(ask(office.where, `SELECT count(*) FROM application_line WHERE municipality = 'PAZ14' AND due_on > '${isoInDays(15)}' AND application_id IN (SELECT id FROM application WHERE number = '${story.number}')`)[0][0]), 3);
      const one = ask(office.where, `SELECT number FROM referral WHERE municipality = 'PAZ14' AND sensitivity = 2 AND state IN ('sent', 'delivered') AND answer_due_on < '${isoInDays(0)}' ORDER BY answer_due_on LIMIT 1`)[0];
      const boss = await as(supervisor);
      await boss.goto("/overdue");
      if (one) assert.ok((await words(boss)).includes(one[0]), "a late referral is not on her list");
      await looked(boss, "05-overdue");
    });

    test("6 his daughter follows by number and code, without a name on the page", async () => {
      const page = await openWindow(browser, office, { width: 320 });
      await follow(page);
      const shown = await page.content();
      for (const word of [man.given_name, man.family_name, daughter.family_name, man.identifier]) assert.ok(!shown.includes(word), `it holds ${word}`);
      assert.equal(await page.locator("main ul.cards > li").count(), 3);
      await page.context().close();
    });

    test("7 day care is refused: reasons, what he can do, and who else has it", async () => {
      await step(assistance, story[assistance], "acceptance", { on: isoInDays(3) });
      const page = await as(officer);
      await page.goto(story.application);
      const line = page.locator("li.card", { hasText: "Динката" }).first();
      await line.locator("summary", { hasText: "Реш" }).first().click();
      await line.locator('[name="outcome"][value="refused"]').check();
      await Promise.all([page.waitForEvent("framenavigated"), line.locator('form[action$="/decision"] button').click()]);
      await page.waitForLoadState("load");
      assert.match(await words(page), /причин|мотив/i, "a refusal without reasons is taken");
      const again = page.locator("li.card", { hasText: "Динката" }).first();
      await again.locator('[name="outcome"][value="refused"]').check();
      await again.locator('[name="reasons"]').fill("Сградата няма асансьор, а той не изкачва стълби.");
      await again.locator('[name="remedy"]').fill("Можете да възразите пред кмета в 14-дневен срок или да изберете център без стълби.");
      await Promise.all([page.waitForEvent("framenavigated"), again.locator('form[action$="/decision"] button').click()]);
      await page.waitForLoadState("load");
      await page.goto(story.application);
      await looked(page, "07-refused");
      await press(page, 'main a[href^="/gaps?need=day_care_older_person"]');
      assert.match(await words(page), /Стрелча/, "no other day care is named");
      const hers = await openWindow(browser, office, { width: 320 });
      await follow(hers);
      assert.match(await words(hers), /възразите пред кмета/);
      await looked(hers, "07-followed");
      await press(hers, 'main a[href="/services?need=day_care_older_person"]');
      assert.match(await words(hers), /Дневна грижа|Дневен център/);
      await hers.context().close();
    });

    test("8 the contract: asked for before the start, offered, signed by his daughter, printed; the service begins", async () => {
      const address = story[neighbours];
      const page = await step(neighbours, address, "acceptance", { on: isoInDays(1) });
      await page.goto(`${address}/service-start`);
      await looked(page, "08-no-contract");
      await press(page, "main form button.go");
      assert.match(await words(page), /Няма подписан договор/);
      await press(page, `main a[href$="/contract"]`);
      await press(page, `main a[href$="/contract/terms"]`);
      assert.equal(await page.inputValue('[name="party_name"]'), `${man.given_name} ${man.middle_name} ${man.family_name}`, "his name is typed again");
      await fill(page, "content", "Помощ в дома, два часа всеки делник.");
      await fill(page, "fee", "12,50");
      await fill(page, "fee_per", "month");
      await looked(page, "08-terms");
      await press(page, "main form[data-guard] button.go");
      await press(page, 'main form[action$="/offer"] button');
      await looked(page, "08-offered");
      const paper = await page.request.get(`${address}/contract.pdf`);
      const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: await paper.body(), encoding: "utf8" });
      assert.match(text, /Договор за ползване на социална услуга[\s\S]*12,50\s€ на месец[\s\S]*Права на ползвателя/);
      assert.ok(text.includes(man.family_name) && !text.includes(man.identifier));
      await press(page, `main a[href$="/contract/signature"]`);
      await page.locator("label", { hasText: "дъщеря" }).click();
      await looked(page, "08-signature");
      await press(page, "main form[data-guard] button.go");
      assert.match(await words(page), /подписан[\s\S]*представител: дъщеря, пълномощно № 123\/2026/);

      await press(page, `main a[href$="/contract/terms"]`);
      await fill(page, "fee", "9");
      await fill(page, "reason", "Намален доход.");
      await press(page, "main form[data-guard] button.go");
      assert.match(await words(page), /Допълнително споразумение № 1[\s\S]*12,50\s€ на месец[\s\S]*9,00\s€ на месец[\s\S]*Чака подписи/);
      await looked(page, "08-amendment");
      await page.goto(`${address}/service-start`);
      await press(page, "main form button.go");
      await page.goto("/contracts");
      assert.match(await words(page), /подписан/);
      await looked(page, "08-contracts");
      const desk = await as(officer);
      await desk.goto(address);
      assert.match(await words(desk), /подписан[\s\S]*12,50\s€ на месец/, "the desk sees what is signed, not what is proposed");
    });

    test("8 three months later the desk is to ask; his daughter answers by number and code before that", async () => {
      await close();
      const past = isoInDays(-1);
      change(office.where, `UPDATE service_follow_up SET started_on = '${isoInDays(-91)}', ask_on = '${past}' WHERE state = 'planned' AND application_id IN (SELECT id FROM application WHERE number = '${story.number}')`);
      await open();
      for (let i = 0; i < 100 && ask(office.where, `SELECT count(*) FROM task t JOIN application a ON a.municipality = t.municipality AND a.id = t.application_id WHERE t.kind = 'ask_follow_up' AND t.state = 'open' AND a.number = '${story.number}'`)[0][0] === "0"; ++i) {
        await new Promise((wake) => setTimeout(wake, 100));
      }
      const desk = await as(officer);
      await desk.goto(story.application);
      assert.match(await words(desk), /Попитайте как върви услугата/);
      await press(desk, 'main table a[href$="/follow-up"]');
      await looked(desk, "08-ask");
      const page = await openWindow(browser, office, { width: 320 });
      await follow(page);
      assert.match(await words(page), /Минаха три месеца/);
      await looked(page, "08-asked");
      await press(page, 'main form[action="/follow/answers"] button');
      assert.match(await words(page), /Минаха три месеца/, "no answer is no answer");
      await fill(page, "going", "well");
      await fill(page, "need_met", "yes");
      await fill(page, "satisfaction", "5");
      await fill(page, "answer_words", "Идва навреме и готви вкусно.");
      await press(page, 'main form[action="/follow/answers"] button');
      assert.match(await words(page), /Благодарим/);
      assert.doesNotMatch(await words(page), /Минаха три месеца/);
      await page.context().close();
      await desk.goto(`${story.application}/follow-up`);
      assert.match(await words(desk), /5 от 5[\s\S]*готви вкусно/);
      await desk.goto(story.application);
      assert.doesNotMatch(await words(desk), /Попитайте как върви услугата/, "the task is still open");
      const boss = await as(supervisor);
      await boss.goto("/overview");
      const counted = (await words(boss)).match(/Отговорили: ([\d ]+)/);
      if (counted) assert.ok(Number(counted[1].replaceAll(" ", "")) >= 5);
      assert.ok(!(await words(boss)).includes("готви вкусно"));
      await looked(boss, "08-overview");
    });
  });
}
