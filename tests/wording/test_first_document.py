"""The page as received against the guidance that it cites: exactly the places known to differ, and no other."""

from __future__ import annotations

import pytest

from inforce.wording.departures import apply, differences
from inforce.wording.origin import mixture, nearest, origins
from wording.golden_rules import JULY_2018, MARCH_2015, RECEIVED

OTHER_EDITIONS = {"2015": MARCH_2015}

# rule, July 2018, as received, where those words stand, class, reversed
KNOWN = [
    (1, "Regulation", "Regulations", [("Regulations", ())], "wording", False),
    (1, "2018", "1998", [("1998", ("2015",))], "meaning", False),
    (3, ", or your information governance lead,", "", [("", ("2015",))], "meaning", False),
    (
        4,
        "Where possible, share information with consent, and",
        "Share with informed consent where appropriate and,",
        [("Share with informed consent where appropriate and,", ("2015",))],
        "meaning",
        False,
    ),
    (
        4,
        "having their information shared",
        "share confidential information",
        [("share confidential information", ("2015",))],
        "meaning",
        False,
    ),
    (4, "2018", "1998,", [("1998", ("2015",)), (",", ())], "meaning", False),
    (4, "", "still", [("still", ("2015",))], "wording", False),
    (4, "judgement", "judgment", [("judgment", ())], "typography", False),
    (4, "clear", "certain", [("certain", ("2015",))], "wording", False),
    (4, "do not", "", [("", ("2015",))], "meaning", True),
    (5, "well-being", "wellbeing", [("wellbeing", ())], "typography", False),
    (5, "base", "Base", [("Base", ("2015",))], "typography", False),
    (5, "well-being", "wellbeing", [("wellbeing", ())], "typography", False),
    (6, "ensure", "Ensure", [("Ensure", ("2015",))], "typography", False),
    (6, "the", "", [("", ())], "wording", False),
]


def test_the_page_as_received_differs_from_july_2018_in_these_places_and_no_other() -> None:
    """Place by place, class by class, edition of origin included."""
    found = [
        (
            number,
            difference.theirs,
            difference.ours,
            [(part.words, part.texts) for part in origins(difference, OTHER_EDITIONS)],
            str(difference.kind),
            difference.reverses,
        )
        for number, (passage, rule) in enumerate(zip(JULY_2018, RECEIVED, strict=True), start=1)
        for difference in differences(passage, rule)
    ]
    assert found == KNOWN


def test_a_dropped_not_is_quoted_with_its_neighbours() -> None:
    """The words that a message needs: what the rule says, and what its source says."""
    (dropped,) = [found for found in differences(JULY_2018[3], RECEIVED[3]) if found.reverses]
    assert dropped.ours_in_context == "Where you have consent"
    assert dropped.theirs_in_context == "Where you do not have consent"
    assert dropped.touches == (("negation", "not"),)


def test_what_makes_the_first_sentence_of_rule_4_mean_something_else_is_named() -> None:
    """Conditions and the words of information law that were added or taken away."""
    first, second, *_ = differences(JULY_2018[3], RECEIVED[3])
    assert first.touches == (("condition", "Where possible"), ("scope", "informed"), ("condition", "where appropriate"))
    assert second.touches == (("scope", "confidential"),)


@pytest.mark.parametrize("number", range(7))
def test_the_differences_put_into_the_passage_give_the_rule_to_the_letter(number: int) -> None:
    """Nothing lies between the places that were found."""
    assert apply(JULY_2018[number], differences(JULY_2018[number], RECEIVED[number])) == RECEIVED[number]


def test_the_page_is_nearer_to_the_edition_that_it_does_not_cite() -> None:
    """Counted over all rules; rule by rule, the nearest edition comes first."""
    counts = {"2015": 0, "2018": 0}
    for rule, *editions in zip(RECEIVED, MARCH_2015, JULY_2018, strict=True):
        for found in nearest(rule, dict(zip(counts, editions, strict=True))):
            counts[found.text] += found.words
    assert counts == {"2015": 21, "2018": 30}
    beside_rule_4 = {"2018": JULY_2018[3], "2015": MARCH_2015[3]}
    assert [found.text for found in nearest(RECEIVED[3], beside_rule_4)] == ["2015", "2018"]


def test_rules_that_mix_two_editions_are_told_from_those_that_follow_one() -> None:
    """Rules 1 and 4 have words that only 2015 has beside words that only 2018 has."""
    mixed = [
        number
        for number, (rule, old, new) in enumerate(zip(RECEIVED, MARCH_2015, JULY_2018, strict=True), start=1)
        if mixture(rule, {"2015": old, "2018": new})
    ]
    assert mixed == [1, 4]
