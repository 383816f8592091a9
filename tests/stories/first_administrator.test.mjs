// An empty installation: the first start prints a link, and who opens it becomes the administrator. Without script.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { binary, engines, freshDemo, freshEmpty, gishe, Office, root, sleep } from "./office.mjs";
import { choicesOf, Visitor } from "./visitor.mjs";

const folder = mkdtempSync(join(tmpdir(), "gishe-first-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What the start printed; it comes a moment after the first answer. */
async function linkOf(office) {
  for (let n = 0; n < 1000 && !office.log.includes("Gishe answers at"); ++n) await sleep(10);
  return office.log.match(/http:\/\/\S+(\/welcome\/[\w-]+)/)?.[1];
}
const password = "зелена врата 27";
const typed = { name: "Ада Първа", email: "ada@example.bg", municipality: "PAZ14", password, repeated: password };

for (const { engine, skip } of engines) {
  test(`the first start prints a link that makes the administrator once (${engine})`, { skip, timeout: 120_000 }, async () => {
    const where = freshEmpty(engine);
    const once = await Office.open(engine, { where });
    const old = await linkOf(once);
    assert.match(once.log, /gishe import places FOLDER --data /);
    const early = new Visitor(once.address);
    assert.match((await early.get(old)).text, /не са внесени общини/);
    early.close();
    await once.stop();

    gishe(where, ["import", "places", join(root, "demo")]);
    const office = await Office.open(engine, { where });
    const link = await linkOf(office);
    assert.ok(link && link !== old);
    for (const [language, title] of [["bg", "Първи администратор"], ["it", "Primo amministratore"], ["en", "First administrator"]]) {
      const reader = new Visitor(office.address, { language });
      assert.match((await reader.get(link)).text, new RegExp(title));
      reader.close();
    }
    const first = new Visitor(office.address);
    assert.equal((await first.get(old)).status, 410, "the old link died");
    const page = await first.get(link);
    assert.ok(choicesOf(page.body, "municipality").some((choice) => choice.value === "PAZ14"));
    const again = await first.submit(page, /welcome/, { ...typed, repeated: "другаде" });
    assert.equal(again.status, 422);
    assert.match(again.body, /value="Ада Първа"/);
    const second = new Visitor(office.address);
    const beside = await second.get(link);
    // Two at once: one of them is the administrator.
    const answers = await Promise.all([first.submit(again, /welcome/, typed), second.submit(beside, /welcome/, typed)]);
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 410]);
    const made = answers.find((answer) => answer.status === 200);
    assert.equal(made.address, "/sign-in");
    assert.match(made.text, /Профилът Ви е готов/);
    await first.signIn(typed.email, password);
    assert.equal((await first.get("/staff/accounts")).status, 200);
    first.close();
    second.close();
    await office.stop();

    const later = await Office.open(engine, { where });
    assert.equal(await linkOf(later), undefined, "the house has an administrator");
    await later.stop();
    gishe(where, ["ledger", "verify"]);
  });
}

test("an account made by hand gets a link with the server's address, or is told that it is a guess", () => {
  const where = freshDemo("sqlite");
  const add = (email, more) => gishe(where, ["user", "add", email, "--name", "Нов", "--function", "mayor", "--municipality", "PAZ14", ...more]);
  const told = add("a@example.bg", ["--public-address", "https://gishe.example.bg"]);
  assert.match(told, /^ {2}https:\/\/gishe\.example\.bg\/welcome\/[\w-]+$/m);
  assert.doesNotMatch(told, /--public-address/);
  assert.match(add("b@example.bg", []), /No --public-address was given.*http:\/\/127\.0\.0\.1:8080/);
});

test("a copy of the file is not restored towards a database, and a restore that fails leaves its folder empty", () => {
  const where = freshDemo("sqlite");
  const file = join(folder, "copy.tar");
  gishe(where, ["backup", file, "--open"]);
  const data = join(folder, "restored");
  const nowhere = "postgresql://nobody@127.0.0.1:1/nothing";
  assert.match(gishe({ data, url: nowhere }, ["restore", file], { status: 3 }), /leave --database/);
  assert.deepEqual(readdirSync(data), []);
  gishe({ data }, ["restore", file]);
});

test("verifying says nothing on an error stream that nobody watches", () => {
  const where = freshDemo("sqlite");
  const run = spawnSync(binary, ["ledger", "verify", "--data", where.data], { encoding: "utf8" });
  assert.equal(run.stderr, "");
});

for (const { engine, skip } of engines.slice(1)) {
  test(`a copy from PostgreSQL can be tried again after the database was away (${engine})`, { skip }, () => {
    const where = freshDemo(engine);
    const file = join(folder, "copy-postgresql.tar");
    gishe(where, ["backup", file, "--open"]);
    const data = join(folder, "restored-postgresql");
    gishe({ data, url: "postgresql://nobody@127.0.0.1:1/nothing" }, ["restore", file], { status: 1 });
    gishe({ data, url: freshEmpty(engine).url }, ["restore", file]);
  });
}
