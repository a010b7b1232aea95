"""The git history and the working tree are proven: whoever did wrong is found, and nobody who did not."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from inforce.audit.history import published_register, verify_history
from inforce.audit.site import verify_site
from inforce.audit.site_copy import FolderCopy
from inforce.audit.working_tree import verify_working_tree
from inforce.cli import VERIFIED, exit_code
from inforce.model.problem import ProblemError
from inforce.publish.destinations.folder import Folder
from inforce.publish.git import GitFailed, find_repository, repository_at
from inforce.publish.new_release import FromCommit
from inforce.publish.publish import PublishOptions, publish
from inforce.publish.register import Entry, read_register
from inforce.publish.site_snapshot import built_before
from publishing.git_servers import bare_repository, commit_files, git, new_repository
from publishing.honest_histories import HonestHistory
from publishing.made_sites import no_progress, now, record, site_of

HISTORIES = 1000 if os.environ.get("INFORCE_SOAK") else 10
FILE = "content/guidance/golden-rules/versions/{}.yml"
FIRST = FILE.format("1.0.0")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a repository with three commits and two versions of one document."""
    folder = new_repository(tmp_path / "project")
    commit_files(folder, {FIRST: record("golden-rules", "1.0.0")}, "Add the first version")
    commit_files(folder, {FILE.format("2.0.0"): record("golden-rules", "2.0.0")}, "Add the second version")
    commit_files(folder, {"content/pages/about.md": b"About"}, "Say who we are")
    return folder


def told(project: Path, **options: object) -> list[str]:
    """Return what walking the history finds."""
    return [str(finding.message) for finding in verify_history(repository_at(project), **options).findings]  # type: ignore[arg-type] -- each test gives options of its own


def changed(project: Path, base: str) -> list[str]:
    """Return what holding the working tree against a base finds."""
    return [str(problem.message) for _, problem in verify_working_tree(repository_at(project), base)]


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_an_honest_history_raises_no_alarm(seed: int, tmp_path: Path) -> None:
    """Merges, squashes, renames, drafts, reverts and settings of git: nothing is found, at any point as a base."""
    history = HonestHistory.made(tmp_path / "honest", seed)
    verified = verify_history(repository_at(history.project))
    nothing = [] if history.versions else ["proof-impossible"]
    assert [finding.code for finding in verified.findings] == nothing
    assert verified.versions == len(history.versions)
    base = history.chance.choice(history.points)
    assert changed(history.project, base) == []
    if seed % 5 == 0:
        shallow = tmp_path / "shallow"
        git(tmp_path, "clone", "--quiet", "--depth=1", (tmp_path / "honest").as_uri(), str(shallow))
        (finding,) = verify_history(repository_at(shallow / history.prefix)).findings
        assert finding.code == "proof-impossible"
    if seed % 5 == 1:
        windows = tmp_path / "windows"
        git(tmp_path, "clone", "--quiet", "-c", "core.autocrlf=true", str(tmp_path / "honest"), str(windows))
        assert verify_history(repository_at(windows / history.prefix)).findings == verified.findings
        assert changed(windows / history.prefix, "HEAD") == []
    if history.versions:
        (document, number), content = history.chance.choice(sorted(history.versions.items()))
        path = f"{history.prefix}content/guidance/{document}/versions/{number}.yml"
        commit_files(history.folder, {path: content.replace(b"Made", b"Madly")}, "Mend a typing error")
        findings = verify_history(repository_at(history.project)).findings
        assert len(findings) == 1 + _tagged(history, document, number)
        assert all(finding.place.file == path or f"{document} {number}" in str(finding.message) for finding in findings)
        assert len(changed(history.project, history.points[-2])) == 1


def _tagged(history: HonestHistory, document: str, number: str) -> bool:
    return bool(git(history.folder, "tag", "--list", f"{document}/{number}"))


