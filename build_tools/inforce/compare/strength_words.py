"""How binding a rule is, in a word for readers."""

from __future__ import annotations

from collections.abc import Iterable

from inforce.model.catalogue import listed, pgettext
from inforce.model.guidance import Strength


def strength_in_words(strength: Strength) -> str:
    """Return *strength* for readers; programs read its value."""
    match strength:
        case Strength.MUST:
            return pgettext("strength", "must")
        case Strength.SHOULD:
            return pgettext("strength", "should")
        case Strength.MAY:
            return pgettext("strength", "may")


def strength_or_not_stated(strength: Strength | None) -> str:
    """Return *strength* for readers, or that there is none."""
    return strength_in_words(strength) if strength else pgettext("strength", "not stated")


def in_order(levels: Iterable[str]) -> str:
    """Return strengths in words, the strongest first: '"must" and "may"'."""
    given = set(levels)
    return listed([f'"{strength_in_words(level)}"' for level in Strength if level in given])
