"""A site whose every word can be told by its letters: the content's are Greek, those of the catalogue Cyrillic.

What is left in Latin letters is an address, an id, a code, or a word of ours that no catalogue can change.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from inforce.editing.content_files import with_review
from inforce.model.status import a_review
from inforce.reading.content_folder import read_content
from inforce.translations.po_file import TEMPLATE

LANGUAGE = "en-XA"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_GREEK = "αβγδεζηθικλμνξοπρςστυφχψωϊ"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщ"
_TO_GREEK = str.maketrans(_LATIN + _LATIN.upper(), _GREEK + _GREEK.upper().replace("ς".upper(), "Σ"))
_TO_CYRILLIC = str.maketrans(_LATIN + _LATIN.upper(), _CYRILLIC + _CYRILLIC.upper())
_PLACE = re.compile(r"(\{\w+\})")

WEIGHTY = frozenset({"shall", "unless"})
"""Words of the content that stay as they are, so that the program knows what they do; no sentence of ours has them."""


def greek(text: str) -> str:
    """Return *text* in the letters of the content."""
    return re.sub(r"[A-Za-z]+", lambda word: word[0] if word[0] in WEIGHTY else word[0].translate(_TO_GREEK), text)


def cyrillic(sentence: str) -> str:
    """Return *sentence* in the letters of the catalogue, its places as they are."""
    return "".join(part if _PLACE.fullmatch(part) else part.translate(_TO_CYRILLIC) for part in _PLACE.split(sentence))


def catalogue(begins: str = "", ends: str = "") -> str:
    """Return the catalogue of the made-up language: every sentence of ours in other letters, between two signs."""
    entries = TEMPLATE.read_text(encoding="utf-8").split("\n\n")[1:]
    return "\n\n".join(_translated(entry, begins, ends) for entry in entries if "msgid" in entry)


def _translated(entry: str, begins: str, ends: str) -> str:
    one, many = (re.search(rf'^{name} "(.*)"$', entry, re.MULTILINE) for name in ("msgid", "msgid_plural"))
    assert one
    said = {"msgstr": one[1], "msgstr[0]": one[1], "msgstr[1]": many[1] if many else ""}
    return re.sub(
        r'^(msgstr(?:\[\d\])?) ""$',
        lambda empty: f'{empty[1]} "{begins}{cyrillic(said[empty[1]])}{ends}"',
        entry,
        flags=re.M,
    )


_MKDOCS = """\
site_name: {Library of guidance}
site_url: https://guidance.example.org/
site_description: {What holds and why.}
docs_dir: content/pages
theme: {{name: material, language: de, font: false, features: [search.highlight, toc.follow]}}
plugins: [search, inforce]
nav:
  - {Home}: index.md
  - {Lately}: changes.md
  - {Sources}: sources.md
  - {Copies}: check.md
"""
_FILES = {
    "mkdocs.yml": _MKDOCS,
    "content/site.yml": f"""\
language: {LANGUAGE}
print_notice: "{{Paper grows old.}}"
pdf: all
manual: yes
""",
    "content/pages/index.md": """\
---
description: {What holds.}
---
# {What holds}

<!-- inforce:in-force -->

## {Soon}

<!-- inforce:coming-into-force -->

## {Lately}

<!-- inforce:recently-changed -->
""",
    "content/pages/changes.md": """\
---
description: {Lately.}
---
# {Lately}

<!-- inforce:changes -->
""",
    "content/pages/sources.md": """\
---
description: {Sources.}
---
# {Sources}

<!-- inforce:sources -->
""",
    "content/pages/check.md": """\
---
description: {Copies.}
---
# {Copies}

<!-- inforce:check-form -->
""",
    "content/sources/advice/2015.yml": """\
format: 1
title: "{Advice for all}"
short_title: "{Advice}"
publisher: "{The Office}"
published: 2015-03
evidence: secondary
evidence_note: "{Copied from a copy.}"
reference: "{Paper} 7"
legal_status: "{binding}"
address: https://advice.example.org/2015
address_note: "{In the archive.}"
licence:
  name: "{Open licence}"
  attribution: "{Words of the Office.}"
  address: https://licence.example.org/
  certainty: inferred
original:
  sha256: "SHA-256 of content/sources/advice/2015.txt"
replaced:
  by: "2018"
  on: 2018-07
  note: "{It was written anew.}"
not_verified:
  - "{The page of the first passage.}"
passages:
  - {{id: one, label: "{first passage}", page: "4", text: "{Everyone shall ask before sharing with others.}"}}
  - id: two
    label: "{second passage}"
    page: "5 to 6"
    page_certainty: recalled
    text: "{Keep a record of what was shared, with whom and why.}"
  - {{id: three, label: "{third passage}", text: "{Lock every door at night, and count the keys.}"}}
