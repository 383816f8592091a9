// The same story as desk_officer_refers_a_resident_and_the_neighbour_accepts, played by people in Chromium with pictures.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, openBrowser, openWindow, shot, signIn } from "./browser.mjs";
import { Office } from "./office.mjs";
import { assistance, daughter, isoInDays, man, needs, officer, supervisor, therapist } from "./zone.mjs";

let office, browser;
const story = { faults: [] };
before(async () => {
  office = await Office.open("sqlite", { words: ["--requests-per-second", "10000"] });
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await office?.stop(); });

const windows = {};
const as = async (email) => {
  if (!windows[email]) {
    windows[email] = await openWindow(browser, office);
    await signIn(windows[email], email);
  }
  return windows[email];
};
const looked = async (page, name) => {
  await shot(page, `story-${name}`);
  for (const line of await axe(page)) story.faults.push(`${name}: ${line}`);
};
/** A field by its name, whatever it is: text, radio buttons, check boxes or a list. */
async function fill(page, name, value) {
  for (const one of Array.isArray(value) ? value : [value]) {
    const choice = page.locator(`[name="${name}"][value="${one}"]`);
    if (await choice.count() && ["radio", "checkbox"].includes(await choice.first().getAttribute("type"))) { await choice.first().check(); continue; }
    const field = page.locator(`[name="${name}"]`).first();
    if (await field.evaluate((element) => element.tagName) === "SELECT") await field.selectOption(one);
    else await field.fill(one);
  }
}
const go = async (page, selector = "main form button.go") => {
  await Promise.all([page.waitForLoadState("load"), page.locator(selector).first().click()]);
  await page.waitForLoadState("networkidle");
};

test("she registers him and his daughter", async () => {
  const page = await as(officer);
  await page.goto("/desk");
  await looked(page, "01-day");
  for (const [key, person] of Object.entries({ man, daughter })) {
    await page.goto("/people/new");
    for (const [name, value] of Object.entries(person)) if (value) await fill(page, name, value);
    await fill(page, "settlement", "43369");
    await looked(page, `02-new-${key}`);
    await go(page);
    story[key] = page.url().match(/\/people\/([0-9a-f-]{36})/)?.[1];
    assert.ok(story[key], await page.textContent("main"));
  }
  await looked(page, "02-person");
});

test("she takes one application with three lines and chooses services", async () => {
  const page = await as(officer);
  await page.goto(`/desk/applications/new?person=${story.man}`);
  await fill(page, "own_words", "Не мога сам да се измия и да сготвя, откакто паднах.");
  await fill(page, "needs", needs);
  await looked(page, "03-new-application");
  await go(page);
  await looked(page, "03-taken");
  story.number = (await page.textContent("main")).match(/PAZ14-\d\d-\d{4,}/)[0];
  story.secret = (await page.textContent(".big-number b")).trim();
  story.application = (await page.locator('a[href^="/desk/applications/"]').first().getAttribute("href")).split("?")[0];
  await page.goto(story.application);
  await looked(page, "03-application");
  const lines = await page.locator('a[href$="/services"][href*="/lines/"]').evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute("href")))]);
  assert.equal(lines.length, 3);
  for (const [n, line] of lines.entries()) {
    await page.goto(line);
    await looked(page, `04-proposals-${n + 1}`);
    const wanted = `form[action$="/choice"] button:has-text("${/рехабилитация|възстановяване/i.test(await page.textContent("h1")) ? "Пещера" : "Лесичово"}")`;
    await go(page, await page.locator(wanted).count() ? wanted : 'form[action$="/choice"] button');
  }
});

test("she sends; one accepts, the other declines; the daughter follows", async () => {
  const page = await as(officer);
  await page.goto(`${story.application}/sending`);
  await looked(page, "06-sending");
  await fill(page, "legal_ground", "consent");
  await fill(page, "consent_how", "written");
  await go(page);
  const referrals = [...new Set(await page.locator('a[href^="/referrals/"]').evaluateAll((all) => all.map((a) => a.getAttribute("href"))))].filter((a) => /[0-9a-f-]{36}$/.test(a));
  assert.equal(referrals.length, 2, await page.textContent("main"));
  for (const [email, step] of [[therapist, "acceptance"], [assistance, "decline"]]) {
    const head = await as(email);
    await head.goto("/referrals");
    await looked(head, `06-inbox-${step}`);
    const mine = referrals[(await Promise.all(referrals.map((a) => head.locator(`a[href="${a}"]`).count()))).findIndex((count) => count > 0)];
    assert.ok(mine, `${email} has nothing in the inbox`);
    await head.goto(mine);
    await looked(head, `06-referral-${step}`);
    await head.goto(`${mine}/${step}`);
    if (step === "acceptance") await fill(head, "on", isoInDays(7));
    else {
      await fill(head, "reason", "no_capacity");
      await fill(head, "note", "Опитайте в Пазарджик.");
    }
    await looked(head, `06-${step}`);
    await go(head, "main form button.go, main form button.stop");
    if (step === "acceptance") story.accepted = mine;
  }
  const stranger = await openWindow(browser, office, { width: 320 });
  await stranger.goto("/follow");
  await fill(stranger, "number", story.number);
  await fill(stranger, "secret", story.secret);
  await go(stranger);
  await looked(stranger, "07-followed");
  const text = await stranger.textContent("body");
  assert.ok(text.includes(story.number));
  assert.ok(!text.includes(man.family_name) && !text.includes(daughter.family_name));
});

test("the supervisor sees the day of others; nothing was against accessibility", async () => {
  const page = await as(supervisor);
  for (const address of ["/overview", "/overdue"]) {
    await page.goto(address);
    await looked(page, `08${address.replaceAll("/", "-")}`);
  }
  assert.deepEqual([...new Set(story.faults)], []);
  for (const window of Object.values(windows)) assert.deepEqual(window.complaints, []);
});
