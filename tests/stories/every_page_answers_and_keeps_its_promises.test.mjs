// Walks every kind of page each demo function can reach: status, headers, no dead link, no name in title or address.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";

import { binary, demoAccounts, demoPassword, Office } from "./office.mjs";
import { walk } from "./pages.mjs";
import { Visitor } from "./visitor.mjs";

let office;
before(async () => { office = await Office.open("sqlite"); });
after(async () => { await office?.stop(); });

const oneOfEach = [null, ...Object.values(Object.fromEntries(demoAccounts().map((account) => [account.function, account.email])))];
for (const email of oneOfEach) {
  test(`${email ?? "a stranger"} finds no broken page`, async () => {
    const { answers } = await walk(office, email);
    assert.ok(answers.length >= 4, `only ${answers.length} pages`);
    const faults = [];
    for (const answer of answers) {
      // A start address that this function may not open is refused, in words; a link on a page must lead somewhere.
      if (![200, 403, 404].includes(answer.status)) faults.push(`${answer.address}: ${answer.status}`);
      if (/html/.test(answer.headers["content-type"] ?? "")) {
        const csp = answer.headers["content-security-policy"] ?? "";
        if (!/default-src 'none'/.test(csp) || /unsafe-inline/.test(csp)) faults.push(`${answer.address}: policy ${csp || "missing"}`);
        if (answer.headers["x-content-type-options"] !== "nosniff") faults.push(`${answer.address}: no nosniff`);
        if (email && !/no-store/.test(answer.headers["cache-control"] ?? "")) faults.push(`${answer.address}: may be kept by a cache`);
        if (!/<html[^>]*\blang="(bg|it|en)"/.test(answer.body)) faults.push(`${answer.address}: no lang`);
        if (!/<title>[^<]+<\/title>/.test(answer.body)) faults.push(`${answer.address}: no title`);
        if (/\sstyle="|<script(?![^>]*src=)|\son[a-z]+="/.test(answer.body)) faults.push(`${answer.address}: something inline`);
        if ((answer.body.match(/<h1\b/g) ?? []).length !== 1) faults.push(`${answer.address}: ${(answer.body.match(/<h1\b/g) ?? []).length} h1`);
      }
    }
    assert.deepEqual(faults, []);
  });
}

test("no door opens for a stranger, and what is not there and what is not yours look alike", async () => {
  const desk = await walk(office, "officer@lesichovo.example", { perKind: 1 });
  const stranger = new Visitor(office.address);
  const anybodys = ["open_public", "sign_in", "follow_application", "ask_desk", "apply_online", "book_appointment", "suggest_entry", "make_complaint", "answer_by_link", "comment_on_plan"];
  const open = new RegExp(`^(${execFileSync(binary, ["doctor", "--routes"], { encoding: "utf8" }).trim().split("\n").map((line) => line.split(" "))
    .filter(([method, , permission]) => method === "GET" && anybodys.includes(permission))
    .map(([, pattern]) => pattern.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")).join("|")})$`);
  for (const { address, status } of desk.answers) {
    const path = address.split("?")[0];
    if (status !== 200 || open.test(path)) continue;
    const answer = await stranger.get(address, { stay: true });
    assert.ok([303, 302, 401, 403, 404].includes(answer.status), `${address} answers ${answer.status} to a stranger`);
  }
  const neighbour = new Visitor(office.address);
  await neighbour.signIn("officer@strelcha.example", demoPassword);
  const absent = "01980000-dead-7000-8000-00000000beef";
  for (const { address, status } of desk.answers) {
    const [id] = address.match(/[0-9a-f]{8}-[0-9a-f-]{27}/) ?? [];
    if (!id || status !== 200 || !/^\/(people|desk\/applications)\//.test(address)) continue;
    const theirs = await neighbour.get(address, { stay: true });
    const nobodys = await neighbour.get(address.replace(id, absent), { stay: true });
    // An id behind the question mark only prepares a form: it may open, but must not know whom it is for.
    if (address.split("?")[0].includes(id)) assert.equal(theirs.status, 404, `${address} for another municipality`);
    assert.equal(theirs.status, nobodys.status, `${address}: absent and denied differ`);
    const plain = (answer) => answer.body.replaceAll(id, "").replaceAll(absent, "").replace(/value="[^"]*"/g, "").replace(/\b[\w-]{16,}\b/g, "");
    assert.equal(plain(theirs), plain(nobodys), `${address}: absent and denied differ`);
  }
});

test("a form without its token, or from another site, changes nothing", async () => {
  const desk = new Visitor(office.address);
  await desk.signIn("officer@lesichovo.example", demoPassword);
  const page = await desk.get("/people/new");
  const form = page.form("/people");
  const fields = form.fields.filter(([name]) => name !== "csrf");
  assert.equal((await desk.post(form.action, fields)).status, 403, "without a token");
  assert.equal((await desk.post(form.action, form.fields, { headers: { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" } })).status, 403, "from elsewhere");
});

test("signing out ends the session here and now", async () => {
  const desk = new Visitor(office.address);
  const day = await desk.signIn("officer@lesichovo.example", demoPassword);
  const old = new Map(desk.cookies);
  await desk.submit(day, /sign-out/, {});
  desk.cookies = old;
  assert.notEqual((await desk.get("/desk", { stay: true })).status, 200, "the old session still opens the desk");
});
