"""Where a text pauses, so that changes are cut where phrases and sentences begin and end."""

from __future__ import annotations

import pytest

from inforce.wording.compared_text import BEFORE_PAUSE, NO_PAUSE, PAUSE, SENTENCE, compared

SIGNS = {SENTENCE: "|", PAUSE: "/", BEFORE_PAUSE: "^", NO_PAUSE: " "}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask. Then go", "|Ask^.|Then go|"),
        ("Ask, then go and wait", "|Ask^,/then go^and wait|"),
        ("Ask (us) first", "|Ask^(/us^)/first|"),
        ('He said "Go." Then left', '|He said " Go^. "|Then left|'),
        ("e.g. this", "|e^. g^. this|"),
        ("Wait! Go? Yes", "|Wait^!|Go^?|Yes|"),
        ("First line\n\nsecond line", "|First line|second line|"),
        ("First line\nsecond line", "|First line second line|"),
        ("It cost 1.5. Then 2", "|It cost 1.5^.|Then 2|"),
        ("Ask . Then", "|Ask^.|Then|"),
        ("", "|"),
    ],
)
def test_pauses_are_where_a_reader_pauses(text: str, expected: str) -> None:
    """Sentences and paragraphs, then marks, then what joins."""
    found = compared(text)
    spelt = [*found.norms, ""]
    assert "".join(SIGNS[found.break_before(place)] + norm for place, norm in enumerate(spelt)) == expected
