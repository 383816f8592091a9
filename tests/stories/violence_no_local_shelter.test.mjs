// J3: a woman with a child comes to a town without a shelter. To everybody who is not named she does not exist.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { openBrowser, openWindow, signIn } from "./browser.mjs";
import { demoPassword, engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";

const her = { given: "Невидимира", family: "Тихова", told: "Нечути думи за една нощ" };
const child = { given: "Малчо", family: "Тихов" };
const needles = [her.given, her.family, her.told, child.given, "Nevidimira", "черешова дума"];

const homeHead = "uslugi@strelcha.example";

for (const { engine, skip } of engines) {
  describe(`violence, no local shelter (${engine})`, { skip }, () => {
    let office, contact, referral, resident;
    const as = {};
    before(async () => {
      office = await Office.open(engine);
      for (const [name, email] of Object.entries({
        worker: "worker@strelcha.example", supervisor: "supervisor@strelcha.example", head: "kc-head@peshtera.example",
        duty: "crisis@peshtera.example", second: "second-crisis@peshtera.example", child: "child@pazardzhik.example",
        officer: "officer@strelcha.example", admin: "admin@lesichovo.example", mayor: "mayor@lesichovo.example",
        otherWorker: "worker@lesichovo.example", otherHead: "head@peshtera.example", peshteraWorker: "worker@peshtera.example", homeHead,
      })) {
        as[name] = new Visitor(office.address);
        await as[name].signIn(email, demoPassword);
      }
      // Heads may do without a second factor; nobody is named for somebody shielded without one.
      await as.head.setUpSecondFactor(await as.head.get("/account/second-factor"), "kc-head@peshtera.example", demoPassword);
      await as.homeHead.setUpSecondFactor(await as.homeHead.get("/account/second-factor"), homeHead, demoPassword);
    });
    after(() => office?.stop());

    const titleOf = (answer) => answer.body.match(/<title>([^<]*)/)[1];

    test("1 the worker opens a contact; nothing in title or address says whose", async () => {
      const page = await as.worker.get("/protection/contacts/new");
      assert.match(page.body, /data-leave=/, "no quick exit");
      assert.match(titleOf(page), /^Записки/);
      const unsafe = await as.worker.submit(page, "/protection/contacts", { channel: "phone", contact_rule: "" });
      assert.equal(unsafe.status, 422);
      assert.match(unsafe.text, /безопасно/);
      const made = await as.worker.submit(unsafe, "/protection/contacts", {
        channel: "phone", contact_rule: "Само SMS преди обяд", phone: "0350 00-66-01", given_name: her.given, family_name: her.family, told: her.told,
      });
      assert.match(made.address, /^\/protection\/contacts\/[0-9a-f-]{36}$/, made.text.slice(0, 500));
      contact = made.address;
      assert.match(made.text, new RegExp(her.given));
      assert.ok(!titleOf(made).includes(her.given));
      const list = await as.worker.get("/protection");
      assert.ok(list.links.includes(contact) && !list.text.includes(her.given), "a list names nobody");
    });

    test("2 questions, a child, and the signal with its hour", async () => {
      const form = await as.worker.get(`${contact}/questions`);
      const codes = [...new Set([...form.body.matchAll(/name="(danger_\w+)"/g)].map(([, name]) => name))];
      assert.equal(codes.length, 13);
      const half = await as.worker.submit(form, /questions$/, { [codes[0]]: "yes" });
      assert.equal(half.status, 422);
      const done = await as.worker.submit(half, /questions$/, { ...Object.fromEntries(codes.map((code) => [code, "yes"])), own_judgement: "as_found" });
      assert.match(done.text, /Крайна/);
      assert.match(done.text, /С нея има дете/);
      const withChild = await as.worker.submit(done, /children$/, { given_name: child.given, family_name: child.family, sex: "m", born_on: "12.05.2019" });
      assert.match(withChild.text, /Малчо Тихов, 7/);

      const empty = await as.worker.get(withChild.link(/signals\/new\?crisis=/));
      const preview = await as.worker.submit(empty, "/protection/signals/preview", { child: "Момче на 7 години", danger: "Вижда насилие над майка си", where: "при нас" });
      assert.match(preview.text, /Това ще се изпрати/);
      assert.match(preview.text, /Момче на 7 години/);
      assert.match(preview.text, /1 ч/);
      const sent = await as.worker.submit(preview, "/protection/signals");
      assert.match(sent.address, /^\/protection\/signals\/[0-9a-f-]{36}$/, sent.text.slice(0, 300));
      assert.match(sent.text, /Още не е съобщен/, "the police are told by phone");
      const told = await as.worker.submit(sent, /telling$/, { channel: "phone", whom: "дежурния" });
      assert.match(told.text, /дежурния/);

      const inbox = await as.child.get("/protection/signals");
      const link = inbox.links.find((one) => one.startsWith(sent.address));
      assert.ok(link, "the department has it at once");
      const opened = await as.child.get(link);
      assert.match(opened.text, /Момче на 7 години/);
      assert.ok(!opened.text.includes(her.given), "only what was written goes along");
      const received = await as.child.submit(opened, /acknowledgement$/, { number: "СГ-77/2026" });
      assert.match(received.text, /СГ-77\/2026/);
      const seen = await as.worker.get(sent.address);
      assert.match(seen.text, /СГ-77\/2026/);
      const paper = await as.worker.get(`${sent.address}/paper.pdf`);
      assert.match(paper.headers["content-type"], /pdf/);
      for (const who of ["supervisor", "officer", "otherWorker", "duty"]) {
        assert.equal((await as[who].get(sent.address)).status, 404, `${who} sees the signal`);
      }
    });

    test("3 a room is asked for without a name, and no address is said", async () => {
      const answered = await as.worker.submit(await as.worker.get("/protection/places"), "/protection/places");
      assert.match(answered.text, /Кризисен център/);
      assert.match(answered.text, /Има \d+ мест/);
      assert.match(answered.text, /0350 00-10-09/);
      assert.ok(!/ул\.|PAZ21|maps|geo:/.test(answered.text));
    });

    test("4 the emergency referral names the crew; transport is a task", async () => {
      const form = await as.worker.get(`${contact}/referral`);
      const shelter = form.body.match(/name="service"[^>]*value="([0-9a-f-]{36})"/)?.[1] ?? form.body.match(/value="([0-9a-f-]{36})"[^>]*name="service"/)[1];
      const sent = await as.worker.submit(form, /referral$/, { service: shelter, words: "Жена с едно дете, без наранявания", transport: "Патрулът я оставя на бензиностанцията" });
      assert.match(sent.text, /Насочена/, sent.text.slice(0, 400));
      assert.match(sent.text, /Превоз/);
      referral = sent.link(/^\/referrals\/[0-9a-f-]{36}$/);
      for (const who of ["head", "duty", "second"]) assert.equal((await as[who].get(referral)).status, 200, `${who} does not get it`);
      for (const who of ["supervisor", "officer", "otherWorker", "otherHead", "peshteraWorker"]) assert.equal((await as[who].get(referral)).status, 404, `${who} sees it`);
    });

    test("5 the centre admits her; the papers have a deadline", async () => {
      const home = await as.duty.get("/protection");
      const arrival = home.links.filter((one) => one.startsWith("/protection/arrivals/")).find((one) => one.endsWith(referral.split("/").at(-1)));
      assert.ok(arrival, "the arrival is not on the list");
      assert.ok(!home.text.includes(her.family), "a list names nobody");
      const form = await as.duty.get(arrival);
      assert.match(form.body, /value="Невидимира"/, "the name comes with the package");
      const admitted = await as.duty.submit(form, arrival, { contact_rule: "Тя се обажда сама" });
      assert.match(admitted.address, /^\/protection\/contacts\/[0-9a-f-]{36}$/, admitted.text.slice(0, 500));
      resident = admitted.address;
      assert.match(admitted.text, /Документи след спешно настаняване/);
      assert.match((await as.worker.get(referral)).text, /услугата|Услугата|ползва|Започна/i);
      assert.equal((await as.second.get(resident)).status, 200, "the second on duty does not know");
      assert.equal((await as.worker.get(resident)).status, 404, "the sender reads the centre's file");
    });

    test("6 assessment and safety plan at the centre", async () => {
      const form = await as.second.get(`${resident}/questions`);
      const codes = [...new Set([...form.body.matchAll(/name="(danger_\w+)"/g)].map(([, name]) => name))];
      const asked = await as.second.submit(form, /questions$/, { ...Object.fromEntries(codes.map((code) => [code, "no"])), own_judgement: "higher" });
      assert.match(asked.text, /Повишена/);
      const kept = await as.second.submit(await as.second.get(`${resident}/plan`), /plan$/, { steps: "Чанта при сестра ѝ", safe_word: "черешова дума", people: "112" });
      assert.match(kept.text, /черешова дума/);
      const hers = await as.duty.get(resident);
      assert.match(hers.text, /Правна помощ/);
      assert.ok(hers.links.includes(`${resident}/exit`), "the way home is not the next step");
      // Six months at most, with alerts when four and five are over; the calendar's days, so one may be missing in a short month.
      const [[admitted, ...days]] = ask(office.where, `SELECT admitted_on, first_alert_on, second_alert_on, longest_until_on FROM stay
        WHERE referral_id = ${office.where.url ? `'${referral.split("/").at(-1)}'` : `x'${referral.split("/").at(-1).replaceAll("-", "")}'`}`);
      assert.deepEqual(days.map((day) => Math.round((new Date(day) - new Date(admitted)) / 86_400_000 / 30.44)), [4, 5, 6], `${admitted}: ${days}`);
    });

    test("7 the way home has a new rule and names who may know there", async () => {
      const form = await as.duty.get(`${resident}/exit`);
      const service = form.body.match(/name="service"[^>]*value="([0-9a-f-]{36})"/)?.[1] ?? form.body.match(/value="([0-9a-f-]{36})"[^>]*name="service"/)[1];
      const sent = await as.duty.submit(form, /exit$/, { service, words: "Правна консултация и жилище", contact_rule: "Само на новия номер след 18 часа", phone: "0350 00-66-09" });
      assert.match(sent.text, /Подготвя се напускане/, sent.text.slice(0, 500));
      assert.match(sent.text, /Само на новия номер след 18 часа/);
      const back = sent.links.filter((one) => /^\/referrals\/[0-9a-f-]{36}$/.test(one)).find((one) => one !== referral);
      assert.equal((await as.homeHead.get(back)).status, 200, "who may know there does not");
      for (const who of ["worker", "officer", "supervisor", "otherHead"]) assert.equal((await as[who].get(back)).status, 404, `${who} sees the way home`);
      needles.push("Само на новия номер след 18 часа");
    });

    test("her pages say nothing in the title, and one click leaves them", async () => {
      const weather = "https://www.meteo.bg/";
      const browser = await openBrowser();
      try {
        const page = await openWindow(browser, office, { width: 320 });
        await page.route(`${weather}**`, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: "<title>Времето</title><p>Слънчево</p>" }));
        await signIn(page, "worker@strelcha.example");
        for (const address of ["/protection", "/protection/contacts/new", `${contact}/questions`, "/protection/places", contact]) {
          await page.goto(address);
          assert.match(await page.title(), /^Записки/, address);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${address} is wider than the screen`);
        }
        assert.match(await page.innerText("h1"), new RegExp(her.given));
        await page.click("a[data-leave]");
        await page.waitForURL(weather);
        await page.goBack().catch(() => null);
        assert.ok(!(await page.content()).includes(her.given), "going back shows her");
        assert.deepEqual(page.complaints, []);
      } finally { await browser.close(); }
    });

    test("8 to everybody not named she does not exist", async () => {
      const absent = "/protection/contacts/01980000-dead-7000-8000-00000000beef";
      for (const who of ["otherWorker", "peshteraWorker", "duty"]) {
        const denied = await as[who].get(contact), missing = await as[who].get(absent);
        assert.equal(denied.status, 404);
        assert.equal(denied.body.length, missing.body.length, who);
      }
      for (const who of ["officer", "supervisor", "admin", "mayor", "head", "child"]) assert.equal((await as[who].get(contact)).status, 403, who);
      for (const who of ["officer", "supervisor", "otherWorker", "peshteraWorker"]) {
        const { answer } = await as[who].findPeople(her.family);
        assert.ok(!answer.body.replaceAll(her.family, "").includes(her.given), `${who} finds her by name`);
        for (const address of ["/desk", "/people", "/referrals", "/overview", "/overdue", "/desk/appointments", "/protection", "/protection/signals/own"]) {
          const page = await as[who].get(address);
          for (const needle of needles) assert.ok(!page.body.includes(needle), `${who} reads ${needle} on ${address}`);
        }
      }
      for (const [subject, body] of ask(office.where, "SELECT subject, body FROM message")) {
        for (const needle of needles) assert.ok(!`${subject} ${body}`.includes(needle), "a message says it");
      }
      for (const needle of needles) assert.ok(!office.log.includes(needle), "the log says it");
    });
  });
}
