"""The public entry point for programs and tests: read, check and build a project, and compare two texts.

    from pathlib import Path
    from inforce import api

    report = api.check(Path("."))
    for problem in report.problems:
        print(problem.place, problem.code, problem.message, problem.remedy)

    api.compare("You must ask first.", "You need not ask first.").verdict   # Verdict.MEANING

What stands here, and the classes of `inforce.model` that it returns, are what other programs may rely on. A
*project* is the folder that holds ``mkdocs.yml`` and ``content/``. No day given is today where the site is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from inforce.build import pipeline
from inforce.build.pipeline import Built, Checked
from inforce.clock import clock_on
from inforce.model.library import Library
from inforce.model.problem import Place, Problem, Severity
from inforce.plugins import render_with
from inforce.reading.content_folder import read_content
from inforce.reading.source_files import cached_reader
from inforce.store.atomic import cache_folder
from inforce.wording.compared_text import compared
from inforce.wording.departures import DepartureClass, Difference, differences
from inforce.wording.reasons import State
from inforce.wording.verdict import judge

__all__ = [
    "Built", "Checked", "Comparison", "Content", "Library", "Place", "PlaceOfChange", "Problem", "Severity", "Verdict",
    "build", "check", "compare", "read",
]  # fmt: skip


@dataclass(frozen=True)
class Content:
    """What a project says, as far as it could be read, and what is wrong with its files."""

    library: Library
    problems: tuple[Problem, ...]


class Verdict(StrEnum):
    """What a change of a text does; the burden of proof lies on the same."""

    SAME = "same"
    """Not a word is different: line breaks, dashes and quote marks aside, the texts are equal."""
    OTHERWISE = "otherwise"
    """Written otherwise, and proven to say the same."""
    OTHER_WORDS = "other_words"
    """Other words; whether they mean the same, a person has to decide."""
    MEANING = "meaning"
    """Proven to touch the meaning."""


_VERDICTS: Final = {
    DepartureClass.TYPOGRAPHY: Verdict.OTHERWISE,
    DepartureClass.WORDING: Verdict.OTHER_WORDS,
    DepartureClass.MEANING: Verdict.MEANING,
}
_STATES: Final = {
    State.OTHERWISE: Verdict.OTHERWISE,
    State.OTHER_WORDS: Verdict.OTHER_WORDS,
    State.MEANING: Verdict.MEANING,
}


@dataclass(frozen=True)
class PlaceOfChange:
    """A place where two texts differ: the words of each, where they stand in it, and why it counts as it does.

    One of the two is empty where words were added or dropped. *reasons* name what is touched, each with its words:
    ``("negation", "not")``.
    """

    verdict: Verdict
    old: str
    new: str
    old_span: tuple[int, int]
    new_span: tuple[int, int]
    reasons: tuple[tuple[str, str], ...]
    reverses: bool = False


@dataclass(frozen=True)
class Comparison:
    """What changes from one text to another: the verdict on the whole, and each place in the order of the texts."""

    verdict: Verdict
    says_the_opposite: bool
    places: tuple[PlaceOfChange, ...]


def read(project: Path) -> Content:
    """Read everything under ``content/`` of *project*; whatever is wrong with it is among the problems."""
    return Content(*read_content(project / "content", read_text=cached_reader(cache_folder(project))))


def check(project: Path, on: date | None = None) -> Checked:
    """Check all content of *project* for the day *on*; nothing is changed but the cache."""
    return pipeline.check(project / "content", clock_on(on.isoformat() if on else None), cache_folder(project))


def build(project: Path, output: Path, on: date | None = None) -> Built:
    """Check *project* and build its site into *output*, which is left as it is where a problem stops that."""
    return pipeline.build(
        project / "content",
        output.absolute(),
        cache_folder(project),
        clock_on(on.isoformat() if on else None),
        render_with(project / "mkdocs.yml"),
    )


def compare(old: str, new: str, language: str = "en") -> Comparison:
    """Compare two texts, word by word; without data for *language*, every difference of words is other words."""
    found = judge(compared(old, language), compared(new, language))
    verdict = _STATES[found.state] if found.state else Verdict.SAME
    return Comparison(verdict, found.says_the_opposite, tuple(map(_place, differences(old, new, language))))


def _place(difference: Difference) -> PlaceOfChange:
    return PlaceOfChange(
        verdict=_VERDICTS[difference.kind],
        old=difference.theirs,
        new=difference.ours,
        old_span=difference.theirs_span,
        new_span=difference.ours_span,
        reasons=tuple((touch.kind.value, touch.words) for touch in difference.touches),
        reverses=difference.reverses,
    )
