// In Chromium: each kind of page in bg, it, en at 320 and 1440 px: no missing word, no sideways scrolling, the right lang,
// no complaint of script or policy, and no violation that axe-core knows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, openBrowser, openWindow, scrollsSideways, shot, signIn, untranslated } from "./browser.mjs";
import { Office } from "./office.mjs";
import { kindOf, walk } from "./pages.mjs";
import { assistance, officer, supervisor } from "./zone.mjs";

let office, browser;
before(async () => {
  office = await Office.open("sqlite");
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await office?.stop(); });

// Everybody signed in sees these alike: opened once, by the first of them.
const alike = /^\/(services|organisations|account|about|follow)/;
const seenAlike = new Set();
async function addressesOf(email) {
  const { visitor, answers } = await walk(office, email, { perKind: 1, most: 40 });
  visitor.close();
  const pages = answers.filter((a) => a.status === 200 && /html/.test(a.headers["content-type"] ?? "")).map((a) => a.address);
  if (!email) return pages;
  const mine = pages.filter((address) => !(alike.test(address) && seenAlike.has(kindOf(address))));
  for (const address of mine) seenAlike.add(kindOf(address));
  return mine;
}

for (const email of [null, officer, assistance, supervisor, "admin@lesichovo.example"]) {
  const who = email ? email.split("@")[0] : "stranger";
  let addresses, page;
  for (const language of ["bg", "it", "en"]) {
    test(`${who}'s pages in ${language}`, { timeout: 300_000 }, async () => {
      addresses ??= await addressesOf(email);
      assert.ok(addresses.length >= (email ? 3 : 5), `${addresses}`);
      if (!page) {
        page = await openWindow(browser, office, { width: 320 });
        if (email) await signIn(page, email);
      }
      const faults = [];
      for (const address of addresses) {
        await page.setViewportSize({ width: 320, height: 900 });
        await page.goto(address);
        if (await page.getAttribute("html", "lang") !== language) {
          await page.locator(`body [hreflang=${language}], body [lang=${language}]`).first().evaluate((link) => (link.closest("form") ? link.closest("form").requestSubmit(link) : link.click()));
          await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
        }
        for (const word of await untranslated(page)) faults.push(`${address} ${language}: ${word}`);
        for (const width of [320, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          if (await scrollsSideways(page)) faults.push(`${address} scrolls sideways at ${width} px in ${language}`);
          // The tree is the same in each language; only the words are longer.
          if (language === "bg") for (const line of await axe(page)) faults.push(`${address} ${width} px: ${line}`);
          if (process.env.GISHE_SHOTS) await shot(page, `${who}-${language}-${width}-${kindOf(address).replace(/[^a-z0-9{}]+/gi, "_")}`.slice(0, 120));
        }
      }
      faults.push(...page.complaints.splice(0));
      assert.deepEqual([...new Set(faults)], []);
    });
  }
}

test("the language switch keeps the page", async () => {
  const page = await openWindow(browser, office, { language: "bg" });
  await page.goto("/services?municipality=PAZ14");
  const other = page.locator("body [hreflang=it], body [lang=it]").first();
  await other.click();
  await page.waitForLoadState();
  assert.match(page.url(), /\/services\?municipality=PAZ14$/);
  assert.equal(await page.getAttribute("html", "lang"), "it");
  await page.context().close();
});
