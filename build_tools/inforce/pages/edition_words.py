"""How pages say what is known of an edition, and how surely."""

from __future__ import annotations

from inforce.model.sources import Certainty, Edition, Evidence, Passage

_EVIDENCE = {
    Evidence.ORIGINAL: "Its words were checked against the original.",
    Evidence.SECONDARY: "Its words were transcribed from other copies; the original has not been checked yet.",
    Evidence.BIBLIOGRAPHY: "Its words are not held here.",
}
_CERTAINTY = {
    Certainty.SEEN: "",
    Certainty.INFERRED: " (concluded from other facts, not seen)",
    Certainty.RECALLED: " (from memory, not seen)",
}


def evidence_in_words(edition: Edition) -> str:
    """Return what the wording held of *edition* rests on."""
    return _EVIDENCE[edition.details.evidence]


def certainty_in_words(certainty: Certainty) -> str:
    """Return what follows a fact that was not seen, in brackets; nothing where it was."""
    return _CERTAINTY[certainty]


def page_in_words(passage: Passage) -> str:
    """Return the page on which *passage* stands, or nothing where that is not known."""
    if passage.page is None:
        return ""
    return f"Page {passage.page}{certainty_in_words(passage.page_certainty or Certainty.SEEN)}"
