"""Frozen dataclasses of our own are to whoever uses them what those of the standard library are."""

from __future__ import annotations

import dataclasses
import pickle
import re
from collections.abc import Callable
from dataclasses import field, fields, is_dataclass, replace
from functools import cached_property
from operator import ge, gt, le, lt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.model.dataclass import dataclass

PROGRAM = Path(__file__).parents[2] / "build_tools" / "inforce"


def made_by(decorator: Callable[..., Any]) -> tuple[Any, Any]:
    """The same two classes, one made of the other, by either decorator."""

    class Word:
        text: str
        count: int = 1
        places: list[int] = field(default_factory=list)
        origin: str = field(default="", compare=False, repr=False)

    Word.__annotations__ = {"text": "str", "count": "int", "places": "list[int]", "origin": "str"}
    word = decorator(frozen=True, order=True)(Word)

    class Longer(word):  # type: ignore[misc, valid-type]  # a class given by value
        length: int = field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.text))

        @cached_property
        def twice(self) -> int:
            """The length of the text said twice."""
            return 2 * self.length

    Longer.__annotations__ = {"length": "int"}
    return word, decorator(frozen=True)(Longer)


OURS, THEIRS = made_by(dataclass), made_by(dataclasses.dataclass)

values = st.fixed_dictionaries(
    {"text": st.sampled_from(["", "a", "b"])},
    optional={"count": st.integers(0, 2), "places": st.lists(st.integers(0, 1), max_size=1), "origin": st.text()},
)


@given(values, values, st.sampled_from([0, 1]))
def test_objects_compare_show_and_change_as_those_of_the_standard_library(
    one: dict[str, Any], other: dict[str, Any], which: int
) -> None:
    """Equality, order, what is shown, fields and `replace` are the same; so is what is refused."""
    ours, theirs = OURS[which], THEIRS[which]
    mine, yours = ours(**one), ours(**other)
    same, differs = theirs(**one), theirs(**other)
    assert (mine == yours) == (same == differs)
    assert [compare(mine, yours) for compare in (lt, le, gt, ge)] == [
        compare(same, differs) for compare in (lt, le, gt, ge)
    ]
    assert repr(mine).partition("(")[2] == repr(same).partition("(")[2]
    assert [(each.name, each.compare) for each in fields(mine)] == [(each.name, each.compare) for each in fields(same)]
    assert vars(replace(mine, text="ab")) == vars(replace(same, text="ab"))
    assert is_dataclass(mine)
    assert mine != same


def test_objects_refuse_what_those_of_the_standard_library_refuse() -> None:
    """No field is set or deleted, no argument is lacking or unknown, and what cannot be hashed is not hashed."""
    for word, longer in (OURS, THEIRS):
        made = longer("abc")
        assert made.twice == 6
        for refused in (
            lambda made=made: setattr(made, "text", "b"),
            lambda made=made: setattr(made, "other", "b"),
            lambda made=made: delattr(made, "text"),
        ):
            with pytest.raises(dataclasses.FrozenInstanceError):
                refused()
        for wrong in ({}, {"text": "", "other": ""}, {"text": "", "length": 1}):
            with pytest.raises(TypeError):
                longer(**wrong)
        with pytest.raises(TypeError):
            hash(word("a"))


@dataclass(frozen=True)
class Pair:
    """A class that can be found by its name."""

    one: str
    other: tuple[str, ...] = ()


@given(st.builds(Pair, st.text(), st.lists(st.text(), max_size=2).map(tuple)))
def test_objects_hash_and_travel(pair: Pair) -> None:
    """Equal objects have equal hashes, and a copy from another process is equal."""
    copy = pickle.loads(pickle.dumps(pair))  # noqa: S301 -- our own
    assert copy == pair
    assert hash(copy) == hash(replace(pair))
    assert eval(repr(pair)) == pair  # noqa: S307 -- as above


def test_the_program_makes_its_frozen_classes_this_way() -> None:
    """Only `wording`, which stands without the model, has the standard library compile them."""
    told = [
        path.relative_to(PROGRAM).as_posix()
        for path in PROGRAM.rglob("*.py")
        if "@dataclass(frozen=True" in (text := path.read_text(encoding="utf-8"))
        and not re.search(r"^from inforce.model.dataclass import .*\bdataclass$", text, re.MULTILINE)
        and path.parent.name != "wording"
    ]
    assert told == []
