// Seeds both engines, starts the server on each, drives it with wrk, and writes the ratios into README.md. Called by run.sh.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";

import { demoPassword, engines, freePort, freshDemo, gishe, Office, root, sleep } from "../tests/stories/office.mjs";
import { unlimited } from "../tests/faults/writers.mjs";
import { Visitor } from "../tests/stories/visitor.mjs";
import { floor, memory, round, scratch, tool, tried, wrk } from "./driving.mjs";

const seconds = Number(process.argv[2] ?? 4);
const only = process.argv[3];  // one engine, for a quick look; README.md is then left alone
const report = [];
const say = (line = "") => { report.push(line); console.log(line); };

/** nginx with a page of 1 KiB: what a web server on this machine can do at all. */
async function nginx() {
  const port = await freePort();
  const folder = join(scratch, "nginx");
  mkdirSync(folder);
  writeFileSync(join(folder, "index.html"), "x".repeat(1024));
  writeFileSync(join(folder, "nginx.conf"), `daemon off; worker_processes 2; pid ${folder}/pid; error_log ${folder}/error.log;
events {} http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s; keepalive_requests 10000000; server { listen 127.0.0.1:${port}; root ${folder}; } }
${process.getuid() === 0 ? "user root;" : ""}`);
  const server = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "ignore" });
  await sleep(500);
  try {
    return [1, 32].map((connections) => wrk(`http://127.0.0.1:${port}`, ["GET /index.html"], connections, seconds).rate);
  } finally {
    server.kill("SIGTERM");
  }
}

