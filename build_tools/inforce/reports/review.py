"""A change as one comment for whoever approves guidance and never opens git: what it does, and what is to be decided.

The text is Markdown with ``<ins>`` and ``<del>``. It is the same for the same change, and fits into a comment of
GitHub, GitLab and Forgejo: what has no room is counted and said to be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from inforce.compare.changes import RuleChange, VersionChanges
from inforce.formats.redline_text import marked
from inforce.model.dates import in_words
from inforce.model.guidance import ChangeKind, Version
from inforce.model.problem import Problem, counted
from inforce.reports.formats import CheckReport, as_markdown
from inforce.site.block_markdown import escaped
from inforce.site.document.redline_rows import Row, redline_rows
from inforce.site.document_on_day import DocumentOnDay
from inforce.wording.departures import DepartureClass

LIMIT = 60_000
"""How many characters a review has at most; a comment of GitHub takes 65,536."""

_MARK = "<!-- inforce review -->"
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


def review(versions: Sequence[NewVersion], problems: Sequence[Problem], told: CheckReport, preview: str = "") -> str:
    """Return the review of a change that adds *versions*; *problems* are all that the check found."""
    errors = [problem for problem in problems if problem.is_error]
    parts = [_MARK, "## What this changes", _summary(versions, errors)]
    if preview:
        parts.append(f"[Preview of the site]({preview})")
    for one in versions:
        parts += _of_version(one)
    parts += ["## What happens when it is merged", *_merging(versions, errors)]
    if problems:
        parts += ["## What the check says", as_markdown(told).partition("\n")[2].strip()]
    return _within_the_limit(part for part in parts if part)


def _summary(versions: Sequence[NewVersion], errors: Sequence[Problem]) -> str:
    if not versions:
        return "No version of a document is added." + (_stopped(errors) if errors else "")
    names = "\n".join(
        f"- **{escaped(one.version.text.title)}**, version {one.version.number}: {_begins(one.version)}"
        for one in versions
    )
    return f"{names}{_stopped(errors) if errors else ''}"


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
        yield "Nothing is published while a problem stands: merging leaves the site as it is."
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
    yield "- A published version is never edited again. What is wrong with it is put right by the next one."


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
