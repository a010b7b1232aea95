"""What was begun, for the person at the terminal: what was written, what to fill in, what to do next.

Where its text came out of a file, with the account of every word of that file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inforce.editing.capture import NewEdition
from inforce.editing.imported_version import Imported, Omission
from inforce.model.dates import in_words
from inforce.model.guidance import Version
from inforce.model.problem import counted
from inforce.model.status import Neighbours
from inforce.parsing.located_yaml import load
from inforce.reading.guidance_files import ToFill, left_to_fill


@dataclass(frozen=True)
class Begun:
    """A version that was begun: its file, its first day, what it was copied from, what is around it, and its kind."""

    file: str
    begins: date | None
    base: Version
    beside: Neighbours
    to_fill: tuple[ToFill, ...]
    kind: str


def begun_version(begun: Begun, today: date) -> str:
    """Return all that is to be said of a version that was begun on the day *today*."""
    day = f", in force from {in_words(begun.begins)}" if begun.begins else ""
    said = [f"Wrote {begun.file}, a copy of version {begun.base.number}{day}.", *_to_think_of(begun, today)]
    said += to_fill(begun.to_fill, "Fill in:")
    said += [
        f"Its kind, {begun.kind}, is a guess until you change the words: the check tells you if another one is right.",
        "Change the words that are to change, run  inforce check  and open a pull request.",
    ]
    return "\n".join(said)


def to_fill(places: Sequence[ToFill], heading: str) -> Iterator[str]:
    """Yield what is to be filled in, and in which lines, below a *heading*."""
    if places:
        yield heading
        yield from (f"  line {one.line}: {one.words}" for one in places)


def _to_think_of(begun: Begun, today: date) -> Iterator[str]:
    before, after = begun.beside.before, begun.beside.after
    if begun.begins and begun.begins < today:
        yield f"{in_words(begun.begins)} is in the past: the site will say that the version has applied since then."
    if before and begun.base.number < before.number:
        yield (
            f"It takes over from version {before.number}, and what that one changed is not in this copy. Put it in, or "
            "declare under undoes: in document.yml that it is undone."
        )
    if after and after.in_force_from:
        day = in_words(after.in_force_from)
        yield (
            f"Its number lies below {after.number}, which takes over from it on {day} with its own words. If those "
            "would undo your change, the check says so, and what to do."
        )


def begun_document(folder: str, files: Mapping[str, bytes]) -> str:
    """Return all that is to be said of new *files*, by their names in *folder*."""
    said = [f"Wrote {' and '.join(f'{folder}/{name}' for name in files)}."]
    for name, content in files.items():
        located, _ = load(content, name)
        said += to_fill(left_to_fill(located), f"Fill in, in {name}:") if located else []
    return "\n".join([*said, "Then run  inforce check  and open a pull request."])


def import_report(imported: Imported, name: str, sha256: str, changes: int) -> str:
    """Return the account of the Word file called *name*: what was taken, what was left out and where, what to look at.

    *changes* is how many tracked changes were accepted.
    """
    omitted = imported.words_omitted
    sections, rules = counted(imported.sections, "section"), counted(imported.rules, "rule")
    texts = counted(imported.texts, "text that binds nobody", "texts that bind nobody")
    said = [
        f"{name} (SHA-256 {sha256}) has {counted(imported.words, 'word')}. "
        f"{imported.words - omitted:,} were taken and {omitted:,} left out; none is missing.",
        f"They make {sections}, {rules} and {texts}, with {counted(imported.tables, 'table')}.",
    ]
    if changes:
        said.append(f"{counted(changes, 'tracked change was', 'tracked changes were')} read as accepted.")
    said += _part("Left out:", imported.omitted)
    said += _part("What the file says of itself, which was written nowhere:", imported.said_of_itself)
    said += _part("To look at:", imported.remarks)
    return "\n".join(said)


def begun_edition(file: str, edition: NewEdition) -> str:
    """Return all that is to be said of an edition that was begun in *file*."""
    if not edition.passages:
        return f"Wrote {file}, without passages: rules can cite it once it has some. Then run  inforce check."
    said = [f"Wrote {file} with {counted(edition.passages, 'passage')}. No word of the text is missing."]
    said += _part("Left out:", edition.omitted)
    said += _part("To look at:", edition.remarks)
    source, _slash, name = file.removeprefix("content/sources/").removesuffix(".yml").partition("/")
    said += [
        "Read its passages against the original. With a file of it, every word and page is checked:",
        f"  inforce source capture FILE --as {source}/{name}",
    ]
    return "\n".join(said)


def _part(heading: str, places: Iterable[Omission]) -> Iterator[str]:
    lines = [_line(one) for one in places]
    if lines:
        yield heading
        yield from lines


def _line(one: Omission) -> str:
    words = " | ".join(filter(None, one.words.split("\t")))
    return "  " + ": ".join(filter(None, (one.place, one.what, words)))
