// Issue 2, "Bad input": a clear word beside the field or a clear page, nothing saved twice, nothing half saved.
import assert from "node:assert/strict";
import net from "node:net";
import { after, before, test } from "node:test";

import { demoPassword, Office, sleep } from "./office.mjs";
import { Visitor } from "./visitor.mjs";
import { egn, isoInDays, officer } from "./zone.mjs";

let office, desk;
before(async () => {
  office = await Office.open("sqlite");
  desk = new Visitor(office.address);
  await desk.signIn(officer, demoPassword);
});
after(async () => { desk?.close(); await office?.stop(); });

const good = { given_name: "Вълчан", middle_name: "", family_name: "Неповторимов", sex: "m", identifier_kind: "none", identifier: "", born_on: "1950-05-05", settlement: "43369" };
async function register(values, visitor = desk) {
  return visitor.submit(await visitor.get("/people/new"), "/people", { ...good, ...values });
}
/** Refused with 422, the field marked and named by its error, and what was typed still there. */
function refusedAt(answer, field, typed) {
  assert.equal(answer.status, 422, `${answer.status} ${answer.text.slice(0, 500)}`);
  const input = answer.body.match(new RegExp(`<(?:input|select|textarea)\\b[^>]*name="${field}"[^>]*>`))?.[0] ?? "";
  assert.match(input, /aria-invalid="true"/, `${field} is not marked: ${input}`);
  assert.match(input, /aria-describedby="[^"]+"/);
  if (typed) assert.ok(answer.body.includes(typed), `what was typed (${typed.slice(0, 20)}) is gone`);
  assert.ok(!answer.links.some((address) => /^\/people\/[0-9a-f-]{36}$/.test(address) && answer.address === address));
}

test("a ЕГН with an impossible date is refused", async () => {
  for (const number of ["8019010008", "5002300000", "123456789", "12345678901", "50о5050000", "0000000000"]) {
    refusedAt(await register({ identifier_kind: "egn", identifier: number, identifier_reason: "Така е в личната карта" }), "identifier");
  }
});

test("a ЕГН whose check digit fails is taken only with a reason", async () => {
  const number = egn(1950, 5, 5, { serial: 500 });
  const wrong = number.slice(0, 9) + String((Number(number[9]) + 1) % 10);
  refusedAt(await register({ identifier_kind: "egn", identifier: wrong }), "identifier");
  const taken = await register({ identifier_kind: "egn", identifier: wrong, identifier_reason: "Така е в личната карта" });
  assert.match(taken.address, /^\/people\/[0-9a-f-]{36}/, taken.text.slice(0, 500));
});

test("one wrong digit of a number that is known is found before saving", async () => {
  const number = egn(1961, 2, 3, { serial: 640 });
  const first = await register({ family_name: "Първонеповторимов", identifier_kind: "egn", identifier: number, born_on: "1961-02-03" });
  assert.match(first.address, /^\/people\/[0-9a-f-]{36}/, first.text.slice(0, 400));
  const slip = number.slice(0, 8) + String((Number(number[8]) + 2) % 10) + number[9];
  const again = await register({ given_name: "Съвсем", family_name: "Различенчовек", identifier_kind: "egn", identifier: slip, identifier_reason: "по документ", born_on: "1961-02-03" });
  assert.equal(again.status, 409, `${again.status} ${again.text.slice(0, 300)}`);
  assert.ok(again.links.some((address) => address.startsWith(first.address.split("?")[0])), "the neighbour by one digit is not shown");
  const same = await register({ given_name: "Съвсем", family_name: "Различенчовек", identifier_kind: "egn", identifier: number, born_on: "1961-02-03" });
  assert.equal(same.status, 409, "the same number twice");
});

test("a birth date in the future, or on no calendar, is refused", async () => {
  for (const day of [isoInDays(2), "2099-01-01", "2026-02-30", "1850-01-01", "утре"]) refusedAt(await register({ born_on: day }), "born_on");
});

