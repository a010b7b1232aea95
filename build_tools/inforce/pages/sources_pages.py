"""The page of a document that shows each rule beside the passage that it cites, and what came of comparing them."""

from __future__ import annotations

from dataclasses import dataclass

from inforce.model.guidance import Citation, Rule
from inforce.pages import addresses
from inforce.pages.citations import SourceLine, short_name, source_line
from inforce.pages.document_on_day import DocumentOnDay
from inforce.pages.edition_words import evidence_in_words
from inforce.pages.marked_words import Paragraphs, flowing, ours_marked, plain, theirs_marked
from inforce.pages.notices import notices
from inforce.pages.page import Heading, Page
from inforce.pages.prose import Link, Notice, link
from inforce.pages.publication import Publication
from inforce.pages.sheet import Sheet, attributes, sheet
from inforce.pages.templates import render
from inforce.pages.verdicts import OwnStatementLine, Verdict, own_statements, verdict
from inforce.pages.version_pages import canonical_link


@dataclass(frozen=True)
class Comparison:
    """A rule beside a passage; *theirs* is empty where its words are not held."""

    verdict: Verdict
    ours: Paragraphs
    theirs: Paragraphs
    source: SourceLine
    own_statements: tuple[OwnStatementLine, ...]


@dataclass(frozen=True)
class RuleComparisons:
    """A rule and everything that it cites."""

    id: str
    number: int
    paragraphs: Paragraphs
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True)
class SourcesView:
    """Everything on the page."""

    sheet: Sheet
    document: Link
    title: str
    standing: str
    version: Link
    notices: tuple[Notice, ...]
    summary: str
    evidence: tuple[tuple[Link, str], ...]
    rules: tuple[RuleComparisons, ...]


def sources_page(publication: Publication, document: DocumentOnDay) -> Page:
    """Return the page for the version that stands for *document*."""
    version = document.shown
    address = addresses.rules_and_sources(document.id)
    rules = tuple(_rule(publication, number, rule) for number, rule in enumerate(version.rules, start=1))
    standing = document.standing(version)
    view = SourcesView(
        sheet=sheet(publication, document, version),
        document=link(document.title, addresses.document(document.id)),
        title=f"Rules and their sources: {document.title}",
        standing=standing.value,
        version=link(f"version {version.number}", addresses.version(version)),
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
        description=f"Each rule of {document.title} beside the passage that it cites, compared word by word.",
        body=render("sources.html", view),
        layout="guidance",
        contents=tuple(Heading(rule.id, f"Rule {rule.number}") for rule in rules),
        head=canonical_link(publication, address),
        attributes=attributes(publication, document, version),
    )


def _rule(publication: Publication, number: int, rule: Rule) -> RuleComparisons:
    found = tuple(_comparison(publication, rule, citation) for citation in rule.citations)
    return RuleComparisons(rule.id, number, plain(rule.text), found)


def _comparison(publication: Publication, rule: Rule, citation: Citation) -> Comparison:
    library = publication.library
    came = verdict(rule, citation, library)
    passage = library.passage(citation.passage)
    return Comparison(
        verdict=came,
        ours=ours_marked(flowing(rule.text), came.differences),
        theirs=theirs_marked(flowing(passage.text), came.differences) if passage else (),
        source=source_line(citation, library),
        own_statements=own_statements(rule, library) if citation.draws_on else (),
    )


def _summary(rules: tuple[RuleComparisons, ...]) -> str:
    """Return how many comparisons came out which way, in a sentence."""
    kinds = [comparison.verdict.kind for rule in rules for comparison in rule.comparisons]
    uncited = sum(1 for rule in rules if not rule.comparisons)
    counted = [
        (kinds.count("matches"), "the same as the source word for word"),
        (kinds.count("differs"), "different from the source"),
        (kinds.count("own"), "in our own words"),
        (kinds.count("unchecked"), "not compared"),
        (uncited, "without a source"),
    ]
    said = [f"{number} {what}" for number, what in counted if number]
    return (
        f"Of {len(rules)} rule{'' if len(rules) == 1 else 's'}: {'; '.join(said)}." if said else "There are no rules."
    )
