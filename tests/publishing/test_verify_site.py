"""Whatever is changed on a published site is found, and named by document and version."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from inforce.audit.site import verify_site
from inforce.audit.site_copy import FolderCopy
from inforce.cli import VERIFIED, exit_code
from inforce.model.problem import Problem
from inforce.publish.checkpoint import (
    Checkpoint,
    Key,
    SigningFailed,
    read_checkpoint,
    read_checksums,
    signer,
    write_checksums,
)
from inforce.publish.destinations.folder import Folder
from inforce.publish.new_release import WithoutGit
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.published_state import record_path
from inforce.publish.register import Published, Register, read_register
from inforce.publish.site_snapshot import built_before
from publishing.made_sites import MadeSite, no_progress, now, record

NUMBERS = ("1.0.0", "1.1.0", "2.0.0")
Files = dict[str, bytes]


@dataclass(frozen=True)
class Held:
    """A copy of a site, held in memory."""

    files: Files
    release: int = 0

    def read(self, path: str) -> bytes:
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path]

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        return ((path, self.files.get(path)) for path in paths)

    def paths(self) -> frozenset[str]:
        return frozenset(self.files)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an SSH key and the list of signers that names it, beside it."""
    return make_key(tmp_path_factory.mktemp("keys"), "publisher@example.org")


def make_key(folder: Path, name: str) -> Path:
    """Make an SSH key without a passphrase, and a list of signers with it."""
    key = folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    public = (folder / "key.pub").read_text(encoding="ascii")
    (folder / "signers").write_text(f"{name} {public}", encoding="ascii")
    return key


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, key: Path) -> Files:
    """Publish two documents to a folder, signed, and return every file of it."""
    root = tmp_path_factory.mktemp("published")
    records = {(document, number): record(document, number) for document in ("a", "golden-rules") for number in NUMBERS}
    site = MadeSite(records).write(root / "site")
    publish(built_before(site), Folder(root / "to"), PublishOptions(now(), WithoutGit(), Key(key).sign), no_progress)
    current = root / "to" / "current"
    return {path: (current / path).read_bytes() for path in FolderCopy(current).paths()}


def found(files: Files, **options: object) -> tuple[Problem, ...]:
    """Return what verification finds in a copy of a site."""
    return verify_site(Held(files), no_progress, **options).findings  # type: ignore[arg-type]


def flips(content: bytes) -> Iterator[bytes]:
    """Yield *content* with each byte changed in turn."""
    for position in range(len(content)):
        changed = bytearray(content)
        changed[position] ^= 1 << position % 8
        yield bytes(changed)


def test_an_honest_site_is_proven(published: Files, key: Path) -> None:
    """Nothing is found, and who signed is named."""
    verified = verify_site(Held(published), no_progress, signers=key.with_name("signers"))
    assert verified.findings == ()
    assert verified.signed_by == "publisher@example.org"
    assert len(verified.register.entries) == 6


@dataclass
class Swapped:
    """A site that is published anew after so many files of it were read."""

    before: Files
    after: Files
    reads: int
    release: int = 0

    def read(self, path: str) -> bytes:
        return Held(self._now()).read(path)

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        for path in paths:
            yield path, self._now().get(path)

    def paths(self) -> None:
        return

    def _now(self) -> Files:
        self.reads -= 1
        return self.before if self.reads >= 0 else self.after


def test_a_site_that_is_published_while_it_is_verified_raises_no_alarm(tmp_path: Path) -> None:
    """Whichever file was the last to be read from the release before: it is read again, and holds."""
    records = {("a", "1.0.0"): record("a", "1.0.0"), ("a", "9.0.0"): record("a", "9.0.0")}
    folder, releases = Folder(tmp_path / "to"), []
    for look, held in (("old", 1), ("new", 2)):
        site = MadeSite(dict(list(records.items())[:held]), look=look).write(tmp_path / look)
        publish(built_before(site), folder, PublishOptions(now(), WithoutGit()), no_progress)
        current = tmp_path / "to" / "current"
        releases.append({path: (current / path).read_bytes() for path in FolderCopy(current).paths()})
    for reads in range(len(releases[0]) + 3):
        verified = verify_site(Swapped(*releases, reads), no_progress)
        assert [str(finding) for finding in verified.findings] == []


def test_a_site_that_changes_whenever_it_is_read_proves_nothing(published: Files) -> None:
    """Who would hide a change in that way is told of as well."""
    turns = count()

    class Restless(Held):
        def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
            for path, content in super().read_all(paths):
                yield path, content if path != "checkpoint.json" else f"{next(turns)}".encode()

    (finding,) = verify_site(Restless(published), no_progress).findings
    assert finding.code == "proof-impossible"


def test_every_flipped_byte_of_every_record_is_caught(published: Files) -> None:
    """Each finding is about that record, and names its document and version."""
    entries = read_register(published["register.jsonl"]).entries
    for entry in entries:
        path = record_path(entry.document, entry.version)
        for content in flips(published[path]):
            (finding,) = found({**published, path: content}, records_only=True)
            assert finding.code == "record-altered"
            assert finding.place.file == path
            assert f"{entry.document} {entry.version}" in str(finding.message)
    assert len(entries) == 6


