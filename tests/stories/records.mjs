// Looks into the database of an office from outside, reading but for change(). Ids come as UUID text on both engines.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const script = `
import sqlite3, sys, uuid
def said(value):
    if isinstance(value, bytes): return str(uuid.UUID(bytes=value)) if len(value) == 16 else value.hex()
    return '' if value is None else str(value)
for row in sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True).execute(sys.argv[2]): print('\\x1f'.join(map(said, row)))
`;

const maxBuffer = 256 * 1024 * 1024;
/** Rows of a SELECT as lists of text. */
export const ask = (where, sql) => (where.url
  ? execFileSync("psql", ["-XqtA", "-F", "\x1f", "-d", where.url, "-c", sql], { encoding: "utf8", maxBuffer })
  : execFileSync("python3", ["-c", script, join(where.data, "gishe.db"), sql], { encoding: "utf8", maxBuffer }))
  .trim().split("\n").filter(Boolean).map((line) => line.split("\x1f"));

/** What a reader finds in a PDF. */
export const wordsOfPdf = (bytes) => execFileSync("pdftotext", ["-layout", "-", "-"], { encoding: "utf8", input: bytes, maxBuffer });

/** Writes past a server that does not run. */
export const change = ({ url, data }, sql) => (url ? execFileSync("psql", ["-Xq", "-d", url, "-c", sql])
  : execFileSync("python3", ["-c", "import sqlite3, sys\nwith sqlite3.connect(sys.argv[1]) as c: c.execute(sys.argv[2])", join(data, "gishe.db"), sql]));
