// A hospital's machine asks for room, refers, follows, tells of an admission; a receiver's machine answers a referral. Held
// against the profiles of SDOH Clinical Care as their authors publish them, read where they lie (GISHE_SHARED).
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { isoInDays } from "./zone.mjs";

const material = join(process.env.GISHE_SHARED ?? "", "data/fhir-sdoh");
const noMaterial = existsSync(join(material, "profiles")) ? false : "NOT RUN: no GISHE_SHARED with data/fhir-sdoh";
const hospital = "01980000-0000-7000-8000-00000000b031";
const person = { family: "Машинова", given: ["Тодора"], phone: "0888 555 662" };

function bundle({ task = {}, request = {}, patient = {}, type = "transaction", extra = [] } = {}) {
  const entry = (id, resource) => ({ fullUrl: `urn:uuid:${id}`, resource, ...(type === "transaction" ? { request: { method: "POST", url: resource.resourceType } } : {}) });
  const [p, s, t, c] = ["a1", "a2", "a3", "a4"].map((end) => `61ebe359-bfdc-4613-8bf2-c5e3009450${end}`);
  return {
    resourceType: "Bundle", type, entry: [
      entry(p, { resourceType: "Patient", name: [{ family: person.family, given: person.given }], birthDate: "1941-03-02", telecom: [{ system: "phone", value: person.phone }], address: [{ line: ["ул. Горна 2"], city: "Калугерово" }], ...patient }),
      entry(c, { resourceType: "Consent", status: "active", sourceAttachment: { title: "подписано" } }),
      entry(s, { resourceType: "ServiceRequest", status: "active", intent: "order", subject: { reference: `urn:uuid:${p}` }, priority: "urgent",
        code: { coding: [{ system: "urn:gishe:need", code: "rehabilitation_after_illness" }] },
        orderDetail: [{ coding: [{ system: "urn:gishe:need", code: "cannot_care_for_self" }] }],
        occurrencePeriod: { start: isoInDays(4) }, note: [{ text: "Няма кой да пазарува." }], ...request }),
      entry(t, { resourceType: "Task", status: "requested", intent: "order", code: { coding: [{ system: "http://hl7.org/fhir/CodeSystem/task-code", code: "fulfill" }] },
        focus: { reference: `urn:uuid:${s}` }, for: { reference: `urn:uuid:${p}` }, authoredOn: `${isoInDays(0)}T09:00:00+02:00`,
        requester: { display: "Невяна Докова" }, owner: { identifier: { system: "urn:gishe:municipality", value: "PAZ14" } }, ...task }),
      ...extra.map((resource, n) => entry(`b${n}`, resource)),
    ],
  };
}

/** What a profile in FSH asks for at the top: "focus 1.. MS" → focus. */
function requiredBy(profile) {
  return [...readFileSync(join(material, "profiles", profile), "utf8").matchAll(/^\* (\w+) 1\.\./gm)].map(([, name]) => name);
}

