// Every page in Chromium with script switched off, and two journeys: a person can look up, register and take an application.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { axe, fill, openBrowser, openWindow, press, scrollsSideways, shot, signIn } from "./browser.mjs";
import { addressOf, draftPlanOfYears, pages, routes, sendReferrals, uselessWithoutScript, writeDraft } from "./no_script_pages.mjs";
import { Office } from "./office.mjs";
import { officer } from "./zone.mjs";

const patience = 60_000;  // milliseconds a slow machine may take for one page
let office, browser;
before(async () => {
  office = await Office.open("sqlite");
  await sendReferrals(office);
  await draftPlanOfYears(office);
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await office?.stop(); });

async function window(settings) {
  const page = await openWindow(browser, office, settings);
  page.setDefaultTimeout(patience);
  return page;
}

/** Sends the form of the page; fails with the words of the answer unless its address fits. */
async function send(page, address) {
  await press(page);
  assert.match(new URL(page.url()).pathname, address, await page.innerText("main"));
}

test("the table of pages names every page of the house", () => {
  assert.deepEqual(routes.filter((pattern) => !pages[pattern]), [], "pages that nobody opens here: add them to no_script_pages.mjs");
  assert.deepEqual(Object.keys(pages).filter((pattern) => !routes.includes(pattern)), [], "pages that are no more");
});

describe("every page says and does its work without script", () => {
  const windows = new Map();  // who → { plain: script is off, scripted: the same session, for axe-core }
  async function windowsOf(email) {
    if (!windows.has(email)) {
      const plain = await window({ script: false, width: 320 });
      if (email) await signIn(plain, email);
      else await plain.context().addCookies([{ name: "gishe-apply", value: await writeDraft(office), url: office.address }]);
      const scripted = await window({ width: 320 });
      await scripted.context().addCookies(await plain.context().cookies());
      windows.set(email, { plain, scripted });
    }
    return windows.get(email);
  }

  for (const pattern of routes) {
    if (!pages[pattern]) continue;
    test(`${pattern} for ${pages[pattern][0] ?? "a stranger"}`, { timeout: 4 * patience }, async () => {
      const { plain, scripted } = await windowsOf(pages[pattern][0]);
      const address = await addressOf(pattern, office);
      const answer = await plain.goto(address, { waitUntil: "domcontentloaded" });
      assert.equal(answer.status(), 200, `${address}: ${await plain.innerText("body")}`);
      assert.equal(new URL(plain.url()).pathname, address.split("?")[0], "another page answered");
      assert.deepEqual(await uselessWithoutScript(plain), []);
      await scripted.goto(address);
      const faults = await axe(scripted);
      if (await scrollsSideways(scripted)) faults.push("scrolls sideways at 320 px");
      assert.deepEqual([...faults, ...scripted.complaints.splice(0)], []);
    });
  }
  test("the page that says no, too", { timeout: 4 * patience }, async () => {
    for (const [email, address, status] of [[null, "/nowhere", 404], [officer, "/staff/accounts", 403]]) {
      const { plain, scripted } = await windowsOf(email);
      assert.equal((await plain.goto(address)).status(), status);
      assert.deepEqual(await uselessWithoutScript(plain), []);
      await scripted.goto(address);
      assert.deepEqual(await axe(scripted), []);
    }
  });
});

test("an officer works a case without script", { timeout: 4 * patience }, async () => {
  const page = await window({ script: false });
  await signIn(page, officer);
  await page.goto("/people/new");
  await page.fill('[name="given_name"]', "Безскриптин");
  await page.fill('[name="family_name"]', "Чистохтемелов");
  await page.fill('[name="born_on"]', "1950-01-01");
  await fill(page, "sex", "m");
  await fill(page, "settlement", "43369");
  await fill(page, "identifier_kind", "none");
  await send(page, /^\/people\/[0-9a-f-]{36}$/);
  await shot(page, "no-script-person");
  await page.goto(`/desk/applications/new?person=${page.url().match(/[0-9a-f]{8}-[0-9a-f-]{27}/)[0]}`);
  await page.fill('[name="own_words"]', "Няма кой да ми донесе дърва.");
  await page.check('[name="needs"][value="heating"]');
  await send(page, /^\/desk\/applications/);
  assert.match(await page.textContent("main"), /PAZ14-\d\d-\d{4,}/);
  await shot(page, "no-script-taken");
  await page.context().close();
});

test("a stranger finds a service without script", { timeout: 4 * patience }, async () => {
  const page = await window({ script: false, width: 320 });
  await page.goto("/services");
  await press(page, 'main a[href^="/services/"]');
  assert.match(new URL(page.url()).pathname, /^\/services\/[0-9a-f-]{36}$/);
  assert.ok((await page.textContent("h1")).length > 2);
  await page.context().close();
});
