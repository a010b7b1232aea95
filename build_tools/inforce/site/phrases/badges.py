"""How much a change or a departure weighs, in a word or two beside its heading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inforce.model.catalogue import _
from inforce.site.phrases.verdicts import label_of
from inforce.wording.departures import DepartureClass, Difference


@dataclass(frozen=True)
class Chip:
    """A class of change: the class, and how to say it."""

    kind: str
    label: str


def with_labels(heading: str, found: Iterable[Chip]) -> str:
    """Return *heading* with what its chips say behind it, where words stand alone."""
    for chip in found:
        heading = _("{heading} ({label})", heading=heading, label=chip.label)
    return heading


def chips(differences: Iterable[Difference]) -> tuple[Chip, ...]:
    """Return the chip of the weightiest of *differences*; none where there is none."""
    found = tuple(differences)
    if any(difference.reverses for difference in found):
        return (Chip(DepartureClass.MEANING.value, _("reverses the meaning")),)
    for kind in (DepartureClass.MEANING, DepartureClass.WORDING, DepartureClass.TYPOGRAPHY):
        if any(difference.kind is kind for difference in found):
            return (Chip(kind.value, label_of(kind)),)
    return ()
