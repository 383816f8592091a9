// Seeds both engines, starts the server, drives it with wrk, and prints Markdown with ratios. Called by run.sh.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { demoPassword, engines, freshDemo, gishe, Office, root } from "../tests/stories/office.mjs";
import { unlimited } from "../tests/faults/writers.mjs";
import { Visitor } from "../tests/stories/visitor.mjs";

const seconds = Number(process.argv[2] ?? 5);
const scratch = mkdtempSync(join(tmpdir(), "gishe-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const tool = (name) => join(root, "build/release/bench", name);
const floor = (...words) => {
  const [, , rate, p50, p99] = execFileSync(tool("gishe_bench_floor"), words.map(String), { encoding: "utf8" }).trim().split(" ");
  return { rate: Number(rate), p50: Number(p50), p99: Number(p99) };
};

function wrk(office, lines, connections) {
  const file = join(scratch, "requests.txt");
  writeFileSync(file, lines.join("\n") + "\n");
  const run = spawnSync("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", "-s", join(root, "bench/requests.lua"), office.address,
    "--", file, `c${connections}`], { encoding: "utf8" });
  const found = run.stdout.match(/RESULT ([\d.]+) ([\d.]+) ([\d.]+) (\d+)/);
  if (!found) throw new Error(run.stdout + run.stderr);
  return { rate: Number(found[1]), p50: Number(found[2]), p99: Number(found[3]), errors: Number(found[4]) };
}

const memory = (office) => {
  const text = readFileSync(`/proc/${office.process.pid}/smaps_rollup`, "utf8");
  return Number(text.match(/^Pss:\s+(\d+)/m)[1]) / 1024;
};

/** What is asked: name → lines for requests.lua; the officer's session and token are in hand. */
async function operations(office, where) {
  const token = gishe(where, ["token", "officer@lesichovo.example"]).trim().split(/\s+/).at(-1);
  const officer = new Visitor(office.address);
  await officer.signIn("officer@lesichovo.example", demoPassword);
  const cookie = `H Cookie: ${[...officer.cookies].map(([name, value]) => `${name}=${value}`).join("; ")}`;
  const api = new Visitor(office.address, { token });
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
  const applications = await list("/api/v1/applications", 5);
  const people = (await api.api("POST", "/api/v1/people/search", { query: "ива" })).json.items;
  const lines = [];
  for (const { id } of applications.slice(0, 60)) {
    const { json } = await api.api("GET", `/api/v1/applications/${id}`);
    for (const line of json.lines) lines.push(`/api/v1/applications/${id}/lines/${line.id}/services`);
  }
  const names = ["ива", "ivan", "geor", "вел", "щер", "yank", "кац", "mar", "ела", "петър", "hris", "рад"];
  const save = { own_words: "Мери скоростта {n}", channel: "desk", urgency: "normal", needs: ["cannot_care_for_self", "rehabilitation_after_illness", "heating"] };
  return {
    all: {
      "/healthz (the floor)": ["GET /healthz"],
      "public list of services": ["GET /services", "GET /services?municipality=PAZ14", "GET /services?type=day_care"],
      "public service page": services.map((service) => `GET /services/${service.id}`),
      "person look-up by part of a name": [`H Authorization: Bearer ${token}`, "H Content-Type: application/json",
        ...names.map((name) => `POST /api/v1/people/search ${JSON.stringify({ query: name })}`)],
      "matching for a person": [`H Authorization: Bearer ${token}`, ...lines.map((line) => `GET ${line}`)],
      "the officer's day": [cookie, "GET /desk"],
      "opening a case (durable)": [cookie, ...applications.slice(0, 200).map((a) => `GET /desk/applications/${a.id}`)],
      "saving an application of three lines (durable)": [`H Authorization: Bearer ${token}`, "H Content-Type: application/json",
        ...people.map((person) => `POST /api/v1/applications ${JSON.stringify({ ...save, person: person.id })}`)],
    },
  };
}

const round = (value, digits = 0) => value.toLocaleString("en-GB", { maximumFractionDigits: digits, minimumFractionDigits: digits });

for (const { engine, skip } of engines) {
  if (skip) { console.log(`## ${engine}: ${skip}`); continue; }
  const where = freshDemo(engine);
  const seeding = performance.now();
  execFileSync(tool("gishe_bench_seed"), [where.data, where.url ?? "-"], { stdio: ["ignore", "ignore", "inherit"] });
  if (where.url) execFileSync("psql", ["-Xqd", where.url, "-c", "VACUUM ANALYZE"]);
  console.log(`\n## ${engine}\n\nSeeded in ${round((performance.now() - seeding) / 1000)} s (100,000 people, 10,000 services, 200,000 referrals).`);
  const office = await Office.open(engine, { where, words: unlimited });
  console.log(`Ready to serve ${round(office.readyAfter)} ms after start, ${round(memory(office))} MiB (PSS).`);
  const disk = floor("disk", scratch, 2);
  const bare = Object.fromEntries([1, 32].map((clients) => [clients, engine === "sqlite" ? floor("sqlite", scratch, clients, seconds)
    : floor("postgresql", where.url, clients, seconds)]));
  console.log(`Disk: ${round(disk.rate)} fdatasync/s. Bare group commit of ${engine}: ${round(bare[1].rate)}/s with 1 client, ${round(bare[32].rate)}/s with 32.\n`);
  console.log("| operation | c1 req/s | c1 p50 / p99 ms | c32 req/s | c32 p50 / p99 ms | ratio at 32 | not 2xx |\n|---|---|---|---|---|---|---|");
  const { all } = await operations(office, where);
  let healthz;
  for (const [name, lines] of Object.entries(all)) {
    const [one, many] = [1, 32].map((connections) => wrk(office, lines, connections));
    healthz ??= many;
    const durable = name.includes("durable");
    const ratio = durable ? `${round(many.rate / bare[32].rate, 2)} of bare` : `1/${round(healthz.rate / many.rate, 1)} of floor`;
    console.log(`| ${name} | ${round(one.rate)} | ${round(one.p50, 2)} / ${round(one.p99, 2)} | ${round(many.rate)} | ${round(many.p50, 2)} / ${round(many.p99, 2)} | ${ratio} | ${one.errors + many.errors} |`);
  }
  console.log(`\nMemory after it: ${round(memory(office))} MiB (PSS). Disk afterwards: ${round(floor("disk", scratch, 2).rate)} fdatasync/s.`);
  await office.stop();
}
