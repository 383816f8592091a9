// J7, the hospital's side: it has no account, gets a link, says who it is, asks or answers once, and tells the outcome by a second link.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { isoInDays, officer } from "./zone.mjs";

const who = { name: "д-р Мария Иванова", post: "социален работник", organisation: "МБАЛ Пример" };

for (const { engine, skip } of engines) {
  describe(`an answer without an account (${engine})`, { skip, timeout: 120_000 }, () => {
    let office, desk, hospital, referral, person, service, opened;
    before(async () => {
      office = await Office.open(engine);
      person = ask(office.where, "SELECT id, given_name, family_name FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 AND family_name <> '' ORDER BY id LIMIT 1")[0];
      service = ask(office.where, "SELECT id FROM service WHERE listed = 1 AND accepts_referrals = 0 AND type = 'therapy_rehabilitation' ORDER BY id LIMIT 1")[0][0];
      desk = new Visitor(office.address);
      await desk.signIn(officer, demoPassword);
      hospital = new Visitor(office.address);
    });
    after(async () => {
      desk?.close();
      hospital?.close();
      await office?.stop();
    });
    /** Makes a link on the referral's page; the address is shown once. */
    const newLink = async (values = {}) => {
      const page = await desk.get((await desk.get(`/referrals/${referral}`)).link(/answer-link$/));
      const made = await desk.submit(page, /answer-link$/, values);
      assert.equal(made.status, 200, made.text.slice(0, 300));
      return made.body.match(/\/answer\/[\w.-]+/)[0];
    };

    test("the desk refers to a service that has no account here", async () => {
      const form = await desk.get(`/referrals/new?person=${person[0]}&service=${service}&need=rehabilitation_after_illness`);
      assert.match(form.text, /Получателят няма профил тук/);
      const sent = await desk.submit(form, "/referrals", { reason: "Рехабилитация след изписване.", legal_ground: "public_task", package: ["name"] });
      assert.equal(sent.status, 200, sent.text.slice(0, 300));
      referral = sent.address.match(/[0-9a-f]{8}-[0-9a-f-]{27}/)[0];
    });

    test("first name and need; the whole only after saying who reads it", async () => {
      const link = await newLink();
      assert.ok(!(await desk.get(`/referrals/${referral}/answer-link`)).body.includes(link), "the link is shown a second time");
      const first = opened = await hospital.get(link);
      assert.equal(first.status, 200);
      assert.ok(first.text.includes(person[1]) && !first.body.includes(person[2]), "first name and no family name");
      assert.doesNotMatch(first.text, /след изписване/);
      const refused = await hospital.submit(first, /\/answer\//, { ...who, post: "" });
      assert.equal(refused.status, 422);
      assert.match(refused.body, /value="д-р Мария Иванова"/, "what was typed is lost");
      const whole = await hospital.submit(first, /\/answer\//, who);
      assert.ok(whole.body.includes(person[2]) && /след изписване/.test(whole.text));
      assert.match((await desk.get(`/referrals/${referral}`)).text, /с връзка, без профил/);
      const asked = await hospital.submit(whole, /answer$/, { verb: "ask", note: "Има ли придружител?" });
      assert.match(asked.text, /Благодарим за отговора/);
      for (const again of [await hospital.get(link), await hospital.submit(whole, /answer$/, { verb: "accept", on: isoInDays(1) })]) {
        assert.equal(again.status, 404);
        assert.match(again.text, /Тази връзка не работи.*Обадете се на гишето/);
        assert.ok(!again.body.includes(person[1]));
      }
      assert.match((await desk.get(`/referrals/${referral}`)).text, /Има ли придружител/);
    });

    test("twenty send the same answer at once: one is taken", async () => {
      await desk.submit(await desk.get(`/referrals/${referral}/answer`), /answer$/, { note: "Да, дъщеря му." });
      const link = await newLink({ email: "priemna@hospital.example" });
      const whole = await hospital.submit(await hospital.get(link), /\/answer\//, who);
      assert.doesNotMatch(whole.text, /Имам въпрос/, "one question only");
      const posts = await Promise.all(Array.from({ length: 20 }, () => hospital.submit(whole, /answer$/, { verb: "accept", on: isoInDays(2), note: "Елате в 9." })));
      assert.equal(posts.filter((answer) => answer.status === 200).length, 1, posts.map((answer) => answer.status).join());
      assert.equal(ask(office.where, "SELECT count(*) FROM referral_event WHERE verb = 'accept' AND note LIKE '%Мария Иванова%'")[0][0], "1");
      const mail = ask(office.where, "SELECT subject, body FROM message WHERE kind = 'answer_link'")[0].join(" ");
      assert.ok(!mail.includes(person[1]) && !mail.includes(person[2]), "the mail names the person");
    });

    test("the outcome comes by a second link; the log holds no link", async () => {
      const link = await newLink();
      const fresh = new Visitor(office.address);
      const whole = await fresh.submit(await fresh.get(link), /\/answer\//, who);
      const done = await fresh.submit(whole, /answer$/, { verb: "complete", reason: "goal_met", note: "Ходи с бастун." });
      assert.match(done.text, /Благодарим за отговора/);
      fresh.close();
      assert.match((await desk.get(`/referrals/${referral}`)).text, /Ходи с бастун/);
      assert.ok(!office.log.includes(link.split(".")[1]), "the link stands in the log");
      const kept = office.where.url ? execFileSync("psql", ["-XqtA", "-d", office.where.url, "-c", "SELECT count(*) FROM answer_link WHERE length(token_hash) = 32"], { encoding: "utf8" }).trim()
        : ask(office.where, "SELECT count(*) FROM answer_link WHERE length(token_hash) = 32")[0][0];
      assert.equal(kept, "3");
      if (!office.where.url) assert.ok(!execFileSync("cat", [join(office.where.data, "gishe.db"), join(office.where.data, "gishe.db-wal")], { encoding: "latin1", maxBuffer: 1 << 29 }).includes(link.split(".")[1]), "the link lies in the database");
    });

    test("who guesses is slowed down", async () => {
      const guesser = new Visitor(office.address);
      let last;
      for (let i = 0; i < 8; ++i) last = await guesser.get(`/answer/PAZ14.guess${i}`);
      assert.equal(last.status, 429);
      guesser.close();
      const waits = await hospital.submit(opened, /\/answer\//, who);
      assert.equal(waits.status, 429, "who waits is told that the link is used");
      assert.match(waits.text, /Твърде много опити/);
    });
  });
}
