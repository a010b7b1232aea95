"""What is uploaded to a bucket in which order, and how each file is served from it."""

from __future__ import annotations

import pytest

from inforce.publish.destinations.bucket import OBJECTS, plan
from inforce.publish.destinations.destination import Release
from inforce.publish.destinations.object_store import served_as

HASH = "0" * 64
RECORD = "guidance/golden-rules/1.0.0.yml"
PAGE = "guidance/golden-rules/1.0.0/index.html"


def release(*paths: str) -> Release:
    """Return a release with these files."""
    return Release(1, dict.fromkeys((*paths, "register.jsonl"), HASH), {}, lambda _: b"")


def test_what_others_need_is_uploaded_before_what_needs_it() -> None:
    """Hashed assets, records, other assets, new pages, changed pages, and the home page last."""
    files = ("index.html", "about/index.html", PAGE, RECORD, "assets/plain.js", "assets/look.0123abcd.css")
    there = {"index.html": "a", "about/index.html": "b"}
    todo = plan(release(*files), there, {}, lambda _: False)
    assert [[write.path for write in stage] for stage in todo.stages] == [
        ["assets/look.0123abcd.css"], [RECORD], ["assets/plain.js"], [PAGE], ["about/index.html"], ["index.html"],
    ]  # fmt: skip
    assert {write.path: write.etag for stage in todo.stages for write in stage if write.etag} == there


def test_only_what_changed_is_uploaded_and_records_are_never_removed() -> None:
    """Pages that are gone are removed; records, the register and what publishing keeps for itself stay."""
    there = dict.fromkeys((PAGE, RECORD, "old/index.html", "register.jsonl", "checkpoint.json", ".inforce/live"), "a")
    todo = plan(release(PAGE), there, {"old/index.html": HASH}, lambda path: path == PAGE)
    assert (todo.writes, todo.unchanged, todo.removed) == (0, (PAGE,), ("old/index.html",))
    assert todo.earlier == {"old/index.html": f"{OBJECTS}{HASH}"}


@pytest.mark.parametrize(
    ("path", "content_type", "for_good"),
    [
        ("index.html", "text/html; charset=utf-8", False),
        (RECORD, "application/yaml", True),
        ("assets/stylesheets/main.57a0d79d.min.css", "text/css; charset=utf-8", True),
        ("assets/plain.js", "text/javascript; charset=utf-8", False),
        ("assets/fonts/inforce-sans-bold.woff2", "font/woff2", False),
        ("guidance/golden-rules/1.0.0.pdf", "application/pdf", False),
        ("api/currency.json", "application/json", False),
        ("register.jsonl", "application/jsonl", False),
        ("SHA256SUMS", "text/plain; charset=utf-8", False),
        ("checkpoint.json.sig", "text/plain; charset=utf-8", False),
        ("content/site.yml", "application/yaml", False),
        ("some.thing", "application/octet-stream", False),
    ],
)
def test_each_file_is_served_as_what_it_is(path: str, content_type: str, *, for_good: bool) -> None:
    """Only what never changes under its name may be kept without asking again."""
    served = served_as(path)
    assert served.content_type == content_type
    assert served.cache_control == ("public, max-age=31536000, immutable" if for_good else "no-cache")
