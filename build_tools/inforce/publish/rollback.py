"""Goes back to the pages of an earlier release. Records and the register stay: what was published was published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from inforce.publish.checkpoint import REGISTER
from inforce.publish.destinations.destination import Destination, Overtaken, Progress
from inforce.publish.guard import Refusal, Refused, clock_behind
from inforce.publish.new_release import Pages, put_together
from inforce.publish.publish import Circumstances, Outcome
from inforce.publish.published_site import page_path, record_path
from inforce.publish.published_state import StandingSite, read_standing, understood
from inforce.publish.register import Published


def roll_back(
    destination: Destination,
    number: int | None,
    given: Circumstances,
    progress: Progress,
    *,
    hide_versions: bool = False,
) -> Outcome:
    """Show the pages of release *number* again, or of the one before where it is None.

    Versions published since keep their records and their own pages. Raise `Refused` where the earlier pages
    do not know of such a version, unless *hide_versions* says that readers may be shown the one before it.
    """
    standing = read_standing(destination)
    if standing.checkpoint is None:
        raise Refused(Refusal(f"Nothing was published at {destination.name} yet.", "Publish first: inforce publish"))
    earlier = _earlier(destination, number)
    newer = tuple(_published_since(standing, earlier))
    if newer and not hide_versions:
        raise Refused(*(_hidden(version, earlier.release) for version in newer))
    if given.now < standing.checkpoint.published_at and not given.clock_is_right:
        raise Refused(clock_behind(given.now, standing.checkpoint.published_at))
    pages = Pages(
        {**earlier.own_files, **_kept(standing, earlier)},
        _Reader(standing, earlier),
        earlier.checkpoint.pages_of if earlier.checkpoint else 0,
        standing.checkpoint.commit,
        taken_back=standing.checkpoint.commit,
    )
    release = put_together(standing, pages, standing.register, given.now, given.sign)
    try:
        moved = destination.replace(standing.live, release, progress)
    except Overtaken:
        raise Refused(
            Refusal(
                "Someone else has published since this began.",
                "See what stands there now, and go back again if needed.",
            )
        ) from None
    return Outcome(release.number, (), standing.register, moved, standing.checkpoint.published_at, hidden=newer)


def _earlier(destination: Destination, number: int | None) -> StandingSite:
    known = destination.earlier()
    if not known:
        raise Refused(
            Refusal(f"{destination.name} keeps no earlier release.", "Publish a corrected site: inforce publish")
        )
    wanted = known[-1] if number is None else number
    if wanted not in known:
        raise Refused(
            Refusal(
                f"{destination.name} keeps no release {wanted} to go back to.",
                f"Choose one of these: {', '.join(str(release) for release in known)}.",
            )
        )
    return understood(destination.release(wanted), f"release {wanted}")


def _published_since(standing: StandingSite, earlier: StandingSite) -> Iterator[Published]:
    for entry in standing.register.entries:
        if record_path(entry.document, entry.version) not in earlier.own_files:
            yield entry.published


def _hidden(version: Published, release: int) -> Refusal:
    return Refusal(
        f"The pages of release {release} do not know of {version}, which has been published since.",
        "Publish a corrected site, or go back to a later release. If readers may be shown the guidance "
        "as it was before that version: --hide-versions.",
        version,
    )


def _kept(standing: StandingSite, earlier: StandingSite) -> dict[str, str]:
    """The records of all versions, and the pages of those that the earlier release does not know, as they stand."""
    kept: dict[str, str] = {}
    for entry in standing.register.entries:
        record = record_path(entry.document, entry.version)
        if record not in earlier.own_files:
            kept[record] = entry.fingerprint
            page = page_path(entry.document, entry.version)
            kept |= {page: standing.files[page]} if page in standing.files else {}
    return kept


class _Reader:
    """Reads a file from the earlier release where it has it, and from what stands there now where it has not."""

    def __init__(self, standing: StandingSite, earlier: StandingSite) -> None:
        self._standing = standing
        self._earlier = earlier

    def __call__(self, path: str) -> bytes:
        site = self._earlier if path in self._earlier.own_files else self._standing
        content = site.live.read(path) if site.live else b""
        if path != REGISTER and hashlib.sha256(content).hexdigest() != site.files[path]:
            raise Refused(
                Refusal(
                    f"{path} of release {site.release} is not what was published.",
                    "Go back to another release, or publish a corrected site.",
                )
            )
        return content
