"""Content files that are begun, continued and added to; every other byte of them stays.

What the caller knows stands in its place, and all else is words that the check refuses: nothing unsaid is published.

What the caller does not say is filled with words that the check refuses, so that nothing of the old version is taken
for the new one's: not its day, not its note and not its approval.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

from inforce.editing.form_values import in_yaml
from inforce.editing.yaml_editor import Field, Item, edited, loaded, not_edited, scalar
from inforce.model.block_parser import parsed
from inforce.model.guidance import (
    TITLE_OF_VERSION,
    WITHHELD,
    ChangeKind,
    Review,
    Version,
    VersionText,
    Withheld,
    without_withheld,
)
from inforce.model.names import TextKind, VersionNumber
from inforce.model.placeholders import (
    APPROVED_ON,
    APPROVER,
    AUDIENCE,
    CHANGE_NOTE,
    CONTACT,
    FIRST_DAY,
    FIRST_NOTE,
    HEADING,
    OWNER,
    RULE,
    RULE_ID,
    SUMMARY,
    TITLE,
    TOPIC,
)
from inforce.model.problem import FieldPath, Place, Problem, ProblemError
from inforce.model.rules import Rule
from inforce.parsing.field_specs import every_field
from inforce.parsing.located_yaml import Located, Value, load
from inforce.parsing.resolved_texts import translated
from inforce.reading.guidance_files import ToFill, left_to_fill, read_details, read_version

_SIGN: Final = "# yaml-language-server: $schema="

MODELINES: Final[Mapping[str, str]] = {
    "document": f"{_SIGN}../../../.vscode/schemas/document.schema.json",
    "edition": f"{_SIGN}../../../.vscode/schemas/edition.schema.json",
    "version": f"{_SIGN}../../../../.vscode/schemas/version.schema.json",
}
"""The line of each kind of file that a command writes."""


def has_modeline(text: str) -> bool:
    """Whether the file with this *text* has such a line."""
    return _SIGN in text


FIRST = VersionNumber(1, 0, 0)
DETAILS_FILE, VERSION_FILE = "document.yml", f"versions/{FIRST}.yml"


@dataclass(frozen=True)
class Beginning:
    """What is known of a document that is begun; None, or no topic, is left for the editor to fill in."""

    title: str | None = None
    owner: str | None = None
    audience: str | None = None
    topics: Sequence[str] = ()
    begins: str | None = None
    """As a file has it: a day, or unknown."""


def new_document(beginning: Beginning, document: str) -> Mapping[str, bytes]:
    """Return the files of the new *document* by their names within its folder."""
    return {
        DETAILS_FILE: _details(beginning).encode(),
        VERSION_FILE: _version(beginning, document).encode(),
    }


def _details(beginning: Beginning) -> str:
    topics = "".join(f"  - {scalar(topic)}\n" for topic in beginning.topics or [TOPIC])
    return (
        f"{MODELINES['document']}\n"
        "# What stays the same from version to version. It may be changed at any time.\n"
        "format: 1\n"
        f"owner: {scalar(beginning.owner or OWNER)}\n"
        f"contact: {scalar(CONTACT)}\n"
        f"audience: {scalar(beginning.audience or AUDIENCE)}\n"
        f"topics:\n{topics}"
    )


def _version(beginning: Beginning, document: str) -> str:
    return f"""\
{MODELINES["version"]}
# Once a version is published its file is never edited. A change is a new version:  inforce revise {document}
format: 2
version: {FIRST}
title: {scalar(beginning.title or TITLE)}
in_force_from: {beginning.begins or FIRST_DAY}
approved:
  by: {scalar(APPROVER)}
change:
  kind: first
  note: |
    {FIRST_NOTE}
summary: |
  {SUMMARY}
# Where there is more than one section, rules are best numbered by section (2.3): take the # away.
# numbering: section
# One section or more. The ids never change: links to sections and rules go by them.
sections:
  - id: the-rules
    heading: {scalar(HEADING)}
    rules:
      - id: {RULE_ID}
        # Lists begin with "- ", "1. " or "a) "; what else may stand here is said in content/README.md.
        text: |
          {RULE}
        # What the rule rests on: the source, its edition and the passage, as they stand under content/sources/.
        # The rule has the words of the passage (quotes) or says the same in its own (draws_on).
        # citations:
        #   - quotes: SOURCE/EDITION#PASSAGE
