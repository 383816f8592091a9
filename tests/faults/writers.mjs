// Clients that register people through the JSON API, remember what was acknowledged, and check it afterwards.
import { randomUUID } from "node:crypto";
import { Visitor } from "../stories/visitor.mjs";

// One address writes here as fast as it can: the limit per address is not what is tested.
export const unlimited = ["--requests-per-second", "1000000", "--connections-per-address", "4096", "--requests-per-connection", "1000000", "--quiet"];

const letters = "абвгдежзиклмнопрстуфхцч";
/** A family name that stands for a number, in letters only: names hold no digits. */
const nameOf = (n) => "Опит" + [...String(n)].map((digit) => letters[Number(digit)]).join("") + letters[n % 20];

export class Writers {
  constructor(token, municipalitySettlement = "43369") {
    Object.assign(this, { token, settlement: municipalitySettlement, next: 1 + Math.floor(Math.random() * 1e6), written: [], stopped: false });
  }

  body(write) {
    return { given_name: "Проба", middle_name: "", family_name: write.name, sex: "refused", born_on: "1950-01-01", identifier_kind: "none",
      settlement: this.settlement, duplicates_seen: true };
  }

  async attempt(visitor, write) {
    const answer = await visitor.api("POST", "/api/v1/people", this.body(write), { key: write.key });
    if (answer.status === 429) throw new Error("429");
    if (answer.status >= 500) throw new Error(`${answer.status}`);
    if (![200, 201].includes(answer.status)) throw new UnexpectedAnswer(`POST /api/v1/people: ${answer.status} ${answer.body.slice(0, 400)}`);
    const { id } = answer.json;
    if (write.id && write.id !== id) throw new UnexpectedAnswer(`the same key gave ${id}, before ${write.id}`);
    write.id = id;
  }

  /** Writes until stop() or the server is gone. An attempt that got no answer stays with id undefined. */
  async run(address) {
    const visitor = new Visitor(address, { token: this.token });
    while (!this.stopped) {
      const write = { key: randomUUID(), name: nameOf(this.next++) };
      this.written.push(write);
      try {
        await this.attempt(visitor, write);
      } catch (why) {
        if (why instanceof UnexpectedAnswer) { visitor.close(); throw why; }
        break;
      }
    }
    visitor.close();
  }

  /** Sends what was not answered again, with its key; then each write must be found exactly once. Gives back faults. */
  async check(address) {
    const visitor = new Visitor(address, { token: this.token });
    const faults = [];
    for (const write of this.written) {
      const acknowledged = Boolean(write.id);
      // The same key again: gives the first answer back and changes nothing.
      if (!acknowledged || Math.random() < 0.2) await this.attempt(visitor, write);
      const found = await visitor.api("POST", "/api/v1/people/search", { query: write.name });
      const items = found.status === 200 ? found.json.items : [];
      const mine = items.filter((person) => person.id === write.id);
      const same = items.filter((person) => JSON.stringify(person).includes(write.name));
      if (mine.length !== 1 || same.length !== 1) {
        faults.push(`${write.name}: ${acknowledged ? "acknowledged" : "sent again"}, found ${mine.length} (by name ${same.length}), status ${found.status}`);
      }
    }
    visitor.close();
    return faults;
  }
}

export class UnexpectedAnswer extends Error {}
