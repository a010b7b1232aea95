"""What a document said on a day, and the same text as Markdown."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from markdown_it import MarkdownIt

from inforce.formats.markdown import version_markdown
from inforce.model.block_text import in_one_line
from inforce.model.guidance import Withdrawal
from inforce.model.names import paragraphs
from inforce.model.status import in_force
from inforce.site import addresses
from inforce.site.block_markdown import as_markdown, escaped_paragraphs
from inforce.site.document_on_day import DocumentOnDay
from inforce.site.phrases.answers_by_day import text_on_day
from inforce.site.publication import SiteFacts
from library_factory import a_document, a_library, a_rule, a_version
from library_strategies import DAYS, libraries, long_texts

SITE = SiteFacts("Guidance", "https://guidance.example.org/")
some = settings(max_examples=60, deadline=None)


def on(document, day):
    return text_on_day(DocumentOnDay(document, day, a_library(document)))


@some
@given(libraries(), DAYS)
def test_the_answer_is_the_models_and_is_certain_only_where_the_first_day_is_known(library, day):
    """There is something to say of every day, and no text where the model has none in force."""
    document = library.documents[0]
    answer, version = on(document, day), in_force(document, day)
    assert answer.version == version
    assert answer.said
    assert answer.certain == (version is None or version.in_force_from is not None)


def test_a_day_before_the_first_record_gets_no_text():
    """The answer names the day from which there is a record."""
    answer = on(a_document(a_version(begins=date(2026, 3, 1))), date(2026, 2, 28))
    assert (answer.version, answer.said) == (
        None,
        ('There is no record of "Sharing information" before 1 March 2026.',),
    )


def test_where_nobody_knows_the_first_day_the_answer_says_so():
    """The text that stood before the next version is shown, and not claimed to have applied."""
    document = a_document(a_version(begins=None), a_version("2.0.0", begins=date(2026, 3, 1)))
    answer = on(document, date(2020, 1, 1))
    assert answer.version == document.versions[0]
    assert answer.said == (
        "Version 1.0.0 applied until 28 February 2026.",
        "Its start date is not known: there is no record of whether it applied on 1 January 2020.",
    )


def test_of_a_withdrawn_document_the_answer_says_why_and_what_to_use():
    """On the day of the withdrawal no text applies any more; on the day before, the last one does."""
    document = a_document(withdrawn=Withdrawal(date(2026, 5, 1), "It was merged.", ("other",)))
    assert on(document, date(2026, 5, 1)).said == (
        '"Sharing information" was withdrawn on 1 May 2026: It was merged.',
        "Use other instead.",
    )
    assert on(document, date(2026, 4, 30)).version == document.versions[0]


@some
@given(long_texts)
def test_plain_text_passes_through_markdown_letter_for_letter(text):
    """Every paragraph is a paragraph, and nothing in it is taken for markup."""
    tokens = MarkdownIt("commonmark").parse(escaped_paragraphs(text))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    inline = [token for token in tokens if token.type == "inline"]
    assert {child.type for token in inline for child in token.children} <= {"text", "text_special"}
    seen = ["".join(child.content for child in token.children) for token in inline]
    assert [" ".join(one.split()) for one in seen] == [" ".join(one.split()) for one in paragraphs(text) if one.strip()]


def test_signs_at_the_start_of_a_line_stay_words():
    """Legal text begins with numbers and signs; Markdown must not make lists or headings of them."""
    for text in ("1. Ask", "2) Ask", "# Ask", "- Ask", "+ Ask", "* Ask", "> Ask", "=== x", "---", "    Ask", "~~Ask~~"):
        assert in_one_line(escaped_paragraphs(text)) == text.strip()


@settings(max_examples=20, deadline=None)
@given(libraries(), DAYS)
def test_a_markdown_copy_has_every_word_of_every_rule(library, day):
    """In order, under the numbers of the rules, after the facts of its status."""
    document = DocumentOnDay(library.documents[0], day, library)
    for version in document.document.versions:
        copy = version_markdown(document, version, SITE)
        assert f'status: "{document.status(version).value}"\nvalid_until: ' in copy
        rest = copy
        for number, rule in enumerate(version.rules, start=1):
            _, found, rest = rest.partition(f"### Rule {number}\n\n")
            assert found
            how_it_binds, found, rest = rest.partition(
                f"{as_markdown(rule.text, addresses.version(version), SITE)}\n\n"
            )
            assert found
            assert "### Rule" not in how_it_binds


def test_links_of_ours_lead_to_whole_addresses():
    """Only those to guidance and sources are changed, and their places in the page are kept."""
    text = "See [rule 1](guidance:sharing#ask-first), [it](source:advice/2018) and [them](https://example.org/)."
    assert as_markdown(text, "guidance/visits/1.0.0/", SITE) == (
        "See [rule 1](https://guidance.example.org/guidance/sharing/#ask-first), "
        "[it](https://guidance.example.org/sources/advice/2018/) and [them](https://example.org/)."
    )


def test_our_own_practice_stands_beneath_its_rule():
    """It is told apart from the words that are quoted."""
    version = a_version(rules=[a_rule(local_practice="Ask *the desk*.")])
    document = a_document(version)
    copy = version_markdown(DocumentOnDay(document, date(2026, 4, 1), a_library(document)), version, SiteFacts("G"))
    assert "### Rule 1\n\nAsk before you share.\n\nHow we do this locally:\n\nAsk *the desk*.\n" in copy
