#!/usr/bin/env python3
"""The rules of the house, as tests: each rule on our tree, and each rule on a small bad tree that it must refuse.

house.py [--counts FILE] [--only PART-OF-A-RULE'S-NAME] [--write-schema]"""
import argparse
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import rules  # noqa: E402,F401
from bad_trees import BAD_TREES, GOOD_TREE  # noqa: E402
from rules import schema  # noqa: E402
from tree import RULES, Tree, faults_of  # noqa: E402

SHOWN_MAX = 40


def small_tree(folder, files):
    for path, text in {**GOOD_TREE, **files}.items():
        whole = os.path.join(folder, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8") as file:
            file.write(text)
    return Tree(folder)


def proof_of(check):
    """None when the rule refuses its bad trees and accepts the good one; else what is wrong with the rule."""
    if check.__name__ not in BAD_TREES:
        return "has no bad tree in bad_trees.py that it must refuse"
    for files, expected in BAD_TREES[check.__name__]:
        with tempfile.TemporaryDirectory() as folder:
            found = [str(fault) for fault in check(small_tree(folder, files))]
            if not any(expected in fault for fault in found):
                return f"does not find „{expected}“ in its bad tree, but {found}"
    with tempfile.TemporaryDirectory() as folder:
        found = [str(fault) for fault in check(small_tree(folder, {}))]
        if found:
            return f"refuses the good tree: {found}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", help="write 'passed failed skipped' here")
    parser.add_argument("--only", default="")
    parser.add_argument("--write-schema", action="store_true")
    args = parser.parse_args()
    tree = Tree(os.path.dirname(os.path.dirname(HERE)), ours=True)
    if args.write_schema:
        with open(os.path.join(tree.root, "db/schema.sql"), "w", encoding="utf-8") as file:
            file.write(schema.schema_text(tree))
        return 0
    passed = failed = skipped = 0
    for check in RULES:
        if args.only not in check.__name__:
            continue
        needs_server = check.__name__ == "engines_agree" and not os.environ.get("GISHE_TEST_PG")
        if needs_server:
            print(f"NOT RUN  {check.sentence}: no GISHE_TEST_PG, run me under tests/with_postgresql")
            skipped += 2
            continue
        wrong = None if check.__name__ == "formatted" else proof_of(check)
        if wrong:
            failed += 1
            print(f"FAILED   the rule {check.__name__} {wrong}")
        elif check.__name__ != "formatted":
            passed += 1
        faults = faults_of(check, tree)
        if faults:
            failed += 1
            print(f"FAILED   {check.sentence}  ({check.__name__}, {len(faults)})")
            for fault in faults[:SHOWN_MAX]:
                print(f"         {fault}")
            if len(faults) > SHOWN_MAX:
                print(f"         … and {len(faults) - SHOWN_MAX} more")
        else:
            passed += 1
    if args.counts:
        with open(args.counts, "w", encoding="utf-8") as file:
            file.write(f"{passed} {failed} {skipped}\n")
    print(f"house: {passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
