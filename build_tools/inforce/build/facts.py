"""Values of the model as JSON and back: what a file says, without what validates it. There is no code in it.

Only classes of the program are made from what was kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any, Final

_KNOWN: Final = ("inforce.model.", "inforce.reading.", "inforce.parsing.", "inforce.site.", "inforce.formats.")


def dumps(value: Any) -> str:
    """Return *value* as JSON; raise `TypeError` where it has something that is no value of the model."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def loads(text: str | bytes) -> Any:
    """Return the value that `dumps` wrote."""
    return _back(json.loads(text))


def _plain(value: Any) -> Any:  # noqa: PLR0911 -- a way for each kind of value
    if value is None or type(value) in (bool, int, str):
        return value
    if isinstance(value, Enum):
        return {"e": _name(type(value)), "v": value.value}
    if is_dataclass(value):
        return {"c": _name(type(value)), "v": [_plain(getattr(value, field.name)) for field in fields(value)]}
    if isinstance(value, date):
        return {"d": date.isoformat(value)}
    if type(value) in (tuple, list):
        return [_plain(one) for one in value]
    if isinstance(value, tuple):
        return {"c": _name(type(value)), "v": [_plain(one) for one in value]}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, frozenset):
        return {"s": sorted((_plain(one) for one in value), key=repr)}
    if isinstance(value, Mapping):
        return {"m": [[_plain(key), _plain(one)] for key, one in value.items()]}
    raise TypeError(f"{type(value)} is no value of the model")


def _back(value: Any) -> Any:  # noqa: PLR0911 -- as above
    if isinstance(value, list):
        return tuple([_back(one) for one in value])
    if not isinstance(value, dict):
        return value
    if "c" in value:
        return _class(value["c"])(*[_back(one) for one in value["v"]])
    if "e" in value:
        return _class(value["e"])(value["v"])
    if "d" in value:
        return date.fromisoformat(value["d"])
    if "s" in value:
        return frozenset(_back(one) for one in value["s"])
    return {_back(key): _back(one) for key, one in value["m"]}


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


@cache
def _class(name: str) -> Any:
    module, _, kind = name.partition(":")
    if not module.startswith(_KNOWN):
        raise ValueError(f"{name} is no class of the model")
    return getattr(import_module(module), kind)
