"""Pages are printed into layouts whole: nothing in a page is taken for a mark, and every link is relative."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from inforce.build.theme_shell import DEPTH, Layout, relative_links
from inforce.model.problem import ProblemError
from inforce.site.page import Heading, Page

UP = "../" * DEPTH
LAYOUT = Layout(
    f"""<!doctype html>
<html lang="en"><head><title>@@inforce:title@@ - Site</title><meta name="description" content="@@inforce:description@@">
<link rel="stylesheet" href="{UP}assets/screen.css">@@inforce:head@@</head>
<body data-base="{UP[:-1]}"><a href="{UP}about/">About</a><a href="{UP[:-1]}">Home</a>
<main>@@inforce:body@@</main><ul>@@inforce:contents@@</ul></body></html>"""
)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
MARKS = st.sampled_from(["@@inforce:body@@", "@@inforce:attributes@@", "@@root@@/", "<html ", UP, '="@@root@@/'])


@given(st.lists(TEXT | MARKS).map("".join), st.lists(TEXT | MARKS).map("".join))
def test_whatever_a_page_says_is_printed_as_it_stands(title: str, attribute: str) -> None:
    """Marks, tags and quotation marks in a text are text."""
    page = Page("a/b/", title, title, "<p>Body</p>", contents=(Heading("x", title),), attributes={"data-x": attribute})
    printed = LAYOUT.print(page).decode()
    places = (
        r"<title>(.*) - Site</title>",
        r'class="md-nav__link">(.*)</a></li>',
        r'<html data-x="([^"]*)" lang="en">',
    )
    shown = [unescape(text) for place in places for text in re.findall(place, printed, re.DOTALL)]
    assert shown == [title, title, attribute]


@pytest.mark.parametrize(
    ("address", "stylesheet", "home", "link"),
    [
        ("", "assets/screen.css", ".", "./check/"),
        ("check/", "../assets/screen.css", "..", "../check/"),
        ("guidance/a/1.0.0/", "../../../assets/screen.css", "../../..", "../../../check/"),
    ],
)
def test_links_begin_at_the_depth_of_the_page(address: str, stylesheet: str, home: str, link: str) -> None:
    """The layout's links and the page's own both lead from where the page stands."""
    printed = LAYOUT.print(Page(address, "T", "D", '<a href="@@root@@/check/">Check</a>')).decode()
    assert f'href="{stylesheet}"' in printed
    assert f'<a href="{home}">Home</a>' in printed
    assert f'<a href="{link}">Check</a>' in printed


def test_only_links_are_made_relative() -> None:
    """The same signs in a text stay."""
    assert relative_links('<a href="@@root@@/x/">@@root@@/x/</a>', 1) == '<a href="../x/">@@root@@/x/</a>'


def test_links_of_bodies_that_templates_made_keep_their_quotation_marks() -> None:
    """A template's result escapes what is put into it; the way to the root is put in as it is."""
    page = Page("a/", "T", "D", Markup('<a href="@@root@@/x/">Fish &amp; chips</a>'))
    assert '<a href="../x/">Fish &amp; chips</a>' in LAYOUT.print(page).decode()


def test_a_page_kept_out_of_search_engines_says_so() -> None:
    """A past version is found through the one in force, not through a search engine."""
    robots = '<meta name="robots" content="noindex">'
    assert robots in LAYOUT.print(Page("a/", "T", "D", "", indexed=False)).decode()
    assert robots not in LAYOUT.print(Page("a/", "T", "D", "")).decode()


@pytest.mark.parametrize("place", ["title", "description", "body", "contents", "head"])
def test_a_layout_without_a_place_is_refused(place: str) -> None:
    """A theme that leaves out the body must not give a site of empty pages."""
    with pytest.raises(ProblemError) as caught:
        Layout(LAYOUT.html.replace(f"@@inforce:{place}@@", ""))
    assert caught.value.message == f'The theme has no place for the "{place}" of a page.'
