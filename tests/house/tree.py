"""The files a rule looks at, and what a rule says. Rules never touch the disk themselves."""
import os
import re
import subprocess

RULES = []


class Fault:
    """`about` is what an exception may name; `where` is a path, with a line where there is one."""

    def __init__(self, about, where, words):
        self.about, self.where, self.words = about, where, words

    def __str__(self):
        return f"{self.where}: {self.words}"


def rule(sentence, exceptions=None):
    """Declares a rule: a generator of Fault over a Tree. `exceptions`: about → reason; each must be needed."""

    def declare(check):
        check.sentence, check.exceptions = sentence, exceptions or {}
        RULES.append(check)
        return check

    return declare


def faults_of(check, tree):
    """What the rule says of this tree, its exceptions taken into account."""
    faults, needed = [], set()
    for fault in check(tree):
        if fault.about in check.exceptions:
            needed.add(fault.about)
        else:
            faults.append(fault)
    for about in check.exceptions.keys() - needed:
        faults.append(Fault(about, "tests/house", f"the exception for {about} is no longer needed: remove it"))
    return faults


class Tree:
    """A source tree: what git tracks or would track, read once."""

    def __init__(self, root, ours=False):
        self.root = root
        self.ours = ours  # the real tree: rules that need a database or a compiler run only here
        self._texts = {}
        self.paths = sorted(path for path in self._list() if os.path.isfile(os.path.join(root, path)))

    def _list(self):
        if os.path.exists(os.path.join(self.root, ".git")):
            out = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                 cwd=self.root, check=True, capture_output=True).stdout.decode()
            return [path for path in out.split("\0") if path]
        return [os.path.relpath(os.path.join(folder, name), self.root)
                for folder, _, names in os.walk(self.root) for name in names]

    def text(self, path):
        if path not in self._texts:
            with open(os.path.join(self.root, path), "rb") as file:
                self._texts[path] = file.read().decode("utf-8", "replace")
        return self._texts[path]

    def has(self, path):
        return path in self._paths_set()

    def _paths_set(self):
        return set(self.paths)

    def under(self, *starts, ends=("",)):
        return [path for path in self.paths if path.startswith(starts) and path.endswith(tuple(ends))]

    def cpp(self):
        return self.under("src/", ends=(".cpp", ".h"))

    def templates(self):
        return self.under("src/", ends=(".html",))

    def lines(self, path):
        return enumerate(self.text(path).split("\n"), 1)


def is_test(path):
    """desk_test.cpp, and what several tests of a folder share: world_test.h."""
    return path.endswith(("_test.cpp", "_test.h"))


def folder_of(path):
    """src/desk/day.cpp → desk, src/platform/db/db.h → platform/db, src/app/wiring/x.cpp → app."""
    parts = path.split("/")[1:-1]
    if not parts:
        return ""
    return "/".join(parts[:2]) if parts[0] == "platform" else parts[0]


def without_comments(text):
    """C++ with comments blanked (same lines), string literals kept."""
    pattern = re.compile(r'R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.S)
    return pattern.sub(lambda m: m.group(0) if m.group(0)[0] in "\"R" else re.sub(r"[^\n]", " ", m.group(0)), text)


def literals(text):
    """(offset, value) of each string literal; literals standing side by side are joined, as the compiler does."""
    one = r'(?:R"(?P<d>[^(\s]*)\((?P<raw>.*?)\)(?P=d)"|"(?P<plain>(?:\\.|[^"\\\n])*)")'
    joined, end = [], None
    clean = without_comments(text)
    for match in re.finditer(one, clean, re.S):
        value = match.group("raw") if match.group("raw") is not None else match.group("plain")
        if end is not None and clean[end:match.start()].strip() == "" and joined:
            joined[-1] = (joined[-1][0], joined[-1][1] + value)
        else:
            joined.append((match.start(), value))
        end = match.end()
    return joined


def line_at(text, offset):
    return text.count("\n", 0, offset) + 1
