"""Every door has a permission, and every form and link leads to a door: house.md §4 and §7."""
import re

from tree import Fault, folder_of, is_test, line_at, rule, without_comments

ROW = re.compile(r'\{\s*(?:\.?method\s*=\s*)?(?:web::)?(?:Method::)?(get|post|put|patch|del)\s*,\s*"(/[^"]*)"\s*,\s*([\w:]+)\s*,\s*([\w:&]+)', re.S)
PUBLIC = {"open_public", "sign_in", "follow_application", "see_api_description"}
# Doors of a stranger: looking at public pages, signing in, following an application by number and secret.
PUBLIC_FOLDERS = ("portal", "staff", "platform/web", "app", "directory", "territory", "news", "open_data")
SAFE = {"get"}


def actions_of(tree):
    path = "src/platform/access/action.h"
    return set(re.findall(r"\bX\((\w+)\)", tree.text(path))) - {"X"} if tree.has(path) else set()


def rows_of(tree):
    """(path, line, method, pattern, action, handler) of each route of src/."""
    for path in tree.under("src/", ends=(".cpp", ".h")):
        if is_test(path):
            continue
        text = without_comments(tree.text(path))
        for match in ROW.finditer(text):
            yield (path, line_at(text, match.start()), match.group(1), match.group(2),
                   match.group(3).split("::")[-1], match.group(4).lstrip("&"))


@rule("each folder's routes stand in one table, each with a permission from the list of actions", {
    "src/app/openapi.cpp": "describes the routes of all others, so it stands beside that description",
})
def routes_have_permission(tree):
    actions = actions_of(tree)
    for path, line, method, pattern, action, _ in rows_of(tree):
        if action not in actions:
            yield Fault(f"{method} {pattern}", f"{path}:{line}", f"{method} {pattern} names no action of platform/access: {action}")
    homes = {}
    for path, line, *_ in rows_of(tree):
        homes.setdefault(folder_of(path), {}).setdefault(path, line)
    for folder, files in homes.items():
        table = next((path for path in files if path.endswith("routes.cpp")), next(iter(files)))
        for path, line in files.items():
            if path != table:
                yield Fault(path, f"{path}:{line}", f"has routes, but the table of {folder} is {table}")
    for path in tree.under("src/", ends=("_routes.cpp",)):
        text = without_comments(tree.text(path))
        named = len(re.findall(r"(?:Method::\w+|\b(?:get|post|put|patch|del))\s*,\s*\"/", text))
        parsed = len(ROW.findall(text))
        if named != parsed or not parsed:
            yield Fault(path, path, f"{named} rows look like routes, {parsed} could be read: write them like the others")


@rule("what strangers may do is looked at: public actions stand only where strangers come in", {
    "get /follow": "the person's own page: number and secret are the key",
    "post /follow": "the same; tries are counted",
    "post /follow/papers": "a paper sent later: number and secret are the key, tries are counted",
    "post /follow/answers": "how it goes after three months: number and secret are the key, tries are counted",
    "post /api/v1/follow": "the same for programs; the same counters",
    "get /fhir/metadata": "what a FHIR server can do is asked before anybody signs in; it names nobody",
    "post /api/v1/follow": "the same act for programs; tries are counted together",
})
def public_doors(tree):
    for path, line, method, pattern, action, _ in rows_of(tree):
        if action in PUBLIC and not folder_of(path).startswith(PUBLIC_FOLDERS):
            yield Fault(f"{method} {pattern}", f"{path}:{line}", f"{method} {pattern} is open to strangers ({action})")


@rule("a door that changes something is a POST (or PUT, PATCH, DELETE), never a GET")
def gets_change_nothing(tree):
    verbs = re.compile(r"^(register|change|update|add|take|close|draft|send|answer_question|withdraw|accept|decline|waitlist|"
                       r"deliver|revoke|escalate|ask)_")
    for path, line, method, pattern, action, handler in rows_of(tree):
        if method == "get" and verbs.match(handler.split("::")[-1]) and not re.search(r"(form|page|show)", handler):
            yield Fault(f"{method} {pattern}", f"{path}:{line}", f"GET {pattern} is answered by {handler}, which sounds like a change")


def forms_of(tree):
    for path in tree.templates():
        text = tree.text(path)
        for match in re.finditer(r"<form\b([^>]*)>(.*?)</form>", text, re.S | re.I):
            yield path, line_at(text, match.start()), match.group(1), match.group(2)


@rule("every form that posts carries the session's CSRF token")
def forms_carry_csrf(tree):
    for path, line, attributes, body in forms_of(tree):
        if re.search(r'method\s*=\s*"?post', attributes, re.I) and "{{CSRF}}" not in body:
            yield Fault(path, f"{path}:{line}", "a form that posts without {{CSRF}}")


@rule("the server asks every unsafe request for CSRF, only /api excepted (it takes bearer tokens, no cookies)")
def csrf_is_asked(tree):
    for path in tree.under("src/", ends=(".cpp", ".h")):
        text = without_comments(tree.text(path))
        for match in re.finditer(r"(csrf_exempt|without_csrf|skip_csrf|no_csrf)", text, re.I):
            yield Fault(path, f"{path}:{line_at(text, match.start())}", f"{match.group(1)}: there is no such exception")


def fits(address, pattern):
    """An address of a template ({{X}} stands for any one segment, or the rest) against a route pattern."""
    if address == pattern:
        return True
    mine, theirs = address.strip("/").split("/"), pattern.strip("/").split("/")
    if len(mine) != len(theirs):
        return False
    return all(b.startswith("{") or a == b or a.startswith("{{") for a, b in zip(mine, theirs))


def leads_somewhere(tree, address, methods, rows):
    address = re.split(r"[?#]", address)[0]
    return any(method in methods and fits(address, pattern) for _, _, method, pattern, _, _ in rows)


@rule("every form and link of a template leads to a door that is there")
def links_lead_somewhere(tree):
    rows = list(rows_of(tree))
    for path in tree.templates():
        text = tree.text(path)
        for match in re.finditer(r'<(form|a)\b[^>]*?\b(action|href)="(/[^"]*)"[^>]*>', text, re.S):
            address = match.group(3)
            if address.startswith(("/assets/", "//")) or address.startswith("/{{"):
                continue
            methods = {"post"} if re.search(r'method\s*=\s*"?post', match.group(0), re.I) else {"get"}
            if not leads_somewhere(tree, address, methods, rows):
                yield Fault(f"{path} {address}", f"{path}:{line_at(text, match.start())}",
                            f"{'/'.join(sorted(methods))} {address} is no route")
