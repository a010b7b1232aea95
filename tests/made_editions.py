"""Pairs of editions of a made-up standard of which it is known what became of each passage.

The words are made of syllables and follow Zipf's law; each section has words of its own, and all passages share the
small words of English and the turns of phrase of a standard. The newer edition is made from the older one: passages
reworded a little or much, moved within their section or to another, merged, split, dropped and added, near-twins
beside them; and every passage is given a number of its place, so that old numbers stand for new passages.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import accumulate

from inforce.compare.partners import Text

_SMALL = tuple(
    word
    for line in (
        "the of and to in a is that for it as be on with by are this or from at which an not have has must may can",
        "only their any all such when where if than its other into used use between within over before after each no",
    )
    for word in line.split()
)
_OPENINGS = (
    "Verify that the",
    "Verify that",
    "Ensure that the",
    "Verify that all",
    "The organisation must",
    "Check that",
)
_CLOSINGS = ("where this is possible.", "as set out in policy.", "at all times.", ".", ".", ".", "to prevent misuse.")


@dataclass
class MadeEditions:
    """Two editions, and what is true of them: *moved* from old to new, *merged* and *split* by position."""

    old: list[Text] = field(default_factory=list)
    new: list[Text] = field(default_factory=list)
    moved: dict[int, int] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)
    split: dict[int, list[int]] = field(default_factory=dict)

    def right(self, old: int, new: int) -> bool:
        """Whether the passage at *new* came of the one at *old*, alone or with others."""
        return self.moved.get(old) == new or self.merged.get(old) == new or new in self.split.get(old, ())


class _Writer:
    """Writes passages with the words of a vocabulary."""

    def __init__(self, chance: random.Random, sections: int) -> None:
        self.chance = chance
        syllables = [
            one + vowel + last for one in "bcdfgklmnprstv" for vowel in "aeiou" for last in ("", "n", "r", "s", "l")
        ]
        words = sorted({"".join(chance.choices(syllables, k=chance.choice((2, 2, 3)))) for _ in range(6000)})
        chance.shuffle(words)
        self.common, self.rare = words[:250], words[250:]
        self.topics = [chance.sample(self.rare, 70) for _ in range(sections)]
        self.zipf = list(accumulate(1 / (rank + 2) for rank in range(len(self.common))))

    def content_word(self, section: int) -> str:
        draw = self.chance.random()
        if draw < 0.45:
            return self.chance.choice(self.topics[section])
        if draw < 0.85:
            return self.chance.choices(self.common, cum_weights=self.zipf)[0]
        return self.chance.choice(self.rare)

    def phrase(self, section: int, length: int) -> list[str]:
        return [
            self.chance.choice(_SMALL) if self.chance.random() < 0.42 else self.content_word(section)
            for _ in range(length)
        ]

    def passage(self, section: int) -> str:
        body = self.phrase(section, self.chance.choice((8, 12, 16, 20, 26, 40)))
        return f"{self.chance.choice(_OPENINGS)} {' '.join(body)} {self.chance.choice(_CLOSINGS)}"

    def reworded(self, text: str, section: int, share: float) -> str:
        """Return *text* with about *share* of its words put otherwise: replaced, dropped, or with others beside."""
        out: list[str] = []
        for word in text.split():
            draw = self.chance.random()
            if draw >= share:
                out.append(word)
            elif draw < share * 0.6:
                out.append(self.phrase(section, 1)[0])
            elif draw < share * 0.8:
                out += [word, self.phrase(section, 1)[0]]
        return " ".join(out) or text

    def twin(self, text: str, section: int) -> str:
        """Return a passage that says nearly the same as *text*: two or three words differ."""
        said = text.split()
        for place in self.chance.sample(range(2, len(said)), min(3, len(said) - 2)):
            said[place] = self.content_word(section)
        return " ".join(said)


def made_editions(count: int, seed: int) -> MadeEditions:
    """Return two editions of a standard, the older one with *count* passages; the same for the same *seed*."""
    chance = random.Random(seed)  # noqa: S311 -- made-up text is no secret
    sections = max(2, count // 22)
    writer = _Writer(chance, sections)
    old: list[tuple[int, str]] = []
    while len(old) < count:
        section = len(old) * sections // count
        old.append((section, writer.passage(section)))
        if chance.random() < 0.08 and len(old) < count:
            old.append((section, writer.twin(old[-1][1], section)))
    return _numbered(old, _next_edition(old, writer, sections))


@dataclass
class _Next:
    """A passage of the newer edition before it has its place: the old ones that it came of, and how."""

    section: int
    rank: float
    words: str
    sources: tuple[int, ...] = ()
    how: str = "new"


def _next_edition(old: list[tuple[int, str]], writer: _Writer, sections: int) -> list[_Next]:
    chance = writer.chance
    found: list[_Next] = []
    waiting: tuple[int, str] | None = None
    for position, (section, text) in enumerate(old):
        home = section if chance.random() < 0.75 else chance.randrange(sections)
        rank = position + chance.choice((0, 0, 0, 0, 3, -3, 9))
        draw = chance.random()
        if waiting is not None:
            both = writer.reworded(f"{old[waiting[0]][1]} {text}", section, 0.15)
            found.append(_Next(home, rank, both, (waiting[0], position), "merged"))
            waiting = None
        elif draw < 0.15:  # dropped; nothing takes its place
            continue
        elif draw < 0.20:
            waiting = (position, text)
        elif draw < 0.25:
            said = text.split()
            for part in (said[: len(said) // 2], said[len(said) // 2 :]):
                words = writer.reworded(" ".join(["Verify that", *part]), section, 0.1)
                found.append(_Next(home, rank, words, (position,), "split"))
        else:
            share = chance.choice((0.0, 0.05, 0.15, 0.3, 0.45, 0.6))
            found.append(_Next(home, rank, writer.reworded(text, home, share), (position,), "moved"))
    for _ in range(len(old) // 3):
        section = chance.randrange(sections)
        found.append(_Next(section, chance.uniform(0, len(old)), writer.passage(section)))
    return sorted(found, key=lambda one: (one.section, one.rank))


def _numbered(old: list[tuple[int, str]], new: list[_Next]) -> MadeEditions:
    """Number both editions through their sections, and record what is true of them."""
    made = MadeEditions(_with_numbers(old), _with_numbers([(one.section, one.words) for one in new]))
    for position, one in enumerate(new):
        for source in one.sources:
            if one.how == "moved":
                made.moved[source] = position
            elif one.how == "merged":
                made.merged[source] = position
            else:
                made.split.setdefault(source, []).append(position)
    return made


def _with_numbers(passages: list[tuple[int, str]]) -> list[Text]:
    seen: dict[int, int] = {}
    found = []
    for section, words in passages:
        seen[section] = seen.get(section, 0) + 1
        found.append(Text(f"r-{section + 1}-{seen[section]}", words))
    return found
