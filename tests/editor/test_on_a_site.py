"""The editing page of a published site: the same engine in the browser, and a change proposed on a forge."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser_fixtures import QUIET, chromium
from editor.github_stand_in import TOKEN, Forge, forge_over
from editor.person import MOST_ACTIONS, begun, declared
from firefox import Firefox
from inforce.build.editor_files import fetched
from inforce.engine.session import opened
from inforce.engine.views import policy
from inforce.model.problem import ProblemError
from real_project import PROJECT, built, copied, named, run
from site_server import serving

VERSION = "content/guidance/seven-golden-rules/versions/3.0.0.yml"
API = "https://forge.made-up.test/api/v3"
SLOW = 90_000


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that wants the editing page; what is fetched for it is kept from one run of the tests to the next."""
    cache = PROJECT / ".cache" / "inforce"
    try:
        fetched(cache)
    except ProblemError as missing:
        tell = pytest.fail if os.environ.get("CI") else pytest.skip
        tell(f"{missing.message} {missing.remedy}")
    found = copied(tmp_path_factory.mktemp("site"))
    named(found)
    settings = found / "content/site.yml"
    wanted = "editor: yes\nforge:\n  kind: github\n  repository: https://forge.made-up.test/team/guidance\n"
    settings.write_text(settings.read_text(encoding="utf-8") + wanted, encoding="utf-8")
    (found / ".cache/inforce").mkdir(parents=True)
    shutil.copytree(cache / "editor", found / ".cache/inforce/editor", copy_function=os.link)
    return found


@pytest.fixture(scope="module")
def forge(project: Path) -> Iterator[Forge]:
    """A repository of the project as it is published."""
    with forge_over(project) as found:
        yield found


@pytest.fixture(scope="module")
def sent() -> list[tuple[str, int]]:
    """What the server of the site was asked for, with the status of each answer."""
    return []


@pytest.fixture(scope="module")
def address(project: Path, forge: Forge, sent: list[tuple[str, int]]) -> Iterator[str]:
    """The address of the site, whose editing page asks the stand-in instead of the forge."""
    site = built(project)
    start = site / "edit/index.html"
    start.write_text(start.read_text(encoding="utf-8").replace(API, forge.address), encoding="utf-8")
    with serving(site, policy(forge.address), sent=sent) as where:
        yield where


@pytest.fixture(scope="module")
def page(browser: Browser, address: str, forge: Forge) -> Iterator[Page]:
    """A page of the site that asks its own address and the forge, and no other; the engine starts in it once."""
    context = browser.new_context(accept_downloads=True, reduced_motion="reduce")
    found = context.new_page()
    found.set_default_timeout(SLOW)
    elsewhere: list[str] = []
    found.on(
        "request",
        lambda one: None if one.url.startswith((address, forge.address, "blob:")) else elsewhere.append(one.url),
    )
    missing: list[str] = []
    found.on("response", lambda one: missing.append(one.url) if one.status >= 400 else None)
    yield found
    context.close()
    assert elsewhere == []
    assert [url for url in missing if url.startswith(address)] == []


def test_the_service_worker_leaves_the_page_alone(page: Page, address: str) -> None:
    """Nothing of it is kept among the reader's copies, and nothing answers in the place of the site."""
    page.goto(f"{address}guidance/seven-golden-rules/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    assert page.get_by_role("link", name="Propose a change").get_attribute("href") == "../../edit/#seven-golden-rules"
    page.goto(f"{address}edit/")
    page.wait_for_selector("[data-ready]")
    kept = page.evaluate(
        "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(one => one.keys()))))"
        ".then(all => all.flat().map(one => one.url))"
    )
    assert [url for url in kept if "/edit/" in url] == []


def test_a_second_visit_loads_nothing_again(
    browser: Browser, address: str, sent: list[tuple[str, int]], tmp_path: Path
) -> None:
    """Also where the host says of no file that it may be kept; what has a name of its own is not even asked for."""
    profile = browser.browser_type.launch_persistent_context(tmp_path, executable_path=chromium(), args=QUIET)
    found = profile.new_page()
    found.set_default_timeout(SLOW)
    for _visit in range(2):
        sent.clear()
        found.goto(f"{address}edit/")
        found.wait_for_selector("[data-ready]")
        found.goto("about:blank")
    profile.close()
    assert [path for path, status in sent if status == 200] == []
    assert [path for path, _status in sent if path.endswith((".zip", ".wasm"))] == []


def test_the_page_may_have_an_origin_of_its_own(browser: Browser, address: str) -> None:
    """Another name shows it with the files that it needs and nothing else, and the site leads there."""
    own = address.replace("127.0.0.1", "localhost")
    context = browser.new_context(service_workers="block")
    found = context.new_page()
    found.set_default_timeout(SLOW)
    refused: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        if url.startswith(f"{address}edit/"):
            route.fulfill(status=302, headers={"Location": url.replace(address, own)})
        elif url.startswith(own) and not url.startswith((f"{own}edit/", f"{own}assets/")):
            refused.append(url)
            route.abort()
        else:
            route.continue_()

    context.route("**/*", answer)
    found.goto(f"{address}guidance/seven-golden-rules/")
    found.get_by_role("link", name="Propose a change").click()
    found.wait_for_selector("[data-ready]")
    assert found.url == f"{own}edit/#seven-golden-rules"
    expect(found.get_by_label("From which date does it apply?").first).to_be_visible()
    context.close()
    assert refused == []


def test_a_first_visit_is_below_10_mb(project: Path, address: str) -> None:
    """As hosts send it, compressed; zips are sent as they are."""
    assert address
    files = [path for path in (project / "site/edit").rglob("*") if path.is_file()]
    assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in files) < 10_000_000


