#!/usr/bin/env python3
"""Ours beside cbc, glpsol and HiGHS on the public instances: run.py [--limit SECONDS] [--threads N] [--peers [SECONDS]] [--only WORD]

Reads GISHE_SHARED/planner/instances and their list of optima, runs `gishe solve` (GISHE_BINARY) on every problem of a kind that
Gishe solves, checks each plan with `gishe solve check`, and prints a table: time, memory, objective, proven bound, gap. With
--peers the compact model of each problem that fits is given to cbc, glpsol and HiGHS (`npm ci`). One after the other; the peers
take one thread.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from measured import measured
from peers import NAMES, peers

BINARY = os.environ.get("GISHE_BINARY", "build/release/gishe")
FOLDER = pathlib.Path(os.environ["GISHE_SHARED"]) / "planner" / "instances"
BULGARIA = {"bg1": ["1"], "bg8": ["8"], "bg1 kept": ["1", "--kept"], "bg1 quota 10": ["1", "--quota", "10"]}


def problems():
    """(name, arguments of gishe solve, known best value) of every line of optima.tsv that we solve."""
    for line in (FOLDER / "optima.tsv").read_text().splitlines()[1:]:
        file, problem, parameters, best, *_ = line.split("\t")
        path = str(FOLDER / file)
        if problem == "p-median":
            p = re.search(r"p=(\d+)", parameters).group(1)
            yield file, ["pmedian", path, "--format", "orlib-pmed"], float(best), int(p)
        elif problem.startswith("p-median"):
            p = re.search(r"p=(\d+)", parameters).group(1)
            yield f"{file} p={p}", ["pmedian", path, "--format", "tsplib", "--p", p], float(best), int(p)
        elif problem.startswith("UFL"):
            yield f"{file} ufl", ["ufl", path, "--format", "orlib-cap"], float(best), None
        elif file.startswith("cap/"):
            capacity = re.findall(r"capacity=(\d+)", parameters)
            options = ["--capacity", *capacity] if capacity else []
            yield f"{file} {parameters}", ["cflp", path, "--format", "orlib-cap", *options], float(best), None
        elif file.startswith("sscflp/"):
            yield file, ["sscflp", path, "--format", "holmberg"], float(best), None
        elif file.startswith("gk/"):
            yield file, ["cflp", path, "--format", "goertz-klose"], float(best), None
    # Not in the list: shared/planner/README.md says 485802, proven.
    yield "mclp/BDS10000A.txt r=6.25 p=10", ["mclp", str(FOLDER / "mclp" / "BDS10000A.txt"), "--format", "bds", "--p", "10",
                                             "--radius", "6.25"], 485802.0, 10
    for name, options in BULGARIA.items():
        path = pathlib.Path(tempfile.gettempdir()) / f"gishe-bench-{name.replace(' ', '-')}.json"
        with open(path, "w") as file:
            subprocess.run([sys.executable, pathlib.Path(__file__).with_name("bulgaria.py"), *options], stdout=file, check=True)
        yield name, ["zone", str(path)], None, None


def ours(arguments, limit, threads):
    seconds, mib, text, code = measured(
        [BINARY, "solve", *arguments, "--json", "--time-limit", str(limit), "--threads", str(threads)], limit + 30)
    if code != 0:
        return f"exit {code}", None
    plan = json.loads(text)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(text)
        file.flush()
        checked = subprocess.run([BINARY, "solve", "check", arguments[1], file.name], capture_output=True, text=True)
    good = "" if checked.returncode == 0 else " NOT WHAT IT SAYS"
    return f"{plan['status']}{good} | {plan['objective']} | {plan['bound']} | {100 * plan['gap']:.3f} % | {seconds:.1f} s | {mib:.0f} MiB", plan


def main():
    wishes = argparse.ArgumentParser()
    wishes.add_argument("--limit", type=int, default=300)
    wishes.add_argument("--threads", type=int, default=1)
    wishes.add_argument("--peers", type=int, nargs="?", const=300, metavar="SECONDS")
    wishes.add_argument("--only", default="")
    wish = wishes.parse_args()
    print(f"| problem | known best | status | objective | bound | gap | time | memory |"
          + "".join(f" {name} |" for name in NAMES if wish.peers))
    print("|" + "---|" * (8 + (len(NAMES) if wish.peers else 0)))
    wrong = 0
    for name, arguments, best, p in problems():
        if wish.only not in name:
            continue
        line, plan = ours(arguments, wish.limit, wish.threads)
        if plan and best and (plan["bound"] > best + 0.01 + 1e-9 * best if arguments[0] != "mclp" else plan["bound"] < best - 0.01):
            line += " AGAINST THE KNOWN BEST"
        wrong += "NOT WHAT" in line or "AGAINST" in line or line.startswith("exit")
        row = f"| {name} | {'' if best is None else format(best, '.12g')} | {line} |"
        if wish.peers:
            row += "".join(f" {v} |" for v in peers(arguments, p, wish.peers).values())
        print(row, flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
