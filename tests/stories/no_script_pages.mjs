// Every page of the house with a person who may open it, and what a page must hold to be of use without script.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";

import { binary, demoPassword } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { isoInDays, officer, supervisor, therapist } from "./zone.mjs";

const admin = "admin@lesichovo.example";
const worker = "worker@lesichovo.example";
const reader = "my@lesichovo.example";  // a person who reads her own file
const manager = "manager@lesichovo.example";
const editor = "editor@lesichovo.example";
const planner = "planner@lesichovo.example";
const house = "csii@lesichovo.example";  // a provider of social services

/** Patterns of `gishe doctor --routes` that answer a person's GET with a page. */
export const routes = execFileSync(binary, ["doctor", "--routes"], { encoding: "utf8" }).trim().split("\n")
  .map((line) => line.split(" ")).filter(([method, pattern]) => method === "GET" && !/^\/api\/|^\/fhir\/|^\/hospital\/\{id\}$|^\/refer-to-us\/\{token\}$|^\/hsds$|^\/hsds\/(?!bg-social$)|^\/(leave|sitemap)\b|\.(pdf|csv|json|jsonld|atom|ics|txt|xml)$|\/files\/\{file\}$|^\/news\/pictures|^\/sign-in\/code$|^\/(emergency|hand-over|transfers|merges|imports)\/\{id\}$/.test(pattern))  // a discharge, an invitation and the last four: only after an act, in their own stories
  .map(([, pattern]) => pattern);

const found = new Map();  // statement → its first row: each is asked once
const one = (office, sql) => {
  if (!found.has(sql)) found.set(sql, ask(office.where, sql)[0]);
  assert.ok(found.get(sql), `the demo has nothing for: ${sql}`);
  return found.get(sql);
};
const person = (office) => one(office, "SELECT id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 ORDER BY id LIMIT 1")[0];
const organisationOf = (email) => `SELECT p.organisation_id FROM post p JOIN account a ON a.id = p.account_id WHERE a.email_key = '${email}'`;
const plan = (office) => one(office, "SELECT id FROM zone_plan WHERE municipality = 'PAZ14' ORDER BY id LIMIT 1")[0];
const draftPlan = (office) => one(office, "SELECT id FROM zone_plan WHERE municipality = 'PAZ14' ORDER BY id DESC LIMIT 1")[0];
const partOfDraft = (office, table) => one(office, `SELECT id FROM ${table} WHERE municipality = 'PAZ14' ORDER BY id DESC LIMIT 1`)[0];
const service = (office) => one(office, `SELECT id FROM service WHERE listed = 1 AND organisation_id IN (${organisationOf(house)}) ORDER BY id LIMIT 1`)[0];
const suspended = (office) => one(office, "SELECT id FROM service WHERE municipality = 'PAZ14' AND state = 'suspended' ORDER BY id LIMIT 1")[0];
const report = (office) => one(office, "SELECT id FROM entry_report WHERE municipality = 'PAZ14' AND state = 'open' ORDER BY id LIMIT 1")[0];
const pair = (office) => one(office, "SELECT id FROM entry_pair WHERE municipality = 'PAZ14' AND state = 'open' ORDER BY id LIMIT 1")[0];
const change = (office) => one(office, "SELECT id FROM entry_change WHERE municipality = 'PAZ14' AND state = 'waiting' ORDER BY id LIMIT 1")[0];
const line = (office) => one(office, `SELECT a.id, l.id FROM application a JOIN application_line l ON l.municipality = a.municipality AND l.application_id = a.id
  WHERE a.municipality = 'PAZ14' AND a.sensitivity = 2 AND l.state IN ('received', 'completeness_check') ORDER BY a.id DESC LIMIT 1`);
const sendable = (office) => one(office, `SELECT a.id FROM application a JOIN application_line l ON l.municipality = a.municipality AND l.application_id = a.id
  WHERE a.municipality = 'PAZ14' AND a.sensitivity = 2 AND l.state = 'completeness_check' AND l.service_id IS NOT NULL ORDER BY a.id DESC LIMIT 1`)[0];

