"""What a person decided about words that no program can judge."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from inforce.model.dataclass import dataclass
from inforce.model.texts import Line, Text, described


class Meaning(StrEnum):
    """What a person decided about other words."""

    SAME = "same"


@dataclass(frozen=True)
class DecidedWords:
    """Words that mean the same wherever one stands in place of the other, in every document of the library."""

    before: Annotated[str, Line] = described("The words that were, or that a source has; empty where words are added.")
    after: Annotated[str, Line] = described("The words in their place; empty where words are left out.")
    reason: Annotated[str, Text] = described("Why they mean the same, for readers.")
    decided_by: Annotated[str, Line] = described("Who decided that: a role or a board.")
