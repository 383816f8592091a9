// Starts the real binary with a demo zone of its own, on SQLite or PostgreSQL.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const binary = process.env.GISHE_BINARY
  ?? ["dev", "release"].map((preset) => join(root, "build", preset, "gishe")).find(existsSync)
  ?? join(root, "build/dev/gishe");
export const demoPassword = process.env.GISHE_DEMO_PASSWORD
  ?? readFileSync(join(root, "src/app/demo_zone.h"), "utf8").match(/demo_password = "([^"]+)"/)[1];
const server = process.env.GISHE_TEST_PG ?? "";
const role = "gishe_office";  // made by tests/with_postgresql; no superuser, so that the wall of the database stands

/** The engines to play a story on; without a server the PostgreSQL half says that it was not run. */
export const engines = [
  { engine: "sqlite", skip: false },
  { engine: "postgresql", skip: server ? false : "NOT RUN: no GISHE_TEST_PG (tests/with_postgresql sets it)" },
];

export const sleep = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));

export function freePort() {
  return new Promise((found, failed) => {
    const listener = net.createServer();
    listener.once("error", failed);
    listener.listen(0, "127.0.0.1", () => {
      const { port } = listener.address();
      listener.close(() => found(port));
    });
  });
}

const folders = [];
const databases = [];
process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  for (const name of databases) spawnSync("psql", ["-Xq", "-d", server, "-c", `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`]);
});

function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), "gishe-story-"));
  folders.push(folder);
  return folder;
}

function newDatabase({ like, keep = false } = {}) {
  const name = `story_${process.pid}_${databases.length}_${Math.floor(Math.random() * 1e9)}`;
  execFileSync("psql", ["-Xq", "-v", "ON_ERROR_STOP=1", "-d", server, "-c",
    `CREATE DATABASE ${name} OWNER ${role}${like ? ` TEMPLATE ${like}` : ""}`]);
  if (!keep) databases.push(name);
  const [address, options] = server.split("?");
  return { name, url: address.replace(/^(postgres(?:ql)?:\/\/[^/]*)(\/.*)?$/, `$1/${name}`) + (options ? `?${options}` : "") };
}

/** An empty PostgreSQL database: { name, url }. */
export const freshDatabase = () => newDatabase();

/** Where an installation lives, as arguments for gishe; stories themselves look past the wall. */
export function whereArguments({ data, url }) {
  return url ? ["--data", data, "--database", url.replace(/\/\/([^@/]*@)?/, `//${role}@`)] : ["--data", data];
}

/** Runs gishe to its end; throws with its output unless `status` is what it gives back. */
export function gishe(where, words, { status = 0, input } = {}) {
  const done = spawnSync(binary, [...words, ...whereArguments(where)], { encoding: "utf8", input, timeout: 300_000 });
  if (done.status !== status) {
    throw new Error(`gishe ${words.join(" ")}: exit ${done.status ?? done.signal}, not ${status}\n${done.stdout}${done.stderr}${done.error ?? ""}`);
  }
  return done.stdout + done.stderr;
}

/** One model of the demo zone a day and binary, shared by all story files; older ones are cleared away. */
const shelf = join(root, "build/demo-models");
const models = {};
function modelOf(engine) {
  const { mtimeMs, size } = statSync(binary);
  const key = createHash("sha256").update(`${binary} ${mtimeMs} ${size} ${new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Sofia" })} ${engine === "sqlite" ? "" : server}`).digest("hex").slice(0, 16);
  const kept = join(shelf, `${engine}-${key}`);
  const note = join(kept, "database-of-the-model");
  if (engine === "sqlite" && existsSync(kept)) return { data: kept };
  if (engine === "postgresql" && existsSync(note)) {
    const name = readFileSync(note, "utf8");
    const there = execFileSync("psql", ["-XqtA", "-d", server, "-c", `SELECT 1 FROM pg_database WHERE datname = '${name}'`], { encoding: "utf8" });
    if (there.trim()) return { data: kept, name };
    rmSync(kept, { recursive: true, force: true });  // made on a server that is gone
  }
  mkdirSync(shelf, { recursive: true });
  for (const old of readdirSync(shelf)) {
    const path = join(shelf, old);
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 86_400_000) rmSync(path, { recursive: true, force: true });
  }
  const made = { data: mkdtempSync(join(shelf, "making-")), ...(engine === "postgresql" ? newDatabase({ keep: true }) : {}) };
  gishe(made, ["demo"]);
  if (made.name) writeFileSync(join(made.data, "database-of-the-model"), made.name, { mode: 0o600 });
  try {
    renameSync(made.data, kept);
    return { ...made, data: kept };
  } catch { return made; }  // another story was faster
}

