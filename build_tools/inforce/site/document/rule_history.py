"""One rule on one day: each wording that it had, what it rests on, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from inforce.model import cached_per_object
from inforce.model.annexes import annexes_of_rule
from inforce.model.block_text import as_written, blocks_of
from inforce.model.blocks import as_source
from inforce.model.catalogue import _, listed
from inforce.model.dates import in_words
from inforce.model.library import Library
from inforce.model.numbering import RuleInVersion, RuleLine, rule_lines, successors
from inforce.model.rules import Citation, Rule
from inforce.model.sources import Edition
from inforce.site import addresses
from inforce.site.document.sources import Comparison, comparison
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Link, Paragraphs, link, plain
from inforce.site.phrases.currency import day_or_not_known, in_force_days, sentence
from inforce.site.phrases.editions import short_name
from inforce.site.publication import SiteFacts
from inforce.wording.departures import differences


class Wording(NamedTuple):
    """What a rule says, and every run of versions that say it, the newest first, each with its oldest version first."""

    runs: tuple[tuple[RuleInVersion, ...], ...]

    @property
    def newest(self) -> RuleInVersion:
        """The rule as the newest version has it that says so."""
        return self.runs[0][-1]

    @property
    def began(self) -> RuleInVersion:
        """The rule as the version has it that said so anew, or for the first time."""
        return self.runs[0][0]


class RuleHistory(NamedTuple):
    """A rule of *document*, on its day."""

    document: DocumentOnDay
    line: RuleLine

    @property
    def current(self) -> RuleInVersion | None:
        """The rule as the version has it that stands for the document, if it does."""
        return self.line.in_version(self.document.shown)

    @property
    def shown(self) -> RuleInVersion:
        """The rule as it is in the version that stands for the document, or else as the newest has it.

        A version that was cancelled is asked only where no other ever had the rule.
        """
        stands = self.line.stands
        kept = (one for one in reversed(stands) if not self.document.call_off(one.version))
        return self.current or next(kept, stands[-1])

    @property
    def id(self) -> str:
        """The id under which the rule is told; the addresses of all its other ids lead there."""
        return self.shown.rule.id

    @property
    def other_ids(self) -> tuple[str, ...]:
        """The ids that the rule has or had elsewhere."""
        return tuple(name for name in self.line.ids if name != self.id)

    def wordings(self) -> tuple[Wording, ...]:
        """Return everything that the rule ever said, each wording once, the one of the newest version first."""
        found: dict[tuple[str, str, str], list[tuple[RuleInVersion, ...]]] = {}
        runs = [(said, tuple(run)) for said, run in groupby(self._in_every_version(), key=_said)]
        for said, run in reversed(runs):
            if said is not None:
                found.setdefault(said, []).append(tuple(one for one in run if one))
        return tuple(Wording(tuple(runs)) for runs in found.values())

    def before(self, stands: RuleInVersion) -> RuleInVersion | None:
        """Return the rule as the version has it that had it last before *stands*; none that was cancelled."""
        number = stands.version.number
        earlier = (one for one in reversed(self.line.stands) if one.version.number < number)
        return next((one for one in earlier if not self.document.call_off(one.version)), None)

    def taken_out_by(self) -> str:
        """Return the number of the version that took the rule out, where that is past on the day; or ""."""
        last = self.shown.version
        later = [version for version in self.document.document.applying if version.number > last.number]
        return str(later[0].number) if later and last.number < self.document.shown.number else ""

    @property
    def is_former(self) -> bool:
        """Whether it is a rule no more, or was to be one in a version that was cancelled."""
        cancelled = self.document.call_off(self.shown.version) is not None
        return not self.current and (cancelled or bool(self.taken_out_by()))

    def went_into(self) -> tuple[RuleInVersion, ...]:
        """Return the rules that it was merged into, or that were split from it."""
        into = successors(rule_lines(self.document.document))
        return tuple(dict.fromkeys(one for name in self.line.ids for one in into.get(name, ())))

    def _in_every_version(self) -> Iterator[RuleInVersion | None]:
        for version in self.document.document.versions:
            yield from self.line.all_in_version(version) or (None,)


def _said(stands: RuleInVersion | None) -> tuple[str, str, str] | None:
    return _wording(stands.rule) if stands else None


@cached_per_object
def _wording(rule: Rule) -> tuple[str, str, str]:
    carried = "\n\n".join(one.text for one in annexes_of_rule(rule, {}))
    said = f"{as_source(blocks_of(rule.text))}\n\n{carried}"
    return said, rule.strength or "", as_source(blocks_of(rule.local_practice))


def citation(stands: RuleInVersion, site: SiteFacts) -> str:
    """Return how the rule is cited as that version has it, as plain text."""
    version = stands.version
    return _(
        "{title}, version {version}, rule {number}. In force from: {day}. Check code: {code}. {address}",
        title=version.text.title,
        version=version.number,
        number=stands.placed.cited,
        day=day_or_not_known(version.in_force_from),
        code=version.check_code,
        address=lasting_address(stands, site),
    )


def lasting_address(stands: RuleInVersion, site: SiteFacts) -> str:
    """Return where the rule stands in that version for good: in full where the address of the site is known."""
    address = f"{addresses.version(stands.version)}#{stands.rule.id}"
    return site.absolute(address) or f"/{address}"


def in_force_in_words(document: DocumentOnDay, run: Sequence[RuleInVersion]) -> str:
    """Return the days on which the versions of a run applied, one after the other, in a sentence."""
    applied = [one.version for one in run if document.period(one.version).lasts]
    if not applied:
        return sentence(in_force_days(document, run[-1].version))
    first, last = applied[0].in_force_from, document.last_day(applied[-1])
    if first and last:
        return _("In force from {first} to {last}.", first=in_words(first), last=in_words(last))
    if first and first > document.day:
        return _("Comes into force on {day}.", day=in_words(first))
    if first:
        return _("In force from {day}.", day=in_words(first))
    if last:
        return _("In force until {day}. The start date is not known.", day=in_words(last))
    return _("In force. The start date is not known.")


class CitedPassage(NamedTuple):
    """A passage beside a wording that cites it, as the newest version has it that does, and which versions do."""

    stands: RuleInVersion
    versions: str
    beside: Comparison


class OtherEdition(NamedTuple):
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
            known = found.setdefault((as_written(stands.rule.text), citation), (stands, citation, []))
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
        said = _("It has no passage of that name.") if held else _("We do not hold its text.")
        return OtherEdition(where, "", said, ())
    number = stands.version.number
    if differences(as_written(passage.text), as_written(stands.rule.text)):
        said = _("Different from version {version}.", version=number)
    else:
        said = _("The same words as in version {version}.", version=number)
    return OtherEdition(where, passage.label, said, plain(passage.text))
