"""Where SQL stands and how it is made: house.md §4, security.md §1."""
import re

from tree import Fault, is_test, line_at, literals, rule, without_comments

STATEMENT = re.compile(r"^\s*(SELECT\s.+\sFROM\s|SELECT\s+[\w(]|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+.*\sAS\s*\(|"
                       r"CREATE\s+(TABLE|INDEX|TRIGGER)|ALTER\s+TABLE|DROP\s+TABLE)", re.S)


@rule("SQL stands in *_store.cpp and in the platform only; tests may look for themselves")
def sql_in_stores(tree):
    for path in tree.under("src/", ends=(".cpp", ".h")):
        if path.endswith("_store.cpp") or is_test(path) or path.startswith("src/platform/"):
            continue
        text = tree.text(path)
        for offset, value in literals(text):
            if STATEMENT.search(value):
                yield Fault(path, f"{path}:{line_at(text, offset)}", "SQL outside a store")


@rule("a statement is a constant with a name of its own, never a built string")
def queries_are_constants(tree):
    seen = {}
    for path in tree.under("src/", ends=(".cpp",)):
        if is_test(path) or path.startswith("src/platform/db/"):
            continue
        text = without_comments(tree.text(path))
        for match in re.finditer(r"(?:db::)?\bQuery\s+(\w+)\s*(\{|\(|=|;)", text):
            line = line_at(text, match.start())
            before = text[text.rfind("\n", 0, match.start()) + 1:match.start()]
            after = text[match.end():match.end() + 200].lstrip(" {\n")
            if not re.search(r"\b(const|constexpr)\b", before) or not after.startswith('"'):
                yield Fault(f"{path} {match.group(1)}", f"{path}:{line}", f"{match.group(1)} is not a constant made of literals")
                continue
            name = re.match(r'"([^"]*)"', after).group(1)
            if name in seen:
                yield Fault(name, f"{path}:{line}", f"the query name {name} is taken by {seen[name]}")
            seen[name] = f"{path}:{line}"
            statement = text[match.start():text.find(";\n", match.start())]
            if re.search(r"fmt::|std::string|\"\s*\+|\+\s*\"", statement):
                yield Fault(f"{path} {match.group(1)}", f"{path}:{line}", f"{match.group(1)} is put together from pieces")


@rule("a sum of whole numbers is cast back to BIGINT (numeric on PostgreSQL otherwise)")
def sums_are_cast(tree):
    for path in tree.under("src/", ends=("_store.cpp",)):
        text = tree.text(path)
        for offset, value in literals(text):
            for match in re.finditer(r"\bsum\s*\(", value, re.I):
                if not re.search(r"CAST\s*\(\s*(coalesce\s*\(\s*)?$", value[:match.start()], re.I):
                    yield Fault(path, f"{path}:{line_at(text, offset)}", "sum(…) without CAST(… AS BIGINT)")
