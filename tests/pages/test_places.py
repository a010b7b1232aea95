"""The lists on ordinary pages: what is in force, what changed, what is coming, and the check form."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inforce.model.guidance import Document, Withdrawal
from inforce.model.reserved import PAGE_PLACES
from inforce.site.document_on_day import RECENT
from inforce.site.overview.places import NEWEST, SHORT
from inforce.site.page import Page
from inforce.site.publication import SiteFacts
from library_factory import a_call_off, a_document, a_document_of_versions, a_library, a_version
from made_pages import make_pages
from page_reading import of_class, parsed, words

SITE = SiteFacts("Guidance", "https://guidance.example.org/")


def places_on(day: date, *documents: Document, site: SiteFacts = SITE) -> dict[str, str]:
    return dict(make_pages(a_library(*documents), site, day, ()).places)


def titles(html: str) -> list[str]:
    return [words(title) for title in of_class(parsed(html), "listing__title")]


def test_the_places_are_those_that_ordinary_pages_ask_for():
    """Reading goes by the same names, so that a misspelt one is found at its line."""
    assert set(places_on(date(2026, 5, 1))) == set(PAGE_PLACES)


def test_an_empty_library_says_that_there_is_nothing():
    """No list is empty in silence; links to what is not there are left out."""
    places = places_on(date(2026, 5, 1))
    assert {name: words(parsed(html)) for name, html in places.items() if name != "check-form"} == {
        "manual": "",
        "manual-in-foot": "",
        "in-force": "No guidance is in force.",
        "recently-changed": "Nothing changed in the last three months.",
        "coming-into-force": "No guidance is due to come into force.",
        "sources": "There are no sources yet.",
        "changes": "Nothing has been published yet.",
        "withdrawn": "",
    }


def test_withdrawn_guidance_has_a_list():
    """From A to Z, from the day on, whatever was put in its place."""
    documents = [
        a_document(a_version(document=name, title=title), name=name, withdrawn=Withdrawal(date(2026, 4, 1), "Law."))
        for name, title in (("b", "Beta"), ("a", "alpha"))
    ]
    page = parsed(places_on(date(2026, 4, 1), *documents, a_document())["withdrawn"])
    assert words(page).startswith("Withdrawn guidance (2)")
    assert [words(one) for one in of_class(page, "listing__title")] == ["alpha: withdrawn", "Beta: withdrawn"]
    assert words(parsed(places_on(date(2026, 3, 31), *documents)["withdrawn"])) == ""


def test_guidance_in_force_is_listed_once_from_a_to_z_and_behind_its_topics():
    """Topics say how many they have, those without one last; a number in a title counts as a number."""
    documents = (
        a_document(a_version(document="b", title="Beta"), name="b", topics=("Zoo", "Access")),
        a_document(a_version(document="a", title="alpha"), name="a", topics=("Access",)),
        a_document(a_version(document="c", title="Gamma V10"), name="c", topics=()),
        a_document(a_version(document="e", title="Gamma V2"), name="e", topics=()),
        a_document(a_version(document="d", title="Later", begins=date(2030, 1, 1)), name="d"),
    )
    page = parsed(places_on(date(2026, 5, 1), *documents)["in-force"])
    assert [words(one) for one in of_class(page, "listing__title")] == ["alpha", "Beta", "Gamma V2", "Gamma V10"]
    assert [words(one) for one in of_class(page, "fold")] == [
        "Access (2) alpha Beta", "Zoo (1) Beta", "Other guidance (2) Gamma V2 Gamma V10",
    ]  # fmt: skip


def test_what_changed_on_one_day_is_listed_by_title():
    """A number in a title counts as a number there too."""
    titles = ("Gamma V10", "Gamma V2", "alpha")
    documents = [
        a_document(a_version(document=f"d{place}", title=one), name=f"d{place}") for place, one in enumerate(titles)
    ]
    page = parsed(places_on(date(2026, 4, 1), *documents)["changes"])
    listed = [words(one).removesuffix(", version 1.0.0") for one in of_class(page, "listing__title")]
    assert listed == ["alpha", "Gamma V2", "Gamma V10"]


def test_many_documents_fold_by_letters():
    """A library of hundreds begins with the letters and how many each has, and every document stands in one."""
    titles_of = [f"{letter}{number}" for letter in "AÅZ4" for number in range(SHORT // 2)]
    documents = [
        a_document(a_version(document=f"d{place}", title=title), name=f"d{place}", topics=("All",))
        for place, title in enumerate(titles_of)
    ]
    page = parsed(places_on(date(2026, 5, 1), *documents)["in-force"])
    folds = [words(fold).partition(")")[0] + ")" for fold in of_class(page, "fold")]
    assert folds == ["All (80)", "Numbers and signs (20)", "A (40)", "Z (20)"]
    assert sorted(words(one) for one in of_class(page, "listing__title")) == sorted(titles_of)


def test_an_entry_says_version_day_and_review():
    """The facts under a title are whole words with absolute dates."""
    (facts,) = of_class(parsed(places_on(date(2026, 5, 1), a_document())["in-force"]), "listing__facts")
    assert words(facts) == "Version 1.0.0 · In force since 1 March 2026 · Review due 1 March 2027"


def test_an_overdue_review_is_said_in_the_list():
    """Readers see at once which guidance was not reviewed in time."""
    (facts,) = of_class(parsed(places_on(date(2027, 3, 2), a_document())["in-force"]), "listing__facts")
    assert words(facts) == "Version 1.0.0 · In force since 1 March 2026 · Review was due 1 March 2027"


def test_coming_and_recent_changes_part_at_the_day():
    """What begins on the day is in force; what begins after it is coming, the soonest first."""
    document = a_document_of_versions(4)
    day = document.versions[1].in_force_from or date.max
    places = places_on(day, document)
    assert titles(places["recently-changed"]) == [
        "Sharing information, version 1.1.0",
        "Sharing information, version 1.0.0",
    ]
    assert titles(places["coming-into-force"]) == [
        "Sharing information, version 1.2.0",
        "Sharing information, version 1.3.0",
    ]


def test_the_home_page_lists_the_changes_of_three_months():
    """On the last day of them a change is there, and on the day after it is not."""
    begun = date(2026, 3, 1)
    assert len(titles(places_on(begun + RECENT, a_document())["recently-changed"])) == 1
    assert titles(places_on(begun + RECENT + timedelta(days=1), a_document())["recently-changed"]) == []


def test_every_change_is_listed_however_many_there_are():
    """Above a number of changes, each year has a page, and together they hold every version once."""
    document = a_document_of_versions(NEWEST + 20, every=timedelta(days=10))
    pages = make_pages(a_library(document), SITE, date(2030, 1, 1), ())
    years: list[Page] = [page for page in pages.printed if page.address.startswith("changes/")]
    listed = [title for page in years for title in titles(page.body)]
    assert sorted(listed) == sorted(f"Sharing information, version {version.number}" for version in document.versions)
    assert [page.address for page in years] == [f"changes/{year}/" for year in (2029, 2028, 2027, 2026)]
    assert len(titles(pages.places["changes"])) == NEWEST
    assert all(f"@@root@@/{page.address}" in pages.places["changes"] for page in years)


def test_few_changes_need_no_further_page():
    """A small library has its changes on one page, those of unknown days last."""
    versions = (a_version("1.0.0", begins=None), a_version("1.1.0", begins=date(2026, 4, 1)))
    pages = make_pages(a_library(a_document(*versions)), SITE, date(2026, 5, 1), ())
    assert [page.address for page in pages.printed if page.address.startswith("changes/")] == []
    shown = [words(one) for one in parsed(pages.places["changes"]).iter() if one.tag.endswith("}h2")]
    assert shown == ["2026", "Day not known"]


def test_the_check_form_works_without_script():
    """Who has no script is told the address to type; so is who has no address."""
    by_hand = (
        "If the form does not work, type this web address with your code at the end, in capitals with the hyphen: "
    )
    assert words(parsed(places_on(date(2026, 5, 1))["check-form"])).endswith(
        f"{by_hand}guidance.example.org/check/7K3Q-9XMA/"
    )
    assert words(parsed(places_on(date(2026, 5, 1), site=SiteFacts("Guidance"))["check-form"])).endswith(
        f"{by_hand}the address of this site, then check/7K3Q-9XMA/"
    )


WITHDRAWN = Withdrawal(date(2026, 8, 1), "The law changed.")
TAKEN_BACK = a_document(
    a_version(),
    a_version("2.0.0", begins=date(2026, 6, 1)),
    called_off=[a_call_off("2.0.0", date(2026, 5, 4), "It was not ready.")],
    withdrawn=WITHDRAWN,
)


def listed(html: str) -> list[str]:
    return [words(item) for item in of_class(parsed(html), "listing__item")]


CALLED_OFF = (
    "Sharing information, version 2.0.0: cancelled It was not ready. "
    "Cancelled on 4 May 2026. It was due to start on 1 June 2026"
)
BEGAN = "Sharing information, version 1.0.0 It was written. In force from 1 March 2026 to 31 July 2026 · First version"
AHEAD = "Sharing information: to be withdrawn The law changed. To be withdrawn on 1 August 2026"
GONE = "Sharing information: withdrawn The law changed. Withdrawn on 1 August 2026"


@pytest.mark.parametrize(
    ("day", "changes", "recently", "coming"),
    [
        (date(2026, 5, 3), [AHEAD, CALLED_OFF, BEGAN], [BEGAN], [AHEAD]),
        (date(2026, 5, 4), [AHEAD, CALLED_OFF, BEGAN], [CALLED_OFF, BEGAN], [AHEAD]),
        (date(2026, 7, 31), [AHEAD, CALLED_OFF, BEGAN], [CALLED_OFF], [AHEAD]),
        (date(2026, 8, 1), [GONE, CALLED_OFF, BEGAN], [GONE, CALLED_OFF], []),
    ],
)
def test_what_is_taken_back_stands_in_every_list_of_changes(day, changes, recently, coming):
    """A withdrawal that is ahead is coming, and once its day has come it is the latest change, like any other."""
    places = places_on(day, TAKEN_BACK)
    assert listed(places["changes"]) == changes
    assert listed(places["recently-changed"]) == recently
    assert listed(places["coming-into-force"]) == coming


def test_what_is_taken_back_stands_on_the_page_of_its_year():
    """Where there are too many changes for one page."""
    versions = a_document_of_versions(NEWEST + 1, every=timedelta(days=1)).versions
    library = a_library(a_document(*versions, withdrawn=WITHDRAWN))
    pages = {page.address: page for page in make_pages(library, SITE, date(2027, 1, 1), ()).printed}
    assert GONE in listed(pages["changes/2026/"].body)
