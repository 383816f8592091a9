#!/usr/bin/env python3
"""Takes one condition at a time out of platform/access/decide.cpp and runs the tests of access: each loss must be seen.

python3 tests/mutations/access_mutations.py [--counts FILE]      after a build in build/dev
A mutant that does not compile, or whose text is no longer in the file, is a failure too: the list follows the code.
"""
import argparse
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/dev"
SOURCE = ROOT / "src/platform/access/decide.cpp"
TEST = "src/platform/access/access_test"

# what is lost: (text as it stands, what stands there instead)
MUTANTS = {
    "a barred account is let in": ("!(facts.relations & barred) && ", ""),
    "the place of the record is not asked": ("lies_within(c->row->territory, actor.post, facts) &&", "true &&"),
    "the tie is not asked": ("(facts.relations & c->row->relations) == c->row->relations &&", "true &&"),
    "one tie of several is enough": ("(facts.relations & c->row->relations) == c->row->relations &&",
                                     "(!c->row->relations || (facts.relations & c->row->relations)) &&"),
    "the level is not asked": ("may_know(facts.sensitivity, *c->row, actor, facts.relations)", "true"),
    "shielded records open without being named": ("return (relations & named) != 0;", "return true;"),
    "shielded records go by the level alone": ("if (level == Sensitivity::shielded) return (relations & named) != 0;", ""),
    "every level up to L3 opens": ("return level <= highest(row, actor);", "return true;"),
    "one level too many opens": ("return level <= highest(row, actor);",
                                 "return static_cast<int>(level) <= static_cast<int>(highest(row, actor)) + 1;"),
    "the password alone reaches L3": ("return actor.proof == Proof::second_factor ? row.sensitivity : std::min(row.sensitivity, Sensitivity::personal);",
                                      "return row.sensitivity;"),
    "a second factor still awaited is as good as shown": ("actor.proof == Proof::awaiting && c.row->sensitivity > Sensitivity::open", "false"),
    "nobody signed in keeps the function of the post": ("return actor.signed_in() ? actor.post.function : Function::none;",
                                                        "return actor.post.function;"),
    "a post without municipality meets records without one": ("return !post.municipality.empty() && facts.municipality == post.municipality;",
                                                              "return facts.municipality == post.municipality;"),
    "any municipality will do": ("return !post.municipality.empty() && facts.municipality == post.municipality;",
                                 "return !post.municipality.empty();"),
    "a post without organisation meets records without one": ("return !post.organisation.is_nil() && facts.organisation == post.organisation;",
                                                              "return facts.organisation == post.organisation;"),
    "any organisation will do": ("return !post.organisation.is_nil() && facts.organisation == post.organisation;",
                                 "return !post.organisation.is_nil();"),
    "what was sent to another house is ours": ("if (!post.organisation.is_nil()) return facts.to_organisation == post.organisation;",
                                               "if (!post.organisation.is_nil()) return true;"),
    "a house reads what was sent to its town": ("if (!post.organisation.is_nil()) return facts.to_organisation == post.organisation;", ""),
    "what was sent to another town is ours": ("return !post.municipality.empty() && facts.to_municipality == post.municipality;",
                                              "return !post.municipality.empty();"),
    "a denied record says that the function is wrong": ("if (!allowed) return {false, c->rule.c_str(), &not_found};",
                                                        "if (!allowed) return {false, c->rule.c_str(), &not_your_function};"),
    "lists see one level more": ("s.m_sensitivity_max = static_cast<int>(highest(*c->row, actor));",
                                 "s.m_sensitivity_max = static_cast<int>(highest(*c->row, actor)) + 1;"),
    "lists forget the second factor": ("s.m_sensitivity_max = static_cast<int>(highest(*c->row, actor));",
                                       "s.m_sensitivity_max = static_cast<int>(c->row->sensitivity);"),
    "lists forget the tie": ("s.m_relations = c->row->relations;", "s.m_relations = 0;"),
    "lists forget the place": ("s.m_territory = c->row->territory;", "s.m_territory = Territory::anywhere;"),
    "lists are never empty by rule": ("if (!c) return s;", "if (!c) { s.m_none = false; s.m_territory = Territory::anywhere; return s; }"),
}


def flat(text):
    return " ".join(text.split())


def commands():
    """How decide.cpp is compiled and how the test is linked, as ninja would."""
    compile_line = next(one["command"] for one in json.loads((BUILD / "compile_commands.json").read_text())
                        if one["file"].endswith("platform/access/decide.cpp"))
    lines = subprocess.run(["ninja", "-C", str(BUILD), "-t", "commands", TEST], check=True, capture_output=True,
                           text=True).stdout.splitlines()
    link = next(line for line in reversed(lines) if f"-o {TEST} " in line)
    return compile_line, link


def replaced(source, old, new):
    """Whitespace of the file's layout does not count."""
    words = old.split()
    at = 0
    while True:
        at = source.find(words[0], at)
        if at < 0:
            return None
        end, fits = at, True
        for word in words:
            while end < len(source) and source[end].isspace():
                end += 1
            if not source.startswith(word, end):
                fits = False
                break
            end += len(word)
        if fits:
            return source[:at] + new + source[end:]
        at += 1


def survives(source, compile_line, link, folder, old, new):
    """Why the mutant counts as a failure; empty when the tests killed it."""
    text = replaced(source, old, new)
    if text is None:
        return "its text is not in decide.cpp any more"
    mutant, thing, program = folder / "decide.cpp", folder / "decide.o", folder / "mutant"
    mutant.write_text(text)
    words = [word for word in shlex.split(compile_line) if not word.endswith("/ccache")]
    words[words.index("-o") + 1] = str(thing)
    words[words.index("-c") + 1] = str(mutant)
    words += ["-Wno-error", "-w"]
    made = subprocess.run(words, cwd=BUILD, capture_output=True, text=True)
    if made.returncode:
        return "does not compile: " + made.stderr[-300:]
    line = link.replace(f"-o {TEST} ", f"-o {program} {thing} ", 1)
    made = subprocess.run(line, shell=True, cwd=BUILD, capture_output=True, text=True)
    if made.returncode:
        return "does not link: " + made.stderr[-300:]
    run = subprocess.run([str(program), "--gtest_brief=1", "--gtest_fail_fast"], cwd=BUILD, capture_output=True, timeout=120)
    return "" if run.returncode == 1 else f"the tests pass without it (ended with {run.returncode})"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--counts")
    counts = options.parse_args().counts
    source = SOURCE.read_text()
    compile_line, link = commands()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, (old, new) in MUTANTS.items():
            why = survives(source, compile_line, link, pathlib.Path(folder), old, new)
            failed += bool(why)
            print(("FAILED  " if why else "killed  ") + name + (": " + why if why else ""), flush=True)
    print(f"mutations: {len(MUTANTS) - failed} killed, {failed} failed")
    if counts:
        pathlib.Path(counts).write_text(f"{len(MUTANTS) - failed} {failed} 0\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