/** A fresh demo zone: a copy of the model. */
export function freshDemo(engine) {
  models[engine] ??= modelOf(engine);
  const data = newFolder();
  cpSync(models[engine].data, data, { recursive: true });
  return { data, ...(engine === "postgresql" ? newDatabase({ like: models[engine].name }) : {}) };
}

/** An installation without demo records. */
export function freshEmpty(engine) {
  return { data: newFolder(), ...(engine === "postgresql" ? newDatabase() : {}) };
}

/** One running server. `stop()` ends it gracefully, `kill()` at once; both wait until it is gone. */
export class Office {
  static async open(engine = "sqlite", { where = freshDemo(engine), words = [], environment = {}, port } = {}) {
    const office = new Office();
    office.engine = engine;
    office.where = where;
    office.port = port ?? await freePort();
    office.address = `http://127.0.0.1:${office.port}`;
    office.log = "";
    const started = performance.now();
    // All visitors of a story share one address; the limit of an address has tests of its own.
    const many = words.includes("--requests-per-second") ? [] : ["--requests-per-second", "10000"];
    office.process = spawn(binary, ["serve", "--listen", `127.0.0.1:${office.port}`, ...many, ...words, ...whereArguments(where)],
      { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [office.process.stdout, office.process.stderr]) {
      stream.on("data", (bytes) => { office.log = (office.log + bytes).slice(-200_000); });
    }
    office.gone = new Promise((ended) => office.process.once("exit", (code, signal) => ended({ code, signal })));
    office.ended = false;
    office.gone.then(() => { office.ended = true; });
    for (;;) {
      if (office.ended) throw new Error(`gishe serve ended at once:\n${office.log}`);
      try {
        const answer = await fetch(`${office.address}/healthz`);
        await answer.text();
        if (answer.ok) break;
      } catch { /* not listening yet */ }
      if (performance.now() - started > 30_000) throw new Error(`gishe serve is not ready after 30 s:\n${office.log}`);
      await sleep(20);
    }
    office.readyAfter = performance.now() - started;
    return office;
  }

  /** Starts a server and kills it `milliseconds` later, ready or not. */
  static async startAndKill(where, port, milliseconds) {
    const child = spawn(binary, ["serve", "--listen", `127.0.0.1:${port}`, ...whereArguments(where)], { stdio: "ignore" });
    const gone = new Promise((ended) => child.once("exit", ended));
    await sleep(milliseconds);
    child.kill("SIGKILL");
    await gone;
  }

  async stop() {
    if (!this.ended) this.process.kill("SIGTERM");
    const last = setTimeout(() => this.process.kill("SIGKILL"), 15_000);
    const how = await this.gone;
    clearTimeout(last);
    return how;
  }

  async kill() {
    this.process.kill("SIGKILL");
    return this.gone;
  }

  run(words, options) {
    return gishe(this.where, words, options);
  }
}

/** The demo accounts: e-mail → function and municipality, as demo/accounts.csv says. */
export function demoAccounts() {
  const [head, ...rows] = readFileSync(join(root, "demo/accounts.csv"), "utf8").trim().split("\n").map((line) => line.split(","));
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}
