"""Puts the review of a change under its pull request: one comment, which every later push brings up to date.

GitLab calls it a note of a merge request (docs.gitlab.com/api/notes), Forgejo and Gitea a comment of an issue
(forgejo.org/docs/latest/user/api-usage); all take a list, a new one, and another body for one that stands there.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any, Final

from inforce.store.atomic import Failure

_TIMEOUT: Final = 30
_LARGEST: Final = 50_000_000
_MOST_PAGES: Final = 100
_GITLAB: Final = re.compile(r"https?://\S+/merge_requests/\d+/notes")
_FORGEJO: Final = re.compile(r"(https?://\S+/issues)/\d+/comments")
_REMEDY: Final = "Look whether the token may still write comments, and run the job again."


class _NoWayOn(urllib.request.HTTPRedirectHandler):
    """Follows no answer that leads elsewhere: the token is for the forge that was named."""

    def redirect_request(self, *_args: Any) -> None:
        """Return nothing, so that the answer counts as an error."""


_OPENER: Final = urllib.request.build_opener(_NoWayOn)


def put_under(address: str, review: str, mark: str, token: str) -> None:
    """Have *review*, which begins with *mark*, stand once in the list of comments at *address* of a forge's API.

    A comment with the mark that *token* may change becomes the review; where there is none, the review is a new one.
    Raises `Failure` where the forge does not take it.
    """
    of_forgejo = _FORGEJO.fullmatch(address)
    if not of_forgejo and not _GITLAB.fullmatch(address):
        raise Failure(
            f'"{address}" is no list of the comments under a pull request.',
            "It ends in /merge_requests/NUMBER/notes at GitLab, and in /issues/NUMBER/comments at Forgejo.",
        )
    method, one = ("PATCH", f"{of_forgejo[1]}/comments") if of_forgejo else ("PUT", address)
    ours = [comment for comment in _comments(address, token) if str(comment.get("body", "")).startswith(mark)]
    if any(comment["body"] == review for comment in ours):
        return
    for comment in reversed(ours):
        try:
            _asked(method, f"{one}/{comment['id']}", token, review)
        except PermissionError:
            continue  # somebody else quoted a review of ours
        return
    try:
        _asked("POST", address, token, review)
    except PermissionError as error:
        raise Failure(str(error), _REMEDY) from None


def _comments(address: str, token: str) -> Iterator[dict[str, Any]]:
    """Yield the comments there are; GitLab gives them page by page, and says in a header which is next."""
    page = "1"
    for _ in range(_MOST_PAGES):
        try:
            comments, page = _asked("GET", f"{address}?per_page=100&page={page}", token)
        except PermissionError as error:
            raise Failure(str(error), _REMEDY) from None
        yield from (one for one in comments if isinstance(one, dict) and isinstance(one.get("id"), int))
        if not page.isdigit():
            return


def _asked(method: str, address: str, token: str, body: str = "") -> tuple[list[Any], str]:
    """Return the list that is answered, and which page is next; raise `PermissionError` where that is not allowed."""
    request = urllib.request.Request(  # noqa: S310 -- http and https only, see above
        address, json.dumps({"body": body}).encode() if body else None, method=method,
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json", "User-Agent": "inforce"},
    )  # fmt: skip
    where = address.partition("?")[0]
    try:
        with _OPENER.open(request, timeout=_TIMEOUT) as answer:
            said = json.loads(answer.read(_LARGEST))
            return said if isinstance(said, list) else [], answer.headers.get("X-Next-Page", "")
    except urllib.error.HTTPError as error:
        what = f"{where} answers with {error.code} {error.reason}."
        if error.code in (401, 403, 404):
            raise PermissionError(what) from None
        raise Failure(what, _REMEDY) from None
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise Failure(f"{where} gives no answer that can be read: {reason}.", _REMEDY) from None
