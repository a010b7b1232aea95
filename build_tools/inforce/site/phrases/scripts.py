"""What the scripts of pages say, by the script and by its name for each sentence.

The build puts each script's sentences before it, in the words of the site's catalogue: a script chooses and fills in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from inforce.model.catalogue import N_, _
from inforce.model.dates import MONTHS
from inforce.site.phrases.changes import COUNTS

SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "inforce": {"date": N_("{day} {month} {year}"), **{str(number): month for number, month in enumerate(MONTHS, 1)}},
    "printed-copy": {
        "printed": N_("Printed on {day} at {time}. {reliance}"),
        "printedUnchecked": N_("Printed on {day} at {time}, not checked since {known}. {reliance}"),
        "printedNotChecked": N_("Printed on {day} at {time}, not checked. {reliance}"),
        "undated": N_("Printed on {blank}. {reliance}"),
        "clockBehind": N_(
            "The clock of this device says {day}, but the site is already at {asAt}: treat this copy as out of date."
        ),
        "relyUntil": N_("Do not use after {day}."),
        "appliesFrom": N_("This version applies from {day}: do not follow it before."),
        "notYet": N_("This version is not in force yet: do not follow it."),
        "appliedUntil": N_("This version applied until {day}: do not rely on this copy."),
        "superseded": N_("This version is superseded: do not rely on this copy."),
        "withdrawn": N_("This version is withdrawn: do not rely on this copy."),
        "cancelled": N_("This version was cancelled: do not rely on this copy."),
        "statusNotKnown": N_("The status of this version is not known: do not rely on this copy."),
        "reviewWasDue": N_("The review of this version was due by {day}: do not rely on this copy."),
        "notChecked": N_("Whether this version is still in force was not checked: do not rely on this copy."),
        "knownTooLongAgo": N_("That is too long ago: do not rely on this copy."),
        "line": N_("Version {version}, check code {code}. {state}"),
        "check": N_("Check: {address}"),
        "ofPage": N_("Printed on {day} at {time} from {address}. Check there for what applies now."),
        "ofFile": N_("Printed on {day} at {time}. Check there for what applies now."),
        "is ended": N_("no longer in force"),
        "is superseded": N_("superseded"),
        "is withdrawn": N_("withdrawn"),
        "is cancelled": N_("cancelled"),
    },
    "still-current": {
        "outOfDate": N_("This page is out of date"),
        "appliedUntil": N_(
            "This version applied until {until}. The page was made before then. Reload it to see what applies now."
        ),
        "wasToCome": N_(
            "This version was due to come into force on {from}. The page was made before then. Reload it to see "
            "what applies now."
        ),
        "now upcoming": N_(
            "As the site stood on {asAt}, this version is upcoming. Reload the page to see what applies."
        ),
        "now in force": N_(
            "As the site stood on {asAt}, this version is in force. Reload the page to see what applies."
        ),
        "now superseded": N_(
            "As the site stood on {asAt}, this version is superseded. Reload the page to see what applies."
        ),
        "now withdrawn": N_(
            "As the site stood on {asAt}, this version is withdrawn. Reload the page to see what applies."
        ),
        "nowReplaced": N_(
            "This version was superseded by version {current} (site of {asAt}). Reload the page to see what applies."
        ),
        "inForceThen": N_("In force on {day}"),
        "inForceAsMade": N_("In force when this page was made"),
        "currentOn": N_("Current on {day}"),
        "box superseded": N_("Superseded"),
        "box withdrawn": N_("Withdrawn"),
        "box ended": N_("No longer in force"),
        "box begun": N_("Was due to come into force"),
        "checked upcoming": N_("Checked on {day} at {time}: not in force yet."),
        "checked in force": N_("Checked on {day} at {time}: in force."),
        "checked superseded": N_("Checked on {day} at {time}: superseded."),
        "checked withdrawn": N_("Checked on {day} at {time}: withdrawn."),
        "checked cancelled": N_("Checked on {day} at {time}: cancelled."),
        "noAnswer": N_("We could not check on {day} at {time} whether this page is up to date."),
        "noSense": N_(
            "We could not check on {day} at {time} whether this page is up to date: the answer from the site does"
            " not mention this version."
        ),
        "olderThanPage": N_(
            "We could not check on {day} at {time} whether this page is up to date: the answer from the site is "
            "older than this page."
        ),
        "noDay": N_(
            "We could not check on {day} at {time} whether this page is up to date: the answer from the site has "
            "no date."
        ),
        "notUpToDate": N_(
            "We could not check on {day} at {time} whether this page is up to date: the site was last updated on "
            "{asAt}."
        ),
        "clockBehind": N_(
            "We could not check whether this page is up to date: the clock of this device says {day}, but the "
            "site is already at {asAt}."
        ),
        "fromAFile": N_("We cannot check from a file whether this page is up to date. Check at {check}"),
    },
    "check-form": {
        "nothingTyped": N_("Enter the check code that is printed on the copy."),
        "wrongLength": N_("Enter a code with 8 letters and digits, such as 7K3Q-9XMA. You entered {length}."),
        "noU": N_("No check code has the letter U. Look at the copy again: it may be a V."),
        "notKnown": N_("We do not recognise this check code"),
        "unknown": N_(
            "We do not recognise {code}. Check that you typed it correctly. If that is the code on your copy, do "
            "not use the copy."
        ),
    },
    "since-read": {
        "changed": N_("Changed since you read version {version} on {day}: "),
        "noRule": N_("no rule"),
        "rule": N_("rule {number}"),
        "compare": N_("See every change"),
        "forget": N_("Forget what I read"),
    },
    "offline": {
        "heading": N_("This is a copy saved on this device"),
        "fetched": N_("Fetched on {day} at {time}; it may be out of date."),
    },
    "offline-page": {
        "notKept": N_("The page {address} is not saved on this device. You can read it when you are online."),
        "size": N_("About {number} MB. Pages already on this device will not be downloaded again."),
        "nothingChosen": N_("Choose at least one topic."),
        "begun": N_("{done} of {all} files are saved."),
        "saved": N_("Saved on {day} at {time}: {all} files. They are kept up to date whenever you visit this site."),
        "savedBefore": N_("Last updated on {day} at {time}."),
        "waiting": N_("Waiting for another save or update to finish."),
        "stopped": N_("Stopped: {done} of {all} files are saved. Save again to continue."),
        "stoppedBefore": N_("Stopped before it began. Copies saved earlier are still here."),
        "unfinished": N_("Saving did not finish: some of what you chose is not saved. Save again to continue."),
        "full": N_(
            "There is not enough space on this device: {done} of {all} files are saved. Free up some space, or "
            "choose fewer topics."
        ),
        "otherAnswer": N_(
            "Something other than this site answered, such as a login page: {done} of {all} files are saved. Open"
            " a page of this site, then save again to continue."
        ),
        "noNetwork": N_("We could not reach the site: {done} of {all} files are saved. Save again to continue."),
        "noNetworkBefore": N_("We could not reach the site. Copies saved earlier are still here."),
        "noList": N_("You need to be online to see what can be saved."),
        "removed": N_("All copies were removed from this device."),
        "retired": N_(
            "This site does not save pages on your device. You can print each page of guidance or use its PDF. "
            "The copy says how long you can rely on it."
        ),
        "refused": N_(
            "Your browser settings do not allow this site to save pages. You can print each page of guidance or "
            "use its PDF. The copy says how long you can rely on it."
        ),
    },
    "search": {
        "none": N_("No results for {query}"),
        "one": N_("1 result for {query}"),
        "several": N_("{count} results for {query}"),
        "some": N_("{shown} of {count} results for {query}"),
        "corrected": N_("Showing results for {words}"),
        "failed": N_("We could not load the search. Check your connection and try again."),
    },
    "as-shown": {
        "allDay": N_("On {day} this site showed version {version}, all day."),
        "from": N_("On {day} from {time}, this site showed version {version}."),
        "nothing": N_("On {day} this site showed no current version of this document."),
        "nothingFrom": N_("On {day} from {time}, this site showed no current version of this document."),
        "ahead": N_("{day} has not come yet. What will be shown then depends on what is published until it has."),
        "withdrawn": N_(
            "This document was withdrawn on {withdrawn}. The register does not record when the site began to show this."
        ),
        "soFar": N_("{day} is not over, so this may change."),
        "noRegister": N_("We cannot read the register of this site. It is there once the site has been published."),
    },
    "compare": {
        **COUNTS,
        "same": N_("The same"),
        "goes": N_("Removed:"),
        "comes": N_("Added:"),
        "absent": N_("Not in version {number}."),
        "version": N_("Version {number}"),
        "notCompared": N_("These two wordings have not been compared word by word. Both are shown in full."),
        "sameWords": N_("The words of the rule are the same."),
        "wasNumber": N_("It was rule {number}."),
        "elsewhere": N_("It is in another place."),
        "wentInto": N_("Its words are now part of rule {number}."),
        "cameFrom": N_("Its words were part of rule {number}."),
        "rule": N_("Rule {number}"),
        "formerRule": N_("Former rule {number}: removed"),
        "newRule": N_("Rule {number}: new"),
        "legend": N_("Removed words are crossed out. New words are underlined."),
        "noChange": N_("No rule changed."),
        "otherSource": N_("The same words, another source ({count})"),
        "otherChanges": N_("Other changes"),
        "changes": N_("Rules that changed, in order"),
        "noVersion": N_("There is no such version. Choose two versions from the lists."),
        "sameVersion": N_("Choose two different versions."),
        "title": N_("What changed from version {older} to {newer}"),
        "shown": N_("The comparison is below."),
        "loading": N_("Loading the comparison."),
        "failed": N_(
            "The comparison could not be loaded. Check your connection and try again, or choose one of the pages below."
        ),
    },
    "history": {"today": N_("Today, {day}")},
}
"""Places are filled by the scripts; a day that fills one is put into words."""


def sentences_of(scripts: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Return the sentences of *scripts* in the words of the catalogue, for those that say any."""
    known = {script: SENTENCES[script] for script in scripts if script in SENTENCES}
    return {script: {name: _(text) for name, text in said.items()} for script, said in known.items()}
