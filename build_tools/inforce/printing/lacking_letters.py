"""Tells editors where a PDF has the numbers of letters, because no font that it is made with has those letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from inforce.model.guidance import Version
from inforce.model.problem import Place, Problem, Severity
from inforce.pages import addresses
from inforce.pages.publication import Publication

_SHOWN: Final = 5
_REMEDY: Final = (
    "Say it in other letters; or publish without PDF files, so that readers print the pages, for which browsers have "
    'more fonts: write "pdf: none" and "manual: no" into content/site.yml.'
)


def lacking_letters(publication: Publication, lacking: Mapping[str, str], content: Path) -> Iterator[Problem]:
    """Warn of each PDF that lacks letters; *lacking* has them by address. The manual has those of its documents."""
    told: set[str] = set()
    for document in publication.documents:
        for version in document.document.versions:
            if letters := lacking.get(addresses.pdf(version)):
                told.update(letters)
                yield _in_version(version, letters, content)
    if letters := "".join(letter for letter in lacking.get(addresses.manual(), "") if letter not in told):
        yield _problem(Place("content/site.yml"), "the manual", letters)


def _in_version(version: Version, letters: str, content: Path) -> Problem:
    """Return the problem at the first of *letters* in the file of *version*; some may come from elsewhere."""
    file = version.origin.file
    text = (content.parent / file).read_text(encoding="utf-8")
    places = {letter: text.find(letter) for letter in letters}
    first = min((place for place in places.values() if place >= 0), default=None)
    in_order = "".join(sorted(letters, key=lambda letter: (places[letter] < 0, places[letter])))
    place = Place(file)
    if first is not None:
        before = text[:first].split("\n")
        place = Place(file, len(before), len(before[-1]) + 1)
    return _problem(place, f"the PDF of version {version.number}", in_order)


def _problem(place: Place, where: str, letters: str) -> Problem:
    shown = ", ".join(f"{letter} as [U+{ord(letter):04X}]" for letter in letters[:_SHOWN])
    others = f" and {len(letters) - _SHOWN} more" if len(letters) > _SHOWN else ""
    what = f"In {where}, letters that none of its fonts has are written as their numbers: {shown}{others}."
    return Problem(place, "letters-without-font", what, _REMEDY, Severity.WARNING)
