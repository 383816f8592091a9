// A mail server that keeps what it gets: python3-aiosmtpd of Debian's own Python, printing each letter.
import { spawn } from "node:child_process";

import { freePort, sleep } from "./office.mjs";

export class Sink {
  static async open() {
    const sink = new Sink();
    sink.port = await freePort();
    sink.log = "";
    sink.process = spawn("/usr/bin/python3", ["-u", "-m", "aiosmtpd", "-n", "-l", `127.0.0.1:${sink.port}`, "-c", "aiosmtpd.handlers.Debugging", "stdout"],
      { stdio: ["ignore", "pipe", "pipe"] });
    sink.process.stdout.on("data", (bytes) => { sink.log += bytes; });
    for (let n = 0; n < 100; ++n) {
      try {
        await new Promise((open, failed) => import("node:net").then(({ connect }) => {
          const socket = connect(sink.port, "127.0.0.1", () => { socket.destroy(); open(); });
          socket.on("error", failed);
        }));
        return sink;
      } catch { await sleep(50); }
    }
    throw new Error("aiosmtpd does not listen");
  }

  get letters() {
    return this.log.split("---------- MESSAGE FOLLOWS ----------").slice(1).map((letter) => letter.split("------------ END MESSAGE ------------")[0]);
  }

  async wait(count, milliseconds = 20_000) {
    for (const end = performance.now() + milliseconds; performance.now() < end; await sleep(50)) {
      if (this.letters.length >= count) return this.letters;
    }
    throw new Error(`${this.letters.length} letters came, ${count} were expected`);
  }

  stop() { this.process.kill(); }
}
