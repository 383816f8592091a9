// `gishe solve` as a planner uses it: a problem in a file, a plan with its proof, a check by other code, refusals in words.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const folder = mkdtempSync(join(tmpdir(), "gishe-зона-"));
after(() => rmSync(folder, { recursive: true }));

const zone = {
  clients: [{ name: "Лесичово", demand: 12 }, { name: "Калугерово", demand: 5 }, { name: "Пещера", demand: 30 }, { name: "Сърница", demand: 7 }],
  sites: [{ name: "Лесичово" }, { name: "Пещера" }, { name: "Велинград" }],
  minutes: [[1, 1, 0], [1, 2, 34.5], [2, 1, 9], [2, 2, 38], [3, 1, 34.5], [3, 2, 0], [3, 3, 41], [4, 3, 30], [4, 2, 62]],
};
const file = (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};
const solve = (...args) => {
  const run = spawnSync(process.env.GISHE_BINARY, ["solve", ...args], { encoding: "utf8", timeout: 60_000 });
  return { code: run.status, out: run.stdout, err: run.stderr };
};

test("two sites are chosen, proven, and found right by the check", () => {
  const path = file("зона.json", zone);
  const run = solve("pmedian", path, "--p", "2", "--json");
  assert.equal(run.code, 0, run.err);
  const plan = JSON.parse(run.out);
  let best = Infinity;
  for (const pair of [[1, 2], [1, 3], [2, 3]]) {
    const cost = zone.clients.reduce((sum, { demand }, i) => sum + demand * Math.min(...zone.minutes.filter(([c, s]) => c === i + 1 && pair.includes(s)).map(([, , t]) => t)), 0);
    best = Math.min(best, cost);
  }
  assert.equal(plan.status, "optimal");
  assert.equal(plan.objective, best);
  assert.equal(plan.bound, best);
  const printed = file("plan.json", run.out);
  assert.equal(solve("check", path, printed).code, 0);
  const better = file("better.json", { ...plan, objective: plan.objective - 1, bound: plan.bound - 1 });
  const refused = solve("check", path, better);
  assert.equal(refused.code, 3);
  assert.match(refused.out, /costs/);
});

test("what a limit of an hour covers, the limit itself included", () => {
  const path = file("зона.json", zone);
  const covered = (radius) => JSON.parse(solve("mclp", path, "--p", "1", "--radius", radius, "--json").out).objective;
  assert.equal(covered("62"), 54);
  assert.equal(covered("61.9"), 47);
});

test("who cannot be reached is named, and it is its own exit code", () => {
  const alone = { ...zone, minutes: zone.minutes.filter(([client]) => client !== 4) };
  const run = solve("pmedian", file("alone.json", alone), "--p", "2");
  assert.equal(run.code, 3);
  assert.match(run.out, /Сърница/);
});

test("a file that cannot be read is refused with its line, a time of 0 gives no plan", () => {
  const cut = solve("pmedian", file("cut.txt", "3 2 1\n1 2 4\n1"), "--format", "orlib-pmed");
  assert.equal(cut.code, 2);
  assert.match(cut.err, /line 3/);
  assert.equal(solve("pmedian", join(folder, "няма.json"), "--p", "1").code, 2);
  assert.equal(solve("pmedian", file("зона.json", zone), "--p", "9").code, 2);
  assert.equal(solve("pmedian", file("зона.json", zone)).code, 2);
  assert.equal(solve("mclp", file("зона.json", zone), "--p", "1").code, 2);
  assert.equal(solve("pmedian", file("зона.json", zone), "--p", "2", "--time-limit", "0").code, 4);
  for (const no of ["{}", "[]", "", "x", '{"problem": 3}', '{"problem": {"kind": 1, "format": "json"}}', '{"problem": {"kind": "pmedian", "format": "json", "p": "x"}}']) {
    const refused = solve("check", file("зона.json", zone), file("no.json", no));
    assert.equal(refused.code, 2, no);
    assert.match(refused.err, /no plan that/);
  }
  assert.equal(solve("check", file("зона.json", zone)).code, 2);
});
