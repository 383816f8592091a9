// What drives a server and reads of it: wrk, the bare engine, memory. For measure.mjs and large.mjs.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { binary, root } from "../tests/stories/office.mjs";
import { Visitor } from "../tests/stories/visitor.mjs";

export const scratch = mkdtempSync(join(tmpdir(), "gishe-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
export const tool = (name) => join(dirname(binary), "bench", name);
export const round = (value, digits = 0) => value.toLocaleString("en-GB", { maximumFractionDigits: digits, minimumFractionDigits: digits });

export function floor(...words) {
  const [, , rate, p50, p99] = execFileSync(tool("gishe_bench_floor"), words.map(String), { encoding: "utf8" }).trim().split(" ");
  return { rate: Number(rate), p50: Number(p50), p99: Number(p99) };
}

export function wrk(address, lines, connections, seconds) {
  const file = join(scratch, "requests.txt");
  writeFileSync(file, lines.join("\n") + "\n");
  const run = spawnSync("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", "-s", join(root, "bench/requests.lua"), address,
    "--", file, `c${connections}`], { encoding: "utf8" });
  const found = run.stdout.match(/RESULT ([\d.]+) ([\d.]+) ([\d.]+) (\d+)/);
  if (!found) throw new Error(run.stdout + run.stderr);
  return { rate: Number(found[1]), p50: Number(found[2]), p99: Number(found[3]), errors: Number(found[4]) };
}

/** Of the server alone, in MiB; PostgreSQL's own processes are not in it. */
export function memory(office) {
  const text = readFileSync(`/proc/${office.process.pid}/smaps_rollup`, "utf8");
  const of = (name) => Number(text.match(new RegExp(`^${name}:\\s+(\\d+)`, "m"))[1]) / 1024;
  return `${round(of("Rss"))} MiB RSS, ${round(of("Pss"))} MiB PSS`;
}

/** wrk takes a redirect to the sign-in page for success: the last request of an operation is asked once by hand first. */
export async function tried(office, name, lines, good = [200, 201]) {
  const [method, path, body] = lines.at(-1).split(" ");
  const headers = Object.fromEntries(lines.filter((line) => line.startsWith("H ")).map((line) => line.slice(2).split(/: (.*)/)));
  const once = await new Visitor(office.address).send(method, path, { headers, body: body?.replace("{key}", "by-hand").replace("{n}", "0") });
  if (!good.includes(once.status)) throw new Error(`${name}: ${once.status} ${once.location} ${once.text.slice(0, 300)}`);
  return once;
}
