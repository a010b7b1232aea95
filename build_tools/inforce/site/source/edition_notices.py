"""The warning that an edition was replaced, on every page of a version that cites it."""

from __future__ import annotations

from collections.abc import Iterator

from inforce.model.catalogue import _
from inforce.model.guidance import Version
from inforce.model.sources import Edition, Replacement, Source
from inforce.model.standing import Standing
from inforce.site import addresses
from inforce.site.citations import lies_ahead, short_name, when
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.prose import Link, Notice, Prose, link, prose
from inforce.site.publication import Publication


def edition_notices(publication: Publication, document: DocumentOnDay, version: Version) -> Iterator[Notice]:
    """Yield a notice for each edition that *version* cites and that another has replaced or will replace."""
    applies = document.standing(version) in (Standing.IN_FORCE, Standing.UPCOMING)
    owner = document.document.details.owner if applies else ""
    for edition in publication.cited_editions(version):
        source, replaced = publication.library.source(edition.source), edition.details.replaced
        if source and replaced:
            ahead = lies_ahead(replaced.on, publication.day)
            yield _ahead(source, edition, replaced) if ahead else _replaced(source, edition, replaced, owner)


def _ahead(source: Source, edition: Edition, replaced: Replacement) -> Notice:
    what = prose(
        _("This version cites {edition}. It will be replaced {when} by {newer}."),
        edition=_link(edition),
        when=when(replaced.on),
        newer=named(source, replaced.by),
    )
    note: tuple[Prose, ...] = ((replaced.note,),) if replaced.note else ()
    return Notice("warning", _("The edition that this version cites will be replaced"), (what, *note))


def _replaced(source: Source, edition: Edition, replaced: Replacement, owner: str) -> Notice:
    later = source.replacements(edition)
    what = prose(
        _("This version cites {edition}. It was replaced {when} by {newer}."),
        edition=_link(edition),
        when=when(replaced.on),
        newer=named(source, replaced.by),
    )
    note: Prose = (replaced.note,) if replaced.note else ()
    cautions: list[Prose] = [(one.details.caution,) for one in later if one.details.caution]
    newest: Prose = ()
    if len(later) > 1:
        newest = prose(_("The newest edition held here is {edition}."), edition=named(source, later[-1].id))
    act = prose(_("If you are not sure that it still applies, ask its owner: {owner}."), owner=owner)
    paragraphs = (what, newest, note, *cautions, act if owner else ())
    said = tuple(paragraph for paragraph in paragraphs if paragraph)
    return Notice("warning", _("This guidance quotes a source that has since been replaced"), said)


def named(source: Source, edition_id: str) -> str | Link:
    """Return "the edition of 19 April 2024", leading to its page where the edition is held."""
    edition = source.edition(edition_id)
    if edition is None:
        return _("the edition {id}", id=edition_id)
    text = _("the edition of {day}", day=edition.details.published.in_words)
    return link(text, addresses.edition(source.id, edition.id))


def _link(edition: Edition) -> Link:
    return link(short_name(edition), addresses.edition(edition.source, edition.id))
