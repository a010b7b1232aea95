"""QR codes as inline SVG: level M, a quiet zone of four modules, on a white ground of their own.

A library of thousands of versions needs a code for each, and making one from nothing costs more than the rest of
its page. So use is made of how the codes are built: one bit of a letter more or less changes the same modules whatever
the other bits are, because error correction and mask are linear. What each bit changes is worked out once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from markupsafe import Markup, escape

from inforce.model.catalogue import _

# Any of the eight masks is undone by every reader; that it is always the same one makes codes comparable.
_MASK: Final = 3
_QUIET_ZONE: Final = 4
_VARYING: Final = len("7K3Q-9XMA/")
_BITS: Final = tuple(1 << place for place in range(7))
_DARK_RUN: Final = re.compile("1+")


def qr_code(address: str) -> Markup:
    """Return the code that leads to *address*, or nothing where that is ""."""
    if not address:
        return Markup()
    return Markup(_drawn(address).format(label=escape(_("QR code"))))  # noqa: S704 - made of numbers and a label


@lru_cache(maxsize=64)
def _drawn(address: str) -> str:
    """Return the code as SVG with a place for the words that stand for it."""
    width, modules = _code(address)
    size = width + 2 * _QUIET_ZONE
    path = "".join(_runs(f"{modules:0{width * width}b}", width))
    return (
        f'<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{{label}}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path stroke="#000" d="M{_QUIET_ZONE} {_QUIET_ZONE}.5{path}"/></svg>'
    )


def qr_image(address: str) -> str:
    """Return the code that leads to *address* as an image of its own, or "" where that is ""."""
    return str(qr_code(address)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _code(address: str) -> tuple[int, int]:
    """Return how many modules wide the code of *address* is, and its modules: row after row, the bits of a number."""
    fixed, letters = address[:-_VARYING], address[-_VARYING:]
    if not letters.isascii():  # other letters may take other numbers of bytes
        return _made(address)
    blank = fixed + "0" * len(letters)
    width, ground = _made(blank)
    modules = ground
    for place, letter in enumerate(letters, start=len(fixed)):
        other = ord(letter) ^ ord("0")
        for bit in _BITS:
            if other & bit:
                modules ^= ground ^ _made(f"{blank[:place]}{chr(ord('0') ^ bit)}{blank[place + 1 :]}")[1]
    return width, modules


Keep = Callable[[str, Callable[[], bytes]], bytes]
"""Takes a name and what makes it, and gives the bytes, which are made once."""

_keep: list[Keep] = []


def keep_codes_by(keep: Keep | None) -> None:
    """Have codes made from nothing only where *keep*, if it is given, has none that were made before."""
    _keep[:] = [keep] if keep else []


@lru_cache(maxsize=1024)
def _made(address: str) -> tuple[int, int]:
    if not _keep:
        return _from_nothing(address)
    width, modules = _keep[0](f"qr-code/{address}", lambda: "{} {:x}".format(*_from_nothing(address)).encode()).split()
    return int(width), int(modules, 16)


def _from_nothing(address: str) -> tuple[int, int]:
    import segno  # noqa: PLC0415 -- where codes are kept, none is made

    code = segno.make(address, mode="byte", micro=False, error="m", boost_error=False, mask=_MASK)
    bits = "".join("1" if module else "0" for row in code.matrix for module in row)
    return len(code.matrix), int(bits, 2)


def _runs(bits: str, width: int) -> Iterator[str]:
    """Yield the dark modules as lines one module thick, row by row, each from where the one before ended."""
    at = (0, 0)
    for row in range(width):
        for run in _DARK_RUN.finditer(bits, row * width, (row + 1) * width):
            across, length = run.start() - row * width, run.end() - run.start()
            yield f"m{across - at[0]} {row - at[1]}h{length}"
            at = (across + length, row)
