"""Words that are quoted are stressed where their source stresses them, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.checks.check import finds, where_open_to_change
from inforce.compare.quotations import Quotation, quotations
from inforce.model.block_text import blocks_of
from inforce.model.blocks import pieces_in
from inforce.model.library import Library
from inforce.model.problem import Problem


@finds("emphasis-not-in-source", "A rule that quotes a source stresses words that the source does not stress.")
def emphasis_is_the_sources(library: Library, day: date) -> Iterator[Problem]:
    """Stress can change what a sentence says, so it is part of the words that are quoted."""
    for document in library.documents:
        for version in document.versions:
            found = (one for quotation in quotations(library, version) for one in _of(quotation))
            yield from where_open_to_change(found, document, version, day)


def _of(quotation: Quotation) -> Iterator[Problem]:
    place = quotation.version.origin.within(*quotation.path[:-2], "text").place()
    for words in _stressed(quotation):
        what = f'"{words}" is stressed here and not in the passage that the rule quotes.'
        yield Problem(place, "emphasis-not-in-source", what, "Delete the stars before and after it.")


def _stressed(quotation: Quotation) -> list[str]:
    theirs = _in(quotation.passage.text)
    return [words for words in _in(quotation.rule.text) if words not in theirs]


def _in(text: str) -> list[str]:
    return [piece.text for piece in pieces_in(blocks_of(text)) if piece.strong or piece.emphasis]