""",
    "content/sources/advice/2015.txt": """\
{Everyone shall ask before sharing with others.}

{Lock every door at night, and count the keys.}
""",
    "content/sources/advice/2018.yml": """\
format: 1
title: "{Advice for all}"
short_title: "{Advice}"
publisher: "{The Office}"
published: 2018-07-04
evidence: secondary
caution: "{A duty may be newer.}"
replaced:
  by: "2027"
  on: 2027
passages:
  - id: one
    label: "{first passage}"
    text: "{Everyone shall ask before sharing with others unless a life is at stake.}"
  - {{id: two, label: "{second passage}", text: "{Keep a record of what was shared, with whom and why.}"}}
  - {{id: four, label: "{fourth passage}", text: "{Tell the family what was shared within 3 days.}"}}
""",
    "content/sources/advice/2027.yml": """\
format: 1
title: "{Advice for all}"
short_title: "{Advice}"
publisher: "{The Office}"
published: 2027
evidence: bibliography
""",
    "content/sources/letter/2020.yml": """\
format: 1
title: "{Letter to all}"
short_title: "{Letter}"
publisher: "{The Board}"
published: 2020
evidence: bibliography
""",
    "content/guidance/sharing/document.yml": """\
format: 1
owner: "{Practice team}"
contact: "{The second floor}"
audience: "{Everyone}"
topics: ["{Sharing}"]
review_every: 6 months
called_off:
  - {{version: 2.1.0, on: 2026-10-01, reason: "{The board changed its mind.}"}}
undoes:
  - {{version: 3.0.0, change_of: 2.0.0, reason: "{It was too long.}"}}
reviews:
  - on: 2026-06-01
    by: "{The board}"
    version: 2.0.0
    fingerprint: "0000000000000000000000000000000000000000000000000000000000000000"
    sources: "0000000000000000000000000000000000000000000000000000000000000000"
    seal: "0000000000000000000000000000000000000000000000000000000000000000"
""",
    "content/guidance/sharing/versions/1.0.0.yml": """\
format: 1
version: 1.0.0
title: "{Sharing information}"
in_force_from: unknown
change: {{kind: first, note: "{As it was received.}"}}
summary: "{How to share.}"
sections:
  - id: all-rules
    heading: "{Rules}"
    rules:
      - id: ask-first
        text: "{Everyone shall ask before sharing with others unless it is late.}"
        citations: [{{quotes: "advice/2015#one"}}]
      - id: keep-record
        text: "{Keep a record of what was shared, with whom and why.}"
        citations: [{{quotes: "advice/2015#two"}}]
      - id: old-custom
        text: "{Lock the drawer.}"
""",
    "content/guidance/sharing/versions/1.1.0.yml": """\
format: 1
version: 1.1.0
title: "{Sharing information}"
in_force_from: 2026-03-01
approved: {{by: "{The board}", on: 2026-02-20}}
change: {{kind: minor, note: "{A word was put right.}"}}
summary: "{How to share.}"
sections:
  - id: all-rules
    heading: "{Rules}"
    rules:
      - id: keep-record
        text: "{Keep a record of what was shared, with whom and why.}"
        citations: [{{quotes: "advice/2018#two"}}]
      - id: ask-first
        text: "{Everyone shall ask before sharing with others.}"
        citations: [{{quotes: "advice/2015#one"}}]
""",
    "content/guidance/sharing/versions/2.0.0.yml": """\
format: 1
version: 2.0.0
title: "{Sharing information well}"
in_force_from: 2026-05-01
approved: {{by: "{The board}"}}
change: {{kind: major, note: "{Rule one is stricter.}"}}
summary: "{How to share, and when.}"
introduction: "{Read this first, and} [{the letter}](source:letter/2020)."
sections:
  - id: all-rules
    heading: "{Rules for all}"
    introduction: "{Three rules.}"
    rules:
      - id: ask-first
        text: "{Everyone shall ask before sharing with people unless a life is at stake.}"
        strength: must
        citations:
          - quotes: "advice/2018#one"
            departures:
              - {{ours: "{people}", theirs: "{others}", reason: "{Plainer.}", meaning: same, decided_by: "{The board}"}}
        local_practice: "{Ring the desk first.}"
      - id: keep-record
        text: "{Keep a record of what was shared, with whom and why.}"
        citations: [{{quotes: "advice/2018#two"}}]
      - id: tell-family
        text: "{Everyone shall tell the family within 9 days.}"
        strength: should
        strength_decision: {{reason: "{We know them.}", approved_by: "{The board}"}}
        citations:
          - draws_on: "advice/2018#four"
            ours:
              - {{words: "{9 days}", reason: "{The post is slow.}"}}
              - {{words: "{shall}", reason: "{It matters here.}"}}
      - id: read-letter
        text: "{Read the letter.}"
