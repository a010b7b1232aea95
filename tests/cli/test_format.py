"""Content files in one form: nothing that they say changes, whatever form they had."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from inforce.cli.main import cli
from inforce.editing.content_files import Beginning, new_document
from inforce.editing.formatted import formatted
from inforce.model.guidance import DocumentDetails, VersionText
from inforce.model.sources import EditionDetails
from inforce.parsing.located_yaml import load
from real_project import EXAMPLE, PROJECT

FILES = sorted(
    (path, kind)
    for pattern, kind in (
        ("guidance/*/document.yml", DocumentDetails),
        ("guidance/*/versions/*.yml", VersionText),
        ("sources/*/*.yml", EditionDetails),
    )
    for folder in ("content", "tests/structures/content", "tests/cases/checks/base/content")
    for path in (PROJECT / folder).glob(pattern)
)  # fmt: skip


def value(content: bytes) -> Any:
    """Return what a file says."""
    located, problems = load(content, "")
    assert located
    assert not any(problem.is_error for problem in problems)
    return located.value


def remarks(content: bytes) -> list[str]:
    """Return the lines of a file that are remarks; the files of these tests have none within texts."""
    return sorted(line.strip() for line in content.decode().splitlines() if line.strip().startswith("#"))


def test_every_file_here_says_the_same_and_is_in_the_one_form_then() -> None:
    """Once formatted, nothing changes any more."""
    assert len(FILES) > 10
    for path, kind in FILES:
        before = path.read_bytes()
        after = formatted(before, kind)
        assert value(after) == value(before)
        assert remarks(after) == remarks(before)
        assert formatted(after, kind) == after


def test_a_remark_below_a_block_of_text_is_one_remark() -> None:
    """Also where fields change places, so that the text ends right above it: the file is written, not refused."""
    before = (
        b"format: 2\nsections:\n  - id: a\n    heading: A\n    rules:\n"
        b"      - id: b\n        text: |\n          Ask.\n\n        strength: must\n      # The last one.\n"
        b"      - id: c\n        text: Tell.\n"
    )
    assert formatted(before, VersionText).decode().partition("rules:\n")[2] == (
        "      - id: b\n        strength: must\n        text: |\n          Ask.\n      # The last one.\n"
        "      - id: c\n        text: Tell.\n"
    )


def test_what_commands_begin_is_in_the_one_form() -> None:
    """So that what they write is not written anew."""
    files = new_document(
        Beginning(title="Lone working", topics=["Safety", "Visits"], begins="2026-12-01"), "lone-working"
    )
    assert formatted(files["document.yml"], DocumentDetails) == files["document.yml"]
    assert formatted(files["versions/1.0.0.yml"], VersionText) == files["versions/1.0.0.yml"]


TEXT = st.text(st.sampled_from("ab #:-|>\n\"'\\{}[]\u00e9"), min_size=1, max_size=20).filter(
    lambda said: said.strip() == said
)
GROUPS = {"approved": ["by", "on"], "change": ["kind", "note"]}
LISTS = {"sections": ["id", "heading", "rules"], "rules": ["id", "text", "label", "strength"]}
TOP = ["format", "version", "title", "approved", "change", "summary", "sections"]


class Loose:
    """Writes a version with its fields in any order, moved in by any number of spaces, with remarks between them."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.step = draw(st.integers(min_value=1, max_value=5))
        self.shuffle = random.Random(draw(st.integers())).shuffle  # noqa: S311 -- an order, no secret
        self.with_remarks = draw(st.booleans())

    def scalar(self, margin: int) -> str:
        said = self.draw(TEXT)
        if self.draw(st.booleans()) and re.fullmatch(r"[ab][ab \u00e9\n]*", said) and "\n " not in said:
            return "|" + "".join(f"\n{' ' * (margin + self.step)}{line}" if line else "\n" for line in said.split("\n"))
        return json.dumps(said, ensure_ascii=False)

    def group(self, names: list[str], margin: int) -> list[str]:
        lines = []
        self.shuffle(names)
        for name in names:
            if self.with_remarks and self.draw(st.booleans()):
                lines.append(f"{' ' * margin}# remark {self.draw(st.integers(0, 99))}")
            head = f"{' ' * margin}{name}:"
            if name in LISTS:
                lines += [head, *self.items(LISTS[name], margin)]
            elif name in GROUPS:
                lines += [head, *self.group([*GROUPS[name]], margin + self.step)]
            else:
                lines.append(f"{head} {self.scalar(margin)}")
        return lines

    def items(self, names: list[str], margin: int) -> list[str]:
        at = margin + self.draw(st.sampled_from([0, self.step]))
        found = []
        for _ in range(self.draw(st.integers(min_value=1, max_value=3))):
            first, *rest = self.group([*names], at + 2)
            while first.lstrip().startswith("#"):
                found.append(first[2:])
                first, *rest = rest
            found += [f"{' ' * at}- {first.lstrip()}", *rest]
        return found


