"""A change is told in one comment for whoever approves guidance: what it does first, problems last, nothing raw."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from real_project import copied, environment, run

DAY = "2026-11-29"
AS_EDITOR = {
    f"GIT_{role}_{what}": said
    for role in ("AUTHOR", "COMMITTER")
    for what, said in (("NAME", "Editor"), ("EMAIL", "editor@example.org"))
}
DOCUMENT = "content/guidance/seven-golden-rules"
REVIEW = ("inforce", "review", "--base", "main", "--on", DAY)


class Forge:
    """The comments of one pull request on the loopback, as the API of GitLab or of Forgejo has them."""

    ADDRESSES: ClassVar = {
        "gitlab": ("/api/v4/projects/7/merge_requests/3/notes", "/api/v4/projects/7/merge_requests/3/notes/", "PUT"),
        "forgejo": ("/api/v1/repos/o/guidance/issues/3/comments", "/api/v1/repos/o/guidance/issues/comments/", "PATCH"),
    }
    TOKEN = "secret-4711"  # noqa: S105 - opens nothing

    def __init__(self, forge: str, leads_to: str = "") -> None:
        """Have no comments, and take new ones; every request is led on to *leads_to*, if that is given."""
        self.list, self.one, self.method = self.ADDRESSES[forge]
        self.pages = forge == "gitlab"
        self.leads_to = leads_to
        self.comments: dict[int, str] = {}
        self.of_somebody = ""
        self.asked = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}{self.list}"

    def __enter__(self) -> Forge:
        """Serve."""
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Serve no longer."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, token: str, body: str) -> tuple[int, object, str]:
        """Return status and body of the answer, and the page that follows."""
        self.asked += 1
        place, query = urlsplit(path).path, parse_qs(urlsplit(path).query)
        every: list[object] = ["odd", {"body": "<!-- inforce review -->"}]  # what no forge should answer stops nothing
        every += [{"id": number, "body": said} for number, said in self.comments.items()]
        if token != f"Bearer {self.TOKEN}":
            return 403, {"message": "403 Forbidden"}, ""
        if method == "GET" and place == self.list and self.pages:
            page, size = (int(query[name][0]) for name in ("page", "per_page"))
            following = str(page + 1) if page * size < len(every) else ""
            return 200, every[(page - 1) * size : page * size], following
        if method == "GET" and place == self.list:
            return 200, every, ""
        if method == "POST" and place == self.list:
            number = len(self.comments) + 1
        elif method == self.method and place.startswith(self.one):
            number = int(place.removeprefix(self.one))
            if self.comments[number] == self.of_somebody:
                return 403, {"message": "not yours"}, ""
        else:
            return 404, {"message": "404 Not Found"}, ""
        self.comments[number] = json.loads(body)["body"]
        return 201, {"id": number}, ""

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        forge = self

        class Answers(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                if forge.leads_to:
                    self.send_response(302)
                    self.send_header("Location", forge.leads_to)
                    self.end_headers()
                    return
                body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
                token = self.headers["Authorization"]
                status, said, following = forge.answer(self.command, self.path, token, body)
                self.send_response(status)
                self.send_header("X-Next-Page", following)
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())

            do_GET = do_POST = do_PUT = do_PATCH = _answer  # noqa: N815 - as http.server names them

            log_message: Callable[..., None] = lambda *_args: None

        return Answers


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose main branch has the content of this project."""
    folder = copied(tmp_path_factory.mktemp("review") / "project")
    for command in (["init", "-qb", "main"], ["add", "-A"], ["commit", "-qm", "Begin"]):
        subprocess.run(["git", *command], cwd=folder, env=environment(**AS_EDITOR), check=True)
    return folder


def said(project: Path, text: str) -> str:
    """Return the review of a version 2.1.0 in which *text* took the place of words of rule 7."""
    file = project / DOCUMENT / "versions/2.1.0.yml"
    file.unlink(missing_ok=True)
    options = ["--kind", "minor", "--in-force-from", "2026-12-20", "--on", DAY]
    assert run(project, "inforce", "revise", "seven-golden-rules", *options).returncode == 0
    written = file.read_text(encoding="utf-8")
    for old, new in (
        ("what changed and why, in a sentence or two for readers", "A [note](https://evil.test) <b>of</b> it."),
        ("the role or board that approved it", "Board"),
        ("the day on which it was approved", DAY),
        ("Keep a record of your decision", text),
    ):
        written = written.replace(old, new)
    file.write_text(written, encoding="utf-8")
    done = run(project, "inforce", "review", "--base", "main", "--on", DAY)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_reversal_comes_first_with_its_redline_and_is_held_against_the_kind(project: Path) -> None:
    """Whoever approves sees that the meaning changes although the change calls itself minor."""
    review = said(project, "Never keep a record of your decision")
    assert review.index("### Changes the meaning") < review.index("## What the check says")
    assert "<del>Keep</del><ins>Never keep</ins> a record" in review
    assert "Declared as minor" in review
    assert "Found: it changes the meaning." in review
    assert "This cannot be published yet." in review


def test_what_a_file_says_cannot_break_out_of_the_comment(project: Path) -> None:
    """No link and no tag of theirs is one."""
    review = said(project, "Keep a <script>alert(1)</script> record of your decision")
    assert "<script>" not in review
    assert "<b>" not in review
    assert "[note](" not in review


