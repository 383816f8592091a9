// A PostgreSQL of the test's own, to be killed and started again.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freePort } from "../stories/office.mjs";

const programs = process.env.PG_BIN ?? "/usr/lib/postgresql/15/bin";

export class OwnPostgres {
  static async open() {
    const own = new OwnPostgres();
    own.folder = mkdtempSync(join(tmpdir(), "gishe-own-pg-"));
    own.port = await freePort();
    own.url = `postgresql://gishe@127.0.0.1:${own.port}/gishe`;
    own.as = [];
    if (process.getuid() === 0) { // initdb refuses root
      const id = (which) => Number(execFileSync("id", [which, "postgres"], { encoding: "utf8" }));
      own.as = ["setpriv", `--reuid=${id("-u")}`, `--regid=${id("-g")}`, "--clear-groups"];
      chmodSync(own.folder, 0o755);
      mkdirSync(join(own.folder, "home"));
      chownSync(join(own.folder, "home"), id("-u"), id("-g"));
    } else mkdirSync(join(own.folder, "home"));
    own.home = join(own.folder, "home");
    own.program("initdb", ["-D", "data", "-U", "gishe", "-A", "trust", "--locale=C", "--encoding=UTF8", "--no-sync"]);
    own.start();
    execFileSync("psql", ["-Xq", "-d", own.url.replace(/gishe$/, "postgres"), "-c", "CREATE ROLE gishe_office LOGIN", "-c", "CREATE DATABASE gishe OWNER gishe_office"]);
    return own;
  }

  program(name, words) {
    const [first, ...rest] = [...this.as, join(programs, name), ...words];
    const done = spawnSync(first, rest, { cwd: this.home, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
    if (done.status !== 0) throw new Error(`${name}: ${done.status} ${done.stderr}`);
  }

  start() {
    this.program("pg_ctl", ["-D", "data", "-l", "server.log", "-w", "-t", "60", "-o", `-h 127.0.0.1 -p ${this.port} -k ${this.home} -c max_connections=100`, "start"]);
  }

  /** "immediate": every process of it at once, without a checkpoint, as when the machine's power goes but its disk stays. */
  stop(mode) {
    this.program("pg_ctl", ["-D", "data", "-m", mode, "-w", "-t", "60", "stop"]);
  }

  close() {
    try { this.stop("immediate"); } catch { /* it is down already */ }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
