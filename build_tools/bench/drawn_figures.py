"""The figures of a run of ``builds.py`` as a picture for the README."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

_BARS: Final = (
    ("Plain MkDocs with Material, any change", "MkDocs with Material, whole site"),
    ("inforce, whole site from nothing", "whole site from nothing"),
    ("inforce, one version edited", "one version edited"),
    ("inforce, the next day", "next day, nothing happened"),
    ("inforce, nothing changed", "nothing changed"),
    ("inforce, check after one edit", "check after one version was edited"),
    ("Hugo, bare template, any change", "Hugo, whole site"),
)
"""What each bar is called, and the work that it shows; in the order of the picture."""

_ROW, _LEFT, _WIDE = 30, 290, 760
_STYLE: Final = (
    "text{font:14px system-ui,sans-serif;fill:#1b1d1f}rect{fill:#16324f}.other{fill:#8a949c}"
    "@media(prefers-color-scheme:dark){text{fill:#e6e9eb}rect{fill:#7fb2e5}.other{fill:#7a858c}}"
)


def drawn(figures: Mapping[str, Any]) -> str:
    """Return *figures* as SVG: a bar for each work, as long as the CPU time that it took."""
    works = [(name, figures["work"][work]) for name, work in _BARS if work in figures["work"]]
    longest = max(work["cpu_seconds"] for _, work in works)
    head = f"{figures['documents']:,} documents of {figures['versions']} versions: seconds of CPU"
    rows = [f'<text x="0" y="20">{head}</text>']
    for place, (name, work) in enumerate(works):
        top = 36 + place * _ROW
        length = max(1.0, (_WIDE - _LEFT - 190) * work["cpu_seconds"] / longest)
        kind = "" if name.startswith("inforce") else ' class="other"'
        pages = f", {work['pages']:,} pages" if "whole" in name or "any" in name else ""
        rows += [
            f'<text x="{_LEFT - 10}" y="{top + 16}" text-anchor="end">{escape(name)}</text>',
            f'<rect{kind} x="{_LEFT}" y="{top}" width="{length:.1f}" height="22"/>',
            f'<text x="{_LEFT + length + 8:.1f}" y="{top + 16}">{work["cpu_seconds"]:.2f} s{pages}</text>',
        ]
    height = 46 + len(works) * _ROW
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {height}" role="img" aria-label="{head}">'
        f"<style>{_STYLE}</style>{''.join(rows)}</svg>\n"
    )
