// A social worker adds a passkey, signs out, signs in with it, and removes it. Chromium with a virtual authenticator.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, openBrowser, openWindow, press, signIn } from "./browser.mjs";
import { demoPassword, engines, freePort, Office } from "./office.mjs";

const worker = "worker@lesichovo.example";
let browser;
before(async () => { browser = await openBrowser(); });
after(async () => { await browser?.close(); });

for (const { engine, skip } of engines) {
  test(`a passkey is added, signs in and is removed (${engine})`, { skip, timeout: 120_000 }, async () => {
    const port = await freePort();
    // Browsers have passkeys on localhost only, or with TLS.
    const office = await Office.open(engine, { port, words: ["--public-address", `http://localhost:${port}`] });
    office.address = `http://localhost:${port}`;
    const page = await openWindow(browser, office);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("WebAuthn.enable");
    const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options: {
      protocol: "ctap2", transport: "internal", hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });

    await signIn(page, worker);
    await page.goto("/account/second-factor");
    const add = page.locator('form[action="/account/passkeys"]');
    await add.locator('[name="passkey_name"]').fill("Служебен лаптоп");
    await add.locator('[name="passkey_password"]').fill("не е тази");
    await add.locator("button").click();
    await page.waitForFunction(() => document.querySelector('form[action="/account/passkeys"] [role=status]').textContent.length > 5);
    await add.locator('[name="passkey_password"]').fill(demoPassword);
    await press(page, 'form[action="/account/passkeys"] button');
    assert.match(await page.textContent("main"), /Служебен лаптоп/);
    assert.deepEqual(await axe(page), []);
    assert.equal((await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length, 1);

    await page.goto("/account");
    await press(page, 'main form[action="/sign-out"] button');
    await page.fill('input[name="email"]', worker);
    await page.fill('input[name="password"]', demoPassword);
    await press(page, "main form button");
    assert.equal(new URL(page.url()).pathname, "/sign-in/code");
    assert.deepEqual(await axe(page), []);
    assert.equal(await page.locator("[data-passkey-cannot]").isVisible(), false);
    await press(page, 'form[action="/sign-in/passkey"] button');
    assert.doesNotMatch(new URL(page.url()).pathname, /sign-in|second-factor/);

    await page.goto("/account/second-factor");
    assert.match(await page.textContent("main"), /последно ползван/);
    await page.fill('input[name="removal_password"]', demoPassword);
    await press(page, 'form[action="/account/passkeys/removal"] button');
    assert.match(await page.textContent("body"), /Ключът за достъп е премахнат/);
    assert.equal(await page.locator('form[action="/account/passkeys/removal"]').count(), 0);
    assert.deepEqual(page.complaints, []);

    const without = await openWindow(browser, office, { script: false });
    await signIn(without, worker);
    await without.goto("/account/second-factor");
    assert.equal(await without.locator("[data-passkey-cannot]").isVisible(), true);
    assert.equal(await without.locator('form[action="/account/passkeys"]').isVisible(), false);
    await without.context().close();
    await page.context().close();
    await office.stop();
  });
}
