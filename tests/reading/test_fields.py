"""From what a file says to the model: every mistake of one file at once, in words."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.guidance import DocumentDetails, VersionText
from inforce.model.problem import READING
from inforce.model.sources import EditionDetails
from inforce.parsing.field_specs import groups, specs_of
from inforce.parsing.fields import parse_fields
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
