"""The page of a document that shows each rule beside the passage that it cites, and what came of comparing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from inforce.model.annexes import not_to_be_used
from inforce.model.catalogue import _, ngettext, with_semicolons
from inforce.model.library import Library
from inforce.model.numbering import NumberedRule, numbered_rules
from inforce.model.rules import Citation, Rule
from inforce.site import addresses
from inforce.site.document.notices import notices
from inforce.site.document.status_box import Sheet, attributes, sheet
from inforce.site.document.version import canonical_link
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Link, Notice, Paragraphs, link, ours_marked, plain, theirs_marked
from inforce.site.overview.events import last_change
from inforce.site.page import Heading, Page
from inforce.site.phrases.currency import status_in_words
from inforce.site.phrases.editions import SourceLine, evidence_in_words, short_name, source_line
from inforce.site.phrases.verdicts import OwnStatementLine, Verdict, own_statements, verdict
from inforce.site.publication import Publication
from inforce.site.templates import render


class Comparison(NamedTuple):
    """A rule beside a passage; *theirs* is empty where its words are not held."""

    verdict: Verdict
    ours: Paragraphs
    theirs: Paragraphs
    source: SourceLine
    own_statements: tuple[OwnStatementLine, ...]


class RuleComparisons(NamedTuple):
    """A rule and everything that it cites."""

    id: str
    number: str
    not_to_be_used: str
    paragraphs: Paragraphs
    comparisons: tuple[Comparison, ...]


class SourcesView(NamedTuple):
    """Everything on the page."""

    sheet: Sheet
    document: Link
    title: str
    status: str
    version: Link
    notices: tuple[Notice, ...]
    summary: str
    evidence: tuple[tuple[Link, str], ...]
    rules: tuple[RuleComparisons, ...]


def sources_page(publication: Publication, document: DocumentOnDay) -> Page:
    """Return the page for the version that stands for *document*."""
    version = document.shown
    address = addresses.rules_and_sources(document.id)
    library = publication.library
    rules = tuple(rule_comparisons(library, placed) for placed in numbered_rules(version))
    view = SourcesView(
        sheet=sheet(publication, document, version),
        document=link(document.title, addresses.document(document.id)),
        title=_("Check the rules against their sources: {title}", title=document.title),
        status=status_in_words(document, version),
        version=link(_("version {version}", version=version.number), addresses.version(version)),
        notices=notices(publication, document, version),
        summary=_summary(rules),
        evidence=tuple(
            (link(short_name(edition), addresses.edition(edition.source, edition.id)), evidence_in_words(edition))
            for edition in publication.cited_editions(version)
        ),
        rules=rules,
    )
    return Page(
        address=address,
        title=f"{view.title} - {publication.site.name}",
        description=_(
            "Each rule of {title} beside the passage that it cites, compared word by word.", title=document.title
        ),
        body=render("sources.html", view),
        layout="guidance",
        contents=tuple(Heading(rule.id, _("Rule {number}", number=rule.number)) for rule in rules),
        head=canonical_link(publication, address),
        attributes=attributes(publication, document, version),
        changed=last_change(document),
    )


def rule_comparisons(library: Library, placed: NumberedRule) -> RuleComparisons:
    """Return a rule beside everything that it cites."""
    rule = placed.rule
    found = tuple(comparison(library, rule, citation) for citation in rule.citations)
    return RuleComparisons(rule.id, placed.name, not_to_be_used(rule), plain(rule.text), found)


def comparison(library: Library, rule: Rule, citation: Citation) -> Comparison:
    """Return *rule* beside the passage of one citation."""
    came = verdict(rule, citation, library)
    passage = library.passage(citation.passage)
    return Comparison(
        verdict=came,
        ours=ours_marked(rule.text, came.differences),
        theirs=theirs_marked(passage.text, came.differences) if passage else (),
        source=source_line(citation, library),
        own_statements=own_statements(rule, library) if citation.draws_on else (),
    )


def _summary(rules: tuple[RuleComparisons, ...]) -> str:
    """Return how many comparisons came out which way, in a sentence."""
    kinds = [one.verdict.kind for rule in rules for one in rule.comparisons]
    uncited = sum(1 for rule in rules if not rule.comparisons)
    if not rules:
        return _("There are no rules.")
    found = with_semicolons(tuple(_counted(kinds, uncited)))
    return ngettext("Of {count} rule: {found}.", "Of {count} rules: {found}.", len(rules), found=found)


def _counted(kinds: Sequence[str], uncited: int) -> Iterator[str]:
    if count := kinds.count("matches"):
        yield _("{count} the same as the source word for word", count=count)
    if count := kinds.count("differs"):
        yield _("{count} different from the source", count=count)
    if count := kinds.count("own"):
        yield _("{count} in our own words", count=count)
    if count := kinds.count("unchecked"):
        yield _("{count} not compared", count=count)
    if uncited:
        yield _("{count} without a source", count=uncited)
