"""What the content is: frozen values made with nothing but the standard library."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

T = TypeVar("T")
Made = TypeVar("Made")


def cached_per_object(function: Callable[[T], Made]) -> Callable[[T], Made]:
    """Return *function*, a pure function of a frozen object, that keeps what it gives with that object."""
    name = f"_{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(of: T) -> Made:
        known = vars(of)
        if name not in known:
            known[name] = function(of)
        found: Made = known[name]
        return found

    return kept
