"""Text between rules says nothing that people must do: nobody could cite it, and it would change unseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.checks.severity import applies
from inforce.model.block_text import words_of
from inforce.model.guidance import RunningText, Strength
from inforce.model.library import Library
from inforce.model.problem import Problem, Severity
from inforce.wording.strength import strengths


def running_text_binds_nobody(library: Library, day: date) -> Iterator[Problem]:
    """A rule whose id was forgotten reads as text between rules; its words give it away."""
    for document in library.documents:
        for version in document.versions:
            if not applies(document, version, day):
                continue
            for path, _level, section in version.located_sections():
                for at, part in enumerate(section.rules):
                    if isinstance(part, RunningText) and Strength.MUST.value in strengths(words_of(part.text)):
                        yield Problem(
                            version.origin.place(*path, "rules", at, "text"),
                            "text-binds",
                            "This text says what must be done, and has no id, so it is no rule: it has no number, and "
                            "nobody can cite it.",
                            "Write an id above it where it is a rule:  - id: a-short-name",
                            Severity.WARNING,
                        )
