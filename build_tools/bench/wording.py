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
        for text in (one, other):
            assert text.sentences
        read = time.process_time()
        assert judge(one, other).alignment.hunks
        reading.append(read - start)
        comparing.append(time.process_time() - read)
    print(
        f"wording: {1000 * median(reading):.2f} ms to read both, {1000 * median(comparing):.2f} ms to compare an edit"
    )


if __name__ == "__main__":
    main()
