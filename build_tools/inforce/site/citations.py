"""How pages name editions and passages, and the line of sources under a rule."""

from __future__ import annotations

from datetime import date

from inforce.model import dataclass
from inforce.model.catalogue import _, with_semicolons
from inforce.model.dates import PartialDate
from inforce.model.guidance import Citation, Rule
from inforce.model.library import Library
from inforce.model.sources import Edition
from inforce.site import addresses
from inforce.site.marked_words import Link, link, prose


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
    if citation.quotes:
        sentence = _("Source: {source}, {published}, {passage}")
    else:
        sentence = _("Based on {source}, {published}, {passage}")
    source, facts = _named(citation, library)
    pieces = prose(sentence, source=source, **facts)
    place = pieces.index(source)
    lead, rest = ("".join(map(str, found)) for found in (pieces[:place], pieces[place + 1 :]))
    return SourceLine(lead, source.text, source.href, rest)


def _named(citation: Citation, library: Library) -> tuple[Link, dict[str, str]]:
    """Return the link to what *citation* names, and who published that and which passage it is."""
    ref = citation.passage
    edition = library.edition(ref)
    if edition is None:  # reading refuses such a citation; what is known of it is still said
        return link(ref.source, addresses.sources()), {"published": ref.edition, "passage": ref.passage}
    passage = edition.passage(ref.passage)
    where = link(_title(edition), addresses.edition(ref.source, ref.edition), ref.passage if passage else "")
    return where, {"published": published(edition), "passage": passage.label if passage else ref.passage}


def published(edition: Edition) -> str:
    """Return who published *edition* and when: "HM Government, July 2018"."""
    return _("{publisher}, {day}", publisher=edition.details.publisher, day=edition.details.published.in_words)


def short_name(edition: Edition) -> str:
    """Return "Information sharing, HM Government, July 2018"."""
    return _("{title}, {published}", title=_title(edition), published=published(edition))


def _title(edition: Edition) -> str:
    """Return the short title of *edition*, with the name that it has of its own: "ASVS 4.0.3"."""
    return " ".join(filter(None, (edition.details.short_title, edition.details.edition)))


def when(moment: PartialDate) -> str:
    """Return *moment* as it stands in a sentence: "on 19 April 2024", "in July 2018", "in 2018"."""
    return _("on {day}", day=moment.in_words) if moment.day else _("in {month}", month=moment.in_words)


def lies_ahead(moment: PartialDate, day: date) -> bool:
    """Whether *moment* begins after *day*, as far as it is known."""
    return moment.lies_ahead(day)


def passage_names(rule: Rule, library: Library) -> str:
    """Return every passage that *rule* cites, in words; that it cites none where that is so."""
    return with_semicolons([passage_in_words(citation, library) for citation in rule.citations]) or _("not cited")


def passage_in_words(citation: Citation, library: Library) -> str:
    """Return the passage of *citation* as it stands in a sentence, and whether it is quoted."""
    source, facts = _named(citation, library)
    if citation.quotes:
        return _("{source}, {published}, {passage}", source=source.text, **facts)
    return _("{source}, {published}, {passage} (in our own words)", source=source.text, **facts)
