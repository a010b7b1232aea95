"""What has to be said is said: words that a message or a command wrote to be replaced were replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from inforce.checks.severity import where_open_to_change
from inforce.model.guidance import ChangeKind, Document, Rule, RunningText, Version
from inforce.model.library import Library
from inforce.model.placeholders import code_of, placeholder_fault
from inforce.model.problem import FieldPath, Origin, Problem

_Said = tuple[FieldPath, str | None]


def placeholders_filled(library: Library, day: date) -> Iterator[Problem]:
    """No reason, no approver and no other text is what a message suggests or a command writes in its place."""
    for document in library.documents:
        yield from _left(_of_document(document), document.origin)
        for version in document.versions:
            rules = (_of_rule(rule, path) for path, rule in version.located_rules())
            found = _left(chain(_of_version(version), *rules), version.origin)
            yield from where_open_to_change(found, document, version, day)
            yield from _left(_imported(version), version.origin)
            yield from _silent_sections(version)


def _left(said: Iterable[_Said], origin: Origin) -> Iterator[Problem]:
    for path, text in said:
        if text and (left := placeholder_fault(text)):
            yield Problem(origin.place(*path), code_of(text), *left)


def _of_document(document: Document) -> Iterator[_Said]:
    details = document.details
    yield from ((("owner",), details.owner), (("contact",), details.contact), (("audience",), details.audience))
    yield from ((("topics", place), topic) for place, topic in enumerate(details.topics))
    yield from ((("called_off", place, "reason"), one.reason) for place, one in enumerate(details.called_off))
    yield from ((("undoes", place, "reason"), one.reason) for place, one in enumerate(details.undoes))


def _of_version(version: Version) -> Iterator[_Said]:
    text = version.text
    yield from ((("title",), text.title), (("change", "note"), text.change.note), (("summary",), text.summary))
    if text.approved:
        yield ("approved", "by"), text.approved.by
    for path, _, section in version.located_sections():
        yield (*path, "heading"), section.heading
        texts = ((at, one.text) for at, one in enumerate(section.rules) if isinstance(one, RunningText))
        yield from (((*path, "rules", at, "text"), text) for at, text in texts)


def _imported(version: Version) -> Iterator[_Said]:
    """Yield who read what was imported against its original: nothing is published before, in force or not."""
    yield ("imported",), version.text.imported
    yield from (((*path, "imported"), section.imported) for path, _, section in version.located_sections())


def _silent_sections(version: Version) -> Iterator[Problem]:
    """Find sections of a version that was imported that do not say who read them: the line was taken out."""
    if version.text.imported is None or version.text.change.kind is not ChangeKind.FIRST:
        return
    for path, _, section in version.located_sections():
        if section.imported is None:
            yield Problem(
                version.origin.place(*path, "heading"),
                "imported-not-read",
                "This version was imported, and this section does not say who read it against the original.",
                "Write who did and when, below the heading:  imported: Practice team, 1 December 2026",
            )


def _of_rule(rule: Rule, path: FieldPath) -> Iterator[_Said]:
    yield (*path, "id"), rule.id
    yield (*path, "text"), rule.text
    for position, citation in enumerate(rule.citations):
        cited: FieldPath = (*path, "citations", position)
        for place, departure in enumerate(citation.departures):
            yield (*cited, "departures", place, "reason"), departure.reason
            yield (*cited, "departures", place, "approved_by"), departure.approved_by
            yield (*cited, "departures", place, "decided_by"), departure.decided_by
        for place, statement in enumerate(citation.ours):
            yield (*cited, "ours", place, "reason"), statement.reason
    if decision := rule.strength_decision:
        yield (*path, "strength_decision", "reason"), decision.reason
        yield (*path, "strength_decision", "approved_by"), decision.approved_by