def test_it_looks_like_the_site_and_shows_guidance_as_the_site_does(page: Page, address: str) -> None:
    """In the colours and fonts of readers' pages, by the sheets that the site has."""
    page.goto(f"{address}edit/")
    page.wait_for_selector("[data-ready]")
    ours = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(one => one.status === 'loaded').length)"
    )
    assert ours > 0
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--font')").startswith('"Inforce')
    sheets = page.evaluate("[...document.querySelectorAll('link[data-readers]')].map(one => one.dataset.readers)")
    assert [page.request.get(f"{address}edit/{sheet}").headers["content-type"] for sheet in sheets] == ["text/css"]


def test_this_page_alone_may_run_what_the_engine_takes(address: str, project: Path) -> None:
    """No other page may, in itself or by what hosts are told to send; and the files of the engine are those locked."""
    assert address
    site = project / "site"
    with_wasm = [path for path in site.rglob("*.html") if "wasm-unsafe-eval" in path.read_text(encoding="utf-8")]
    assert with_wasm == [site / "edit/index.html"]
    every, of_editor = (site / "_headers").read_text(encoding="utf-8").split("/edit/*\n")
    assert "wasm" not in every
    assert "! Content-Security-Policy" in of_editor
    assert "script-src 'self' 'wasm-unsafe-eval';" in of_editor
    facts = json.loads((site / "edit/engine.json").read_text(encoding="utf-8"))
    for name in ("engine", "library", "content"):
        digest = hashlib.sha256((site / "edit" / facts[name]).read_bytes()).hexdigest()
        assert facts[name] == f"{name}-{digest[:16]}.zip"


def test_the_browser_says_what_this_machine_says(page: Page, address: str, project: Path) -> None:
    """Problems, source, redline and page are the same to the letter, whichever Python they come from."""
    page.goto(f"{address}edit/")
    ask = f"async ([question, given]) => (await import('{address}edit/engine.js')).ask(question, given)"
    name, where = "Ours", "https://guidance.made-up.test/"
    here = opened(str(project / "content"), page.evaluate(ask, ["open", {}])["day"], name, where)

    def both(question: str, given: dict[str, Any]) -> dict[str, Any]:
        there: dict[str, Any] = page.evaluate(ask, [question, given])
        assert there == json.loads(here.answer(question, json.dumps(given)))
        return there

    file = both("begin", {"document": "seven-golden-rules", "kind": "minor", "day": "2027-01-10"})
    for old, new in (("without disclosing", "disclosing"), ("may share", "must share"), ("GDPR", "the GDPR")):
        values = json.loads(json.dumps(file["values"]).replace(old, new))
        both("check", {"file": file["file"], "content": file["content"], "values": values})
    facts = {"title": "Advice", "short_title": "Advice", "publisher": "A board", "published": "2026-03"}
    both("begin edition", {"source": "advice", "edition": "2026", **facts, "text": "1.2 Ask first.\n\n(3) Keep it."})


def test_a_change_is_proposed_from_the_browser_alone(page: Page, address: str, project: Path, forge: Forge) -> None:
    """From the guidance to the pull request in at most 25 actions: one commit, one file, and the check passes on it."""
    person = begun(page, f"{address}edit/")
    declared(person)
    with page.expect_download() as download:
        person.click("Propose this change")
    assert download.value.suggested_filename == "3.0.0.yml"
    where = page.get_by_role("link", name="Upload it there").get_attribute("href")
    assert where == f"https://forge.made-up.test/team/guidance/upload/main/{VERSION.rpartition('/')[0]}"
    person.open("Or propose it from here")
    person.write("Fine-grained token", TOKEN)
    person.click("Propose with this token")
    expect(page.get_by_role("link", name="Open the pull request")).to_be_visible()
    assert person.actions + 1 <= MOST_ACTIONS
    (pull,) = forge.pulls
    assert pull["draft"] is False
    changed = forge.git("diff", "--name-status", "main", pull["head"])
    assert changed == f"A\t{VERSION}\n"
    assert forge.git("rev-list", "--count", f"main..{pull['head']}").strip() == "1"
    proposed = forge.git("show", f"{pull['head']}:{VERSION}")
    assert proposed == download.value.path().read_text(encoding="utf-8")
    assert TOKEN not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    (project / VERSION).write_text(proposed, encoding="utf-8")
    done = run(project, "inforce", "check", "--on", "2026-11-29")
    (project / VERSION).unlink()
    assert done.returncode == 0, done.stderr


