"""Did you mean …? The nearest of the names that would have been right."""

from __future__ import annotations

import re
from collections.abc import Iterable

from inforce.model.english import listed

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
