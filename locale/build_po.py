#!/usr/bin/env python3
"""Turns locale/*.words into bg.po, it.po and en.po, and back.

  build_po.py --out FOLDER FILE.words…        writes FOLDER/{bg,it,en}.po; any fault is an error with file and line
  build_po.py --import bg.po FILE.words…      takes the texts of a .po (Poedit, Weblate) back into the .words files

A line is `key | bg | it | en`; plural forms stand in one field, parted by ` // `; `\\n` is a line break; `#` begins a
comment line. {names} in braces must be the same in the three languages.
"""
import argparse
import os
import re
import sys

LANGUAGES = ("bg", "it", "en")
FORMS = {"bg": 2, "it": 2, "en": 2}
KEY = re.compile(r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")
PLACE = re.compile(r"\{[a-z0-9_]+\}")


def read_words(paths):
    """Every entry as (key, {language: [forms]}, file, line); and every fault as text."""
    entries, faults, seen = [], [], {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                line = line.strip()
                if not line or line.startswith("#"):
                    continue
                where = f"{path}:{number}"
                fields = [field.strip() for field in line.split("|")]
                key = fields[0]
                if not KEY.match(key):
                    faults.append(f"{where}: error: '{key}' is not a key (like desk.day.title)")
                    continue
                if len(fields) != 4 or not all(fields):
                    faults.append(f"{where}: error: {key}: four filled fields are needed: key | bg | it | en")
                    continue
                if key in seen:
                    faults.append(f"{where}: error: {key} stands already in {seen[key]}")
                    continue
                seen[key] = where
                texts = {code: [form.strip() for form in text.split(" // ")] for code, text in zip(LANGUAGES, fields[1:])}
                faults += [f"{where}: error: {key}: {fault}" for fault in faults_of(texts)]
                entries.append((key, texts, path, number))
    return entries, faults


def faults_of(texts):
    faults = []
    plural = any(len(forms) > 1 for forms in texts.values())
    places = {code: set(PLACE.findall(" ".join(forms))) for code, forms in texts.items()}
    for code, forms in texts.items():
        if plural and len(forms) != FORMS[code]:
            faults.append(f"{code} has {len(forms)} plural form(s), {FORMS[code]} are needed")
        # A singular may leave {n} out ("една задача"), so only the names over all forms are compared.
        if places[code] != places["bg"]:
            faults.append(f"{code} has {sorted(places[code])} where bg has {sorted(places['bg'])}")
    return faults


def quoted(text):
    return '"' + text.replace("\\n", "\n").replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def write_po(out, code, entries):
    lines = [
        'msgid ""', 'msgstr ""',
        f'"Language: {code}\\n"', '"MIME-Version: 1.0\\n"', '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"', '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"', "",
    ]
    for key, texts, path, number in sorted(entries):
        forms = texts[code]
        lines.append(f"#: {os.path.basename(path)}:{number}")
        lines.append(f"msgid {quoted(key)}")
        if len(forms) == 1:
            lines.append(f"msgstr {quoted(forms[0])}")
        else:
            lines.append(f"msgid_plural {quoted(key)}")
            lines += [f"msgstr[{n}] {quoted(form)}" for n, form in enumerate(forms)]
        lines.append("")
    with open(os.path.join(out, code + ".po"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def read_po(path):
    """(language, {key: [forms]}) of a .po file."""
    texts, key, forms, into = {}, None, {}, None

    def close():
        if key:
            texts[key] = [forms[n] for n in sorted(forms)]

    header = ""
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.strip()
            if line.startswith("msgid "):
                close()
                key, forms, into = "", {}, "key"
            elif line.startswith("msgid_plural "):
                into = "plural"
            elif line.startswith("msgstr"):
                index = re.match(r"msgstr\[(\d)\]", line)
                into = int(index.group(1)) if index else 0
                forms[into] = ""
            literal = re.search(r'"(.*)"$', line)
            if line.startswith("#") or not literal:
                continue
            text = re.sub(r"\\(.)", lambda m: "\n" if m.group(1) == "n" else m.group(1), literal.group(1))
            if into == "key":
                key += text
            elif isinstance(into, int):
                forms[into] += text
                if key == "":
                    header = forms[0]
    close()
    language = re.search(r"^Language: *([a-z]+)", header, re.M)
    return (language.group(1) if language else None), texts


def import_po(po, paths):
    code, texts = read_po(po)
    if code not in LANGUAGES:
        sys.exit(f"{po}:1: error: the header names no language of ours (Language: bg, it or en)")
    column = 1 + LANGUAGES.index(code)
    changed = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        for at, line in enumerate(lines):
            fields = [field.strip() for field in line.split("|")]
            forms = texts.get(fields[0])
            if len(fields) != 4 or line.startswith("#") or not forms or not all(forms):
                continue
            text = " // ".join(form.replace("\n", "\\n") for form in forms)
            if text != fields[column]:
                fields[column] = text
                lines[at] = " | ".join(fields)
                changed += 1
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
    print(f"{changed} texts taken over from {po}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out")
    parser.add_argument("--import", dest="po")
    parser.add_argument("words", nargs="+")
    args = parser.parse_args()
    if args.po:
        import_po(args.po, args.words)
    entries, faults = read_words(args.words)
    if faults:
        sys.exit("\n".join(faults))
    if args.out:
        os.makedirs(args.out, exist_ok=True)
        for code in LANGUAGES:
            write_po(args.out, code, entries)


if __name__ == "__main__":
    main()
