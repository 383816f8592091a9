// J8, its second half: objectives and measures whose sums add up, a consultation in which anybody speaks and is answered, five
// councils of which one says no, the signature and the paper; in Chromium, and every sum computed here again from the tables.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { axe, fill, openBrowser, openWindow, press, scrollsSideways, shot, signIn, untranslated } from "./browser.mjs";
import { engines, Office } from "./office.mjs";
import { ask, change, wordsOfPdf } from "./records.mjs";
import { signedIn } from "./visitor.mjs";

const planner = "planner@lesichovo.example";
const towns = { PAZ06: "Брацигово", PAZ14: "Лесичово", PAZ21: "Пещера", PAZ32: "Стрелча", PAZ39: "Сърница" };
const mayors = { PAZ06: "bratsigovo", PAZ14: "lesichovo", PAZ21: "peshtera", PAZ32: "strelcha", PAZ39: "sarnitsa" };
const today = () => new Date().toLocaleDateString("bg", { timeZone: "Europe/Sofia", day: "2-digit", month: "2-digit", year: "numeric" }).replace(/ г\.$/, "");

/** "19 818,46 €" in cents; nothing is 0. */
const cents = (text) => Number(text.replace(/[^\d]/g, "") || 0);

/** Rows of the nth table of a section: its first cell → the others. */
const tableOf = (page, selector, nth = 0) => page.locator(`${selector} table`).nth(nth).evaluate((table) =>
  Object.fromEntries([...table.querySelectorAll("tbody tr")].map((row) => [row.querySelector("th").textContent.trim(), [...row.querySelectorAll("td")].map((cell) => cell.textContent.trim())])));

