"""Every link of the built site leads somewhere, and what lists the pages lists them all. Nothing of `proof` is used."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from built_pages import LINKING, Target, found_by_search, having, inside, parsed, tag, words
from inforce.model.library import Library

SITE_ADDRESS = "https://guidance.example.org/"


def pages(site: Path) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


def test_every_page_is_well_written_and_says_what_it_is(site: Path) -> None:
    """A strict reader of HTML finds no error; each page has a language, one h1, a title and no id twice."""
    titles = []
    for path in pages(site):
        root = parsed(site / path)
        names = Counter(name for name, _ in having(root, "id"))
        assert [name for name, count in names.items() if count > 1] == [], path
        assert root.attrib["lang"] == "en-GB"
        assert [tag(one) for one in root.iter()].count("h1") == 1, path
        titles.append(next(one.text for one in root.iter() if tag(one) == "title"))
    # the page of a document is that of its version in force, which has an address of its own too
    assert all(titles)
    assert len(set(titles)) == len(titles), Counter(titles).most_common(2)


def test_every_link_leads_to_a_page_and_a_place_that_are_there(site: Path) -> None:
    """Also those of scripts, styles, pictures and forms; links within a page too."""
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    roots = {path: parsed(site / path) for path in pages(site)}
    anchors = {path: {name for name, _ in having(root, "id")} for path, root in roots.items()}
    followed, broken = 0, []
    for path, root in roots.items():
        for link in (link for attribute in LINKING for link, _ in having(root, attribute)):
            target = inside(link, path)
            if target is None:
                continue
            followed += 1
            if target.path not in files or (target.anchor and target.anchor not in anchors.get(target.path, ())):
                broken.append((path, link))
    assert broken == []
    assert followed > 20 * len(roots)


def test_links_out_of_the_site_are_those_of_the_content(site: Path) -> None:
    """The theme adds none, no page loads anything from elsewhere; and to the register, which publishing adds."""
    outward = {}
    for path in pages(site):
        root = parsed(site / path)
        for attribute in LINKING:
            for link, element in having(root, attribute):
                parts = urlsplit(link)
                if parts.scheme not in ("", "data") or parts.netloc:
                    outward.setdefault((tag(element), link), path)
    assert {name for name, _ in outward} <= {"a", "link"}
    canonical = {link for name, link in outward if name == "link"}
    assert all(link.startswith(SITE_ADDRESS) for link in canonical)
    added_by_publishing = SITE_ADDRESS + "register.jsonl"
    assert {urlsplit(link).netloc for name, link in outward if name == "a" and link != added_by_publishing} == {
        "www.equalityadvisoryservice.com",
        "www.equalityni.org",
        "www.gov.uk",
        "www.nationalarchives.gov.uk",
    }
    assert all(link.startswith("https://") for _, link in outward)


def test_each_page_is_reached_from_the_home_page(site: Path) -> None:
    """By links alone; only the page for missing addresses stands by itself."""
    found, ahead = set(), {"index.html"}
    while ahead:
        path = ahead.pop()
        found.add(path)
        targets = (inside(link, path) for link, _ in having(parsed(site / path), "href"))
        ahead |= {target.path for target in targets if target and target.path.endswith(".html")} - found
    assert set(pages(site)) - found == {"404.html"}


def test_each_page_says_whom_to_tell_that_something_is_wrong_with_it(site: Path) -> None:
    """At its foot, by a link to where the configuration says."""
    for path in pages(site):
        feet = [one for one in parsed(site / path).iter() if tag(one) == "footer"]
        links = {words(one): one.get("href", "") for foot in feet for one in foot.iter() if tag(one) == "a"}
        assert inside(links["Is something wrong with this page?"], path) == Target("about/index.html", "contact")


def test_the_sitemap_lists_what_search_engines_may_show(site: Path) -> None:
    """All pages but past versions, comparisons, checks of copies and the page for missing addresses."""
    tree = ElementTree.parse(site / "sitemap.xml")  # noqa: S314 -- our own
    listed = {found.text for found in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    shown = {path for path in pages(site) if not _kept_from_search_engines(site / path)} - {"404.html"}
    assert listed == {SITE_ADDRESS + path.removesuffix("index.html") for path in shown}
    assert not (site / "sitemap.xml.gz").exists()
    hidden = {path for path in pages(site) if _kept_from_search_engines(site / path)}
    assert "guidance/seven-golden-rules/1.0.0/index.html" in hidden
    assert "guidance/seven-golden-rules/index.html" in shown


def _kept_from_search_engines(page: Path) -> bool:
    found = [one for name, one in having(parsed(page), "name") if name == "robots"]
    return any(one.get("content") == "noindex" for one in found)


def test_the_search_holds_every_rule_in_force_and_leads_to_it(site: Path, library: Library) -> None:
    """Word for word, at the rule's own place; every place that it names is there; nothing of a past version."""
    entries = found_by_search(site)
    by_place = dict(entries)
    assert len(by_place) == len(entries)
    for location in by_place:
        target = inside(location or "./", "index.html")
        assert isinstance(target, Target)
        page = parsed(site / target.path)
        assert not target.anchor or target.anchor in {name for name, _ in having(page, "id")}, location
    document = library.document("seven-golden-rules")
    assert document
    old, new = document.versions[:2]
    for rule in new.rules:
        said = " ".join(by_place[f"guidance/seven-golden-rules/#{rule.id}"].split())
        assert " ".join(rule.text.split()) in said
    everything = " ".join(by_place.values())
    assert [
        rule.id for rule in old.rules if rule.text in everything and rule.text not in [r.text for r in new.rules]
    ] == []


def test_the_page_for_a_missing_address_works_at_any_depth(site: Path) -> None:
    """It is shown at addresses that nobody knows beforehand, so that its links begin at the root of the server."""
    root = parsed(site / "404.html")
    links = [link for attribute in LINKING for link, _ in having(root, attribute)]
    assert [link for link in links if not re.match("/|#|https://", link)] == []


def test_a_record_is_the_file_of_the_version(site: Path, library: Library) -> None:
    """Byte for byte, so that its fingerprint is the one that the history shows."""
    project = site.parent
    for document in library.documents:
        history = (site / f"guidance/{document.id}/history/index.html").read_text(encoding="utf-8")
        for version in document.versions:
            record = (site / f"guidance/{document.id}/{version.number}.yml").read_bytes()
            assert record == (project / version.origin.file).read_bytes()
            assert version.fingerprint in history
            assert version.check_code in history
