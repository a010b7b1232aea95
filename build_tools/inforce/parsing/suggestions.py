"""Did you mean …? What an editor most likely meant by a name or a short text that is not right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from inforce.model.dates import DAY, DAY_OR_UNKNOWN, MONTHS
from inforce.model.names import ID, VERSION, Grammar
from inforce.model.problem import listed

LONGEST_QUOTATION = 90
"""So many characters of a text are quoted in a sentence."""


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Return what is most like *word*; None where nothing is.

    A name with other digits is no misspelling: whoever writes 2019 does not mean 2018.
    """
    # Imported here: files without problems, the usual ones, do not pay for it.
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 -- as above

    digits = re.findall(r"\d", word)
    candidates = [name for name in names if re.findall(r"\d", name) == digits]
    found = process.extractOne(word, candidates, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=62)
    return str(found[0]) if found else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Return a question that names what is most like *word*, or an empty text where nothing is."""
    name = nearest(word, names)
    return f'Did you mean "{name}"?' if name else ""


def all_there_are(kind: str, names: Iterable[str]) -> str:
    """Return a sentence that says which of a *kind* there are: "The sources are a and b."."""
    every = list(names)
    if not every:
        return f"There is no {kind} yet."
    return f"The {kind}s are {listed(every)}." if len(every) > 1 else f"The only {kind} is {every[0]}."


def shortened(text: str) -> str:
    """Return *text* as a sentence quotes it: the middle of a long text is left out."""
    if len(text) <= LONGEST_QUOTATION:
        return text
    part = LONGEST_QUOTATION // 2
    return f"{text[:part].rstrip()} … {text[-part:].lstrip()}"


def put_quotes(before: str, text: str) -> str:
    """Say that a text needs quotes, with the line as it is to be typed: *before*, and *text* in quotes."""
    if len(text) > LONGEST_QUOTATION:
        return "Put a quote before the first word of the text and one after the last."
    return f"Put quotes round the whole text:  {before.strip()} {quoted(text)}".replace(":   ", ":  ")


def quoted(text: str) -> str:
    """Return *text* as it is written in quotes in YAML."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


_NUMERIC_DAY = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4}|\d{2})")
_LONG_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})")
_PLAIN_DAY = re.compile(r"(\d{4})[./ -]?(\d{1,2})[./ -]?(\d{1,2})")
_QUOTATION_MARKS = " \"'`\u2018\u2019\u201a\u201c\u201d\u201e\u2032\u2033\u00ab\u00bb"
"""What stands round a value that was copied from a sentence, or written in Word."""
_TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2})?(?:Z|\.\d+)?")


def suggested_correction(text: str, grammar: Grammar) -> str | None:
    """Return *text* as *grammar* would have it, or None where that would be a guess."""
    bare = text.strip(_QUOTATION_MARKS)
    if grammar is ID:
        guess = _as_id(bare)
    elif grammar is VERSION:
        guess = _as_version(bare)
    elif grammar in (DAY, DAY_OR_UNKNOWN):
        guess = _as_day(bare)
    else:
        guess = bare
    return guess if guess and guess != text and grammar.takes(guess) else None


def meant_by(text: str, grammar: Grammar) -> str:
    """Return a question that names what *text* most likely means; "" where that would be a guess.

    12/1/2026 is the first of December to an American and the twelfth of January to all others: both are named.
    """
    meant = suggested_correction(text, grammar)
    found = _NUMERIC_DAY.fullmatch(text) if grammar in (DAY, DAY_OR_UNKNOWN) else None
    other = suggested_correction(f"{found[2]}/{found[1]}/{found[3]}", grammar) if found else None
    if meant and other and other != meant:
        return f"Did you mean {meant} (day first) or {other} (month first)?"
    return f"Did you mean {meant}?" if meant else f"Did you mean {other} (month first)?" if other else ""


def _as_id(text: str) -> str:
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    if not bare.isascii():
        return ""
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")


def _as_version(text: str) -> str:
    dotted = re.sub(r"[,_-]", ".", text) if re.fullmatch(r"\d{1,3}([,_-]\d{1,3}){1,2}", text) else text
    found = re.fullmatch(r"(?:[vV](?:ersion)? ?)?\.?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?", dotted, re.ASCII)
    return ".".join(str(int(part or 0)) for part in found.groups()) if found else ""


def _as_day(text: str) -> str:
    """Read the usual British ways to write a day; 01/06/2026 is the first of June."""
    text = _TIME_OF_DAY.sub("", text)
    if found := _NUMERIC_DAY.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    elif found := _LONG_DAY.fullmatch(text):
        months = [number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(found.group(2).lower())]
        day, month, year = int(found.group(1)), months[0] if months else 0, int(found.group(3))
    elif found := _PLAIN_DAY.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return ""
    return f"{year:04}-{month:02}-{day:02}"
