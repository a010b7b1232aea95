"""The safe subset of Markdown, and where its links may lead.

Everything else is refused where it stands, so that nobody finds out on the page that it was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from inforce.model.problem import Fault
from inforce.parsing.characters import deceptive_label
from inforce.parsing.suggestions import shortened

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
RULE = re.compile(rf"#({ID})")
GUIDANCE = re.compile(rf"guidance:({ID})(?:#({ID}))?")
SOURCE = re.compile(rf"source:({ID})/({ID})")

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HTTPS = re.compile(r"https://[^\s/?#@\\:]+(:\d+)?([/?#]\S*)?", re.ASCII | re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_TELEPHONE = re.compile(r"tel:\+?[0-9()*#-]+", re.IGNORECASE)
_ALLOWED = "https:, mailto:, tel:, #rule, guidance:document or source:source/edition"


def address_fault(address: str) -> Fault | None:
    """Say why *address* may not be linked to; None where it may. Whether what it names exists is not looked at."""
    if address in ("", "#"):
        return _address_refused(
            "This link leads nowhere.", "Write the address in the round brackets:  [words](https://…)"
        )
    if address.startswith("//"):
        return _address_refused(
            f'The address "{address}" does not begin with https:.',
            f"Write it with https: in front:  https:{address}",
        )
    if address.startswith("#"):
        return (
            None
            if RULE.fullmatch(address)
            else _address_refused(
                f'"{address}" is not a link to a rule.', "Write # and the id of the rule:  #share-with-consent"
            )
        )
    scheme = _SCHEME.match(address)
    if not scheme:
        return _without_scheme(address)
    return _with_scheme(scheme.group(1).lower(), address)


def _address_refused(what: str, remedy: str) -> Fault:
    return Fault("link-address", what, remedy)


def deceptive_host(address: str) -> Fault | None:
    """Say why the host in *address* can be taken for another; None where it cannot."""
    if not (label := deceptive_label(address)):
        return None
    what = (
        f'"{shortened(label)}" in the address of this link has letters of another alphabet that look like Latin ones.'
    )
    return _address_refused(what, "Type the address anew, or copy it from a browser that shows the right page.")


def _without_scheme(address: str) -> Fault:
    if address.lower().startswith("www."):
        return _address_refused(
            f'The address "{address}" is not complete.', f"Write it with https:// in front:  https://{address}"
        )
    return _address_refused(
        f'The address "{address}" does not say what it leads to.',
        f"Begin it with one of {_ALLOWED}",
    )


def _with_scheme(scheme: str, address: str) -> Fault | None:
    patterns = {
        "https": (_HTTPS, "https://www.example.org/page"),
        "mailto": (_MAIL, "mailto:team@example.org"),
        "tel": (_TELEPHONE, "tel:+441632960000"),
        "guidance": (GUIDANCE, "guidance:document or guidance:document#rule"),
        "source": (SOURCE, "source:source/edition"),
    }
    if scheme in patterns:
        pattern, example = patterns[scheme]
        if pattern.fullmatch(address):
            return deceptive_host(address)
        return _address_refused(
            f'"{address}" is not a complete "{scheme}:" address.', f"Write it like this:  {example}"
        )
    if scheme == "http":
        return _address_refused(
            f'The address "{address}" is not secure.',
            f"Write it with https:  {'https' + address[4:]}",
        )
    if scheme in ("javascript", "vbscript", "data"):
        return _address_refused(
            f'This link would run a program instead of opening a page: "{scheme}:".',
            "Link to a page, or delete the link.",
        )
    return _address_refused(f'Links cannot begin with "{scheme}:" here.', f"Begin the address with one of {_ALLOWED}")


_REFUSED = {
    "heading_open": ("a heading", 'Use the field "heading" of a section instead.'),
    "fence": ("a block of code", "Delete the line of ``` before and after it."),
    "code_block": ("a block of code, because its lines are indented", "Move the text to the left."),
    "blockquote_open": (
        "a quotation",
        'Delete the ">". Put the words of a source in the text of a rule that cites it.',
    ),
    "hr": ("a line across the page", "Delete it. To begin a new part of the text, begin a new section."),
    "image": ("an image", "Say in words what it shows: words can be searched, compared and read aloud."),
}
# Most texts hold none of these, and nothing but paragraphs, lists and emphasis can be made without them.
_SIMPLE_LINK = re.compile(r"(?<!!)\[([^\[\]<>`!&\n]+)\]\(([^\s()<>&\[\]\"'`]+)\)")
_HOST_IN_WORDS = r"\W*(?:https?://|(?=www\.))([\w.-]+)"
_NAMES_A_HOST = re.compile(
    rf"\[(?P<words>{_HOST_IN_WORDS})[^\]\n]*\]\((?P<address>\s*https://[^)\n]*)\)", re.IGNORECASE
)
_SAYS_A_HOST = re.compile(_HOST_IN_WORDS, re.IGNORECASE)
_LEADS_TO_A_HOST = re.compile(r"\s*https?://([^\s/?#)]+)", re.IGNORECASE)
_MAY_MATTER = re.compile(r"[<\[!`>#=~\t]| {4}|(?:[-*_] *){3}|-[ ]*$", re.MULTILINE)


@dataclass(frozen=True)
class Link:
    """A link in a text: the address as it is written."""

    address: str


def read_markdown(text: str) -> tuple[tuple[Link, ...], tuple[Fault, ...]]:
    """Return the links of *text* and what in it is outside the safe subset."""
    if (simple := _simple_links(text)) is not None:
        return simple, _link_faults(simple, text)
    environment: dict[str, dict[str, dict[str, object]]] = {}
    tokens = _parser().parse(text, environment)
    lines = text.split("\n")
    faults = [*_definitions(environment), *_blocks(tokens, lines)]
    links: list[Link] = []
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                links.append(Link(str(child.attrs.get("href", ""))))
            elif child.type == "image":
                faults.append(_refused(child, ""))
            elif child.type == "html_inline" and not child.content.startswith("</"):
                faults.append(_html(child.content))
    return tuple(links), (*faults, *_link_faults(links, text))


def misleading_links(text: str) -> Iterator[Fault]:
    """Find links whose words are the address of one site, and which lead to another."""
    for found in _NAMES_A_HOST.finditer(text):
        if fault := misleading_words(found["words"], found["address"]):
            yield replace(fault, words=found[0])


def misleading_words(words: str, address: str) -> Fault | None:
    """Say so where *words* are the address of one site, and *address* that of another."""
    said, leads = _SAYS_A_HOST.match(words), _LEADS_TO_A_HOST.match(address)
    if not said or not leads or said[1].lower().removeprefix("www.") == leads[1].lower().removeprefix("www."):
        return None
    what = f"The words of the link say {said[1]}, and it leads to {leads[1]}."
    return _address_refused(what, "Write the address that it leads to, or words that are no address.")


def _simple_links(text: str) -> tuple[Link, ...] | None:
    """Return the links of a text that holds nothing but words, lists, emphasis and plain links; None for any other."""
    if not _MAY_MATTER.search(text):
        return ()
    if "\\" in text or _MAY_MATTER.search(_SIMPLE_LINK.sub(r"\1", text)):
        return None
    return tuple(Link(found.group(2)) for found in _SIMPLE_LINK.finditer(text))


def _link_faults(links: Iterable[Link], text: str) -> tuple[Fault, ...]:
    return tuple(
        replace(fault, words=link.address if link.address and link.address in text else "](")
        for link in links
        if (fault := address_fault(link.address))
    )


@cache
def _parser() -> MarkdownIt:
    """Return a parser that shows everything, also what the pages would not: HTML, and links of any kind."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  # only files with Markdown in them pay for it

    parser = MarkdownIt("commonmark", {"html": True})
    parser.validateLink = _anything  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _anything(url: str) -> bool:  # noqa: ARG001  # the name is markdown-it's
    return True


