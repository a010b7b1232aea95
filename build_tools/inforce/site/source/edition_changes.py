"""What a newer edition says in place of this one, and the warning on every page that cites it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from inforce.compare.passage_changes import Added, EditionChanges, PassageChange, PassageChangeKind
from inforce.model.catalogue import _, listed
from inforce.model.guidance import Version
from inforce.model.sources import Edition, Passage, Replacement, Source
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Link, MarkedLine, Notice, Paragraphs, Piece, Prose, link, plain, prose, redlined
from inforce.site.phrases.changes import Chip, chips
from inforce.site.phrases.editions import short_name, when
from inforce.site.phrases.verdicts import whom_to_ask
from inforce.site.publication import Publication, Reliance
from inforce.wording.departures import DepartureClass
from inforce.wording.redline import redline


def edition_notices(publication: Publication, document: DocumentOnDay, version: Version) -> Iterator[Notice]:
    """Yield a notice for each edition that *version* cites and that another has replaced or will replace."""
    applies = document.status(version) in (Status.IN_FORCE, Status.UPCOMING)
    ask = whom_to_ask(document.document.details.owner) if applies else ""
    for edition in publication.cited_editions(version):
        source, replaced = publication.library.source(edition.source), edition.details.replaced
        if source and replaced:
            ahead = replaced.on.lies_ahead(publication.day)
            yield _ahead(source, edition, replaced) if ahead else _replaced(source, edition, replaced, ask)


def _ahead(source: Source, edition: Edition, replaced: Replacement) -> Notice:
    what = prose(
        _("This version cites {edition}. It will be replaced {when} by {newer}."),
        edition=_link(edition),
        when=when(replaced.on),
        newer=named(source, replaced.by),
    )
    note: tuple[Prose, ...] = ((replaced.note,),) if replaced.note else ()
    return Notice("warning", _("The edition that this version cites will be replaced"), (what, *note))


def _replaced(source: Source, edition: Edition, replaced: Replacement, ask: str) -> Notice:
    later = source.replacements(edition)
    what = prose(
        _("This version cites {edition}. It was replaced {when} by {newer}."),
        edition=_link(edition),
        when=when(replaced.on),
        newer=named(source, replaced.by),
    )
    note: Prose = (replaced.note,) if replaced.note else ()
    cautions: list[Prose] = [(one.details.caution,) for one in later if one.details.caution]
    newest: Prose = ()
    if len(later) > 1:
        newest = prose(_("The newest edition we hold is {edition}."), edition=named(source, later[-1].id))
    paragraphs = (what, newest, note, *cautions, (ask,) if ask else ())
    said = tuple(paragraph for paragraph in paragraphs if paragraph)
    return Notice("warning", _("This guidance quotes a source that has since been replaced"), said)


def named(source: Source, edition_id: str) -> str | Link:
    """Return "the edition of 19 April 2024", leading to its page where the edition is held."""
    edition = source.edition(edition_id)
    if edition is None:
        return _("the edition {id}", id=edition_id)
    text = _("the edition of {day}", day=edition.details.published.in_words)
    return link(text, addresses.edition(source.id, edition.id))


def _link(edition: Edition) -> Link:
    return link(short_name(edition), addresses.edition(edition.source, edition.id))


ANCHOR = "what_the_newer_edition_says"


class PassageRow(NamedTuple):
    """A passage that changed: what became of it, the marked words, and the rules that rest on it."""

    id: str
    kind: str
    heading: str
    chips: tuple[Chip, ...]
    note: str
    words: Paragraphs
    rules: tuple[Link, ...]


class EditionChangesView(NamedTuple):
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
        tuple(_row(move, rules) for move in changes.moves if move.fate is not PassageChangeKind.SAME),
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
        same=fates.count(PassageChangeKind.SAME),
        changed=fates.count(PassageChangeKind.CHANGED),
        gone=fates.count(PassageChangeKind.GONE),
        added=len(changes.added),
    )


def _same(changes: EditionChanges) -> str:
    same = [
        _("{passage} (now {name})", passage=_labels(move.olds), name=_labels(move.news))
        if move.renamed
        else _labels(move.olds)
        for move in changes.moves
        if move.fate is PassageChangeKind.SAME
    ]
    return _("The same, word for word: {passages}.", passages=listed(same)) if same else ""


def _labels(passages: Sequence[Passage]) -> str:
    return listed([passage.label for passage in passages])


def _row(move: PassageChange, rules: Mapping[str, tuple[Link, ...]]) -> PassageRow:
    label = _capital(_labels(move.olds))
    resting = tuple(dict.fromkeys(rule for passage in move.olds for rule in rules.get(passage.id, ())))
    anchor = f"change_{move.old.id}"
    if move.fate is PassageChangeKind.CHANGED:
        words = redlined(redline(move.old_text, move.new_text))
        weight = (Chip(DepartureClass.MEANING.value, _("rewritten")),) if move.rewritten else chips(move.differences)
        return PassageRow(anchor, "changed", label, weight, _now(move), words, resting)
    heading, note = _("{passage}: gone", passage=label), _("The newer edition has no such passage.")
    if move.near:
        note = _("The newer edition has no such passage. Most of its words are in {passage}.", passage=move.near.label)
    return PassageRow(anchor, "removed", heading, (), note, _marked(move.old, "removed"), resting)


def _now(move: PassageChange) -> str:
    """Say where the words are now, unless the passage has the name that it had."""
    if len(move.olds) > 1:
        return _("Together they are now {passage}.", passage=_labels(move.news))
    if not move.one_to_one or move.old.label != move.news[0].label:
        return _("Now {passage}.", passage=_labels(move.news))
    return ""


def _added(added: Added) -> PassageRow:
    heading = _("{passage}: new", passage=_capital(added.passage.label))
    note = _("Most of its words were in {passage}.", passage=added.near.label) if added.near else ""
    return PassageRow(f"new_{added.passage.id}", "added", heading, (), note, _marked(added.passage, "added"), ())


def _marked(passage: Passage, kind: str) -> Paragraphs:
    return tuple(MarkedLine(tuple(Piece(piece.text, kind) for piece in one), one.line) for one in plain(passage.text))


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
