"""An editor's whole life: rules and documents change, merge, split, move and get other ids; all of it is published.

After every step the content has nothing wrong with it. After every publication the register has each version once,
where it was published; every id that a rule or a document ever had leads on; words that were withheld are nowhere; and
no page calls in force what was withdrawn. ``make soak`` sets INFORCE_SOAK and goes through many more lives.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from inforce.audit.history import renames_of
from inforce.audit.new_versions import verify_new_versions
from inforce.audit.site import verify_site
from inforce.audit.site_copy import FolderCopy
from inforce.build.pages import at_former_addresses, when_told
from inforce.checks.registry import run_checks
from inforce.cli.check import moments_told
from inforce.editing.content_files import with_withheld, without_words
from inforce.model.guidance import TITLE_OF_VERSION, Withheld, WithheldPart
from inforce.model.library import Library
from inforce.model.names import VersionNumber
from inforce.model.problem import ProblemError
from inforce.model.rules import Rule
from inforce.publish.destinations.folder import Folder
from inforce.publish.new_release import WithoutGit
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.published_state import PublishedSite
from inforce.publish.register import read_register
from inforce.publish.rollback import roll_back
from inforce.publish.site_snapshot import SiteSnapshot, scan_site
from inforce.reading.content_folder import read_content
from inforce.site import addresses
from inforce.site.publication import SiteFacts
from made_pages import make_pages
from publishing.made_sites import no_progress

SITE = SiteFacts("Guidance", "https://guidance.made-up.test/")
SOAK = bool(os.environ.get("INFORCE_SOAK"))
SOON = st.integers(0, 9).map(lambda days: timedelta(days=days))
SOME = st.integers(0, 99)


def words(number: int) -> str:
    """Return a sentence that is like no other: nobody takes one rule for another."""
    letters = sha256(str(number).encode()).hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))
    return " ".join(letters[at : at + 7] for at in range(0, 42, 7)).capitalize() + "."


@dataclass
class Life:
    """A document: the days and rules of its versions, the first of which is 1.0.0, and what became of it."""

    id: str
    versions: list[tuple[date, date, tuple[Rule, ...]]] = field(default_factory=list)
    formerly: list[tuple[str, int]] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    withheld_for_readers: list[Withheld] = field(default_factory=list)
    """What is withheld in what was published last."""
    withdrawn: date | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of the newest version."""
        return self.versions[-1][2]

    def published_as(self, number: int) -> str:
        """Return under which id the version of that number was published."""
        return next((name for name, until in self.formerly if number <= until), self.id)

    def in_force(self, day: date) -> int:
        """Return the number of the version in force on *day*; 0 for none."""
        if self.withdrawn and self.withdrawn <= day:
            return 0
        return max((number for number, one in enumerate(self.versions, 1) if one[0] <= day), default=0)

    def details(self) -> bytes:
        """Return the file of the document."""
        lines = ["format: 1", "owner: Practice team", "audience: Everyone", "review_every: 120 months"]
        lines += ["formerly:"] if self.formerly else []
        for name, until in self.formerly:
            lines += [f"  - id: {name}", f"    until: {until}.0.0"]
        if self.withdrawn:
            lines += ["withdrawn:", f"  on: {self.withdrawn}", "  reason: The law changed."]
        content = "\n".join([*lines, ""]).encode()
        for one in self.withheld:
            content = with_withheld(content, "document.yml", one)
        return content

    def version(self, number: int) -> bytes:
        """Return the file of the version of that number, as it was published."""
        begins, approved, rules = self.versions[number - 1]
        lines = [
            "format: 1", f"version: {number}.0.0", f"title: {words(-number)[:-1]}", f"in_force_from: {begins}",
            f"approved:\n  by: Board\n  on: {approved}",
            f"change:\n  kind: {'first' if number == 1 else 'major'}\n  note: Looked at again.",
            "summary: What to do.", "sections:\n  - id: all-rules\n    heading: Rules\n    rules:",
        ]  # fmt: skip
        for one in rules:
            lines += [f"      - id: {one.id}", f"        text: {one.text}"]
            lines += [f"        formerly: [{', '.join(map(json.dumps, one.formerly))}]"] if one.formerly else []
            lines += [f"        merged_from: [{', '.join(one.merged_from)}]"] if one.merged_from else []
            lines += [f"        split_from: {one.split_from}"] if one.split_from else []
        return "\n".join([*lines, ""]).encode()


