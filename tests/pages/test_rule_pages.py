"""The page of a rule: its words and how to cite it, what it said on which days, and what it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from inforce.model.block_text import as_written, blocks_of
from inforce.model.guidance import CallOff, FormerId, Withdrawal
from inforce.model.names import VersionNumber
from inforce.model.numbering import rule_lines
from inforce.model.rules import Departure, Strength
from inforce.model.status import in_force
from inforce.site import addresses
from inforce.site.publication import SiteFacts
from library_factory import BEGINNING, a_document, a_library, a_rule, a_version, an_edition
from library_strategies import DAYS, libraries
from made_pages import make_pages
from page_reading import having, inside, links, of_class, parsed, words

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
A_MONTH = timedelta(days=30)
some = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def pages(library, day=BEGINNING + 3 * A_MONTH, site=SITE):
    return {page.address: page for page in make_pages(library, site, day, ()).printed}


def versions(*rules):
    """Return a document with a version for each list of rules, a month apart."""
    return a_document(
        *(a_version(f"1.{place}.0", of, begins=BEGINNING + place * A_MONTH) for place, of in enumerate(rules))
    )


def shown(page):
    """Return the letters of the wordings on a page, the newest first."""
    found = having(parsed(page.body), "data-wording").values()
    return [letters(words(one).replace("\u2022 ", "")) for one in found]


def letters(text):
    return "".join(text.split())


@some
@given(libraries(), DAYS)
def test_every_rule_has_a_page_with_each_of_its_wordings_once(library, day):
    """Letter for letter; a wording that came back, or binds otherwise now, is not told as if it were always there."""
    made = pages(library, day)
    for document in library.documents:
        for line in rule_lines(document):
            told = [page for name in line.ids if shown(page := made[addresses.rule(document.id, name)])]
            assert len(told) == 1
            said = {
                (blocks_of(one.rule.text), one.rule.strength, blocks_of(one.rule.local_practice)): one
                for one in line.stands
            }
            assert sorted(shown(told[0])) == sorted(letters(as_written(one.rule.text)) for one in said.values())
            assert shown(told[0])[0] == letters(as_written(line.stands[-1].rule.text))


@some
@given(libraries(), DAYS)
def test_a_rule_in_force_leads_to_where_it_stands(library, day):
    """To the place on the page of the document; the page of every rule that no longer stands says so."""
    made = pages(library, day)
    for document in library.documents:
        current = in_force(document, day)
        for line in rule_lines(document):
            for name in line.ids:
                page = made[addresses.rule(document.id, name)]
                if not shown(page) or current is None:
                    continue
                stands = line.in_version(current)
                targets = [inside(link, page) for link in links(parsed(page.body))]
                if stands:
                    assert (addresses.document(document.id), stands.rule.id) in targets
                else:
                    assert f"This rule is not in version {current.number}" in words(parsed(page.body))


def test_the_page_begins_with_the_rule_and_how_to_cite_it():
    """Before what it said in other versions; and the title of a tab begins with what tells it from others."""
    page = pages(a_library(versions([a_rule("Knock first.")])))["guidance/sharing/rules/ask-first/"]
    said = words(parsed(page.body))
    assert said.startswith(
        "Sharing information Rule 1 This is rule 1 of version 1.0.0, which is in force. Knock first. "
    )
    assert said.index("Cite this rule") < said.index("How the wording has changed") < said.index("Its sources")
    assert page.title == "Rule 1 of Sharing information - Guidance"


def test_each_wording_has_its_versions_its_days_and_what_it_changed():
    """Versions one after the other that say the same are one run; the weight of a change stands in words beside it."""
    library = a_library(
        versions(
            [a_rule("You must share a name.")],
            [a_rule("You must share a name.")],
            [a_rule("You must not share a name.")],
        )
    )
    page = parsed(pages(library)["guidance/sharing/rules/ask-first/"].body)
    new, old = of_class(of_class(page, "changes")[0], "change")
    assert words(new).startswith(
        "Version 1.2.0 In force from 30 April 2026. Read it in version 1.2.0 You must not share a name."
    )
    assert "What changed since version 1.1.0 reverses the meaning You must not share a name." in words(new)
    assert words(old) == (
        "Versions 1.0.0 to 1.1.0 In force from 1 March 2026 to 29 April 2026. "
        "Read it in version 1.0.0, Read it in version 1.1.0 You must share a name."
    )


def test_a_wording_that_came_back_is_told_once_with_both_times():
    """And what it changed is told of its return."""
    library = a_library(versions([a_rule("Ask.")], [a_rule("Wait.")], [a_rule("Ask.")]))
    page = parsed(pages(library)["guidance/sharing/rules/ask-first/"].body)
    first, second = of_class(of_class(page, "changes")[0], "change")
    assert words(first).startswith("Version 1.2.0, Version 1.0.0 In force from 30 April 2026.")
    assert "In force from 1 March 2026 to 30 March 2026." in words(first)
    assert "What changed since version 1.1.0 other words WaitAsk." in words(first)
    assert words(second).startswith("Version 1.1.0 In force from 31 March 2026 to 29 April 2026.")


def test_a_rule_that_binds_otherwise_has_another_wording():
    """Though no word of it changed."""
    library = a_library(versions([a_rule()], [replace(a_rule(), strength=Strength.MUST)]))
    page = parsed(pages(library)["guidance/sharing/rules/ask-first/"].body)
    assert len(of_class(of_class(page, "changes")[0], "change")) == 2
    assert "How binding it is: not stated before, must then." in words(page)


def test_a_rule_that_was_taken_out_keeps_its_page_and_says_so():
    """With its last wording, and how to cite it as it was."""
    library = a_library(versions([a_rule(), a_rule("Keep a record.", "keep-a-record")], [a_rule()]))
    page = pages(library)["guidance/sharing/rules/keep-a-record/"]
    said = words(parsed(page.body))
    assert "Former rule 2 It was last rule 2 of version 1.0.0 (superseded)." in said
    assert "This rule is not in version 1.1.0 (in force) Version 1.1.0 removed it. Read version 1.1.0." in said
    assert "Sharing information, version 1.0.0, rule 2. In force from: 1 March 2026." in said


def test_a_rule_that_is_still_to_come_says_so():
    """It is no former rule, and is cited with the day from which it will apply."""
    library = a_library(versions([a_rule()], [a_rule(), a_rule("Keep a record.", "keep-a-record")]))
    said = words(parsed(pages(library, BEGINNING)["guidance/sharing/rules/keep-a-record/"].body))
    assert said.startswith("Sharing information Rule 2 This is rule 2 of version 1.1.0 (upcoming).")
    assert "This rule is not in version 1.0.0 (in force) More It comes with a later version." in said
    assert "Comes into force on 31 March 2026." in said


def test_the_address_of_a_former_id_leads_to_the_rule_for_good():
    """Whichever id is the present one; the history goes on under it."""
    renamed = replace(a_rule("Ask before you share it."), id="ask-before", formerly=("ask-first",))
    library = a_library(versions([a_rule()], [renamed]))
    made = pages(library)
    moved = made["guidance/sharing/rules/ask-first/"]
    assert ("guidance/sharing/rules/ask-before/", "") in [inside(link, moved) for link in links(parsed(moved.body))]
    told = made["guidance/sharing/rules/ask-before/"]
    assert shown(told) == ["Askbeforeyoushareit.", "Askbeforeyoushare."]
    assert "Links to this rule may also call it ask-first." in words(parsed(told.body))
    before = pages(library, BEGINNING)
    assert shown(before["guidance/sharing/rules/ask-first/"]) == ["Askbeforeyoushareit.", "Askbeforeyoushare."]


def test_histories_go_on_through_merges_and_splits():
    """The page of each part leads to what it is part of now, and that back; old links on the page lead there too."""
    both = replace(a_rule("Ask, and keep a record.", "both"), merged_from=("ask-first", "keep-a-record"))
    parts = [replace(a_rule(text, name), split_from="go") for text, name in (("Go.", "set-off"), ("Stop.", "stop"))]
    before = [a_rule(), a_rule("Keep a record.", "keep-a-record"), a_rule("Go, then stop.", "go")]
    made = pages(a_library(versions(before, [both, *parts])))
    leads = {
        name: {inside(link, page)[0] for link in links(parsed(page.body))}
        for name in ("ask-first", "keep-a-record", "go", "both", "set-off", "stop")
        if (page := made[f"guidance/sharing/rules/{name}/"])
    }
    for part, whole in (("ask-first", "both"), ("keep-a-record", "both"), ("set-off", "go"), ("stop", "go")):
        assert f"guidance/sharing/rules/{whole}/" in leads[part]
        assert f"guidance/sharing/rules/{part}/" in leads[whole]
    said = words(parsed(made["guidance/sharing/rules/go/"].body))
    assert "It is now part of another rule: Rule 2." in said
    assert "It was split from another rule: Former rule 3." in words(parsed(made["guidance/sharing/rules/stop/"].body))
    page = made["guidance/sharing/"].body
    assert [page.count(f'id="{name}"') for name in ("ask-first", "keep-a-record", "go")] == [1, 1, 1]


def test_a_rule_that_was_split_off_is_told_by_the_rule_that_goes_on():
    """That one keeps its id and its page."""
    off = replace(a_rule("Stop.", "stop"), split_from="go")
    made = pages(a_library(versions([a_rule("Go, then stop.", "go")], [a_rule("Go.", "go"), off])))
    said = words(parsed(made["guidance/sharing/rules/go/"].body))
    assert "Another rule was split from it: Rule 2." in said
    assert made["guidance/sharing/"].body.count('id="go"') == 1


@pytest.mark.parametrize("then", ["sharing", "telling"])
def test_the_history_of_a_rule_goes_on_in_another_document(then: str) -> None:
    """The document that it left leads to the one that has it, and that back, by whatever id the rule names it."""
    left = versions([a_rule(), a_rule("Wear a badge.", "badge")], [a_rule()])
    formerly = (FormerId("telling", VersionNumber(1, 0, 0)),)
    left = replace(left, details=replace(left.details, formerly=formerly))
    here = replace(a_rule("Wear a badge.", "badges"), formerly=(f"{then}#badge",))
    security = a_document(a_version(rules=[here], document="security", title="Security"), name="security")
    made = pages(a_library(left, security))
    gone, goes_on = made["guidance/sharing/rules/badge/"], made["guidance/security/rules/badges/"]
    assert "It is now in another document: Security." in words(parsed(gone.body))
    shown_now = made["guidance/sharing/"].body
    assert 'id="badge"' in shown_now
    assert "A rule that was here is now in Security." in words(parsed(shown_now))
    assert 'id="badge"' not in made["guidance/security/"].body
    assert "It was in another document before: Sharing information." in words(parsed(goes_on.body))
    assert ("guidance/security/rules/badges/", "") in [inside(link, gone) for link in links(parsed(gone.body))]
    assert ("guidance/sharing/rules/badge/", "") in [inside(link, goes_on) for link in links(parsed(goes_on.body))]


def test_a_citation_is_plain_text_that_leads_to_the_words_for_good():
    """Document, version, rule, day, check code and address; where the site's is not known, from its root."""
    document = versions([a_rule()])
    code = document.versions[0].check_code
    text = "Sharing information, version 1.0.0, rule 1. In force from: 1 March 2026. Check code: "
    for site, root in ((SITE, SITE.address), (SiteFacts("Guidance"), "/")):
        page = parsed(pages(a_library(document), site=site)["guidance/sharing/rules/ask-first/"].body)
        citation, address = of_class(page, "to-copy")
        assert address.text == f"{root}guidance/sharing/1.0.0/#ask-first"
        assert citation.text == f"{text}{code}. {address.text}"


