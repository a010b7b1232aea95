"""Simple Markdown becomes HTML and plain words, and nothing in it becomes markup of ours."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inforce.model.block_text import in_one_line
from inforce.site.block_html import as_html
from library_strategies import HOSTILE
from page_reading import parsed


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[the rules](guidance:sharing)", '<p><a href="@@root@@/guidance/sharing/">the rules</a></p>\n'),
        ("[a rule](guidance:sharing#ask-first)", '<p><a href="@@root@@/guidance/sharing/#ask-first">a rule</a></p>\n'),
        ("[advice](source:advice/2018)", '<p><a href="@@root@@/sources/advice/2018/">advice</a></p>\n'),
        ("[above](#ask-first)", '<p><a href="#ask-first">above</a></p>\n'),
        ("[away](https://example.org/)", '<p><a href="https://example.org/">away</a></p>\n'),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n"),
        ("*so*", "<p><em>so</em></p>\n"),
    ],
)
def test_markdown_is_shown_with_links_that_lead_into_the_site(written, shown):
    """Names of guidance and sources become addresses; HTML stays text."""
    assert as_html(written) == shown


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Read *this*\nand [that](guidance:sharing).", "Read this and that."),
        ("One.\n\nTwo.", "One. Two."),
        ("- one\n- two", "one two"),
        ("A [link](#a-rule) and **stress**", "A link and stress"),
    ],
)
def test_plain_text_has_the_words_alone(written, words):
    """The search gets words without their markup."""
    assert in_one_line(written) == words


@given(st.lists(st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")))).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_no_markdown_breaks_out_of_its_place(written):
    """Whatever is written, the HTML is well formed and has no script."""
    page = parsed(f"<div>{as_html(written)}</div>")
    assert [element for element in page.iter() if element.tag.endswith("}script")] == []
