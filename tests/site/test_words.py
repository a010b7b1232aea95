"""Every page of the built site says word for word what the model says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from built_pages import having, of_class, parsed, words
from inforce.model.guidance import Version
from inforce.model.library import Library
from inforce.model.names import paragraphs
from inforce.model.status import in_force
from real_project import DAY

HOME = "guidance/seven-golden-rules"
TODAY = date.fromisoformat(DAY)


def pages(site: Path) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_every_rule_on_every_page_is_the_models(site: Path, library: Library) -> None:
    """On each page that shows rules, these are all the rules of its version, in order, and each word is the model's."""
    showing: dict[str, str] = {}
    for path in pages(site):
        root = parsed(site / path)
        shown = list(having(root, "data-rule-text"))
        if not shown:
            continue
        document = library.document(root.attrib["data-document"])
        assert document
        version = next(one for one in document.versions if str(one.number) == root.attrib["data-version"])
        showing[path] = root.attrib["data-version"]
        assert [name for name, _ in shown] == [rule.id for rule in version.rules]
        for (_, element), rule in zip(shown, version.rules, strict=True):
            said = ["".join(part.itertext()) for part in element]
            assert said == list(paragraphs(rule.text))
    expected = {}
    for document in library.documents:
        current = in_force(document, TODAY)
        assert current
        expected[f"guidance/{document.id}/index.html"] = str(current.number)
        for version in document.versions:
            expected[f"guidance/{document.id}/{version.number}/index.html"] = str(version.number)
    assert showing == expected


def test_the_sources_page_has_each_rule_beside_its_passage(site: Path, library: Library) -> None:
    """Both word for word."""
    for document in library.documents:
        version = in_force(document, TODAY)
        assert version
        root = parsed(site / f"guidance/{document.id}/sources/index.html")
        ours = dict(having(root, "data-rule-words"))
        assert list(ours) == [rule.id for rule in version.rules]
        quotations = [words(one) for one in root.iter() if one.tag.endswith("}blockquote")]
        cited = [library.passage(citation.passage) for rule in version.rules for citation in rule.citations]
        for rule in version.rules:
            assert words(ours[rule.id], without=("visually-hidden",)) == one_line(rule.text)
        assert quotations == [one_line(passage.text) for passage in cited if passage and passage.text]


def test_the_page_of_an_edition_has_its_passages(site: Path, library: Library) -> None:
    """Each word of every passage that is held."""
    for source in library.sources:
        for edition in source.editions:
            said = words(parsed(site / f"sources/{source.id}/{edition.id}/index.html"))
            for passage in edition.details.passages:
                assert one_line(passage.text) in said


def test_the_comparison_holds_both_versions(site: Path, library: Library) -> None:
    """What stayed and was added is the new rule; what stayed and was removed is the old one."""
    root = parsed(site / HOME / "2.0.0/changes/index.html")
    old, new = versions(library)
    changed = {row.attrib["id"]: row for row in of_class(root, "change") if row.attrib["id"] in ids(new)}
    assert set(changed) == {
        rule.id for rule, before in zip(new.rules, old.rules, strict=True) if rule.text != before.text
    }
    for name, row in changed.items():
        shown, *_ = of_class(row, "change__words")
        assert letters(words(shown, without=("del", "visually-hidden"))) == letters(text_of(new, name))
        assert letters(words(shown, without=("ins", "visually-hidden"))) == letters(text_of(old, name))


def versions(library: Library) -> tuple[Version, Version]:
    document = library.document("seven-golden-rules")
    assert document
    old, new = document.versions[:2]
    return old, new


def ids(version: Version) -> set[str]:
    return {rule.id for rule in version.rules}


def text_of(version: Version, name: str) -> str:
    return next(rule.text for rule in version.rules if rule.id == name)


def letters(text: str) -> str:
    """Where words part beside a mark of the redline is the redline's own affair."""
    return "".join(text.split())
