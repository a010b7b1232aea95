"""PDFs written operator by operator, for what no program that prints would write: text in every place and manner."""

from __future__ import annotations

from collections.abc import Sequence

LEADING = 16


def pdf(*pages: str, sheet: str = "0 0 595 842", annotations: str = "") -> bytes:
    """Return a PDF with a page for each content stream in *pages*; *annotations* are those of every page.

    Content may draw ``/Form``, which has words, and ``/Picture``, and use ``/Off``, a layer that is off, and
    ``/Clear``, a state without colour; object 8 is a white box for annotations.
    """
    kids = " ".join(f"{10 + 2 * place} 0 R" for place in range(len(pages)))
    parts = {
        1: "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] /Order [5 0 R] >> >> >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: "<< /Type /ExtGState /ca 0 >>",
        5: "<< /Type /OCG /Name (A layer that is off) >>",
    }
    resources = (
        "<< /Font << /F 3 0 R >> /ExtGState << /Clear 4 0 R >> /Properties << /Off 5 0 R >> "
        "/XObject << /Form 6 0 R /Picture 7 0 R >> >>"
    )
    hidden = text(60, 500, "Words in a form.")
    parts[6] = _stream(
        hidden, "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
    )
    parts[7] = _stream(
        "\x80" * 16, "/Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    parts[8] = _stream(box(50, 690, 250, 30), "/Type /XObject /Subtype /Form /BBox [50 690 300 720]")
    for place, content in enumerate(pages):
        number = 10 + 2 * place
        parts[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{sheet}] /Contents {number + 1} 0 R /Resources {resources} "
            f"/Annots [{annotations}] >>"
        )
        parts[number + 1] = _stream(content)
    return _written(parts)


def _stream(content: str, entries: str = "") -> str:
    return f"<< {entries} /Length {len(content)} >>\nstream\n{content}\nendstream"


def _written(parts: dict[int, str]) -> bytes:
    out, places = "%PDF-1.7\n", {}
    for number, part in sorted(parts.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n{part}\nendobj\n"
    table, last = len(out), max(parts)
    rows = "".join(
        f"{places[number]:010} 00000 n \n" if number in places else "0000000000 65535 f \n"
        for number in range(1, last + 1)
    )
    out += f"xref\n0 {last + 1}\n0000000000 65535 f \n{rows}"
    return (out + f"trailer << /Size {last + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").encode("latin-1")


def text(x: float, y: float, words: str, before: str = "", *, size: float = 11) -> str:
    """Return the operators that draw *words* from *x*, *y*, with operators *before* them."""
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"q BT /F {size} Tf {before} 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET Q\n"


def box(x: float, y: float, width: float, height: float, colour: str = "1 g") -> str:
    """Return the operators that fill a box."""
    return f"q {colour} {x} {y} {width} {height} re f Q\n"


def lines(x: float, y: float, words: Sequence[str], **how: float) -> str:
    """Return the operators that draw *words* line below line."""
    return "".join(text(x, y - LEADING * place, line, **how) for place, line in enumerate(words))


def rows(columns: Sequence[Sequence[str]], places: Sequence[float], y: float = 740) -> str:
    """Return the operators that draw *columns* row by row across the page, as some programs write them."""
    longest = max(map(len, columns))
    return "".join(
        text(x, y - LEADING * row, column[row])
        for row in range(longest)
        for x, column in zip(places, columns, strict=True)
        if row < len(column)
    )
