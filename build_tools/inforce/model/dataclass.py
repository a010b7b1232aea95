"""Frozen dataclasses that are there at once: what the standard library compiles for each when it is imported.

`dataclasses` writes and compiles six functions for each frozen class, half a millisecond each time a program starts,
and there are hundreds of them here. Those made here are the same to whoever uses them (`fields`, `replace` and type
checkers know them), share what can be shared, and compile the one function that is their own when the first is made.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import wraps
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, order=False):
        """Make a dataclass of a class, as `dataclasses.dataclass` does."""
        if cls is None:
            return lambda made: dataclass(made, frozen=frozen, order=order)
        return _frozen(cls, order=order) if frozen else dataclasses.dataclass(cls, order=order)


__all__ = ["cached_per_object", "dataclass"]

T = TypeVar("T")
Made = TypeVar("Made")

_SET: Final = object.__setattr__
_NOT_GIVEN: Final = object()


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


def _frozen(cls: type, *, order: bool) -> Any:
    written = {name for name, value in vars(cls).items() if value is not None}
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
    every = dataclasses.fields(made)
    own: dict[str, Callable[..., Any]] = {
        **_compared(tuple(field.name for field in every if field.compare), order=order),
        **_refusing(made, frozenset(field.name for field in every)),
        "__init__": _init_when_called(made),
        "__repr__": _shown(tuple(field.name for field in every if field.repr)),
    }
    for name, function in own.items():
        if name not in written:
            function.__qualname__ = f"{made.__qualname__}.{name}"
            setattr(made, name, function)
    return made


def _compared(names: tuple[str, ...], *, order: bool) -> dict[str, Callable[..., Any]]:
    """Return what compares objects by the attributes of these *names*, as tuples are compared."""
    get = attrgetter(*names) if names else lambda _of: ()

    def equal(self: Any, other: Any) -> Any:
        return get(self) == get(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash((get(self),))

    def less(self: Any, other: Any) -> Any:
        return get(self) < get(other) if other.__class__ is self.__class__ else NotImplemented

    def not_more(self: Any, other: Any) -> Any:
        return get(self) <= get(other) if other.__class__ is self.__class__ else NotImplemented

    def more(self: Any, other: Any) -> Any:
        return get(self) > get(other) if other.__class__ is self.__class__ else NotImplemented

    def not_less(self: Any, other: Any) -> Any:
        return get(self) >= get(other) if other.__class__ is self.__class__ else NotImplemented

    found: dict[str, Callable[..., Any]] = {"__eq__": equal, "__hash__": hashed}
    return found | ({"__lt__": less, "__le__": not_more, "__gt__": more, "__ge__": not_less} if order else {})


def _refusing(cls: Any, names: frozenset[str]) -> dict[str, Callable[..., Any]]:
    """Return what refuses to change an object of *cls*; one of a class that is made of it may have more attributes."""

    def refuse_to_set(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def refuse_to_delete(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return {"__setattr__": refuse_to_set, "__delattr__": refuse_to_delete}


def _shown(names: tuple[str, ...]) -> Callable[[Any], str]:
    def shown(self: Any) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({said})"

    return shown


def _init_when_called(cls: type) -> Callable[..., None]:
    """Return an ``__init__`` that compiles the one for the fields of *cls*, and has it take its place."""

    def init(self: Any, *args: Any, **named: Any) -> None:
        compiled = _init(cls)
        cls.__init__ = compiled  # type: ignore[misc]  # so the next one is made at once
        compiled(self, *args, **named)

    return init


def _init(cls: Any) -> Callable[..., None]:
    scope: dict[str, Any] = {"_set": _SET, "_not_given": _NOT_GIVEN}
    parameters, body = ["_self"], []
    for field in dataclasses.fields(cls):
        name, value = field.name, field.name
        if field.default_factory is not dataclasses.MISSING:
            scope[f"_made_{name}"] = field.default_factory
            value = f"_made_{name}() if {name} is _not_given else {name}" if field.init else f"_made_{name}()"
        if field.init:
            given = field.default_factory is not dataclasses.MISSING
            scope[f"_default_{name}"] = _NOT_GIVEN if given else field.default
            is_optional = given or field.default is not dataclasses.MISSING
            parameters.append(f"{name}=_default_{name}" if is_optional else name)
        elif field.default_factory is dataclasses.MISSING:
            continue  # its default, if it has one, is an attribute of the class
        body.append(f"_set(_self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("_self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}): {'; '.join(body) or 'pass'}", scope)  # noqa: S102 -- names of fields, as `dataclasses` does
    compiled: Callable[..., None] = scope["__init__"]
    compiled.__qualname__ = f"{cls.__qualname__}.__init__"
    return compiled
