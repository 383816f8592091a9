// Where a shelter lies is in one guarded table. Every public route of the house, with every parameter that could ask for it, as page,
// PDF, feed, table and JSON, is walked with its street, village, post code, coordinates and private telephone as needles. The same
// street stands in entries nobody has reviewed, in a rejected one, where a service was until it moved, and in an import that hides it
// by a word of its own, with a telephone. The routes are those of `gishe doctor --routes`: a new one is walked by itself.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";

import { binary, demoPassword, engines, freshDemo, gishe, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";

const shelter = "01980000-0000-7000-8000-00000000c009";
const guarded = {
  settlement: "78478", village: "с. Тайнополе Необявено", street: "ул. „Скрита върба“ 13", postal_code: "4793", phone: "0888 417 935",
  latitude: 41.987654, longitude: 24.345678,
};
/** As it could be written: other quotes, Latin letters, more or fewer digits, one run of figures. */
const needles = [
  /скрита\s+върба/iu, /skrita\s+v[aă]rba/i, /тайнополе/iu, /taynopole|tainopole/i, /\b4793\b/,
  /0888[\s./-]?417[\s./-]?935/, /\+?359[\s./-]?888[\s./-]?417[\s./-]?935/,
  /41[.,]98(?:7|8\b)/, /24[.,]34(?:5|6\b)/, /41°\s?59/, /24°\s?20/,
];

/** Puts the place of the shelter into the table that is for it, and its telephone where an import could have left it. */
function hide(where) {
  const set = (id) => `INSERT INTO location_guarded (location_id, settlement, address, postal_code, latitude, longitude) VALUES (${id},
    '${guarded.settlement}', '${guarded.village}, ${guarded.street}, тел. ${guarded.phone}', '${guarded.postal_code}', ${guarded.latitude}, ${guarded.longitude})
    ON CONFLICT (location_id) DO UPDATE SET settlement = excluded.settlement, address = excluded.address, postal_code = excluded.postal_code,
    latitude = excluded.latitude, longitude = excluded.longitude`;
  const [[location]] = ask(where, `SELECT location_id FROM service WHERE id = ${where.url ? `'${shelter}'` : `x'${shelter.replaceAll("-", "")}'`}`);
  if (where.url) execFileSync("psql", ["-Xq", "-v", "ON_ERROR_STOP=1", "-d", where.url, "-c", set(`'${location}'`)]);
  else execFileSync("sqlite3", [join(where.data, "gishe.db"), set(`x'${location.replaceAll("-", "")}'`)]);
  const [[kept]] = ask(where, "SELECT count(*) FROM location_guarded WHERE postal_code = '4793'");
  assert.equal(kept, "1", "the needle lies where it should be found by nobody");
  return location;
}

/** Ids that could stand in an address: of the shelter and of everything that hangs on it. */
function idsOf(where, location) {
  const id = (value) => (where.url ? `'${value}'` : `x'${value.replaceAll("-", "")}'`);
  const [[organisation]] = ask(where, `SELECT organisation_id FROM service WHERE id = ${id(shelter)}`);
  const bridges = ask(where, `SELECT id FROM service_at_location WHERE service_id = ${id(shelter)} OR location_id = ${id(location)}`).flat();
  return [shelter, location, organisation, ...bridges];
}

const imported = { organisation: "0198aaaa-0000-7000-8000-000000000012", service: "0198aaaa-0000-7000-8000-000000000011" };
/** A shelter of somebody else's file: hidden by a word that HSDS does not have, its telephones written beside others. */
function importOne(where) {
  const id = (n) => `0198aaaa-0000-7000-8000-0000000000${n}`;
  const tables = {
    organizations: `id,name,description\n${id(12)},НПО „Дъга“,`,
    locations: `id,location_type,organization_id,latitude,longitude,external_identifier,external_identifier_type,visibility
${id(13)},physical,${id(12)},${guarded.latitude},${guarded.longitude},35571,EKATTE,Restricted`,
    addresses: `id,location_id,address_1,city,state_province,postal_code,country,address_type
${id(14)},${id(13)},${guarded.street},${guarded.village},Пазарджик,${guarded.postal_code},BG,physical`,
    services: `id,organization_id,name,status\n${id(11)},${id(12)},Убежище „Дъга“,active`,
    service_at_location: `id,service_id,location_id,description\n${id(15)},${id(11)},${id(13)},${guarded.street}`,
    phones: `id,location_id,service_id,organization_id,service_at_location_id,number
${id(21)},${id(13)},,${id(12)},,${guarded.phone}\n${id(22)},${id(13)},${id(11)},,,${guarded.phone}\n${id(23)},,${id(11)},,${id(15)},${guarded.phone}`,
    metadata: `id,resource_id,resource_type,last_action_date,last_action_type,field_name,previous_value,replacement_value,updated_by
${id(31)},${id(12)},organization,2026-01-01,update,address_1,${guarded.street},,x`,
  };
  const folder = mkdtempSync(join(tmpdir(), "gishe-hidden-import-"));
  try {
    for (const [name, rows] of Object.entries(tables)) writeFileSync(join(folder, `${name}.csv`), `${rows}\n`);
    assert.match(gishe(where, ["import", "hsds", folder], { status: 3 }), /Restricted/, "the word is in the report");
  } finally { rmSync(folder, { recursive: true, force: true }); }
}

/** The street in entries that nobody has reviewed, in a rejected one, and where a service was until it moved. */
async function plantEntries(office) {
  const [her, owner, editor] = [1, 2, 3].map(() => new Visitor(office.address));
  await owner.signIn("csii@lesichovo.example", demoPassword);
  await her.signIn("assistent@lesichovo.example", demoPassword);
  await editor.signIn("editor@lesichovo.example", demoPassword);
  const rows = (sql) => ask(office.where, sql);
  const newest = () => rows("SELECT id FROM entry_change WHERE municipality = 'PAZ14' ORDER BY id DESC LIMIT 1")[0][0];
  const propose = async (type, name) => {
    const sent = await her.submit(await her.get("/provider/services/new"), "/provider/services", {
      type, name, description: "Подслон за жени и деца, пострадали от насилие.", settlement: "43369", address: guarded.street,
      phone: "0350 00-99-01", hours: "денонощно" });
    assert.equal(sent.status, 200, sent.text.slice(0, 300));
  };
  const decide = async (verdict) => {
    const page = await editor.get(`/editor/changes/${newest()}`);
    const { csrf, version } = Object.fromEntries(page.form(/\/return$/).fields);
    const done = await editor.post(`/editor/changes/${newest()}/${verdict}`, { csrf, version, form_key: newest() + verdict, words: "Вижте отново." });
    assert.equal(done.status, 303, done.text.slice(0, 300));
  };
  await propose("day_care", "Дневен център „Върба“");
  await propose("shelter", "Кризисен център „Върба“");
  const [[hidden]] = rows("SELECT count(*) FROM service s JOIN location l ON l.id = s.location_id WHERE s.type = 'shelter' AND s.state = 'in_review' AND l.visibility = 'restricted'");
  assert.equal(hidden, "1", "a shelter is hidden before anybody has chosen anything");
  await propose("day_care", "Приемна „Върба“");
  await decide("rejection");
  const moving = "01980000-0000-7000-8000-00000000c001";
  for (const address of [guarded.street, "ул. „Явна“ 1"]) {
    const page = await owner.get(`/provider/services/${moving}/change`);
    assert.equal((await owner.submit(page, /\/change$/, { address })).status, 200);
    await decide("publication");
  }
  const [[now]] = rows(`SELECT address FROM location l JOIN service s ON s.location_id = l.id WHERE s.id = ${office.where.url ? `'${moving}'` : `x'${moving.replaceAll("-", "")}'`}`);
  assert.equal(now, "ул. „Явна“ 1");
  for (const one of [her, owner, editor]) one.close();
}

const questions = (ids) => [
  "", "?lang=it", "?place=56277", "?place=35571&type=shelter", "?municipality=PAZ21", "?type=shelter", "?need=violence_shelter&soon=now", "?group=violence_victim",
  `?q=${encodeURIComponent("кризисен център")}`, `?q=${encodeURIComponent("подслон насилие")}&place=56277`, "?q=shelter&limit=100", `?service=${ids[0]}`,
  `?search=${encodeURIComponent("кризисен")}`, "?per_page=100&full=true", "?per_page=100&minimal=false&page=1", "?format=csv", "?format=json", "?format=ndjson",
  "?postcode=4793&proximity=5", "?lat=41.9877&lon=24.3457&proximity=5", `?organization_id=${ids[2]}`, "?modified_after=2000-01-01", "?settlement=56277", "?part=1", "?from=78478",
];
/** Asks by where it lies, and may say back what was asked. Asked by another place, the answer must hold the shelter just as much. */
const byPlace = /[?&](postcode|lat)=/;
const elsewhere = (address) => address.replace("4793", "9999").replace("41.9877", "43.2141").replace("24.3457", "27.9147");

function readable(answer) {
  const { "content-length": bytes, etag, ...said } = answer.headers;  // any number may stand there
  if (!/pdf/.test(said["content-type"] ?? "")) return `${JSON.stringify(said)}\n${answer.body}`;
  const folder = mkdtempSync(join(tmpdir(), "gishe-needle-"));
  try {
    writeFileSync(join(folder, "a.pdf"), answer.bytes);
    return execFileSync("pdftotext", [join(folder, "a.pdf"), "-"], { encoding: "utf8" });
  } finally { rmSync(folder, { recursive: true, force: true }); }
}

/** Every GET of the house with the holes of its pattern filled, each with every question. */
function addresses(ids) {
  const patterns = execFileSync(binary, ["doctor", "--routes"], { encoding: "utf8" }).trim().split("\n").map((line) => line.split(" "))
    .filter(([method]) => method === "GET").map(([, pattern]) => pattern);
  const filled = [...new Set(patterns.flatMap((pattern) => (pattern.includes("{")
    ? [...ids, "56277", "78478", "PAZ21", "shelter", "violence_shelter"].map((id) => pattern.replace(/\{[^}]*\}/g, id)) : [pattern])))];
  return { patterns, all: filled.flatMap((path) => questions(ids).map((question) => path + question)) };
}