def test_every_flipped_byte_of_a_register_entry_is_caught(published: Files) -> None:
    """Each is found as a fault of the register, and the version whose entry it was is named."""
    lines = published["register.jsonl"].splitlines(keepends=True)
    names = [str(entry.published) for entry in read_register(published["register.jsonl"]).entries]
    for number, line in enumerate(lines):
        for flipped in flips(line):
            register = b"".join([*lines[:number], flipped, *lines[number + 1 :]])
            findings = found({**published, "register.jsonl": register}, records_only=True)
            assert exit_code(findings) == VERIFIED["register-altered"]
            told = " ".join(str(finding.message) for finding in findings)
            assert names[number] in told, f"{flipped!r} is told as {told}"


def test_every_flipped_byte_of_the_list_of_files_is_caught(published: Files) -> None:
    """The checkpoint holds the list of files, so no line of it can be changed unseen."""
    for content in flips(published["SHA256SUMS"]):
        assert found({**published, "SHA256SUMS": content}, records_only=True), f"{content!r} was not found"


@pytest.mark.parametrize("path", ["checkpoint.json", "checkpoint.json.sig"])
def test_flipped_bytes_of_a_signed_checkpoint_are_caught(published: Files, key: Path, path: str) -> None:
    """Neither the checkpoint nor its signature can be changed unseen by who checks signatures."""
    for content in list(flips(published[path]))[3::29]:
        assert found({**published, path: content}, signers=key.with_name("signers"), records_only=True), content


@pytest.mark.parametrize(
    ("change", "code", "what"),
    [
        (lambda files: files.pop("guidance/a/1.0.0.yml"), 13, "The record of a 1.0.0 is missing."),
        (lambda files: files.pop("guidance/a/1.0.0/index.html"), 14, "The page of a 1.0.0 is missing."),
        (
            lambda files: files.update({"guidance/a/1.0.0/index.html": b"<html><body>Do what you like."}),
            14,
            "The page of a 1.0.0 does not carry the check code of its record.",
        ),
        (
            lambda files: files.update({"guidance/a/1.0.0/index.html": files["guidance/a/1.0.0/index.html"] + b"!"}),
            14,
            "The page of a 1.0.0 is not what was published.",
        ),
        (lambda files: files.update({"index.html": b"Closed."}), 14, "index.html is not what was published."),
        (lambda files: files.pop("index.html"), 14, "index.html is missing."),
        (lambda files: files.update({"login.html": b"Password?"}), 14, "login.html was never published here."),
        (
            lambda files: files.update({"guidance/a/9.0.0.yml": b"x"}),
            14,
            "guidance/a/9.0.0.yml was never published here.",
        ),
        (lambda files: files.pop("register.jsonl"), 12, "The site has no register.jsonl."),
        (lambda files: files.pop("checkpoint.json"), 12, "The site has no checkpoint.json."),
        (lambda files: files.update({"checkpoint.json": b"{}"}), 12, "The checkpoint.json of the site cannot be read."),
        (
            lambda files: files.update({"checkpoint.json": b"[" * 100_000}),
            12,
            "The checkpoint.json of the site cannot be read.",
        ),
        (
            lambda files: files.update({"checkpoint.json.sig": b"-"}),
            15,
            "The checkpoint is not signed by anyone in your list of signers.",
        ),
        (lambda files: files.pop("checkpoint.json.sig"), 15, "The checkpoint is not signed."),
    ],
)  # fmt: skip
def test_each_change_has_its_own_message_and_exit_code(
    published: Files, key: Path, change: Callable[[Files], object], code: int, what: str
) -> None:
    """What an attacker may do to a hosted site is told as what it is."""
    files = dict(published)
    change(files)
    findings = found(files, signers=key.with_name("signers"))
    assert [str(finding.message) for finding in findings] == [what]
    assert exit_code(findings) == code


def honest_next(lines: list[bytes]) -> bytes:
    """Return a line that goes on from the register; anyone can compute one."""
    register = read_register(b"".join(lines)).register
    new = [(Published("new-rules", "1.0.0", "0" * 64), "unknown")]
    return register.extended(new, register.entries[-1].published_at, "").entries[-1].line


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda lines: lines[:2] + lines[3:], "Line 3 of the register (golden-rules 1.0.0) says that it is entry 4."),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "Line 1 of the register (a 1.1.0) says that it is entry 2."),
        (lambda lines: [*lines, lines[0]], "Line 7 of the register (a 1.0.0) says that it is entry 1."),
        (
            lambda lines: [*lines, honest_next(lines)],
            "The register is ahead of its checkpoint, which covers 6 of its 7 entries; the last is new-rules",
        ),
        (lambda lines: lines[:-1], "The register has 5 entries and ends with golden-rules 1.1.0; "),
    ],
    ids=["one removed", "two swapped", "one appended", "one appended that fits", "the last cut off"],
)
def test_entries_that_are_removed_swapped_appended_or_cut_off_are_caught(
    published: Files, change: Callable[[list[bytes]], list[bytes]], what: str
) -> None:
    """The register alone gives it away, without anything remembered."""
    lines = published["register.jsonl"].splitlines(keepends=True)
    findings = found({**published, "register.jsonl": b"".join(change(lines))})
    assert exit_code(findings) == VERIFIED["register-altered"]
    assert any(str(finding.message).startswith(what) for finding in findings), findings


