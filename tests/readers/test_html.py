"""HTML: which elements become which blocks, marks, comments and stray tags."""

from pathlib import Path

import pytest

from copydesk.document import Cell, Document, MarkKind, Role, Source, Span
from copydesk.problem import Problem
from copydesk.readers.html import read
from copydesk.readers.html_tokens import Kind, tokens, unescape


def article(text: str) -> Document:
    return read(Source("article.html", text))


def blocks(text: str) -> list[tuple[str, str]]:
    """Role and text of each block; the source at its place must begin and end alike."""
    document = article(text)
    found = []
    for block in document.blocks:
        shown = document.show(block.span)
        place = document.place(block.span)
        written = unescape(text[place.offset : place.end_offset])
        assert (written[0], written[-1]) == (shown[0], shown[-1])
        found.append((block.role.value, shown))
    return found


def marks(text: str) -> list[tuple[str, str]]:
    document = article(text)
    return [(mark.kind.value, document.show(mark.span)) for mark in document.marks]


def stray(text: str) -> list[str]:
    document = article(text)
    for tag in document.stray_tags:
        assert text[slice(*tag.source)] == tag.text
    return [tag.text for tag in document.stray_tags]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<h1>Tide wins</h1>", [("headline", "Tide wins")]),
        ("<h2>A</h2><h6>B</h6>", [("heading", "A"), ("heading", "B")]),
        ("<p>One.<p>Two.", [("paragraph", "One."), ("paragraph", "Two.")]),
        (
            "<blockquote><p>No.</p>Never.</blockquote>",
            [("quotation", "No."), ("quotation", "Never.")],
        ),
        ("<ul><li>a<li>b<p>c</ul>", [("item", "a"), ("item", "b"), ("item", "c")]),
        ("<dl><dt>Dead<dd>14</dl>", [("item", "Dead"), ("item", "14")]),
        ("<figure><img alt='no'><figcaption>Yes.</figcaption></figure>", [("caption", "Yes.")]),
        (
            "<table><caption>C</caption><tr><th>H<tr><td>1</table>",
            [("caption", "C"), ("cell", "H"), ("cell", "1")],
        ),
        ("<p class='byline'>Jane Doe</p>", [("byline", "Jane Doe")]),
        ("<div class='article__byline'><p>Jane Doe</p></div>", [("byline", "Jane Doe")]),
        ("<span itemprop=author>Jane</span><p>Text.", [("byline", "Jane"), ("paragraph", "Text.")]),
        ("<div class='no-byline'><p>Text.</p></div>", [("paragraph", "Text.")]),
        ("<p>By Jane Doe</p>", [("byline", "By Jane Doe")]),
        ("<p>By <a rel=author href=j>jdoe</a></p>", [("byline", "By jdoe")]),
        ("<p class=dateline>KYIV, 12 May</p>", [("dateline", "KYIV, 12 May")]),
        ("<p>KYIV, Feb. 12 (Reuters)</p>", [("dateline", "KYIV, Feb. 12 (Reuters)")]),
        (
            "<header><address>Jane</address><time>12 May</time></header>",
            [("byline", "Jane"), ("dateline", "12 May")],
        ),
        ("<p>On <time>12 May</time> it rose.</p>", [("paragraph", "On 12 May it rose.")]),
        (
            "<p><span class=dateline>KYIV</span> It rose.</p>",
            [("paragraph", "KYIV It rose.")],
        ),
        ("<h2 class=standfirst>All of it</h2>", [("standfirst", "All of it")]),
        ("<p role=doc-subtitle>All of it</p>", [("standfirst", "All of it")]),
        ("<h1>T</h1><p><em>All of it</em></p>", [("headline", "T"), ("standfirst", "All of it")]),
        ("<p>Text.</p><p><b>What next</b></p>", [("paragraph", "Text."), ("heading", "What next")]),
        (
            "<p class=wp-caption-text>x</p><p class=caption>A quay</p>",
            [("paragraph", "x"), ("caption", "A quay")],
        ),
        ("<p>Photo: Jane Doe</p>", [("caption", "Photo: Jane Doe")]),
        ("<section class=footnotes><ol><li id=fn1>Note.</ol></section>", [("footnote", "Note.")]),
        ("<aside role=doc-footnote>Note.</aside>", [("footnote", "Note.")]),
        ("<title>T</title><p>Text.", [("headline", "T"), ("paragraph", "Text.")]),
        ("<title>T</title><h1>H</h1>", [("headline", "H")]),
        ("<svg><title>no</title></svg><p>Text.", [("paragraph", "Text.")]),
        ("---\ntitle: T\n---\n<p>Text.", [("headline", "T"), ("paragraph", "Text.")]),
    ],
)
def test_roles(text, expected):
    assert blocks(text) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<div>One.<div>Two.</div>Three.</div>", ["One.", "Two.", "Three."]),
        ("<p>One.<table><tr><td>Two.</table>Three.", ["One.", "Two.", "Three."]),
        ("<li>a <b>b</b><ul><li>c</ul>d", ["a b", "c", "d"]),
        ("<p>One<br>two<br/>three</p>", ["One\ntwo\nthree"]),
        ("<p>One.<br><br>Two.<br>\n <br> Three.<br></p>", ["One.", "Two.", "Three."]),
        ("<p>a\n\t b <b> c</b> d</p>", ["a b c d"]),
        ("<p>un<b>believ</b>able</p>", ["unbelievable"]),
        ("<p>a&nbsp;b</p><p>&nbsp;</p><p>&nbsp;c &nbsp; </p>", ["a\u00a0b", "c"]),
        ("<p>&amp;nbsp; &amp;amp;</p>", ["&nbsp; &amp;"]),
        ("<p>co&shy;op co\u00adop</p>", ["coop coop"]),
        ("<p>R&D &copy2 &notit; &#8364; &#x20ac &bogus;</p>", ["R&D ©2 ¬it; € € &bogus;"]),
        ("<p>3 < 4 > 2 <3 </3></p>", ["3 < 4 > 2 <3"]),
        ("a<script>if (a < b) '<p>'</script>b<style>p {}</style>c", ["abc"]),
        ("<nav><p>no</p></nav><p>a<svg><path/><text>no</text></svg>b", ["ab"]),
        ("<template><p>no</p></template><pre>no\n<b>no</b></pre>yes", ["yes"]),
        ("<p>a <select><option>x<option>y</select>b <button>z</button></p>", ["a b"]),
        ("<p hidden>no</p><p>Yes <span class=sr-only>no</span>.</p>", ["Yes ."]),
        ("<dialog>no</dialog><dialog open>yes</dialog>", ["yes"]),
        ("<TITLE>no &amp</TITLE ><H1>yes</H1>", ["yes"]),
        ("<textarea><p>no</textarea><p>yes", ["yes"]),
        ("<p>a<![CDATA[no <b>]]>b<!--[if IE]><p>no<![endif]-->c<![if !IE]>d<![endif]>", ["abcd"]),
        ("<?xml version='1'?><!DOCTYPE html>a", ["a"]),
        ("<p title='a > b'>c</p><p title=\"<p>\">d", ["c", "d"]),
        ("<P CLASS=x>a</P\n>b</p>", ["a", "b"]),
        ("<p>a<!-- b --!>c<!-->d<!--->e</p>", ["acde"]),
        ("<p>a\0b</p>", ["a\0b"]),
        ("<p>H<sub>2</sub>O and m<sup>2</sup></p>", ["H2O and m2"]),
        ("<ruby>漢<rp>(</rp><rt>kan</rt></ruby>", ["漢"]),
        ("text with <no end", ["text with <no end"]),
        ("<p>a</p", ["a</p"]),
        ("<nav><td>no</nav><td>a<tr>b", ["a", "b"]),
        ("<figure><img><p>a</p><small>b</small></figure>", ["a", "b"]),
        ("<p>a<br></br>b</br>c", ["a\nb\nc"]),
        ("<p>a <a href='x>b</a> c</p>", ["a b c"]),
        ("", []),
    ],
)
def test_prose(text, shown):
    document = article(text)
    assert [document.show(block.span) for block in document.blocks] == shown


