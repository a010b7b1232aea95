"""A problem is a value: where, what is wrong in the editor's words, how to put it right; codes of all but checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from inforce.model.messages import Words

FieldPath = tuple[str | int, ...]
"""The way to a value in a file: field names and positions in lists, from the top."""


class Severity(StrEnum):
    """An error stops publication; a warning is shown to readers and owners."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Place:
    """Where in a file: its path below the project with forward slashes, line and column from 1.

    Line 0 means the file or folder as a whole. A column counts characters, not bytes.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}, line {self.line}, column {self.column}"


NOWHERE: Final = Place("")
"""The place of what is wrong with no file: with what was typed, with a destination, with the world."""


@dataclass(frozen=True)
class Problem:
    """Something wrong, at a place; its *message* and *remedy* are whole sentences without markup.

    It has no language: whoever shows it says it in one, by ``str`` (see `inforce.model.messages`).
    """

    place: Place
    code: str
    message: Words
    remedy: Words
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether nothing may be published while this stands."""
        return self.severity is Severity.ERROR

    def __lt__(self, other: Problem) -> bool:
        """Sort by place, and then by what is said, so that the order does not depend on who found what."""
        return self._in_order < other._in_order

    @property
    def _in_order(self) -> tuple[Place, str, str, str]:
        return self.place, self.code, str(self.message), str(self.remedy)


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong with a text and how to put it right, before anybody knows in which file the text stands.

    Where in it: at *line* and *column*, counted from 1, or at the *words* by which it can be found.
    """

    code: str
    what: str
    remedy: str
    words: str = ""
    line: int = 0
    column: int = 0


class ProblemError(ValueError):
    """Something cannot be done, for these problems; nothing was done.

    It is a ``ValueError`` so that pydantic takes it for what is wrong with a value that it reads.
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*problems)  # as it is handed from one process to another

    def __str__(self) -> str:
        return "\n".join(f"{problem.message}\n  {problem.remedy}" for problem in self.problems)

    @property
    def message(self) -> str:
        """What is wrong, where that is one thing."""
        return str(self.problems[0].message)

    @property
    def remedy(self) -> str:
        """How to put it right, where one thing is wrong."""
        return str(self.problems[0].remedy)


def refusal(code: str, message: str, remedy: str) -> ProblemError:
    """Return what to raise where something cannot be done for one problem, which stands in no file of content."""
    return ProblemError(Problem(NOWHERE, code, message, remedy))


@dataclass(frozen=True)
class Origin:
    """The file that a value was read from, its way there (*base*), and where each field's value begins."""

    file: str
    positions: Mapping[FieldPath, tuple[int, int]] = field(default_factory=dict, repr=False)
    base: FieldPath = ()

    def within(self, *path: str | int) -> Origin:
        """Return the origin of the value at *path* within this one."""
        return replace(self, base=(*self.base, *path))

    def place(self, *below: str | int) -> Place:
        """Return the place of the value at the path *below* this one, or of the nearest value around it."""
        path = (*self.base, *below)
        for length in range(len(path), -1, -1):
            if found := self.positions.get(path[:length]):
                return Place(self.file, *found)
        return Place(self.file)


