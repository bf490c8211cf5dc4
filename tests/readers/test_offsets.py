"""The map from text to source, held by properties over built and over arbitrary sources.

``COPYDESK_EXAMPLES`` sets how many examples each property tries.
"""

import html
import os
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from copydesk.document import BLOCK_END, Document, MarkKind, Role, Source, Span
from copydesk.problem import Problem
from copydesk.readers import html as html_reader
from copydesk.readers import markdown, plain

FOLDED = " \t\r\n\f"
READERS = {"plain": plain.read, "markdown": markdown.read, "html": html_reader.read}

thorough = settings(
    max_examples=int(os.environ.get("COPYDESK_EXAMPLES", "200")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


# What holds of every document


def check_blocks(document: Document) -> None:
    end = -len(BLOCK_END)
    for block in document.blocks:
        start = end + len(BLOCK_END)
        assert block.span.start == start
        assert start == 0 or document.text[end:start] == BLOCK_END
        shown = document.show(block.span)
        assert shown
        assert shown == shown.strip()
        assert BLOCK_END not in shown
        assert "\N{SOFT HYPHEN}" not in shown
        end = block.span.end
    assert len(document.text) == max(end, 0)


def check_marks(document: Document) -> None:
    for mark in document.marks:
        assert any(block.span.contains(mark.span) for block in document.blocks)
        assert mark.span.start < mark.span.end or mark.kind is MarkKind.NOTE
        assert document.marked(mark.span, mark.kind) or mark.kind is MarkKind.NOTE
    for noted in (*document.comments, *document.stray_tags):
        assert 0 <= noted.at <= len(document.text)
        assert 0 <= noted.source.start < noted.source.end <= len(document.source.text)
        assert noted.text in document.source.text[slice(*noted.source)]


def check_pieces(document: Document) -> None:
    at = source_at = 0
    for start, end, source_start, source_end in document.offsets:
        assert at <= start < end
        assert source_at <= source_start < source_end
        at, source_at = end, source_end
    assert at == len(document.text)
    assert source_at <= len(document.source.text)


def check_characters(document: Document) -> None:
    """Each character maps to itself, to what is written for it, or to its run of white space."""
    before = 0
    for block in document.blocks:
        for at in range(*block.span):
            place = document.offsets.to_source(Span(at, at + 1))
            assert place.start < place.end
            assert before <= place.start
            assert shows(document.source.text[slice(*place)], document.text[at])
            back = document.offsets.from_source(place.start)
            assert back == at or document.offsets.to_source(Span(back, at + 1)) == place
            before = place.start


def shows(written: str, shown: str) -> bool:
    if shown in written and (written == shown or written == "\\" + shown):
        return True
    if shown == " ":
        return not html.unescape(written).strip(FOLDED) or written.strip(FOLDED + ">") == ""
    if shown == "\n":
        return (
            re.fullmatch(r"(?s)</?br\b.*>|(?: +|\\)(?:\r\n?|\n)", written, re.IGNORECASE)
            is not None
        )
    if shown == "\ufffd":
        return written.startswith("&#") or written in ("\0", "\ud800")
    number = re.fullmatch(r"&#(?:([0-9]+)|[xX]([0-9a-fA-F]+));", written)
    if number and shown == chr(int(number[1] or number[2], 10 if number[1] else 16)):
        return True
    return shown in html.unescape(written) and written.startswith("&")


def check(document: Document) -> None:
    check_blocks(document)
    check_marks(document)
    check_pieces(document)
    check_characters(document)


def check_problem(problem: Problem, source: Source) -> None:
    """Only front matter can be broken, and the place is one of the file."""
    assert source.text.startswith(("---", "+++"))
    assert problem.path == source.path
    assert problem.line in range(1, len(source.line_starts) + 1)
    assert problem.column >= 1


# What holds of sources that are built from known parts

WORDS = [
    *("river", "Zürich", "naïve", "n\N{COMBINING TILDE}o", "\N{GRINNING FACE}", "東京", "U.S."),
    *("“quoted”", "9,000", "won’t", "a\N{SOFT HYPHEN}b", "x\N{NO-BREAK SPACE}y", "\N{EM DASH}"),
]
ENTITIES = [
    *(("&amp;", "&"), ("&lt;", "<"), ("&nbsp;x", "\N{NO-BREAK SPACE}x"), ("&eacute;", "é")),
    *(("&#8217;", "’"), ("&#x1F600;", "\N{GRINNING FACE}"), ("co&shy;op", "coop")),
    *(("&amp;nbsp;", "&nbsp;"), ("&copy;9", "©9")),
]
parts = st.one_of(
    st.sampled_from(WORDS).map(lambda word: (word, word.replace("\N{SOFT HYPHEN}", ""))),
    st.sampled_from(ENTITIES),
)
line_ends = st.sampled_from(["\n", "\r\n", "\r"])


def joined(separators: st.SearchStrategy[tuple[str, str]], inline):
    """Runs of inline parts with something between them, as (source, shown)."""

    def build(first, rest):
        written, shown = first
        for (gap, gap_shown), (more, more_shown) in rest:
            written, shown = written + gap + more, shown + gap_shown + more_shown
        return written, shown

    return st.builds(build, inline, st.lists(st.tuples(separators, inline), max_size=5))


HTML_GAPS = st.sampled_from(
    [(" ", " "), ("\n", " "), ("  \t\n ", " "), ("", ""), (" <!-- aside --> ", " "), ("<br>", "\n")]
)


def html_wrapped(inner):
    def wrap(tag, part):
        return f"<{tag}>{part[0]}</{tag.split()[0]}>", part[1]

    tags = ["b", "EM", 'a href="x>y"', "span class=s", "code", "q", "i lang=fr", "sub"]
    return st.builds(wrap, st.sampled_from(tags), joined(HTML_GAPS, inner))


html_inline = st.recursive(parts, html_wrapped, max_leaves=6)
html_text = joined(HTML_GAPS, html_inline)


@st.composite
def html_articles(draw):
    written, blocks = [], []
    for _ in range(draw(st.integers(1, 5))):
        text, shown = draw(html_text)
        text, shown = f"The {text}.", f"The {shown}."
        form, role = draw(
            st.sampled_from(
                [
                    ("<p>{}</p>", Role.PARAGRAPH),
                    ("<p class='x'> {}\n", Role.PARAGRAPH),
                    ("<H2>{}</H2>", Role.HEADING),
                    ("<blockquote><p>{}</p></blockquote>", Role.QUOTATION),
                    ("<ul>\n<li>{}\n</ul>", Role.ITEM),
                    ("<figure><img alt='x'><figcaption>{}</figcaption></figure>", Role.CAPTION),
                    ("<table><tr><td>{}</table>", Role.CELL),
                    ("<div>{}</div>", Role.PARAGRAPH),
                    ("<p>{}<script>if (a < b) {{}}</script>", Role.PARAGRAPH),
                ]
            )
        )
        written.append(form.format(text))
        blocks.append((role, shown))
    gap = draw(st.sampled_from(["", "\n", "\n\n  ", "<!-- copydesk: off -->", "<hr>"]))
    return gap.join(written), blocks


def markdown_wrapped(inner):
    def wrap(marks, part):
        return marks[0] + part[0] + marks[1], part[1]

    marks = [("[", "](http://x.example/a_b)"), ("<b>", "</b>"), ('<a href="u">', "</a>")]
    return st.builds(wrap, st.sampled_from(marks), joined(MARKDOWN_GAPS, inner))


MARKDOWN_GAPS = st.sampled_from(
    [(" ", " "), ("\n", " "), ("", ""), (r"\*", "*"), (r"\_", "_"), ("\\\n", "\n"), ("  \n", "\n")]
)
markdown_inline = st.one_of(
    parts,
    st.sampled_from([("in*slant*ed", "inslanted"), ("em**bold**en", "embolden")]),
    st.sampled_from([("x`code y`z", "xcode yz"), ("un~~for~~gone", "unforgone")]),
    st.sampled_from([("x<!-- note -->y", "xy"), ("x![alt](i.png)z", "xz"), ("n\\[1\\]", "n[1]")]),
    markdown_wrapped(parts),
)
markdown_text = joined(MARKDOWN_GAPS, markdown_inline)


@st.composite
def markdown_articles(draw):
    written, blocks = [], []
    for _ in range(draw(st.integers(1, 5))):
        text, shown = draw(markdown_text)
        form, indent, role = draw(
            st.sampled_from(
                [
                    ("The {}.", "", Role.PARAGRAPH),
                    ("> The {}.", "> ", Role.QUOTATION),
                    ("- The {}.", "  ", Role.ITEM),
                    ("12. The {}.", "    ", Role.ITEM),
                    ("<div>\n\nThe {}.\n\n</div>", "", Role.PARAGRAPH),
                ]
            )
        )
        written.append(form.format(text.replace("\n", "\n" + indent)))
        blocks.append((role, f"The {shown}."))
    return "\n\n<!-- between -->\n\n".join(written), blocks


PLAIN_GAPS = st.sampled_from([(" ", " "), ("  ", "  "), ("\t", "\t"), ("", ""), (", ", ", ")])
plain_words = st.sampled_from(WORDS).map(lambda word: (word, word.replace("\N{SOFT HYPHEN}", "")))


@st.composite
def plain_articles(draw):
    written, blocks = [], []
    for _ in range(draw(st.integers(1, 5))):
        text, shown = draw(joined(PLAIN_GAPS, plain_words))
        form, role = draw(
            st.sampled_from([(" The {}.", Role.PARAGRAPH), ("- The {}. ", Role.ITEM)])
        )
        written.append(form.format(text))
        blocks.append((role, f"The {shown}."))
    return draw(st.sampled_from(["\n", "\n\n", "\n \t\n"])).join(written), blocks


def as_shown(text: str) -> str:
    """Folded as a browser folds it, line breaks kept."""
    text = re.sub(r"[ \t\r\n\f]*\n[ \t\r\n\f]*", "\n", text.strip())
    return re.sub(r"[ \t\r\f]+", " ", text)


BUILT = {"html": html_articles(), "markdown": markdown_articles(), "plain": plain_articles()}


@pytest.mark.parametrize("reader", READERS)
@thorough
@given(data=st.data())
def test_built_articles_show_what_was_written(reader, data):
    written, blocks = data.draw(BUILT[reader])
    source = Source("article", written.replace("\n", data.draw(line_ends)))
    document = READERS[reader](source)
    check(document)
    assert document.stray_tags == ()
    found = [(block.role, as_shown(document.show(block.span))) for block in document.blocks]
    assert found == [(role, as_shown(shown)) for role, shown in blocks]


@pytest.mark.parametrize("reader", READERS)
@thorough
@given(data=st.data())
def test_spans_of_built_articles_show_the_same_in_the_source(reader, data):
    written, _ = data.draw(BUILT[reader])
    source = Source("article", written.replace("\n", data.draw(line_ends)))
    document = READERS[reader](source)
    block = data.draw(st.sampled_from(document.blocks))
    start = data.draw(st.integers(block.span.start, block.span.end - 1))
    span = Span(start, data.draw(st.integers(start + 1, block.span.end)))
    place = document.offsets.to_source(span)
    shown = document.show(span).split()
    assert without_markup(source.text[slice(*place)], reader).split() == shown
    assert document.offsets.from_source(place.start) <= span.start
    if document.offsets.verbatim(span):
        assert source.text[slice(*place)].split() == shown
        assert place.end - place.start == span.end - span.start


def without_markup(written: str, reader: str) -> str:
    """What readers see of a piece of a built source, found by other means than the readers'."""
    if reader == "plain":
        return written.replace("\N{SOFT HYPHEN}", "")
    written = re.sub(r"(?s)<!--.*?-->|<script>.*?</script>", "", written)
    written = re.sub(r"(?i)<br>", "\n", written)
    written = re.sub(r"</?[a-zA-Z](?:\"[^\"]*\"|[^\">])*>", "", written)
    if reader == "markdown":
        written = re.sub(r"!\[alt\]\(i\.png\)|\]\(http://x\.example/a_b\)", "", written)
        written = re.sub(r"(?m)(?<=[\r\n])> ", "", written)
        written = re.sub(r"\\(?=[\r\n])|(?<!\\)[*`~\[]", "", written)
        written = re.sub(r"\\([*_\[\]])", r"\1", written)
    return html.unescape(written).replace("\N{SOFT HYPHEN}", "")


# What holds of any source

MARKUP = [
    *"<>&;/!-=#*_`[]()|\\~:+^\"' \t",
    *("\n", "\r", "\r\n", "\n\n", "---\n", "+++\n", "```\n", "<!--", "-->", "<b>", "</b>", "<p>"),
    *("</p>", "<br>", "<td>", "<table>", "</table>", "<li>", "<ul>", "</ul>", "<div>", "</div>"),
    *("<script>", "</script>", "<title>", "<pre>", "<![CDATA[", "]]>", "<?x", "<a href='#a'><sup>"),
    *(
        "&nbsp;",
        "&shy;",
        "&amp",
        "&#0;",
        "&#x80;",
        "&notit;",
        "- ",
        "1. ",
        "> ",
        "# ",
        "| a | b |\n",
    ),
    *(
        "|---|---|\n",
        "[^1]",
        "[^1]: ",
        "![",
        "](u)",
        "http://x.y/z",
        "a@b.c",
        "title: ",
        "= ",
        "By X Y",
    ),
    *(
        "KYIV, Feb. 12 (AP)",
        "<span class=byline>",
        "\N{SOFT HYPHEN}",
        "\0",
        "\x0b",
        "\x85",
        "\u2028",
    ),
    *("\N{NO-BREAK SPACE}", "e\N{COMBINING ACUTE ACCENT}", "\N{GRINNING FACE}", "\ufeff", "\ud800"),
    *("The river rose. ", "word", "A", "é", "."),
]
sources = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(MARKUP), st.text(max_size=3)), max_size=30).map("".join),
)


@pytest.mark.parametrize("reader", READERS)
@thorough
@given(text=sources)
@example("")
@example("\N{NO-BREAK SPACE}")
@example("<p>a<b>b<p>c</i>")
@example("> a `co\r\n> de` b\r\n> <div\r\n> id=x>\r\n> y")
@example("---\ntitle: \"a\\u00e9 \\\"b\\\"\"\nbyline: 'It''s'\n---\n\r# x\ry")
def test_any_source_is_read_with_exact_offsets(reader, text):
    source = Source("article", text)
    try:
        document = READERS[reader](source)
    except Problem as problem:
        check_problem(problem, source)
        return
    check_blocks(document)
    check_marks(document)
    check_pieces(document)
    if document.meta_source == (0, 0):
        check_characters(document)
