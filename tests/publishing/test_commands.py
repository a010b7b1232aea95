"""The commands as people and CI run them: what they print, and their exit codes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from publishing.git_servers import ENVIRONMENT, bare_repository, commit_files, git, new_repository
from publishing.made_sites import MadeSite, record, site_of
from publishing.test_verify_site import make_key

FILE = "content/guidance/golden-rules/versions/{}.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a repository with a configuration and two versions, the second on a branch of its own."""
    folder = new_repository(tmp_path / "project")
    commit_files(
        folder,
        {
            "mkdocs.yml": b"site_name: Guidance\ndocs_dir: content/pages\ntheme:\n  name: material\n",
            "content/guidance/golden-rules/document.yml": b"format: 1\nowner: Owner to be named\naudience: Staff\n",
            FILE.format("1.0.0"): record("golden-rules", "1.0.0"),
        },
    )
    return folder


def inforce(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run a command and return its exit code and all that it printed, times and hashes left out."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("inforce")), *arguments],
        cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    for hidden, shown in ((str(folder.parent), "…"), (os.path.realpath(folder.parent), "…")):
        said = said.replace(hidden, shown)
    said = re.sub(r"\b[0-9a-f]{12,64}\b", "<hash>", said)
    days = r"\d{4}-\d\d-\d\dT[\d:]{8}Z|\d{4}-\d\d-\d\d|(?<=was published on )[\w ]+"
    return done.returncode, re.sub(days, "<day>", said)


def test_a_site_is_published_published_again_verified_and_taken_back(project: Path, tmp_path: Path) -> None:
    """The whole life of a site at a folder, in the words of the commands."""
    one, two = site_of(tmp_path / "one", "1.0.0"), site_of(tmp_path / "two", "1.0.0", look="new")
    to = str(tmp_path / "to")
    assert inforce(project, "publish", to, "--site", str(one)) == (
        0,
        "Published release 1 at …/to: 11 files written, 0 removed, 0 unchanged.\n"
        "New: golden-rules 1.0.0, in force since 1 February 2020.\n",
    )
    assert inforce(project, "publish", to, "--site", str(one)) == (
        0, "…/to has this site already, as release 1. Nothing was written.\n",
    )  # fmt: skip
    commit_files(
        project, {"mkdocs.yml": b"site_name: Guidance library\ndocs_dir: content/pages\ntheme:\n  name: material\n"}
    )
    assert inforce(project, "publish", to, "--site", str(two)) == (
        0,
        "Published release 2 at …/to: 8 files written, 0 removed, 4 unchanged.\n"
        "No new version; the register has 1 entry.\n",
    )
    assert inforce(project, "verify", "--site", to, "--remember", str(tmp_path / "kept.json"), "--history") == (
        0,
        "The site at …/to is sound: 1 version in the register, 10 files as published.\n"
        "Checkpoint of release 2, <day>: <hash>\n"
        "The history is sound: 1 version in 2 commits, nothing lost and nothing altered.\n",
    )
    assert (tmp_path / "kept.json").read_bytes() == (tmp_path / "to/current/checkpoint.json").read_bytes()
    code, said = inforce(project, "rollback", to)
    assert (code, said) == (
        0,
        "…/to shows the pages of release 1 again, as release 3: 7 files written, 0 removed, 5 unchanged.\n"
        "Every run, also at night, refuses to publish commit <hash> again (exit code 4), so these pages stay as they "
        "are. The next newer commit replaces them.\n",
    )
    assert inforce(project, "publish", to, "--site", str(two)) == (
        4,
        "Nothing was published, for 1 reason:\n\n"
        "The pages of commit <hash> were taken back by a rollback.\n"
        "  Put right what was wrong with them in a new commit, and publish that.\n",
    )


def test_a_refusal_names_every_version_and_what_to_do(project: Path, tmp_path: Path) -> None:
    """What is lost is said, and nothing is written."""
    commit_files(project, {FILE.format("2.0.0"): record("golden-rules", "2.0.0")})
    to = str(tmp_path / "to")
    both, one = site_of(tmp_path / "both", "1.0.0", "2.0.0"), site_of(tmp_path / "one", "1.0.0")
    assert inforce(project, "publish", to, "--site", str(both))[0] == 0
    assert inforce(project, "publish", to, "--site", str(one)) == (
        4,
        "Nothing was published, for 1 reason:\n\n"
        "Version 2.0.0 of golden-rules was published on <day>, and the new site does not have it.\n"
        "  Put content/guidance/golden-rules/versions/2.0.0.yml back as it was, "
        "or publish from the newest state of the content. To end a document, set withdrawn: in its document.yml.\n",
    )
    site_of(tmp_path / "one", "1.0.0", text="Do what you like.")
    assert inforce(project, "publish", str(tmp_path / "elsewhere"), "--site", str(one)) == (
        4,
        "Nothing was published, for 1 reason:\n\n"
        "Commit <hash> does not have content/guidance/golden-rules/versions/1.0.0.yml as the site shows it.\n"
        "  Commit the content that you want to publish, build the site again, and publish it.\n",
    )


def test_a_branch_of_a_remote_is_published_to(project: Path, tmp_path: Path) -> None:
    """The remote's name is that of the project's own repository, and its working tree stays as it is."""
    git(project, "remote", "add", "origin", str(bare_repository(tmp_path / "server.git")))
    code, said = inforce(
        project, "publish", "branch:gh-pages@origin", "--site", str(site_of(tmp_path / "one", "1.0.0"))
    )
    assert (code, said.splitlines()[0]) == (
        0, "Published release 1 at branch gh-pages of origin: 11 files written, 0 removed, 0 unchanged.",
    )  # fmt: skip
    assert git(project, "status", "--porcelain") == ""
    assert git(tmp_path / "server.git", "log", "--format=%s", "gh-pages") == "Publish release 1"
    tree = git(tmp_path / "server.git", "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert {".nojekyll", "register.jsonl", "guidance/golden-rules/1.0.0.yml"} < set(tree)


def test_a_signed_site_is_proven_by_who_knows_the_signer(project: Path, tmp_path: Path) -> None:
    """Signed on publication and on rollback; a publication without the key says that the signatures end."""
    key, to = make_key(tmp_path, "publisher@example.org"), str(tmp_path / "to")
    sign, signers = ("--sign", str(key)), ("--signers", str(key.with_name("signers")))
    for look in ("one", "two"):
        site = site_of(tmp_path / look, "1.0.0", look=look)
        assert inforce(project, "publish", to, "--site", str(site), *sign)[0] == 0
        commit_files(
            project, {"mkdocs.yml": f"site_name: {look}\ndocs_dir: content/pages\ntheme:\n  name: material\n".encode()}
        )
    assert inforce(project, "rollback", to, *sign)[0] == 0
    assert inforce(project, "verify", "--site", to, *signers) == (
        0,
        "The site at …/to is sound: 1 version in the register, 10 files as published.\n"
        "Checkpoint of release 3, <day>, signed by publisher@example.org: <hash>\n",
    )
    three = site_of(tmp_path / "three", "1.0.0", look="three")
    code, said = inforce(project, "publish", to, "--site", str(three))
    assert code == 0
    assert said.endswith(
        "The release before was signed and this one is not. People who check signatures will be told.\n"
    )
    assert inforce(project, "verify", "--site", to, *signers)[0] == 15


def test_a_long_run_says_how_far_it_has_come(project: Path, tmp_path: Path) -> None:
    """At each tenth, where errors go; what is published and proven is said at the end."""
    site = MadeSite({("golden-rules", "1.0.0"): record("golden-rules", "1.0.0")}, pages=994).write(tmp_path / "long")
    to = str(tmp_path / "to")
    tenths = range(100, 1001, 100)
    assert inforce(project, "publish", to, "--site", str(site)) == (
        0,
        "Published release 1 at …/to: 1,002 files written, 0 removed, 0 unchanged.\n"
        "New: golden-rules 1.0.0, in force since 1 February 2020.\n"
        + "".join(f"Published {done:,} of 1,000 files\n" for done in tenths),
    )
    assert inforce(project, "verify", "--site", to) == (
        0,
        "The site at …/to is sound: 1 version in the register, 1,000 files as published.\n"
        "Checkpoint of release 1, <day>: <hash>\n" + "".join(f"Verified {done:,} of 1,000 files\n" for done in tenths),
    )


def test_each_finding_of_verify_has_its_exit_code(project: Path, tmp_path: Path) -> None:
    """From the working tree to the register, the code tells a program what the words tell a person."""
    to = tmp_path / "to"
    inforce(project, "publish", str(to), "--site", str(site_of(tmp_path / "one", "1.0.0")))
    kept = str(tmp_path / "kept.json")
    assert inforce(project, "verify", "--site", str(to), "--remember", kept)[0] == 0
    (project / FILE.format("1.0.0")).write_bytes(b"changed: yes\n")
    assert inforce(project, "verify", "--base", "HEAD") == (
        10,
        "Version 1.0.0 of golden-rules is published, and this changes it.\n"
        "  A published version is never edited: make the change as a new version, and put this one back:  "
        "git checkout <hash> -- content/guidance/golden-rules/versions/1.0.0.yml\n\n"
        "Found 1 problem.\n",
    )
    commit_files(project, {})
    assert inforce(project, "verify")[0] == 11
    (to / "current" / "index.html").write_bytes(b"Closed.")
    assert inforce(project, "verify", "--site", str(to)) == (
        14,
        "index.html is not what was published.\n  Publish the site again, and find out who changed it.\n\n"
        "Found 1 problem.\n",
    )
    (to / "current" / "guidance/golden-rules/1.0.0.yml").write_bytes(b"changed: yes\n")
    assert inforce(project, "verify", "--site", str(to))[0] == 13
    (to / "current" / "register.jsonl").write_bytes(b"")
    assert inforce(project, "verify", "--site", str(to), "--remember", kept)[0] == 12
    (tmp_path / "nobody").write_text("", encoding="ascii")
    elsewhere = str(site_elsewhere(project, tmp_path))
    assert inforce(project, "verify", "--site", elsewhere, "--signers", str(tmp_path / "nobody")) == (
        15,
        "The checkpoint is not signed.\n"
        "  Ask the publisher which key they sign with, and not by way of the site. Until then nothing here is "
        "proven.\n\n"
        "Found 1 problem.\n",
    )
    assert inforce(project, "verify", "--site", str(tmp_path / "elsewhere"), "--remember", kept)[0] == 16
    assert (
        inforce(new_repository(tmp_path / "empty"), "verify", "-f", str(project / "mkdocs.yml"), "--base", "x")[0] == 3
    )


def site_elsewhere(project: Path, tmp_path: Path) -> Path:
    """Publish another site, begun anew, as someone might who lost the first."""
    commit_files(project, {FILE.format("1.0.0"): record("golden-rules", "1.0.0")})
    inforce(
        project, "publish", str(tmp_path / "elsewhere"), "--site", str(site_of(tmp_path / "two", "1.0.0", look="new"))
    )
    return tmp_path / "elsewhere"


def test_check_says_at_the_place_that_a_published_version_was_changed(project: Path) -> None:
    """The pull request is told which file, and how to go on; a new version beside it is no problem."""
    git(project, "checkout", "--quiet", "-b", "change")
    claims = b"approved: {by: Policy board}\nchange: {dated_back: The board decided so., kind: major"
    commit_files(
        project, {FILE.format("2.0.0"): record("golden-rules", "2.0.0").replace(b"change: {kind: first", claims)}
    )
    code, said = inforce(project, "check", "--base", "main")
    assert (code, "published-version-changed" in said) == (0, False)
    commit_files(project, {FILE.format("1.0.0"): record("golden-rules", "1.0.0", "Do what you like.")})
    code, said = inforce(project, "check", "--base", "main")
    assert code == 1
    assert f"\n\n{FILE.format('1.0.0')} · published-version-changed\n" in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("publish", "https://example.org/"), 2, 'inforce cannot publish to "https://example.org/". Name a folder'),
        (("publish", "branch:"), 2, '"" is not the name of a branch.'),
        (("verify", "--signers", "list"), 2, "Use --signers with --site"),
        (("verify", "--site", "http://127.0.0.1:9"), 3, "http://127.0.0.1:9/"),
        (("verify", "--site", "nowhere"), 3, "There is no folder nowhere."),
        (("rollback", "nowhere"), 4, "Nothing was published at nowhere yet."),
        (("publish", "/proc/inforce", "--site", "one"), 3, "/proc/inforce could not be written: "),
    ],
)
def test_what_cannot_be_done_is_told_without_a_traceback(
    project: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """Each ends with its own code and with words."""
    site_of(project / "one", "1.0.0")
    found, printed = inforce(project, *arguments)
    assert found == code, printed
    assert said in printed
    assert "Traceback" not in printed


def test_a_folder_that_is_in_no_repository_is_published_all_the_same(tmp_path: Path) -> None:
    """Git is not needed to publish; the order of publications is then kept by their number alone."""
    project = tmp_path / "project"
    project.mkdir()
    (project / "mkdocs.yml").write_text(
        "site_name: Guidance\ndocs_dir: content/pages\ntheme:\n  name: material\n", encoding="utf-8"
    )
    for look in ("one", "two"):
        site = site_of(tmp_path / look, "1.0.0", look=look)
        assert inforce(project, "publish", str(tmp_path / "to"), "--site", str(site))[0] == 0
    code, said = inforce(project, "verify")
    assert (code, said) == (
        3,
        "…/project is in no git repository.\n  Run the command in a clone of the repository that has the content.\n",
    )
