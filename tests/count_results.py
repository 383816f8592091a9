#!/usr/bin/env python3
"""Counts of test runs, one line "passed failed skipped" a part; their sum for the end of ./test; and what failed, by name.

count_results.py --ctest JUNIT.xml | --tap FILE.tap | --sum FILE.counts … | --failed FOLDER
A part that left no readable result counts as one failed test: silence is not success."""
import os
import re
import sys
import xml.etree.ElementTree as xml


def of_ctest(path):
    passed = failed = skipped = 0
    for case in xml.parse(path).getroot().iter("testcase"):
        if case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
            skipped += 1
        elif case.find("failure") is not None or case.get("status") == "fail":
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped


def of_tap(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    found = {name: int(n) for name, n in re.findall(r"^# (pass|fail|cancelled|skipped|todo) (\d+)$", text, re.M)}
    return found["pass"], found["fail"] + found["cancelled"] + found["todo"], found["skipped"]


def print_failed(folder):
    """The names last: whoever sees only the end of a log sees what to look for."""
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name.endswith(".tap"):
            with open(path, encoding="utf-8") as file:
                for line in file:
                    if re.match(r" *not ok ", line) and "# SKIP" not in line:
                        print(f"  FAILED {name}: {line.strip()}")
        elif name == "ctest.xml":
            try:
                cases = xml.parse(path).getroot().iter("testcase")
            except (OSError, xml.ParseError) as why:
                print(f"  FAILED {name}: {why}")
                continue
            for case in cases:
                failure = case.find("failure")
                if failure is None and case.get("status") != "fail":
                    continue
                print(f"  FAILED {case.get('name')} after {case.get('time')} s: {(failure.get('message') if failure is not None else '')}")
                output = (case.findtext("system-out") or "").strip().splitlines()
                for line in output[-25:]:
                    print(f"    {line}")


def main():
    kind, paths = sys.argv[1], sys.argv[2:]
    if kind == "--failed":
        print_failed(paths[0])
        return 0
    if kind in ("--ctest", "--tap"):
        try:
            counts = of_ctest(paths[0]) if kind == "--ctest" else of_tap(paths[0])
        except (OSError, KeyError, xml.ParseError) as why:
            print(f"{paths[0]}: {why}", file=sys.stderr)
            counts = (0, 1, 0)
        if sum(counts) == 0:
            counts = (0, 1, 0)
        print(*counts)
        return 0
    total = [0, 0, 0]
    for path in paths:
        with open(path, encoding="utf-8") as file:
            counts = [int(n) for n in file.read().split()] or [0, 1, 0]
        print(f"  {os.path.basename(path).removesuffix('.counts'):<12} {counts[0]} passed, {counts[1]} failed, {counts[2]} skipped")
        total = [a + b for a, b in zip(total, counts)]
    line = f"{total[0]} passed, {total[1]} failed"
    print(line + (f", {total[2]} skipped" if total[2] else ""))
    return 1 if total[1] or not total[0] else 0


if __name__ == "__main__":
    sys.exit(main())
