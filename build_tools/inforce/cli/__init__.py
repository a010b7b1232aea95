"""The command line: one module for each family of commands, and how all of them end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from inforce.model.problem import Problem

PROBLEMS, FAILED, REFUSED = 1, 3, 4
"""Exit codes: problems stop publication; the world failed (disk, network, program); nothing was published, because
it would have lost or altered something, or put older over newer. Click's own 2 is a wrong option.
"""

VERIFIED: Final[Mapping[str, int]] = {
    "published-version-changed": 10,
    "history-altered": 11,
    "register-altered": 12,
    "record-altered": 13,
    "page-altered": 14,
    "checkpoint-not-signed": 15,
    "checkpoint-contradicted": 16,
    "proof-impossible": 17,
}
"""The exit codes of ``inforce verify``, by what was found; the lowest where there are several."""


def exit_code(problems: Iterable[Problem]) -> int:
    """Return the exit code for what verification found: 0 for nothing."""
    return min((VERIFIED[problem.code] for problem in problems), default=0)