def test_cells_count_spans():
    document = article(
        "<table><thead><tr><th colspan=2>a<th>b<tbody><tr><td rowspan=2>c<td>d<td>e"
        "<tr><td>f<td><table><tr><td>g</table><td rowspan=x>h</table>"
    )
    assert {document.show(block.span): block.cell for block in document.blocks} == {
        "a": Cell(0, 0, 0, header=True),
        "b": Cell(0, 0, 2, header=True),
        "c": Cell(0, 1, 0, header=False),
        "d": Cell(0, 1, 1, header=False),
        "e": Cell(0, 1, 2, header=False),
        "f": Cell(0, 2, 1, header=False),
        "g": Cell(1, 0, 0, header=False),
        "h": Cell(0, 2, 3, header=False),
    }


def test_levels_and_containers():
    document = article(
        "<h3>a</h3><ul><li>b<ol><li>c</ol><li>d</ul><aside><p>e</aside>"
        "<blockquote>f</blockquote><p>g"
    )
    found = {document.show(b.span): (b.level, b.container) for b in document.blocks}
    assert found == {
        "a": (3, 0), "b": (1, 1), "c": (2, 2), "d": (1, 1), "e": (0, 3), "f": (0, 4), "g": (0, 0)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a <em>b <b>c</b></em> d", [("emphasis", "b c"), ("emphasis", "c")]),
        ("<p>a<em> b </em>c", [("emphasis", "b")]),
        ("<p>a <em>&nbsp;</em>", []),
        ("<p>a <code>b</code> <kbd>c</kbd>", [("code", "b"), ("code", "c")]),
        ("<p>a <a href=u>b</a> <a name=c>d</a>", [("link", "b")]),
        ("<p>a <q>b</q> <i lang=fr>c</i>", [("quote", "b"), ("emphasis", "c"), ("foreign", "c")]),
        ("<p lang=de>a</p><p lang=en-GB>b</p>", [("foreign", "a")]),
        ("<html lang=uk><p>a</p>", []),
        ("<a href=u><p>a</p><p>b</p></a>", [("link", "a"), ("link", "b")]),
        ("<p>a <b>b <code>c</b> d</code>", [("emphasis", "b c"), ("code", "c d")]),
        (
            "<p>See https://a.example/b_(c)). Or www.d.example, or e.f@g.example.",
            [
                ("url", "https://a.example/b_(c)"),
                ("url", "www.d.example"),
                ("url", "e.f@g.example"),
            ],
        ),
    ],
)
def test_marks(text, expected):
    assert sorted(marks(text)) == sorted(expected)


