"""From what a file says to the model: every mistake of one file at once, in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from inforce.model.guidance import DocumentDetails, VersionText
from inforce.model.library import Settings
from inforce.model.problem import READING
from inforce.model.sources import EditionDetails
from inforce.parsing.field_specs import FieldSpec, groups, specs_of
from inforce.parsing.fields import adapter, parse_fields, read_as
from inforce.parsing.located_yaml import load

KINDS = (VersionText, DocumentDetails, EditionDetails)
FIELDS = sorted({name for kind in KINDS for group in groups(kind) for name in specs_of(group)})

texts = st.sampled_from(
    ["", "1", "1.0.0", "2026-12-01", "a-b", "a/b#c", "major", "must", "seen", "[x](//y)", "a\nb", "é"]
)
anything = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FIELDS, "other"]), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=250, deadline=None)
@given(st.dictionaries(st.sampled_from([*FIELDS, "tilte"]), anything, max_size=10), st.sampled_from(KINDS))
def test_whatever_a_file_says_it_is_read_or_explained(content: dict[str, object], kind: type) -> None:
    """Any fields with any values, however wrong, give a value or problems that editors can look up."""
    located, problems = load(json.dumps(content, ensure_ascii=False).encode(), "a.yml")
    assert problems == ()
    assert located is not None
    filled = parse_fields(kind, located)
    assert (filled.value is None) == bool(filled.problems)
    for problem in filled.problems:
        assert problem.code in READING
        assert problem.place.line == 1
        assert "invalid" not in f"{problem.message} {problem.remedy}".lower()


@settings(max_examples=50, deadline=None)
@given(st.permutations(["format: 1", "owner: Housing team", "audience: Everyone", "topics: [Homes]"]))
def test_the_order_of_fields_says_nothing(lines: list[str]) -> None:
    """Fields in another order make the same value."""
    located, _ = load("\n".join(lines).encode(), "a.yml")
    assert located is not None
    assert parse_fields(DocumentDetails, located).value == DocumentDetails(
        1, "Housing team", "Everyone", topics=("Homes",)
    )


@settings(max_examples=50, deadline=None)
@given(st.sets(st.sampled_from([name for name, slot in specs_of(VersionText).items() if slot.required]), min_size=1))
def test_every_field_that_is_missing_is_named(left_out: set[str]) -> None:
    """All that is missing is told at once."""
    fields: dict[str, object] = {
        "format": "1", "version": "1.0.0", "title": "Homes", "in_force_from": "2026-01-05",
        "change": {"kind": "first", "note": "The first."}, "summary": "Homes.",
        "sections": [{"id": "all", "heading": "All", "rules": [{"id": "ask", "text": "Ask."}]}],
    }  # fmt: skip
    kept = {name: value for name, value in fields.items() if name not in left_out}
    located, _ = load(json.dumps(kept).encode() if kept else b"{}", "a.yml")
    assert located is not None
    told = " ".join(problem.message for problem in parse_fields(VersionText, located).problems)
    assert {name for name in fields if f'"{name}"' in told} == left_out


def fitting(slot: FieldSpec, depth: int) -> st.SearchStrategy[Any]:
    """What fits a field, and now and then what does not."""
    if slot.either:
        item = fields_of(slot.either.more, depth - 1) | fields_of(slot.either.less, depth - 1)
    elif slot.group:
        item = fields_of(slot.group, depth - 1)
    elif slot.choices:
        item = st.sampled_from([choice.value for choice in slot.choices])
    else:
        item = st.just(slot.grammar.example) if slot.grammar else texts
    rarely = st.integers(0, 30).flatmap(lambda one: texts | st.just([]) | st.just({}) if one == 0 else item)
    return st.lists(rarely, max_size=2) if slot.many else rarely


def fields_of(group: type, depth: int) -> st.SearchStrategy[Any]:
    """The fields of a group, some of which may be left out, and now and then one that it has not."""
    known = specs_of(group)
    needed = {name: fitting(slot, depth) for name, slot in known.items() if slot.required}
    others = {name: fitting(slot, depth) for name, slot in known.items() if not slot.required and depth > 0}
    whole = st.fixed_dictionaries(needed, optional=others)
    return st.integers(0, 30).flatmap(lambda one: st.just({"tilte": ""}) if one == 0 else whole)


@pytest.mark.parametrize("kind", [*KINDS, Settings])
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_what_fits_is_read_as_pydantic_reads_it(kind: type, data: st.DataObject) -> None:
    """The short walk gives the same value, and none where pydantic finds fault."""
    content = data.draw(fields_of(kind, 3))
    try:
        meant = adapter(kind).validate_python([content])[0]
    except ValidationError:
        meant = None
    assert repr(read_as(kind, content)) == repr(meant)
