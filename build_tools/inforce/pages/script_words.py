"""What scripts say, as the catalogue of the site has it: a script of its own that stands before all others.

English needs none: the scripts have it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from inforce.model.catalogue import spoken
from inforce.pages.page import Download


def script_words() -> Iterator[Download]:
    """Yield the script, where the catalogue has other words than the scripts themselves."""
    if words := spoken().of_scripts:
        written = json.dumps(dict(words), ensure_ascii=True, sort_keys=True, indent=1)
        yield Download("assets/javascripts/words.js", f"window.inforceWords = {written};\n".encode())
