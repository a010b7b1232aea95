"""Where a cited edition was replaced, owners are told, rule by rule, what the newest edition says instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from inforce.checks.severity import applies
from inforce.compare.passage_changes import Fate, Move, moved, newest_words
from inforce.model.guidance import Rule, Version
from inforce.model.library import Library
from inforce.model.names import PassageRef
from inforce.model.problem import Place, Problem, Severity
from inforce.model.sources import Edition, Passage, Source
from inforce.wording.departures import DepartureClass

_MOST_PLACES = 3
"""How many differences a warning tells; the comparison of the editions has them all."""

_MOST_WORDS = 40


def sources_are_current(library: Library, day: date) -> Iterator[Problem]:
    """Each edition that a version in force or upcoming cites is the latest there is."""
    editions = _Editions(library)
    for document in library.documents:
        for version in document.versions:
            if applies(document, version, day):
                yield from _cited_editions(library, version, day)
                yield from _cited_passages(editions, version)


@dataclass(frozen=True)
class _Cited:
    """A citation: the field that names the passage, and the rule."""

    place: Place
    field: str
    ref: PassageRef
    rule: Rule


def _citations(version: Version) -> Iterator[_Cited]:
    for numbered in version.numbered_rules:
        for position, citation in enumerate(numbered.rule.citations):
            field = "quotes" if citation.quotes else "draws_on"
            yield _Cited(numbered.place("citations", position, field), field, citation.passage, numbered.rule)


def _cited_editions(library: Library, version: Version, day: date) -> Iterator[Problem]:
    """Say of each edition once that it was replaced, or that a newer one is held."""
    first: dict[tuple[str, str], _Cited] = {}
    for cited in _citations(version):
        first.setdefault((cited.ref.source, cited.ref.edition), cited)
    for cited in first.values():
        source, edition = library.source(cited.ref.source), library.edition(cited.ref)
        if source is None or edition is None:
            continue
        if edition.details.replaced:
            yield Problem(
                cited.place,
                "edition-replaced",
                replacement_in_words(source, edition, day),
                "The owner of the document compares it with the edition in its place and decides what to change.",
                Severity.WARNING,
            )
        elif newer := source.newer(edition):
            yield _not_recorded(cited.place, edition, newer[-1])


def _not_recorded(place: Place, edition: Edition, newest: Edition) -> Problem:
    published = newest.details.published
    return Problem(
        place,
        "newer-edition",
        f"{_in_words(edition)} is cited, and a newer edition is held: {newest.id} ({published.in_words}). "
        "Whether that took its place is not recorded.",
        f"If it did, say so in {edition.origin.file}:  "
        f'replaced:\n  by: "{newest.id}"\n  on: {published}, or the day from which the newer one counts',
        Severity.WARNING,
    )


@dataclass(frozen=True)
class _Editions:
    """What became of each cited passage in the newest edition, worked out once for all documents that cite it."""

    library: Library

    @cached_property
    def _found(self) -> dict[PassageRef, tuple[Edition, Move] | None]:
        return {}

    def move(self, ref: PassageRef) -> tuple[Edition, Move] | None:
        """Return the newest edition and what it says in place of the passage, where its words are held."""
        if ref not in self._found:
            self._found[ref] = self._compare(ref)
        return self._found[ref]

    def _compare(self, ref: PassageRef) -> tuple[Edition, Move] | None:
        source, edition, passage = self.library.source(ref.source), self.library.edition(ref), self.library.passage(ref)
        newest = newest_words(source, edition) if source and edition else None
        return (newest, moved(passage, newest)) if passage and newest else None


_CODES = {Fate.SAME: "passage-the-same", Fate.CHANGED: "passage-changed", Fate.GONE: "passage-gone"}


def _cited_passages(editions: _Editions, version: Version) -> Iterator[Problem]:
    """Say of each citation of an older edition what the newest one says instead."""
    for cited in _citations(version):
        found = editions.move(cited.ref)
        if found:
            newest, move = found
            what = (
                f'Rule "{cited.rule.id}" cites {move.old.label} of {cited.ref.source} {cited.ref.edition}; '
                f"{move_in_words(move, newest)}"
            )
            yield Problem(cited.place, _CODES[move.fate], what, _remedy(cited, newest, move), Severity.WARNING)


def move_in_words(move: Move, newest: Edition) -> str:
    """Return what the *newest* edition says in place of a passage, in words that go on with a sentence about it."""
    match move.fate:
        case Fate.SAME if move.renamed and move.new:
            return f"the edition of {newest.id} says the same, word for word, in {move.new.label}."
        case Fate.SAME:
            return f"the edition of {newest.id} says the same, word for word."
        case Fate.CHANGED if move.rewritten and move.new:
            return f'the edition of {newest.id} has rewritten it: "{_beginning(move.new)}"'
        case Fate.CHANGED:
            return f"the edition of {newest.id} says {_places(move)}{_effect(move)}"
        case Fate.GONE:
            return f"the edition of {newest.id} has no such passage.{_near(move)}"


def _beginning(passage: Passage) -> str:
    """Return the words of *passage* in one line, as many as a warning has room for."""
    said = passage.text.split()
    return " ".join(said[:_MOST_WORDS]) + (" …" if len(said) > _MOST_WORDS else "")


def _places(move: Move) -> str:
    said = [_instead(difference.ours_in_context, difference.theirs_in_context) for difference in move.differences]
    more = len(said) - _MOST_PLACES
    rest = f"; and differs in {more} more place{'' if more == 1 else 's'}" if more > 0 else ""
    return "; ".join(said[:_MOST_PLACES]) + rest + "."


def _instead(new: str, old: str) -> str:
    return f'"{new}" in place of "{old}"'


def _effect(move: Move) -> str:
    if any(difference.reverses for difference in move.differences):
        return " That reverses the meaning."
    if move.changes_meaning:
        return " That changes the meaning."
    if all(difference.kind is DepartureClass.TYPOGRAPHY for difference in move.differences):
        return " The words are the same, written in another way."
    return ""


def _near(move: Move) -> str:
    if move.new is None:
        return " No passage of it is near to it."
    count = len(move.differences)
    return f" The nearest is {move.new.label}, which differs in {count} place{'' if count == 1 else 's'}."


def _remedy(cited: _Cited, newest: Edition, move: Move) -> str:
    compare = f"inforce source compare {cited.ref.source}/{cited.ref.edition} {newest.source}/{newest.id}"
    if move.fate is Fate.SAME and move.new:
        ref = PassageRef(newest.source, newest.id, move.new.id)
        return f"Cite the newest edition in the next version of the document:  {cited.field}: {ref}"
    return (
        "The owner of the document decides whether the rule follows the newest edition, in a new version. "
        f"To see all that changed:  {compare}"
    )


def replacement_in_words(source: Source, edition: Edition, day: date) -> str:
    """Return what took or will take the place of *edition*, when, and what may have changed the position since."""
    replaced = edition.details.replaced
    if replaced is None:
        return ""
    when = f"{'on' if replaced.on.day else 'in'} {replaced.on.in_words}"
    verb = "will be" if replaced.on.lies_ahead(day) else "was"
    said = [f"{_in_words(edition)} {verb} replaced by the edition of {replaced.by} {when}."]
    said += [replaced.note] if replaced.note else []
    said += [later.details.caution for later in source.replacements(edition) if later.details.caution]
    return " ".join(said)


def _in_words(edition: Edition) -> str:
    details = edition.details
    return f"{details.short_title} ({details.publisher}, {details.published.in_words})"
