"""One schema on both engines: house.md §5. Runs the migrations themselves on SQLite and PostgreSQL."""
import os
import re
import sqlite3
import subprocess
import uuid

from tree import Fault, rule

SAME_KIND = {"UUID": "UUID", "BYTEA": "BYTEA", "BIGINT": "BIGINT", "TEXT": "TEXT", "DOUBLE PRECISION": "DOUBLE PRECISION"}


def section(text, engine):
    """The lines of a migration that are for this engine (platform/db/migrations.cpp does the same)."""
    kept, keep = [], True
    for line in text.split("\n"):
        if line.startswith("-- engine:"):
            keep = line.split(":")[1].strip() in (engine, "both")
        elif keep:
            kept.append(line)
    return "\n".join(kept)


def migrations(tree, engine):
    return [(path, section(tree.text(path), engine)) for path in tree.under("db/migrations/", ends=(".sql",))]


def sqlite_of(tree):
    db = sqlite3.connect(":memory:")
    for _, text in migrations(tree, "sqlite"):
        # The names of the kinds are what is compared; STRICT knows only SQLite's own (migrations.cpp rewrites them).
        db.executescript(re.sub(r"\)\s*STRICT\s*;", ");", text))
    return db


def sqlite_shape(db):
    """{"table.column": kind…} and the keys, as one dictionary of lines to compare."""
    shape = {}
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                                           "AND name NOT IN (SELECT name FROM pragma_table_list WHERE type IN ('virtual', 'shadow'))")]
    for table in tables:
        shape[f"table {table}"] = "there"
        key = {}
        for _, name, kind, not_null, _, in_key, hidden in db.execute(f"PRAGMA table_xinfo({table})"):
            if hidden:
                continue
            shape[f"column {table}.{name}"] = f"{kind.upper()}{' NOT NULL' if not_null or in_key else ''}"
            if in_key:
                key[in_key] = name
        shape[f"primary key of {table}"] = ",".join(key[n] for n in sorted(key))
        for _, index, unique, origin, _ in db.execute(f"PRAGMA index_list({table})"):
            columns = ",".join(row[2] or "(expression)" for row in db.execute(f"PRAGMA index_info({index})"))
            if origin == "u":
                shape[f"unique {table}({columns})"] = "there"
            elif origin == "c":
                shape[f"index {index} on {table}"] = f"{'unique ' if unique else ''}({columns})"
        foreign = {}
        for number, _, target, mine, theirs, *_ in db.execute(f"PRAGMA foreign_key_list({table})"):
            foreign.setdefault(number, (target, [], []))
            foreign[number][1].append(mine)
            foreign[number][2].append(theirs)
        for target, mine, theirs in foreign.values():
            if theirs[0] is None:
                theirs = [row[1] for row in sorted(db.execute(f"PRAGMA table_info({target})"), key=lambda r: r[5]) if row[5]]
            pairs = sorted(zip(mine, theirs))
            shape[f"foreign key {table}({','.join(a for a, _ in pairs)})"] = f"{target}({','.join(b for _, b in pairs)})"
    return shape


POSTGRESQL_SHAPE = r"""
SELECT 'table ' || c.relname, 'there' FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
UNION ALL
SELECT 'column ' || c.relname || '.' || a.attname, upper(format_type(a.atttypid, a.atttypmod)) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
UNION ALL
SELECT 'primary key of ' || k.conrelid::regclass, string_agg(a.attname, ',' ORDER BY u.n)
  FROM pg_constraint k CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY u(attnum, n)
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
  WHERE k.contype = 'p' AND k.connamespace = 'public'::regnamespace GROUP BY k.oid, k.conrelid
UNION ALL
SELECT 'unique ' || k.conrelid::regclass || '(' || string_agg(a.attname, ',' ORDER BY u.n) || ')', 'there'
  FROM pg_constraint k CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY u(attnum, n)
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
  WHERE k.contype = 'u' AND k.connamespace = 'public'::regnamespace GROUP BY k.oid, k.conrelid
UNION ALL
SELECT 'foreign key ' || k.conrelid::regclass || '(' || string_agg(a.attname, ',' ORDER BY a.attname COLLATE "C", b.attname COLLATE "C") || ')',
       k.confrelid::regclass || '(' || string_agg(b.attname, ',' ORDER BY a.attname COLLATE "C", b.attname COLLATE "C") || ')'
  FROM pg_constraint k CROSS JOIN LATERAL unnest(k.conkey, k.confkey) u(mine, theirs)
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.mine
  JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = u.theirs
  WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace GROUP BY k.oid, k.conrelid, k.confrelid
UNION ALL
SELECT 'index ' || i.relname || ' on ' || t.relname, CASE WHEN x.indisunique THEN 'unique ' ELSE '' END || '(' ||
       string_agg(coalesce(a.attname, '(expression)'), ',' ORDER BY u.n) || ')'
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
  CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY u(attnum, n)
  LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = u.attnum AND u.attnum > 0
  WHERE t.relnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.oid)
  GROUP BY i.oid, i.relname, t.relname, x.indisunique
"""


