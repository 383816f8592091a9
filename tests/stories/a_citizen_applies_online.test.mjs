// A citizen applies on-line without script, with papers; the desk takes it with nothing typed twice; the citizen follows.
// Then what people send instead of papers: each gets words, and nothing that was typed is lost.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { png as drawnPng, sizeOf, withGps } from "./pictures.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";

const pdf = Buffer.from("%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer\n%%EOF\n");
const png = drawnPng(40, 30, Buffer.alloc(30 * (1 + 40 * 3), 0x5a).map((byte, at) => (at % 121 === 0 ? 0 : byte)));

const fileFields = (page) => [...page.body.matchAll(/name="(file_[a-z_]+)"/g)].map(([, name]) => name);

/** From the start to the page of the papers. */
async function tell(visitor, { forWhom = "me", person = {}, municipality = "PAZ14" } = {}) {
  let page = await visitor.submit(await visitor.get("/apply"), "/apply", { municipality });
  page = await visitor.submit(page, "/apply/needs", { needs: ["cannot_care_for_self", "heating"] });
  page = await visitor.submit(page, "/apply/whom", { for_whom: forWhom });
  page = await visitor.submit(page, "/apply/words", { own_words: "Баща ми не може сам да се качи по стълбите." });
  const [, village] = page.body.match(/<option value="(\d{5})"/);
  page = await visitor.submit(page, "/apply/person", { given_name: "Милчо", middle_name: "", family_name: "Пробин", born_on: "02.03.1949", settlement: village, ...person });
  if (forWhom !== "me") page = await visitor.submit(page, "/apply/writer", { writer_given_name: "Дора", writer_family_name: "Пробина", relation: "дъщеря", mandate: "proxy", document: "пълномощно № 7/2026" });
  page = await visitor.submit(page, "/apply/contact", { phone: "0888 123 456", contact_rule: "само сутрин" });
  assert.equal(page.address, "/apply/papers", page.text.slice(0, 600));
  return page;
}

const numberOf = (page) => page.body.match(/[A-Z]{3}\d\d-\d\d-\d{6}/)[0];
const secretOf = (page) => page.body.match(/<b>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})<\/b>/)[1];

async function send(visitor, page) {
  page = await visitor.submitFiles(page, "/apply/papers", [], { go: "next" });
  assert.equal(page.address, "/apply/check", page.text.slice(0, 400));
  const sent = await visitor.submit(page, "/apply/sending", { declared: "1" });
  assert.equal(sent.status, 201, sent.text.slice(0, 600));
  return { sent, number: numberOf(sent), secret: secretOf(sent) };
}