@st.composite
def loosely_written(draw: st.DrawFn) -> bytes:
    """Return a version in any form."""
    lines = Loose(draw).group([*TOP], 0)
    return ("\n".join(lines) + "\n" * draw(st.integers(min_value=0, max_value=3))).encode()


@given(loosely_written())
def test_the_order_of_fields_and_how_far_they_are_moved_in_change_nothing(content: bytes) -> None:
    """Whatever form a file has: its values and its remarks are the same, and so is the form of the form."""
    said = value(content)
    after = formatted(content, VersionText)
    assert value(after) == said
    assert remarks(after) == remarks(content)
    assert formatted(after, VersionText) == after
    if not remarks(content):
        names = re.findall(r"^(\w+):", after.decode(), re.MULTILINE)
        assert names == TOP


@pytest.mark.parametrize(
    ("loose", "written"),
    [
        ("b: 1\r\na: \"x\"   # why\r\n", "b: 1\na: \"x\"  # why\n"),
        ("list:   # all\n- one\n# between\n- two", "list:  # all\n  - one\n  # between\n  - two\n"),
        ("\ufefftext: >-   # folded\n     one\n\n     two\n\n\n\nnext: [a,\n  b] # two\n",
         "text: >-   # folded\n  one\n\n  two\n\nnext: [a,\n  b]  # two\n"),
        ("a:\n   b:\n      c: plain words\n        that go on\n   # of b\n# of all\n",
         "a:\n  b:\n    c: plain words\n      that go on\n  # of b\n# of all\n"),
    ],
)  # fmt: skip
def test_remarks_stay_where_they_belong(loose: str, written: str) -> None:
    """On the level on which they were written."""
    assert formatted(loose.encode(), DocumentDetails).decode() == written


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own in git, with one version that is published."""
    shutil.copytree(EXAMPLE / "content", tmp_path / "content")
    shutil.copy(EXAMPLE / "mkdocs.yml", tmp_path)
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "Begin")):
        subprocess.run(["git", *somebody, *command], cwd=tmp_path, check=True)
    return tmp_path


def run(project: Path, *given: str) -> tuple[int, str, str]:
    """Run the command in this process."""
    done = CliRunner().invoke(cli, ["format", "-f", str(project / "mkdocs.yml"), *given])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def test_published_versions_and_broken_files_stay_as_they_are(project: Path) -> None:
    """The others are written, or only named where that is asked for."""
    versions = project / "content/guidance/seven-golden-rules/versions"
    published = (versions / "2.0.0.yml").read_bytes()
    (versions / "2.1.0.yml").write_bytes(published.replace(b"  by:", b"     by:").replace(b"2.0.0", b"2.1.0"))
    (versions / "2.2.0.yml").write_text("format: [\n", encoding="utf-8")
    code, said, errors = run(project, "--check")
    assert code == 1
    assert "versions/2.1.0.yml would change." in said
    assert "2 published versions were left as they are" in said
    assert "unclosed-bracket" in errors
    (versions / "2.2.0.yml").unlink()
    code, said, errors = run(project)
    assert (code, errors) == (0, "")
    assert "Wrote content/guidance/seven-golden-rules/versions/2.1.0.yml." in said
    assert (versions / "2.0.0.yml").read_bytes() == published
    assert run(project, str(versions / "2.1.0.yml")) == (0, "No file needs a change.\n", "")
    assert "is not a content file" in run(project, str(project / "mkdocs.yml"))[2]
