#!/usr/bin/env python3
"""How each statement of the program reaches its rows: bench/plans.py BINARY SQLITE-FILE

Takes the statements out of the binary itself, so that none is forgotten, and asks SQLite to explain them. Ends with 1
when one of them walks a whole large table, or everything of a municipality. SQLite keeps no statistics here, so a plan
does not depend on how much there is: the demo zone will do. -v names the texts that were not asked, PostgreSQL's among
them, and the steps that sort."""
import re
import sqlite3
import sys

LARGE = {"person", "person_name_key", "person_identifier", "application", "application_line", "application_line_event",
         "application_paper", "referral", "referral_event", "referral_package", "task", "ledger", "message", "done_once",
         "session", "service", "service_reach"}
# Statements that are meant to read everything: told by their beginning.
WHOLE = ("SELECT count(*) FROM ledger WHERE lane NOT IN",  # gishe ledger verify
         "SELECT s.id, s.name, s.description, o.name, s.type, s.municipality, l.settlement",  # the index of the search is made
         "DELETE FROM message WHERE next_try_at IS NULL",  # what was sent stays a month
         "SELECT l.municipality, l.need_code, count(*),")  # the overview counts everything of its months


def statements(binary):
    found = set()
    for text in re.findall(rb"(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH) [^\0]{8,}", open(binary, "rb").read()):
        try:
            found.add(text.decode())
        except UnicodeDecodeError:
            pass
    # Where the text for SQLite names its index, the same text without is PostgreSQL's.
    named = {re.sub(r" INDEXED BY \w+ ", " ", text) for text in found if " INDEXED BY " in text}
    return sorted(found - named)


def main():
    binary, file = sys.argv[1:3]
    db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    asked = faults = 0
    for sql in statements(binary):
        slots = max([int(n) for n in re.findall(r"\$(\d+)", sql)] or [0])
        plan = [sql]
        try:
            plan = [row[3] for row in db.execute("EXPLAIN QUERY PLAN " + sql, {str(n): None for n in range(1, slots + 1)})]
        except (sqlite3.Error, sqlite3.Warning) as why:
            if "no query solution" in str(why):  # INDEXED BY an index that cannot answer it
                faults += 1
                print(f"{sql}\n    {why}")
            if "no such table" not in str(why) and "syntax" not in str(why) and "-v" in sys.argv:
                print("not asked:", why, "|", sql[:100])
            continue
        asked += 1
        aliases = dict((b or a, a) for a, b in re.findall(r"(?:FROM|JOIN|UPDATE|INTO) (\w+)(?: (?!WHERE|SET|JOIN|ON|ORDER|LEFT|CROSS|LIMIT|INDEXED|VALUES|SELECT)(\w+))?", sql))
        bad = []
        for step in plan:
            scan = re.match(r"SCAN (\w+)(.*)", step)
            if scan and aliases.get(scan[1], scan[1]) in LARGE and not sql.startswith(WHOLE):
                bad.append(step)
            only_town = re.match(r"SEARCH (\w+) USING PRIMARY KEY \((municipality=\?)\)$", step)
            if only_town and not sql.startswith(WHOLE) and aliases.get(only_town[1], only_town[1]) in LARGE - {"service"}:
                bad.append(step + "  (all of a municipality)")
            if step.startswith("USE TEMP B-TREE") and "-v" in sys.argv:
                bad.append(step)
        if bad:
            faults += 1
            print(sql[:3000] + "\n    " + "\n    ".join(bad))
    print(f"{asked} statements asked, {faults} to look at")
    return 1 if faults else 0


sys.exit(main())
