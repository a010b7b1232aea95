"""Going back to the pages of an earlier release; what was published stays published.

What was withdrawn, or will never come into force, stays so too: pages that say otherwise are not shown again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inforce.model.dates import iso_in_words
from inforce.model.problem import NOWHERE, Problem, ProblemError, refusal
from inforce.publish.checkpoint import REGISTER, Checkpoint
from inforce.publish.destinations.destination import ConcurrentPublish, Destination, Progress
from inforce.publish.guard import clock_behind
from inforce.publish.new_release import Pages, put_together
from inforce.publish.outcome import Outcome, WentBack
from inforce.publish.publish import PublishOptions
from inforce.publish.published_state import PublishedSite, page_path, read_published, read_published_site, record_path
from inforce.publish.register import Published
from inforce.site import addresses


def roll_back(
    destination: Destination,
    number: int | None,
    given: PublishOptions,
    progress: Progress,
    *,
    hide_versions: bool = False,
) -> Outcome:
    """Show the pages of release *number* again; where it is None, of the one before those that show now.

    Versions published since keep their records and their own pages. Raise `ProblemError` where the earlier pages
    do not know of such a version, or were made before one came into force, unless *hide_versions* says that readers
    may be shown the one before it; and always where they would bring back what was withdrawn or cancelled since.
    """
    state = read_published(destination)
    if state.checkpoint is None:
        raise refusal(
            "not-to-roll-back",
            f"Nothing was published at {destination.name} yet.",
            "Check its name, or publish there first:  inforce publish DESTINATION",
        )
    earlier = _earlier(destination, number, state.checkpoint.pages_of)
    facts = _Facts(state, earlier, given.now[:10])
    newer = (*_published_since(state, earlier), *facts.begun_since())
    refusals = [*facts.undone(), *([] if hide_versions else [_hidden(version, earlier.release) for version in newer])]
    if refusals:
        raise ProblemError(*refusals)
    if given.now < state.checkpoint.published_at and not given.clock_is_right:
        raise ProblemError(clock_behind(given.now, state.checkpoint.published_at))
    shows = earlier.checkpoint.pages_of if earlier.checkpoint else 0
    undone = _is_newest(shows, destination, state.checkpoint)
    back = WentBack(shows, "" if undone else state.checkpoint.commit, undone)
    pages = Pages(
        {**earlier.own_files, **_kept(state, earlier)},
        _Reader(state, earlier),
        shows,
        state.checkpoint.commit,
        taken_back=back.taken_back,
    )
    release = put_together(state, pages, state.register, given.now, given.sign)
    try:
        moved = destination.replace(state.live, release, progress)
    except ConcurrentPublish:
        raise refusal(
            "not-the-newest",
            "Someone else has published since this began.",
            "See what is there now, and go back again if needed.",
        ) from None
    return Outcome(
        release.number, (), state.register, moved, state.checkpoint.published_at[:10], hidden=newer, back=back
    )


def _earlier(destination: Destination, number: int | None, shows: int) -> PublishedSite:
    known = destination.earlier()
    if number is None and known:
        before = [release for release in known if release < shows]
        if not before:
            raise refusal(
                "not-to-roll-back",
                f"{destination.name} shows the pages of release {shows}, and keeps none from before it.",
                "Publish a corrected site: inforce publish",
            )
        number = before[-1]
    if not known:
        raise refusal(
            "not-to-roll-back",
            f"{destination.name} keeps no earlier release.",
            "Publish a corrected site: inforce publish",
        )
    if number not in known:
        raise refusal(
            "not-to-roll-back",
            f"{destination.name} keeps no release {number} to go back to.",
            f"Choose one of these: {', '.join(str(release) for release in known)}.",
        )
    return read_published_site(destination.release(number), f"release {number}")


def _is_newest(number: int, destination: Destination, live: Checkpoint) -> bool:
    """Whether release *number* has the pages that were published last: all that came since only went back."""
    later = [release for release in destination.earlier() if release > number]
    sites = (read_published_site(destination.release(release), f"release {release}") for release in later)
    since = [live, *(site.checkpoint for site in sites)]
    return all(one is not None and one.pages_of != one.release for one in since)


def _published_since(state: PublishedSite, earlier: PublishedSite) -> Iterator[Published]:
    for entry in state.register.versions:
        if record_path(entry.document, entry.version) not in earlier.own_files:
            yield entry.published


def _hidden(version: Published, release: int) -> Problem:
    return Problem(
        NOWHERE,
        "not-to-roll-back",
        f"The pages of release {release} do not know that {version} has been published, or has come into force, since.",
        "Publish a corrected site, or go back to a later release. If readers may be shown the guidance "
        "as it was before that version: --hide-versions.",
    )


@dataclass(frozen=True)
class _Facts:
    """What the pages of *state* and of *earlier* say of withdrawals and cancellations, held beside each other."""

    state: PublishedSite
    earlier: PublishedSite
    day: str

    def undone(self) -> Iterator[Problem]:
        """Yield each document and version of which the earlier pages would tell readers what is no longer so."""
        for document, now, before in self._pairs():
            ended, was = now["withdrawn"], before["withdrawn"]
            is_changed = (ended and (ended["on"], ended["reason"])) != (was and (was["on"], was["reason"]))
            if is_changed or (ended and ended["on"] <= self.day and _status(before) != "withdrawn"):
                what = f"withdrawn on {iso_in_words(ended['on'])}" if ended else "no longer withdrawn"
                yield _undone(f"{document} is {what}", self.earlier.release)
            for one in now.get("withheld", ()):
                if one not in before.get("withheld", ()):
                    yield _undone(f"Words of {document} {one['version']} are withheld", self.earlier.release)
            called_off = {one["version"]: one["called_off"] for one in before["versions"]}
            for version in now["versions"]:
                if version["called_off"] != called_off.get(version["version"], version["called_off"]):
                    yield _undone(f"{document} {version['version']} will never come into force", self.earlier.release)

    def begun_since(self) -> Iterator[Published]:
        """Yield each version that the earlier pages wait for and whose day has come."""
        for document, _, before in self._pairs():
            for version in before["versions"]:
                if _status(version) == "upcoming" and version["in_force_from"] <= self.day:
                    yield Published(document, version["version"], version["fingerprint"])

    def _pairs(self) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
        """Yield each document with the records of both that differ, or may have become wrong with time."""
        read = _Reader(self.state, self.state), _Reader(self.earlier, self.earlier)
        for document in dict.fromkeys(entry.document for entry in self.state.register.entries):
            path = addresses.api(addresses.document(document))
            if path in self.state.own_files and path in self.earlier.own_files:
                now, before = (json.loads(one(path)) for one in read)
                yield document, now, before


def _status(record: Mapping[str, Any]) -> object:
    """Return the status that a record names, which was called its standing until November 2026."""
    return record.get("status", record.get("standing"))


def _undone(fact: str, release: int) -> Problem:
    return Problem(
        NOWHERE,
        "not-to-roll-back",
        f"{fact}, and the pages of release {release} say otherwise.",
        "Going back never changes that. Correct the current pages, and publish: inforce publish",
    )


def _kept(state: PublishedSite, earlier: PublishedSite) -> dict[str, str]:
    """The records of all versions, and the pages of those that the earlier release does not know, as they stand."""
    kept: dict[str, str] = {}
    for entry in state.register.entries:
        record = record_path(entry.document, entry.version)
        if record not in earlier.own_files:
            kept[record] = state.files.get(record, entry.fingerprint)
            page = page_path(entry.document, entry.version)
            kept |= {page: state.files[page]} if page in state.files else {}
    return kept


class _Reader:
    """Reads a file from the earlier release where it has it, and from what stands there now where it has not."""

    def __init__(self, state: PublishedSite, earlier: PublishedSite) -> None:
        self._state = state
        self._earlier = earlier

    def __call__(self, path: str) -> bytes:
        site = self._earlier if path in self._earlier.own_files else self._state
        content = site.live.read(path) if site.live else b""
        if path != REGISTER and hashlib.sha256(content).hexdigest() != site.files[path]:
            raise refusal(
                "not-to-roll-back",
                f"{path} of release {site.release} is not what was published.",
                "Go back to another release, or publish a corrected site.",
            )
        return content
