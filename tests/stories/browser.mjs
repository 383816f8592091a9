// Debian's Chromium, driven by playwright-core, with a fresh profile a story.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

import { demoPassword, root } from "./office.mjs";
import { firstCode, freshCode, recoveryCodesOn, remember, secretOn } from "./second_factor.mjs";

export const shots = join(root, "tests/stories/shots");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function openBrowser() {
  return chromium.launch({
    executablePath: process.env.GISHE_CHROMIUM ?? "/usr/bin/chromium", headless: true,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
  });
}

/** A window of its own (own cookies). What the page's script or CSP complains of is gathered in page.complaints. */
export async function openWindow(browser, office, { language = "bg", width = 1440, script = true } = {}) {
  const context = await browser.newContext({
    baseURL: office.address, locale: { bg: "bg-BG", it: "it-IT", en: "en-GB" }[language], javaScriptEnabled: script,
    viewport: { width, height: 900 }, timezoneId: "Europe/Sofia", acceptDownloads: true,
    // axe is put in from outside the page; the server's own policy is tested over HTTP.
    bypassCSP: false,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("console", (line) => {
    if (line.type() === "error" && !/status of 4\d\d/.test(line.text())) page.complaints.push(line.text());
  });
  return page;
}

export async function signIn(page, email, password = demoPassword) {
  await page.goto("/sign-in");
  await page.fill('input[name="email"]', email);
  await page.fill('input[name="password"]', password);
  await Promise.all([page.waitForURL((url) => url.pathname !== "/sign-in"), page.click("main form button")]);
  const where = new URL(page.url());
  if (where.pathname === "/sign-in/code") {
    await page.fill('input[name="code"]', freshCode(where.origin, email));
    await Promise.all([page.waitForURL((url) => !url.pathname.startsWith("/sign-in")), page.click("main form button")]);
  } else if (where.pathname === "/account/second-factor") {
    await page.fill('input[name="password"]', password);
    await Promise.all([page.waitForSelector('input[name="code"]'), page.click("main form button")]);
    const secret = secretOn(await page.content());
    const { step, code } = firstCode(secret);
    await page.fill('input[name="code"]', code);
    await Promise.all([page.waitForSelector(".recovery-codes"), page.click("main section form button")]);
    remember(where.origin, email, secret, recoveryCodesOn(await page.content()), step);
    await Promise.all([page.waitForURL((url) => !url.pathname.startsWith("/account/second-factor")), page.click("main a.button.go")]);
  }
}

/** A picture for people, kept out of git. */
export async function shot(page, name) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

/** axe-core's violations on this page, as lines; empty when there are none. */
export async function axe(page) {
  // page.evaluate runs in the page's world without a script element, so the page's policy does not stop it.
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"], preload: false,
  }));
  return result.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${violation.help} — ${node.target.join(" ")}`));
}

/** Text that looks like a key nobody translated ("desk.day.title"), and marks of a template left standing. */
export async function untranslated(page) {
  const text = await page.evaluate(() => document.body.innerText + "\n" + [...document.querySelectorAll("[aria-label],[title],[placeholder],[alt]")]
    .map((e) => ["aria-label", "title", "placeholder", "alt"].map((name) => e.getAttribute(name) ?? "").join(" ")).join("\n"));
  const asWritten = await page.evaluate(() => [...document.querySelectorAll("[data-as-written]")].map((e) => e.innerText).join("\n"));
  return [...text.matchAll(/(?<![\w@./-])[a-z_]{3,}(?:\.[a-z0-9_]{2,}){1,4}(?![\w@/-])|\{\{|\[\[|\{[a-z_]+\}/g)].map(([found]) => found)
    .filter((word) => !/\.(example|bg|eu|org|com|it|pdf|csv)$/.test(word) && !/^www\./.test(word))
    .filter((word) => !(word.startsWith("{") && asWritten.includes(word)));  // the letters page names the holes of a text
}

export async function scrollsSideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}

/** Fills a field by its name, whatever it is: text, radio buttons, check boxes or a list. */
export async function fill(page, name, value) {
  for (const one of Array.isArray(value) ? value : [value]) {
    const choice = page.locator(`[name="${name}"][value="${one}"]`);
    if (await choice.count() && ["radio", "checkbox"].includes(await choice.first().getAttribute("type"))) { await choice.first().check(); continue; }
    const field = page.locator(`[name="${name}"]`).first();
    if (await field.evaluate((element) => element.tagName) === "SELECT") await field.selectOption(one);
    else await field.fill(one);
  }
}

/** Presses a button and waits for the page that answers; throws when the browser holds the form back. */
export async function press(page, button = "main form button.go") {
  await Promise.all([page.waitForEvent("framenavigated"), page.locator(button).first().click()]);
  await page.waitForLoadState("load");
}
