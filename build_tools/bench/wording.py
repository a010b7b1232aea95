"""CPU of reading two texts of 400 words, and of comparing them after an edit of one word; medians, with nothing kept.

.venv/bin/python build_tools/bench/wording.py
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from statistics import median
from typing import Final

from inforce.wording.compared_text import ComparedText
from inforce.wording.verdict import judge

PAIRS: Final = Path(__file__).resolve().parents[2] / "tests" / "cases" / "wording" / "pairs.tsv"
TEXTS: Final = 100
WORDS: Final = 400


def main() -> None:
    """Read and compare texts put together from labelled sentences, and print what each took."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    sentences = [line.split("\t")[-2] for line in lines if not line.startswith("#")]
    reading, comparing = [], []
    for seed in range(TEXTS):
        chance = random.Random(seed)  # noqa: S311 - any order will do, the same each time
        words: list[str] = []
        while len(words) < WORDS:
            words += chance.choice(sentences).split()
        one = ComparedText(" ".join(words))
        words[chance.randrange(len(words))] = chance.choice(("every", "blue", "not"))
        other = ComparedText(" ".join(words))
        start = time.process_time()
        _read(one, other)
        read = time.process_time()
        _compare(one, other)
        reading.append(1000 * (read - start))
        comparing.append(1000 * (time.process_time() - read))
    print(f"wording: {median(reading):.2f} ms to read both, {median(comparing):.2f} ms to compare an edit")  # noqa: T201 -- its output


def _read(*texts: ComparedText) -> int:
    return sum(len(text.sentences) for text in texts)


def _compare(one: ComparedText, other: ComparedText) -> int:
    return len(judge(one, other).alignment.hunks)


if __name__ == "__main__":
    main()
