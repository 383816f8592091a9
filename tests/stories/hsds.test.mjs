// The directory as HSDS 3.1: answers fit the schemas, parameters narrow, hidden places are nowhere, the table in docs/ is whole.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { engines, Office, root } from "./office.mjs";
import { faults } from "./schema.mjs";
import { Visitor } from "./visitor.mjs";

const shelter = "01980000-0000-7000-8000-00000000c009";
const rehabilitation = "01980000-0000-7000-8000-00000000c007";
const published = join(process.env.GISHE_SHARED ?? join(root, "..", "shared"), "data/hsds/3.1");
const taken = JSON.parse(readFileSync(join(root, "src/open_data/hsds_published.json"), "utf8"));
const lists = ["services", "taxonomies", "taxonomy_terms", "organizations", "service_at_locations"];

test("the table in docs/hsds.md names every endpoint, parameter and schema that is published", { skip: !existsSync(published) && "not run: no published schema (set GISHE_SHARED)" }, () => {
  const table = readFileSync(join(root, "docs/hsds.md"), "utf8");
  const api = JSON.parse(readFileSync(join(published, "schema/openapi.json"), "utf8"));
  const missing = [];
  const need = (text) => { if (!table.includes(text)) missing.push(text); };
  for (const [path, operations] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (method === "parameters") continue;
      need(`| ${method.toUpperCase()} | \`${path}\` |`);
      assert.ok(taken.paths[path]?.[method], `${method} ${path} is in no description of ours`);
      const line = table.split("\n").find((l) => l.startsWith(`| ${method.toUpperCase()} | \`${path}\``)) ?? "";
      for (const p of operation.parameters ?? []) {
        const name = p.$ref ? p.$ref.split("/").at(-1) : p.name;
        if (!line.includes(`\`${name}\``)) missing.push(`${method} ${path}: ${name}`);
      }
    }
  }
  for (const name of Object.keys(api.components.parameters)) need(`| \`${name}\` |`);
  for (const file of readdirSync(join(published, "schema"))) if (file.endsWith(".json") && file !== "openapi.json") need(`| \`${file}\` |`);
  assert.deepEqual(missing, []);
  // Tests the table names exist.
  const texts = ["tests/stories/hsds.test.mjs", "src/open_data/import_test.cpp"].map((f) => readFileSync(join(root, f), "utf8")).join("\n");
  for (const [, name] of table.matchAll(/`hsds\.test\.mjs` ([^|]+?) \|/g)) assert.ok(texts.includes(`"${name}"`), `no test "${name}"`);
});

