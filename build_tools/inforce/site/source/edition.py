"""The page of an edition: what it is, how surely its words are known, what replaced it, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from inforce.model.catalogue import _
from inforce.model.sources import Edition, Passage, Source
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.block_html import as_html
from inforce.site.document.version import canonical_link
from inforce.site.marked_words import Link, Notice, Prose, link, prose
from inforce.site.page import Heading, Page, SearchEntry, SearchFacts
from inforce.site.phrases.changes import version_name
from inforce.site.phrases.currency import status_in_words
from inforce.site.phrases.editions import (
    evidence_in_words,
    page_in_words,
    proof_in_words,
    published,
    short_name,
    when,
    with_certainty,
)
from inforce.site.publication import Publication, Reliance
from inforce.site.source.edition_changes import ANCHOR, EditionChangesView, edition_changes, named
from inforce.site.templates import render


class PassageView(NamedTuple):
    """A passage with its words."""

    id: str
    label: str
    where: str
    words: Markup


class RelianceView(NamedTuple):
    """A version that rests on the edition, and the rules by which it does."""

    version: Link
    status: str
    rules: tuple[Link, ...]


class EditionView(NamedTuple):
    """Everything on the page."""

    title: str
    short_name: str
    notices: tuple[Notice, ...]
    facts: tuple[tuple[str, Prose], ...]
    evidence: str
    evidence_note: str
    not_verified: tuple[str, ...]
    reliances: tuple[RelianceView, ...]
    past: tuple[RelianceView, ...]
    changes: EditionChangesView | None
    passages: tuple[PassageView, ...]


def edition_pages(publication: Publication) -> Iterator[Page]:
    """Yield a page for every edition of every source."""
    for source in publication.library.sources:
        for edition in source.editions:
            yield _page(publication, source, edition)


def _page(publication: Publication, source: Source, edition: Edition) -> Page:
    view = _view(publication, source, edition)
    address = addresses.edition(source.id, edition.id)
    return Page(
        address=address,
        title=f"{view.short_name} - {publication.site.name}",
        description=_(
            "{title}, {published}: what replaced it and which rules use it.",
            title=edition.details.title,
            published=published(edition),
        ),
        body=render("edition.html", view),
        contents=_contents(view),
        head=canonical_link(publication, address),
        search=(SearchEntry("", view.short_name, edition.details.title),),
        found_as=SearchFacts("source", view.short_name, "replaced" if edition.details.replaced else ""),
    )


def _contents(view: EditionView) -> tuple[Heading, ...]:
    passages = (Heading("its_passages", _("Passages")),) if view.passages else ()
    return (
        Heading("what_is_sure", _("How reliable this text is")),
        Heading("what_rests_on_it", _("Guidance that uses this source")),
        *((Heading(ANCHOR, view.changes.heading),) if view.changes else ()),
        *passages,
    )


def _view(publication: Publication, source: Source, edition: Edition) -> EditionView:
    details = edition.details
    reliances = publication.reliances(edition)
    return EditionView(
        title=details.title,
        short_name=short_name(edition),
        notices=tuple(_notices(source, edition, publication.day)),
        facts=tuple(_facts(source, edition)),
        evidence=evidence_in_words(edition),
        evidence_note=details.evidence_note or "",
        not_verified=details.not_verified,
        reliances=tuple(_reliance(one) for one in reliances if _is_live(one)),
        past=tuple(_reliance(one) for one in reliances if not _is_live(one)),
        changes=edition_changes(source, edition, [one for one in reliances if _is_live(one)]),
        passages=tuple(
            PassageView(passage.id, passage.label, _where(edition, passage), as_html(passage.text))
            for passage in details.passages
        ),
    )


def _where(edition: Edition, passage: Passage) -> str:
    """Return the page of a passage, and whether it was found in the original, as far as there is anything to say."""
    page, proof = page_in_words(passage), proof_in_words(edition, passage)
    return _("{page}. {proof}", page=page, proof=proof) if page and proof else page or proof


def _notices(source: Source, edition: Edition, day: date) -> Iterator[Notice]:
    details = edition.details
    if details.replaced:
        note: list[Prose] = [(details.replaced.note,)] if details.replaced.note else []
        moment = when(details.replaced.on)
        if details.replaced.on.lies_ahead(day):
            heading = _("This edition will be replaced {when}", when=moment)
        else:
            heading = _("This edition was replaced {when}", when=moment)
        by = prose(_("By {newer}."), newer=named(source, details.replaced.by))
        yield Notice("superseded", heading, (by, *note))
    for later in (edition, *source.replacements(edition)):
        if later.details.caution:
            yield Notice("warning", _("What may have changed since"), ((later.details.caution,),))


def _facts(source: Source, edition: Edition) -> Iterator[tuple[str, Prose]]:
    details = edition.details
    yield _("Published by"), (details.publisher,)
    yield _("Published"), (details.published.in_words,)
    if details.reference:
        yield _("Reference"), (details.reference,)
    if details.legal_status:
        yield _("Legal status"), (details.legal_status.capitalize(),)
    for before in source.editions:
        if before.details.replaced and before.details.replaced.by == edition.id:
            yield _("Replaced"), (named(source, before.id),)
    if details.address:
        address, note = Link(details.address, details.address), details.address_note
        yield _("Where to find it"), prose(_("{address}. {note}"), address=address, note=note) if note else (address,)
    if details.licence:
        licence = details.licence
        name = Link(licence.name, licence.address) if licence.address else licence.name
        yield _("Licence"), with_certainty(name, licence.certainty)
        if details.licence.attribution:
            yield _("Attribution"), (details.licence.attribution,)
    else:
        yield _("Licence"), (_("Not recorded"),)
    if edition.original and details.original:
        yield _("Original"), (f"{edition.original.name}, SHA-256 {details.original.sha256}",)


def _is_live(reliance: Reliance) -> bool:
    return reliance.document.status(reliance.version) in (Status.IN_FORCE, Status.UPCOMING)


def _reliance(reliance: Reliance) -> RelianceView:
    version = reliance.version
    address = addresses.version(version)
    return RelianceView(
        version=link(version_name(version), address),
        status=status_in_words(reliance.document, version),
        rules=tuple(
            link(_("rule {number}", number=number), address, rule.id) for number, rule, _passages in reliance.rules
        ),
    )