def test_an_editor_who_edits_a_past_version_is_found(project: Path, tmp_path: Path) -> None:
    """The pull request, the history and the publication each refuse it, and say which commit did it."""
    site = site_of(tmp_path / "site", "1.0.0", "2.0.0")
    repository = repository_at(project)
    folder = Folder(tmp_path / "to")
    given = PublishOptions(now(), FromCommit(repository, repository.resolve("HEAD")))
    publish(built_before(site), folder, given, no_progress)

    git(project, "checkout", "--quiet", "-b", "edit")
    commit = commit_files(project, {FIRST: record("golden-rules", "1.0.0", "Do what you like.")}, "Mend a typing error")
    assert changed(project, "main") == ["Version 1.0.0 of golden-rules is published, and this changes it."]
    day = git(project, "show", "-s", "--format=%as")
    assert told(project) == [f'{FIRST} was changed by commit {commit[:12]} of {day} by Editor, "Mend a typing error".']
    edited = site_of(tmp_path / "edited", "1.0.0", "2.0.0", text="Do what you like.")
    shutil.copytree(site / "guidance" / "golden-rules" / "2.0.0", edited / "guidance" / "golden-rules" / "2.0.0",
                    dirs_exist_ok=True)  # fmt: skip
    shutil.copy(site / "guidance/golden-rules/2.0.0.yml", edited / "guidance/golden-rules/2.0.0.yml")
    with pytest.raises(ProblemError) as refused:
        publish(built_before(edited), folder, replace(given, provenance=FromCommit(repository, commit)), no_progress)
    (refusal,) = refused.value.problems
    assert str(refusal.message).endswith("and the new site says something else.")


def test_a_ci_that_drops_a_version_is_found(project: Path, tmp_path: Path) -> None:
    """A build that lost a version publishes nothing, whatever made it lose it."""
    repository = repository_at(project)
    folder = Folder(tmp_path / "to")
    given = PublishOptions(now(), FromCommit(repository, repository.resolve("HEAD")))
    publish(built_before(site_of(tmp_path / "site", "1.0.0", "2.0.0")), folder, given, no_progress)
    with pytest.raises(ProblemError) as refused:
        publish(built_before(site_of(tmp_path / "dropped", "2.0.0")), folder, given, no_progress)
    (refusal,) = refused.value.problems
    assert str(refusal.message).startswith("Version 1.0.0 of golden-rules was published on")
    git(project, "rm", "--quiet", FIRST)
    assert changed(project, "HEAD") == ["Version 1.0.0 of golden-rules is published, and its file is gone."]
    commit = commit_files(project, {}, "Tidy up")
    day = git(project, "show", "-s", "--format=%as")
    assert told(project) == [f'{FIRST} was removed by commit {commit[:12]} of {day} by Editor, "Tidy up".']


def test_an_administrator_who_rewrites_history_and_forces_it_is_found(project: Path, tmp_path: Path) -> None:
    """The history alone looks sound; the register, a remembered checkpoint and a mirror each give it away."""
    server = bare_repository(tmp_path / "server.git")
    git(project, "remote", "add", "origin", str(server))
    git(project, "push", "--quiet", "origin", "main")
    git(project, "tag", "golden-rules/1.0.0", "-m", "Published")
    git(project, "push", "--quiet", "origin", "golden-rules/1.0.0")
    mirror = bare_repository(tmp_path / "mirror.git")
    fetch = ("fetch", str(server), "refs/heads/*:refs/heads/*", "refs/tags/*:refs/tags/*")
    git(mirror, *fetch)
    repository = repository_at(project)
    folder = Folder(tmp_path / "to")
    first = repository.resolve("HEAD")
    publish(
        built_before(site_of(tmp_path / "site", "1.0.0", "2.0.0")), folder,
        PublishOptions(now(), FromCommit(repository, first)), no_progress,
    )  # fmt: skip
    entries = registered(tmp_path / "to" / "current")

    git(project, "checkout", "--quiet", "--orphan", "rewritten")
    wrong = record("golden-rules", "1.0.0", "Do what you like.")
    commit = commit_files(project, {FIRST: wrong}, "Add the first version")
    git(project, "branch", "--quiet", "--force", "main")
    git(project, "checkout", "--quiet", "main")
    git(project, "tag", "--force", "golden-rules/1.0.0", "-m", "Published")
    git(project, "push", "--quiet", "--force", "origin", "main", "golden-rules/1.0.0")

    assert told(project) == []
    assert told(project, remembered=first) == [
        f"The history does not contain commit {first[:12]}, which was published: it was rewritten."
    ]
    assert f"{FIRST} does not say what was published." in told(project, registered=entries)
    with pytest.raises(ProblemError) as refused:
        publish(
            built_before(site_of(tmp_path / "rewritten", "1.0.0", "2.0.0")), folder,
            PublishOptions(now(), FromCommit(repository, commit)), no_progress,
        )  # fmt: skip
    assert "was published from" not in str(refused.value)
    said = [str(one.message) for one in refused.value.problems]
    assert any(("which commit" in one and "does not contain" in one) or "does not have" in one for one in said)
    with pytest.raises(AssertionError, match="rejected"):
        git(mirror, *fetch)