for (const { engine, skip } of engines) {
  describe(`a shelter is nowhere (${engine})`, { skip }, () => {
    test("no public answer holds where it lies", { timeout: 300_000 }, async () => {
      const where = freshDemo(engine);
      const ids = [...idsOf(where, hide(where)), ...Object.values(imported), "01980000-0000-7000-8000-00000000b002"];
      importOne(where);
      const office = await Office.open(engine, { where });
      try {
        await plantEntries(office);
        const { patterns, all } = addresses(ids);
        assert.ok(patterns.length > 40 && all.length > 1000, `${patterns.length} routes, ${all.length} addresses`);
        const stranger = new Visitor(office.address);
        const faults = [], shut = new Set();
        let opened = 0, spokeOfIt = 0, imports = 0;
        const walk = async (address) => {
          const path = address.split("?")[0];
          if (shut.has(path)) return;
          const answer = await stranger.send("GET", address);
          if ([301, 303, 401, 403, 404].includes(answer.status)) { if (!address.includes("?")) shut.add(path); return; }
          opened++;
          const text = readable(answer);
          if (text.includes(imported.service)) imports++;
          if (text.includes(shelter)) {
            spokeOfIt++;
            if (byPlace.test(address) && !readable(await stranger.send("GET", elsewhere(address))).includes(shelter)) faults.push(`${address}: found by where it lies`);
          }
          if (byPlace.test(address)) return;
          for (const needle of needles) if (needle.test(text)) faults.push(`${address}: ${needle} in …${text.slice(Math.max(0, text.search(needle) - 60), text.search(needle) + 60)}…`);
        };
        for (let i = 0; i < all.length; i += 4) await Promise.all(all.slice(i, i + 4).map(walk));
        stranger.close();
        assert.deepEqual(faults, []);
        assert.ok(opened > 200, `${opened} answers were read`);
        assert.ok(spokeOfIt > 10, `the shelter itself is found, by its public words, in ${spokeOfIt} answers`);
        assert.ok(imports > 5, `the imported one too, in ${imports} answers`);
        assert.ok(!needles.some((needle) => needle.test(office.log)), "the log");
      } finally { await office.stop(); }
    });

    test("a search for where it lies finds it as little as nonsense does", { timeout: 60_000 }, async () => {
      const where = freshDemo(engine);
      hide(where);
      const office = await Office.open(engine, { where });
      try {
        const stranger = new Visitor(office.address);
        for (const words of ["Скрита върба 13", "skrita varba", "Тайнополе", guarded.phone, guarded.postal_code, "41.987654"]) {
          for (const address of [`/services?q=${encodeURIComponent(words)}`, `/api/v1/services/suggestions?q=${encodeURIComponent(words)}`, `/hsds/services?search=${encodeURIComponent(words)}`]) {
            const answer = await stranger.send("GET", address);
            assert.ok(!answer.body.includes(shelter), `${address} finds the shelter`);
          }
        }
        stranger.close();
      } finally { await office.stop(); }
    });
  });
}
