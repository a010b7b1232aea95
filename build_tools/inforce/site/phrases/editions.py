"""How pages name editions and passages, the line of sources under a rule, and how surely what they say is known."""

from __future__ import annotations

from typing import NamedTuple

from inforce.compare.quotations import Verdict, proof
from inforce.model.catalogue import N_, _, ngettext, with_commas, with_semicolons
from inforce.model.dates import PartialDate
from inforce.model.library import Library
from inforce.model.originals import OriginalState
from inforce.model.rules import Citation, Rule
from inforce.model.sources import Certainty, Edition, Evidence, Passage
from inforce.site import addresses
from inforce.site.marked_words import Link, Prose, link, prose

_EVIDENCE = {
    Evidence.ORIGINAL: N_("The text is recorded as checked against the original, but we cannot check that here: {why}"),
    Evidence.SECONDARY: N_(
        "We took this text from other published copies and have not yet checked it against the original."
    ),
    Evidence.BIBLIOGRAPHY: N_("We do not hold its text."),
}
_CERTAINTY = {
    Certainty.SEEN: "{fact}",
    Certainty.INFERRED: N_("{fact} (worked out from other facts, not confirmed)"),
    Certainty.RECALLED: N_("{fact} (not confirmed)"),
}


_NOT_READ = {
    None: N_("we do not hold the original."),
    OriginalState.MISSING: N_("we do not hold the original."),
    OriginalState.ALTERED: N_("what is held is not the file that was recorded."),
    OriginalState.SEVERAL: N_("more than one file could be the original."),
    OriginalState.NOT_RECORDED: N_("what is held was not recorded as the original."),
    OriginalState.WITHOUT_TEXT: N_("the original is a picture without words that a program can read."),
    OriginalState.LOCKED: N_("the original opens with a password only."),
    OriginalState.BROKEN: N_("the original cannot be read."),
    OriginalState.TOO_LARGE: N_("the original is too large to be read."),
    OriginalState.TOO_SLOW: N_("the original takes too long to read."),
}
_PROOF = {
    Verdict.THERE: N_("Word for word in the original"),
    Verdict.NOT_THERE: N_("Not found in the original"),
    Verdict.CANNOT_BE_CHECKED: N_("Not checked against the original"),
}


def evidence_in_words(edition: Edition) -> str:
    """Return what the wording held of *edition* rests on, and how much of it the original proves."""
    said = _(_EVIDENCE[edition.details.evidence])
    state = edition.original.state if edition.original else None
    if state is OriginalState.READ and edition.details.passages:
        return _proven_in_words(edition)
    if edition.details.evidence is Evidence.ORIGINAL:
        return said.format(why=_(_NOT_READ.get(state, N_("we hold no passages of it."))))
    return said


def _proven_in_words(edition: Edition) -> str:
    verdicts = [proof(edition, passage).verdict for passage in edition.details.passages]
    proven, missing = verdicts.count(Verdict.THERE), verdicts.count(Verdict.NOT_THERE)
    if proven == len(verdicts):
        return _("Every passage is word for word in the original.")
    unchecked = len(verdicts) - proven - missing
    findings = [
        ngettext("{count} is word for word in the original", "{count} are word for word in the original", proven)
        if proven
        else _("none is word for word in the original")
    ]
    if missing:
        findings.append(ngettext("{count} was not found in it", "{count} were not found in it", missing))
    if unchecked:
        findings.append(ngettext("{count} could not be checked", "{count} could not be checked", unchecked))
    said = with_commas(findings)
    return ngettext("Of {count} passage, {findings}.", "Of {count} passages, {findings}.", len(verdicts), findings=said)


def proof_in_words(edition: Edition, passage: Passage) -> str:
    """Return whether *passage* stands in the original of its *edition*; nothing where no original is held."""
    return _(_PROOF[proof(edition, passage).verdict]) if edition.original else ""


def with_certainty(fact: str | Link, certainty: Certainty) -> Prose:
    """Return *fact*, followed by how it is known where it was not seen."""
    return prose(_(_CERTAINTY[certainty]), fact=fact)


def page_in_words(passage: Passage) -> str:
    """Return the page on which *passage* stands, or nothing where that is not known."""
    if passage.page is None:
        return ""
    first, to, last = passage.page.partition(" to ")
    said = _("Pages {first} to {last}", first=first, last=last) if to else _("Page {page}", page=first)
    return _(_CERTAINTY[passage.page_certainty or Certainty.SEEN], fact=said)


class SourceLine(NamedTuple):
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


def passage_names(rule: Rule, library: Library) -> str:
    """Return every passage that *rule* cites, in words; that it cites none where that is so."""
    return with_semicolons([passage_in_words(citation, library) for citation in rule.citations]) or _("not cited")


def passage_in_words(citation: Citation, library: Library) -> str:
    """Return the passage of *citation* as it stands in a sentence, and whether it is quoted."""
    source, facts = _named(citation, library)
    if citation.quotes:
        return _("{source}, {published}, {passage}", source=source.text, **facts)
    return _("{source}, {published}, {passage} (in our own words)", source=source.text, **facts)
