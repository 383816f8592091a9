// A needle stands in every field that may hold something about a person, of people at level 3 and 4. It is then looked for in
// everything that leaves the house: pages, papers, tables and feeds of every account that may not know of the person, and of a
// stranger; log, messages, letters, ledger, name index, counters, addresses, pages of errors, the files on the disk and the backup.
// What is done with which column stands in needle_fields.csv; a new column that stands nowhere fails here first.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { binary, demoAccounts, demoPassword, engines, freePort, freshDemo, Office } from "./office.mjs";
import { addressesOf, askAll, change, complaintToAdd, contractsToAdd, idIn, liveColumns, needleOf, needlesIn, readFields, rowsAbout, rowsOfStrangers, rowsToAdd, stranger } from "./needles.mjs";
import { herNumber, typeSealed, unsealOne } from "./needles_typed.mjs";
import { ask } from "./records.mjs";
import { Sink } from "./sink.mjs";
import { Visitor } from "./visitor.mjs";

const fields = readFields();
const columns = [...fields.keys()].sort();
const numberOf = (name) => columns.indexOf(name);
const planted = columns.filter((name) => fields.get(name) === "planted");
const nameOf = ([column, whose]) => `${columns[column]} of ${whose}`;

/** What the receiver of a referral reads of the person. */
const ofReferral = /^(referral|service_report|service_contract|waiting|place_offer|stay)/;
/** Notes of the worker have needles of their own: a partner reads the partner's. */
const notesOfWorker = 100;
/** Accounts that stand to these people as another one does that is asked. */
const alike = /^(officer@(bratsigovo|sarnitsa)|csii@|sasedi@|uslugi@(bratsigovo|sarnitsa|pazardzhik)|csri@|rehab@|second-editor|editor@peshtera)/;

