// J1, „Къде да отида?“: a resident says in plain words what is wrong and leaves with a slip. In Chromium in three languages,
// once without script; afterwards the database holds nothing of her but counters.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { axe, openBrowser, openWindow, scrollsSideways, shot, untranslated } from "./browser.mjs";
import { Office } from "./office.mjs";
import { ask } from "./records.mjs";

const service = "Рехабилитация за възрастни – Пещера";
const say = {
  bg: { question: "рехабилитация за възрастни", place: "Калугерово", here: /Намерен/, free: /4 свободни места/, call: /Обадете се/ },
  it: { question: "рехабилитация за възрастни", place: "Kalugerovo", here: /trovat/, free: /4 posti liberi/, call: /Telefoni/ },
  en: { question: "рехабилитация за възрастни", place: "kalugerovo", here: /found/, free: /4 places free/, call: /Call/ },
};

let office, browser;
before(async () => {
  office = await Office.open("sqlite");
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await office?.stop(); });

/** Sums by service and day (directory/seen.h), and what the server does by itself. */
const counters = new Set(["service_seen", "news_reading", "ledger_checkpoint", "done_once"]);
function rows() {
  const tables = ask(office.where, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").map(([name]) => name);
  const counted = ask(office.where, tables.map((name) => `SELECT '${name}', count(*) FROM "${name}"`).join(" UNION ALL "));
  return Object.fromEntries(counted.filter(([name]) => !counters.has(name)));
}

function textOfPdf(bytes) {
  const folder = mkdtempSync(join(tmpdir(), "gishe-slip-"));
  try {
    writeFileSync(join(folder, "slip.pdf"), bytes);
    assert.match(execFileSync("pdfinfo", [join(folder, "slip.pdf")], { encoding: "utf8" }), /Pages:\s+1\n/);
    return execFileSync("pdftotext", ["-layout", join(folder, "slip.pdf"), "-"], { encoding: "utf8" });
  } finally { rmSync(folder, { recursive: true, force: true }); }
}

async function submit(page, button) {
  await Promise.all([page.waitForEvent("framenavigated"), button.click()]);
  await page.waitForLoadState("load");
}

async function findsHerWay(language, script) {
  const words = say[language];
  const before = rows();
  const page = await openWindow(browser, office, { language, width: 320, script });
  await page.goto("/");
  assert.equal(await page.getAttribute("html", "lang"), language);
  assert.equal(await page.locator("form[action='/services'] input[name=q]").count(), 1, "one field");
  assert.equal(await page.locator(".situations a").count(), 6);
  for (const number of ["112", "116 111", "0800 1 86 76"]) assert.ok((await page.innerText("main")).includes(number), number);
  await page.fill("input[name=q]", words.question);
  await submit(page, page.locator("form[action='/services'] button.go"));
  assert.match(await page.innerText("main"), words.here);

  await page.fill("input[name=place]", words.place);
  await submit(page, page.locator("form[action='/services'] button.go"));
  const card = page.locator(".results > li", { hasText: service });
  const told = await card.innerText();
  assert.match(told, words.free);
  assert.match(told, /\d+ (км|km)/, "how far");
  assert.ok(await card.locator(".reasons li").count() > 0, "why it is here");
  const faults = [...await untranslated(page), ...(await scrollsSideways(page) ? ["scrolls sideways"] : [])];
  if (script) faults.push(...await axe(page));
  assert.deepEqual(faults, []);
  if (language === "bg" && script) await shot(page, "portal-search");

  await submit(page, card.locator("h2 a"));
  const main = await page.innerText("main");
  for (const part of [words.call, words.free, /0350 00-10-07/, /\d+ (км|km)/, /2026/]) assert.match(main, part);
  if (language === "bg" && script) await shot(page, "portal-service");
  const slip = await page.request.get(await page.getAttribute("a[href$='slip.pdf']", "href"));
  assert.equal(slip.headers()["content-type"], "application/pdf");
  const paper = textOfPdf(await slip.body());
  for (const part of ["0350 00-10-07", "Рехабилитация", "112"]) assert.ok(paper.includes(part), `${part} is on the slip:\n${paper}`);

  // Another language on the same page, and back.
  const other = language === "it" ? "en" : "it";
  await submit(page, page.locator(`.languages [hreflang=${other}]`));
  assert.equal(await page.getAttribute("html", "lang"), other);
  assert.ok((await page.innerText("h1")).includes(service));
  assert.deepEqual(page.complaints, []);
  await page.context().close();
  assert.deepEqual(rows(), before, "nothing of a resident is stored");
}

describe("a resident finds where to go", () => {
  for (const language of ["bg", "it", "en"]) test(`in ${language}`, () => findsHerWay(language, true));
  test("without script", () => findsHerWay("bg", false));

  test("five questions lead to services with reasons, and the arrow goes back", async () => {
    const before = rows();
    const page = await openWindow(browser, office, { width: 320, script: false });
    await page.goto("/guide");
    for (const [field, value] of [["who", "relative"], ["need", "rehabilitation_after_illness"], ["age", "72"]]) {
      await page.check(`input[name=${field}][value="${value}"]`);
      await submit(page, page.locator("main form button.go"));
    }
    await page.fill("input[name=place]", "Калугерово");
    await submit(page, page.locator("main form button.go"));
    await page.goBack();
    assert.equal(await page.locator("input[name=place]").count(), 1, "the question before");
    await page.goForward();
    await page.check("input[name=soon][value=now]");
    await submit(page, page.locator("main form button.go"));
    const address = new URL(page.url());
    assert.equal(address.pathname, "/services");
    assert.equal(address.searchParams.get("need"), "rehabilitation_after_illness");
    assert.equal(address.searchParams.has("who"), false);
    assert.ok(await page.locator(".results > li").count() > 0);
    assert.match(await page.innerText("main"), /112/);
    await page.goto("/guide?step=5&who=me");
    assert.match(await page.innerText("h1"), /Кое е най-трудно/, "a question that was left out is asked");
    await page.context().close();
    assert.deepEqual(rows(), before);
  });
});

describe("she leaves quickly", () => {
  const weather = "https://www.meteo.bg/";
  async function reading() {
    const page = await openWindow(browser, office, { width: 320 });
    await page.route(`${weather}**`, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: "<title>Времето</title><p>Слънчево</p>" }));
    await page.goto("/");
    await page.goto("/services?need=violence_shelter");
    return page;
  }
  async function goneAndStaysGone(page) {
    await page.waitForURL(weather);
    await page.goBack().catch(() => null);
    await page.waitForURL(weather);
    assert.equal(await page.innerText("body"), "Слънчево", "going back shows the other page");
    await page.context().close();
  }
  test("by the button", async () => {
    const page = await reading();
    assert.match(await page.innerText("#leave-hint"), /Esc/, "she was told beforehand");
    await page.click("a[data-leave]");
    await goneAndStaysGone(page);
  });
  test("by three presses of Esc, and comes again on purpose", async () => {
    const page = await reading();
    for (let n = 0; n < 3; n++) await page.keyboard.press("Escape");
    await page.waitForURL(weather);
    await page.goto("/services");
    assert.match(await page.innerText("h1"), /./);
    assert.equal(new URL(page.url()).pathname, "/services");
    await page.context().close();
  });
  test("without script, and her cookies are gone", async () => {
    const page = await openWindow(browser, office, { script: false });
    await page.goto("/services?lang=it");
    assert.ok((await page.context().cookies()).some(({ name }) => name === "gishe-language"));
    assert.equal(await page.getAttribute("a[data-leave]", "href"), "/leave");
    assert.equal(await page.getAttribute("a[data-leave]", "data-leave"), weather);
    const answer = await page.request.get("/leave", { maxRedirects: 0 });
    assert.equal(answer.headers().location, weather);
    assert.deepEqual((await page.context().cookies(office.address)).map(({ name }) => name), []);
    await page.context().close();
  });
});

test("the first view is under 100 KB with fonts", async () => {
  for (const address of ["/", "/services?q=рехабилитация", "/guide"]) {
    const page = await openWindow(browser, office, { width: 360 });
    const client = await page.context().newCDPSession(page);
    await client.send("Network.enable");
    let bytes = 0;
    client.on("Network.loadingFinished", (event) => { bytes += event.encodedDataLength; });
    await page.goto(address, { waitUntil: "networkidle" });
    assert.ok(bytes > 20_000 && bytes < 100_000, `${address}: ${bytes} bytes`);
    await page.context().close();
  }
});
