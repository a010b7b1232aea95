"""What scripts and style sheets say, as the catalogue of the site has it: files of their own beside those of the theme.

The program's own English needs none: scripts and style sheets have it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from string import Formatter

from inforce.model.catalogue import _, spoken
from inforce.site.page import Download


def asset_words() -> Iterator[Download]:
    """Yield the files, where a catalogue has words of its own."""
    if spoken().digest:
        words = json.dumps(dict(spoken().of_scripts), ensure_ascii=True, sort_keys=True, indent=1)
        yield Download("assets/javascripts/words.js", f"window.inforceWords = {words};\n".encode())
        yield Download("assets/stylesheets/words.css", _number_of_sheet().encode())


def _number_of_sheet() -> str:
    """Return the style of the number at the foot of a printed sheet."""
    counters = {"page": "counter(page)", "pages": "counter(pages)"}
    parts = []
    for text, name, _spec, _conversion in Formatter().parse(_("Page {page} of {pages}")):
        parts += [_quoted(text)] if text else []
        parts += [counters[name]] if name else []
    return f"@page {{\n  @bottom-right {{\n    content: {' '.join(parts)};\n  }}\n}}\n"


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace("\\", r"\\").replace('"', r"\""))