/** One referral from the officer to the house in each state that has pages of its own, made over the JSON API. */
let answerAddress;  // a link by which somebody without an account answers
const referrals = {};
export async function sendReferrals(office) {
  const as = Object.fromEntries([officer, house].map((email) => [email, new Visitor(office.address, { token: office.run(["token", email, "--sensitive"]).trim().split(/\s+/).at(-1) })]));
  const post = async (email, path, value) => {
    const answer = await as[email].api("POST", `/api/v1/referrals${path}`, value, { key: randomUUID() });
    assert.ok(answer.status < 300, `${path}: ${answer.body}`);
    return answer.json;
  };
  for (const [state, verbs] of Object.entries({
    sent: [], info_requested: ["question"], accepted: ["acceptance"], in_service: ["acceptance", "service-start"],
  })) {
    const { id } = await post(officer, "", { person: person(office), to_service: service(office), reason: "За страниците", urgency: "normal", legal_ground: "public_task", package_fields: ["name"] });
    for (const verb of verbs) {
      const { version } = (await as[house].api("GET", `/api/v1/referrals/${id}`)).json;
      await post(house, `/${id}/${verb}`, { version, ...(verb === "question" ? { note: "Кога?" } : verb === "service-start" ? { reason: "signed_elsewhere" } : { on: isoInDays(0) }) });
    }
    referrals[state] = id;
  }
  for (const visitor of Object.values(as)) visitor.close();
  const sender = new Visitor(office.address);
  await sender.signIn(officer, demoPassword);
  const made = await sender.submit(await sender.get(`/referrals/${referrals.sent}/answer-link`), /answer-link$/);
  answerAddress = made.body.match(/\/answer\/[\w.-]+/)[0];
  sender.close();
}
/** A plan that may still be changed, with an objective and a measure. */
export async function draftPlanOfYears(office) {
  const writer = new Visitor(office.address);
  await writer.signIn(planner, demoPassword);
  const made = await writer.submit(await writer.get("/zones/plans/new"), "/zones/plans", { first_year: "2030", last_year: "2032" });
  await writer.submit(await writer.get(`${made.address}/objectives/new`), /objectives$/, { name: "Цел", need: "Нужда" });
  const form = await writer.get(`${made.address}/measures/new`);
  const objective = form.body.match(/<option value="([0-9a-f-]{36})"/)[1];
  const kept = await writer.submit(form, /measures$/, { objective, name: "Мярка", service_type: "day_care", target_group: "деца", owner: "директор", indicator_1: "Деца", indicator_source_1: "регистър", baseline_1: "1", target_1: "2" });
  assert.match(kept.text, /Запазено/);
  writer.close();
}
const news = (office) => one(office, "SELECT id FROM news_item WHERE municipality = 'PAZ14' AND state = 'published' ORDER BY dated_on DESC LIMIT 1")[0];
const newsAddress = (office) => `/news/ekipi-ot-lukovit-uchiha-ot-kolegite-si-v-kazanlak-${one(office, "SELECT code FROM news_item WHERE municipality = 'PAZ14' AND state = 'published' ORDER BY dated_on DESC LIMIT 1")[0]}`;
const referral = (state) => () => referrals[state];
const accountId = (office) => one(office, "SELECT id FROM account WHERE email_key = 'sasedi@lesichovo.example'")[0];

const protector = "worker@strelcha.example";
const duty = "crisis@peshtera.example";
const secretary = "commission@lesichovo.example";
const arrival = (office) => one(office, "SELECT id FROM referral WHERE urgency = 'emergency' AND sensitivity = 4 AND state IN ('sent', 'delivered') ORDER BY id LIMIT 1")[0];
const resident = (office) => one(office, "SELECT id FROM crisis WHERE kind = 'resident' AND state = 'admitted' ORDER BY id LIMIT 1")[0];
const commissionCase = (office) => one(office, "SELECT id FROM commission_case WHERE state = 'hearing_set' ORDER BY id LIMIT 1")[0];
const measure = (office) => one(office, "SELECT id FROM commission_measure WHERE ended_on IS NULL ORDER BY id LIMIT 1")[0];
const childOfficer = "child@pazardzhik.example";
const crisis = (office) => one(office, "SELECT id FROM crisis WHERE municipality = 'PAZ32' AND state = 'open' ORDER BY id LIMIT 1")[0];
const signal = (office) => one(office, "SELECT id FROM child_signal WHERE municipality = 'PAZ14' AND kind = 'danger' ORDER BY id LIMIT 1")[0];

