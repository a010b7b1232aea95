"""What one version changed, the versions after it keep, unless it is declared that a change was undone, and why.

A correction is easily lost: it is made to the version in force while another, written before it, waits for its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from inforce.checks.check import applies, finds, undone_in_words
from inforce.compare.reverts import Undone, texts_that_differ, texts_through, undone
from inforce.model.dates import in_words
from inforce.model.guidance import Document, UndoneChange, Version
from inforce.model.library import Library
from inforce.model.problem import Problem


@finds("change-undone", "A version brings back what an earlier version had changed, and does not say why.")
@finds("undone-change-not-there", "A document says that a version undoes a change, and it does not.")
def changes_are_kept(library: Library, day: date) -> Iterator[Problem]:
    """No version that is in force or upcoming says again what an earlier one had changed, unless that is declared.

    A rule that came in may be taken out by whoever knew of it; words that come back are always told, for they come
    back unnoticed.
    """
    for document in library.documents:
        for version in document.applying[2:]:
            if applies(document, version, day) and not document.details.withheld:
                yield from _kept(document, version, day)
        for position, declared in enumerate(document.details.undoes):
            if not _is_there(document, declared):
                yield _not_there(document, position, declared)


def _kept(document: Document, version: Version, day: date) -> Iterator[Problem]:
    *earlier, now = texts_through([one for one in document.applying if one.number <= version.number])
    declared = {one.change_of for one in document.details.undoes if one.version == version.number}
    last = earlier[-1]
    names = texts_that_differ(last, now)
    for was, became in pairwise(earlier) if names else ():
        changed = became.version
        if changed.number in declared:
            continue
        already = {one.text for one in undone(was, became, last, names)} if became is not last else set()
        knew = _knew(version, changed)
        found = [one for one in undone(was, became, now, names) if one.text not in already and not (one.whole and knew)]
        if found:
            yield _undone(changed, version, found, day)


def _knew(version: Version, changed: Version) -> bool:
    """Whether *version* was approved while *changed* was in force: what it leaves out then was left out knowingly."""
    approved, begins = version.text.approved, changed.in_force_from
    return bool(approved and approved.on and begins and begins <= approved.on)


def _undone(changed: Version, version: Version, found: list[Undone], day: date) -> Problem:
    first, *more = found
    also = f" So it does in {len(more)} more place{'s' if len(more) > 1 else ''}." if more else ""
    begins = version.in_force_from
    lies_ahead = begins is not None and begins >= day
    publish = "publish a version with a higher number that has it" + (
        f", in force from the same day, and cancel {version.number} in document.yml" if lies_ahead else ""
    )
    return Problem(
        version.origin.place(*first.path),
        "change-undone",
        f"Version {version.number}, in force from {in_words(begins) if begins else 'a day that is not known'}, "
        f"undoes what version {changed.number} changed: {first.said}{also}",
        f"Put what version {changed.number} changed into version {version.number}; if that is published already, "
        f"{publish}. If it is right to undo the change, declare it in document.yml:  "
        f"{undone_in_words(version.number, changed.number)}",
    )


def _is_there(document: Document, declared: UndoneChange) -> bool:
    """Whether the version undoes what it is declared to undo; of a version that was cancelled, nothing is asked."""
    version, changed = document.version(declared.version), document.version(declared.change_of)
    if version is None or changed is None:
        return False
    if document.call_off(version) or document.call_off(changed):
        return True
    if not document.applying[0].number < changed.number < version.number:
        return False
    texts = {one.version.number: one for one in texts_through(document.applying)}
    before = max(number for number in texts if number < changed.number)
    return any(undone(texts[before], texts[changed.number], texts[version.number]))


def _not_there(document: Document, position: int, declared: UndoneChange) -> Problem:
    return Problem(
        document.origin.place("undoes", position),
        "undone-change-not-there",
        f"Version {declared.version} is declared to undo what version {declared.change_of} changed, and does not.",
        "Remove the declaration, or correct its numbers: version is the one that says again what was said before, "
        "change_of the earlier one that had changed it.",
    )
