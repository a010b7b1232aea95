"""``llms.txt`` (llmstxt.org): where language models and other readers of plain text begin, and what holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inforce.compare.version_texts import flowing
from inforce.model.catalogue import _, listed
from inforce.model.dataclass import dataclass
from inforce.model.standing import Standing
from inforce.site import addresses
from inforce.site.block_markdown import escaped
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.json_text import whole_address
from inforce.site.phrases.currency import in_force_days, sentence
from inforce.site.site_facts import SiteFacts


@dataclass(frozen=True)
class Listed:
    """The line of a document that is in force, or else to come."""

    title: str
    document: str
    is_in_force: bool
    line: str


def listed_line(document: DocumentOnDay, site: SiteFacts) -> Listed | None:
    """Return the line of *document*; None where it is neither in force nor to come."""
    if not document.current and document.standing(document.shown) is not Standing.UPCOMING:
        return None
    return Listed(document.title, document.id, document.current is not None, _line(document, site))


def llms_text(site: SiteFacts, lines: Iterable[Listed]) -> str:
    """Return the title, how to read this site, and a line for each document that is in force or to come."""
    what = _("Guidance in force, with its sources, its versions and its history.")
    documents = sorted(lines, key=lambda one: (one.title.casefold(), one.document))
    parts = [
        f"# {escaped(site.name)}",
        f"> {escaped(what)}",
        escaped(
            _(
                "Quote a rule word for word, with its version. Before you rely on it, read {fields} at the head of its "
                "page: versions change, and past ones must not be followed.",
                fields=listed(["standing", "valid_until"]),
            )
        ),
        _heading(_("In force")),
        "\n".join(one.line for one in documents if one.is_in_force),
        _heading(_("Coming into force")),
        "\n".join(one.line for one in documents if not one.is_in_force),
        _heading(_("For programs")),
        "\n".join(
            f"- [{escaped(said)}]({whole_address(site, address)})"
            for said, address in (
                (_("Every document, as JSON"), addresses.api_index("library")),
                (_("Every source, as JSON"), addresses.api_index("sources")),
                (_("Changes, as JSON Feed"), addresses.json_feed("")),
                (_("Changes, as Atom"), addresses.atom("")),
                (_("The date of this site"), addresses.as_at()),
            )
        ),
    ]
    return "\n\n".join(part for part in _with_what_follows(parts) if part) + "\n"


def _heading(text: str) -> str:
    return f"## {escaped(text)}"


def _line(document: DocumentOnDay, site: SiteFacts) -> str:
    version = document.shown
    where = whole_address(site, addresses.markdown(addresses.document(document.id)))
    number = _("Version {version}.", version=version.number)
    said = f"{flowing(version.text.summary)} {number} {sentence(in_force_days(document, version))}"
    return f"- [{escaped(document.title)}]({where}): {escaped(' '.join(said.split()))}"


def _with_what_follows(parts: list[str]) -> Iterator[str]:
    """Yield the parts without the headings under which nothing stands."""
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        if not part.startswith("## ") or (following and not following.startswith("## ")):
            yield part
