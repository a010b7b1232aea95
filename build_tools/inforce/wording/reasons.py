"""Why a difference is what it is said to be: each reason, and how grave it is."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import NamedTuple


class State(IntEnum):
    """What the program can say of a difference; the higher one holds where two meet."""

    OTHERWISE = 1
    OTHER_WORDS = 2
    MEANING = 3


class Significance(StrEnum):
    """What a difference touches, or why it is left to a person."""

    NEGATION = "negation"
    OPPOSITE = "opposite"
    TURNED = "the opposite"
    STRENGTH = "strength"
    CONDITION = "condition"
    SCOPE = "scope"
    AMOUNT = "amount"
    LIMIT = "limit"
    RATE = "how often"
    DIRECTION = "direction"
    PERSON = "who"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    CITATION = "legal citation"
    ADDRESS = "address"
    DROPPED = "dropped"
    ADDED = "added"
    MOVED = "moved"
    EXCHANGED = "exchanged"
    TENSE = "tense"
    NAME = "name"
    # left to a person
    WORDS = "other words"
    INITIALS = "initials"
    LABEL = "label"
    JOINED = "joined"
    PUNCTUATION = "punctuation"
    UNIT = "unit"
    ORDER = "order"
    LANGUAGE = "language"


class Reason(NamedTuple):
    """One reason: what it is, whether it proves a change, the words that it names, and the words that differ there.

    *theirs* and *ours* are places of words in each text; an empty one is where the other side has something more.
    """

    what: Significance
    state: State
    words: str
    theirs: range
    ours: range
