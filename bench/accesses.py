#!/usr/bin/env python3
"""The data protection officer's two questions over a million lines of the ledger, on both engines.

bench/accesses.py [LINES]; with PostgreSQL under tests/with_postgresql. The table and its indexes are those of the first
migration, without the triggers of the chain; the statements are read out of src/platform/ledger/seen.cpp. One account in
2,000 and one file in 50,000 on average; besides, one account with a tenth of all lines.
"""
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINES = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
ACCOUNTS, FILES, STEP = 2_000, 50_000, 30_000_000  # microseconds between two lines


def statements():
    """name → (SQLite, PostgreSQL) out of the source."""
    text = (ROOT / "src/platform/ledger/seen.cpp").read_text()
    found = {}
    for block in re.findall(r"static const db::Query q\{(.*?)\};", text, re.S):
        joined = re.findall(r'"((?:[^"\\]|\\.)*)"(\s*,)?', block)
        texts, now = [], ""
        for piece, comma in joined:
            now += piece
            if comma:
                texts.append(now)
                now = ""
        texts.append(now)
        found[texts[0]] = (texts[1], texts[2])
    return found


BODY = ('{"account":"","action":"person.opened","at":1,"changes":[],"function":"desk_officer","kind":"person","lane":0,'
        '"municipality":"PAZ14","organisation":"","post":"01980000-0000-7000-8000-000000000001","reason":"",'
        '"rule":"desk_officer/municipality/L2","session":"abcdefgh","subject":""}')


def uuid_of(kind, n):
    return bytes([kind]) * 8 + n.to_bytes(8, "big")


def account_of(i):
    return 0 if i % 10 == 0 else i * 7919 % ACCOUNTS


def measure(name, run):
    best = []
    for _ in range(3):
        begun = time.perf_counter()
        rows = run()
        best.append(time.perf_counter() - begun)
    print(f"  {name}: {min(best) * 1000:,.0f} ms, {rows:,} rows", flush=True)
    return min(best)


def questions(values):
    """What is asked: label → (statement, arguments)."""
    year = (0, LINES * STEP + 1)
    return {
        "whose files did one account see, a month": ("ledger.seen_by", (values[0], year[1] - 30 * 86_400_000_000, year[1], "PAZ14", "person", 2001)),
        "the same, all its lines": ("ledger.seen_by", (values[0], *year, "PAZ14", "person", 2001)),
        "the account with a tenth of all lines": ("ledger.seen_by", (values[1], *year, "PAZ14", "person", 2001)),
        "who opened one file": ("ledger.touches", ("PAZ14", values[2], *year, 2001)),
    }


def on_sqlite():
    with tempfile.TemporaryDirectory() as folder:
        db = sqlite3.connect(f"{folder}/ledger.db")
        db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
                         "CREATE TABLE ledger (lane BIGINT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, municipality TEXT NOT NULL,"
                         "subject UUID, account_id UUID, body TEXT NOT NULL, prev BYTEA NOT NULL, hash BYTEA NOT NULL, PRIMARY KEY (lane, seq));"
                         "CREATE INDEX ledger_by_subject ON ledger (municipality, subject, at);"
                         "CREATE INDEX ledger_by_account ON ledger (account_id, at);")
        zero = bytes(32)
        db.executemany("INSERT INTO ledger VALUES (0, ?, ?, 'PAZ14', ?, ?, ?, ?, ?)",
                       ((i, i * STEP, uuid_of(2, i * 104729 % FILES), uuid_of(1, account_of(i)), BODY, zero, zero) for i in range(1, LINES + 1)))
        db.commit()
        slowest = 0
        for label, (name, args) in questions((uuid_of(1, 7), uuid_of(1, 0), uuid_of(2, 5))).items():
            sql = re.sub(r"\$(\d+)", r"?\1", statements()[name][0])
            plan = " / ".join(row[3] for row in db.execute("EXPLAIN QUERY PLAN " + sql, args))
            assert "USING INDEX" in plan and "SCAN ledger" not in plan, plan
            slowest = max(slowest, measure(label, lambda sql=sql, args=args: len(db.execute(sql, args).fetchall())))
        return slowest


def on_postgresql(server):
    def psql(sql):
        return subprocess.run(["psql", "-XqtA", "-v", "ON_ERROR_STOP=1", "-d", server, "-c", sql], check=True, capture_output=True, text=True).stdout

    schema = f"bench_{os.getpid()}"
    uuid = "CAST(repeat('0{0}', 8) || lpad(to_hex({1}), 16, '0') AS uuid)"
    psql(f"CREATE SCHEMA {schema}; CREATE TABLE {schema}.ledger (lane BIGINT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, municipality TEXT NOT NULL,"
         "subject UUID, account_id UUID, body TEXT NOT NULL, PRIMARY KEY (lane, seq));"
         f"INSERT INTO {schema}.ledger SELECT 0, i, i * {STEP}, 'PAZ14', {uuid.format(2, f'(i * 104729 % {FILES})')}, "
         f"{uuid.format(1, f'(CASE WHEN i % 10 = 0 THEN 0 ELSE i * 7919 % {ACCOUNTS} END)')}, '{BODY}' FROM generate_series(CAST(1 AS bigint), {LINES}) i;"
         f"CREATE INDEX ON {schema}.ledger (municipality, subject, at); CREATE INDEX ON {schema}.ledger (account_id, at); ANALYZE {schema}.ledger")
    slowest = 0
    try:
        asked = questions(tuple(f"{kind:02x}" * 8 + f"{n:016x}" for kind, n in ((1, 7), (1, 0), (2, 5))))
        for label, (name, args) in asked.items():
            sql = statements()[name][1].replace("FROM ledger", f"FROM {schema}.ledger")
            for i in range(len(args), 0, -1):
                sql = sql.replace(f"${i}", str(args[i - 1]) if isinstance(args[i - 1], int) else f"'{args[i - 1]}'")
            plan = psql("EXPLAIN " + sql)
            assert "Seq Scan" not in plan, plan
            slowest = max(slowest, measure(label, lambda sql=sql: len(psql(sql).splitlines())))
    finally:
        psql(f"DROP SCHEMA {schema} CASCADE")
    return slowest


if __name__ == "__main__":
    print(f"sqlite {sqlite3.sqlite_version}, {LINES:,} lines")
    slowest = on_sqlite()
    server = os.environ.get("GISHE_TEST_PG", "")
    if server:
        print(f"postgresql, {LINES:,} lines (with the start of psql)")
        slowest = max(slowest, on_postgresql(server))
    else:
        print("postgresql: NOT RUN, no GISHE_TEST_PG")
    sys.exit(0 if slowest < 5 else 1)
