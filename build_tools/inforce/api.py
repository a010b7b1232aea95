"""The public entry point for programs and tests: read, check and build a project, and compare two texts.

    from pathlib import Path
    from inforce import api

    for problem in api.check(Path(".")).problems:
        print(problem.place, problem.code, problem.message, problem.remedy)

    api.compare("You must not wait.", "You must wait.").verdict   # "meaning"

What stands here, and the classes of `inforce.model` that it returns, are what other programs may rely on. A
*project* is the folder that holds ``mkdocs.yml`` and ``content/``. No day given is today where the site is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from inforce.build import pipeline
from inforce.build.pipeline import Built, Checked
from inforce.clock import clock_on
from inforce.model.library import Library
from inforce.model.problem import Place, Problem, Severity
from inforce.plugins.theme import render_with
from inforce.reading.content_folder import read_content
from inforce.reading.originals import remembering
from inforce.store.cache_folder import cache_folder
from inforce.wording.compared_text import compared
from inforce.wording.language import ENGLISH
from inforce.wording.reasons import State
from inforce.wording.verdict import judge

__all__ = [
    "Built", "Checked", "Comparison", "Content", "Library", "Place", "Problem", "Reason", "Severity",
    "build", "check", "compare", "read",
]  # fmt: skip


@dataclass(frozen=True)
class Content:
    """What a project says, as far as it could be read, and what is wrong with its files."""

    library: Library
    problems: tuple[Problem, ...]


def read(project: Path) -> Content:
    """Read everything under ``content/`` of *project*; whatever is wrong with it is among the problems."""
    return Content(*read_content(project / "content", read_text=remembering(cache_folder(project))))


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


_NAMES: Final = {
    None: "same",
    State.OTHERWISE: "otherwise",
    State.OTHER_WORDS: "other_words",
    State.MEANING: "meaning",
}


@dataclass(frozen=True)
class Reason:
    """Why a place is what it is said to be: *what* it touches, in which words, and where in both texts that stands.

    *old* and *new* are where it begins and ends in each text, in characters; None on the side that has nothing.
    """

    what: str
    verdict: str
    words: str
    old: tuple[int, int] | None
    new: tuple[int, int] | None


@dataclass(frozen=True)
class Comparison:
    """What came of comparing two texts.

    *verdict* is same (not a letter or a mark differs but for typesetting), otherwise (proven the same, written in
    another way), meaning (proven to touch the meaning) or other_words (a person has to decide).
    """

    verdict: str
    says_the_opposite: bool
    reasons: Sequence[Reason]


def compare(old: str, new: str, language: str = ENGLISH) -> Comparison:
    """Return what *new* changes of *old*, two texts in a *language*; without data for it, a person decides on words."""
    before, after = compared(old, language), compared(new, language)
    verdict = judge(before, after)
    reasons = tuple(
        Reason(
            one.what.value,
            _NAMES[one.state],
            one.words,
            before.offsets(one.theirs.start, one.theirs.stop) if one.theirs else None,
            after.offsets(one.ours.start, one.ours.stop) if one.ours else None,
        )
        for one in verdict.reasons
    )
    return Comparison(_NAMES[verdict.state], verdict.says_the_opposite, reasons)
