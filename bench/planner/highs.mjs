// One model through HiGHS (npm, WebAssembly): node highs.mjs MODEL.lp SECONDS. Prints what it found, as JSON.
import { readFileSync } from "node:fs";
import highs from "highs";

const [, , file, seconds] = process.argv;
const solver = await highs();
const found = solver.solve(readFileSync(file, "utf8"), { time_limit: Number(seconds), threads: 1 });
console.log(JSON.stringify({ proven: found.Status === "Optimal", status: found.Status, objective: found.ObjectiveValue }));
