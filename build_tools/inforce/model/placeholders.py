"""Words that stand where only the editor can say what belongs there, and how to tell that they were left standing.

Messages suggest them to be copied, and commands write them into new files; a check refuses each until it is replaced.
"""

from __future__ import annotations

from typing import Final

APPROVER: Final = "the role or board that approved it"
APPROVED_ON: Final = "the day on which it was approved"
FIRST_DAY: Final = "the day from which it applies"
CHANGE_NOTE: Final = "what changed and why, in a sentence or two for readers"
WORDS_DIFFER: Final = "why the words differ, for readers"
OUR_WORDS: Final = "why we say so, for readers"
BINDS_OTHERWISE: Final = "why it binds otherwise here, for readers"
CALLED_OFF: Final = "why it was called off, for readers"
UNDONE: Final = "why the change is undone, for readers"

_REASON = ("a reason; the reason itself is missing", "Write the reason in its place: readers of the page see it.")
_LEFT: Final = {
    **dict.fromkeys((WORDS_DIFFER, OUR_WORDS, BINDS_OTHERWISE, CALLED_OFF, UNDONE), _REASON),
    APPROVER: ("an approver; nobody is named", 'Write who approved it, such as "Safeguarding policy board".'),
    CHANGE_NOTE: (
        "a note; nobody is told what changed",
        "Write what this version changes and why: readers see it in the history, on the comparison and in feeds.",
    ),
}
"""What each placeholder stands in place of, and what to do. Those of days are refused as no days when they are read."""

_LONGEST = max(map(len, _LEFT)) * 2
"""No text of more characters is a placeholder, wherever its lines are broken; rules, which are long, are soon told."""


def left_standing(text: str) -> tuple[str, str] | None:
    """Return what is missing where *text* is a placeholder, and what to write; None where it says something."""
    if len(text) > _LONGEST:
        return None
    bare = " ".join(text.split()).rstrip(".")
    if bare not in _LEFT:
        return None
    missing, remedy = _LEFT[bare]
    return f'"{bare}" stands in place of {missing}.', remedy
