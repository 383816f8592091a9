// Does the time tell a denied record from an absent one? Rounds of 1,000 requests each: absent, denied, absent again, one after the
// other request by request, each in turn the first, so that the neighbours of the machine meet all three alike.
//   tests/with_postgresql node bench/denied.mjs [rounds, 5]     GISHE_BINARY: the program
import { randomBytes } from "node:crypto";

import { demoPassword, engines, Office } from "../tests/stories/office.mjs";
import { ask } from "../tests/stories/records.mjs";
import { Visitor } from "../tests/stories/visitor.mjs";

const rounds = Number(process.argv[2] ?? 5);
const requests = 1000;
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** A UUIDv7 of nobody, of the same age as the others. */
function absentId(like) {
  const hex = randomBytes(16).toString("hex");
  return `${like.slice(0, 14)}7${hex.slice(1, 4)}-8${hex.slice(5, 8)}-${hex.slice(8, 20)}`;
}

async function microseconds(visitor, path) {
  const start = process.hrtime.bigint();
  const answer = await visitor.get(path, { stay: true });
  const taken = Number(process.hrtime.bigint() - start) / 1000;
  if (answer.status !== 404) throw new Error(`${path}: ${answer.status}`);
  return [taken, answer.bytes.length];
}

async function compare(visitor, pattern, ids) {
  const lines = [];
  for (let round = 0; round < rounds; ++round) {
    const times = { absent: [], denied: [], again: [] };
    const lengths = new Set();
    for (let n = 0; n < requests; ++n) {
      const id = ids[n % ids.length];
      const three = [["absent", absentId(id)], ["denied", id], ["again", absentId(id)]];
      for (const [kind, which] of [0, 1, 2].map((at) => three[(at + n) % 3])) {
        const [taken, length] = await microseconds(visitor, pattern.replace("{id}", which));
        times[kind].push(taken);
        lengths.add(length);
      }
    }
    lines.push({ ...Object.fromEntries(Object.entries(times).map(([kind, list]) => [kind, median(list)])), lengths: lengths.size });
  }
  const absent = lines.flatMap((line) => [line.absent, line.again]);
  const between = Math.max(...lines.map((line) => Math.abs(line.absent - line.again)));
  const gap = Math.abs(median(lines.map((line) => line.denied - (line.absent + line.again) / 2)));
  return { absent: median(absent), denied: median(lines.map((line) => line.denied)), between, gap,
    oneLength: lines.every((line) => line.lengths === 1) };
}

const round = (value) => value.toFixed(1);
console.log("| engine | address | absent, median µs | denied, median µs | denied against absent | two runs of absent | length |\n|---|---|---|---|---|---|---|");
let told = 0;
for (const { engine } of engines.filter((one) => !one.skip)) {
  const office = await Office.open(engine, { words: ["--requests-per-second", "1000000", "--connections-per-address", "4096", "--requests-per-connection", "1000000"] });
  const who = {};
  for (const email of ["supervisor@lesichovo.example", "officer@bratsigovo.example"]) {
    who[email] = new Visitor(office.address);
    await who[email].signIn(email, demoPassword);
  }
  const all = (sql) => ask(office.where, sql).map((row) => row[0]);
  // A shielded file of the own municipality, and what belongs to another one.
  const kinds = {
    "/people/{id}": all("SELECT id FROM person WHERE sensitivity = 4 AND municipality = 'PAZ14' LIMIT 50"),
    "/desk/applications/{id}": all("SELECT id FROM application WHERE municipality <> 'PAZ06' LIMIT 50"),
    "/referrals/{id}": all("SELECT id FROM referral WHERE municipality <> 'PAZ06' AND to_municipality <> 'PAZ06' LIMIT 50"),
  };
  for (const [pattern, ids] of Object.entries(kinds)) {
    if (!ids.length) continue;
    const seen = await compare(who[pattern.startsWith("/people") ? "supervisor@lesichovo.example" : "officer@bratsigovo.example"], pattern, ids);
    const bad = seen.gap > seen.between || !seen.oneLength;
    told += bad;
    console.log(`| ${engine} | \`${pattern}\` | ${round(seen.absent)} | ${round(seen.denied)} | ${round(seen.gap)} | ${round(seen.between)} | ${seen.oneLength ? "one" : "DIFFERENT"} |${bad ? " **told**" : ""}`);
  }
  await office.stop();
}
process.exitCode = told ? 1 : 0;
