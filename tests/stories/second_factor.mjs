// The phone of everybody who signs in: secrets and recovery codes of the accounts of this run.
import { createHmac } from "node:crypto";

const phones = new Map();
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function bytesOf(base32) {
  const bits = [...base32.replace(/\s/g, "")].map((c) => alphabet.indexOf(c).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** RFC 6238: six digits of this thirty seconds. */
export function codeOf(secret, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const at = mac[mac.length - 1] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
const stepNow = () => Math.floor(Date.now() / 30_000);

export function remember(where, email, secret, recoveryCodes, step) {
  const phone = { secret, recoveryCodes, step };
  phones.set(`${where} ${email}`, phone);
  phones.set(email, phone);
}

/** A code that was not used yet: of now, of the next thirty seconds (the server takes it), or one from the paper. */
export function freshCode(where, email) {
  const phone = phones.get(`${where} ${email}`) ?? phones.get(email);
  if (!phone) throw new Error(`nobody set up a second factor for ${email} in this run`);
  for (const step of [stepNow(), stepNow() + 1]) {
    if (step <= phone.step) continue;
    phone.step = step;
    return codeOf(phone.secret, step);
  }
  if (!phone.recoveryCodes.length) throw new Error(`no codes left for ${email}`);
  return phone.recoveryCodes.pop();
}

export const firstCode = (secret) => ({ step: stepNow(), code: codeOf(secret, stepNow()) });
export const secretOn = (html) => html.match(/<code>([A-Z2-7 ]{32,})<\/code>/)?.[1];
export const recoveryCodesOn = (html) => [...html.matchAll(/<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4})+)<\/code>/g)].map(([, code]) => code);
