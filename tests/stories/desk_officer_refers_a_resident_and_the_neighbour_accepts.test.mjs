// Issue 2's story over HTTP, on both engines, ten steps. The browser plays the same in …_in_a_browser.test.mjs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { Sink } from "./sink.mjs";
import { Visitor } from "./visitor.mjs";
import { assistance, daughter, isoInDays, man, mayor, needs, officer, supervisor, therapist } from "./zone.mjs";

const idOf = (address) => address.match(/[0-9a-f]{8}-[0-9a-f-]{27}/)[0];

/** Text of a PDF by poppler: what a person would read, and that the letters are letters. */
function textOfPdf(office, bytes) {
  const file = join(office.where.data, "letter.pdf");
  writeFileSync(file, bytes);
  const pages = Number(execFileSync("pdfinfo", [file], { encoding: "utf8" }).match(/^Pages:\s+(\d+)/m)[1]);
  return { text: execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }), pages };
}

for (const { engine, skip } of engines) {
  describe(`a desk officer refers a resident and the neighbour accepts (${engine})`, { skip }, () => {
    let office, sink;
    const who = {};
    const story = {};
    const signedIn = async (email) => {
      if (!who[email]) {
        who[email] = new Visitor(office.address);
        await who[email].signIn(email, demoPassword);
      }
      return who[email];
    };
    before(async () => {
      sink = await Sink.open();
      office = await Office.open(engine, { words: ["--smtp", `smtp://127.0.0.1:${sink.port}`, "--mail-from", "gishe@lesichovo.example", "--requests-per-second", "1000"] });
    });
    after(async () => {
      for (const visitor of Object.values(who)) visitor.close();
      await office?.stop();
      sink?.stop();
    });

    test("1 she signs in and sees her day", async () => {
      const desk = await signedIn(officer);
      const day = await desk.get("/desk");
      assert.equal(day.status, 200, day.text.slice(0, 300));
      assert.match(day.body, /<html[^>]*lang="bg"/);
      assert.match(day.text, /Мария Велева/);
      assert.ok(day.links.some((address) => /^\/desk\/applications\/[0-9a-f-]{36}/.test(address)), "the demo day shows no application");
    });

    test("2 he is not there by Latin name nor by ЕГН; she registers him and his daughter", async () => {
      const desk = await signedIn(officer);
      for (const query of ["Stoilkovski", man.identifier]) {
        const { answer, people } = await desk.findPeople(query);
        assert.equal(answer.status, 200, answer.text.slice(0, 300));
        assert.ok(!answer.address.includes(man.identifier), "the ЕГН stands in an address");
        assert.deepEqual(people, [], `${query} was found before he was registered`);
      }
      for (const [key, person] of Object.entries({ man, daughter })) {
        const page = await desk.get("/people/new");
        const answer = await desk.submit(page, "/people", { ...person, settlement: "43369" });
        assert.equal(answer.status, 200, answer.text.slice(0, 600));
        assert.match(answer.address, /^\/people\/[0-9a-f-]{36}/, `${key} was not registered: ${answer.text.slice(0, 600)}`);
        story[key] = idOf(answer.address);
        assert.ok(!answer.body.includes(person.identifier), "the whole ЕГН stands on the page");
        assert.ok(answer.text.includes(`${person.identifier.slice(0, 6)}****`), "the masked ЕГН is not shown");
      }
      for (const query of ["Stoilkovski", man.identifier, "стоилковски драгомир"]) {
        assert.ok((await desk.findPeople(query)).people.includes(`/people/${story.man}`), `not found by ${query}`);
      }
    });

    test("2b near-duplicates are shown before saving", async () => {
      const desk = await signedIn(officer);
      for (const twin of [{ ...man, family_name: "Stoilkovski", given_name: "Dragomir", identifier_kind: "none", identifier: "" },
        { ...man, given_name: man.family_name, family_name: man.given_name, identifier_kind: "none", identifier: "" }]) {
        const page = await desk.get("/people/new");
        const answer = await desk.submit(page, "/people", { ...twin, settlement: "43369" });
        assert.equal(answer.status, 409, `${twin.given_name} ${twin.family_name}: ${answer.status} ${answer.text.slice(0, 400)}`);
        assert.ok(answer.links.some((address) => address.includes(story.man)), "the one who is there already is not shown");
      }
    });

    test("2c revealing the ЕГН asks for a purpose and leaves a ledger line", async () => {
      const desk = await signedIn(officer);
      const before = office.run(["ledger", "verify"]);
      const page = await desk.get(`/people/${story.man}`);
      const form = page.form(/\/identifier$/);
      const purpose = form.html.match(/name="purpose"[^>]*value="([^"]+)"/)?.[1] ?? form.html.match(/<option[^>]*value="([^"]+)"/)?.[1] ?? "Сверка с документ";
      const without = await desk.submit(page, form.action, { purpose: "" });
      assert.ok(!without.body.includes(man.identifier));
      const shown = await desk.submit(page, form.action, { purpose });
      assert.ok(shown.text.includes(man.identifier), shown.text.slice(0, 400));
      assert.notEqual(office.run(["ledger", "verify"]), before, "no ledger line");
    });

    test("2d his daughter is his representative, with her document", async () => {
      const desk = await signedIn(officer);
      const page = await desk.get(`/people/${story.man}/representatives/new?chosen=${story.daughter}`);
      const answer = await desk.submit(page, /\/representatives$/, { who: story.daughter, kind: "proxy", relation: "дъщеря", document: "пълномощно № 123/2026" });
      assert.equal(answer.status, 200, answer.text.slice(0, 500));
      assert.match(answer.text, /Стоилковска/);
    });

    test("3 one application with three lines, in his own words too", async () => {
      const desk = await signedIn(officer);
      const page = await desk.get(`/desk/applications/new?person=${story.man}`);
      assert.equal(page.status, 200, page.text.slice(0, 300));
      const representative = page.body.match(/name="representative"[^>]*value="([0-9a-f-]{36})"|<option[^>]*value="([0-9a-f-]{36})"/);
      const answer = await desk.submit(page, "/desk/applications", {
        own_words: "Не мога сам да се измия и да сготвя, откакто паднах. Зимата няма да имам дърва.", needs,
        ...(representative ? { representative: representative[1] ?? representative[2] } : {}), urgency: "normal", channel: "desk",
      });
      assert.equal(answer.status, 201, answer.text.slice(0, 600));
      story.number = answer.text.match(/PAZ14-\d\d-\d{4,}/)?.[0];
      story.secret = answer.text.match(/[0-9A-HJ-KM-NP-TV-Z]{4}-[0-9A-HJ-KM-NP-TV-Z]{4}(?:-[0-9A-HJ-KM-NP-TV-Z]{4})*/)?.[0];
      assert.ok(story.number && story.secret, `number and secret are not shown: ${answer.text.slice(0, 500)}`);
      story.application = idOf(answer.link(/^\/desk\/applications\/[0-9a-f-]{36}$/));
      const file = await desk.get(`/desk/applications/${story.application}`);
      assert.equal(file.status, 200);
      assert.equal(new Set(file.links.filter((address) => /\/lines\/[0-9a-f-]{36}\/services$/.test(address))).size, 3, "three lines");
      story.lines = [...new Set(file.links.filter((address) => /\/lines\/[0-9a-f-]{36}\/services$/.test(address)))];
      assert.ok(!file.body.includes(story.secret), "the secret is shown again");
    });

    test("4 for each need the zone's services, best first, with reasons; what does not fit is below with why not", async () => {
      const desk = await signedIn(officer);
      story.chosen = [];
      for (const line of story.lines) {
        const page = await desk.get(line);
        assert.equal(page.status, 200, page.text.slice(0, 300));
        const forms = page.forms.filter((form) => /\/choice$/.test(form.action));
        assert.ok(forms.length > 0, `nothing is proposed on ${line}: ${page.text.slice(0, 500)}`);
        assert.match(page.body, /class="reasons"/);
        // Assistance at home, therapy in Пещера, heating at the state's desk, as the issue tells it.
        const names = forms.map((form) => form.html);
        const heading = page.body.match(/<h1[^>]*>([^<]*)/)[1];
        const at = Math.max(0, names.findIndex((html) => (/рехабилитация|възстановяване/i.test(heading) ? /Пещера/ : /Лесичово/).test(html)));
        const form = forms[at];
        const answer = await desk.post(form.action, form.fields);
        assert.equal(answer.status, 303, answer.text.slice(0, 300));
        story.chosen.push(form);
      }
      const file = await desk.get(`/desk/applications/${story.application}`);
      assert.match(file.text, /Пещера|Peshtera/);
    });

    test("5 the letter and the list of missing papers: one page, Bulgarian, real letters", async () => {
      const desk = await signedIn(officer);
      const file = await desk.get(`/desk/applications/${story.application}`);
      const letters = [...new Set(file.links.filter((address) => /\.pdf$/.test(address)))];
      assert.ok(letters.some((address) => /letter\.pdf/.test(address)), `no letter: ${letters}`);
      for (const address of letters) {
        const pdf = await desk.get(address);
        assert.equal(pdf.headers["content-type"], "application/pdf", address);
        const { text, pages } = textOfPdf(office, pdf.bytes);
        assert.equal(pages, 1, `${address} has ${pages} pages`);
        assert.match(text, new RegExp(story.number), address);
        assert.match(text, /[а-я]{4,}/, `${address} has no Cyrillic text`);
        assert.ok(!text.includes(man.identifier), `${address} holds the whole ЕГН`);
        assert.doesNotMatch(text, /обадете/, `${address} says to call and gives no number`);
        if (/slip\.pdf/.test(address)) assert.match(text, /за себе си у дома *\n *Възстановяване .*\n *Помощ за отопление *\n/, "the needs one a line");
      }
    });

    test("6 she sends; the neighbour opens, asks, gets an answer and accepts; the other declines", async () => {
      const desk = await signedIn(officer);
      const page = await desk.get(`/desk/applications/${story.application}/sending`);
      assert.equal(page.status, 200, page.text.slice(0, 300));
      const form = page.form(/\/sending$/);
      const values = {};
      for (const [name] of form.fields) if (/^reason/.test(name)) values[name] = "Моля за подкрепа след падане.";
      values.package_fields = ["name", "settlement", "phone"].filter((field) => form.html.includes(`value="${field}"`));
      Object.assign(values, { legal_ground: "consent", consent_how: "written" });
      const sent = await desk.submit(page, form.action, values);
      assert.equal(sent.status, 200, sent.text.slice(0, 600));
      story.referrals = [...new Set(sent.links.filter((address) => /^\/referrals\/[0-9a-f-]{36}$/.test(address)))];
      assert.equal(story.referrals.length, 2, `two referrals were to leave: ${story.referrals}`);

      const heads = {};
      for (const email of [therapist, assistance]) {
        const head = await signedIn(email);
        const inbox = await head.get("/referrals");
        heads[email] = story.referrals.find((address) => inbox.links.includes(address));
        assert.ok(heads[email], `${email} does not find the referral: ${inbox.text.slice(0, 300)}`);
      }
      assert.notEqual(heads[therapist], heads[assistance]);
      story.accepted = heads[therapist];
      const foreign = await (await signedIn(assistance)).get(story.accepted);
      assert.equal(foreign.status, 404, "the other provider opens what was not sent to her");

      const head = await signedIn(therapist);
      const opened = await head.get(story.accepted);
      assert.equal(opened.status, 200);
      assert.ok(!opened.body.includes(man.identifier.slice(0, 6)), "the package holds the ЕГН");
      let answer = await head.submit(await head.get(`${story.accepted}/question`), /question/, { note: "Може ли да се качва по стълби?" });
      assert.equal(answer.status, 200, answer.text.slice(0, 400));
      const day = await desk.get("/desk");
      assert.ok(day.links.some((address) => address.includes(story.application) || address === story.accepted), "the question is not on her day");
      answer = await desk.submit(await desk.get(`${story.accepted}/answer`), /answer/, { note: "Само с придружител." });
      assert.equal(answer.status, 200, answer.text.slice(0, 400));
      answer = await head.submit(await head.get(`${story.accepted}/acceptance`), /acceptance/, { on: isoInDays(7), note: "Носете епикриза." });
      assert.equal(answer.status, 200, answer.text.slice(0, 400));

      const other = await signedIn(assistance);
      await other.get(heads[assistance]);
      answer = await other.submit(await other.get(`${heads[assistance]}/decline`), /decline/, { reason: "no_capacity", note: "Опитайте в Пазарджик, там имат място." });
      assert.equal(answer.status, 200, answer.text.slice(0, 400));
      const after = await desk.get(`/desk/applications/${story.application}`);
      assert.match(after.text, /Пазарджик|няма свободни|следващ/i, "her next step does not show");
    });

    test("6b letters went out after the commit, and say nothing about the person", async () => {
      const letters = await sink.wait(3);
      for (const letter of letters) {
        const plain = letter.split("\n").map((line) => (/^[A-Za-z0-9+/=]{16,}$/.test(line.trim()) ? Buffer.from(line.trim(), "base64").toString("utf8") : line)).join("\n");
        for (const word of [man.family_name, man.given_name, man.identifier, daughter.family_name, story.secret]) {
          assert.ok(!plain.includes(word), `a message names ${word}`);
        }
      }
    });

    test("7 the daughter follows it by number and secret; the page holds no name", async () => {
      const visitor = new Visitor(office.address);
      const page = await visitor.get("/follow");
      const wrong = await visitor.submit(page, /follow/, { number: story.number, secret: "7K3M-92QD-0000" });
      assert.equal(wrong.status, 404);
      const right = await visitor.submit(page, /follow/, { number: story.number, secret: story.secret });
      assert.equal(right.status, 200, right.text.slice(0, 300));
      assert.ok(right.text.includes(story.number));
      for (const name of [man.given_name, man.family_name, daughter.given_name, daughter.family_name, man.identifier, man.identifier.slice(0, 6)]) {
        assert.ok(!right.body.includes(name), `the public page holds ${name}`);
      }
      assert.match(right.headers["cache-control"], /no-store/);
    });

    test("8 the supervisor sees what is overdue and revokes; the receiver loses the package at once", async () => {
      const boss = await signedIn(supervisor);
      const overdue = await boss.get("/overdue");
      assert.equal(overdue.status, 200, `${overdue.status} ${overdue.text.slice(0, 200)}`);
      const page = await boss.get(`${story.accepted}/revocation`);
      assert.equal(page.status, 200, page.text.slice(0, 300));
      const reason = page.body.match(/name="reason"[^>]*value="([^"]+)"/)?.[1] ?? "";
      const answer = await boss.submit(page, /revocation/, { reason, note: "Изпратено на грешен доставчик." });
      assert.equal(answer.status, 200, answer.text.slice(0, 400));
      const head = await signedIn(therapist);
      assert.equal((await head.get(story.accepted)).status, 404, "the receiver still opens it");
    });

    test("9 the overview counts and never names", async () => {
      for (const email of [supervisor, mayor]) {
        const boss = await signedIn(email);
        const page = await boss.get("/overview");
        assert.equal(page.status, 200, page.text.slice(0, 200));
        for (const name of [man.family_name, daughter.family_name]) assert.ok(!page.body.includes(name));
        const small = [...page.body.matchAll(/<td[^>]*>\s*([1-4])\s*<\/td>/g)];
        assert.deepEqual(small.map(([cell]) => cell), [], "a count under 5 is shown");
      }
      const desk = await signedIn(officer);
      assert.ok([403, 404].includes((await desk.get("/overview")).status), "an officer is not to see the overview");
    });

    test("10 the ledger's chain is proved", async () => {
      assert.match(office.run(["ledger", "verify"]), /\d/);
    });
  });
}
