"""What is declared withheld is withheld: the version is there, and its words are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from inforce.model.guidance import WITHHELD, Document, Version, Withheld
from inforce.model.library import Library
from inforce.model.problem import Problem, listed


def withheld_words(library: Library, _day: date) -> Iterator[Problem]:
    """Nobody is told of words that were taken out where they stand still, or where there never were any."""
    for document in library.documents:
        for position, withheld in enumerate(document.details.withheld):
            if found := _wrong(document, withheld):
                place = document.origin.place("withheld", position, found[0])
                yield Problem(place, "withheld-not-so", *found[1:])


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
    standing = [rule.id for rule in version.rules if withheld.rule in (None, rule.id) and rule.text != WITHHELD]
    if not standing:
        return None
    what = f'The words of rule "{standing[0]}" are declared withheld from version {version.number}, and stand there.'
    return "version", what, "Take this entry out. To withhold the words, use the command:  inforce withhold"


def _fingerprint(version: Version, every: Sequence[Withheld]) -> tuple[str, str, str] | None:
    known = {one.fingerprint for one in every}
    if len(known) == 1 and version.fingerprint not in known:
        return None
    what = f"The fingerprint given for version {version.number} is not the one under which it was published."
    return "fingerprint", what, "Write the fingerprint that inforce withhold noted: its page shows it."
