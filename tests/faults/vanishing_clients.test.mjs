import assert from "node:assert/strict";
import net from "node:net";
import { after, before, test } from "node:test";

import { demoPassword, Office, sleep } from "../stories/office.mjs";
import { Visitor } from "../stories/visitor.mjs";

let office;
before(async () => { office = await Office.open("sqlite"); });
after(async () => { await office?.stop(); });

const connect = () => new Promise((open, failed) => {
  const socket = net.connect(office.port, "127.0.0.1", () => open(socket));
  socket.on("error", failed);
  socket.on("error", () => {});
});

async function answersQuickly(words) {
  const started = performance.now();
  const answer = await new Visitor(office.address).get("/healthz");
  assert.equal(answer.status, 200, words);
  assert.ok(performance.now() - started < 2000, `${words}: /healthz took ${Math.round(performance.now() - started)} ms`);
}

test("forty clients that hang up after a whole request", async () => {
  for (let n = 0; n < 40; ++n) {
    const socket = await connect();
    socket.write(`GET /services HTTP/1.1\r\nHost: 127.0.0.1:${office.port}\r\n\r\n`);
    if (n % 2) socket.resetAndDestroy?.() ?? socket.destroy();
    else socket.destroy();
  }
  await answersQuickly("after forty hang-ups");
});

test("twelve clients that vanish in the middle of a body", async () => {
  for (let n = 0; n < 12; ++n) {
    const socket = await connect();
    socket.write(`POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:${office.port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nemail=officer`);
    await sleep(5);
    socket.resetAndDestroy?.() ?? socket.destroy();
  }
  await answersQuickly("after twelve half bodies");
});

test("a half-sent registration leaves nothing behind", async () => {
  const officer = new Visitor(office.address);
  await officer.signIn("officer@lesichovo.example", demoPassword);
  const page = await officer.get("/people/new");
  const form = page.form("/people");
  const values = { family_name: "Изчезналов", given_name: "Полу" };
  const fields = form.fields.filter(([name]) => !(name in values)).concat(Object.entries(values));
  const body = new URLSearchParams(fields).toString();
  const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const socket = await connect();
  socket.write(`POST ${form.action} HTTP/1.1\r\nHost: 127.0.0.1:${office.port}\r\nOrigin: ${office.address}\r\nSec-Fetch-Site: same-origin\r\n` +
    `Cookie: ${cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, -1)}`);
  await sleep(100);
  socket.destroy();
  assert.deepEqual((await officer.findPeople("Изчезналов")).people, [], "a half request registered somebody");
});

test("forty clients that send byte by byte are cut off, and keep nobody waiting", { timeout: 60_000 }, async () => {
  const started = performance.now();
  const lives = await Promise.all(Array.from({ length: 40 }, async (_, n) => {
    const socket = await connect();
    let got = "";
    socket.on("data", (bytes) => { got += bytes; });
    // Half of them never end their head (10 s), half never their body (30 s, but not under 1 KiB/s).
    if (n % 2) socket.write(`POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:${office.port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\n`);
    const drip = setInterval(() => { if (!socket.destroyed) socket.write(n % 2 ? "x" : "G"); }, 500);
    const closed = new Promise((done) => socket.on("close", done));
    await Promise.race([closed, sleep(40_000)]);
    clearInterval(drip);
    socket.destroy();
    return { after: performance.now() - started, status: got.split(" ")[1] ?? "closed" };
  }).concat((async () => {
    for (let n = 0; n < 8; ++n) {
      await answersQuickly("beside forty slow senders");
      await sleep(1000);
    }
    return { after: 0, status: "reader" };
  })()));
  for (const { after: milliseconds, status } of lives) assert.ok(milliseconds < 36_000, `a slow sender lived ${Math.round(milliseconds)} ms (${status})`);
});

test("a request with Transfer-Encoding is refused before its body", async () => {
  for (const coding of ["chunked", "chunked, identity", "xchunked", "gzip", '"chunked"']) {
    const socket = await connect();
    let got = "";
    socket.on("data", (bytes) => { got += bytes; });
    const closed = new Promise((done) => socket.on("close", done));
    socket.write(`POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:${office.port}\r\nTransfer-Encoding: ${coding}\r\n\r\n5\r\nhello\r\n`);
    await Promise.race([closed, sleep(3000)]);
    assert.match(got, /^HTTP\/1\.1 411 /, `Transfer-Encoding: ${coding} → ${got.split("\r\n")[0]}`);
    assert.match(got, /connection: close/i);
    socket.destroy();
  }
});

test("too much of anything is refused with its own status", async () => {
  const raw = async (bytes) => {
    const socket = await connect();
    let got = "";
    socket.on("data", (part) => { got += part; });
    const closed = new Promise((done) => socket.on("close", done));
    socket.write(bytes);
    await Promise.race([closed, sleep(3000)]);
    socket.destroy();
    return Number(got.split(" ")[1] ?? 0);
  };
  const host = `Host: 127.0.0.1:${office.port}\r\n`;
  assert.ok([414, 400, 431].includes(await raw(`GET /${"x".repeat(9000)} HTTP/1.1\r\n${host}\r\n`)), "a long request line");
  assert.ok([431, 400].includes(await raw(`GET / HTTP/1.1\r\n${host}X: ${"y".repeat(20000)}\r\n\r\n`)), "a long head");
  assert.equal(await raw(`POST /sign-in HTTP/1.1\r\n${host}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99999999\r\n\r\n`), 413, "a long body");
  assert.ok([405, 501, 400].includes(await raw(`TRACE / HTTP/1.1\r\n${host}\r\n`)), "a method we do not know");
  await answersQuickly("after requests that were too long");
});

test("a server told to stop answers what is under way and ends in time", async () => {
  const started = performance.now();
  const how = await office.stop();
  assert.equal(how.code, 0, `exit ${how.code} ${how.signal}\n${office.log.slice(-500)}`);
  assert.ok(performance.now() - started < 11_000);
});