@pytest.mark.parametrize(
    "reference",
    [
        "<sup><a href='#fn1'>1</a></sup>",
        "<a href='#fn1'><sup>1</sup></a>",
        "<sup class='reference'>[<a href=x>1</a>]</sup>",
        "<a role=doc-noteref href=x>1</a>",
        "<a class=footnote-ref href=x>1</a>",
    ],
)
def test_footnote_references_are_marked_and_left_out(reference):
    document = article(f"<p>It rose.{reference} It fell.</p>")
    assert document.text == "It rose. It fell."
    assert [(mark.kind, mark.span) for mark in document.marks] == [(MarkKind.NOTE, (8, 8))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a</b> c</p>", ["</b>"]),
        ("<p>a <b>b</p><p>c</p>", ["<b>"]),
        ("<p>a <b>b<p>c</b>", ["<b>", "</b>"]),
        ("<p>a <i>b<b>c</i>d</b></p>", []),
        ("<div><p>a</div></div>", ["</div>"]),
        ("<article><p>a", ["<article>"]),
        ("<h2>a</h3><p>b", ["<h2>", "</h3>"]),
        ("<ul><li><b>a<li>b</ul>", ["<b>"]),
        ("<p>a <placeholder> b</p>", ["<placeholder>"]),
        ("<div><table><tr><td>a</div></table></div>", ["</div>"]),
        ('<p>a <a href="x>b</a></p><p class="c">d</p>', ['<a href="x>b</a></p><p class="c">']),
        ("<p>a <!-- b", ["<!--"]),
        ("<nav><div></nav>a", ["<div>"]),
    ],
)
def test_tags_without_a_partner(text, expected):
    assert sorted(stray(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>T</title><body><p>a<p>b",
        "<UL><LI>a<LI>b</UL><DL><DT>a<DD>b</DL>",
        "<table><colgroup><col><thead><tr><th>a<tbody><tr><td>b<td>c<tfoot><tr><td>d</table>",
        "<p>a<br>b<br/>c<img src=x>d<wbr>e<hr>f<input disabled>",
        "<p title='a > b' data-x=\"</p>\">a</p>",
        "<!--[if lt IE 9]><script src=x></script><![endif]--><p>a<![CDATA[ <b> ]]></p>",
        "<![if !IE]><p>a</p><![endif]><?php echo '<b>' ?>",
        "<p><b/>a<i class=icon /></p><custom-card><p>b</p></custom-card>",
        "<svg viewBox='0 0 1 1'><g><path d='M0'/><circle r=1></circle></g></svg><p>a",
        "<a href=x><div><p>card</p></div></a>",
        "<p>a<ins>b</ins></p><del><p>c</p></del>",
        "<ruby>a<rp>(<rt>b<rp>)</ruby><select><optgroup label=a><option>b<option>c</select>",
        "<script>document.write('<b>' + \"</i>\")</script><style>a > b {}</style>",
        "<p>x</p></p></li>",
        "<div><ul><li><p>a<ul><li>b</ul><li>c</ul></div>",
        "<p>a < b and c > d, 5 <6</p>",
    ],
)
def test_legal_html_has_no_stray_tags(text):
    assert stray(text) == []


