// J4: Лесичово has no therapy for a child. Who has it, under which agreement, what it costs, and how it ends; over HTTP, and
// from the plan to the goal in Chromium.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { axe, fill, openBrowser, openWindow, press, scrollsSideways, shot, signIn } from "./browser.mjs";
import { demoPassword, engines, Office } from "./office.mjs";
import { ask, change } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { isoInDays, officer, supervisor, therapist } from "./zone.mjs";

const peshtera = "supervisor@peshtera.example";
const strelcha = "supervisor@strelcha.example";
const idOf = (address) => address.match(/[0-9a-f]{8}-[0-9a-f-]{27}/)[0];

for (const { engine, skip } of engines) {
  describe(`we lack the service (${engine})`, { skip, timeout: 120_000 }, () => {
    let office, person, referral;
    const who = {};
    const signedIn = async (email) => {
      if (!who[email]) {
        who[email] = new Visitor(office.address);
        await who[email].signIn(email, demoPassword);
      }
      return who[email];
    };
    const open = async () => { office = await Office.open(engine, { where: office?.where }); };
    const close = async () => {
      for (const email of Object.keys(who)) { who[email].close(); delete who[email]; }
      await office.stop();
    };
    before(async () => {
      await open();
      person = ask(office.where, "SELECT id, family_name FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 AND family_name <> '' ORDER BY id LIMIT 1")[0];
    });
    after(close);

    test("2 the gap finder: none at home, Пещера with places and an agreement, Пловдив is asked to agree", async () => {
      const desk = await signedIn(officer);
      const found = await desk.get(`/gaps?type=therapy_rehabilitation&group=child&age=9&person=${person[0]}`);
      assert.equal(found.status, 200);
      assert.match(found.text, /Нашата община няма такава услуга/);
      const zone = found.text.indexOf("В зоната"), district = found.text.indexOf("В областта");
      assert.ok(zone > 0 && zone < district, "the zone comes first");
      const best = found.text.slice(zone, zone + 500);
      assert.match(best, /Терапия за деца – Пещера.*2 свободни места.*с кола, \d+ км.*примерно 1\/2026: оста(ва|ват) \d+ м.*14,50 € на ден/);
      assert.match(found.text, /Няма споразумение: поискайте съгласие/);
      assert.doesNotMatch(found.text, /Кризисен център/, "a hidden place came up with a place");
      assert.ok(!found.body.includes(person[1]), "the finder names the person");
      const shelter = await desk.get("/gaps?type=shelter");
      assert.doesNotMatch(shelter.text.slice(shelter.text.indexOf("В зоната")), /Пещера Кризисен|Кризисен център – Пещера Пещера/);
      await desk.get(found.link(/^\/referrals\/new\?person=/));
    });

    test("2 also from the services proposed for a line", async () => {
      const desk = await signedIn(officer);
      const [application, line] = ask(office.where, `SELECT a.id, l.id FROM application a JOIN application_line l ON l.municipality = a.municipality AND l.application_id = a.id
        WHERE a.municipality = 'PAZ14' AND a.sensitivity = 2 AND l.state IN ('received', 'completeness_check') ORDER BY a.id DESC LIMIT 1`)[0];
      const proposals = await desk.get(`/desk/applications/${application}/lines/${line}/services`);
      const finder = await desk.get(proposals.link(/^\/gaps\?need=/));
      assert.equal(finder.status, 200);
      assert.match(finder.form(/\/choice$/).action, new RegExp(`/desk/applications/${application}/lines/${line}/choice`));
    });

    test("3 an agreement: asked, proposed otherwise, in force; both sides see one status", async () => {
      const ours = await signedIn(supervisor);
      const theirs = await signedIn(strelcha);
      const list = await theirs.get("/agreements");
      assert.match(list.text, /1 чака нас/);
      const address = ask(office.where, "SELECT id FROM agreement WHERE municipality = 'PAZ14' AND to_municipality = 'PAZ32' AND state = 'asked'")[0][0];
      let page = await theirs.get(`/agreements/${address}`);
      const wrong = await theirs.submit(page, /counter-proposal$/, { places: "0", cost: "дванадесет", note: "Имаме две места" });
      assert.equal(wrong.status, 422);
      assert.match(wrong.text, /Въведете места от 1 до 500.*Въведете сума в евро/);
      assert.match(wrong.body, /value="Имаме две места"/, "what was typed is lost");
      page = await theirs.submit(page, /counter-proposal$/, { places: "2", cost: "10,25" });
      assert.match(page.text, /предложено друго/);
      page = await ours.get(`/agreements/${address}`);
      assert.match(page.text, /10,25/);
      page = await ours.submit(page, /acceptance$/);
      assert.match(page.text, /в сила от.*остават 2 места/);
      assert.match((await theirs.get(`/agreements/${address}`)).text, /в сила от/);
      assert.equal((await (await signedIn(peshtera)).get(`/agreements/${address}`)).status, 404);
      const again = await ours.submit(await ours.get("/agreements/new"), "/agreements", { to: "PAZ32", service_type: "skills_training", places: "1", cost: "9", from: isoInDays(30), until: isoInDays(60), terms: "" });
      assert.equal(again.status, 409);
      assert.match(again.text, /вече има споразумение/);
    });

    test("4-5 the smallest package goes, one question, an answer, a day", async () => {
      const desk = await signedIn(officer);
      const found = await desk.get(`/gaps?type=therapy_rehabilitation&group=child&age=9&person=${person[0]}`);
      const form = await desk.get(found.link(/^\/referrals\/new\?person=/));
      const sent = await desk.submit(form, "/referrals", { reason: "Логопед два пъти седмично.", urgency: "normal", legal_ground: "consent", consent_how: "written", package: ["name"] });
      assert.equal(sent.status, 200, sent.text.slice(0, 400));
      referral = idOf(sent.address);
      const head = await signedIn(therapist);
      const step = async (visitor, path, values) => {
        const answer = await visitor.submit(await visitor.get(`/referrals/${referral}/${path}`), new RegExp(`${path}$`), values);
        assert.equal(answer.status, 200, `${path}: ${answer.text.slice(0, 300)}`);
        return answer;
      };
      await head.get(`/referrals/${referral}`);
      await step(head, "question", { note: "Кога може да идва?" });
      await step(desk, "answer", { note: "Вторник и петък." });
      await step(head, "acceptance", { on: isoInDays(0) });
      const early = await head.submit(await head.get(`/referrals/${referral}/service-start`), /service-start$/, {});
      assert.equal(early.status, 422);
      assert.match(early.text, /Няма подписан договор.*Помощта не може да чака/);
      await step(head, "contract/terms", { content: "Логопед два пъти седмично." });
      await head.submit(await head.get(`/referrals/${referral}/contract`), /offer$/);
      await step(head, "contract/signature", { by: "person", for_provider: "Ръководител" });
      assert.match((await desk.get(`/referrals/${referral}`)).text, /PAZ14-C\d\d-\d{6}: подписан безплатно/);
      await step(head, "service-start", {});
      assert.match((await desk.get(`/referrals/${referral}`)).text, /Още няма отчет/);
    });

    test("6 the month is reported by number, the sender reads it, the bill has no name", async () => {
      const head = await signedIn(therapist);
      const list = await head.get("/monthly-reports");
      assert.ok(list.links.some((link) => link.startsWith(`/referrals/${referral}/report`)));
      assert.ok(!list.body.includes(person[1]), "a name stands in the list of reports");
      const form = await head.get(`/referrals/${referral}/report`);
      const wrong = await head.submit(form, /report$/, { days_attended: "31", words: "Свикна бързо." });
      assert.equal(wrong.status, 422);
      assert.match(wrong.body, /Свикна бързо/);
      const kept = await head.submit(form, /report$/, { days_attended: "1", words: "Свикна бързо." });
      assert.match(kept.text, /Отчетът е записан/);
      assert.match((await (await signedIn(officer)).get(`/referrals/${referral}`)).text, /1 ден\. Свикна бързо/);

      const ours = await signedIn(supervisor), theirs = await signedIn(peshtera);
      const bill = ask(office.where, "SELECT id, total_cents, days FROM bill WHERE municipality = 'PAZ14' AND to_municipality = 'PAZ21'")[0];
      assert.equal(Number(bill[1]), Number(bill[2]) * 1450);
      let page = await theirs.get(`/bills/${bill[0]}`);
      assert.match(page.text, /PAZ14-R-\d\d-\d{6}/);
      page = await theirs.submit(page, /dispute$/, { reason: "Един ден повече." });
      assert.match(page.text, /оспорена/);
      page = await ours.submit(await ours.get(`/bills/${bill[0]}`), /correction$/);
      page = await ours.submit(page, /sending$/);
      page = await theirs.submit(await theirs.get(`/bills/${bill[0]}`), /confirmation$/);
      assert.match(page.text, /потвърдена/);
      const lines = page.body.match(/<tbody>[\s\S]*<\/tbody>/)[0];
      const csv = await ours.get(`/bills/${bill[0]}/bill.csv`);
      assert.match(csv.headers["content-disposition"], /attachment/);
      assert.equal((await ours.get(`/bills/${bill[0]}/bill.pdf`)).bytes.subarray(0, 4).toString(), "%PDF");
      for (const [name] of ask(office.where, "SELECT DISTINCT family_name FROM person WHERE municipality = 'PAZ14' AND length(family_name) > 4")) {
        assert.ok(!csv.body.includes(name) && !lines.includes(name), "a name stands in the bill");
      }
      assert.equal((await head.get(`/bills/${bill[0]}`)).status, 404);
    });

    test("7 the outcome comes back, and a service that has ended can still be reported", async () => {
      const head = await signedIn(therapist);
      const done = await head.submit(await head.get(`/referrals/${referral}/completion`), /completion$/, { reason: "goal_met", note: "Говори ясно." });
      assert.ok(done.status === 200 || done.status === 404, done.text.slice(0, 200));  // the package closes with the service
      assert.match((await (await signedIn(officer)).get(`/referrals/${referral}`)).text, /Говори ясно/);
      assert.equal((await head.get(`/referrals/${referral}/report`)).status, 200);
    });

    test("8 who says “no place” is counted for the need, once", async () => {
      const count = () => ask(office.where, "SELECT count(*) FROM referral WHERE municipality = 'PAZ14' AND decline_reason = 'no_capacity'")[0][0];
      const before = Number(count());
      const desk = await signedIn(officer), head = await signedIn(therapist);
      const service = ask(office.where, "SELECT s.id FROM service s JOIN post p ON p.organisation_id = s.organisation_id JOIN account a ON a.id = p.account_id WHERE a.email_key = 'head@peshtera.example' AND s.listed = 1 ORDER BY s.id LIMIT 1")[0][0];
      const sent = await desk.submit(await desk.get(`/referrals/new?person=${person[0]}&service=${service}&need=rehabilitation_after_illness`), "/referrals", { reason: "Рехабилитация.", legal_ground: "public_task", package: ["name"] });
      const id = idOf(sent.address);
      await head.get(`/referrals/${id}`);
      await head.submit(await head.get(`/referrals/${id}/decline`), /decline$/, { reason: "no_capacity", note: "Опитайте след месец." });
      assert.equal(Number(count()), before + 1);
    });

    test("a municipality that leaves the zone: its agreements end that day, what is open finishes", async () => {
      const used = () => Number(ask(office.where, "SELECT count(*) FROM referral r JOIN agreement g ON g.municipality = r.municipality AND g.quota_id = r.agreement_id WHERE g.municipality = 'PAZ14' AND g.to_municipality = 'PAZ21' AND r.state IN ('accepted', 'waitlisted', 'in_service')")[0][0]);
      const [agreement] = ask(office.where, "SELECT id FROM agreement WHERE municipality = 'PAZ14' AND to_municipality = 'PAZ21' AND state = 'in_force'")[0];
      const before = used();
      assert.ok(before > 0);
      await close();
      change(office.where, `UPDATE zone_member SET valid_to = '${isoInDays(-1)}' WHERE municipality = 'PAZ21'`);
      await open();
      let page;
      for (let i = 0; i < 100; ++i) {
        page = await (await signedIn(supervisor)).get(`/agreements/${agreement}`);
        if (/Едната община напуска зоната/.test(page.text)) break;
      }
      assert.match(page.text, /изтекло.*Едната община напуска зоната/);
      assert.equal(used(), before, "open referrals finish");
      const found = await (await signedIn(officer)).get("/gaps?type=therapy_rehabilitation&group=child&age=9");
      const inDistrict = found.text.slice(found.text.indexOf("В областта"));
      assert.match(inDistrict, /Терапия за деца – Пещера.*Няма споразумение|Терапия за деца – Пещера.*Обслужва и нашата община/);
    });
  });
}

