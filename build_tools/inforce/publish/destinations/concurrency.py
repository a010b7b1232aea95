"""Does several things at the same time, where most of each is waiting for a disk or a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TypeVar

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


def each(pool: ThreadPoolExecutor, do: Callable[[_Asked], _Answer], items: Iterable[_Asked]) -> Iterator[_Answer]:
    """Yield what came of each item; where one fails, those that have not begun are not begun."""
    futures = [pool.submit(do, item) for item in items]
    try:
        for future in as_completed(futures):
            yield future.result()
    except BaseException:
        for future in futures:
            future.cancel()
        raise
