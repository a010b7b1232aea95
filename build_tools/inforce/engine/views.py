"""What the editing page shows: the page itself, its form from the fields of the model, and views of a version."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

from inforce.checks.departure_words import remedy_in_words, words_to_declare
from inforce.checks.kinds_of_change import excesses
from inforce.checks.words_answer_to_source import decisions
from inforce.compare.changes import VersionChanges
from inforce.model.catalogue import use_catalogue
from inforce.model.dates import DAY, DAY_OR_UNKNOWN, in_words
from inforce.model.guidance import ChangeKind, Document, DocumentDetails, Version, VersionText
from inforce.model.library import Forge, ForgeKind, Library
from inforce.model.names import ID, PASSAGE, Line
from inforce.model.numbering import numbered_rules
from inforce.model.problem import FieldPath, Place, Problem
from inforce.model.rules import Citation, Rule
from inforce.model.sources import EditionDetails
from inforce.parsing.field_specs import FieldSpec, groups, specs_of
from inforce.parsing.located_yaml import Located
from inforce.site import addresses
from inforce.site.document.compare import changes_pages
from inforce.site.document.comparisons import Comparisons
from inforce.site.document.sources import comparison
from inforce.site.document.version import version_pages
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.marked_words import Paragraphs
from inforce.site.publication import Publication
from inforce.site.templates import render
from inforce.wording.departures import DepartureClass, Difference
from inforce.wording.redline import Span

Answer = dict[str, Any]


def at_their_fields(problems: Iterable[Problem], located: Located | None) -> Iterator[Answer]:
    """Yield *problems* of one file, each at the field that it is about: of missing fields, at each of these."""
    for problem in problems:
        said = _at_its_field(problem, located)
        names = re.findall(r"^(\w+):", said["typed"], re.MULTILINE) if problem.code == "missing-field" else []
        if located and names:
            path = said["path"]
            group = path if any(list(key[:-1]) == path for key in located.keys) else path[:-1]
            yield from ({**said, "path": [*group, name]} for name in names)
        else:
            yield said


_IN_THE_FORM: Final = {
    "change-larger-than-its-kind": "Choose the larger kind at the top, or take the change out. To keep this kind, add "
    "a decided change, with who approved it.",
    "change-undone": "Put the earlier change back in. If it is right to undo it, say so in the document, under "
    "\u201cUndone changes\u201d.",
    "citation-both-ways": "Choose a passage under \u201cQuotes\u201d where the rule has its words, under \u201cDraws "
    "on\u201d where it says the same in your own. For two passages, add two citations.",
    "departure-undeclared": "Correct the rule, or declare the difference.",
    "departure-undecided": "Where they do not mean the same, fill in \u201cApproved by\u201d. Where they do, choose "
    "\u201csame\u201d as the meaning, and fill in \u201cDecided by\u201d.",
    "newer-edition": "If it did, say so in the older edition, under \u201cReplaced\u201d.",
    "not-named-yet": "Name the role or board here, and in the next version.",
    "number-not-of-its-kind": "Give it the number of its kind at the top, or choose another kind.",
    "original-not-held": "Choose \u201csecondary\u201d as the evidence, or ask for the original to be added.",
    "original-not-recorded": "Ask whoever runs the site to record it.",
    "passage-changed": "The owner of the document decides whether the rule follows the newest edition.",
    "passage-gone": "The owner of the document decides whether the rule follows the newest edition.",
    "review-overdue": "The owner reviews it. Then choose \u201cRecord a review\u201d on the first page.",
    "review-void": "The owner reviews it again. Then choose \u201cRecord a review\u201d on the first page.",
    "versions-not-ascending": "Choose a later date. A published version that is never to apply is cancelled on the "
    "first page.",
}
"""What to do in a form, where the check speaks of files, lines and commands."""


def _at_its_field(problem: Problem, located: Located | None) -> Answer:
    remedy, _, typed = str(problem.remedy).partition("  ")
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "what": str(problem.message),
        "remedy": _IN_THE_FORM.get(problem.code) or re.sub(r'"?\b([a-z]+_[a-z_]+)\b"?', _label_of, remedy),
        "typed": "" if typed.startswith("inforce ") else typed,
        "path": list(field_at(located, problem.place)) if located else [],
    }


def _label_of(name: re.Match[str]) -> str:
    labels = {field: label for (_, field), label in _LABELS.items()}
    return f"\u201c{labels.get(name[1], _as_label(name[1]))}\u201d"


def field_at(located: Located, place: Place) -> FieldPath:
    """Return the way to the field that *place* is about: whose value or name begins there, or else that it is in."""
    point = (place.line, place.column)
    for positions in (located.values, located.keys):
        if exact := [path for path, position in positions.items() if position == point and path]:
            return min(exact, key=len)
    above = [(position, path) for path, position in located.values.items() if path and position <= point]
    return max(above, key=lambda one: (one[0], len(one[1])))[1] if above else ()


def views_of(publication: Publication, document: Document, version: Version) -> Answer:
    """Return each rule beside its source, what changed since the version before, and the pages of *version*."""
    library, day = publication.library, publication.day
    on_day = DocumentOnDay(document, day, library)
    previous = on_day.previous(version)
    near = replace(document, versions=tuple(one for one in (previous, version) if one))
    alone = DocumentOnDay(near, day, library)
    changes = Comparisons(alone).changes(previous, version) if previous else None
    return {
        "rules": [_rule(library, placed.path, placed.name, placed.rule, changes) for placed in numbered_rules(version)],
        "before": str(previous.number) if previous else "",
        "kind": _kind(library, document, changes),
        "from": in_words(version.in_force_from) if version.in_force_from else "",
        **_pages(publication, alone, version),
    }


def _kind(library: Library, document: Document, changes: VersionChanges | None) -> str:
    """Return the smallest kind of change that has room for what the version changes."""
    if changes is None:
        return ChangeKind.FIRST.value
    decided = decisions(document, library.settings)
    for kind in (ChangeKind.PATCH, ChangeKind.MINOR):
        text = changes.new.text
        tried = replace(changes.new, text=replace(text, change=replace(text.change, kind=kind)))
        if next(excesses(replace(changes, new=tried), decided), None) is None:
            return kind.value
    return ChangeKind.MAJOR.value


def _rule(library: Library, path: FieldPath, name: str, rule: Rule, changes: VersionChanges | None) -> Answer:
    return {
        "path": list(path),
        "name": name,
        "citations": [_citation(library, rule, citation) for citation in rule.citations],
        "change": _redline(rule, changes),
    }


def _citation(library: Library, rule: Rule, citation: Citation) -> Answer:
    compared = comparison(library, rule, citation)
    edition, passage = library.edition(citation.passage), library.passage(citation.passage)
    declared = [(one.ours, one.theirs) for one in citation.departures]
    newer = library.source(citation.passage.source)
    replaced = newer.replacements(edition) if newer and edition else ()
    return {
        "quotes": citation.quotes is not None,
        "source": f"{compared.source.lead}{compared.source.title}{compared.source.rest}",
        "verdict": compared.verdict.words,
        "verdict_kind": compared.verdict.kind,
        "replaced": bool(replaced),
        "words": passage.text if passage else "",
        "lines": _lines(compared.theirs),
        "differences": [
            _difference(one, line.sentence, declared)
            for one, line in zip(compared.verdict.differences, compared.verdict.departures, strict=False)
        ],
    }


def _difference(difference: Difference, sentence: str, declared: Iterable[tuple[str, str]]) -> Answer:
    ours, theirs = words_to_declare(difference)
    needs = {DepartureClass.MEANING: "approver", DepartureClass.WORDING: "decider"}.get(difference.kind, "")
    return {
        "ours": ours,
        "theirs": theirs,
        "needs": needs,
        "reverses": difference.reverses,
        "sentence": sentence,
        "declared": (ours, theirs) in declared,
        "typed": remedy_in_words(difference).partition("  ")[2],
    }


def _lines(paragraphs: Paragraphs) -> list[Answer]:
    return [
        {"label": line.line.label, "pieces": [[piece.text, piece.kind] for piece in line.pieces]} for line in paragraphs
    ]


def _redline(rule: Rule, changes: VersionChanges | None) -> Answer | None:
    """Return what happened to *rule* since the version before, with its words marked; None where there is none."""
    if changes is None:
        return None
    found = next((one for one in changes.rules if one.new and one.new.rule is rule), None)
    if found is None:
        return None
    words = found.part_of or found.words
    spans: tuple[Span, ...] = words.redline if words else ()
    return {"kind": found.kind.value, "spans": [[span.text, span.kind.value] for span in spans]}


def _pages(publication: Publication, document: DocumentOnDay, version: Version) -> Answer:
    comparisons = Comparisons(document)
    wanted = addresses.version(version)
    with use_catalogue(publication.library.catalogue):
        page = next(
            (one.body for one in version_pages(publication, document, comparisons) if one.address == wanted), ""
        )
        changed = next((one.body for one in changes_pages(publication, document, comparisons)), "")
    return {"page": str(page), "changes": str(changed)}


EDITOR: Final = "assets/editor/"
"""Where the modules and the style sheet of the page stand in the theme; on a site they stand beside the page."""

_STYLES: Final = "assets/stylesheets/"
OWN_SHEETS: Final = ("fonts", "colours")
"""The style sheets of readers' pages that the page itself has; its own stands beside it."""

