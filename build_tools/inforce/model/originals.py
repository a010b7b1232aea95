"""Originals: the very file in which an edition was published, its fingerprint, and the words that were read from it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from inforce.model.names import Sha256, described


@dataclass(frozen=True)
class Original:
    """The file that an edition's wording is checked against; it stands beside the edition's own file."""

    sha256: Sha256 = described(
        "The SHA-256 of the original, a file with the name of the edition beside this one; "
        "inforce source capture writes it."
    )


_RAISED: Final = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")


def raised(text: str) -> str:
    """Return *text* as it stands above the line: 10 to the sixth is not 106."""
    return re.sub(r"(?<!\d)[-\u2212](?=\d)", "\u207b", text).translate(_RAISED)


class OriginalState(StrEnum):
    """What came of reading an original; only one that was READ has words to check against."""

    READ = "read"
    MISSING = "missing"
    ALTERED = "altered"
    SEVERAL = "several"
    NOT_RECORDED = "not recorded"
    WITHOUT_TEXT = "without text"
    LOCKED = "locked"
    BROKEN = "broken"
    TOO_LARGE = "too large"
    TOO_SLOW = "too slow"


@dataclass(frozen=True)
class OriginalLine:
    """A line of print; *running* where it is the head or foot that pages share, and no part of their text.

    *label* is the number that a list puts before the line.
    """

    text: str
    running: bool = False
    label: str = ""


@dataclass(frozen=True)
class OriginalPage:
    """The lines of a page in the order in which they are read; *number* is empty where there are no pages.

    *unseen* are words that the file has there and nobody sees: they prove nothing. *across* are the lines as the file
    has them, where it draws them across what looks like columns.
    """

    number: str
    lines: tuple[OriginalLine, ...]
    unseen: tuple[str, ...] = ()
    across: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeldOriginal:
    """The original of an edition as found: its file, what came of reading it, its pages, and its own SHA-256."""

    file: str
    state: OriginalState
    pages: tuple[OriginalPage, ...] = ()
    sha256: str = ""

    def __hash__(self) -> int:
        """Return the same for equal ones without looking at every line, for there may be a book of them."""
        return hash((self.file, self.state, self.sha256))

    @property
    def name(self) -> str:
        """The name of the file without its folder."""
        return self.file.rpartition("/")[2]


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Douglas Crockford's base 32: no I, L, O or U, so that no letter is taken for a digit."""


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of *content* in hexadecimal, as ``sha256sum`` prints it."""
    return hashlib.sha256(content).hexdigest()


def check_code(fingerprint: str) -> str:
    """Return the first 40 bits of *fingerprint* as eight base 32 letters in two groups: "7K3Q-9XMA"."""
    number = int(fingerprint[:10], 16)
    letters = "".join(CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


class NotReadError(Exception):
    """A file cannot be read as an original; *state* says why."""

    def __init__(self, state: OriginalState) -> None:
        super().__init__(state)
        self.state = state


ReadText = tuple[OriginalState, tuple[OriginalPage, ...]]
"""What came of it, and its pages where it has words."""


def as_lists(text: ReadText) -> list[Any]:
    """Return *text* as lists, words and truth values."""
    state, pages = text
    return [
        state,
        [
            [page.number, [[line.text, line.running, line.label] for line in page.lines], page.unseen, page.across]
            for page in pages
        ],
    ]


def from_lists(said: list[Any]) -> ReadText:
    """Return the text that *said* was made of; raise `ValueError` or `TypeError` where it is something else."""
    state, pages = said
    return OriginalState(state), tuple(
        OriginalPage(number, tuple(OriginalLine(*line) for line in lines), tuple(unseen), tuple(across))
        for number, lines, unseen, across in pages
    )