def _blocks(tokens: list[Token], lines: list[str]) -> Iterator[Fault]:
    for token in tokens:
        if token.type == "html_block":
            yield _html(token.content.strip().split("\n")[0])
        elif token.type in _REFUSED:
            words = lines[token.map[0]].strip() if token.map else ""
            yield _refused(token, words)


def _refused(token: Token, words: str) -> Fault:
    name, remedy = _REFUSED[token.type]
    words = "![" if token.type == "image" else words
    return Fault("markdown-not-allowed", f"Markdown reads this as {name}, which guidance cannot have.", remedy, words)


def _html(words: str) -> Fault:
    shown = words if len(words) <= 40 else f"{words[:40]}…"
    return Fault(
        "markdown-html",
        f'"{shown}" is HTML, which guidance cannot have.',
        "Say it in words or in Markdown: *emphasis*, **strong emphasis**, [words](https://…), lists with hyphens.",
        words,
    )


def _definitions(environment: dict[str, dict[str, dict[str, object]]]) -> Iterator[Fault]:
    """Refuse link definitions: a line of them is left out of the text, used or not."""
    for label, definition in environment.get("references", {}).items():
        yield Fault(
            "markdown-not-allowed",
            f'Markdown reads the line that begins with "[{label.lower()}]:" as a note on a link, and leaves it out.',
            "Write the address next to the words of the link:  [words](https://…)",
            str(definition.get("href", label)),
        )
