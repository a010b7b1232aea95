"""The letters of a PDF page as PDFium gives them, and which of them nobody sees.

Where nothing on a page could hide a letter, all are seen. Elsewhere the page is drawn twice, with its text and without
it: a letter is seen where that makes a difference. Text that is not drawn is not seen though a picture has its words:
a program read them from the picture, and may have read them wrongly.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

DIVIDED: Final = "\x02"
"""What PDFium puts for a hyphen at the end of a line, in place of it and of the line break."""


class Letter(NamedTuple):
    """A letter: where it begins, how high above the foot of the sheet its line runs, its size, and its ink.

    *place* is its position among the letters of the page. *ink* is left, bottom, right and top; of a space, and of
    what PDFium made up, it has no size.
    """

    place: int
    sign: str
    left: float
    height: float
    size: float
    ink: tuple[float, float, float, float]

    @property
    def foot(self) -> float:
        """Where its ink begins: a font may have raised figures of its own, which stand on the line like others."""
        return self.ink[1]

    @property
    def has_ink(self) -> bool:
        """Whether it is a letter that could be seen."""
        return not (self.sign.isspace() or self.sign == DIVIDED)


def letters(text: Any) -> Iterator[Letter]:
    """Yield the letters of the text page *text*, in the order in which PDFium has them."""
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    x, y, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    lead = 0
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, place)
        if 0xD800 <= code < 0xDC00:
            lead = code
            continue
        if 0xDC00 <= code < 0xE000 and lead:
            code = 0x10000 + ((lead - 0xD800) << 10) + code - 0xDC00
        lead = 0
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(text, place, matrix) else 1.0
        ink = (x.value, y.value, x.value, y.value)
        if raw.FPDFText_GetCharBox(text, place, left, right, bottom, top):
            ink = (left.value, bottom.value, right.value, top.value)
        yield Letter(place, _sign(code), x.value, y.value, raw.FPDFText_GetFontSize(text, place) * scale, ink)


def _sign(code: int) -> str:
    """Return the sign with the number *code*; a glyph that stands for no sign is shown as lost, and equals none."""
    return "\ufffd" if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0 else chr(code)


_LEAST_SIZE: Final = 1.0  # point
_LEAST_INK: Final = 0.2  # points
_LEAST_CONTRAST: Final = 16  # of 255: a light grey on white is read, the next to white is not
_DARKEST_LIGHT: Final = 128  # of 255: what is darker is seen on white
_OPAQUE: Final = 200  # of 255
_THIN: Final = 2.0  # points: a line that was drawn as a box hides nothing
_SCALE: Final = 2.0
_MOST_PIXELS: Final = 6_000_000
_DEEPEST: Final = 12  # forms within forms
_DRAWN_NOWHERE: Final = 3  # the text rendering mode of PDF for text that is neither filled nor stroked
_CLIPS_ONLY: Final = 7
_LINK: Final = 2  # the kind of annotation that hides nothing


@dataclass
class _Objects:
    """What a page draws: its text, and whether anything on it could hide a letter."""

    text: list[Any] = field(default_factory=list)
    not_drawn: set[int] = field(default_factory=set)
    may_hide: bool = False


def unseen_letters(page: PdfPage, text: Any, letters: Sequence[Letter]) -> frozenset[int]:
    """Return which of the *letters* of the text page *text*, by position, nobody sees on *page*."""
    printed = [letter for letter in letters if letter.has_ink]
    found = _objects(page)
    unseen = {letter.place for letter in printed if _is_too_small(letter)}
    if found.not_drawn:
        unseen |= {letter.place for letter in printed if _address_of(text, letter) in found.not_drawn}
    shown = page.get_bbox()
    if found.may_hide or any(_is_outside(letter, shown) for letter in printed):
        unseen |= set(_without_effect(page, printed, found.text))
    return frozenset(unseen)


def _is_too_small(letter: Letter) -> bool:
    left, bottom, right, top = letter.ink
    return letter.size < _LEAST_SIZE or max(right - left, top - bottom) < _LEAST_INK


def _is_outside(letter: Letter, shown: tuple[float, float, float, float]) -> bool:
    left, bottom, right, top = letter.ink
    return left < shown[0] or bottom < shown[1] or right > shown[2] or top > shown[3]


def _address_of(text: Any, letter: Letter) -> int:
    """Return which object of its page a letter belongs to."""
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    return _address(raw.FPDFText_GetTextObject(text, letter.place))


def _objects(page: PdfPage) -> _Objects:
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    found = _Objects(may_hide=_has_annotations(page))
    for one in _every_object(page):
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            found.text.append(one)
            mode = raw.FPDFTextObj_GetTextRenderMode(one)
            if mode == _DRAWN_NOWHERE:
                found.not_drawn.add(_address(one))
            found.may_hide = found.may_hide or mode == _CLIPS_ONLY or _is_faint(one)
        elif not found.may_hide and kind != raw.FPDF_PAGEOBJ_FORM:
            found.may_hide = _covers(one, kind)
    return found


def _every_object(page: PdfPage) -> Iterator[Any]:
    """Yield everything that *page* draws, and what stands in its forms, in the order in which it is drawn."""
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    def within(form: Any, depth: int) -> Iterator[Any]:
        for place in range(raw.FPDFFormObj_CountObjects(form)):
            one = raw.FPDFFormObj_GetObject(form, place)
            yield one
            if depth < _DEEPEST and raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_FORM:
                yield from within(one, depth + 1)

    for place in range(raw.FPDFPage_CountObjects(page)):
        one = raw.FPDFPage_GetObject(page, place)
        yield one
        if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_FORM:
            yield from within(one, 1)


def _address(one: Any) -> int:
    return ctypes.cast(one, ctypes.c_void_p).value or 0


def _has_annotations(page: PdfPage) -> bool:
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    for place in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, place)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind != _LINK:
            return True
    return False


def _is_faint(one: Any) -> bool:
    """Whether a text object may be too light to be seen, or hangs on a layer or a clip that may be off."""
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(one, red, green, blue, alpha):
        return True
    if min(red.value, green.value, blue.value) > _DARKEST_LIGHT or alpha.value < _OPAQUE:
        return True
    return bool(raw.FPDFPageObj_HasTransparency(one)) or _on_a_layer(one) or _clipped(one)


def _on_a_layer(one: Any) -> bool:
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    name, length = (ctypes.c_ushort * 8)(), ctypes.c_ulong()
    for place in range(raw.FPDFPageObj_CountMarks(one)):
        mark = raw.FPDFPageObj_GetMark(one, place)
        if raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length) and bytes(name)[:6] == "OC\0".encode(
            "utf-16-le"
        ):
            return True
    return False


def _clipped(one: Any) -> bool:
    """Whether a text object reaches beyond a path that clips it."""
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    clip, bounds = raw.FPDFPageObj_GetClipPath(one), _bounds(one)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(0, raw.FPDFClipPath_CountPaths(clip)) if clip else 0):
        xs, ys = [], []
        for place in range(max(0, raw.FPDFClipPath_CountPathSegments(clip, path))):
            if raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, place), x, y):
                xs.append(x.value)
                ys.append(y.value)
        if xs and not (min(xs) <= bounds[0] and min(ys) <= bounds[1] and max(xs) >= bounds[2] and max(ys) >= bounds[3]):
            return True
    return False


def _bounds(one: Any) -> tuple[float, float, float, float]:
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(one, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _covers(one: Any, kind: int) -> bool:
    """Whether an object that is no text fills an area in which letters could stand."""
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    if kind == raw.FPDF_PAGEOBJ_PATH:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if raw.FPDFPath_GetDrawMode(one, fill, stroke) and fill.value == raw.FPDF_FILLMODE_NONE:
            return False
    left, bottom, right, top = _bounds(one)
    return right - left > _THIN and top - bottom > _THIN


def _without_effect(page: PdfPage, letters: Sequence[Letter], objects: Sequence[Any]) -> Iterator[int]:
    """Yield the letters that make no difference to the page as it is drawn."""
    from pypdfium2 import raw  # noqa: PLC0415 -- only who reads an original pays

    with_text = _Drawn.of(page)
    for one in objects:
        raw.FPDFPageObj_SetIsActive(one, 0)
    try:
        without = _Drawn.of(page)
    finally:
        for one in objects:
            raw.FPDFPageObj_SetIsActive(one, 1)
    x, y = ctypes.c_int(), ctypes.c_int()

    def on_drawing(across: float, up: float) -> tuple[int, int]:
        raw.FPDF_PageToDevice(page, 0, 0, with_text.width, with_text.height, 0, across, up, x, y)
        return x.value, y.value

    for letter in letters:
        left, bottom, right, top = letter.ink
        (x1, y1), (x2, y2) = on_drawing(left, bottom), on_drawing(right, top)
        if not with_text.differs(without, (min(x1, x2), max(x1, x2)), (min(y1, y2), max(y1, y2))):
            yield letter.place


@dataclass(frozen=True)
class _Drawn:
    """A page as it is drawn, in shades of grey: a byte for each point, row by row."""

    width: int
    height: int
    stride: int
    rows: memoryview

    @classmethod
    def of(cls, page: PdfPage) -> _Drawn:
        """Draw *page*, smaller where it is very large."""
        size = max(1.0, page.get_width() * page.get_height())
        scale = min(_SCALE, (_MOST_PIXELS / size) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True, maybe_alpha=False)
        drawn = memoryview(bytes(bitmap.buffer))
        made = cls(bitmap.width, bitmap.height, bitmap.stride, drawn)
        bitmap.close()
        return made

    def differs(self, other: _Drawn, across: tuple[int, int], down: tuple[int, int]) -> bool:
        """Whether a reader sees a difference between two drawings of a page within a box, its edges included."""
        left, right = max(0, across[0]), min(self.width, across[1] + 1)
        for row in range(max(0, down[0]), min(self.height, down[1] + 1)):
            start = row * self.stride
            mine, theirs = self.rows[start + left : start + right], other.rows[start + left : start + right]
            if mine != theirs and _contrast(mine, theirs) >= _LEAST_CONTRAST:
                return True
        return False


def _contrast(one: memoryview, other: memoryview) -> int:
    return max(abs(mine - theirs) for mine, theirs in zip(one, other, strict=True))
