"""HTML for the named places on ordinary pages: lists of guidance, changes and sources, and the check form."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup

from inforce.model.catalogue import _, ngettext
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.library import Settings, YesNo
from inforce.model.names import VersionNumber, natural
from inforce.model.sources import Edition, Source
from inforce.site import addresses
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import RECENT, DocumentOnDay
from inforce.site.marked_words import Link, link
from inforce.site.overview.events import Event, EventKind, events, told_after
from inforce.site.page import ROOT, Page
from inforce.site.phrases.editions import short_name
from inforce.site.publication import Publication, SiteFacts
from inforce.site.templates import render

SHORT = 40
"""Up to how many documents a list shows with what they are for; a longer one is folded by letters."""

NEWEST = 100
"""How many changes the page of changes lists before it sends readers to the page of a year."""

_NO_YEAR = "unknown"


class Item(NamedTuple):
    """An entry of a list."""

    link: Link
    summary: str
    facts: tuple[str, ...]


class Group(NamedTuple):
    """Entries under a heading; *empty* is what stands in place of none."""

    heading: str
    items: tuple[Item, ...]
    empty: str = ""
    id: str = ""


class Fold(NamedTuple):
    """Entries behind their heading with how many there are; *id* is what leads to them."""

    heading: str
    items: tuple[Item, ...]
    id: str


class ListView(NamedTuple):
    """Groups, entries that fold, and where more is."""

    groups: tuple[Group, ...]
    more: tuple[Link, ...] = ()
    more_heading: str = ""
    folds: tuple[Fold, ...] = ()


class HomeView(NamedTuple):
    """Everything in force: topics that fold, and each document once, from A to Z, folded by letters where many."""

    topics: tuple[Fold, ...]
    documents: tuple[Item, ...]
    letters: tuple[Fold, ...]


class CheckFormView(NamedTuple):
    """What the check form needs to say how an address is typed by hand."""

    by_hand: str


class YearView(NamedTuple):
    """A page of one year's changes."""

    title: str
    list: ListView


class InForce(NamedTuple):
    """A document in force as lists have it; *topics* are its own, and *pictures* the addresses of those in it."""

    id: str
    title: str
    topics: tuple[str, ...]
    item: Item
    pictures: tuple[str, ...] = ()


class Change(NamedTuple):
    """An event as lists have it."""

    day: date | None
    number: VersionNumber
    title: str
    document: str
    has_come: bool
    is_recent: bool
    lies_ahead: bool
    is_withdrawal: bool
    item: Item


class SourceEditions(NamedTuple):
    """The editions of a source as the list of sources has them, the newest first."""

    source: str
    title: str
    items: tuple[Item, ...]


def in_force(document: DocumentOnDay) -> InForce | None:
    """Return *document* as lists of guidance in force have it; None where it is not in force."""
    if not document.current:
        return None
    pictures = tuple(addresses.picture(f"{document.id}/{one.file}") for one in document.current.pictures)
    return InForce(document.id, document.title, document.document.details.topics, _document(document), pictures)


def changes(document: DocumentOnDay, published: Mapping[str, datetime]) -> tuple[Change, ...]:
    """Return everything that happens to *document*, and when it was *published* where that was on a later day."""
    zone = ZoneInfo(document.library.settings.time_zone)
    return tuple(
        Change(
            event.day, event.version.number, event.document.title, event.document.id, event.has_come,
            event.has_come and event.day is not None and document.day - RECENT <= event.day,
            event.lies_ahead,
            event.kind is EventKind.WITHDRAWN and event.has_come,
            Item(link(event.title, event.address), event.reason, (*event.facts, *_late(event, published, zone))),
        )
        for event in events(document)
    )  # fmt: skip


def _late(event: Event, published: Mapping[str, datetime], zone: ZoneInfo) -> Iterator[str]:
    told = told_after(event.kind, event.version.number, event.day, published, zone) if event.day else None
    if told and told.date() != event.day:
        yield _("Published on {day}", day=in_words(told.date()))


