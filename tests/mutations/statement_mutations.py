#!/usr/bin/env python3
"""Takes one condition of access at a time out of one SQL statement and runs the folder's tests: each loss must be seen.

python3 tests/mutations/statement_mutations.py [--counts FILE] [--only FOLDER] [--jobs N]      after a build in build/dev
The statements are read from the folder's library and changed inside a copy of its test program, in as many letters as
stood there; nothing is compiled. Only statements for SQLite run here: with --each, one for PostgreSQL alone survives.
"""
import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/dev/src"
FOLDERS = ["people", "referrals", "guard", "places", "agreements", "answers", "desk", "cases", "protection", "own_file", "hospital"]

# what is lost: (text as it stands, what stands there instead; padded with spaces)
LOSSES = {
    "level": (rb"\b(?:\w+\.)?sensitivity(?:, 0\)+)? <= (\$\d)", rb"\1 IS NOT NULL"),
    "higher level": (rb"\bEND <= (\$\d)", rb"END<=\1+9"),
    "named": (rb"\bn\.account_id = (\$\d)", rb"\1 IS NOT NULL"),
    "barred": (rb"\bb\.account_id = (\$\d)", rb"\1 IS NULL"),
    "team": (rb"(\$\d) = 0 OR", rb"\1>-1 OR"),
    "on the team": (rb"\bt\.account_id = (\$\d)", rb"\1 IS NOT NULL"),
    "municipality": (rb"\b[a-z]\.municipality = (\$1)\b", rb"\1 IS NOT NULL"),
}


def statements(folder):
    """Statements of the folder's own code that ask who reads: bytes as they lie in the program."""
    library = (BUILD / folder / f"libgishe_{folder}.a").read_bytes()
    program = (BUILD / folder / f"{folder}_test").read_bytes()
    found = []
    for text in sorted(set(re.findall(rb"[\x09\x20-\x7e]{30,}", library))):
        if re.match(rb"\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\b", text) and b"account_id = $" in text and program.count(text + b"\0"):
            found.append(text)
    return program, found


def mutants(folder, each):
    program, found = statements(folder)
    for what, (old, new) in LOSSES.items():
        changes = {}
        for text in found:
            changed = re.sub(old, lambda m: m.expand(new).ljust(len(m.group(0))), text)
            if changed != text and len(changed) == len(text):
                changes[text] = changed
        for some in [{text: changed} for text, changed in changes.items()] if each else [changes] if changes else []:
            yield folder, what, some, program


def survives(mutant):
    """Why the mutant counts as a failure; empty when the tests killed it."""
    folder, _, changes, program = mutant
    for text, changed in changes.items():
        program = program.replace(text + b"\0", changed + b"\0")
    with tempfile.TemporaryDirectory(prefix="gishe-statement-") as where:
        copy = pathlib.Path(where) / "mutant"
        copy.write_bytes(program)
        copy.chmod(0o700)
        run = subprocess.run([str(copy), "--gtest_brief=1", "--gtest_fail_fast"], cwd=BUILD / folder, capture_output=True, timeout=300)
        return "" if run.returncode == 1 else f"the tests pass without it (ended with {run.returncode})"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts")
    parser.add_argument("--only")
    parser.add_argument("--each", action="store_true", help="in one statement at a time, instead of in all of a folder")
    parser.add_argument("--jobs", type=int, default=2)
    wish = parser.parse_args()
    failed = passed = 0
    with concurrent.futures.ThreadPoolExecutor(wish.jobs) as workers:
        all_of_them = [one for folder in FOLDERS if wish.only in (None, folder) for one in mutants(folder, wish.each)]
        for (folder, what, changes, _), why in zip(all_of_them, workers.map(survives, all_of_them)):
            if why:
                failed += 1
                print(f"SURVIVED {folder}: without {what}: {why} ({len(changes)} statements)" +
                      (f"\n  {next(iter(changes)).decode()}" if wish.each else ""), flush=True)
            else:
                passed += 1
                print(f"killed {folder}: without {what} ({len(changes)} statements)", flush=True)
    print(f"statements: {passed} killed, {failed} failed")
    if wish.counts:
        pathlib.Path(wish.counts).write_text(f"{passed} {failed} 0\n")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
