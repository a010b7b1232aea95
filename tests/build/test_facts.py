"""What files say is kept as JSON and comes back as it was, and nothing else is made of what was kept."""

from __future__ import annotations

import json

import pytest

from inforce.build import facts
from inforce.build.lists import GROUP_OF
from inforce.model.reserved import PAGE_PLACES
from inforce.reading.content_folder import read_content
from real_project import EXAMPLE

CONTENT = EXAMPLE / "content"


def test_all_that_content_says_comes_back_as_it_was() -> None:
    """Documents, sources, settings and problems."""
    library, problems = read_content(CONTENT)
    editions = tuple(edition.details for source in library.sources for edition in source.editions)
    for value in (library.documents, library.settings, problems, editions):
        assert facts.loads(facts.dumps(value)) == value


@pytest.mark.parametrize("name", ["os:system", "inforce.build.facts:loads", "builtins:eval"])
def test_nothing_but_values_of_the_program_is_made_of_what_was_kept(name: str) -> None:
    """What somebody put into the store cannot call anything."""
    with pytest.raises(ValueError, match="is no class"):
        facts.loads(json.dumps({"c": name, "v": ["true"]}))


def test_every_place_of_ordinary_pages_is_made_from_a_list() -> None:
    """A new place is named there too."""
    assert set(GROUP_OF) == set(PAGE_PLACES)