"""


_FOLDED = (">-", ">")


def in_format_2(content: bytes) -> bytes:
    """Return *content*, the bytes of a sound version, in format 2, with the modeline of editors.

    Where a sign in a text would get a meaning that it has not got in format 1, or be refused, the file stays as it is.
    """
    located, _problems = load(content, "")
    if located is None or not isinstance(located.value, dict):
        return content
    text = located.source
    if located.value.get("format") == "1":
        texts = list(_block_texts(located.value))
        if any(translated(value, kind) != value or parsed(value).faults for _path, value, kind in texts):
            return content
        edits = [*_signs(located, texts), (*located.extents[("format",)], "2")]
        for start, end, piece in sorted(edits, reverse=True):
            text = text[:start] + piece + text[end:]
    if not has_modeline(text):
        text = f"{MODELINES['version']}{_line_end(text)}{text}"
    return (codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b"") + text.encode()


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _signs(located: Located, texts: list[tuple[FieldPath, str, TextKind]]) -> Iterator[tuple[int, int, str]]:
    """Yield where the sign > of a text of one paragraph stands, for which | says the same and keeps lines apart."""
    for path, value, _kind in texts:
        start = located.extents[path][0]
        sign = located.source[start:].split("\n", 1)[0].strip()
        if sign in _FOLDED and "\n" not in value.strip("\n"):
            yield start, start + len(sign), "|"


def _block_texts(version: Mapping[str, Value]) -> Iterator[tuple[FieldPath, str, TextKind]]:
    """Yield every text of a file that is block text in format 2, with its path and its kind."""
    for path, value, slot in every_field(version, VersionText):
        if isinstance(value, str) and slot.text and slot.text.blocks:
            yield path, value, slot.text


@dataclass(frozen=True)
class Revision:
    """What a new version says of itself; None is left for the editor to fill in."""

    number: VersionNumber
    kind: ChangeKind
    begins: date | None = None
    note: str | None = None


@dataclass(frozen=True)
class NewVersion:
    """The bytes of a new file, and what is to be filled in there, from the top."""

    content: bytes
    to_fill: tuple[ToFill, ...]


def revised_version(content: bytes, revision: Revision) -> NewVersion:
    """Return *content*, the bytes of a sound version, as the file of the next; may raise `ProblemError`."""
    content = in_format_2(content)
    before = loaded(content)
    edits = [Field(path, value, ()) for path, value in _values(before, revision)]
    if ("approved",) not in before.keys:
        approval = {"by": APPROVER, "on": APPROVED_ON}
        edits.append(Field(("approved",), approval, ("in_force_from",)))  # a new version says who approved it
    after = edited(content, edits)
    return NewVersion(after, left_to_fill(loaded(after)))


def _values(before: Located, revision: Revision) -> Iterator[tuple[FieldPath, str]]:
    yield ("version",), str(revision.number)
    yield ("in_force_from",), revision.begins.isoformat() if revision.begins else FIRST_DAY
    yield ("change", "kind"), revision.kind.value
    yield ("change", "note"), revision.note or CHANGE_NOTE
    for path, words in ((("approved", "by"), APPROVER), (("approved", "on"), APPROVED_ON)):
        if path in before.keys:
            yield path, words


def with_review(content: bytes, file: str, review: Review) -> bytes:
    """Return *content*, the bytes of a ``document.yml``, with *review* as the last of its reviews."""
    fields = {
        "on": review.on.isoformat(), "by": review.by, "version": str(review.version),
        "fingerprint": review.fingerprint, "sources": review.sources, "seal": review.seal,
        **({"note": review.note} if review.note else {}),
    }  # fmt: skip
    return _with_last(content, file, "reviews", review, fields)


def with_withheld(content: bytes, file: str, withheld: Withheld) -> bytes:
    """Return *content*, the bytes of a ``document.yml``, with *withheld* as the last of what was withheld."""
    fields = {
        "version": str(withheld.version), "on": withheld.on.isoformat(), "decided_by": withheld.decided_by,
        "reason": withheld.reason, "fingerprint": withheld.fingerprint,
        **({"rule": withheld.rule} if withheld.rule else {}),
        **({"part": withheld.part.value} if withheld.part else {}),
    }  # fmt: skip
    return _with_last(content, file, "withheld", withheld, fields)


def _with_last(content: bytes, file: str, name: str, last: Review | Withheld, fields: Mapping[str, str]) -> bytes:
    """Return *content* with *last*, written as *fields*, behind what the list *name* has.

    Raises `ProblemError` where that cannot be done without touching anything else.
    """
    before = read_details(content, file).details
    if before is None:
        raise _not_sound(file)
    after = edited(content, [Item((name,), fields)])
    read = read_details(after, file)
    lists: dict[str, Any] = {name: (*getattr(before, name), last)}
    if read.details != replace(before, **lists):
        raise not_edited(*(problem for problem in read.problems if problem.is_error))
    return after


def _not_sound(file: str) -> ProblemError:
    what = f"{file} has a problem of its own."
    return ProblemError(
        Problem(Place(file), "file-not-sound", what, "Put that right first: inforce check says what it is.")
    )


def without_words(content: bytes, file: str, taken: str | None) -> bytes:
    """Return *content*, the bytes of the sound version *file*, without what is *taken*: a rule, its title, or all else.

    Every other byte stays where it is a rule or the title. Raises `ProblemError` where that cannot be done.
    """
    document, number = "", VersionNumber.parse(PurePosixPath(file).stem)
    before = read_version(content, file, document, number).version
    if before is None:
        raise _not_sound(file)
    wanted = without_withheld(before.text, {taken})
    if taken == TITLE_OF_VERSION:
        after = _without_title(content, file)
    else:
        after = _in_full(wanted) if taken is None else _without_rule(content.decode("utf-8-sig"), before, taken)
    found = read_version(after.encode(), file, document, number).version
    if found is None or found.text != wanted:
        raise ProblemError(
            Problem(
                Place(file),
                "file-not-edited",
                f"{file} is written in a way in which a rule cannot be taken out without touching the rest of it.",
                "Withhold the words of the whole version, or write each rule on lines of its own in its place.",
            )
        )
    return after.encode()


def _without_title(content: bytes, file: str) -> str:
    """Return the file with its title replaced; a block of text reaches to the line after it."""
    located, _problems = load(content, file)
    if located is None:
        return ""
    start, end = located.extents["title",]
    written = located.source[start:end]
    ends = written[len(written.rstrip("\r\n")) :]
    return f"{located.source[:start]}{WITHHELD}{ends}{located.source[end:]}"


def _without_rule(text: str, version: Version, rule: str) -> str:
    """Return the file with the lines of *rule* replaced; its place is where its first field begins."""
    path = next(path for path, one in version.located_rules() if one.id == rule)
    left = next(one for one in replace(version, text=without_withheld(version.text, {rule})).rules if one.id == rule)
    place = version.origin.place(*path)
    lines = text.splitlines(keepends=True)
    at, margin = place.line - 1, " " * (place.column - 1)
    dash = lines[at][: place.column - 1].rstrip(" -")
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith(margin)):
        end += 1
    new = in_yaml(_plain_fields(left), Rule).splitlines()
    ends = "\r\n" if lines[at].endswith("\r\n") else "\n"
    first = f"{dash}{lines[at][len(dash) : place.column - 1]}{new[0]}{ends}"
    return "".join([*lines[:at], first, *(f"{margin}{line}{ends}" for line in new[1:]), *lines[end:]])


def _in_full(text: VersionText) -> str:
    """Return a version of which only what stays when its words are withheld is left, as the text of a file."""
    return in_yaml({"in_force_from": "unknown", **_plain_fields(text)}, VersionText)


def _plain_fields(group: Any) -> dict[str, Value]:
    """Return the fields of a value of the model as a file has them, without those that say nothing."""
    held = ((one.name, getattr(group, one.name)) for one in fields(group))
    return {name: _plain(value) for name, value in held if value not in (None, "", ())}


def _plain(value: Any) -> Value:
    match value:
        case str() | int() | VersionNumber() | date():
            return str(value)
        case tuple():
            return [_plain(one) for one in value]
    return _plain_fields(value)