def test_stray_tags_and_comments_know_their_place_in_the_text():
    text = "<p>One <b>two.</p><!-- x --><p><!-- y -->Three</i> four.</p><!--z-->"
    document = article(text)
    assert document.text == "One two.\n\nThree four."
    assert [(tag.text, tag.at) for tag in document.stray_tags] == [("<b>", 4), ("</i>", 15)]
    assert [(c.text, c.at, c.inside) for c in document.comments] == [
        ("x", 8, False), ("y", 8, False), ("z", 21, False)
    ]  # fmt: skip
    assert all(text[slice(*comment.source)].startswith("<!--") for comment in document.comments)


def test_meta():
    document = article(
        '<html lang=en-GB><head><title>Tide &amp; time</title><META NAME="Author" content="J. Doe">'
        '<meta property="article:published_time" content="2026-02-12T06:00Z">'
        "<body><h1>Tide</h1><p>On <time datetime=1999-01-01>the day</time>."
    )
    assert document.meta == {
        "lang": "en-GB",
        "title": "Tide & time",
        "author": "J. Doe",
        "article:published_time": "2026-02-12T06:00Z",
        "date": "2026-02-12T06:00Z",
    }


def test_date_from_time_elements():
    head = "<header><time datetime=2026-02-12>today</time></header>"
    assert article(f"{head}<p>Text.").meta == {"date": "2026-02-12"}
    assert article("<p>Text <time datetime=1999-01-01>then</time>.").meta == {}
    late = "<p>Text.</p><time itemprop=datePublished datetime=2026-02-12>x</time>"
    assert article(late).meta == {"date": "2026-02-12"}


def test_front_matter_prevails():
    document = article("---\ntitle: One\n---\n<title>Two</title><h1>Three</h1>")
    assert document.meta == {"title": "One"}
    assert document.meta_source == (0, 18)
    with pytest.raises(Problem, match=r"article.html:2:8: .*close the quotation mark"):
        article("---\ntitle: 'One\n---\n<p>x")


def test_two_characters_of_one_reference_share_its_place():
    document = article("<p>a &NotEqualTilde; b</p>")
    assert document.text == "a \u2242\u0338 b"
    assert document.place(Span(2, 3))[:2] == document.place(Span(3, 4))[:2] == (5, 20)


def test_token_kinds():
    text = "<p a=1 A=2 b='&lt;'>x</p ><!--c--><script>d</script><br/>"
    found = [(t.kind, text[t.start : t.end], t.name, t.attributes) for t in tokens(text)]
    assert found == [
        (Kind.START, "<p a=1 A=2 b='&lt;'>", "p", {"a": "1", "b": "<"}),
        (Kind.TEXT, "x", "", {}),
        (Kind.END, "</p >", "p", {}),
        (Kind.COMMENT, "<!--c-->", "", {}),
        (Kind.START, "<script>", "script", {}),
        (Kind.RAW, "d", "script", {}),
        (Kind.END, "</script>", "script", {}),
        (Kind.START, "<br/>", "br", {}),
    ]


@pytest.mark.parametrize("path", sorted(Path(__file__).parents[2].glob("examples/**/*.html")))
def test_example_articles(path):
    source = Source(str(path), path.read_text(encoding="utf-8"))
    document = read(source)
    assert document.stray_tags == ()
    for block in document.blocks:
        place = document.place(block.span)
        assert (
            unescape(source.text[place.offset : place.end_offset])[0]
            == document.text[block.span.start]
        )
    assert {Role.HEADLINE, Role.PARAGRAPH} <= {block.role for block in document.blocks}
