// J7: health and social together after hospital. The hospital and the GP never get an account; by page and by FHIR.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { axe, openBrowser, openWindow, scrollsSideways, shot, untranslated } from "./browser.mjs";
import { demoPassword, engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { isoInDays } from "./zone.mjs";

const her = { given_name: "Величка", middle_name: "", family_name: "Изписанова", phone: "0888 555 441", address: "ул. Крайна 3" };
const needles = ["Изписанова", "0888 555 441", "игла-нужда-81", "игла-мерене-82"];
const sender = { name: "Невяна Докова", post: "социален работник, вътрешно", reply_to: "ward@mbal.example" };
const house = "01980000-0000-7000-8000-00000000b031";

for (const { engine, skip } of engines) {
  describe(`home after hospital (${engine})`, { skip, timeout: 240_000 }, () => {
    let office, number, secret, discharge, there, person, referral;
    const as = {};
    before(async () => {
      office = await Office.open(engine);
      for (const [name, email] of Object.entries({ officer: "officer@lesichovo.example", worker: "worker@lesichovo.example", second: "second-worker@lesichovo.example",
        supervisor: "supervisor@lesichovo.example", nurse: "nurse@lesichovo.example", neighbour: "officer@peshtera.example" })) {
        as[name] = new Visitor(office.address);
        await as[name].signIn(email, demoPassword);
      }
      for (const name of ["hospital", "gp"]) as[name] = new Visitor(office.address);
    });
    after(async () => {
      for (const visitor of Object.values(as)) visitor.close();
      await office?.stop();
    });

    const mails = (kind) => ask(office.where, `SELECT to_address, subject, body FROM message WHERE kind = '${kind}' ORDER BY id`);
    /** The hospital opens its page with number and secret. */
    const state = async () => as.hospital.submit(await as.hospital.get("/refer-to-us"), /state$/, { number, secret });

    test("1 the hospital's social worker refers by a link that works once", async () => {
      const page = await as.officer.get("/hospital/links");
      const made = await as.officer.submit(page, "/hospital/links", { house, email: "ward@mbal.example" });
      const link = made.body.match(/\/refer-to-us\/[\w.-]+/)[0];
      assert.ok(!(await as.officer.get("/hospital/links")).body.includes(link), "the link is shown a second time");
      assert.equal((await as.hospital.get("/refer-to-us/PAZ14.wrong")).status, 404);
      const form = await as.hospital.get(link);
      const tries = () => Number(ask(office.where, "SELECT sum(wrong) FROM follow_try WHERE municipality = ''")[0][0]);
      const once = tries();
      const [{ fields }] = form.forms.filter(({ action }) => /refer-to-us/.test(action));
      assert.equal((await as.hospital.post("/refer-to-us/PAZ14.wrong", fields)).status, 404);
      assert.equal(tries(), 2 * once, "a wrong link that is sent counts more than one that is opened");
      assert.match(form.text, /Без диагноза/);
      const half = await as.hospital.submit(form, /refer-to-us/, { ...her, ...sender, needs: ["rehabilitation_after_illness"], words: "" });
      assert.equal(half.status, 422);
      assert.ok(half.body.includes(her.family_name), "what was typed is lost");
      const sent = await as.hospital.submit(half, /refer-to-us/, { ...her, ...sender, words: "игла-нужда-81: втори етаж", needs: ["rehabilitation_after_illness", "cannot_care_for_self"],
        leaves_on: isoInDays(3), urgency: "soon", legal_ground: "consent", consent_how: "written" });
      assert.equal(sent.status, 200, sent.text.slice(0, 400));
      assert.match(sent.text, /Отговор се очаква до \d+ \S+ 20\d\d/);
      number = sent.body.match(/PAZ14-H\d\d-\d{6}/)[0];
      secret = sent.body.match(/class="big-number"[^>]*>[\s\S]*?<b>([^<]+)<\/b>/)[1];
      assert.equal((await as.hospital.get(link)).status, 404, "the link works twice");
      const seen = await state();
      assert.match(seen.text, /Изпратено/);
      for (const needle of needles) assert.ok(!seen.body.includes(needle), `the state shows ${needle}`);
      assert.equal((await as.hospital.submit(await as.hospital.get("/follow"), "/follow", { number, secret })).status, 404, "the desk's page opens with it");
    });

    test("2 the desk asks back, takes her without typing, gives her to a worker, who starts the case", async () => {
      const list = await as.officer.get("/desk/online");
      let online;
      for (const link of list.links.filter((one) => /^\/desk\/online\/[0-9a-f-]{36}$/.test(one))) {
        const one = await as.officer.get(link);
        if (one.text.includes(number)) online = one;
      }
      assert.ok(online, "it is not in the inbox");
      assert.match(online.text, /МБАЛ „Здраве“.*Невяна Докова/);
      await as.officer.submit(online, /answer$/, { state: "returned", words: "Кой ще отключва?" });
      const asked = await state();
      assert.match(asked.text, /Кой ще отключва/);
      const answered = await as.hospital.submit(asked, /step$/, { words: "Дъщерята." });
      assert.match(answered.text, /Отговорът е изпратен/);
      online = await as.officer.get(online.address);
      assert.match(online.text, /Дъщерята/);
      const taken = await as.officer.submit(online, /taking$/, { person: "new", sex: "f" });
      assert.match(taken.address, /^\/desk\/applications\//, taken.text.slice(0, 400));
      const mine = await as.officer.get("/hospital");
      const row = ask(office.where, `SELECT id FROM discharge WHERE number = '${number}'`)[0][0];
      discharge = `/hospital/${row}`;
      assert.ok(mine.links.includes(discharge));
      assert.ok(!mine.text.includes(her.family_name), "a list names nobody");
      for (const who of ["worker", "second", "neighbour"]) assert.equal((await as[who].get(discharge)).status, 404, `${who} sees it`);
      const one = await as.officer.get(discharge);
      person = one.link(/^\/people\//).split("/").at(-1);
      const [worker] = ask(office.where, "SELECT id FROM account WHERE email_key = 'worker@lesichovo.example'")[0];
      await as.officer.submit(one, /worker$/, { worker });
      assert.equal((await as.second.get(discharge)).status, 404, "a colleague off the team sees it");
      const start = await as.worker.get(discharge);
      assert.match(start.body, /Изписване от болница/, "the reason is not filled in");
      const started = await as.worker.submit(start, /case$/, {});
      assert.match(started.address, /^\/cases\/[0-9a-f-]{36}$/, started.text.slice(0, 400));
      there = started.address;
      assert.match(started.text, /Насочване от болница/);
      assert.match((await state()).text, /Работи се/);
    });

    test("2 and 3 the team: nurse, GP and daughter; a joint plan in which each sees the own part", async () => {
      const [nurse] = ask(office.where, "SELECT id FROM account WHERE email_key = 'nurse@lesichovo.example'")[0];
      let page = await as.worker.submit(await as.worker.get(`${there}/partners`), `${there}/partners`, { email: "nurse@lesichovo.example", role: "сестра", section_title: "Здраве" });
      for (const [name, role] of [["д-р Петров", "личен лекар"], ["Мария", "дъщеря"]]) page = await as.worker.submit(page, `${there}/members`, { name, member_role: role });
      assert.match(page.text, /личен лекар/);
      page = await as.worker.submit(page, `${there}/summary`, { summary: "Да ходи сигурно у дома." });
      page = await as.worker.submit(await as.worker.get(`${there}/plans`), `${there}/plans`, {});
      const plan = page.address;
      page = await as.worker.submit(page, `${plan}/goals`, { domain: "self_care", words: "Искам да се кача сама", measure: "стъпала", target: "20", due_on: isoInDays(60) });
      for (const [words, responsible] of [["Домашна помощ 2 пъти седмично", "family"], ["Асистентска подкрепа", "family"], ["Мерене и превръзка", `account:${nurse}`]]) {
        page = await as.worker.submit(page, /\/actions$/, { words, responsible, responsible_words: "дъщерята", frequency: "седмично" });
      }
      page = await as.worker.submit(page, `${plan}/step`, { verb: "propose" });
      const step = async (verb, more = []) => {
        const form = page.forms.find(({ fields }) => fields.some(([name, value]) => name === "verb" && value === verb));
        assert.ok(form, `${verb} is not offered: ${page.text.slice(0, 300)}`);
        page = await as.worker.follow(await as.worker.post(form.action, [...form.fields, ...more]));
      };
      await step("agree", [["signed_by", "person"]]);
      await as.supervisor.submit(await as.supervisor.get(`${plan}/approval`), `${plan}/approval`, {});
      page = await as.worker.get(plan);
      await step("activate");
      assert.match(page.text, /В сила/);
      const seen = await as.nurse.get(there);
      assert.match(seen.text, /Искам да се кача сама/);
      assert.match(seen.text, /Мерене и превръзка/);
      assert.ok(!seen.text.includes("Асистентска подкрепа"), "the nurse sees what others do");
      assert.equal((await as.nurse.get(`${there}/plans`)).status, 404);
    });

    test("the GP answers by a link and never needs an account", async () => {
      const [service] = ask(office.where, "SELECT id FROM service WHERE listed = 1 AND accepts_referrals = 0 AND type = 'therapy_rehabilitation' ORDER BY id LIMIT 1")[0];
      const form = await as.officer.get(`/referrals/new?person=${person}&service=${service}&need=rehabilitation_after_illness`);
      const sent = await as.officer.submit(form, "/referrals", { reason: "Рехабилитация у дома.", legal_ground: "public_task", package: ["name"] });
      referral = sent.address.match(/[0-9a-f]{8}-[0-9a-f-]{27}/)[0];
      const made = await as.officer.submit(await as.officer.get(`/referrals/${referral}/answer-link`), /answer-link$/, {});
      const link = made.body.match(/\/answer\/[\w.-]+/)[0];
      const who = { name: "д-р Петров", post: "личен лекар", organisation: "АПЛ Петров" };
      const whole = await as.gp.submit(await as.gp.get(link), /\/answer\//, who);
      const done = await as.gp.submit(whole, /answer$/, { verb: "accept", on: isoInDays(2), note: "Идвам в 10." });
      assert.match(done.text, /Благодарим за отговора/);
      assert.match((await as.officer.get(`/referrals/${referral}`)).text, /Идвам в 10/);
    });

    test("4 the nurse's measurements are health entries the team alone reads", async () => {
      const page = await as.nurse.get(`${there}/notes`);
      const written = await as.nurse.submit(page, `${there}/notes`, { kind: "health", level: "3", audience: "team", words: "игла-мерене-82: 150/90", about_on: isoInDays(0) });
      assert.equal(written.status, 200, written.text.slice(0, 300));
      await as.nurse.submit(await as.nurse.get(`${there}/log`), `${there}/log`, { words: "игла-дневник-83", done_on: isoInDays(0), unit: "attended" });
      await as.nurse.submit(await as.nurse.get(there), `${there}/section`, { section: "игла-раздел-84: превръзка" });
      assert.match((await as.worker.get(`${there}/notes`)).text, /игла-мерене-82/);
      assert.match((await as.worker.get(`${there}/log`)).text, /игла-дневник-83/);
      assert.match((await as.worker.get(`${there}/partners`)).text, /игла-раздел-84/);
      assert.match((await as.supervisor.get(`${there}/log`)).text, /Чете го само екипът/);
      for (const who of ["supervisor", "officer", "second", "neighbour"]) {
        for (const [part, needle] of [["notes", "игла-мерене-82"], ["log", "игла-дневник-83"], ["partners", "игла-раздел-84"]]) {
          assert.ok(!(await as[who].get(`${there}/${part}`)).body.includes(needle), `${who} reads ${needle}`);
        }
      }
    });

    test("5 she is admitted again: the team is told without names, the review day stays", async () => {
      const review = () => ask(office.where, `SELECT review_due_on FROM case_file WHERE id = ${office.where.url ? `'${there.split("/").at(-1)}'` : `x'${there.split("/").at(-1).replaceAll("-", "")}'`}`)[0][0];
      const before = review();
      const told = await as.hospital.submit(await state(), /step$/, { day: isoInDays(0) });
      assert.match(told.text, /Екипът е уведомен/);
      const again = await as.hospital.submit(await state(), /step$/, { day: isoInDays(0) });
      assert.equal(again.status, 409);
      assert.match(again.text, /вече е съобщено/);
      const page = await as.worker.get(there);
      assert.match(page.text, /Болницата съобщи за повторно приемане/);
      assert.match(page.text, /Лицето е отново в болница: прегледайте плана/);
      assert.equal(review(), before);
      const letters = mails("readmission");
      assert.ok(letters.some(([to]) => to === "worker@lesichovo.example") && letters.some(([to]) => to === "nurse@lesichovo.example"), letters.join("\n"));
      for (const letter of [...letters, ...mails("discharge"), ...mails("hospital_link")]) {
        for (const needle of needles) assert.ok(!letter.join(" ").includes(needle), `a mail holds ${needle}`);
      }
      for (const needle of needles) assert.ok(!office.log.includes(needle), `the log holds ${needle}`);
    });

    test("6 the plan is reviewed, 7 and the outcome goes back to the hospital", async () => {
      let page = await as.worker.get(`${there}/plans`);
      page = await as.worker.get(page.links.find((link) => /\/plans\/[0-9a-f-]{36}$/.test(link)));
      const form = page.forms.find(({ fields }) => fields.some(([name, value]) => name === "verb" && value === "review"));
      assert.ok(form, page.text.slice(0, 600));
      page = await as.worker.follow(await as.worker.post(form.action, form.fields));
      assert.match(page.text, /преглед/i);
      const one = await as.worker.get(discharge);
      const wrong = await as.worker.submit(one, /ending$/, { verb: "complete", outcome: "" });
      assert.equal(wrong.status, 422);
      const stale = await as.worker.submit(one, /ending$/, { verb: "complete", outcome: "goal_met", version: 1 });
      assert.equal(stale.status, 409);
      assert.deepEqual(stale.form(/ending$/).fields.find(([name]) => name === "outcome"), ["outcome", "goal_met"], "what was chosen is lost");
      await as.worker.submit(one, /ending$/, { verb: "complete", outcome: "goal_met" });
      const seen = await state();
      assert.match(seen.text, /Приключено/);
      assert.match(seen.text, /Целта е постигната/);
      for (const needle of needles) assert.ok(!seen.body.includes(needle), `the hospital sees ${needle}`);
      assert.ok(mails("discharge").filter(([to]) => to === "ward@mbal.example").length >= 4, "no mail that there is news");
    });

    test("its pages in a browser: no complaints, nothing sideways, words in three languages", { skip: engine !== "sqlite" }, async () => {
      const browser = await openBrowser();
      try {
        const made = await as.officer.submit(await as.officer.get("/hospital/links"), "/hospital/links", { house });
        const link = made.body.match(/\/refer-to-us\/[\w.-]+/)[0];
        for (const [language, width] of [["bg", 320], ["bg", 1440], ["it", 1440], ["en", 320]]) {
          const page = await openWindow(browser, office, { language, width });
          for (const path of ["/refer-to-us", link]) {
            await page.goto(path);
            assert.deepEqual(await axe(page), [], `${path} ${language}`);
            assert.deepEqual(await untranslated(page), []);
            assert.ok(!await scrollsSideways(page), `${path} at ${width}`);
            await shot(page, `hospital-${path === link ? "form" : "door"}-${language}-${width}`);
          }
          await page.goto("/refer-to-us");
          await page.fill('input[name="number"]', number);
          await page.fill('input[name="secret"]', secret);
          await page.click("main form button.go");
          await page.waitForSelector("main .meta");
          assert.deepEqual(await axe(page), []);
          await shot(page, `hospital-state-${language}-${width}`);
          assert.deepEqual(page.complaints, []);
          await page.context().close();
        }
        for (const width of [320, 1440]) {
          const page = await openWindow(browser, office, { width });
          await page.context().addCookies([...as.worker.cookies].map(([name, value]) => ({ name, value, url: office.address })));
          for (const [name, path] of [["list", "/hospital"], ["one", discharge], ["case", there]]) {
            await page.goto(path);
            assert.deepEqual(await axe(page), [], path);
            assert.deepEqual(await untranslated(page), [], path);
            assert.ok(!await scrollsSideways(page), `${path} at ${width}`);
            await shot(page, `hospital-${name}-${width}`);
          }
          assert.deepEqual(page.complaints, []);
          await page.context().close();
        }
      } finally {
        await browser.close();
      }
    });
  });
}