""",
    "content/guidance/sharing/versions/2.1.0.yml": """\
format: 1
version: 2.1.0
title: "{Sharing information well}"
in_force_from: 2026-12-01
change: {{kind: patch, note: "{A comma.}"}}
summary: "{How to share, and when.}"
sections:
  - id: all-rules
    heading: "{Rules for all}"
    rules:
      - {{id: keep-record, text: "{Keep a record of what was shared.}"}}
""",
    "content/guidance/sharing/versions/3.0.0.yml": """\
format: 1
version: 3.0.0
title: "{Sharing information well}"
in_force_from: 2027-01-10
change: {{kind: major, note: "{A comma.}"}}
summary: "{How to share, and when.}"
sections:
  - id: all-rules
    heading: "{Rules for all}"
    rules:
      - id: note-it
        formerly: [keep-record]
        text: "{Keep a record of what was shared, with whom and why.}"
        citations: [{{quotes: "advice/2018#two"}}]
""",
    "content/guidance/travel/document.yml": """\
format: 1
owner: "{Travel desk}"
audience: "{Everyone}"
withdrawn: {{on: 2026-06-01, reason: "{Nobody travels.}", instead: sharing}}
""",
    "content/guidance/travel/versions/1.0.0.yml": """\
format: 1
version: 1.0.0
title: "{Travel}"
in_force_from: 2026-01-01
change: {{kind: first, note: "{The first.}"}}
summary: "{How to travel.}"
sections:
  - id: all-rules
    heading: "{Rules}"
    rules:
      - {{id: go-by-train, text: "{Go by train.}"}}
""",
    "content/guidance/keys/document.yml": """\
format: 1
owner: "{Porter}"
audience: "{Everyone}"
topics: ["{Doors}"]
withdrawn: {{on: 2026-12-24, reason: "{The doors are gone.}"}}
""",
    "content/guidance/keys/versions/1.0.0.yml": """\
format: 1
version: 1.0.0
title: "{Keys}"
in_force_from: 2026-11-22
change: {{kind: first, note: "{The first.}"}}
summary: "{How to lock.}"
sections:
  - id: all-rules
    heading: "{Rules}"
    rules:
      - id: lock-doors
        text: "{Lock every door at night, and count the keys.}"
        citations: [{{quotes: "advice/2015#three"}}]
""",
    "content/guidance/coming/document.yml": """\
format: 1
owner: "{Porter}"
audience: "{Everyone}"
""",
    "content/guidance/coming/versions/1.0.0.yml": """\
format: 1
version: 1.0.0
title: "{What is to come}"
in_force_from: 2027-02-01
change: {{kind: first, note: "{The first.}"}}
summary: "{What is to come.}"
sections:
  - id: all-rules
    heading: "{Rules}"
    rules:
      - {{id: wait-for-it, text: "{Wait.}", strength: may}}
""",
}


def write_project(project: Path, words: str = "") -> Path:
    """Write a project with every kind of thing that pages tell of into *project*, and return it.

    *words* is its catalogue, that of the made-up language if not given.
    """
    for name, text in _FILES.items():
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_content(text), encoding="utf-8")
    for edition in project.rglob("content/sources/*/*.yml"):
        text = edition.read_text(encoding="utf-8")
        edition.write_text(_ORIGINAL.sub(lambda one: _sha256(project / one[1]), text), encoding="utf-8")
    _record_a_review(project, "keys", date(2026, 11, 22))
    held = project / "content" / "words" / f"{LANGUAGE}.po"
    held.parent.mkdir()
    held.write_text(words or catalogue(), encoding="utf-8")
    return project


def _record_a_review(project: Path, name: str, day: date) -> None:
    """Record what `inforce reviewed` would: a review that holds."""
    library, _ = read_content(project / "content")
    document = library.document(name)
    assert document
    file = project / document.origin.file
    review = a_review(library, document.versions[-1], day, greek("The board"), greek("Nothing has to change."))
    written = with_review(file.read_bytes(), document.origin.file, review)
    assert isinstance(written, bytes)
    file.write_bytes(written)


_ORIGINAL = re.compile(r"SHA-256 of (\S+\.txt)")


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _content(text: str) -> str:
    """Return a file: what stands in braces is for readers, doubled braces are YAML's own."""
    for_readers = re.sub(r"(?<!\{)\{([^{}]+)\}(?!\})", lambda found: greek(found[1]), text)
    return for_readers.replace("{{", "{").replace("}}", "}")