def psql(url, sql, *options):
    run = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, *options, "-f", "-"], input=sql, text=True,
                         capture_output=True)
    if run.returncode:
        raise RuntimeError(run.stderr.strip())
    return run.stdout


def postgresql_shape(tree, server):
    name = f"house_{uuid.uuid4().hex}"
    base, _, options = server.partition("?")
    url = re.sub(r"^(postgres(?:ql)?://[^/]*)(/.*)?$", rf"\1/{name}", base) + (f"?{options}" if options else "")
    psql(server, f"CREATE DATABASE {name}")
    try:
        for _, text in migrations(tree, "postgresql"):
            psql(url, "BEGIN;\n" + text + "\nCOMMIT;")
        out = psql(url, POSTGRESQL_SHAPE, "-A", "-t", "-F", "\t")
        return dict(line.split("\t") for line in out.splitlines() if line)
    finally:
        psql(server, f"DROP DATABASE {name}")


@rule("tables, columns and keys are the same on SQLite and PostgreSQL")
def engines_agree(tree):
    server = os.environ.get("GISHE_TEST_PG", "")
    if not server:
        if tree.ours:
            yield Fault("GISHE_TEST_PG", "db/migrations", "is not compared: run me under tests/with_postgresql")
        return
    if not tree.under("db/migrations/"):
        return
    try:
        ours, theirs = sqlite_shape(sqlite_of(tree)), postgresql_shape(tree, server)
    except (RuntimeError, sqlite3.Error) as why:
        yield Fault("migrations", "db/migrations", str(why))
        return
    for what in sorted(ours.keys() | theirs.keys()):
        if ours.get(what) != theirs.get(what):
            yield Fault(what, "db/migrations", f"{what}: SQLite {ours.get(what, 'has none')}, PostgreSQL {theirs.get(what, 'has none')}")


# Tables that carry no municipality first in their key, and why not.
REFERENCE_TABLES = {table: reason for reason, tables in {
    "the installation's own": "schema_version",
    "keyed by lane; the municipality is a column": "ledger",
    "the lanes themselves": "ledger_head ledger_checkpoint",
    "belongs to an account, which may hold posts in two municipalities": "done_once account session invitation api_token "
                                                                         "second_factor recovery_code passkey",
    "one queue of outgoing letters for the installation": "message",
    "counts tries before anybody is known": "sign_in_attempt",
    "reference data, the same rows for everybody": "district municipality settlement locality zone zone_member travel_minutes outline need "
                                                   "need_service_type indicator",
    "public directory, read by everybody (HSDS)": "organisation location service service_at_location service_target_group "
                                                  "required_document service_area hsds_document hsds_document_term "
                                                  "service_capacity service_reach service_seen service_change search_word "
                                                  "term_meaning service_by_terms",
    "stands beside the directory; read by nothing yet": "location_guarded",
    "counts what the whole directory was asked and nobody in it": "search_unanswered",
}.items() for table in tables.split()}


@rule("a table that belongs to a municipality has its code first in the primary key", REFERENCE_TABLES)
def municipality_first(tree):
    if not tree.under("db/migrations/"):
        return
    try:
        shape = sqlite_shape(sqlite_of(tree))
    except sqlite3.Error as why:
        yield Fault("migrations", "db/migrations", str(why))
        return
    for what, key in shape.items():
        if what.startswith("primary key of "):
            table = what.removeprefix("primary key of ")
            if key.split(",")[0] != "municipality":
                yield Fault(table, "db/migrations", f"{table}'s primary key is ({key}): municipality first, or a reason in REFERENCE_TABLES")


def schema_text(tree):
    lines = ["-- Generated for reading by `python3 tests/house/house.py --write-schema`; the truth is db/migrations/.", ""]
    rows = sqlite_of(tree).execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT IN (SELECT name FROM "
                                   "pragma_table_list WHERE type = 'shadow') ORDER BY tbl_name, type DESC, name")
    return "\n".join(lines) + "\n" + "\n\n".join(row[0] + ";" for row in rows) + "\n"


@rule("db/schema.sql is what the migrations make")
def schema_is_current(tree):
    if not tree.under("db/migrations/"):
        return
    try:
        wanted = schema_text(tree)
    except sqlite3.Error as why:
        yield Fault("migrations", "db/migrations", str(why))
        return
    if not tree.has("db/schema.sql") or tree.text("db/schema.sql") != wanted:
        yield Fault("db/schema.sql", "db/schema.sql", "is not what the migrations make: python3 tests/house/house.py --write-schema")