def test_a_version_that_cannot_be_read_is_not_passed_over(project: Path) -> None:
    """Nobody is told that nothing is added where nobody can say what is."""
    review = said(project, "<<<<<<< HEAD")
    assert "versions/2.1.0.yml: cannot be read yet, so nobody can say what it changes." in review
    assert "No version" not in review


def test_what_is_withdrawn_or_cancelled_is_told_and_so_is_a_withdrawal_that_is_taken_back(project: Path) -> None:
    """It is no new version, and the largest change there is."""
    file = project / DOCUMENT / "document.yml"
    before = file.read_text(encoding="utf-8")
    (project / DOCUMENT / "versions/2.1.0.yml").unlink(missing_ok=True)
    file.write_text(
        f"{before}withdrawn:\n  on: 2026-12-31\n  reason: Moved <b>elsewhere</b>.\n"
        "called_off:\n  - version: 2.0.0\n    on: 2026-11-20\n    reason: Not ready.\n",
        encoding="utf-8",
    )
    told = run(project, *REVIEW).stdout
    assert "is withdrawn: from 31 December 2026 it no longer applies, in print either. Moved" in told
    assert ", version 2.0.0, is cancelled and never comes into force. Not ready." in told
    assert "<b>" not in told
    for command in (["checkout", "-qb", "taken-back"], ["commit", "-qam", "Withdraw"]):
        subprocess.run(["git", *command], cwd=project, env=environment(**AS_EDITOR), check=True)
    file.write_text(before, encoding="utf-8")
    again = run(project, "inforce", "review", "--base", "taken-back", "--on", DAY).stdout
    subprocess.run(["git", "checkout", "-qf", "main"], cwd=project, check=True)
    assert "is no longer withdrawn, and has to be followed again." in again


def test_who_is_bound_and_other_facts_are_told_where_they_change_without_a_version(project: Path) -> None:
    """Nobody who approves a change of `document.yml` has to read YAML to see that others have to follow it."""
    file = project / DOCUMENT / "document.yml"
    before = file.read_text(encoding="utf-8")
    (project / DOCUMENT / "versions/2.1.0.yml").unlink(missing_ok=True)
    who = re.search("^audience: (.*)$", before, re.MULTILINE)
    assert who
    now = before.replace(who[0], "audience: <b>Managers</b> only").replace("Contact to be named", "Hub")
    file.write_text(f"{now}print_valid_for: 3 days\n", encoding="utf-8")
    told = run(project, *REVIEW).stdout
    file.write_text(before, encoding="utf-8")
    assert f'**who has to follow it** changes from "{who[1]}" to "' in told
    assert 'only", with the next publication and without a new version.' in told
    assert "<b>" not in told
    assert 'how to reach the owner changes from "Contact to be named" to "Hub", with' in told
    assert "how long a printed copy may be relied on changes, with the next publication" in told
    assert ": the owner changes" not in told
    assert "**who has to follow it**" not in run(project, *REVIEW).stdout


def test_the_same_change_is_told_in_the_same_words_and_fits_into_a_comment(project: Path) -> None:
    """So that the comment is brought up to date in its place, and no forge refuses it."""
    one, other = (said(project, "Keep a note of your decision") for _ in range(2))
    assert one == other
    assert len(one) < 65_536


@pytest.mark.parametrize("forge", Forge.ADDRESSES)
def test_a_pull_request_has_one_comment_which_every_push_brings_up_to_date(project: Path, forge: str) -> None:
    """Also where people commented before, and where somebody else quoted the review, which is left alone."""
    with Forge(forge) as there:
        there.comments = dict.fromkeys(range(1, 150), "A question.")
        there.comments[150] = there.of_somebody = "<!-- inforce review -->\nWhat does this mean?"
        for _push in range(2):
            first = posted(project, there.address, "Keep a note of your decision")
            assert first == there.comments[151]
            second = posted(project, there.address, "Keep no note of your decision")
            assert second == there.comments[151] != first
        assert (len(there.comments), there.comments[150]) == (151, there.of_somebody)


@pytest.mark.parametrize(
    ("path", "token", "why"),
    [
        ("", "", "There is no token"),
        ("", "another", "answers with 403"),
        ("/elsewhere", "secret-4711", "is no list of the comments"),
    ],
)
def test_a_review_that_cannot_be_posted_is_printed_and_says_why(project: Path, path: str, token: str, why: str) -> None:
    """What went wrong stands there with what to do, and no token does."""
    with Forge("gitlab") as there:
        done = run(project, *REVIEW, "--post", f"{there.address}{path}", REVIEW_TOKEN=token)
    assert (done.returncode, why in done.stderr) == (3, True), done.stderr
    assert done.stdout.startswith("<!-- inforce review -->")
    assert "4711" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_token_is_not_taken_to_where_a_forge_leads(project: Path) -> None:
    """An address that has moved is an error, whoever it leads to."""
    with Forge("gitlab") as other, Forge("gitlab", leads_to=other.address) as there:
        done = run(project, *REVIEW, "--post", there.address, REVIEW_TOKEN=Forge.TOKEN)
    assert (done.returncode, "answers with 302" in done.stderr, other.asked) == (3, True, 0), done.stderr


def posted(project: Path, address: str, text: str) -> str:
    """Return the review of a change that says *text*, which was put under the pull request at *address*."""
    said(project, text)
    done = run(project, *REVIEW, "--post", address, REVIEW_TOKEN=Forge.TOKEN)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
