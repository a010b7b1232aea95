"""How binding a rule is, in a word for readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from inforce.model.guidance import Strength
from inforce.model.messages import Words, listed, pgettext, quoted

STRENGTHS: Final = {
    Strength.MUST: pgettext("strength", "must"),
    Strength.SHOULD: pgettext("strength", "should"),
    Strength.MAY: pgettext("strength", "may"),
}
"""Each strength in a word for readers; programs read its value."""

_NOT_STATED: Final = pgettext("strength", "not stated")


def strength_in_words(strength: Strength) -> str:
    """Return *strength* for readers, in the language that is spoken here."""
    return str(STRENGTHS[strength])


def strength_or_not_stated(strength: Strength | None) -> str:
    """Return *strength* for readers, or that there is none."""
    return str(STRENGTHS[strength] if strength else _NOT_STATED)


def in_order(levels: Iterable[str]) -> Words:
    """Return strengths in words, the strongest first: '"must" and "may"'."""
    given = set(levels)
    return listed([quoted(STRENGTHS[level]) for level in Strength if level in given])
