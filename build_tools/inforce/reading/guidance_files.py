"""The files of guidance and the settings of the site, and what is left to fill in in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from inforce.model.guidance import DocumentDetails, Version, VersionText, without_withheld
from inforce.model.library import Settings
from inforce.model.names import VersionNumber
from inforce.model.originals import fingerprint
from inforce.model.placeholders import PLACEHOLDERS, code_of, normalised, placeholder_fault
from inforce.model.problem import FieldPath, Origin, Place, Problem, listed
from inforce.model.rules import Rule
from inforce.parsing.files import origin, read_file
from inforce.parsing.located_yaml import Located, Value
from inforce.parsing.resolved_texts import as_block_text, resolved
from inforce.parsing.suggestions import did_you_mean
from inforce.parsing.texts import PlacedLink


@dataclass(frozen=True)
class ToFill:
    """A place that the editor has to fill in: its line, and the words that stand there."""

    line: int
    words: str


def left_to_fill(located: Located) -> tuple[ToFill, ...]:
    """Return every place of a file where words stand to be replaced, from the top."""
    found = (
        ToFill(located.at(path).line, normalised(text))
        for path, text in _texts(located.value, ())
        if normalised(text) in PLACEHOLDERS
    )
    return tuple(sorted(found, key=lambda one: one.line))


def placeholder_problems(located: Located) -> Iterator[Problem]:
    """Find what is to be filled in, where the checks cannot, so that an editor is told all at once.

    The checks see what could be read: not a version as long as its day is missing, and no document without a version.
    """
    for path, text in _texts(located.value, ()):
        if left := placeholder_fault(text):
            yield Problem(located.at(path), code_of(text), *left)


def _texts(value: Value, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        yield path, value
        return
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _texts(inner, (*path, name))


MOST_KEY_POINTS = 5
MOST_LEVELS = 3
"""So many sections may stand in each other."""


_WHAT = {"sections": "section", "rules": "rule", "items": "item", "terms": "term"}


@dataclass(frozen=True)
class ReadVersion:
    """What came of the file of a version."""

    version: Version | None
    problems: tuple[Problem, ...]
    links: tuple[PlacedLink, ...]
    pictures: tuple[PlacedLink, ...] = ()


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
    text = as_block_text(filled.value, filled.format)
    version = resolved(Version(document, text, fingerprint(content), origin(located)))
    problems = [*_number_is_name(text, number, located), *_doubled_ids(version, located), *_sections(version, located)]
    problems += _named_rules(version, located)
    return ReadVersion(None if problems else version, (*filled.problems, *problems), filled.links, filled.pictures)


def says_the_rest(published: bytes, now: bytes, number: VersionNumber, taken: Collection[str | None]) -> bool:
    """Whether a version says *now* what was *published*, but for what was *taken* out of it.

    Where words were withheld before, *published* may be what was left then.
    """
    then, here = (read_version(one, "", "", number).version for one in (published, now))
    if then is None or here is None:
        return False
    return without_withheld(then.text, taken) == here.text


def _number_is_name(text: VersionText, number: VersionNumber, located: Located) -> Iterator[Problem]:
    if text.version != number:
        yield Problem(
            located.at(("version",)),
            "version-not-its-name",
            f"This file is named {number}.yml and says that it is version {text.version}.",
            f"Rename the file to {text.version}.yml, or write here:  version: {number}",
        )


def _sections(version: Version, located: Located) -> Iterator[Problem]:
    """Find sections with nothing in them, and those that stand too deep."""
    for path, level, section in version.located_sections():
        if not (section.rules or section.introduction or section.sections):
            yield Problem(
                located.at(path),
                "missing-field",
                f'The section "{section.id}" has a heading and nothing under it.',
                "Add the lines:  rules:\n  - id: a-short-name\n    text: …",
            )
        if level == MOST_LEVELS + 1:
            yield Problem(
                located.at(path),
                "sections-too-deep",
                f'The section "{section.id}" is inside {level - 1} others. Sections can have {MOST_LEVELS} levels.',
                "Move it out of that section.",
            )


def _named_rules(version: Version, located: Located) -> Iterator[Problem]:
    """Find rules that are named and not there, and more key points than anyone reads."""
    ids = [rule.id for rule in version.rules]
    points = version.text.key_points
    named: list[tuple[str, FieldPath]] = [
        (point.rule, ("key_points", at, "rule")) for at, point in enumerate(points) if point.rule
    ]
    for path, rule in version.located_rules():
        successors = rule.deprecated.successors if rule.deprecated else ()
        named += [(name, (*path, "deprecated", "successors", at)) for at, name in enumerate(successors)]
    for name, where in named:
        if name not in ids:
            yield Problem(
                located.at(where),
                "unknown-rule",
                f'This version has no rule "{name}".',
                did_you_mean(name, ids) or f"It has {listed(ids)}.",
            )
    if len(points) > MOST_KEY_POINTS:
        yield Problem(
            located.at(("key_points", MOST_KEY_POINTS)),
            "too-many-key-points",
            f"There are {len(points)} key points. Readers take in {MOST_KEY_POINTS} at most.",
            "Keep the most important and delete the others: the rules say the same.",
        )


def _doubled_ids(version: Version, located: Located) -> Iterator[Problem]:
    """Find sections and rules with one id: on the page, links could lead to one of them only."""
    first: dict[str, tuple[str, int]] = {}
    for name, path in _ids(version):
        what = _WHAT[next(str(step) for step in reversed(path[:-1]) if isinstance(step, str))]
        place = located.at(path)
        if name in first:
            other, line = first[name]
            yield Problem(
                place,
                "duplicate-id",
                f'The {other} on line {line} has the id "{name}" already.',
                f"Give this {what} another id. A {what} that is already published keeps its id.",
            )
        else:
            first[name] = (what, place.line)


def _ids(version: Version) -> Iterator[tuple[str, FieldPath]]:
    """Yield every id of *version* with its path, in the order in which they stand."""
    for path, _, section in version.located_sections():
        yield section.id, (*path, "id")
        for position, part in enumerate(section.rules):
            if isinstance(part, Rule):
                rule: FieldPath = (*path, "rules", position)
                yield part.id, (*rule, "id")
                yield from ((item.id, (*rule, "items", at, "id")) for at, item in enumerate(part.items))
    yield from ((term.id, ("terms", at, "id")) for at, term in enumerate(version.text.terms))


def read_settings(content: bytes, file: str) -> tuple[Settings, Place, tuple[Problem, ...]]:
    """Read the bytes of a ``site.yml``, and say where in it the language is set.

    Where it cannot be read, the settings are the usual ones.
    """
    filled, located = read_file(content, file, Settings)
    settings = filled.value
    if settings is None or located is None:
        return Settings(), Place(file), filled.problems
    language_set = located.at(("language",))
    if settings.time_zone == Settings().time_zone or _exists(settings.time_zone):
        return settings, language_set, filled.problems
    return Settings(), language_set, (*filled.problems, _no_time_zone(settings.time_zone, located.at(("time_zone",))))


def _exists(name: str) -> bool:
    from zoneinfo import ZoneInfo  # noqa: PLC0415  # most sites keep the usual time zone

    if not name[:1].isupper() or name == "Factory":  # localtime and the like are what the machine has set
        return False
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return False
    return True


def _no_time_zone(name: str, place: Place) -> Problem:
    from zoneinfo import available_timezones  # noqa: PLC0415 -- only a wrong name asks

    named = (one for one in available_timezones() if not one.startswith("Etc/"))  # where GMT+1 is west of Greenwich
    return Problem(
        place,
        "unknown-time-zone",
        f'There is no time zone "{name}".',
        did_you_mean(name, named) or "Write a continent and a city, such as Europe/London",
    )
