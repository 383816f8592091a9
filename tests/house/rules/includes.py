"""Which folder may know which: house.md §2 and §3."""
import re

from tree import Fault, folder_of, rule

# Floors of src/, lowest first; inside platform, steps of the same kind. What stands higher may include what stands lower.
FLOORS = {"base": 0, "planner": 1, "territory": 2, "staff": 3, "directory": 3, "people": 3, "letters": 3, "maps": 3, "surveys": 3, "referrals": 4, "entries": 4, "open_data": 4, "guard": 4, "departures": 4, "complaints": 4, "paper_forms": 4,
          "places": 5, "agreements": 5, "answers": 5, "contracts": 5,
          "desk": 6, "inquiries": 6, "appointments": 6, "cases": 6, "imports": 6, "outreach": 6, "protection": 6, "community": 6, "events": 6,
          "practices": 6, "news": 6, "portal": 7, "overview": 7, "zones": 7, "own_file": 7, "retention": 7, "merging": 7, "hospital": 7, "app": 8}
PLATFORM_STEPS = {"embedded": 0, "secrets": 0, "db": 1, "words": 1, "pictures": 1, "files": 2, "access": 2,
                  "ledger": 2, "jobs": 2,
                  "search": 2, "paper": 2, "post": 3, "office": 4, "visitors": 5, "page": 5, "web": 6}
OPEN_FOLDERS = ("base", "platform/")

# Outside libraries that only one folder may see: what we would have to rewrite if the library went away.
HIDDEN = {"sqlite3.h": ["platform/db"], "libpq-fe.h": ["platform/db"], "ctemplate/": ["platform/page"],
          "pango/": ["platform/paper"], "cairo": ["platform/paper"], "qrencode.h": ["platform/paper"], "liboath/": ["platform/secrets"],
          "fido": ["platform/secrets"], "Clp": ["planner"],
          "vips/": ["platform/pictures"], "cmark.h": ["news"], "libical/": ["news"],
          "curl/": ["platform/post"], "boost/beast": ["platform/web"], "boost/asio": ["platform/web"],
          "boost/locale": ["platform/words"], "CLI/": ["app"], "unicode/": ["base", "platform/words"],
          "sodium.h": ["base", "platform/secrets", "platform/ledger", "platform/db", "platform/post"]}


def height(folder):
    if folder.startswith("platform/"):
        step = PLATFORM_STEPS.get(folder.split("/")[1])
        return None if step is None else (1, step)
    floor = FLOORS.get(folder)
    return None if floor is None else (floor, 0)


def includes(tree, path):
    for number, line in tree.lines(path):
        match = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if match:
            yield number, match.group(1)


def uses_of(tree):
    """Module name → (folder, its USES) from the CMakeLists.txt files."""
    found = {}
    for path in tree.under("src/", ends=("/CMakeLists.txt",)):
        match = re.search(r"gishe_module\(\s*(\w+)([^)]*)\)", tree.text(path))
        if match:
            words = re.sub(r"#[^\n]*", "", match.group(2)).split()
            uses, into = [], None
            for word in words:
                if word in ("USES", "LIBS", "PRIVATE_LIBS"):
                    into = word
                elif into == "USES":
                    uses.append(word)
            found[match.group(1)] = (folder_of(path), uses)
    return found


@rule("every folder of src/ stands on a floor")
def folders_have_a_floor(tree):
    for folder in sorted({folder_of(path) for path in tree.cpp()}):
        if height(folder) is None:
            yield Fault(folder, f"src/{folder}", "is on no floor: name it in FLOORS or PLATFORM_STEPS, and in ARCHITECTURE.md")


@rule("an include points strictly down a floor, or stays in its own folder")
def includes_point_down(tree):
    for path in tree.cpp():
        mine = folder_of(path)
        for number, target in includes(tree, path):
            theirs = folder_of("src/" + target)
            if not theirs or theirs == mine or height(theirs) is None or height(mine) is None:
                continue
            if not height(theirs) < height(mine):
                side = "sideways" if height(theirs)[0] == height(mine)[0] else "up"
                yield Fault(f"{path} {target}", f"{path}:{number}", f"includes {side}: {target}")


@rule("an include names a file that is there, from src/")
def includes_exist(tree):
    for path in tree.cpp():
        for number, target in includes(tree, path):
            if not tree.has("src/" + target):
                yield Fault(target, f"{path}:{number}", f"includes {target}, which is not in src/")


@rule("into a capability others include only its door")
def doors_only(tree):
    for path in tree.cpp():
        mine = folder_of(path)
        for number, target in includes(tree, path):
            theirs = folder_of("src/" + target)
            if not theirs or theirs == mine or theirs.startswith(OPEN_FOLDERS):
                continue
            if target != f"{theirs}/{theirs}.h":
                yield Fault(f"{path} {target}", f"{path}:{number}", f"{target} is private to {theirs}; its door is {theirs}/{theirs}.h")


@rule("no two files include each other, over any way round")
def no_circles(tree):
    known = set(tree.cpp())
    to = {path: [t for _, t in includes(tree, path)] for path in known}
    state = {}

    def walk(path, way):
        state[path] = "open"
        for target in to[path]:
            target = "src/" + target
            if target not in known:
                continue
            if state.get(target) == "open":
                circle = way[way.index(target):] + [target] if target in way else [path, target]
                yield Fault(target, path, "includes itself again: " + " → ".join(circle))
            elif target not in state:
                yield from walk(target, way + [target])
        state[path] = "done"

    for path in sorted(known):
        if path not in state:
            yield from walk(path, [path])


@rule("a module USES only what stands below it")
def uses_point_down(tree):
    modules = uses_of(tree)
    for name, (folder, uses) in sorted(modules.items()):
        for used in uses:
            if used not in modules:
                yield Fault(f"{name} {used}", f"src/{folder}/CMakeLists.txt", f"USES {used}, which is no module")
            elif not height(modules[used][0]) < height(folder):
                yield Fault(f"{name} {used}", f"src/{folder}/CMakeLists.txt", f"USES {used}, which does not stand below it")


@rule("what a folder includes, its module USES (itself or through others)")
def includes_are_used(tree):
    modules = uses_of(tree)
    name_of = {folder: name for name, (folder, _) in modules.items()}

    def reach(name, seen):
        for used in modules.get(name, ("", []))[1]:
            if used not in seen:
                seen.add(used)
                reach(used, seen)
        return seen

    for path in tree.cpp():
        mine = folder_of(path)
        if mine not in name_of:
            continue
        reached = reach(name_of[mine], set())
        for number, target in includes(tree, path):
            theirs = folder_of("src/" + target)
            if theirs != mine and theirs in name_of and name_of[theirs] not in reached:
                yield Fault(f"{path} {theirs}", f"{path}:{number}", f"includes {theirs}, which its CMakeLists.txt does not name")


@rule("outside libraries stay behind the one folder that wraps them", {
    "src/app/doctor_command.cpp sqlite3.h": "says the version of the library that is really loaded, nothing else",
})
def libraries_stay_hidden(tree):
    for path in tree.cpp():
        for number, line in tree.lines(path):
            match = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
            for start, folders in HIDDEN.items():
                if match and match.group(1).startswith(start) and folder_of(path) not in folders:
                    yield Fault(f"{path} {start}", f"{path}:{number}", f"<{match.group(1)}> belongs in {' or '.join(folders)} only")
