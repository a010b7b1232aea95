"""Words that stand where only the editor can say what belongs there, and how to tell that they were left standing.

Messages suggest them to be copied, and commands write them into new files; a check refuses each until it is replaced.
So it does with what people type to have a field filled: TODO, TBC, a tilde, a lone full stop.
"""

from __future__ import annotations

import re
from typing import Final

APPROVER: Final = "the role or board that approved it"
DECIDER: Final = "the role or board that decided it"
APPROVED_ON: Final = "the day on which it was approved"
FIRST_DAY: Final = "the day from which it applies"
CHANGE_NOTE: Final = "what changed and why, in a sentence or two for readers"
WORDS_DIFFER: Final = "why the words differ, for readers"
OUR_WORDS: Final = "why we say so, for readers"
BINDS_OTHERWISE: Final = "why it binds otherwise here, for readers"
CALLED_OFF: Final = "why it was cancelled, for readers"
DATED_BACK: Final = "why it applies from a date that has passed, for readers"
BROUGHT_IN: Final = "since when and where these texts come from, for readers"
UNDONE: Final = "why the change is undone, for readers"
OWNER: Final = "the role or team that answers for it"
CONTACT: Final = "how to reach the owner"
AUDIENCE: Final = "who has to follow it"
TOPIC: Final = "the topic under which it is listed"
TITLE: Final = "the title of the document"
FIRST_NOTE: Final = "where this guidance comes from, in a sentence or two for readers"
SUMMARY: Final = "what the document is for, in one or two sentences"
HEADING: Final = "the heading of the section"
RULE_ID: Final = "short-name-of-the-rule"
RULE: Final = "the words of the rule"
EMPTY_SECTION: Final = "the words of the section"
NOT_YET_READ: Final = "not yet read against the original"

_REASON = ("a reason; the reason itself is missing", "Write the reason in its place: readers of the page see it.")
_LEFT: Final = {
    **dict.fromkeys((WORDS_DIFFER, OUR_WORDS, BINDS_OTHERWISE, CALLED_OFF, UNDONE, DATED_BACK, BROUGHT_IN), _REASON),
    DECIDER: ("who decided it; nobody is named", 'Write who decided it, such as "Practice team".'),
    APPROVER: ("an approver; nobody is named", 'Write who approved it, such as "Safeguarding policy board".'),
    CHANGE_NOTE: (
        "a note; nobody is told what changed",
        "Write what this version changes and why: readers see it in the history, on the comparison and in feeds.",
    ),
    OWNER: ("an owner; nobody answers for the document", 'Write the role or team, such as "Practice team".'),
    CONTACT: ("a contact", 'Write how to reach the owner, such as "practice@example.org"; or delete the line.'),
    AUDIENCE: ("an audience; nobody is told to follow it", 'Write who has to, such as "Everyone who visits families".'),
    TOPIC: ("a topic", 'Write one, such as "Safeguarding"; or delete the list of topics.'),
    TITLE: ("a title", 'Write the title as readers are to see it, such as "Lone working".'),
    FIRST_NOTE: (
        "a note; nobody is told where the guidance comes from",
        "Write it: readers see it in the history and in feeds.",
    ),
    SUMMARY: ("a summary", "Write it: readers see it below the title and in lists."),
    HEADING: ("a heading", 'Write the heading of the section, such as "Before a visit".'),
    RULE_ID: (
        "the id of the rule",
        'Write a short name, such as "tell-your-manager". It never changes: links to the rule go by it.',
    ),
    RULE: ("a rule; it says nothing yet", "Write the rule, as people have to follow it."),
    EMPTY_SECTION: (
        "the text of a section: the original has its heading and nothing under it",
        "Write what the section says, or delete the section.",
    ),
    NOT_YET_READ: (
        "who read this against the file that it was imported from; nobody has",
        'Read it beside the original, put right what differs, and write who did and when, such as "Practice team, '
        '1 December 2026".',
    ),
}
"""What each placeholder stands in place of, and what to do. Those of days are refused as no days when they are read."""

_LEFT_IN_ANY_CASE: Final = {words.casefold(): said for words, said in _LEFT.items()}

PLACEHOLDERS: Final = frozenset(_LEFT) | {APPROVED_ON, FIRST_DAY}

_LONGEST = max(map(len, _LEFT)) * 2
"""No text of more characters is a placeholder, wherever its lines are broken; rules, which are long, are soon told."""


def normalised(text: str) -> str:
    """Return *text* as it is compared: where its lines are broken and whether it ends with a full stop says nothing."""
    return " ".join(text.split()).rstrip(".") if len(text) <= _LONGEST else text


