"""How pages say what kind of change a version is, and who approved it."""

from __future__ import annotations

from inforce.model.catalogue import N_, _
from inforce.model.dates import in_words
from inforce.model.guidance import Approval, ChangeKind, Document, Version
from inforce.model.texts import paragraphs

_KINDS = {
    ChangeKind.FIRST: N_("First version"),
    ChangeKind.MAJOR: N_("Changes what you must do"),
    ChangeKind.MINOR: N_("Minor changes"),
    ChangeKind.PATCH: N_("Typing error corrected"),
}


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


def approval_in_words(approved: Approval | None) -> str:
    """Return who approved a version and when, as far as it is recorded."""
    if approved is None:
        return _("not recorded")
    if approved.on is None:
        return _("{approver} (date not recorded)", approver=approved.by)
    return _("{approver}, {day}", approver=approved.by, day=in_words(approved.on))
