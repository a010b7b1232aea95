"""What a newer edition says in place of this one, passage by passage, and which rules rest on what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inforce.compare.passage_changes import Added, EditionChanges, Fate, Move
from inforce.model.catalogue import _, listed
from inforce.model.sources import Edition, Passage, Source
from inforce.site import addresses
from inforce.site.marked_words import MarkedLine, Paragraphs, Piece, plain, redlined
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
    same: str = ""
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
    changes = EditionChanges.of(source, edition, held[-1])
    rules = _rules(live)
    said: list[Prose] = [not_held] if not_held else []
    compared = _("Compared with {edition}. Removed words are crossed out. New words are underlined.")
    said.append(prose(compared, edition=named(source, held[-1].id)))
    said.append((_counts(changes),))
    return EditionChangesView(
        heading,
        tuple(said),
        _same(changes),
        tuple(_row(move, rules) for move in changes.moves if move.fate is not Fate.SAME),
        tuple(map(_added, changes.added)),
    )


def _not_held(source: Source, newest: Edition) -> Prose:
    said = _("We do not hold the text of {edition}, so we cannot show what changed.")
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


def _counts(changes: EditionChanges) -> str:
    """Return how many passages stayed, changed, went and came: what a reader wants first."""
    fates = [move.fate for move in changes.moves for _one in move.olds]
    return _(
        "The same: {same}. Changed: {changed}. Gone: {gone}. New: {added}.",
        same=fates.count(Fate.SAME),
        changed=fates.count(Fate.CHANGED),
        gone=fates.count(Fate.GONE),
        added=len(changes.added),
    )


def _same(changes: EditionChanges) -> str:
    same = [
        _("{passage} (now {name})", passage=_labels(move.olds), name=_labels(move.news))
        if move.renamed
        else _labels(move.olds)
        for move in changes.moves
        if move.fate is Fate.SAME
    ]
    return _("The same, word for word: {passages}.", passages=listed(same)) if same else ""


def _labels(passages: Sequence[Passage]) -> str:
    return listed([passage.label for passage in passages])


def _row(move: Move, rules: Mapping[str, tuple[Link, ...]]) -> PassageRow:
    label = _capital(_labels(move.olds))
    resting = tuple(dict.fromkeys(rule for passage in move.olds for rule in rules.get(passage.id, ())))
    anchor = f"change_{move.old.id}"
    if move.fate is Fate.CHANGED:
        words = redlined(redline(move.old_text, move.new_text))
        weight = (Chip(DepartureClass.MEANING.value, _("rewritten")),) if move.rewritten else chips(move.differences)
        return PassageRow(anchor, "changed", label, weight, _now(move), words, resting)
    heading, note = _("{passage}: gone", passage=label), _("The newer edition has no such passage.")
    if move.near:
        note = _(
            "The newer edition has no such passage. Most of its words stand in {passage}.", passage=move.near.label
        )
    return PassageRow(anchor, "removed", heading, (), note, _marked(move.old, "removed"), resting)


def _now(move: Move) -> str:
    """Say where the words are now, unless the passage has the name that it had."""
    if len(move.olds) > 1:
        return _("Together they are now {passage}.", passage=_labels(move.news))
    if not move.one_to_one or move.old.label != move.news[0].label:
        return _("Now {passage}.", passage=_labels(move.news))
    return ""


def _added(added: Added) -> PassageRow:
    heading = _("{passage}: new", passage=_capital(added.passage.label))
    note = _("Most of its words stood in {passage}.", passage=added.near.label) if added.near else ""
    return PassageRow(f"new_{added.passage.id}", "added", heading, (), note, _marked(added.passage, "added"), ())


def _marked(passage: Passage, kind: str) -> Paragraphs:
    return tuple(MarkedLine(tuple(Piece(piece.text, kind) for piece in one), one.line) for one in plain(passage.text))


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
