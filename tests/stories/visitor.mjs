// A visitor without a browser: cookies, forms as the page gives them, no script.
import { randomBytes } from "node:crypto";
import http from "node:http";

import { demoPassword } from "./office.mjs";
import { firstCode, freshCode, recoveryCodesOn, remember, secretOn } from "./second_factor.mjs";

const entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", nbsp: "\u00a0" };
export const unescape = (html) => html.replace(/&(#?\w+);/g, (whole, name) => entities[name] ?? whole);
/** What a person reads on a page. */
export const textOf = (html) => unescape(html.replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, " ").replace(/<[^>]+>/g, " ")).replace(/\s+/g, " ").trim();

const attributesOf = (tag) => {
  const found = {};
  for (const [, name, quoted, bare] of tag.matchAll(/([\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s">]+)))?/g)) {
    found[name.toLowerCase()] = unescape(quoted ?? bare ?? "");
  }
  return found;
};

/** The forms of a page: action, method and the fields as they would be sent untouched. */
export function formsOf(html) {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, head, body]) => {
    const { action = "", method = "get", id = "" } = attributesOf(head);
    const fields = [];
    for (const [, kind, tag, inside = ""] of body.matchAll(/<(input|button)\b([^>]*)>|<select\b[^>]*>[\s\S]*?<\/select>|<textarea\b[^>]*>[\s\S]*?<\/textarea>/gi)) {
      void inside;
      if (!kind) continue;
      const field = attributesOf(tag);
      if (!field.name || kind.toLowerCase() === "button") continue;
      if (["checkbox", "radio"].includes(field.type) && !("checked" in field)) continue;
      fields.push([field.name, field.value ?? (["checkbox", "radio"].includes(field.type) ? "on" : "")]);
    }
    for (const [, tag, inside] of body.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/gi)) {
      const options = [...inside.matchAll(/<option\b([^>]*)>([^<]*)/gi)].map(([, option, words]) => ({ ...attributesOf(option), words }));
      const chosen = options.find((option) => "selected" in option) ?? options[0];
      if (attributesOf(tag).name && chosen) fields.push([attributesOf(tag).name, chosen.value ?? chosen.words.trim()]);
    }
    for (const [, tag, inside] of body.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/gi)) {
      if (attributesOf(tag).name) fields.push([attributesOf(tag).name, unescape(inside).replace(/^\n/, "")]);
    }
    return { action, method: method.toLowerCase(), id, fields, html: body };
  });
}

/** The values a select or a group of radio buttons offers, with their words. */
export function choicesOf(html, name) {
  const select = [...html.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/gi)].find(([, tag]) => attributesOf(tag).name === name);
  if (select) return [...select[2].matchAll(/<option\b([^>]*)>([^<]*)/gi)].map(([, tag, words]) => ({ value: attributesOf(tag).value ?? words.trim(), words: unescape(words).trim() }));
  return [...html.matchAll(/<input\b([^>]*)>([^<]*(?:<span[^>]*>[^<]*)?)/gi)]
    .map(([, tag, words]) => ({ ...attributesOf(tag), words: textOf(words) }))
    .filter((field) => field.name === name);
}

export class Answer {
  constructor(status, headers, bytes, address) {
    Object.assign(this, { status, headers, bytes, address });
  }
  get body() { return this.bytes.toString("utf8"); }
  get text() { return textOf(this.body); }
  get location() { return this.headers.location ?? ""; }
  get json() { return JSON.parse(this.body); }
  get forms() { return formsOf(this.body); }
  /** The form whose action fits, or that of one of its buttons; its fields can be sent as they are. */
  form(action) {
    const fits = (address) => (action instanceof RegExp ? action.test(address) : address === action);
    const buttonOf = (form) => [...form.html.matchAll(/\bformaction="([^"]*)"/g)].map(([, address]) => unescape(address)).find(fits);
    const forms = this.forms;
    const form = forms.find((one) => fits(one.action)) ?? forms.filter(buttonOf).map((one) => ({ ...one, action: buttonOf(one) }))[0];
    if (!form) throw new Error(`no form ${action} on ${this.address} (${this.status}); there are ${this.forms.map((f) => f.action).join(", ")}\n${this.text.slice(0, 800)}`);
    return { ...form, action: form.action || this.address };
  }
  /** The address of the first link that fits. */
  link(pattern) {
    const link = this.links.find((address) => pattern.test(address));
    if (!link) throw new Error(`no link ${pattern} on ${this.address} (${this.status}); there are ${this.links.join(", ")}`);
    return link;
  }
  get links() { return [...this.body.matchAll(/<a\b[^>]*\bhref="([^"]*)"/gi)].map(([, address]) => unescape(address)); }
}

/** The fields of a form as they are sent: name → text, list, or null to leave it out. */
function filledIn(form, values) {
  const fields = form.fields.filter(([name]) => !(name in values));
  for (const [name, value] of Object.entries(values)) {
    if (value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) fields.push([name, String(one)]);
  }
  return fields;
}

export class Visitor {
  constructor(address, { language = "bg", token } = {}) {
    this.address = address;
    this.language = language;
    this.token = token;
    this.cookies = new Map();
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
  }

