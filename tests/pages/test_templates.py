"""A sentence on a page is text and never HTML, and what fills its places is HTML only where it was made as HTML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from inforce.model.catalogue import ENGLISH
from inforce.site.templates import words_by

SAY = words_by(ENGLISH)["_"]
PLAIN = st.text().map(lambda text: text.replace("{", "").replace("}", ""))


@given(PLAIN, PLAIN, st.text())
def test_a_sentence_and_what_fills_it_are_escaped(before: str, after: str, value: str) -> None:
    """Whatever signs are in either, those of formats and of HTML among them."""
    assert SAY(before) == escape(before)
    assert SAY(f"{before}{{value}}{after}", value=value) == escape(f"{before}{value}{after}")


@given(PLAIN, st.text())
def test_html_in_a_place_stays_html(before: str, value: str) -> None:
    """A link in a sentence is a link."""
    link = Markup("<b>{}</b>").format(value)
    assert SAY(f"{before}{{link}}", link=link) == f"{escape(before)}<b>{escape(value)}</b>"
