"""What has to be said is said: placeholders were replaced, and nobody filled a field only to have it filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum, auto
from itertools import chain
from typing import Final

from inforce.checks.check import finds, where_open_to_change
from inforce.model.guidance import ChangeKind, Document, Version
from inforce.model.library import Library
from inforce.model.placeholders import (
    code_of,
    in_quotation_marks,
    is_filler,
    is_not_named,
    left_within,
    placeholder_fault,
    stray_quotation_mark,
)
from inforce.model.problem import FieldPath, Origin, Problem, Severity, listed
from inforce.model.rules import Rule, RunningText


class _Takes(Enum):
    """What a field takes: a name, a reason or note, other words, or such words as a title, which quotes nothing."""

    NAME = auto()
    REASON = auto()
    WORDS = auto()
    TITLE = auto()
    ID = auto()


_SETTINGS: Final = Origin("content/site.yml")
_TELEPHONE: Final = re.compile(r"\+?[\d\s().-]{7,}")  # it names nobody, and reaches the owner
_Said = tuple[FieldPath, str | None, _Takes]

_EXAMPLES = {
    _Takes.NAME: 'Write the role or board itself, such as "Policy board".',
    _Takes.REASON: "Write the reason or note itself: readers of the page see it.",
    _Takes.WORDS: "Write the words themselves, as readers are to see them; or delete what is not needed yet.",
}
_EXAMPLES[_Takes.TITLE] = _EXAMPLES[_Takes.WORDS]


_of_a_field = finds("placeholder-left", "A field still has words that you were to replace.")


@_of_a_field
def notes_filled(library: Library, day: date) -> Iterator[Problem]:  # noqa: ARG001 -- as every check
    """No note of an edition is a placeholder, or says nothing."""
    for edition in (one for source in library.sources for one in source.editions):
        notes = ("evidence_note", "address_note")
        yield from _left((((name,), getattr(edition.details, name), _Takes.REASON) for name in notes), edition.origin)


@finds("imported-not-read", "Nobody has compared an imported text with the file that it came from yet.")
@finds("not-named-yet", "A document does not say yet who owns it, how to reach the owner, or who approved it.")
@_of_a_field
def placeholders_filled(library: Library, day: date) -> Iterator[Problem]:
    """No name, reason or other text is a placeholder, or says nothing; and who is not named yet is known to be so."""
    for place, one in enumerate(library.settings.decided):
        at: FieldPath = ("decided", place)
        said = (((*at, "reason"), one.reason, _Takes.REASON), ((*at, "decided_by"), one.decided_by, _Takes.NAME))
        yield from _left(said, _SETTINGS)
    for document in library.documents:
        yield from _left(_of_document(document), document.origin)
        yield from _not_named(document)
        for version in document.versions:
            found = _left(said_in(version), version.origin)
            yield from where_open_to_change(found, document, version, day)
            yield from _left(_imported(version), version.origin)
            yield from _silent_sections(version)


def said_in(version: Version) -> Iterator[_Said]:
    """Return what *version* has in the places of names, reasons and words."""
    rules = (_of_rule(rule, path) for path, rule in version.located_rules())
    return chain(_of_version(version), *rules)


def names_in(version: Version) -> Iterator[tuple[FieldPath, str]]:
    """Return whom *version* names, each with its place."""
    return ((path, text) for path, text, takes in said_in(version) if text and takes is _Takes.NAME)


def _left(said: Iterable[_Said], origin: Origin) -> Iterator[Problem]:
    for path, text, takes in said:
        if text is None:
            continue
        if left := placeholder_fault(text) or _wrong(text, takes):
            yield Problem(origin.place(*path), code_of(text), *left)
        elif found := left_within(text):
            yield Problem(
                origin.place(*path),
                code_of(text),
                f'"{found}" stands within these words, as if it was to be replaced.',
                "Write what belongs there. If it is meant as it is, there is nothing to do.",
                severity=Severity.WARNING,
            )
        elif takes is _Takes.TITLE and in_quotation_marks(text):
            yield Problem(
                origin.place(*path),
                code_of(text),
                f"{text} stands in quotation marks as a whole, and readers see them.",
                "Write it without them, unless it is what somebody said.",
                severity=Severity.WARNING,
            )


def _wrong(text: str, takes: _Takes) -> tuple[str, str] | None:
    """Return what is wrong where *text* was put there to fill the field, and what to write."""
    if not text or takes is _Takes.ID or (takes is _Takes.NAME and is_not_named(text)):
        return None
    shown = text if len(text) < 60 else f"{text[:60]} …"
    if is_filler(text, is_answer=takes in {_Takes.NAME, _Takes.REASON}):
        what = {
            _Takes.NAME: f'"{shown}" does not name anyone.',
            _Takes.REASON: f'"{shown}" gives no reason and tells readers nothing.',
        }
        return what.get(takes, f'"{shown}" tells readers nothing.'), _EXAMPLES[takes]
    if takes is _Takes.NAME and stray_quotation_mark(text):
        return f"The name {shown} has quotation marks, and readers would see them.", "Write the name without them."
    return None


def _not_named(document: Document) -> Iterator[Problem]:
    """Say once of a document that is not finished who is still to be named."""
    details, latest = document.details, document.versions[-1] if document.versions else None
    named = [("its owner", details.owner, ("owner",)), ("how to reach the owner", details.contact, ("contact",))]
    open_ones = [(what, path) for what, name, path in named if name and is_not_named(name)]
    approvers = latest is not None and any(is_not_named(name) for _, name in names_in(latest))
    what = [one for one, _ in open_ones] + (["who approved it or what it declares"] if approvers else [])
    if what:
        path = open_ones[0][1] if open_ones else ()
        yield Problem(
            document.origin.place(*path),
            "not-named-yet",
            f"The document is not finished. Still to be named: {listed(what)}. Readers are told that nobody was named.",
            "Name the role or board in document.yml, and in the next version.",
            severity=Severity.WARNING,
        )


def _of_document(document: Document) -> Iterator[_Said]:
    details = document.details
    is_number = _TELEPHONE.fullmatch(details.contact or "") is not None
    yield ("owner",), details.owner, _Takes.NAME
    yield ("contact",), details.contact, _Takes.WORDS if is_number else _Takes.NAME
    yield from ((("audience",), details.audience, _Takes.TITLE), (("brought_in",), details.brought_in, _Takes.REASON))
    yield from ((("topics", place), topic, _Takes.TITLE) for place, topic in enumerate(details.topics))
    for place, off in enumerate(details.called_off):
        yield ("called_off", place, "reason"), off.reason, _Takes.REASON
    for place, withheld in enumerate(details.withheld):
        yield ("withheld", place, "decided_by"), withheld.decided_by, _Takes.NAME
        yield ("withheld", place, "reason"), withheld.reason, _Takes.REASON
    for place, undone in enumerate(details.undoes):
        yield ("undoes", place, "reason"), undone.reason, _Takes.REASON
    for place, review in enumerate(details.reviews):
        yield ("reviews", place, "by"), review.by, _Takes.NAME
        yield ("reviews", place, "note"), review.note, _Takes.REASON
    if details.withdrawn:
        yield ("withdrawn", "reason"), details.withdrawn.reason, _Takes.REASON


def _of_version(version: Version) -> Iterator[_Said]:
    text, change = version.text, version.text.change
    yield from ((("title",), text.title, _Takes.TITLE), (("summary",), text.summary, _Takes.WORDS))
    yield ("change", "note"), change.note, _Takes.REASON
    yield ("change", "dated_back"), change.dated_back, _Takes.REASON
    for place, decided in enumerate(change.decided):
        at: FieldPath = ("change", "decided", place)
        yield (*at, "reason"), decided.reason, _Takes.REASON
        yield (*at, "decided_by"), decided.decided_by, _Takes.NAME
        yield (*at, "approved_by"), decided.approved_by, _Takes.NAME
    if text.approved:
        yield ("approved", "by"), text.approved.by, _Takes.NAME
    yield (("introduction",), text.introduction, _Takes.WORDS)
    yield (("print_notice",), text.print_notice, _Takes.WORDS)
    yield from _carried((), text, "key_points", "attributes", "roles", "terms", "contacts")
    for path, _, section in version.located_sections():
        yield (*path, "heading"), section.heading, _Takes.TITLE
        yield (*path, "introduction"), section.introduction, _Takes.WORDS
        texts = ((at, one.text) for at, one in enumerate(section.rules) if isinstance(one, RunningText))
        yield from (((*path, "rules", at, "text"), words, _Takes.WORDS) for at, words in texts)


def _imported(version: Version) -> Iterator[_Said]:
    """Yield who read what was imported against its original: nothing is published before, in force or not."""
    yield ("imported",), version.text.imported, _Takes.NAME
    yield from (((*path, "imported"), section.imported, _Takes.NAME) for path, _, section in version.located_sections())


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


def _carried(path: FieldPath, holder: object, *lists: str) -> Iterator[_Said]:
    """Yield what stands in those *lists* of a rule or of the text of a version, in words."""
    for name in lists:
        for place, one in enumerate(getattr(holder, name)):
            said = ((field, getattr(one, field, None)) for field in _IN_WORDS)
            yield from (((*path, name, place, field), text, _Takes.WORDS) for field, text in said)


_IN_WORDS: Final = ("text", "value", "role", "duties", "term", "meaning", "who", "when")


def _of_rule(rule: Rule, path: FieldPath) -> Iterator[_Said]:
    yield (*path, "id"), rule.id, _Takes.ID
    yield (*path, "text"), rule.text, _Takes.WORDS
    yield (*path, "local_practice"), rule.local_practice, _Takes.WORDS
    yield from _carried(path, rule, "items", "attributes", "notes")
    for position, citation in enumerate(rule.citations):
        cited: FieldPath = (*path, "citations", position)
        for place, departure in enumerate(citation.departures):
            yield (*cited, "departures", place, "reason"), departure.reason, _Takes.REASON
            yield (*cited, "departures", place, "approved_by"), departure.approved_by, _Takes.NAME
            yield (*cited, "departures", place, "decided_by"), departure.decided_by, _Takes.NAME
        for place, statement in enumerate(citation.ours):
            yield (*cited, "ours", place, "reason"), statement.reason, _Takes.REASON
    if decision := rule.strength_decision:
        yield (*path, "strength_decision", "reason"), decision.reason, _Takes.REASON
        yield (*path, "strength_decision", "approved_by"), decision.approved_by, _Takes.NAME
    if rule.deprecated:
        yield (*path, "deprecated", "reason"), rule.deprecated.reason, _Takes.REASON
