"""The repository of an organisation that begins: content, configuration, workflows, and no code of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Final

from inforce.editing.yaml_editor import scalar
from inforce.reading.field_reference import reference_as_markdown, schemas_as_json

FORGES: Final[Mapping[str, tuple[str, ...]]] = {
    "github": (".github/", "CODEOWNERS"),
    "gitlab": (".gitlab-ci.yml", "CODEOWNERS"),
    "forgejo": (".forgejo/",),
}
"""What each forge reads of a repository; other files are for all of them."""

_PROGRAM: Final = Path(__file__).resolve().parents[1]
_FILES: Final = Path(__file__).with_name("project")
_EXAMPLE: Final = "content/guidance/"
_PAGES: Final = ("index.md", "changes.md", "sources.md", "check.md", "auditors.md")
"""Ordinary pages that every organisation begins with in the words of this project."""

_BRANCHES: Final = {"github": "gh-pages", "gitlab": "gl-pages", "forgejo": "pages"}
"""The branch on which each forge keeps what was published."""

_FIRST_DOCUMENT: Final = {
    True: "Change the owner and the rules of `content/guidance/using-this-library/`, or delete that folder before you"
    " publish for the first time.",
    False: "Begin your first document: until there is one nothing is published, and the check says so.",
}
"""What to do about the example, or without it."""

_STEPS: Final = {
    "github": 'Set Pages to "GitHub Actions". The workflows check each pull request, comment on it with what it'
    " changes, and publish on every merge and every night, for a day can bring a version into force. Every week an"
    " issue says which reviews are due, and whether the page of a source moved.",
    "gitlab": "Add a pipeline schedule that runs every night, and a project access token with `write_repository` as the"
    " variable `PUBLISH_TOKEN`: masked, protected, and for the environment `publish` alone, so that the job that builds"
    " has none. To have each merge request say what it changes, add a project access token of the role Reporter with"
    " the scope `api` as the variable `REVIEW_TOKEN`: masked, and for the environment `review` alone. Add another"
    " schedule that runs every week with the variable `WEEKLY` set to 1: it fails, and tells you, where a review is"
    " due, the page of a source moved, or what was published was altered.",
    "forgejo": "Add a token that may write to the repository as the secret `PUBLISH_TOKEN`, and have your web server"
    " show the branch `pages`. A weekly run fails, and tells you, where a review is due, the page of a source moved, or"
    " what was published was altered.",
}


@dataclass(frozen=True)
class Organisation:
    """What is known of the organisation: its name, the address of its site with a slash at the end, and its forge."""

    name: str
    address: str
    forge: str = "github"
    time_zone: str = "Europe/London"
    with_example: bool = True


def new_project(organisation: Organisation, today: date) -> Mapping[str, bytes]:
    """Return every file of the repository by its name; raise `ProblemError` for a name that no file can hold."""
    values = {
        "name": organisation.name,
        "name-quoted": scalar(organisation.name),
        "address": organisation.address,
        "time-zone": organisation.time_zone,
        "today": today.isoformat(),
        "owners": "@your-organisation/guidance-owners",
        "forge-steps": _STEPS[organisation.forge],
        "branch": _BRANCHES[organisation.forge],
        "first-document": _FIRST_DOCUMENT[organisation.with_example],
    }
    files = {name: _filled(text, values).encode() for name, text in _templates(organisation)}
    files |= {f"content/pages/{name}": (_shipped("pages") / name).read_bytes() for name in _PAGES}
    files["requirements.txt"] = (_shipped("locks") / "site.txt").read_bytes()
    files["requirements-inforce.txt"] = _this_program().encode()
    files |= {f".vscode/schemas/{name}": text.encode() for name, text in schemas_as_json().items()}
    files["content/README.md"] = reference_as_markdown().encode()
    return files


def _templates(organisation: Organisation) -> Iterator[tuple[str, str]]:
    of_others = tuple(
        path
        for forge, paths in FORGES.items()
        for path in paths
        if forge != organisation.forge and path not in FORGES[organisation.forge]
    )
    for file in sorted(path for path in _FILES.rglob("*") if path.is_file()):
        name = file.relative_to(_FILES).as_posix()
        if name.startswith(of_others) or (name.startswith(_EXAMPLE) and not organisation.with_example):
            continue
        yield name, file.read_text(encoding="utf-8")


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"@@{name}@@", value)
    return text


def _shipped(name: str) -> Path:
    """Return a folder of this project that the package carries: a checkout has it where it is kept."""
    in_checkout = {"pages": _PROGRAM.parents[1] / "content" / "pages", "locks": _PROGRAM.parent / "locks"}
    carried = _PROGRAM / "carried" / name
    return carried if carried.is_dir() else in_checkout[name]


def _this_program() -> str:
    """Return the line that installs this version of inforce; with its digest where it was installed from a file."""
    distribution = metadata.distribution("inforce")
    line = f"inforce=={distribution.version}"
    origin = json.loads(distribution.read_text("direct_url.json") or "{}")
    digests = origin.get("archive_info", {}).get("hashes", {})
    if "sha256" in digests:
        return f"{line} --hash=sha256:{digests['sha256']}\n"
    return f"# Add the digest of the release that you install: --hash=sha256:…\n{line}\n"
