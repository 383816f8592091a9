"""Other solvers on the compact model of a problem: cbc and glpsol (Debian), HiGHS (npm), one thread each."""
import json
import pathlib
import re
import tempfile

from measured import measured
from models import compact

HIGHS = pathlib.Path(__file__).with_name("highs.mjs")
NAMES = ["cbc", "glpsol", "highs"]


def plain(value):
    return "?" if value in (None, "?") else format(float(value), ".10g")


def told(proven, value, bound, seconds, mib):
    what = f"optimal {plain(value)}" if proven else f"{plain(value)} / {plain(bound)}" if value else "no plan"
    return f"{what}, {seconds:.1f} s, {mib:.0f} MiB"


def found(pattern, text):
    matches = re.findall(pattern, text)
    return matches[-1] if matches else None


def peers(arguments, p, limit):
    """By name: what it found / its bound, seconds, MiB. A solver is killed a minute after its limit."""
    model = compact(arguments, p)
    if model is None:
        return dict.fromkeys(NAMES, "model too large")
    with tempfile.NamedTemporaryFile("w", suffix=".lp") as file:
        file.write(model.text())
        file.flush()
        seconds, mib, text, _ = measured(["cbc", file.name, "sec", str(limit), "solve", "quit"], limit + 60)
        cbc = told("Optimal solution found" in text, found(r"Objective value:\s+(\S+)", text),
                   found(r"Lower bound:\s+(\S+)", text), seconds, mib)
        seconds, mib, text, _ = measured(["glpsol", "--lp", file.name, "--tmlim", str(limit)], limit + 60)
        mip = found(r"\+\s*\d+: mip =\s+(\S+) [<>]=", text) or found(r">>>>>\s+(\S+) [<>]=", text)
        glpsol = told("INTEGER OPTIMAL" in text, mip, found(r"(?:>>>>>|mip =)\s+\S+ [<>]=\s+(\S+)", text), seconds, mib)
        seconds, mib, text, code = measured(["node", str(HIGHS), file.name, str(limit)], limit + 60)
        answer = json.loads(text) if code == 0 and text.startswith("{") else {"proven": False, "objective": None}
        highs = told(answer["proven"], answer["objective"], "?", seconds, mib)
    return {"cbc": cbc, "glpsol": glpsol, "highs": highs}
