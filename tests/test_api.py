"""The public entry point: programs read, check, build and compare as the commands do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce import api
from inforce.api import Verdict
from real_project import DAY, copied

ON = date.fromisoformat(DAY)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("project"))


def test_content_is_read_and_checked(project: Path) -> None:
    """What is read is what is checked, and nothing in this project stops publication."""
    content = api.read(project)
    report = api.check(project, ON)
    assert [document.id for document in content.library.documents] == [
        document.id for document in report.library.documents
    ]
    assert set(content.problems) <= set(report.problems)
    assert not report.stops


def test_a_problem_is_told_and_stops_a_build(tmp_path: Path) -> None:
    """The site is left as it was: there is none."""
    project = copied(tmp_path)
    (project / "content" / "guidance" / "stray").mkdir()
    (project / "content" / "guidance" / "stray" / "document.yml").write_text("format: 1\n", encoding="utf-8")
    report = api.check(project, ON)
    assert report.stops
    built = api.build(project, project / "site", ON)
    assert built.stopped
    assert set(built.problems) >= {problem for problem in report.problems if problem.is_error}
    assert not (project / "site").exists()


def test_a_site_is_built(project: Path) -> None:
    """Into the folder that is named."""
    built = api.build(project, project / "shown", ON)
    assert not built.stopped
    assert (project / "shown" / "index.html").is_file()
    assert built.printed > 0


@pytest.mark.parametrize(
    ("old", "new", "verdict", "reason"),
    [
        ("Ask first.", "Ask  first.", Verdict.SAME, None),
        ("Give five copies.", "Give 5 copies.", Verdict.OTHERWISE, None),
        ("You must not share it.", "You must share it.", Verdict.MEANING, "negation"),
        ("Ring the office.", "Telephone the office.", Verdict.OTHER_WORDS, "other words"),
    ],
)
def test_two_texts_are_compared(old: str, new: str, verdict: Verdict, reason: str | None) -> None:
    """The verdict is that of the gravest place, and each place says why."""
    comparison = api.compare(old, new)
    assert comparison.verdict is verdict
    found = {kind for place in comparison.places for kind, _ in place.reasons}
    assert reason is None or reason in found


def test_in_a_language_of_which_nothing_is_known_every_difference_is_other_words() -> None:
    """No list of another language is the reason why something counts as harmless."""
    assert api.compare("Ni.", "Mi.", "eo").verdict is Verdict.OTHER_WORDS


@given(
    st.lists(st.sampled_from(["must", "not", "ask", "the", "office", "5", "unless", ".", ","]), max_size=12), st.data()
)
def test_places_are_where_the_words_stand(words: list[str], data: st.DataObject) -> None:
    """Each place quotes both texts at its spans."""
    old = " ".join(words)
    new = " ".join(data.draw(st.permutations(words)))
    for place in api.compare(old, new).places:
        assert old[slice(*place.old_span)] == place.old
        assert new[slice(*place.new_span)] == place.new


def test_the_opposite_is_said_of_a_clause_with_and_without_its_negation_alone() -> None:
    """A rule that says more than before does not say the opposite of it."""
    assert api.compare("You must not wait.", "You must wait.").says_the_opposite
    assert not api.compare("You must wait.", "You must wait. Do not run.").says_the_opposite
