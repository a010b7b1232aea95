"""Words that are quoted are stressed where their source stresses them, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.checks.severity import Found, problem
from inforce.compare.quotations import Quotation, quotations
from inforce.model.block_text import blocks_of
from inforce.model.blocks import pieces_in
from inforce.model.library import Library
from inforce.model.problem import Problem


def emphasis_is_the_sources(library: Library, day: date) -> Iterator[Problem]:
    """Stress can change what a sentence says, so it is part of the words that are quoted."""
    for document in library.documents:
        for version in document.versions:
            for quotation in quotations(library, version):
                for words in _stressed(quotation):
                    what = f'"{words}" is stressed here and not in the passage that the rule quotes.'
                    path = (*quotation.path[:-2], "text")
                    found = Found(path, "emphasis-not-in-source", what, "Delete the stars before and after it.")
                    yield problem(found, document, version, day)


def _stressed(quotation: Quotation) -> list[str]:
    theirs = _in(quotation.passage.text)
    return [words for words in _in(quotation.rule.text) if words not in theirs]


def _in(text: str) -> list[str]:
    return [piece.text for piece in pieces_in(blocks_of(text)) if piece.strong or piece.emphasis]
