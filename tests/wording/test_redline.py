"""A redline holds both versions to the letter, and marks phrases."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.wording.redline import SpanKind, redline
from wording.texts import texts

law = settings(max_examples=200, deadline=None)


def marked(old: str, new: str) -> str:
    marks = {SpanKind.SAME: "{}", SpanKind.REMOVED: "[-{}-]", SpanKind.ADDED: "[+{}+]"}
    return "".join(marks[span.kind].format(span.text) for span in redline(old, new))


@law
@given(texts, texts)
def test_a_redline_holds_both_texts(old: str, new: str) -> None:
    """Without what was added it is the old one; without what was removed, the new one."""
    spans = redline(old, new)
    assert "".join(span.text for span in spans if span.kind is not SpanKind.ADDED) == old
    assert "".join(span.text for span in spans if span.kind is not SpanKind.REMOVED) == new
    assert all(span.text for span in spans)
    assert all(one.kind is not other.kind for one, other in pairwise(spans))


@law
@given(st.text() | texts)
def test_a_text_beside_itself_has_no_marks(text: str) -> None:
    """One span, or none where there is no text."""
    assert [span.kind for span in redline(text, text)] == [SpanKind.SAME] * bool(text)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Where you do not have it.", "Where you have it.", "Where you [-do not -]have it."),
        ("You may share.", "You may still share.", "You may [+still +]share."),
        ("Use judgement.", "Use judgment.", "Use [-judgement-][+judgment+]."),
        ("Hold a meeting with us.", "Pay a visit to us.", "[-Hold a meeting with-][+Pay a visit to+] us."),
        ("Ask us, or them, first.", "Ask us first.", "Ask us[-, or them,-] first."),
        ("One.\n\nTwo.", "One. Two.", "One.[-\n\n-][+ +]Two."),
        ("it's", "it\u2019s", "[-it's-][+it\u2019s+]"),
        ("", "New.", "[+New.+]"),
    ],
)
def test_phrases_are_marked_and_not_letters(old: str, new: str, expected: str) -> None:
    """White space goes with the words that it belongs to."""
    assert marked(old, new) == expected


def test_white_space_beside_a_change_is_the_same_where_both_texts_have_it() -> None:
    """Broken lines and wide spaces are not marked with the word beside them."""
    spans = redline("Ask.\n\n  Tell \n them.", "Ask.\n\n  Warn \n them.")
    assert [(str(span.kind), span.text) for span in spans] == [
        ("same", "Ask.\n\n  "),
        ("removed", "Tell"),
        ("added", "Warn"),
        ("same", " \n them."),
    ]
