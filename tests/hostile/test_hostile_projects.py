"""Whatever a pull request of data brings: it is refused, or nothing of it runs, leaks or replaces ours.

``make soak`` tries the whole corpus, and ``make test`` a share of it that is drawn each day.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page

import site_server
from hostile.projects import CORPUS, Hostile, named, plain_project, with_outcome
from inforce.reading.content_folder import read_content
from real_project import DAY, run

SOAK = bool(os.environ.get("INFORCE_SOAK"))
DRAW = Random(int(time.time() // 86_400))  # noqa: S311 -- other cases each day, the same in every process
SECRET = "SECRET-4711"  # noqa: S105 -- of nobody


def built(project: Path, *, code: int) -> tuple[str, ...]:
    """Build *project* where a secret stands in the environment, and return the problems that were told."""
    secrets = dict.fromkeys(("TOKEN", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN"), SECRET)
    done = run(project, "inforce", "build", "--on", DAY, **secrets)
    assert done.returncode == code, done.stderr
    assert "Stopped by a fault" not in done.stderr
    told = re.findall(r"^(\S+)(?:, line [^·\n]*)? · (?!warning)(\S+)$", done.stderr, re.MULTILINE)
    return tuple(sorted({" ".join(one) for one in told}))


def drawn(cases: Sequence[Hostile], count: int) -> list[Hostile]:
    """Return *count* of the cases, or all of them in the long run."""
    return list(cases) if SOAK or len(cases) <= count else sorted(DRAW.sample(cases, count), key=lambda one: one.name)


def test_the_corpus_is_as_large_as_it_has_to_be() -> None:
    """Of every outcome there are many cases."""
    assert len(CORPUS) >= 550
    assert {case.outcome[0] for case in CORPUS} == {"refused when checked", "refused when built", "harmless"}


@pytest.mark.parametrize("case", drawn(with_outcome("refused when checked"), 60), ids=lambda case: case.name)
def test_what_can_be_told_without_a_build_is_told_by_the_check(case: Hostile, tmp_path: Path) -> None:
    """The file and the code are what the case expects, and there is nothing else."""
    project = plain_project(tmp_path / "project")
    case.apply(project)
    _, problems = read_content(project / "content")
    assert named(problems) == case.outcome[1]


_TOLD_TOGETHER = ("page-html or link-address or bidi-control", "link-leads-nowhere")


def _told_as(codes: str) -> list[Hostile]:
    """Return the cases of one page whose problems all have one of *codes*, "one or another"."""
    cases = [case for case in with_outcome("refused when built") if case.adds_one_page]
    return [case for case in cases if {line.split()[1] for line in case.outcome[1]} <= {*codes.split(" or ")}]


@pytest.mark.parametrize("codes", _TOLD_TOGETHER)
def test_what_only_the_made_page_shows_is_told_by_the_build(codes: str, tmp_path: Path) -> None:
    """Every page of the corpus that can stand beside the others, in one build: each has its own problems."""
    project = plain_project(tmp_path / "project")
    cases = _told_as(codes)
    assert cases
    for case in cases:
        case.apply(project)
    assert built(project, code=1) == tuple(sorted({line for case in cases for line in case.outcome[1]}))
    assert not (project / "site").exists()


_TOGETHER = {case.name for codes in _TOLD_TOGETHER for case in _told_as(codes)}
_ALONE = [case for case in with_outcome("refused when built") if case.name not in _TOGETHER]


@pytest.mark.parametrize("case", drawn(_ALONE, 3), ids=lambda case: case.name)
def test_what_ends_a_build_is_told_once(case: Hostile, tmp_path: Path) -> None:
    """What comes from the configuration or the theme is told there, not on each page; and what ends it at a page."""
    project = plain_project(tmp_path / "project")
    case.apply(project)
    assert built(project, code=1) == case.outcome[1]


_WITH_OTHERS = [case for case in with_outcome("harmless") if case.adds_one_page or not case.change.startswith("In ")]
_BY_ITSELF = [case for case in with_outcome("harmless") if case not in _WITH_OTHERS]
_SITES = [_WITH_OTHERS, *([case] for case in drawn(_BY_ITSELF, 1))]


@pytest.fixture(scope="module", params=_SITES, ids=lambda cases: "together" if len(cases) > 1 else cases[0].name)
def harmless(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with all harmless cases in it that can stand beside each other, and one for each of the others."""
    project = plain_project(tmp_path_factory.mktemp("harmless") / "project")
    for case in request.param:
        case.apply(project)
    built(project, code=0)
    return project / "site"


