"""Tells editors where a PDF has the numbers of letters, because no font that it is made with has those letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from inforce.model.problem import Place, Problem, Severity

_SHOWN: Final = 5
_REMEDY: Final = (
    "Say it in other letters; or publish without PDF files, so that readers print the pages, for which browsers have "
    'more fonts: write "pdf: none" and "manual: no" into content/site.yml.'
)


def missing_glyphs(file: str, where: str, lacking: str, text: str) -> tuple[tuple[Problem, ...], str]:
    """Warn of the letters that *where*, a PDF, is *lacking* and that stand in *file*, which says *text*.

    Return those letters too, in their order there.
    """
    own = "".join(dict.fromkeys(letter for letter in text if letter in lacking))
    if not own:
        return (), ""
    before = text[: text.find(own[0])].split("\n")
    return (_problem(Place(file, len(before), len(before[-1]) + 1), where, own),), own


def elsewhere(lacking: str) -> Iterator[Problem]:
    """Warn of letters that come from no document, such as those of the words of a language or a source."""
    if lacking:
        yield _problem(Place("content/site.yml"), "PDF files", lacking)


def _problem(place: Place, where: str, letters: str) -> Problem:
    shown = ", ".join(f"{letter} as [U+{ord(letter):04X}]" for letter in letters[:_SHOWN])
    others = f" and {len(letters) - _SHOWN} more" if len(letters) > _SHOWN else ""
    what = f"In {where}, letters without a font are written as their numbers: {shown}{others}."
    return Problem(place, "letters-without-font", what, _REMEDY, Severity.WARNING)
