"""For each rule small trees that it must refuse, with the words it must say. Laid over GOOD_TREE, which all rules accept."""

ACTIONS = "#pragma once\n#define GISHE_ACTIONS(X) X(see_day) X(open_public)\n"
ROUTES = 'static const web::Routes routes = {{Method::get, "/desk", access::Action::see_day, day_page}};\n'
MIGRATION = "CREATE TABLE paper (municipality TEXT NOT NULL, id UUID NOT NULL, PRIMARY KEY (municipality, id));\n"

GOOD_TREE = {
    "src/base/day.h": "#pragma once\n", "src/base/README.md": "days\n", "src/base/CMakeLists.txt": "gishe_module(base)\n",
    "src/platform/access/action.h": ACTIONS, "src/platform/access/README.md": "who\n",
    "src/platform/access/CMakeLists.txt": "gishe_module(access USES base)\n",
    "src/desk/desk.h": '#pragma once\n#include "base/day.h"\n', "src/desk/README.md": "desk\n",
    "src/desk/CMakeLists.txt": "gishe_module(desk USES base access)\n",
    "src/desk/desk_routes.cpp": '#include "desk/desk.h"\n#include "platform/access/action.h"\n' + ROUTES,
    "src/desk/day_store.cpp": 'static const db::Query q_day{"desk.day", "SELECT CAST(sum(n) AS BIGINT) FROM task WHERE municipality = $1"};\n',
    "src/desk/day_page.cpp": 'void f(W& words) { words("desk.day.title"); words.count("desk.day.due", 2); words(start + "x"); }\n',
    "src/desk/pages/day.html": '<h1>[[desk.day.title]]</h1><form method="get" action="/desk"><label>[[desk.day.title]]<input name="q"></label></form>\n',
    "locale/desk.words": "desk.day.title | Днес | Oggi | Today\ndesk.day.due | {n} задача // {n} задачи | {n} compito // {n} compiti | {n} task // {n} tasks\n",
    "locale/README.md": "words\n",
    "db/README.md": "schema\n", "db/migrations/1.sql": MIGRATION,
    "db/schema.sql": "-- Generated for reading by `python3 tests/house/house.py --write-schema`; the truth is db/migrations/.\n\n" + MIGRATION,
}

ASVS = """4 rows: 4 hold and a test shows it, 0 hold and the code or a page shows it, 0 are open.
| 2.3.5 | two people | so | `src/desk/day_test.cpp`: `opens`, `no_such_test`; `src/desk/gone.cpp` |
| 4.1.4 | methods | open: all are taken | `src/desk/day_page.cpp`: `f` |
| 4.2.2 | lengths | right | everywhere |
| 9.9.9 | nothing | so | `src/desk/day.cpp` |
"""
ASVS_TREE = {"docs/operate/asvs.md": ASVS, "src/desk/day_test.cpp": "TEST(Day, opens) {}\n"}

POST_FORM = '<form method="post" action="/desk"><input type="hidden" name="csrf" value="{{CSRF}}"></form>'