/** Status codes of a referral's Task, and who may set each, as the guide's page says. */
function setBy() {
  const page = readFileSync(join(material, "pages/StructureDefinition-SDOHCC-TaskForReferralManagement-intro.md"), "utf8");
  const excluded = [...readFileSync(join(material, "profiles/SDOHCCValueSetReferralTaskStatus.fsh"), "utf8").matchAll(/exclude TaskStatus#(\S+)/g)].map(([, code]) => code);
  const codes = Object.fromEntries([...page.matchAll(/^\| `([\w-]+)`\s*\|[^|]*\|[^|]*\|([^|]*)\|/gm)].map(([, code, who]) => [code, who.trim()]));
  assert.ok(Object.keys(codes).length >= 9 && excluded.length === 2);
  for (const code of excluded) assert.ok(!(code in codes));
  return codes;
}

for (const { engine, skip } of engines) {
  describe(`a hospital speaks FHIR (${engine})`, { skip, timeout: 180_000 }, () => {
    let office, officer, worker, ward, other, bare, service, house, task;
    const machine = (name, organisation, municipality) => {
      office.run(["user", "add", `${name}@machine.example`, "--name", name, "--function", "machine", "--municipality", municipality, ...(organisation ? ["--organisation", organisation] : [])]);
      return new Visitor(office.address, { token: office.run(["token", `${name}@machine.example`]).trim().split(/\s+/).at(-1) });
    };
    const outcome = (answer, status, code) => {
      assert.equal(answer.status, status, answer.body.slice(0, 600));
      assert.equal(answer.json.resourceType, "OperationOutcome");
      assert.match(answer.headers["content-type"], /application\/fhir\+json/);
      if (code) assert.equal(answer.json.issue[0].code, code, answer.body);
      return answer.json.issue.flatMap((issue) => issue.expression ?? []);
    };
    before(async () => {
      office = await Office.open(engine);
      [service, house] = ask(office.where, "SELECT s.id, s.organisation_id FROM service s WHERE s.listed = 1 AND s.accepts_referrals = 0 AND s.type = 'therapy_rehabilitation' ORDER BY s.id LIMIT 1")[0];
      ward = machine("ward", hospital, "PAZ19");
      other = machine("other", house, "PAZ19");
      bare = machine("bare", "", "PAZ14");
      officer = new Visitor(office.address);
      await officer.signIn("officer@lesichovo.example", demoPassword);
      worker = new Visitor(office.address);
      await worker.signIn("worker@lesichovo.example", demoPassword);
    });
    after(async () => {
      for (const visitor of [officer, worker, ward, other, bare]) visitor?.close();
      await office?.stop();
    });

    test("who asks first what there is, and is there room, names nobody", async () => {
      const nobody = new Visitor(office.address);
      const said = await nobody.send("GET", "/fhir/metadata");
      assert.equal(said.json.fhirVersion, "4.0.1");
      assert.ok(said.json.rest[0].resource.some(({ type }) => type === "Task"));
      outcome(await nobody.send("GET", "/fhir/Task"), 401, "login");
      nobody.close();
      const room = await ward.send("GET", "/fhir/HealthcareService?service-type=rehabilitation_after_illness&coverage-area=PAZ14");
      assert.equal(room.json.type, "searchset");
      assert.ok(room.json.total > 0);
      const codes = room.json.entry.map(({ resource }) => resource.extension[0].valueCodeableConcept.coding?.[0].code).filter(Boolean);
      for (const code of codes) assert.ok(["capacity", "no-capacity", "waitlist", "additional-assessment-required"].includes(code), code);
      assert.deepEqual(outcome(await ward.send("GET", "/fhir/HealthcareService?service-type=magic&coverage-area=PAZ14"), 422), ["service-type"]);
    });

    test("every refusal is an OperationOutcome that says where", async () => {
      const post = (value, key) => ward.api("POST", "/fhir", value, key ? { key } : undefined);
      assert.deepEqual(outcome(await post(bundle({ task: { status: "completed" } })), 422), ["Task.status"]);
      assert.deepEqual(outcome(await post(bundle({ task: { intent: "plan", owner: { reference: "Organization/XXX" } } })), 422), ["Task.intent", "Task.owner"]);
      assert.deepEqual(outcome(await post(bundle({ task: { owner: { reference: "Organization/SOF46" } } })), 422), ["Task.owner"]);
      assert.deepEqual(outcome(await post(bundle({ request: { subject: { reference: "Patient/other" } } })), 422), ["ServiceRequest.subject"]);
      assert.ok(outcome(await post(bundle({ patient: { name: [] } })), 422).includes("Patient.name.given"));
      assert.ok(outcome(await post(bundle({ request: { code: {}, orderDetail: [] } })), 422).includes("ServiceRequest.code"));
      const condition = await post(bundle({ extra: [{ resourceType: "Condition", code: { text: "игла-диагноза" } }] }));
      outcome(condition, 422);
      assert.ok(!condition.body.includes("игла-диагноза") && !office.log.includes("игла-диагноза"));
      outcome(await ward.send("POST", "/fhir", { body: "{", headers: { "content-type": "application/fhir+json" } }), 400, "structure");
      outcome(await ward.send("POST", "/fhir", { body: `{"a":${"[".repeat(60)}${"]".repeat(60)}}`, headers: { "content-type": "application/fhir+json" } }), 400, "structure");
      outcome(await ward.send("POST", "/fhir", { body: "<Bundle/>", headers: { "content-type": "application/fhir+xml" } }), 415, "not-supported");
      outcome(await ward.send("POST", "/fhir", { body: JSON.stringify({ x: "x".repeat(1_200_000) }), headers: { "content-type": "application/fhir+json" } }), 413, "too-long");
      assert.deepEqual(outcome(await post(bundle({ extra: Array.from({ length: 30 }, () => ({ resourceType: "Organization" })) })), 422), ["Bundle.entry"]);
      outcome(await ward.send("GET", "/fhir/Task/no-id"), 404, "not-found");
      outcome(await ward.send("GET", "/fhir/Nothing"), 404, "not-found");
      outcome(await ward.send("DELETE", "/fhir/Task"), 405, "not-supported");
      outcome(await bare.api("POST", "/fhir", bundle()), 403, "forbidden");
      outcome(await bare.send("GET", "/fhir/Task"), 403, "forbidden");
      assert.equal(ask(office.where, "SELECT count(*) FROM discharge WHERE sender LIKE '%FHIR'")[0][0], "0");
    });

    test("a transaction becomes one referral, however often it is sent", async () => {
      const first = await ward.api("POST", "/fhir", bundle(), { key: "ward-1" });
      assert.equal(first.status, 200, first.body);
      assert.equal(first.json.type, "transaction-response");
      assert.equal(first.json.entry.length, 4);
      assert.equal((await ward.api("POST", "/fhir", bundle(), { key: "ward-1" })).body, first.body);
      assert.equal(ask(office.where, "SELECT count(*) FROM discharge WHERE sender LIKE '%FHIR'")[0][0], "1");
      task = first.json.entry.map(({ resource }) => resource).find((resource) => resource?.resourceType === "Task");
      assert.equal(task.status, "requested");
      const read = await ward.send("GET", `/fhir/Task/${task.id}`);
      assert.deepEqual(read.json, task);
      assert.equal(read.headers.etag, `W/"${task.meta.versionId}"`);
      for (const needle of [person.family, person.phone, "пазарува"]) assert.ok(!read.body.includes(needle), `the Task names ${needle}`);
      const request = await ward.send("GET", `/fhir/${task.focus.reference}`);
      assert.equal(request.json.code.coding.length, 2);
      for (const stranger of [other]) {
        outcome(await stranger.send("GET", `/fhir/Task/${task.id}`), 404, "not-found");
        outcome(await stranger.send("GET", `/fhir/ServiceRequest/${task.id}`), 404, "not-found");
      }
      assert.ok((await ward.send("GET", "/fhir/Task")).json.entry.some(({ resource }) => resource.id === task.id));
      assert.ok(!((await other.send("GET", "/fhir/Task")).json.entry.some(({ resource }) => resource.id === task.id)));
    });

    test("the Task and the ServiceRequest hold what the profiles ask for", { skip: noMaterial }, async () => {
      for (const name of requiredBy("SDOHCCTaskForReferralManagement.fsh")) assert.ok(name in task, `Task.${name}`);
      assert.equal(task.intent, "order");
      assert.ok(task.status in setBy());
      assert.ok(task.meta.profile[0].endsWith("/SDOHCC-TaskForReferralManagement"));
      const id = readFileSync(join(material, "profiles/SDOHCCServiceRequest.fsh"), "utf8").match(/^Id: (\S+)/m)[1];
      const request = (await ward.send("GET", `/fhir/ServiceRequest/${task.id}`)).json;
      assert.ok(request.meta.profile[0].endsWith(`/${id}`));
      for (const name of ["status", "intent", "code", "subject", "performer", "occurrencePeriod"]) assert.ok(name in request, `ServiceRequest.${name}`);
    });

    test("the requester sets what the guide lets a requester set", { skip: noMaterial }, async () => {
      for (const [status, who] of Object.entries(setBy())) {
        if (/Requester/.test(who)) continue;
        outcome(await ward.api("PUT", `/fhir/Task/${task.id}`, { ...task, status, statusReason: { text: "x" } }), 409, "conflict");
      }
    });

    test("the desk takes it with nothing typed; the case; admitted again by an Encounter; the outcome comes back", async () => {
      let online;
      for (const link of (await officer.get("/desk/online")).links.filter((one) => /^\/desk\/online\/[0-9a-f-]{36}$/.test(one))) {
        const one = await officer.get(link);
        if (one.text.includes(task.identifier[0].value)) online = one;
      }
      assert.match(online.body, new RegExp(`value="${person.family}"`));
      assert.match(online.text, /Калугерово/);
      await officer.submit(online, /answer$/, { state: "returned", words: "Има ли ключ?" });
      let now = (await ward.send("GET", `/fhir/Task/${task.id}`)).json;
      assert.equal(now.status, "on-hold");
      assert.equal(now.statusReason.text, "Има ли ключ?");
      const patch = (value, headers = {}) => ward.send("PATCH", `/fhir/Task/${task.id}`, { body: JSON.stringify(value), headers: { "content-type": "application/json-patch+json", ...headers } });
      outcome(await patch([{ op: "replace", path: "/for", value: {} }]), 422);
      outcome(await patch([{ op: "replace", path: "/status", value: "requested" }, { op: "add", path: "/note", value: [{ text: "У съседката." }] }], { "if-match": 'W/"1"' }), 409, "conflict");
      const answered = await patch([{ op: "replace", path: "/status", value: "requested" }, { op: "add", path: "/note", value: [{ text: "У съседката." }] }], { "if-match": `W/"${now.meta.versionId}"` });
      assert.equal(answered.json.status, "requested", answered.body);
      await officer.submit(await officer.get(online.address), /taking$/, { person: "new", sex: "f" });
      now = (await ward.send("GET", `/fhir/Task/${task.id}`)).json;
      assert.equal(now.status, "accepted");
      outcome(await ward.api("POST", "/fhir/Encounter", { resourceType: "Encounter", status: "in-progress", basedOn: [{ reference: `ServiceRequest/${task.id}` }], period: { start: isoInDays(0) } }), 409, "conflict");
      const [account] = ask(office.where, "SELECT id FROM account WHERE email_key = 'worker@lesichovo.example'")[0];
      await officer.submit(await officer.get(`/hospital/${task.id}`), /worker$/, { worker: account });
      const started = await worker.submit(await worker.get(`/hospital/${task.id}`), /case$/, {});
      assert.equal((await ward.send("GET", `/fhir/Task/${task.id}`)).json.status, "in-progress");
      const encounter = { resourceType: "Encounter", status: "in-progress", class: { code: "IMP" }, basedOn: [{ reference: `ServiceRequest/${task.id}` }], period: { start: isoInDays(0) } };
      outcome(await other.api("POST", "/fhir/Encounter", encounter), 404, "not-found");
      assert.deepEqual(outcome(await ward.api("POST", "/fhir/Encounter", { ...encounter, period: {} }), 422), ["Encounter.period.start"]);
      assert.equal((await ward.api("POST", "/fhir/Encounter", encounter)).status, 201);
      outcome(await ward.api("POST", "/fhir/Encounter", encounter), 409, "conflict");
      assert.match((await worker.get(started.address)).text, /повторно приемане/);
      await worker.submit(await worker.get(`/hospital/${task.id}`), /ending$/, { verb: "complete", outcome: "partly_met" });
      now = (await ward.send("GET", `/fhir/Task/${task.id}`)).json;
      assert.equal(now.status, "completed");
      assert.equal(now.output[0].valueCodeableConcept.coding[0].code, "partly_met");
      assert.equal((await ward.send("GET", `/fhir/ServiceRequest/${task.id}`)).json.status, "completed");
    });

    test("the receiver's machine answers a referral: package, accepted, in progress, completed", async () => {
      const [id] = ask(office.where, "SELECT id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 AND family_name <> '' ORDER BY id LIMIT 1")[0];
      const send = async () => {
        const form = await officer.get(`/referrals/new?person=${id}&service=${service}&need=rehabilitation_after_illness`);
        return (await officer.submit(form, "/referrals", { reason: "Рехабилитация.", legal_ground: "public_task", package: ["name", "phone"] })).address.match(/[0-9a-f]{8}-[0-9a-f-]{27}/)[0];
      };
      const referral = await send();
      outcome(await ward.send("GET", `/fhir/Task/${referral}`), 404, "not-found");
      const listed = (await other.send("GET", "/fhir/Task?status=requested")).json.entry.map(({ resource }) => resource);
      assert.ok(listed.some((one) => one.id === referral));
      const request = (await other.send("GET", `/fhir/ServiceRequest/${referral}`)).json;
      assert.ok(request.contained[0].name[0].text.length > 3);
      assert.ok(!("birthDate" in request.contained[0]), "a field that was not sent");
      assert.match((await officer.get(`/referrals/${referral}`)).text, /Отворен|Получен|Доставен|прочете/i);
      const put = (who, status, more = {}) => who.api("PUT", `/fhir/Task/${referral}`, { resourceType: "Task", status, ...more });
      outcome(await put(ward, "accepted"), 404, "not-found");
      outcome(await put(other, "in-progress"), 409, "conflict");
      assert.deepEqual(outcome(await put(other, "rejected"), 422), ["Task.statusReason.text"]);
      assert.equal((await put(other, "accepted", { executionPeriod: { start: isoInDays(2) } })).json.status, "accepted");
      assert.equal((await put(other, "in-progress")).json.status, "in-progress");
      const done = await put(other, "completed", { output: [{ valueCodeableConcept: { coding: [{ system: "urn:gishe:outcome", code: "goal_met" }] } }], note: [{ text: "Ходи сам." }] });
      assert.equal(done.json.status, "completed", done.body);
      assert.match((await officer.get(`/referrals/${referral}`)).text, /Ходи сам/);
      const second = await send();
      const no = await other.api("PUT", `/fhir/Task/${second}`, { resourceType: "Task", status: "rejected", statusReason: { coding: [{ system: "urn:gishe:decline-reason", code: "no_capacity" }], text: "Пълно е до март." } });
      assert.equal(no.json.status, "rejected", no.body);
      assert.equal(no.json.statusReason.coding[0].code, "no_capacity");
      assert.match((await officer.get(`/referrals/${second}`)).text, /Пълно е до март/);
    });
  });
}