class Editors(RuleBasedStateMachine):
    """Editors of two documents."""

    def __init__(self) -> None:
        super().__init__()
        self.top = tempfile.TemporaryDirectory()
        self.folder = Path(self.top.name)
        self.today = date(2027, 1, 1)
        self.made = self.releases = 0
        self.registered: list[tuple[str, str]] = []
        self.lives: list[Life] = []

    def teardown(self) -> None:
        """Publish what there is."""
        try:
            if self.lives:
                self.publish()
        finally:
            self.top.cleanup()

    # ---- What editors do

    @initialize()
    def begin(self) -> None:
        """Two documents of three rules each."""
        pages = self.folder / "content" / "pages"
        pages.mkdir(parents=True)
        for name in ("visits", "records"):
            life = Life(name)
            self.lives.append(life)
            self.add_version(life, tuple(self.new_rule() for _ in range(3)), self.today)

    @rule(days=SOON)
    def days_pass(self, days: timedelta) -> None:
        """Nothing is done for a while."""
        self.today += days

    @rule(which=SOME, place=SOME, later=SOON)
    @precondition(lambda self: self.open())
    def reword(self, which: int, place: int, later: timedelta) -> None:
        """A rule gets other words."""
        life, at = self.chosen(which, place)
        changed = replace(life.rules[at], text=self.new_rule().text)
        self.revise(life, (*life.rules[:at], changed, *life.rules[at + 1 :]), later)

    @rule(which=SOME, place=SOME, later=SOON)
    @precondition(lambda self: self.open())
    def give_another_id(self, which: int, place: int, later: timedelta) -> None:
        """A rule keeps its words."""
        life, at = self.chosen(which, place)
        old = life.rules[at]
        changed = replace(old, id=self.new_rule().id, formerly=(*old.formerly, old.id))
        self.revise(life, (*life.rules[:at], changed, *life.rules[at + 1 :]), later)

    @rule(which=SOME, place=SOME, later=SOON, keeps_an_id=st.booleans())
    @precondition(lambda self: any(len(life.rules) > 2 for life in self.open()))
    def merge(self, which: int, place: int, later: timedelta, keeps_an_id: bool) -> None:  # noqa: FBT001 -- drawn
        """Two rules become one, under a new id or that of one of them."""
        life, at = self.chosen(which, place)
        if len(life.rules) < 3:
            return
        at = max(at, 1)
        one, other = life.rules[at - 1 : at + 1]
        text = f"{one.text} {other.text}"
        if keeps_an_id:
            both = replace(one, text=text, merged_from=(*one.merged_from, one.id, other.id))
        else:
            both = replace(self.new_rule(), text=text, merged_from=(one.id, other.id))
        self.revise(life, (*life.rules[: at - 1], both, *life.rules[at + 1 :]), later)

    @rule(which=SOME, place=SOME, later=SOON, goes_on=st.booleans())
    @precondition(lambda self: self.open())
    def split(self, which: int, place: int, later: timedelta, goes_on: bool) -> None:  # noqa: FBT001 -- as above
        """A rule becomes two, or goes on beside a new one."""
        life, at = self.chosen(which, place)
        old = life.rules[at]
        parts = [replace(self.new_rule(), split_from=old.id) for _ in range(2)]
        if goes_on:
            parts[0] = replace(old, text=parts[0].text)
        self.revise(life, (*life.rules[:at], *parts, *life.rules[at + 1 :]), later)

    @rule(which=SOME, later=SOON)
    @precondition(lambda self: len(self.open()) == 2)
    def move(self, which: int, later: timedelta) -> None:
        """A rule that nobody touched goes to the other document."""
        life, other = self.lives[which % 2], self.lives[1 - which % 2]
        untouched = [one for one in life.rules if one in life.versions[0][2]]
        if len(life.rules) > 1 and untouched:
            gone = untouched[0]
            here = replace(gone, id=self.new_rule().id, formerly=(f"{life.id}#{gone.id}",))
            self.revise(life, tuple(one for one in life.rules if one != gone), later)
            self.revise(other, (*other.rules, here), later)

    @rule(which=SOME)
    @precondition(lambda self: self.releases)
    def give_the_document_another_id(self, which: int) -> None:
        """As far as it is published, its versions stay registered under the id that it had."""
        life = self.lives[which % len(self.lives)]
        if (life.id, f"{len(life.versions)}.0.0") in self.registered:
            old, life.id = life.id, f"{life.id.split('-')[0]}-{len(life.formerly) + 1}"
            life.formerly.append((old, len(life.versions)))
            shutil.move(self.guidance / old, self.guidance / life.id)
            self.write_details(life)

    @rule(which=SOME, place=SOME, title=st.booleans())
    @precondition(lambda self: self.releases)
    def withhold(self, which: int, place: int, title: bool) -> None:  # noqa: FBT001 -- as above
        """A rule of a version that is published, or its title, is lawfully taken out; not of the newest."""
        life = self.lives[which % len(self.lives)]
        number = place % len(life.versions) + 1
        known = {str(one.version) for one in life.withheld}
        is_published = (life.published_as(number), f"{number}.0.0") in self.registered
        if number == len(life.versions) or not is_published or f"{number}.0.0" in known:
            return
        taken = None if title else life.versions[number - 1][2][0].id
        file = self.guidance / life.id / "versions" / f"{number}.0.0.yml"
        before = file.read_bytes()
        file.write_bytes(without_words(before, file.name, taken or TITLE_OF_VERSION))
        part = WithheldPart.TITLE if title else None
        fingerprint = sha256(before).hexdigest()
        life.withheld.append(
            Withheld(VersionNumber(number, 0, 0), self.today, "The court", "A name.", fingerprint, taken, part)
        )
        self.write_details(life)

    @rule(later=SOON)
    @precondition(lambda self: len(self.open()) == 2)
    def withdraw(self, later: timedelta) -> None:
        """One of the documents is not to be followed any more."""
        life = self.lives[0]
        life.withdrawn = max(self.today, life.versions[0][0]) + later
        self.write_details(life)

    # ---- Publishing

    @rule()
    def publish(self) -> None:
        """Everything is published, and holds."""
        library = self.read()
        self.releases += 1
        now = f"{self.today}T12:{self.releases // 60:02}:{self.releases % 60:02}Z"
        given = PublishOptions(now, WithoutGit(content=self.folder / "content"), clock_is_right=True)
        told = self.dates_in_feeds()
        outcome = publish(partial(self.built, library, now), Folder(self.to), given, no_progress)
        assert {name: date for name, date in self.dates_in_feeds().items() if told.get(name, date) != date} == {}
        expected = sorted(
            (life.published_as(number), f"{number}.0.0")
            for life in self.lives
            for number in range(1, len(life.versions) + 1)
        )
        assert sorted(entry.key for entry in outcome.register.versions) == expected
        self.registered = expected
        for life in self.lives:
            life.withheld_for_readers = list(life.withheld)
        verified = verify_site(FolderCopy(self.current), no_progress)
        assert [finding.message for finding in verified.findings] == []
        self.readers_are_told()
        self.old_links_lead_on(library)

    @rule()
    @precondition(lambda self: self.releases > 1)
    def go_back(self) -> None:
        """Where that is refused, a fact stands against it; no withdrawn document comes back."""
        self.releases += 1
        now = f"{self.today}T12:{self.releases // 60:02}:{self.releases % 60:02}Z"
        given = PublishOptions(now, WithoutGit(), clock_is_right=True)
        try:
            roll_back(Folder(self.to), None, given, no_progress)
        except ProblemError:
            return
        for life in self.lives:
            for name in (life.id, *(one for one, _ in life.formerly)):
                currency = self.current / addresses.currency(name)
                if life.withdrawn and life.withdrawn <= self.today and currency.is_file():
                    assert json.loads(currency.read_bytes())["status"] != "in force"
        assert self.nowhere(self.current)

    # ---- What holds

    @invariant()
    def the_content_is_sound(self) -> None:
        """Nothing is wrong with it, and nothing that a new version claims is untrue."""
        if self.lives:
            self.read()

    def read(self) -> Library:
        """Return what inforce reads, having found nothing wrong."""
        library, problems = read_content(self.folder / "content")
        assert [problem for problem in problems if problem.is_error and "mkdocs" not in problem.place.file] == []
        assert [problem for problem in run_checks(library, self.today) if problem.is_error] == []
        renames = renames_of(self.guidance)
        known = {(renames.now(*one), VersionNumber.parse(one[1])) for one in self.registered}
        claims = verify_new_versions(library, known, self.today, at_publication=True)
        assert [problem for problem in claims if problem.is_error] == []
        return library

    def readers_are_told(self) -> None:
        """Which version is in force, under every id; and nobody reads what was withheld."""
        register = read_register((self.current / "register.jsonl").read_bytes()).register
        moments = register.moments
        for life in self.lives:
            expected = life.in_force(self.today)
            for name in (life.id, *(one for one, _ in life.formerly)):
                currency = json.loads((self.current / addresses.currency(name)).read_bytes())
                assert (currency["status"] == "in force") == bool(expected)
                assert not expected or currency["version"] == f"{expected}.0.0"
                history = json.loads((self.current / f"api/guidance/{name}/history.json").read_bytes())
                for one in history["versions"]:
                    number = int(one["version"].partition(".")[0])
                    assert one["published_at"] == moments[life.published_as(number), one["version"]]
                ids = (life.id, *(one for one, _ in life.formerly))
                for one in history["taken_back"]:
                    told = " ".join(part for part in (one["what"], one["version"], one["on"]) if part)
                    assert [one["published_at"]] == [moments[name, told] for name in ids if (name, told) in moments]
        assert self.nowhere(self.current)

    def nowhere(self, site: Path) -> bool:
        """Whether no file of *site* has the words of a rule that was withheld and that no other version has."""
        said = {
            one.text
            for life in self.lives
            for number, version in enumerate(life.versions, 1)
            for one in version[2]
            if all((str(w.version), w.rule) != (f"{number}.0.0", one.id) for w in life.withheld_for_readers)
        }
        gone = [
            one.text
            for life in self.lives
            for w in life.withheld_for_readers
            for one in life.versions[w.version.major - 1][2]
            if w.rule == one.id and not any(one.text in text or text in one.text for text in said)
        ]
        files = [file.read_bytes() for file in site.rglob("*") if file.is_file()] if gone else []
        return not any(text.encode() in content for text in gone for content in files)

    def old_links_lead_on(self, library: Library) -> None:
        """Every id of a rule has its page under every id of its document, and its place on the newest version."""
        for life in self.lives:
            document = library.document(life.id)
            assert document
            ids = {one.id for version in document.versions for one in version.rules}
            for name in (life.id, *(one for one, _ in life.formerly)):
                assert all((self.current / addresses.rule(name, one) / "index.html").is_file() for one in ids)
            newest = document.versions[-1]
            page = (self.current / addresses.version(newest) / "index.html").read_text(encoding="utf-8")
            for one in newest.rules:
                for former in (one.id, *one.former_ids, *one.parts_from):
                    assert page.count(f'id="{former}"') == 1
                for former, there in one.moved_from:
                    assert (self.current / addresses.rule(former, there) / "index.html").is_file()
                told = (self.current / addresses.rule(life.id, one.id) / "index.html").read_text(encoding="utf-8")
                for part in one.parts_from if life.in_force(self.today) == len(life.versions) else ():
                    assert f"/rules/{part}/" in told or any(part in other.former_ids for other in newest.rules)

    # ---- Helpers

    @property
    def guidance(self) -> Path:
        """The folder of all documents."""
        return self.folder / "content" / "guidance"

    @property
    def to(self) -> Path:
        """Where is published."""
        return self.folder / "to"

    @property
    def current(self) -> Path:
        """What readers see."""
        return (self.to / "current").resolve()

    def open(self) -> list[Life]:
        """Return the documents that are not withdrawn."""
        return [life for life in self.lives if not life.withdrawn]

    def chosen(self, which: int, place: int) -> tuple[Life, int]:
        """Return a document that is not withdrawn, and the place of one of its rules."""
        life = self.open()[which % len(self.open())]
        return life, place % len(life.rules)

    def new_rule(self) -> Rule:
        """Return a rule that is like no other."""
        self.made += 1
        return Rule(f"rule-{self.made}", words(self.made))

    def revise(self, life: Life, rules: tuple[Rule, ...], later: timedelta) -> None:
        """Add a version that applies after every other."""
        self.add_version(life, rules, max(self.today, life.versions[-1][0] + timedelta(days=1)) + later)

    def add_version(self, life: Life, rules: tuple[Rule, ...], begins: date) -> None:
        """Write a version and its document."""
        life.versions.append((begins, self.today, rules))
        folder = self.guidance / life.id / "versions"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{len(life.versions)}.0.0.yml").write_bytes(life.version(len(life.versions)))
        self.write_details(life)

    def write_details(self, life: Life) -> None:
        """Write the file of a document."""
        (self.guidance / life.id / "document.yml").write_bytes(life.details())

    def dates_in_feeds(self) -> dict[str, str]:
        """Return when readers were told of each entry of the feed of the site."""
        feed = self.current / addresses.json_feed("")
        items = json.loads(feed.read_bytes())["items"] if feed.is_file() else []
        return {one["id"]: one["date_published"] for one in items}

    def built(self, library: Library, now: str, state: PublishedSite) -> SiteSnapshot:
        """Return a site of *library* as a build makes it to follow *state*, but for the theme round its pages."""
        moments = moments_told(self.guidance, state.register, state.as_listed)
        published = {}
        for one in library.documents:
            ids = (one.id, *(former.id for former in one.details.formerly))
            published[one.id] = when_told(one, {then: moments.get(then, {}) for then in ids}, lambda: now)
        site = self.folder / "site"
        shutil.rmtree(site, ignore_errors=True)
        made = make_pages(library, SITE, self.today, (), published)
        pages = list(made.printed)
        for document in library.documents:
            pages += at_former_addresses(document, pages)
        for page in pages:
            marks = " ".join(f'{name}="{value}"' for name, value in page.attributes.items())
            put(site / page.address / "index.html", f"<html {marks}><body>{page.body}</body></html>".encode())
            for copy in page.copies:
                put(site / copy.address, copy.content)
        for download in made.downloads:
            put(site / download.address, download.content)
        for document in library.documents:
            for version in document.versions:
                put(site / addresses.record(version), (self.folder / version.origin.file).read_bytes())
        return scan_site(site)


def put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


Editors.TestCase.settings = settings(
    max_examples=100 if SOAK else 6,
    stateful_step_count=20 if SOAK else 10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAnEditorsLife = Editors.TestCase
