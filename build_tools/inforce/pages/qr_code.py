"""QR codes as inline SVG: level M, a quiet zone of four modules, on a white ground of their own."""

from __future__ import annotations

from functools import lru_cache

import segno
from markupsafe import Markup

# Choosing the best of the eight masks takes four fifths of the time of making a code, and a reader undoes
# whichever was used; with thousands of versions the time counts.
_MASK = 3
_QUIET_ZONE = 4


@lru_cache(maxsize=64)
def qr_code(address: str) -> Markup:
    """Return the code that leads to *address*, or nothing where that is ""."""
    if not address:
        return Markup()
    code = segno.make(address, micro=False, error="m", boost_error=False, mask=_MASK)
    size = len(code.matrix) + 2 * _QUIET_ZONE
    path = "".join(_dark_runs(row, line) for line, row in enumerate(code.matrix, start=_QUIET_ZONE))
    return Markup(  # noqa: S704 - made of numbers alone
        f'<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="QR code" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def _dark_runs(row: bytearray | bytes, line: int) -> str:
    """Return the dark modules of a row, one rectangle for each run of them."""
    runs, text = [], bytes(row)
    start = text.find(1)
    while start >= 0:
        end = text.find(0, start)
        end = len(text) if end < 0 else end
        runs.append(f"M{start + _QUIET_ZONE} {line}h{end - start}v1h-{end - start}z")
        start = text.find(1, end)
    return "".join(runs)