READING: Mapping[str, str] = {
    # files and folders
    "cannot-be-read": "A file or folder could not be opened.",
    "name-not-a-version": "The file of a version is not named after a version number.",
    "name-not-an-id": "A folder or file has a name that is not an id.",
    "names-collide": "Two names are the same to Windows and macOS, or two pages have the same address.",
    "name-not-a-language": "The file of a catalogue is not named after a language.",
    "no-content": "There is no content folder, or no guidance in it.",
    "no-document-file": "A document has no document.yml.",
    "no-editions": "A source has no edition.",
    "no-versions": "A document has no version.",
    "stray-file": "A file or folder has a name that is not expected where it is.",
    "address-taken": "An ordinary page, or a file beside one, has an address that inforce uses itself.",
    "configuration": "The configuration reads, runs or shows something outside the project.",
    "file-name": "A page, or a file or folder beside one, has a name that does not work on every computer.",
    "page-file": "A file beside pages is of a kind that is not published, or has a program in it.",
    "runs-with-build": "A program that is not part of inforce runs when the site is built.",
    "symbolic-link": "The content has a symbolic link, which could publish something by mistake.",
    # letters
    "bidi-control": "A character that nobody can see could make readers see words that are not in the file.",
    "conflict-marker": "Git left the marks of a merge conflict in a file.",
    "control-character": "A text has a control character in it.",
    "file-too-large": "A content file is larger than any text needs to be.",
    "indent-space": "A space that only looks like an ordinary one is where YAML needs an ordinary one.",
    "invisible-character": "A text has a character in it that nobody can see.",
    "line-break": "A file has a line break that some programs do not treat as one.",
    "lost-character": "A letter was lost when a text was copied or saved.",
    "mixed-script": "A word mixes letters of two alphabets that look alike.",
    "not-composed": "A letter and its accent are saved as two characters.",
    "not-utf-8": "A file was saved in an old Windows encoding.",
    "saved-as-utf-16": "A file was saved as UTF-16.",
    "tab": "A content file has a tab in it. Use spaces.",
    # YAML
    "colon-in-text": "A text without quotes has a colon and a space in it.",
    "duplicate-key": "A file has the same field twice.",
    "empty-file": "A file is empty.",
    "first-character": "A text without quotes begins with a character that has a meaning in YAML.",
    "indentation": "A line is indented so that YAML cannot tell what it belongs to.",
    "key-not-text": "A list or a group of fields is where the name of a field belongs.",
    "list-in-line": "A list begins beside the name of its field instead of below it.",
    "no-colon": "A line is neither a field nor part of the text above it.",
    "plain-text-cut-off": "A text without quotes would be cut off at a number sign.",
    "several-documents": "A second YAML document begins in a file, and would be left out.",
    "text-after-block-sign": "A text begins beside the sign that says it begins on the next line.",
    "text-after-quote": "More text follows the quote that ends a text.",
    "too-deep": "Fields and lists are nested more deeply than any content file needs.",
    "unclosed-bracket": "A bracket at the start of a text is read as a list that does not end.",
    "unclosed-quote": "A quote at the start of a text is not closed.",
    "unknown-escape": "A backslash in double quotes begins an escape that does not exist.",
    "yaml-alias": "A text begins with a star, and YAML would read it as a reference to another place.",
    "yaml-anchor": "A text begins with an ampersand, and its first word would be left out.",
    "yaml-directive": "A line that begins with a per cent sign is an instruction to YAML.",
    "yaml-merge-key": "A field << would copy fields from another place.",
    "yaml-syntax": "A file cannot be read as YAML.",
    "yaml-tag": "A text begins with an exclamation mark, and its first word would be left out.",
    # fields
    "citation-both-ways": "One citation both quotes and draws on a passage.",
    "citation-names-nothing": "A citation neither quotes nor draws on a passage.",
    "departure-says-nothing": "A departure gives neither our words nor the words of the source.",
    "departure-without-quotation": "Departures are declared for a passage that the rule does not quote.",
    "empty-field": "A field has nothing after its colon.",
    "format-too-low": "A file says format 1 but has a field that needs format 2.",
    "line-break-in-line": "A field that takes one line has several.",
    "missing-field": "A field that is needed is missing.",
    "more-problems": "A file has more problems than can be shown at once.",
    "not-a-choice": "A field has a word that it cannot have.",
    "not-fields": "A file does not consist of fields.",
    "not-written-so": "A date, number, id, reference or length of time is not written in the way that it has to be.",
    "sections-too-deep": "Sections are nested more than 3 deep.",
    "own-statement-in-quotation": "Words are declared as ours in a citation that quotes.",
    "text-too-long": "A single text is longer than anybody could read or compare.",
    "too-many-key-points": "A version has more key points than readers can take in.",
    "unknown-field": "A field has a name that inforce does not know here.",
    "unknown-time-zone": "The time zone of the site does not exist.",
    "version-not-its-name": "The number in a version is not the one in its file name.",
    "wrong-kind": "A field has a text, a list or a group of fields where it needs another of the three.",
    # words of the organisation
    "words-forms": "A sentence with a number does not have words for every kind of number.",
    "words-html": "The words of a catalogue have HTML in them.",
    "words-missing": "A catalogue has no words for some sentences, so readers see those in English.",
    "words-not-read": "A line of a catalogue is not written as gettext needs it.",
    "words-places": "The words for a sentence have other places than the sentence.",
    "words-twice": "A catalogue has words for one sentence twice.",
    "words-unknown": "A catalogue has words for a sentence that inforce does not have.",
    # lists, tables, emphasis and links
    "line-under-item": "It is not clear whether a line under an item of a list belongs to that item.",
    "list-in-folded-text": "A list or a table is in a text whose lines YAML joins into one.",
    "list-mark": "A line begins with a sign that may or may not be a bullet.",
    "mark-without-partner": "A star or underscore for emphasis has no partner, so readers would see it.",
    "table-rows": "A table has no headings, or a row has more or fewer cells than there are headings.",
    "link-address": "A link leads nowhere, or to an address that is not allowed.",
    "markdown-html": "A text of guidance has HTML in it.",
    "markdown-not-allowed": "A text of guidance uses Markdown beyond paragraphs, lists, tables, pictures and links.",
    "picture-not-held": "A picture is missing, or is not the one that the version was written with.",
    "picture-without-words": "A picture has no name, or nothing says in words what it shows.",
    "page-html": "An ordinary page has HTML or an attribute in it.",
    "unknown-place": "An ordinary page has a place for something that does not exist.",
    # what is named must be there
    "duplicate-id": "Two rules, sections or passages of one file have the same id.",
    "edition-order": "An edition says that it was replaced before it was published, by itself, or by an older one.",
    "unknown-document": "A document that is named does not exist.",
    "unknown-edition": "An edition that is named does not exist here.",
    "unknown-passage": "A passage that is cited is not in its edition.",
    "unknown-rule": "A rule or section that a link leads to does not exist.",
    "unknown-source": "A source that is named does not exist.",
}
"""Problems that are found while content is read."""

