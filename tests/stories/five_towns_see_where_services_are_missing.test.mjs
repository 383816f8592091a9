// J8, its first half: figures come in with a report, need stands against supply, and the planner says with a proof where one more
// service would reach the most people. Every figure is computed here again, by another way, from the tables.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { demoPassword, engines, Office } from "./office.mjs";
import { ask } from "./records.mjs";
import { Visitor } from "./visitor.mjs";

const members = ["PAZ06", "PAZ14", "PAZ21", "PAZ32", "PAZ39"];
const kinds = ["information_counselling", "advocacy_mediation", "community_work", "therapy_rehabilitation", "skills_training",
  "work_skills_support", "day_care", "residential_care", "shelter", "assistant_support"];
const list = members.map((code) => `'${code}'`).join(", ");

/** Cells of a table's rows by their labels; the first one is the row's name. */
function rowsOf(answer, nth = 0) {
  const table = [...answer.body.matchAll(/<tbody>([\s\S]*?)<\/tbody>/g)][nth][1];
  return [...table.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row]) =>
    [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell]) => cell.replace(/<[^>]*>/g, "").trim()));
}
const number = (text) => Number(text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".").replace("%", "").replace("–", "0"));

/** Of a line of CSV. */
const cellsOf = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare);

/** People, places and ways as the tables have them. */
function facts(where) {
  const settlements = ask(where, `SELECT code, name_bg, population, latitude, longitude, municipality FROM settlement WHERE municipality IN (${list})`)
    .map(([code, name, people, latitude, longitude]) => ({ code, name, people: Number(people), at: [Number(latitude), Number(longitude)] }));
  const measured = new Map(ask(where, "SELECT from_settlement, to_settlement, minutes FROM travel_minutes").map(([a, b, t]) => [a + b, Number(t)]));
  const radians = (degrees) => degrees * Math.PI / 180;
  const minutes = (from, to) => {
    if (from.code === to.code) return 0;
    if (measured.has(from.code + to.code)) return measured.get(from.code + to.code);
    const [a, b] = [from.at.map(radians), to.at.map(radians)];
    const h = Math.sin((b[0] - a[0]) / 2) ** 2 + Math.cos(a[0]) * Math.cos(b[0]) * Math.sin((b[1] - a[1]) / 2) ** 2;
    return Math.round(2 * 6371 * Math.asin(Math.sqrt(h)) * 1.35 / 45 * 60 + 5);
  };
  const believedFrom = new Date(Date.now() - 30 * 86_400_000).toLocaleDateString("sv", { timeZone: "Europe/Sofia" });
  const services = ask(where, `SELECT s.type, l.settlement, c.places_total, c.places_free, c.waiting, c.updated_on FROM service s JOIN location l ON l.id = s.location_id
    LEFT JOIN service_capacity c ON c.service_id = s.id WHERE s.listed = 1 AND s.municipality IN (${list}) AND l.visibility = 'public' AND s.stopped_words = ''`)
    .map(([type, settlement, ...said]) => {
      const [places, free, waiting] = said.pop() >= believedFrom ? said.map(Number) : [0, 0, 0];
      return { type, settlement, places, free, waiting };
    });
  const people = settlements.reduce((sum, s) => sum + s.people, 0);
  const reached = (sites, limit) => settlements.filter((s) => sites.some((site) => minutes(s, site) <= limit)).reduce((sum, s) => sum + s.people, 0);
  const sitesOf = (type) => settlements.filter((s) => services.some((one) => one.type === type && one.settlement === s.code));
  return { settlements, services, minutes, people, reached, sitesOf };
}

const tenthsDown = (part, whole) => Math.floor(part * 1000 / whole) / 10;