  /** One request, redirects not followed. `body`: string or bytes. */
  send(method, path, { body, headers = {} } = {}) {
    const url = new URL(path, this.address);
    const all = { "accept-language": this.language, ...headers };
    if (this.cookies.size) all.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (this.token) all.authorization = `Bearer ${this.token}`;
    else if (method !== "GET") Object.assign(all, { origin: this.address, "sec-fetch-site": "same-origin", ...headers });
    if (body !== undefined) all["content-length"] = Buffer.byteLength(body);
    return new Promise((done, failed) => {
      const request = http.request(url, { method, headers: all, agent: this.agent, timeout: 30_000 }, (response) => {
        const parts = [];
        response.on("data", (part) => parts.push(part));
        response.on("error", failed);
        response.on("end", () => {
          for (const line of response.headers["set-cookie"] ?? []) {
            const [pair, ...rest] = line.split(";");
            const name = pair.slice(0, pair.indexOf("=")).trim();
            const value = pair.slice(pair.indexOf("=") + 1).trim();
            if (!value || rest.some((word) => /max-age=0/i.test(word))) this.cookies.delete(name);
            else this.cookies.set(name, value);
          }
          done(new Answer(response.statusCode, response.headers, Buffer.concat(parts), url.pathname + url.search));
        });
      });
      request.on("timeout", () => request.destroy(new Error(`no answer to ${method} ${path} within 30 s`)));
      request.on("error", failed);
      request.end(body);
    });
  }

  async follow(answer) {
    for (let n = 0; n < 5 && [301, 302, 303, 307].includes(answer.status); ++n) answer = await this.get(answer.location, { stay: true });
    return answer;
  }

  async get(path, { stay = false, headers } = {}) {
    const answer = await this.send("GET", path, { headers });
    return stay ? answer : this.follow(answer);
  }

  /** Sends fields ([name, value] pairs or an object) as a form. */
  post(path, fields, { headers = {} } = {}) {
    const body = new URLSearchParams(Array.isArray(fields) ? fields : Object.entries(fields)).toString();
    return this.send("POST", path, { body, headers: { "content-type": "application/x-www-form-urlencoded", ...headers } });
  }

  /** Fills in a form of a page as it stands there and sends it. Values: name → text, list, or null to leave it out. */
  async submit(page, action, values = {}, { stay = false } = {}) {
    const form = page.form(action);
    const fields = filledIn(form, values);
    const answer = form.method === "post" ? await this.post(form.action, fields)
      : await this.send("GET", `${form.action.split("?")[0]}?${new URLSearchParams(fields)}`);
    return stay ? answer : this.follow(answer);
  }

  /** The same with files: [field, name, bytes or text]. */
  async submitFiles(page, action, files, values = {}, { stay = false } = {}) {
    const form = page.form(action);
    const boundary = `----story${randomBytes(8).toString("hex")}`;
    const chosen = new Set([...form.html.matchAll(/<input\b([^>]*)>/gi)].map(([, tag]) => attributesOf(tag)).filter((field) => field.type === "file").map((field) => field.name));
    const parts = filledIn(form, values).filter(([name]) => !chosen.has(name))
      .map(([name, value]) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
    for (const [field, name, bytes] of files)
      parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`), Buffer.from(bytes), Buffer.from("\r\n"));
    parts.push(Buffer.from(`--${boundary}--\r\n`));
    const answer = await this.send("POST", form.action, { body: Buffer.concat(parts), headers: { "content-type": `multipart/form-data; boundary=${boundary}` } });
    return stay ? answer : this.follow(answer);
  }

  async signIn(email, password) {
    const page = await this.get("/sign-in");
    const answer = await this.submit(page, /sign-in/, { email, password });
    if (!this.cookies.has("gishe-session") && !this.cookies.has("__Host-gishe")) throw new Error(`${email} could not sign in: ${answer.status} ${answer.text.slice(0, 300)}`);
    if (answer.address.startsWith("/sign-in/code")) return this.submit(answer, /sign-in\/code/, { code: freshCode(this.address, email) });
    if (answer.address.startsWith("/account/second-factor")) return this.setUpSecondFactor(answer, email, password);
    return answer;
  }

  /** As somebody does who has no second factor yet and whose post asks for one. */
  async setUpSecondFactor(page, email, password) {
    const shown = await this.submit(page, "/account/second-factor/secret", { password });
    const secret = secretOn(shown.body);
    const { step, code } = firstCode(secret);
    const done = await this.submit(shown, "/account/second-factor", { code });
    remember(this.address, email, secret, recoveryCodesOn(done.body), step);
    return this.get(done.body.match(/<a class="button go" href="([^"]+)"/)[1]);
  }

  /** The desk's search for people: posted, because names and numbers do not belong into addresses. */
  async findPeople(words) {
    const answer = await this.submit(await this.get("/people"), "/people/search", { query: words });
    return { answer, people: [...new Set(answer.links.filter((address) => /^\/people\/[0-9a-f-]{36}$/.test(address)))] };
  }

  /** JSON API: body as value, answer with .json. */
  api(method, path, value, { key } = {}) {
    const headers = { accept: "application/json", ...(key ? { "idempotency-key": key } : {}) };
    if (value === undefined) return this.send(method, path, { headers });
    return this.send(method, path, { body: JSON.stringify(value), headers: { ...headers, "content-type": "application/json" } });
  }

  close() { this.agent.destroy(); }
}

/** A visitor who is signed in at an office. */
export async function signedIn(office, email) {
  const visitor = new Visitor(office.address);
  await visitor.signIn(email, demoPassword);
  return visitor;
}
