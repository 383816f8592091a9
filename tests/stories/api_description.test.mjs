// The API says what it is: every route of the sources is described, every reference leads somewhere, nothing is vague.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { Office, root } from "./office.mjs";
import { resolve, unknownWords } from "./schema.mjs";
import { Visitor } from "./visitor.mjs";

function sources(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? sources(path) : name.endsWith(".cpp") && !name.endsWith("_test.cpp") ? [path] : [];
  });
}

/** "post /api/v1/people" of every row of a route table. */
function routesOfSources() {
  const routes = [];
  for (const file of sources(join(root, "src"))) {
    for (const [, method, path] of readFileSync(file, "utf8").matchAll(/\{(?:web::)?(?:Method::)?(get|post|put|patch|del), "(\/api\/v1\/[^"]*)"/g)) {
      routes.push(`${method === "del" ? "delete" : method} ${path}`);
    }
  }
  return routes.filter((route) => route !== "get /api/v1/openapi.json").sort();
}

describe("the description of the API", () => {
  let office, visitor, api;
  const operations = () => Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
  before(async () => {
    office = await Office.open("sqlite");
    visitor = new Visitor(office.address);
    const answer = await visitor.get("/api/v1/openapi.json");
    assert.equal(answer.status, 200);
    assert.match(answer.headers["content-type"], /^application\/json/);
    api = answer.json;
  });
  after(async () => {
    visitor?.close();
    await office?.stop();
  });

  test("is OpenAPI 3.1 with a title, a version, servers and the bearer token", () => {
    assert.equal(api.openapi, "3.1.0");
    assert.ok(api.info.title && api.info.version && api.servers.length);
    assert.deepEqual(api.components.securitySchemes.token, { type: "http", scheme: "bearer" });
  });

  test("names every route of the sources and no other", () => {
    const described = operations().map(({ method, path }) => `${method} ${path}`).sort();
    assert.ok(described.length > 50, `only ${described.length} routes`);
    assert.deepEqual(described, routesOfSources());
  });

  test("every reference leads somewhere", () => {
    const lost = [];
    const walk = (value, at) => {
      if (value === null || typeof value !== "object") return;
      if (typeof value.$ref === "string" && (!value.$ref.startsWith("#/") || resolve(api, value.$ref) === undefined)) lost.push(`${at}: ${value.$ref}`);
      for (const [name, inner] of Object.entries(value)) walk(inner, `${at}/${name}`);
    };
    walk(api, "#");
    assert.deepEqual(lost, []);
  });

  test("every operation says what it takes and what it gives", () => {
    const ids = new Set();
    for (const { path, method, operation } of operations()) {
      const name = `${method} ${path}`;
      assert.ok(operation.summary.length > 5, `${name} has no summary`);
      assert.ok(!ids.has(operation.operationId), `${name}: ${operation.operationId} twice`);
      ids.add(operation.operationId);
      const parameters = operation.parameters.map((one) => (one.$ref ? resolve(api, one.$ref) : one));
      for (const one of parameters) assert.ok(one.name && ["path", "query", "header"].includes(one.in) && one.schema, `${name}: ${JSON.stringify(one)}`);
      assert.deepEqual(parameters.filter((one) => one.in === "path").map((one) => one.name), [...path.matchAll(/\{(\w+)\}/g)].map(([, n]) => n), name);
      const codes = Object.keys(operation.responses);
      assert.ok(codes.includes("200") !== codes.includes("201"), `${name} answers ${codes}`);
      assert.ok(operation.responses.default.content["application/problem+json"], `${name} has no problem`);
      const good = operation.responses["200"] ?? operation.responses["201"];
      const [[kind, content]] = Object.entries(good.content);
      assert.ok(kind === "application/pdf" || resolve(api, content.schema.$ref), `${name} gives ${kind} without a schema`);
      if (kind === "application/pdf") continue;
      const schema = resolve(api, content.schema.$ref);
      assert.ok(schema.properties || schema.allOf, `${name}: ${content.schema.$ref} is an open object`);
      if (schema.properties?.items && "next" in schema.properties) {
        assert.ok(schema.properties.items.maxItems, `${name}: the list has no stated limit`);
      }
    }
  });

  test("every write takes an Idempotency-Key, and a body where it needs one", () => {
    for (const { path, method, operation } of operations()) {
      const names = operation.parameters.map((one) => (one.$ref ? resolve(api, one.$ref) : one).name);
      const reads = method === "get" || /\/(search|candidates|identifier|follow|appointments\/mine)$/.test(path);
      assert.equal(names.includes("Idempotency-Key"), !reads, `${method} ${path}`);
      const bare = method === "get" || method === "delete" || /(\/tasks\/\{id\}\/closure|\/confirmation)$/.test(path);
      assert.equal(Boolean(operation.requestBody), !bare, `${method} ${path}`);
    }
  });

  test("schemas use the words we check, and none lies about", () => {
    const found = Object.entries(api.components.schemas).flatMap(([name, schema]) => unknownWords(schema, name));
    assert.deepEqual(found, []);
    const whole = JSON.stringify(api);
    for (const name of Object.keys(api.components.schemas)) assert.ok(whole.includes(`"#/components/schemas/${name}"`), `nobody uses ${name}`);
    for (const name of Object.keys(api.components.parameters)) assert.ok(whole.includes(`"#/components/parameters/${name}"`), `nobody uses ${name}`);
  });

  test("without a token only what is public answers; the others say 401 as a problem", async () => {
    for (const { path, method, operation } of operations()) {
      const answer = await visitor.api(method.toUpperCase(), path.replace(/\{\w+\}/g, "01980000-0000-7000-8000-000000000000"), method === "get" || method === "delete" ? undefined : {});
      if (operation.security?.length === 0) assert.notEqual(answer.status, 401, `${method} ${path}`);
      else {
        assert.equal(answer.status, 401, `${method} ${path}`);
        assert.match(answer.headers["content-type"], /^application\/problem\+json/);
        assert.equal(answer.headers["www-authenticate"], "Bearer");
      }
    }
  });
});
