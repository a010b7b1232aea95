"""JSON in one way only: equal values are equal bytes, so that a hash of the bytes is a hash of what they say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from inforce.model.bounds import CHECKPOINT


class DoubledNameError(ValueError):
    """One name stands twice in an object; programs differ in which of the two they believe."""


def one_line(value: Mapping[str, Any]) -> bytes:
    """Return *value* as one line of UTF-8, names in the order given, with its line end."""
    return (json.dumps(value, ensure_ascii=False, separators=(", ", ": ")) + "\n").encode()


def for_people(value: Mapping[str, Any]) -> bytes:
    """Return *value* over several lines of UTF-8, names in the order given, with a line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def read_object(content: bytes) -> dict[str, Any]:
    """Read one JSON object; raise `ValueError` for anything else, a doubled name included."""
    if len(content) > CHECKPOINT.largest:
        raise ValueError("larger than any file of this kind")
    try:
        value = json.loads(content.decode("utf-8"), object_pairs_hook=_once)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 -- for the caller it is one more way of not being one
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise DoubledNameError(", ".join(names))
    return dict(pairs)
