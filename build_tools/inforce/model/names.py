"""How names and texts are written in content files, and how a field is described to whoever fills it in.

A grammar turns a text into its value or says, in the editor's words, why it cannot.
It answers pydantic's documented protocol for custom types (``__get_pydantic_core_schema__``)
with a plain dictionary, so that the model's dataclasses can be read by a ``TypeAdapter``
while this module imports no library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from types import MappingProxyType
from typing import Annotated, Any, Final

from inforce.model.problem import ProblemError, refusal


def not_written_so(what: str, remedy: str) -> ProblemError:
    """Return what to raise where a text, or a group of fields, does not follow its grammar."""
    return refusal("not-written-so", what, remedy)


@dataclass(frozen=True)
class Grammar:
    """One kind of short text.

    *pattern* is an ASCII regular expression that the whole text must match;
    *parse* makes the value of a text that matches, or raises `ProblemError`. Where *group* is set, a group of these
    fields may stand in the place of the text, and a list of either in the place of one.
    """

    name: str
    pattern: str
    example: str
    parse: Callable[[str], Any]
    hint: str = ""
    group: type | None = None

    def read(self, text: object) -> Any:
        """Return the value that *text* stands for; raise `ProblemError` where it stands for none."""
        remedy = self.hint or f"Write it like this: {self.example}"
        if not isinstance(text, str):
            raise refusal("wrong-kind", f"Here stands more than {self.name}.", remedy)
        if not re.fullmatch(self.pattern, text, re.ASCII):
            first, *more = text.split()[:_SENTENCE] or [""]
            if len(more) == _SENTENCE - 1 and re.fullmatch(self.pattern, first, re.ASCII):
                remedy = (
                    f"{first} is {self.name}; the words after it belong to another field. Write the name of that "
                    "field before them, on a line of its own, such as: text: |"
                )
            raise not_written_so(f'"{text}" is not {self.name}.', remedy)
        return self.parse(text)

    def takes(self, text: str) -> bool:
        """Whether *text* stands for a value."""
        try:
            self.read(text)
        except ProblemError:
            return False
        return True

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> dict[str, Any]:
        """Answer pydantic: a plain function reads this text."""
        return {"type": "function-plain", "function": {"type": "no-info", "function": self.read}}


_SENTENCE: Final = 4
"""From so many words on a text is a sentence, in which no name goes on."""

# Windows refuses files of these names, with any ending, and would refuse to check out the content.
RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)
LONGEST_ID = 60
_ID = r"[a-z0-9]+(-[a-z0-9]+)*"


def _id(text: str) -> str:
    if len(text) > LONGEST_ID:
        raise not_written_so(
            f'The id "{text}" has {len(text)} characters.', f"Choose one of at most {LONGEST_ID} characters."
        )
    if text in RESERVED:
        raise not_written_so(
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
FORMER = Grammar(
    "an id", rf"({_ID}#)?{_ID}", "share-with-consent", str,
    hint="Write the id that the rule had, or the document and the id where it stood in another one: "
    "golden-rules#share-with-consent",
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
PICTURE = Grammar(
    "the name of a picture", r"[a-z0-9]+(-[a-z0-9]+)*\.(svg|png|webp|jpg)", "how-we-decide.svg", str,
    hint="Such a name has lower-case letters a to z, digits and hyphens, and ends in .svg, .png, .webp or .jpg",
)  # fmt: skip
WEB = Grammar(
    "an https address", r"https://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~%-]+)+", "https://forge.example.org/team/guidance",
    str, hint="Write it as the browser shows it, without a slash at its end: https://forge.example.org/team/guidance",
)  # fmt: skip
LINK = Grammar(
    "an https address", r"https://[A-Za-z0-9.-]+(:\d{1,5})?([/?#][!-~]*)?", "https://www.example.org/manual", str,
    hint="Write it as the browser shows it: https://www.example.org/manual",
)  # fmt: skip
BRANCH = Grammar(
    "the name of a branch", r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*", "main", str,
    hint="A branch is named with letters, digits, hyphens and full stops, such as main",
)  # fmt: skip

Id = Annotated[str, ID]
FormerRuleId = Annotated[str, FORMER]
"""An id in this document, or "<document>#<id>" in another one."""
Number = Annotated[VersionNumber, VERSION]
Ref = Annotated[PassageRef, PASSAGE]
Format = Annotated[int, FORMAT]
TextFormat = Annotated[int, TEXT_FORMAT]
Sha256 = Annotated[str, SHA256]
PictureName = Annotated[str, PICTURE]
LanguageTag = Annotated[str, LANGUAGE]
WebAddress = Annotated[str, WEB]
BranchName = Annotated[str, BRANCH]


@dataclass(frozen=True)
class TextKind:
    """What a longer text may hold; reading holds each text against its kind."""

    name: str
    lines: bool
    markdown: bool
    blocks: bool = False


Line = TextKind("one line of text", lines=False, markdown=False)
Text = TextKind("text", lines=True, markdown=False)
Blocks = TextKind("text", lines=True, markdown=False, blocks=True)
"""Block text; in files of format 1 it was paragraphs alone, in which no sign means anything."""
Markdown = TextKind("simple Markdown", lines=True, markdown=True, blocks=True)
"""Block text; in files of format 1 it was simple Markdown."""


VIEWS: Final = (
    "page", "print", "rule page", "PDF", "JSON", "Markdown", "text", "search", "comparison", "evidence",
)  # fmt: skip
"""Where a rule is shown."""


def described(  # noqa: PLR0913 - each is given by its name
    description: str,
    *,
    default: Any = MISSING,
    since: int = 1,
    example: str = "",
    usual: bool = False,
    unseen: Mapping[str, str] = MappingProxyType({}),
) -> Any:
    """Return a dataclass field whose *description* is what an editor's tooltip and the JSON Schema say.

    *since* is the first format of its file that has the field, *example* a value that it may have, and *usual* what
    most files have though it is not needed. What a rule holds is shown in all of `VIEWS` but those
    that *unseen* names, each with the reason.
    """
    told = {"description": description, "since": since, "example": example, "usual": usual, "unseen": unseen}
    return field(default=default, metadata=told)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of *text* as readers see them: parted by blank lines, each on one line."""
    if "\n" not in text:
        return (text.strip(" \t"),) if text.strip(" \t") else ()
    parts = re.split(r"\n(?:[ \t]*\n)+", text)
    joined = (re.sub(r"[ \t]*\n[ \t]*", " ", part).strip(" \t\n") for part in parts)
    return tuple(part for part in joined if part)


