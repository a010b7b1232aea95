"""The page of each version, and the page of a document, which shows the version in force or says why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup, escape

from inforce.compare.headlines import Line, in_short
from inforce.model.annexes import after_the_rules, annexes_of_rule, before_the_rules, not_to_be_used
from inforce.model.block_text import in_one_line, lines_of
from inforce.model.blocks import escaped
from inforce.model.catalogue import _
from inforce.model.guidance import Version
from inforce.model.numbering import NumberedRule, numbered_sections, rules_by_id
from inforce.model.rules import Rule, RunningText
from inforce.model.status import Status
from inforce.site import addresses
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.notices import notices, status_notices
from inforce.site.document.rules import (
    AnnexView,
    Filter,
    RuleView,
    SectionView,
    annex_views,
    filters,
    first_uses,
    moved_away,
    sections,
    with_meaning,
)
from inforce.site.document.status_box import (
    Contact,
    Sheet,
    StatusBox,
    VersionBar,
    attributes,
    contact,
    sheet,
    status_box,
    status_line,
    version_bar,
)
from inforce.site.document.timemap import document_links, version_links
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Link, Notice, Prose, link, prose
from inforce.site.overview.events import last_change
from inforce.site.page import Heading, Page, SearchEntry, SearchFacts
from inforce.site.phrases.answers_by_day import AS_IT_STOOD
from inforce.site.phrases.changes import (
    approval_in_words,
    change_in_words,
    kind_in_words,
    version_name,
    withdrawn_title,
)
from inforce.site.phrases.currency import sentence, status_in_words
from inforce.site.phrases.verdicts import as_named
from inforce.site.publication import Publication
from inforce.site.templates import render

# Ids of our own hold an underscore, which no id of a section or rule can.
WHAT_CHANGED = "what_changed"
_PARAGRAPHS_OF_A_SOURCE = 2
_MOST_BY_NUMBER = 100
ABOUT = "about_this_guidance"


class ChangeView(NamedTuple):
    """What a version changed: kind, note, and the changes of what people must do."""

    heading: str
    kind: str
    note: tuple[str, ...]
    headlines: tuple[Line, ...]
    redline: Link | None


class VersionView(NamedTuple):
    """Everything on the page of a version."""

    sheet: Sheet
    bar: VersionBar | None
    topics: tuple[Link, ...]
    title: str
    status: str
    lead: str
    status_box: StatusBox
    links: tuple[Link, ...]
    notices: tuple[Notice, ...]
    contact: Contact
    introduction: Markup
    names_its_source: bool
    before: tuple[AnnexView, ...]
    filters: tuple[Filter, ...]
    sections: tuple[SectionView, ...]
    moved: tuple[tuple[str, Prose], ...]
    after: tuple[AnnexView, ...]
    change: ChangeView
    details: tuple[tuple[str, str], ...]

    @property
    def by_number(self) -> tuple[RuleView, ...]:
        """The rules for the contents, where there are not so many that a search finds one sooner."""
        parts = (part for section in self.sections for part in section.parts)
        rules = tuple(part for part in parts if isinstance(part, RuleView) and part.number)
        return rules if len(rules) <= _MOST_BY_NUMBER else ()


class WithdrawnView(NamedTuple):
    """Everything on the page of a document that no longer applies."""

    sheet: Sheet
    topics: tuple[Link, ...]
    title: str
    status_box: StatusBox
    notices: tuple[Notice, ...]
    links: tuple[Link, ...]


def version_pages(publication: Publication, document: DocumentOnDay, comparisons: Comparisons) -> Iterator[Page]:
    """Yield the page of *document*, and then one for each of its versions."""
    pages = [_version_page(publication, document, comparisons, version) for version in document.document.versions]
    yield _document_page(publication, document, pages[document.document.versions.index(document.shown)])
    yield from pages


def _version_page(
    publication: Publication, document: DocumentOnDay, comparisons: Comparisons, version: Version
) -> Page:
    view = _view(publication, document, comparisons, version)
    in_force = document.status(version) is Status.IN_FORCE
    canonical = addresses.document(document.id) if in_force else addresses.version(version)
    return Page(
        address=addresses.version(version),
        title=f"{_name(document, version)} - {publication.site.name}",
        description=version.text.summary,
        body=render("version.html", view),
        layout="guidance",
        contents=_contents(view),
        head=canonical_link(publication, canonical) + version_links(document, version),
        attributes=attributes(publication, document, version),
        indexed=False,
        changed=version.in_force_from,
    )


def _document_page(publication: Publication, document: DocumentOnDay, shown: Page) -> Page:
    """Return the page at the address of *document*, which has the body of the version that it shows."""
    version = document.shown
    page = replace(
        shown,
        address=addresses.document(document.id),
        title=f"{version.text.title} - {publication.site.name}",
        head=canonical_link(publication, addresses.document(document.id)) + document_links(document),
        search=_search(document, version),
        found_as=_found_as(document, version),
        indexed=True,
        changed=last_change(document),
    )
    if document.status(version) is not Status.WITHDRAWN:
        return page
    notice = next(status_notices(document, version))
    title, description = withdrawn_title(version.text.title), sentence(notice.heading)
    return replace(
        page,
        title=f"{title} - {publication.site.name}",
        description=description,
        body=_withdrawn_body(publication, document, notice),
        contents=(),
        search=(SearchEntry("", title, description),),
        found_as=replace(_found_as(document, version), title=title),
    )


def _found_as(document: DocumentOnDay, version: Version) -> SearchFacts:
    return SearchFacts(
        kind="guidance",
        title=version.text.title,
        status=document.status(version).value.replace(" ", "-"),
        owner=as_named(document.document.details.owner),
        topics=document.document.details.topics,
        code=version.check_code,
    )


def _name(document: DocumentOnDay, version: Version) -> str:
    """Return the name of *version*, with its status where it is not in force."""
    status = document.status(version)
    if status is Status.IN_FORCE:
        return version_name(version)
    return _("{version} ({status})", version=version_name(version), status=status_in_words(document, version))


def _withdrawn_body(publication: Publication, document: DocumentOnDay, notice: Notice) -> Markup:
    version = document.shown
    view = WithdrawnView(
        sheet=sheet(publication, document, version),
        topics=topic_links(document),
        title=version.text.title,
        status_box=status_box(publication, document, version),
        notices=(notice,),
        links=(
            link(_("Read version {version} as it was", version=version.number), addresses.version(version)),
            link(_all_versions(document), addresses.history(document.id)),
            link(_("Check a copy"), addresses.check_form()),
        ),
    )
    return render("withdrawn.html", view)


def _view(publication: Publication, document: DocumentOnDay, comparisons: Comparisons, version: Version) -> VersionView:
    pdf_address = publication.site.in_words(addresses.pdf(version)) if publication.has_pdf(document, version) else ""
    box = status_box(publication, document, version)
    return VersionView(
        sheet=replace(sheet(publication, document, version), pdf_address=pdf_address),
        bar=version_bar(document, version),
        topics=topic_links(document),
        title=version.text.title,
        status=status_line(document, version),
        lead=version.text.summary,
        status_box=box,
        links=_links(publication, document, version),
        notices=notices(publication, document, version),
        contact=contact(document.document.details),
        introduction=with_meaning(version.text.introduction, version, first_uses(version)),
        names_its_source=_names_its_source(version),
        before=annex_views(before_the_rules(version.text, rules_by_id(version), document.document.details.attributes)),
        filters=filters(version),
        sections=sections(version, publication.library),
        moved=tuple(_moved(publication, document, version)),
        after=annex_views(after_the_rules(version.text)),
        change=_change(document, comparisons, version),
        details=_details(document, version),
    )


def _moved(publication: Publication, document: DocumentOnDay, version: Version) -> Iterator[tuple[str, Prose]]:
    """Yield where a rule stands now that an earlier version had: by its id, so that links to it go on."""
    here = {one.id for one in version.sections} | {one for rule in version.rules for one in (rule.id, *rule.leads_here)}
    before = {rule.id for one in document.document.versions if one.number < version.number for rule in one.rules}
    for name, page in moved_away(publication, document).items():
        if name in before - here:
            yield name, prose(_("A rule that was here is now in {page}."), page=page)


def _names_its_source(version: Version) -> bool:
    """Whether the introduction only says where the rules come from, which readers need after the rules."""
    return (
        len(lines_of(version.text.introduction)) <= _PARAGRAPHS_OF_A_SOURCE and "source:" in version.text.introduction
    )


def _details(document: DocumentOnDay, version: Version) -> tuple[tuple[str, str], ...]:
    details = document.document.details
    return (
        (_("Who must follow this"), details.audience),
        (_("Approved by"), approval_in_words(version.text.approved, document.day)),
    )


def about(document: DocumentOnDay, version: Version) -> tuple[tuple[str, str], ...]:
    """Return what there is to know about *version* besides its text: terms, and what is said of each."""
    details = document.document.details
    return (
        (_("Who must follow this"), details.audience),
        (_("Owner"), as_named(details.owner)),
        *(((_("Contact"), as_named(details.contact)),) if details.contact else ()),
        (_("Approved by"), approval_in_words(version.text.approved, document.day)),
    )


def topic_links(document: DocumentOnDay) -> tuple[Link, ...]:
    """Return the way from the list of all guidance to *document*: lists have no topic of what is not in force."""
    topics = document.document.details.topics[:1]
    if document.current:
        return (link(_("Guidance"), ""), *(link(topic, "", addresses.topic(topic)) for topic in topics))
    return (link(_("Guidance"), ""), *(link(topic, addresses.search(topic)) for topic in topics))


def _all_versions(document: DocumentOnDay) -> str:
    return _("All versions ({count})", count=len(document.document.versions))


def _links(publication: Publication, document: DocumentOnDay, version: Version) -> tuple[Link, ...]:
    is_shown = version.number == document.shown.number
    sources = (
        [link(_("Check the rules against their sources"), addresses.rules_and_sources(document.id))] if is_shown else []
    )
    return (
        Link(_("What changed"), f"#{WHAT_CHANGED}"),
        link(_all_versions(document), addresses.history(document.id)),
        link(_("Find the version for a date"), addresses.history(document.id), AS_IT_STOOD),
        *sources,
        link(_("Permanent link to this version"), addresses.version(version)),
        link(_("Check this copy"), addresses.check(version.check_code)),
        *([link(_("PDF"), addresses.pdf(version))] if publication.has_pdf(document, version) else ()),
        *([link(_("Propose a change"), addresses.editing(), document.id)] if publication.has_editor else ()),
    )


def _change(document: DocumentOnDay, comparisons: Comparisons, version: Version) -> ChangeView:
    previous = document.previous(version)
    change = version.text.change
    return ChangeView(
        heading=_("What changed in {version}", version=version.number),
        kind=sentence(kind_in_words(change.kind)),
        note=change_in_words(document.document, version),
        headlines=in_short(comparisons.changes(previous, version)) if previous else (),
        redline=link(_("See every change, word by word"), addresses.changes_of_version(version)) if previous else None,
    )


def _contents(view: VersionView) -> tuple[Heading, ...]:
    return (
        *(Heading(section.id, section.whole_heading, section.level) for section in view.sections),
        *(Heading(f"the_{one.kind}", one.heading) for one in view.after),
        Heading(WHAT_CHANGED, view.change.heading),
        Heading(ABOUT, _("About this guidance")),
    )


def _search(document: DocumentOnDay, version: Version) -> tuple[SearchEntry, ...]:
    """Return what is found of *version*; text that is no rule is found after the rules."""
    text, rules = version.text, rules_by_id(version)
    before = [one.text for one in before_the_rules(text, rules, document.document.details.attributes)]
    found = [SearchEntry("", text.title, _in_words(escaped(text.summary), text.introduction, *before))]
    around = []
    for placed in numbered_sections(version):
        section = placed.section
        found.append(SearchEntry(section.id, placed.heading, _in_words(section.introduction)))
        for rule in section.own_rules:
            found += _search_of(rules[rule.id], rules, placed.heading)
        if between := [part.text for part in section.rules if isinstance(part, RunningText)]:
            around.append(SearchEntry(section.id, placed.heading, _in_words(*between)))
    annexes = (SearchEntry(f"the_{one.kind}", one.heading, _in_words(one.text)) for one in after_the_rules(text))
    return (*found, *around, *annexes)


def _search_of(placed: NumberedRule, rules: Mapping[str, NumberedRule], section: str) -> Iterator[SearchEntry]:
    """Yield what is found of a rule, and of each item that is cited by itself, with the words that it goes on from."""
    rule = placed.rule
    beside = [one.text for one in annexes_of_rule(rule, rules)]
    name = _("Rule {number}", number=placed.cited)
    if gone := not_to_be_used(rule):
        name = _("{rule}: {warning}", rule=name, warning=gone)
    said = _in_words(rule.text, rule.local_practice, *beside)
    yield SearchEntry(rule.id, name, said, "rule", placed.number, _cited_label(rule), section)
    lines = lines_of(rule.text)
    for line in lines:
        if line.id:
            yield SearchEntry(line.id, f"{name} {line.label}", f"{lines[0].words} {line.words}")


def _cited_label(rule: Rule) -> str:
    """Return the label of the one passage that *rule* quotes, by which people know the rule too."""
    quoted = [citation.passage.passage for citation in rule.citations if citation.quotes]
    return quoted[0] if len(quoted) == 1 and any(one.isdigit() for one in quoted[0]) else ""


def _in_words(*texts: str) -> str:
    return " ".join(filter(None, map(in_one_line, texts)))


def canonical_link(publication: Publication, address: str) -> str:
    """Return the tag that names the lasting address of a page, where the address of the site is known."""
    whole = publication.site.absolute(address)
    return f'<link rel="canonical" href="{escape(whole)}">' if whole else ""
