"""CPU of setting a document of two pages in type, by itself and in the manual.

.venv/bin/python build_tools/bench/pdf.py --documents 100
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from made_library import Size, write_content

from inforce.model.library import YesNo
from inforce.pdf.document import manuals, pdf_copies
from inforce.pdf.typesetting import Typeset, typeset
from inforce.reading.content_folder import read_content
from inforce.site.publication import Publication, SiteFacts

SITE = SiteFacts("Guidance", "https://guidance.example.org/")


def main() -> None:
    """Make the library, its PDF files and its manual, and print what each took."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--documents", type=int, default=100)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        write_content(Path(scratch, "content"), Size(given.documents, 2))
        library, _ = read_content(Path(scratch, "content"))
        asked = replace(library, settings=replace(library.settings, manual=YesNo.YES))
        publication = Publication(asked, SITE, date(2026, 11, 22))
        for kind, made_of in (("copies", pdf_copies), ("manual", manuals)):
            before = time.process_time()
            made = [typeset(copy) for copy in made_of(publication)]
            _print(kind, made, given.documents, time.process_time() - before)


def _print(name: str, made: list[Typeset], documents: int, cpu: float) -> None:
    size = sum(len(one.content) for one in made)
    print(f"{name:23} {1000 * cpu / documents:6.1f} ms of CPU a document of {size / documents / 1000:.0f} kB")  # noqa: T201 -- its output


if __name__ == "__main__":
    main()
