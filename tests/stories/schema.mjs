// Checks a JSON value against a schema of an OpenAPI description of ours: the words we use, nothing more. A word it does
// not know is an error (unknownWords), so that a schema cannot say something that nobody checks.
const silent = new Set(["description", "examples", "default", "format", "contentMediaType", "$ref"]);
const kinds = {
  object: (v) => v !== null && typeof v === "object" && !Array.isArray(v),
  array: Array.isArray,
  string: (v) => typeof v === "string",
  integer: Number.isInteger,
  number: (v) => typeof v === "number",
  boolean: (v) => typeof v === "boolean",
  null: (v) => v === null,
};
const formats = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  date: /^\d{4}-\d\d-\d\d$/,
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  uri: /^[a-z][a-z0-9+.-]*:/i,
  email: /^\S+@\S+$/,
};

export function resolve(document, reference) {
  return reference.slice(2).split("/").reduce((at, name) => at?.[name], document);
}

/** All that is wrong, as lines; empty: it fits. Members that no schema names are wrong too, unless `open` says they may be. */
export function faults(document, schema, value, at = "$", open = false) {
  if (schema.$ref) return faults(document, resolve(document, schema.$ref), value, at, open);
  if (schema.allOf) {
    const whole = { type: "object", required: [], properties: {} };
    for (const part of [schema, ...schema.allOf]) {
      const one = part.$ref ? resolve(document, part.$ref) : part;
      whole.required.push(...(one.required ?? []));
      Object.assign(whole.properties, one.properties);
    }
    return faults(document, whole, value, at, open);
  }
  const found = [];
  const say = (words) => found.push(`${at}: ${words}`);
  const allowed = [schema.type ?? []].flat();
  if (allowed.length && !allowed.some((kind) => kinds[kind](value))) return [`${at}: ${JSON.stringify(value)} is no ${allowed.join(" or ")}`];
  if (value === null) return found;
  for (const [word, wanted] of Object.entries(schema)) {
    if (word === "enum" && !wanted.includes(value)) say(`${JSON.stringify(value)} is none of ${wanted.join(", ")}`);
    if (word === "format" && formats[wanted] && !formats[wanted].test(value)) say(`${value} is no ${wanted}`);
    if (word === "pattern" && !new RegExp(wanted).test(value)) say(`${value} is not ${wanted}`);
    if (word === "minimum" && value < wanted) say(`${value} < ${wanted}`);
    if (word === "maximum" && value > wanted) say(`${value} > ${wanted}`);
    if (word === "maxLength" && [...value].length > wanted) say(`longer than ${wanted}`);
    if (word === "maxItems" && value.length > wanted) say(`more than ${wanted} items`);
    if (word === "items") value.forEach((item, i) => found.push(...faults(document, wanted, item, `${at}[${i}]`, open)));
    if (word === "required") for (const name of wanted) if (!(name in value)) say(`${name} is missing`);
  }
  if (kinds.object(value) && (schema.properties || schema.additionalProperties)) {
    for (const [name, member] of Object.entries(value)) {
      const inner = schema.properties?.[name] ?? schema.additionalProperties;
      if (inner) found.push(...faults(document, inner, member, `${at}.${name}`, open));
      else if (!open) say(`${name} is not described`);
    }
  }
  return found;
}

const words = new Set([...silent, "type", "enum", "required", "properties", "additionalProperties", "items", "allOf",
  "pattern", "minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength"]);
/** Words of a schema that faults() would not check, and kinds that do not exist. */
export function unknownWords(schema, at = "#") {
  const found = [];
  if (schema === null || typeof schema !== "object") return [`${at}: no schema`];
  for (const [word, value] of Object.entries(schema)) {
    if (!words.has(word)) found.push(`${at}: ${word}`);
    if (word === "type") for (const kind of [value].flat()) if (!kinds[kind]) found.push(`${at}: type ${kind}`);
    if (word === "properties") for (const [name, inner] of Object.entries(value)) found.push(...unknownWords(inner, `${at}/${name}`));
    if (word === "items" || word === "additionalProperties") found.push(...unknownWords(value, `${at}/${word}`));
    if (word === "allOf") value.forEach((inner, i) => found.push(...unknownWords(inner, `${at}/${i}`)));
    if (word === "required" && schema.properties) for (const name of value) if (!(name in schema.properties)) found.push(`${at}: requires ${name}, which it does not describe`);
  }
  return found;
}
