"""Recording a review and comparing editions, as an owner does: what is printed, what is written, how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from inforce.cli.main import cli
from real_project import DAY, EXAMPLE, NOON, copied, digests, edit, run

DOCUMENT = "content/guidance/seven-golden-rules/document.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may change."""
    return copied(tmp_path / "project")


def called(project: Path, *command: str) -> tuple[int, str, str]:
    """Run *command* of inforce within this process, where starting one for each would take the most time."""
    given = [*command, "-f", str(project / "mkdocs.yml")]
    done = CliRunner().invoke(cli, given, env={"SOURCE_DATE_EPOCH": NOON})
    return done.exit_code, done.stdout, done.stderr


def reviewed(project: Path, *options: str) -> tuple[int, str, str]:
    return called(project, "reviewed", *options)


def checked(project: Path) -> str:
    return CliRunner().invoke(cli, ["check", "-f", str(project / "mkdocs.yml"), "--on", DAY]).stderr


def test_a_review_is_recorded_once_and_nothing_else_is_touched(project: Path) -> None:
    """The second time on the same day nothing is written; the content is sound, and the review holds."""
    before, files = (project / DOCUMENT).read_text(encoding="utf-8"), digests(project)
    code, said, _ = reviewed(
        project, "seven-golden-rules", "--by", " Practice  lead ", "--note", "It holds: all of it."
    )
    assert (code, said) == (
        0,
        f"Recorded in {DOCUMENT}: Practice lead reviewed version 2.0.0 on 22 November 2026.\n"
        "The next review is due by 22 November 2027, unless a new version needs one sooner.\n",
    )
    after = (project / DOCUMENT).read_text(encoding="utf-8")
    assert after.startswith(before)
    assert "\nreviews:\n  - on: 2026-11-22\n    by: Practice lead\n    version: 2.0.0\n" in after
    assert after.endswith('\n    note: "It holds: all of it."\n')
    changed = digests(project)
    assert {name for name in changed if changed[name] != files.get(name)} == {DOCUMENT}
    assert reviewed(project, "seven-golden-rules", "--by", "Practice lead") == (
        0,
        f"This review is recorded already in {DOCUMENT}. Nothing was changed.\n",
        "",
    )
    assert digests(project) == changed
    done = run(project, "inforce", "check", "--on", DAY)
    assert done.returncode == 0
    assert "review-void" not in done.stderr


def test_a_review_that_was_typed_over_is_void_and_can_be_recorded_anew(project: Path) -> None:
    """The command does not take a review that no longer holds for one that was recorded."""
    reviewed(project, "seven-golden-rules", "--by", "Practice lead", "--on", DAY)
    edit(project / DOCUMENT, "by: Practice lead", "by: Safeguarding board")
    assert "· review-void\n" in checked(project)
    code, said, _ = reviewed(project, "seven-golden-rules", "--by", "Safeguarding board")
    assert code == 0
    assert said.startswith(f"Recorded in {DOCUMENT}: Safeguarding board reviewed")
    assert "· review-void\n" not in checked(project)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("golden", "--by", "Board"), 'There is no document "golden". The only document is seven-golden-rules.'),
        (("seven-golden-rules", "--by", " "), '--by is empty. Write, for example:  --by "Practice lead"'),
        (
            ("seven-golden-rules", "--by", "Board", "--on", "2026-11-23"),
            "23 November 2026 lies ahead; today is 22 November 2026. Record a review after it has taken place.",
        ),
        (("seven-golden-rules",), "Missing option '--by'."),
        (
            ("seven-golden-rules", "--by", "n/a"),
            '--by says "n/a", which tells readers nothing. Write, for example:  --by "Practice lead"',
        ),
    ],
)
def test_what_cannot_be_recorded_is_said_in_a_sentence(project: Path, options: tuple[str, ...], message: str) -> None:
    """Nothing is written, and the exit code is that of a wrong option."""
    before = digests(project)
    code, said, error = reviewed(project, *options)
    assert (code, said) == (2, "")
    assert error.endswith(f"Error: {message}\n")
    assert digests(project) == before


def test_content_with_a_problem_is_not_reviewed(project: Path) -> None:
    """What was reviewed has to be what can be published."""
    edit(project / DOCUMENT, "owner:", "ownr:")
    before = digests(project)
    code, said, error = reviewed(project, "seven-golden-rules", "--by", "Practice lead")
    assert (code, said) == (1, "")
    assert "· unknown-field\n" in error
    assert error.endswith("\nNothing was recorded: first put right what stops publication.\n")
    assert digests(project) == before


def compared(*editions: str) -> tuple[int, str, str]:
    return called(EXAMPLE, "source", "compare", "--on", DAY, *editions)


def test_two_editions_are_compared_passage_by_passage() -> None:
    """What is the same, what changed and how much that matters, word by word, with a count at the end."""
    code, said, error = compared("information-sharing-advice/2015", "information-sharing-advice/2018")
    assert (code, error) == (0, "")
    first, rule_1, rule_2, rule_3, rule_4, rule_5, _, rule_7, count = said.split("\n\n")
    assert first == (
        "Information sharing, HM Government, 26 March 2015 (information-sharing-advice/2015) compared with "
        "Information sharing, HM Government, July 2018 (information-sharing-advice/2018)"
    )
    assert rule_1.startswith(
        "golden rule 1 (#golden-rule-1): other words, which changes the meaning\n"
        "  Remember that the [-Data Protection Act 1998-]{+General Data Protection Regulation (GDPR), Data Protection\n"
        "  Act 2018+} and human rights law are not barriers"
    )
    assert rule_2 == "golden rule 2 (#golden-rule-2): the same, word for word"
    assert rule_3.startswith("golden rule 3 (#golden-rule-3): other words, which changes the meaning\n")
    assert rule_4.startswith("golden rule 4 (#golden-rule-4): other words, which reverses the meaning\n")
    assert rule_5.startswith("golden rule 5 (#golden-rule-5): the same words, written in another way\n")
    assert rule_7 == "golden rule 7 (#golden-rule-7): the same, word for word"
    assert count == "7 passages: 2 the same, 5 changed.\n"


def test_the_rules_that_rest_on_what_changed_are_named() -> None:
    """By document, version, number and id, so that they can be found."""
    _, said, _ = compared("information-sharing-advice/2018", "information-sharing-advice/2015")
    rule_4 = said.split("\n\n")[4]
    assert rule_4.endswith("\n  Rests on it: rule 4 (share-with-consent) of seven-golden-rules 2.0.0, in force")


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        (
            ("information-sharing-advice/2018", "information-sharing-advice/2024"),
            (
                1,
                "The words of information-sharing-advice/2024 are not here, so there is nothing to compare. "
                "Add its passages to content/sources/information-sharing-advice/2024.yml.\n",
            ),
        ),
        (
            ("information-sharing-advice/2018", "information-sharing-advice/2019"),
            (
                2,
                'Error: There is no edition "information-sharing-advice/2019" that could be read. The editions are '
                "information-sharing-advice/2008, information-sharing-advice/2015, information-sharing-advice/2018 and "
                "information-sharing-advice/2024.\n",
            ),
        ),
    ],
)
def test_what_cannot_be_compared_says_why(editions: tuple[str, ...], expected: tuple[int, str]) -> None:
    """Words that are not held are never taken for the same."""
    code, said, error = compared(*editions)
    assert (code, said) == (expected[0], "")
    assert error.endswith(expected[1])
