"""Names that never change: ids, version numbers and references to passages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from inforce.model.grammar import Grammar, NotWritten

# Windows refuses files of these names, with any ending, and would refuse to check out the content.
RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)
LONGEST_ID = 60
_ID = r"[a-z0-9]+(-[a-z0-9]+)*"


def _id(text: str) -> str:
    if len(text) > LONGEST_ID:
        raise NotWritten(
            f'The id "{text}" has {len(text)} characters.', f"Choose one of at most {LONGEST_ID} characters."
        )
    if text in RESERVED:
        raise NotWritten(
            f'The id "{text}" is a name that Windows keeps for itself.', "Choose another id, such as a longer one."
        )
    return text


@dataclass(frozen=True, order=True)
class VersionNumber:
    """The number of a version, ``major.minor.patch``; numbers compare as numbers, part by part."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> VersionNumber:
        """Read "1.10.0"; the text has been held against the grammar already."""
        return cls(*(int(part) for part in text.split(".")))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


@dataclass(frozen=True, order=True)
class PassageRef:
    """The name of a passage: the source, the edition of it and the passage in that edition."""

    source: str
    edition: str
    passage: str

    @classmethod
    def parse(cls, text: str) -> PassageRef:
        """Read "information-sharing-advice/2018#golden-rule-1"."""
        return cls(*re.split(r"[/#]", text))

    def __str__(self) -> str:
        return f"{self.source}/{self.edition}#{self.passage}"


FORMAT = Grammar("a format of this kind of file", "1", "1", int, hint="The only format there is so far is 1: format: 1")
TEXT_FORMAT = Grammar(
    "a format of this kind of file", "[12]", "2", int,
    hint="There are two formats: 1, and 2, in which texts have lists, tables and links: format: 2",
)  # fmt: skip
_NUMBER = r"(0|[1-9]\d{0,5})"
ID = Grammar(
    "an id", _ID, "share-with-consent", _id,
    hint="An id has lower-case letters a to z, digits and single hyphens, for example share-with-consent",
)  # fmt: skip
VERSION = Grammar(
    "a version number", rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}", "1.2.0", VersionNumber.parse,
    hint="A version number has three numbers with full stops between them and no zero in front, for example 1.2.0",
)  # fmt: skip
PASSAGE = Grammar(
    "a reference to a passage", rf"{_ID}/{_ID}#{_ID}", "information-sharing-advice/2018#golden-rule-1",
    PassageRef.parse,
    hint="Name the source, the edition and the passage: information-sharing-advice/2018#golden-rule-1",
)  # fmt: skip
SHA256 = Grammar(
    "a SHA-256", r"[0-9a-f]{64}", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", str,
    hint="A SHA-256 has 64 figures and letters from a to f, as sha256sum prints it",
)  # fmt: skip
LANGUAGE = Grammar(
    "the tag of a language", r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", "cy", str,
    hint="Write it as BCP 47 has it, for example en-GB, cy or pt-BR",
)  # fmt: skip
WEB = Grammar(
    "an https address", r"https://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~%-]+)+", "https://forge.example.org/team/guidance",
    str, hint="Write it as the browser shows it, without a slash at its end: https://forge.example.org/team/guidance",
)  # fmt: skip
BRANCH = Grammar(
    "the name of a branch", r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*", "main", str,
    hint="A branch is named with letters, digits, hyphens and full stops, such as main",
)  # fmt: skip

Id = Annotated[str, ID]
Number = Annotated[VersionNumber, VERSION]
Ref = Annotated[PassageRef, PASSAGE]
Format = Annotated[int, FORMAT]
TextFormat = Annotated[int, TEXT_FORMAT]
Sha256 = Annotated[str, SHA256]
LanguageTag = Annotated[str, LANGUAGE]
WebAddress = Annotated[str, WEB]
BranchName = Annotated[str, BRANCH]
