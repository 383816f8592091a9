// The key pages in Chromium with script switched off: a person can look up, register and take an application.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { fill, openBrowser, openWindow, shot, signIn } from "./browser.mjs";
import { Office } from "./office.mjs";
import { officer } from "./zone.mjs";

let office, browser;
before(async () => {
  office = await Office.open("sqlite", { words: ["--requests-per-second", "10000"] });
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await office?.stop(); });

test("an officer works a case without script", async () => {
  const page = await openWindow(browser, office, { script: false });
  await signIn(page, officer);
  await page.goto("/people/new");
  await page.fill('[name="given_name"]', "Безскриптин");
  await page.fill('[name="family_name"]', "Чистохтемелов");
  await page.fill('[name="born_on"]', "1950-01-01");
  await fill(page, "sex", "m");
  await fill(page, "settlement", "43369");
  await fill(page, "identifier_kind", "none");
  await page.click("main form button.go");
  await page.waitForURL(/\/people\/[0-9a-f-]{36}/);
  await shot(page, "no-script-person");
  await page.goto(`/desk/applications/new?person=${page.url().match(/[0-9a-f]{8}-[0-9a-f-]{27}/)[0]}`);
  await page.fill('[name="own_words"]', "Няма кой да ми донесе дърва.");
  await page.check('[name="needs"][value="heating"]');
  await page.click("main form button.go");
  await page.waitForLoadState();
  assert.match(await page.textContent("main"), /PAZ14-\d\d-\d{4,}/);
  await shot(page, "no-script-taken");
  await page.context().close();
});

test("a stranger finds a service without script", async () => {
  const page = await openWindow(browser, office, { script: false, width: 320 });
  await page.goto("/services");
  await page.locator('main a[href^="/services/"]').first().click();
  await page.waitForURL(/\/services\/[0-9a-f-]{36}/);
  assert.ok((await page.textContent("h1")).length > 2);
  await page.context().close();
});
