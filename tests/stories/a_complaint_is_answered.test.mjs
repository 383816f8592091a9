// Somebody complains about the head of the desk by name: the head neither sees nor handles it, the other handler does. The
// answer is read by number and secret, once looked at again, and on paper. Without a name and at the desk, too.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { signedIn, Visitor } from "./visitor.mjs";
import { officer, supervisor } from "./zone.mjs";

const dpo = "dpo@lesichovo.example";
const said = "Чаках два часа и ми казаха да си ходя.";

for (const { engine, skip } of engines) {
  describe(`a complaint is answered (${engine})`, { skip }, () => {
    let office, stranger, boss, handler, desk, key, id, bossName;
    const as = (email) => signedIn(office, email);
    const one = (sql) => ask(office.where, sql)[0]?.[0];
    const make = async (by, values) => {
      const made = await by.submit(await by.get("/complaints"), "/complaints", { municipality: "PAZ14", about: "employee", words: said, ...values });
      const number = made.text.match(/PAZ14-J\d\d-\d{6}/)?.[0];
      return { made, number, secret: made.body.match(/name="secret" value="([^"]+)"/)?.[1] };
    };
    const read = async (k) => stranger.submit(await stranger.get("/complaints/answer"), "/complaints/answer", k);
    before(async () => {
      office = await Office.open(engine);
      stranger = new Visitor(office.address);
      [boss, handler, desk] = [await as(supervisor), await as(dpo), await as(officer)];
      bossName = one(`SELECT name FROM account WHERE email_key = '${supervisor}'`);
    });
    after(() => { for (const v of [stranger, boss, handler, desk]) v?.close(); return office?.stop(); });

    test("made without a name, with what is missing said beside the field", async () => {
      const { made } = await make(stranger, { about_words: "" });
      assert.equal(made.status, 422);
      assert.match(made.body, /name="words"[^>]*>[^<]*Чаках два часа/, "what was typed is there");
      key = await make(stranger, { about_words: bossName });
      assert.ok(key.number && key.secret, key.made.text.slice(0, 300));
      id = one(`SELECT id FROM complaint WHERE number = '${key.number}'`);
    });

    test("for the one it is about it does not exist: list, page, verbs, message", async () => {
      assert.doesNotMatch((await boss.get("/desk/complaints")).text, new RegExp(key.number));
      assert.equal((await boss.get(`/desk/complaints/${id}`)).status, 404);
      assert.equal((await boss.get(`/desk/complaints/${id}/letter.pdf`)).status, 404);
      assert.equal(one(`SELECT count(*) FROM message WHERE kind = 'complaint_waits' AND to_address = '${supervisor}'`), "0");
      assert.equal(one(`SELECT count(*) FROM message WHERE kind = 'complaint_waits' AND to_address = '${dpo}'`), "1");
      assert.equal((await desk.get("/desk/complaints")).status, 403);
    });

    test("the other handler takes it, cannot give it to the one it is about, and answers", async () => {
      assert.match((await handler.get("/desk/complaints")).text, new RegExp(key.number));
      const page = await handler.get(`/desk/complaints/${id}`);
      assert.match(page.text, /без име/);
      assert.doesNotMatch(page.body, new RegExp(`<option value="${supervisor}"`));
      const wrong = await handler.submit(page, `/desk/complaints/${id}/assignment`, { email: supervisor });
      assert.equal(wrong.status, 422);
      await handler.submit(page, `/desk/complaints/${id}/assignment`, { email: dpo });
      const answered = await handler.submit(await handler.get(`/desk/complaints/${id}`), `/desk/complaints/${id}/answer`, { answer: "Извиняваме се. Разговаряхме със служителя." });
      assert.match(answered.text, /отговорена/);
    });

    test("the answer by number and secret, its letter, and once again", async () => {
      assert.match((await read({ number: key.number, secret: "WRONG-WRONG" })).text, /не съвпадат/);
      const page = await read(key);
      assert.match(page.text, /Извиняваме се/);
      const letter = await stranger.submit(page, "/complaints/answer/letter.pdf");
      assert.equal(letter.headers["content-type"], "application/pdf");
      const again = await stranger.submit(page, "/complaints/answer/again", { reason: "Това не отговаря на въпроса ми." });
      assert.match(again.text, /разглежда се отново/);
      assert.equal((await boss.get(`/desk/complaints/${id}`)).status, 404, "still not hers");
      await handler.submit(await handler.get(`/desk/complaints/${id}`), `/desk/complaints/${id}/answer`, { answer: "Променихме реда на чакане." });
      const last = await read(key);
      assert.match(last.text, /Променихме реда/);
      assert.doesNotMatch(last.body, /answer\/again/, "once is all");
    });

    test("taken at the desk about a service: both handlers see it; whom it is about is said and she loses it", async () => {
      const { number } = await make(desk, { about: "service", about_words: "Асистентска подкрепа", name: "Минка Търсена" });
      const other = one(`SELECT id FROM complaint WHERE number = '${number}'`);
      assert.equal(one(`SELECT channel FROM complaint WHERE number = '${number}'`), "desk");
      await boss.submit(await boss.get(`/desk/complaints/${other}`), `/desk/complaints/${other}/assignment`, { email: supervisor });
      const page = await handler.get(`/desk/complaints/${other}`);
      await handler.submit(page, `/desk/complaints/${other}/colleague`, { email: supervisor });
      assert.equal((await boss.get(`/desk/complaints/${other}`)).status, 404);
      assert.equal(one(`SELECT state FROM complaint WHERE number = '${number}'`), "received");
      assert.match((await handler.get("/desk/complaints")).text, /За последната година/);
    });
  });
}
