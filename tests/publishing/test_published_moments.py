"""The history of a published site says of each version when readers were first shown it, as the register there does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from gettext import NullTranslations
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inforce.model.catalogue import Catalogue, use_catalogue
from inforce.publish.destinations.folder import Folder
from inforce.publish.git import repository_at
from inforce.publish.guard import Refused
from inforce.publish.new_release import FromCommit, WithoutGit
from inforce.publish.publish import PublishOptions, publish, roll_back
from inforce.publish.site_snapshot import scan_site
from inforce.site.document.published_on import filled, place_of, words_for_moments
from library_factory import a_version
from publishing.conftest import Place
from publishing.git_servers import commit_files, new_repository
from publishing.made_sites import no_progress, record, site_of
from publishing.test_destinations import OvertakenAt

HISTORY = "guidance/golden-rules/history/index.html"
NUMBERS = ("1.0.0", "1.1.0", "2.0.0")
ZONES = st.sampled_from(["Europe/London", "Pacific/Auckland", "America/St_Johns"])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- as asked


class AnotherLanguage(NullTranslations):
    """A few words of it."""

    def gettext(self, message: str) -> str:
        """Return the words, or the English ones."""
        return {"November": "Tachwedd & <b>", "{day} at {time}": "{day} am {time}"}.get(message, message)


def a_page(zone: str = "Europe/London") -> str:
    """The part of a history that matters here."""
    places = "".join(f"<dd>{place_of(a_version(number))}</dd>" for number in NUMBERS)
    return f'<ol data-moments="{escape(words_for_moments(zone))}">{places}</ol><p>Of 2.0.0</p>'


def with_history(site: Path, page: str) -> Path:
    """Put a page of history into a made site."""
    (site / HISTORY).parent.mkdir(parents=True)
    (site / HISTORY).write_text(page, encoding="utf-8")
    return site


def said(place: Place) -> list[str]:
    """Return what the published page says of each version."""
    page = place.site().read(HISTORY).decode()
    return [page.partition(str(place_of(a_version(number))).partition(">")[0] + ">")[2].partition("<")[0]
            for number in NUMBERS]  # fmt: skip


@given(st.dictionaries(st.sampled_from(NUMBERS), MOMENTS), ZONES)
def test_each_place_says_the_moment_of_its_version_and_nothing_else_changes(
    published: dict[str, datetime], zone: str
) -> None:
    """In the time zone of the page; filling twice is filling once."""
    moments = {number: moment.isoformat() for number, moment in published.items()}
    page = filled(a_page(zone), moments, ZoneInfo)
    assert filled(page, moments, ZoneInfo) == page
    expected = a_page(zone)
    for number, moment in published.items():
        there = moment.astimezone(ZoneInfo(zone))
        words = f"{there.day} {there:%B} {there.year} at {there:%H:%M}"
        before = str(place_of(a_version(number)))
        expected = expected.replace(before, before.replace("not recorded here", words))
    assert page == expected


@pytest.mark.parametrize(
    "damage",
    [
        ("Europe/London", "Europe/Londres"),
        ("Europe/London", "../London"),
        ("{day} at {time}", "{day} at {hour}"),
        ("{day} at {time}", "{day} at {time:%}"),
        ("{&quot;zone", "{&quot;zones"),
        ("{&quot;zone", "[&quot;zone"),
        ("&quot;January&quot;, &quot;February&quot;, ", ""),
        ("not recorded here", "n\udce9 here"),
    ],
)
def test_a_history_that_was_changed_by_hand_is_refused_and_nothing_is_written(
    tmp_path: Path, damage: tuple[str, str]
) -> None:
    """Each page that cannot say its moments is named, with what to do; what stands there stays."""
    before, after = damage
    page = a_page()
    assert before in page
    site = with_history(site_of(tmp_path / "site", "1.0.0"), page)
    (site / HISTORY).write_bytes(page.replace(before, after).encode(errors="surrogateescape"))
    destination = Folder(tmp_path / "public")
    with pytest.raises(Refused) as refused:
        publish(scan_site(site), destination, PublishOptions("2026-11-22T12:03:00Z", WithoutGit()), no_progress)
    assert str(refused.value) == (
        f"{HISTORY} is not as a build makes it, so the moments at which versions were published cannot be put there.\n"
        "  Build the site again, and publish it then."
    )
    assert not (tmp_path / "public").exists()


@given(st.text())
def test_a_page_without_places_stays_as_it_is(page: str) -> None:
    """Such as one that was built before there were any."""
    assert filled(page, dict.fromkeys(NUMBERS, "2026-11-22T12:03:00Z"), ZoneInfo) == page


def test_a_moment_is_said_in_the_language_of_the_page() -> None:
    """Whatever language the program that publishes speaks; words of a catalogue are words, never markup."""
    with use_catalogue(Catalogue(translations=AnotherLanguage(), digest="another")):
        page = a_page()
    assert ">22 Tachwedd &amp; &lt;b&gt; 2026 am 12:03<" in filled(page, {"2.0.0": "2026-11-22T12:03:00Z"}, ZoneInfo)


def test_the_published_history_says_what_the_register_says(place: Place, tmp_path: Path) -> None:
    """Also of versions that came later; publishing the same again writes nothing; going back keeps what was true."""
    begin = datetime.now(UTC).replace(second=0, microsecond=0)
    moments = [begin + timedelta(minutes=minutes) for minutes in range(4)]
    at = [f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in moments]
    words = [f"{moment.day} {moment:%B} {moment.year} at {moment:%H:%M}" for moment in moments]
    first = with_history(site_of(tmp_path / "first", "1.0.0"), a_page("UTC"))
    place.publish(first, at=at[0])
    assert said(place) == [words[0], "not recorded here", "not recorded here"]
    second = with_history(site_of(tmp_path / "second", "1.0.0", "1.1.0"), a_page("UTC"))
    place.publish(second, at=at[1])
    assert said(place) == [words[0], words[1], "not recorded here"]
    assert place.publish(second, at=at[2]).moved is None
    roll_back(place.destination, None, PublishOptions(at[3], WithoutGit()), no_progress, hide_versions=True)
    assert said(place) == [words[0], "not recorded here", "not recorded here"]


def test_a_second_destination_says_its_own_moment(tmp_path: Path) -> None:
    """The site that was built once, and offered as it stands, says of each place when readers were shown it there."""
    site = with_history(site_of(tmp_path / "site", "1.0.0"), a_page("UTC"))
    for name, at in (("one", "2026-11-22T12:03:00Z"), ("other", "2026-11-23T08:00:00Z")):
        publish(scan_site(site), Folder(tmp_path / name), PublishOptions(at, WithoutGit()), no_progress)
    there = [(tmp_path / name / "current" / HISTORY).read_text(encoding="utf-8") for name in ("one", "other")]
    assert ">22 November 2026 at 12:03<" in there[0]
    assert ">23 November 2026 at 08:00<" in there[1]


def test_who_is_overtaken_says_the_moment_of_who_came_first(tmp_path: Path) -> None:
    """The same version was published by another meanwhile: what the register holds is what the page says."""
    project = new_repository(tmp_path / "project")
    versions = "content/guidance/golden-rules/versions"
    commits = [
        commit_files(project, {f"{versions}/{number}.yml": record("golden-rules", number)})
        for number in ("1.0.0", "1.1.0")
    ]
    earlier, later = (FromCommit(repository_at(project), commit) for commit in commits)
    first = with_history(site_of(tmp_path / "first", "1.0.0"), a_page("UTC"))
    second = with_history(site_of(tmp_path / "second", "1.0.0", "1.1.0"), a_page("UTC"))
    folder = Folder(tmp_path / "there")
    before, after = PublishOptions("2026-11-22T12:03:00Z", earlier), PublishOptions("2026-11-22T12:05:00Z", later)
    overtaken = OvertakenAt(folder, lambda: publish(scan_site(first), folder, before, no_progress))
    publish(scan_site(second), overtaken, after, no_progress)
    page = (tmp_path / "there" / "current" / HISTORY).read_text(encoding="utf-8")
    assert [page.count(f">22 November 2026 at {time}<") for time in ("12:03", "12:05")] == [1, 1]
    assert page.index("12:03") < page.index("12:05")
