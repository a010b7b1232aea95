"""How pages say what is known of an edition, and how surely."""

from __future__ import annotations

from inforce.checks.passage_proofs import Verdict, on_pages, proof
from inforce.model.originals import OriginalState
from inforce.model.sources import Certainty, Edition, Evidence, Passage

_EVIDENCE = {
    Evidence.ORIGINAL: "Its words are said to have been checked against the original, but that cannot be checked here:",
    Evidence.SECONDARY: "Its words were transcribed from other copies; the original has not been checked yet.",
    Evidence.BIBLIOGRAPHY: "Its words are not held here.",
}
_CERTAINTY = {
    Certainty.SEEN: "",
    Certainty.INFERRED: " (concluded from other facts, not seen)",
    Certainty.RECALLED: " (from memory, not seen)",
}


_NOT_READ = {
    None: "the original is not held.",
    OriginalState.MISSING: "the original is not held.",
    OriginalState.ALTERED: "what is held is not the file that was recorded.",
    OriginalState.SEVERAL: "more than one file could be the original.",
    OriginalState.NOT_RECORDED: "what is held was not recorded as the original.",
    OriginalState.WITHOUT_TEXT: "the original is a picture without words that a program can read.",
    OriginalState.LOCKED: "the original opens with a password only.",
    OriginalState.BROKEN: "the original cannot be read.",
}
_PROOF = {
    Verdict.PROVEN: "Stands word for word in the original",
    Verdict.NOT_THERE: "Not found in the original",
    Verdict.UNCHECKED: "Not checked against the original",
}


def evidence_in_words(edition: Edition) -> str:
    """Return what the wording held of *edition* rests on, and how much of it the original proves."""
    said = _EVIDENCE[edition.details.evidence]
    state = edition.original.state if edition.original else None
    if state is OriginalState.READ and edition.details.passages:
        return _proven_in_words(edition)
    if edition.details.evidence is Evidence.ORIGINAL:
        return f"{said} {_NOT_READ.get(state, 'no passages are held.')}"
    return said


def _proven_in_words(edition: Edition) -> str:
    verdicts = [proof(edition, passage).verdict for passage in edition.details.passages]
    proven, missing = verdicts.count(Verdict.PROVEN), verdicts.count(Verdict.NOT_THERE)
    if proven == len(verdicts):
        return "Every passage stands word for word in the original."
    passages = f"{len(verdicts)} passage{'' if len(verdicts) == 1 else 's'}"
    said = f"Of {passages}, {_standing(proven)} word for word in the original"
    said += f", {missing} {'was' if missing == 1 else 'were'} not found in it" if missing else ""
    unchecked = len(verdicts) - proven - missing
    return f"{said}{f', {unchecked} could not be checked' if unchecked else ''}."


def _standing(count: int) -> str:
    return f"{count or 'none'} stand{'s' if count == 1 or not count else ''}"


def proof_in_words(edition: Edition, passage: Passage) -> str:
    """Return whether *passage* stands in the original of its *edition*; nothing where no original is held."""
    return _PROOF[proof(edition, passage).verdict] if edition.original else ""


def certainty_in_words(certainty: Certainty) -> str:
    """Return what follows a fact that was not seen, in brackets; nothing where it was."""
    return _CERTAINTY[certainty]


def page_in_words(passage: Passage) -> str:
    """Return the page on which *passage* stands, or nothing where that is not known."""
    if passage.page is None:
        return ""
    said = on_pages(passage.page)
    return f"{said[0].upper()}{said[1:]}{certainty_in_words(passage.page_certainty or Certainty.SEEN)}"