TAG: Final = "\0"
"""What a tag in the path of an error begins with, so that it can be told from the names of fields."""


@dataclass(frozen=True)
class Either:
    """An item is the *less* where it has no field that the less has not; else it is meant as the *more*.

    The fields of the less are all fields of the more.
    """

    more: type
    less: type

    def group_of(self, value: object) -> type:
        """Return which of the groups *value* is to be read as."""
        known = {field.name for field in fields(self.less)}
        return self.less if isinstance(value, Mapping) and set(value) <= known else self.more

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[[Any], Any]) -> dict[str, Any]:
        """Answer pydantic: the group is chosen by the fields that are there."""
        groups = (self.more, self.less)
        return {
            "type": "tagged-union",
            "choices": {f"{TAG}{group.__name__}": handler(group) for group in groups},
            "discriminator": lambda value: f"{TAG}{self.group_of(value).__name__}",
        }


def natural(words: str) -> tuple[tuple[int, int, str], ...]:
    """Return what words sort by as people expect: without capitals, and numbers by their value, V2 before V10."""
    parts = re.split(r"([0-9]+)", words.casefold())
    numbers = (part.lstrip("0") if part.isascii() and part.isdigit() else None for part in parts)
    return tuple(
        (1, 0, part) if number is None else (0, len(number), number)  # of any length, which no int has
        for part, number in zip(parts, numbers, strict=True)
        if part
    )