function pgbench(url) {
  execFileSync("pgbench", ["-iq", "-s", "10", url], { stdio: "ignore" });
  const text = execFileSync("pgbench", ["-S", "-M", "prepared", "-c", "8", "-T", String(seconds), url], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  execFileSync("psql", ["-Xqd", url, "-c", "DROP TABLE pgbench_accounts, pgbench_branches, pgbench_history, pgbench_tellers"], { stdio: "ignore" });
  return Number(text.match(/tps = ([\d.]+)/)[1]);
}

const field = (page, name) => page.forms.flatMap((form) => form.fields).find(([key]) => key === name)[1];

/** What is asked: [name, lines for requests.lua, what it is held against]. The officer has signed in like anybody. */
async function operations(office, where) {
  const officer = new Visitor(office.address);
  await officer.signIn("officer@lesichovo.example", demoPassword);
  const cookie = `H Cookie: ${[...officer.cookies].map(([name, value]) => `${name}=${value}`).join("; ")}`;
  const form = [cookie, `H Origin: ${office.address}`, "H Sec-Fetch-Site: same-origin", "H Content-Type: application/x-www-form-urlencoded"];
  const csrf = encodeURIComponent(field(await officer.get("/people"), "csrf"));

  const api = new Visitor(office.address, { token: gishe(where, ["token", "officer@lesichovo.example", "--sensitive"]).trim().split(/\s+/).at(-1) });
  const list = async (path, pages) => {
    const items = [];
    for (let next = path; next && pages > 0; --pages) {
      const { json } = await api.api("GET", next);
      items.push(...json.items);
      next = json.next ? `${path}${path.includes("?") ? "&" : "?"}after=${encodeURIComponent(json.next)}` : "";
    }
    if (!items.length) throw new Error(`${path} is empty`);
    return items;
  };
  const services = await list("/api/v1/services", 5);
  const applications = (await list("/api/v1/applications", 10)).slice(0, 200);
  const names = ["ива", "ivan", "geor", "пет", "димит", "mar", "ела", "сто", "hris", "рад", "мария ива", "georgi pet"];
  const people = [];
  for (const query of names) people.push(...(await api.api("POST", "/api/v1/people/search", { query })).json.items);
  const matching = [];
  for (const { id } of applications.slice(0, 100)) {
    for (const line of (await api.api("GET", `/api/v1/applications/${id}`)).json.lines) matching.push(`/desk/applications/${id}/lines/${line.id}/services`);
  }
  const needs = ["cannot_care_for_self", "rehabilitation_after_illness", "heating"].map((code) => `needs=${code}`).join("&");
  const all = [
    ["`/healthz` (the floor)", ["GET /healthz"], "floor"],
    ["public service page", services.map(({ id }) => `GET /services/${id}`), 10],
    ["public list of services", ["GET /services", "GET /services?municipality=PAZ14", "GET /services?type=day_care"], 50],
    ["matching for a person", [cookie, ...matching.map((path) => `GET ${path}`)], 50],
    ["person look-up by part of a name", [...form, ...names.map((name) => `POST /people/search csrf=${csrf}&query=${encodeURIComponent(name)}`)], 50],
    ["the officer's day", [cookie, "GET /desk"], 50],
    ["opening a case", [cookie, ...applications.map(({ id }) => `GET /desk/applications/${id}`)], "bare"],
    ["saving an application of three lines", [...form, ...people.map(({ id }) =>
      `POST /desk/applications csrf=${csrf}&form_key={key}&person=${id}&channel=desk&urgency=normal&own_words=Speed+{n}&${needs}`)], "bare"],
  ];
  for (const [name, lines] of all) await tried(office, name, lines);
  return all;
}

const missed = [];
function judged(engine, name, against, many, healthz, bare) {
  if (against === "floor") return "";
  const [share, wanted] = against === "bare" ? [many.rate / bare, 0.5] : [many.rate / healthz, 1 / against];
  const words = against === "bare" ? `${round(share, 2)} of bare` : `1/${round(1 / share, 1)} of floor`;
  if (share < wanted) missed.push(`${engine}, ${name}: ${words} (to reach: ${against === "bare" ? "0.5" : `1/${against}`})`);
  if (many.p99 >= 50) missed.push(`${engine}, ${name}: p99 ${round(many.p99)} ms at 32 connections (to reach: under 50)`);
  if (many.errors > 0) missed.push(`${engine}, ${name}: ${many.errors} answers were no success`);
  return words;
}

async function measure(engine) {
  const where = freshDemo(engine);
  const seeding = performance.now();
  execFileSync(tool("gishe_bench_seed"), [where.data, where.url ?? "-"], { stdio: ["ignore", "ignore", "inherit"] });
  if (where.url) execFileSync("psql", ["-Xqd", where.url, "-c", "VACUUM ANALYZE"]);
  const seeded = (performance.now() - seeding) / 1000;
  const office = await Office.open(engine, { where, words: unlimited });
  say(`\n### ${engine}\n\nFilled in ${round(seeded)} s. Ready to serve ${round(office.readyAfter)} ms after start; then ${memory(office)}.`);
  if (office.readyAfter >= 1000) missed.push(`${engine}: ready after ${round(office.readyAfter)} ms (to reach: 1,000)`);
  const all = await operations(office, where);
  const disk = floor("disk", scratch, 2);
  const bare = (clients) => (engine === "sqlite" ? floor("sqlite", scratch, clients, seconds) : floor("postgresql", where.url, clients, seconds));
  const [bare1, bare32] = [bare(1), bare(32)];
  say(`fdatasync of 4 KiB: ${round(disk.rate)}/s. Bare group commit: ${round(bare1.rate)}/s with 1 client, ${round(bare32.rate)}/s with 32.\n`);
  say("| operation | c1 req/s | c1 p50 / p99 ms | c32 req/s | c32 p50 / p99 ms | at 32, of its measure |\n|---|---|---|---|---|---|");
  let healthz = 0;
  for (const [name, lines, against] of all) {
    const [one, many] = [1, 32].map((connections) => wrk(office.address, lines, connections, seconds));
    if (against === "floor") healthz = many.rate;
    // The disk of a shared machine changes from minute to minute: the bare engine is measured again right beside.
    const beside = against === "bare" ? bare(32).rate : 0;
    const words = judged(engine, name, against, many, healthz, beside) + (beside ? ` (${round(beside)}/s)` : "");
    say(`| ${name} | ${round(one.rate)} | ${round(one.p50, 2)} / ${round(one.p99, 2)} | ${round(many.rate)} | ${round(many.p50, 2)} / ${round(many.p99, 2)} | ${words} |`);
  }
  say(`\nAfter it: ${memory(office)}; fdatasync ${round(floor("disk", scratch, 2).rate)}/s.`);
  const rss = Number(readFileSync(`/proc/${office.process.pid}/smaps_rollup`, "utf8").match(/^Rss:\s+(\d+)/m)[1]) / 1024;
  if (rss >= 200) missed.push(`${engine}: ${round(rss)} MiB RSS (to reach: under 200)`);
  await office.stop();
}

say(`## The last run\n\n${new Date().toISOString().slice(0, 16)}Z, ${cpus().length} × ${cpus()[0].model}, ${round(totalmem() / 2 ** 30)} GiB, Linux ${release()};
${seconds} s a measurement, wrk with one thread on the same machine, everything on loopback. 100,000 people, 10,000 services,
200,000 referrals. One address asks, so the limits per address were raised: \`${unlimited.join(" ")}\`.
A page's ratio is to \`/healthz\`; a durable operation's to the bare engine committing one record and one ledger line for
each of 32 clients, measured right after it (its rate in brackets).\n`);
const server = process.env.GISHE_TEST_PG;
const [page1, page32] = await nginx();
say(`References of the same minutes: nginx, 1 KiB page ${round(page1)}/s with 1 connection, ${round(page32)}/s with 32`
  + (server ? `; pgbench -S, 8 clients ${round(pgbench(server))}/s; committed insert ${round(floor("postgresql", server, 1, seconds).rate)}/s with 1 client, ${round(floor("postgresql", server, 32, seconds).rate)}/s with 32.` : "."));
for (const { engine, skip } of engines) {
  if (only && engine !== only) continue;
  if (skip) say(`\n### ${engine}\n\n${skip}`);
  else await measure(engine);
}
say(`\n### Missed\n\n${missed.map((line) => `- ${line}`).join("\n") || "Nothing."}`);
if (!only) {
  const readme = join(root, "bench/README.md");
  const begins = "<!-- The last run, written by measure.mjs -->";
  writeFileSync(readme, readFileSync(readme, "utf8").split(begins)[0] + begins + "\n" + report.join("\n") + "\n");
}
