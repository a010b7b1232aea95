"""The safe subset of Markdown: what is let through renders to nothing but what pages may hold."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from inforce.parsing.markdown import address_fault, read_markdown

PIECES = (
    "Ask", " ", "\n", "\n\n", "# ", "## ", "> ", "- ", "1. ", "    ", "```", "~~~", "---", "===", "***", "*", "**", "_",
    "`", "<b>", "</b>", "<script>", "<!-- x -->", "<https://a.example>", "<a@b.example>", "![", "[", "]", "](", ")",
    "(#ask)", "](https://a.example)", "](//a.example)", "](javascript:x)", "](&#106;avascript:x)", "](guidance:a#b)",
    "[Ask](https://a.example/b_c*d)", "[Ask *first*](#ask)", "[a]: https://a.example", "<a href='x' onclick='y'>",
    "&lt;script&gt;", "\\", "|", "é", "<?php", "<![CDATA[",
)  # fmt: skip
ALLOWED = {"p", "ul", "ol", "li", "em", "strong", "a", "br", "code"}


class Elements(HTMLParser):
    """The elements and addresses in a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.addresses += [value or "" for name, value in attrs if name == "href"]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_is_let_through_renders_to_allowed_elements_and_links(text: str) -> None:
    """A text without a fault holds paragraphs, lists, emphasis and allowed links, and every one of these is known."""
    links, faults = read_markdown(text)
    if faults:
        return
    elements = Elements(MarkdownIt("commonmark", {"html": False}).render(text))
    assert elements.names <= ALLOWED
    assert elements.addresses == [link.address for link in links]
    assert all(address_fault(address) is None for address in elements.addresses)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org", "https://www.example.org:8443/a?b=c#d", "HTTPS://EXAMPLE.ORG/", "mailto:a@b.org",
        "tel:+441632960000", "#share-with-consent", "guidance:housing", "guidance:housing#ask-first",
        "source:advice/2018", "https://президент.рф/", "https://例え.jp/", "https://sampleひらがな.jp/", "https://москва.com/",
        "https://münchen.example/", "https://παράδειγμα.gr/", "https://example.org/\u043e",
    ],
)  # fmt: skip
def test_addresses_that_lead_somewhere_are_let_through(address: str) -> None:
    """https, mail, telephone, and what is held here."""
    assert address_fault(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "", "#", "//example.org", "http://example.org", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html",
        "vbscript:x", "file:///etc/passwd", "ftp://example.org", "https:example.org", "https://", "https://a@example.org",
        "https://a b.example", "mailto:", "tel:call-us", "#Not-An-Id", "#a\n", "guidance:", "guidance:../x",
        "guidance:a#", "source:a", "source:a/b#c", "example.org", "/page", "../page", "\\\\host", "https:\\\\host",
        "https://www.ex\u0430mple.org/", "https://\u0430\u0440\u0440\u04cf\u0435.com/", "https://xn--80ak6aa92e.com/", "https://ex%D0%B0mple.org/",
        "mailto:team@ex\u0430mple.org", "https://go\u03bfgle.com/", "https://ex\u0430mple\u3002com/",
    ],
)  # fmt: skip
def test_addresses_that_lead_astray_are_refused(address: str) -> None:
    """Programs, other schemes, half addresses, paths, and hosts that can be taken for others."""
    assert address_fault(address) is not None


def test_text_without_marks_costs_nothing_and_says_nothing() -> None:
    """Plain paragraphs and lists have neither links nor faults."""
    assert read_markdown("Ask first.\n\n- One\n- Two\n\n1. *Three*\n2. **Four**") == ((), ())
