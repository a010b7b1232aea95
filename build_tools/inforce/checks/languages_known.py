"""Where nothing is known of the language of a document, the check says so, once: a person decides on its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.checks.check import finds
from inforce.model.catalogue import _
from inforce.model.guidance import Document
from inforce.model.library import Library
from inforce.model.problem import Problem, Severity
from inforce.wording.language import language


@finds("language-not-known", "inforce does not know the language of a document, so a person decides on its words.")
def languages_known(library: Library, day: date) -> Iterator[Problem]:
    """Yield a warning for each document in a language without tables, and each that quotes one in another language."""
    del day
    for document in library.documents:
        code = document.versions[-1].language
        if not language(code).known:
            yield _warning(
                document,
                _(
                    "inforce does not know the language of this document ({language}). It can tell only equal words "
                    "and changed figures. A person has to decide on every other difference, and on how binding a "
                    "rule is.",
                    language=code,
                ),
                _("Have somebody who speaks the language read each change; or set language, where it is another one."),
            )
        elif others := sorted(_others(library, document, code)):
            yield _warning(
                document,
                _(
                    "This document is written in one language ({language}), and cites editions in another ({others}). "
                    "A person has to decide on every difference of words between the two.",
                    language=code,
                    others=", ".join(others),
                ),
                _("Set language on the edition or the document, where one of them is wrong."),
            )


def _others(library: Library, document: Document, code: str) -> set[str]:
    cited = {one.passage for version in document.versions for rule in version.rules for one in rule.citations}
    editions = (library.edition(ref) for ref in cited)
    return {edition.language for edition in editions if edition and edition.language != code}


def _warning(document: Document, what: str, remedy: str) -> Problem:
    return Problem(document.origin.place("language"), "language-not-known", what, remedy, Severity.WARNING)
