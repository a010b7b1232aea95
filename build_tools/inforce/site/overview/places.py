"""HTML for the named places on ordinary pages: lists of guidance, changes and sources, and the check form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from inforce.model.catalogue import _, ngettext
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.sources import Edition
from inforce.site import addresses
from inforce.site.citations import lies_ahead, short_name
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.overview.events import Event, events
from inforce.site.page import ROOT, Page
from inforce.site.prose import Link, link
from inforce.site.publication import Publication
from inforce.site.site_facts import SiteFacts
from inforce.site.templates import render

RECENT = 10
"""How many changes the home page lists."""

NEWEST = 100
"""How many changes the page of changes lists before it sends readers to the page of a year."""

_NO_YEAR = "unknown"


@dataclass(frozen=True)
class Item:
    """An entry of a list."""

    link: Link
    summary: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Entries under a heading; *empty* is what stands in place of none."""

    heading: str
    items: tuple[Item, ...]
    empty: str = ""
    id: str = ""


@dataclass(frozen=True)
class ListView:
    """One or more groups, and where more is."""

    groups: tuple[Group, ...]
    more: tuple[Link, ...] = ()
    more_heading: str = ""


@dataclass(frozen=True)
class CheckFormView:
    """What the check form needs to say how an address is typed by hand."""

    by_hand: str


@dataclass(frozen=True)
class YearView:
    """A page of one year's changes."""

    title: str
    list: ListView


def places(publication: Publication) -> dict[str, str]:
    """Return the HTML for each named place."""
    changes = _changes(publication)
    come = [change for change in changes if change.has_come]
    return {
        "in-force": _list(*_by_topic(publication)),
        "recently-changed": _list(Group("", _changed(come[:RECENT]), _("No change is recorded yet."))),
        "coming-into-force": _list(Group("", tuple(_coming(changes)), _("Nothing is waiting to come into force."))),
        "sources": _list(*_sources(publication)),
        "check-form": render("check_form.html", CheckFormView(_by_hand(publication.site))),
        "changes": render("list.html", _newest(changes)),
        "manual": _manual(publication),
        "manual-in-foot": _manual_in_foot(publication),
    }


def _manual(publication: Publication) -> str:
    """Return the link to the manual for the list of what is in it; "" where there is none."""
    if not publication.has_manual:
        return ""
    text = _("All of it as one PDF")
    return Markup('<p class="manual-link"><a href="{}{}">{}</a></p>').format(ROOT, addresses.manual(), text)


def _manual_in_foot(publication: Publication) -> str:
    """Return the same for the foot of every page."""
    if not publication.has_manual:
        return ""
    text = _("All guidance in force as one PDF")
    return Markup('<p><a href="{}{}">{}</a></p>').format(ROOT, addresses.manual(), text)


def _by_hand(site: SiteFacts) -> str:
    example = addresses.check("7K3Q-9XMA")
    if site.address:
        return site.absolute(example).partition("://")[2]
    return _("the address of this site, then {path}", path=example)


def year_pages(publication: Publication) -> Iterator[Page]:
    """Yield a page of changes for each year that has any, where there are too many for one page."""
    changes = _changes(publication)
    for year, found in _by_year(changes).items() if len(changes) > NEWEST else ():
        title = _year_title(year)
        address = addresses.changes_of(year)
        yield Page(
            address=address,
            title=f"{title} - {publication.site.name}",
            description=_year_description(year),
            body=render("year.html", YearView(title, ListView((Group("", _changed(found)),)))),
            head=canonical_link(publication, address),
        )


def _list(*groups: Group) -> str:
    return render("list.html", ListView(groups))


def _by_topic(publication: Publication) -> Iterator[Group]:
    topics: dict[str, list[DocumentOnDay]] = defaultdict(list)
    no_topic = _("Other guidance")
    for document in publication.documents:
        if document.current:
            for topic in document.document.details.topics or (no_topic,):
                topics[topic].append(document)
    for topic in sorted(topics, key=lambda name: (name == no_topic, name.casefold())):
        documents = sorted(topics[topic], key=lambda document: (document.title.casefold(), document.id))
        yield Group(topic, tuple(_document(document) for document in documents), id=addresses.topic(topic))
    if not topics:
        yield Group("", (), _("No guidance is in force."))


