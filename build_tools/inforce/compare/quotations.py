"""Every rule that quotes, beside the passage that it quotes and beside what else may be the origin of its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from inforce.model.block_text import as_written
from inforce.model.dataclass import dataclass
from inforce.model.guidance import Citation, Rule, Version
from inforce.model.languages import common_language
from inforce.model.library import Library
from inforce.model.problem import FieldPath
from inforce.model.sources import Edition, Passage, Source
from inforce.wording.collection import Collection


@dataclass(frozen=True)
class HeldPassage:
    """A passage and the edition that it stands in."""

    edition: Edition
    passage: Passage

    @property
    def name(self) -> str:
        """The passage as messages name it: "working-together 2023, chapter 1"."""
        return f"{self.edition.source} {self.edition.id}, {self.passage.label}"


@dataclass(frozen=True)
class Quotation:
    """A rule held beside the passage that it quotes; *path* leads to the citation in the file of the version."""

    version: Version
    rule: Rule
    path: FieldPath
    citation: Citation
    source: Source
    edition: Edition
    passage: Passage

    @property
    def name(self) -> str:
        """The passage as messages name it."""
        return HeldPassage(self.edition, self.passage).name

    @property
    def language(self) -> str:
        """The language of both; none where they are in two."""
        return common_language(self.version, self.edition)

    @property
    def same_passage(self) -> Mapping[str, str]:
        """The wording of this passage in every edition that has it, by edition."""
        editions = {edition.id: edition.passage(self.passage.id) for edition in self.source.editions}
        return {name: as_written(passage.text) for name, passage in editions.items() if passage}

    @property
    def other_editions(self) -> Mapping[str, Sequence[str]]:
        """The wording that is held of every other edition of the source, by edition."""
        return {
            edition.id: [as_written(passage.text) for passage in edition.details.passages]
            for edition in self.source.editions
            if edition.id != self.edition.id and edition.details.passages
        }


def quotations(library: Library, version: Version) -> Iterator[Quotation]:
    """Return every rule of *version* beside each passage that it quotes and the library holds."""
    for path, rule in version.located_rules():
        for position, citation in enumerate(rule.citations):
            ref = citation.quotes
            if ref is None:
                continue
            source, edition, passage = library.source(ref.source), library.edition(ref), library.passage(ref)
            if source and edition and passage:
                yield Quotation(version, rule, (*path, "citations", position), citation, source, edition, passage)


@dataclass(frozen=True)
class AllSources:
    """Every passage of a library, searched for words that the cited source does not have."""

    library: Library

    @cached_property
    def _held(self) -> tuple[HeldPassage, ...]:
        return tuple(
            HeldPassage(edition, passage)
            for source in self.library.sources
            for edition in source.editions
            for passage in edition.details.passages
        )

    @cached_property
    def _collection(self) -> Collection:
        return Collection(tuple(as_written(held.passage.text) for held in self._held))

    def holding(self, words: str, besides: Source) -> tuple[HeldPassage, ...]:
        """Return the passages of sources *besides* the one given in which *words* stand whole."""
        held = (self._held[at] for at in self._collection.holding(words))
        return tuple(one for one in held if one.edition.source != besides.id)

    def nearest(self, text: str) -> tuple[HeldPassage, int] | None:
        """Return the passage that *text* is nearest to and the number of words that differ, if it is near to any."""
        found = self._collection.nearest(text)
        return (self._held[found[1]], found[0].words) if found else None