def recomputed(files: Files, register: Register, **changes: bytes) -> Files:
    """Return the site as an attacker makes it who computes everything anew but cannot sign."""
    made = {**files, **changes, "register.jsonl": register.content}
    sums = {path: sha256(made[path]).hexdigest() for path in read_checksums(files["SHA256SUMS"]) if path in made}
    checksums = write_checksums(sums)
    before = read_checkpoint(files["checkpoint.json"])
    checkpoint = replace(before, entries=len(register.entries), head=register.head, files=sha256(checksums).hexdigest())
    return {**made, "SHA256SUMS": checksums, "checkpoint.json": checkpoint.content}


def test_a_chain_that_was_recomputed_is_caught_by_who_remembers_or_checks_signatures(
    published: Files, key: Path
) -> None:
    """It passes its own check; a checkpoint kept elsewhere, or the signature, gives it away."""
    wrong = record("a", "1.0.0", "Do what you like.")
    entries = read_register(published["register.jsonl"]).entries
    versions = [(Published("a", "1.0.0", sha256(wrong).hexdigest()), entries[0].in_force_from)]
    versions += [(entry.published, entry.in_force_from) for entry in entries[1:]]
    register = Register().extended(versions, entries[0].published_at, "")
    page = MadeSite({("a", "1.0.0"): wrong}, pages=0)
    code = page_of(page)
    forged = recomputed(published, register, **{"guidance/a/1.0.0.yml": wrong, "guidance/a/1.0.0/index.html": code})
    assert found(forged) == ()
    remembered = read_checkpoint(published["checkpoint.json"])
    told = [str(finding.message) for finding in found(forged, remembered=remembered)]
    assert told == [
        "Release 1 is not the release 1 that was remembered.",
        "The register was rewritten: its first 6 entries, up to golden-rules 2.0.0, are not those that were there on "
        f"{remembered.published_at[:10]}.",
    ]
    assert exit_code(found(forged, signers=key.with_name("signers"))) == VERIFIED["checkpoint-not-signed"]


def test_a_chain_that_was_cut_short_is_caught_by_who_remembers(published: Files) -> None:
    """An old state put back passes its own check, and is told as what it is."""
    short = Register(read_register(published["register.jsonl"]).entries[:-1])
    files = {path: content for path, content in published.items() if "golden-rules/2.0.0" not in path}
    cut = recomputed(files, short)
    assert found(cut) == ()
    remembered = read_checkpoint(published["checkpoint.json"])
    findings = found(cut, remembered=replace(remembered, release=2))
    assert [str(finding.message) for finding in findings] == [
        "The register was cut short: it has 5 entries, and had 6.",
        f"The site shows release 1; on {remembered.published_at[:10]} it showed release 2. "
        "Somebody put an old state back, or began the site again.",
    ]
    assert exit_code(findings) == VERIFIED["checkpoint-contradicted"]


def test_a_site_that_went_on_honestly_does_not_contradict_what_was_remembered(published: Files) -> None:
    """More entries and a later release follow from the checkpoint that was kept."""
    entries = read_register(published["register.jsonl"]).entries
    first = Register(entries[:2])
    before = read_checkpoint(published["checkpoint.json"])
    remembered = Checkpoint(0, before.published_at, 2, first.head, "0" * 64)
    assert found(published, remembered=remembered) == ()


def test_a_signature_holds_for_its_text_its_key_and_its_purpose_alone(key: Path, tmp_path: Path) -> None:
    """Another text, another key, and a signature made for something else are no signature of the checkpoint."""
    signers = key.with_name("signers")
    signature = Key(key).sign(b"text")
    assert signer(b"text", signature, signers) == "publisher@example.org"
    assert signer(b"other text", signature, signers) is None
    other = make_key(tmp_path, "someone@example.org")
    assert signer(b"text", Key(other).sign(b"text"), signers) is None
    done = subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", str(key)], input=b"text", capture_output=True, check=True
    )
    assert signer(b"text", done.stdout, signers) is None


def test_a_key_that_cannot_sign_is_told_plainly(tmp_path: Path) -> None:
    """A missing key, and one with a passphrase, end in words and not in a question to nobody."""
    with pytest.raises(SigningFailed, match="There is no key"):
        Key(tmp_path / "none").sign(b"text")
    locked = tmp_path / "locked"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", str(locked)], check=True)
    with pytest.raises(SigningFailed, match=r"could not sign with .*\n.*\n  Name a key without a passphrase"):
        Key(locked).sign(b"text")


def page_of(site: MadeSite) -> bytes:
    """Return the page of the only version of a made site."""
    with tempfile.TemporaryDirectory() as folder:
        return (site.write(Path(folder)) / "guidance" / "a" / "1.0.0" / "index.html").read_bytes()
