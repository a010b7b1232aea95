"""What the script that compares two versions has to know: the tables of wording, and the sentences of comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from inforce.compare.headlines import HEADLINES
from inforce.compare.strength_words import strength_in_words, strength_or_not_stated
from inforce.model.catalogue import N_, _, pgettext
from inforce.model.guidance import Strength
from inforce.site import addresses
from inforce.site.document.redline_rows import SENTENCES
from inforce.site.json_text import encoded
from inforce.site.page import Download
from inforce.site.phrases.verdicts import label_of
from inforce.wording.departures import DepartureClass
from inforce.wording.tables import tables

_OF_TEMPLATES: Final[Mapping[str, str]] = {
    "rules that changed": N_("Rules that changed"),
    "legend": N_("Words that were taken out are struck through, words that came in are underlined."),
    "no rule changed": N_("No rule changed."),
    "around the rules": N_("Around the rules"),
    "not cited": N_("not cited"),
    "what changed": N_("What changed from version {older} to {newer}"),
    "version": N_("Version {version}:"),
}


def compare_tables() -> Download:
    """Return the tables as a file, its sentences as the catalogue says them."""
    sentences = {name: _(sentence) for name, sentence in {**SENTENCES, **_OF_TEMPLATES}.items()}
    sentences |= {f"headline {name}": _(sentence) for name, sentence in HEADLINES.items()}
    sentences |= {
        "mark added": _("Added:"),
        "mark removed": _("Removed:"),
        "note": pgettext("note of a version", "{version} {note}"),
        "list of phrases": pgettext("list of phrases", "{items}; {next}"),
        "list": pgettext("list", "{items}, {next}"),
        "end of a list": pgettext("end of a list", "{items} and {last}"),
    }
    strengths = {level.value: strength_in_words(level) for level in Strength}
    return Download(
        addresses.compare_tables(),
        encoded(
            {
                **tables(),
                "sentences": sentences,
                "strengths": {"": strength_or_not_stated(None), **strengths},
                "chips": {
                    "reverses": _("reverses the meaning"),
                    **{kind.value: label_of(kind) for kind in DepartureClass},
                },
            }
        ),
    )
