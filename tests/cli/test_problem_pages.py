"""Every code of a problem has a page: what it means, a wrong example and a right one, both tried.

The wrong example is the change of a case folder under ``tests/cases``, whose whole message its own test holds. Beside
it, in ``explains/``, stand the right one (``<code>.right.txt``, a change of the same sound content) and a sentence for
editors (``<code>.why.txt``). The pages are written from these by ``pytest tests/cli --accept``.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from inforce.build import pipeline
from inforce.checks.registry import MEANINGS
from inforce.clock import clock_on
from inforce.model.problem import Problem
from reading.changes import apply
from real_project import DAY, PROJECT

CASES = PROJECT / "tests" / "cases"
PAGES = PROJECT / "build_tools" / "inforce" / "problems"


@dataclass(frozen=True)
class Example:
    """How content goes wrong with a code, and how it is right."""

    code: str
    case: Path

    @property
    def wrong(self) -> str:
        return (self.case / "change.txt").read_text(encoding="utf-8")

    @property
    def right(self) -> str:
        return (self.case / "explains" / f"{self.code}.right.txt").read_text(encoding="utf-8")

    @property
    def message(self) -> str:
        """The first message of this code that the case expects, of those that stop publication if there are any."""
        expected = (self.case / "expected.txt").read_text(encoding="utf-8")
        messages = re.split(r"\n\n(?=content|mkdocs|[0-9]|Nothing)", expected)
        found = [message for message in messages if re.search(rf" · {self.code}\n", message)]
        return next((message for message in found if " · warning · " not in message), found[0])


EXAMPLES = {
    file.name.removesuffix(".right.txt"): Example(file.name.removesuffix(".right.txt"), file.parents[1])
    for file in sorted(CASES.glob("*/*/explains/*.right.txt"))
}
WITHOUT = {file.name.removesuffix(".why.txt"): file for file in sorted((CASES / "without-an-example").iterdir())}
"""Codes that no content alone brings about; other tests hold them."""


def why(code: str) -> str:
    """Return what editors are told of the code beyond its meaning."""
    file = EXAMPLES[code].case / "explains" / f"{code}.why.txt" if code in EXAMPLES else WITHOUT[code]
    return file.read_text(encoding="utf-8").strip()


def page(code: str) -> str:
    """Return the page of *code*."""
    head = f"# {code}\n\n{MEANINGS[code]}\n\n{why(code)}\n"
    if code not in EXAMPLES:
        return head
    example = EXAMPLES[code]
    return (
        f"{head}\n## Wrong\n\n{_block(example.wrong, 'diff')}\n"
        f"inforce says:\n\n{_block(example.message, 'text')}\n## Right\n\n{_block(example.right, 'diff')}"
    )


def _block(text: str, kind: str) -> str:
    return f"```{kind}\n{text.strip(chr(10))}\n```\n"


def problems_after(change: str, base: Path, project: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the sound content of *base* after *change*."""
    shutil.copytree(base / "content", project / "content")
    day = DAY
    if change.startswith("On "):
        first, _, change = change.partition("\n")
        day = first.removeprefix("On ")
    apply(change, project)
    return pipeline.check(project / "content", clock_on(day)).problems


def test_every_code_is_explained_once() -> None:
    """With an example, or as one that content alone does not bring about."""
    assert {*EXAMPLES} | {*WITHOUT} == {*MEANINGS}
    assert {*EXAMPLES} & {*WITHOUT} == set()
    assert len(list(CASES.glob("*/*/explains/*.right.txt"))) == len(EXAMPLES)


def test_no_code_is_left_that_nothing_tells_of() -> None:
    """Each stands in the program beyond the list of what it means."""
    listed = PROJECT / "build_tools" / "inforce" / "model" / "problem.py"
    modules = (file for file in (PROJECT / "build_tools" / "inforce").rglob("*.py") if file != listed)
    program = "".join(module.read_text(encoding="utf-8") for module in modules)
    assert [code for code in MEANINGS if f'"{code}"' not in program] == []


@pytest.mark.parametrize("code", EXAMPLES)
def test_what_is_shown_as_right_is_right_and_what_is_shown_as_wrong_is_not(code: str, tmp_path: Path) -> None:
    """The wrong example has the problem; after the right one there is no error, and nothing of this code."""
    example = EXAMPLES[code]
    base = example.case.parent / "base"
    assert code in {problem.code for problem in problems_after(example.wrong, base, tmp_path / "wrong")}
    after = problems_after(example.right, base, tmp_path / "right")
    assert [problem for problem in after if problem.is_error or problem.code == code] == []
    assert example.right != example.wrong


@pytest.mark.parametrize("code", MEANINGS)
def test_the_page_of_a_code_is_made_of_what_is_tried(code: str, *, accept: bool) -> None:
    """No page says anything else, and none is left of a code that is gone."""
    file = PAGES / f"{code}.md"
    if accept:
        PAGES.mkdir(exist_ok=True)
        file.write_text(page(code), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == page(code)
    assert {file.stem for file in PAGES.glob("*.md")} <= set(MEANINGS)
