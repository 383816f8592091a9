// J5: the commission's secretary keeps a case from the school's report to its sealing. Nobody else knows that it exists.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { axe, fill, openBrowser, openWindow, press, scrollsSideways, shot, signIn, untranslated } from "./browser.mjs";
import { demoPassword, engines, Office, sleep } from "./office.mjs";
import { ask, change } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { isoInDays } from "./zone.mjs";

const child = "Скриванчо Петров Непоказанов";
const needles = ["Скриванчо", "Непоказанов", "витрината на магазина"];

for (const { engine, skip } of engines) {
  describe(`a child before the commission (${engine})`, { skip }, () => {
    let office, matter, number, referral, measure;
    const as = {};
    before(async () => {
      office = await Office.open(engine);
      for (const [name, email] of Object.entries({
        secretary: "commission@lesichovo.example", child: "child@pazardzhik.example", centre: "iga@pazardzhik.example",
        officer: "officer@lesichovo.example", worker: "worker@lesichovo.example", supervisor: "supervisor@lesichovo.example",
        dpo: "dpo@lesichovo.example", admin: "admin@lesichovo.example",
      })) {
        as[name] = new Visitor(office.address);
        await as[name].signIn(email, demoPassword);
      }
      // What the commission sends is L3: the centre's head shows a second factor.
      await as.centre.setUpSecondFactor(await as.centre.get("/account/second-factor"), "iga@pazardzhik.example", demoPassword);
    });
    after(() => office?.stop());

    const now = () => as.secretary.get(matter);

    test("1 the secretary opens a case from the school's report", async () => {
      const form = await as.secretary.get("/commission/new");
      const grown = await as.secretary.submit(form, "/commission", { source: "school", name: child, born_on: "01.01.1990", what: "Счупил витрината на магазина" });
      assert.equal(grown.status, 422);
      assert.match(grown.text, /под 18/);
      const opened = await as.secretary.submit(grown, "/commission", { source: "school", name: child, born_on: "12.03.2012", school: "ОУ", what: "Счупил витрината на магазина" });
      assert.match(opened.address, /^\/commission\/[0-9a-f-]{36}$/, opened.text.slice(0, 400));
      matter = opened.address;
      number = opened.text.match(/PAZ14-K-\d\d-\d{6}/)[0];
      assert.ok(!opened.body.match(/<title>([^<]*)/)[1].includes("Скриванчо"));
    });

    test("2 only what the commission may know, and the department is told", async () => {
      const set = await as.secretary.submit(await now(), /hearing-day$/, { on: isoInDays(0) });
      assert.match(set.text, /Насрочено/);
      const early = await as.secretary.submit(await as.secretary.get(`${matter}/hearing`), /hearing$/, {
        decision: "measure", participants: "председател, секретар", words: "Надзор", measure: "public_educator", until: isoInDays(180) });
      assert.equal(early.status, 409);
      assert.match(early.text, /Първо уведомете/);
      const told = await as.secretary.submit(await now(), /informing$/);
      assert.match(told.text, /Уведомлението до ОЗД/);
      const inbox = await as.child.get("/protection/signals");
      const links = inbox.links.filter((one) => one.endsWith("/received"));
      const texts = await Promise.all(links.map((one) => as.child.get(one)));
      const mine = texts.find((answer) => answer.text.includes("Скриванчо"));
      assert.ok(mine, "the department has not got it");
      await as.child.submit(mine, /acknowledgement$/, { number: "ОЗД-5" });
    });

    test("3 hearing, measure, term, and the protocol on paper", async () => {
      const form = await as.secretary.get(`${matter}/hearing`);
      const endless = await as.secretary.submit(form, /hearing$/, { decision: "measure", participants: "председател, секретар, майката", words: "Надзор за шест месеца", measure: "public_educator" });
      assert.match(endless.text, /иска срок/);
      const decided = await as.secretary.submit(endless, /hearing$/, {
        decision: "measure", participants: "председател, секретар, майката", words: "Надзор за шест месеца", measure: "public_educator", until: isoInDays(180), educator: "Д. Петров" });
      assert.match(decided.text, /Надзор от обществен възпитател/, decided.text.slice(0, 600));
      const protocol = await as.secretary.get(`${matter}/protocol.pdf`);
      assert.match(protocol.headers["content-type"], /pdf/);
    });

    test("4 a centre elsewhere gets name, day of birth and the words, no more", async () => {
      const form = await as.secretary.get(`${matter}/referral`);
      const centre = [...form.body.matchAll(/value="([0-9a-f-]{36})"/g)].map(([, id]) => id)
        .find((id) => id === "01980000-0000-7000-8000-00000000c027");
      assert.ok(centre, "the centre is not among the choices");
      const sent = await as.secretary.submit(form, /referral$/, { service: centre, words: "Наставник за шест месеца по мярката" });
      assert.match(sent.text, /Изпратено|изпратено/, sent.text.slice(0, 500));
      referral = sent.link(/^\/referrals\/[0-9a-f-]{36}$/);
      const received = await as.centre.get(referral);
      assert.equal(received.status, 200);
      assert.match(received.text, /Скриванчо/);
      assert.ok(!received.text.includes("витрината"), "what happened stays with the commission");
      for (const who of ["officer", "worker", "supervisor"]) assert.equal((await as[who].get(referral)).status, 404, who);
    });

    test("5 the centre accepts; its risks, strengths and plan with the family and the educator come as a report", async () => {
      const accepted = await as.centre.submit(await as.centre.get(`${referral}/acceptance`), /acceptance$/, { on: isoInDays(2) });
      assert.equal(accepted.status, 200, accepted.text.slice(0, 300));
      assert.match((await now()).text, /прието/i);
      const plan = "Риск: среден, нощем е навън. Силно: бабата държи на него. План с бабата и Д. Петров: у дома до девет, среща всяка седмица.";
      const browser = await openBrowser();
      try {
        const page = await openWindow(browser, office, { width: 320 });
        await signIn(page, "iga@pazardzhik.example");
        await Promise.all([page.waitForURL("**/measures"), page.evaluate(() => document.querySelector('nav a[href="/measures"]').click())]);
        const list = await page.innerText("main");
        const sentAs = (await as.centre.get(referral)).text.match(/PAZ14-R-\d\d-\d{6}/)[0];
        assert.ok(list.includes(sentAs), list);
        for (const needle of needles) assert.ok(!list.includes(needle), `${needle} in the list`);
        await Promise.all([page.waitForURL(/\/measures\/[0-9a-f-]{36}$/), page.click(`main a:text-is("${sentAs}")`)]);
        measure = new URL(page.url()).pathname;
        const shown = await page.innerText("main");
        assert.match(shown, /Скриванчо/);
        for (const secret of ["витрина", "ОУ", "председател", "PAZ14-K-"]) assert.ok(!shown.includes(secret), `the centre reads ${secret}`);
        assert.ok(!(await page.title()).includes("Скриванчо"));
        assert.ok(!(await scrollsSideways(page)), "wider than the screen");
        assert.deepEqual([...await axe(page), ...await untranslated(page)], []);
        for (const [name, value] of [["report", plan], ["course", "kept"], ["on", isoInDays(1)]]) await fill(page, name, value);
        await press(page);
        assert.match(await page.innerText("main"), /Този ден още не е дошъл/);
        assert.equal(await page.inputValue('main [name="report"]'), plan, "what was typed is still there");
        await fill(page, "on", isoInDays(0));
        await press(page);
        assert.match(await page.innerText("main"), /Справката е подадена[^]*Силно: бабата държи на него/);
        assert.deepEqual(page.complaints.filter((one) => !one.includes("422")), []);
      } finally { await browser.close(); }
      const planned = await now();
      assert.match(planned.text, /Силно: бабата държи на него/);
      assert.match(planned.text, /Подадена от центъра: Ваня Георгиева/);
      assert.ok(ask(office.where, "SELECT subject FROM message").some(([subject]) => subject === `Справка по дело ${number}`), "the secretary is not told");
      for (const who of ["officer", "worker", "supervisor", "secretary"]) assert.equal((await as[who].get(measure)).status, 403, who);
      const begun = await as.centre.submit(await as.centre.get(`${referral}/service-start`), /service-start$/, { reason: "ordered" });
      assert.equal(begun.status, 200, begun.text.slice(0, 300));
    });

    test("6 attendance and a short report every month, not the psychologist's notes", async () => {
      const month = await as.centre.get(`${referral}/report`);
      assert.equal(month.status, 200, "the centre counts days by month");
      assert.equal((await as.secretary.get("/cases")).status, 403, "the commission has no way into the files of those who help");
      const reported = await as.secretary.submit(await now(), /reports$/, { on: isoInDays(0), source: "centre", course: "kept", report: "Идва редовно, говори за училище." });
      const own = await as.centre.submit(await as.centre.get(measure), /reports$/, { on: isoInDays(0), course: "partly", report: "Закъснява, но идва." });
      assert.match(own.text, /Закъснява, но идва/);
      assert.ok(!own.text.includes("говори за училище"), "what the secretary typed is the commission's");
      assert.match(reported.text, /Спазва се/);
      assert.match(reported.text, /Справка:/);
    });

    test("7 a breach leads to a review", async () => {
      const breached = await as.secretary.submit(await now(), /reports$/, { on: isoInDays(0), source: "educator", course: "breach", report: "Не идва втора седмица." });
      assert.match(breached.text, /Мярката е нарушена/);
      const kept = await as.secretary.submit(breached, /keeping$/);
      assert.match(kept.text, /Мярката остава/);
    });

    test("its pages in a browser: no name in a title, nothing wider than a telephone", async () => {
      const browser = await openBrowser();
      try {
        for (const [email, addresses] of [
          ["commission@lesichovo.example", ["/commission", "/commission/new", matter, "/commission/sealed"]],
          ["iga@pazardzhik.example", [referral, "/referrals", "/measures", measure]], ["child@pazardzhik.example", ["/protection/signals"]]]) {
          const page = await openWindow(browser, office, { width: 320 });
          await signIn(page, email);
          for (const address of addresses) {
            const answer = await page.goto(address);
            assert.equal(answer.status(), 200, `${email} ${address}`);
            for (const needle of needles) assert.ok(!(await page.title()).includes(needle), `${address}: ${needle} in the title`);
            assert.ok(!(await scrollsSideways(page)), `${address} is wider than the screen`);
            assert.deepEqual([...await axe(page), ...await untranslated(page)], [], address);
            if (process.env.GISHE_SHOTS) await shot(page, `commission-${address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "x").replaceAll("/", "-")}`);
          }
          assert.deepEqual(page.complaints, [], email);
          await page.context().close();
        }
        const page = await openWindow(browser, office);
        await signIn(page, "commission@lesichovo.example");
        await page.goto("/commission/new");
        for (const [name, value] of [["source", "police"], ["name", "Друго Непоказано"], ["born_on", "03.04.2011"], ["what", "Бягство от дома"]]) await fill(page, name, value);
        await press(page);
        assert.match(await page.innerText("main"), /Друго Непоказано/);
        assert.match(new URL(page.url()).pathname, /^\/commission\/[0-9a-f-]{36}$/);
        await page.goto("/commission");
        await fill(page, "words", "непоказанов");
        await press(page, 'main form[action="/commission/search"] button');
        await Promise.all([page.waitForURL(`**${matter}`), page.click(`main a[href="${matter}"]`)]);
        assert.match(await page.innerText("main"), /Надзор от обществен възпитател/);
        assert.deepEqual(page.complaints, []);
      } finally { await browser.close(); }
    });

    test("nobody else sees the case or that it exists", async () => {
      for (const who of ["officer", "worker", "supervisor", "dpo", "admin", "child", "centre"]) {
        assert.equal((await as[who].get(matter)).status, 403, who);
        assert.equal((await as[who].get("/commission")).status, 403, who);
      }
      for (const who of ["officer", "worker", "supervisor"]) {
        const { answer, people } = await as[who].findPeople("Непоказанов");
        assert.deepEqual(people, [], `${who} finds the child`);
        assert.equal(answer.status, 200);
        for (const address of ["/desk", "/people", "/referrals", "/overview", "/overdue"]) {
          const page = await as[who].get(address);
          for (const needle of needles) assert.ok(!page.body.includes(needle), `${who} reads ${needle} on ${address}`);
        }
      }
      for (const needle of needles) {
        assert.ok(!office.log.includes(needle), "the log says it");
        for (const row of ask(office.where, "SELECT subject, body FROM message")) assert.ok(!row.join(" ").includes(needle), "a message says it");
      }
      const found = await as.secretary.submit(await as.secretary.get("/commission"), "/commission/search", { words: "непоказанов" });
      assert.ok(found.links.includes(matter));
    });

    test("8 it is closed; when its time comes it is sealed and opens only by number and reason", async () => {
      const closed = await as.secretary.submit(await now(), /\/end$/, { outcome: "goals_met" });
      assert.match(closed.text, /Приключено/);
      assert.equal((await as.centre.get(measure)).status, 404, "the measure has ended, the centre still reads it");
      assert.match(closed.text, /Ще бъде запечатано на/);
      const shut = await as.secretary.submit(await as.secretary.get("/commission/sealed"), "/commission/sealed", { number, reason_code: "court", reason: "Гр. д. 7/2026" });
      assert.equal(shut.status, 404, "what is not sealed yet is not unsealed");
      // Its day is brought forward behind the server's back; the clock's job runs when the server starts.
      const { where } = office;
      await office.stop();
      change(where, `UPDATE commission_case SET seal_on = '2026-01-01' WHERE number = '${number}'`);
      office = await Office.open(engine, { where });
      for (let n = 0; n < 100 && ask(where, `SELECT state FROM commission_case WHERE number = '${number}'`)[0][0] !== "sealed"; ++n) await sleep(50);
      const secretary = new Visitor(office.address);
      await secretary.signIn("commission@lesichovo.example", demoPassword);
      assert.equal((await secretary.get(matter)).status, 404, "a sealed case is still there");
      const list = await secretary.get("/commission");
      assert.ok(!list.links.includes(matter));
      const search = await secretary.submit(list, "/commission/search", { words: "Непоказанов" });
      assert.ok(!search.links.includes(matter));
      assert.deepEqual((await secretary.findPeople("Непоказанов")).people, [], "the file is still found by name");
      const opened = await secretary.submit(await secretary.get("/commission/sealed"), "/commission/sealed", { number, reason_code: "court", reason: "Гр. д. 7/2026" });
      assert.match(opened.text, /само за четене/);
      assert.match(opened.text, /Скриванчо/);
      assert.ok(ask(where, "SELECT body FROM ledger").some(([body]) => body.includes("commission.unsealed")));
    });
  });
}
