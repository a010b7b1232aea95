"""The kind of change that a version declares is as large as what it changes for its readers, and its number agrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from inforce.checks.severity import Found, applies, problem
from inforce.compare.changes import ChangeOf, RuleChange, TextChange, VersionChanges, compare
from inforce.compare.version_texts import TextOf
from inforce.model.catalogue import N_, _
from inforce.model.guidance import ChangeKind, Document, Version
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.problem import Problem
from inforce.wording.departures import DepartureClass, Difference

_HELD: Final = frozenset({ChangeKind.PATCH, ChangeKind.MINOR})


def kinds_of_change(library: Library, day: date) -> Iterator[Problem]:
    """No version changes more for its readers than the kind that it declares, and none has the number of another kind.

    A patch changes how words are written and nothing else; a minor version touches the meaning of nothing that stood
    in the version before. A major version may change anything.
    """
    for document in library.documents:
        for old, new in pairwise(document.applying):
            for found in (*_number(document, old, new), *_larger(old, new)):
                yield problem(found, new, open_to_change=applies(document, new, day))


@dataclass(frozen=True)
class Excess:
    """Something that a version changes and that its kind of change leaves no room for: where, and in words."""

    rule: str
    what: str


def excesses(changes: VersionChanges, kind: ChangeKind) -> Iterator[Excess]:
    """Return what *changes* more than the *kind* of change has room for, in the order of the document."""
    if kind not in _HELD:
        return
    for text in changes.texts:
        yield from _of_text("", text, kind)
    for rule in changes.rules:
        yield from _of_rule(rule, kind)


def _of_rule(change: RuleChange, kind: ChangeKind) -> Iterator[Excess]:
    name = change.placed.rule.id
    if change.kind is ChangeOf.REMOVED:
        yield Excess(name, _('it takes rule "{rule}" out', rule=name))
    if kind is ChangeKind.PATCH:
        if change.kind is ChangeOf.ADDED:
            yield Excess(name, _('it adds rule "{rule}"', rule=name))
        if change.moved:
            yield Excess(name, _('it moves rule "{rule}"', rule=name))
        if change.sources_changed:
            yield Excess(name, _('it changes what rule "{rule}" cites', rule=name))
    if change.strength_changed:
        yield Excess(name, _('it changes how binding rule "{rule}" is declared to be', rule=name))
    for text in (change.words, change.local_practice, change.declared):
        if text:
            yield from _of_text(name, text, kind)


def _of_text(rule: str, text: TextChange, kind: ChangeKind) -> Iterator[Excess]:
    minor = kind is ChangeKind.MINOR
    if minor and (text.what is TextOf.DECLARED or not text.pair.was):
        return  # a declaration has a reason of its own; a text that is new is an addition
    for difference in text.differences:
        if difference.kind is DepartureClass.MEANING or (not minor and difference.kind is DepartureClass.WORDING):
            yield Excess(rule, _says(difference))


def _says(difference: Difference) -> str:
    said = (
        N_('"{before}" became "{after}", which touches the meaning')
        if difference.kind is DepartureClass.MEANING
        else N_('"{before}" became "{after}", which are other words')
    )
    return _(said, before=difference.theirs_in_short, after=difference.ours_in_short)


_ROOM: Final = {
    ChangeKind.PATCH: N_("A patch changes how words are written, and nothing else."),
    ChangeKind.MINOR: N_("A minor version adds, or says the same in other words."),
}


def _larger(old: Version, new: Version) -> Iterator[Found]:
    kind = new.text.change.kind
    if kind not in _HELD:
        return
    found = list(excesses(compare(old, new), kind))
    if not found:
        return
    first, *more = found
    also = _(" There are {count} more such changes.", count=len(more)) if more else ""
    yield Found(
        ("change", "kind"),
        "change-larger-than-its-kind",
        _('Version {version} is of the kind "{kind}", but {what}.', version=new.number, kind=kind, what=first.what)
        + also,
        _(_ROOM[kind]) + " " + _("Choose a larger kind and the number that belongs to it, or take the change out."),
    )


def _number(document: Document, old: Version, new: Version) -> Iterator[Found]:
    kind = new.text.change.kind
    smallest = _kind_of_number(old.number, new.number)
    taken = {one.version for one in document.details.called_off}
    if kind is ChangeKind.FIRST or smallest is kind or (taken and kind is not ChangeKind.PATCH):
        return
    if _SIZES.index(smallest) < _SIZES.index(kind) and any(one.number > new.number for one in document.applying):
        return  # there was no room for the number of its kind below a version that comes after it
    yield Found(
        ("change", "kind"),
        "number-not-of-its-kind",
        _(
            'Version {version} is of the kind "{kind}", but its number says "{other}": {old} came before it.',
            version=new.number,
            kind=kind,
            other=smallest,
            old=old.number,
        ),
        _("Give it the next number of its kind, as inforce revise does, or correct the kind."),
    )


_SIZES: Final = (ChangeKind.PATCH, ChangeKind.MINOR, ChangeKind.MAJOR)


def _kind_of_number(old: VersionNumber, new: VersionNumber) -> ChangeKind:
    """Return which kind of change leads from the number *old* to *new*."""
    if new.major != old.major:
        return ChangeKind.MAJOR
    return ChangeKind.MINOR if new.minor != old.minor else ChangeKind.PATCH
