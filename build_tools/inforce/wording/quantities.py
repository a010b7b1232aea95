"""Numbers as quantities, each with its unit as one, in whatever way they are written; and when two may be one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from inforce.wording.language import Language
from inforce.wording.words import Word

_PLAIN = re.compile(r"-?\d*\.?\d+", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_ORDINAL = re.compile(r"(\d+)(st|nd|rd|th)", re.ASCII)
_DAY_IN_FIGURES = re.compile(r"\d{1,2}/\d{1,2}/(\d\d|\d{4})", re.ASCII)
_LEADING_ZERO = re.compile(r"\b0(?=\d/)", re.ASCII)
_FIGURE = re.compile(r"\d")
_HUNDRED = 100


def figure(word: str) -> str | None:
    """Return the quantity that a single lower-case *word* with figures stands for; None where it has no figure.

    What is no plain number ("16la", "10:30", "1,5") stands for nothing but itself.
    """
    if not _FIGURE.search(word):
        return None
    if _GROUPED.fullmatch(word):
        return word.replace(",", "")
    if ordinal := _ORDINAL.fullmatch(word):
        return f"{ordinal[1]}th"
    return _LEADING_ZERO.sub("", word) if _DAY_IN_FIGURES.fullmatch(word) else word


def number_at(pieces: Sequence[str], language: Language) -> tuple[str, int] | None:
    """Return the quantity with which lower-case *pieces* begin, and where it ends."""
    piece = pieces[0]
    if (written := figure(piece)) is not None:
        return _scaled(written, pieces, language) if _PLAIN.fullmatch(written) else (written, 1)
    if piece in language.ordinals:
        return f"{language.ordinals[piece]}th", 1
    if piece in language.small_numbers or piece in language.scales:
        return _spelt_out(pieces, language)
    return None


def _scaled(written: str, pieces: Sequence[str], language: Language) -> tuple[str, int]:
    """Read the rest of "2 million", "1.5 thousand"."""
    scale = language.scales.get(pieces[1]) if len(pieces) > 1 else None
    return (f"{(Decimal(written) * scale).normalize():f}", 2) if scale else (written, 1)


def _spelt_out(pieces: Sequence[str], language: Language) -> tuple[str, int]:
    small, scales, ordinals = language.small_numbers, language.scales, language.ordinals
    total, group, place = 0, 0, 0
    while place < len(pieces):
        piece = pieces[place]
        scale = scales.get(piece, 0)
        if piece in small and _goes_on(group, small[piece], first=place == 0 or (total > 0 and group == 0)):
            group += small[piece]
        elif scale == _HUNDRED and 0 <= group < _HUNDRED and (group or place == 0):
            group = _HUNDRED * (group or 1)
        elif scale > _HUNDRED and (group or place == 0):
            total, group = total + (group or 1) * scale, 0
        elif _joins(pieces, place, language):
            pass
        elif piece in ordinals and group % 100 >= 20 and group % 10 == 0 and ordinals[piece] < 10:
            return f"{total + group + ordinals[piece]}th", place + 1
        else:
            break
        place += 1
    return str(total + group), place


def _goes_on(group: int, small: int, *, first: bool) -> bool:
    """Whether *small* goes on with the number so far: "hundred five", "twenty one", but not "five six"."""
    if first or group == 0:
        return first
    after_hundred = group % 100 == 0
    after_tens = group % 100 >= 20 and group % 10 == 0 and small < 10
    return small > 0 and (after_hundred or after_tens)


def _joins(pieces: Sequence[str], place: int, language: Language) -> bool:
    """Whether an "and" at *place* stands within a number: "one hundred and five"."""
    if pieces[place] not in language.words("within-numbers") or place + 1 == len(pieces):
        return False
    return pieces[place - 1] in language.scales and pieces[place + 1] in language.small_numbers


def plain(value: str) -> str:
    """Return a figure as it is written without commas and empty decimals: "1,500.50" is "1500.5"."""
    value = value.replace(",", "") if _GROUPED.fullmatch(value) else value
    if "." in value and _PLAIN.fullmatch(value):
        value = value.rstrip("0").rstrip(".")
        value = f"0{value}" if value.startswith(".") else value
    return value


_GLUED: Final = re.compile(r"([-+]?\d[\d,]*(?:\.\d+)?)([^\W\d_]+[²³23]?|%|°[cCfF]?)")
_AM_PM: Final = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(am|pm)")
_HOUR: Final = re.compile(r"\d{1,2}([:.][0-5]\d)?")
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|(0\d)\.([0-5]\d)")
_FROM_TO: Final = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
_FRACTIONS: Final = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "1/3", "⅔": "2/3", "⅛": "0.125"}
_GLUED_FRACTION: Final = re.compile(r"(\d+)([½¼¾⅛])")
_DECADE: Final = re.compile(r"((?:1[5-9]|20)\d0)'?s")
_SHARES: Final = {"half": "50 %", "quarter": "25 %"}
_WHOLE: Final = re.compile(r"\d+")
_THREE: Final = re.compile(r"\d{3}")
_LONGEST_NUMBER: Final = 14  # words: up to a thousand million
_LONGEST_SIGN: Final = 3  # letters; the case of a unit of up to as many matters
CURRENCIES: Final = frozenset("£€$")
COUNTED: Final = re.compile(r"\d+-[a-z]{3,}")
"""A figure as the first part of a word: "10-digit"."""
NUMBERED: Final = re.compile(r"\d{1,3}(\.\d{1,3})+")
"""What may be the number of a heading or an item, where it begins one."""
_LASTING: Final = frozenset({"time", "calendar"})
"""What is measured by units of time."""
_NO_CASE: Final = frozenset(
    {"kg", "min", "hr", "hrs", "day", "lbs", "gbp", "eur", "usd", "iu", "°c", "°f", "mph", "kph", "ppm"}
)
_ANY_CASE: Final = frozenset({"L", "ML", "mL", "KB", "kB", "Kg", "KG", "MG", "Ml"})


class Quantity(NamedTuple):
    """A quantity in the form by which two are compared, and where its words end."""

    value: str
    end: int


class _Number(NamedTuple):
    value: str
    end: int
    glued: str = ""  # a unit written together with the figure


def begins_quantity(word: str, language: Language) -> bool:
    """Whether a quantity may begin with *word*; most words are passed over at once."""
    if any(sign.isdigit() for sign in word) or word in CURRENCIES or word in _FRACTIONS:
        return True
    low = word.lower()
    if low in language.scales or any(low in language.words(name) for name in ("article", "time-of-day", *_SHARES)):
        return True
    pieces = [piece for piece in low.split("-") if piece] or [low]
    return number_at(pieces, language) is not None


def _on_clock(figures: str) -> str:
    found = _CLOCK.fullmatch(figures)
    return f"{int(found[1] or found[3]):02}:{found[2] or found[4]} clock" if found else ""


class Quantities:
    """Reads the quantities of one text."""

    def __init__(self, words: Sequence[Word], low: Sequence[str], language: Language) -> None:
        self._words, self._low, self._language = words, low, language

    def at(self, at: int) -> Quantity | None:
        """Return the quantity that begins with the word at *at*."""
        sign, start = "", at
        if self._words[at].norm in CURRENCIES and at + 1 < len(self._words):
            sign, at = self._words[at].norm, at + 1
        elif self._low[at] in self._language.words("article"):
            return self._one(at)
        elif found := self._spaced_ratio(at) or self._times(at) or self._counted(at):
            return found
        number = None if COUNTED.fullmatch(self._low[at]) else self._number(at)
        if number is None:
            return None
        number = self._range(at, number)
        unit, end = self._unit_of(sign, number)
        if unit == self._words[end - 1].norm and self._numbers(start) and not self._known((unit,)):
            unit, end = "", end - 1  # "1.12 SGI means": no table has such a unit
        value = number.value
        if not unit and value == "1" and not self._low[start][0].isdigit():
            return None  # "one of them": a word like others
        return self._range_of_units(start, value, unit, end) or Quantity(f"{value} {unit}".strip(), end)

    def _range_of_units(self, start: int, value: str, unit: str, end: int) -> Quantity | None:
        """Read "£10 to £20" and "5% - 10%" as "£10-20" and "5 to 10%" are read."""
        words = self._language.words
        joined = unit and end + 1 < len(self._low) and self._low[end] in {"-", *words("range")}
        if not joined or not _WHOLE.fullmatch(value) or (start and self._low[start - 1] in words("from")):
            return None
        upper = self.at(end + 1)
        number = upper.value.removesuffix(f" {unit}") if upper else ""
        return Quantity(f"{value}-{number} {unit}", upper.end) if upper and _WHOLE.fullmatch(number) else None

    def _numbers(self, at: int) -> bool:
        """Whether the figure at *at* may number what it begins."""
        word, before = self._words[at], self._words[at - 1] if at else None
        begins = before is None or before.norm in (".", ";", ":") or word.start - before.end > 1
        return begins and NUMBERED.fullmatch(word.norm) is not None

    def _one(self, at: int) -> Quantity | None:
        """Read "a week" in "within a week", where it is one week; in "5 mg a week" it is none."""
        if not at or self._low[at - 1] not in self._language.words("before-one"):
            return None
        if at + 1 < len(self._low) and self._low[at + 1] in self._language.ordinals:
            return None  # "for a second opinion"
        code, end = self._unit_at(at + 1)
        unit = self._language.unit_codes.get(code)
        return Quantity(f"1 {code}", end) if unit and unit.dimension in _LASTING else None

    def _spaced_ratio(self, at: int) -> Quantity | None:
        """Read "1 : 20" as "1:20" is read."""
        low = self._low
        if at + 2 >= len(low) or low[at + 1] != ":" or self._glued(at + 1) or self._glued(at + 2):
            return None
        if not (low[at].isdigit() and low[at + 2].isdigit()):
            return None
        found = f"{low[at]}:{low[at + 2]}"
        return Quantity(_on_clock(found) or found, at + 3)

    def _counted(self, at: int) -> Quantity | None:
        """Read "30-day" and "10-year-old": the number is a part of a word, and "thirty-day" is the same."""
        low = self._low[at]
        head, hyphen, tail = low.lstrip("-").partition("-")
        in_order = tail in self._language.ordinals and not head.isdigit()  # "the twenty-second report"
        known = hyphen and not in_order and tail not in self._language.words("share")
        measure, joined, more = tail.partition("-")
        unit = self._language.units.get((measure,)) if known else None
        number = number_at([head], self._language) if unit else None
        return Quantity(f"{plain(number[0])}-{unit.code}{joined}{more}", at + 1) if number and unit else None

    def _range(self, at: int, number: _Number) -> _Number:
        """Read the rest of "5 to 10", unless "from" stands before it."""
        language = self._language
        if number.glued or number.end + 1 >= len(self._low) or self._low[number.end] not in language.words("range"):
            return number
        if not _WHOLE.fullmatch(number.value) or (at and self._low[at - 1] in language.words("from")):
            return number
        upper = self._number(number.end + 1)
        if upper and _WHOLE.fullmatch(upper.value):
            return _Number(f"{number.value}-{upper.value}", upper.end, upper.glued)
        return number

    def _unit_of(self, sign: str, number: _Number) -> tuple[str, int]:
        if not sign:
            return self._unit(number.end, number.glued)
        end = number.end
        if end < len(self._low) and self._low[end] in ("m", "k", "bn") and self._glued(end):
            end += 1
        unit = self._language.units.get((sign,))
        return (unit.code if unit else sign), end

    def _glued(self, at: int) -> bool:
        return at > 0 and self._words[at - 1].end == self._words[at].start

    def _times(self, at: int) -> Quantity | None:
        """Read a time, or the two of "9 am to 5 pm", unless "from" stands before them."""
        if both := _FROM_TO.fullmatch(self._low[at]):
            begins, ends = (_on_clock(time) for time in both.groups())
            return Quantity(f"{begins}-{ends}", at + 1) if begins and ends else None
        first = self._time(at)
        if first is None or (at and self._low[at - 1] in self._language.words("from")):
            return first
        behind = first.end + 1
        joined = behind < len(self._low) and self._low[first.end] in {"-", *self._language.words("range")}
        last = self._time(behind) if joined else None
        return Quantity(f"{first.value}-{last.value}", last.end) if last else first

    def _time(self, at: int) -> Quantity | None:
        low = self._low[at]
        words = self._language.words
        if low == "12" and at and self._low[at - 1] in words("before-time"):  # "at 12 noon", and not "12 midday meals"
            at += not words("time-of-day").isdisjoint(self._low[at + 1 : at + 2])
            low = self._low[at]
        if low in words("time-of-day"):
            return Quantity(("00:00" if low in words("midnight") else "12:00") + " clock", at + 1)
        if not low[0].isdigit():
            return None
        if found := _AM_PM.fullmatch(low):
            return self._clock(at + 1, int(found[1]), found[2], found[3])
        if _HOUR.fullmatch(low):
            after = self._low[at + 1] if at + 1 < len(self._low) else ""
            end = at + 2
            if after in ("a", "p") and list(self._low[at + 2 : at + 4]) == [".", "m"]:
                after += "m"
                last = at + 4
                end = last + (last + 1 < len(self._low) and self._low[last] == "." and self._goes_on(last))
            if after in ("am", "pm"):
                hour, _, minute = low.replace(".", ":").partition(":")
                return self._clock(end, int(hour), minute, after)
        on_clock = _on_clock(low)
        return Quantity(on_clock, at + 1) if on_clock else None

    def _goes_on(self, stop: int) -> bool:
        """Whether the full stop at *stop* ends an abbreviation and no sentence."""
        after = self._words[stop + 1]
        return after.norm[0].islower() or after.mark or after.norm[0].isdigit()

    def _clock(self, end: int, hour: int, minute: str | None, half: str) -> Quantity | None:
        if not 1 <= hour <= 12:
            return None
        return Quantity(f"{hour % 12 + 12 * (half == 'pm'):02}:{minute or '00'} clock", end)

    def _number(self, at: int) -> _Number | None:
        if at >= len(self._low):
            return None
        low = self._low[at]
        if low in _FRACTIONS:
            return _Number(_FRACTIONS[low], at + 1)
        if (low[0].isdigit() or low[0] in "-+.") and (found := self._in_figures(at)):
            return found
        for name, share in _SHARES.items():
            if low in self._language.words(name):
                if part := self._part_of_one(at, share):
                    return part
                behind = self._low[at + 1] if at + 1 < len(self._low) else ""
                return _Number(share, at + 1) if behind in self._language.words("fraction-of") else None
        return self._in_words(at)

    def _part_of_one(self, at: int, share: str) -> _Number | None:
        """Read "half an hour" and "quarter of a mile", of which half or a quarter is meant."""
        unit = at + 1 + (self._low[at + 1 : at + 2] == ["of"]) + 1
        if unit < len(self._low) and self._low[unit - 1] in self._language.words("article") and self._unit_at(unit)[0]:
            return _Number(plain(f"{Decimal(share.partition(' ')[0]) / _HUNDRED}"), unit)
        return None

    def _in_figures(self, at: int) -> _Number | None:
        """Read what is more than a plain figure: "1½", "5mg", "10 000", "0·5", "1990s"."""
        if decade := _DECADE.fullmatch(self._low[at]):
            return _Number(f"{decade[1]}s", at + 1)  # and no seconds
        if fraction := _GLUED_FRACTION.fullmatch(self._low[at]):
            return _Number(plain(f"{Decimal(fraction[1]) + Decimal(_FRACTIONS[fraction[2]])}"), at + 1)
        return self._written_together(at) or self._grouped(at) or self._raised_point(at)

    def _written_together(self, at: int) -> _Number | None:
        """Read "5mg", "£1.5m"."""
        found = _GLUED.fullmatch(self._words[at].norm)
        if not found or figure(self._low[at]) != self._low[at]:
            return None  # "2nd" counts in order
        if found[2].lower() in ("m", "k", "bn") and at and self._words[at - 1].norm in CURRENCIES:
            times = {"m": 1_000_000, "k": 1000, "bn": 1_000_000_000}[found[2].lower()]
            return _Number(plain(f"{Decimal(plain(found[1])) * times:f}"), at + 1)
        return _Number(plain(found[1]), at + 1, found[2]) if self._known((found[2],)) else None

    def _raised_point(self, at: int) -> _Number | None:
        """Read "0·5" and "0·5mg", which are three words, for the point is a mark."""
        if at + 2 >= len(self._low) or self._low[at + 1] != "·" or not (self._glued(at + 1) and self._glued(at + 2)):
            return None
        behind = self._written_together(at + 2) or _Number(self._low[at + 2], at + 3)
        return behind._replace(value=plain(f"{self._low[at]}.{behind.value}")) if behind.value.isdigit() else None

    def _grouped(self, at: int) -> _Number | None:
        """Read "10 000", whose groups are parted by spaces."""
        if not (self._low[at].isdigit() and len(self._low[at]) <= _LONGEST_SIGN):
            return None
        end = at + 1
        while end < len(self._low) and _THREE.fullmatch(self._low[end]) and self._one_apart(end):
            end += 1
        goes_on = any(low[0].isdigit() for low in self._low[end : end + 1])
        if end == at + 1 or self._low[at].startswith("0") or goes_on:
            return None
        return _Number("".join(self._low[at:end]), end)

    def _one_apart(self, at: int) -> bool:
        return self._words[at].start - self._words[at - 1].end == 1

    def _in_words(self, at: int) -> _Number | None:
        pieces, owner = [], []
        for place in range(at, min(at + _LONGEST_NUMBER, len(self._low))):
            low = self._low[place]
            for piece in [low] if low[:1].isdigit() or low[:1] == "-" else low.split("-"):
                if piece:
                    pieces.append(piece)
                    owner.append(place)
        if not pieces:
            return None
        number, share = self._language.small_numbers.get(pieces[0]), pieces[1] if len(pieces) > 1 else ""
        in_order = share in self._language.ordinals and (number or 0) % 10 == 0  # "twenty-third"
        if number is not None and share in self._language.words("share") and not in_order:
            return _Number(f"{pieces[0]} {share.rstrip('s')}", owner[1] + 1)
        found = number_at(pieces, self._language)
        if not found:
            return None
        value, count = found
        inside = owner[count - 1] == at and at in owner[count:]  # "two-way"
        return None if inside else _Number(plain(value), owner[count - 1] + 1)

    def _unit(self, at: int, glued: str) -> tuple[str, int]:
        if glued:
            unit, end = self._known((glued,)) or glued, at
        else:
            unit, end = self._unit_at(at)
        if unit and end + 1 < len(self._low) and self._low[end] in self._language.words("per"):
            other = self._language.units.get((self._low[end + 1],))
            if other and (unit != "%" or other.dimension in _LASTING):
                return f"{unit}/{other.code}", end + 2
        return unit, end

    def _unit_at(self, at: int) -> tuple[str, int]:
        if at + 1 < len(self._low) and self._low[at] in CURRENCIES and self._low[at + 1][0].isdigit():
            return "", at  # "the first £1,000"
        for size in (3, 2, 1):
            raw = tuple(word.norm for word in self._words[at : at + size])
            if len(raw) < size:
                continue
            if size == 2 and raw[0] == "°":
                raw = ("".join(raw),)
            if code := self._known(raw):
                return code, at + size
        sign = self._words[at].norm if at < len(self._words) else ""
        if sign.isalpha() and len(sign) <= _LONGEST_SIGN and not sign.islower():
            return sign, at + 1  # a sign that no table has: its case matters ("Mm", "MW")
        return "", at

    def _known(self, raw: tuple[str, ...]) -> str | None:
        units = self._language.units
        unit = units.get(raw)
        if unit is None and _case_says_nothing(raw):
            unit = units.get(tuple(word.lower() for word in raw))
        return unit.code if unit else None


def _case_says_nothing(raw: Sequence[str]) -> bool:
    """Whether a unit is the same in capitals: a word is, a short sign ("5 Mm") is not, but for those listed."""
    joined = "".join(raw)
    return len(joined) > _LONGEST_SIGN or joined.lower() in _NO_CASE or (bool(raw) and raw[0] in _ANY_CASE)


UPPER: Final = frozenset({"<=", "within"})
LOWER: Final = frozenset({">="})
_SIGNS: Final = frozenset({"<=", ">=", "<", ">", "~", "=", "within"})
_HOUR_IN_FIGURES: Final = re.compile(r"\d{1,2}(\.\d{1,2})?")


def limited(value: str) -> tuple[str, str]:
    """Part the value of a quantity into its limit and what is limited."""
    sign, _, rest = value.partition(" ")
    return (sign, rest) if sign in _SIGNS else ("", value)


def limits_alike(one: str, other: str) -> bool:
    """Whether two limits are on the same side, and hold for the figure itself: "at most 5", "within 5"."""
    return UPPER.issuperset({one, other}) or LOWER.issuperset({one, other})


def apart(value: str) -> str:
    """Return "20 min" for the "20-min" of "a 20-minute rest"."""
    return value.replace("-", " ")


def may_be_equal(one: str, other: str, language: Language) -> bool:
    """Whether the values of two quantities may say the same, in other units or with the same limit in other words."""
    mine, his = limited(apart(one)), limited(apart(other))
    if mine == his:
        return True
    if mine[1] == his[1]:
        return limits_alike(mine[0], his[0])
    return mine[0] == his[0] and (multiples(mine[1], his[1], language) or _same_hour(mine[1], his[1]))


def _same_hour(one: str, other: str) -> bool:
    """Whether a figure may be the time that the other is, or begins with: "16.00" and "4 pm", "nine to five"."""
    number, clock = sorted((one, other), key=len)
    hour = clock.partition(" clock")[0].replace(":", ".")
    figures = all(_HOUR_IN_FIGURES.fullmatch(one) for one in (number, hour))
    return clock.endswith(" clock") and figures and Decimal(number) == Decimal(hour)


def multiples(one: str, other: str, language: Language) -> bool:
    """Whether two quantities are one, in two units: "12 month" and "1 year"."""
    sizes = [_size(value, language) for value in (one, other)]
    return sizes[0] is not None and sizes[0] == sizes[1]


def _size(value: str, language: Language) -> tuple[str, Decimal] | None:
    number, _, code = value.partition(" ")
    unit = language.unit_codes.get(code)
    if not unit or not unit.factor or not number.replace(".", "", 1).isdigit():
        return None
    return unit.dimension, Decimal(number) * Decimal(unit.factor)
