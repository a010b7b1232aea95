"""How pages name versions, say what kind of change they are and how much it weighs, and who approved it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from inforce.model.catalogue import N_, _
from inforce.model.dates import in_words
from inforce.model.guidance import Approval, ChangeKind, Document, Version
from inforce.model.names import paragraphs
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.currency import status_in_words
from inforce.site.phrases.verdicts import as_named, label_of
from inforce.wording.departures import DepartureClass, Difference

_KINDS = {
    ChangeKind.FIRST: N_("First version"),
    ChangeKind.MAJOR: N_("Changes what you must do"),
    ChangeKind.MINOR: N_("Minor changes"),
    ChangeKind.PATCH: N_("Typing error corrected"),
}

COUNTS: Final[Mapping[str, str]] = {
    "meaning": N_("Changes the meaning"),
    "added": N_("New"),
    "removed": N_("Removed"),
    "wording": N_("Other words"),
    "typography": N_("Written otherwise"),
    "source": N_("The same words, another source or approval"),
    "moved": N_("The same words, another place, number or link"),
}
"""What became of a rule, the gravest first, as the count of such rules says it."""


def kind_in_words(kind: ChangeKind) -> str:
    """Return what kind of change a version is, without a full stop."""
    return _(_KINDS[kind])


def change_in_words(document: Document, version: Version) -> tuple[str, ...]:
    """Return in paragraphs what *version* changed, and which earlier changes it undoes, and why."""
    late = version.text.change.dated_back
    return (
        *paragraphs(version.text.change.note),
        *((_("It applies from a date before it was published here:"), *paragraphs(late)) if late else ()),
        *(
            paragraph
            for undone in document.undone_by(version)
            for paragraph in (
                _("It undoes what version {version} changed:", version=undone.change_of),
                *paragraphs(undone.reason),
            )
        ),
    )


def approval_in_words(approved: Approval | None, day: date) -> str:
    """Return who approved a version and when, as far as it is recorded; on a *day* before that it is only planned."""
    if approved is None:
        return _("not recorded")
    if approved.on is None:
        return _("{approver} (date not recorded)", approver=as_named(approved.by))
    said = _("{approver}, {day}") if approved.on <= day else _("{approver}, planned for {day}")
    return _(said, approver=as_named(approved.by), day=in_words(approved.on))


class Chip(NamedTuple):
    """A class of change: the class, and how to say it."""

    kind: str
    label: str


def with_labels(heading: str, found: Iterable[Chip]) -> str:
    """Return *heading* with what its chips say behind it, where words stand alone."""
    for chip in found:
        heading = _("{heading} ({label})", heading=heading, label=chip.label)
    return heading


def chips(differences: Iterable[Difference]) -> tuple[Chip, ...]:
    """Return the chip of the weightiest of *differences*; none where there is none."""
    found = tuple(differences)
    kinds = {difference.kind for difference in found}
    weight = next((kind for kind in reversed(DepartureClass) if kind in kinds), None)
    return chip_of(weight, reverses=any(difference.reverses for difference in found))


def chip_of(weight: DepartureClass | None, *, reverses: bool) -> tuple[Chip, ...]:
    """Return the chip of a change that weighs so much; none where no word changed."""
    if reverses:
        return (Chip(DepartureClass.MEANING.value, _("reverses the meaning")),)
    return (Chip(weight.value, label_of(weight)),) if weight else ()


def version_name(version: Version) -> str:
    """Return "Sharing information, version 1.1.0"."""
    return _("{title}, version {version}", title=version.text.title, version=version.number)


def withdrawn_title(title: str) -> str:
    """Return the *title* of a document that no longer applies, and that it does not."""
    return _("{title} (withdrawn)", title=title)


def changes_name(older: Version, newer: Version) -> str:
    """Return what a comparison of two versions is called wherever it stands."""
    return _(
        "{title}: changes from version {older} to {newer}",
        title=newer.text.title,
        older=older.number,
        newer=newer.number,
    )


def number_and_status(document: DocumentOnDay, version: Version) -> str:
    """Return "1.1.0 (superseded)"."""
    status = status_in_words(document, version)
    return _("{version} ({status})", version=version.number, status=status)
