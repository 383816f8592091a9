// A resident books, moves and cancels without script or account; two want the last time; the reminder leaves once though the
// server is killed in the middle; two counters call a queue that a wall shows.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { openBrowser, openWindow, signIn } from "./browser.mjs";
import { demoPassword, Office, sleep } from "./office.mjs";
import { ask } from "./records.mjs";
import { Sink } from "./sink.mjs";
import { Visitor } from "./visitor.mjs";
import { officer } from "./zone.mjs";

const name = "Неочаквана Именова";
const isoDay = (ahead) => new Date(Date.now() + ahead * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Europe/Sofia" });
const personDay = (iso) => iso.split("-").reverse().join(".");

/** A gateway that keeps what it is told and never answers: whoever asked cannot know. */
class Gateway {
  static async open() {
    const gateway = new Gateway();
    gateway.messages = [];
    gateway.server = http.createServer((request) => {
      let body = "";
      request.on("data", (bytes) => { body += bytes; });
      request.on("end", () => gateway.messages.push({ ...JSON.parse(body), secret: request.headers.authorization }));
    });
    await new Promise((open) => gateway.server.listen(0, "127.0.0.1", open));
    gateway.url = `http://127.0.0.1:${gateway.server.address().port}/send`;
    return gateway;
  }
  stop() { this.server.closeAllConnections(); this.server.close(); }
}

let office, mail, gateway, words;
before(async () => {
  [mail, gateway] = [await Sink.open(), await Gateway.open()];
  office = await Office.open("sqlite");
  const secret = join(office.where.data, "sms-secret");
  writeFileSync(secret, "geheim\n", { mode: 0o600 });
  await office.stop();
  words = ["--requests-per-second", "10000", "--smtp", `smtp://127.0.0.1:${mail.port}`, "--mail-from", "gishe@example.bg",
    "--sms", gateway.url, "--sms-private-network", "--sms-secret-file", secret];
  office = await Office.open("sqlite", { where: office.where, words });
});
after(async () => { await office?.stop(); mail?.stop(); gateway?.stop(); });

async function desk() {
  const visitor = new Visitor(office.address);
  await visitor.signIn(officer, demoPassword);
  return visitor;
}

/** The desk is open on that day from one o'clock at night, whatever the calendar says. */
async function openOn(day) {
  const visitor = await desk();
  const answer = await visitor.submit(await visitor.get("/desk/hours"), "/desk/hours/special-days",
    { special_on: personDay(day), special_hours: "08:00-12:00", note: "" });
  assert.equal(answer.status, 200, answer.text);
  visitor.close();
}

/** From the desk to the details of the first time of a day that is free; `time` asks for one. */
async function chooseTime(visitor, day, time) {
  const subject = await visitor.get("/appointments?desk=PAZ14");
  await visitor.submit(subject, "/appointments", { subject: "papers" });
  const times = await visitor.get(`/appointments?desk=PAZ14&subject=papers&from=${day}`);
  return visitor.get(times.link(new RegExp(`day=${day}&(amp;)?time=${time ?? ""}`)).replaceAll("&amp;", "&"));
}

test("books, moves and cancels without script and without a name", async () => {
  const day = isoDay(3);
  await openOn(day);
  const visitor = new Visitor(office.address);
  const booked = await visitor.submit(await chooseTime(visitor, day), "/appointments", {});
  assert.equal(booked.status, 201, booked.text);
  const number = booked.text.match(/PAZ14-A\d\d-\d{6}/)[0];
  assert.match(booked.text, /[0-9A-Z]{4}-[0-9A-Z]{4}/);
  const slip = await visitor.submit(booked, "/appointments/mine/slip");
  assert.match(slip.headers["content-type"], /pdf/);
  const file = await visitor.submit(booked, "/appointments/mine/calendar");
  assert.match(file.body, /SUMMARY:Среща в общината/);
  assert.doesNotMatch(file.body, /документ/);
  const mine = await visitor.submit(booked, "/appointments/mine");
  assert.match(mine.text, new RegExp(number));
  const times = await visitor.submit(mine, "/appointments/mine/times");
  const later = [...times.body.matchAll(new RegExp(`value="(${day}T11:[^"]*)"`, "g"))].at(-1)[1];
  const moved = await visitor.submit(times, "/appointments/mine/move", { time: later });
  assert.match(moved.text, new RegExp(later.split("T")[1]));
  const gone = await visitor.submit(moved, "/appointments/mine/cancellation");
  assert.match(gone.text, /Отказана(?! от човека)/);
  const wrong = await visitor.submit(await visitor.get("/appointments/mine"), "/appointments/mine", { number, secret: "AAAA-AAAA" });
  assert.equal(wrong.status, 404);
  visitor.close();
});

test("two people want the last time at the same moment: one gets it", async () => {
  const day = isoDay(4);
  await openOn(day);
  const people = await Promise.all(Array.from({ length: 5 }, async () => {
    const visitor = new Visitor(office.address);
    return { visitor, page: await chooseTime(visitor, day, "09:00") };
  }));
  const answers = await Promise.all(people.map(({ visitor, page }) => visitor.submit(page, "/appointments", {})));
  const statuses = answers.map((answer) => answer.status).sort();
  assert.deepEqual(statuses, [201, 201, 409, 409, 409], "two counters");
  assert.match(answers.find((answer) => answer.status === 409).text, /току-що зае/);
  const held = ask(office.where, `SELECT count(*), count(DISTINCT counter) FROM appointment WHERE starts_on = '${day}' AND minute = 540`)[0];
  assert.deepEqual(held, ["2", "2"]);
  for (const { visitor } of people) visitor.close();
});

/** Books for two people, then lets a day pass: the clock of a real server cannot be turned. */
async function bookForReminding() {
  const day = isoDay(2);
  await openOn(day);
  const visitor = new Visitor(office.address);
  const numbers = [];
  for (const contact of [{ email: "ani@example.bg" }, { phone: "0888 123 456" }]) {
    const booked = await visitor.submit(await chooseTime(visitor, day), "/appointments", { ...contact, name });
    assert.equal(booked.status, 201, booked.text);
    numbers.push(booked.text.match(/PAZ14-A\d\d-\d{6}/)[0]);
  }
  visitor.close();
  await office.stop();
  const script = `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA foreign_keys = OFF")
db.execute("UPDATE appointment SET starts_on = ?, starts_at = starts_at - 86400000000 WHERE starts_on = ?", (sys.argv[3], sys.argv[2]))
db.execute("UPDATE appointment_reminder SET starts_at = starts_at - 86400000000, due_at = 0 WHERE appointment_id IN (SELECT id FROM appointment WHERE starts_on = ?)", (sys.argv[3],))
db.commit()`;
  execFileSync("python3", ["-c", script, join(office.where.data, "gishe.db"), day, isoDay(1)]);
  return numbers;
}

test("the reminders arrive once, though the server is killed in the middle", async () => {
  const numbers = await bookForReminding();
  office = await Office.open("sqlite", { where: office.where, words });
  for (let n = 0; n < 300 && gateway.messages.length === 0; ++n) await sleep(50);
  await office.kill();
  office = await Office.open("sqlite", { where: office.where, words });
  await mail.wait(1);
  await sleep(7000);  // two rounds of everything
  assert.equal(gateway.messages.length, 1);
  assert.equal(mail.letters.length, 1, mail.log);
  const [message] = gateway.messages;
  assert.deepEqual([message.to, message.secret], ["+359888123456", "Bearer geheim"]);
  assert.equal(message.text, `Утре в ${message.text.match(/\d\d:\d\d/)[0]} имате среща в общината. Номер ${numbers[1]}`);
  const body = Buffer.from(mail.letters[0].split(/\n\s*\n/).at(-1).replace(/[^A-Za-z0-9+/=]/g, ""), "base64").toString("utf8");
  assert.match(body + mail.letters[0], new RegExp(numbers[0]));
  for (const personal of [name, "документ", "papers", "ani"]) assert.doesNotMatch(`${body}${message.text}`, new RegExp(personal));
});

test("two counters call the queue, and the wall shows numbers only", async () => {
  const browser = await openBrowser();
  try {
    const page = await openWindow(browser, office, { width: 1440 });
    const wall = await openWindow(browser, office, { width: 1920 });
    await signIn(page, officer);
    await wall.goto("/queue/screen?desk=PAZ14");
    const called = [];
    for (const counter of [2, 1, 2]) {
      await page.goto(`/desk/queue?counter=${counter}`);
      await Promise.all([page.waitForEvent("framenavigated"), page.click(".call-next button")]);
      await page.waitForLoadState("load");
      called.push(await page.innerText(".card.now .big-number b"));
    }
    assert.deepEqual(called, ["2", "3", "4"], "the demo has called 1 already");
    await wall.waitForFunction(() => document.querySelector(".latest > b")?.textContent === "4");
    const text = await wall.innerText(".screen");
    assert.match(text, /Номер\s*4\s*Гише № 2/);
    assert.doesNotMatch(text, /[А-Я][а-я]+(ова|ева|ов|ев)\b(?<!Лесичово)/);
    assert.deepEqual(wall.complaints, []);
    await Promise.all([page.waitForEvent("framenavigated"), page.click('.card.now button:has-text("Не се яви")')]);
    await page.waitForLoadState("load");
    assert.equal(await page.locator(".card.now").count(), 0);
  } finally { await browser.close(); }
});
