"""Templates: nothing inline (the Content-Security-Policy forbids it), nothing said in the template itself."""
import re

from tree import Fault, is_test, line_at, rule

INLINE = [(re.compile(r"\sstyle\s*=", re.I), "an inline style"),
          (re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I), "an inline handler"),
          (re.compile(r"<style\b", re.I), "a style element"),
          (re.compile(r"<script\b(?![^>]*\bsrc=)", re.I), "an inline script"),
          (re.compile(r"javascript:", re.I), "a javascript: address")]


@rule("no inline style, handler or script in a template")
def nothing_inline(tree):
    for path in tree.templates():
        text = re.sub(r"<!--.*?-->|\{\{!.*?\}\}", lambda m: re.sub(r"[^\n]", " ", m.group(0)), tree.text(path), flags=re.S)
        for pattern, what in INLINE:
            for match in pattern.finditer(text):
                yield Fault(path, f"{path}:{line_at(text, match.start())}", f"has {what}")


@rule("text for people stands in locale/, not in a template or in C++", {
    "src/base/transliterate.cpp": "the letters themselves: tables of sounds, not text for people",
    "src/platform/search/bulgarian.cpp": "endings and irregular forms: tables of the language, not text for people",
    "src/directory/search_stop_words.cpp": "words that a search leaves out: never shown to anybody",
    "src/staff/password_rules.cpp": "passwords that are too common",
    "src/platform/paper/letter.cpp": "letters that warm the font up; nobody reads them",
    "src/referrals/referral_letter.cpp": "the file's name on the reader's disk",
    "src/territory/place.cpp": "how place names are typed (с., гр.): taken off before comparing",
})
def no_text_in_templates(tree):
    for path in tree.templates():
        text = re.sub(r"<!--.*?-->|\{\{.*?\}\}|\[\[.*?\]\]|<kbd>.*?</kbd>|<(script|style)\b.*?</\1>|<!DOCTYPE[^>]*>",
                      lambda m: re.sub(r"[^\n]", " ", m.group(0)), tree.text(path), flags=re.S)
        for match in re.finditer(r">([^<]*[^\W\d_]{3,}[^<]*)<", text):
            if match.group(1).strip() not in ("Gishe",):
                yield Fault(f"{path} {match.group(1).strip()}", f"{path}:{line_at(text, match.start(1))}",
                            f"says „{match.group(1).strip()[:60]}“ itself")
    for path in tree.under("src/", ends=(".cpp", ".h")):
        if is_test(path):
            continue
        for number, line in tree.lines(path):
            code = line.split("//")[0]
            if re.search(r'"[^"]*[А-Яа-я]{4,}[^"]*"', code):
                yield Fault(path, f"{path}:{number}", "Bulgarian text in C++")


@rule("every input of a template has a label or a name for it")
def inputs_are_labelled(tree):
    for path in tree.templates():
        text = tree.text(path)
        for match in re.finditer(r"<(input|select|textarea)\b([^>]*)>", text, re.S):
            attributes = match.group(2)
            if re.search(r'type="(hidden|submit)"', attributes) or "aria-label" in attributes or "aria-labelledby" in attributes:
                continue
            id_match = re.search(r'\bid="([^"]*)"', attributes)
            wrapped = text.rfind("<label", 0, match.start()) > text.rfind("</label>", 0, match.start())
            if not wrapped and not (id_match and f'for="{id_match.group(1)}"' in text):
                yield Fault(path, f"{path}:{line_at(text, match.start())}", f"<{match.group(1)}> without a label")
