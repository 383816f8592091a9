"""Clock, functions, format: what a reader must be able to trust without looking."""
import re
import shutil
import subprocess

from tree import Fault, folder_of, is_test, line_at, rule, without_comments

CIVIL_CLOCK = re.compile(r"system_clock\s*::\s*now|\btime\s*\(\s*(nullptr|NULL|0|&\w+)\s*\)|gettimeofday|clock_gettime|"
                         r"\b(localtime|gmtime)(_r)?\s*\(|utc_clock|Clock::system\b")
STEADY_CLOCK = re.compile(r"steady_clock\s*::\s*now")


@rule("what day and time it is, only base knows; how long something took, only the platform")
def clock_reads(tree):
    for path in tree.under("src/", ends=(".cpp", ".h")):
        folder, text = folder_of(path), without_comments(tree.text(path))
        for pattern, homes in ((CIVIL_CLOCK, ("base",)), (STEADY_CLOCK, ("base", "platform/", "app"))):
            for match in pattern.finditer(text):
                measured_by_test = pattern is STEADY_CLOCK and is_test(path)
                if not folder.startswith(homes) and not measured_by_test:
                    yield Fault(path, f"{path}:{line_at(text, match.start())}", f"reads a clock ({match.group(0)}): take a Clock, Day or Instant")


@rule("who may do what is compared in platform/access only", {
    "src/agreements/who_is_told.cpp": "names to whom a message goes (accounts of that function), decides nothing",
    "src/protection/who_is_told.cpp": "names to whom a message goes (accounts of that function), decides nothing",
    "src/referrals/happening.cpp": "names to whom a message goes (accounts of that function), decides nothing",
    "src/entries/merge_acts.cpp": "asks whether anybody acts for an organisation that would go, decides no access",
    "src/entries/freshness.cpp": "names to whom a reminder goes, decides nothing",
    "src/protection/crew.cpp": "names which accounts of a house learn of an emergency or a signal, decides nothing",
    "src/places/stay_begin.cpp": "names which accounts on duty know who was taken in under protection, decides nothing",
    "src/referrals/send_acts.cpp": "names which accounts of the receiver a shielded referral is opened for, decides nothing",
})
def functions_are_not_compared(tree):
    for path in tree.under("src/", ends=(".cpp", ".h")):
        folder = folder_of(path)
        if folder in ("base", "platform/access", "staff", "app") or is_test(path):
            continue
        text = without_comments(tree.text(path))
        for match in re.finditer(r"\bFunction::\w+|\bfunction\s*[!=]=", text):
            yield Fault(path, f"{path}:{line_at(text, match.start())}", f"{match.group(0)}: ask platform/access")


@rule("C++ is laid out by clang-format")
def formatted(tree):
    if not tree.ours:
        return
    program = shutil.which("clang-format-19")
    if not program:
        yield Fault("clang-format", ".clang-format", "clang-format-19 is not here")
        return
    files = tree.cpp() + tree.under("bench/", "tests/", ends=(".cpp", ".h"))
    for start in range(0, len(files), 100):
        out = subprocess.run([program, "--dry-run", *files[start:start + 100]], cwd=tree.root, capture_output=True, text=True)
        for path in sorted(set(re.findall(r"^(\S+?):\d+:\d+: (?:warning|error)", out.stderr, re.M))):
            yield Fault(path, path, "clang-format-19 -i would change it")
