"""What a rule rests on, edition by edition: each passage beside the rule, and what came of comparing the two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inforce.model.catalogue import _, listed
from inforce.model.guidance import Citation
from inforce.model.library import Library
from inforce.model.rule_lines import RuleInVersion, RuleLine
from inforce.model.sources import Edition
from inforce.site import addresses
from inforce.site.citations import short_name
from inforce.site.document.sources import Comparison, comparison
from inforce.site.marked_words import Paragraphs, flowing, plain
from inforce.site.prose import Link, link
from inforce.wording.departures import differences


@dataclass(frozen=True)
class CitedPassage:
    """A passage beside a wording that cites it, as the newest version has it that does, and which versions do."""

    stands: RuleInVersion
    versions: str
    beside: Comparison


@dataclass(frozen=True)
class OtherEdition:
    """What an edition says that no version of the rule cites, in the place of a passage that one does."""

    edition: Link
    passage: str
    said: str
    theirs: Paragraphs


def cited_passages(line: RuleLine, library: Library) -> tuple[CitedPassage, ...]:
    """Return every passage beside each wording of the rule that cited it, the newest first."""
    found: dict[tuple[str, Citation], tuple[RuleInVersion, Citation, list[str]]] = {}
    for stands in reversed(line.stands):
        for citation in stands.rule.citations:
            known = found.setdefault((flowing(stands.rule.text), citation), (stands, citation, []))
            known[2].append(str(stands.version.number))
    return tuple(_cited(*one, library) for one in found.values())


def _cited(stands: RuleInVersion, citation: Citation, numbers: list[str], library: Library) -> CitedPassage:
    versions = (
        _("Version {version}", version=numbers[0])
        if len(numbers) == 1
        else _("Versions {versions}", versions=listed(numbers[::-1]))
    )
    return CitedPassage(stands, versions, comparison(library, stands.rule, citation))


def other_editions(line: RuleLine, library: Library) -> Iterator[OtherEdition]:
    """Yield what the other editions of each cited source say under the same name, the newest edition first.

    An edition of which no words are held is named where it is newer than every edition that is cited.
    """
    cited = {citation.passage for stands in line.stands for citation in stands.rule.citations}
    for name, passage in sorted({(ref.source, ref.passage) for ref in cited}):
        source = library.source(name)
        editions = source.editions if source else ()
        in_use = {ref.edition for ref in cited if (ref.source, ref.passage) == (name, passage)}
        newest = max((place for place, edition in enumerate(editions) if edition.id in in_use), default=len(editions))
        for place, edition in reversed(tuple(enumerate(editions))):
            held = edition.passage(passage) is not None
            if edition.id not in in_use and (held or place > newest):
                yield _other(edition, passage, line.stands[-1])


def _other(edition: Edition, name: str, stands: RuleInVersion) -> OtherEdition:
    passage = edition.passage(name)
    where = link(short_name(edition), addresses.edition(edition.source, edition.id), name if passage else "")
    if passage is None:
        held = edition.details.passages
        said = _("It has no passage of that name.") if held else _("Its words are not held here.")
        return OtherEdition(where, "", said, ())
    number = stands.version.number
    if differences(flowing(passage.text), flowing(stands.rule.text)):
        said = _("Different from version {version}.", version=number)
    else:
        said = _("The same words as in version {version}.", version=number)
    return OtherEdition(where, passage.label, said, plain(passage.text))