for (const { engine, skip } of engines) {
  describe(`HSDS 3.1 (${engine})`, { skip }, async () => {
    let office, visitor, described;
    // Members that no schema names are allowed, as in HSDS.
    const fits = (schema, value, at) => assert.deepEqual(faults(described, schema, value, at, true).slice(0, 20), []);
    const answerSchema = (path, method = "get") => described.paths[path][method].responses["200"].content["application/json"].schema;
    const ask = async (path, { headers, body } = {}) => {
      const answer = await visitor.send(body ? "POST" : "GET", `/hsds${path}`,
        { headers: { ...(body && { "content-type": "application/json" }), ...headers }, body: body && JSON.stringify(body) });
      return answer;
    };
    const get = async (path) => {
      const answer = await ask(path);
      assert.equal(answer.status, 200, `${path}: ${answer.text.slice(0, 300)}`);
      return JSON.parse(answer.body);
    };
    test("opens", { timeout: 120_000 }, async () => {
      office = await Office.open(engine, { words: ["--requests-per-second", "10000", "--requests-per-connection", "10000"] });
      visitor = new Visitor(office.address);
      described = await get("/openapi.json");
    });

    test("the base and its links", async () => {
      const base = await get("");
      assert.equal(base.version, "3.1");
      for (const link of [base.profile, base.openapi_url]) {
        const answer = await visitor.send("GET", new URL(link).pathname);
        assert.equal(answer.status, 200, link);
      }
      assert.deepEqual(Object.keys(described.paths), Object.keys(taken.paths));
      assert.deepEqual(Object.keys(described.components.schemas), [...Object.keys(taken.schemas), "Problem"]);
      for (const file of ["service.json", "location.json"]) {
        const patch = await get(`/bg-social/profile/${file}`);
        const whole = await get(`/bg-social/schema/${file}`);
        for (const name of Object.keys(patch.properties)) assert.ok(whole.properties[name], `${file} ${name}`);
      }
      assert.equal((await ask("/bg-social/schema/nothing.json")).status, 404);
    });

    test("answers fit the schemas", async () => {
      for (const list of lists) {
        for (const words of ["?per_page=1000", "?per_page=1000&full=true"]) {
          if (words.includes("full") && list.startsWith("taxonom")) continue;
          const page = await get(`/${list}${words}`);
          assert.ok(page.contents.length > 5, list);
          fits(answerSchema(`/${list}`), page, list);
          assert.deepEqual([page.total_items, page.size, page.page_number, page.first_page, page.last_page, page.empty],
            [page.contents.length, page.contents.length, 1, true, true, false]);
        }
      }
      fits(answerSchema("/organizations"), await get("/organizations?full=true&full_service=true"), "organizations");
    });

    test("one of each", async () => {
      for (const list of lists) {
        const [first] = (await get(`/${list}?per_page=1`)).contents;
        const one = await get(`/${list}/${first.id}`);
        assert.equal(one.id, first.id);
        fits(answerSchema(`/${list}/{id}`), one, list);
        for (const wrong of ["01980000-0000-7000-8000-0000000fffff", "x"]) assert.equal((await ask(`/${list}/${wrong}`)).status, 404);
      }
      const service = await get(`/services/${rehabilitation}`);
      assert.equal(service.organization.name, "Център за социална рехабилитация и интеграция – Пещера");
      assert.equal(service.service_at_locations[0].location.addresses[0].city, "гр. Пещера");
      assert.equal(service.capacities[0].bg_status, "capacity");
      const house = await get(`/organizations/${service.organization_id}?full_service=true`);
      assert.ok(house.services.some((s) => s.id === rehabilitation && s.phones));
      assert.ok(house.locations.length > 0);
    });

    test("pages go on where the last one ended", async () => {
      const ids = [];
      for (let page = 1; page <= 7; ++page) {
        const some = await get(`/services?per_page=10&page=${page}`);
        assert.equal(some.total_pages, 7);
        assert.equal(some.last_page, page === 7);
        ids.push(...some.contents.map((s) => s.id));
      }
      assert.equal(new Set(ids).size, 66);
      assert.equal((await get("/services?page=8&per_page=10")).empty, true);
    });

    test("each parameter narrows", async () => {
      const all = (await get("/services")).total_items;
      const count = async (path) => (await get(path)).total_items;
      const terms = (await get("/taxonomy_terms?per_page=1000")).contents;
      const term = (code) => terms.find((t) => t.code === code).id;
      const kind = terms.find((t) => t.code === "shelter").taxonomy_id;
      assert.equal(await count(`/services?taxonomy_term_id=${term("assistant_support")}`), 16);
      assert.equal(await count(`/services?taxonomy_id=${kind}`), all);
      assert.equal(await count(`/services?taxonomy_id=${kind}&taxonomy_term_id=${term("shelter")}`), 2);
      const house = (await get(`/services/${rehabilitation}`)).organization_id;
      assert.equal(await count(`/services?organization_id=${house}`), 2);
      assert.equal(await count(`/services?organization_id=${house}&taxonomy_term_id=${term("shelter")}`), 0);
      assert.equal(await count("/services?modified_after=2001-01-01T00:00:00Z"), all);
      assert.equal(await count("/services?modified_after=2100-01-01"), 0);
      assert.ok(await count("/services?search=рехабилитация") >= 5);
      assert.equal(await count("/services?search=непозната%20дума"), 0);
      // The portal's search: other forms, wrong and Latin letters; a place in the words narrows; the order stays.
      const found = await count("/services?search=рехабилитация");
      for (const typed of ["рехабилитацията", "рехабелитация", "rehabilitaciya"]) {
        assert.equal(await count(`/services?search=${encodeURIComponent(typed)}`), found, typed);
      }
      const there = (await get("/services?minimal=true&search=рехабилитация%20Пещера")).contents.map((s) => s.id);
      assert.ok(there.includes(rehabilitation) && there.length < found);
      const ids = (await get("/services?minimal=true&search=рехабилитация")).contents.map((s) => s.id);
      assert.deepEqual(ids, [...ids].sort());
      const pairs = (await get("/service_at_locations?per_page=1000&search=рехабелитация")).contents;
      assert.ok(pairs.some((p) => p.service_id === rehabilitation) && pairs.every((p) => ids.includes(p.service_id)));
      const brief = (await get("/services?minimal=true")).contents;
      assert.equal(brief.length, all);
      assert.deepEqual(Object.keys(brief[0]).sort(), ["id", "last_modified", "modified_date"]);
      assert.equal((await get("/services?per_page=1")).contents[0].phones, undefined);
      assert.ok((await get("/services?per_page=1&full=true")).contents[0].phones.length);
      assert.equal(await count(`/taxonomy_terms?taxonomy_id=${kind}`), 11);
      assert.equal(await count("/taxonomy_terms?top_only=true"), terms.length);
      assert.equal(await count(`/taxonomy_terms?parent_id=${term("shelter")}`), 0);
      assert.equal(await count(`/organizations?taxonomy_term_id=${term("shelter")}`), 2);
      assert.ok((await get("/organizations?per_page=1&full=true")).contents[0].services.length);
      const near = await get("/service_at_locations?postcode=4550&proximity=3000&full=true");
      assert.ok(near.total_items >= 4 && near.contents.every((p) => p.location.external_identifier === "56277"));
      assert.ok(await count("/service_at_locations?postcode=4550&proximity=60000") > near.total_items);
      assert.ok((await get("/service_at_locations?postcode=4550&per_page=1000")).contents.some((p) => p.service_id === rehabilitation));
      assert.equal(await count("/service_at_locations?postcode=0000&proximity=5000"), 0);
      assert.equal(await count(`/service_at_locations?organization_id=${house}&taxonomy_id=${kind}`), 2);
      const rows = String((await ask("/services?format=ndjson&full=true")).body).trim().split("\n").map((line) => JSON.parse(line));
      assert.equal(rows.length, all);
      const table = await ask("/services?format=csv");
      assert.equal(String(table.body).trim().split("\r\n").length, all + 1);
      assert.match(table.headers["content-disposition"], /^attachment; filename="services\.csv"$/);
      assert.equal(table.headers["x-content-type-options"], "nosniff");
      const nowhere = await ask("/nowhere");
      assert.equal(nowhere.status, 404);
      assert.match(nowhere.headers["content-type"], /^application\/problem\+json/);
    });

    test("a POST asks like a GET", async () => {
      for (const list of lists) {
        const asked = await ask(`/${list}`, { body: { search: "а", per_page: 3, page: 1 } });
        assert.equal(asked.status, 200, asked.text.slice(0, 200));
        const page = JSON.parse(asked.body);
        assert.deepEqual(page, await get(`/${list}?search=а&per_page=3`));
        fits(answerSchema(`/${list}`, "post"), page, list);
      }
    });

    test("what is no question is answered with the name of what is wrong", async () => {
      for (const [path, field] of [["/services?nonsense=1", "nonsense"], ["/services?page=0", "page"], ["/services?per_page=9999", "per_page"],
        ["/services?page=1&page=2", "page"], ["/services?taxonomy_id=x", "taxonomy_id"], ["/services?modified_after=soon", "modified_after"],
        ["/services?format=xml", "format"], ["/services?full=maybe", "full"], ["/service_at_locations?proximity=5", "postcode"],
        ["/service_at_locations?postcode=4550&proximity=-1", "proximity"], ["/taxonomies?full=true", "full"], ["?x=1", "x"]]) {
        const answer = await ask(path);
        assert.equal(answer.status, 422, path);
        assert.ok(JSON.parse(answer.body).errors.some((e) => e.field === field), `${path}: ${answer.text}`);
      }
      assert.equal((await visitor.send("POST", "/hsds/services", { headers: { "content-type": "application/json" }, body: "{" })).status, 400);
    });

    test("the same answer is not sent twice", async () => {
      for (const path of ["/services?per_page=5", `/services/${rehabilitation}`, "", "/openapi.json"]) {
        const first = await ask(path);
        const again = await ask(path, { headers: { "if-none-match": first.headers.etag } });
        assert.equal(again.status, 304, path);
        assert.equal(again.body.length, 0);
        assert.equal((await ask(path, { headers: { "if-none-match": '"other"' } })).status, 200);
      }
      const one = await ask(`/services/${rehabilitation}`);
      assert.equal((await ask(`/services/${rehabilitation}`, { headers: { "if-modified-since": one.headers["last-modified"] } })).status, 304);
    });

    test("a hidden place is virtual and found by no place", async () => {
      const service = await get(`/services/${shelter}`);
      const [pair] = service.service_at_locations;
      assert.deepEqual(Object.keys(pair.location).sort(), ["id", "location_type", "organization_id", "visibility"]);
      assert.equal(pair.location.location_type, "virtual");
      assert.equal(service.phones[0].number, "0350 00-10-09");
      assert.equal(service.bg_municipality, undefined);
      assert.deepEqual(service.service_areas.map((a) => a.extent), ["BG"]);
      const near = await get("/service_at_locations?postcode=4550&proximity=100000&per_page=1000");
      assert.ok(!near.contents.some((p) => p.service_id === shelter));
    });

    test("closes", async () => { await office?.stop(); });
  });
}
