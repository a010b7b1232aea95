"""`inforce show` and `inforce redline`, run as a user runs them on the content of this project."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inforce.cli.main import cli
from inforce.model.names import paragraphs
from inforce.publish.register import Published, Register
from inforce.reading.content_folder import read_content
from real_project import EXAMPLE, PROGRAMS, PROJECT, copied, edit

NAME = "seven-golden-rules"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a user has it, not to be changed."""
    return copied(tmp_path_factory.mktemp("commands") / "project")


def run(project: Path, *given: str) -> Result:
    command, *rest = given
    return CliRunner().invoke(cli, [command, "-f", str(project / "mkdocs.yml"), *rest], catch_exceptions=False)


def words(text: str) -> str:
    return " ".join(text.split())


def the_versions():
    document = read_content(EXAMPLE / "content")[0].document(NAME)
    assert document
    return document.versions


def test_show_prints_every_rule_in_force_with_its_status_and_source(project):
    """Word for word, under a head that says which version it is and how to check it."""
    version = the_versions()[1]
    done = run(project, "show", NAME, "--on", "2026-11-22")
    assert done.exit_code == 0
    assert done.output.startswith(
        "7 golden rules to information sharing\n"
        "Version 2.0.0, in force on 22 November 2026\n"
        f"Check code {version.check_code}. SHA-256 {version.fingerprint}\n"
    )
    for number, rule in enumerate(version.rules, start=1):
        assert f"{number}. {words(rule.text)} Source: Information sharing, HM Government, July 2018, " in words(
            done.output
        )


def test_show_on_a_day_of_which_too_little_is_known_says_so(project):
    """The first version's day is unknown: its text is shown, and nothing is claimed of the day."""
    done = run(project, "show", NAME, "--on", "2020-01-01")
    assert done.exit_code == 0
    assert "Version 1.0.0, status not known on 1 January 2020\n" in done.output
    assert "there is no record of whether it applied on 1 January 2020." in words(done.output)
    record = json.loads(run(project, "show", NAME, "--on", "2020-01-01", "--format", "json").output)
    assert (record["certain"], record["status"], record["version"]["version"]) == (False, None, "1.0.0")


def test_show_before_the_first_record_prints_no_text(tmp_path):
    """The exit code tells a program too."""
    project = copied(tmp_path / "project")
    (project / "content/guidance" / NAME / "versions/1.0.0.yml").unlink()
    for form in ("text", "markdown"):
        done = run(project, "show", NAME, "--on", "2026-11-21", "--format", form)
        assert done.exit_code == 1
        assert words(done.output) == (
            'There is no record of "7 golden rules to information sharing" before 22 November 2026.'
        )


def test_show_as_json_and_markdown_has_the_same_words(project):
    """Programs get the record of the version; people with editors its copy."""
    version = the_versions()[1]
    record = json.loads(run(project, "show", NAME, "--on", "2026-11-22", "--format", "json").output)
    assert [rule["text"] for section in record["version"]["sections"] for rule in section["rules"]] == [
        "\n\n".join(paragraphs(rule.text)) for rule in version.rules
    ]
    assert record["status"] == record["version"]["status"] == "in force"
    copy = run(project, "show", NAME, "--on", "2026-11-22", "--format", "markdown").output
    assert copy.startswith('---\ndocument: "seven-golden-rules"\nversion: "2.0.0"\n')


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["show", "seven-golden-rule"], 'There is no document "seven-golden-rule". Did you mean "seven-golden-rules"?'),
        (["show", "../x"], 'There is no document "../x". The only document is seven-golden-rules.'),
        (["redline", NAME, "1.0", "2.0.0"], f'"{NAME}" has no version "1.0". The versions are 1.0.0 and 2.0.0.'),
        (["redline", NAME, "2.0.0", "1.0.0"], "Name the older version first, then the newer one, such as 1.0.0 2.0.0."),
        (["redline", NAME, "2.0.0", "2.0.0"], "Name the older version first, then the newer one, such as 1.0.0 2.0.0."),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_is_answered_with_those_that_are(project, given, said):
    """In a sentence, with the exit code for what was asked wrongly."""
    done = run(project, *given)
    assert done.exit_code == 2
    assert done.output.partition("Error: ")[2] == f"{said}\n"


def test_a_document_that_cannot_be_read_is_not_shown(tmp_path):
    """The mistake is told in its place."""
    project = copied(tmp_path / "project")
    edit(project / "content/guidance" / NAME / "versions/2.0.0.yml", "\ntitle: 7", "\ntitel: 7")
    done = run(project, "show", NAME)
    assert done.exit_code == 1
    assert "versions/2.0.0.yml, line 3, column 1 · unknown-field" in done.output


def test_a_redline_at_the_terminal_marks_words_with_signs(project):
    """What reverses the meaning comes first, in a sentence."""
    done = run(project, "redline", NAME, "1.0.0", "2.0.0", "--on", "2026-11-22")
    assert done.exit_code == 0
    said = words(done.output)
    assert (
        '* Rule 4. It now says the opposite. It said "Where you have consent, be mindful that an individual might not '
        'expect information to be shared". It now says "Where you do not have consent, be mindful that an individual '
        'might not expect information to be shared".'
    ) in said
    assert "Where you {+do not+} have consent" in said
    assert "Data Protection Act [-1998-]{+2018+} and human rights law" in said
    assert said.endswith("[-Click here to access this guidance.-]{+.+} Rules 2 and 7 are the same, word for word.")
    assert max(map(len, done.output.splitlines())) <= 100


