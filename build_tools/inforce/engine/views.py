"""What the editing page shows of a version: problems at their fields, rules beside their sources, redline and pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from inforce.checks.departure_words import remedy_in_words, words_to_declare
from inforce.checks.kinds_of_change import excesses
from inforce.checks.words_answer_to_source import decisions
from inforce.compare.changes import VersionChanges
from inforce.model.catalogue import use_catalogue
from inforce.model.dates import in_words
from inforce.model.guidance import ChangeKind, Citation, Document, Rule, Version
from inforce.model.library import Library
from inforce.model.numbering import numbered_rules
from inforce.model.problem import FieldPath, Place, Problem
from inforce.parsing.located_yaml import Located
from inforce.site import addresses
from inforce.site.document.compare import changes_pages
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.sources import comparison
from inforce.site.document.version import version_pages
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Paragraphs
from inforce.site.publication import Publication
from inforce.wording.departures import DepartureClass, Difference
from inforce.wording.redline import Span

Answer = dict[str, Any]


def problem_at_its_field(problem: Problem, located: Located | None) -> Answer:
    remedy, _, typed = str(problem.remedy).partition("  ")
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "what": str(problem.message),
        "remedy": remedy,
        "typed": typed,
        "path": list(field_at(located, problem.place)) if located else [],
    }


def field_at(located: Located, place: Place) -> FieldPath:
    """Return the way to the field that *place* is about: whose value or name begins there, or else that it is in."""
    point = (place.line, place.column)
    for positions in (located.values, located.keys):
        if exact := [path for path, position in positions.items() if position == point and path]:
            return min(exact, key=len)
    above = [(position, path) for path, position in located.values.items() if path and position <= point]
    return max(above, key=lambda one: (one[0], len(one[1])))[1] if above else ()


def views_of(publication: Publication, document: Document, version: Version) -> Answer:
    """Return each rule beside its source, what changed since the version before, and the pages of *version*."""
    library, day = publication.library, publication.day
    on_day = DocumentOnDay(document, day, library)
    previous = on_day.previous(version)
    near = replace(document, versions=tuple(one for one in (previous, version) if one))
    alone = DocumentOnDay(near, day, library)
    changes = Comparisons(alone).changes(previous, version) if previous else None
    return {
        "rules": [_rule(library, placed.path, placed.name, placed.rule, changes) for placed in numbered_rules(version)],
        "before": str(previous.number) if previous else "",
        "kind": _kind(library, document, changes),
        "from": in_words(version.in_force_from) if version.in_force_from else "",
        **_pages(publication, alone, version),
    }


def _kind(library: Library, document: Document, changes: VersionChanges | None) -> str:
    """Return the smallest kind of change that has room for what the version changes."""
    if changes is None:
        return ChangeKind.FIRST.value
    decided = decisions(document, library.settings)
    for kind in (ChangeKind.PATCH, ChangeKind.MINOR):
        text = changes.new.text
        tried = replace(changes.new, text=replace(text, change=replace(text.change, kind=kind)))
        if next(excesses(replace(changes, new=tried), decided), None) is None:
            return kind.value
    return ChangeKind.MAJOR.value


def _rule(library: Library, path: FieldPath, name: str, rule: Rule, changes: VersionChanges | None) -> Answer:
    return {
        "path": list(path),
        "name": name,
        "citations": [_citation(library, rule, citation) for citation in rule.citations],
        "change": _redline(rule, changes),
    }


def _citation(library: Library, rule: Rule, citation: Citation) -> Answer:
    compared = comparison(library, rule, citation)
    edition, passage = library.edition(citation.passage), library.passage(citation.passage)
    declared = [(one.ours, one.theirs) for one in citation.departures]
    newer = library.source(citation.passage.source)
    replaced = newer.replacements(edition) if newer and edition else ()
    return {
        "quotes": citation.quotes is not None,
        "source": f"{compared.source.lead}{compared.source.title}{compared.source.rest}",
        "verdict": compared.verdict.words,
        "verdict_kind": compared.verdict.kind,
        "replaced": bool(replaced),
        "words": passage.text if passage else "",
        "lines": _lines(compared.theirs),
        "differences": [
            _difference(one, line.sentence, declared)
            for one, line in zip(compared.verdict.differences, compared.verdict.departures, strict=False)
        ],
    }


def _difference(difference: Difference, sentence: str, declared: Iterable[tuple[str, str]]) -> Answer:
    ours, theirs = words_to_declare(difference)
    needs = {DepartureClass.MEANING: "approver", DepartureClass.WORDING: "decider"}.get(difference.kind, "")
    return {
        "ours": ours,
        "theirs": theirs,
        "needs": needs,
        "reverses": difference.reverses,
        "sentence": sentence,
        "declared": (ours, theirs) in declared,
        "typed": remedy_in_words(difference).partition("  ")[2],
    }


def _lines(paragraphs: Paragraphs) -> list[Answer]:
    return [
        {"label": line.line.label, "pieces": [[piece.text, piece.kind] for piece in line.pieces]} for line in paragraphs
    ]


def _redline(rule: Rule, changes: VersionChanges | None) -> Answer | None:
    """Return what happened to *rule* since the version before, with its words marked; None where there is none."""
    if changes is None:
        return None
    found = next((one for one in changes.rules if one.new and one.new.rule is rule), None)
    if found is None:
        return None
    spans: tuple[Span, ...] = found.words.redline if found.words else ()
    return {"kind": found.kind.value, "spans": [[span.text, span.kind.value] for span in spans]}


def _pages(publication: Publication, document: DocumentOnDay, version: Version) -> Answer:
    comparisons = Comparisons(document)
    wanted = addresses.version(version)
    with use_catalogue(publication.library.catalogue):
        page = next(
            (one.body for one in version_pages(publication, document, comparisons) if one.address == wanted), ""
        )
        changed = next((one.body for one in changes_pages(publication, document, comparisons)), "")
    return {"page": str(page), "changes": str(changed)}