def in_order(found: Iterable[Change]) -> list[Change]:
    """Return changes, the latest first, and what nobody knows the day of last."""
    by_title = sorted(found, key=lambda one: (natural(one.title), one.document))
    return sorted(by_title, key=lambda one: (one.day or date.min, one.number), reverse=True)


def source_editions(source: Source, citing: Mapping[str, int], day: date) -> SourceEditions | None:
    """Return *source* as the list of sources has it; *citing* is how many documents cite each edition."""
    if not source.editions:
        return None
    items = tuple(_edition(edition, citing.get(edition.id, 0), day) for edition in reversed(source.editions))
    return SourceEditions(source.id, source.editions[-1].details.short_title, items)


def in_force_places(settings: Settings, current: Sequence[InForce]) -> dict[str, str]:
    """Return the HTML for the places that say what is in force."""
    has_manual = settings.manual is YesNo.YES and bool(current)
    return {
        "in-force": render("home.html", _home(current)),
        "manual": _manual() if has_manual else "",
        "manual-in-foot": _manual_in_foot() if has_manual else "",
    }


def change_places(every: Sequence[Change]) -> dict[str, str]:
    """Return the HTML for the places that say what happened and will happen; *every* change is given in order."""
    recent = [change for change in every if change.is_recent]
    return {
        "recently-changed": _list(Group("", _items(recent), _("Nothing changed in the last three months."))),
        "coming-into-force": _list(Group("", _items(_coming(every)), _("No guidance is due to come into force."))),
        "changes": render("list.html", _newest(every)),
        "withdrawn": render("list.html", ListView((), folds=tuple(_withdrawn(every)))),
    }


def source_places(sources: Sequence[SourceEditions]) -> dict[str, str]:
    """Return the HTML for the place that lists sources."""
    groups = [Group(source.title, source.items) for source in sources] or [
        Group("", (), _("There are no sources yet."))
    ]
    return {"sources": _list(*groups)}


def site_places(site: SiteFacts) -> dict[str, str]:
    """Return the HTML for the places that depend on nothing but the site."""
    return {"check-form": render("check_form.html", CheckFormView(_by_hand(site)))}


def _manual() -> str:
    """Return the link to the manual for the list of what is in it."""
    text = _("All of it as one PDF")
    return Markup('<p class="manual-link"><a href="{}{}">{}</a></p>').format(ROOT, addresses.manual(), text)


def _manual_in_foot() -> str:
    """Return the same for the foot of every page."""
    text = _("All guidance in force as one PDF")
    return Markup('<p><a href="{}{}">{}</a></p>').format(ROOT, addresses.manual(), text)


def _by_hand(site: SiteFacts) -> str:
    example = addresses.check("7K3Q-9XMA")
    if site.address:
        return site.absolute(example).partition("://")[2]
    return _("the address of this site, then {path}", path=example)


def year_pages(publication: Publication, every: Sequence[Change]) -> Iterator[Page]:
    """Yield a page of changes for each year that has any, where there are too many for one page.

    *every* change is given in order; of the publication only the site is asked for.
    """
    for year, found in _by_year(every).items() if len(every) > NEWEST else ():
        title = _year_title(year)
        address = addresses.changes_of(year)
        yield Page(
            address=address,
            title=f"{title} - {publication.site.name}",
            description=_year_description(year),
            body=render("year.html", YearView(title, ListView((Group("", _items(found)),)))),
            head=canonical_link(publication, address),
        )


def _list(*groups: Group) -> str:
    return render("list.html", ListView(groups))


def _home(current: Sequence[InForce]) -> HomeView:
    documents = sorted(current, key=lambda one: (natural(one.title), one.id))
    items = tuple(one.item for one in documents)
    if len(items) <= SHORT:
        return HomeView(tuple(_topics(documents)), items, ())
    return HomeView(tuple(_topics(documents)), (), tuple(_letters(documents)))


