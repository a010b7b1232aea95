"""The files of guidance: what ``document.yml`` says, and each version of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inforce.model.fingerprint import fingerprint
from inforce.model.guidance import DocumentDetails, Version, VersionText
from inforce.model.names import VersionNumber
from inforce.model.problem import FieldPath, Origin, Problem
from inforce.parsing.files import origin, read_file
from inforce.parsing.located import Located
from inforce.parsing.texts import PlacedLink
from inforce.reading.left_to_fill import placeholder_problems


@dataclass(frozen=True)
class ReadVersion:
    """What came of the file of a version."""

    version: Version | None
    problems: tuple[Problem, ...]
    links: tuple[PlacedLink, ...]


@dataclass(frozen=True)
class ReadDetails:
    """What came of a ``document.yml``; *to_fill* is told where no document comes of it that could be checked."""

    details: DocumentDetails | None
    origin: Origin
    problems: tuple[Problem, ...]
    to_fill: tuple[Problem, ...]


def read_details(content: bytes, file: str) -> ReadDetails:
    """Read the bytes of a ``document.yml``."""
    filled, located = read_file(content, file, DocumentDetails)
    to_fill = tuple(placeholder_problems(located)) if located else ()
    return ReadDetails(filled.value, origin(located) if located else Origin(file), filled.problems, to_fill)


def read_version(content: bytes, file: str, document: str, number: VersionNumber) -> ReadVersion:
    """Read the bytes of a version of *document* whose file is named *number*."""
    filled, located = read_file(content, file, VersionText)
    if filled.value is None or located is None:
        left = placeholder_problems(located) if located else ()
        return ReadVersion(None, (*filled.problems, *left), ())
    text = filled.value
    problems = [*_number_is_name(text, number, located), *_doubled_ids(text, located)]
    version = Version(document, text, fingerprint(content), origin(located))
    return ReadVersion(None if problems else version, (*filled.problems, *problems), filled.links)


def _number_is_name(text: VersionText, number: VersionNumber, located: Located) -> Iterator[Problem]:
    if text.version != number:
        yield Problem(
            located.at(("version",)),
            "version-not-its-name",
            f"This file is named {number}.yml and says that it is version {text.version}.",
            f"Rename the file to {text.version}.yml, or write here:  version: {number}",
        )


def _doubled_ids(text: VersionText, located: Located) -> Iterator[Problem]:
    """Find sections and rules with one id: on the page, links could lead to one of them only."""
    first: dict[str, tuple[str, int]] = {}
    for name, path in _ids(text):
        what = "rule" if "rules" in path else "section"
        place = located.at(path)
        if name in first:
            other, line = first[name]
            yield Problem(
                place,
                "duplicate-id",
                f'The {other} on line {line} has the id "{name}" already.',
                f"Give this {what} another id. A {what} that was published before keeps the id that it had.",
            )
        else:
            first[name] = (what, place.line)


def _ids(text: VersionText) -> Iterator[tuple[str, FieldPath]]:
    for place, section in enumerate(text.sections):
        yield section.id, ("sections", place, "id")
        for position, rule in enumerate(section.rules):
            yield rule.id, ("sections", place, "rules", position, "id")
