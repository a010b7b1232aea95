"""CPU of setting a document of two pages in type, and of finding its PDF in the cache.

.venv/bin/python build_tools/bench/pdf.py --documents 100
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import date
from pathlib import Path

from made_library import Size, write_content

from inforce.pages.pdf_copy import pdf_copies
from inforce.pages.publication import Publication
from inforce.pages.site_facts import SiteFacts
from inforce.printing.pdf_cache import MadePdf, make_pdfs
from inforce.reading.content_folder import read_content

SITE = SiteFacts("Guidance", "https://guidance.example.org/")


def main() -> None:
    """Make the library, make its PDF files twice, and print what each took."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--documents", type=int, default=100)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        write_content(Path(scratch, "content"), Size(given.documents, 2))
        library, _ = read_content(Path(scratch, "content"))
        for name in ("set in type", "from the cache"):
            before = time.process_time()
            made = list(make_pdfs(pdf_copies(Publication(library, SITE, date(2026, 11, 22))), Path(scratch, "cache")))
            _print(name, made, time.process_time() - before)


def _print(name: str, made: list[MadePdf], cpu: float) -> None:
    count = len(made)
    pages, size = sum(one.pages for one in made) / count, sum(len(one.file.content) for one in made) / count
    print(f"{name:16} {1000 * cpu / count:7.1f} ms of CPU a document of {pages:.1f} pages, {size / 1000:.0f} kB")  # noqa: T201


if __name__ == "__main__":
    main()