_SHEETS: Final = (*OWN_SHEETS, "frame", "guidance", "lists", "history", "comparison")


class Engine(StrEnum):
    """Who answers the questions of the page."""

    SERVER = "server"
    WORKER = "worker"


def policy(connects: str = "") -> str:
    """Return what the page may load and run: what comes from its own address; *connects* is the one forge it asks.

    A path in a policy stands for itself alone unless a slash ends it.
    """
    forge = f" {connects.rstrip('/')}/" if connects else ""
    return (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
        f"font-src 'self'; connect-src 'self'{forge}; "
        "worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"
    )


def api_of(forge: Forge | None) -> str:
    """Return the address of the API that a token would be used with; "" where changes are not saved by one."""
    if forge is None or forge.kind is not ForgeKind.GITHUB:
        return ""
    host = urlsplit(forge.repository).netloc
    return "https://api.github.com" if host == "github.com" else f"https://{host}/api/v3"


def _facts_of(forge: Forge | None, api: str) -> str:
    """Return what the page has to know of the forge, as JSON; "" where there is none."""
    if forge is None:
        return ""
    said = {"kind": forge.kind.value, "repository": forge.repository, "branch": forge.branch, "api": api}
    return json.dumps(said, sort_keys=True)


@dataclass(frozen=True)
class EditingView:
    """Everything in the page that is not drawn by its modules."""

    engine: Engine
    site: str
    language: str
    policy: str
    looks: Looks
    forge: str


