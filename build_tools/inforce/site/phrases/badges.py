"""How much a change or a departure weighs, in a word or two beside its heading."""

from __future__ import annotations

from collections.abc import Iterable

from inforce.model.catalogue import _
from inforce.model.dataclass import dataclass
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
    kinds = {difference.kind for difference in found}
    weight = next((kind for kind in reversed(DepartureClass) if kind in kinds), None)
    return chip_of(weight, reverses=any(difference.reverses for difference in found))


def chip_of(weight: DepartureClass | None, *, reverses: bool) -> tuple[Chip, ...]:
    """Return the chip of a change that weighs so much; none where no word changed."""
    if reverses:
        return (Chip(DepartureClass.MEANING.value, _("reverses the meaning")),)
    return (Chip(weight.value, label_of(weight)),) if weight else ()
