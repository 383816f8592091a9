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
  office = await Office.open("sqlite", { words: ["--requests-per-second", "10000"] });
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await office?.stop(); });

for (const email of [null, officer, assistance, supervisor, "admin@lesichovo.example"]) {
  const who = email ? email.split("@")[0] : "stranger";
  for (const language of ["bg", "it", "en"]) {
    test(`${who}'s pages in ${language}`, { timeout: 300_000 }, async () => {
      const { answers } = await walk(office, email, { perKind: 1, most: 40 });
      const addresses = answers.filter((a) => a.status === 200 && /html/.test(a.headers["content-type"] ?? "")).map((a) => a.address);
      const faults = [];
      for (const width of [320, 1440]) {
        const page = await openWindow(browser, office, { language, width });
        if (email) await signIn(page, email);
        for (const address of addresses) {
          await page.goto(address);
          const name = `${who}-${language}-${width}-${kindOf(address).replace(/[^a-z0-9{}]+/gi, "_")}`.slice(0, 120);
          await shot(page, name);
          const lang = await page.getAttribute("html", "lang");
          if (lang !== language) faults.push(`${address} is in ${lang}, not ${language}`);
          for (const word of await untranslated(page)) faults.push(`${address} ${language}: ${word}`);
          if (await scrollsSideways(page)) faults.push(`${address} scrolls sideways at ${width} px in ${language}`);
          if (language === "bg" || width === 320) for (const line of await axe(page)) faults.push(`${address} ${width} px: ${line}`);
        }
        faults.push(...page.complaints);
        await page.context().close();
      }
      assert.deepEqual([...new Set(faults)], []);
    });
  }
}

test("the language switch keeps the page", async () => {
  const page = await openWindow(browser, office, { language: "bg" });
  await page.goto("/services?municipality=PAZ14");
  const other = page.locator("[hreflang=it], [lang=it]").first();
  await other.click();
  await page.waitForLoadState();
  assert.match(page.url(), /\/services\?municipality=PAZ14$/);
  assert.equal(await page.getAttribute("html", "lang"), "it");
  await page.context().close();
});