def _topics(documents: Sequence[InForce]) -> Iterator[Fold]:
    """Yield each topic with its documents, in their order; those that have none last."""
    topics: dict[str, list[Item]] = defaultdict(list)
    no_topic = _("Other guidance")
    for document in documents:
        for topic in document.topics or (no_topic,):
            topics[topic].append(document.item)
    for topic in sorted(topics, key=lambda name: (name == no_topic, natural(name))):
        yield Fold(_counted(topic, len(topics[topic])), tuple(topics[topic]), addresses.topic(topic))


def _letters(documents: Sequence[InForce]) -> Iterator[Fold]:
    """Yield the documents by the first letter of their titles; what begins with none comes first."""
    letters: dict[str, list[Item]] = defaultdict(list)
    for document in documents:
        first = unicodedata.normalize("NFD", document.title)[:1].upper()
        letters[first if first.isalpha() else "#"].append(document.item)
    for letter, items in letters.items():
        name = _("Numbers and signs") if letter == "#" else letter
        yield Fold(_counted(name, len(items)), tuple(items), f"letter_{ord(letter):x}")


def _counted(name: str, count: int) -> str:
    return _("{name} ({count})", name=name, count=count)


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


def _coming(every: Iterable[Change]) -> Iterator[Change]:
    return (change for change in sorted(every, key=lambda one: one.day or date.min) if change.lies_ahead)


def _withdrawn(every: Iterable[Change]) -> Iterator[Fold]:
    """Yield what was withdrawn, from A to Z, where anything was."""
    found = sorted(
        (change for change in every if change.is_withdrawal), key=lambda one: (natural(one.title), one.document)
    )
    if found:
        yield Fold(_counted(_("Withdrawn guidance"), len(found)), _items(found), "withdrawn_guidance")


def _items(found: Iterable[Change]) -> tuple[Item, ...]:
    return tuple(change.item for change in found)


def _by_year(every: Iterable[Change]) -> dict[str, list[Change]]:
    years: dict[str, list[Change]] = defaultdict(list)
    for change in every:
        years[f"{change.day.year:04}" if change.day else _NO_YEAR].append(change)
    return years


def _year_title(year: str) -> str:
    return _("Changes on days that are not known") if year == _NO_YEAR else _("Changes in {year}", year=year)


def _year_counted(year: str, count: int) -> str:
    return _("{year} ({count})", year=_year_title(year), count=count)


def _year_description(year: str) -> str:
    if year == _NO_YEAR:
        return _("Every change on a day that is not known.")
    return _("Every change in {year}: what came into force, and what was cancelled or withdrawn.", year=year)


def _newest(every: Sequence[Change]) -> ListView:
    groups = tuple(
        Group(_("Day not known") if year == _NO_YEAR else year, _items(found))
        for year, found in _by_year(every[:NEWEST]).items()
    )
    if len(every) <= NEWEST:
        return ListView(groups or (Group("", (), _("Nothing has been published yet.")),))
    counts = {year: len(found) for year, found in _by_year(every).items()}
    more = tuple(link(_year_counted(year, count), addresses.changes_of(year)) for year, count in counts.items())
    return ListView(groups, more, _("All changes by year"))


def _edition(edition: Edition, citing: int, day: date) -> Item:
    details = edition.details
    cited = ngettext("Cited by {count} document", "Cited by {count} documents", citing)
    return Item(
        link(short_name(edition), addresses.edition(edition.source, edition.id)),
        details.title,
        (_replaced(edition, day), cited if citing else _("Not used by any guidance")),
    )


def _replaced(edition: Edition, day: date) -> str:
    replaced = edition.details.replaced
    if replaced is None:
        return _("Current edition")
    if replaced.on.lies_ahead(day):
        return _("To be replaced {day}", day=replaced.on.in_words)
    return _("Replaced {day}", day=replaced.on.in_words)