/** Whole parts by the largest remainder, the other way than the house does it: cent after cent to who lacks most. */
function divided(whole, weights) {
  const all = weights.reduce((a, b) => a + b, 0);
  const even = all ? weights : weights.map(() => 1), sum = all || weights.length;
  const parts = even.map((w) => Number((BigInt(whole) * BigInt(w)) / BigInt(sum)));
  const lacks = even.map((w, i) => [Number((BigInt(whole) * BigInt(w)) % BigInt(sum)), i]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (let left = whole - parts.reduce((a, b) => a + b, 0), i = 0; left > 0; --left, ++i) ++parts[lacks[i][1]];
  return parts;
}

/** What each municipality of a plan pays in each year, from the tables alone. */
function sharesFromTables(where, plan) {
  const absent = ask(where, `SELECT member FROM zone_council_decision WHERE plan_id = ${id(where, plan)} AND joins = 0`).map(([m]) => m);
  const taking = Object.keys(towns).filter((code) => !absent.includes(code));
  const people = Object.fromEntries(ask(where, "SELECT code, population FROM municipality").map(([code, n]) => [code, Number(n)]));
  const shares = Object.fromEntries(Object.keys(towns).map((code) => [code, {}]));
  for (const [measure, key, year, sum] of ask(where, `SELECT m.id, m.share_key, y.year, y.cents FROM zone_measure m JOIN zone_measure_money y ON y.measure_id = m.id WHERE m.plan_id = ${id(where, plan)} AND y.line = 'municipal'`)) {
    const places = Object.fromEntries(ask(where, `SELECT member, places FROM zone_measure_places WHERE measure_id = ${id(where, measure)} AND year = ${year}`).map(([code, n]) => [code, Number(n)]));
    const parts = divided(Number(sum), taking.map((code) => (key === "population" ? people[code] : key === "use" ? places[code] ?? 0 : 1)));
    taking.forEach((code, i) => { shares[code][year] = (shares[code][year] ?? 0) + parts[i]; });
  }
  return shares;
}
/** An id as it is written in SQL on this engine. */
const id = (where, text) => (where.url ? `'${text}'` : `x'${text.replaceAll("-", "")}'`);

for (const { engine, skip } of engines) {
  describe(`five mayors sign a plan (${engine})`, { skip, timeout: 300_000 }, () => {
    let office, browser, page, plan;
    const at = (path = "") => `/zones/plans/${plan}${path}`;
    const text = async () => (await page.innerText("main")).replace(/[\u00a0\u202f]/g, " ");
    const faultless = async (where) => {
      assert.deepEqual(await axe(page), [], where);
      assert.deepEqual(await untranslated(page), [], where);
      assert.equal(await scrollsSideways(page), false, where);
    };
    /** Somebody else's window for a while. */
    const as = async (email, act, settings = {}) => {
      const other = await openWindow(browser, office, settings);
      try {
        if (email) await signIn(other, email);
        return await act(other);
      } finally {
        await other.context().close();
      }
    };
    const takeStep = async (to, values = {}) => {
      await page.goto(at("/approval"));
      const form = `form:has(input[name="to"][value="${to}"])`;
      for (const [name, value] of Object.entries(values)) await page.fill(`${form} [name="${name}"]`, value);
      await press(page, `${form} button`);
    };
    const sumsAreTrue = async () => {
      await page.goto(at("/programme"));
      const shown = await tableOf(page, "section[aria-labelledby=sums]", 1);
      const counted = sharesFromTables(office.where, plan);
      for (const [code, name] of Object.entries(towns))
        assert.deepEqual(shown[name].map(cents), [2030, 2031, 2032].map((year) => counted[code][year] ?? 0).concat(Object.values(counted[code]).reduce((a, b) => a + b, 0)), name);
      const lines = ask(office.where, `SELECT line, year, SUM(cents) FROM zone_measure_money WHERE plan_id = ${id(office.where, plan)} GROUP BY line, year`);
      const of = (line, year) => Number(lines.find(([l, y]) => l === line && Number(y) === year)?.[2] ?? 0);
      const payers = await tableOf(page, "section[aria-labelledby=sums]", 0);
      for (const [line, label] of [["state", "Държавно делегирана дейност"], ["municipal", "Общините заедно"], ["cost", "Струва"]])
        assert.deepEqual(payers[label].slice(0, 3).map(cents), [2030, 2031, 2032].map((year) => of(line, year)), label);
      return counted;
    };
    const start = async () => {
      office = await Office.open(engine, { where: office?.where });
      browser ??= await openBrowser();
      page = await openWindow(browser, office);
      await signIn(page, planner);
    };
    before(start);
    after(async () => { await browser?.close(); await office?.stop(); });

    test("1 the planner opens a plan and writes an objective and two measures; what does not add up is named", async () => {
      await page.goto("/zones/plans/new");
      for (const [name, value] of Object.entries({ name: "План на петте общини", first_year: "2030", last_year: "2032" })) await fill(page, name, value);
      for (const code of Object.keys(towns).filter((c) => c !== "PAZ14")) await fill(page, "members", code);
      await press(page);
      plan = new URL(page.url()).pathname.split("/").at(-1);
      await takeStep("profile");
      await takeStep("drafting");
      await page.goto(at("/programme"));
      assert.match(await text(), /Планът още няма цели/);
      await page.goto(at("/objectives/new"));
      await press(page);
      assert.match(await text(), /Има какво да поправите/);
      await fill(page, "name", "Всяко дете стига до рехабилитация за 30 минути");
      await fill(page, "need", "Насочванията без място са най-много за деца.");
      await fill(page, "need_of_community", "Родителите: пътят е дълъг.");
      await faultless("an objective with a fault");
      await press(page);
      assert.match(await text(), /няма мярка/);

      const measure = async (values) => {
        await page.goto(at("/measures/new"));
        await page.selectOption("[name=objective]", { index: 1 });
        for (const [name, value] of Object.entries(values)) await fill(page, name, value);
        await press(page);
      };
      const common = { target_group: "деца с увреждания", owner: "директор", indicator_1: "Деца, които чакат", indicator_source_1: "регистър", baseline_1: "14", target_1: "0,5" };
      await measure({ ...common, name: "Зала в Пещера и Сърница", service_type: "therapy_rehabilitation", lead: "PAZ21", share_key: "use",
        PAZ21_2030: "седем", cost_2030: "100 000", state_2030: "90 000", municipal_2030: "9 999,99" });
      assert.match(await text(), /Пещера, 2030: Напишете число/);
      assert.equal(await page.inputValue("[name=cost_2030]"), "100 000", "what was typed stays");
      assert.deepEqual(await axe(page), []);
      await shot(page, `plan_measure_with_a_fault_${engine}`);
      for (const [name, value] of Object.entries({ PAZ21_2030: "20", PAZ21_2031: "20", PAZ39_2031: "7", PAZ39_2032: "7", cost_2031: "100000,01", municipal_2031: "100000,01" })) await fill(page, name, value);
      await press(page);
      assert.match(await text(), /2030: за 0,01 € няма кой да плати/);
      await page.goto(await page.getAttribute("a[href*='/measures/0']", "href"));
      await fill(page, "municipal_2030", "10000");
      await press(page);
      assert.match(await text(), /Сметките излизат/);
      await measure({ ...common, name: "Подвижен екип", service_type: "information_counselling", lead: "PAZ14", share_key: "population", cost_2031: "1000,01", municipal_2031: "1000,01" });
      assert.match(await text(), /Сметките излизат/);
      await sumsAreTrue();
    });

    test("2 without the seven points no assembly adopts it; somebody else's words are not overwritten", async () => {
      await page.goto(at("/text"));
      for (const point of "bcdefg") await fill(page, point, `Точка ${point}: казано.`);
      const second = await signedIn(office, planner);
      const form = await second.get(at("/text"));
      await press(page);
      assert.equal((await second.submit(form, /\/text$/, { b: "друго" })).status, 409, "she began with another text");
      second.close();
      await page.goto(at("/programme"));
      assert.match(await text(), /Точка g: казано/);
      await faultless("the programme");
      await shot(page, `plan_programme_${engine}`);
    });

    test("2 a working table leaves its minutes", async () => {
      await page.goto(at("/tables"));
      assert.match(await text(), /Още няма протокол/);
      await press(page, "main details.action form button");
      assert.match(await text(), /Има какво да поправите/);
      await page.fill("[name=held_on]", today());
      await page.fill("[name=topic]", "Пътят от Сърница");
      await page.fill("textarea[name=minutes]", "Казано: пътят е дълъг.\nПредложено: обща кола.");
      await page.fill("[name=present_resident]", "7");
      await page.fill("[name=present_provider]", "2");
      await faultless("the minutes of a working table");
      await press(page, "main details.action form button");
      assert.match(await text(), /Протоколът е записан/);
      assert.match(await text(), /Жител[^:]*: 7; доставчик[^:]*: 2/);
      await as("mayor@peshtera.example", async (window) => {
        await window.goto(at("/tables"));
        assert.match(await window.innerText("main"), /Пътят от Сърница/);
        assert.equal(await window.locator("main form").count(), 0, "a member reads along");
      });
    });

    test("3 for a month anybody speaks, without a name; nothing is shown before it was read, and everything is answered", async () => {
      await takeStep("consultation", { day: today() });
      assert.match(await text(), /Обсъждането трае поне до/);
      const last = await page.inputValue('form:has(input[name="to"][value="consultation"]) [name=day]');
      assert.equal(last, today());
      await page.goto(at("/approval"));
      await press(page, 'form:has(input[name="to"][value="consultation"]) button');
      assert.match(await text(), /мнения до/);
      assert.equal((await page.request.post(office.address + at("/objectives"), { form: {} })).status() >= 400, true);
      await as(null, async (phone) => {
        await phone.goto("/consultations");
        await phone.click("a[href^='/consultations/0']");
        assert.match(await phone.innerText("main"), /Tavoli di lavoro[\s\S]*Пътят от Сърница/i);
        assert.equal(await scrollsSideways(phone), false);
        await press(phone);
        assert.match(await phone.innerText("main"), /C’è qualcosa da correggere|Occorre|Scelga|vuoto/);
        await fill(phone, "body", "Скриваният път от Сърница е дълъг.");
        await fill(phone, "kind", "resident");
        assert.deepEqual(await axe(phone), []);
        assert.deepEqual(await untranslated(phone), []);
        await press(phone);
        await phone.waitForLoadState("load");
        assert.doesNotMatch(await phone.innerText("main"), /Скриваният/, "shown before anybody read it");
      }, { language: "it", width: 320 });
      await takeStep("revised");
      assert.match(await text(), /Мнения се приемат до/);
      assert.match(await text(), /Има мнения без отговор: 1/);
      await page.goto(at("/comments"));
      await page.click("details.action summary");
      await press(page, "details.action form button");
      assert.match(await text(), /Има какво да поправите/);
      await page.fill("textarea[name=answer]", "Подвижният екип ще идва всяка седмица.");
      await page.check('[name=changed][value=yes]');
      await faultless("answering a comment");
      await press(page, "details.action form button");
      await as(null, async (anybody) => {
        await anybody.goto(`/consultations/${plan}`);
        const said = await anybody.innerText("main");
        assert.match(said, /Скриваният път/);
        assert.match(said, /the plan was changed/);
        assert.match(said, /всяка седмица/);
      }, { language: "en" });
      const { where } = office;
      await office.stop();
      change(where, `UPDATE zone_plan SET comments_until = '2026-01-31' WHERE id = ${id(where, plan)}`);
      await start();
      await takeStep("revised");
      assert.match(await text(), /преработен/);
    });

    test("4 the assembly adopts; four councils join, one does not, and the plan is reckoned again", async () => {
      await takeStep("adopted_by_assembly", { day: today(), number: "3" });
      assert.match(await text(), /№ 3/);
      const decide = (code, joins) => as(`mayor@${mayors[code]}.example`, async (window) => {
        await window.goto(at("/approval"));
        if (joins === "yes" && code === "PAZ06") {
          await press(window, "#council form button");
          assert.match(await window.innerText("main"), /Има какво да поправите/);
          assert.deepEqual(await axe(window), []);
        }
        await window.check(`[name=joins][value=${joins}]`);
        await window.fill("#council [name=number]", "77");
        await window.fill("#council [name=decided_on]", today());
        await press(window, "#council form button");
        assert.match(await window.innerText("main"), joins === "yes" ? /участва/ : /не участва/);
        assert.equal((await window.goto(at("/objectives/new"))).status(), 403, "a mayor writes no plan");
      });
      const parts = await sumsAreTrue();
      for (const code of ["PAZ06", "PAZ14", "PAZ21", "PAZ32"]) await decide(code, "yes");
      assert.equal(Number(ask(office.where, `SELECT SUM(cents) FROM zone_council_money WHERE plan_id = ${id(office.where, plan)} AND member = 'PAZ21'`)[0][0]),
        Object.values(parts.PAZ21).reduce((a, b) => a + b, 0), "its part by the plan stood in the form");
      await takeStep("approved_by_councils");
      assert.match(await text(), /Съвети, които още не са решили: 1/);
      await decide("PAZ39", "no");
      await takeStep("approved_by_councils");
      const again = await sumsAreTrue();
      assert.deepEqual(again.PAZ39, {});
      assert.match(await text(), /7 места са в Сърница, която не участва/);
      assert.match(await text(), /съветът дава с .* по-малко/);
      await takeStep("signed", { day: today(), number: "1" });
      assert.match(await text(), /Сметките на плана не излизат/);
      await page.goto(at("/programme"));
      await page.goto(await page.getAttribute("a[href*='/measures/0']", "href"));
      for (const cell of ["PAZ39_2031", "PAZ39_2032"]) await fill(page, cell, "");
      await press(page);
      for (const code of ["PAZ06", "PAZ14", "PAZ21", "PAZ32"]) await as(`mayor@${mayors[code]}.example`, async (window) => {
        await window.goto(at("/approval"));
        const part = sharesFromTables(office.where, plan)[code];
        for (const year of [2030, 2031, 2032]) await window.fill(`#council [name=gives_${year}]`, String((part[year] ?? 0) / 100).replace(".", ","));
        await press(window, "#council form button");
        assert.match(await window.innerText("main"), /Решението е въведено/);
      });
      await page.goto(at("/programme"));
      assert.match(await text(), /Сметките излизат/);
      await takeStep("signed", { day: today(), number: "1" });
      await takeStep("in_force");
      assert.match(await text(), /в сила/);
      await faultless("the plan's way");
      await shot(page, `plan_approval_${engine}`);
    });

    test("5 the paper says the same, and names who does not take part", async () => {
      const sums = await sumsAreTrue();
      const paper = wordsOfPdf(await (await page.request.get(office.address + at("/plan.pdf"))).body());
      const plain = paper.replace(/[\u00a0\u202f]/g, " ");
      for (const [code, name] of Object.entries(towns).filter(([c]) => c !== "PAZ39")) {
        const whole = Object.values(sums[code]).reduce((a, b) => a + b, 0);
        const said = `${Math.floor(whole / 100).toString().replace(/\B(?=(\d{3})+$)/g, " ")},${String(whole % 100).padStart(2, "0")} €`;
        assert.ok(plain.includes(said), `${name}: ${said}\n${plain}`);
        assert.ok(plain.includes(`Кмет на община ${name}`));
      }
      assert.match(plain, /Сърница +не участва/);
      assert.doesNotMatch(plain, /Кмет на община Сърница/);
      assert.match(plain, /Точка g: казано/);
    });

    test("5 each municipality's annual paper: its places and what it pays, to the cent", async () => {
      const sums = await sumsAreTrue();
      const one = async (code, year) => page.request.get(office.address + at(`/annual.pdf?member=${code}&year=${year}`));
      let paid = 0;
      for (const [code, name] of Object.entries(towns).filter(([c]) => c !== "PAZ39")) for (const [year, cents] of Object.entries(sums[code])) {
        const plain = wordsOfPdf(await (await one(code, year)).body()).replace(/[\u00a0\u202f]/g, " ").replace(/\s+/g, " ");
        assert.ok(plain.includes(`община ${name} за ${year} г.`), plain);
        const said = `${Math.floor(cents / 100).toString().replace(/\B(?=(\d{3})+$)/g, " ")},${String(cents % 100).padStart(2, "0")} €`;
        assert.ok(plain.includes(`Общо ${said}`) || (cents === 0 && !plain.includes("Общо")), `${name} ${year}: ${said}\n${plain}`);
        assert.doesNotMatch(plain, /Кризисен център|Държавно гише/);
        paid += cents;
      }
      assert.ok(paid > 0);
      assert.equal((await one("PAZ39", Object.keys(sums.PAZ14)[0])).status(), 404, "who does not take part has none");
      assert.equal((await one("PAZ14", 1999)).status(), 404);
      assert.equal((await one("SOF01", Object.keys(sums.PAZ14)[0])).status(), 404);
    });

    test("6 in three languages, wide and narrow, nothing is left out and nothing runs over the edge", async () => {
      for (const language of ["bg", "it", "en"]) for (const width of [1440, 320]) await as(planner, async (window) => {
        for (const path of ["", "/programme", "/approval", "/comments", "/tables"]) {
          await window.goto(at(path));
          assert.deepEqual(await untranslated(window), [], `${language} ${path}`);
          assert.equal(await scrollsSideways(window), false, `${language} ${width} ${path}`);
        }
      }, { language, width });
    });

    test("7 half a year later: what is behind needs an answer, and every member reads it", async () => {
      await page.goto(at("/monitoring"));
      assert.match(await text(), /Първото полугодие на плана започва на 01\.01\.2030/);
      const { where } = office;
      await office.stop();
      change(where, `UPDATE zone_plan SET first_year = ${new Date().getFullYear()} WHERE id = ${id(where, plan)}`);
      await start();
      await page.goto(at("/monitoring"));
      const [actual] = await page.locator("input[name^=actual_]").evaluateAll((all) => all.map((field) => field.name));
      await fill(page, actual, "14,5");
      await press(page);
      assert.match(await text(), /Показателят изостава: напишете какво се прави/);
      assert.equal(await page.inputValue(`[name=${actual}]`), "14,5");
      await faultless("a figure that is behind");
      await fill(page, actual.replace("actual", "action"), "Още един терапевт от март.");
      await press(page);
      assert.match(await text(), /изостава/);
      await shot(page, `plan_monitoring_${engine}`);
      await as("mayor@peshtera.example", async (mayor) => {
        await mayor.goto(at("/monitoring"));
        assert.match(await mayor.innerText("main"), /Още един терапевт от март/);
        assert.equal(await mayor.locator("main form").count(), 0);
        assert.deepEqual(await axe(mayor), []);
        assert.equal(await scrollsSideways(mayor), false);
      }, { width: 320 });
    });
  });
}