def test_sources_stand_beside_the_words_that_cited_them():
    """A verdict holds for the versions with those words alone; other editions are told beside them, not judged."""
    departure = Departure("while", "before", "A slip.", "The board")
    wrong = a_rule("Ask while you share.", quotes="advice/2018#part-1", departures=[departure])
    editions = [
        an_edition("2015", ("Ask when you share.",), published="2015"),
        an_edition("2018", ("Ask before you share.",)),
        an_edition("2024", (), published="2024"),
    ]
    document = versions([wrong], [wrong], [a_rule("Ask before you share.", quotes="advice/2018#part-1")])
    page = parsed(pages(a_library(document, editions=editions))["guidance/sharing/rules/ask-first/"].body)
    new, old = of_class(of_class(page, "changes")[1], "change")
    assert words(new).startswith("Version 1.2.0 Matches its source word for word")
    assert words(old).startswith("Versions 1.0.0 and 1.1.0 Differs from the source, with approval")
    assert "A slip. Approved by: The board" in words(old)
    others = [words(one) for one in of_class(of_class(page, "changes")[2], "change")]
    assert others == [
        "Advice, The Office, 2024. We do not hold its text.",
        "Advice, The Office, 2015, part 1. Different from version 1.2.0. Read what it saysAsk when you share.",
    ]


