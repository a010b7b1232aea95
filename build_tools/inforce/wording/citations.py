"""Where a text cites a law or gives a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inforce.wording.language import Language
from inforce.wording.words import Word

Found = tuple[str, int, int]
"""What is found, in the form by which two of them are compared, and the words that it stands on."""

_YEAR = re.compile(r"(1[5-9]|20)\d\d", re.ASCII)
_YEAR_OR_NUMBER = re.compile(r"(1[5-9]|20)\d\d(/\d+)*|\d+/\d+(/[A-Za-z]+)?", re.ASCII)
_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(st|nd|rd|th)?", re.ASCII)
_JOINING = frozenset({"and", "of", "(", ")"})
_LONGEST_TITLE = 12


def citations(words: Sequence[Word], language: Language) -> Iterator[Found]:
    """Find Acts and other laws by title and year, and their sections, articles and the like by number."""
    laws, dated_laws, parts = (language.words(name) for name in ("instrument", "dated-instrument", "part"))
    for place, word in enumerate(words):
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


def dates(words: Sequence[Word], language: Language) -> Iterator[Found]:
    """Find dates with a month by name, however much of them is given; years; and days of the week."""
    until = 0
    months, days = language.months, language.words("day")
    for place, word in enumerate(words):
        if place < until:
            continue
        if word.norm in months:
            found = _month(words, place, until, language)
        elif word.norm.lower() in days:
            found = (word.norm.lower(), place, place + 1)
        else:
            found = _year(word, place)
        if found:
            yield found
            until = found[2]


def _year(word: Word, place: int) -> Found | None:
    return (word.norm, place, place + 1) if _YEAR.fullmatch(word.norm) else None


def _month(words: Sequence[Word], place: int, since: int, language: Language) -> Found | None:
    """Read "26 March 2015", "26th of March", "March 26, 2015" or "March" round the month at *place*."""

    def norm(at: int) -> str:
        return words[at].norm if since <= at < len(words) else ""

    day, start, end = "", place, place + 1
    before = place - 1 - (norm(place - 1) == "of")
    if _DAY.fullmatch(norm(before)):
        day, start = norm(before), before
    elif _DAY.fullmatch(norm(end)):
        day, end = norm(end), end + 1
    comma = norm(end) == "," and _YEAR.fullmatch(norm(end + 1)) is not None
    year = norm(end + comma) if _YEAR.fullmatch(norm(end + comma)) else ""
    if norm(place) in language.words("month-or-verb") and not day and not year:
        return None  # the month is told from the verb by the figures beside it
    number = re.sub(r"\D", "", day)
    month = language.months[norm(place)]
    return f"{year or '?'}-{month}-{int(number) if number else '?'}", start, end + (1 + comma if year else 0)
