"""Reads PDF files as others do, by nothing that wrote them: words, structure, and the codes that a camera would see."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pypdfium2
import zxingcpp


def page_texts(content: bytes) -> list[str]:
    """Return the words of each page."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(content)]


def letters(text: str) -> str:
    """Return *text* without what setting it in lines changes: spaces, and hyphens, which a line may end in."""
    return re.sub(r"[\s\u00ad\u2010\ufffe\ufeff\u0002-]", "", text)


def codes(content: bytes, dots_per_inch: int = 150) -> list[set[str]]:
    """Return what the QR codes of each page say, when it is printed so finely."""
    return [_codes(page, dots_per_inch) for page in pypdfium2.PdfDocument(content)]


def _codes(page: pypdfium2.PdfPage, dots_per_inch: int) -> set[str]:
    image = page.render(scale=dots_per_inch / 72, grayscale=True)
    pixels = bytes(image.buffer)
    rows = b"".join(pixels[row * image.stride : row * image.stride + image.width] for row in range(image.height))
    found = zxingcpp.read_barcodes(memoryview(rows).cast("B", shape=[image.height, image.width]))
    return {code.text for code in found}


def expires(content: bytes) -> str | None:
    """Return the day on which the metadata says that the file expires."""
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
        found = metadata.get("{http://prismstandard.org/namespaces/basic/2.0/}expirationDate")
        return str(found) if found else None


def faults(content: bytes) -> list[str]:
    """Return what is wrong with the structure of a file that says it follows PDF/UA-1."""
    with pikepdf.open(BytesIO(content)) as pdf:
        root = pdf.Root
        held = {
            "no language": "/Lang" in root,
            "not marked": bool(root.get("/MarkInfo", {}).get("/Marked", False)),
            "the title is not shown": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
            "no structure": "/StructTreeRoot" in root,
            "no bookmarks": "/Outlines" in root,
            "does not say it is PDF/UA-1": b"<pdfuaid:part>1<" in root.Metadata.read_bytes(),
            "no title": b"<dc:title>" in root.Metadata.read_bytes(),
        }
        found = [fault for fault, holds in held.items() if not holds]
        for number, page in enumerate(pdf.pages, start=1):
            found += [f"page {number}: {fault}" for fault in (*_unmarked(page), *_fonts(page))]
        return [*found, *_figures(root.StructTreeRoot)]


def _unmarked(page: pikepdf.Page) -> list[str]:
    """Return what is painted outside of marked content."""
    depth, found = 0, []
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif not depth and name in ("Tj", "TJ", "f", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"):
            found.append(f"{name} is not marked")
    return found


def _fonts(page: pikepdf.Page) -> list[str]:
    found = []
    for font in page.Resources.get("/Font", {}).values():
        described = font.DescendantFonts[0].FontDescriptor
        if not {"/FontFile", "/FontFile2", "/FontFile3"}.intersection(described.keys()):
            found.append(f"{font.BaseFont} is not embedded")
        if "/ToUnicode" not in font:
            found.append(f"{font.BaseFont} has letters that cannot be read")
    return found


def _figures(element: pikepdf.Object) -> list[str]:
    """Return which figures have no words in their place."""
    if not isinstance(element, pikepdf.Dictionary):
        return []
    found = ["a figure has no words in its place"] if element.get("/S") == "/Figure" and "/Alt" not in element else []
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        found += _figures(child)
    return found
