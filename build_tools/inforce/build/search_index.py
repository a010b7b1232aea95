"""The index of the search, one entry a rule, in pieces that a browser loads as it needs them.

The script that searches (`theme/assets/javascripts/find.js`) takes queries apart by the same rules: `take_apart` and
the function of that name there are held against each other. Groups are made here alone and travel with the index.

`search/index.json` has the vocabulary, a row for each document, and the names of the pieces; it is asked for anew.
Every other file is named by its digest, so that an edit changes few and old and new pieces never mix.

The weight of a word in an entry: the sum of its boost and count by field, text divided by 0.5 + 0.5 * length / 25,
pressed to 1 … 63. Nothing of it depends on other documents.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from inforce.site.page import SearchEntry, SearchFacts

_WORD: Final = re.compile(r"[^\W_](?:[^\W_]|['.\-()])*")
_THOUSANDS: Final = re.compile(r"([0-9]),(?=[0-9]{3}(?![0-9]))")
_LABEL: Final = re.compile(r"(?:[a-z]{1,4}-?)?[0-9]+(?:[.-][0-9]+)*[a-z]?(?:\([^\W_]+\))*$")
_MARKS_BETWEEN: Final = re.compile(r"[-'.()]+")
_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"})  # noqa: RUF001 - marks in texts

_IRREGULAR: Final = {
    "children": "child", "childrens": "child", "people": "person", "men": "man", "women": "woman",
    "fallen": "fall", "fell": "fall", "gave": "give", "given": "give", "told": "tell", "wrote": "write",
    "written": "write", "took": "take", "taken": "take", "left": "leave", "held": "hold", "knew": "know",
    "known": "know", "met": "meet", "kept": "keep", "sent": "send", "brought": "bring", "spoke": "speak",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30",
    "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
}  # fmt: skip
"""Forms of English words that no rule of endings joins, and numbers as they are written in figures."""


class Word(NamedTuple):
    """A word of a text: as written after folding, its parts, and the whole of them in one."""

    written: str
    parts: tuple[str, ...]
    whole: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form under which the word is found."""
        return self.parts if self.parts == (self.whole,) else (*self.parts, self.whole)


def fold(text: str) -> str:
    """Return *text* in small letters, without accents, with one kind of apostrophe and of hyphen."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text)
    return "".join(one for one in letters if not unicodedata.category(one).startswith("M")).lower().translate(_QUOTES)


def take_apart(text: str) -> Iterator[Word]:
    """Yield the words of *text*.

    "well-being" is also "wellbeing", "child's" is "child", "1,500" is "1500"; labels such as "AC-2(3)" stay whole.
    """
    for found in _WORD.findall(_THOUSANDS.sub(r"\1", fold(text))):
        word = found.rstrip("'.-(")
        has_figure = not word.isalpha() and any(one.isdigit() for one in word)
        if not (has_figure and word.endswith(")")):
            word = word.partition("(")[0].partition(")")[0].rstrip("'.-")
        if not word:
            continue
        if has_figure and _LABEL.match(word) and not word.isdigit():
            whole = word.replace("-", "")
            yield Word(word, tuple(part for part in re.split(r"[-()]+", word) if part and part != whole), whole)
            continue
        bare = word.removesuffix("'s").removesuffix("'")
        if parts := tuple(part for part in _MARKS_BETWEEN.split(bare) if part):
            yield Word(bare, parts, "".join(parts))


def grouping(language: str, known: dict[str, str]) -> Callable[[str], str]:
    """Return what names the group of a form in *language*; each form is its own where the language has no stemmer.

    *known* are the groups that were worked out before for this language; new ones are added.
    """
    name = _STEMMERS.get(language.partition("-")[0], "")
    if not name:
        return lambda form: form
    irregular = _IRREGULAR if name == "english" else {}

    def group(form: str) -> str:
        found = known.get(form)
        if found is None:
            stem = form if any(one.isdigit() for one in form) else _british(_stem(name)(irregular.get(form, form)))
            found = known[form] = stem
        return found

    return group


@cache
def _stem(name: str) -> Callable[[str], str]:
    import snowballstemmer  # noqa: PLC0415 - it loads every language, and most forms are known

    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem


def _british(stem: str) -> str:
    """Return "organiz" as "organis": readers write either."""
    return f"{stem[:-2]}is" if stem.endswith("iz") and len(stem) > 4 else stem


_STEMMERS: Final = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "nl": "dutch",
    "pt": "portuguese", "sv": "swedish", "da": "danish", "no": "norwegian", "nb": "norwegian", "fi": "finnish",
    "ro": "romanian",
}  # fmt: skip

ENDINGS: Final = {
    "en": (
        "ing", "ings", "ed", "es", "s", "er", "ers", "e", "ment", "ments", "ation", "ations", "ion", "ions", "ly",
        "al", "ies", "ied", "y",
    ),
}  # fmt: skip
"""What may follow the common beginning of two forms of one word, for a form that the library does not have."""

COMMON: Final = {
    "en": (
        "a an the of to in on at for with from by as is are was were be been am i we you he she it they me my our your"
        " their his her its do does did has have had can could should would will may might must what who whom which"
        " when where why how if and or but not no this that these those there then than so about into many"
        " much often soon need ok"
    ),
}
"""Words that say little about what is looked for: they count where few others are asked for."""


INDEX: Final = "search/index.json"
_BOOSTS: Final = {"label": 8.0, "text": 2.0, "title": 1.0, "owner": 1.0, "section": 0.3}
_USUAL_LENGTH: Final = 25
_PIECE: Final = 24_000  # about how many characters of postings a piece has
_ENTRIES_OF_A_DOCUMENT: Final = 4096  # so that one more rule moves no entry of another document


@dataclass(frozen=True)
class SearchDocument:
    """What can be found of a page, at its address."""

    address: str
    facts: SearchFacts
    entries: tuple[SearchEntry, ...]

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, for the store."""
        entries = [vars(entry) for entry in self.entries]
        return {"address": self.address, "facts": vars(self.facts), "entries": entries}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> SearchDocument:
        """Return what was written as *data*."""
        facts = SearchFacts(**{**data["facts"], "topics": tuple(data["facts"]["topics"])})
        return cls(data["address"], facts, tuple(SearchEntry(**entry) for entry in data["entries"]))


