"""Publishing, on one screen: the site that is built for what stands there takes its place as a whole, or nothing does.

Nothing published is lost or altered, and nothing older goes over newer. When a version was published is decided here,
before the site is built, and the build is told: no finished page is ever edited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from inforce.model.names import VersionNumber
from inforce.model.originals import fingerprint as sha256
from inforce.model.problem import NOWHERE, Problem, ProblemError, refusal
from inforce.publish.checkpoint import REGISTER
from inforce.publish.destinations.destination import ConcurrentPublish, Destination, Progress, Read
from inforce.publish.guard import (
    Ancestry,
    SiteDay,
    brought_back,
    clock_behind,
    lost_or_altered,
    not_begun_any_more,
    out_of_order,
)
from inforce.publish.new_release import Pages, Provenance, Sign, put_together
from inforce.publish.outcome import Outcome
from inforce.publish.published_state import (
    PublishedSite,
    details_path,
    read_published,
    record_path,
    said_taken_back,
    told_before,
)
from inforce.publish.register import Published, Register
from inforce.publish.site_snapshot import SiteSnapshot, day_of, faults
from inforce.reading.guidance_files import says_the_rest
from inforce.site.addresses import as_at

ATTEMPTS = 20
"""How often the order is checked again after others have published in between, before giving up."""

CLOCKS_DIFFER = timedelta(minutes=5)
"""By how much the clocks of two machines that publish may differ."""

BUILT_WITHIN = timedelta(hours=1)
"""How long ago a site may have been built that says of a new version that it is published: readers see that moment."""

Offer = Callable[[PublishedSite], SiteSnapshot]
"""Gives the site as it is to take the place of that one."""


@dataclass(frozen=True)
class PublishOptions:
    """What the door knows and the site does not say: the moment, the commit of the content, the key to sign with."""

    now: str
    provenance: Provenance
    sign: Sign | None = None
    clock_is_right: bool = False


def publish(offer: Offer, destination: Destination, given: PublishOptions, progress: Progress) -> Outcome:
    """Publish at *destination* what is offered for the register that stands there.

    Where others have published in between, it is offered anew for theirs. Raise `ProblemError` with every reason not to
    publish, and change nothing then.
    """
    for attempt in range(ATTEMPTS):
        state = read_published(destination)
        site = offer(state)
        _refuse(faults(site))
        _refuse(given.provenance.faults(site))
        is_the_same = _is_the_same(site, state, given)
        if is_the_same and state.live and destination.holds(state.live, state.files, _reader(site, state)):
            return Outcome(state.release, (), state.register, None)
        _refuse(reasons_against(site, state, given, overtaken=attempt > 0))
        register = _with_what_is_new(site, state, given)
        pages = Pages(site.files, site.read, state.release + 1, given.provenance.commit)
        release = put_together(state, pages, register, given.now, given.sign)
        try:
            moved = destination.replace(state.live, release, progress)
        except ConcurrentPublish:
            continue
        return Outcome(
            release.number,
            register.entries[len(state.register.entries) :],
            register,
            moved,
            _day_shown(state).day or (state.checkpoint.published_at[:10] if state.checkpoint else ""),
            signature_ended=state.signed and not given.sign,
            withheld=tuple(one for one in site.withheld if _lost_words(one, state)),
            mended=is_the_same,
            undated=any(not moment for (_, told), moment in site.moments.items() if " " not in told),
        )
    raise refusal(
        "not-the-newest",
        f"Others published at {destination.name} again and again while inforce tried.",
        "Publish again later.",
    )


def reasons_against(
    site: SiteSnapshot, state: PublishedSite, given: PublishOptions, *, overtaken: bool
) -> Iterator[Problem]:
    """Yield every reason why *site* may not take the place of *state*."""
    offered = {version.key: version.fingerprint for version in site.versions}
    yield from lost_or_altered(state.register, state.announced, offered)
    yield from _more_than_withheld(site, state)
    yield from _dated_otherwise(site, state, given)
    live = state.checkpoint
    if live is None:
        return
    yield from not_begun_any_more(state.register, _day_shown(state), site.day)
    yield from dict.fromkeys(_brought_back(site, state))
    descent = Ancestry.NO_GIT
    if live.commit:
        descent = given.provenance.descent(live.commit)
        yield from out_of_order(descent, live.commit, given.provenance.commit, live.taken_back)
    elif overtaken and not given.provenance.commit:
        yield Problem(
            NOWHERE,
            "not-the-newest",
            "Someone else has published since this began, and without git inforce cannot tell which of the two is "
            "newer.",
            "Build the site again from the newest content, and publish it.",
        )
    if overtaken and descent is Ancestry.SAME and live.published_at > given.now:
        yield Problem(
            NOWHERE,
            "not-the-newest",
            "Someone else has published since this began: "
            f"the live site is of {live.published_at}, this of {given.now}.",
            "There is nothing to do if that was the newest content; otherwise publish again.",
        )
    elif not given.clock_is_right and _moment(live.published_at) > _moment(given.now) + CLOCKS_DIFFER:
        yield clock_behind(given.now, live.published_at)


def _with_what_is_new(site: SiteSnapshot, state: PublishedSite, given: PublishOptions) -> Register:
    """Return the register with what it does not hold yet, as of the moment that the pages name."""
    register, commit = state.register, given.provenance.commit
    versions = (one for one in site.versions if one.key not in register.fingerprints)
    new = [(one, site.in_force_from(one)) for one in versions]
    taken_back = [*_taken_back(site, state)]
    told = register.extended(new, given.now, commit, taken_back).entries[len(register.entries) :]
    moment = next((site.moments[one.key] for one in told if site.moments.get(one.key)), given.now)
    return register.extended(new, moment, commit, taken_back)


def _taken_back(site: SiteSnapshot, state: PublishedSite) -> Iterator[tuple[Published, str, str, str]]:
    """Yield what *site* says was taken back and readers were not told yet, as the register takes it."""
    for (document, told), moment in sorted(site.moments.items()):
        if " " not in told or document in site.current_ids:
            continue
        ids = (document, *(before for before, now in site.current_ids.items() if now == document))
        is_registered = any((one, told) in state.register.moments for one in ids)
        if is_registered or (not moment and told_before(state.register, ids, state.as_listed, {told})):
            continue
        what, *number, on = told.split()
        of = [one for one in site.versions if one.document in ids and number in ([], [one.version])]
        if of:
            last = max(of, key=lambda one: VersionNumber.parse(one.version))
            yield last, site.in_force_from(last), what, on


def _brought_back(site: SiteSnapshot, state: PublishedSite) -> Iterator[Problem]:
    """Yield each document and version that had ended before the day of *site*, which takes it for one that did not."""
    for then in dict.fromkeys(entry.document for entry in state.register.entries):
        document = site.current_ids.get(then, then)
        there = next((path for one in (document, then) if (path := details_path(one)) in state.files), "")
        now = details_path(document)
        if now not in site.files or site.files[now] == state.files.get(there):
            continue
        offered = {told.rpartition(" ")[0]: told.rpartition(" ")[2] for told in said_taken_back(site.read(now))}
        for told in said_taken_back(state.as_listed(there) or b""):
            what, _space, on = told.rpartition(" ")
            is_kept = what in offered and offered[what] <= on
            if not what.startswith("withheld") and on < site.day.day and not is_kept:
                yield brought_back(document, what, on)


def _dated_otherwise(site: SiteSnapshot, state: PublishedSite, given: PublishOptions) -> Iterator[Problem]:
    """Yield why the moments that the pages of *site* name are not those at which readers were told, or are now.

    A site that was built before knows the register of then, and the moment of then; it may be a little older. One that
    was built for no register says nothing, and so nothing that is wrong.
    """
    then = _with_what_is_new(site, state, given)
    wrong = [one for one in then.entries if site.moments.get(one.key) not in {None, "", one.published_at}]
    if wrong:
        said = site.moments[wrong[0].key]
        others = f" The same goes for {len(wrong) - 1:,} more." if len(wrong) > 1 else ""
        yield Problem(
            NOWHERE,
            "site-not-to-publish",
            f"The site says that {wrong[0]} was published at {said}, and it was at {wrong[0].published_at}.{others}",
            _BUILD_FOR_IT,
        )
    elif new := then.entries[len(state.register.entries) :]:
        age = _moment(given.now) - _moment(new[0].published_at)
        if not -CLOCKS_DIFFER <= age <= BUILT_WITHIN:
            yield Problem(
                NOWHERE,
                "site-not-to-publish",
                f"The site says that {new[0]} is published at {new[0].published_at}, and now it is "
                f"{given.now}. Readers would see another time than when they were first shown it.",
                _BUILD_FOR_IT,
            )


_BUILD_FOR_IT = (
    "Build it again for the register that is there now, and publish it within the hour: inforce build --register "
    "ADDRESS, where ADDRESS is the published site or its register. In a workflow, run all jobs again; where somebody "
    "has to approve a publication, have the job that builds wait for that, not the one that publishes."
)


def _lost_words(version: Published, state: PublishedSite) -> bool:
    """Whether the record of *version* that stands there says more than the one that is offered."""
    there = state.files.get(record_path(version.document, version.version))
    return there is not None and there != version.fingerprint


def _more_than_withheld(site: SiteSnapshot, state: PublishedSite) -> Iterator[Problem]:
    """Yield each version of which more changed than the words that are declared withheld from it."""
    for version, declared in site.withheld.items():
        path = record_path(version.document, version.version)
        if state.live is None or not _lost_words(version, state):
            continue
        number, rules = VersionNumber.parse(version.version), {one.taken for one in declared}
        if not says_the_rest(state.live.read(path), site.read(path), number, rules):
            yield Problem(
                NOWHERE,
                "published-version-changed",
                f"The record of {version} says something else than what was published without the words withheld.",
                f"Put back what content/guidance/{version.document}/versions/{version.version}.yml said after "
                "inforce withhold, and publish that.",
            )


def _day_shown(state: PublishedSite) -> SiteDay:
    """Return of which day the site is that stands there."""
    if state.live is None or as_at() not in state.own_files:
        return SiteDay()
    try:
        return day_of(state.live.read(as_at()))
    except OSError:
        return SiteDay()


def _is_the_same(site: SiteSnapshot, state: PublishedSite, given: PublishOptions) -> bool:
    """Whether by what is noted there *state* is this very site."""
    unsigned = given.sign is not None and not state.signed
    same_commit = state.checkpoint is not None and state.checkpoint.commit == given.provenance.commit
    unfinished = state.live is not None and state.live.unfinished
    return same_commit and not unsigned and not unfinished and state.own_files == dict(site.files)


def _reader(site: SiteSnapshot, state: PublishedSite) -> Read:
    """Return what gives each file as it is to stand there, from the site or, where that has it not, from there."""

    def read(path: str) -> bytes:
        if path == REGISTER:
            return state.register.content
        if path in site.files or state.live is None:
            return site.read(path)
        content = state.live.read(path)
        return content if sha256(content) == state.files[path] else b""

    return read


def _refuse(refusals: Iterable[Problem]) -> None:
    if found := tuple(refusals):
        raise ProblemError(*found)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
