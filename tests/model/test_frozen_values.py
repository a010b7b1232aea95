"""Frozen classes are what the standard library would make of them."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from inforce.model import dataclass


def classes(make: Callable[..., Any]) -> tuple[type, type]:
    """Return two classes made dataclasses by *make*, the second of which stands on the first."""

    @make(frozen=True)
    class Whole:
        """A value of every kind of field."""

        name: str
        place: int = 3
        found: list[int] = dataclasses.field(default_factory=list, compare=False)
        secret: str = dataclasses.field(default="", repr=False)
        length: int = dataclasses.field(init=False, default=0)

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.name))

    @make(frozen=True)
    class More(Whole):  # type: ignore[misc, valid-type]
        """The same, and one more."""

        last: str = "end"

    return Whole, More


OURS, THEIRS = classes(dataclass), classes(dataclasses.dataclass)
GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", 4), {"secret": "s"}),
    (("b",), {"found": [1, 2]}),
    ((), {"name": "abc", "place": 9}),
]


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("given", GIVEN)
def test_a_value_is_read_and_shown_the_same(place: int, given: tuple[tuple[Any, ...], dict[str, Any]]) -> None:
    ours, theirs = (made[place](*given[0], **given[1]) for made in (OURS, THEIRS))
    assert vars(ours) == vars(theirs)
    assert repr(ours) == repr(theirs)
    assert hash(ours) == hash(theirs)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert vars(dataclasses.replace(ours, name="other")) == vars(dataclasses.replace(theirs, name="other"))


@pytest.mark.parametrize("place", [0, 1])
def test_values_are_equal_as_there(place: int) -> None:
    ours, theirs = ([made[place](*one, **more) for one, more in GIVEN] for made in (OURS, THEIRS))
    assert [[a == b for a in ours] for b in ours] == [[a == b for a in theirs] for b in theirs]
    assert OURS[0]("a") == OURS[0]("a", found=[1])
    assert OURS[0]("a") != OURS[1]("a")
    assert OURS[0]("a") != ("a", 3, "", 1)


def test_a_value_never_changes() -> None:
    value = OURS[0]("a")
    for change in (lambda: setattr(value, "name", "b"), lambda: delattr(value, "name"), lambda: setattr(value, "x", 1)):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert value.name == "a"


def test_each_value_has_a_list_of_its_own() -> None:
    assert OURS[0]("a").found is not OURS[0]("a").found


def test_what_is_missing_or_unknown_is_refused() -> None:
    for given in ({}, {"name": "a", "other": 1}):
        with pytest.raises(TypeError):
            OURS[0](**given)


def test_a_class_keeps_what_it_says_of_itself() -> None:
    @dataclass(frozen=True)
    class Told:
        """A value that is told in words of its own, and equal whatever its case."""

        name: str

        def __str__(self) -> str:
            return "in words"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Told) and other.name.lower() == self.name.lower()

        def __hash__(self) -> int:
            return hash(self.name.lower())

    assert str(Told("a")) == "in words"
    assert len({Told("a"), Told("A")}) == 1


@dataclass(frozen=True)
class Packed:
    """A value that can be found by its name, as pickle asks."""

    name: str
    inner: tuple[int, ...] = ()


def test_a_value_is_packed_and_unpacked() -> None:
    assert pickle.loads(pickle.dumps(Packed("a", (1,)))) == Packed("a", (1,))  # noqa: S301 -- packed just before


def test_a_class_without_fields_has_one_value() -> None:
    @dataclass(frozen=True)
    class Nothing:
        """Nothing."""

    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1
    assert repr(Nothing()).endswith("Nothing()")


def test_an_ordered_class_is_ordered() -> None:
    @dataclass(frozen=True, order=True)
    class Number:
        """A number."""

        value: int

    assert Number(1) < Number(2)