class DocumentTerms(NamedTuple):
    """What a document adds to the index: forms of each entry with their weights, and what abbreviations stand for."""

    entries: tuple[Mapping[str, int], ...]
    same: tuple[tuple[str, str], ...]

    def as_data(self) -> list[Any]:
        """Return them as plain data, for the store."""
        return [list(self.entries), list(self.same)]

    @classmethod
    def from_data(cls, data: Sequence[Any]) -> DocumentTerms:
        """Return what was written as *data*."""
        entries, same = data
        return cls(tuple(entries), tuple((one, other) for one, other in same))


def document_terms(document: SearchDocument) -> DocumentTerms:
    """Return the terms of *document*; they depend on nothing else."""
    texts = " ".join([document.facts.title, *(entry.text for entry in document.entries)])
    return DocumentTerms(
        tuple(_weights(document, entry) for entry in document.entries),
        tuple(dict.fromkeys([*_abbreviations(texts), *_initials_of_acts(texts)])),
    )


def _weights(document: SearchDocument, entry: SearchEntry) -> dict[str, int]:
    facts, is_whole = document.facts, not entry.anchor
    fields = {
        "label": [*_whole(facts.code if is_whole else entry.label), *_whole(_own_number(entry))],
        "title": _forms(facts.title),
        "owner": _forms(" ".join((facts.owner, *facts.topics))) if is_whole else [],
        "section": _forms(entry.section),
        "text": _forms(entry.text),
    }
    weights: dict[str, float] = defaultdict(float)
    for field, forms in fields.items():
        length = 0.5 + 0.5 * len(forms) / _USUAL_LENGTH if field == "text" else 1
        for form, count in Counter(forms).items():
            weights[form] += _BOOSTS[field] * count / length
    return {form: max(1, round(63 * weight / (weight + 2))) for form, weight in sorted(weights.items())}


def _own_number(entry: SearchEntry) -> str:
    """Return the number of a rule where it is more than a count, such as 6.2.1 or AC-2(3)."""
    return entry.number if entry.kind == "rule" and not entry.number.isdigit() else ""


def _forms(text: str) -> list[str]:
    return [form for word in take_apart(text) for form in word.forms]


def _whole(label: str) -> list[str]:
    """Return *label* as one form, however it is written."""
    return [re.sub(r"[\s-]", "", fold(label))] if label else []


_ABBREVIATION: Final = re.compile(r"((?:\b[\w'-]+ ){1,9})\(([A-Z][A-Za-z]*[A-Z])\)")
_ACT: Final = re.compile(r"\b((?:[A-Z][\w'-]+ (?:(?:and|of|for|the|in|to) )*){1,8}Act) ([12][0-9]{3})\b")


def _abbreviations(text: str) -> Iterator[tuple[str, str]]:
    """Yield each abbreviation with what it stands for, where *text* says so: "Multi-Agency Safeguarding Hub (MASH)"."""
    for before, short in _ABBREVIATION.findall(text):
        names = before.split()
        for count in range(1, len(names) + 1):
            initials = "".join(part[0] for name in names[-count:] for part in name.split("-") if part[:1].isupper())
            if initials == short.upper():
                yield fold(short), fold(" ".join(names[-count:]))
                break


def _initials_of_acts(text: str) -> Iterator[tuple[str, str]]:
    """Yield "dpa 2018" for the Data Protection Act 2018."""
    for name, year in _ACT.findall(text):
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        if len(initials) > 1:
            yield f"{fold(initials)} {year}", f"{fold(name)} {year}"