@pytest.mark.parametrize(("columns", "widest"), [(60, 60), (200, 100)])
def test_at_a_terminal_lines_are_as_long_as_it_is_wide(project, columns, widest):
    """And in colour, unless the reader wants none."""
    shown = at_a_terminal(project, columns, {})
    assert "\x1b[31m[-1998-]\x1b[0m" in shown
    assert "\x1b[32m{+2018+}\x1b[0m" in shown
    lines = re.sub(r"\x1b\[\d+m", "", shown).splitlines()
    assert widest - 15 < max(map(len, lines)) <= widest
    assert "\x1b" not in at_a_terminal(project, columns, {"NO_COLOR": "1"})


def at_a_terminal(project, columns: int, settings: dict[str, str]) -> str:
    """Return what a terminal of so many columns shows of the comparison."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS", "LINES"}}
    command = [str(PROGRAMS / "inforce"), "redline", NAME, "1.0.0", "2.0.0", "--on", "2026-11-22"]
    with subprocess.Popen(command, cwd=project, stdout=theirs, env=kept | settings) as running:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # how a terminal says that nobody writes to it any more
            while piece := os.read(ours, 65536):
                shown += piece
        os.close(ours)
    assert running.returncode == 0
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_every_form_of_a_redline_gives_back_both_versions(project, form):
    """Without what came in, the old words; without what was taken out, the new ones."""
    old, new = the_versions()
    done = run(project, "redline", NAME, "1.0.0", "2.0.0", "--format", form)
    assert done.exit_code == 0
    said = done.output
    if form == "json":
        spans = [span for rule in json.loads(said)["rules"] for span in rule["words"]]
        marks = {"removed": "del", "added": "ins"}
        said = "".join(
            f"<{marks[span['kind']]}>{span['text']}</{marks[span['kind']]}>" if span["kind"] in marks else span["text"]
            for span in spans
        )
    said = re.sub(
        r'<span class="visually-hidden">.*?</span>|<div class="change__sides">.*?</div></div></div>', "", said
    )
    before, after = (
        words(unescape(re.sub(f"<{mark}\\b[^>]*>.*?</{mark}>|</?(del|ins)\\b[^>]*>", "", said)))
        for mark in ("ins", "del")
    )
    changed = {1, 3, 4, 5, 6}
    for number, (was, now) in enumerate(zip(old.rules, new.rules, strict=True), start=1):
        if number in changed:
            assert letters(was.text) in letters(before)
            assert letters(now.text) in letters(after)


def letters(text: str) -> str:
    return "".join(text.split())


def a_register(tmp_path, *published):
    """Return the file of a register with each version, the moment of its publication and its day."""
    register = Register()
    for number, moment, begins in published:
        register = register.extended([(Published(NAME, number, "0" * 64), begins)], moment, "")
    file = tmp_path / "register.jsonl"
    file.write_bytes(register.content)
    return file


def test_show_tells_what_readers_were_shown_apart_from_what_was_in_force(project, tmp_path):
    """A version that was published in the afternoon of its first day was in force before anyone saw it."""
    register = a_register(
        tmp_path, ("1.0.0", "2026-11-01T09:00:00Z", "unknown"), ("2.0.0", "2026-11-22T15:30:00Z", "2026-11-22")
    )
    done = run(project, "show", NAME, "--on", "2026-11-22", "--register", str(register))
    assert "Version 2.0.0, in force on 22 November 2026\n" in done.output
    assert done.output.endswith("  from 00:00: version 1.0.0\n  from 15:30: version 2.0.0\n")
    record = json.loads(
        run(project, "show", NAME, "--on", "2026-11-22", "--register", str(tmp_path), "--format", "json").output
    )
    assert record["version"]["version"] == "2.0.0"
    assert record["shown"] == [
        {"since": "2026-11-22T00:00:00Z", "version": "1.0.0"},
        {"since": "2026-11-22T15:30:00Z", "version": "2.0.0"},
    ]


def test_show_says_where_the_register_has_nothing(project, tmp_path):
    """Before the first publication readers were shown no version, whatever was in force."""
    register = a_register(tmp_path, ("2.0.0", "2026-11-23T15:30:00Z", "2026-11-22"))
    done = run(project, "show", NAME, "--on", "2026-11-22", "--register", str(register))
    assert done.output.endswith("  from 00:00: no version\n")
    assert json.loads(run(project, "show", NAME, "--format", "json", "--on", "2026-11-22").output)["shown"] is None


def test_a_code_is_explained_at_the_terminal() -> None:
    """By its page; a misspelt one with the one that was meant."""
    done = CliRunner().invoke(cli, ["explain", "departure-undeclared"])
    page = PROJECT / "build_tools/inforce/problems/departure-undeclared.md"
    assert (done.exit_code, done.stdout) == (0, page.read_text(encoding="utf-8"))
    done = CliRunner().invoke(cli, ["explain", "departure-undeclred"])
    assert done.exit_code == 2
    assert done.stderr.endswith('There is no code "departure-undeclred". Did you mean "departure-undeclared"?\n')


@pytest.mark.parametrize(("day", "counts"), [("2026-11-22", [1, 1, 0]), ("2027-12-01", [1, 0, 1])])
def test_figures_of_a_day_are_those_of_the_site_of_that_day(project: Path, day: str, counts: list[int]) -> None:
    """How much was in force, in date and overdue; no document is named."""
    table = run(project, "show", "--on", day).stdout.splitlines()
    assert table[1].split(",")[1:4] == [f'"{one}"' for one in counts]
    figures = json.loads(run(project, "show", "--on", day, "--format", "json").stdout)
    assert [figures[name] for name in ("in_force", "in_date", "overdue")] == counts
    assert figures["owners"][0]["overdue"] == counts[2]
