"""Whatever takes longer than two seconds shows at a terminal how far it has come, and nowhere else."""

from __future__ import annotations

import sys
from io import StringIO

import pytest

from inforce.build.outcome import CHECKING, LISTING, PRINTING
from inforce.cli import options
from inforce.cli.options import progress_shown


class Terminal(StringIO):
    """What a person sees, letter by letter."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def shown_by(monkeypatch: pytest.MonkeyPatch, stream: StringIO, seconds: list[float]) -> str:
    """What a run shows that tells how far it has come at these *seconds*."""
    moments = iter([0.0, *seconds])
    monkeypatch.setattr(options, "monotonic", lambda: next(moments))
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_shown() as progress:
        for done, what in zip(range(1, len(seconds) + 1), (CHECKING, LISTING, PRINTING) * 9, strict=False):
            progress(what, 1000 * done, 9000)
    return stream.getvalue()


def test_a_long_run_shows_in_one_line_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the third second on, five times a second at most; at the end the line is empty again."""
    shown = shown_by(monkeypatch, Terminal(), [0.5, 1.9, 2.1, 2.2, 2.5])
    first, last = "Made the pages of 3,000 of 9,000 documents", "Made the lists for 5,000 of 9,000 documents"
    assert shown.split("\r")[:3] == ["", first, last]
    assert "\n" not in shown
    assert shown.endswith("\r")
    assert shown.split("\r")[3].isspace()
    assert len(shown.split("\r")[3]) == len(last)


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two seconds are no time to tell of."""
    assert shown_by(monkeypatch, Terminal(), [0.1, 1.0, 1.9]) == ""


def test_where_nobody_looks_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs and files keep what was said, and nothing of this."""
    assert shown_by(monkeypatch, StringIO(), [2.5, 9.0, 60.0]) == ""
