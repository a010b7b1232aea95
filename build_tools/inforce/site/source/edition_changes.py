"""What a newer edition says in place of this one, passage by passage, and which rules rest on what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inforce.compare.passage_changes import EditionChanges, Fate, Move
from inforce.model.catalogue import _, listed
from inforce.model.sources import Edition, Passage, Source
from inforce.site import addresses
from inforce.site.marked_words import Paragraphs, Piece, flowing, plain, redlined
from inforce.site.phrases.badges import Chip, chips
from inforce.site.prose import Link, Prose, link, prose
from inforce.site.publication import Reliance
from inforce.site.source.edition_notices import named
from inforce.wording.departures import DepartureClass
from inforce.wording.redline import redline

ANCHOR = "what_the_newer_edition_says"


@dataclass(frozen=True)
class PassageRow:
    """A passage that changed: what became of it, the marked words, and the rules that rest on it."""

    id: str
    kind: str
    heading: str
    chips: tuple[Chip, ...]
    note: str
    words: Paragraphs
    rules: tuple[Link, ...]


@dataclass(frozen=True)
class EditionChangesView:
    """Everything that a newer edition says instead; *rows* and *added* are empty where its words are not held."""

    heading: str
    said: tuple[Prose, ...]
    rows: tuple[PassageRow, ...] = ()
    added: tuple[PassageRow, ...] = ()


def edition_changes(source: Source, edition: Edition, live: Sequence[Reliance]) -> EditionChangesView | None:
    """Return what came after *edition*; None where nothing did, or where no words of it are held.

    It is compared with the newest edition of which words are held; that there is a newer one still is said.
    *live* are the versions in force or upcoming that rest on it.
    """
    newer = source.newer(edition)
    if not newer or not edition.details.passages:
        return None
    heading = _("What the newer edition says")
    held = [other for other in newer if other.details.passages]
    not_held = _not_held(source, newer[-1]) if not newer[-1].details.passages else ()
    if not held:
        return EditionChangesView(heading, (not_held,))
    changes = EditionChanges(edition, held[-1])
    rules = _rules(live)
    said: list[Prose] = [not_held] if not_held else []
    compared = _(
        "Compared here with {edition}. "
        "Words that it no longer has are struck through, words that came in are underlined."
    )
    said.append(prose(compared, edition=named(source, held[-1].id)))
    said += list(_same(changes))
    return EditionChangesView(
        heading,
        tuple(said),
        tuple(_row(move, rules) for move in changes.moves if move.fate is not Fate.SAME),
        tuple(_added(passage) for passage in changes.added),
    )


def _not_held(source: Source, newest: Edition) -> Prose:
    said = _("The words of {edition} are not held here, so what it says instead has not been compared.")
    return prose(said, edition=named(source, newest.id))


def _rules(live: Sequence[Reliance]) -> Mapping[str, tuple[Link, ...]]:
    """Return the rules that rest on each passage, by its id."""
    found: dict[str, list[Link]] = defaultdict(list)
    for reliance in live:
        version = reliance.version
        for number, rule, passages in reliance.rules:
            text = _(
                "rule {number} of {title}, version {version}",
                number=number,
                title=version.text.title,
                version=version.number,
            )
            for passage in dict.fromkeys(passages):
                found[passage].append(link(text, addresses.version(version), rule.id))
    return {passage: tuple(links) for passage, links in found.items()}


def _same(changes: EditionChanges) -> Iterator[Prose]:
    same = [
        _("{passage} (now {name})", passage=move.old.label, name=move.new.label)
        if move.renamed and move.new
        else move.old.label
        for move in changes.moves
        if move.fate is Fate.SAME
    ]
    if same:
        yield (_("The same, word for word: {passages}.", passages=listed(same)),)


def _row(move: Move, rules: Mapping[str, tuple[Link, ...]]) -> PassageRow:
    label = _capital(move.old.label)
    resting = rules.get(move.old.id, ())
    if move.fate is Fate.CHANGED and move.new:
        words = _redlined(move.old, move.new)
        weight = (Chip(DepartureClass.MEANING.value, _("rewritten")),) if move.rewritten else chips(move.differences)
        return PassageRow(f"change_{move.old.id}", "changed", label, weight, "", words, resting)
    heading = _("{passage}: gone", passage=label)
    if move.new:
        note = _(
            "The newer edition has no such passage. Its nearest is {passage}, which is compared here.",
            passage=move.new.label,
        )
        return PassageRow(
            f"change_{move.old.id}", "removed", heading, chips(move.differences), note, _redlined(move.old, move.new),
            resting,
        )  # fmt: skip
    note = _("The newer edition has no such passage, and none that is near to it.")
    return PassageRow(f"change_{move.old.id}", "removed", heading, (), note, _marked(move.old, "removed"), resting)


def _added(passage: Passage) -> PassageRow:
    heading = _("{passage}: new", passage=_capital(passage.label))
    return PassageRow(f"new_{passage.id}", "added", heading, (), "", _marked(passage, "added"), ())


def _redlined(old: Passage, new: Passage) -> Paragraphs:
    return redlined(redline(flowing(old.text), flowing(new.text)))


def _marked(passage: Passage, kind: str) -> Paragraphs:
    return tuple(tuple(Piece(piece.text, kind) for piece in pieces) for pieces in plain(passage.text))


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
