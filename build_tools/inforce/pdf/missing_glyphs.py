"""Tells editors where a PDF has the numbers of letters, because no font that it is made with has those letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from inforce.model.problem import Place, Problem, Severity
from inforce.site import addresses
from inforce.site.publication import Publication

_SHOWN: Final = 5
_REMEDY: Final = (
    "Say it in other letters; or publish without PDF files, so that readers print the pages, for which browsers have "
    'more fonts: write "pdf: none" and "manual: no" into content/site.yml.'
)


def lacking_letters(publication: Publication, lacking: Mapping[str, str], content: Path) -> Iterator[Problem]:
    """Warn once of each version whose own words a PDF lacks letters for; *lacking* has them by address.

    Of letters that come from elsewhere, such as the words of a language or a source, it warns once for all PDF files.
    """
    everywhere, told = set("".join(lacking.values())), set[str]()
    for document in publication.documents:
        for version in document.document.versions:
            if letters := lacking.get(addresses.pdf(version)):
                place, own = _of_file(version.origin.file, letters, content)
                told.update(own)
                if own:
                    yield _problem(place, f"the PDF of version {version.number}", own)
    if others := everywhere - told:
        yield _problem(Place("content/site.yml"), "PDF files", "".join(sorted(others)))


def _of_file(file: str, letters: str, content: Path) -> tuple[Place, str]:
    """Return where in *file* the first of *letters* stands, and those that stand there, in order."""
    text = (content.parent / file).read_text(encoding="utf-8")
    own = "".join(dict.fromkeys(letter for letter in text if letter in letters))
    before = text[: text.find(own[0])].split("\n") if own else [""]
    return Place(file, len(before), len(before[-1]) + 1), own


def _problem(place: Place, where: str, letters: str) -> Problem:
    shown = ", ".join(f"{letter} as [U+{ord(letter):04X}]" for letter in letters[:_SHOWN])
    others = f" and {len(letters) - _SHOWN} more" if len(letters) > _SHOWN else ""
    what = f"In {where}, letters without a font are written as their numbers: {shown}{others}."
    return Problem(place, "letters-without-font", what, _REMEDY, Severity.WARNING)