for (const { engine, skip } of engines) {
  describe(`a citizen applies on-line (${engine})`, { skip }, () => {
    let office;
    before(async () => { office = await Office.open(engine); });
    after(async () => { await office?.stop(); });

    async function staff(email) {
      const visitor = new Visitor(office.address);
      await visitor.signIn(email, demoPassword);
      return visitor;
    }

    test("sends two papers, is taken at the desk, and follows each line", { timeout: 60_000 }, async () => {
      const citizen = new Visitor(office.address);
      let page = await tell(citizen);
      const fields = fileFields(page);
      assert.ok(fields.length > 1 && fields.at(-1) === "file_other", fields.join());
      page = await citizen.submitFiles(page, "/apply/papers", [[fields[0], "Решение на ТЕЛК.pdf", pdf], ["file_other", "снимка.png", png]], { go: "more" });
      assert.match(page.text, /Решение на ТЕЛК\.pdf/);
      assert.match(page.text, /снимка\.jpg/);
      page = await citizen.submitFiles(page, "/apply/papers", [], { go: "next" });
      assert.match(page.text, /Милчо/);
      assert.doesNotMatch(page.links.join(), /Милчо|Пробин|0888/, "nothing personal in addresses");
      const undeclared = await citizen.submit(page, "/apply/sending", {});
      assert.equal(undeclared.status, 422);
      const cookie = citizen.cookies.get("gishe-apply");
      const first = await citizen.submit(page, "/apply/sending", { declared: "1" });
      assert.equal(first.status, 201, first.text.slice(0, 400));
      assert.equal(citizen.cookies.has("gishe-apply"), false, "the shared computer remembers nothing");
      citizen.cookies.set("gishe-apply", cookie);  // pressed twice: the second went before the first was answered
      const second = await citizen.submit(page, "/apply/sending", { declared: "1" });
      assert.deepEqual([numberOf(second), secretOf(second)], [numberOf(first), secretOf(first)]);
      const number = numberOf(first), secret = secretOf(first);
      assert.equal(Number(ask(office.where, `SELECT count(*) FROM online_application WHERE number = '${number}'`)[0][0]), 1);
      const slip = await citizen.submit(first, "/apply/slip");
      assert.equal(slip.headers["content-type"], "application/pdf");

      let followed = await citizen.submit(await citizen.get("/follow"), "/follow", { number, secret });
      assert.match(followed.text, /чака служител/);
      assert.match(followed.text, /1 файл получен/);
      assert.doesNotMatch(followed.text, /Милчо|ТЕЛК\.pdf/, "no names on this page, of people or of files");

      const officer = await staff("officer@lesichovo.example");
      const list = await officer.get("/desk/online");
      assert.ok(list.text.includes(number));
      assert.doesNotMatch(list.text, /Милчо|Пробин/);
      const id = ask(office.where, `SELECT id FROM online_application WHERE number = '${number}'`)[0][0];
      const one = await officer.get(list.link(new RegExp(`/desk/online/${id}$`)));
      assert.match(one.text, /Милчо/);
      const [paper, picture] = one.links.filter((link) => link.includes("/files/"));
      const download = await officer.get(paper);
      assert.equal(download.headers["content-type"], "application/pdf");
      assert.match(download.headers["content-disposition"], /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''%D0%A0/);
      assert.match(download.headers["content-security-policy"], /sandbox/);
      assert.equal(download.headers["x-content-type-options"], "nosniff");
      assert.deepEqual(download.bytes, pdf);
      const neighbour = await staff("officer@peshtera.example");
      assert.equal((await neighbour.get(one.address)).status, 404);
      assert.equal((await neighbour.get(paper)).status, 404);

      const taking = await officer.submit(one, /taking$/, { person: "new", sex: "m" });
      assert.match(taking.address, /^\/desk\/applications\//, taking.text.slice(0, 800));
      assert.ok(taking.text.includes(number));
      assert.match(taking.text, /По интернет/);
      assert.match(taking.text, /Милчо Пробин/);
      assert.match(taking.text, /Решение на ТЕЛК\.pdf/);
      const kept = taking.links.filter((link) => link.includes("/files/"));
      assert.equal(kept.length, 2);
      assert.deepEqual((await officer.get(kept.find((link) => link.endsWith(picture.split("/").at(-1))))).bytes.subarray(0, 3), Buffer.from([0xff, 0xd8, 0xff]), "drawn anew");
      assert.equal((await neighbour.get(kept[0])).status, 404);
      assert.equal((await new Visitor(office.address).get(kept[0], { stay: true })).status, 303, "a stranger is asked to sign in");

      followed = await citizen.submit(await citizen.get("/follow"), "/follow", { number, secret });
      assert.match(followed.text, /Търсим подходяща услуга/);
      const later = await citizen.submitFiles(followed, "/follow/papers", [["file_other", "бележка.pdf", pdf]]);
      assert.match(later.text, /Служителят ще го види/, later.text.slice(0, 800));
      assert.match((await officer.get("/desk")).text, /лицето изпрати документ/);
    });

    test("somebody writes for her father: the officer links the known man, sees the paper and records the mandate", { timeout: 60_000 }, async () => {
      const citizen = new Visitor(office.address);
      const [given, family, born, person] = ask(office.where, "SELECT given_name, family_name, born_on, id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 AND born_on IS NOT NULL ORDER BY id LIMIT 1")[0];
      const { number, secret } = await send(citizen, await tell(citizen, { forWhom: "other", person: { given_name: given, family_name: family, born_on: born } }));
      const officer = await staff("officer@lesichovo.example");
      const id = ask(office.where, `SELECT id FROM online_application WHERE number = '${number}'`)[0][0];
      const one = await officer.get(`/desk/online/${id}`);
      assert.ok(one.body.includes(`value="${person}"`), "the near-duplicate stands beside what was sent");
      const unseen = await officer.submit(one, /taking$/, { person, writer: "new", sex: "unknown" });
      assert.equal(unseen.status, 422);
      assert.match(unseen.text, /видели документа/);
      const before = Number(ask(office.where, "SELECT count(*) FROM person")[0][0]);
      const taken = await officer.submit(unseen, /taking$/, { person, writer: "new", document_seen: "1" });
      assert.match(taken.address, /^\/desk\/applications\//, taken.text.slice(0, 800));
      assert.match(taken.text, /Дора Пробина \(пълномощно № 7\/2026\)/);
      assert.equal(Number(ask(office.where, "SELECT count(*) FROM person")[0][0]), before + 1, "the daughter is new, the father is not");
      const again = await officer.submit(one, /taking$/, { person, writer: "none" });
      assert.equal(again.status, 409, "who pressed on the old page hears that it changed");
      const followed = await citizen.submit(await citizen.get("/follow"), "/follow", { number, secret });
      assert.match(followed.text, /Търсим подходяща услуга/);
    });

    test("the desk gives one back; the person sees the words, answers and it waits again", { timeout: 60_000 }, async () => {
      const citizen = new Visitor(office.address);
      const { number, secret } = await send(citizen, await tell(citizen));
      const officer = await staff("officer@lesichovo.example");
      const id = ask(office.where, `SELECT id FROM online_application WHERE number = '${number}'`)[0][0];
      const one = await officer.get(`/desk/online/${id}`);
      assert.equal((await officer.submit(one, /answer$/, { state: "returned", words: " " })).status, 422);
      await officer.submit(one, /answer$/, { state: "returned", words: "Пратете, моля, решението на ТЕЛК." });
      let followed = await citizen.submit(await citizen.get("/follow"), "/follow", { number, secret });
      assert.match(followed.text, /Пратете, моля, решението/);
      followed = await citizen.submitFiles(followed, "/follow/papers", [["file_other", "решение.pdf", pdf]], { words: "Ето го." });
      assert.match(followed.text, /чака служител/, followed.text.slice(0, 600));
      assert.match((await officer.get(`/desk/online/${id}`)).text, /Ето го/);
    });

    test("what is no paper gets words, the good ones beside it stay, and nothing typed is lost", { timeout: 60_000 }, async () => {
      const citizen = new Visitor(office.address);
      const page = await tell(citizen, { person: { given_name: "Запазена" } });
      const [asked] = fileFields(page);
      const bad = {
        "програма.pdf": [Buffer.from("MZ\x90\x00this program cannot be run"), /нещо друго/],
        "рисунка.svg": [Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), /нещо друго/],
        "бомба.zip": [Buffer.from("PK\x03\x04bomb"), /нещо друго/],
        "празен.pdf": [Buffer.alloc(0), /празен/],
        "половин.pdf": [pdf.subarray(0, 20), /не е цял/],
        "със скрипт.pdf": [Buffer.from("%PDF-1.4 << /S /JavaScript /JS (app.alert(1)) >> %%EOF"), /съдържа програма/],
        "голям.pdf": [Buffer.concat([pdf, Buffer.alloc(11 << 20)]), /твърде голям/],
      };
      for (const [name, [bytes, words]] of Object.entries(bad)) {
        const answer = await citizen.submitFiles(page, "/apply/papers", [[asked, name, bytes], ["file_other", `добър до ${name}.pdf`, pdf]], { go: "next" });
        assert.ok(answer.status >= 400 && answer.status < 500, `${name}: ${answer.status}`);
        assert.match(answer.text, words, name);
        if (Object.keys(bad).indexOf(name) === 0) assert.match(answer.text, /добър до програма/, "the good one is kept");
        // The same form sent again keeps nothing twice: each page has its own key.
      }
      const tricked = await citizen.submitFiles(await citizen.get("/apply/papers"), "/apply/papers", [[asked, "..\\..\\etc/\u202Efdp.exe", pdf]], { go: "more" });
      assert.match(tricked.text, /fdp\.exe\.pdf/);
      assert.doesNotMatch(tricked.body, /\u202E|\.\.\\/);
      const huge = await citizen.submitFiles(await citizen.get("/apply/papers"), "/apply/papers", [[asked, "огромен.pdf", Buffer.concat([pdf, Buffer.alloc(40 << 20)])]], { go: "next" });
      assert.equal(huge.status, 413);
      assert.match(huge.text, /твърде голямо/);
      const check = await citizen.get("/apply/check");
      assert.match(check.text, /Запазена/);
      assert.match(check.text, /стълбите/);
      let many = await citizen.get("/apply/papers");
      for (let n = 0; n < 10; ++n) many = await citizen.submitFiles(await citizen.get("/apply/papers"), "/apply/papers", [["file_other", `${n}.png`, png]], { go: "more" });
      assert.equal(many.status, 422);
      assert.match(many.text, /най-много 10 файла/);
      const cleared = await citizen.submit(many, "/apply/clearing");
      assert.match(cleared.text, /изтрито/);
      assert.equal((await citizen.get("/apply/check")).address, "/apply");
      const left = ask(office.where, "SELECT count(*) FROM application_file f WHERE NOT EXISTS (SELECT 1 FROM online_application o WHERE o.id = f.application_id) AND NOT EXISTS (SELECT 1 FROM application a WHERE a.id = f.application_id)");
      assert.equal(Number(left[0][0]), 0, "cleared means the files too");
    });

    test("a photographed paper is drawn anew: without where it was taken, the right way up; traps are refused", { timeout: 60_000 }, async () => {
      const citizen = new Visitor(office.address);
      const [src] = (await citizen.get("/news")).body.match(/\/news\/pictures\/[0-9a-f-]{36}-320\.jpg/);
      const plain = (await citizen.get(src)).bytes, taken = withGps(plain, 6);
      assert.ok(taken.includes("Exif"));
      let page = await tell(citizen);
      const bomb = await citizen.submitFiles(page, "/apply/papers", [["file_other", "бомба.png", drawnPng(60_000, 60_000, Buffer.alloc(100))]], { go: "more" });
      assert.equal(bomb.status, 422);
      assert.match(bomb.text, /твърде много точки/);
      const broken = await citizen.submitFiles(await citizen.get("/apply/papers"), "/apply/papers", [["file_other", "скъсана.png", drawnPng(40, 30, Buffer.alloc(10))]], { go: "more" });
      assert.equal(broken.status, 422);
      assert.match(broken.text, /не е цяла или е повредена/);
      page = await citizen.submitFiles(await citizen.get("/apply/papers"), "/apply/papers", [["file_other", "бележка.jpg", taken]], { go: "more" });
      assert.match(page.text, /бележка\.jpg/);
      const { number } = await send(citizen, page);
      const officer = await staff("officer@lesichovo.example");
      const [[id]] = ask(office.where, `SELECT id FROM online_application WHERE number = '${number}'`);
      const one = await officer.get(`/desk/online/${id}`);
      const kept = (await officer.get(one.links.find((link) => link.includes("/files/")))).bytes;
      for (const needle of ["Exif", "II*", "MM\0*"]) assert.ok(!kept.includes(needle), needle);
      const [before, after] = [sizeOf(plain), sizeOf(kept)];
      assert.deepEqual([after.width, after.height], [before.height, before.width], "turned as it was held");
    });

    test("a shielded woman's number, sent on-line, tells the officer nothing", { timeout: 60_000 }, async () => {
      const citizen = new Visitor(office.address);
      const [given, family, born] = ask(office.where, "SELECT given_name, family_name, born_on FROM person WHERE municipality = 'PAZ14' AND sensitivity = 4 AND born_on IS NOT NULL ORDER BY id LIMIT 1")[0];
      const { number } = await send(citizen, await tell(citizen, { person: { given_name: given, family_name: family, born_on: born } }));
      const officer = await staff("officer@lesichovo.example");
      const id = ask(office.where, `SELECT id FROM online_application WHERE number = '${number}'`)[0][0];
      const one = await officer.get(`/desk/online/${id}`);
      const shielded = ask(office.where, "SELECT id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 4").map(([each]) => each);
      for (const person of shielded) assert.ok(!one.body.includes(person), "she stands nowhere on the page");
      const forced = await officer.submit(one, /taking$/, { person: shielded[0] });
      assert.equal(forced.status, 404, "nor can she be named by guessing");
      const taken = await officer.submit(one, /taking$/, { person: "new", sex: "f" });
      assert.match(taken.address, /^\/desk\/applications\//, "an ordinary file is made, as at the counter");
    });
  });
}
