// A provider changes its telephone at once and its fee by a second person; a reported number is mended; two entries that
// are one become one, and the old address still leads to the service.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";
import { isoInDays } from "./zone.mjs";

const service = "01980000-0000-7000-8000-00000000c004";  // assistant support in Лесичово; a fee already waits in the demo
const other = "01980000-0000-7000-8000-00000000c001";    // the demo's reported telephone
const closing = "01980000-0000-7000-8000-00000000c005";  // home help of „Добри съседи“
const double = "01980000-0000-7000-8000-00000000d004";   // came by an import, the same as `service`

for (const { engine, skip } of engines) {
  describe(`an entry is kept right (${engine})`, { skip }, () => {
    let office;
    const who = {};
    const as = async (email) => {
      if (who[email]) return who[email];
      who[email] = new Visitor(office.address);
      if (email) await who[email].signIn(email, demoPassword);
      return who[email];
    };
    const id = (sql) => ask(office.where, sql)[0][0];
    const provider = () => as("assistent@lesichovo.example");
    const editor = () => as("editor@lesichovo.example");
    const second = () => as("second-editor@lesichovo.example");
    const publicPage = async (which) => (await as("")).get(`/services/${which}`);

    before(async () => { office = await Office.open(engine); });
    after(async () => {
      for (const visitor of Object.values(who)) visitor.close();
      await office?.stop();
    });

    test("a telephone changes at once, with one tap a place is gone and comes back", async () => {
      const her = await provider();
      await her.submit(await her.get(`/provider/services/${service}`), /\/contact$/, { phone: "0350 00-77-04" });
      assert.match((await publicPage(service)).text, /0350 00-77-04/);
      const list = await her.get("/provider/services");
      const before = Number(list.body.match(/<b>(\d+)<\/b>/)[1]);
      const form = list.form(`/services/${service}/capacity`);
      const tapped = await her.submit(list, `/services/${service}/capacity`, { places_free: before - 1 });
      assert.match(tapped.text, new RegExp(`${before} → ${before - 1}`));
      assert.ok(form.fields.length > 0);
      const undone = await her.submit(tapped, `/services/${service}/capacity`, { places_free: before });
      assert.equal(Number(undone.body.match(/<b>(\d+)<\/b>/)[1]), before);
    });

    test("a fee waits for a second person; who proposed it cannot publish it", async () => {
      const waiting = id("SELECT id FROM entry_change WHERE municipality = 'PAZ14' AND state = 'waiting' ORDER BY id LIMIT 1");
      assert.match((await (await provider()).get(`/provider/services/${service}/change`)).text, /чака втори човек/);
      assert.doesNotMatch((await publicPage(service)).text, /По тарифа/);
      assert.equal((await (await as("editor@peshtera.example")).get(`/editor/changes/${waiting}`)).status, 404);
      const his = await second();
      const page = await his.get(`/editor/changes/${waiting}`);
      assert.match(page.text, /Такса според дохода/);
      assert.match(page.text, /По тарифа/);
      await his.submit(page, /\/publication$/);
      assert.match((await publicPage(service)).text, /По тарифа/);

      const hers = await editor();
      const sent = await hers.submit(await hers.get(`/provider/services/${other}/change`), /\/change$/, { fees: "Безплатно за всички." });
      assert.match(sent.text, /чака втори човек/);
      const own = id("SELECT id FROM entry_change WHERE municipality = 'PAZ14' AND state = 'waiting' ORDER BY id DESC LIMIT 1");
      const review = await hers.get(`/editor/changes/${own}`);
      assert.match(review.text, /Публикува я друг/);
      assert.equal(review.forms.some((form) => /publication/.test(form.action)), false);
      const { csrf } = Object.fromEntries(sent.form(/withdrawal$/).fields);
      assert.equal((await hers.post(`/editor/changes/${own}/publication`, { csrf, version: 1, form_key: "mine" })).status, 403);
      await his.submit(await his.get(`/editor/changes/${own}`), /\/publication$/);
      assert.match((await publicPage(other)).text, /Безплатно за всички/);
    });

    test("somebody reports a wrong number, the editor mends it", async () => {
      const anybody = await as("");
      const thanked = await anybody.submit(await anybody.get(`/services/${service}/report`), /\/report$/, { what: "phone", words: "Вярният е 0350 00-77-05" });
      assert.match(thanked.text, /Благодарим/);
      const hers = await editor();
      const list = await hers.get("/editor");
      const report = id("SELECT id FROM entry_report WHERE municipality = 'PAZ14' ORDER BY id DESC LIMIT 1");
      assert.ok(list.links.includes(`/editor/reports/${report}`));
      assert.equal((await (await as("editor@peshtera.example")).get(`/editor/reports/${report}`)).status, 404);
      const taken = await hers.submit(await hers.get(`/editor/reports/${report}`), /\/taking$/);
      assert.match(taken.text, /0350 00-77-05/);
      await hers.submit(await hers.get(taken.link(/\/provider\/services\//)), /\/contact$/, { phone: "0350 00-77-05" });
      await hers.submit(await hers.get(`/editor/reports/${report}`), /\/mending$/);
      assert.match((await publicPage(service)).text, /0350 00-77-05/);
      assert.equal((await hers.get("/editor")).links.includes(`/editor/reports/${report}`), false);
    });

    test("a place is suspended with words, found with them, and opened again by a second person", async () => {
      const her = await provider();
      const asked = await her.submit(await her.get(`/provider/services/${service}/suspension`), /\/suspension$/, { until: isoInDays(30).split("-").reverse().join("."), stopped_words: "Ремонт. Обадете се на съседите." });
      assert.match(asked.text, /Изпраща се на редактора/);
      assert.doesNotMatch((await publicPage(service)).text, /Ремонт/, "nothing has happened yet");
      await her.submit(asked, /\/suspension$/);
      const waiting = id("SELECT id FROM entry_change WHERE municipality = 'PAZ14' AND state = 'waiting' ORDER BY id DESC LIMIT 1");
      const hers = await editor();
      const review = await hers.get(`/editor/changes/${waiting}`);
      assert.match(review.text, /Спряна временно/);
      await hers.submit(review, /\/publication$/);
      const anybody = await as("");
      const page = await publicPage(service);
      assert.match(page.text, /Временно не работи до/);
      assert.match(page.text, /Обадете се на съседите/);
      assert.match((await anybody.get("/services?q=асистентска&municipality=PAZ14")).text, /Обадете се на съседите/);
      assert.equal((await anybody.api("GET", `/api/v1/services/${service}`)).json.status, "suspended");
      const { status, alert } = (await anybody.api("GET", `/hsds/services/${service}`)).json;
      assert.equal(status, "temporarily closed");
      assert.match(alert, /Ремонт/);
      const opening = await hers.submit(await hers.get(`/provider/services/${service}/reopening`), /\/reopening$/);
      await hers.submit(opening, /\/reopening$/);
      const reopening = id("SELECT id FROM entry_change WHERE municipality = 'PAZ14' AND state = 'waiting' ORDER BY id DESC LIMIT 1");
      const his = await second();
      await his.submit(await his.get(`/editor/changes/${reopening}`), /\/publication$/);
      assert.doesNotMatch((await publicPage(service)).text, /Временно не работи/);
    });

    test("a closed entry leaves the lists, and its address says where to go", async () => {
      const hers = await editor();
      const shown = await hers.submit(await hers.get(`/provider/services/${closing}/closure`), /\/closure$/, { stopped_words: "Помага съседската организация.", replaced_by: service });
      assert.match(shown.text, /Помага съседската/);
      assert.match((await hers.submit(shown, /\/closure$/)).text, /Услугата е закрита/);
      const anybody = await as("");
      const gone = await anybody.get(`/services/${closing}`);
      assert.equal(gone.status, 410);
      assert.match(gone.text, /Помага съседската организация/);
      assert.ok(gone.links.includes(`/services/${service}`));
      const api = await anybody.api("GET", `/api/v1/services/${closing}`);
      assert.equal(api.status, 410);
      assert.equal(api.json.replaced_by, service);
      assert.doesNotMatch((await anybody.get("/services?q=добри+съседи")).body, new RegExp(closing));
      assert.doesNotMatch((await anybody.get("/hsds/services?per_page=200")).body, new RegExp(closing));
    });

    test("two that are one are merged; the old address leads to the service, and it can be undone", async () => {
      const hers = await editor();
      const pair = id("SELECT id FROM entry_pair WHERE municipality = 'PAZ14' AND state = 'open' AND kind = 'service' ORDER BY id LIMIT 1");
      const page = await hers.get(`/editor/duplicates/${pair}`);
      assert.equal((await (await as("editor@peshtera.example")).get(`/editor/duplicates/${pair}`)).status, 404);
      const merged = await hers.submit(page, /\/merge$/, { keep: service, take_hours: double });
      assert.match(merged.text, /Обединени/);
      const anybody = await as("");
      const old = await anybody.get(`/services/${double}`, { stay: true });
      assert.equal(old.status, 301);
      assert.equal(old.location, `/services/${service}`);
      const api = await anybody.api("GET", `/api/v1/services/${double}`);
      assert.equal(api.status, 301);
      assert.equal(api.json.merged_into, service);
      assert.match((await publicPage(double)).text, /9:00–17:00/);
      await hers.submit(merged, /\/undo$/);
      assert.equal((await anybody.get(`/services/${double}`)).status, 404);
      assert.match((await publicPage(service)).text, /8:30–17:00/);
    });
  });
}
