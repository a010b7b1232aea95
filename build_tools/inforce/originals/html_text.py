"""The lines of an HTML page as its readers see them, as far as that is to be told from the page alone.

What no reader sees (scripts, comments) and what is struck out is left out; what is marked hidden is kept apart, for it
proves nothing. Of style sheets the page's own are looked at, and in them what hides elements of one name, class or id.
The numbers of lists are kept beside their items; a raised link leads to a note and is no figure. Words are never joined
over the edge of a block, nor parted by emphasis within one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from inforce.model.originals import raised

Attributes = list[tuple[str, str | None]]


def _listed(names: str) -> frozenset[str]:
    return frozenset(names.split())


_NOT_READ = _listed(
    "script style template noscript head title textarea select option iframe object svg math del s strike"
)
_WITHIN_LINES = _listed(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark nobr q ruby samp small span strong "
    "sub sup time tt u var wbr del s strike script style template noscript"
)
_IN_HEAD = _listed("base link meta noscript script style template title")
_VOID = _listed("area base br col embed hr img input link meta param source track wbr")
_ENDS_BEFORE_NEXT = _listed("p li dt dd tr td th option thead tbody tfoot")
_REFERENCE = re.compile(r"\[(\d+)\]")
_NOTE_MARK = re.compile(
    r"\s*\[?\(?(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*\u2020\u2021\u00a7\u00b6]{1,3})\)?\]?\s*", re.IGNORECASE
)
_NOT_SHOWN: Final = "display:none|visibility:(?:hidden|collapse)"
_HIDES = re.compile(
    rf"{_NOT_SHOWN}|font-size:0(?![.\d]*[1-9])|opacity:0(?![.\d]*[1-9])|"
    r"(?<![a-z-])color:(?:transparent|white|#fff(?:fff)?\b|rgba?\(255,255,255)|(?:left|top|text-indent):-\d{3,}"
)
_NO_NUMBER: Final = re.compile(r"list-style(?:-type)?:[^;]*none")


_STYLE_SHEET: Final = re.compile(r"<style\b[^>]*>\s*(?:<!--)?([^<]*)", re.IGNORECASE)
_RULE: Final = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|([^{}@;]+)\{([^{}]*)\}")
"""A block for some screens or printers alone, which is passed over; or selectors, and what holds of them."""
_COMMENT: Final = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|<!--|-->")


def _hidden_by_style_sheets(text: str) -> frozenset[str]:
    """Return the selectors under which the style sheets in the page *text* hide an element.

    A colour says nothing there: white letters may stand on a dark ground.
    """
    rules = (rule for sheet in _STYLE_SHEET.findall(text) for rule in _RULE.findall(_COMMENT.sub("", sheet)))
    return frozenset(
        selector.strip()
        for selectors, holds in rules
        if re.search(_NOT_SHOWN, "".join(holds.lower().split()))
        for selector in selectors.split(",")
    )


@dataclass(frozen=True)
class HtmlLine:
    """A line of a page: *label* is the number that its list puts before it, *unseen* says that no reader sees it."""

    text: str
    label: str = ""
    unseen: bool = False


def html_lines(text: str) -> tuple[HtmlLine, ...]:
    """Return the lines of the HTML page *text*: one for each block, and for each line that is broken in it."""
    reader = _Reader(_hidden_by_style_sheets(text))
    reader.feed(text)
    reader.close()
    reader.end_line()
    return tuple(reader.lines)


@dataclass
class _List:
    """A list that is being read: what its next number is, and how it is written; of no kind where it has none."""

    number: int = 1
    step: int = 1
    kind: str = ""

    def label(self, attrs: dict[str, str | None]) -> str:
        """Return the number of the next item."""
        if not self.kind or _NO_NUMBER.search(_style(attrs)):
            return ""
        self.number = _whole(attrs.get("value"), self.number)
        said = _numeral(self.number, attrs.get("type") or self.kind)
        self.number += self.step
        return f"{said}."


class _Reader(HTMLParser):
    """Collects lines; *_unread* are the elements around what comes next, from the first that is not read."""

    def __init__(self, hiding: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._hiding = hiding
        self.lines: list[HtmlLine] = []
        self._line: list[str] = []
        self._hidden_line: list[str] = []
        self._label = ""
        self._unread: list[str] = []
        self._hidden: list[str] = []
        self._raised = 0
        self._links: list[bool] = []
        self._lists: list[_List] = []

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002 -- the name is Python's
        """Pass over ``<![``, whatever follows, up to the first ``>``, as browsers do."""
        return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        for around in (self._unread, self._hidden):
            if around and around[-1] in _ENDS_BEFORE_NEXT and tag == around[-1]:
                around.pop()
        if tag not in _WITHIN_LINES:
            self.end_line()
        given = dict(attrs)
        if tag == "body" or (self._unread == ["head"] and tag not in _IN_HEAD):
            self._unread.clear()
        elif tag not in _VOID and (self._unread or tag in _NOT_READ):
            self._unread.append(tag)
        elif tag not in _VOID and (self._hidden or self._hides(tag, given)):
            self._hidden.append(tag)
        self._raised += tag == "sup"
        if tag == "a":
            self._links.append("#" in (given.get("href") or ""))
        self._begin_item(tag, given)

    def _hides(self, tag: str, given: dict[str, str | None]) -> bool:
        if "hidden" in given or _HIDES.search(_style(given)):
            return True
        names = ["", *(f".{name}" for name in (given.get("class") or "").split()), f"#{given.get('id') or ''}"]
        return any(name in self._hiding or f"{tag}{name}" in self._hiding for name in names)

    def _begin_item(self, tag: str, given: dict[str, str | None]) -> None:
        if tag in {"ol", "ul"}:
            numbered = tag == "ol" and not _NO_NUMBER.search(_style(given))
            backwards = "reversed" in given
            known = numbered and not (backwards and "start" not in given)
            kind = (given.get("type") or "1") if known else ""
            self._lists.append(_List(_whole(given.get("start"), 1), -1 if backwards else 1, kind))
        elif tag == "li" and self._lists:
            self._label = self._lists[-1].label(given)

    def handle_startendtag(self, tag: str, _attrs: Attributes) -> None:
        if tag not in _WITHIN_LINES:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _WITHIN_LINES:
            self.end_line()
        for around in (self._unread, self._hidden):
            if tag in around:
                while around.pop() != tag:
                    pass
        self._raised -= tag == "sup" and self._raised > 0
        if tag == "a" and self._links:
            self._links.pop()
        if tag in {"ol", "ul"} and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        if self._unread:
            return
        if self._hidden:
            self._hidden_line.append(data)
        elif not self._raised:
            self._line.append(data)
        elif not (any(self._links) and _NOTE_MARK.fullmatch(data)):
            self._line.append(raised(_REFERENCE.sub(r"\1", data)))

    def end_line(self) -> None:
        """End the line that is being collected."""
        if line := " ".join("".join(self._line).split()):
            self.lines.append(HtmlLine(line, self._label))
            self._label = ""
        if hidden := " ".join("".join(self._hidden_line).split()):
            self.lines.append(HtmlLine(hidden, unseen=True))
        self._line, self._hidden_line = [], []


def _style(attrs: dict[str, str | None]) -> str:
    return "".join((attrs.get("style") or "").lower().split())


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?\d{1,6}\s*", text) else otherwise


def _numeral(number: int, kind: str) -> str:
    """Return *number* as a list of that *kind* writes it."""
    if kind in {"a", "A"} and number > 0:
        said = _letters(number)
    elif kind in {"i", "I"} and 0 < number < 4000:
        said = _roman(number)
    else:
        said = str(number)
    return said.upper() if kind.isupper() else said


def _letters(number: int) -> str:
    said = ""
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(ord("a") + rest) + said
    return said


_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _roman(number: int) -> str:
    said = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        said += sign * count
    return said