test("a name of 10,000 characters is refused, the server lives", async () => {
  refusedAt(await register({ family_name: "Я".repeat(10_000) }), "family_name");
});

test("emoji, digits, control characters and broken UTF-8 in a name are refused", async () => {
  for (const name of ["Иван😀", "Иван2", "Ив\u0001ан", "Ив\u202eан"]) refusedAt(await register({ family_name: name }), "family_name");
  assert.equal((await register({ family_name: "Ив\u0000ан" })).status, 400, "NUL");
  const page = await desk.get("/people/new");
  const form = page.form("/people");
  const body = Buffer.concat([Buffer.from(new URLSearchParams(form.fields.filter(([name]) => name !== "family_name")).toString() + "&given_name=A&family_name="), Buffer.from("%D0%FF%C0")]);
  const answer = await desk.send("POST", form.action, { body, headers: { "content-type": "application/x-www-form-urlencoded" } });
  assert.ok([400, 422].includes(answer.status), `${answer.status}`);
});

test("what looks like HTML or SQL is shown as it was typed", async () => {
  for (const address of ["<script>alert(1)</script>", "' OR 1=1 --", "{{CSRF}} [[common.save]] ${7*7}", "\"><img src=x onerror=alert(1)>"]) {
    const answer = await register({ family_name: `Знак${"абвг"[address.length % 4]}ов`, given_name: "Текст", address, duplicates_seen: "1" });
    assert.ok([200, 409, 422].includes(answer.status));
    assert.ok(!/<script>alert|<img src=x/.test(answer.body), "typed HTML came back as HTML");
  }
});

test("a double click saves once", async () => {
  const page = await desk.get("/people/new");
  const form = page.form("/people");
  const values = { ...good, family_name: "Двукликов" };
  const fields = form.fields.filter(([name]) => !(name in values)).concat(Object.entries(values));
  const [one, two, three] = await Promise.all([desk.post(form.action, fields), desk.post(form.action, fields), desk.post(form.action, fields)]);
  assert.deepEqual([one.status, two.status, three.status], [303, 303, 303], `${one.text.slice(0, 200)} ${two.text.slice(0, 200)}`);
  assert.equal(one.location.split("?")[0], two.location.split("?")[0]);
  assert.equal(one.location.split("?")[0], three.location.split("?")[0]);
  assert.equal((await desk.findPeople("Двукликов")).people.length, 1);
});

test("a stale form is refused, in words, and overwrites nothing", async () => {
  const person = await register({ family_name: "Застоялов" });
  assert.match(person.address, /^\/people\/[0-9a-f-]{36}/, person.text.slice(0, 300));
  const path = person.address.split("?")[0];
  const taken = await desk.submit(await desk.get(`/desk/applications/new?person=${path.split("/").pop()}`), "/desk/applications",
    { own_words: "Опит за застоял формуляр", needs: ["heating", "cannot_care_for_self"], urgency: "normal", channel: "desk" });
  const application = taken.link(/^\/desk\/applications\/[0-9a-f-]{36}$/);
  const file = await desk.get(application);
  const [form] = file.forms.filter((one) => /\/withdrawal$/.test(one.action));
  assert.ok(form, "no line can be withdrawn");
  const [, other] = file.forms.filter((one) => /\/withdrawal$/.test(one.action));
  assert.equal((await desk.post(form.action, form.fields)).status, 303);
  const late = await desk.post(other.action, other.fields);
  assert.equal(late.status, 409, `${late.status} ${late.text.slice(0, 200)}`);
  assert.ok(late.text.length > 40, "no words for the person");
});

test("a stale form of a person's file is refused too, and shows what the other one saved", async () => {
  const person = await register({ family_name: "Дваматаписачи" });
  const path = person.address.split("?")[0];
  const colleague = new Visitor(office.address);
  await colleague.signIn(officer, demoPassword);
  const [mine, theirs] = [await desk.get(`${path}/change`), await colleague.get(`${path}/change`)];
  const first = await colleague.submit(theirs, /\/change$/, { phone: "0888123456" });
  assert.equal(first.status, 200, first.text.slice(0, 300));
  const late = await desk.submit(mine, /\/change$/, { phone: "0899000000" });
  assert.equal(late.status, 409, `${late.status} ${late.text.slice(0, 200)}`);
  const now = (await desk.get(path)).text.replace(/\s/g, "");
  assert.ok(now.includes("0888123456") && !now.includes("0899000000"), "the late form overwrote the first");
  colleague.close();
});

