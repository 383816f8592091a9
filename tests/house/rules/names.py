"""Names, sizes and what every folder carries: house.md §6 and §7."""
import os
import re
import subprocess

from tree import Fault, folder_of, rule, without_comments

CODE = (".cpp", ".h", ".py", ".mjs", ".ts", ".css", ".html", ".sh", ".cmake", ".sql")
LINES_MAX = 500
README_LINES_MAX = 80

BANNED = re.compile(r"(?:^|_)(util|utils|helper|helpers|manager|managers|common|misc|data|info|abstract|impl)(?:_|$)|(?<=[a-z_])2$")
ALLOWED = re.compile(r"metadata|open_data|info_day")


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


def banned_word(name):
    match = BANNED.search(ALLOWED.sub("", snake(name)))
    return match.group(0).strip("_") if match else None


@rule("no file is named util, helper, manager, common, misc, data or info",
      {"locale/common.words": "the words that every page shares; the key says it: common.save",
       "src/platform/page/pages/parts/badge_info.html": "the kind of badge: info, wait, stop, go"})
def file_names(tree):
    for path in tree.paths:
        name = os.path.basename(path).split(".")[0]
        if path.startswith(("src/", "tests/", "browser/", "bench/", "locale/", "demo/", "cmake/")) and banned_word(name):
            yield Fault(path, path, f"'{banned_word(name)}' says nothing: name the file by its subject")


@rule("no type is named …Manager, …Helper, …Impl, Abstract… or the like")
def type_names(tree):
    for path in tree.cpp():
        text = without_comments(tree.text(path))
        for match in re.finditer(r"(?<![<,] )(?<!<)\b(?:class|struct|enum class|using)\s+([A-Z]\w+)", text):
            if banned_word(match.group(1)):
                yield Fault(match.group(1), f"{path}:{text.count(chr(10), 0, match.start()) + 1}",
                            f"type {match.group(1)}: '{banned_word(match.group(1))}' says nothing")


GENERATED = ("db/schema.sql",)


@rule(f"no file of ours is over {LINES_MAX} lines, generated ones apart")
def file_sizes(tree):
    for path in tree.paths:
        if path not in GENERATED and (path.endswith(CODE) or os.path.basename(path) in ("run", "test")):
            lines = tree.text(path).count("\n")
            if lines > LINES_MAX:
                yield Fault(path, path, f"has {lines} lines: split it by thing or by verb")


@rule(f"every folder with sources has a README, of at most {README_LINES_MAX} lines in src/")
def folders_have_readme(tree):
    folders = {f"src/{folder_of(path)}" for path in tree.cpp()}
    folders |= {os.path.dirname(path) for path in tree.under("tests/", ends=CODE)
                if path.count("/") == 2 and not path.startswith("tests/house/rules")}
    folders |= {top for top in ("browser", "bench", "db", "demo", "locale", "cmake") if tree.under(top + "/")}
    for folder in sorted(folders):
        if folder == "src/":
            continue
        readme = f"{folder}/README.md"
        if not tree.has(readme):
            yield Fault(folder, folder, "has no README.md")
        elif folder.startswith("src/") and tree.text(readme).count("\n") > README_LINES_MAX:
            yield Fault(folder, readme, f"is over {README_LINES_MAX} lines")


@rule("nothing is left to do in the sources: an issue or nothing")
def no_notes_to_self(tree):
    words = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "HA" + "CK"]) + r")\b")
    for path in tree.paths:
        if path.endswith(CODE + (".md", ".txt", ".words", ".json", ".csv")) or "." not in os.path.basename(path):
            for number, line in tree.lines(path):
                match = words.search(line)
                if match:
                    yield Fault(path, f"{path}:{number}", f"says {match.group(1)}")


def hosts_of_this_machine():
    """Where this machine gets its packages: known only here, and nobody's business elsewhere."""
    texts = []
    for command in (["npm", "config", "get", "registry"],):
        try:
            texts.append(subprocess.run(command, capture_output=True, text=True, timeout=20).stdout)
        except OSError:
            continue
    for folder, _, names in os.walk("/etc/apt"):
        for name in names:
            if name.endswith((".list", ".sources", ".conf")) or "proxy" in name:
                try:
                    with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                        texts.append(file.read())
                except OSError:
                    continue
    hosts = set(re.findall(r"(?:https?|mirror)://(?:[^/@\s\"]*@)?([\w.-]+)", "\n".join(texts)))
    return {host for host in hosts if "." in host and not host.endswith(("debian.org", "npmjs.org"))}


@rule("no address or path of the machine we happen to build on is in the tree")
def no_machine_addresses(tree):
    words = {host: "a package host of this machine" for host in hosts_of_this_machine()}
    words["/wo" + "rk/"] = "a path of this machine"
    words['"resol' + 'ved": "http'] = "where a package came from on this machine"
    for path in tree.paths:
        text = tree.text(path)
        for word, what in words.items():
            if word in text:
                line = text.count("\n", 0, text.index(word)) + 1
                yield Fault(path, f"{path}:{line}", f"names {what}")
