"""Each kind of original is read as its readers see it, and a file that cannot be read says which way."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter

from inforce.model.originals import OriginalState
from inforce.originals.original_text import read_original
from originals.conftest import typst_pdf


def lines(content: str | bytes, ending: str) -> list[str]:
    state, pages = read_original(content.encode() if isinstance(content, str) else content, ending)
    assert state is OriginalState.READ
    return [line.text for page in pages for line in page.lines]


@pytest.mark.parametrize(
    ("page", "read"),
    [
        ("<p>You must <b>not</b> share.<p>Ask.", ["You must not share.", "Ask."]),
        ("<h1>Rules</h1><ul><li>Ask<li>Tell</ul>", ["Rules", "Ask", "Tell"]),
        ("can<b>not</b> be can <i>not</i>", ["cannot be can not"]),
        ("<td>can<td>not<tr><td>share", ["can", "not", "share"]),
        ("<p>one<br>two<div>three</div>four", ["one", "two", "three", "four"]),
        ("<p>10<sup>2</sup> m, the 26<sup>th</sup>, consent<sup>[3]</sup>", ["10\u00b2 m, the 26th, consent\u00b3"]),
        ("<p>24<sup><a href='#n3'>3</a></sup> hours, 24<a href='#n3'><sup>[3]</sup></a> hours", ["24 hours, 24 hours"]),
        (
            "<p>here<sup><a href='#a'>*</a>, <a href='#b'>iv</a></sup> and 10<sup><a href='/u'>2</a></sup>",
            ["here, and 10\u00b2"],
        ),
        ("<p>fish &amp; chips&nbsp;&ndash; &#8220;both&#8221;", ["fish & chips \u2013 \u201cboth\u201d"]),
        ("<p>must <del>not</del> share <!-- not --> it <s>never</s>", ["must share it"]),
        ("<p>must <span hidden>not</span> <span style='display: NONE'>never</span> share", ["must share"]),
        ("<p hidden>not this<p>but this", ["but this"]),
        ("<div hidden><p>not <b>this</b></p></div><p>but this", ["but this"]),
        ("<head><title>Title</title><style>p {}</style><p>Body without its tag", ["Body without its tag"]),
        ("<head><title>Title</title></head><body>Body", ["Body"]),
        ("<script>if (1 < 2) { no }</script><template>no</template><noscript>no</noscript>yes", ["yes"]),
        ("<p>must <![CDATA[not]]> share<p><![ODD[ x > y]]>", ["must share", "y]]>"]),
    ],
)
def test_an_html_page_says_what_its_readers_see(page: str, read: list[str]) -> None:
    """Blocks part words, emphasis does not; what is hidden or struck out is not said."""
    assert lines(page, ".html") == read


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        ("<ol><li>a<li>b</ol>", ["1.", "2."]),
        ("<ol start=7><li>a<li value=3>b<li>c</ol>", ["7.", "3.", "4."]),
        ("<ol type=a><li>a<li>b</ol><ol type=I start=4><li>c<li>d</ol>", ["a.", "b.", "IV.", "V."]),
        ("<ol type=a start=26><li>a<li>b</ol>", ["z.", "aa."]),
        ("<ol><li>a<ol type=i><li>b<li>c</ol><li>d</ol>", ["1.", "i.", "ii.", "2."]),
        ("<ol reversed start=2><li>a<li>b</ol><ol reversed><li>c</ol>", ["2.", "1.", ""]),
        ("<ul><li>a</ul><ol style='list-style: none'><li>b</ol><p>c", ["", "", ""]),
        ("<ol><li><p>a</p><p>b</p><li>c</ol>", ["1.", "", "2."]),
        ("<ol start='one' type='?'><li>a</ol>", ["1."]),
    ],
)
def test_the_numbers_of_a_list_are_those_that_readers_see(page: str, labels: list[str]) -> None:
    """As the list writes them; of a list whose first number is not to be told from the page, none."""
    _, pages = read_original(page.encode(), ".html")
    assert [line.label for line in pages[0].lines] == labels


@pytest.mark.parametrize(
    "how",
    ["hidden", "style='display: none'", "style='visibility:hidden'", "style='color: #FFF'", "style='color:transparent'",
     "style='font-size:0'", "style='opacity: 0.0'", "style='position:absolute; left:-9999px'"],
)  # fmt: skip
def test_words_of_a_page_that_nobody_sees_are_kept_apart(how: str) -> None:
    """They are no part of its text, and known as what nobody sees."""
    _, (page,) = read_original(
        f"<p>You may <span {how}>not</span> share.<p {how}>Never share.</p>Ask.".encode(), ".html"
    )
    assert [line.text for line in page.lines] == ["You may share.", "Ask."]
    assert page.unseen == ("not", "Never share.")


@pytest.mark.parametrize(
    ("sheet", "hides"),
    [
        (".x{display:none}", True),
        ("/* a */ p.y , #n { visibility : hidden }", True),
        ("#n{display:none}", True),
        ("<!-- .x{display:none} -->", True),
        ("p{color:red} .z{display:none}", False),
        (".x{color:#fff;background:#000}", False),
        ("@media print{.x{display:none}}", False),
        ("@media print{.z{color:red} .x{display:none}} .z{display:none}", False),
        (".x:hover{display:none} div .x{display:none}", False),
    ],
)
def test_what_the_style_sheet_of_a_page_hides_is_unseen(sheet: str, *, hides: bool) -> None:
    """By the name, class or id of an element alone; what holds on paper, or only somewhere, is not looked at."""
    text = f"<style>{sheet}</style><p class='x y' id='n'>Share it.</p><p>Keep it.</p>"
    _, (page,) = read_original(text.encode(), ".html")
    assert page.unseen == (("Share it.",) if hides else ())


@pytest.mark.parametrize("how", ["style='background-color: white'", "style='font-size:0.9em'", "style='opacity:0.5'"])
def test_words_of_a_page_that_readers_see_are_its_text(how: str) -> None:
    """What only looks like hiding hides nothing."""
    assert lines(f"<p {how}>Never share.", ".html") == ["Never share."]


@pytest.mark.parametrize(
    "content",
    [
        "<p>Caf\u00e9 \u2013 \u00a35</p>".encode(),
        b"\xef\xbb\xbf" + "<p>Caf\u00e9 \u2013 \u00a35</p>".encode(),
        "<p>Caf\u00e9 \u2013 \u00a35</p>".encode("utf-16"),
        "<p>Caf\u00e9 \u2013 \u00a35</p>".encode("windows-1252"),
        b'<meta charset="windows-1252">' + "<p>Caf\u00e9 \u2013 \u00a35</p>".encode("windows-1252"),
        b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">Caf\xe9 &ndash; \xa35',
        b"<meta charset=no-such-thing>" + "<p>Caf\u00e9 \u2013 \u00a35</p>".encode(),
    ],
)
def test_an_html_page_is_decoded_as_it_says_or_as_it_was_saved(content: bytes) -> None:
    """Whatever the encoding, the letters are the same."""
    assert lines(content, ".html") == ["Caf\u00e9 \u2013 \u00a35"]


def test_plain_text_has_pages_where_it_has_form_feeds() -> None:
    """A head that stands over each page is set aside, and the number in it is that of the page."""
    bodies = ["".join(f"line {number}{word}\n" for word in "abcdef") for number in (7, 8, 9)]
    pages = [f"Advice   {number}\n\n{body}" for number, body in enumerate(bodies, start=7)]
    _, found = read_original("\f".join(pages).encode(), ".txt")
    assert [page.number for page in found] == ["7", "8", "9"]
    assert [[line.text for line in page.lines if line.running] for page in found] == [
        ["Advice   7"],
        ["Advice   8"],
        ["Advice   9"],
    ]
    assert [page.number for page in read_original(b"no form feed", ".txt")[1]] == [""]


def a_pdf() -> bytes:
    return typst_pdf(["Keep a record of every decision."], 1)


def with_password(user: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(a_pdf()))
    writer.encrypt(user, owner_password=f"{user} of the owner", algorithm="RC4-128")
    return written(writer)


def a_scan() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(400, 600)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "ending", "state"),
    [
        (with_password("secret"), ".pdf", OriginalState.LOCKED),
        (with_password(""), ".pdf", OriginalState.READ),
        (a_scan(), ".pdf", OriginalState.WITHOUT_TEXT),
        (a_pdf()[:700], ".pdf", OriginalState.BROKEN),
        (b"", ".pdf", OriginalState.BROKEN),
        (b"<html>an error page saved as a PDF</html>", ".pdf", OriginalState.BROKEN),
        (b"", ".txt", OriginalState.WITHOUT_TEXT),
        (b" \n\x0c -- \n", ".txt", OriginalState.WITHOUT_TEXT),
        (b"<img src=page.png>", ".html", OriginalState.WITHOUT_TEXT),
    ],
)
def test_a_file_that_cannot_be_read_says_which_way(content: bytes, ending: str, state: OriginalState) -> None:
    """Locked, broken and without words are three things, and none of them is read; one owner's password is none."""
    found, pages = read_original(content, ending)
    assert found is state
    assert bool(pages) is (state is OriginalState.READ)
