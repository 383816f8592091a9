// What may be taken away: tables that open in a spreadsheet, and a catalogue that European portals can harvest.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startOffice, root } from "./office.mjs";

let office;
before(async () => { office = await startOffice(); });
after(async () => { await office.stop(); });