def test_an_attacker_who_edits_the_hosted_site_is_found(project: Path, tmp_path: Path) -> None:
    """A record and its page changed together on the server are found from outside, and the history is not blamed."""
    repository = repository_at(project)
    given = PublishOptions(now(), FromCommit(repository, repository.resolve("HEAD")))
    site = site_of(tmp_path / "site", "1.0.0", "2.0.0")
    publish(built_before(site), Folder(tmp_path / "to"), given, no_progress)
    current = tmp_path / "to" / "current"
    entries = registered(current)
    wrong = site_of(tmp_path / "wrong", "1.0.0", text="Do what you like.")
    for path in ("guidance/golden-rules/1.0.0.yml", "guidance/golden-rules/1.0.0/index.html"):
        (current / path).write_bytes((wrong / path).read_bytes())
    findings = verify_site(FolderCopy(current.resolve()), no_progress).findings
    assert [finding.code for finding in findings] == ["record-altered", "page-altered"]
    assert all("golden-rules 1.0.0" in str(finding.message) for finding in findings)
    assert exit_code(findings) == VERIFIED["record-altered"]
    assert told(project, registered=entries) == []


def test_drafts_count_from_their_publication_on(project: Path, tmp_path: Path) -> None:
    """A draft that was changed on main before any reader saw it is found without the register, and not with it."""
    draft = FILE.format("3.0.0")
    commit_files(project, {draft: record("golden-rules", "3.0.0", "Do what you think right.")}, "Begin a draft")
    commit_files(project, {draft: record("golden-rules", "3.0.0")}, "Finish the draft")
    repository = repository_at(project)
    given = PublishOptions(now(), FromCommit(repository, repository.resolve("HEAD")))
    publish(built_before(site_of(tmp_path / "site", "1.0.0", "2.0.0", "3.0.0")), Folder(tmp_path / "to"), given,
            no_progress)  # fmt: skip
    assert len(told(project)) == 1
    entries = registered(tmp_path / "to" / "current")
    assert told(project, registered=entries) == []
    commit_files(project, {draft: b"draft: 2\n"}, "Change it after all")
    assert told(project, registered=entries) == [f"{draft} does not say what was published."]


def test_a_draft_that_nobody_could_have_published_is_free_to_change(project: Path) -> None:
    """Pull requests that are rebased leave unfinished drafts on main; what could be published counts from then on."""
    draft, finished = FILE.format("3.0.0"), record("golden-rules", "3.0.0")
    for unfinished in (b"draft: 1\n", finished.replace(b"Do what is right.", b"the words of the rule")):
        commit_files(project, {draft: unfinished}, "Go on with the draft")
        assert told(project) == []
    commit_files(project, {draft: finished}, "Finish the draft")
    assert told(project) == []
    commit_files(project, {draft: finished.replace(b"right", b"quick")}, "Change it after all")
    (said,) = told(project)
    assert '"Change it after all"' in said


def test_the_register_on_the_published_branch_is_asked(project: Path, tmp_path: Path) -> None:
    """Where two commits on one draft were put on main and only the second was published, nobody did wrong."""
    draft = FILE.format("3.0.0")
    commit_files(project, {draft: record("golden-rules", "3.0.0", "Do what you think right.")}, "Begin a draft")
    commit_files(project, {draft: record("golden-rules", "3.0.0")}, "Finish the draft")
    repository = repository_at(project)
    assert published_register(repository) is None
    given = PublishOptions(now(), FromCommit(repository, repository.resolve("HEAD")))
    site = built_before(site_of(tmp_path / "site", "1.0.0", "2.0.0", "3.0.0"))
    publish(site, Folder(tmp_path / "to"), given, no_progress)
    git(project, "checkout", "--quiet", "--orphan", "pages")
    git(project, "rm", "-rf", "--quiet", ".")
    content = (tmp_path / "to" / "current" / "register.jsonl").read_bytes()
    published = commit_files(project, {"register.jsonl": content})
    git(project, "checkout", "--quiet", "main")
    git(project, "update-ref", "refs/remotes/origin/gh-pages", published)
    register = published_register(repository)
    assert register
    assert told(project, registered=register.entries) == []