for (const { engine, skip } of engines) {
  describe(`we lack the service, in Chromium (${engine})`, { skip, timeout: 180_000 }, () => {
    const worker = "worker@lesichovo.example";
    let office, browser;
    const windows = {}, story = {};
    const as = async (email) => {
      if (!windows[email]) {
        windows[email] = await openWindow(browser, office);
        await signIn(windows[email], email);
      }
      return windows[email];
    };
    const words = (page) => page.locator("main").innerText();
    const looked = async (page, name) => {
      await shot(page, `lack-${name}`);
      assert.deepEqual([...await axe(page), ...page.complaints], [], name);
      assert.ok(!await scrollsSideways(page), `${name} scrolls sideways`);
    };
    const step = async (email, address, verb, values) => {
      const page = await as(email);
      await page.goto(`${address}/${verb}`);
      for (const [name, value] of Object.entries(values)) await fill(page, name, value);
      await press(page, "main form button.go, main form button.stop");
      assert.ok(!new URL(page.url()).pathname.endsWith(verb), `${verb}: ${await words(page)}`);
      return page;
    };
    /** Opens what is folded up and sends the form in it. */
    const send = async (page, action, values) => {
      const form = page.locator(`main form[action$="${action}"]`).first();
      const folded = page.locator("details:not([open])", { has: page.locator(`form[action$="${action}"]`) });
      if (await folded.count()) await folded.first().locator("> summary").click();
      for (const [name, value] of Object.entries(values)) {
        const field = form.locator(`[name="${name}"]`).first();
        if (await field.evaluate((element) => element.tagName) === "SELECT") await field.selectOption(value);
        else await field.fill(value);
      }
      await Promise.all([page.waitForEvent("framenavigated"), form.locator("button").last().click()]);
      await page.waitForLoadState("load");
    };
    const verb = async (page, name) => {
      const form = page.locator("main form", { has: page.locator(`input[name="verb"][value="${name}"]`) }).first();
      const signer = form.locator('[name="signed_by"][value="person"]');
      if (await signer.count()) await signer.check();
      else if (await form.locator('select[name="signed_by"]').count()) await form.locator('select[name="signed_by"]').selectOption("person");
      await Promise.all([page.waitForEvent("framenavigated"), form.locator("button").first().click()]);
      await page.waitForLoadState("load");
    };
    before(async () => { office = await Office.open(engine); browser = await openBrowser(); });
    after(async () => { await browser?.close(); await office?.stop(); });

    test("1 the plan of her case needs therapy and rehabilitation for a child", async () => {
      story.person = ask(office.where, "SELECT c.person_id FROM case_file c JOIN account a ON a.id = c.lead_id JOIN person p ON p.municipality = c.municipality AND p.id = c.person_id WHERE a.email_key = 'worker@lesichovo.example' AND p.sensitivity = 2 AND c.type = 'housing' ORDER BY c.id LIMIT 1")[0][0];
      const page = await as(worker);
      await page.goto(`/cases/new?person=${story.person}`);
      await fill(page, "type", "integration");
      await fill(page, "reason", "Детето говори неясно.");
      await press(page);
      story.case = new URL(page.url()).pathname;
      await page.goto(`${story.case}/plans`);
      await press(page, 'main form[action$="/plans"] button');
      story.plan = new URL(page.url()).pathname;
      assert.match(story.plan, /plans\/[0-9a-f-]{36}$/, await words(page));
      await send(page, `${story.plan}/goals`, { domain: "health", words: "Искам другите да ме разбират", measure: "думи", target: "сто", due_on: isoInDays(120) });
      await send(page, "/actions", { words: "Терапия и рехабилитация при логопед", responsible: "family", responsible_words: "майката води" });
      assert.match(await words(page), /Терапия и рехабилитация при логопед/);
      await looked(page, "1-plan");
    });

    test("2 nobody at home has it; the zone comes first, with places, way, agreement and price", async () => {
      const page = await as(worker);
      await page.goto(`/gaps?type=therapy_rehabilitation&group=child&age=9&person=${story.person}`);
      assert.match(await words(page), /Нашата община няма такава услуга[\s\S]*В зоната[\s\S]*Терапия за деца – Пещера[\s\S]*14,50\s€ на ден/);
      await looked(page, "2-gaps");
    });

    test("3 the agreement says how many places, how many are used and what a day costs", async () => {
      const [id] = ask(office.where, "SELECT id FROM agreement WHERE municipality = 'PAZ14' AND to_municipality = 'PAZ21' AND state = 'in_force'")[0];
      story.agreement = `/agreements/${id}`;
      const page = await as(supervisor);
      await page.goto(story.agreement);
      assert.match(await words(page), /\d+ \/ \d+[\s\S]*14,50\s€/);
      await looked(page, "3-agreement");
    });

    test("4 consent and the smallest package go to Пещера", async () => {
      const page = await as(worker);
      await page.goto(`/gaps?type=therapy_rehabilitation&group=child&age=9&person=${story.person}`);
      const hrefs = await page.locator('main a[href^="/referrals/new?person="]').evaluateAll((all) => all.map((a) => a.getAttribute("href")));
      await page.goto(hrefs[0]);
      await fill(page, "reason", "Логопед два пъти седмично.");
      await fill(page, "legal_ground", "consent");
      await fill(page, "consent_how", "written");
      for (const box of await page.locator('[name="package"]').all()) await box.setChecked(await box.getAttribute("value") === "name");
      await press(page);
      story.referral = new URL(page.url()).pathname;
      assert.match(story.referral, /^\/referrals\/[0-9a-f-]{36}$/, await words(page));
    });

    test("5 one question stops the clock, she accepts with a day, and the way there becomes a line of the plan", async () => {
      const head = await as(therapist);
      await head.goto(story.referral);
      await step(therapist, story.referral, "question", { note: "Кога може да идва?" });
      const page = await as(worker);
      await page.goto(story.referral);
      assert.match(await words(page), /Срокът е спрян|спрян/i);
      await step(worker, story.referral, "answer", { note: "Вторник и петък." });
      await step(therapist, story.referral, "acceptance", { on: isoInDays(0) });
      await page.goto(story.plan);
      await send(page, "/actions", { words: "Превоз до Пещера, вторник и петък", responsible: "family", responsible_words: "автобус на общината" });
      await verb(page, "propose");
      await verb(page, "agree");
      const boss = await as(supervisor);
      await boss.goto(`${story.plan}/approval`);
      await press(boss, 'main form[action$="/approval"] button.go, main form[action$="/approval"] button');
      await page.goto(story.plan);
      await verb(page, "activate");
      assert.match(await words(page), /В сила[\s\S]*Превоз до Пещера/);
      const number = ask(office.where, `SELECT number FROM referral WHERE id = ${office.where.url ? `'${story.referral.slice(11)}'` : `x'${story.referral.slice(11).replaceAll("-", "")}'`}`)[0][0];
      const link = page.locator("main details", { hasText: "Свържи с насочване" }).first();
      await link.locator("summary").click();
      const option = await link.locator("option", { hasText: number }).getAttribute("value");
      await link.locator("select").selectOption(option);
      await Promise.all([page.waitForEvent("framenavigated"), link.locator("button").click()]);
      await page.waitForLoadState("load");
      assert.ok(await page.locator(`main a[href="${story.referral}"]`).count(), "the plan does not name the referral");
      await looked(page, "5-plan");
    });

    test("6 a contract, the month by number, and both sides see the same places used", async () => {
      const page = await as(therapist);
      await page.goto(`${story.referral}/contract/terms`);
      await fill(page, "content", "Логопед два пъти седмично.");
      await press(page, "main form[data-guard] button.go");
      await press(page, 'main form[action$="/offer"] button');
      await page.goto(`${story.referral}/contract/signature`);
      await page.locator('[name="by"][value="person"]').check();
      await press(page, "main form[data-guard] button.go");
      await step(therapist, story.referral, "service-start", {});
      await page.goto(`${story.referral}/report`);
      await fill(page, "days_attended", "1");
      await fill(page, "words", "Свикна бързо.");
      await press(page, "main form button.go");
      const used = [];
      for (const email of [supervisor, peshtera]) {
        const side = await as(email);
        await side.goto(story.agreement);
        used.push((await words(side)).match(/\d+ \/ \d+/)[0]);
        assert.ok(!(await words(side)).includes("Свикна бързо"));
      }
      assert.equal(used[0], used[1], "the two sides see different numbers");
    });

    test("7 the outcome comes back to the lead worker, the plan's action is done and she says how the goal stands", async () => {
      await step(therapist, story.referral, "completion", { reason: "goal_met", note: "Говори ясно." });
      const page = await as(worker);
      await page.goto(story.referral);
      assert.match(await words(page), /Говори ясно/);
      await page.goto(story.plan);
      const action = page.locator("main tr", { hasText: "Терапия и рехабилитация при логопед" }).first();
      assert.equal(await action.locator('button[value="done"]').count(), 0, "the action is not done by the outcome");
      await page.goto(story.case);
      assert.match(await words(page), /резултат/i, "no task says that there is an outcome");
      await page.goto(story.plan);
      const goal = page.locator("main details", { has: page.locator('[name="progress"]') }).first();
      await goal.locator("summary").click();
      await goal.locator('select[name="state"]').selectOption("achieved");
      await goal.locator('[name="progress"]').fill("Съседите го разбират.");
      await Promise.all([page.waitForEvent("framenavigated"), goal.locator("button").click()]);
      await page.waitForLoadState("load");
      assert.match(await words(page), /Съседите го разбират/);
      await looked(page, "7-goal");
    });

    test("8 “no place” is a refusal that the need counts, and the worker is offered what else there is", async () => {
      const page = await as(worker);
      await page.goto(`/gaps?type=therapy_rehabilitation&group=child&age=9&person=${story.person}`);
      await page.goto(await page.locator('main a[href^="/referrals/new?person="]').first().getAttribute("href"));
      await fill(page, "reason", "Логопед.");
      await fill(page, "legal_ground", "public_task");
      for (const box of await page.locator('[name="package"]').all()) await box.setChecked(await box.getAttribute("value") === "name");
      await press(page);
      const address = new URL(page.url()).pathname;
      await (await as(therapist)).goto(address);
      await step(therapist, address, "decline", { reason: "no_capacity", note: "Опитайте в Пазарджик." });
      await page.goto(address);
      assert.match(await words(page), /Опитайте в Пазарджик/);
      await looked(page, "8-declined");
    });
  });
}
