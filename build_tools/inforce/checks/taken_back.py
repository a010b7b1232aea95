"""What is taken back stays so: versions cancelled before they applied, and words that were withheld."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from inforce.checks.check import finds
from inforce.model.dates import in_words
from inforce.model.guidance import WITHHELD, CallOff, Document, Version, Withheld
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem, listed


@finds("called-off-not-there", "A document cancels a version that does not exist.")
@finds("called-off-too-late", "A document cancels a version that had already come into force.")
@finds("called-off-twice", "A document cancels one version twice.")
@finds("withheld-not-so", "Words are said to be withheld that are still there, or never were.")
def taken_back(library: Library, _day: date) -> Iterator[Problem]:
    """A version that is cancelled is there and had not come into force by then; words that are withheld are gone."""
    for document in library.documents:
        yield from _call_offs(document)
        for position, withheld in enumerate(document.details.withheld):
            if found := _wrong(document, withheld):
                place = document.origin.place("withheld", position, found[0])
                yield Problem(place, "withheld-not-so", *found[1:])


def _call_offs(document: Document) -> Iterator[Problem]:
    seen: set[VersionNumber] = set()
    for position, off in enumerate(document.details.called_off):
        version = document.version(off.version)
        if version is None:
            yield _not_there(document, position, off)
        elif off.version in seen:
            yield _twice(document, position, off)
        elif version.in_force_from is None or version.in_force_from < off.on:
            yield _too_late(document, position, off, version)
        seen.add(off.version)


def _not_there(document: Document, position: int, off: CallOff) -> Problem:
    there = ", ".join(str(version.number) for version in document.versions)
    return Problem(
        document.origin.place("called_off", position, "version"),
        "called-off-not-there",
        f"Version {off.version} is cancelled, but there is no file of that version.",
        f"Write the number of a version that is there ({there}). If its file was deleted, put it back: "
        "what was published stays.",
    )


def _twice(document: Document, position: int, off: CallOff) -> Problem:
    return Problem(
        document.origin.place("called_off", position, "version"),
        "called-off-twice",
        f"Version {off.version} is cancelled twice.",
        "Leave the entry that says when and why, and delete the other.",
    )


def _too_late(document: Document, position: int, off: CallOff, version: Version) -> Problem:
    begins = version.in_force_from
    since = f"it had been in force since {in_words(begins)}" if begins else "it was in force, since an unknown date"
    return Problem(
        document.origin.place("called_off", position, "on"),
        "called-off-too-late",
        f"Version {off.version} was cancelled on {in_words(off.on)}, but by then {since}.",
        "You cannot cancel a version that has applied. Publish a new version, or withdraw the document.",
    )


def _wrong(document: Document, withheld: Withheld) -> tuple[str, str, str] | None:
    """Return the field that is wrong, what is wrong, and what to do."""
    number = withheld.version
    version = document.version(number)
    if version is None:
        there = listed(str(one.number) for one in document.versions)
        said = f"Words are withheld from version {number}, which is not there."
        return None if number in document.unread else ("version", said, f"There are {there}.")
    rules = [rule.id for rule in version.rules]
    if withheld.rule is not None and withheld.rule not in rules:
        what = f'Version {number} has no rule "{withheld.rule}" from which words could be withheld.'
        return "rule", what, f"It has {listed(rules)}."
    return _stand_still(version, withheld) or _fingerprint(version, document.withheld_from(version))


def _stand_still(version: Version, withheld: Withheld) -> tuple[str, str, str] | None:
    if withheld.part:
        if version.text.title == WITHHELD:
            return None
        what = f"The title of version {version.number} is declared withheld, but is still there."
        return "part", what, "Take this entry out. To withhold it, use the command:  inforce withhold --title"
    standing = [rule.id for rule in version.rules if withheld.rule in (None, rule.id) and rule.text != WITHHELD]
    if not standing:
        return None
    what = (
        f'The words of rule "{standing[0]}" are declared withheld from version {version.number}, but are still there.'
    )
    return "version", what, "Take this entry out. To withhold the words, use the command:  inforce withhold"


def _fingerprint(version: Version, every: Sequence[Withheld]) -> tuple[str, str, str] | None:
    known = {one.fingerprint for one in every}
    if len(known) == 1 and version.fingerprint not in known:
        return None
    what = f"The fingerprint given for version {version.number} is not the one under which it was published."
    return "fingerprint", what, "Write the fingerprint that inforce withhold noted: its page shows it."
