"""Why nothing is published: reasons found by holding what is offered against what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from inforce.model.dates import iso_in_words
from inforce.model.problem import NOWHERE, Problem

if TYPE_CHECKING:  # a build asks for nothing of the register
    from inforce.publish.register import Published, Register


class Ancestry(StrEnum):
    """How the commit that is offered stands to the commit that was published last."""

    SAME = "same"
    NEWER = "newer"
    OLDER = "older"
    APART = "apart"
    NOT_HERE = "not here"
    """The commit that was published last is not in this repository, or not in the part of it that was fetched."""
    NO_GIT = "no git"


def lost_or_altered(
    register: Register, announced: tuple[Published, ...], offered: Mapping[tuple[str, str], str]
) -> Iterator[Problem]:
    """Yield each version that was published, or had begun to be shown to readers, and is not offered as it was."""
    for entry in register.versions:
        yield from _kept(entry.published, offered, f"was published on {iso_in_words(entry.published_at[:10])}")
    for version in announced:
        if version.key not in register.fingerprints:
            yield from _kept(version, offered, "was shown to readers by a publication that was interrupted")


def _kept(version: Published, offered: Mapping[tuple[str, str], str], how: str) -> Iterator[Problem]:
    file = f"content/guidance/{version.document}/versions/{version.version}.yml"
    now = offered.get(version.key)
    if now is None:
        remedy = (
            f"Put {file} back as it was, or publish from the newest state of the content. "
            "To end a document, set withdrawn: in its document.yml."
        )
        if not any(document == version.document for document, _ in offered):
            remedy += (
                " Where it has another id now, say so there:  "
                f"formerly:\n  - id: {version.document}\n    until: {version.version}"
            )
        what = f"Version {version.version} of {version.document} {how}, and the new site does not have it."
        yield Problem(NOWHERE, "published-version-changed", what, remedy)
    elif now != version.fingerprint:
        yield Problem(
            NOWHERE,
            "published-version-changed",
            f"Version {version.version} of {version.document} {how}, and the new site says something else.",
            f"Put {file} back as it was, and make the change as a new version. "
            f"As published it has the SHA-256 {version.fingerprint}; now it has {now}.",
        )


_NOT_NEWER: Final[Mapping[Ancestry, tuple[str, str]]] = {
    Ancestry.OLDER: (
        "The live site is newer: it was made from commit {live}, which follows {offered}.",
        "Publish the newest commit. There is nothing to do if that has happened already.",
    ),
    Ancestry.APART: (
        "The live site was made from commit {live}, which commit {offered} does not contain.",
        "Merge the two, and publish the result. If the history was rewritten, bring the old one back.",
    ),
    Ancestry.NOT_HERE: (
        "The live site was made from commit {live}, which this repository does not have.",
        "Fetch the whole history (git fetch --unshallow; in a workflow, fetch-depth: 0). "
        "If it is still not there, the history was rewritten: bring the old one back.",
    ),
    Ancestry.NO_GIT: (
        "The live site was made from commit {live}; what is offered comes from no git repository.",
        "Publish from a clone of the repository, so that it can be told which of the two is newer.",
    ),
}


def out_of_order(descent: Ancestry, live: str, offered: str, taken_back: str) -> Iterator[Problem]:
    """Yield why the commit *offered* may not follow the commit *live*; the words are for the people who run CI."""
    if taken_back and descent is Ancestry.SAME:
        what = f"The pages of commit {_short(offered)} were taken back by a rollback."
        remedy = "Put right what was wrong with them in a new commit, and publish that."
        yield Problem(NOWHERE, "not-the-newest", what, remedy)
    if descent in _NOT_NEWER:
        what, remedy = _NOT_NEWER[descent]
        what = what.format(live=_short(live), offered=_short(offered))
        yield Problem(NOWHERE, "not-the-newest", what, remedy)


@dataclass(frozen=True)
class SiteDay:
    """Of which day a site is, and in which time zone; both are "" where the site does not say so."""

    day: str = ""
    time_zone: str = ""


def not_begun_any_more(register: Register, shown: SiteDay, offered: SiteDay) -> Iterator[Problem]:
    """Yield each version that readers were *shown* as in force, and that the *offered* site takes for upcoming."""
    if not shown.day or not offered.day or offered.day >= shown.day:
        return
    why = (
        f"The time zone was changed from {shown.time_zone} to {offered.time_zone}, where it is still"
        if shown.time_zone != offered.time_zone
        else "The site that is offered is of"
    )
    for entry in register.versions:
        if entry.in_force_from != "unknown" and offered.day < entry.in_force_from <= shown.day:
            yield Problem(
                NOWHERE,
                "not-the-newest",
                f"{entry.published} is in force since {iso_in_words(entry.in_force_from)}, as readers were shown. "
                f"{why} {iso_in_words(offered.day)}: they would be told that it is still to come.",
                f"Publish again once it is {iso_in_words(entry.in_force_from)} there, or put time_zone in "
                "content/site.yml back.",
            )


def brought_back(document: str, what: str, on: str) -> Problem:
    """Return the refusal where a *document* is not withdrawn any more, or a version of it not cancelled."""
    kind, _space, number = what.partition(" ")
    remedy = (
        "It stays cancelled: write it under called_off in document.yml as it stood there. To publish its words, begin "
        f"a version with a higher number:  inforce revise {document} --from {number}"
        if number
        else "It stays withdrawn: write that in document.yml as it stood there. If people are to follow its guidance "
        "again, publish it as a new document, and name that as what to use instead."
    )
    what = f"{document} {number}".strip() + f" was {kind} on {iso_in_words(on)}, and the new site says otherwise."
    return Problem(NOWHERE, "past-days-changed", what, remedy)


def clock_behind(now: str, published_at: str) -> Problem:
    """Return the refusal for a clock that stands before the last publication."""
    return Problem(
        NOWHERE,
        "not-the-newest",
        f"The clock of this machine says {_moment(now)}, but the live site was published on {_moment(published_at)}.",
        "Set the clock right and publish again. If this clock is right, the one at the last publication was wrong: "
        "publish with --clock-is-right.",
    )


def _moment(text: str) -> str:
    return f"{text[:10]} at {text[11:16]} UTC"


def _short(commit: str) -> str:
    return commit[:12]


SHIPPED_NAME: Final = "Guidance library"
_SHIPPED_ADDRESS: Final = re.compile(rb'rel="canonical" href="https?://([a-z0-9-]+\.)*example\.(org|com|net)[/"]')


def unnamed(home: bytes) -> Iterator[Problem]:
    """Yield why a site may not go to readers whose *home* page still has the name or address that we ship."""
    if _SHIPPED_ADDRESS.search(home):
        what = "The address of the site is still an example, such as example.org."
        remedy = "Write its real address as site_url in mkdocs.yml, or set SITE_URL. Then build it again."
        yield Problem(NOWHERE, "site-not-to-publish", what, remedy)
    if f">{SHIPPED_NAME}</span>".encode() in home:
        what = f'The site is still called "{SHIPPED_NAME}", as every new one is.'
        remedy = "Write its name as site_name in mkdocs.yml. Then build it again."
        yield Problem(NOWHERE, "site-not-to-publish", what, remedy)
