"""What a publication came to is said in words that tell what readers now see."""

from __future__ import annotations

from datetime import date

from inforce.publish.destinations.destination import Moved
from inforce.publish.outcome import Outcome, summary
from inforce.publish.register import Published, Register

DAY = date(2026, 12, 1)
MOVED = Moved(written=1_200, removed=3, kept=40_000)


def register(*versions: tuple[str, str]) -> Register:
    """Return a register of one document: versions, each with the day from which it is in force."""
    published = [(Published("golden-rules", version, "0" * 64), day) for version, day in versions]
    return Register().extended(published, "2026-11-30T12:00:00Z", "")


def told(known: Register, new: int, moved: Moved | None = MOVED, last: str = "2026-11-30") -> list[str]:
    """Return the lines for a publication that added the last *new* entries of *known*."""
    entries = known.entries[len(known.entries) - new :]
    return summary(Outcome(7, entries, known, moved, last), "s3://guidance/", DAY).splitlines()


def test_what_is_new_says_when_it_comes_into_force() -> None:
    """Past, ahead and unknown days each have their own words; the numbers are those of the files that moved."""
    known = register(("1.0.0", "unknown"), ("2.0.0", "2026-12-01"), ("3.0.0", "2027-01-05"))
    assert told(known, 3) == [
        "Published release 7 at s3://guidance/: 1,200 files written, 3 removed, 40,000 unchanged.",
        "New: golden-rules 1.0.0, in force from an unknown date.",
        "New: golden-rules 2.0.0, in force since 1 December 2026.",
        "New: golden-rules 3.0.0, comes into force on 5 January 2027.",
    ]


def test_what_came_into_force_since_the_last_publication_is_said() -> None:
    """A nightly run with no new version tells which one's day has come; not again what was in force before."""
    known = register(("1.0.0", "2026-11-30"), ("2.0.0", "2026-12-01"), ("3.0.0", "2027-01-05"))
    assert told(known, 0)[1:] == [
        "Came into force: golden-rules 2.0.0.",
        "No new version; the register has 3 entries.",
    ]
    assert told(known, 0, last="2026-12-01")[1:] == ["No new version; the register has 3 entries."]


def test_nothing_written_is_said_so() -> None:
    """Whoever publishes the same again is not told of files that moved."""
    assert told(register(("1.0.0", "unknown")), 0, None) == [
        "s3://guidance/ has this site already, as release 7. Nothing was written."
    ]


def test_a_long_list_is_cut_and_counted() -> None:
    """The first publication of a large library does not fill the log."""
    known = register(*((f"{number}.0.0", "unknown") for number in range(1, 1031)))
    lines = told(known, 1030, last="")
    assert len(lines) == 1 + 20 + 1
    assert lines[-1] == "New: 1,010 more."