def code_of(text: str) -> str:
    """Return the code of the problem that the placeholder *text* was left standing."""
    return "imported-not-read" if normalised(text) == NOT_YET_READ else "placeholder-left"


def placeholder_fault(text: str) -> tuple[str, str] | None:
    """Return what is missing where *text* is a placeholder, and what to write; None where it says something."""
    words = normalised(text)
    if words.casefold() not in _LEFT_IN_ANY_CASE:
        return None
    missing, remedy = _LEFT_IN_ANY_CASE[words.casefold()]
    return f'"{words}" is written in place of {missing}.', remedy


_FILLER = re.compile(
    r"""
    | null | nil | undefined | x{2,} | lorem\ ipsum\b.*
    | (?:to\ be|yet\ to\ be|not\ yet)\ (?:named|confirmed|decided|announced|agreed|written|added|advised|appointed)
    | (?:(?:name|names|details|more)\ )?(?:to|will)\ follow | fill\ (?:this\ )?in
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""All of a text that says nothing: signs alone, what programs write for nothing, and words that put it off."""
_TO_DO = re.compile(r"\W*(?:TODO|TBC|TBD|TBA|FIXME|XXX|(?i:to\ do|tbc|tbd|tba|todo|fixme)\W*\Z)(?!\w)")
"""How a text begins that somebody meant to write later; in small letters it is all there is."""
_LEFT_WITHIN = re.compile(
    r"\b(?:X{3,}|TODO|FIXME|TBC|TBD)\b|\?{2,}|\{\{[^{}]*\}\}|\[(?i:insert|enter|add|to be)\b[^\[\]]*\](?!\()"
)
_AROUND = re.compile(r"^\W+|\W+$")
_APART = re.compile(r"(?<=\b\w)[./\s]+(?=\w\b)")
"""What parts letters that stand alone: "t.b.c.", "N / A"."""
_ANSWER = re.compile(
    r"""
    yes | no | y | n | true | false | none | na | ok | okay | same | (?:as|see)\ (?:above|before) | test | asdf | done
    | draft | pending | unknown(?:\ yet)? | not\ (?:applicable|known|sure) | anonymous | me | us | we | various
    | (?:not\ (?:yet\ )?|awaiting\ )?(?:approv|agree)(?:ed|al|d) | no\ ?(?:one|body) | (?:some|any|every)(?:one|body)
    | (?:the\ )?(?:team | (?:name|role|owner|approver)(?:\ or\ board)?)
    | [^\W_] | [\W\d]+ | \[.*\] | <.*> | \{.*\}
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""What answers a question and names nobody, nor gives any reason; so do a lone letter and figures alone."""
_NOT_NAMED = re.compile(
    r"\b(?:to\s+be|yet\s+to\s+be|not\s+yet)\s+(?:named|confirmed|decided|announced|agreed|appointed)\b", re.IGNORECASE
)
_QUOTE_MARKS = '"\u201c\u201d\u201e\u00ab\u00bb'


def is_filler(text: str, *, is_answer: bool = False) -> bool:
    """Whether *text* says nothing; *is_answer* where "yes" would say nothing either."""
    written = " ".join(text.split())
    words = _APART.sub("", written)
    bare = _AROUND.sub("", words)
    if _TO_DO.match(words) or _FILLER.fullmatch(bare):
        return True
    return is_answer and any(_ANSWER.fullmatch(one) for one in (bare, written))


def left_within(text: str) -> str:
    """Return what in *text* looks as if it was to be replaced, such as "XXX" or "{{name}}"; empty for nothing."""
    found = _LEFT_WITHIN.search(text)
    return found[0] if found else ""


def is_not_named(name: str) -> bool:
    """Whether *name* says that somebody is still to be named, as in a document that is not finished."""
    return _NOT_NAMED.search(name) is not None


def in_quotation_marks(text: str) -> bool:
    """Whether *text* stands in quotation marks as a whole."""
    if text[:1] + text[-1:] in {"''", "\u2018\u2019", "``"}:
        return "\u2018" not in text[1:]
    return text[:1] in _QUOTE_MARKS and text[-1:] in _QUOTE_MARKS and _marks(text) == 2


def stray_quotation_mark(text: str) -> bool:
    """Whether *text* begins or ends with a quotation mark that quotes nothing, or stands in such marks as a whole."""
    at_one_end = (text[:1] in _QUOTE_MARKS) != (text[-1:] in _QUOTE_MARKS)
    return in_quotation_marks(text) or (at_one_end and _marks(text) % 2 == 1)


def _marks(text: str) -> int:
    return sum(text.count(mark) for mark in _QUOTE_MARKS)
