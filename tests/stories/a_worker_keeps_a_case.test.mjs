// A social worker opens a case, assesses, plans with the person; the supervisor approves; a nurse takes part and sees her
// own section only; a conference decides, the log is kept, and the case is closed after a refusal. Needles of the file
// are in no partner's page, in no log of the server and in no message.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { isoInDays } from "./zone.mjs";

const needles = { reason: "игла-повод-71", own: "игла-мнение-72", evidence: "игла-доказателство-73", note: "игла-бележка-74", secret: "игла-тайна-75", topics: "игла-тема-76" };

async function enter(office, email) {
  const visitor = new Visitor(office.address);
  await visitor.signIn(email, demoPassword);
  return visitor;
}

async function assess(worker, there) {
  let page = await worker.submit(await worker.get(`${there}/assessments`), `${there}/assessments`, { reason: "first" });
  const address = page.address;
  page = await worker.submit(page, `${address}/completion`, {});
  assert.equal(page.status, 409, "nothing is written yet");
  page = await worker.get(address);
  for (const domain of page.links.filter((link) => link.startsWith(`${address}/domains/`))) {
    const form = await worker.get(domain);
    const items = [...new Set([...form.body.matchAll(/name="score_(\w+)"/g)].map(([, item]) => item))];
    const values = Object.fromEntries(items.map((item) => [`score_${item}`, domain.endsWith("/housing") ? "3" : "1"]));
    page = await worker.submit(form, domain, { ...values, [`evidence_${items[0]}`]: needles.evidence });
  }
  page = await worker.submit(await worker.get(address), `${address}/completion`, {});
  assert.match(page.text, /Мнението на лицето/, "the person's own view is missing");
  assert.equal(page.status, 422);
  page = await worker.submit(await worker.get(address), `${address}/views`, { own_view: needles.own, participants: "двамата" });
  page = await worker.submit(page, `${address}/completion`, {});
  assert.match(page.text, /Завършена/);
  assert.match(page.text, /Жилище: потребност, 3/);
  page = await worker.submit(page, `${address}/sharing`, { signature: "signed" });
  assert.match(page.text, /я подписа/);
}

async function plan(worker, supervisor, there, nurse) {
  let page = await worker.submit(await worker.get(`${there}/plans`), `${there}/plans`, {});
  const address = page.address;
  page = await worker.submit(page, `${address}/step`, { verb: "propose" });
  assert.match(page.text, /няма цел/);
  page = await worker.submit(await worker.get(address), `${address}/goals`, { domain: "housing", words: "Искам топла стая", measure: "градуси", target: "", due_on: isoInDays(60) });
  assert.equal(page.status, 422);
  assert.ok(page.body.includes("Искам топла стая"), "nothing typed is lost");
  page = await worker.submit(page, `${address}/goals`, { target: "двадесет" });
  page = await worker.submit(page, /\/actions$/, { words: "Посещение", responsible: `account:${nurse}`, frequency: "седмично" });
  page = await worker.submit(page, /\/actions$/, { words: "Дърва", responsible: "family", responsible_words: "синът" });
  page = await worker.submit(page, `${address}/step`, { verb: "propose" });
  const sign = page.forms.find((form) => form.fields.some(([name, value]) => name === "verb" && value === "agree"));
  page = await worker.follow(await worker.post(sign.action, [...sign.fields, ["signed_by", "person"]]));
  assert.match(page.text, /чака одобрение/);
  const approvals = await supervisor.get("/cases/approvals");
  const approval = approvals.link(new RegExp(address));
  await supervisor.submit(await supervisor.get(approval), approval, {});
  page = await worker.get(address);
  const activate = page.forms.find((form) => form.fields.some(([name, value]) => name === "verb" && value === "activate"));
  page = await worker.follow(await worker.post(activate.action, activate.fields));
  assert.match(page.text, /В сила/);
  const again = await worker.post(activate.action, activate.fields.map(([name, value]) => [name, name === "form_key" ? `${value}2` : value]));
  assert.equal(again.status, 409, "activated twice");
  const paper = await worker.get(`${address}/plan.pdf`);
  assert.equal(paper.bytes.subarray(0, 5).toString(), "%PDF-");
  return address;
}

