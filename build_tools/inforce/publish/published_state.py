"""What stands at a destination, read and held against itself before anything is put in its place.

Pure: paths and texts, whether they come from a folder, a branch, a bucket or a web server.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from inforce.model.guidance import TITLE_OF_VERSION
from inforce.model.names import ID, VERSION
from inforce.model.originals import check_code
from inforce.model.originals import fingerprint as sha256
from inforce.model.problem import NOWHERE, Problem, ProblemError, refusal
from inforce.publish import checkpoint
from inforce.publish.checkpoint import REGISTER, Checkpoint, read_checkpoint, read_checksums
from inforce.publish.destinations.destination import Destination, Live
from inforce.publish.register import Published, Register, read_object, read_register
from inforce.site import addresses

KEPT_BY_PUBLISHING = frozenset({checkpoint.REGISTER, checkpoint.CHECKPOINT, checkpoint.SIGNATURE, checkpoint.CHECKSUMS})
"""Files that publishing adds to a built site."""

_RECORD = re.compile(rf"guidance/(?P<document>{ID.pattern})/(?P<version>{VERSION.pattern})\.yml", re.ASCII)
_HASHED_ASSET = re.compile(
    r"assets/(.*/)?[^/]+\.[0-9a-f]{8,64}\.[^/]+|edit/(engine|content)-[0-9a-f]{16}\.zip|edit/pyodide-[0-9.]+/[^/]+",
    re.ASCII,
)


def record_at(path: str, fingerprint: str) -> Published | None:
    """Return the version whose record stands at *path* with that *fingerprint*; None where no record stands there."""
    found = _RECORD.fullmatch(path)
    return Published(found["document"], found["version"], fingerprint) if found else None


def record_path(document: str, version: str) -> str:
    """Return where the record of that version stands."""
    return f"guidance/{document}/{version}.yml"


def page_path(document: str, version: str) -> str:
    """Return where the page of that version stands."""
    return f"guidance/{document}/{version}/index.html"


def details_path(document: str) -> str:
    """Return where the facts of that document stand."""
    return addresses.api(addresses.document(document))


@dataclass(frozen=True)
class Withheld:
    """That a record has not all the words any more that were published under *fingerprint*, and says *record* now."""

    version: str
    fingerprint: str
    record: str
    taken: str | None
    said: str


def withheld_in(details: bytes) -> tuple[Withheld, ...]:
    """Return what the facts of a document say was withheld from its versions."""
    if b'"decided_by"' not in details:
        return ()
    try:
        found = read_object(details).get("withheld", [])
        return tuple(
            Withheld(
                str(one["version"]),
                str(one["fingerprint"]),
                str(one["record"]),
                TITLE_OF_VERSION if one.get("part") else str(one["rule"]) if one["rule"] else None,
                f"{one.get('part') or one['rule'] or 'all words'}, decided by {one['decided_by']} on {one['on']}: "
                f"{one['reason']}",
            )
            for one in found
        )
    except (ValueError, KeyError, TypeError):
        return ()


def told_before(
    register: Register, documents: Iterable[str], read: Callable[[str], bytes | None], unknown: Collection[str]
) -> set[str]:
    """Return what readers were told already of what is *unknown* to *register*, which did not always have it.

    It is of a document that had the ids *documents*; *read* gives what stands at a path, None where nothing does.
    Where nothing says whether they were told, they may have been.
    """
    known = {entry.document for entry in register.entries}
    said = [read(details_path(one)) for one in documents if one in known] if unknown else []
    return {one for details in said for one in unknown if details is None or one in said_taken_back(details)}


def said_taken_back(details: bytes) -> Collection[str]:
    """Return what the facts of a document say that was taken back, as `TakenBack` has it."""
    try:
        record = read_object(details)
        found = [f"withdrawn {record['withdrawn']['on']}"] if record["withdrawn"] else []
        off = ((one["version"], one["called_off"]) for one in record["versions"])
        found += [f"cancelled {version} {one['on']}" for version, one in off if one]
        return [*found, *(f"withheld {one['version']} {one['on']}" for one in record.get("withheld", ()))]
    except (ValueError, KeyError, TypeError):
        return ()


def is_hashed_asset(path: str) -> bool:
    """Whether the name of that file holds a hash of what is in it, so that it never changes."""
    return bool(_HASHED_ASSET.fullmatch(path))


def carries_code(page: bytes, version: Published) -> bool:
    """Whether the page of *version* carries its number and the check code of its record."""
    start = page[: page.find(b"<body")]
    marks = (f'data-version="{version.version}"', f'data-code="{check_code(version.fingerprint)}"')
    return all(mark.encode() in start for mark in marks)


RELEASES_OF_ASSETS = 10
"""For how many releases a hashed asset stays after the last that used it, for pages still open in browsers."""

_TAMPERED = (
    "Nothing was published. Find out who changed the destination, and put {file} back from an earlier release, "
    "a mirror or a backup; inforce verify says what else was changed."
)


@dataclass(frozen=True)
class PublishedSite:
    """The site that stands at a destination; an empty one before the first publication."""

    register: Register = field(default_factory=Register)
    checkpoint: Checkpoint | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    signed: bool = False
    announced: tuple[Published, ...] = ()
    live: Live | None = None

    @property
    def release(self) -> int:
        """The number of the release that stands there; 0 before the first."""
        return self.checkpoint.release if self.checkpoint else 0

    @property
    def own_files(self) -> dict[str, str]:
        """The files that came from the site itself."""
        kept = self.checkpoint.kept_assets if self.checkpoint else {}
        return {path: value for path, value in self.files.items() if path not in kept and path != REGISTER}

    def as_listed(self, path: str) -> bytes | None:
        """Return the file at *path*, or None where it is not there; b"" where it is another one than its list says."""
        if self.live is None or path not in self.files:
            return None
        try:
            content = self.live.read(path)
        except OSError:
            return None
        return content if sha256(content) == self.files[path] else b""

    def assets_to_keep(self, offered: Mapping[str, str]) -> dict[str, int]:
        """Return the hashed assets that stand there and are not *offered*, each with the release that used it last."""
        if self.live is None or self.checkpoint is None:
            return {}
        last_used = {path: self.release for path in self.own_files if is_hashed_asset(path)}
        last_used |= self.checkpoint.kept_assets
        oldest = self.release + 1 - RELEASES_OF_ASSETS
        return {
            path: release
            for path, release in sorted(last_used.items())
            if path not in offered and release >= oldest and self.as_listed(path)
        }


def read_published(destination: Destination) -> PublishedSite:
    """Return what stands at *destination*; raise `ProblemError` where it does not hold."""
    live = destination.live()
    return read_published_site(live, destination.name) if live else PublishedSite()


def read_published_site(live: Live, name: str) -> PublishedSite:
    """Return what *live* says; raise `ProblemError` where it does not hold."""
    if live.unfinished and live.register is None and live.checkpoint is None:
        # the very first publication was interrupted
        return PublishedSite(announced=live.announced, live=live)
    if live.register is None or live.checkpoint is None:
        raise refusal(
            "destination-altered",
            f"{name} is not empty, and has no register and checkpoint of inforce.",
            "Name an empty destination. If a site of inforce stood there, its register was removed: "
            "put it back from an earlier release, a mirror or a backup.",
        )
    read = read_register(live.register)
    if read.faults:
        raise ProblemError(*_chain_refusals([str(fault) for fault in read.faults]))
    try:
        checkpoint = read_checkpoint(live.checkpoint)
    except ValueError:
        raise refusal(
            "destination-altered",
            f"The checkpoint at {name} cannot be read.",
            _TAMPERED.format(file="checkpoint.json"),
        ) from None
    if not checkpoint.stands_for(read.register):
        raise refusal(
            "destination-altered",
            f"The register at {name} has {len(read.entries)} entries and is not the one of its checkpoint, "
            f"which stands for {checkpoint.entries}.",
            _TAMPERED.format(file="register.jsonl"),
        )
    return PublishedSite(
        read.register,
        checkpoint,
        _files(live, checkpoint),
        live.signature is not None,
        live.announced,
        live,
    )


def _files(live: Live, checkpoint: Checkpoint) -> dict[str, str]:
    """Return the files that stand there; none where their list does not hold, so that all are written anew."""
    if live.checksums is None or sha256(live.checksums) != checkpoint.files:
        return {}
    try:
        return read_checksums(live.checksums)
    except ValueError:
        return {}


def _chain_refusals(faults: list[str]) -> Iterator[Problem]:
    for fault in faults:
        yield Problem(NOWHERE, "destination-altered", fault, _TAMPERED.format(file="register.jsonl"))