def test_nothing_from_outside_and_nothing_in_the_place_of_ours(harmless: Path, tmp_path: Path) -> None:
    """No secret of the environment, no file that was left behind; every script and style is the theme's own."""
    files = [file for file in harmless.rglob("*") if file.is_file()]
    assert [file for file in files if SECRET.encode() in file.read_bytes()] == []
    names = [file.relative_to(harmless).as_posix() for file in files]
    assert [name for name in names if re.search(r"~|thumbs\.db|desktop\.ini|(^|/)\.", name, re.IGNORECASE)] == []
    plain = plain_project(tmp_path / "project")
    built(plain, code=0)
    ours, found = _programs(plain / "site"), _programs(harmless)
    assert len(ours) > 5
    assert found == ours


def _programs(site: Path) -> dict[str, bytes]:
    """Return the scripts and fonts of a site by their names without digests, and without the words of a catalogue."""
    files = [file for file in (site / "assets").rglob("*") if file.suffix in {".js", ".woff2"}]
    return {file.name.partition(".")[0]: _WORDS.sub(b"", file.read_bytes()) for file in files}


_WORDS = re.compile(rb'Object\.assign\(globalThis\.inforceWords \?\?= \{\}, (?:"(?:[^"\\<]|\\.)*"|[{:,}])*\);\n')
"""What the words of an organisation are within a script: strings, and nothing that ends one."""


@pytest.fixture(params=["under the policy", "without it"])
def page(request: pytest.FixtureRequest, harmless: Path, browser: Browser) -> Iterator[tuple[Page, str]]:
    """A page of the browser, and the address of the site, with and without what hosts send."""
    with pytest.MonkeyPatch.context() if request.param == "without it" else nullcontext() as patch:
        if patch:
            patch.setattr(site_server, "HEADERS", {})
        context = browser.new_context(bypass_csp=patch is not None)
        with site_server.serving(harmless) as address:
            yield context.new_page(), address
        context.close()


def test_no_script_of_theirs_runs(page: tuple[Page, str], harmless: Path) -> None:
    """On every page of the site, after a click on each of its links, and in what the search finds."""
    shown, address = page
    wrong: list[str] = []
    shown.on("dialog", lambda dialog: (wrong.append(f"dialog on {shown.url}"), dialog.dismiss()))
    shown.on(
        "request", lambda request: None if request.url.startswith((address, "data:")) else wrong.append(request.url)
    )
    shown.add_init_script("window.alert = () => { document.title = 'THEIRS RAN'; console.error('THEIRS RAN'); }")
    shown.on("console", lambda message: wrong.append(message.text) if "THEIRS RAN" in message.text else None)
    pages = sorted({file.parent.relative_to(harmless).as_posix() for file in harmless.glob("*/index.html")})
    files = [file.name for ending in ("svg", "pdf") for file in harmless.glob(f"*.{ending}")]
    for path in pages:
        shown.goto(f"{address}{path}/", wait_until="load")
        shown.evaluate(
            "document.querySelectorAll('a').forEach(a => { if (a.protocol === 'javascript:') a.click();"
            " a.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})); })"
        )
    for file in files:
        shown.request.get(f"{address}{file}")
        if file.endswith(".svg"):
            shown.goto(f"{address}{file}", wait_until="load")
    for words in ("img", "pictures", "script", "quotes"):
        shown.goto(f"{address}about/?q={words}", wait_until="load")
        shown.locator(".site-search__field").fill(words)
        shown.wait_for_timeout(600)
    assert len(pages) > 5
    assert wrong == []