/** A link to set a password, as the administrator hands it over; the address is as long as addresses get. */
function welcomeLink(office) {
  const said = office.run(["user", "add", "konstantin-aleksandar.hadzhikonstantinov@obshtina-panagyurishte.example", "--name", "Нова Служителка", "--function", "social_worker", "--municipality", "PAZ14"]);
  return said.match(/\/welcome\/[\w-]+/)[0];
}

/** The tablet's address, made by an officer as on her page: a later one ends it. */
async function kioskAddress(office) {
  const visitor = new Visitor(office.address);
  await visitor.signIn(officer, demoPassword);
  const answer = await visitor.submit(await visitor.get("/desk/queue"), "/desk/queue/kiosk");
  visitor.close();
  return answer.link(/^\/queue\/take/);
}

const online = (office) => one(office, "SELECT id FROM online_application WHERE municipality = 'PAZ14' AND state = 'waiting' ORDER BY id DESC LIMIT 1")[0];

/** What the cookie of an on-line application holds that lacks nothing but to be sent. */
export async function writeDraft(office) {
  const citizen = new Visitor(office.address);
  let page = await citizen.submit(await citizen.get("/apply"), "/apply", { municipality: "PAZ14" });
  page = await citizen.submit(page, "/apply/needs", { needs: "heating" });
  page = await citizen.submit(page, "/apply/whom", { for_whom: "me" });
  page = await citizen.submit(page, "/apply/words", { own_words: "Дървата свършиха." });
  page = await citizen.submit(page, "/apply/person", { given_name: "Милчо", family_name: "Пробин", settlement: page.body.match(/value="(\d{5})"/)[1] });
  page = await citizen.submit(page, "/apply/contact", { phone: "0350 00-77-09" });
  assert.equal(page.address, "/apply/papers", page.text.slice(0, 300));
  citizen.close();
  return citizen.cookies.get("gishe-apply");
}

const caseIn = (state, what = "c.id") => `SELECT ${what} FROM case_file c JOIN account a ON a.id = c.lead_id WHERE a.email_key = '${worker}' AND c.state ${state} ORDER BY c.id LIMIT 1`;
/** The address of an assessment or a plan of such a state, of a person that is not shielded. */
const within = (office, table, state, segment) => {
  const [of, id] = one(office, `SELECT x.case_id, x.id FROM ${table} x JOIN person p ON p.municipality = x.municipality AND p.id = x.person_id WHERE x.municipality = 'PAZ14' AND p.sensitivity = 2 AND x.state ${state} ORDER BY x.id LIMIT 1`);
  return `/cases/${of}/${segment}/${id}`;
};
const running = (office) => one(office, caseIn("<> 'closed'"))[0];
const bedKeeper = "kc-head@peshtera.example", listKeeper = "csri@pazardzhik.example";  // of a crisis centre; of a list in Пазарджик
const beds = () => "01980000-0000-7000-8000-00000000c009", seats = () => "01980000-0000-7000-8000-00000000c024";
// Whoever comes to a shelter is shielded: a stay this head is named for.
const stay = (state) => (office) => one(office, `SELECT s.id FROM stay s JOIN stay_named n ON n.municipality = s.municipality AND n.stay_id = s.id JOIN account a ON a.id = n.account_id WHERE a.email_key = '${bedKeeper}' AND s.state = '${state}' ORDER BY s.id LIMIT 1`)[0];
const contract = (state) => (office) => one(office, `SELECT referral_id FROM service_contract WHERE to_organisation_id IN (${organisationOf(therapist)}) AND state = '${state}' ORDER BY referral_id LIMIT 1`)[0];
const reserved = (office) => one(office, `SELECT id FROM stay WHERE organisation_id IN (${organisationOf(listKeeper)}) AND state = 'reserved' LIMIT 1`)[0];
const waits = (state = "waiting") => (office) => one(office, `SELECT id FROM waiting_entry WHERE organisation_id IN (${organisationOf(listKeeper)}) AND state = '${state}' ORDER BY id LIMIT 1`)[0];
const offer = (office) => one(office, "SELECT id FROM place_offer WHERE state = 'open' ORDER BY id LIMIT 1")[0];