def search_files(
    documents: Sequence[tuple[SearchDocument, DocumentTerms]],
    language: str,
    synonyms: Iterable[Sequence[str]] = (),
    labels: Mapping[str, str] | None = None,
    known_groups: dict[str, str] | None = None,
) -> dict[str, bytes]:
    """Return the files of the index, by address.

    *synonyms* are sets of words that stand for each other; *labels* say kinds and statuses to readers. *known_groups*
    are those of forms that were worked out before, to which new ones are added.
    """
    group_of = grouping(language, {} if known_groups is None else known_groups)
    postings, forms = _postings(documents, group_of)
    for form in (other for pair in _IRREGULAR.items() for other in pair):  # a library with "16" is asked for "sixteen"
        if (group := group_of(form)) in postings:
            forms.setdefault(form, group)
    groups = sorted(postings)
    number = {group: place for place, group in enumerate(groups)}
    files: dict[str, bytes] = {}
    starts, pieces = _pieces(groups, postings, number, files)
    rows = [_row(document, files) for document, _terms in documents]
    same = [[fold(one) for one in words] for words in synonyms]
    same += [list(pair) for pair in sorted({pair for _document, terms in documents for pair in terms.same})]
    index = {
        "version": 1,
        "language": language,
        "entries": sum(len(document.entries) for document, _terms in documents),
        "span": _ENTRIES_OF_A_DOCUMENT,
        "documents": rows,
        "counts": [len(postings[group]) for group in groups],
        "words": "\n".join(_shared_beginnings(sorted(forms), {form: number[group] for form, group in forms.items()})),
        "starts": starts,
        "pieces": pieces,
        "same": same,
        "common": sorted(COMMON.get(language.partition("-")[0], "").split()),
        "labels": dict(labels or {}),
        "endings": list(ENDINGS.get(language.partition("-")[0], ())),
    }
    files[INDEX] = _json(index)
    return files


def _postings(
    documents: Sequence[tuple[SearchDocument, DocumentTerms]], group_of: Callable[[str], str]
) -> tuple[dict[str, dict[int, int]], dict[str, str]]:
    """Return for each group the entries that have it, with the weight there; and the group of each form."""
    postings: dict[str, dict[int, int]] = defaultdict(dict)
    forms: dict[str, str] = {}
    for place, (_document, terms) in enumerate(documents):
        for offset, weights in enumerate(terms.entries):
            entry = place * _ENTRIES_OF_A_DOCUMENT + offset
            for form, weight in weights.items():
                group = forms.get(form) or forms.setdefault(form, group_of(form))
                standing = postings[group]
                standing[entry] = max(weight, standing.get(entry, 0))
    return postings, forms


def _pieces(
    groups: Sequence[str], postings: Mapping[str, Mapping[int, int]], number: Mapping[str, int], files: dict[str, bytes]
) -> tuple[list[int], list[str]]:
    starts: list[int] = []
    names: list[str] = []
    piece: list[list[int]] = []
    size = 0
    for group in groups:
        if not piece:
            starts.append(number[group])
        packed, last = [], 0
        for entry in sorted(postings[group]):
            packed.append((entry - last) * 64 + postings[group][entry])
            last = entry
        piece.append(packed)
        size += 4 + 5 * len(packed)
        if size > _PIECE:
            names.append(_kept(_json(piece), files))
            piece, size = [], 0
    if piece:
        names.append(_kept(_json(piece), files))
    return starts, names


def _row(document: SearchDocument, files: dict[str, bytes]) -> dict[str, str]:
    """Return what every search knows of *document*; its texts go into a file of their own."""
    facts = document.facts
    return {
        "address": document.address,
        "kind": facts.kind,
        "status": facts.status,
        "title": facts.title,
        "words": " ".join(dict.fromkeys(_forms(facts.title))),
        "owner": facts.owner,
        "code": facts.code.replace("-", "").lower(),
        "texts": _kept(_json({"entries": [*map(vars, document.entries)], "topics": facts.topics}), files),
    }


def _kept(content: bytes, files: dict[str, bytes]) -> str:
    name = hashlib.sha256(content).hexdigest()[:16]
    files[f"search/{name}.json"] = content
    return name


def _shared_beginnings(words: Sequence[str], group: Mapping[str, int]) -> Iterator[str]:
    """Yield each word with its group; what it shares with the word before is a length, one digit to the base of 16."""
    previous = ""
    for word in words:
        limit = min(len(word), len(previous), 15)
        shared = next((place for place in range(limit) if word[place] != previous[place]), limit)
        yield f"{shared:x}{word[shared:]} {group[word]}"
        previous = word


def _json(value: Any) -> bytes:
    # titles stand here as plain words: no program that takes the file for HTML finds an element in it
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").encode()