def test_a_change_that_was_put_back_is_a_remark(project: Path) -> None:
    """Who reverts a mistake is not blamed for ever; what happened is still told."""
    commit_files(project, {FIRST: b"changed: by mistake\n"}, "Mistake")
    git(project, "revert", "--no-edit", "HEAD")
    verified = verify_history(repository_at(project))
    assert verified.findings == ()
    (remark,) = verified.remarks
    assert '"Mistake", and put back by ' in remark


def test_git_replace_and_grafts_are_seen_through(project: Path) -> None:
    """What git shows in the place of a commit is not taken for the commit."""
    honest = git(project, "rev-parse", "HEAD")
    commit_files(project, {FIRST: record("golden-rules", "1.0.0", "Do what you like.")}, "Mend a typing error")
    git(project, "replace", "HEAD", honest)
    assert git(project, "show", f"HEAD:{FIRST}").endswith("Do what is right.")
    assert len(told(project)) == 1
    git(project, "replace", "--delete", "HEAD")
    (project / ".git" / "info").mkdir(exist_ok=True)
    tip = git(project, "rev-parse", "HEAD")
    (project / ".git" / "info" / "grafts").write_text(f"{tip}\n", encoding="ascii")
    assert len(told(project)) == 1


def test_a_tag_that_was_replayed_or_moved_is_found(project: Path) -> None:
    """A tag put under the name of a version it was not made for is named; other tags are nobody's business."""
    git(project, "tag", "golden-rules/1.0.0", "-m", "Published")
    git(project, "tag", "anything", "golden-rules/1.0.0^{}")
    assert told(project) == []
    git(project, "update-ref", "refs/tags/golden-rules/2.0.0", "refs/tags/golden-rules/1.0.0")
    assert told(project) == ['The tag "golden-rules/2.0.0" is the tag "golden-rules/1.0.0" under another name.']
    git(project, "tag", "--force", "golden-rules/2.0.0", git(project, "rev-list", "--max-parents=0", "HEAD"))
    assert told(project) == [
        'The tag "golden-rules/2.0.0" stands for a commit that does not hold golden-rules 2.0.0 as it is now.'
    ]


def test_a_version_made_a_link_is_found(project: Path) -> None:
    """A link could show another text on another machine."""
    (project / FIRST).unlink()
    (project / FIRST).symlink_to("2.0.0.yml")
    assert changed(project, "HEAD") == ["Version 1.0.0 of golden-rules is published, and this changes it."]
    commit_files(project, {}, "Link it")
    assert len(told(project)) == 1


def test_a_version_added_to_the_base_meanwhile_is_not_missed(project: Path) -> None:
    """A branch that is behind its base has not removed what it never had."""
    git(project, "checkout", "--quiet", "-b", "behind")
    commit_files(project, {"content/pages/contact.md": b"Contact"})
    git(project, "checkout", "--quiet", "main")
    commit_files(project, {FILE.format("3.0.0"): record("golden-rules", "3.0.0")})
    git(project, "checkout", "--quiet", "behind")
    assert changed(project, "main") == []


def test_each_way_of_having_no_history_is_told_plainly(project: Path, tmp_path: Path) -> None:
    """No repository, an empty one, an unknown revision and an option in its place each have their own words."""
    outside = tmp_path / "outside"
    outside.mkdir()
    assert find_repository(outside) is None
    with pytest.raises(GitFailed, match="is in no git repository"):
        repository_at(outside)
    (finding,) = verify_history(repository_at(new_repository(tmp_path / "empty"))).findings
    assert str(finding.message) == "Nothing was committed in this repository yet."
    with pytest.raises(GitFailed, match='There is no commit "origin/none" in this repository'):
        changed(project, "origin/none")
    with pytest.raises(GitFailed, match="There is no commit"):
        changed(project, f"--output={tmp_path / 'written'}")
    assert not (tmp_path / "written").exists()


def registered(current: Path) -> tuple[Entry, ...]:
    """Return the entries of the register of a published site."""
    return read_register((current / "register.jsonl").read_bytes()).register.entries


def test_a_folder_that_is_not_there_is_no_other_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git is never run in the folder that the program happens to run in."""
    monkeypatch.chdir(new_repository(tmp_path / "another"))
    with pytest.raises(GitFailed):
        repository_at(tmp_path / "not-there")