async function together(worker, there, office) {
  let page = await worker.submit(await worker.get(`${there}/partners`), `${there}/partners`, { email: "nurse@lesichovo.example", role: "сестра", section_title: "Здраве" });
  page = await worker.submit(page, `${there}/summary`, { summary: "Целта е топла стая." });
  await worker.submit(await worker.get(`${there}/notes`), `${there}/notes`, { kind: "visit", level: "2", audience: "team", words: needles.note });
  await worker.submit(await worker.get(`${there}/notes`), `${there}/notes`, { kind: "visit", level: "3", audience: "author_only", words: needles.secret });
  page = await worker.submit(await worker.get(`${there}/conferences`), `${there}/conferences`, { held_on: isoInDays(0), present: "Елена\nСийка", topics: needles.topics, words_0: "Поръчай дърва", name_0: "синът", due_0: isoInDays(5) });
  assert.match(page.text, /Поръчай дърва/);
  const nurse = await enter(office, "nurse@lesichovo.example");
  assert.ok((await nurse.get("/cases")).links.includes(there));
  page = await nurse.get(there);
  assert.match(page.text, /Искам топла стая/);
  assert.match(page.text, /Целта е топла стая/);
  page = await nurse.submit(page, `${there}/section`, { section: "Кръвното е добре." });
  assert.match(page.text, /Кръвното е добре/);
  await nurse.submit(await nurse.get(`${there}/log`), `${there}/log`, { words: "Мерене", done_on: isoInDays(0), unit: "attended" });
  const seen = [];
  for (const path of ["", "/notes", "/log"]) seen.push((await nurse.get(there + path)).body);
  for (const path of ["/assessments", "/plans", "/conferences", "/partners"]) {
    assert.equal((await nurse.get(there + path)).status, 404, path);
  }
  for (const [what, needle] of Object.entries(needles)) assert.ok(!seen.some((body) => body.includes(needle)), `a partner sees ${what}`);
  assert.ok(!seen.some((body) => body.includes("Дърва")), "a partner sees what others do");
  nurse.close();
}

async function close(worker, there) {
  let page = await worker.submit(await worker.get(`${there}/closure`), `${there}/closure`, { reason: "partial" });
  assert.equal(page.status, 409);
  assert.match(page.text, /незавършени неща/);
  for (let n = 0; n < 20; ++n) {
    page = await worker.get(`${there}/closure`);
    const end = page.forms.find((form) => form.action.endsWith("/loose-ends"));
    if (!end) break;
    await worker.post(end.action, [...end.fields.filter(([name]) => name !== "to"), ["to", "Иван Бозов"]]);
  }
  page = await worker.submit(page, `${there}/closure`, { reason: "partial" });
  assert.match(page.text, /Целите са постигнати отчасти/);
}

for (const { engine, skip } of engines) {
  describe(`a worker keeps a case (${engine})`, { skip }, () => {
    test("from its opening to its outcome", { timeout: 120_000 }, async () => {
      const office = await Office.open(engine);
      try {
        const worker = await enter(office, "worker@lesichovo.example"), supervisor = await enter(office, "supervisor@lesichovo.example");
        const [person] = ask(office.where, "SELECT person_id FROM case_file WHERE type = 'housing' AND municipality = 'PAZ14'")[0];
        const [nurse] = ask(office.where, "SELECT id FROM account WHERE email_key = 'nurse@lesichovo.example'")[0];
        let page = await worker.submit(await worker.get(`/cases/new?person=${person}`), "/cases", { type: "housing", reason: "пак" });
        assert.equal(page.status, 409, "one open case of a kind");
        page = await worker.submit(page, "/cases", { type: "integration", reason: needles.reason });
        const there = page.address;
        assert.match(there, /^\/cases\/[0-9a-f-]{36}$/);
        await assess(worker, there);
        await plan(worker, supervisor, there, nurse);
        await together(worker, there, office);
        assert.ok(!(await supervisor.get(`${there}/notes`)).body.includes(needles.secret), "the supervisor knows that the note exists, not its text");
        await close(worker, there);
        for (const needle of Object.values(needles)) assert.ok(!office.log.includes(needle), `${needle} is in the server's log`);
        const written = ask(office.where, "SELECT body FROM message UNION ALL SELECT body FROM ledger").map(([body]) => body).join("\n");
        for (const needle of Object.values(needles)) assert.ok(!written.includes(needle), `${needle} is in a message or the ledger`);
        worker.close();
        supervisor.close();
      } finally {
        await office.stop();
      }
    });
  });
}
