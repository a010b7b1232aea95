"""Did you mean …? The nearest of the names that would have been right."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Return a question that names what is most like *word*, or an empty text where nothing is."""
    # Imported here: files without problems, the usual ones, do not pay for it.
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415

    found = process.extractOne(word, list(names), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=62)
    return f'Did you mean "{found[0]}"?' if found else ""


def listed(names: Iterable[str], joiner: str = "and") -> str:
    """Return *names* as a sentence lists them: a, b and c."""
    every = list(names)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {joiner} {every[-1]}"
