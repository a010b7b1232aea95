"""A declaration that was copied from a message says something of its own: its words to be replaced were replaced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inforce.checks.open_to_change import Found, applies, problem
from inforce.checks.suggested import APPROVER, REASONS
from inforce.model.guidance import Document, Rule
from inforce.model.library import Library
from inforce.model.problem import FieldPath, Problem


def placeholders_filled(library: Library, day: date) -> Iterator[Problem]:
    """No reason and no approver is what a message suggests to write in its place."""
    for document in library.documents:
        yield from _of_document(document)
        for version in document.versions:
            for path, rule in version.located_rules():
                for found in _of_rule(rule, path):
                    yield problem(found, version, open_to_change=applies(document, version, day))


def _of_document(document: Document) -> Iterator[Problem]:
    details = document.details
    said = [(("called_off", position, "reason"), one.reason) for position, one in enumerate(details.called_off)]
    said += [(("undoes", position, "reason"), one.reason) for position, one in enumerate(details.undoes)]
    for path, reason in said:
        for found in _reason(path, reason):
            yield Problem(document.origin.place(*found.path), found.code, found.what, found.remedy)


def _of_rule(rule: Rule, path: FieldPath) -> Iterator[Found]:
    for position, citation in enumerate(rule.citations):
        cited: FieldPath = (*path, "citations", position)
        for place, departure in enumerate(citation.departures):
            yield from _reason((*cited, "departures", place, "reason"), departure.reason)
            yield from _approver((*cited, "departures", place, "approved_by"), departure.approved_by)
        for place, statement in enumerate(citation.ours):
            yield from _reason((*cited, "ours", place, "reason"), statement.reason)
    if decision := rule.strength_decision:
        yield from _reason((*path, "strength_decision", "reason"), decision.reason)
        yield from _approver((*path, "strength_decision", "approved_by"), decision.approved_by)


def _reason(path: FieldPath, reason: str) -> Iterator[Found]:
    if _bare(reason) in REASONS:
        what = f'"{_bare(reason)}" is what the message said in place of a reason; the reason itself is missing.'
        yield Found(path, "placeholder-left", what, "Write the reason in its place: readers of the page see it.")


def _approver(path: FieldPath, approver: str | None) -> Iterator[Found]:
    if approver and _bare(approver) == APPROVER:
        what = f'"{APPROVER}" is what the message said in place of an approver; nobody is named.'
        yield Found(path, "placeholder-left", what, 'Write who approved it, such as "Safeguarding policy board".')


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
