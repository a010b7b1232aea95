"""The pages that are printed, what their prints say of themselves, and which words have to be found in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.names import paragraphs
from prints.project import GONE, LONG, TABLE, WIDE
from prints.sheets import letters

EXPIRED = "Printed without JavaScript: treat this copy as out of date."


@dataclass(frozen=True)
class Copy:
    """A page about a version: where it stands, which version, and what its prints say with script and without.

    In *path*, "CODE" stands for the check code of the version.
    """

    path: str
    document: str
    number: str
    status: str
    state: str
    unscripted: str

    def __str__(self) -> str:
        return self.path

    def version(self, library: Library) -> Version:
        """Return the version that the page shows."""
        document = next(one for one in library.documents if one.id == self.document)
        return next(one for one in document.versions if str(one.number) == self.number)


IN_FORCE = Copy(LONG, "long", "2.0.0", "in force", "Do not use after 30 November 2026.", EXPIRED)
SUPERSEDED = Copy(
    f"{LONG}1.0.0/", "long", "1.0.0", "superseded", *["This version is superseded: do not rely on this copy."] * 2
)
UPCOMING = Copy(
    f"{LONG}3.0.0/", "long", "3.0.0", "upcoming",
    "This version applies from 1 December 2026: do not follow it before.",
    f"This version is not in force yet: do not follow it. {EXPIRED}",
)  # fmt: skip
WITHDRAWN = Copy(
    f"{GONE}1.0.0/", "gone", "1.0.0", "withdrawn", *["This version is withdrawn: do not rely on this copy."] * 2
)
VERSIONS = (IN_FORCE, SUPERSEDED, UPCOMING, WITHDRAWN)
OTHERS = tuple(
    Copy(f"{LONG}{path}", "long", "2.0.0", "in force", IN_FORCE.state, EXPIRED)
    for path in ("history/", "sources/", "2.0.0/changes/")
)
CHECKS = (
    Copy("check/CODE/", "long", "2.0.0", "in force", IN_FORCE.state, EXPIRED),
    Copy("check/CODE/", "long", "1.0.0", "superseded", SUPERSEDED.state, SUPERSEDED.unscripted),
)
PLAIN = {
    TABLE: "Hard to print - Guidance library",
    WIDE: "Wide to print - Guidance library",
    "": "Guidance in force - Guidance library",
    "sources/advice/2018/": "Advice, The Office, July 2018 - Guidance library",
    "status/": "Status of the guidance - Guidance library",
}
"""Pages that show no version, with their titles."""


def check_address(version: Version) -> str:
    """Return where a copy of *version* is checked, as its sheets say it in words."""
    return f"guidance.example.org/check/{version.check_code}/"


def head(copy: Copy, version: Version, *, script: bool) -> str:
    """Return what stands at the head of a sheet, without spaces and hyphens."""
    printed, state = "Printed on ________.", copy.unscripted
    if script:
        printed, state = "Printed on 24 November 2026 at 12:07.", copy.state
    return letters(
        "Printed copy: for immediate reference only. Do not file. "
        f"{version.text.title[:119].rstrip()}…, version {copy.number} ({copy.status}). "
        f"Check code {version.check_code}. {printed} {state} Check: {check_address(version)}"
    )


def plain_head(path: str, address: str, *, script: bool) -> str:
    """Return what stands at the head of every sheet of the page at *path*, which shows no version."""
    printed = f"Printed on ________ from guidance.example.org/{path}."
    if script:
        printed = f"Printed on 24 November 2026 at 12:07 from {address.partition('://')[2]}{path}."
    return letters(f"{PLAIN[path]}. {printed} Check there for what applies now.")


def words_of(version: Version) -> Iterator[str]:
    """Yield what a reader has to find in print, each paragraph and each item."""
    text = version.text
    yield from (text.title, *("See the long way", "three", "four"), text.change.note, text.summary)
    number = 0
    for section in text.sections:
        yield section.heading
        for rule in section.rules:
            number += 1
            first, *others = paragraphs(rule.text)
            yield from (f"{number} {first}", *others)
            for citation in rule.citations:
                yield from (departure.reason for departure in citation.departures)
            if rule.local_practice:
                yield from ("1. One", "1. deepest under one", "2. Two, which is longer than the others", "3. Three")
