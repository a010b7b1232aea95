"""A small site that shows every kind of markup that the theme dresses: printed pages and ordinary ones."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from pathlib import Path

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config

import inforce
from inforce.build import theme_shell
from inforce.build.assets import Assets, make_assets
from inforce.build.pages import ordinary_documents
from inforce.build.search_index import document_terms, search_files
from inforce.site import addresses
from inforce.site.page import Download, Heading, Page
from inforce.site.qr_code import qr_code

THEME = Path(inforce.__file__).with_name("theme")
CHECK = "guidance.example.org/check/7K3Q-9XMA/"
EXPIRED = "Printed on ________. Printed without JavaScript: treat this copy as out of date."
NOTICE = (
    "If printed, this document is for immediate reference only. Do not file it, as it will go out-of-date over time."
)
RULES = 24

ATTRIBUTES = {
    "data-document": "keeping-records",
    "data-title": "Keeping records",
    "data-version": "2.0.0",
    "data-code": "7K3Q-9XMA",
    "data-status": "in force",
    "data-since": "2026-11-22",
    "data-from": "2026-11-22",
    "data-review": "2027-11-22",
    "data-valid-months": "0",
    "data-valid-days": "7",
    "data-zone": "Europe/London",
    "data-check": CHECK,
    "data-print-line": "Version 2.0.0, check code 7K3Q-9XMA. Printed without JavaScript: treat this copy as out "
    "of date.\n"
    f"Check: {CHECK}",
}

_CONFIG = f"""
site_name: Guidance library
site_url: https://guidance.example.org/
docs_dir: pages
site_dir: site
theme:
  name: material
  custom_dir: {THEME}
  language: en
  font: false
  features: [navigation.path]
plugins: [search]
hooks: [words.py]
copyright: Contains public sector information licensed under the Open Government Licence v3.0.
nav:
  - Guidance: index.md
  - Check a copy: check.md
  - About: about.md
  - For owners:
      - Status: status.md
"""

_WORDS = """\
from inforce.model.catalogue import ENGLISH
from inforce.site.templates import words_by


def on_env(env, **_):
    env.globals.update(words_by(ENGLISH))
