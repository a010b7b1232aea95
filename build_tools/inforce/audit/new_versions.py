"""Holds what a new version claims of itself against what it changes: its day, its approval, and the ids of its rules.

New are the versions that neither the base nor the register has. A version that is published is never edited, so what
it claims is not held any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final

from rapidfuzz import fuzz

from inforce.compare.changes import RuleChange, compare
from inforce.model.block_text import words_of
from inforce.model.dates import in_words
from inforce.model.guidance import Document, Rule, Version
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.placeholders import APPROVED_ON, APPROVER
from inforce.model.problem import Problem, Severity

_ALIKE: Final = 85
"""From how many hundredths of the same letters two rules on are likely one."""


def verify_new_versions(
    library: Library, published: Collection[tuple[str, VersionNumber]], day: date
) -> Iterator[Problem]:
    """Yield what new versions claim and what is not so; *published* are the others, by document and number."""
    for document in library.documents:
        earlier = [one for one in document.versions if (document.id, one.number) in published]
        for version in document.versions:
            if version not in earlier:
                yield from _approval(document, version, day)
                yield from _dated_back(version, day) if earlier else ()
                yield from _ids(document, version)


def _approval(document: Document, version: Version, day: date) -> Iterator[Problem]:
    """A version after the first is approved, not after the day it is for, and not in the future."""
    approved, begins = version.text.approved, version.in_force_from
    if approved is None:
        if version.number != min(one.number for one in document.versions):
            yield Problem(
                version.origin.place("approved"),
                "approval-missing",
                f"Nobody is named who approved version {version.number}.",
                f"Add the lines:  approved:\n  by: {APPROVER}\n  on: {APPROVED_ON}",
            )
        return
    place, remedy = version.origin.place("approved", "on"), "Write the date on which it was approved."
    if approved.on and begins and approved.on > begins:
        what = (
            f"Version {version.number} says that it was approved on {in_words(approved.on)}, after the date from which "
            f"it applies, {in_words(begins)}."
        )
        yield Problem(place, "approval-too-late", what, f"{remedy} Or let the version apply from a later date.")
    elif approved.on and approved.on > day:
        what = f"Version {version.number} says that it was approved on {in_words(approved.on)}, which has not come yet."
        yield Problem(place, "approval-too-late", what, remedy, severity=Severity.WARNING)


def _dated_back(version: Version, day: date) -> Iterator[Problem]:
    begins = version.in_force_from
    if begins and begins < day and not version.text.change.dated_back:
        yield Problem(
            version.origin.place("in_force_from"),
            "dated-back",
            f"Version {version.number} is new and says that it has applied since {in_words(begins)}. Nobody could read "
            "it then.",
            f"Write {day.isoformat()} or a later date. If it did apply before it is published here, say why below the "
            "note of the change:  dated_back: why it applies from a date that has passed, for readers",
        )


def _ids(document: Document, version: Version) -> Iterator[Problem]:
    previous = max((one for one in document.applying if one.number < version.number), key=_number, default=None)
    if previous is None:
        return
    changes = compare(previous, version).rules
    removed = [change.old.rule for change in changes if change.old and not change.new]
    for change in changes:
        if change.new and not change.old:
            former = next((rule for rule in removed if _is_likely(rule, change.new.rule)), None)
            if former:
                yield _renamed(version, change, former)
        elif shifted := _shifted(change, tuple(previous.rules)):
            yield _renamed(version, change, shifted)


def _number(version: Version) -> VersionNumber:
    return version.number


def _is_likely(old: Rule, new: Rule) -> bool:
    """Whether *new* is likely the rule *old* under another id: nearly the same words, or the same words of a source."""
    quoted = {citation.quotes for citation in old.citations if citation.quotes}
    return fuzz.ratio(words_of(old.text), words_of(new.text)) >= _ALIKE or any(
        citation.quotes in quoted for citation in new.citations if citation.quotes
    )


def _shifted(change: RuleChange, before: Sequence[Rule]) -> Rule | None:
    """Return the rule that had, under another id, the very words that *change* gives to this one."""
    if change.new is None or change.words is None:
        return None
    words = words_of(change.new.rule.text)
    return next((rule for rule in before if rule.id != change.new.rule.id and words_of(rule.text) == words), None)


def _renamed(version: Version, change: RuleChange, former: Rule) -> Problem:
    placed = change.placed
    return Problem(
        version.origin.place(*placed.path, "id"),
        "rule-id-changed",
        f'Rule "{placed.rule.id}" says what rule "{former.id}" said before. With another id, links to it and its '
        "history end.",
        f'If it is the same rule, keep its id "{former.id}", or say which it had:  formerly: [{former.id}]\n'
        "If it is another rule, give it words of its own.",
    )
