"""docs/operate/asvs.md, so that it cannot rot: every row once, every file and test it names there, its numbers right."""
import re

from tree import Fault, rule

PAGE = "docs/operate/asvs.md"

# OWASP ASVS 5.0.0: chapters V5 to V8 and V16, and the rows of V2, V3, V4, V13, V14 and V15 about access, sessions, files and logs;
# levels 1 and 2, and of level 3: 2.3.5, 3.5.8, 4.1.4, 4.2.2, 5.2.4-6, 5.3.3, 6.3.5, 6.3.7, 6.3.8, 6.4.6, 6.5.6, 7.5.3, 8.3.2, 13.4.6,
# 14.2.6-8, 15.4.1-4, 16.5.4. What does not apply (no postMessage, no SMS codes, no sign-in by another house) is left out.
ROWS = """
2.3.5
3.3.1 3.3.2 3.3.3 3.3.4 3.5.1 3.5.2 3.5.3 3.5.4 3.5.8
4.1.4 4.2.2
5.1.1 5.2.1 5.2.2 5.2.3 5.2.4 5.2.5 5.2.6 5.3.1 5.3.2 5.3.3 5.4.1 5.4.2 5.4.3
6.1.1 6.1.2 6.1.3 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12
6.3.1 6.3.2 6.3.3 6.3.4 6.3.5 6.3.7 6.3.8 6.4.1 6.4.2 6.4.3 6.4.4 6.4.6
6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.5.6 6.6.2 6.6.3
7.1.1 7.1.2 7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.5.3
8.1.1 8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 8.3.2 8.4.1
13.3.1 13.3.2 13.4.1 13.4.2 13.4.3 13.4.4 13.4.5 13.4.6
14.1.1 14.1.2 14.2.1 14.2.2 14.2.3 14.2.4 14.2.6 14.2.7 14.2.8 14.3.1 14.3.2 14.3.3
15.3.1 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7 15.4.1 15.4.2 15.4.3 15.4.4
16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3 16.5.4
""".split()

ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \|(.*)\|$")
LISTED = re.compile(r"^- (\d+\.\d+\.\d+) ")
# `path` or `path`: `name`, `name`
NAMED = re.compile(r"`((?:src|tests|docs|browser|db|locale|demo|bench|cmake)/[^`\s]+|[A-Z]+\.md)`(?:: (`[^`]+`(?:, `[^`]+`)*))?")
HEADING = re.compile(r"^## Open: (\d+) rows$", re.M)
COUNTS = re.compile(r"(\d+) rows: (\d+) hold and a test shows it, (\d+) hold and the code or a page shows it, (\d+) are open")


def named(line):
    """(path, names said to stand in it) of each file that a line names."""
    for path, names in NAMED.findall(line):
        yield path, re.findall(r"`([^`]+)`", names)


def is_of_tests(path):
    return path.startswith("tests/") or path.endswith("_test.cpp")


def stands_in(name, path, text):
    if path.endswith("_test.cpp"):
        return re.search(rf"\bTEST(_[FP])?\(\w+,\s*{re.escape(name)}\)", text)
    if path.endswith(".test.mjs"):
        return any(f"test({quote}{name}{quote}" in text for quote in "\"`'")
    if path.endswith(".md"):
        return any(line.lstrip("#*- ").startswith(name) for line in text.split("\n") if line.startswith("#") or "**" in line)
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)


def table(tree):
    """(row, its cells, line) of each row of the page's tables."""
    for number, line in tree.lines(PAGE):
        match = ROW.match(line)
        if match:
            yield match.group(1), [cell.strip() for cell in match.group(2).split(" | ")], number


@rule("docs/operate/asvs.md has every row once, and names only files and tests that are there")
def asvs_is_true(tree):
    if not tree.has(PAGE):
        if tree.ours:
            yield Fault(PAGE, PAGE, "is not there")
        return
    for number, line in tree.lines(PAGE):
        for path, names in named(line):
            if not tree.has(path):
                yield Fault(path, f"{PAGE}:{number}", f"names {path}, which is not there")
                continue
            for name in names:
                if not stands_in(name, path, tree.text(path)):
                    yield Fault(name, f"{PAGE}:{number}", f"names „{name}“, which is not in {path}")
    seen, opened, tested = set(), set(), set()
    for row, cells, number in table(tree):
        if row not in ROWS or row in seen:
            yield Fault(row, f"{PAGE}:{number}", f"row {row} is " + ("there twice" if row in seen else "not in the list of rows"))
        seen.add(row)
        paths = [path for path, _ in named(cells[-1])]
        if len(cells) != 3 or not paths:
            yield Fault(row, f"{PAGE}:{number}", f"row {row} shows nothing: asks | holds | `file`: `test`")
        elif cells[1].startswith("open:"):
            opened.add(row)
        elif any(is_of_tests(path) for path in paths):
            tested.add(row)
    for row in ROWS:
        if row not in seen:
            yield Fault(row, PAGE, f"misses row {row}")
    listed = [match.group(1) for _, line in tree.lines(PAGE) for match in [LISTED.match(line)] if match]
    for row in sorted(opened.symmetric_difference(listed)):
        yield Fault(row, PAGE, f"row {row} is " + ("open and not in the list of open ones" if row in opened else "listed as open and is not"))
    numbers = (len(seen), len(tested), len(seen) - len(tested) - len(opened), len(opened))
    said = COUNTS.search(tree.text(PAGE))
    heading = HEADING.search(tree.text(PAGE))
    if not said or tuple(map(int, said.groups())) != numbers or not heading or int(heading.group(1)) != numbers[3]:
        yield Fault("numbers", PAGE, "the numbers are {} rows: {} hold and a test shows it, {} hold and the code or a page shows it, "
                                     "{} are open; and so says the heading of the list".format(*numbers))