def _document(document: DocumentOnDay) -> Item:
    version = document.shown
    begun = version.in_force_from
    since = _("In force since {day}", day=in_words(begun)) if begun else _("In force")
    return Item(
        link(version.text.title, addresses.document(document.id)),
        version.text.summary,
        (_("Version {version}", version=version.number), since, *_review(document, version)),
    )


def _review(document: DocumentOnDay, version: Version) -> tuple[str, ...]:
    due = document.review_due(version)
    if due is None:
        return ()
    if document.review_overdue(version):
        return (_("Review was due {day}", day=in_words(due)),)
    return (_("Review due {day}", day=in_words(due)),)


def _changes(publication: Publication) -> list[Event]:
    """Return everything that happens to any document, the latest first, and what nobody knows the day of last."""
    found = [event for document in publication.documents for event in events(document)]
    found.sort(key=lambda event: (event.document.title.casefold(), event.document.id))
    return sorted(found, key=lambda event: (event.day or date.min, event.version.number), reverse=True)


def _coming(changes: Iterable[Event]) -> Iterator[Item]:
    for change in sorted(changes, key=lambda event: event.day or date.min):
        if change.lies_ahead:
            yield _change(change)


def _changed(changes: Iterable[Event]) -> tuple[Item, ...]:
    return tuple(_change(change) for change in changes)


def _change(change: Event) -> Item:
    return Item(link(change.title, change.address), change.reason, change.facts)


def _by_year(changes: Iterable[Event]) -> dict[str, list[Event]]:
    years: dict[str, list[Event]] = defaultdict(list)
    for change in changes:
        years[f"{change.day.year:04}" if change.day else _NO_YEAR].append(change)
    return years


def _year_title(year: str) -> str:
    return _("Changes on days that are not known") if year == _NO_YEAR else _("Changes in {year}", year=year)


def _year_counted(year: str, count: int) -> str:
    return _("{year} ({count})", year=_year_title(year), count=count)


def _year_description(year: str) -> str:
    if year == _NO_YEAR:
        return _("Every change on a day that is not known.")
    return _("Every change in {year}: what came into force, and what was called off or withdrawn.", year=year)


def _newest(changes: list[Event]) -> ListView:
    groups = tuple(
        Group(_("Day not known") if year == _NO_YEAR else year, _changed(found))
        for year, found in _by_year(changes[:NEWEST]).items()
    )
    if len(changes) <= NEWEST:
        return ListView(groups or (Group("", (), _("Nothing has been published yet.")),))
    counts = {year: len(found) for year, found in _by_year(changes).items()}
    more = tuple(link(_year_counted(year, count), addresses.changes_of(year)) for year, count in counts.items())
    return ListView(groups, more, _("All changes by year"))


def _sources(publication: Publication) -> Iterator[Group]:
    for source in publication.library.sources:
        newest_first = tuple(_edition(publication, edition) for edition in reversed(source.editions))
        if newest_first:
            yield Group(source.editions[-1].details.short_title, newest_first)
    if not publication.library.sources:
        yield Group("", (), _("No sources are held."))


def _edition(publication: Publication, edition: Edition) -> Item:
    details = edition.details
    count = len({reliance.document.id for reliance in publication.reliances(edition)})
    cited = ngettext("Cited by {count} document", "Cited by {count} documents", count)
    return Item(
        link(short_name(edition), addresses.edition(edition.source, edition.id)),
        details.title,
        (_replaced(edition, publication.day), cited if count else _("No document cites it")),
    )


def _replaced(edition: Edition, day: date) -> str:
    replaced = edition.details.replaced
    if replaced is None:
        return _("No replacement is recorded")
    if lies_ahead(replaced.on, day):
        return _("To be replaced {day}", day=replaced.on.in_words)
    return _("Replaced {day}", day=replaced.on.in_words)