/** pattern → who opens it, and the address for a pattern with holes or one that needs a person to speak about. */
export const pages = {
  "/desk/online": [officer], "/desk/online/{id}": [officer, online],
  "/apply": [null], "/apply/{step}": [null, null, () => "/apply/person"], "/apply/papers": [null], "/apply/check": [null],
  "/": [null], "/about-privacy": [null], "/guide": [null], "/services": [null], "/follow": [null], "/sign-in": [null],
  "/services/{id}": [null, service],
  "/welcome/{token}": [null, null, welcomeLink],
  "/account": [officer], "/account/second-factor": [officer], 
  "/staff/accounts": [admin], "/staff/accounts/new": [admin], "/staff/accounts/{id}": [admin, accountId],
  "/provider/services": [house], "/provider/services/{id}": [house, service],
  "/provider/services/new": [house], "/provider/services/{id}/change": [house, service],
  "/provider/services/{id}/suspension": [house, service], "/provider/services/{id}/closure": [house, service],
  "/provider/services/{id}/reopening": [editor, suspended],
  "/provider/services/{id}/figures": [house, service], "/services/{id}/report": [null, service], "/suggest": [null],
  "/editor/reports/{id}": [editor, report], "/editor/duplicates/{id}": [editor, pair],
  "/map": [null], "/open-data": [null], "/hsds/bg-social": [null], "/editor/search-words": [editor],
  "/editor/taxonomies": [editor],
  "/editor/searches-without-answer": [editor],
  "/editor": [editor], "/editor/changes/{id}": [editor, change],
  "/people": [officer], "/people/new": [officer],
  "/people/{id}": [officer, person], "/people/{id}/change": [officer, person],
  "/people/{id}/representatives/new": [officer, person], "/people/{id}/household/new": [officer, person],
  "/people/{id}/circle": [supervisor, person], "/people/{id}/conflicts": [supervisor, person], "/people/alarms": [supervisor], "/imports": [supervisor],
  "/people/{id}/merge": [officer, person], "/merges": [officer],
  "/people/{id}/merge/{other}": [officer, null, (office) => `/people/${one(office, "SELECT id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 ORDER BY id DESC LIMIT 1")[0]}/merge/${person(office)}`],
  "/people/{id}/death": [officer, person], "/deaths": [officer], "/people/{id}/move": [officer, person], "/transfers": [officer],
  "/forms": [officer], "/complaints": [null], "/complaints/answer": [null], "/desk/complaints": [supervisor],
  "/desk/complaints/{id}": [supervisor, (office) => one(office, "SELECT id FROM complaint WHERE municipality = 'PAZ14' AND state = 'received' ORDER BY id LIMIT 1")[0]],
  "/people/{id}/own-access": [officer, person], "/my": [reader],
  "/my/{person}": [reader, null, (office) => `/my/${one(office, `SELECT o.person_id FROM own_access o JOIN account a ON a.id = o.account_id WHERE a.email_key = '${reader}' ORDER BY o.opened_at LIMIT 1`)[0]}`],
  "/cases": [worker], "/cases/new": [worker, null, (office) => `/cases/new?person=${one(office, caseIn("<> 'closed'", "c.person_id"))[0]}`],
  "/cases/approvals": [supervisor], "/cases/{id}/assessments": [worker, running], "/cases/{id}/plans": [worker, running],
  "/cases/{id}/assessments/{assessment}": [worker, null, (office) => within(office, "needs_assessment", "= 'shared'", "assessments")],
  "/cases/{id}/assessments/{assessment}/domains/{domain}": [worker, null, (office) => `${within(office, "needs_assessment", "= 'in_progress'", "assessments")}/domains/health`],
  "/cases/{id}/plans/{plan}": [worker, null, (office) => within(office, "support_plan", "= 'active'", "plans")],
  "/cases/{id}/plans/{plan}/approval": [supervisor, null, (office) => `${within(office, "support_plan", "= 'agreed'", "plans")}/approval`],
  ...Object.fromEntries(["notes", "log", "conferences", "partners"].map((part) => [`/cases/{id}/${part}`, [worker, running]])),
  "/cases/{id}": [worker, running], "/cases/{id}/hold": [worker, running], "/cases/{id}/closure": [worker, running],
  "/cases/{id}/reopening": [worker, (office) => one(office, caseIn("= 'closed'"))[0]],
  "/emergency": [officer], "/emergencies": [supervisor], "/look-up": [officer], "/data-protection": ["dpo@lesichovo.example"], "/hand-over": [supervisor],
  "/retention": ["dpo@lesichovo.example"],
  "/retention/{id}": ["dpo@lesichovo.example", (office) => one(office, "SELECT id FROM retention_item WHERE municipality = 'PAZ14' ORDER BY id LIMIT 1")[0]],
  "/retention/restrictions/{request}": ["dpo@lesichovo.example", null, (office) => `/retention/restrictions/${one(office, "SELECT id FROM subject_request WHERE municipality = 'PAZ14' AND kind = 'correction' ORDER BY id LIMIT 1")[0]}`],
  "/data-protection/requests": ["dpo@lesichovo.example"],
  "/data-protection/requests/{id}": ["dpo@lesichovo.example", (office) => one(office, "SELECT id FROM subject_request WHERE municipality = 'PAZ14' ORDER BY id LIMIT 1")[0]],
  "/data-protection/requests/{id}/copy": ["dpo@lesichovo.example", (office) => one(office, "SELECT request_id FROM subject_copy WHERE municipality = 'PAZ14' AND released_at IS NULL LIMIT 1")[0]],
  "/data-protection/requests/{id}/copy/finished": ["dpo@lesichovo.example", (office) => one(office, "SELECT request_id FROM subject_copy WHERE municipality = 'PAZ14' AND released_at IS NULL LIMIT 1")[0]],
  "/letters": [admin], "/letters/{kind}/{language}": [admin, null, () => "/letters/missing_papers/bg"],
  "/desk": [officer], "/desk/applications": [officer],
  "/desk/applications/new": [officer, null, (office) => `/desk/applications/new?person=${person(office)}`],
  "/desk/applications/{id}": [officer, (office) => line(office)[0]],
  "/desk/applications/{id}/follow-up": [officer, (office) => line(office)[0]],
  "/desk/applications/{id}/sending": [officer, sendable],
  "/desk/applications/{id}/lines/{line}/services": [officer, null, (office) => line(office).join("/lines/").replace(/.*/, "/desk/applications/$&/services")],
  "/ask": [null], "/ask/answer": [null], "/callback": [null],
  "/desk/contacts": [officer], "/desk/contacts/counts": [officer],
  "/desk/contacts/{id}": [officer, (office) => one(office, `SELECT c.id FROM contact c JOIN account a ON a.id = c.counted_by WHERE a.email_key = '${officer}' ORDER BY c.id DESC LIMIT 1`)[0]],
  "/desk/inquiries": [officer],
  "/desk/inquiries/{id}": [officer, (office) => one(office, "SELECT id FROM inquiry WHERE municipality = 'PAZ14' AND kind = 'question' ORDER BY id LIMIT 1")[0]],
  "/gaps": [officer, null, () => "/gaps?type=therapy_rehabilitation"], "/agreements": [officer], "/agreements/new": [supervisor],
  "/agreements/{id}": [supervisor, (office) => one(office, "SELECT id FROM agreement WHERE municipality = 'PAZ14' AND state = 'asked' ORDER BY id LIMIT 1")[0]],
  "/referrals/{id}/answer-link": [officer, referral("sent")], "/answer/{token}": [null, null, () => answerAddress],
  "/refer-to-us": [null], "/hospital": [officer], "/hospital/links": [officer],
  "/monthly-reports": [house], "/referrals/{id}/report": [house, referral("in_service")],
  "/contracts": [therapist], "/referrals/{id}/contract": [therapist, contract("signed")], "/referrals/{id}/contract/terms": [therapist, contract("draft")],
  "/referrals/{id}/contract/signature": [therapist, contract("offered")], "/referrals/{id}/contract/ending": [therapist, contract("signed")],
  "/bills/{id}": [supervisor, (office) => one(office, "SELECT id FROM bill WHERE municipality = 'PAZ14' ORDER BY id LIMIT 1")[0]],
  "/referrals": [house],
  "/referrals/new": [officer, null, (office) => `/referrals/new?person=${person(office)}&service=${service(office)}`],
  "/referrals/{id}": [house, referral("accepted")],
  "/referrals/{id}/acceptance": [house, referral("sent")], "/referrals/{id}/decline": [house, referral("sent")],
  "/referrals/{id}/question": [house, referral("sent")], "/referrals/{id}/waiting": [house, referral("sent")],
  "/referrals/{id}/answer": [officer, referral("info_requested")],
  "/referrals/{id}/service-start": [house, referral("accepted")], "/referrals/{id}/completion": [house, referral("in_service")],
  "/referrals/{id}/no-show": [house, referral("accepted")], "/referrals/{id}/not-started": [house, referral("accepted")],
  "/referrals/{id}/withdrawal": [officer, referral("sent")],
  "/referrals/{id}/revocation": [supervisor, referral("sent")], "/referrals/{id}/escalation": [supervisor, referral("sent")],
  "/news": [null], "/news/{address}": [null, null, (office) => newsAddress(office)],
  "/newsroom": [manager], "/newsroom/new": [manager], "/newsroom/{id}": [manager, news], "/newsroom/{id}/preview": [manager, news],
  "/newsroom/{id}/pictures": [manager, news],
  "/appointments": [null], "/appointments/mine": [null],
  "/desk/appointments": [officer], "/desk/appointments/new": [officer], "/desk/hours": [officer], "/desk/queue": [officer], "/desk/appointments/figures": [officer],
  "/queue/screen": [null, null, () => "/queue/screen?desk=PAZ14"],
  "/queue/take": [null, null, kioskAddress], "/desk/appointments/{id}": [officer, (office) => one(office, "SELECT id FROM appointment WHERE municipality = 'PAZ14' AND state = 'unknown' ORDER BY starts_on DESC, id LIMIT 1")[0]],
  "/protection": [protector], "/protection/contacts/new": [protector], "/protection/places": [protector],
  "/protection/contacts/{id}": [protector, crisis], "/protection/contacts/{id}/questions": [protector, crisis],
  "/protection/contacts/{id}/plan": [protector, crisis], "/protection/contacts/{id}/referral": [protector, crisis],
  "/protection/arrivals/{id}": [duty, arrival], "/protection/contacts/{id}/exit": [duty, resident],
  "/commission": [secretary], "/commission/new": [secretary], "/commission/sealed": [secretary],
  "/commission/{id}": [secretary, commissionCase], "/commission/{id}/hearing": [secretary, commissionCase], "/commission/{id}/referral": [secretary, commissionCase],
  "/measures": [duty], "/measures/{id}": [duty, measure],
  "/protection/signals": [childOfficer], "/protection/signals/new": [officer], "/protection/signals/own": [officer],
  "/protection/signals/{id}": [officer, signal], "/protection/signals/{id}/received": [childOfficer, signal],
  "/overview": [supervisor], "/overdue": [supervisor],
  "/zones/plans": [planner], "/zones/plans/new": [planner], "/zones/plans/{id}": [planner, plan], "/zones/plans/{id}/profile": [planner, plan],
  "/zones/plans/{id}/programme": [planner, plan], "/zones/plans/{id}/approval": [planner, plan], "/zones/plans/{id}/comments": [planner, plan], "/zones/plans/{id}/monitoring": [planner, plan],
  "/consultations": [null], "/consultations/{id}": [null, plan],
  "/zones/plans/{id}/text": [planner, draftPlan], "/zones/plans/{id}/objectives/new": [planner, draftPlan], "/zones/plans/{id}/measures/new": [planner, draftPlan],
  "/zones/plans/{id}/objectives/{objective}": [planner, draftPlan, (office) => `/zones/plans/${draftPlan(office)}/objectives/${partOfDraft(office, "zone_objective")}`],
  "/zones/plans/{id}/measures/{measure}": [planner, draftPlan, (office) => `/zones/plans/${draftPlan(office)}/measures/${partOfDraft(office, "zone_measure")}`],
  "/zones/plans/{id}/tables": [planner, plan], "/zones/plans/{id}/supply": [planner, plan], "/zones/plans/{id}/supply/{type}": [planner, plan, (office) => `/zones/plans/${plan(office)}/supply/day_care?more=2&minutes=30`],
  "/zones/plans/{id}/supply/{type}/what-if": [planner, plan, (office) => `/zones/plans/${plan(office)}/supply/day_care/what-if?at=21172:5,07586:8&minutes=30&price=4800&budget=50000`],
  "/zones/indicators": [planner], "/zones/indicators/{id}": [planner, (office) => one(office, "SELECT id FROM indicator_import ORDER BY id LIMIT 1")[0]],
  "/provider/places": [bedKeeper], "/provider/places/services/{id}": [bedKeeper, beds], "/provider/places/services/{id}/admission": [bedKeeper, beds],
  "/provider/stays/{id}": [bedKeeper, stay("admitted")], "/provider/stays/{id}/extension": [bedKeeper, stay("admitted")],
  "/provider/stays/{id}/move": [bedKeeper, stay("admitted")], "/provider/stays/{id}/end": [bedKeeper, stay("admitted")],
  "/provider/stays/{id}/papers": [bedKeeper, stay("emergency_admitted")],
  "/provider/stays/{id}/admission": [listKeeper, reserved], "/provider/stays/{id}/emergency": [listKeeper, reserved],
  "/provider/stays/{id}/release": [listKeeper, reserved],
  "/provider/waiting/services/{id}": [listKeeper, seats], "/provider/waiting/services/{id}/rule": [listKeeper, seats],
  "/provider/waiting/entries/{id}": [listKeeper, waits()], "/provider/waiting/entries/{id}/offer": [listKeeper, waits()],
  "/provider/waiting/entries/{id}/order": [listKeeper, waits()], "/provider/waiting/entries/{id}/suspension": [listKeeper, waits()],
  "/provider/waiting/entries/{id}/resumption": [listKeeper, waits("suspended")], "/provider/waiting/entries/{id}/taking-back": [listKeeper, waits("offered")],
  "/services/{id}/waiting-rule": [officer, seats], "/places/offers": [officer], "/places/offers/{id}": [officer, offer],
};

