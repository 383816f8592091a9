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

const wholeZone = {
  services: [
    { name: "домашна грижа", module: 5, most_modules: 6, opening_cost: 20_000, place_cost: 1_000 },
    { name: "дневен център", module: 4, most_modules: 3, opening_cost: 30_000, place_cost: 2_000 },
  ],
  settlements: [
    { name: "Лесичово", municipality: "Лесичово", people: [12, 3] }, { name: "Калугерово", municipality: "Лесичово", people: [5, 0] },
    { name: "Пещера", municipality: "Пещера", people: [30, 6] }, { name: "Сърница", municipality: "Сърница", people: [7, 2] },
  ],
  sites: [
    { name: "Лесичово", municipality: "Лесичово" }, { name: "Пещера", municipality: "Пещера", existing: [{ service: 2, modules: 1 }] },
    { name: "Велинград", municipality: "Велинград" },
  ],
  minutes: zone.minutes, travel_limit: 60, unserved_minutes: 600,
};

test("a zone spends one budget on two services, and one more place has its worth", () => {
  const path = file("цяла.json", wholeZone);
  const run = solve("zone", path, "--budget", "70000", "--json");
  assert.equal(run.code, 0, run.err);
  const plan = JSON.parse(run.out);
  assert.equal(plan.status, "optimal");
  const n = wholeZone.settlements.length, m = wholeZone.sites.length;
  let spent = 0, cost = 0, served = 0;
  for (const { site, places } of plan.open) {
    const service = wholeZone.services[Math.floor((site - 1) / m)];
    const exists = site === m + 2;
    assert.equal(places % service.module, 0);
    spent += places * service.place_cost + (exists ? 0 : service.opening_cost);
    const came = plan.assignment.filter(([, to]) => to === site).reduce((sum, [, , people]) => sum + people, 0);
    assert.ok(came <= places);
  }
  assert.ok(spent <= 70_000);
  assert.ok(plan.open.some(({ site }) => site === m + 2), "what exists stays");
  for (const [client, site, people] of plan.assignment) {
    const way = zone.minutes.find(([c, s]) => c === ((client - 1) % n) + 1 && s === ((site - 1) % m) + 1);
    assert.ok(way[2] <= 60, "nobody goes farther than the limit");
    cost += people * way[2];
    served += people;
  }
  assert.equal(plan.objective, cost + (65 - served) * 600);
  assert.ok(served < 65 && plan.open.some(({ one_more_place_saves }) => one_more_place_saves > 500), "the budget does not reach for everybody");
  assert.equal(solve("check", path, file("план.json", run.out)).code, 0);
  const more = JSON.parse(run.out);
  more.assignment[0][2] += 1;
  assert.equal(solve("check", path, file("повече.json", more)).code, 3);
  assert.equal(solve("zone", path, "--budget", "1000").code, 3, "what exists costs more than that");
});

test("the worst-off municipality first, then the cost; both with their bound", () => {
  const path = file("цяла.json", wholeZone);
  const cheap = JSON.parse(solve("zone", path, "--budget", "70000", "--json").out);
  const run = solve("zone", path, "--budget", "70000", "--fair", "--json");
  assert.equal(run.code, 0, run.err);
  const fair = JSON.parse(run.out);
  const worst = (plan) => {
    const n = wholeZone.settlements.length, of = {};
    for (const [i, { municipality, people }] of wholeZone.settlements.entries()) {
      of[municipality] ??= { all: 0, served: 0 };
      of[municipality].all += people[0] + people[1];
      of[municipality].served += plan.assignment.filter(([client]) => (client - 1) % n === i).reduce((sum, [, , k]) => sum + k, 0);
    }
    return Math.max(...Object.values(of).map(({ all, served }) => 1 - served / all));
  };
  assert.ok(worst(fair) <= fair.worst_share.unserved + 1e-9 && worst(fair) > fair.worst_share.unserved - 0.001);
  assert.ok(fair.worst_share.bound <= fair.worst_share.unserved);
  assert.ok(worst(fair) <= worst(cheap) && fair.objective >= cheap.objective);
  assert.ok(fair.access.least <= fair.access.most && fair.access.gini >= 0);
  assert.equal(solve("check", path, file("справедлив.json", run.out)).code, 0);
  assert.match(solve("zone", path, "--budget", "70000", "--fair").out, /worst off: [\d.]+ % of a municipality's people/);
  assert.equal(solve("cflp", path, "--fair").code, 2);
});

test("what people can reach: Luo and Wang's eleven tracts and two doctors", () => {
  const near = { 1: [1, 2, 3, 4, 6, 7, 9, 10], 2: [4, 5, 8, 11] };
  const tracts = {
    clients: Array.from({ length: 11 }, () => ({ demand: 1 })), sites: [{ name: "a", places: 1 }, { name: "b", places: 1 }],
    minutes: Object.entries(near).flatMap(([site, list]) => list.map((tract) => [tract, Number(site), 30])).concat([[5, 1, 31]]),
  };
  const path = file("лекари.json", tracts);
  const { access } = JSON.parse(solve("access", path, "--radius", "30", "--json").out);
  for (const [i, found] of access.entries()) assert.ok(Math.abs(found - (i === 3 ? 0.375 : [4, 7, 10].includes(i) ? 0.25 : 0.125)) < 1e-9, `tract ${i + 1}: ${found}`);
  assert.equal(JSON.parse(solve("access", path, "--method", "e2sfca", "--weights", "20:1,30:0.5", "--json").out).access.length, 11);
  assert.equal(solve("access", path).code, 2);
  assert.equal(solve("access", path, "--weights", "20").code, 2);
  assert.equal(solve("access", path, "--method", "e2sfca").code, 2);
});

test("nobody is sent over the places, split or whole, and the reason is in words", () => {
  const places = { ...zone, sites: zone.sites.map((site, i) => ({ ...site, places: [20, 31, 10][i] })) };
  const path = file("места.json", places);
  const split = JSON.parse(solve("cflp", path, "--json").out), whole = JSON.parse(solve("sscflp", path, "--json").out);
  assert.equal(split.status, "optimal");
  assert.equal(whole.status, "optimal");
  assert.deepEqual(split.steps.at(-1).slice(1), [split.objective, split.bound]);
  for (const [k, [seconds, plan, bound]] of split.steps.entries())
    if (k > 0) assert.ok(seconds >= split.steps[k - 1][0] && plan <= split.steps[k - 1][1] && bound >= split.steps[k - 1][2]);
  assert.equal(JSON.parse(solve("cflp", path, "--threads", "2", "--json").out).objective, split.objective);
  assert.ok(whole.objective >= split.objective);
  assert.equal(new Set(whole.assignment.map(([client]) => client)).size, whole.assignment.length);
  const run = solve("transport", path, "--capacity", "17");
  assert.equal(run.code, 3);
  assert.match(run.out, /54 people, and 51 places/);
  assert.equal(JSON.parse(solve("mclp", path, "--p", "1", "--radius", "62", "--capacity", "20", "--json").out).objective, 20);
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
