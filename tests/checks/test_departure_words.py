"""What is told of a difference claims no more than was looked for."""

from __future__ import annotations

from inforce.checks.words_answer_to_source import words_answer_to_source
from library_factory import BEGINNING, a_document, a_library, a_rule, a_version, an_edition

MANY = " ".join(f"bird{number}" for number in range(600))
"""More words in a row than are parted to be looked for."""


def told(rule: str, other: str) -> str:
    """Return what is told of a *rule* that is not what its source says, where *other* is what another edition says."""
    editions = (an_edition("2015", [other], published="2015-03"), an_edition("2018", ["It begins so."]))
    document = a_document(a_version(rules=[a_rule(rule, quotes="advice/2018#part-1")]))
    (found,) = words_answer_to_source(a_library(document, editions=editions), BEGINNING)
    return str(found.message)


def test_of_very_many_words_it_is_said_that_another_edition_has_all_of_them() -> None:
    """As of few."""
    assert told(f"It begins {MANY} so.", f"It begins {MANY} so.").count("These words are in the 2015 edition.") == 1


def test_of_very_many_words_it_is_not_said_that_no_other_edition_has_them() -> None:
    """It may have nearly all of them: each by itself was not looked for."""
    said = told(f"It begins {MANY} so.", f"It begins {MANY} today.".replace("bird300 ", ""))
    assert "These words are in no other edition." not in said
    assert "No other edition has all of these words in a row; parts of so many are not looked for." in said
    assert "These words are in no other edition." in told("It begins again so.", "It ends.")