export function addressOf(pattern, office) {
  const [, record, whole] = pages[pattern];
  return whole ? whole(office) : record ? pattern.replace("{id}", record(office)) : pattern;
}

/** What on the open page is of no use without script, as lines; empty when all is well. Runs in a window whose script is off. */
export function uselessWithoutScript(page) {
  return page.evaluate(() => {
    const faults = [];
    const seen = (element) => element.checkVisibility?.() ?? element.getClientRects().length > 0;
    const name = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
    const heads = [...document.querySelectorAll("h1")];
    if (heads.length !== 1 || !seen(heads[0]) || heads[0].innerText.trim().length < 2) faults.push(`${heads.length} h1, or none to see`);
    const main = document.querySelector("main");
    if (!main || !seen(main) || main.innerText.trim().length < heads[0]?.innerText.trim().length + 20) faults.push("no main content to see");
    // What is hidden until script shows it is comfort; what stands in a closed <details> opens without script.
    const shut = (element) => element.closest("[hidden], dialog:not([open])");
    for (const button of document.querySelectorAll("button, input[type=submit], input[type=button], input[type=image], input[type=reset]")) {
      if (shut(button)) continue;
      if (button.type !== "submit" && button.type !== "image") faults.push(`a button that sends nothing: ${name(button)}`);
      else if (!button.form?.hasAttribute("action") && !button.hasAttribute("formaction")) faults.push(`a button without a form that goes somewhere: ${name(button)}`);
      else if (button.disabled) faults.push(`a button that is never enabled: ${name(button)}`);
    }
    for (const form of document.querySelectorAll("form")) {
      if (shut(form)) continue;
      if (!form.querySelector("button:not([type=button]), input[type=submit], input[type=image]")) faults.push(`a form without a button: ${name(form)}`);
      if (form.method === "post" && !form.elements.namedItem("csrf")?.value) faults.push(`a form without its token: ${name(form)}`);
    }
    for (const link of document.querySelectorAll("a, area")) {
      const to = link.getAttribute("href") ?? "";
      if (!shut(link) && (!to || to === "#" || /^javascript:/i.test(to))) faults.push(`a link to nowhere: ${name(link)}`);
      if (/^#./.test(to) && !document.getElementById(decodeURIComponent(to.slice(1)))) faults.push(`a link to a place that is not there: ${name(link)}`);
    }
    for (const field of document.querySelectorAll("input, select, textarea")) {
      if (shut(field) || field.form || !seen(field)) continue;
      // A box that opens and shuts something by the style sheet alone needs no form.
      const before = main.innerText;
      if (field.type === "checkbox") field.click();
      if (main.innerText === before) faults.push(`a field without a form: ${name(field)}`);
      if (field.type === "checkbox") field.click();
    }
    for (const element of document.querySelectorAll("[role=button], [role=tab], [role=switch], [role=menuitem], [contenteditable], [onclick]")) {
      if (!shut(element) && !element.matches("button, a[href], summary, input")) faults.push(`works by script only: ${name(element)}`);
    }
    return faults;
  });
}