@dataclass(frozen=True)
class Looks:
    """The addresses of its icon, its own style sheets, and those by which it shows guidance as readers will see it."""

    icon: str
    own: tuple[str, ...]
    readers: tuple[str, ...]


def editing_page(engine: Engine, site: str, language: str, looks: Looks, forge: Forge | None = None) -> bytes:
    """Return the page; it looks as *looks* says."""
    api = api_of(forge)
    view = EditingView(engine, site, language, policy(api), looks, _facts_of(forge, api))
    return str(render("editing.html", view)).encode()


def looks_of_theme(assets: Iterable[str]) -> Looks:
    """Return what the page has of *assets*, the files of a theme: style sheets of Material, and then ours."""
    found = set(assets)
    theirs = [path for name in ("main", "palette") for path in sorted(found) if _is_material(path, name)]
    ours = [path for name in _SHEETS if (path := f"{_STYLES}{name}.css") in found]
    own = tuple(f"../{_STYLES}{name}.css" for name in OWN_SHEETS)
    return Looks("../assets/images/favicon.svg", own, tuple(f"../{path}" for path in (*theirs, *ours)))


def _is_material(path: str, name: str) -> bool:
    return path.startswith(f"{_STYLES}{name}.") and path.endswith(".min.css")


KINDS: Final[Mapping[str, type]] = {"version": VersionText, "document": DocumentDetails, "edition": EditionDetails}
"""The kinds of content files that a form is for, each with the class that it is read into."""

_LABELS: Final = {
    ("Change", "decided"): "Decided changes",
    ("Citation", "ours"): "Own statements",
    ("Departure", "ours"): "Your words",
    ("Departure", "theirs"): "The source\u2019s words",
    ("DocumentDetails", "called_off"): "Cancelled versions",
    ("DocumentDetails", "undoes"): "Undone changes",
    ("Rule", "formerly"): "Earlier ids",
    ("Rule", "merged_from"): "Put together from",
    ("DocumentDetails", "formerly"): "Earlier ids",
    ("Withdrawal", "instead"): "Replacements",
}
"""What a field is called where its name, which never changes, does not say it to an editor."""

_FOLDED: Final = frozenset({"format", "version", "id", "formerly"})
"""Fields that are the program's business before they are the editor's: a form shows them last, and folded."""


def form_fields() -> dict[str, Any]:
    """Return the fields of every group that a form may show, by the name of its class, and the top of each kind."""
    found = [group for kind in KINDS.values() for group in groups(kind)]
    grammars = [slot.grammar for group in found for slot in specs_of(group).values() if slot.grammar]
    found += [grammar.group for grammar in grammars if grammar.group]
    every = {group.__name__: list(_fields(group)) for group in found}
    return {"tops": {name: kind.__name__ for name, kind in KINDS.items()}, "groups": every}


def _as_label(name: str) -> str:
    return name[0].upper() + name[1:].replace("_", " ")


def _fields(group: type) -> Iterator[dict[str, Any]]:
    known = specs_of(group)
    for one in fields(group):
        if one.name in known and "description" in one.metadata:
            label = _LABELS.get((group.__name__, one.name), _as_label(one.name))
            yield {"label": label, **_field(one.name, known[one.name], one.metadata["description"])}


def _field(name: str, slot: FieldSpec, description: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": name,
        "hint": description,
        "kind": _field_kind(slot),
        "many": slot.many,
        "required": slot.required,
        "folded": name in _FOLDED,
    }
    if group := slot.group or (slot.grammar.group if slot.grammar else None):
        field["group"] = group.__name__
    if slot.either:
        field["less"] = slot.either.less.__name__
    if slot.choices:
        field["choices"] = [choice.value for choice in slot.choices]
    return field


def _field_kind(slot: FieldSpec) -> str:
    if slot.group or slot.choices:
        return "group" if slot.group else "choice"
    if slot.grammar and slot.grammar.group:
        return "text or group"
    if slot.grammar is DAY or slot.grammar is DAY_OR_UNKNOWN:
        return "day"
    if slot.grammar is PASSAGE:
        return "passage"
    if slot.grammar is ID:
        return "id"
    return "line" if slot.grammar or slot.text is Line or slot.text is None else "text"
