// Needles in what the house keeps encrypted: typed on the pages, as the people of the journeys do.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import { demoPassword } from "./office.mjs";
import { change, needleOf, stranger } from "./needles.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { egn, isoInDays } from "./zone.mjs";

const crisis = 901, signal = 902, commission = 903, online = 904;
/** Her number of the register: sealed too, and known by its ten figures. */
export const herNumber = egn(1987, 3, 21, { woman: true, serial: 868 });
const sealedMatter = {};

async function staff(office, email) {
  const visitor = new Visitor(office.address);
  await visitor.signIn(email, demoPassword);
  return visitor;
}

async function atNight(office, needle) {
  const worker = await staff(office, "worker@strelcha.example");
  const made = await worker.submit(await worker.get("/protection/contacts/new"), "/protection/contacts", {
    channel: "phone", contact_rule: "Само SMS", phone: "0350 00-66-01", given_name: "Нощна", family_name: "Гостенка", told: needle("crisis.told") });
  const contact = made.address;
  assert.match(contact, /^\/protection\/contacts\/[0-9a-f-]{36}$/, made.text.slice(0, 400));
  const kept = await worker.submit(await worker.get(`${contact}/plan`), /plan$/, { steps: needle("safety_plan.words"), safe_word: needle("safety_plan.words"), people: "112" });
  assert.equal(kept.status, 200, kept.text.slice(0, 300));
  const preview = await worker.submit(await worker.get(`/protection/signals/new?crisis=${contact.split("/").at(-1)}`), "/protection/signals/preview",
    { child: needle("child_signal.words", signal), danger: needle("child_signal.words", signal), where: "у нас" });
  const sent = await worker.submit(preview, "/protection/signals");
  const told = await worker.submit(sent, /telling$/, { channel: "phone", whom: needle("child_signal_recipient.told_whom", signal) });
  assert.equal(told.status, 200, told.text.slice(0, 300));
  const form = await worker.get(`${contact}/referral`);
  const service = form.body.match(/name="service"[^>]*value="([0-9a-f-]{36})"/)?.[1] ?? form.body.match(/value="([0-9a-f-]{36})"[^>]*name="service"/)[1];
  const referred = await worker.submit(form, /referral$/, { service, words: "Жена с дете", transport: needle("crisis_task.note") });
  assert.equal(referred.status, 200, referred.text.slice(0, 300));
  const child = await staff(office, "child@pazardzhik.example");
  const inbox = await child.get("/protection/signals");
  const received = await child.submit(await child.get(inbox.links.find((one) => one.startsWith(sent.address))), /acknowledgement$/, { number: needle("child_signal_recipient.incoming_number", signal) });
  assert.equal(received.status, 200, received.text.slice(0, 300));
}

/** Two matters: one stays open, the other is sealed when its day comes. */
async function atTheCommission(office, needle) {
  const secretary = await staff(office, "commission@lesichovo.example");
  for (const last of [false, true]) {
    const opened = await secretary.submit(await secretary.get("/commission/new"), "/commission", {
      source: "school", name: needle("commission_case.child", commission), born_on: "12.03.2012", school: needle("commission_case.child", commission), what: needle("commission_case.child", commission) });
    assert.match(opened.address, /^\/commission\/[0-9a-f-]{36}$/, opened.text.slice(0, 400));
    const matter = opened.address;
    if (last) { sealedMatter.number = opened.text.match(/PAZ14-K-\d\d-\d{6}/)[0]; return; }
    await secretary.submit(await secretary.get(matter), /hearing-day$/, { on: isoInDays(0) });
    await secretary.submit(await secretary.get(matter), /informing$/);
    const decided = await secretary.submit(await secretary.get(`${matter}/hearing`), /hearing$/, { decision: "measure", participants: needle("commission_hearing.words", commission),
      words: needle("commission_hearing.words", commission), measure: "public_educator", until: isoInDays(180), educator: needle("commission_measure.educator", commission) });
    assert.equal(decided.status, 200, decided.text.slice(0, 400));
    const reported = await secretary.submit(await secretary.get(matter), /reports$/, { on: isoInDays(0), source: "centre", course: "kept", report: needle("commission_report.words", commission) });
    assert.equal(reported.status, 200, reported.text.slice(0, 300));
  }
}

