"""What the pages say of each version on the day before, on the day, and once the document is withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from built_pages import found_by_search, having, of_class, parsed, words
from real_project import built, copied, edit

HOME = "guidance/seven-golden-rules"
CITES = "Cites Information sharing, HM Government, July 2018 (replaced 19 April 2024)"
REPLACED = (
    "This guidance quotes a source that has since been replaced This version cites Information sharing, HM Government, "
    "July 2018. It was replaced on 19 April 2024 by the edition of 19 April 2024. The golden rules were rewritten in "
    "the 2024 edition; no sentence is shared. A statutory duty may have changed the position. The Children's "
    "Wellbeing and Schools Act 2026 (c. 21), section 4, puts a duty to share information in the Children Act 2004 "
    "(section 16LA); it was announced to start on 30 September 2026. Statutory guidance on it was consulted on from "
    "2 June to 14 July 2026. Whether that guidance is final, and whether it replaces the 2024 advice, is not known "
    "here and must be checked."
)
TO_CHECK = (
    f"{REPLACED} Find out whether it still applies before you rely on it. No owner is named yet whom you could ask."
)

CANNOT_TELL = "This copy cannot tell whether it was replaced. Check at guidance.example.org/check/"


def status_box_and_notices(site: Path, path: str) -> tuple[str, list[str]]:
    """Return what a page says of its version, in the status box and in the notices."""
    root = parsed(site / path / "index.html")
    (status_box,) = of_class(root, "status-box")
    return words(status_box), [words(notice, without=("notice__more",)) for notice in of_class(root, "notice")]


def holds_of_its_version(site: Path, path: str, status_box: str, about: str, *notices: str) -> None:
    """Hold what the page of a version says of it: in its line of status, below its rules, and folded in one notice."""
    root = parsed(site / path / "index.html")
    assert status_box_and_notices(site, path) == (status_box, [" ".join(notices)])
    (heading,) = of_class(root, "notice--fold")
    assert words(heading[0], without=("notice__more",)) in HEADINGS
    (shown,) = of_class(root, "about-guidance")
    assert about in words(shown)
    assert "Check code " + ("1DYA-C5TS" if "Version 2.0.0" in status_box else "0WH6-TWJB") in words(shown)


HEADINGS = (
    "This guidance quotes a source that has since been replaced",
    "This version is superseded",
    "This guidance changes on 22 November 2026",
    "This version is not in force yet",
    "This guidance was withdrawn on 22 November 2026",
)
LINKS = "Check this copy Contact"


def test_on_its_first_day_a_version_is_in_force(site: Path) -> None:
    """Version, from when, review, owner and the edition cited, with the warning that it was replaced."""
    facts = f"In force from 22 November 2026 Next review due 22 November 2027 Owner not named yet {CITES}"
    sentence = "In force since 22 November 2026. Next review due 22 November 2027."
    status_box = f"In force since 22 November 2026 Version 2.0.0 {LINKS} {CANNOT_TELL}1DYA-C5TS/"
    for path in (HOME, f"{HOME}/2.0.0"):
        holds_of_its_version(site, path, status_box, f"{sentence} Owner not named yet {CITES}", TO_CHECK)
    checked = f"In force Version 2.0.0 {facts} Check code 1DYA-C5TS {CANNOT_TELL}1DYA-C5TS/"
    assert status_box_and_notices(site, "check/1DYA-C5TS") == (checked, [TO_CHECK])


def test_the_version_before_is_superseded(site: Path) -> None:
    """It says until when it applied, what took its place, and that nobody knows from when it applied."""
    holds_of_its_version(
        site,
        f"{HOME}/1.0.0",
        f"Superseded on 22 November 2026 Version 1.0.0 {LINKS}",
        "In force until 21 November 2026, start date not known. "
        "Version 2.0.0 replaced it on 22 November 2026. "
        f"Owner not named yet {CITES}",
        "This version is superseded Version 2.0.0 replaced it on 22 November 2026. "
        "Read the version in force (2.0.0) or see what changed since this version.",
        REPLACED,
    )


OTHER_WORDS = (
    "These are other words. No program can tell whether they mean the same, and nobody is named who decided it."
)
FOUND = (
    'Found in this version after it was published In rule "not-a-barrier", "Data Protection Regulations (GDPR), Data '
    'Protection Act 1998" is written in place of "Data Protection Regulation (GDPR), Data Protection Act 2018". '
    f'{OTHER_WORDS} In rule "seek-advice", "other practitioners if you" in place of "other practitioners, or your '
    'information governance lead, if you" changes the meaning, and nobody is named who approved that. In rule '
    '"share-with-consent", "you may still share information" is written in place of "you may share information". '
    f'{OTHER_WORDS} In rule "share-with-consent", "someone, be certain of the" is written in place of "someone, be '
    f'clear of the". {OTHER_WORDS} In rule "necessary-and-proportionate", "Ensure that information you" is written in '
    f'place of "ensure that the information you". {OTHER_WORDS}'
)


def test_on_the_day_before_a_version_is_upcoming(the_day_before: Path) -> None:
    """The document shows the version before it and says what comes; nobody takes the next for current."""
    facts = f"In force from not known Next review due not known Owner not named yet {CITES}"
    sentence = (
        "In force. The start date is not known. Version 2.0.0 replaces it on 22 November 2026. "
        "When its next review is due is not known."
    )
    comes = (
        "This guidance changes on 22 November 2026 See what will change, or read version 2.0.0, which takes the place "
        "of this one then. This version applies until 21 November 2026."
    )
    status_box = f"In force Version 1.0.0 {LINKS} {CANNOT_TELL}0WH6-TWJB/"
    for path in (HOME, f"{HOME}/1.0.0"):
        about = f"{sentence} Owner not named yet {CITES}"
        holds_of_its_version(the_day_before, path, status_box, about, comes, FOUND, TO_CHECK)
    checked = f"In force Version 1.0.0 {facts} Check code 0WH6-TWJB {CANNOT_TELL}0WH6-TWJB/"
    assert status_box_and_notices(the_day_before, "check/0WH6-TWJB") == (checked, [comes, FOUND, TO_CHECK])
    facts = f"In force from 22 November 2026 Next review due 22 November 2027 Owner not named yet {CITES}"
    sentence = "Comes into force on 22 November 2026. Version 1.0.0 is in force before that."
    waits = (
        "This version is not in force yet It comes into force on 22 November 2026. "
        "Until then, follow the version in force (1.0.0). See what will change"
    )
    status_box = f"Not in force until 22 November 2026 Version 2.0.0 {LINKS} {CANNOT_TELL}1DYA-C5TS/"
    about = f"{sentence} Owner not named yet {CITES}"
    holds_of_its_version(the_day_before, f"{HOME}/2.0.0", status_box, about, waits, TO_CHECK)
    checked = f"Upcoming: not in force yet Version 2.0.0 {facts} Check code 1DYA-C5TS {CANNOT_TELL}1DYA-C5TS/"
    assert status_box_and_notices(the_day_before, "check/1DYA-C5TS") == (checked, [waits, TO_CHECK])


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copied(tmp_path_factory.mktemp("withdrawn") / "project")
    edit(
        project / "content" / HOME / "document.yml",
        "review_every",
        "withdrawn:\n  on: 2026-11-22\n  reason: The 2024 advice is used instead.\nreview_every",
    )
    return built(project)


def test_once_withdrawn_a_document_says_so_everywhere(withdrawn: Path) -> None:
    """Its own page shows no rule; that of each version says from when it is withdrawn, and why."""
    notice = (
        "This guidance was withdrawn on 22 November 2026 It no longer applies: do not follow it. "
        "The 2024 advice is used instead. No other document of this site takes its place."
    )
    applied = (
        "Withdrawn Version 1.0.0 In force from not known In force until 21 November 2026 "
        f"Withdrawn on 22 November 2026 Owner not named yet {CITES} Check code 0WH6-TWJB"
    )
    assert list(having(parsed(withdrawn / HOME / "index.html"), "data-rule-text")) == []
    assert status_box_and_notices(withdrawn, HOME) == (applied, [notice])
    holds_of_its_version(
        withdrawn,
        f"{HOME}/1.0.0",
        f"Withdrawn on 22 November 2026 Version 1.0.0 {LINKS}",
        "Withdrawn on 22 November 2026. In force until 21 November 2026, start date not known. "
        f"Owner not named yet {CITES}",
        notice,
        REPLACED,
    )
    holds_of_its_version(
        withdrawn,
        f"{HOME}/2.0.0",
        f"Withdrawn on 22 November 2026 Version 2.0.0 {LINKS}",
        f"Withdrawn on 22 November 2026. That was the day it was due to start. Owner not named yet {CITES}",
        notice,
        REPLACED,
    )


def test_a_withdrawn_document_is_not_listed_as_guidance_to_follow(withdrawn: Path) -> None:
    """The home page leads to nothing that is withdrawn, and the search finds none of its rules."""
    said = words(parsed(withdrawn / "index.html"))
    assert "golden rules" not in said.lower().split("changed in the last three months")[0]
    found = found_by_search(withdrawn)
    assert found
    assert [place for place, text in found if "lawful basis" in text and place.startswith("guidance/")] == []
