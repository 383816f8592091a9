// The same story as desk_officer_refers_a_resident_and_the_neighbour_accepts, played by people in Chromium: the ten steps of
// issue 2, each page with a picture in shots/ and axe-core over it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { axe, fill, openBrowser, openWindow, press, shot, shots, signIn } from "./browser.mjs";
import { Office } from "./office.mjs";
import { assistance, daughter, isoInDays, man, mayor, needs, officer, supervisor, therapist } from "./zone.mjs";

let office, browser;
const story = {};
const windows = {};
before(async () => {
  office = await Office.open("sqlite");
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await office?.stop(); });

const as = async (email) => {
  if (!windows[email]) {
    windows[email] = await openWindow(browser, office);
    await signIn(windows[email], email);
  }
  return windows[email];
};
/** A picture of the page, and nothing on it against accessibility, script or policy. */
const looked = async (page, name) => {
  await shot(page, `story-${name}`);
  assert.deepEqual([...await axe(page), ...page.complaints], [], name);
};
const words = (page) => page.locator("main").innerText();
const links = (page, part) => page.locator(`main a[href*="${part}"]`).evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute("href")))]);

test("1 she signs in and sees her day", async () => {
  const page = await as(officer);
  await page.goto("/desk");
  assert.ok((await links(page, "/desk/applications/")).length > 1, "no application on her day");
  await looked(page, "01-day");
});

test("2 he is not there; she registers him, his household and his daughter, who represents him", async () => {
  const page = await as(officer);
  for (const query of ["Stoilkovski", man.identifier]) {
    await page.goto("/people");
    await fill(page, "query", query);
    await press(page, "main form[role=search] button");
    assert.deepEqual(await links(page, "/people/0"), [], `${query} is there already`);
    assert.ok(!page.url().includes(man.identifier));
  }
  await looked(page, "02-nobody");
  await page.goto("/people/new");
  for (const [name, value] of Object.entries(man)) if (value) await fill(page, name, value);
  await fill(page, "settlement", "43369");
  await looked(page, "02-new-man");
  await press(page);
  story.man = page.url().match(/\/people\/([0-9a-f-]{36})/)?.[1];
  assert.ok(story.man, await words(page));
  assert.ok(!(await page.content()).includes(man.identifier), "the whole ЕГН is shown");

  for (const tie of ["representative", "household"]) {
    await page.goto(`/people/${story.man}`);
    await press(page, `main a[href$="/${tie === "household" ? tie : "representatives"}/new"]`);
    if (tie === "representative") {
      await press(page, 'main a[href^="/people/new?for="]');
      for (const [name, value] of Object.entries(daughter)) if (value) await fill(page, name, value);
      await fill(page, "settlement", "43369");
      await looked(page, "02-new-daughter");
      await press(page);
      await fill(page, "kind", "proxy");
      await fill(page, "relation", "дъщеря");
      await fill(page, "document", "пълномощно № 123/2026");
    } else {
      await fill(page, "query", "Stoilkovska Desislava");
      await press(page, "main form[role=search] button");
      await page.locator('[name="who"]').first().check();
      await fill(page, "role", "дъщеря");
    }
    await looked(page, `02-${tie}`);
    await press(page, "main form[data-guard] button.go");
  }
  await page.goto(`/people/${story.man}`);
  assert.equal((await words(page)).split("Стоилковска").length - 1, 2, "she is to stand there as representative and in the household");
  await looked(page, "02-person");
});

test("2 a near-duplicate is shown before saving; the ЕГН is revealed for a purpose only", async () => {
  const page = await as(officer);
  await page.goto("/people/new");
  for (const [name, value] of Object.entries({ ...man, given_name: "Dragomir", family_name: "Stoilkovsky", identifier_kind: "none", identifier: "" })) {
    if (value) await fill(page, name, value);
  }
  await fill(page, "settlement", "43369");
  await press(page);
  assert.ok((await links(page, story.man)).length > 0, `he is not shown: ${await words(page)}`);
  await looked(page, "02-near-duplicate");

  await page.goto(`/people/${story.man}`);
  await page.locator("details:has(form[action$='/identifier']) summary").click();
  const purpose = page.locator("[name=purpose]").first();
  if (await purpose.evaluate((field) => field.tagName) === "SELECT") await purpose.selectOption({ index: 1 });
  else if (await purpose.getAttribute("type") === "radio") await purpose.check();
  else await purpose.fill("Сверка с личната карта");
  await press(page, "form[action$='/identifier'] button");
  assert.ok((await page.content()).includes(man.identifier), await words(page));
  await looked(page, "02-number");
});

test("3 one application with three lines, in his own words too", async () => {
  const page = await as(officer);
  await page.goto(`/people/${story.man}`);
  await press(page, 'main a[href^="/desk/applications/new"]');
  await fill(page, "own_words", "Не мога сам да се измия и да сготвя, откакто паднах.");
  await fill(page, "needs", needs);
  await looked(page, "03-new-application");
  await press(page);
  await looked(page, "03-taken");
  story.number = (await words(page)).match(/PAZ14-\d\d-\d{4,}/)[0];
  story.secret = (await page.textContent(".big-number b")).trim();
  story.application = (await links(page, "/desk/applications/0"))[0].split("?")[0];
  await page.goto(story.application);
  story.lines = (await links(page, "/lines/")).filter((address) => address.endsWith("/services"));
  assert.equal(story.lines.length, 3);
  await looked(page, "03-application");
});

