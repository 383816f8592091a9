// Where services are, as a map and as a list that says the same; and what may be taken away: tables for a spreadsheet
// and a catalogue that European portals can harvest.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { engines, freshDemo, gishe, Office, root, sleep } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";

const folder = mkdtempSync(join(tmpdir(), "gishe-map-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Name → number of services, of the dots and of the list. */
const dots = (html) => [...html.matchAll(/<a class="dot[^>]*aria-label="([^"]+)"/g)].map((found) => found[1]);
const listed = (html) => [...html.matchAll(/<li><a href="\/map\?[^"]*">([^<]+)<\/a> <span class="soft">(\d+)/g)];

for (const { engine, skip } of engines) {
  test(`a resident finds services on the map and in the list below it (${engine})`, { skip, timeout: 120_000 }, async (t) => {
    const where = freshDemo(engine);
    const square = [[[24, 42.2], [24.4, 42.2], [24.4, 42.5], [24, 42.5], [24, 42.2]]];
    const borders = join(folder, "граници.geojson");
    writeFileSync(borders, JSON.stringify({ type: "FeatureCollection", features: [
      { type: "Feature", properties: { code: "PAZ14" }, geometry: { type: "Polygon", coordinates: square } }] }));
    assert.match(gishe(where, ["import", "outlines", borders]), /outlines 1, of places not here 0, features refused 0/);
    const office = await Office.open(engine, { where });
    const visitor = new Visitor(office.address);
    t.after(async () => { visitor.close(); await office.stop(); });

    const own = (await visitor.get("/map?municipality=PAZ14")).body;
    assert.match(own, /class="land" d="M/);
    assert.doesNotMatch(own, /guessed/);
    const sum = listed(own).reduce((all, [, , n]) => all + Number(n), 0);
    assert.equal(dots(own).length, listed(own).length, "each place of one municipality has its dot");
    assert.match(own, new RegExp(`${sum} услуги в ${listed(own).length} населени места`));

    const place = (await visitor.get("/map?municipality=PAZ14&place=35571")).body;
    assert.match(place, /<h2 id="place-name">с\. Калугерово<\/h2>/);
    const service = place.match(/<ul class="map-services"><li><a href="(\/services\/[^"]+)"/)[1];
    assert.equal((await visitor.get(service)).status, 200);

    // What is asked for and is not there changes nothing; nothing else than ours may be fetched.
    assert.equal((await visitor.get("/map?type=%3Cscript%3E&municipality=XXX&place=0")).status, 200);
    assert.match((await visitor.get("/map?municipality=PAZ14&type=shelter")).body, /Тук няма услуги, които може да се покажат/);
    assert.doesNotMatch(own, /<image/);

    const tables = await visitor.get("/open-data/services.csv");
    assert.match(tables.headers["content-type"], /text\/csv/);
    const [head, ...rows] = tables.body.replace(/^\uFEFF/, "").trim().split("\r\n");
    assert.match(head, /^id,name,organisation,/);
    assert.ok(rows.length > 60);
    const shelters = rows.filter((row) => row.includes("Кризисен център"));
    assert.ok(shelters.length > 0);
    for (const shelter of shelters) assert.match(shelter, /,shelter,[a-z_]+,[A-Z0-9]*,,"",,,/, "no settlement, address or coordinates");
    assert.match((await visitor.get("/open-data/places.csv")).body, /35571,"с\. Калугерово",PAZ14,/);
    assert.equal((await visitor.get("/open-data")).status, 200);

    const catalogue = await visitor.get("/open-data/catalogue.jsonld");
    assert.match(catalogue.headers["content-type"], /application\/ld\+json/);
    const written = JSON.parse(catalogue.body);
    for (const set of written["dcat:dataset"]) {
      for (const file of set["dcat:distribution"]) {
        const address = (file["dcat:downloadURL"] ?? file["dcat:accessURL"])["@id"];
        assert.equal((await visitor.get(new URL(address).pathname)).status, 200, address);
      }
    }
    const shapes = join(process.env.GISHE_SHARED ?? join(root, "../shared"), "data/dcat-ap-3.0.0");
    if (existsSync(shapes)) {
      const file = join(folder, `catalogue-${engine}.jsonld`);
      writeFileSync(file, catalogue.body);
      const checked = spawnSync(join(root, "tests/shacl.py"), [file, join(shapes, "shapes.ttl"), join(shapes, "range.ttl")], { encoding: "utf8" });
      assert.equal(checked.status, 0, checked.stdout + checked.stderr);
    }
  });

  test(`tiles are an option, and only then another origin may be asked (${engine})`, { skip: skip || engine === "postgresql" }, async (t) => {
    const office = await Office.open(engine, { where: freshDemo(engine), words: ["--map-tiles", "https://tiles.example/{z}/{x}/{y}.png"] });
    const visitor = new Visitor(office.address);
    t.after(async () => { visitor.close(); await office.stop(); });
    const map = await visitor.get("/map");
    assert.match(map.body, /<image href="https:\/\/tiles\.example\/\d+\/\d+\/\d+\.png"/);
    assert.match(map.body, /© OpenStreetMap/);
    assert.match(map.headers["content-security-policy"], /img-src 'self' https:\/\/tiles\.example;/);
    assert.doesNotMatch((await visitor.get("/")).headers["content-security-policy"], /tiles/);
  });
}

test("minutes by road come from a routing server, and a broken one leaves the estimate", async (t) => {
  const asked = [];
  let broken = true;
  const osrm = createServer((request, response) => {
    asked.push(request.url);
    if (broken) return response.writeHead(500).end();
    const { searchParams } = new URL(request.url, "http://osrm");
    const size = (name) => searchParams.get(name).split(";").length;
    const rows = (value) => Array.from({ length: size("sources") }, () => Array(size("destinations")).fill(value));
    response.end(JSON.stringify({ code: "Ok", durations: rows(1740), distances: rows(21500) }));
  });
  await new Promise((listens) => osrm.listen(0, "127.0.0.1", listens));
  t.after(() => osrm.close());
  const where = freshDemo("sqlite");
  const rows = () => ask(where, "SELECT count(*), min(minutes), max(km) FROM travel_minutes WHERE source = 'osrm'")[0].map(Number);
  const words = ["--osrm", `http://127.0.0.1:${osrm.address().port}`];

  const one = await Office.open("sqlite", { where, words });
  for (let n = 0; n < 500 && asked.length === 0; ++n) await sleep(10);
  await one.stop();
  assert.equal(rows()[0], 0);
  assert.match(one.log, /OSRM: answered 500/);

  broken = false;
  const two = await Office.open("sqlite", { where, words });
  t.after(() => two.stop());
  for (let n = 0; n < 500 && !rows()[0]; ++n) await sleep(10);
  const [pairs, minutes, km] = rows();
  assert.ok(pairs > 100, `${pairs} pairs`);
  assert.deepEqual([minutes, km], [29, 21.5]);
});
