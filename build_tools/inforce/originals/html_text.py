"""The lines of an HTML page as its readers see them, as far as that is to be told from the page alone.

What no reader sees (scripts, comments, what is marked hidden) and what is struck out is left out; style sheets are
not looked at. Words are never joined over the edge of a block, nor parted by emphasis within one.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser


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
_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_REFERENCE = re.compile(r"\[(\d+)\]")


def html_lines(text: str) -> tuple[str, ...]:
    """Return the lines of the HTML page *text*: one for each block, and for each line that is broken in it."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_line()
    return tuple(reader.lines)


class _Reader(HTMLParser):
    """Collects lines; *_unread* are the elements around what comes next, from the first that is not read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._line: list[str] = []
        self._unread: list[str] = []
        self._raised = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unread and self._unread[-1] in _ENDS_BEFORE_NEXT and tag == self._unread[-1]:
            self._unread.pop()
        if tag not in _WITHIN_LINES:
            self.end_line()
        if tag == "body" or (self._unread == ["head"] and tag not in _IN_HEAD):
            self._unread.clear()
        elif tag not in _VOID and (self._unread or tag in _NOT_READ or _hidden(attrs)):
            self._unread.append(tag)
        self._raised += tag == "sup"

    def handle_startendtag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _WITHIN_LINES:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _WITHIN_LINES:
            self.end_line()
        if tag in self._unread:
            while self._unread.pop() != tag:
                pass
        self._raised -= tag == "sup" and self._raised > 0

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._line.append(_REFERENCE.sub(r"\1", data).translate(_RAISED) if self._raised else data)

    def end_line(self) -> None:
        """End the line that is being collected."""
        if line := " ".join("".join(self._line).split()):
            self.lines.append(line)
        self._line = []


def _hidden(attrs: list[tuple[str, str | None]]) -> bool:
    given = dict(attrs)
    style = (given.get("style") or "").replace(" ", "").lower()
    return "hidden" in given or "display:none" in style or "visibility:hidden" in style
