"""A text as what it says: words in one spelling, quantities, dates, points of law and weights.

Two texts with the same atoms in the same order are the same for a reader: that, and a few rules of typesetting, is the
only proof of sameness. Every atom stands on words of the text, so that what is found among atoms can be shown there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from inforce.wording.language import Language
from inforce.wording.quantities import COUNTED, CURRENCIES, Quantities, begins_quantity, figure, number_at
from inforce.wording.words import Word

Found = tuple[str, int, int]
"""What is found, in the form by which two of them are compared, and the words that it stands on."""

_YEAR = re.compile(r"(1[5-9]|20)\d\d", re.ASCII)
_DATE_IN_FIGURES = re.compile(rf"{_YEAR.pattern}(-{_YEAR.pattern}|-\d\d-\d\d|/\d\d/\d\d)?", re.ASCII)
_YEAR_OR_NUMBER = re.compile(r"(1[5-9]|20)\d\d(/\d+)*|\d+/\d+(/[A-Za-z]+)?", re.ASCII)
_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(st|nd|rd|th)?", re.ASCII)
_DAY_AND_YEAR = re.compile(r"(0?[1-9]|[12]\d|3[01]),((?:1[5-9]|20)\d\d)", re.ASCII)
_JOINING = frozenset({"and", "of", "(", ")"})
_LONGEST_TITLE = 12


def citations(words: Sequence[Word], places: Iterable[int], language: Language) -> Iterator[Found]:
    """Find at *places* Acts and other laws by title and year, and sections, articles and the like by number."""
    laws, dated_laws, parts = (language.words(name) for name in ("instrument", "dated-instrument", "part"))
    for place in places:
        word = words[place]
        if word.norm in laws or word.norm in dated_laws:
            after = words[place + 1].norm if place + 1 < len(words) else ""
            dated = bool(_YEAR_OR_NUMBER.fullmatch(after))
            start = _title_start(words, place, language)
            if dated or (word.norm in laws and start < place):
                yield _found(words, start, place + 1 + dated)
                continue
        if word.norm.lower() in parts and place + 1 < len(words) and words[place + 1].norm[:1].isdigit():
            yield _found(words, place, place + 2)


def _title_start(words: Sequence[Word], instrument: int, language: Language) -> int:
    """Return where the title that ends before *instrument* begins: capitalised words and what joins them."""
    start = place = instrument
    common = language.words("common")
    while place > 0 and instrument - place < _LONGEST_TITLE:
        place -= 1
        norm = words[place].norm
        if norm.isupper() and len(norm) > 1 and start < instrument:
            break  # initials are a name of their own: "the GDPR and Data Protection Act 2018"
        if norm[0].isupper() and norm.lower() not in common:
            start = place
        elif norm not in _JOINING:
            break
    return start


def _found(words: Sequence[Word], start: int, end: int) -> Found:
    return " ".join(word.norm.lower() for word in words[start:end]), start, end


def dates(words: Sequence[Word], places: Iterable[int], language: Language) -> Iterator[Found]:
    """Find dates with a month by name at *places*, however much of them is given; years; and days of the week."""
    until = 0
    months, days = language.months, language.words("day")
    for place in places:
        word = words[place]
        if place < until:
            continue
        if word.norm in months:
            found = _month(words, place, until, language)
        elif days.issuperset(ends := word.norm.lower().split("-")):
            found = _days("-".join(ends), words, place, language)
        else:
            found = _year(word, place)
        if found:
            yield found
            until = found[2]


def _days(named: str, words: Sequence[Word], place: int, language: Language) -> Found:
    """Read "Monday", "Monday-Friday" or "Monday to Friday", but not "from Monday to Friday", at *place*."""
    after = [word.norm.lower() for word in words[place + 1 : place + 3]]
    moves = place > 0 and words[place - 1].norm.lower() in language.words("from")
    joined = len(after) == 2 and after[0] in {"-", *language.words("range")} and after[1] in language.words("day")
    return (f"{named}-{after[1]}", place, place + 3) if joined and not moves else (named, place, place + 1)


def _year(word: Word, place: int) -> Found | None:
    return (word.norm, place, place + 1) if _DATE_IN_FIGURES.fullmatch(word.norm) else None


def _month(words: Sequence[Word], place: int, since: int, language: Language) -> Found | None:
    """Read "26 March 2015", "26th of March", "March 26, 2015" or "March" round the month at *place*."""

    def norm(at: int) -> str:
        return words[at].norm if since <= at < len(words) else ""

    day, start, end = "", place, place + 1
    short = norm(end) == "." and words[end].start == words[place].end
    if short and (_DAY.fullmatch(norm(end + 1)) or _YEAR.fullmatch(norm(end + 1))):
        end += 1  # "Apr. 15"
    before = place - 1 - (norm(place - 1) == "of")
    if _DAY.fullmatch(norm(before)):
        day, start = norm(before), before
    elif _DAY.fullmatch(norm(end)):
        day, end = norm(end), end + 1
    elif together := _DAY_AND_YEAR.fullmatch(norm(end)):
        day, year, end = together[1], together[2], end + 1
        return f"{year}-{language.months[norm(place)]}-{int(day)}", start, end
    comma = norm(end) == "," and _YEAR.fullmatch(norm(end + 1)) is not None
    year = norm(end + comma) if _YEAR.fullmatch(norm(end + comma)) else ""
    if norm(place) in language.words("month-or-verb") and not day and not year:
        joined = norm(place - 1) in language.words("joining") and place > 1 and words[place - 2].norm in language.months
        if not joined and norm(place - 1).lower() not in language.words("before-month"):
            return None  # the month is told from the verb by the figures beside it, or by the word before it
    number = re.sub(r"\D", "", day)
    if start < place and number != day and norm(start - 1).lower() == "the":
        start -= 1  # "the 26th of March"
    month = language.months[norm(place)]
    return f"{year or '?'}-{month}-{int(number) if number else '?'}", start, end + (1 + comma if year else 0)


EXACT: Final = frozenset({"quantity", "date", "law"})
"""Kinds whose atoms are compared within their kind: the quantity 5 is not the page 5."""


class Atom(NamedTuple):
    """What some words say: its kind, the value that it is compared by, and its class within the kind.

    Kinds: word, mark, quantity, date, law, ref (an address), negation, strength, condition, scope, term (of law),
    amount, limit, rate, join, direction, person. Atoms of one class are not proven to differ in meaning. *says* is
    whether a reader would call it a word that says something by itself. A named tuple, for there are very many.
    """

    kind: str
    value: str
    cls: str
    start: int
    end: int
    says: bool

    @property
    def key(self) -> str:
        """What two atoms are equal by; a year by itself may be a number as well."""
        if self.kind not in EXACT:
            return self.value
        return f"quantity:{self.value}" if self.value.isdigit() else f"{self.kind}:{self.value}"


Side = Sequence[Atom]
"""What one of two texts says, or a part of it."""

_SHORTEST_PART: Final = 4  # letters of what may stand behind a prefix without its hyphen
_ANY_REFERENCE: Final = re.compile(r"(https?://|www\.)[^\s<>\"]+|(?<![\w.+-])[\w.+-]++@[\w.-]+\w")
_POINT: Final = re.compile(r"\d+[a-z]?|[a-z]|[ivx]+")
_LONGEST_POINT: Final = 3  # signs of what is a point of a section behind a space too: "17 (2)", and not "17 (2018)"
_POINTED_AT: Final = re.compile(r"[A-Z]|\d[\w.]*|[A-Z]{1,4}\d+\w*|[IVXLC]+")
_LETTER: Final = re.compile(r"[A-Za-z]")
_SAYING: Final = frozenset({"rate", "law", "term"})  # kinds of words that weigh and say something by themselves
_LIMITS: Final = {"least": ">=", "most": "<=", "above": ">", "below": "<", "about": "~", "exactly": "="}
_ALONE: Final = frozenset({"minimum", "maximum"})  # limits that stand before a noun: "the minimum 5 staff" is no limit
_SIGNS: Final = "<>~=w"
_FIRST: Final = "1th"


def read_atoms(text: str, words: Sequence[Word], language: Language) -> tuple[Atom, ...]:
    """Return what *words* of *text* say, in order."""
    return tuple(_with_limits(_Reader(text, words, language).read()))


class _Reader:
    def __init__(self, text: str, words: Sequence[Word], language: Language) -> None:
        self.text, self.words, self.language = text, words, language
        self.low = [word.norm.lower() for word in words]
        self.readings = [_reading(word.norm, word.mark, language) for word in words]
        self.quantities = Quantities(words, self.low, language)
        self.open = False  # a quotation mark
        self.references = self._references()
        self.claimed: dict[int, tuple[str, str, int]] = {}
        for value, start, end in citations(words, self._where("l"), language):
            self._claim("law", value, start, self._further(start, self._points(end)))
        for value, start, end in dates(words, self._where("d"), language):
            if not (
                value.isdigit() and tuple(word.norm for word in words[end : end + 1]) in language.units
            ):  # "2000 days" is no year
                self._claim("date", value, start, end)

    def _where(self, begins: str) -> list[int]:
        return [at for at, reading in enumerate(self.readings) if begins in reading.begins]

    def _references(self) -> frozenset[int]:
        """Return the words with which an address begins."""
        if "@" not in self.text and "://" not in self.text and "www." not in self.text:
            return frozenset()
        spots = {found.start() for found in _ANY_REFERENCE.finditer(self.text)}
        return frozenset(at for at, word in enumerate(self.words) if word.start in spots)

    def _claim(self, kind: str, value: str, start: int, end: int) -> None:
        if any(at in self.claimed for at in range(start, end)):
            return
        said = " ".join(self.low[start:end]) if kind == "law" else value
        for at in range(start, end):
            self.claimed[at] = (kind, said, end) if at == start else ("", "", end)

    def _points(self, end: int) -> int:
        """Go over "(1)(e)" behind a number of a section, also where "17 (2)" is set with a space."""
        at = end
        while (
            at + 2 < len(self.low)
            and (self.low[at], self.low[at + 2]) == ("(", ")")
            and _POINT.fullmatch(self.low[at + 1])
            and (len(self.low[at + 1]) <= _LONGEST_POINT or self.words[at - 1].end == self.words[at].start)
        ):
            at += 3
        return at

    def _further(self, start: int, end: int) -> int:
        """Go over ", 2 and 3" behind "Sections 1", which names several."""
        parts, first = self.language.words("part"), self.low[start]
        joining = self.language.words("joining") | self.language.words("range") | {","}
        while any(first != one and first.startswith(one) for one in parts):
            at = end
            while at < len(self.low) and at < end + 2 and self.low[at] in joining:
                at += 1
            if at == end or at == len(self.low) or not self.low[at][0].isdigit():
                break
            end = self._points(at + 1)
        return end

    def read(self) -> Iterator[Atom]:
        at, new = 0, tuple.__new__  # an atom that is made by its own name takes twice the time
        while at < len(self.words):
            begins, parts = self.readings[at]
            if at in self.claimed:
                kind, value, end = self.claimed[at]
                yield Atom(kind, value, kind, at, end, says=True)
                at = end
            elif (begins or at in self.references) and (found := self._special(at, begins)):
                yield found
                at = found.end
            else:
                for kind, value, cls, says in parts:
                    yield new(Atom, (kind, value, cls, at, at + 1, says))
                at += 1

    def _special(self, at: int, begins: str) -> Atom | None:
        """Read what more than one word may make, or what its neighbours decide."""
        if at in self.references and (found := self._reference(at)):
            return found
        return (
            ("i" in begins and self._initials(at))
            or ("p" in begins and self._pointed(at))
            or ("e" in begins and self._entry(at))
            or ("q" in begins and self._quantity(at))
            or ("s" in begins and self._has(at))
            or ("m" in begins and self._quote(at))
            or None
        )

    def _quantity(self, at: int) -> Atom | None:
        found = self.quantities.at(at)
        if found and found.value == _FIRST:  # "first, ask them": a word like others, also as "1st"
            return Atom("word", _FIRST, "", at, found.end, says=False)
        return Atom("quantity", found.value, "quantity", at, found.end, says=True) if found else None

    def _has(self, at: int) -> Atom | None:
        """Read "it's" in "it's been", where it is no "it is"."""
        if self.low[at + 1 : at + 2] and self.low[at + 1] in self.language.words("unless-has"):
            return Atom("word", self.low[at], "", at, at + 1, says=False)
        return None

    def _quote(self, at: int) -> Atom | None:
        """Read a quotation mark: single and double ones are the same, where one opens and one closes."""
        word, last = self.words[at], at + 1 == len(self.words)
        behind = self.words[at - 1].end == word.start
        opening = not last and self.words[at + 1].start == word.end and not behind
        closing = self.open and (last or self.words[at + 1].start > word.end or self.words[at + 1].mark)
        if opening or closing:
            self.open = opening
            return Atom("mark", '"', "mark", at, at + 1, says=False)
        return None

    def _reference(self, at: int) -> Atom | None:
        start = self.words[at].start
        found = _ANY_REFERENCE.match(self.text, start)
        if not found:
            return None
        stop, end = start + len(found[0].rstrip(".,;)")), at
        while end < len(self.words) and self.words[end].start < stop:
            end += 1
        return Atom("ref", self.text[start:stop], "ref", at, end, says=True)

    def _initials(self, at: int) -> Atom | None:
        """Read "U.K." as UK, "a.m." as am, "e.g." as what it stands for."""
        end, letters = at, ""
        while end + 1 < len(self.words) and _LETTER.fullmatch(self.words[end].norm) and self._stop_behind(end):
            letters += self.words[end].norm
            end += 2
            if end < len(self.words) and self.words[end - 1].end != self.words[end].start:
                break
        if len(letters) < 2:
            return None
        dotted = "".join(f"{letter}." for letter in letters.lower())
        if known := self.language.entries.get(dotted):
            return Atom("word", known[0].value, "", at, end, says=False)
        value = letters.lower() if letters.lower() not in self.language.initials else letters.upper()
        return Atom("word", value, "", at, end, says=True)

    def _stop_behind(self, at: int) -> bool:
        return self.low[at + 1] == "." and self.words[at].end == self.words[at + 1].start

    def _pointed(self, at: int) -> Atom | None:
        """Read "Appendix B", "Part II", "step 3", "paragraph (iv)"."""
        if at + 1 >= len(self.words):
            return None
        after = self.words[at + 1].norm
        if after == "(":
            end = self._point_apart(at + 1)
        elif after not in ("a", "I") and _POINTED_AT.fullmatch(after):
            end = self._points(at + 2)
        else:
            return None
        return Atom("law", " ".join(self.low[at:end]), "law", at, end, says=True) if end > at + 1 else None

    def _point_apart(self, at: int) -> int:
        """Go over "(iv)" that stands a space behind its word."""
        low = self.low
        if (
            at + 2 < len(low)
            and low[at + 2] == ")"
            and _POINT.fullmatch(low[at + 1])
            and self.words[at + 1].norm != "I"
        ):
            return self._points(at + 3)
        return at

    def _entry(self, at: int) -> Atom | None:
        if self.language.folded(self.words[at].norm) != self.low[at]:
            return None  # "US" is not "us"
        behind = self.language.second_words[self.low[at]]
        if "" not in behind and (at + 1 == len(self.low) or self.low[at + 1] not in behind):
            return None
        for entry in self.language.entries[self.low[at]]:
            end = at + len(entry.words)
            if tuple(self.low[at:end]) != entry.words:
                continue
            if entry.beside == "#" and not self._figure_at(end):
                continue
            if entry.beside == "^" and at and not self.words[at - 1].mark:
                continue
            if len(entry.words) > 1 or entry.beside:
                kind = "limit-behind" if entry.beside == "<" else entry.kind
                says = entry.kind in _SAYING or (kind == "word" and _says(entry.value, self.language))
                return Atom(kind, entry.value, entry.cls, at, end, says)
        return None

    def _figure_at(self, at: int) -> bool:
        if at >= len(self.words):
            return False
        if at in self.claimed or self.low[at] in CURRENCIES or self.low[at] in self.language.words("half"):
            return True
        return begins_quantity(self.words[at].norm, self.language) and self.quantities.at(at) is not None


class _Reading(NamedTuple):
    """What a word is wherever it stands: what may begin with it, and kind, value and class of the words within it.

    What may begin: a law (l), a date (d), a quantity (q), words that weigh together (e), initials (i), a point (p), a
    quotation (m); behind an "'s" there may be a "has" (s). Most words begin nothing, and are read at once.
    """

    begins: str
    parts: tuple[tuple[str, str, str, bool], ...]


@lru_cache(maxsize=65536)
def _reading(norm: str, mark: bool, language: Language) -> _Reading:  # noqa: FBT001 - what is kept has no names
    if mark:
        return _Reading("m" * (norm in "'\"") + "q" * (norm in CURRENCIES), (_mark(norm),))
    return _Reading(_begins(norm, language), _word(norm, language))


def _mark(norm: str) -> tuple[str, str, str, bool]:
    if norm == "&":
        return "join", "and", "and", False
    if norm == "\N{MULTIPLICATION SIGN}":
        return "word", "x", "", False  # "2 x 500 mg"
    return "mark", "-" if norm in "•·" else norm, "mark", False


def _begins(norm: str, language: Language) -> str:
    low = norm.lower()
    laws = language.words("instrument") | language.words("dated-instrument")
    found = "l" * (norm in laws or low in language.words("part"))
    is_day = language.words("day").issuperset(low.split("-"))
    found += "d" * (norm in language.months or is_day or bool(_DATE_IN_FIGURES.fullmatch(norm)))
    found += "q" * begins_quantity(norm, language)
    found += "e" * any(len(entry.words) > 1 or entry.beside for entry in language.entries.get(low, ()))
    found += "i" * (len(norm) == 1 and norm.isalpha())
    return found + "p" * (low in language.words("pointed")) + "s" * norm.endswith("'s")


def _word(norm: str, language: Language) -> tuple[tuple[str, str, str, bool], ...]:
    """Return kind, value and class of the words within a word, and whether each says something by itself."""
    if not language.known:
        return (("word", norm, "", False),)
    found = []
    pieces = _pieces(norm, language)
    for piece in pieces:
        if len(pieces) > 1 and (number := number_at([piece], language)) and number[0] != "1":  # "a second-hand car"
            kind = "word" if number[0] == _FIRST else "quantity"
            found.append((kind, number[0], kind * (kind != "word"), kind != "word"))
            continue
        kind, cls, value = "word", "", language.spelt(piece)
        entry = next(
            (one for one in language.entries.get(piece, ()) if len(one.words) == 1 and not one.beside), None
        )  # fmt: skip
        if entry:
            kind, cls, value = entry.kind, entry.cls, entry.value
        says = _says(value, language) if kind == "word" else kind in _SAYING
        found.append((kind, value, cls, says))
    return tuple(found)


def _says(value: str, language: Language) -> bool:
    return len(value) > 1 and not value.isdigit() and language.words("function").isdisjoint((value, *value.split()))


def _pieces(norm: str, language: Language) -> tuple[str, ...]:
    """Return the words within a word: what a contraction is short for, parts between hyphens where that is the same."""
    low = language.folded(norm)
    if low in language.entries and "-" in low:
        return (low,)
    if full := language.contractions.get(low):
        return tuple(full.split())
    for ending, full in language.contracted_endings:
        if low.endswith(ending) and len(low) > len(ending):
            return low[: -len(ending)], full
    plain = figure(low) is None or COUNTED.fullmatch(low)
    hyphened = "-" in low.strip("-") and plain and low not in language.words("hyphen-matters")
    return _parts(low, language) if hyphened else (low,)


def _parts(low: str, language: Language) -> tuple[str, ...]:
    parts = [part for part in low.split("-") if part]
    first, rest = parts[0], parts[1:]
    if first == "re" and len(rest) == 1 and rest[0][0] in "aeiou":
        return (f"re{rest[0]}",)
    word = rest[0].removesuffix("'s") if rest else ""
    if len(rest) == 1 and first in language.words("prefix") and word.isalpha() and len(word) >= _SHORTEST_PART:
        return (f"{first}{rest[0]}",)
    apart = all((word := part.removesuffix("'s")).isdigit() or (word.isalpha() and len(word) > 1) for part in parts)
    return tuple(parts) if apart and first not in language.words("keeps-hyphen") else (low,)


def _with_limits(atoms: Iterator[Atom]) -> Iterator[Atom]:
    """Join a limit with its quantity or date: "at least 5" and "5 or more" are one atom."""
    last: Atom | None = None
    for atom in atoms:
        counted = atom.kind in ("quantity", "date")
        if counted and last and last.kind == "limit" and last.cls in _LIMITS and last.value not in _ALONE:
            sign = "within" if last.value == "within" else _LIMITS[last.cls]
            last = Atom(atom.kind, f"{sign} {atom.value}", atom.kind, last.start, atom.end, says=True)
            continue
        if atom.kind == "limit-behind":
            if last and last.kind in ("quantity", "date") and last.value[0] not in _SIGNS:
                value = f"{_LIMITS[atom.cls]} {last.value}"
                last = Atom(last.kind, value, last.kind, last.start, atom.end, says=True)
                continue
            atom = atom._replace(kind="limit")  # noqa: PLW2901 - what it is without a figure
        if last:
            yield last
        last = atom
    if last:
        yield last