def test_words_that_cite_the_same_are_judged_each_for_itself():
    """A wording that differs is not said to match because a later one does, though both cite the passage alike."""
    document = versions(
        [a_rule("Ask while you share.", quotes="advice/2018#part-1")],
        [a_rule("Ask before you share.", quotes="advice/2018#part-1")],
    )
    page = parsed(pages(a_library(document, editions=[an_edition()]))["guidance/sharing/rules/ask-first/"].body)
    new, old = of_class(of_class(page, "changes")[1], "change")
    assert words(new).startswith("Version 1.1.0 Matches its source word for word")
    assert words(old).startswith("Version 1.0.0 Differs, with no reason given")


def test_a_rule_of_a_withdrawn_document_says_that_it_was_withdrawn():
    """Above its words, which nobody is to follow any more."""
    gone = Withdrawal(date(2026, 5, 1), "It was replaced by law.")
    library = a_library(a_document(a_version(), withdrawn=gone))
    said = words(parsed(pages(library, date(2026, 5, 2))["guidance/sharing/rules/ask-first/"].body))
    assert "This guidance was withdrawn on 1 May 2026 It no longer applies: do not follow it." in said
    assert "This is rule 1 of version 1.0.0 (withdrawn)." in said


def test_the_history_of_a_rule_compares_with_what_applied_and_not_with_what_was_called_off():
    """Nobody ever followed the words of a version that was cancelled, nor did it take any rule out."""
    first, off, last = versions(
        [a_rule("Ask once.", "ask"), a_rule("Be open.", "open"), a_rule("Tell them.", "tell")],
        [a_rule("Ask twice.", "ask"), a_rule("Be closed.", "open")],
        [a_rule("Ask thrice.", "ask"), a_rule("Be open.", "open")],
    ).versions
    called_off = CallOff(off.number, BEGINNING, "It was not ready.")
    found = pages(a_library(a_document(first, off, last, called_off=[called_off])))
    asked, told = (words(parsed(found[f"guidance/sharing/rules/{name}/"].body)) for name in ("ask", "tell"))
    assert f"What changed since version {first.number}" in asked
    assert f"What changed since version {off.number}" not in asked
    assert f"version {last.number}" in told
    assert f"version {off.number}" not in told
    back = words(parsed(found["guidance/sharing/rules/open/"].body))
    assert back.count("What changed since") == back.count(f"What changed since version {first.number}") == 1


def test_a_rule_of_a_version_that_was_called_off_is_never_said_to_come():
    """It is told as what applied had it last; where nothing that applied ever had it, that is said."""
    first, second, off = versions(
        [a_rule(), a_rule("Tell them.", "tell")],
        [a_rule()],
        [a_rule(), a_rule("Tell them all.", "tell"), a_rule("Be open.", "open")],
    ).versions
    called_off = CallOff(off.number, BEGINNING, "It was not ready.")
    found = pages(a_library(a_document(first, second, off, called_off=[called_off])))
    told, opened = (words(parsed(found[f"guidance/sharing/rules/{name}/"].body)) for name in ("tell", "open"))
    assert f"It was last rule 2 of version {first.number} (superseded)." in told
    assert f"Version {second.number} removed it." in told
    assert "It was only in a version that was cancelled. Read version 1.1.0." in opened
    assert "It comes with a later version." not in told + opened