"""
"""What the plugin does for the theme: without it, its templates have nothing to say their words by."""

_ORDINARY = {
    "index.md": "# Guidance in force\n\nWords before the list.\n\n<!-- inforce:in-force -->\n\n## Changed lately\n\n"
    "Text with [a link](about.md).\n",
    "check.md": "# Check a copy\n\nEvery printed sheet carries a check code.\n\n<!-- inforce:check-form -->\n",
    "about.md": "# About this site\n\n## What it does\n\nWords.\n\n"
    "| Word | Meaning |\n| --- | --- |\n| rule | a unit |\n",
    "status.md": "# Status\n\nWords.\n",
}

CHECK_FORM = (
    '<form class="check-form" action="@@root@@/check/" method="get">'
    '<label for="check-code">Check code</label>'
    '<p class="check-form__hint" id="check-code-hint">Eight letters and digits, such as 7K3Q-9XMA</p>'
    '<p class="check-form__message" role="alert"></p>'
    '<div class="check-form__row"><input id="check-code" name="code" autocomplete="off" spellcheck="false" '
    'autocapitalize="characters" aria-describedby="check-code-hint"><button>Check</button></div></form>'
)

LISTING = (
    '<ul class="listing"><li class="listing__item"><a class="listing__title" href="@@root@@/guidance/keeping-records/">'
    'Keeping records</a><p class="listing__summary">What to write down, and when.</p>'
    '<p class="listing__facts">Version 2.0.0, in force from 22 November 2026</p></li>'
    '<li class="listing__item"><a class="listing__title" href="@@root@@/guidance/comparison/">A comparison</a>'
    '<p class="listing__summary">Of two versions.</p><p class="listing__facts">Version 1.0.0</p></li></ul>'
)

PLACES = {"check-form": CHECK_FORM, "in-force": LISTING, "manual-in-foot": ""}


def _rule(number: int) -> str:
    words = (
        f"Record the decision of case {number} on the day on which it is made, in your own words, and say who "
        "took part, what each of them knew, which facts were weighed and why other courses were not followed. "
        "Where a fact is not known, write that it is not known & leave no gap. "
    )
    paragraphs = "".join(f"<p>{escape(words * (1 + number % 3))}</p>" for _ in range(1 + (number % 5 == 0)))
    long = "" if number % 3 == 0 and number % 5 > 0 else " rule--long"
    extra = ""
    if number == 2:
        extra = (
            '<div class="rule__departures"><details><summary>Where these words differ from the source</summary>'
            '<div class="table-scroll" tabindex="0" role="region" aria-label="Departures of rule 2"><table><thead><tr>'
            '<th scope="col">Our words</th><th scope="col">The source</th><th scope="col">Why</th></tr></thead><tbody>'
            "<tr><td>judgment</td><td>judgement</td>"
            '<td><span class="class-chip class-chip--typography">Typography</span> The spelling of courts. </td></tr>'
            "</tbody></table></div></details></div>"
        )
    if number == 3:
        extra = (
            '<div class="rule__local"><h3>How we do this locally</h3><p>Use the form on the '
            '<a href="@@root@@/">front page</a>.</p></div>'
        )
    return (
        f'<li class="rule{long}" id="rule-{number}">'
        f'<h3><a href="#rule-{number}"><i>Rule </i>{number}</a></h3>'
        f'<div data-rule-text="rule-{number}">{paragraphs}</div>'
        f"<details><summary>Source and history <i>{number}</i></summary>"
        f"<p>Source: Keeping records well, A Ministry, July 2018, rule {number}</p>"
        f'<p><a href="#rule-{number}">Link to rule {number}</a></p></details>{extra}</li>'
    )


_ICON = (
    '<svg class="status-box__icon" viewBox="0 0 24 24" aria-hidden="true">'
    '<path fill="none" stroke="currentColor" stroke-width="3" d="M4 13l5 5L20 6"/></svg>'
)
_RUNNING_HEAD = (
    '<div class="running-head" aria-hidden="true"><div class="running-head__row"><div class="running-head__cell">'
    '<div class="running-head__content">'
    "<p><strong>Printed copy: for immediate reference only. Do not file.</strong> Keeping records, version 2.0.0 "
    "(in force). Check code <b>7K3Q-9XMA</b>. "
    f'<span data-fill="print-state">{EXPIRED}</span>'
    f' Check: <b>{CHECK}</b></p><div class="running-head__qr">{qr_code(f"https://{CHECK}")}</div></div></div></div></div>'
)
_STATUS_BOX = (
    '<section class="status-box status-box--in-force" aria-label="Status of this version">'
    f'<div class="status-box__bar">{_ICON}'
    '<strong class="status-box__status">In force</strong>'
    '<span class="status-box__version">Version <b>2.0.0</b></span></div>'
    '<dl class="status-box__facts"><div><dt>In force from</dt><dd>22 November 2026</dd></div>'
    "<div><dt>Next review due</dt><dd>22 November 2027</dd></div>"
    "<div><dt>Owner</dt><dd>Owner to be named</dd></div>"
    "<div><dt>Cites</dt><dd>Keeping records well, July 2018 (replaced 19 April 2024)</dd></div></dl>"
    '<p class="status-box__check">In force since <time datetime="2026-11-22">22 November 2026</time>. '
    'Check code <b>7K3Q-9XMA</b></p><p class="status-box__check" data-check-result>'
    "This copy cannot tell whether it was "
    f"replaced. Check at {CHECK}</p></section>"
)
_STILL_CURRENT = (
    f'<aside class="still-current"><div class="still-current__qr">{qr_code(f"https://{CHECK}")}</div>'
    '<div class="still-current__words"><h2>Is this copy still current?</h2>'
    "<p>Keeping records, version 2.0.0, check code <b>7K3Q-9XMA</b>.</p>"
    f'<p><span data-fill="print-state">{EXPIRED}</span></p><p>Scan the code, or go to <b>{CHECK}</b></p></div></aside>'
)
_BODY = (
    f'<div class="sheet">{_RUNNING_HEAD}<div class="sheet__body"><div class="sheet__row"><div class="sheet__cell">'
    f'<p class="eyebrow">Practice guidance</p><h1>Keeping records</h1>{_STATUS_BOX}'
    '<nav class="page-links" aria-label="About this version"><a href="@@root@@/guidance/comparison/">What changed</a>'
    '<a href="@@root@@/guidance/history/">All versions (3)</a><a href="@@root@@/check/">Check this copy</a></nav>'
    '<aside class="notice notice--warning"><h2 class="notice__heading">The cited edition was replaced</h2>'
    "<p>The 2018 edition was replaced on 19 April 2024. Ask the owner whether these rules still hold.</p></aside>"
    f'<aside class="print-notice"><p><strong>Note:</strong> {NOTICE}</p></aside>'
    '<div class="introduction"><p>These rules say what to write down, and when.</p></div>'
    '<section class="guidance-section" id="the-rules"><h2>The rules for keeping records</h2><ol class="rules">'
    f"{''.join(_rule(number) for number in range(1, RULES + 1))}</ol></section>"
    '<section class="what-changed" id="what-changed"><h2>What changed in 2.0.0</h2><p>Rule 4 says who decides: '
    '<del class="removed"><span class="visually-hidden">Removed: </span>a colleague decides</del> '
    '<ins class="added"><span class="visually-hidden">Added: </span>the owner of the record decides</ins>.</p>'
    "</section>"
    f"{_STILL_CURRENT}</div></div></div></div>"
)
_COMPARISON = (
    '<p class="eyebrow">Keeping records</p><h1>What changed from 1.0.0 to 2.0.0</h1>'
    '<h2>Rules that changed</h2><ol class="changes">'
    '<li class="change change--changed"><h3>Rule 1 changed</h3><div class="pair"><div class="pair__side">'
    '<p class="pair__label">Version 1.0.0</p><p>Keep a record. '
    '<del class="removed"><span class="visually-hidden">Removed: </span>'
    "Where you have consent, share it.</del></p></div>"
    '<div class="pair__side"><p class="pair__label">Version 2.0.0</p><p>Keep a record. <ins class="added">'
    '<span class="visually-hidden">Added: </span>Where you do not have consent, ask first.</ins></p></div></div></li>'
    '<li class="change change--same"><h3>Rule 2 is the same</h3><p>Words that stayed.</p></li></ol>'
    '<h2>Verdicts</h2><p><span class="verdict verdict--matches">Matches</span> '
    '<span class="verdict verdict--differs">Differs</span> <span class="verdict verdict--unchecked">Unchecked</span> '
    '<span class="class-chip class-chip--meaning">Meaning</span> '
    '<span class="class-chip class-chip--wording">Wording</span> '
    '<span class="class-chip class-chip--typography">Typography</span></p>'
    '<h2>History</h2><ol class="history"><li class="history__item history__item--in-force"><h3>'
    '<a href="@@root@@/guidance/keeping-records/">Version 2.0.0</a></h3><p class="history__facts">In force from '
    "22 November 2026. Approved by: board to be named</p><p>Says who decides.</p></li>"
    '<li class="history__item history__item--superseded"><h3>Version 1.0.0</h3><p class="history__facts">In force from '
    "a day that nobody knows</p><p>The first.</p></li></ol>"
    '<aside class="notice notice--superseded"><h2 class="notice__heading">This version is superseded</h2>'
    '<p>Read <a href="@@root@@/guidance/keeping-records/">the version in force</a>.</p></aside>'
    f"{LISTING}{CHECK_FORM.replace('check-code', 'check-code-2')}"
)

GUIDANCE_PAGE = Page(
    address="guidance/keeping-records/",
    title="Keeping records - Guidance library",
    description="What to write down, and when.",
    body=_BODY,
    layout="guidance",
    contents=(Heading("the-rules", "The rules for keeping records"), Heading("what-changed", "What changed in 2.0.0")),
    attributes=ATTRIBUTES,
)
COMPARISON_PAGE = Page("guidance/comparison/", "What changed - Guidance library", "Two versions.", _COMPARISON)
CHECKED_PAGE = Page("check/7K3Q-9XMA/", "Check code 7K3Q-9XMA", "A copy.", "<h1>This copy is current</h1>")


def status_page(status: str, **attributes: str) -> Page:
    """Return the guidance page of a version of that *status*, with its status box and *attributes* to match."""
    name = status.replace(" ", "-")
    kind = f"status-box--{name}"
    body = _BODY.replace("status-box--in-force", kind).replace("In force</strong>", f"{status.capitalize()}</strong>")
    more = {f"data-{name}": value for name, value in attributes.items()}
    return replace(
        GUIDANCE_PAGE,
        address=f"guidance/{name}/",
        body=body,
        attributes=ATTRIBUTES | {"data-document": name, "data-status": status} | more,
    )


def currency_of(page: Page) -> Download:
    """Return the record by which copies of *page*, which shows a version, are checked."""
    facts = {name.removeprefix("data-"): value for name, value in page.attributes.items()}
    entry = {"status": facts["status"], "check_code": facts["code"], "in_force_until": facts.get("until")}
    record = {
        "document": facts["document"],
        "status": facts["status"],
        "version": facts["version"],
        "since": facts["since"],
        "valid_until": None,
        "versions": {facts["version"]: entry},
    }
    return Download(addresses.currency(facts["document"]), json.dumps(record).encode())


def make_site(folder: Path) -> Path:
    """Build the sample site below *folder* with MkDocs and the theme, print its pages, and return its root."""
    sources: Mapping[str, str] = _ORDINARY | {
        theme_shell.source_path(name): f"---\ninforce_layout: {name}\nsearch: {{exclude: true}}\n---\n"
        for name in theme_shell.NAMES
    }
    for path, text in sources.items():
        file = folder / "pages" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    config_file = folder / "mkdocs.yml"
    config_file.write_text(_CONFIG, encoding="utf-8")
    (folder / "words.py").write_text(_WORDS, encoding="utf-8")
    mkdocs_build.build(load_config(str(config_file), not_in_nav=theme_shell.FOLDER))
    site = folder / "site"
    assets = _with_assets(site)

    def write(path: str, content: bytes) -> None:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    found = [*ordinary_documents((site / "search" / "search_index.json").read_text(encoding="utf-8"))]
    for path, content in search_files([(one, document_terms(one)) for one in found], "en").items():
        write(path, content)

    pages = [
        GUIDANCE_PAGE,
        COMPARISON_PAGE,
        CHECKED_PAGE,
        status_page("in force", until="2026-11-30"),
        status_page("superseded", until="2026-11-21"),
        status_page("upcoming", **{"from": "2026-12-01"}),
    ]
    write(addresses.as_at(), json.dumps({"as_at": "2026-11-22", "time_zone": "Europe/London"}).encode())
    with_records = [replace(page, copies=(currency_of(page),)) if page.attributes else page for page in pages]
    ready = {
        name: theme_shell.Layout(theme_shell.links_from(filled(layout.html), theme_shell.UP), assets.names)
        for name, layout in theme_shell.read_layouts(site).items()
    }
    for page in with_records:
        write(f"{page.address}index.html", ready[page.layout].print(page))
        for copy in page.copies:
            write(copy.address, copy.content)
    for path in ("index.html", "check/index.html", "about/index.html", "status/index.html"):
        html = filled((site / path).read_text(encoding="utf-8"))
        write(path, theme_shell.relative_links(html, path.count("/")).encode())
    write("404.html", theme_shell.links_from(filled((site / "404.html").read_text(encoding="utf-8")), "/").encode())
    return site


def _with_assets(site: Path) -> Assets:
    """Put the assets of the theme together, and their names into the pages of *site*."""
    files = {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    pages = {path: body.decode() for path, body in files.items() if path.endswith(".html")}
    theme = {path: body for path, body in files.items() if path not in pages}
    assets = make_assets(theme, pages.values(), offline=True, fonts=True)
    for path in theme:
        (site / path).unlink()
    made = assets.files | {path: assets.named(html).encode() for path, html in pages.items()}
    for path, body in made.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(body)
    return assets


def filled(html: str) -> str:
    """Return *html* with what is made for the places in it."""
    return re.sub(r"<!--\s*inforce:([a-z-]+)\s*-->", lambda match: PLACES[match[1]], html)