PROOF: Mapping[str, str] = {
    "editor-not-made": "The editing page of the site could not be made, because what it needs could not be fetched.",
    "layout-broken": "The theme, or an ordinary page, has lost a place that guidance is put into.",
    "letters-without-font": "A PDF shows numbers instead of some letters, because its fonts do not have them.",
    "link-leads-nowhere": "A link on the finished site leads to a page, or a place on a page, that does not exist.",
    "page-not-made": "An ordinary page takes too long to make, or cannot be made of the lines at its top.",
    "page-missing": "A page that guidance links to is missing, or has lost the place for a list.",
    "page-without-mark": "A page of a version does not show its version number or its check code.",
    "page-words-differ": "A rule on a page does not say word for word what the version says.",
    "pdf-not-made": "The PDF of a version could not be made.",
}
"""Problems that are found when the finished site is read back."""

EDITING: Mapping[str, str] = {
    "file-not-edited": "A program cannot change a file without changing other lines of it.",
    "file-not-sound": "A command cannot write into a file that has problems.",
    "not-as-asked": "The editing page was asked for something that it cannot do.",
    "original-not-taken": "A file cannot be used as the original of an edition.",
    "word-file-not-read": "A Word file cannot be read, or has no words in it that could be guidance.",
    "words-not-accounted": "An import would lose words of its file, or add some.",
}
"""Problems that are found when a command is to begin or change a content file; nothing is written then."""

PUBLISHED: Mapping[str, str] = {
    "approval-missing": "A new version after the first does not say who approved it.",
    "approval-too-late": "A new version says that it was approved in the future, or after it came into force.",
    "attribute-redefined": "An attribute that a published version uses now has another meaning.",
    "dated-back": "A new version applies from a date that has passed, and does not say why.",
    "destination-altered": "What is at a destination is not what was published, so nothing is published over it.",
    "far-ahead": "A new version comes into force more than 18 months from now, which may be a typing error.",
    "not-the-newest": "What you want to publish may be older than what readers see.",
    "not-to-roll-back": "An earlier release cannot be shown again, or would bring back guidance that was withdrawn.",
    "past-days-changed": "A change to a document would change which version applied in the past.",
    "published-version-changed": "A published version was changed or removed.",
    "rule-id-changed": "A rule, section, term or item of a new version has the words that another id had before.",
    "site-not-to-publish": "A site is not as inforce built it, or is not ready for readers.",
}
"""Problems that are found when content, or a site, is held against what was published."""


VERIFIED: Mapping[str, str] = {
    "checkpoint-contradicted": "A published site does not match a checkpoint of it that somebody kept.",
    "checkpoint-not-signed": "The checkpoint of a published site is not signed by anyone on your list.",
    "history-altered": "The git history has lost or changed a published version, or was rewritten.",
    "page-altered": "A page or another file of a published site is missing, altered, or was never published.",
    "proof-impossible": "inforce cannot prove something, because it does not have all that it needs.",
    "record-altered": "The record of a version on a published site is missing or altered.",
    "register-altered": "The register of a published site is missing or altered, or does not fit the site.",
}
"""Problems that are found when a history or a published site is verified."""

WITHOUT_CHECKS: Mapping[str, str] = {**READING, **PROOF, **EDITING, **PUBLISHED, **VERIFIED}
"""Every code of a problem that no check finds, with what it means; checks have their own."""


_MOST_NAMES = 12


def at_most(most: int, problems: Iterable[Problem], file: str) -> Iterator[Problem]:
    """Yield the problems of *file* up to so many, and that there are more where there are; no other is looked for."""
    for number, problem in enumerate(problems):
        if number == most:
            what = f"This file has more problems than the {most} shown here."
            yield Problem(Place(file), "more-problems", what, "Put these right first; then check again.")
            return
        yield problem


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Return a number of things in words: "1 file", "1,000 files"."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"


def listed(names: Iterable[str], joiner: str = "and") -> str:
    """Return *names* as a sentence lists them: a, b and c; a long list is cut, and what is left out is counted."""
    every = list(names)
    if len(every) > _MOST_NAMES:
        every = [*every[: _MOST_NAMES - 1], f"{len(every) - _MOST_NAMES + 1} more"]
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {joiner} {every[-1]}"
