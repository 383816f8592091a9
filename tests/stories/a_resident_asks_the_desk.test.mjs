// A resident asks the desk and reads the answer by number and secret, without script; the officer answers, makes an
// application of another question, and counts a contact with few keys. A flood is told to stop, in words.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, fill, openBrowser, openWindow, press, scrollsSideways, shot, signIn } from "./browser.mjs";
import { Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { officer } from "./zone.mjs";

const words = "Съседът ми е сам и няма дърва за зимата. Към кого да се обърна?";
const answer = "Елате на гишето с лична карта; помощта се иска до края на октомври.";
let office, browser, resident, desk;
before(async () => {
  office = await Office.open("sqlite");
  browser = await openBrowser();
  resident = await openWindow(browser, office, { script: false, width: 320 });
  desk = await openWindow(browser, office, { width: 1440 });
  await signIn(desk, officer);
});
after(async () => { await browser?.close(); await office?.stop(); });

async function askQuestion(page, text) {
  await page.goto("/ask");
  await fill(page, "municipality", "PAZ14");
  await page.fill('[name="words"]', text);
  await fill(page, "topic", "heating");
  await press(page);
  const said = await page.innerText("main");
  return { number: said.match(/PAZ14-B\d\d-\d{6}/)[0], secret: (await page.innerText(".big-number b")).trim() };
}

async function read(page, { number, secret }) {
  await page.goto("/ask/answer");
  await page.fill('[name="number"]', number);
  await page.fill('[name="secret"]', secret);
  await press(page);
  return page.innerText("main");
}

const openInbox = async (number) => {
  await desk.goto("/desk/inquiries");
  const list = await desk.innerText("main");
  assert.ok(!list.includes("дърва"), "the list shows no words");
  await desk.click(`a:text-is("${number}")`);
};

test("a resident asks and reads the answer, without script", { timeout: 60_000 }, async () => {
  const key = await askQuestion(resident, words);
  assert.ok(!resident.url().includes(key.secret) && !(await resident.title()).includes(words.slice(0, 8)));
  assert.equal(await scrollsSideways(resident), false);
  await shot(resident, "asked");
  assert.match(await read(resident, { ...key, secret: "WRONG-WRONG" }), /не съвпадат/);
  assert.match(await read(resident, key), /Чака отговор/);

  await openInbox(key.number);
  assert.deepEqual(await axe(desk), []);
  await desk.fill('[name="words"]', answer);
  await press(desk);
  await shot(desk, "inquiry-answered");
  await desk.click('form[action$="/contact"] button');
  await desk.waitForLoadState();
  assert.match(await desk.innerText("main"), /Отчетено е като контакт/);

  assert.ok((await read(resident, key)).includes(answer));
  await resident.fill('[name="words"]', "А в събота работите ли?");
  await press(resident);
  assert.match(await resident.innerText("main"), /Чака отговор/);
  assert.equal(await resident.locator('[name="words"]').count(), 0, "once more, and then it is the desk's turn");
  const lines = ask(office.where, "SELECT body FROM ledger WHERE body LIKE '%inquiry.%'").map(([body]) => body).join("\n");
  assert.match(lines, /inquiry\.opened/);
  assert.ok(!lines.includes("дърва") && !lines.includes(key.secret));
});

test("a question becomes an application, with the words already there", { timeout: 60_000 }, async () => {
  const key = await askQuestion(resident, words);
  await openInbox(key.number);
  await desk.click('details:has(form[action$="/application"]) summary');
  await desk.click('form[action$="/application"] button');
  await desk.waitForURL(/\/people/);
  const [[person]] = ask(office.where, "SELECT id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 ORDER BY id LIMIT 1");
  await desk.goto(`/desk/applications/new?person=${person}`);
  assert.equal(await desk.inputValue('[name="own_words"]'), words);
  await desk.check('[name="needs"][value="heating"]');
  await press(desk, 'form[action="/desk/applications"] button.go');
  assert.match(await desk.innerText("main"), /PAZ14-\d\d-\d{6}/);
  assert.match(await read(resident, key), /прието заявление/);
  const [[kept]] = ask(office.where, "SELECT own_words FROM application ORDER BY id DESC LIMIT 1");
  assert.equal(kept, words);
});

test("a contact is counted with a handful of keys", { timeout: 60_000 }, async () => {
  const counted = () => Number(ask(office.where, "SELECT count(*) FROM contact WHERE municipality = 'PAZ14' AND state = 'counted'")[0][0]);
  const before = counted();
  await desk.goto("/desk/contacts");
  assert.equal(await desk.evaluate(() => document.activeElement.getAttribute("name")), "topic", "the cursor stands in the first field");
  // Topic, village and group by their first letters; what came of it, channel and day stand from the last contact.
  const keys = ["П", "о", "м", "Tab", "К", "а", "Tab", "в", "ъ", "з", "Tab", "Enter"];
  const keyboard = await desk.context().newCDPSession(desk);  // as a Bulgarian keyboard sends them: a list is found by letters
  for (const key of keys) {
    if (key.length > 1) { await desk.keyboard.press(key); continue; }
    await keyboard.send("Input.dispatchKeyEvent", { type: "keyDown", key, text: key });
    await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", key });
  }
  await desk.waitForFunction(() => document.body.innerText.includes("Контактът е отчетен"));
  assert.equal(counted(), before + 1);
  assert.ok(keys.length <= 12, "under a minute");
  const [[topic, village, group]] = ask(office.where, `SELECT t.need_code, s.name_bg, c.target_group FROM contact c
    JOIN contact_topic t ON t.municipality = c.municipality AND t.contact_id = c.id JOIN settlement s ON s.code = c.settlement ORDER BY c.id DESC LIMIT 1`);
  assert.deepEqual([topic, village, group], ["heating", "Калугерово", "older_person"]);
  assert.match(await desk.innerText("main"), /Днес записахте/);
  await shot(desk, "contacts");
});

test("a conversation, while somebody is there", { timeout: 60_000 }, async () => {
  await resident.goto("/ask");
  assert.equal(await resident.locator('button[value="conversation"]').count(), 0, "nobody is there");
  await desk.goto("/desk/inquiries");
  await press(desk, 'form[action$="/presence"] button');
  const visitor = await openWindow(browser, office, { width: 320 });
  await visitor.goto("/ask");
  await fill(visitor, "municipality", "PAZ14");
  await visitor.fill('[name="words"]', "Добър ден, има ли някой?");
  await press(visitor, 'button[value="conversation"]');
  const number = (await visitor.innerText("main")).match(/PAZ14-B\d\d-\d{6}/)[0];
  await press(visitor, 'form[action="/ask/answer"] button');
  assert.deepEqual(await axe(visitor), []);
  await openInbox(number);
  await desk.fill('[name="words"]', "Тук съм, кажете.");
  await press(desk);
  await visitor.waitForFunction(() => document.body.innerText.includes("Тук съм, кажете."), null, { timeout: 20_000 });  // by itself
  await visitor.fill('[name="words"]', "Благодаря!");
  await press(visitor);
  await shot(visitor, "conversation");
  await press(visitor, 'form[action="/ask/end"] button');
  assert.match(await visitor.innerText("main"), /Приключено/);
  assert.equal(await visitor.locator('[name="words"]').count(), 0);
  assert.deepEqual(visitor.complaints, []);
});

test("a flood of questions is told to stop", { timeout: 60_000 }, async () => {
  const robot = new Visitor(office.address);
  let last;
  for (let i = 0; i < 10; ++i) {
    const form = (await robot.get("/ask")).form("/ask");
    last = await robot.post("/ask", [...form.fields.filter(([name]) => !["municipality", "words", "how"].includes(name)), ["municipality", "PAZ14"], ["words", `Въпрос ${i}`]]);
    if (last.status === 429) break;
  }
  assert.equal(last.status, 429);
  assert.match(last.text, /От тази мрежа днес вече бяха изпратени/);
  assert.match(last.text, /112/);
  const [[kept]] = ask(office.where, "SELECT count(*) FROM inquiry WHERE municipality = 'PAZ14'");
  assert.ok(Number(kept) <= 5 + 6, `${kept} kept`);
});