for (const { engine, skip } of engines) {
  describe(`needles stay where they are (${engine})`, { skip }, () => {
    let office, where, sink, metrics, scratch, people, log = "", typed, put = 0;
    const ties = {};  // who is on the team, named, barred: "person e-mail"
    const seen = new Map();  // "column of whose" → accounts that read it
    before(async () => {
      where = freshDemo(engine);
      scratch = mkdtempSync(join(tmpdir(), "gishe-needles-"));
      sink = await Sink.open();
      metrics = await freePort();
    });
    after(async () => {
      sink?.stop();
      await office?.stop();
      rmSync(scratch, { recursive: true, force: true });
    });
    const open = async () => {
      await office?.stop();
      office = await Office.open(engine, { where, words: ["--metrics", `127.0.0.1:${metrics}`, "--smtp", `smtp://127.0.0.1:${sink.port}`, "--mail-from", "gishe@demo.example"] });
      log += office.log;
      for (const stream of [office.process.stdout, office.process.stderr]) stream.on("data", (bytes) => { log += bytes; });
    };

    test("each column of the database is thought of", () => {
      const live = liveColumns(where);
      assert.deepEqual(live.filter((name) => !fields.has(name)), [], "columns without a word in needle_fields.csv");
      assert.deepEqual(columns.filter((name) => !live.includes(name)), [], "lines without a column");
      const free = columns.filter((name) => ["code", "day", "territory", "number"].includes(fields.get(name)));
      const values = askAll(where, free.map((name) => {
        const [table, column] = name.split(".");
        return `SELECT DISTINCT '${name}', ${column} FROM "${table}" WHERE ${column} IS NOT NULL`;
      }));
      assert.ok(values.length > 1000, `${values.length} values were looked at`);
      const good = (name, value) => (fields.get(name) === "day" ? /^(\d{4}-\d\d(-\d\d)?)?$/ : /^[\w:.,/*+-]*$/).test(value);
      assert.deepEqual(values.filter(([name, value = ""]) => !good(name, value)), [], "said to be codes or days, and hold words");
    });

    test("people at level 3 and 4, and what is sealed, are made on the pages", { timeout: 120_000 }, async () => {
      await open();
      const staff = {};
      const signedIn = async (email) => {
        const visitor = new Visitor(office.address);
        await visitor.signIn(email, demoPassword);
        return visitor;
      };
      const files = ask(where, `SELECT c.person_id, c.id, (SELECT count(*) FROM case_partner p WHERE p.case_id = c.id), (SELECT count(*) FROM referral r WHERE r.person_id = c.person_id)
        FROM case_file c JOIN person p ON p.id = c.person_id AND p.sensitivity = 2 WHERE c.municipality = 'PAZ14' AND c.state <> 'closed' ORDER BY 3 DESC, 4 DESC`);
      assert.ok(files.length >= 4, "the demo has fewer cases than this story needs");
      const chosen = files.slice(0, 4).map(([person], i) => ["worker@lesichovo.example", person, i < 2 ? "3" : "4"]);
      // Who has what no case has: a question asked back, a place on a waiting list, an offer, a month's report.
      for (const rows of ["referral_message m ON m.referral_id = r.id", "service_report m ON m.referral_id = r.id", "waiting_entry m ON m.referral_id = r.id", "waiting_entry m ON m.referral_id = r.id JOIN place_offer o ON o.entry_id = m.id"]) {
        const found = ask(where, `SELECT DISTINCT r.person_id FROM referral r JOIN person p ON p.id = r.person_id AND p.sensitivity = 2 JOIN ${rows}
          WHERE r.municipality = 'PAZ14' AND r.person_id NOT IN (SELECT person_id FROM case_file) ORDER BY 1`).flat().filter((one) => !chosen.some(([, other]) => other === one));
        for (const [i, person] of found.slice(0, 2).entries()) chosen.push(["supervisor@lesichovo.example", person, String(3 + i)]);
      }
      for (const [email, person, level] of chosen) {
        staff[email] ??= await signedIn(email);
        const done = await staff[email].submit(await staff[email].get(`/people/${person}/circle`), /\/sensitivity$/, { sensitivity: level, reason: "Заповед за защита" });
        assert.equal(done.status, 200, done.text.slice(0, 300));
      }
      typed = await typeSealed(office, numberOf);
    });

    test("a needle is put into every other field", async () => {
      await office.stop();
      const id = idIn(where);
      people = ask(where, "SELECT id, sensitivity, municipality FROM person WHERE sensitivity >= 3 ORDER BY (SELECT count(*) FROM case_file c WHERE c.person_id = person.id) DESC, sensitivity, id")
        .map(([one, level, municipality], i) => ({ id: one, level: Number(level), municipality, whose: i + 1 }));
      const account = (email) => ask(where, `SELECT id FROM account WHERE email = '${email}'`)[0][0];
      const [relative] = ask(where, "SELECT id FROM person WHERE municipality = 'PAZ14' AND sensitivity = 2 ORDER BY id DESC LIMIT 1")[0];
      const statements = people.filter((one) => one.municipality === "PAZ14").slice(0, 6).flatMap((one) => rowsToAdd(where, {
        municipality: one.municipality, person: one.id, relative,
        caseId: ask(where, `SELECT id FROM case_file WHERE person_id = ${id(one.id)}`)[0]?.[0], referral: ask(where, `SELECT id FROM referral WHERE person_id = ${id(one.id)}`)[0]?.[0],
      }, account("worker@lesichovo.example"), account("second-worker@lesichovo.example")));
      for (const one of people.slice(0, 9)) {
        const referral = ask(where, `SELECT id FROM referral WHERE person_id = ${id(one.id)}`)[0]?.[0];
        if (referral) statements.push(...contractsToAdd(where, referral, account("worker@lesichovo.example")));
      }
      change(where, [...statements, ...complaintToAdd(where, account("worker@lesichovo.example"))]);
      const places = planted.flatMap((name) => {
        const [table, column] = name.split(".");
        const value = (whose) => `'${needleOf(numberOf(name), whose)}${column === "email" ? "@demo.example" : ""}'`;
        if (rowsOfStrangers.includes(table)) return [{ name, table, set: `${column} = ${value(stranger)}`, about: "1 = 1" }];
        return people.filter(() => rowsAbout[table]).map((one) => ({ name, table, set: `${column} = ${value(one.whose)}`, about: rowsAbout[table].replaceAll("$", id(one.id)) }));
      });
      const filled = new Set();
      for (const [name, rows] of askAll(where, places.map(({ name, table, about }) => `SELECT '${name}', count(*) FROM ${table} WHERE ${about}`))) {
        if (Number(rows)) filled.add(name);
        put += Number(rows);
      }
      change(where, places.map(({ table, set, about }) => `UPDATE ${table} SET ${set} WHERE ${about}`));
      change(where, people.flatMap((one) => ["words", "conclusion"].map((column) => `UPDATE case_note SET ${column} = '${needleOf(numberOf(`case_note.${column}`), one.whose + notesOfWorker)}'
        WHERE by_partner = 0 AND ${rowsAbout.case_note.replaceAll("$", id(one.id))}`)));
      assert.deepEqual(planted.filter((name) => !filled.has(name) && !typed.columns.includes(name)), [], "columns into which no needle went");
      unsealOne.bring(where);
    });

    /** Who may know: by level, by being named, and by what the table of roles says; written here, not taken from the code. */
    function mayKnow(account, [column, whose]) {
      const table = columns[column].split(".")[0];
      if (whose === stranger || whose >= 900) return typed.mayKnow(account, columns[column], whose);
      const ofWorker = whose > notesOfWorker;
      const one = people[(whose - 1) % notesOfWorker];
      const is = (list) => ties[list].has(`${one.id} ${account.email}`);
      if (is("person_barred")) return false;
      if (one.level === 4) return is("person_named") || (ofReferral.test(table) && is("referral_named"));
      const home = account.municipality === one.municipality;
      const name = /^person\.(given|middle|family)_name$/.test(columns[column]);
      if (is("receiver")) return ofReferral.test(table);
      if (is("case_partner")) return name || (!ofWorker && /^(case_file|case_partner|case_note|plan_goal|plan_action|service_log)$/.test(table));
      if (account.function === "data_protection") return home && (name || /^(subject_request|emergency_opening|retention_|person_restriction)/.test(table));
      if (account.function === "supervisor") return home && (name || /^(plan_|support_plan|emergency_opening)/.test(table));
      return account.function === "social_worker" && (is("person_team") || (name && is("represented")));
    }

    const textOf = (answer) => {
      if (!/pdf/.test(answer.headers["content-type"] ?? "")) return answer.body;
      const file = join(scratch, "one.pdf");
      writeFileSync(file, answer.bytes);
      try { return execFileSync("pdftotext", [file, "-"], { encoding: "utf8" }); } catch { return answer.body; }
    };

    test("no account reads what it may not, at any address", { timeout: 400_000 }, async () => {
      for (const table of ["person_barred", "person_named", "person_team", "referral_named"]) {
        ties[table] = new Set(ask(where, `SELECT t.person_id, a.email FROM ${table} t JOIN account a ON a.id = t.account_id`).map((row) => row.join(" ")));
      }
      ties.case_partner = new Set(ask(where, "SELECT c.person_id, a.email FROM case_partner p JOIN case_file c ON c.id = p.case_id JOIN account a ON a.id = p.account_id").map((row) => row.join(" ")));
      // Who keeps the file of somebody knows who speaks for her.
      ties.represented = new Set(ask(where, "SELECT r.representative_id, a.email FROM representative r JOIN person_team t ON t.person_id = r.person_id JOIN account a ON a.id = t.account_id WHERE t.until_on IS NULL").map((row) => row.join(" ")));
      ties.receiver = new Set(ask(where, `SELECT DISTINCT r.person_id, a.email FROM referral r JOIN post p ON p.organisation_id = r.to_organisation_id AND p.function = 'provider_head' JOIN account a ON a.id = p.account_id`).map((row) => row.join(" ")));
      await open();
      await unsealOne.open(office, typed);
      const addresses = addressesOf(where, people);
      const wrong = new Map();
      let opened = 0;
      const started = performance.now();
      for (const account of [{ email: "" }, ...demoAccounts().filter(({ email }) => !alike.test(email))]) {
        const visitor = new Visitor(office.address);
        if (account.email) {
          await visitor.signIn(account.email, demoPassword);
          const set = await visitor.get("/account/second-factor");
          if (set.forms.some((form) => form.action === "/account/second-factor/secret")) await visitor.setUpSecondFactor(set, account.email, demoPassword).catch(() => null);
        }
        const api = new Visitor(office.address, account.email ? { token: office.run(["token", account.email, "--sensitive"]).trim().split(/\s+/).at(-1) } : {});
        const read = (answer, address) => {
          opened += answer.status === 200 ? 1 : 0;
          assert.deepEqual(needlesIn(`${answer.location} ${address}`), [], `${address} → ${answer.location}`);
          for (const needle of needlesIn(textOf(answer))) {
            const name = nameOf(needle);
            seen.set(name, (seen.get(name) ?? new Set()).add(account.email));
            if (!mayKnow(account, needle)) wrong.set(`${account.email || "a stranger"} (${account.function}) reads ${name}, level ${people[(needle[1] - 1) % notesOfWorker]?.level}`, address);
          }
          return answer;
        };
        const shut = new Set();
        const go = async (address) => {
          const kind = address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
          if (shut.has(kind)) return;  // a function that does not have this door, whatever stands in the address
          const answer = read(await (address.startsWith("/api/") ? api : visitor).send("GET", address), address);
          if (answer.status === 403 || (!account.email && answer.status === 303)) shut.add(kind);
          const next = [...answer.body.matchAll(/href="([^"]*[?&](?:after|page|cursor)=[^"]*)"/g)].map(([, link]) => link.replaceAll("&amp;", "&"))[0];
          if (next?.startsWith("/") && !address.includes("=")) read(await visitor.send("GET", next), next);
        };
        for (let i = 0; i < addresses.length; i += 4) await Promise.all(addresses.slice(i, i + 4).map(go));
        // The beginning of a needle: what was typed comes back on the page, the rest of it must not.
        if (account.email) {
          for (const column of ["person.given_name", "person.family_name", "person.phone", "person.email"]) {
            for (const { whose } of people.slice(0, 6)) {
              const words = needleOf(numberOf(column), whose).slice(0, 9);
              read(await api.api("POST", "/api/v1/people/search", { query: words }), "search");
              read(await api.api("POST", "/api/v1/people/candidates", { given_name: words, family_name: words, sex: "f" }), "candidates");
            }
          }
        }
        visitor.close();
        api.close();
      }
      console.log(`# ${Math.round((performance.now() - started) / 1000)} s; ${columns.length} columns, ${planted.length} planted in ${put} rows, ${typed.columns.length} typed; ${addresses.length} addresses, ${opened} answers read; ${seen.size} needles seen by those who may`);
      console.log(`# columns nobody was shown: ${[...planted, ...typed.columns].filter((name) => ![...seen.keys()].some((key) => key.startsWith(`${name} of`))).join(" ")}`);
      assert.deepEqual([...wrong].map(([who, address]) => `${who}: ${address}`).sort(), []);
    });

    test("nor is one in log, message, letter, ledger, index, counter or page of an error", { timeout: 120_000 }, async () => {
      const officer = new Visitor(office.address);
      await officer.signIn("officer@lesichovo.example", demoPassword);
      const api = new Visitor(office.address, { token: office.run(["token", "officer@lesichovo.example", "--sensitive"]).trim().split(/\s+/).at(-1) });
      const mistyped = needleOf(998, 998);
      const faults = [];
      // What is typed wrongly comes back to who typed it, and goes nowhere else.
      for (const [path, action] of [["/people/new", "/people"], ["/desk/appointments/new", /desk\/appointments/], ["/ask", "/ask"], ["/follow", /follow/], ["/people", "/people/search"]]) {
        const page = await officer.get(path);
        const form = page.forms.find((one) => (action instanceof RegExp ? action.test(one.action) : one.action === action));
        if (!form) continue;
        const values = Object.fromEntries(form.fields.filter(([name]) => !/csrf|form_key|version/.test(name)).map(([name]) => [name, mistyped]));
        const answer = await officer.submit(page, action, values, { stay: true });
        if (needlesIn(answer.location).length) faults.push(`${path} → ${answer.location}`);
      }
      for (const [method, path, body] of [["POST", "/api/v1/people/search", `{"query": "${mistyped}`], ["POST", "/api/v1/people", JSON.stringify({ given_name: mistyped, [mistyped]: 1 })],
        ["PUT", `/api/v1/people/${mistyped}`, "{}"], ["GET", `/api/v1/nothing/${mistyped}`], ["POST", "/services", mistyped]]) {
        const answer = await api.send(method, path, { body, headers: { "content-type": "application/json", [`x-${mistyped}`]: mistyped } });
        assert.ok(answer.status >= 400, `${method} ${path}: ${answer.status}`);
        if (needlesIn(answer.body.replaceAll(path, "")).length) faults.push(`${method} ${path.replace(mistyped, "…")} says it again: ${answer.body.slice(0, 200)}`);
      }
      await new Promise((done) => { const raw = net.connect(office.port, "127.0.0.1", () => raw.end(`GE T /${mistyped} HTTP/9.9\r\n${mistyped}\r\n\r\n`)); raw.on("close", done); raw.on("error", done); raw.resume(); });
      // The database refuses a row with a needle in it, and a table is gone: faults, with a number and no words of the record.
      const worker = new Visitor(office.address);
      await worker.signIn("worker@lesichovo.example", demoPassword);
      const [caseId] = ask(where, `SELECT id FROM case_file WHERE person_id = ${idIn(where)(people[0].id)}`)[0];
      const log3 = `/cases/${caseId}/notes`;
      const page = await worker.get(log3);
      const form = page.forms.find(({ action }) => /notes$/.test(action));
      assert.ok(form, page.text.slice(0, 300));
      change(where, [`ALTER TABLE case_note RENAME TO case_note_away`]);
      try {
        const broken = await worker.get(log3);
        assert.ok(broken.status >= 500, `a table is away: ${broken.status}`);
        if (needlesIn(broken.body).length) faults.push("the page of a fault holds a needle");
        const written = await worker.submit(page, form.action, Object.fromEntries(form.fields.filter(([name]) => !/csrf|form_key|version/.test(name)).map(([name, value]) => [name, value || mistyped]).concat([["words", mistyped], ["on", "2026-11-20"]])));
        assert.ok(written.status >= 400, `${written.status}`);
      } finally { change(where, [`ALTER TABLE case_note_away RENAME TO case_note`]); }

      const places = {
        "the log": log, "the letters": sink.log, "the counters": await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text(),
        ...Object.fromEntries(columns.filter((name) => fields.get(name) === "searched").map((name) => {
          const [table, column] = name.split(".");
          return [name, ask(where, `SELECT ${column} FROM "${table}" WHERE ${column} IS NOT NULL`).flat().join("\n")];
        })),
      };
      for (const [place, text] of Object.entries(places)) {
        for (const needle of new Set(needlesIn(text).map(nameOf))) faults.push(`${place} holds ${needle}`);
        if (text.includes(herNumber)) faults.push(`${place} holds her number`);
      }
      assert.ok(log.split("\n").length > 1000, "the log was read");
      const indexed = ask(where, "SELECT count(*) FROM person_name_key k JOIN person p ON p.municipality = k.municipality AND p.id = k.person_id WHERE p.sensitivity = 4")[0][0];
      if (Number(indexed)) faults.push(`the name index holds ${indexed} words of shielded people`);
      assert.deepEqual(faults, []);
    });

    test("what is sealed cannot be read from the disk, and no copy lies about", { timeout: 120_000 }, async () => {
      const sealedOnes = new Set(typed.columns.filter((name) => fields.get(name) === "sealed"));
      const faults = [];
      const look = (name, text) => {
        for (const needle of needlesIn(text)) if (sealedOnes.has(columns[needle[0]])) faults.push(`${name}: ${nameOf(needle)}`);
        if (text.includes(herNumber)) faults.push(`${name}: her number`);
      };
      if (where.url) look("the dump", execFileSync("pg_dump", ["--inserts", where.url], { encoding: "latin1", maxBuffer: 1 << 30 }));
      for (const name of readdirSync(where.data)) look(name, readFileSync(join(where.data, name)).toString("latin1"));
      const readable = where.url ? ["gishe.lock", "keys", "erased.list", "database-of-the-model"] : ["gishe.db", "gishe.db-shm", "gishe.db-wal", "gishe.lock", "gishe.reserve", "keys", "erased.list"];
      assert.deepEqual(readdirSync(where.data).filter((name) => !readable.includes(name)), [], "files nobody expects");
      assert.deepEqual(readable.filter((name) => statSync(join(where.data, name), { throwIfNoEntry: false })?.mode & 0o077), [], "others may read them");
      assert.deepEqual([...new Set(faults)], []);
      assert.match(readFileSync(`/proc/${office.process.pid}/limits`, "utf8"), /core file size +0 +0/, "a crash would write the memory to the disk");
    });

    test("a backup holds none that can be read, and gives all of them back to its key", { timeout: 120_000 }, async () => {
      const [key, sealed, open] = ["backup.key", "sealed", "open.tar"].map((name) => join(scratch, name));
      const bare = (words, status = 0) => {
        const done = spawnSync(binary, words, { encoding: "utf8", env: { ...process.env, GISHE_BACKUP_KEY: "" } });
        assert.equal(done.status, status, done.stdout + done.stderr);
      };
      bare(["backup-key", key]);
      bare(["backup-key", key], 3);
      assert.match(office.run(["backup", sealed], { status: 3 }), /--for/, "nothing leaves in the clear unless somebody says so");
      office.run(["backup", sealed, "--for", `${key}.pub`]);
      const bytes = readFileSync(sealed).toString("latin1");
      assert.ok(bytes.length > 1_000_000);
      assert.deepEqual(needlesIn(bytes), []);
      assert.ok(!bytes.includes("SQLite format") && !bytes.includes("PostgreSQL") && !bytes.includes("gishe-keys"), "its parts can be told");
      // What it protects: the open one says it all but what is sealed twice.
      office.run(["backup", open, "--open"]);
      const readable = new Set(needlesIn(readFileSync(open).toString("latin1")).map(([column]) => columns[column]));
      console.log(`# in an open backup ${readable.size} columns can be read, in a sealed one none`);
      assert.deepEqual(planted.filter((name) => !readable.has(name) && !typed.columns.includes(name)), []);
      assert.deepEqual([...readable].filter((name) => fields.get(name) === "sealed"), []);
      const again = join(scratch, "again");
      const other = join(scratch, "other.key");
      bare(["backup-key", other]);
      bare(["restore", sealed, "--data", again], 3);
      bare(["restore", sealed, "--data", again, "--key", other], 1);
      bare(["restore", sealed, "--data", again, "--key", key, "--check"]);
      assert.deepEqual(readdirSync(scratch).filter((name) => /again|making|unfinished/.test(name)), [], "a try leaves something");
      if (!where.url) {
        bare(["restore", sealed, "--data", again, "--key", key]);
        assert.deepEqual(ask({ data: again }, "SELECT count(*) FROM person"), ask(where, "SELECT count(*) FROM person"));
      }
    });
  });
}
