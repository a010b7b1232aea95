"""Publishing, on one screen, what it came to in words, and going back to an earlier release.

What stands there is read first, what is offered is held against it, and only then the new site takes its place
as a whole. Nothing published is lost or altered, and nothing older goes over newer.

What was published was published, and what was withdrawn or will never come into force stays so: pages that say
otherwise are not shown again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from inforce.model.dates import in_words
from inforce.model.names import VersionNumber
from inforce.model.originals import fingerprint as sha256
from inforce.model.problem import counted
from inforce.publish.checkpoint import REGISTER, Checkpoint
from inforce.publish.destinations.destination import ConcurrentPublish, Destination, Moved, Progress, Read
from inforce.publish.guard import (
    Ancestry,
    Refusal,
    Refused,
    SiteDay,
    clock_behind,
    lost_or_altered,
    not_begun_any_more,
    out_of_order,
)
from inforce.publish.new_release import Pages, Provenance, Sign, put_together
from inforce.publish.published_state import PublishedSite, page_path, read_published_site, read_standing, record_path
from inforce.publish.register import Entry, Published, Register
from inforce.publish.site_snapshot import SiteSnapshot, dated, day_of, faults
from inforce.reading.guidance_files import says_the_rest
from inforce.site import addresses
from inforce.site.addresses import as_at

ATTEMPTS = 20
"""How often the order is checked again after others have published in between, before giving up."""

CLOCKS_DIFFER = timedelta(minutes=5)
"""By how much the clocks of two machines that publish may differ."""


@dataclass(frozen=True)
class PublishOptions:
    """What the door knows and the site does not say: the moment, the commit of the content, the key to sign with."""

    now: str
    provenance: Provenance
    sign: Sign | None = None
    clock_is_right: bool = False


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
    last_published_at: str = ""
    signature_ended: bool = False
    hidden: tuple[Published, ...] = ()
    """Versions whose records stay but which the pages, being older, do not show as current."""
    back: WentBack | None = None
    withheld: tuple[Published, ...] = ()
    """Versions from which words were withheld since the release before."""
    mended: bool = False
    """Whether what stood there was the same by its list, and had been altered."""


def publish(offer: SiteSnapshot, destination: Destination, given: PublishOptions, progress: Progress) -> Outcome:
    """Publish *offer* at *destination*; raise `Refused` with every reason not to, and change nothing then."""
    _refuse(faults(offer))
    _refuse(given.provenance.faults(offer))
    for attempt in range(ATTEMPTS):
        standing = read_standing(destination)
        mends = False
        if standing.live and _stands_there_already(offer, standing, given):
            if destination.holds(standing.live, standing.files, _reader(offer, standing)):
                return Outcome(standing.release, (), standing.register, None)
            mends = True
        _refuse(reasons_against(offer, standing, given, overtaken=attempt > 0))
        register = standing.register.extended(_new_versions(offer, standing), given.now, given.provenance.commit)
        shown = dated(offer, register)
        pages = Pages(shown.files, shown.read, standing.release + 1, given.provenance.commit)
        release = put_together(standing, pages, register, given.now, given.sign)
        try:
            moved = destination.replace(standing.live, release, progress)
        except ConcurrentPublish:
            continue
        return Outcome(
            release.number,
            register.entries[len(standing.register.entries) :],
            register,
            moved,
            standing.checkpoint.published_at if standing.checkpoint else "",
            signature_ended=standing.signed and not given.sign,
            withheld=tuple(one for one in offer.withheld if _lost_words(one, standing)),
            mended=mends,
        )
    raise Refused(
        Refusal(f"Others published at {destination.name} again and again while this was tried.", "Publish again later.")
    )


def reasons_against(
    offer: SiteSnapshot, standing: PublishedSite, given: PublishOptions, *, overtaken: bool
) -> Iterator[Refusal]:
    """Yield every reason why *offer* may not take the place of *standing*."""
    offered = {version.key: version.fingerprint for version in offer.versions}
    yield from lost_or_altered(standing.register, standing.announced, offered)
    yield from _more_than_withheld(offer, standing)
    live = standing.checkpoint
    if live is None:
        return
    yield from not_begun_any_more(standing.register, _day_shown(standing), offer.day)
    descent = Ancestry.NO_GIT
    if live.commit:
        descent = given.provenance.descent(live.commit)
        yield from out_of_order(descent, live.commit, given.provenance.commit, live.taken_back)
    elif overtaken and not given.provenance.commit:
        yield Refusal(
            "Someone else has published since this began, and without git it cannot be told which of the two is newer.",
            "Build the site again from the newest content, and publish it.",
        )
    if overtaken and descent is Ancestry.SAME and live.published_at > given.now:
        yield Refusal(
            "Someone else has published since this began: "
            f"the live site is of {live.published_at}, this of {given.now}.",
            "There is nothing to do if that was the newest content; otherwise publish again.",
        )
    elif not given.clock_is_right and _moment(live.published_at) > _moment(given.now) + CLOCKS_DIFFER:
        yield clock_behind(given.now, live.published_at)


def _lost_words(version: Published, standing: PublishedSite) -> bool:
    """Whether the record of *version* that stands there says more than the one that is offered."""
    there = standing.files.get(record_path(version.document, version.version))
    return there is not None and there != version.fingerprint


def _more_than_withheld(offer: SiteSnapshot, standing: PublishedSite) -> Iterator[Refusal]:
    """Yield each version of which more changed than the words that are declared withheld from it."""
    for version, declared in offer.withheld.items():
        path = record_path(version.document, version.version)
        if standing.live is None or not _lost_words(version, standing):
            continue
        number, rules = VersionNumber.parse(version.version), {one.taken for one in declared}
        if not says_the_rest(standing.live.read(path), offer.read(path), number, rules):
            yield Refusal(
                f"The record of {version} says something else than what was published without the words withheld.",
                f"Put back what content/guidance/{version.document}/versions/{version.version}.yml said after "
                "inforce withhold, and publish that.",
                version,
            )


def _day_shown(standing: PublishedSite) -> SiteDay:
    """Return of which day the site is that stands there."""
    if standing.live is None or as_at() not in standing.own_files:
        return SiteDay()
    try:
        return day_of(standing.live.read(as_at()))
    except OSError:
        return SiteDay()


def _stands_there_already(offer: SiteSnapshot, standing: PublishedSite, given: PublishOptions) -> bool:
    unsigned = given.sign is not None and not standing.signed
    same_commit = standing.checkpoint is not None and standing.checkpoint.commit == given.provenance.commit
    unfinished = standing.live is not None and standing.live.unfinished
    if not same_commit or unsigned or unfinished:
        return False
    return standing.own_files == dict(dated(offer, standing.register).files)


def _reader(offer: SiteSnapshot, standing: PublishedSite) -> Read:
    """Return what gives each file as it is to stand there, from the offer or, where that has it not, from there."""
    shown = dated(offer, standing.register)

    def read(path: str) -> bytes:
        if path == REGISTER:
            return standing.register.content
        if path in shown.files or standing.live is None:
            return shown.read(path)
        content = standing.live.read(path)
        return content if sha256(content) == standing.files[path] else b""

    return read


def _new_versions(offer: SiteSnapshot, standing: PublishedSite) -> Iterator[tuple[Published, str]]:
    for version in offer.versions:
        if version.key not in standing.register.fingerprints:
            yield version, offer.in_force_from(version)


def _refuse(refusals: Iterable[Refusal]) -> None:
    if found := tuple(refusals):
        raise Refused(*found)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


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
    lines += _listed("New: ", [f"{entry.published}, {_in_force(entry, day)}" for entry in outcome.new])
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
            "Releases from before this one have these words still, and so do git and backups. Remove those releases "
            "where they are kept; the README says what to do in git."
        )
    if outcome.mended:
        lines.append("What stood there had been altered by someone, and is put right. Find out who did.")
    if outcome.signature_ended:
        lines.append("The release before was signed, and this one is not: whoever checks signatures will be told so.")
    return "\n".join(lines)


def _came_into_force(outcome: Outcome, day: date) -> Iterator[Entry]:
    """The versions whose day has come since the last publication; new ones say it themselves."""
    last = outcome.last_published_at[:10]
    for entry in outcome.register.entries[: len(outcome.register.entries) - len(outcome.new)]:
        if last and entry.in_force_from != "unknown" and last < entry.in_force_from <= day.isoformat():
            yield entry


def _what_comes_next(back: WentBack) -> str:
    if back.undone:
        return "These are the pages that were published last: every run, also at night, publishes as before."
    if back.taken_back:
        return (
            f"Every run, also at night, refuses to publish commit {back.taken_back[:12]} again (exit code 4), so these "
            "pages stay as they are, whatever day comes. The first newer commit is published over them."
        )
    return (
        "Without git it cannot be told what was taken back: the next run, also at night, publishes over these pages. "
        "Stop it until the content is put right."
    )


def _in_force(entry: Entry, day: date) -> str:
    if entry.in_force_from == "unknown":
        return "in force from a day that is not known"
    first = date.fromisoformat(entry.in_force_from)
    return f"{'in force since' if first <= day else 'comes into force on'} {in_words(first)}"


def _listed(before: str, items: Iterable[str]) -> list[str]:
    every = list(items)
    lines = [f"{before}{item}." for item in every[:LONGEST_LIST]]
    return [*lines, f"{before}{len(every) - LONGEST_LIST:,} more."] if len(every) > LONGEST_LIST else lines


def roll_back(
    destination: Destination,
    number: int | None,
    given: PublishOptions,
    progress: Progress,
    *,
    hide_versions: bool = False,
) -> Outcome:
    """Show the pages of release *number* again; where it is None, of the one before those that show now.

    Versions published since keep their records and their own pages. Raise `Refused` where the earlier pages
    do not know of such a version, or were made before one came into force, unless *hide_versions* says that readers
    may be shown the one before it; and always where they would bring back what was withdrawn or cancelled since.
    """
    standing = read_standing(destination)
    if standing.checkpoint is None:
        raise Refused(Refusal(f"Nothing was published at {destination.name} yet.", "Publish first: inforce publish"))
    earlier = _earlier(destination, number, standing.checkpoint.pages_of)
    facts = _Facts(standing, earlier, given.now[:10])
    newer = (*_published_since(standing, earlier), *facts.begun_since())
    refusals = [*facts.undone(), *([] if hide_versions else [_hidden(version, earlier.release) for version in newer])]
    if refusals:
        raise Refused(*refusals)
    if given.now < standing.checkpoint.published_at and not given.clock_is_right:
        raise Refused(clock_behind(given.now, standing.checkpoint.published_at))
    shows = earlier.checkpoint.pages_of if earlier.checkpoint else 0
    undone = _is_newest(shows, destination, standing.checkpoint)
    back = WentBack(shows, "" if undone else standing.checkpoint.commit, undone)
    pages = Pages(
        {**earlier.own_files, **_kept(standing, earlier)},
        _Reader(standing, earlier),
        shows,
        standing.checkpoint.commit,
        taken_back=back.taken_back,
    )
    release = put_together(standing, pages, standing.register, given.now, given.sign)
    try:
        moved = destination.replace(standing.live, release, progress)
    except ConcurrentPublish:
        raise Refused(
            Refusal(
                "Someone else has published since this began.",
                "See what stands there now, and go back again if needed.",
            )
        ) from None
    return Outcome(
        release.number, (), standing.register, moved, standing.checkpoint.published_at, hidden=newer, back=back
    )


def _earlier(destination: Destination, number: int | None, shows: int) -> PublishedSite:
    known = destination.earlier()
    if number is None and known:
        before = [release for release in known if release < shows]
        if not before:
            raise Refused(
                Refusal(
                    f"{destination.name} shows the pages of release {shows}, and keeps none from before it.",
                    "Publish a corrected site: inforce publish",
                )
            )
        number = before[-1]
    if not known:
        raise Refused(
            Refusal(f"{destination.name} keeps no earlier release.", "Publish a corrected site: inforce publish")
        )
    if number not in known:
        raise Refused(
            Refusal(
                f"{destination.name} keeps no release {number} to go back to.",
                f"Choose one of these: {', '.join(str(release) for release in known)}.",
            )
        )
    return read_published_site(destination.release(number), f"release {number}")


def _is_newest(number: int, destination: Destination, live: Checkpoint) -> bool:
    """Whether release *number* has the pages that were published last: all that came since only went back."""
    later = [release for release in destination.earlier() if release > number]
    sites = (read_published_site(destination.release(release), f"release {release}") for release in later)
    since = [live, *(site.checkpoint for site in sites)]
    return all(one is not None and one.pages_of != one.release for one in since)


def _published_since(standing: PublishedSite, earlier: PublishedSite) -> Iterator[Published]:
    for entry in standing.register.entries:
        if record_path(entry.document, entry.version) not in earlier.own_files:
            yield entry.published


def _hidden(version: Published, release: int) -> Refusal:
    return Refusal(
        f"The pages of release {release} do not know that {version} has been published, or has come into force, since.",
        "Publish a corrected site, or go back to a later release. If readers may be shown the guidance "
        "as it was before that version: --hide-versions.",
        version,
    )


@dataclass(frozen=True)
class _Facts:
    """What the pages of *standing* and of *earlier* say of withdrawals and cancellations, held beside each other."""

    standing: PublishedSite
    earlier: PublishedSite
    day: str

    def undone(self) -> Iterator[Refusal]:
        """Yield each document and version of which the earlier pages would tell readers what is no longer so."""
        for document, now, before in self._pairs():
            ended, was = now["withdrawn"], before["withdrawn"]
            is_changed = (ended and (ended["on"], ended["reason"])) != (was and (was["on"], was["reason"]))
            if is_changed or (ended and ended["on"] <= self.day and before["standing"] != "withdrawn"):
                what = f"withdrawn on {ended['on']}" if ended else "no longer withdrawn"
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
                if version["standing"] == "upcoming" and version["in_force_from"] <= self.day:
                    yield Published(document, version["version"], version["fingerprint"])

    def _pairs(self) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
        """Yield each document with the records of both that differ, or may have become wrong with time."""
        read = _Reader(self.standing, self.standing), _Reader(self.earlier, self.earlier)
        for document in dict.fromkeys(entry.document for entry in self.standing.register.entries):
            path = addresses.api(addresses.document(document))
            if path in self.standing.own_files and path in self.earlier.own_files:
                now, before = (json.loads(one(path)) for one in read)
                yield document, now, before


def _undone(fact: str, release: int) -> Refusal:
    return Refusal(
        f"{fact}, and the pages of release {release} say otherwise.",
        "Going back never changes that. Put right what is wrong with the pages of now, and publish: inforce publish",
    )


def _kept(standing: PublishedSite, earlier: PublishedSite) -> dict[str, str]:
    """The records of all versions, and the pages of those that the earlier release does not know, as they stand."""
    kept: dict[str, str] = {}
    for entry in standing.register.entries:
        record = record_path(entry.document, entry.version)
        if record not in earlier.own_files:
            kept[record] = standing.files.get(record, entry.fingerprint)
            page = page_path(entry.document, entry.version)
            kept |= {page: standing.files[page]} if page in standing.files else {}
    return kept


class _Reader:
    """Reads a file from the earlier release where it has it, and from what stands there now where it has not."""

    def __init__(self, standing: PublishedSite, earlier: PublishedSite) -> None:
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