/** Sends a request over a socket of its own, cut after `part` of its bytes, and hangs up without reading. */
function cutOff(path, body, part) {
  const cookie = [...desk.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const request = Buffer.from(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${office.port}\r\nOrigin: ${office.address}\r\nSec-Fetch-Site: same-origin\r\nCookie: ${cookie}\r\n`
    + `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  return new Promise((done, failed) => {
    const socket = net.connect(office.port, "127.0.0.1", () => socket.write(request.subarray(0, Math.ceil(request.length * part)), () => {
      socket.destroy();
      done();
    }));
    socket.on("error", failed);
  });
}

test("a connection lost in the middle of saving: the same form sent again saves once, half a form saves nothing", async () => {
  for (const [name, part] of [["Изгубенцял", 1], ["Изгубенполовин", 0.9]]) {
    const form = (await desk.get("/people/new")).form("/people");
    const values = { ...good, family_name: name };
    const fields = form.fields.filter(([field]) => !(field in values)).concat(Object.entries(values));
    await cutOff(form.action, new URLSearchParams(fields).toString(), part);
    await sleep(300);
    const found = (await desk.findPeople(name)).people;
    assert.ok(found.length <= (part === 1 ? 1 : 0), `${name}: ${found.length} saved`);
    const again = await desk.post(form.action, fields);
    assert.equal(again.status, 303, `${again.status} ${again.text.slice(0, 300)}`);
    const after = (await desk.findPeople(name)).people;
    assert.deepEqual(after, [again.location.split("?")[0]], name);
    if (found.length) assert.deepEqual(found, after);
  }
});

test("an address that is none, and an id that is none, are a clear 404", async () => {
  for (const address of ["/nowhere", "/people/not-an-id", "/desk/applications/1", "/services/%00", "/people/..%2f..%2fetc%2fpasswd"]) {
    const answer = await desk.get(address);
    assert.ok([404, 400].includes(answer.status), `${address}: ${answer.status}`);
    assert.ok(!/0x|exception|sqlite|libpq|std::/i.test(answer.text), `${address} shows our insides`);
  }
});

test("the API says no in problem details, with a stable name", async () => {
  const token = office.run(["token", officer, "--sensitive"]).trim().split(/\s+/).at(-1);
  const api = new Visitor(office.address, { token });
  const answer = await api.api("POST", "/api/v1/people", { ...good, family_name: "", born_on: "2099-01-01" }, { key: "bad-input-0001" });
  assert.equal(answer.status, 422, answer.body.slice(0, 300));
  assert.match(answer.headers["content-type"], /^application\/problem\+json/);
  assert.ok(answer.json.type && answer.json.status === 422 && answer.json.title, JSON.stringify(answer.json));
  for (const body of ["{", "[]", '"x"', `{"a":${"[".repeat(100)}${"]".repeat(100)}}`]) {
    const broken = await api.send("POST", "/api/v1/people", { body, headers: { "content-type": "application/json", "idempotency-key": `k${body.length}-000000` } });
    assert.equal(broken.status, 400, `${body.slice(0, 20)}: ${broken.status}`);
  }
  const key = "same-key-other-content-1";
  assert.ok([200, 201].includes((await api.api("POST", "/api/v1/people", { ...good, family_name: "Ключов" }, { key })).status));
  assert.equal((await api.api("POST", "/api/v1/people", { ...good, family_name: "Друг" }, { key })).status, 422, "a used key for other content");
  assert.equal((await new Visitor(office.address, { token: "nothing" }).api("GET", "/api/v1/applications")).status, 401);
});
