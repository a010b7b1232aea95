"""What came of a publication or of going back, and that in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from inforce.model.dates import in_words, iso_in_words
from inforce.model.problem import counted
from inforce.publish.destinations.destination import Moved
from inforce.publish.register import Entry, Published, Register


@dataclass(frozen=True)
class WentBack:
    """That a rollback shows the pages of release *shows* again, and the commit that it took back ("" without git).

    It takes nothing back where it is *undone*: the pages that were published last show again.
    """

    shows: int
    taken_back: str
    undone: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a publication; *moved* is None where the same stood there already and nothing was written."""

    release: int
    new: tuple[Entry, ...]
    register: Register
    moved: Moved | None
    last_day: str = ""
    """The day, where the site is, that readers were shown before; "" where there was none."""
    signature_ended: bool = False
    hidden: tuple[Published, ...] = ()
    """Versions whose records stay but which the pages, being older, do not show as current."""
    back: WentBack | None = None
    withheld: tuple[Published, ...] = ()
    """Versions from which words were withheld since the release before."""
    mended: bool = False
    """Whether what stood there was the same by its list, and had been altered."""
    undated: bool = False
    """Whether the pages do not say when every version was published."""


LONGEST_LIST = 20
"""How many versions are named before the rest is only counted."""


def summary(outcome: Outcome, name: str, day: date) -> str:
    """Return what was published at *name* and what came into force up to *day*."""
    if outcome.moved is None:
        return f"{name} has this site already, as release {outcome.release}. Nothing was written."
    moved = outcome.moved
    counts = f"{counted(moved.written, 'file')} written, {moved.removed:,} removed, {moved.kept:,} unchanged."
    said = f"Published release {outcome.release} at {name}"
    if outcome.back:
        said = f"{name} shows the pages of release {outcome.back.shows} again, as release {outcome.release}"
    lines = [f"{said}: {counts}"]
    lines += _listed("New: ", [_new(entry, day) for entry in outcome.new if entry.what != "withheld"])
    lines += _listed("Came into force: ", [str(entry.published) for entry in _came_into_force(outcome, day)])
    hidden = [str(version) for version in outcome.hidden]
    lines += _listed("Published, but not shown as current by these pages: ", hidden)
    if outcome.back:
        lines.append(_what_comes_next(outcome.back))
    elif not outcome.new:
        lines.append(f"No new version; the register has {counted(len(outcome.register.entries), 'entry', 'entries')}.")
    lines += _listed("Words were withheld from ", [str(version) for version in outcome.withheld])
    if outcome.withheld:
        lines.append(
            "Earlier releases, git and backups still have these words. Remove those releases where you keep them. "
            "The README says what to do in git."
        )
    if outcome.mended:
        lines.append("Somebody had changed what was there, and it is put right. Find out who did.")
    if outcome.undated:
        lines.append(
            "The pages do not say when versions were published, because the site was built without a register. To "
            "add that: inforce build --register ADDRESS, where ADDRESS is the published site."
        )
    if outcome.signature_ended:
        lines.append("The release before was signed and this one is not. People who check signatures will be told.")
    return "\n".join(lines)


def _came_into_force(outcome: Outcome, day: date) -> Iterator[Entry]:
    """The versions whose day has come since the last publication; new ones say it themselves."""
    last = outcome.last_day
    before = outcome.register.entries[: len(outcome.register.entries) - len(outcome.new)]
    cancelled = {entry.published for entry in outcome.register.entries if entry.what == "cancelled"}
    for entry in (one for one in before if not one.what and one.published not in cancelled):
        if last and entry.in_force_from != "unknown" and last < entry.in_force_from <= day.isoformat():
            yield entry


def _what_comes_next(back: WentBack) -> str:
    if back.undone:
        return "These are the pages that were published last: every run, also at night, publishes as before."
    if back.taken_back:
        return (
            f"Every run, also at night, refuses to publish commit {back.taken_back[:12]} again (exit code 4), so "
            "these pages stay as they are. The next newer commit replaces them."
        )
    return (
        "Without git, inforce cannot tell what you took back: the next run, also at night, replaces these pages. "
        "Stop it until you have corrected the content."
    )


def _new(entry: Entry, day: date) -> str:
    if entry.what:
        of = entry.document if entry.what == "withdrawn" else entry.published
        return f"{of}, {entry.what} on {iso_in_words(entry.on)}"
    return f"{entry.published}, {_in_force(entry, day)}"


def _in_force(entry: Entry, day: date) -> str:
    if entry.in_force_from == "unknown":
        return "in force from an unknown date"
    first = date.fromisoformat(entry.in_force_from)
    return f"{'in force since' if first <= day else 'comes into force on'} {in_words(first)}"


def _listed(before: str, items: Iterable[str]) -> list[str]:
    every = list(items)
    lines = [f"{before}{item}." for item in every[:LONGEST_LIST]]
    return [*lines, f"{before}{len(every) - LONGEST_LIST:,} more."] if len(every) > LONGEST_LIST else lines
