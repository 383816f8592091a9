// A woman stands in the register twice: the officer compares, merges, the old address leads on; the supervisor takes it apart again.
import assert from "node:assert/strict";
import test from "node:test";

import { Office, engines } from "./office.mjs";
import { signedIn } from "./visitor.mjs";

for (const { engine, skip } of engines) {
  test(`two files become one, and two again (${engine})`, { skip, timeout: 280_000 }, async () => {
    const office = await Office.open(engine);
    try {
      const as = (email) => signedIn(office, email);
      const officer = await as("officer@lesichovo.example");
      const register = async (family, phone) => {
        const form = await officer.get("/people/new");
        const made = await officer.submit(form, /^\/people$/, {
          given_name: "Ралица", family_name: family, sex: "f", born_on: "12.01.1948", identifier_kind: "none", phone, duplicates_seen: "1",
        });
        assert.match(made.address, /^\/people\/[0-9a-f-]{36}$/, made.text.replace(/^.*?Въпроси/s, "").slice(0, 900));
        return made.address.split("/").pop();
      };
      const kept = await register("Двойнева", "0350 00-011");
      const gone = await register("Двойнева-Стоева", "0350 00-012");

      const list = await officer.get(`/people/${kept}/merge`);
      assert.ok(list.links.includes(`/people/${kept}/merge/${gone}`), "the other file is much alike");
      const both = await officer.get(`/people/${kept}/merge/${gone}`);
      assert.match(both.text, /0350 00-011/);
      assert.match(both.text, /0350 00-012/);
      const noReason = await officer.submit(both, new RegExp(`/merge/${gone}$`), { phone: "gone", reason: "" });
      assert.equal(noReason.status, 422);
      const merged = await officer.submit(both, new RegExp(`/merge/${gone}$`), { phone: "gone", name: "kept", reason: "същата лична карта" });
      assert.equal(merged.address, `/people/${kept}`);
      assert.match(merged.text, /0350 00-012/);

      const old = await officer.get(`/people/${gone}`);
      assert.equal(old.address, `/people/${kept}`, "the old address leads to the file that stays");
      const neighbour = await as("officer@peshtera.example");
      const denied = await neighbour.get(`/people/${gone}`), absent = await neighbour.get("/people/01980000-0000-7000-8000-0123456789ab");
      assert.equal(denied.status, absent.status);
      assert.equal(denied.status, 404);
      const change = await officer.get(`/people/${gone}/change`);
      assert.notEqual(change.status, 200);

      const supervisor = await as("supervisor@lesichovo.example");
      const merges = await supervisor.get("/merges");
      assert.doesNotMatch(merges.text, /Двойнева/, "no names in the list");
      const one = await supervisor.get(merges.link(/^\/merges\/[0-9a-f-]{36}$/));
      const undone = await supervisor.submit(one, /\/undo$/, { reason: "две сестри" });
      assert.match(undone.text, /Досиетата пак са две/);
      assert.match((await officer.get(`/people/${gone}`)).text, /0350 00-012/);
      assert.match((await officer.get(`/people/${kept}`)).text, /0350 00-011/);
      assert.match(office.run(["ledger", "verify"]), /good/);
    } finally {
      await office.stop();
    }
  });
}
