"""Writes the generated tables of English: opposites and verbs from WordNet, spellings from breame sifted with SCOWL.

Run by hand when a table is to be made anew, with the folders of the three: WordNet's `dict` folder with `data.*`,
`index.*` and `index.sense` or `cntlist.rev`, breame's `spelling_constants.py`, and SCOWL's `final` folder. The licences
stand in `LICENCES.md` beside the tables. The other tables of a language are written by hand.
"""

from __future__ import annotations

import argparse
import re
import runpy
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

ENGLISH = Path(__file__).parents[1] / "inforce" / "languages" / "en"
PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
WORD = re.compile(r"[a-z][a-z-]+")
SIZES = (10, 20, 35, 40)  # of SCOWL's lists: the words that are common

WORDNET = "WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved."


def opposites(wordnet: Path) -> list[tuple[str, str, str]]:
    """Return pairs of single lower-case words that WordNet joins as antonyms, with their part of speech."""
    words_at: dict[tuple[str, str], list[str]] = {}
    pointers: list[tuple[str, str, str, str, int]] = []
    for part, name in PARTS.items():
        for cells in _data(wordnet / f"data.{name}"):
            count = int(cells[3], 16)
            found = [re.sub(r"\(\w+\)$", "", cells[4 + 2 * at]) for at in range(count)]
            words_at[part, cells[0]] = found
            at = 4 + 2 * count
            for step in range(int(cells[at])):
                sign, there, other, source = cells[at + 1 + 4 * step : at + 5 + 4 * step]
                if sign == "!":
                    target = int(source[2:], 16)
                    pointers.append((part, found[int(source[:2], 16) - 1], other.replace("s", "a"), there, target))
    pairs: set[tuple[str, str, str]] = set()
    for part, word, other, there, number in pointers:
        beside = words_at[other, there][number - 1]
        if WORD.fullmatch(word) and WORD.fullmatch(beside):
            one, two = sorted((word, beside))
            pairs.add((one, two, part))
    return sorted(pairs)


def _data(file: Path) -> Iterator[list[str]]:
    for line in file.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("  "):
            yield line.split("|")[0].split()


def verbs(wordnet: Path) -> list[tuple[str, str]]:
    """Return every single-word verb in its base form; "n" beside those that are a noun at least as often."""
    times: Counter[tuple[str, str]] = Counter()
    for line in (wordnet / "cntlist.rev").read_text(encoding="utf-8").split("\n"):
        if found := re.match(r"([a-z]+)%([12]):\S+ \d+ (\d+)", line):
            times[found[1], found[2]] += int(found[3])
    nouns = {cells[0] for cells in _data(wordnet / "index.noun")}
    found_verbs = {cells[0] for cells in _data(wordnet / "index.verb") if re.fullmatch(r"[a-z]{2,}", cells[0])}
    return [
        (word, "n" if word in nouns and times[word, "1"] >= times[word, "2"] else "") for word in sorted(found_verbs)
    ]


def spellings(breame: Path, scowl: Path) -> list[tuple[str, str]]:
    """Return American spellings with the British ones, but for those that are British words too: check, tire."""
    british = _listed(scowl, "english-words") | _listed(scowl, "british-words")
    pairs: dict[str, str] = runpy.run_path(str(breame))["BRITISH_ENGLISH_SPELLINGS"]
    wrong = {"edoema"}  # breame's own mistake for "oedema", which spelling-own.tsv has right
    kept = {
        american: word
        for word, american in pairs.items()
        if american not in british and american.isalpha() and word.isalpha() and word not in wrong
    }
    return sorted(kept.items())


def _listed(scowl: Path, name: str) -> set[str]:
    files = (scowl / f"{name}.{size}" for size in SIZES)
    return {word for file in files if file.exists() for word in file.read_text("latin-1").split()}


def _write(name: str, head: str, rows: Iterable[tuple[str, ...]]) -> None:
    lines = [f"# {line}" for line in head.split("\n")] + ["\t".join(row) for row in rows]
    (ENGLISH / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write the three tables."""
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("wordnet", "breame", "scowl"):
        options.add_argument(name, type=Path)
    given = options.parse_args()
    made = "made by build_tools/setup/language_tables.py"
    _write("opposites.tsv", f"{WORDNET}\nopposite words, and their part of speech; {made}", opposites(given.wordnet))
    _write("verbs.tsv", f'{WORDNET}\nverbs; "n": a noun at least as often; {made}', verbs(given.wordnet))
    _write(
        "spelling.tsv",
        f"from breame 0.1.2 (Apache-2.0), sifted with SCOWL 2020.12.07; {made}\nspelling\tthe British spelling",
        spellings(given.breame, given.scowl),
    )


if __name__ == "__main__":
    main()