def test_a_draft_with_errors_is_proposed_as_a_draft_and_kept(page: Page, address: str, forge: Forge) -> None:
    """A wrong token is told, nothing is lost, and the pull request says that it is not ready."""
    before = len(forge.pulls)
    page.once("dialog", lambda dialog: dialog.accept())
    page.evaluate("() => { location.hash = ''; }")
    page.get_by_role("button", name="Throw away").click()
    person = begun(page, f"{address}edit/", "2027-01-10")
    person.change("7 Keep a record", lambda text: f"{text} Keep it safe.")
    with page.expect_download():
        person.click("Propose as a draft")
    person.open("Or propose it from here")
    person.write("Fine-grained token", "wrong")
    person.click("Propose as a draft with this token")
    expect(page.get_by_text("GitHub does not know this token")).to_be_visible()
    person.write("Fine-grained token", TOKEN)
    person.click("Propose as a draft with this token")
    expect(page.get_by_role("link", name="Open the pull request")).to_be_visible()
    assert [pull["draft"] for pull in forge.pulls[before:]] == [True]
    page.get_by_role("link", name="All guidance").click()
    expect(page.get_by_role("heading", name="Drafts on this device")).to_be_visible()


def test_a_site_has_no_such_page_unless_it_wants_one(tmp_path: Path) -> None:
    """No page, no link, none of its modules, and nothing is fetched."""
    site = built(copied(tmp_path))
    assert not (site / "edit").exists()
    assert not (site / "assets/editor").exists()
    assert "edit/" not in (site / "guidance/seven-golden-rules/index.html").read_text(encoding="utf-8")
    assert "wasm-unsafe-eval" not in (site / "_headers").read_text(encoding="utf-8")


def test_a_build_that_cannot_fetch_says_what_to_do(tmp_path: Path) -> None:
    """Where there is no npm, the message names it and the way to do without the page."""
    project = copied(tmp_path)
    with (project / "content/site.yml").open("a", encoding="utf-8") as settings:
        settings.write("editor: yes\n")
    done = run(project, "inforce", "build", "--on", "2026-11-29", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "editor-not-made" in done.stderr
    assert "npm cannot be run here" in " ".join(done.stderr.split())
    assert "editor: no" in done.stderr


_PERSON = """
  const said = (element) => element.textContent.replace(/\\s+/g, " ").trim();
  const shown = (selector, text) => [...document.querySelectorAll(selector)].find((one) => said(one).startsWith(text));
  const press = (text) => shown("button, summary", text).click();
  const write = (label, change) => {
    const field = document.getElementById(shown("label", label).htmlFor);
    field.value = typeof change === "function" ? change(field.value) : change;
    field.dispatchEvent(new Event("input"));
  };
"""
_STEPS = (
    ("document.documentElement.dataset.ready === 'yes'", "press('Begin the next version')"),
    ("shown('label', 'From which')", "write('From which', '2026-12-10'); shown('form button', 'Begin').click()"),
    ("shown('nav button', '3 Seek')", "press('3 Seek')"),
    ("shown('label', 'Words of the rule')",
     "write('Words of the rule', (text) => text.replace('without disclosing', 'disclosing'))"),
    ("shown('button', 'Make it a major change')", "press('Make it a major change')"),
    ("said(document.querySelector('.status')).includes('Version 3.0.0')", "press('3 Seek')"),
    ("shown('button', 'Declare this difference')", "press('Declare this difference')"),
    ("shown('label', 'Why do your')", "write('Why do your', 'The law changed.'); write('Who approved', 'The board')"),
    ("shown('button', 'Save this')", "press('Save this difference'); press('About this version')"),
    ("shown('label', 'Note')", "write('Note', 'Rule 3 follows the law.'); write('By', 'The board')"),
    ("shown('.sum strong', 'Nothing stops publication')", "press('Propose this change')"),
    ("shown('summary', 'Or propose')", f"press('Or propose'); write('Fine-grained', '{TOKEN}')"),
    ("shown('button', 'Propose with')", "press('Propose with this token')"),
    ("shown('a', 'Open the pull request')", "0"),
)  # fmt: skip
"""What to wait for, and what to do then."""


@pytest.mark.skipif(not os.environ.get("INFORCE_BROWSERS"), reason="part of make browsers")
def test_the_same_goes_in_firefox(firefox: Firefox, address: str, forge: Forge) -> None:
    """From the first view to the pull request, with the engine in that browser."""
    before = len(forge.pulls)
    firefox.open(f"{address}edit/")
    for until, act in _STEPS:
        firefox.wait_until(f"(() => {{ {_PERSON} return {until}; }})()", within=SLOW / 1000)
        firefox.run(f"() => {{ {_PERSON} {act}; }}")
    (pull,) = forge.pulls[before:]
    assert forge.git("diff", "--name-status", "main", pull["head"]) == f"A\t{VERSION}\n"
    assert 'reason: "The law changed."' in forge.git("show", f"{pull['head']}:{VERSION}")
    firefox.forget(address)
