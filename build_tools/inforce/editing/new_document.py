"""The files of a document that is begun: in the order in which people write them, with words to be replaced.

What the caller knows stands in its place, and all else is words that the check refuses: nothing unsaid is published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inforce.editing.modelines import MODELINES
from inforce.editing.yaml_editor import scalar
from inforce.model.dataclass import dataclass
from inforce.model.names import VersionNumber
from inforce.model.placeholders import (
    APPROVER,
    AUDIENCE,
    CONTACT,
    FIRST_DAY,
    FIRST_NOTE,
    HEADING,
    OWNER,
    RULE,
    RULE_ID,
    SUMMARY,
    TITLE,
    TOPIC,
)

FIRST = VersionNumber(1, 0, 0)
DETAILS_FILE, VERSION_FILE = "document.yml", f"versions/{FIRST}.yml"


@dataclass(frozen=True)
class Beginning:
    """What is known of a document that is begun; None, or no topic, is left for the editor to fill in."""

    title: str | None = None
    owner: str | None = None
    audience: str | None = None
    topics: Sequence[str] = ()
    begins: str | None = None
    """As a file has it: a day, or unknown."""


def new_document(beginning: Beginning, document: str) -> Mapping[str, bytes]:
    """Return the files of the new *document* by their names within its folder."""
    return {
        DETAILS_FILE: _details(beginning).encode(),
        VERSION_FILE: _version(beginning, document).encode(),
    }


def _details(beginning: Beginning) -> str:
    topics = "".join(f"  - {scalar(topic)}\n" for topic in beginning.topics or [TOPIC])
    return (
        f"{MODELINES['document']}\n"
        "# What stays the same from version to version. It may be changed at any time.\n"
        "format: 1\n"
        f"owner: {scalar(beginning.owner or OWNER)}\n"
        f"contact: {scalar(CONTACT)}\n"
        f"audience: {scalar(beginning.audience or AUDIENCE)}\n"
        f"topics:\n{topics}"
    )


def _version(beginning: Beginning, document: str) -> str:
    return f"""\
{MODELINES["version"]}
# Once a version is published its file is never edited. A change is a new version:  inforce revise {document}
format: 2
version: {FIRST}
title: {scalar(beginning.title or TITLE)}
in_force_from: {beginning.begins or FIRST_DAY}
approved:
  by: {scalar(APPROVER)}
change:
  kind: first
  note: |
    {FIRST_NOTE}
summary: |
  {SUMMARY}
# Where there is more than one section, rules are best numbered by section (2.3): take the # away.
# numbering: section
# One section or more. The ids never change: links to sections and rules go by them.
sections:
  - id: the-rules
    heading: {scalar(HEADING)}
    rules:
      - id: {RULE_ID}
        # Lists begin with "- ", "1. " or "a) "; what else may stand here is said in content/README.md.
        text: |
          {RULE}
        # What the rule rests on: the source, its edition and the passage, as they stand under content/sources/.
        # The rule has the words of the passage (quotes) or says the same in its own (draws_on).
        # citations:
        #   - quotes: information-sharing-advice/2018#golden-rule-1
"""
