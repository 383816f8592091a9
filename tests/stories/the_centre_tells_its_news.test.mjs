// The centre's manager writes a news item with a picture and publishes it; a resident reads it in three languages, on paper,
// in a feed and a calendar. The picture leaves without the place where it was taken.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { demoPassword, Office } from "./office.mjs";
import { png, sizeOf, withGps } from "./pictures.mjs";
import { Visitor } from "./visitor.mjs";

const manager = "manager@lesichovo.example";
const folder = mkdtempSync(join(tmpdir(), "gishe-news-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const upload = (visitor, page, action, values, file, name = "x.jpg") => visitor.submitFiles(page, action, [["picture", name, file]], values, { stay: true });

/** What another program makes of XML; throws with its complaint when it is not well formed. */
function parsedFeed(xml) {
  writeFileSync(join(folder, "feed.xml"), xml);
  return JSON.parse(execFileSync("python3", ["-c", `
import json, sys, xml.etree.ElementTree as tree
atom = "{http://www.w3.org/2005/Atom}"
feed = tree.parse(sys.argv[1]).getroot()
assert feed.tag == atom + "feed", feed.tag
one = lambda node, name: [child.text for child in node.findall(atom + name)]
print(json.dumps({"id": one(feed, "id"), "title": one(feed, "title"), "updated": one(feed, "updated"), "author": [a.findtext(atom + "name") for a in feed.findall(atom + "author")],
  "self": [l.get("href") for l in feed.findall(atom + "link") if l.get("rel") == "self"],
  "entries": [{n: one(entry, n) for n in ("id", "title", "updated", "published", "summary", "content")} | {"links": [l.get("href") for l in entry.findall(atom + "link")]} for entry in feed.findall(atom + "entry")]}))
`, join(folder, "feed.xml")], { encoding: "utf8" }));
}

describe("the centre tells its news", () => {
  let office, writer, resident, item, address, gallery;
  before(async () => {
    office = await Office.open("sqlite");
    writer = new Visitor(office.address);
    await writer.signIn(manager, demoPassword);
    resident = new Visitor(office.address);
  });
  after(async () => { writer?.close(); resident?.close(); await office?.stop(); });

  test("the manager writes a draft; what lacks is said beside its field and what was typed stays", async () => {
    const form = await writer.get("/newsroom/new");
    const values = { title_bg: "Ден на отворените врати", lead_bg: "Елате на 5 декември.", body_bg: "# Програма\n\n- **10:00** разходка\n- чай <script>alert(1)</script>",
      place_bg: "с. Калугерово", event_from_on: "05.12.2026", event_from_time: "10:00", event_to_time: "9:00",
      title_it: "Porte aperte", lead_it: "Vi aspettiamo il 5 dicembre.", body_it: "Programma." };
    const refused = await writer.submit(form, "/newsroom", values);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /Краят е преди началото/);
    assert.ok(refused.body.includes("Ден на отворените врати") && refused.body.includes("Porte aperte"), "what was typed is gone");
    assert.ok(refused.body.includes("# Програма\n\n- **10:00** разходка\n- чай"), "the lines of the text have run together");
    const saved = await writer.submit(refused, "/newsroom", { event_to_time: "12:30" });
    assert.equal(saved.status, 200);
    item = saved.address.match(/\/newsroom\/([0-9a-f-]{36})/)[1];
    assert.equal((await resident.get(`/news/${item}`)).status, 404, "a draft is open to all");
    assert.match((await writer.get(`/newsroom/${item}/preview`)).text, /Ден на отворените врати/);
  });

  test("a picture needs words; with them it is drawn anew, upright and without the place where it was taken", async () => {
    const demo = await resident.get((await resident.get("/news")).body.match(/\/news\/pictures\/[0-9a-f-]{36}-320\.jpg/)[0].replace("320", "800"));
    const photo = withGps(demo.bytes);
    assert.ok(photo.includes("Exif"));
    const before = sizeOf(demo.bytes);
    const page = await writer.get(`/newsroom/${item}/pictures`);
    const mute = await upload(writer, page, /pictures$/, { caption_bg: "Пред центъра" }, photo);
    assert.equal(mute.status, 422);
    assert.match(mute.text, /Напишете какво се вижда на снимката/);
    assert.match(mute.body, /id="f-alt-bg-error"|id="f-alt_bg-error"/);
    assert.ok(mute.body.includes("Пред центъра"), "the caption is gone");
    const added = await upload(writer, mute, /pictures$/, { alt_bg: "Арка с две фигури", alt_en: "An arch with two figures" }, photo);
    assert.equal(added.status, 303, added.text.slice(0, 600));
    gallery = await writer.follow(added);
    const [src] = gallery.body.match(/\/news\/pictures\/[0-9a-f-]{36}-320\.jpg/);
    assert.equal((await resident.get(src)).status, 404, "a draft's picture is open to all");
    for (const width of [320, 800, 1600]) {
      const { status, bytes, headers } = await writer.get(src.replace("-320", `-${width}`));
      assert.equal(status, 200);
      assert.equal(headers["content-type"], "image/jpeg");
      for (const trace of ["Exif", "GPS", "II*\0", "ICC_PROFILE", "http"]) assert.ok(!bytes.includes(Buffer.from(trace, "latin1")), `${width}: ${trace} is still there`);
      const size = sizeOf(bytes);
      assert.ok(size.width <= width && size.height > size.width, `${width}: ${JSON.stringify(size)}, held upright it was ${before.height} × ${before.width}`);
    }
  });

  test("bad pictures get words, and what was typed stays", async () => {
    const jpeg = (await resident.get((await resident.get("/news")).body.match(/\/news\/pictures\/[0-9a-f-]{36}-320\.jpg/)[0])).bytes;
    const bad = {
      "an SVG with script": [Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), /не е снимка JPEG/],
      "a bomb": [png(60_000, 60_000, Buffer.alloc(1_000_000)), /твърде много точки/],
      "half a picture": [jpeg.subarray(0, jpeg.length / 2), /не е цяла/],
      "a head without a body": [jpeg.subarray(0, 200), /не е цяла/],
      "over 20 MB": [Buffer.concat([jpeg, Buffer.alloc(21 << 20)]), /твърде голяма/],
      "nothing": [Buffer.alloc(0), /Изберете снимка/],
    };
    for (const [name, [bytes, words]] of Object.entries(bad)) {
      const answer = await upload(writer, gallery, /pictures$/, { alt_bg: "Думи, които остават" }, bytes);
      assert.ok(answer.status >= 400 && answer.status < 500, `${name}: ${answer.status}`);
      assert.match(answer.text, words, name);
      assert.ok(answer.body.includes("Думи, които остават"), `${name}: what was typed is gone`);
    }
    // A picture that is also something else keeps only the picture.
    const polyglot = Buffer.concat([jpeg, Buffer.from("<script>alert('polyglot')</script>PK\x03\x04")]);
    const taken = await writer.follow(await upload(writer, gallery, /pictures$/, { alt_bg: "Двулика" }, polyglot));
    const all = [...taken.body.matchAll(/\/news\/pictures\/[0-9a-f-]{36}-320\.jpg/g)].map(([src]) => src);
    assert.ok(!(await writer.get(all.at(-1))).bytes.includes("polyglot"));
  });

  test("40 MB are answered in words, not by a broken connection", async () => {
    const answer = await upload(writer, gallery, /pictures$/, { alt_bg: "Огромна" }, Buffer.alloc(40 << 20, 0xff)).catch((error) => ({ status: 0, text: String(error) }));
    assert.equal(answer.status, 413, answer.text);
  });

  test("published, it is read in three languages with what was written and nothing that runs", async () => {
    const form = await writer.get(`/newsroom/${item}`);
    const done = await writer.submit(form, /state$/, { verb: "publish" });
    assert.match(done.text, /Публикувана/);
    address = (await resident.get("/news")).link(/^\/news\/den-na-otvorenite-vrati-/);
    const bg = await resident.get(address);
    assert.equal(bg.status, 200);
    assert.match(bg.text, /5 декември 2026 г., 10:00–12:30 \(българско време\)/);
    assert.ok(bg.body.includes("<h2>Програма</h2>\n<ul>\n<li><strong>10:00</strong> разходка</li>") && !/<script>alert/.test(bg.body));
    assert.match(bg.body, /<img src="\/news\/pictures\/[^"]+" srcset="[^"]+" sizes="[^"]+" width="\d+" height="\d+" loading="lazy" decoding="async" alt="Арка с две фигури">/);
    const it = await new Visitor(office.address, { language: "it" }).get(address);
    assert.match(it.body, /<h1 lang="it">Porte aperte<\/h1>/);
    const en = await new Visitor(office.address, { language: "en" }).get(address);
    assert.match(en.text, /in Bulgarian only/);
    assert.match(en.body, /<h1 lang="bg">/);
    assert.match(en.body, /alt="An arch with two figures"/);
    assert.equal((await resident.get(`/news/starite-dumi${address.slice(-9)}`, { stay: true })).status, 308, "other words before the code");
  });

  test("pictures may be kept and are asked for again by their tag", async () => {
    const [src] = (await resident.get(address)).body.match(/\/news\/pictures\/[0-9a-f-]{36}-800\.jpg/);
    const first = await resident.get(src);
    assert.match(first.headers["cache-control"], /max-age=\d+/);
    const again = await resident.send("GET", src, { headers: { "if-none-match": first.headers.etag } });
    assert.equal(again.status, 304);
    assert.equal(again.bytes.length, 0);
    const feed = await resident.get("/news/feed.atom");
    assert.equal((await resident.send("GET", "/news/feed.atom", { headers: { "if-none-match": feed.headers.etag } })).status, 304);
  });

  test("search engines are told of every item that is open", async () => {
    assert.ok((await resident.get("/sitemap/pages")).body.includes(`${address}</loc><lastmod>`));
    assert.match((await resident.get(address)).body, /<link rel="canonical" href="[^"]+\/news\/den-na-otvorenite-vrati-/);
  });

  test("on paper the text can be found, and what the picture shows", async () => {
    const pdf = await resident.get(`${address}.pdf`);
    assert.equal(pdf.headers["content-type"], "application/pdf");
    writeFileSync(join(folder, "item.pdf"), pdf.bytes);
    const text = execFileSync("pdftotext", ["-layout", join(folder, "item.pdf"), "-"], { encoding: "utf8" });
    for (const words of ["Ден на отворените врати", "Елате на 5 декември.", "Програма", "Арка с две фигури", "с. Калугерово"]) assert.ok(text.includes(words), `${words} is not on paper:\n${text}`);
    assert.match(execFileSync("pdfimages", ["-list", join(folder, "item.pdf")], { encoding: "utf8" }), /jpeg/);
    writeFileSync(join(folder, "list.pdf"), (await resident.get("/news.pdf")).bytes);
    assert.match(execFileSync("pdftotext", [join(folder, "list.pdf"), "-"], { encoding: "utf8" }), /Ден на отворените врати/);
  });

  test("the feed is RFC 4287 and leads back", async () => {
    const answer = await resident.get("/news/feed.atom");
    assert.match(answer.headers["content-type"], /^application\/atom\+xml/);
    const feed = parsedFeed(answer.body);
    for (const name of ["id", "title", "updated", "author", "self"]) assert.equal(feed[name].length, 1, `${name} of the feed`);
    assert.ok(feed.entries.length > 5);
    for (const entry of feed.entries) {
      for (const name of ["id", "title", "updated"]) assert.equal(entry[name].length, 1, `${name} of an entry`);
      assert.match(entry.id[0], /^urn:uuid:[0-9a-f-]{36}$/);
      assert.match(entry.updated[0], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.equal((await resident.get(new URL(entry.links[0]).pathname, { stay: true })).status, 200);
    }
    assert.equal(new Set(feed.entries.map((entry) => entry.id[0])).size, feed.entries.length);
    assert.ok(feed.entries.some((entry) => entry.title[0] === "Ден на отворените врати"));
  });

  test("the calendar is RFC 5545 with the time of the place", async () => {
    const answer = await resident.get("/news/calendar.ics");
    assert.match(answer.headers["content-type"], /^text\/calendar/);
    for (const line of answer.body.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, `not folded: ${line}`);
    assert.ok(!/[^\r]\n/.test(answer.body), "a line ends with LF alone");
    const lines = answer.body.replace(/\r\n[ \t]/g, "").split("\r\n");
    assert.ok(lines.includes("TZID:Europe/Sofia") && lines.includes("VERSION:2.0") && lines[0] === "BEGIN:VCALENDAR");
    const [own] = (await resident.get(`${address}.ics`)).body.replace(/\r\n[ \t]/g, "").split("BEGIN:VEVENT").slice(1);
    assert.ok(own.includes("DTSTART;TZID=Europe/Sofia:20261205T100000\r\n") && own.includes("DTEND;TZID=Europe/Sofia:20261205T123000\r\n"), own);
    assert.ok(lines.includes("DTSTART;VALUE=DATE:20181211") && lines.includes("DTEND;VALUE=DATE:20181213"), "two whole days of the conference");
  });

  test("readings are counted without a cookie; robots and the house's own people are left out", async () => {
    const read = async (agent, more = {}) => {
      const visitor = new Visitor(office.address);
      const answer = await visitor.send("GET", address, { headers: { "user-agent": agent, ...more } });
      assert.deepEqual(answer.headers["set-cookie"] ?? [], [], "a reader got a cookie");
      visitor.close();
      return Number(answer.text.match(/Прочетена\s+(\d+)/)?.[1] ?? 0);
    };
    const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    const first = await read(firefox);
    assert.equal(await read(firefox), first + 1);
    await read("Googlebot/2.1 (+http://www.google.com/bot.html)");
    await read(firefox, { "sec-purpose": "prefetch" });
    await writer.get(address, { headers: { "user-agent": firefox } });
    assert.equal(await read(firefox), first + 2);
  });

  test("taken back it is a draft again, archived it keeps its address with a note", async () => {
    const change = async (verb) => writer.submit(await writer.get(`/newsroom/${item}`), /state$/, { verb });
    await change("archive");
    assert.match((await resident.get(address)).text, /в архива/);
    assert.ok(!(await resident.get("/news")).body.includes(address));
    assert.ok((await resident.get("/news?archive=yes")).body.includes(address));
    await change("restore");
    await change("unpublish");
    assert.equal((await resident.get(address)).status, 404);
    const [src] = gallery.body.match(/\/news\/pictures\/[0-9a-f-]{36}-320\.jpg/);
    assert.equal((await resident.get(src)).status, 404);
    const history = (await writer.get(`/newsroom/${item}`)).text;
    for (const words of ["Публикувана", "Преместена в архива", "Върната като чернова"]) assert.match(history, new RegExp(words));
  });

  test("a program writes, changes and publishes by the same rules", async () => {
    const machine = new Visitor(office.address, { token: office.run(["token", manager, "--sensitive"]).trim().split(/\s+/).at(-1) });
    const texts = [{ language: "bg", title: "От програма", lead: "Увод.", body: "Текст.", links: [{ address: "/services", words: "Услуги" }] }];
    const bare = await machine.api("POST", "/api/v1/news", { texts: [{ language: "it", title: "Solo italiano" }] }, { key: "news-bare" });
    assert.equal(bare.status, 422, bare.body);
    const made = await machine.api("POST", "/api/v1/news", { texts, event: { from_on: "2026-12-05", from_time: "10:00", zone: "Europe/Rome" } }, { key: "news-1" });
    assert.equal(made.status, 201, made.body);
    assert.equal((await machine.api("POST", "/api/v1/news", { texts, event: { from_on: "2026-12-05", from_time: "10:00", zone: "Europe/Rome" } }, { key: "news-1" })).json.id, made.json.id);
    const path = `/api/v1/news/${made.json.id}`;
    assert.equal((await resident.api("GET", path)).status, 404, "a draft is open to all");
    texts.push({ language: "en", title: "From a program" });
    const changed = await machine.api("PUT", path, { texts, version: made.json.version }, { key: "news-2" });
    assert.equal(changed.status, 200, changed.body);
    assert.equal((await machine.api("PUT", path, { texts, version: made.json.version }, { key: "news-3" })).status, 409);
    const open = await machine.api("POST", `${path}/state`, { verb: "publish", version: changed.json.version }, { key: "news-4" });
    assert.equal(open.json.state, "published", open.body);
    const seen = (await resident.api("GET", path)).json;
    assert.deepEqual(seen.texts.map((text) => text.language), ["bg", "en"]);
    assert.deepEqual(seen.texts[0].links, [{ address: "/services", words: "Услуги" }]);
    assert.equal((await machine.api("POST", `${path}/state`, { verb: "unpublish", version: open.json.version }, { key: "news-5" })).status, 200);
    machine.close();
  });

  test("the old seeds are told with their dates and numbers", async () => {
    const list = await resident.api("GET", "/api/v1/news?limit=50");
    const texts = JSON.stringify(list.json);
    for (const fact of ["BG05M9OP001-4.003-0006-C01", "BG05SFPR002-2.003-0054", "2018-12-11", "2018-12-12", "2020-12-15", "2024-06-11", "63 участници", "хотел „Перла“", "хотел „Форум“"]) {
      assert.ok(texts.includes(fact), fact);
    }
  });
});