async function fromHome(office, needle) {
  const begin = async () => {
    const visitor = new Visitor(office.address);
    let page = await visitor.submit(await visitor.get("/apply"), "/apply", { municipality: "PAZ14" });
    page = await visitor.submit(page, "/apply/needs", { needs: ["heating"] });
    page = await visitor.submit(page, "/apply/whom", { for_whom: "me" });
    return { visitor, page };
  };
  const draft = await begin();
  await draft.visitor.submit(draft.page, "/apply/words", { own_words: needle("online_draft.content", online) });
  const { visitor, page: third } = await begin();
  let page = await visitor.submit(third, "/apply/words", { own_words: needle("online_application.content", online) });
  const [, village] = page.body.match(/<option value="(\d{5})"/);
  page = await visitor.submit(page, "/apply/person", { given_name: "Проба", middle_name: "", family_name: "Пробина", born_on: "02.03.1949", settlement: village });
  page = await visitor.submit(page, "/apply/contact", { phone: "0888 123 456", contact_rule: needle("online_application.content", online) });
  const form = page.form("/apply/papers");
  const boundary = `----story${randomBytes(8).toString("hex")}`;
  const paper = `%PDF-1.7\n1 0 obj << /Type /Catalog /Author (${needle("stored_file.bytes", online)}) >> endobj\ntrailer\n%%EOF\n`;
  const parts = form.fields.filter(([field]) => !field.startsWith("file_") && field !== "go").concat([["go", "next"]])
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="file_other"; filename="${needle("stored_file.name", online)}.pdf"\r\nContent-Type: application/pdf\r\n\r\n${paper}\r\n--${boundary}--\r\n`);
  const check = await visitor.follow(await visitor.send("POST", "/apply/papers", { body: parts.join(""), headers: { "content-type": `multipart/form-data; boundary=${boundary}` } }));
  assert.equal(check.address, "/apply/check", check.text.slice(0, 400));
  const sent = await visitor.submit(check, "/apply/sending", { declared: "1" });
  assert.equal(sent.status, 201, sent.text.slice(0, 400));
}

/** Somebody with a number of the register, shielded at once. */
async function withANumber(office) {
  const worker = await staff(office, "worker@lesichovo.example");
  const made = await worker.submit(await worker.get("/people/new"), "/people", { given_name: "Номерка", middle_name: "", family_name: "Запечатана", sex: "f", identifier_kind: "egn",
    identifier: herNumber, born_on: "1987-03-21", settlement: "43369", address: "" });
  assert.match(made.address, /^\/people\/[0-9a-f-]{36}/, made.text.slice(0, 400));
  const done = await worker.submit(await worker.get(`${made.address}/circle`), /\/sensitivity$/, { sensitivity: "4", reason: "Заповед за защита" });
  assert.equal(done.status, 200, done.text.slice(0, 300));
}

export async function typeSealed(office, numberOf) {
  const columns = new Set();
  const needle = (name, whose = crisis) => {
    columns.add(name);
    return needleOf(numberOf(name), whose);
  };
  await atNight(office, needle);
  await atTheCommission(office, needle);
  await fromHome(office, needle);
  await withANumber(office);
  columns.add("person_identifier.sealed");
  const unsealing = needle("commission_unsealing.reason", commission);
  const mayKnow = ({ email, function: post, municipality }, name, whose) => {
    if (whose === crisis) return email === "worker@strelcha.example";
    if (whose === signal) return ["worker@strelcha.example", "child@pazardzhik.example"].includes(email);
    if (whose === commission) return email === "commission@lesichovo.example" || (name === "commission_case.child" && email === "child@pazardzhik.example");
    if (whose === online || whose === stranger) return post === "desk_officer" || (name.startsWith("appointment") && post === "supervisor") || (name.startsWith("complaint") && ["supervisor", "data_protection"].includes(post));
    return false;
  };
  return { columns: [...columns], mayKnow, unsealing };
}

/** The matter whose time has come: its day is brought forward while the server stands still, and it is opened by number and reason. */
export const unsealOne = {
  bring: (where) => change(where, [`UPDATE commission_case SET seal_on = '2026-01-01' WHERE number = '${sealedMatter.number}'`]),
  open: async (office, { unsealing }) => {
    for (let n = 0; n < 100 && ask(office.where, `SELECT state FROM commission_case WHERE number = '${sealedMatter.number}'`)[0][0] !== "sealed"; ++n) await new Promise((wake) => setTimeout(wake, 50));
    const secretary = await staff(office, "commission@lesichovo.example");
    const opened = await secretary.submit(await secretary.get("/commission/sealed"), "/commission/sealed", { number: sealedMatter.number, reason_code: "court", reason: unsealing });
    assert.equal(opened.status, 200, opened.text.slice(0, 400));
  },
};
