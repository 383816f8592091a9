// Seeds both engines with 100,000 services, asks them the same questions over HTTP, asks a contractor's PostgreSQL the same by pgbench, and
// writes what came out into README.md beside this file. Called by run.sh.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const tool = (name) => join(root, "build/release/bench", name);
const server = process.env.GISHE_TEST_PG;
const engines = server ? ["sqlite", "postgresql"] : ["sqlite"];

const seconds = Number(process.argv[2] ?? 5);
const services = Number(process.argv[3] ?? 100_000);
const here = join(root, "bench/search");
const scratch = mkdtempSync(join(tmpdir(), "gishe-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const round = (value, digits = 0) => value.toLocaleString("en-GB", { maximumFractionDigits: digits, minimumFractionDigits: digits });
const report = [];
const say = (line = "") => { report.push(line); console.log(line); };

const rows = readFileSync(join(here, "queries.csv"), "utf8").trim().split("\n").slice(1).map((line) => {
  const [, query, kind, home] = line.match(/^("(?:[^"]|"")*"|[^,]*),([^,]*),([^,]*),/);
  return { query: query.replace(/^"|"$/g, "").replaceAll('""', '"'), kind, home: home || "PAZ14" };
});
// What tsvector with a dictionary can answer by itself: forms of Bulgarian words, and those beside a place.
const plain = rows.filter(({ kind }) => ["inflection", "place"].includes(kind));
const typed = [...new Set(rows.filter(({ kind }) => kind === "inflection").flatMap(({ query }) =>
  [2, 3, 5, 8].filter((n) => n <= query.length).map((n) => query.slice(0, n).trim())))].filter((text) => text.length > 1);

function wrk(address, paths, connections) {
  const file = join(scratch, "requests.txt");
  writeFileSync(file, paths.map((path) => `GET ${path}`).join("\n") + "\n");
  const run = spawnSync("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", "-s", join(root, "bench/requests.lua"), address,
    "--", file, `c${connections}`], { encoding: "utf8" });
  const found = run.stdout.match(/RESULT ([\d.]+) ([\d.]+) ([\d.]+) (\d+)/);
  if (!found || Number(found[4])) throw new Error(run.stdout + run.stderr);
  return { rate: Number(found[1]), p50: Number(found[2]), p99: Number(found[3]) };
}

const search = ({ query, home }) => `/api/v1/services/search?q=${encodeURIComponent(query)}&near=${home}`;
const psql = (url, ...words) => execFileSync("psql", ["-Xqd", url, "-v", "ON_ERROR_STOP=1", ...words], { encoding: "utf8" });

/** 32 clients with a prepared statement over a row drawn from `table`; percentiles from the log of every transaction. */
function pgbench(url, table, count, call, clients) {
  const script = join(scratch, "script.sql");
  writeFileSync(script, `\\set n random(1, ${count})\nSELECT f.* FROM contractor.${table} w, LATERAL ${call} f WHERE w.n = :n;\n`);
  const prefix = join(scratch, "pgbench_log");
  const text = execFileSync("pgbench", ["-n", "-M", "prepared", "-f", script, "-c", String(clients), "-j", "1", "-T", String(seconds), "-l",
    `--log-prefix=${prefix}`, url], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const log = execFileSync("bash", ["-c", `cat ${prefix}.*; rm ${prefix}.*`], { encoding: "utf8", maxBuffer: 1 << 30 });
  const times = log.trim().split("\n").map((line) => Number(line.split(" ")[2]) / 1000).sort((a, b) => a - b);
  return { rate: Number(text.match(/tps = ([\d.]+)/)[1]), p50: times[Math.floor(times.length / 2)], p99: times[Math.floor(times.length * 0.99)] };
}

function contractor(url) {
  const postgis = existsSync("/usr/share/postgresql/15/extension/postgis.control") ? 1 : 0;
  const started = performance.now();
  psql(url, "-v", `postgis=${postgis}`, "-f", join(here, "contractor.sql"));
  const fill = (table, list) => {
    const file = join(scratch, "list.tsv");
    writeFileSync(file, list.map((text, i) => `${i + 1}\t${text}`).join("\n") + "\n");
    psql(url, "-c", `\\copy contractor.${table} FROM '${file}'`);
  };
  fill("query", plain.map(({ query }) => query));
  fill("typed", typed);
  psql(url, "-c", "VACUUM ANALYZE");
  say(`\nContractor's table and indexes made in ${round((performance.now() - started) / 1000)} s, with ${postgis ? "PostGIS" : "earthdistance"}; ` +
    `${psql(url, "-At", "-c", "SELECT pg_size_pretty(pg_total_relation_size('contractor.service'))").trim()} on disk.`);
  const call = "contractor.search(w.q, 42.36, 24.11)";
  const result = {
    page: pgbench(url, "query", plain.length, call, 32),
    suggest: pgbench(url, "typed", typed.length, "contractor.suggest(w.q)", 32),
  };
  // With the counts: both in one statement, as two round trips would only cost it more.
  result.whole = pgbench(url, "query", plain.length,
    `(SELECT (SELECT count(*) FROM ${call}), (SELECT count(*) FROM contractor.facets(w.q)))`, 32);
  return result;
}

const line = (name, { rate, p50, p99 }) => say(`| ${name} | ${round(rate)} | ${round(p50, 1)} | ${round(p99, 1)} |`);
say(`${new Date().toISOString().slice(0, 16)}Z, ${cpus().length} × ${cpus()[0].model}, ${round(services)} services, ${seconds} s a measurement, all on one machine; ` +
  `load average before: ${loadavg().map((n) => n.toFixed(1)).join(", ")} (2 is full).`);
/** The directory behind our web server, with its index made. */
async function open(where) {
  const port = 8190 + Math.floor(Math.random() * 200);
  const process = spawn(tool("gishe_bench_search_server"), [where.data, where.url ?? "-", String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((ready, failed) => { process.stdout.once("data", ready); process.once("exit", () => failed(new Error("the server ended at once"))); });
  const gone = new Promise((ended) => process.once("exit", ended));
  return { address: `http://127.0.0.1:${port}`, process, stop: () => { process.kill("SIGTERM"); return gone; } };
}

function fresh(engine) {
  const data = join(scratch, engine);
  mkdirSync(data);
  if (engine === "sqlite") return { data };
  const name = `bench_${Date.now()}`;
  psql(server, "-c", `CREATE DATABASE ${name}`);
  return { data, url: server.replace(/\/postgres$/, `/${name}`) };
}

const ours = {};
let theirs;
for (const engine of engines) {
  const where = fresh(engine);
  const started = performance.now();
  const costs = execFileSync(tool("gishe_bench_search_seed"), [where.data, where.url ?? "-", String(services)], { encoding: "utf8" });
  say(`\n### ${engine}\n\nFilled in ${round((performance.now() - started) / 1000)} s; ${costs.trim()}.`);
  if (where.url) psql(where.url, "-c", "VACUUM ANALYZE");
  const office = await open(where);
  await (await fetch(office.address + search(plain[0]))).text();
  const rss = readFileSync(`/proc/${office.process.pid}/smaps_rollup`, "utf8").match(/^Rss:\s+(\d+)/m)[1] / 1024;
  say(`With its index the server takes ${round(rss)} MiB.\n\n| asked at 32 connections | req/s | p50 ms | p99 ms |\n|---|---|---|---|`);
  ours[engine] = {
    floor: wrk(office.address, ["/api/v1/needs"], 32),
    plain: wrk(office.address, plain.map(search), 32),
    all: wrk(office.address, rows.map(search), 32),
    suggest: wrk(office.address, typed.map((text) => `/api/v1/services/suggestions?q=${encodeURIComponent(text)}`), 32),
  };
  line("`/api/v1/needs`, a small answer from the database", ours[engine].floor);
  line(`search, ${plain.length} queries of plain words`, ours[engine].plain);
  line(`search, all ${rows.length} queries`, ours[engine].all);
  line(`suggestions, ${typed.length} beginnings`, ours[engine].suggest);
  await office.stop();
  if (where.url) {
    theirs = contractor(where.url);
    say("\n| contractor, 32 clients of pgbench | req/s | p50 ms | p99 ms |\n|---|---|---|---|");
    line(`search, the same ${plain.length} queries, no counts`, theirs.page);
    line("the same with counts", theirs.whole);
    line("suggestions", theirs.suggest);
  }
}
if (theirs) {
  say("\n| ratio to the contractor | search without its counts | with its counts | suggestions |\n|---|---|---|---|");
  for (const engine of engines) {
    const by = (mine, their) => `${round(mine.rate / their.rate, 1)}×`;
    say(`| ${engine} | ${by(ours[engine].plain, theirs.page)} | ${by(ours[engine].plain, theirs.whole)} | ${by(ours[engine].suggest, theirs.suggest)} |`);
  }
}
say(`\nLoad average after: ${loadavg().map((n) => n.toFixed(1)).join(", ")}.`);
const readme = join(here, "README.md");
const mark = "<!-- The last run, written by measure.mjs -->";
const before = readFileSync(readme, "utf8").split(mark)[0];
writeFileSync(readme, `${before}${mark}\n## The last run\n\n${report.join("\n")}\n`);
