"""Runs one input after the other, each within its limits of time and memory, and names the one that fails."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WHOLE = int(os.environ.get("INFORCE_FUZZ", "0"))
COUNT = WHOLE or 1500
FIRST = int(os.environ.get("INFORCE_FUZZ_FIRST", "0"))
SECONDS, MEGABYTES = 1.0, 300


def megabytes(what: str) -> int:
    """Return how much memory this process has ("VmRSS"), or had at most ("VmHWM")."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{what}:")[2].split()[0]) // 1024


@contextmanager
def within_limits(number: int, seconds: float, most: int) -> Iterator[None]:
    """See that the input of that *number* takes no more than it may; held in the whole run, on a machine of its own."""
    began = time.process_time()
    yield
    took = time.process_time() - began
    if WHOLE:
        assert took < seconds, f"input {number} took {took:.2f} s"
        assert (now := megabytes("VmHWM")) < most, f"after input {number}: {now} MB"


def run_all(one: Callable[[int], None], seconds: float = SECONDS, count: int = COUNT) -> None:
    """Run *one* for every number, and name the number with which it fails."""
    if WHOLE:
        gc.set_threshold(1_000_000, 20, 20)  # as the program does
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget what other tests took
    most = megabytes("VmRSS") + MEGABYTES if WHOLE else 0
    for number in range(FIRST, FIRST + count):
        if number % 500 == 0:
            gc.collect()
        try:
            with within_limits(number, seconds, most):
                one(number)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
            pytest.fail(f"input {number}: {type(error).__name__}: {error}")
