"""Where a cited edition was replaced, owners are told, rule by rule, what the newest edition says instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from inforce.checks.check import applies, finds
from inforce.compare.passage_changes import EditionChanges, PassageChange, PassageChangeKind, newest_words
from inforce.model.block_text import as_written
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.names import PassageRef
from inforce.model.problem import FieldPath, Place, Problem, Severity
from inforce.model.rules import Rule
from inforce.model.sources import Edition, Passage, Source
from inforce.wording.departures import DepartureClass

_MOST_PLACES = 3
"""How many differences a warning tells; the comparison of the editions has them all."""

_MOST_WORDS = 40
_MOST_NAMED = 6


@finds("edition-replaced", "A version cites an edition that another has replaced.")
@finds("newer-edition", "A version cites an edition that is not the newest, and nothing says that it was replaced.")
@finds("passage-changed", "The newest edition has other words for a passage that a rule cites.")
@finds("passage-gone", "The newest edition no longer has a passage that a rule cites.")
@finds("passage-the-same", "The newest edition has the same words for a cited passage, so you can cite that instead.")
def sources_are_current(library: Library, day: date) -> Iterator[Problem]:
    """Each edition that a version in force or upcoming cites is the latest there is."""
    changes = _Changes(library)
    told: set[tuple[str, str]] = set()
    for document in library.documents:
        for version in document.versions:
            if applies(document, version, day):
                yield from _cited_editions(library, version, day, told)
                yield from _cited_passages(changes, version)


@dataclass(frozen=True)
class _Cited:
    """A citation: the field that names the passage, and the rule."""

    place: Place
    field: str
    ref: PassageRef
    rule: Rule


def _citations(version: Version) -> Iterator[_Cited]:
    for path, rule in version.located_rules():
        for position, citation in enumerate(rule.citations):
            field = "quotes" if citation.quotes else "draws_on"
            where: FieldPath = (*path, "citations", position, field)
            yield _Cited(version.origin.place(*where), field, citation.passage, rule)


def _cited_editions(library: Library, version: Version, day: date, told: set[tuple[str, str]]) -> Iterator[Problem]:
    """Say of each edition once that it was replaced, or that a newer one is held; *told* are those said already."""
    for cited in _citations(version):
        named = (cited.ref.source, cited.ref.edition)
        if named in told:
            continue
        told.add(named)
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
        f"{_in_words(edition)} is cited, and there is a newer edition: {newest.id} ({published.in_words}). "
        "Whether that took its place is not recorded.",
        f"If it did, say so in {edition.origin.file}:  "
        f'replaced:\n  by: "{newest.id}"\n  on: {published}, or the day from which the newer one counts',
        Severity.WARNING,
    )


@dataclass(frozen=True)
class _Changes:
    """What the newest edition says in place of each cited one, worked out once for all documents that cite it."""

    library: Library

    @cached_property
    def _found(self) -> dict[tuple[str, str], EditionChanges | None]:
        return {}

    def move(self, ref: PassageRef) -> tuple[Edition, PassageChange] | None:
        """Return the newest edition and what it says in place of the passage, where its words are held."""
        named = (ref.source, ref.edition)
        if named not in self._found:
            self._found[named] = self._compare(ref)
        changes = self._found[named]
        move = changes.move(ref.passage) if changes else None
        return (changes.new, move) if changes and move else None

    def _compare(self, ref: PassageRef) -> EditionChanges | None:
        source, edition = self.library.source(ref.source), self.library.edition(ref)
        newest = newest_words(source, edition) if source and edition else None
        return EditionChanges.of(source, edition, newest) if source and edition and newest else None


def _cited_passages(changes: _Changes, version: Version) -> Iterator[Problem]:
    """Say of each citation of an older edition what the newest one says instead; of those that it has, once."""
    same: dict[tuple[str, str], list[tuple[_Cited, Edition, PassageChange]]] = defaultdict(list)
    for cited in _citations(version):
        if found := changes.move(cited.ref):
            newest, move = found
            if move.fate is PassageChangeKind.SAME:
                same[cited.ref.source, cited.ref.edition].append((cited, newest, move))
            else:
                yield _told(cited, newest, move)
    for citations in same.values():
        yield _told(*citations[0]) if len(citations) == 1 else _all_the_same(citations)


def _told(cited: _Cited, newest: Edition, move: PassageChange) -> Problem:
    what = (
        f'Rule "{cited.rule.id}" cites {_label(move, cited.ref)} of {cited.ref.source} {cited.ref.edition}; '
        f"{move_in_words(move, newest)}"
    )
    code = {
        PassageChangeKind.SAME: "passage-the-same",
        PassageChangeKind.CHANGED: "passage-changed",
        PassageChangeKind.GONE: "passage-gone",
    }[move.fate]
    return Problem(cited.place, code, what, _remedy(cited, newest, move), Severity.WARNING)


def _label(move: PassageChange, ref: PassageRef) -> str:
    return next(passage.label for passage in move.olds if passage.id == ref.passage)


def _all_the_same(citations: Sequence[tuple[_Cited, Edition, PassageChange]]) -> Problem:
    """Say once that the newest edition has the words of many citations, so that only the source would change."""
    cited, newest, _ = citations[0]
    rules = list(dict.fromkeys(f'"{one.rule.id}"' for one, _, _ in citations))
    renamed = [f"{move.old.id} is now {move.news[0].id}" for _, _, move in citations if move.renamed]
    what = (
        f"{_listed(rules, _MOST_NAMED)}: {len(citations)} citations of {cited.ref.source} {cited.ref.edition} that the "
        f"edition of {newest.id} has word for word."
    )
    what += f" Of those, {_listed(list(dict.fromkeys(renamed)), _MOST_NAMED)}." if renamed else ""
    remedy = f"Cite the newest edition in the next version of the document:  {newest.source}/{newest.id}"
    return Problem(cited.place, "passage-the-same", what, remedy, Severity.WARNING)


def move_in_words(move: PassageChange, newest: Edition) -> str:
    """Return what the *newest* edition says in place of a passage, in words that go on with a sentence about it."""
    match move.fate:
        case PassageChangeKind.SAME if move.renamed:
            return f"the edition of {newest.id} says the same, word for word, in {_labels(move.news)}."
        case PassageChangeKind.SAME:
            return f"the edition of {newest.id} says the same, word for word."
        case PassageChangeKind.CHANGED if not move.one_to_one:
            return (
                f"in the edition of {newest.id} {_labels(move.olds)} became {_labels(move.news)}, "
                f"with {_places(move)}{_effect(move)}"
            )
        case PassageChangeKind.CHANGED if move.rewritten and move.new:
            where = "" if move.old.label == move.new.label else f" in {move.new.label}"
            return f'the edition of {newest.id} has rewritten it{where}: "{_beginning(move.new)}"'
        case PassageChangeKind.CHANGED:
            where = "" if move.old.label == _labels(move.news) else f"in {_labels(move.news)} "
            return f"the edition of {newest.id} says {where}{_places(move)}{_effect(move)}"
        case PassageChangeKind.GONE:
            return f"the edition of {newest.id} has no such passage.{_near(move)}"


def _beginning(passage: Passage) -> str:
    """Return the words of *passage* in one line, as many as a warning has room for."""
    said = as_written(passage.text).split()
    return " ".join(said[:_MOST_WORDS]) + (" …" if len(said) > _MOST_WORDS else "")


def _places(move: PassageChange) -> str:
    said = [_instead(difference.ours_in_context, difference.theirs_in_context) for difference in move.differences]
    more = len(said) - _MOST_PLACES
    rest = f"; and differs in {more} more place{'' if more == 1 else 's'}" if more > 0 else ""
    return "; ".join(said[:_MOST_PLACES]) + rest + "."


def _instead(new: str, old: str) -> str:
    return f'"{new}" in place of "{old}"'


def _effect(move: PassageChange) -> str:
    if any(difference.reverses for difference in move.differences):
        return " That reverses the meaning."
    if move.changes_meaning:
        return " That changes the meaning."
    if all(difference.kind is DepartureClass.TYPOGRAPHY for difference in move.differences):
        return " The words are the same, written in another way."
    return ""


def _near(move: PassageChange) -> str:
    said = " What has its id there is another passage." if move.namesake else ""
    if move.near is None:
        return f"{said} No passage of it is near to it."
    return f"{said} Most of its words are in {move.near.label}, which may have taken it in."


def _labels(passages: Sequence[Passage]) -> str:
    return _listed([passage.label for passage in passages], len(passages))


def _listed(names: Sequence[str], most: int) -> str:
    """Return "a, b and c"; of more than *most* it says how many are left out."""
    told = list(names) if len(names) <= most else [*names[:most], f"{len(names) - most} more"]
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else told[0]


def _remedy(cited: _Cited, newest: Edition, move: PassageChange) -> str:
    compare = f"inforce source compare {cited.ref.source}/{cited.ref.edition} {newest.source}/{newest.id}"
    if move.fate is PassageChangeKind.SAME and move.new:
        ref = PassageRef(newest.source, newest.id, move.new.id)
        return f"Cite the newest edition in the next version of the document:  {cited.field}: {ref}"
    decides = "The owner of the document decides whether the rule follows the newest edition, in a new version. "
    if move.fate is PassageChangeKind.GONE and move.near:
        decides += (
            f'If it went into {move.near.label}, add "formerly: [{move.old.id}]" to the passage {move.near.id} in '
            f"{newest.origin.file}. "
        )
    return f"{decides}To see all that changed:  {compare}"


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