BAD_TREES = {
    "asvs_is_true": [
        (ASVS_TREE, "misses row 16.5.4"),
        (ASVS_TREE, "„no_such_test“, which is not in src/desk/day_test.cpp"),
        (ASVS_TREE, "names src/desk/gone.cpp"),
        (ASVS_TREE, "row 9.9.9 is not in the list"),
        (ASVS_TREE, "row 4.1.4 is open and not in the list"),
        (ASVS_TREE, "row 4.2.2 shows nothing"),
        (ASVS_TREE, "the numbers are 4 rows")],
    "folders_have_a_floor": [({"src/stuff/stuff.h": ""}, "is on no floor")],
    "includes_point_down": [
        ({"src/base/day.cpp": '#include "desk/desk.h"\n'}, "includes up"),
        ({"src/cases/cases.h": "", "src/desk/day.cpp": '#include "cases/cases.h"\n'}, "includes sideways"),
        ({"src/platform/ledger/ledger.h": '#include "platform/access/action.h"\n'}, "includes sideways"),
        ({"src/portal/portal.h": "", "src/overview/a.cpp": '#include "portal/portal.h"\n'}, "includes sideways")],
    "includes_exist": [({"src/desk/day.cpp": '#include "desk/dya.h"\n'}, "which is not in src/")],
    "doors_only": [({"src/desk/day.h": "", "src/overview/counts.cpp": '#include "desk/day.h"\n'}, "is private to desk")],
    "no_circles": [({"src/desk/a.h": '#include "desk/b.h"\n', "src/desk/b.h": '#include "desk/a.h"\n'}, "includes itself again")],
    "uses_point_down": [
        ({"src/base/CMakeLists.txt": "gishe_module(base USES desk)\n"}, "does not stand below"),
        ({"src/base/CMakeLists.txt": "gishe_module(base USES nothing)\n"}, "is no module")],
    "includes_are_used": [({"src/people/people.h": "", "src/people/CMakeLists.txt": "gishe_module(people USES base)\n",
                            "src/desk/day.cpp": '#include "people/people.h"\n'}, "does not name")],
    "libraries_stay_hidden": [({"src/desk/day.cpp": "#include <sqlite3.h>\n"}, "belongs in platform/db only")],
    "file_names": [({"src/desk/desk_utils.cpp": ""}, "'utils' says nothing"), ({"src/desk/day2.cpp": ""}, "says nothing")],
    "type_names": [({"src/desk/day.h": "class ServiceManager {};\n"}, "'manager' says nothing"),
                   ({"src/desk/day.h": "struct DayImpl;\n"}, "'impl' says nothing")],
    "file_sizes": [({"src/desk/day.cpp": "\n" * 501}, "has 501 lines")],
    "folders_have_readme": [({"src/people/people.h": ""}, "has no README.md"), ({"src/desk/README.md": "x\n" * 81}, "is over 80")],
    "no_notes_to_self": [({"src/desk/day.cpp": "// TO" + "DO later\n"}, "says TO" + "DO"), ({"run": "# FIX" + "ME\n"}, "says FIX")],
    "no_machine_addresses": [({"docs/x.md": "see /wo" + "rk/main\n"}, "a path of this machine"),
                             ({"package-lock.json": '"resol' + 'ved": "https://x/"'}, "where a package came from")],
    "sql_in_stores": [({"src/desk/day.cpp": 'auto x = "SELECT id FROM task";\n'}, "SQL outside a store"),
                      ({"src/desk/day.h": 'auto x = R"(\n UPDATE task SET a = 1)";\n'}, "SQL outside a store")],
    "queries_are_constants": [
        ({"src/desk/a_store.cpp": "const db::Query q_x{name, sql};\n"}, "is not a constant made of literals"),
        ({"src/desk/a_store.cpp": 'db::Query q_x{"a.b", "SELECT 1"};\n'}, "is not a constant made of literals"),
        ({"src/desk/a_store.cpp": 'const db::Query q_x{"desk.day", "SELECT 1"};\n'}, "is taken by"),
        ({"src/desk/a_store.cpp": 'const db::Query q_x{"a.b", ("SELECT " + x).c_str()};\n'}, "put together from pieces")],
    "sums_are_cast": [({"src/desk/a_store.cpp": 'const db::Query q{"a.b", "SELECT sum(n) FROM t"};\n'}, "without CAST")],
    "clock_reads": [({"src/desk/day.cpp": "auto t = std::chrono::system_clock::now();\n"}, "reads a clock"),
                    ({"src/platform/web/a.cpp": "auto t = time(nullptr);\n"}, "reads a clock"),
                    ({"src/desk/day.cpp": "auto t = std::chrono::steady_clock::now();\n"}, "reads a clock")],
    "functions_are_not_compared": [({"src/desk/day.cpp": "if (actor.function == Function::supervisor) {}\n"}, "ask platform/access")],
    "routes_have_permission": [
        ({"src/desk/desk_routes.cpp": ROUTES.replace("access::Action::see_day", "nullptr")}, "names no action"),
        ({"src/desk/day_page.cpp": ROUTES}, "but the table of desk is"),
        ({"src/desk/desk_routes.cpp": ROUTES + 'X y{Method::post, "/x"};\nauto z = add(Method::post, "/y");\n'}, "write them like the others")],
    "public_doors": [({"src/desk/desk_routes.cpp": ROUTES.replace("see_day", "open_public")}, "is open to strangers")],
    "gets_change_nothing": [({"src/desk/desk_routes.cpp": ROUTES.replace("day_page", "close_task")}, "sounds like a change")],
    "forms_carry_csrf": [({"src/desk/pages/x.html": '<form method="post" action="/desk"></form>'}, "without {{CSRF}}")],
    "csrf_is_asked": [({"src/desk/day.cpp": "bool csrf_exempt = true;\n"}, "there is no such exception")],
    "links_lead_somewhere": [({"src/desk/pages/x.html": '<a href="/nowhere/{{ID}}">x</a>'}, "is no route"),
                             ({"src/desk/pages/x.html": POST_FORM}, "post /desk is no route")],
    "nothing_inline": [({"src/desk/pages/x.html": '<p style="color: red">'}, "inline style"),
                       ({"src/desk/pages/x.html": '<p onclick="f()">'}, "inline handler"),
                       ({"src/desk/pages/x.html": "<script>f()</script>"}, "inline script")],
    "no_text_in_templates": [({"src/desk/pages/x.html": "<p>Hello there</p>"}, "itself"),
                             ({"src/desk/day.cpp": 'auto x = "Здравейте";\n'}, "Bulgarian text in C++")],
    "inputs_are_labelled": [({"src/desk/pages/x.html": '<input name="q">'}, "without a label")],
    "keys_are_whole": [({"locale/x.words": "desk.day.other | Друго | Altro\n"}, "lacks a language"),
                       ({"locale/x.words": "desk.day.title | Днес | Oggi | Today\n"}, "stands already in"),
                       ({"locale/x.words": "desk.day.other | Other | Altro | Other\n"}, "is not Bulgarian")],
    "no_missing_keys": [({"src/desk/pages/x.html": "[[desk.day.gone]]"}, "desk.day.gone is in no"),
                        ({"src/desk/x.cpp": 'auto x = words.with("desk.day.gone", {});'}, "desk.day.gone is in no")],
    "refusals_have_words": [({"src/desk/x.h": 'inline constexpr RefusalCode closed{"desk.closed", 409};'}, "refusal.desk.closed is in no"),
                            ({"src/desk/x.h": 'RefusalCode a{"desk.closed", 409};\nRefusalCode b{"desk.closed", 409};'}, "declared twice")],
    "no_unused_keys": [({"locale/x.words": "desk.day.extra | Още | Altro | More\n"}, "is used nowhere"),
                       ({"locale/x.words": "refusal.desk.gone | Няма | No | No\n"}, "there is no such refusal")],
    "engines_agree": [
        ({"db/migrations/2.sql": "-- engine: sqlite\nCREATE TABLE only_here (municipality TEXT PRIMARY KEY);\n"}, "table only_here"),
        ({"db/migrations/2.sql": "-- engine: sqlite\nALTER TABLE paper ADD COLUMN x TEXT;\n-- engine: postgresql\nALTER TABLE paper ADD COLUMN x BIGINT;\n"},
         "column paper.x"),
        ({"db/migrations/2.sql": "-- engine: sqlite\nCREATE INDEX i ON paper (id);\n"}, "index i on paper")],
    "beyond_the_wall": [({"src/desk/x.cpp": "void f() { const db::BeyondTheWall to_see_more; }\n"}, "looks past the wall")],
    "municipality_first": [({"db/migrations/2.sql": "CREATE TABLE x (id UUID PRIMARY KEY);\n"}, "municipality first")],
    "schema_is_current": [({"db/schema.sql": "-- old\n"}, "is not what the migrations make")],
}
