"""PDF files kept between builds, each under a digest of everything that it depends on.

What is missing, cut off or altered is made anew, never trusted. A file says on which day it was made and what held
on that day, so those of another day are not used again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inforce.build.theme_shell import digest, programs
from inforce.pdf import expiry as pdf_expiry
from inforce.pdf import typesetting
from inforce.pdf.typesetting import NotSetError, Printable, Typeset, typeset, written_out
from inforce.site.page import Download
from inforce.store.atomic import write_whole

_NOT_KEPT: Final = (OSError, ValueError)


@dataclass(frozen=True)
class MadePdf:
    """A PDF of the site: where it stands, and which letters it has not."""

    file: Download
    lacking: str


class PdfNotMadeError(Exception):
    """The PDF at *address* could not be made; *reason* is what the program that sets type says."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address, self.reason = address, reason


def make_pdfs(copies: Iterable[Printable], cache: Path) -> Iterator[MadePdf]:
    """Yield the PDF of each of *copies*, from *cache* where it is still held there; what is not used is let go.

    Raises `PdfNotMadeError` where one cannot be made.
    """
    folder, used = cache / "pdf", set()
    made_with = _made_with()
    for copy in copies:
        depends_on = f"{made_with}\n{written_out(copy)}"
        kept = folder / f"{hashlib.sha256(depends_on.encode()).hexdigest()}.kept"
        used.add(kept.name)
        try:
            pdf = _recall(kept) or _keep(kept, typeset(copy))
        except NotSetError as error:
            raise PdfNotMadeError(copy.address, str(error)) from None
        yield MadePdf(Download(copy.address, pdf.content), pdf.lacking)
    _let_go(folder, used)


def _made_with() -> str:
    """Return the digest of what makes files of copies: the programs, and the template and the fonts."""
    ours = (typesetting.TEMPLATE, typesetting.FONTS, Path(typesetting.__file__), Path(pdf_expiry.__file__))
    return digest(map(str, ours), programs())


def _recall(kept: Path) -> Typeset | None:
    """Return the file kept as *kept*, where it is there and whole."""
    try:
        head, found = kept.read_bytes().split(b"\n", 1)
        numbers, seal = head.decode("ascii").rsplit(" ", 1)
        if seal != _seal(found, numbers):
            return None
        return Typeset(found, "".join(chr(int(number, 16)) for number in numbers.split()))
    except _NOT_KEPT:
        return None


def _keep(kept: Path, pdf: Typeset) -> Typeset:
    """Keep *pdf* for the next build; a cache that cannot be written costs time, nothing else."""
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        numbers = " ".join(f"{ord(letter):X}" for letter in pdf.lacking)
        write_whole(kept, f"{numbers} {_seal(pdf.content, numbers)}\n".encode() + pdf.content)
    return pdf


def _seal(content: bytes, numbers: str) -> str:
    return hashlib.sha256(f"{numbers}\n".encode() + content).hexdigest()


def _let_go(folder: Path, used: set[str]) -> None:
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name not in used:
            with suppress(OSError):
                file.unlink()