for (const { engine, skip } of engines) {
  describe(`five towns see where services are missing (${engine})`, { skip }, () => {
    test("from a table of figures to a proposal with its proof", { timeout: 300_000 }, async (t) => {
      const office = await Office.open(engine);
      try {
        const planner = new Visitor(office.address);
        await planner.signIn("planner@lesichovo.example", demoPassword);
        const plans = await planner.get("/zones/plans");
        const plan = plans.link(/^\/zones\/plans\/0/);

        await t.test("1 a table comes in, and of every row that does not it is said why", async () => {
          const page = await planner.get("/zones/indicators");
          assert.match(page.body, /href="\/zones\/plans"[^>]*aria-current="page"|aria-current="page"[^>]*href="\/zones\/plans"/, "the rail says where she is");
          const table = "място;показател;година;стойност;източник;документ\n" +
            "PAZ14;nurses;2025;3,2;Измислено;Проба\nPAZ14;nurses;2025;3,3;Измислено;Проба\nXX999;nurses;2025;1;Измислено;Проба\nPAZ14;nurses;2025;много;Измислено;Проба\n";
          const answer = await planner.submitFiles(page, /indicators$/, [["table", "показатели – проба.csv", table]]);
          assert.equal(answer.status, 200, answer.text.slice(0, 300));
          assert.match(answer.text, /показатели – проба\.csv/);
          assert.match(answer.text, /същото число стои и на по-горен ред/);
          assert.match(answer.text, /няма такова място/);
          assert.match(answer.text, /не е число/);
          assert.match((await planner.get(`${plan}/profile`)).text, /Медицински сестри/);
          const refused = await planner.submitFiles(page, /indicators$/, [["table", "x.csv", "а;б\n1;2\n"]]);
          assert.equal(refused.status, 422);
          assert.match(refused.text, /няма колона/);
        });

        const known = facts(office.where);
        const supply = await planner.get(`${plan}/supply`);
        await t.test("2 every figure of supply and nearness is what the tables say", () => {
          const rows = rowsOf(supply);
          assert.equal(rows.length, kinds.length);
          kinds.forEach((type, i) => {
            const [name, , , , , services, places, free, waiting, ...shares] = rows[i];
            const own = known.services.filter((one) => one.type === type);
            const sum = (what) => own.reduce((all, one) => all + one[what], 0);
            assert.deepEqual([services, places, free, waiting].map(number), [own.length, sum("places"), sum("free"), sum("waiting")], name);
            const expected = [15, 30, 60].map((limit) => tenthsDown(known.reached(known.sitesOf(type), limit), known.people));
            assert.deepEqual(shares.map(number), expected, name);
          });
          assert.ok(known.services.some((one) => one.type === "day_care"), "the demo has day care");
          assert.ok(!known.services.some((one) => one.type === "shelter"), "no shelter is counted");
        });

        await t.test("3 what was asked for is the overview's shown numbers in fives and no more", async () => {
          const year = new Date().toLocaleDateString("sv", { timeZone: "Europe/Sofia" }).slice(0, 4);
          const best = new Map(ask(office.where, "SELECT need, service_type FROM need_service_type ORDER BY need, place DESC"));
          const sums = new Map(kinds.map((type) => [type, { asked: 0, unmet: 0 }]));
          const when = (condition) => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
          const open = "l.outcome = '' AND l.state", again = "l.state = 'received' AND l.times_declined";
          for (const [place, need, ...cells] of ask(office.where, `SELECT l.municipality, l.need_code, COUNT(*), ${when("l.outcome IN ('granted', 'partly')")},
            ${when(`${open} IN ('completeness_check', 'awaiting_papers', 'routed', 'in_assessment') OR (l.outcome = '' AND ${again} = 0)`)},
            ${when(`l.outcome = 'refused' OR l.state = 'expired' OR (${again} > 0)`)} FROM application_line l JOIN application a ON a.municipality = l.municipality AND a.id = l.application_id
            WHERE l.municipality IN (${list}) AND a.sensitivity < 4 AND a.received_on >= '${year}-01-01' GROUP BY l.municipality, l.need_code`)) {
            assert.ok(place && need);
            const [asked, met, waiting, unmet] = cells.map(Number), of = sums.get(best.get(need));
            if (!of || asked < 5) continue;
            of.asked += asked;
            // What is hidden: parts under five, and more of them, the smallest first, until they and the rest are at least two and five.
            const shown = [met, waiting, unmet].filter((n) => n >= 5).sort((a, b) => a - b);
            const rest = () => asked - shown.reduce((sum, n) => sum + n, 0);
            while (shown.length && (shown.length < 3 ? rest() < 5 : rest() !== 0 && rest() < 5)) shown.shift();
            if (unmet >= 5 && shown.includes(unmet)) of.unmet += unmet;
          }
          assert.ok(sums.get("therapy_rehabilitation").asked > 0);
          const fives = (n) => n - n % 5;
          const answers = new Map(ask(office.where, `SELECT s.type, SUM(CASE WHEN r.to_municipality <> r.municipality THEN 1 ELSE 0 END), SUM(CASE WHEN r.decline_reason = 'no_capacity' THEN 1 ELSE 0 END)
            FROM referral r JOIN service s ON s.id = r.to_service_id WHERE r.municipality IN (${list}) AND r.sensitivity < 4 AND r.state <> 'draft' AND r.sent_at >= ${Date.parse(`${year}-01-01T00:00:00+02:00`)}000 GROUP BY s.type`)
            .map(([type, elsewhere, noPlaces]) => [type, [Number(elsewhere), Number(noPlaces)]]));
          assert.ok([...answers.values()].some(([elsewhere]) => elsewhere >= 5), "the demo sends people elsewhere");
          kinds.forEach((type, i) => {
            const [, asked, unmet, elsewhere, noPlaces] = rowsOf(supply)[i].map((cell) => Number(cell.replace(/\D/g, "")));
            assert.deepEqual({ asked, unmet }, { asked: fives(sums.get(type).asked), unmet: fives(sums.get(type).unmet) }, type);
            assert.deepEqual([elsewhere, noPlaces], type === "shelter" ? [0, 0] : (answers.get(type) ?? [0, 0]).map(fives), type);
          });
        });

        await t.test("4 the proposal reaches what no other choice exceeds", async () => {
          for (const [type, more, limit] of [["day_care", 1, 30], ["day_care", 2, 30], ["work_skills_support", 2, 45], ["therapy_rehabilitation", 1, 15]]) {
            const page = await planner.get(`${plan}/supply/${type}?more=${more}&minutes=${limit}`);
            const sites = known.sitesOf(type), rest = known.settlements.filter((s) => !sites.includes(s));
            let best = 0;
            for (const [i, a] of rest.entries()) for (const b of more === 2 ? rest.slice(i + 1) : [a]) best = Math.max(best, known.reached([...sites, a, b], limit));
            const [, reached, before] = page.text.match(/Тогава до \d+ минути ще са ([\d\s\u00a0]+) души \([^)]*\); днес са ([\d\s\u00a0]+) /u) ?? assert.fail(page.text);
            assert.equal(number(reached), best, type);
            assert.equal(number(before), known.reached(sites, limit), type);
            assert.match(page.text, /Доказано: никой друг избор/);
          }
          assert.match((await planner.get(`${plan}/supply/shelter?more=1&minutes=30`)).text, /Защитените места не се показват/);
          assert.equal((await planner.get(`${plan}/supply/state_desk`, { stay: true })).status, 404);
          assert.equal((await planner.get(`${plan}/supply/day_care?more=999&minutes=-1`)).status, 200, "what is not offered counts as the usual");
        });

        await t.test("4 a proposal is kept under a name, compared and taken out again", async () => {
          const asked = await planner.get(`${plan}/supply/day_care?more=2&minutes=30`);
          const nameless = await planner.submit(asked, /scenarios$/, { name: " " });
          assert.equal(nameless.status, 422);
          assert.match(nameless.text, /Име на сценария: Не може да остане празно/);
          const kept = await planner.submit(nameless, /scenarios$/, { name: "Две нови места" });
          assert.match(kept.text, /Сценарият е запазен/);
          const [name, type, , reached, before, proof] = rowsOf(kept, 1)[0];
          assert.deepEqual([name, type, proof], ["Две нови места", "Дневна грижа", "по-добро няма"]);
          assert.ok(number(before.split(" (")[0]) === known.reached(known.sitesOf("day_care"), 30), before);
          assert.ok(number(reached.split(" (")[0]) > number(before.split(" (")[0]), reached);
          const mayor = new Visitor(office.address);
          await mayor.signIn("mayor@lesichovo.example", demoPassword);
          const read = await mayor.get(plan);
          assert.match(read.text, /Две нови места/);
          assert.throws(() => read.form(/removal$/), "a mayor takes nothing out");
          mayor.close();
          assert.equal((await planner.submit(asked, /scenarios$/, { name: "x", type: "shelter" })).status, 409, "no proposal for what may be protected");
          const gone = await planner.submit(kept, /removal$/);
          assert.match(gone.text, /Сценарият е премахнат/);
          assert.doesNotMatch(gone.text, /Две нови места/);
        });

        await t.test("4 what if by hand: every figure beside today's", async () => {
          const day = `${plan}/supply/day_care/what-if`;
          const first = await planner.get(day);
          const sites = known.sitesOf("day_care");
          assert.deepEqual(rowsOf(first)[0].slice(0, 3), [`с. ${sites[0].name}`, "Лесичово", "15"]);
          assert.deepEqual([...new Set(rowsOf(first, 1).map((row) => row[3]))].sort(), ["", "0"], "nothing is changed yet");

          // Ten places of Пещера become five there and five in Бяга; Динката's are closed.
          const by = (name) => known.settlements.find((s) => s.name === name);
          const wanted = new Map([["Пещера", 5], ["Бяга", 5], ["Стрелча", 25]].map(([name, places]) => [by(name), places]));
          const places = [...wanted].map(([s, n]) => `${s.code}:${n}`).join(",");
          for (const key of ["population", "use", "equal"]) {
            const page = await planner.get(`${day}?at=${places}&minutes=20&price=4800,50&budget=100000&share_key=${key}`);
            const rows = rowsOf(page, 1), then = [...wanted.keys()];
            for (const [i, limit] of [15, 30, 60].entries()) {
              const [before, after] = [known.reached(sites, limit), known.reached(then, limit)];
              assert.deepEqual(rows[i].slice(1).map((cell) => number(cell.split(" (")[0].replace("−", "-").replace("+", ""))), [before, after, after - before], rows[i][0]);
            }
            const away = (s) => Math.min(...then.map((site) => known.minutes(s, site)));
            const mean = known.settlements.reduce((sum, s) => sum + s.people * away(s), 0) / known.people;
            assert.ok(Math.abs(number(rows[3][2]) - mean) <= 0.1, `${rows[3][2]} is ${mean}`);
            const far = Math.max(...known.settlements.map(away));
            assert.match(rows[4][2], new RegExp(`,\\s(${Math.floor(far / 60)}\\sч\\.\\s)?${far % 60}\\sмин`));
            assert.deepEqual([number(rows[5][2]), number(rows[6][2])], [3, 35]);
            assert.equal(number(rows[7][2].replace("€", "")), 35 * 4800.5);
            assert.match(page.text, /Над бюджета с 68\s017,50/u);
            const members = rowsOf(page, 2);
            assert.equal(members.length, 5);
            const paid = members.map((row) => number(row[6].replace("€", "")));
            assert.ok(Math.abs(paid.reduce((a, b) => a + b) - 35 * 4800.5) < 0.005, "what they pay is what it costs");
            if (key === "use") assert.deepEqual(paid.map((sum) => sum / 4800.5), [5, 0, 5, 25, 0]);
            if (key === "equal") assert.ok(paid.every((sum) => Math.abs(sum - 35 * 4800.5 / 5) < 0.011));
          }
          const marks = (await planner.get(`${day}?at=${places}&minutes=20`)).body.match(/<g class="mark \w+" data-settlement/g).map((one) => one.split(/[ "]/)[3]);
          const counted = (what) => marks.filter((one) => one === what).length;
          const near = (s, all) => all.some((site) => known.minutes(s, site) <= 20), all = [...wanted.keys()];
          assert.deepEqual(["near", "newly", "lost", "far"].map(counted), [[true, true], [false, true], [true, false], [false, false]]
            .map(([before, after]) => known.settlements.filter((s) => near(s, sites) === before && near(s, all) === after).length), "the map says the same");

          for (const [typed, words] of [["p21172=х", /Напишете число само с цифри/], ["p21172=-3", /Напишете число|От 0 до/], ["p21172=99999", /От 0 до 10\s?000 места/u],
            ["add=07586", /С колко места/], ["add=nowhere&add_places=3", /изберете/i], ["price=скъпо", /Напишете число/]]) {
            const refused = await planner.get(`${day}?${typed}`, { stay: true });
            assert.equal(refused.status, 422, typed);
            assert.match(refused.text, words);
          }
          const kept = await planner.submit(await planner.get(`${day}?at=${places}&minutes=20&price=4800`), /what-if$/, { name: "Пет и пет" });
          const [name, type, where, reached, , proof, cost] = rowsOf(kept, 1)[0];
          assert.deepEqual([name, type, proof], ["Пет и пет", "Дневна грижа", "поставено на ръка"]);
          assert.match(where, /гр\. Пещера: 5/);
          assert.equal(number(reached.split(" (")[0]), known.reached(all, 20));
          assert.equal(number(cost.replace("€", "")), 35 * 4800);
          const again = await planner.get(kept.link(/what-if\?at=/).replaceAll("&amp;", "&"));
          assert.match(again.text, /Над бюджета|Днес и тогава/);
          assert.equal((await planner.submit(again, /what-if$/, { name: "x", at: "99999:4" })).status, 422, "a place elsewhere");
          await planner.submit(kept, /removal$/);
          assert.equal((await planner.get(`${plan}/supply/shelter/what-if`, { stay: true })).status, 404, "what may be protected has none");
        });

        await t.test("4 the overview says the running year in fives, and no more than the plan", async () => {
          const numbers = (await planner.get("/overview.csv")).body.trim().split("\r\n").slice(1).flatMap((line) => cellsOf(line).slice(2)).filter((cell) => cell !== "").map(Number);
          assert.ok(numbers.length > 0 && numbers.every((n) => n >= 5 && n % 5 === 0), String(numbers));
        });

        await t.test("5 every member reads the same, nobody else anything", async () => {
          const mayor = new Visitor(office.address);
          await mayor.signIn("mayor@lesichovo.example", demoPassword);
          assert.deepEqual(rowsOf(await mayor.get(`${plan}/supply`)), rowsOf(supply));
          const officer = new Visitor(office.address);
          await officer.signIn("officer@lesichovo.example", demoPassword);
          assert.equal((await officer.get(`${plan}/supply`, { stay: true })).status, 403);
          const stranger = new Visitor(office.address);
          assert.match((await stranger.get(`${plan}/supply`, { stay: true })).location, /sign-in/);
        });

        await t.test("6 in three languages, with no word left out", async () => {
          for (const language of ["bg", "it", "en"]) {
            const reader = new Visitor(office.address, { language });
            await reader.signIn("planner@lesichovo.example", demoPassword);
            for (const path of ["", "/profile", "/supply", "/supply/day_care?more=2&minutes=30", "/supply/day_care/what-if?at=21172:5&minutes=30&price=10&budget=5"]) {
              const page = await reader.get(plan + path);
              assert.doesNotMatch(page.text, /zones\.[a-z_.]+|\[\[|\{\{/, `${language} ${path}`);
            }
          }
        });
      } finally {
        await office.stop();
      }
    });
  });
}
