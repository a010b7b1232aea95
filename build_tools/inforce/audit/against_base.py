"""Proves the working tree against a base: no published version is lost, altered, cancelled late or dated anew.

A version that is published late is no such change: it is new, and the register says from when readers were shown it.

New are the versions that neither the base nor the register has. A version that is published is never edited, so what
it claims is not held any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from rapidfuzz import fuzz

from inforce.audit.finding import Finding, Kind
from inforce.audit.history import VersionFiles, is_finished, is_withheld, renames_of
from inforce.checks.placeholders_filled import names_in
from inforce.compare.changes import compare
from inforce.model import dataclass
from inforce.model.block_text import words_of
from inforce.model.dates import in_words
from inforce.model.guidance import CallOff, Document, DocumentDetails, Rule, Version
from inforce.model.library import Library, YesNo
from inforce.model.names import VersionNumber
from inforce.model.placeholders import APPROVED_ON, APPROVER, BROUGHT_IN, DATED_BACK, is_not_named
from inforce.model.problem import Problem, Severity, listed
from inforce.model.standing import in_force
from inforce.parsing.located_yaml import load
from inforce.publish.git import GitFailed, Repository, TreeFile, blob_name, changes, line
from inforce.publish.register import Entry, Published
from inforce.reading.guidance_files import read_details, read_settings


@dataclass(frozen=True)
class VersionFinding:
    """A finding about the file of a version, by its path in the project."""

    path: str
    finding: Finding


def verify_working_tree(repository: Repository, base: str) -> Iterator[VersionFinding]:
    """Yield each version that exists at *base* and is gone or says something else in the working tree.

    What counts is where the work went off from *base*: a version added there since is not missing here.
    """
    files = VersionFiles(repository.prefix)
    start = start_of_work(repository, repository.resolve(base))
    renames = renames_of(repository.folder / files.folder)
    changed: dict[str, tuple[Published, TreeFile, str]] = {}
    for there, file in repository.files(start, files.folder).items():
        found = files.version_at(there)
        path = files.path(renames.now(*found), found[1]) if found else there
        if found and not is_same(repository, path, file):
            changed[path] = Published(*found, ""), file, there
    stored = _as_git_would_store(repository, changed)
    added = _as_added(repository, start, files.folder) if changed else {}
    for path, (version, file, there) in changed.items():
        if not is_finished(repository.content(start, there), version.document, version.version):
            continue
        if path in stored and is_withheld(
            _details_here(repository, files, renames.now(*version.key)),
            version,
            repository.content(start, there),
            (repository.folder / path).read_bytes(),
        ):
            continue
        if stored.get(path) in (file.blob, added.get(there)) and not (repository.folder / path).is_symlink():
            continue  # the checkout gave it other line ends, or this puts back what was changed by mistake
        below = path.removeprefix(repository.prefix)
        what = f"Version {version.version} of {version.document} is published, and {{}}."
        if path not in stored:
            what, remedy = what.format("its file is gone"), f"Put it back:  git checkout {start[:12]} -- {below}"
            if not (repository.folder / files.details(version.document)).exists():
                last = max(
                    VersionNumber.parse(one.version) for one, _, _ in changed.values() if one.key[0] == version.document
                )
                remedy = (
                    f'If "{version.document}" has another id now, say so in its document.yml, under formerly:, with '
                    f"id: {version.document} and until: {last}. Otherwise put it back:"
                    f"{remedy.partition(':')[2]}"
                )
        else:
            what = what.format("this changes it")
            remedy = (
                "A published version is never edited: make the change as a new version, and put this one back:  "
                f"git checkout {start[:12]} -- {below}"
            )
        yield VersionFinding(below, Finding(Kind.WORKING_TREE, what, remedy, version))


def _details_there(files: VersionFiles, there: Collection[str], document: Document) -> str:
    """Return the path of what the base says of *document*, under the last id that it has there."""
    ids = (document.id, *(one.id for one in reversed(document.details.formerly)))
    return next((path for one in ids if (path := files.details(one)) in there), files.details(document.id))


def _stands_there(files: VersionFiles, there: Collection[str], document: Document, number: VersionNumber) -> bool:
    ids = (document.id, *(one.id for one in document.details.formerly))
    return any(files.path(one, str(number)) in there for one in ids)


def _details_here(repository: Repository, files: VersionFiles, document: str) -> bytes | None:
    path = repository.folder / files.details(document)
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def published_at(repository: Repository, base: str) -> frozenset[tuple[str, VersionNumber]]:
    """Return the versions that exist where the work went off from *base*: each by its document and its number.

    A draft that was not finished there, and has been changed since, is not among them.
    """
    files = VersionFiles(repository.prefix)
    start = start_of_work(repository, repository.resolve(base))
    found = ((path, file, files.version_at(path)) for path, file in repository.files(start, files.folder).items())
    renames = renames_of(repository.folder / files.folder)
    return frozenset(
        (renames.now(*version), VersionNumber.parse(version[1]))
        for path, file, version in found
        if version and (is_same(repository, path, file) or is_finished(repository.content(start, path), *version))
    )


def start_of_work(repository: Repository, base: str) -> str:
    """Return the last commit that the work has in common with *base*, or *base* where it has none."""
    found = repository.ask("merge-base", base, "HEAD")
    if found.code == 0:
        return found.output.decode().split("\n")[0]
    if repository.is_shallow:
        raise GitFailed(
            "This clone is shallow: it cannot be told where the work went off from the base.",
            "Fetch all of the history: git fetch --unshallow. In a workflow, set fetch-depth: 0.",
        )
    return base


def is_same(repository: Repository, path: str, file: TreeFile) -> bool:
    """Whether the working tree has the very bytes of *file* at *path*."""
    here = repository.folder / path
    if here.is_symlink() or not here.is_file():
        return False
    return blob_name(here.read_bytes(), "sha256" if len(file.blob) == 64 else "sha1") == file.blob


def _as_added(repository: Repository, start: str, folder: str) -> dict[str, str]:
    """Return the name of what each file said when it was first added."""
    first: dict[str, str] = {}
    for change in changes(repository, line(repository, start), folder):
        if change.after:
            first.setdefault(change.path, change.after.blob)
    return first


def _as_git_would_store(repository: Repository, paths: Iterable[str]) -> dict[str, str]:
    """Return the name that git would give to each file that is there, with its line ends as git would store them."""
    there = [path for path in paths if (repository.folder / path).is_file()]
    if not there:
        return {}
    asked = "".join(f"{path}\n" for path in there).encode()
    names = repository.run("hash-object", "--stdin-paths", content=[asked]).decode().split()
    return dict(zip(there, names, strict=True))


def verify_call_offs(repository: Repository, base: str, library: Library, day: date) -> Iterator[Problem]:
    """Yield each version that came into force by *day*, as *base* has it, and is cancelled in the working tree only.

    The day that a call-off gives for itself is not believed: who writes it today can write any.
    """
    late = [
        (document, position, off)
        for document in library.documents
        for position, off in enumerate(document.details.called_off)
        if _has_begun(document, off, day)
    ]
    if not late:
        return
    start, files = start_of_work(repository, repository.resolve(base)), VersionFiles(repository.prefix)
    there = repository.files(start, files.folder)
    for document, position, off in late:
        published = _stands_there(files, there, document, off.version)
        details = _details_there(files, there, document)
        before = _called_off(repository.content(start, details), details) if details in there else frozenset()
        if published and off.version not in before:
            yield _too_late(document, position, off)


def _has_begun(document: Document, off: CallOff, day: date) -> bool:
    version = document.version(off.version)
    return version is not None and (version.in_force_from is None or version.in_force_from < day)


def _called_off(content: bytes, file: str) -> frozenset[VersionNumber]:
    details = read_details(content, file).details
    return frozenset(off.version for off in details.called_off) if details else frozenset()


def _too_late(document: Document, position: int, off: CallOff) -> Problem:
    version = document.version(off.version)
    begins = version.in_force_from if version else None
    since = f"since {in_words(begins)}" if begins else "since a day nobody knows"
    return Problem(
        document.origin.place("called_off", position),
        "called-off-too-late",
        f"Version {off.version} is published and has been in force {since}; it is cancelled only now.",
        "What applied cannot be taken back: publish a version that takes its place, or withdraw the document.",
    )


def verify_past_days(repository: Repository, base: str, library: Library, day: date) -> Iterator[Problem]:
    """Yield each document of which a published version applies, or does not, otherwise than *base* says before *day*.

    Call-offs that are not in *base* are held by `verify_call_offs`.
    """
    start, files = start_of_work(repository, repository.resolve(base)), VersionFiles(repository.prefix)
    there = repository.files(start, files.folder)
    for document in library.documents:
        path = _details_there(files, there, document)
        if path not in there or is_same(repository, path, there[path]):
            continue
        before = read_details(repository.content(start, path), path).details
        if before is None:
            continue
        versions = tuple(one for one in document.versions if _stands_there(files, there, document, one.number))
        now = replace(document, versions=versions, details=_without_new_call_offs(document.details, before))
        yield from _differences(replace(now, details=before), now, day)


def _without_new_call_offs(details: DocumentDetails, before: DocumentDetails) -> DocumentDetails:
    known = {off.version for off in before.called_off}
    return replace(details, called_off=tuple(off for off in details.called_off if off.version in known))


def _differences(then: Document, now: Document, today: date) -> Iterator[Problem]:
    """Yield what differs on the first day before *today* on which something does."""
    turns = {version.in_force_from for version in now.versions}
    turns |= {one.details.withdrawn.on for one in (then, now) if one.details.withdrawn}
    for day in sorted(turn for turn in turns if turn and turn < today):
        applied, would = in_force(then, day), in_force(now, day)
        if applied != would:
            yield Problem(
                now.origin.place("withdrawn", "on"),
                "past-days-changed",
                f"On {in_words(day)}, {_named(applied)} applied; with this change, {_named(would)} would have.",
                f"What applied cannot be taken back: {_remedy(then, now, today)}",
            )
            return


def _named(version: Version | None) -> str:
    return f"version {version.number}" if version else "no version"


def _remedy(then: Document, now: Document, today: date) -> str:
    told, wanted = then.details.withdrawn, now.details.withdrawn
    if told and told.on < today and (wanted is None or wanted.on != told.on):
        return (
            f"the document was withdrawn on {in_words(told.on)}, and stays so. If its guidance is to be followed "
            "again, publish it as a document of its own, and name that as what to use instead."
        )
    if wanted and (told is None or wanted.on < told.on):
        return (
            f"withdraw the document from {today.isoformat()} or a later day on, and say in the reason since when it "
            "should not have been followed."
        )
    return "a version that was cancelled stays so. Publish its words as a version with a higher number."


def verify_attributes(
    repository: Repository,
    base: str | None,
    library: Library,
    published: Collection[tuple[str, VersionNumber]],
    entries: Sequence[Entry] = (),
) -> Iterator[Problem]:
    """Yield each attribute that a *published* version uses and that means something else than when it was published.

    What it meant then, *entries* of the register say by their commit, the latest by which a version with it was
    published; and *base* where they do not. One that was taken out is found by the checks, which know all that is
    declared.
    """
    here = repository.folder / repository.prefix / _SETTINGS
    if not here.is_file():
        return
    start = [start_of_work(repository, repository.resolve(base))] if base else []
    at_base = {name: meaning for commit in start for name, meaning in _meanings(repository, commit).items()}
    located, _problems = load(here.read_bytes(), _SETTINGS)
    for place, one in enumerate(library.settings.attributes):
        users = tuple(_users(library, published, one.name))
        before = _meaning_registered(repository, entries, users, one.name) or at_base.get(one.name, "")
        if located and users and before and before.split() != one.meaning.split():
            yield Problem(
                located.at(("attributes", place, "meaning")),
                "attribute-redefined",
                f'"{one.name}" means something else here than when version {users[-1].number} of '
                f"{users[-1].document} was published, which uses it.",
                f"Write again:  meaning: {before}\nAnd give what is meant now a name of its own.",
            )


_SETTINGS: Final = "content/site.yml"


def settings_changed(repository: Repository, entries: Sequence[Entry]) -> bool:
    """Whether the settings are others than in the commit of the last of *entries*, as far as it is known."""
    here = repository.folder / repository.prefix / _SETTINGS
    if not (entries and entries[-1].commit and repository.has_commit(entries[-1].commit) and here.is_file()):
        return False
    path = f"{repository.prefix}{_SETTINGS}"
    then = repository.files(entries[-1].commit, path).get(path)
    return then is None or not is_same(repository, path, then)


def _meanings(repository: Repository, commit: str) -> dict[str, str]:
    """Return what each attribute means that the settings of *commit* declare."""
    try:
        content = repository.content(commit, f"{repository.prefix}{_SETTINGS}")
    except FileNotFoundError:
        return {}
    return {one.name: one.meaning for one in read_settings(content, _SETTINGS)[0].attributes}


def _meaning_registered(repository: Repository, entries: Sequence[Entry], users: Iterable[Version], name: str) -> str:
    """Return what the attribute of that *name* meant when one of its *users* was published last; "" if nobody knows."""
    keys = {(version.published_in or version.document, str(version.number)) for version in users}
    commits = (one.commit for one in reversed(entries) if one.published.key in keys and one.commit)
    return next((_meanings(repository, one).get(name, "") for one in commits if repository.has_commit(one)), "")


def _users(library: Library, published: Collection[tuple[str, VersionNumber]], name: str) -> Iterator[Version]:
    """Yield the *published* versions that have the attribute of that *name*."""
    for document in library.documents:
        for version in document.versions:
            every = (version.text.attributes, *(rule.attributes for rule in version.rules))
            if (document.id, version.number) in published and any(one.name == name for some in every for one in some):
                yield version


def verify_imports(
    repository: Repository, base: str, library: Library, published: Collection[tuple[str, VersionNumber]]
) -> Iterator[Problem]:
    """Yield each new version that was imported, as an earlier state of the work says, and says so no more.

    Whoever takes those lines out takes out that somebody has to read it against the file that it comes from.
    """
    files = VersionFiles(repository.prefix)
    silent = {
        files.path(document.id, str(version.number)): version
        for document in library.documents
        for version in document.versions
        if version.text.imported is None and (document.id, version.number) not in published
    }
    if not silent:
        return
    start = start_of_work(repository, repository.resolve(base))
    changed = ("log", "--full-history", "--no-renames", "-G", "^imported:", "--format=", "--name-only", "-z")
    said = set(repository.text(*changed, f"{start}..HEAD", "--", *silent).split("\0"))
    for path in sorted(said & silent.keys()):
        version = silent[path]
        yield Problem(
            version.origin.place("title"),
            "imported-not-read",
            "An earlier state of this work says that this version was imported; now nothing says who read it.",
            "Write again who read it against the original, and when, here and below each heading:  "
            "imported: Practice team, 1 December 2026",
        )


_FAR: Final = timedelta(days=548)
"""How long a version may wait for its day without being asked about: eighteen months."""
_ALIKE: Final = 85
"""From how many hundredths of the same letters two rules on are likely one."""
_WITHIN: Final = 92
"""From how many hundredths of its letters on a rule likely stands in another one."""
_FEWEST_WORDS: Final = 4
"""Of rules with fewer words nothing is guessed."""


def verify_new_versions(
    library: Library, published: Collection[tuple[str, VersionNumber]], day: date, *, at_publication: bool = False
) -> Iterator[Problem]:
    """Yield what new versions claim and what is not so; *published* are the others, by document and number.

    *at_publication*, a date that has passed stops nothing: most often a pull request was merged some days late, and
    whoever may put that right should not find the site locked. Readers are told both dates.
    """
    for document in library.documents:
        earlier = [one for one in document.versions if (document.id, one.number) in published]
        for version in document.versions:
            if version not in earlier:
                if library.settings.approval_needed is YesNo.YES or version.text.approved:
                    yield from _approval(document, version, day)
                goes_on = any(one.number < version.number for one in earlier)
                if not version.text.change.dated_back and (goes_on or not document.details.brought_in):
                    yield from _published_late(version, day) if at_publication else _dated_back(version, day, earlier)
                yield from _far_ahead(version, day)
                yield from _not_named(version) if earlier else ()
                yield from _ids(library, document, version)


def _approval(document: Document, version: Version, day: date) -> Iterator[Problem]:
    """A version after the first is approved, not after the day it is for, and not in the future.

    On the very day on which it comes into force it may still be planned: pages say so until then, and the check warns.
    """
    approved, begins = version.text.approved, version.in_force_from
    if approved is None:
        if version.number != min(one.number for one in document.versions):
            yield Problem(
                version.origin.place("approved"),
                "approval-missing",
                f"Nobody is named who approved version {version.number}.",
                f"Add the lines:  approved:\n  by: {APPROVER}\n  on: {APPROVED_ON}",
            )
        return
    place, remedy = version.origin.place("approved", "on"), "Write the date on which it was approved."
    if approved.on and begins and approved.on > begins:
        what = (
            f"Version {version.number} says that it was approved on {in_words(approved.on)}, after the date from which "
            f"it applies, {in_words(begins)}."
        )
        yield Problem(place, "approval-too-late", what, f"{remedy} Or let the version apply from a later date.")
    elif approved.on and approved.on > day:
        what = f"Version {version.number} says that it was approved on {in_words(approved.on)}, which has not come yet."
        severity = Severity.WARNING if approved.on == begins else Severity.ERROR
        yield Problem(place, "approval-too-late", what, remedy, severity=severity)


def _dated_back(version: Version, day: date, earlier: Sequence[Version]) -> Iterator[Problem]:
    """A new version applies from today or later, or says why it does not.

    A history on paper says so once; what goes on from a version that is published was never on paper alone.
    """
    begins = version.in_force_from
    if begins is None or begins >= day:
        return
    declared = (
        f"If it did apply before it is published here, say why below the note of the change:  dated_back: {DATED_BACK}"
        if earlier
        else f"If it was in use before, on paper or elsewhere, say so once in document.yml:  brought_in: {BROUGHT_IN}"
    )
    yield Problem(
        version.origin.place("in_force_from"),
        "dated-back",
        f"Version {version.number} is new and says that it has applied since {in_words(begins)}. Nobody could read "
        "it then.",
        f"Write {day.isoformat()} or a later date. {declared}",
    )


def _published_late(version: Version, day: date) -> Iterator[Problem]:
    begins = version.in_force_from
    if begins and begins < day:
        yield Problem(
            version.origin.place("in_force_from"),
            "dated-back",
            f"Version {version.number} applies from {in_words(begins)} and is published only on {in_words(day)}. In "
            "between, nobody could read it here; the history shows both dates.",
            f"No register holds it yet, so that its date may still be corrected. If it is right, say why, below the "
            f"note of the change:  dated_back: {DATED_BACK}",
            severity=Severity.WARNING,
        )


def _far_ahead(version: Version, day: date) -> Iterator[Problem]:
    """A version that waits for very long was most likely meant for another year."""
    begins = version.in_force_from
    if begins and begins - day > _FAR:
        yield Problem(
            version.origin.place("in_force_from"),
            "far-ahead",
            f"Version {version.number} comes into force on {in_words(begins)}, more than 18 months from now.",
            "Is the year right? If so, there is nothing to do.",
            severity=Severity.WARNING,
        )


def _not_named(version: Version) -> Iterator[Problem]:
    """A new version of guidance that readers follow is finished: whom it names is named."""
    for path, name in names_in(version):
        if is_not_named(name):
            yield Problem(
                version.origin.place(*path),
                "placeholder-left",
                f'"{name}" names nobody.',
                'Write the role or board itself, such as "Policy board".',
            )


def _ids(library: Library, document: Document, version: Version) -> Iterator[Problem]:
    """Find rules that say what other rules said, and do not say that they come from them."""
    previous = max((one for one in document.applying if one.number < version.number), key=_number, default=None)
    if previous is None:
        return
    changes = compare(previous, version).rules
    gone = tuple(change.old.rule for change in changes if change.old and not change.new and not change.went_into)
    came = tuple(change.new.rule for change in changes if change.new and not change.old)
    kept = tuple((one.old.rule, one.new.rule) for one in changes if one.old and one.new)
    elsewhere = tuple(_gone_elsewhere(library, document.id))
    for change in changes:
        if change.new is None or change.merged_from or change.split_from or change.moved_from:
            continue
        rule, said = change.new.rule, None
        if change.old is None:
            said = (
                _merged(rule, gone) or _split(rule, came, gone) or _renamed(rule, gone)
                or _split_off(rule, kept) or _moved(rule, elsewhere)
            )  # fmt: skip
        elif change.words:
            said = _merged_into(rule, change.old.rule, gone) or _shifted(rule, tuple(previous.rules))
        if said:
            what, remedy = said
            what = f"{what} With another id, links to it and its history end."
            remedy = f"{remedy}\nIf it is another rule, give it words of its own."
            yield Problem(version.origin.place(*change.new.path, "id"), "rule-id-changed", what, remedy)


def _number(version: Version) -> VersionNumber:
    return version.number


_Said = tuple[str, str] | None
"""What is wrong with a rule, and what to do; None where nothing is."""


def _gone_elsewhere(library: Library, name: str) -> Iterator[tuple[str, Rule]]:
    """Yield the rules that other documents than *name* had until now, each with its document."""
    for other in library.documents:
        if other.id == name or not other.versions:
            continue
        last = other.versions[-1]
        if other.details.withdrawn:
            yield from ((other.id, rule) for rule in last.rules)
        elif len(other.versions) > 1:
            ids = {one for rule in last.rules for one in (rule.id, *rule.former_ids, *rule.parts_from)}
            yield from ((other.id, rule) for rule in other.versions[-2].rules if rule.id not in ids)


def _is_likely(old: Rule, new: Rule) -> bool:
    """Whether *new* is likely the rule *old* under another id: nearly the same words, or the same words of a source."""
    quoted = {citation.quotes for citation in old.citations if citation.quotes}
    return fuzz.ratio(words_of(old.text), words_of(new.text)) >= _ALIKE or any(
        citation.quotes in quoted for citation in new.citations if citation.quotes
    )


def _has_in_it(whole: Rule, part: Rule) -> bool:
    """Whether nearly all words of *part* stand in *whole*, which has more."""
    few, many = words_of(part.text), words_of(whole.text)
    long_enough = _FEWEST_WORDS <= len(few.split()) < len(many.split())
    return long_enough and fuzz.partial_ratio(few.rstrip(".").lower(), many.lower()) >= _WITHIN


def _merged(rule: Rule, gone: Sequence[Rule]) -> _Said:
    """Find that *rule* has the words of several rules that are gone."""
    parts = [one.id for one in gone if _has_in_it(rule, one)]
    if len(parts) < 2:
        return None
    what = f'Rule "{rule.id}" has the words of the rules {listed(parts)}, which are gone.'
    return what, f"If they were put together in it, say so:  merged_from: [{', '.join(parts)}]"


def _merged_into(rule: Rule, before: Rule, gone: Sequence[Rule]) -> _Said:
    """Find that *rule*, which was there *before*, has the words of rules now that are gone."""
    parts = [one.id for one in gone if _has_in_it(rule, one) and not _has_in_it(before, one)]
    if not parts:
        return None
    what = f'Rule "{rule.id}" now has the words of {listed(parts)} in it too, which is gone.'
    return what, f"If they were put together in it, say so:  merged_from: [{', '.join([rule.id, *parts])}]"


def _split(rule: Rule, came: Sequence[Rule], gone: Sequence[Rule]) -> _Said:
    """Find that *rule* and others that came have the words of one that is gone."""
    for former in gone:
        parts = [one.id for one in came if _has_in_it(former, one)]
        if rule.id in parts and len(parts) > 1:
            what = f'Rule "{rule.id}" has a part of the words of rule "{former.id}", which is gone.'
            return what, f"If it was split into them, say so in each:  split_from: {former.id}"
    return None


def _split_off(rule: Rule, kept: Sequence[tuple[Rule, Rule]]) -> _Said:
    """Find that *rule* has words that another one had and has no more."""
    for before, now in kept:
        if _has_in_it(before, rule) and not _has_in_it(now, rule) and before.text != now.text:
            what = f'Rule "{rule.id}" has words that rule "{now.id}" had before.'
            return what, f"If it was split from that one, say so:  split_from: {now.id}"
    return None


def _renamed(rule: Rule, gone: Sequence[Rule]) -> _Said:
    former = next((one for one in gone if _is_likely(one, rule)), None)
    return _under_another_id(rule, former) if former else None


def _shifted(rule: Rule, before: Sequence[Rule]) -> _Said:
    """Find the rule that had, under another id, the very words that *rule* has now."""
    words = words_of(rule.text)
    former = next((one for one in before if one.id != rule.id and words_of(one.text) == words), None)
    return _under_another_id(rule, former) if former else None


def _under_another_id(rule: Rule, former: Rule) -> tuple[str, str]:
    return (
        f'Rule "{rule.id}" says what rule "{former.id}" said before.',
        f'If it is the same rule, keep its id "{former.id}", or say which it had:  formerly: [{former.id}]',
    )


def _moved(rule: Rule, elsewhere: Sequence[tuple[str, Rule]]) -> _Said:
    """Find that *rule* says what a rule of another document said that is gone there."""
    for document, former in elsewhere:
        long_enough = len(words_of(rule.text).split()) >= _FEWEST_WORDS
        if long_enough and fuzz.ratio(words_of(former.text), words_of(rule.text)) >= _ALIKE:
            what = f'Rule "{rule.id}" says what rule "{former.id}" of the document "{document}" said, where it is gone.'
            return what, f"If it moved here, say so:  formerly: [{document}#{former.id}]"
    return None
