"""How pages name editions and passages, and the line of sources under a rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inforce.model.catalogue import _
from inforce.model.dates import PartialDate
from inforce.model.guidance import Citation, Rule
from inforce.model.library import Library
from inforce.model.sources import Edition
from inforce.pages import addresses
from inforce.pages.prose import link


@dataclass(frozen=True)
class SourceLine:
    """A citation as it stands under a rule: whether it quotes, the title, where it leads, and the rest in words."""

    lead: str
    title: str
    href: str
    rest: str


def source_lines(rule: Rule, library: Library) -> tuple[SourceLine, ...]:
    """Return the line for each citation of *rule*."""
    return tuple(source_line(citation, library) for citation in rule.citations)


def source_line(citation: Citation, library: Library) -> SourceLine:
    """Return the line for *citation*."""
    ref = citation.passage
    lead = "Source: " if citation.quotes else "In our own words, drawing on: "
    edition = library.edition(ref)
    if edition is None:  # reading refuses such a citation; what is known of it is still said
        return SourceLine(lead, ref.source, link("", addresses.sources()).href, f", {ref.edition}, {ref.passage}")
    passage = edition.passage(ref.passage)
    details = edition.details
    label = passage.label if passage else ref.passage
    where = link("", addresses.edition(ref.source, ref.edition), ref.passage if passage else "").href
    return SourceLine(lead, details.short_title, where, f", {published(edition)}, {label}")


def published(edition: Edition) -> str:
    """Return who published *edition* and when: "HM Government, July 2018"."""
    return _("{publisher}, {day}", publisher=edition.details.publisher, day=edition.details.published.in_words)


def short_name(edition: Edition) -> str:
    """Return "Information sharing, HM Government, July 2018"."""
    return _("{title}, {published}", title=edition.details.short_title, published=published(edition))


def when(moment: PartialDate) -> str:
    """Return *moment* as it stands in a sentence: "on 19 April 2024", "in July 2018", "in 2018"."""
    return _("on {day}", day=moment.in_words) if moment.day else _("in {month}", month=moment.in_words)


def lies_ahead(moment: PartialDate, day: date) -> bool:
    """Whether *moment* begins after *day*, as far as it is known."""
    return moment.lies_ahead(day)


def passage_names(rule: Rule, library: Library) -> str:
    """Return every passage that *rule* cites, in words; that it cites none where that is so."""
    lines = [f"{line.title}{line.rest}" for line in source_lines(rule, library)]
    return "; ".join(lines) or "not cited"
