"""Every code that a problem may carry, and what it means in one sentence; each layer adds its own table."""

from __future__ import annotations

from collections.abc import Mapping

READING: Mapping[str, str] = {
    # files and folders
    "cannot-be-read": "The system would not give out a file or folder.",
    "name-not-a-version": "The file of a version is not named after a version number.",
    "name-not-an-id": "A folder or file is named with something that is not an id.",
    "names-collide": "Two names differ in capital letters alone, which Windows and macOS do not tell apart.",
    "no-content": "There is no content folder, or no guidance in it.",
    "no-document-file": "A document has no document.yml.",
    "no-editions": "A source has no edition.",
    "no-versions": "A document has no version.",
    "stray-file": "A file or folder stands where none of that name is read.",
    "symbolic-link": "A symbolic link stands in the content; it could lead to what nobody meant to publish.",
    # letters
    "bidi-control": "An unseen character can show readers other words than those that are written.",
    "conflict-marker": "Git left the marks of a merge conflict in a file.",
    "control-character": "A control character stands in a text.",
    "file-too-large": "A content file is larger than any text needs to be.",
    "indent-space": "A space that only looks like a plain one stands where YAML needs a plain one.",
    "invisible-character": "A character that nobody sees stands in a text.",
    "line-break": "A line break stands in a file that not every program takes for one.",
    "lost-character": "A letter was lost when a text was copied or saved.",
    "mixed-script": "A word mixes letters of two alphabets that look alike.",
    "not-composed": "A letter and its accent are saved as two characters.",
    "not-utf-8": "A file was saved in an old Windows encoding.",
    "saved-as-utf-16": "A file was saved as UTF-16.",
    "tab": "A tab stands in a content file, where only spaces are read.",
    # YAML
    "colon-in-text": "A colon and a space stand in a text without quotes.",
    "duplicate-key": "A field stands in one place twice.",
    "empty-file": "A file says nothing.",
    "first-character": "A text without quotes begins with a character that means something to YAML.",
    "indentation": "A line does not stand in a column where YAML can tell what it belongs to.",
    "key-not-text": "A list or a group of fields stands where the name of a field belongs.",
    "list-in-line": "A list begins beside the name of its field instead of below it.",
    "no-colon": "A line is neither a field nor part of the text above it.",
    "plain-text-cut-off": "A text without quotes would be cut off at a number sign.",
    "several-documents": "A second YAML document begins in a file, and would be left out.",
    "text-after-block-sign": "A text begins beside the sign that says it begins on the next line.",
    "text-after-quote": "More text follows after the quote that ends a text.",
    "too-deep": "Fields and lists stand within each other more deeply than any content file needs.",
    "unclosed-bracket": "A bracket at the start of a text is taken for a list that does not end.",
    "unclosed-quote": "A quote at the start of a text is not closed.",
    "unknown-escape": "A backslash in double quotes begins an escape that does not exist.",
    "yaml-alias": "A text begins with a star and would be taken for a reference to another place.",
    "yaml-anchor": "A text begins with an ampersand, and its first word would be left out.",
    "yaml-directive": "A line that begins with a per cent sign is an instruction to YAML.",
    "yaml-merge-key": "A field << would copy fields from another place.",
    "yaml-syntax": "A file cannot be read as YAML at all.",
    "yaml-tag": "A text begins with an exclamation mark, and its first word would be left out.",
    # fields
    "citation-both-ways": "One citation both quotes and draws on a passage.",
    "citation-names-nothing": "A citation neither quotes nor draws on a passage.",
    "departure-says-nothing": "A departure gives neither our words nor those of the source.",
    "departure-without-quotation": "Departures are declared for a passage that is not quoted.",
    "empty-field": "A field stands there with nothing after it.",
    "line-break-in-line": "A field that takes one line has several.",
    "missing-field": "A field that is needed is missing.",
    "not-a-choice": "A field has none of the words that it may have.",
    "not-fields": "A file does not consist of fields.",
    "not-written-so": "A date, number, id, reference or length of time is not written as it has to be.",
    "own-statement-in-quotation": "Words are declared ours in a citation that quotes.",
    "unknown-field": "A field has a name that no field has here.",
    "unknown-time-zone": "The time zone of the site does not exist.",
    "version-not-its-name": "A version says another number than the name of its file.",
    "wrong-kind": "A text, a list or a group of fields stands where another of the three belongs.",
    # Markdown and links
    "link-address": "A link leads nowhere, or to an address that is not allowed.",
    "markdown-html": "HTML stands in a text of guidance.",
    "markdown-not-allowed": "A text of guidance uses Markdown beyond paragraphs, lists, emphasis and links.",
    "page-html": "HTML or an attribute stands in an ordinary page.",
    # what is named must be there
    "duplicate-id": "Two rules, sections or passages of one file have the same id.",
    "edition-order": "An edition was replaced before it was published, by itself, or by an older one.",
    "unknown-document": "A document that is named does not exist.",
    "unknown-edition": "An edition that is named is not held.",
    "unknown-passage": "A passage that is cited is not in its edition.",
    "unknown-rule": "A rule or section that a link leads to does not exist.",
    "unknown-source": "A source that is named does not exist.",
}
"""Problems that are found while content is read."""

