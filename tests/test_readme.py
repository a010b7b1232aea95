"""What the README tells a new user to do, done."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from inforce.cli.main import cli
from real_project import DAY, EXAMPLE, NOON, PROJECT, copied, edit, run

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_a_lost_do_not_is_said_as_the_readme_shows(tmp_path: Path) -> None:
    """An editor who follows the steps and loses two words on the way sees the message that stands there."""
    command = re.search(r"^ *inforce (revise .*)$", README, re.MULTILINE)
    file = re.search(r"`(content/guidance/seven-golden-rules/versions/\S+\.yml)`", README)
    shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert command
    assert file
    assert shown
    project = copied(tmp_path)
    done = run(project, "inforce", *command[1].split(), SOURCE_DATE_EPOCH=NOON)
    assert done.returncode == 0, done.stderr
    edit(project / file[1], "what changed and why, in a sentence or two for readers", "Rule 4 is shorter.")
    edit(project / file[1], "the role or board that approved it", "Safeguarding policy board")
    edit(project / file[1], "Where you do not have consent", "Where you have consent")
    done = run(tmp_path, "inforce", "check", "--on", DAY)
    assert done.returncode == 1
    assert shown[1] in done.stderr


def test_what_the_readme_writes_into_the_file_of_a_document_is_read(tmp_path: Path) -> None:
    """Calls-off, undone changes and withdrawals as they are shown have the fields that there are."""
    shown = re.search(r"```yaml\n(called_off:.*?)```", README, re.DOTALL)
    assert shown
    document = copied(tmp_path) / "content/guidance/seven-golden-rules/document.yml"
    with document.open("a", encoding="utf-8") as file:
        file.write(shown[1])
    done = run(tmp_path, "inforce", "check", "--on", DAY)
    codes = set(re.findall(r"^content\S+, line \d+, column \d+ · ([a-z-]+)$", done.stderr, re.MULTILINE))
    assert codes == {"called-off-not-there", "undone-change-not-there", "unknown-document"}


def test_as_many_places_differ_as_the_readme_says() -> None:
    """The number is that of the departures which the page as received declares; `check` sees that each is there."""
    declared = (EXAMPLE / "content/guidance/seven-golden-rules/versions/1.0.0.yml").read_text(encoding="utf-8")
    assert f"{declared.count('- ours:')} places differ" in README


def test_every_place_that_the_readme_names_is_there() -> None:
    """Nobody is sent to a file, a folder or a command that does not exist."""
    places = set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README)) | set(re.findall(r"^\| `([^`]+)` \|", README, re.M))
    assert len(places) > 5
    assert [place for place in places if not (PROJECT / place).exists()] == []
    targets = set(re.findall(r"\bmake ([a-z]+)\b", README))
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.M)] == []


GUIDES = [PROJECT / name for name in ("README.md", "build_tools/EDITING.md", "build_tools/SETTING-UP.md")]
GUIDES.append(PROJECT / "build_tools/inforce/editing/project/README.md")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_every_command_that_a_guide_shows_is_one(guide: Path) -> None:
    """In a block or within a sentence: with the options, and as many words as the command takes."""
    text = guide.read_text(encoding="utf-8").replace("\\\n", " ")
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    shown = re.findall(r"^ *(?:\.venv/bin/)?inforce (.*)$", blocks, re.MULTILINE)
    shown += re.findall(r"`(?:\.venv/bin/)?inforce ([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    assert shown
    for line in shown:
        words = shlex.split(line.replace("…", " x "), comments=True)
        if any(word.startswith("-") for word in words[:1]):
            continue
        within, command = click.Context(cli), cli
        while isinstance(command, click.Group) and words:
            command = command.get_command(within, words.pop(0)) or pytest.fail(f"{guide.name}: inforce {line}")
        if not words:
            continue
        try:
            command.make_context("inforce", words, parent=within)
        except click.UsageError as refused:
            is_their_own = isinstance(refused, click.BadParameter) and not isinstance(refused, click.MissingParameter)
            if not is_their_own:  # such as a file that the reader has
                pytest.fail(f"{guide.name} shows: inforce {line}\n{refused.message}")
