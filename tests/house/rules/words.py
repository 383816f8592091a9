"""Keys of locale/*.words against their uses: house.md §7. Keys are bound to texts in three languages by build_po.py."""
import re

from tree import Fault, is_test, line_at, literals, rule, without_comments

KEY = re.compile(r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")

# Keys that are put together while running: start of the key → where and from what. A start nobody uses is a fault.
COMPOSED = {
    "refusal.": "Words::refusal: the name of a RefusalCode",
    "function.": "the name of a Function (staff, ledger)",
}

# Not keys: what platform/page itself puts into every template.
BUILT_IN = ("language",)


def entries(tree):
    """(key, texts by language, path, line) of each line of locale/*.words."""
    for path in tree.under("locale/", ends=(".words",)):
        for number, line in tree.lines(path):
            if line.strip() and not line.lstrip().startswith("#"):
                fields = [field.strip() for field in line.split("|")]
                yield fields[0], fields[1:], path, number


def keys_in_templates(tree):
    for path in tree.templates():
        text = tree.text(path)
        for match in re.finditer(r"\[\[([^\]:]+)\]\]", text):
            if match.group(1) not in BUILT_IN:
                yield match.group(1).strip(), path, line_at(text, match.start())


def keys_asked_in_cpp(tree):
    """Literals handed straight to Words: words("…"), words.with("…"), .count("…"), .has("…")."""
    call = re.compile(r'\b\w*words\w*(?:\(\))?\s*(?:\.\s*(?:with|count|has)\s*)?\(\s*"([a-z0-9_.]+)"\s*[,)]')
    for path in tree.under("src/", ends=(".cpp", ".h")):
        if is_test(path):
            continue
        text = without_comments(tree.text(path))
        for match in call.finditer(text):
            if not KEY.match(match.group(1)):
                continue  # another function that happens to be called so
            yield match.group(1), path, line_at(text, match.start())


def refusal_codes(tree):
    for path in tree.under("src/", ends=(".cpp", ".h")):
        if is_test(path):
            continue
        text = without_comments(tree.text(path))
        for match in re.finditer(r'\bRefusalCode\s+\w+\s*\{\s*"([^"]+)"', text):
            yield match.group(1), path, line_at(text, match.start())


@rule("a key stands in locale/ once, with four filled fields: key | bg | it | en")
def keys_are_whole(tree):
    seen = {}
    for key, texts, path, number in entries(tree):
        where = f"{path}:{number}"
        if not KEY.match(key):
            yield Fault(key, where, f"{key!r} is not a key (like desk.day.title)")
        if len(texts) != 3 or not all(texts):
            yield Fault(key, where, f"{key} lacks a language")
            continue
        if key in seen:
            yield Fault(key, where, f"{key} stands already in {seen[key]}")
        seen[key] = where
        if not re.search(r"[А-Яа-я]", texts[0]) and re.search(r"[A-Za-z]{4,}", re.sub(r"\{\w+\}", "", texts[0])):
            if texts[0] != texts[2] or texts[0] != texts[1]:
                yield Fault(key, where, f"the Bulgarian of {key} is not Bulgarian: {texts[0]!r}")


@rule("a key that is asked for is there")
def no_missing_keys(tree):
    known = {key for key, *_ in entries(tree)}
    for key, path, line in list(keys_in_templates(tree)) + list(keys_asked_in_cpp(tree)):
        if key not in known and "{{" not in key and KEY.match(key):
            yield Fault(key, f"{path}:{line}", f"{key} is in no locale/*.words")
        elif not KEY.match(key) and "{{" not in key:
            yield Fault(key, f"{path}:{line}", f"{key!r} is not a key")


@rule("every refusal has its words")
def refusals_have_words(tree):
    known = {key for key, *_ in entries(tree)}
    seen = {}
    for name, path, line in refusal_codes(tree):
        if f"refusal.{name}" not in known:
            yield Fault(name, f"{path}:{line}", f"refusal.{name} is in no locale/*.words")
        if name in seen:
            yield Fault(name, f"{path}:{line}", f"refusal {name} is declared twice (also {seen[name]})")
        seen[name] = f"{path}:{line}"


@rule("a key that stands in locale/ is used; composed keys are declared in COMPOSED")
def no_unused_keys(tree):
    used = {key for key, *_ in keys_in_templates(tree)}
    for path in tree.under("src/", ends=(".cpp", ".h")):
        if not is_test(path):
            used |= {value for _, value in literals(tree.text(path))}
    codes = {f"refusal.{name}" for name, *_ in refusal_codes(tree)}
    starts_used, starts = set(), composed_starts(tree)
    # choices_of(w, "referral.urgency", …) names a family of keys; a query's name looks the same and is none.
    families = {value + "." for value in used - query_names(tree) if KEY.match(value)}
    starts |= families
    for key, _, path, number in entries(tree):
        start = next((s for s in starts if key.startswith(s)), None)
        if start:
            starts_used.add(start)
        if start == "refusal." and key not in codes:
            yield Fault(key, f"{path}:{number}", f"{key}: there is no such refusal")
        elif not start and key not in used:
            yield Fault(key, f"{path}:{number}", f"{key} is used nowhere")
    for start in COMPOSED.keys() - starts_used:
        if tree.ours:
            yield Fault(start, "tests/house/rules/words.py", f"no key starts with {start}: take it out of COMPOSED")


def query_names(tree):
    return {name for path in tree.under("src/", ends=(".cpp",))
            for name in re.findall(r'\bQuery\s+\w+\s*\{\s*"([^"]+)"', tree.text(path))}


def composed_starts(tree):
    """The declared starts, and those that C++ shows as a literal "start." + something."""
    found = set(COMPOSED)
    for path in tree.under("src/", ends=(".cpp", ".h")):
        if is_test(path):
            continue
        text = without_comments(tree.text(path))
        # "referral.state." + name, key("desk.kind.", x), fmt::format("desk.kind.{}", …)
        found |= set(re.findall(r'"((?:[a-z0-9_]+\.)+(?:[a-z0-9_]+_)?)(?:\{\}(?:\.[a-z_]+)?)?"', text))
    return found
