"""The doors' clock: which day it is where the site is. Nothing inside asks it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from inforce.model.dates import DAY


def clock_on(day: str | None = None) -> Callable[[str], date]:
    """Return a clock that says *day* ("2026-12-01") or, where that is None, the day in the time zone it is asked for.

    Where ``SOURCE_DATE_EPOCH`` is set (reproducible-builds.org), that moment stands for now.
    Raises `inforce.model.problem.ProblemError` where *day* is not a day.
    """
    if day is not None:
        fixed: date = DAY.read(day)
        return lambda _zone: fixed
    return lambda zone: _now().astimezone(ZoneInfo(zone)).date()


def moment() -> str:
    """Return the moment now in UTC, to the second, as "2026-11-22T17:40:00Z"."""
    return _now().strftime("%Y-%m-%dT%H:%M:%SZ")


def _now() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
