"""Inputs for fuzzing: sound content, broken in a few places by chance; each comes from its number alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from inforce.model.bounds import CONTENT_FILE

LARGEST = CONTENT_FILE.largest
"""The largest file that is read; one input in some hundreds is blown up to that size."""

_PIECES = (
    "not", "must", "may", "unless", "seven", "7", "1,500", "2018", "Data Protection Act 1998", "section 4",
    "30 May 2018", "well-being", "wellbeing", "'", '"', "“", "…", "—", "(", ")", ".", "\n", "\n\n", "  ", " and ",
    " or ", "e\u0301", "\u00ad", "\u200b", "\ufb01", "\u202e", "\u0430\u0431", "漢", "🙂", "10²", "-", ": ", "- ", " #",
    "#", "&a ", "*a", "!t ", "|", ">", "? ", "[", "]", "{", "}", ",", "%", "@", "`", "<<: ", "---\n", "...\n", "\t",
    "\r", "\x85", "\x00", "\ufeff", "\\", "<b>", "](javascript:x)", "[a](//b)", "<<<<<<< HEAD\n", "id: a\n",
    "text: b\n", "format: 1\n", "null", "yes", "1.10",
)  # fmt: skip
_ONE_IN = 300  # inputs that are blown up


@dataclass(frozen=True)
class Seeds:
    """What inputs are made from."""

    texts: Sequence[str]

    def input(self, number: int) -> tuple[int, str]:
        """Return which seed the input of that *number* comes from, and the input."""
        chance = Random(number)  # noqa: S311 - chance, not secrecy
        which = chance.randrange(len(self.texts))
        text = self.texts[which]
        for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
            text = self._edited(text, chance)
        if chance.randrange(_ONE_IN) == 0:
            text = _blown_up(text, chance)
        return which, text

    def _edited(self, text: str, chance: Random) -> str:
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 3, 10, 40)))
        elsewhere = _slice(chance.choice(self.texts), chance)
        some_sign = chr(chance.randrange(1, 0xD7FF))
        piece = chance.choice(("", text[start:end] * 2, chance.choice(_PIECES), some_sign, elsewhere))
        return text[:start] + piece + text[end:]


def _slice(text: str, chance: Random) -> str:
    start = chance.randrange(len(text) + 1)
    return text[start : start + chance.randrange(80)]


def _blown_up(text: str, chance: Random) -> str:
    """Repeat a piece of the text until it is as large as a file may be."""
    start = chance.randrange(len(text) + 1)
    piece = text[start : start + chance.choice((1, 2, 5, 20, 200))] or "a"
    return text[:start] + piece * ((LARGEST - len(text.encode())) // len(piece.encode())) + text[start:]
