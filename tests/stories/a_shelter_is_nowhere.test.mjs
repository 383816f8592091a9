// Where a shelter lies is in one guarded table. Every public route of the house, with every parameter that could ask for it, as page,
// PDF, feed, table and JSON, is walked with its street, village, post code, coordinates and private telephone as needles. The routes
// are those of `gishe doctor --routes`: a new one is walked by itself.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";

import { binary, engines, freshDemo, Office } from "./office.mjs";
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
      const ids = idsOf(where, hide(where));
      const office = await Office.open(engine, { where, words: ["--requests-per-second", "100000"] });
      try {
        const { patterns, all } = addresses(ids);
        assert.ok(patterns.length > 40 && all.length > 1000, `${patterns.length} routes, ${all.length} addresses`);
        const stranger = new Visitor(office.address);
        const faults = [], shut = new Set();
        let opened = 0, spokeOfIt = 0;
        const walk = async (address) => {
          const path = address.split("?")[0];
          if (shut.has(path)) return;
          const answer = await stranger.send("GET", address);
          if ([301, 303, 401, 403, 404].includes(answer.status)) { if (!address.includes("?")) shut.add(path); return; }
          opened++;
          const text = readable(answer);
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
        assert.ok(!needles.some((needle) => needle.test(office.log)), "the log");
      } finally { await office.stop(); }
    });

    test("a search for where it lies finds it as little as nonsense does", { timeout: 60_000 }, async () => {
      const where = freshDemo(engine);
      hide(where);
      const office = await Office.open(engine, { where, words: ["--requests-per-second", "100000"] });
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