test("4 the zone's services are proposed with reasons; she chooses one for each need", async () => {
  const page = await as(officer);
  for (const [n, line] of story.lines.entries()) {
    await page.goto(line);
    assert.ok(await page.locator(".reasons li").count() > 0, "no reasons");
    await looked(page, `04-proposals-${n + 1}`);
    const wanted = `form[action$="/choice"] button:has-text("${/рехабилитация|възстановяване/i.test(await page.textContent("h1")) ? "Пещера" : "Лесичово"}")`;
    await press(page, await page.locator(wanted).count() ? wanted : 'form[action$="/choice"] button');
  }
});

test("5 she downloads the letter of referral and the list of missing papers", async () => {
  const page = await as(officer);
  await page.goto(story.application);
  const papers = await links(page, ".pdf");
  assert.ok(papers.some((address) => address.endsWith("/letter.pdf")) && papers.some((address) => address.endsWith("/missing-papers.pdf")), `${papers}`);
  for (const address of papers) {
    const answer = await page.request.get(address);
    assert.equal(answer.headers()["content-type"], "application/pdf");
    const picture = join(shots, `story-05-${address.split("/").at(-1).replace(".pdf", "")}`);
    execFileSync("pdftoppm", ["-r", "60", "-png", "-singlefile", "-", picture], { input: await answer.body() });
    const text = execFileSync("pdftotext", ["-", "-"], { input: await answer.body(), encoding: "utf8" });
    assert.ok(text.includes(story.number) && /[а-я]{4}/.test(text), address);
  }
});

test("6 she sends; one asks and accepts, the other declines; her next step is on her day", async () => {
  const page = await as(officer);
  await page.goto(`${story.application}/sending`);
  await fill(page, "legal_ground", "consent");
  await fill(page, "consent_how", "written");
  await looked(page, "06-sending");
  await press(page);
  const sent = (await links(page, "/referrals/")).filter((address) => /[0-9a-f-]{36}$/.test(address));
  assert.equal(sent.length, 2, await words(page));
  const mine = {};
  for (const email of [therapist, assistance]) {
    const head = await as(email);
    await head.goto("/referrals");
    await looked(head, `06-inbox-${email.split("@")[0]}`);
    const inbox = await links(head, "/referrals/");
    mine[email] = sent.find((address) => inbox.includes(address));
    await head.goto(mine[email]);
    await looked(head, `06-referral-${email.split("@")[0]}`);
    assert.ok(!(await head.content()).includes(man.identifier));
  }
  story.accepted = mine[therapist];
  const step = async (window, address, verb, values) => {
    await window.goto(`${address}/${verb}`);
    for (const [name, value] of Object.entries(values)) await fill(window, name, value);
    await looked(window, `06-${verb}`);
    await press(window, "main form button.go, main form button.stop");
    assert.match(new URL(window.url()).pathname, /^\/referrals(\/[0-9a-f-]{36})?$/, await words(window));
  };
  await step(windows[therapist], story.accepted, "question", { note: "Може ли да се качва по стълби?" });
  await page.goto("/desk");
  assert.ok((await words(page)).includes(story.number), "the question is not on her day");
  await step(page, story.accepted, "answer", { note: "Само с придружител." });
  await step(windows[therapist], story.accepted, "acceptance", { on: isoInDays(7) });
  await step(windows[assistance], mine[assistance], "decline", { reason: "no_capacity", note: "Опитайте в Пазарджик, там имат място." });
  await page.goto("/desk");
  assert.ok((await page.locator("section[aria-labelledby=answers]").innerText()).includes(story.number), "her next step is not on her day");
  await looked(page, "06-day-after");
});

test("7 the daughter follows it on a public page without a name", async () => {
  const stranger = await openWindow(browser, office, { width: 320 });
  await stranger.goto("/follow");
  await looked(stranger, "07-follow");
  await fill(stranger, "number", story.number);
  await fill(stranger, "secret", story.secret);
  await press(stranger);
  const page = await stranger.content();
  assert.ok(page.includes(story.number));
  for (const word of [man.given_name, man.family_name, daughter.family_name, man.identifier]) assert.ok(!page.includes(word), `it holds ${word}`);
  await looked(stranger, "07-followed");
  await stranger.context().close();
});

test("8 the supervisor sees what is overdue and revokes; the receiver loses the package at once", async () => {
  const page = await as(supervisor);
  await page.goto("/overdue");
  await looked(page, "08-overdue");
  await page.goto(`${story.accepted}/revocation`);
  const reason = page.locator("[name=reason]").first();
  if (await reason.getAttribute("type") === "radio") await reason.check();
  else await reason.selectOption({ index: 1 });
  if (await page.locator("[name=note]").count()) await fill(page, "note", "Изпратено на грешен доставчик.");
  await looked(page, "08-revocation");
  await press(page, "main form button.go, main form button.stop");
  const head = windows[therapist];
  assert.equal((await head.goto(story.accepted)).status(), 404);
  await looked(head, "08-lost");
});

test("9 the overview counts and never names", async () => {
  for (const email of [supervisor, mayor]) {
    const page = await as(email);
    await page.goto("/overview");
    const cells = await page.locator("main td").allInnerTexts();
    assert.deepEqual(cells.filter((cell) => /^[1-4]$/.test(cell.trim())), [], "a count under 5 is shown");
    assert.ok(!(await page.content()).includes(man.family_name));
    await looked(page, `09-overview-${email.split("@")[0]}`);
  }
});

test("10 what they did is in the ledger, and its chain is proved", async () => {
  const page = await as(officer);
  await page.goto(`/people/${story.man}`);
  assert.match(await page.locator("aside").first().innerText(), /Мария Велева/, "the file does not say who opened it");
  assert.match(office.run(["ledger", "verify"]), /good: rows \d+/);
});
