"""What a change does, for whoever approves it, and what a newer edition says instead.

The text is Markdown with ``<ins>`` and ``<del>``. It is the same for the same change, and fits into a comment of
GitHub, GitLab and Forgejo: what has no room is counted and said to be left out.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from inforce.compare.changes import RuleChange, VersionChanges
from inforce.compare.passage_changes import Added, EditionChanges, PassageChange, PassageChangeKind
from inforce.formats.redline_text import marked
from inforce.model.block_text import in_one_line
from inforce.model.dates import in_words
from inforce.model.guidance import CallOff, ChangeKind, DocumentDetails, Version, Withdrawal
from inforce.model.problem import Problem, counted
from inforce.model.rules import Rule
from inforce.model.sources import Edition, Passage
from inforce.reports.formats import CheckReport, as_markdown
from inforce.site.block_markdown import escaped
from inforce.site.document.redline_rows import Row, redline_rows
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.publication import Reliance
from inforce.wording.departures import DepartureClass
from inforce.wording.redline import SpanKind, redline

LIMIT = 60_000
"""How many characters a review has at most; a comment of GitHub takes 65,536."""

REVIEW_MARK = "<!-- inforce review -->"
"""With what a review begins, by which the comment with it is found again."""

_KINDS = {
    ChangeKind.FIRST: "first version",
    ChangeKind.MAJOR: "major: changes what people must do",
    ChangeKind.MINOR: "minor: wording or additions",
    ChangeKind.PATCH: "patch: corrects typing alone",
}
_FOUND = {
    DepartureClass.MEANING: "it changes the meaning",
    DepartureClass.WORDING: "it has other words, and a person has to say whether they mean the same",
    DepartureClass.TYPOGRAPHY: "the same words, written otherwise",
    None: "no word of a rule changes",
}


@dataclass(frozen=True)
class NewVersion:
    """A version that the change adds, and what it changes; *changes* is None for a first version."""

    document: DocumentOnDay
    version: Version
    changes: VersionChanges | None


@dataclass(frozen=True)
class ChangedFacts:
    """A document whose ``document.yml`` the change touches, and what that said *before*; None where nobody can tell."""

    document: DocumentOnDay
    before: DocumentDetails | None


def review(
    versions: Sequence[NewVersion], facts: Sequence[ChangedFacts], told: CheckReport,
    preview: str = "", unread: Collection[str] = (),
) -> str:  # fmt: skip
    """Return the review of a change that adds *versions* and changes *facts*.

    *told* has all that the check found, and *unread* are the files of versions that cannot be read because of it.
    """
    errors = [problem for problem in told.problems if problem.is_error]
    parts = [REVIEW_MARK, "## What this changes", _summary(versions, unread, errors), *map(_taken_back, facts)]
    if preview:
        parts.append(f"[Preview of the site]({preview})")
    for one in versions:
        parts += _of_version(one)
    parts += ["## What happens when it is merged", *_merging(versions, errors)]
    if told.problems:
        parts += ["## What the check says", as_markdown(told).partition("\n")[2].strip()]
    return _within_the_limit(part for part in parts if part)


def _summary(versions: Sequence[NewVersion], unread: Collection[str], errors: Sequence[Problem]) -> str:
    if not versions and not unread:
        return "No version of a document is added." + (_stopped(errors) if errors else "")
    added = [
        f"- **{escaped(one.version.text.title)}**, version {one.version.number}: {_begins(one.version)}"
        for one in versions
    ]
    kept_back = [
        f"- {escaped(file)}: cannot be read yet, so nobody can say what it changes." for file in sorted(unread)
    ]
    names = "\n".join([*added, *kept_back])
    return f"{names}{_stopped(errors) if errors else ''}"


def _taken_back(one: ChangedFacts) -> str:
    """Return what the change takes back of a document, a withdrawal that it takes back itself, and other facts."""
    now, before = one.document.document.details, one.before
    known = (before.withdrawn, *before.called_off, *before.withheld) if before else ()
    title = f"- **{escaped(one.document.title)}**"
    said = []
    for fact in (now.withdrawn, *now.called_off, *now.withheld):
        if fact is None or fact in known:
            continue
        match fact:
            case Withdrawal():
                what = f"{title} is withdrawn: from {in_words(fact.on)} it no longer applies, in print either."
            case CallOff():
                what = f"{title}, version {fact.version}, is cancelled and never comes into force."
            case _:
                what = f"{title}, version {fact.version}: words are withheld from readers."
        said.append(f"{what} {escaped(' '.join(fact.reason.split()))}")
    if before and before.withdrawn and not now.withdrawn:
        said.append(f"{title} is no longer withdrawn, and has to be followed again.")
    for name, what in _FACTS.items() if before else ():
        old, new = getattr(before, name), getattr(now, name)
        if old != new:
            told = f" from {_value(old)} to {_value(new)}" if isinstance(new or old, str) else ""
            said.append(f"{title}: {what} changes{told}, with the next publication and without a new version.")
    return "\n".join(said)


_FACTS = {
    "audience": "**who has to follow it**",
    "owner": "the owner",
    "contact": "how to reach the owner",
    "topics": "the topics under which it is listed",
    "language": "the language in which it is read",
    "review_every": "how often it is reviewed",
    "reviews": "the record of its reviews",
    "print_valid_for": "how long a printed copy may be relied on",
    "print_notice": "the notice on printed copies",
    "brought_in": "what is said of where its versions come from",
    "attributes": "the list of facts about it",
    "undoes": "which changes are undone on purpose",
    "formerly": "the list of ids that it had before",
}
"""What ``document.yml`` says that readers see changed at once, in the words of whoever approves it."""


def _value(said: str | None) -> str:
    return f'"{escaped(" ".join(said.split()))}"' if said else "nothing"


def _stopped(errors: Sequence[Problem]) -> str:
    return f"\n\n**This cannot be published yet.** The check found {counted(len(errors), 'problem')}, listed below."


def _begins(version: Version) -> str:
    day = version.in_force_from
    return f"in force from {in_words(day)}" if day else "in force from a date that is not known"


def _of_version(one: NewVersion) -> Iterator[str]:
    text = one.version.text
    yield f"## {escaped(text.title)}, version {one.version.number}"
    yield "\n".join(_facts(one))
    yield f"> {escaped(' '.join(text.change.note.split()))}"
    if one.changes is None:
        count = counted(len(tuple(one.version.rules)), "rule")
        yield f"This is the first version, with {count}. There is nothing to compare it with."
        return
    rows = redline_rows(one.changes, one.document.library)
    every = (*rows.rules, *rows.texts)
    for heading, kinds in (
        ("### Changes the meaning", {"meaning", "added", "removed"}),
        ("### A person has to decide whether these mean the same", {"wording"}),
        ("### Written otherwise, or in another place", {"typography", "source", "moved"}),
    ):
        found = [row for row in every if row.kind in kinds]
        if found:
            yield heading
            for row in found:
                yield from _row(row)
    if rows.same:
        yield escaped(rows.same)


def _facts(one: NewVersion) -> Iterator[str]:
    text = one.version.text
    yield f"- Declared as {_KINDS[text.change.kind]}."
    if one.changes:
        yield f"- Found: {_FOUND[one.changes.weight]}."
    if text.approved:
        on = f" on {in_words(text.approved.on)}" if text.approved.on else ", on a date that is not recorded"
        yield f"- Approved by {escaped(text.approved.by)}{on}."
    else:
        yield "- **Nobody is named who approved it.**"
    if strengths := [change for change in (one.changes.rules if one.changes else ()) if change.strength_changed]:
        yield f"- How binding a rule is changes: {_numbers(strengths)}."


def _numbers(changes: Iterable[RuleChange]) -> str:
    return ", ".join(f"rule {change.placed.name}" for change in changes)


def _row(row: Row) -> Iterator[str]:
    yield f"**{escaped(row.heading)}**" + (f": {escaped(' '.join(row.said))}" if row.said else "")
    if row.notes:
        yield "\n".join(f"- {escaped(note)}" for note in row.notes)
    for part in row.parts:
        if part.folded:
            continue
        lead = f"{escaped(part.label)}: " if part.label else ""
        yield "\n>\n".join(f"> {lead}{paragraph}" for paragraph in marked(part.words))


def _merging(versions: Sequence[NewVersion], errors: Sequence[Problem]) -> Iterator[str]:
    if errors:
        yield "Nothing is published while there is a problem: merging leaves the site as it is."
    for one in versions:
        day, current = one.version.in_force_from, one.document.current
        title = escaped(one.version.text.title)
        if day and day > one.document.day:
            yield f"- {title}: readers see version {one.version.number} as coming; it applies from {in_words(day)}."
        else:
            yield f"- {title}: version {one.version.number} is in force for readers with the next publication."
        if current and current.number != one.version.number:
            yield (
                f"- Printed copies of version {current.number} (check code {current.check_code}) are out of date from "
                f"{in_words(day) if day else 'then'} on."
            )
    yield "- A published version is never edited again. The next version corrects what is wrong with it."


def _within_the_limit(parts: Iterable[str]) -> str:
    kept: list[str] = []
    left = 0
    size = 0
    for part in parts:
        size += len(part) + 2
        if size > LIMIT:
            left += 1
        else:
            kept.append(part)
    if left:
        kept.append(f"There is no room for {left} more paragraphs here. `inforce review` prints all of it.")
    return "\n\n".join(kept) + "\n"


_WIDTH = 110
_MARKS = {SpanKind.SAME: ("", ""), SpanKind.REMOVED: ("[-", "-]"), SpanKind.ADDED: ("{+", "+}")}
_CLASSES = {
    DepartureClass.TYPOGRAPHY: "the same words, written in another way",
    DepartureClass.WORDING: "other words",
    DepartureClass.MEANING: "other words, which changes the meaning",
}


def edition_changes(changes: EditionChanges, live: Sequence[Reliance]) -> str:
    """Return the whole comparison as text; words taken out stand in [-…-], words that came in in {+…+}.

    *live* are the versions in force or upcoming that rest on the older edition.
    """
    told = [
        f"{_name(changes.old)} compared with {_name(changes.new)}",
        *_told(changes, live),
        _edition_summary(changes),
    ]
    return "\n\n".join(told) + "\n"


def _told(changes: EditionChanges, live: Sequence[Reliance]) -> Iterator[str]:
    for move in changes.moves:
        yield "\n".join([_heading(move), *_words(move), *_question(move, changes), *_resting(move, live)])
    for added in changes.added:
        passage = added.passage
        said = _wrapped("{+" + in_one_line(passage.text) + "+}")
        yield "\n".join([f"{_passage(passage)}: new", *said, *_split_question(added, changes)])


def _heading(move: PassageChange) -> str:
    return f"{_passages(move.olds)}: {_became(move)}"


def _became(move: PassageChange) -> str:
    there = (
        "" if move.one_to_one and not move.renamed and move.old.id == _id(move.new) else f", now {_passages(move.news)}"
    )
    match move.fate:
        case PassageChangeKind.SAME:
            return f"the same, word for word{there}"
        case PassageChangeKind.GONE:
            return f"gone; {_passage(move.namesake)} is another passage" if move.namesake else "gone"
        case PassageChangeKind.CHANGED if move.rewritten:
            return f"rewritten{there}"
        case PassageChangeKind.CHANGED if any(difference.reverses for difference in move.differences):
            return f"other words, which reverses the meaning{there}"
        case PassageChangeKind.CHANGED:
            kinds = [_CLASSES[one.kind] for one in move.differences]
            return max(kinds, key=list(_CLASSES.values()).index) + there


def _id(passage: Passage | None) -> str:
    return passage.id if passage else ""


def _words(move: PassageChange) -> list[str]:
    if move.fate is PassageChangeKind.SAME:
        return []
    if move.fate is PassageChangeKind.GONE:
        return _wrapped("[-" + _flowing(move.old_text) + "-]")
    spans = redline(_flowing(move.old_text), _flowing(move.new_text))
    return _wrapped("".join(f"{_MARKS[span.kind][0]}{span.text}{_MARKS[span.kind][1]}" for span in spans))


def _question(move: PassageChange, changes: EditionChanges) -> list[str]:
    """Ask whether a passage that is gone was merged into the one that has most of its words."""
    if move.near is None:
        return []
    ids = ", ".join([*(one.id for one in _came_from(move.near, changes)), move.old.id])
    return _wrapped(
        f"Most of its words are in {_passage(move.near)}. Was it merged into that? "
        f"Then write in {changes.new.origin.file}, in the passage {move.near.id}: formerly: [{ids}]"
    )


def _came_from(passage: Passage, changes: EditionChanges) -> Iterator[Passage]:
    for move in changes.moves:
        if passage in move.news:
            yield from move.olds


def _split_question(added: Added, changes: EditionChanges) -> list[str]:
    """Ask whether a new passage is part of the one that had most of its words."""
    if added.near is None:
        return []
    went_on = changes.move(added.near.id)
    ids = ", ".join([*(one.id for one in (went_on.news if went_on else ())), added.passage.id])
    return _wrapped(
        f"Most of its words were in {_passage(added.near)}. Was that split? "
        f"Then write in {changes.old.origin.file}, in the passage {added.near.id}: replaced_by: [{ids}]"
    )


def _resting(move: PassageChange, live: Sequence[Reliance]) -> list[str]:
    return [
        f"  Rests on it: rule {number} ({rule.id}) of {reliance.version.document} {reliance.version.number}, "
        f"{reliance.document.status(reliance.version).value}"
        for passage in move.olds
        for reliance, number, rule in _rules(passage, live)
    ]


def _rules(passage: Passage, live: Sequence[Reliance]) -> Iterator[tuple[Reliance, str, Rule]]:
    for reliance in live:
        for number, rule, passages in reliance.rules:
            if passage.id in passages:
                yield reliance, number, rule


def _edition_summary(changes: EditionChanges) -> str:
    fates = [move.fate for move in changes.moves for _ in move.olds]
    counted = [
        (fates.count(PassageChangeKind.SAME), "the same"),
        (fates.count(PassageChangeKind.CHANGED), "changed"),
        (fates.count(PassageChangeKind.GONE), "gone"),
        (len(changes.added), "new"),
    ]
    total = len(fates)
    said = ", ".join(f"{number} {what}" for number, what in counted if number)
    return f"{total} passage{'' if total == 1 else 's'}: {said}."


def _name(edition: Edition) -> str:
    details = edition.details
    return f"{details.short_title}, {details.publisher}, {details.published.in_words} ({edition.source}/{edition.id})"


def _passages(passages: Sequence[Passage]) -> str:
    return " and ".join(map(_passage, passages))


def _passage(passage: Passage) -> str:
    return f"{passage.label} (#{passage.id})"


def _flowing(text: str) -> str:
    return " ".join(text.split())


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