CHECKS: Mapping[str, str] = {
    "check-code-taken": "Two versions have the same check code, so that a printed copy could not tell which it is.",
    "departure-not-there": "A departure is declared where the rule and its source do not differ in that way.",
    "departure-undeclared": "A rule that quotes has other words than its source, and nobody has said why.",
    "departure-without-approver": "A departure changes the meaning, and nobody is named who approved it.",
    "edition-replaced": "The edition that a version cites was replaced by another.",
    "first-day-unknown": "A version other than the first does not say from which day it applies.",
    "first-version-kind": "The first version of a document, and no other, has the kind of change first.",
    "newer-edition": "A newer edition of a source that a version cites is held, and not recorded as its replacement.",
    "original-altered": "The original of an edition is not the file that was recorded.",
    "original-broken": "The original of an edition cannot be read, so that its passages are unchecked.",
    "original-locked": "The original of an edition opens with a password only, so that its passages are unchecked.",
    "original-missing": "The original of an edition is recorded, and is not here.",
    "original-not-held": "An edition says that it was checked against an original that is not held.",
    "original-not-recorded": "A file stands beside an edition as its original and is not recorded in it.",
    "original-not-single": "More than one file could be the original of an edition.",
    "original-without-text": "The original of an edition is a picture, so that its passages are unchecked.",
    "own-statement-not-there": "Words are declared ours that the rule has not got, or that its source says too.",
    "own-statement-undeclared": "A rule in our own words states a number, date, law or strength that no source does.",
    "passage-changed": "The newest edition says a cited passage in other words.",
    "passage-gone": "The newest edition does not have a cited passage.",
    "passage-not-in-original": "A passage says something else than the original of its edition.",
    "passage-on-other-page": "A passage stands on another page of the original than is recorded.",
    "passage-the-same": "The newest edition says a cited passage in the same words, so it can be cited instead.",
    "passage-unchecked": "Whether a passage stands in the original cannot be told by a program.",
    "review-in-future": "A review is dated later than the day of the check, and does not count yet.",
    "review-overdue": "The version in force was to be reviewed before this day.",
    "review-void": "What was reviewed has changed since the latest review, which no longer holds.",
    "strength-decision-not-there": "A decision on how binding a rule is is declared where there is nothing to decide.",
    "strength-not-in-source": "A rule is declared to bind more or less than the passages that it cites.",
    "strength-not-in-words": "A rule is declared to bind more or less than its own words say.",
    "versions-not-ascending": "A version would come into force before, or on the same day as, one with a lower number.",
    "withdrawn-for-itself": "A withdrawn document names itself as the one to use instead.",
    "withdrawn-too-early": "A document would be withdrawn before it first comes into force.",
}
"""Problems that are found when what was read is checked."""

PROOF: Mapping[str, str] = {
    "file-unexpected": "A file is in the finished site that nothing asked for.",
    "layout-broken": "The theme, or an ordinary page, does not have the places that guidance is printed into.",
    "link-leads-nowhere": "A link on the finished site leads to a page, or to a place on one, that is not there.",
    "page-missing": "A page was made but is not in the finished site.",
    "page-without-mark": "A page of a version does not carry its version number or its check code.",
    "page-words-differ": "A rule on a page does not say word for word what the version says.",
    "pdf-not-made": "The PDF of a version could not be made.",
}
"""Problems that are found when the finished site is read back."""

PUBLISHED: Mapping[str, str] = {
    "published-version-changed": "A version that was published says something else now, or is gone.",
}
"""Problems that are found when content is held against what was published."""
