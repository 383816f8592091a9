// The harness against a page made for it: forms are read as a browser would send them, axe and the key finder do find things.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";

import { axe, openBrowser, openWindow, scrollsSideways, untranslated } from "./browser.mjs";
import { Sink } from "./sink.mjs";
import { formsOf, textOf, Visitor } from "./visitor.mjs";
import { egn } from "./zone.mjs";

const page = `<!DOCTYPE html><html lang="bg"><head><title>x</title></head><body><main><h1>desk.day.title</h1><img src="x">
<form method="post" action="/a?b=1&amp;c=2"><input type="hidden" name="csrf" value="t&amp;t"><input name="given" value="Иван">
<input type="radio" name="sex" value="m" checked><input type="radio" name="sex" value="f"><input type="checkbox" name="needs" value="x">
<select name="place"><option value="1">а</option><option value="2" selected>б</option></select><textarea name="words">
Ред &lt;1&gt;</textarea><button name="state" value="z">Прати</button></form><p>{{LEFT}}</p><div class="w">.</div></main></body></html>`;
let server, address, got;
before(async () => {
  server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (bytes) => { body += bytes; });
    request.on("end", () => {
      got = { method: request.method, url: request.url, headers: request.headers, body };
      if (request.method === "POST") response.writeHead(303, { location: "/done", "set-cookie": ["k=v; Path=/; HttpOnly", "gone=; Max-Age=0"] }).end();
      else response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
    });
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  address = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

test("a form is read with its values and sent with ours", async () => {
  const [form] = formsOf(page);
  assert.equal(form.action, "/a?b=1&c=2");
  assert.deepEqual(Object.fromEntries(form.fields), { csrf: "t&t", given: "Иван", sex: "m", place: "2", words: "Ред <1>" });
  const visitor = new Visitor(address);
  const done = await visitor.submit(await visitor.get("/"), /^\/a/, { given: "Ана", needs: ["x", "y"], place: null });
  assert.equal(done.address, "/done");
  assert.equal(visitor.cookies.get("k"), "v");
  assert.ok(!visitor.cookies.has("gone"));
  assert.equal(got.headers.cookie, "k=v");
  assert.ok(textOf("<p>а&nbsp;<b>б</b></p>").includes("а"));
  visitor.close();
});

test("axe, missing words and wide pages are found", async () => {
  const browser = await openBrowser();
  try {
    const window = await openWindow(browser, { address }, { width: 320 });
    await window.goto("/");
    assert.ok((await axe(window)).some((line) => line.startsWith("image-alt")));
    assert.deepEqual(new Set(await untranslated(window)), new Set(["desk.day.title", "{{"]));
    assert.equal(await scrollsSideways(window), false);
    await window.evaluate(() => { document.querySelector(".w").style.width = "900px"; });
    assert.equal(await scrollsSideways(window), true);
  } finally {
    await browser.close();
  }
});

test("the sink keeps letters", async () => {
  const sink = await Sink.open();
  try {
    const { connect } = await import("node:net");
    const lines = ["HELO x", "MAIL FROM:<a@x.example>", "RCPT TO:<b@x.example>", "DATA", "Subject: proba\r\n\r\nima otgovor\r\n.", "QUIT"];
    await new Promise((done, failed) => {
      const socket = connect(sink.port, "127.0.0.1");
      socket.on("data", () => { const line = lines.shift(); if (line) socket.write(`${line}\r\n`); });
      socket.on("close", done);
      socket.on("error", failed);
    });
    assert.match((await sink.wait(1))[0], /ima otgovor/);
  } finally {
    sink.stop();
  }
});

test("an invented ЕГН follows the rule", () => {
  assert.equal(egn(1875, 3, 16, { serial: 926 }), "7523169263");  // the published examples
  assert.equal(egn(2005, 10, 29, { serial: 47, woman: false }).slice(0, 6), "055029");
});
