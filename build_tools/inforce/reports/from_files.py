"""A report that shows the lines of the files it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from inforce.model.problem import Problem
from inforce.reports.terminal import PLAIN, Look, report


def report_from(project: Path, problems: Iterable[Problem], look: Look = PLAIN) -> str:
    """Return all *problems* as text, with the lines of the files below *project* that they name."""

    @lru_cache(maxsize=64)
    def lines_of(file: str) -> Sequence[str]:
        try:
            return (project / file).read_text(encoding="utf-8-sig", errors="replace").splitlines()
        except OSError:
            return ()

    return report(problems, lines_of, look)
