#!/usr/bin/env python3
"""Ours beside cbc and glpsol on the public instances: run.py [--limit SECONDS] [--peers] [--only WORD]

Reads GISHE_SHARED/planner/instances and their list of optima, runs `gishe solve` (GISHE_BINARY) on every problem of a kind that
Gishe solves, checks each plan with `gishe solve check`, and prints a table: time, memory, objective, proven bound, gap. With
--peers the compact model of each problem that fits is given to cbc and glpsol with the same limit. One after the other, one
thread each.
"""
import argparse
import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

BINARY = os.environ.get("GISHE_BINARY", "build/release/gishe")
FOLDER = pathlib.Path(os.environ["GISHE_SHARED"]) / "planner" / "instances"
BULGARIA = {"bg1": ["1"], "bg8": ["8"], "bg1 kept": ["1", "--kept"], "bg1 quota 10": ["1", "--quota", "10"]}
PAIRS_MAX = 1_000_000  # a peer's model of more pairs takes gigabytes


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


def measured(command, limit):
    """(seconds, MiB at the most, what it printed, exit code)"""
    began = time.monotonic()
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        try:
            _, status, usage = wait(child, limit)
        except TimeoutError:
            child.kill()
            _, status, usage = os.wait4(child.pid, 0)
        out.seek(0)
        return time.monotonic() - began, usage.ru_maxrss / 1024, out.read().decode(), os.waitstatus_to_exitcode(status)


def wait(child, limit):
    end = time.monotonic() + limit
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            return pid, status, usage
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)


def ours(arguments, limit):
    seconds, mib, text, code = measured([BINARY, "solve", *arguments, "--json", "--time-limit", str(limit)], limit + 30)
    if code != 0:
        return f"exit {code}", None
    plan = json.loads(text)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(text)
        file.flush()
        checked = subprocess.run([BINARY, "solve", "check", arguments[1], file.name], capture_output=True, text=True)
    good = "" if checked.returncode == 0 else " NOT WHAT IT SAYS"
    return f"{plan['status']}{good} | {plan['objective']} | {plan['bound']} | {100 * plan['gap']:.3f} % | {seconds:.1f} s | {mib:.0f} MiB", plan


def graph(path):
    numbers = iter(path.read_text().split())
    n, m, p = (int(next(numbers)) for _ in range(3))
    cost = [[math.inf] * n for _ in range(n)]
    for _ in range(m):
        a, b, c = (int(next(numbers)) for _ in range(3))
        cost[a - 1][b - 1] = cost[b - 1][a - 1] = c
    for i in range(n):
        cost[i][i] = 0
    for k in range(n):
        through = cost[k]
        for i in range(n):
            first = cost[i][k]
            if first < math.inf:
                cost[i] = [min(c, first + t) for c, t in zip(cost[i], through)]
    return cost


def plane(path):
    points = [(float(a), float(b)) for a, b in re.findall(r"^\s*\d+\s+(\S+)\s+(\S+)\s*$", path.read_text(), re.M)]
    return [[int(math.hypot(x - u, y - v)) for u, v in points] for x, y in points]


def compact(arguments, p, file):
    """min sum c x; sum_j x_ij = 1; x_ij <= y_j; sum y = p. False where it would be too large."""
    path = pathlib.Path(arguments[1])
    if arguments[0] != "pmedian":
        return False
    cost = graph(path) if arguments[3] == "orlib-pmed" else None
    if cost is None:
        if len(re.findall(r"^\s*\d+\s+\S+\s+\S+\s*$", path.read_text(), re.M)) ** 2 > PAIRS_MAX:
            return False
        cost = plane(path)
    n = len(cost)
    if n * n > PAIRS_MAX:
        return False
    out = ["Minimize", " obj: " + "\n + ".join(f"{cost[i][j]} x{i}_{j}" for i in range(n) for j in range(n)), "Subject To"]
    out += [f" a{i}: " + "\n + ".join(f"x{i}_{j}" for j in range(n)) + " = 1" for i in range(n)]
    out += [f" v{i}_{j}: x{i}_{j} - y{j} <= 0" for i in range(n) for j in range(n)]
    out += [" p: " + "\n + ".join(f"y{j}" for j in range(n)) + f" = {p}", "Binary"]
    out += [f" y{j}" for j in range(n)] + ["End"]
    file.write("\n".join(out) + "\n")
    file.flush()
    return True


def peers(arguments, p, limit):
    with tempfile.NamedTemporaryFile("w", suffix=".lp") as file:
        if not compact(arguments, p, file):
            return {"cbc": "model too large", "glpsol": "model too large"}
        seconds, mib, text, _ = measured(["cbc", file.name, "sec", str(limit), "solve", "quit"], limit + 60)
        value = re.search(r"Objective value:\s+(\S+)", text)
        proven = "Optimal solution found" in text
        cbc = f"{'optimal' if proven else 'not proven'} {value.group(1) if value else '-'}, {seconds:.1f} s, {mib:.0f} MiB"
        seconds, mib, text, _ = measured(["glpsol", "--lp", file.name, "--tmlim", str(limit)], limit + 60)
        proven = "INTEGER OPTIMAL" in text
        glpsol = f"{'optimal' if proven else 'not proven'}, {seconds:.1f} s, {mib:.0f} MiB"
        return {"cbc": cbc, "glpsol": glpsol}


def main():
    wishes = argparse.ArgumentParser()
    wishes.add_argument("--limit", type=int, default=300)
    wishes.add_argument("--peers", action="store_true")
    wishes.add_argument("--only", default="")
    wish = wishes.parse_args()
    print(f"| problem | known best | status | objective | bound | gap | time | memory |{' cbc | glpsol |' if wish.peers else ''}")
    print("|" + "---|" * (10 if wish.peers else 8))
    wrong = 0
    for name, arguments, best, p in problems():
        if wish.only not in name:
            continue
        line, plan = ours(arguments, wish.limit)
        if plan and best and (plan["bound"] > best + 0.01 + 1e-9 * best if arguments[0] != "mclp" else plan["bound"] < best - 0.01):
            line += " AGAINST THE KNOWN BEST"
        wrong += "NOT WHAT" in line or "AGAINST" in line or line.startswith("exit")
        row = f"| {name} | {'' if best is None else format(best, '.12g')} | {line} |"
        if wish.peers:
            row += "".join(f" {v} |" for v in peers(arguments, p, wish.limit).values())
        print(row, flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
