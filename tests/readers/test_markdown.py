"""Markdown: which constructs become which blocks, marks, comments and stray tags."""

from pathlib import Path

import pytest

from copydesk.document import Cell, Document, MarkKind, Role, Source, Span
from copydesk.problem import Problem
from copydesk.readers.markdown import read


def article(text: str) -> Document:
    return read(Source("article.md", text))


def blocks(text: str) -> list[tuple[str, str]]:
    document = article(text)
    return [(block.role.value, document.show(block.span)) for block in document.blocks]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\nText.\n\n# Two\n", [("headline", "One"), ("paragraph", "Text."), ("heading", "Two")]),
        ("One\n===\n\nTwo *three*\n---\n", [("headline", "One"), ("heading", "Two three")]),
        ("### Sub ###\n", [("heading", "Sub")]),
        ("# *Sub* #\n", [("headline", "Sub")]),
        ("One\ntwo.\n\nThree.", [("paragraph", "One two."), ("paragraph", "Three.")]),
        ("> One\n> two.\n\n> Three.\n>\n> Four.", [("quotation", "One two."), ("quotation", "Three."), ("quotation", "Four.")]),
        ("- One\n  two\n- Three\n\n  Four.", [("item", "One two"), ("item", "Three"), ("item", "Four.")]),
        ("1. One\n2. Two", [("item", "One"), ("item", "Two")]),
        ("- [ ] One\n- [x] Two", [("item", "One"), ("item", "Two")]),
        ("> - One\n>\n> Two.", [("item", "One"), ("quotation", "Two.")]),
        ("| A | B |\n|---|--:|\n| 1 | *2* |", [("cell", "A"), ("cell", "B"), ("cell", "1"), ("cell", "2")]),
        ("Text.[^1]\n\n[^1]: Note.\n\n    - More.", [("paragraph", "Text."), ("footnote", "Note."), ("footnote", "More.")]),
        ("![alt](i.png)\nA quay.", [("caption", "A quay.")]),
        ("![alt](i.png) *A quay*", [("caption", "A quay")]),
        ("[![alt](i.png)](u)  \nA quay.", [("caption", "A quay.")]),
        ("![alt](i.png)\n\n*A quay.*\n\n*Text.*", [("caption", "A quay."), ("paragraph", "Text.")]),
        ("<img src=i.png> *A quay.*", [("caption", "A quay.")]),
        ("![alt](i.png) The quay was empty.", [("paragraph", "The quay was empty.")]),
        ("The quay ![alt](i.png)\nwas empty.", [("paragraph", "The quay was empty.")]),
        ("# T\n\n*All of it in a line*\n\nText.", [("headline", "T"), ("standfirst", "All of it in a line"), ("paragraph", "Text.")]),
        ("Text.\n\n**What next**\n\nText.", [("paragraph", "Text."), ("heading", "What next"), ("paragraph", "Text.")]),
        ("# T\n\n*By Jane Doe*\n\nText.", [("headline", "T"), ("byline", "By Jane Doe"), ("paragraph", "Text.")]),
        ("KYIV, Feb. 12 (Reuters)\n\nText.", [("dateline", "KYIV, Feb. 12 (Reuters)"), ("paragraph", "Text.")]),
        ("---\ntitle: One\nbyline: Jane\nsummary: 'It''s'\n---\n# Two", [("headline", "One"), ("byline", "Jane"), ("standfirst", "It's"), ("headline", "Two")]),
        ('+++\ntitle = "A \\"B\\""\n+++\nText.', [("headline", 'A "B"'), ("paragraph", "Text.")]),
        ("---\n\nText.\n\n---\n", [("paragraph", "Text.")]),
        ("---\nNo title here\n---\n", [("heading", "No title here")]),
        ("<div class=byline>\n\nJane Doe\n\n</div>\n\nText.", [("byline", "Jane Doe"), ("paragraph", "Text.")]),
        ("<blockquote>\n\nOne.\n\n</blockquote>\n\nTwo.", [("quotation", "One."), ("paragraph", "Two.")]),
        ("<figure>\n<img src=i>\n<figcaption>A quay.</figcaption>\n</figure>\n\nText.", [("caption", "A quay."), ("paragraph", "Text.")]),
        ("> <p>One\n> two.\n> <!-- x\n> y --></p>\n>\n> Three.", [("quotation", "One two."), ("quotation", "Three.")]),
        ("<nav>\n\nNo.\n\n</nav>\n\nYes.", [("paragraph", "Yes.")]),
        ("    code\n\n```\ncode\n```\n\nText.", [("paragraph", "Text.")]),
        ("Text.\n\n***\n\nText.", [("paragraph", "Text."), ("paragraph", "Text.")]),
        ("", []),
        ("[a]: u 'no'\n", []),
    ],
)  # fmt: skip
def test_roles(text, expected, line_end):
    source = text.replace("\n", line_end)
    document = article(source)
    assert blocks(source) == expected
    for block in document.blocks:
        place = document.place(block.span)
        shown = document.show(block.span)
        assert source[place.offset] == shown[0]
        assert source[place.end_offset - 1] == shown[-1]
        assert source[: place.offset].count(line_end) == place.line - 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("un*believ*able and **b**old", "unbelievable and bold"),
        ("a \\* \\_b\\_ \\\\ \\a &amp; &copy; &#8364; &nbsp;c", "a * _b_ \\ \\a & © € \u00a0c"),
        ("&amp;nbsp; &copy", "&nbsp; &copy"),
        ("co&shy;op co\u00adop", "coop coop"),
        ("a  \nb\\\nc\nd", "a\nb\nc d"),
        ("a `b  c` ``d`e`` ` f `", "a b  c d`e f"),
        ("> a `b\n> c` d", "a b c d"),
        ("a `b\r\nc` `\r\n` d", "a b c d"),
        ("> a `b \r\n>  c` d", "a b c d"),
        ("[a](u 'no') [b][x] [c] <http://d.example>\n\n[x]: u", "a b [c] http://d.example"),
        ("![no](i.png 'no') a ![no *no* `no`](i)", "a"),
        ("a <b>b</b> <!-- no --> c<br>d", "a b c\nd"),
        ("~~a~~ b", "a b"),
        ("a <script>no</script> b", "a b"),
        ("a\0b", "a\0b"),
        ("a \ud800 b", "a \ud800 b"),
        ("A.[^x] B.[^y]\n\n[^x]: ", "A. B.[^y]"),
        ("\N{GRINNING FACE} n\u0303 *é* 東京", "\N{GRINNING FACE} n\u0303 é 東京"),
    ],
)
def test_text(text, shown):
    document = article(text)
    assert document.text == shown


def test_backslash_and_character_are_one_place():
    document = article("a \\*b")
    assert [document.place(Span(at, at + 1))[:2] for at in range(2, 4)] == [(2, 4), (4, 5)]


def test_cells():
    document = article("Text.\n\n| | A |\n|-|-|\n| b \\| c | `d\\|e` |\n\n|F|\n|-|\n")
    assert {document.show(block.span): block.cell for block in document.blocks[1:]} == {
        "A": Cell(0, 0, 1, header=True),
        "b | c": Cell(0, 1, 0, header=False),
        "d|e": Cell(0, 1, 1, header=False),
        "F": Cell(1, 0, 0, header=True),
    }
    assert document.place(document.blocks[2].span)[:2] == (23, 29)


def test_levels_and_containers():
    document = article("## a\n\n- b\n  1. c\n- d\n\n> e\n\nf")
    found = {document.show(b.span): (b.level, b.container) for b in document.blocks}
    assert found == {
        "a": (2, 0), "b": (1, 1), "c": (2, 2), "d": (1, 1), "e": (0, 3), "f": (0, 0)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a *b* **c**", [("emphasis", "b"), ("emphasis", "c")]),
        ("a `b` <kbd>c</kbd>", [("code", "b"), ("code", "c")]),
        ("a [b](u)", [("link", "b")]),
        ("a <http://b.example>", [("link", "http://b.example"), ("url", "http://b.example")]),
        ("a <b@c.example>.", [("link", "b@c.example"), ("url", "b@c.example")]),
        ("a https://b.example/c.", [("url", "https://b.example/c")]),
        ("a <q>b</q> <span lang=fr>c</span>", [("quote", "b"), ("foreign", "c")]),
    ],
)
def test_marks(text, expected):
    document = article(text)
    found = [(mark.kind.value, document.show(mark.span)) for mark in document.marks]
    assert sorted(found) == sorted(expected)


def test_footnote_references_are_marked_and_left_out():
    document = article("It rose.[^1] It fell.\n\n[^1]: Note.")
    assert document.text == "It rose. It fell.\n\nNote."
    assert [(mark.kind, mark.span) for mark in document.marks] == [(MarkKind.NOTE, (8, 8))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A <b>b</b> c.", []),
        ("A b</b> c.", ["</b>"]),
        ("A <b>b c.\n\nD </b> e.", ["<b>", "</b>"]),
        ("- a <i>b\n- c", ["<i>"]),
        ("<div>\n\na\n\n</div>", []),
        ("<div>\n\na", ["<div>"]),
        ("a </em> *b*", ["</em>"]),
        ("*a <b>b* c</b>", []),
        ("`<b>` and \\<b> and &lt;b>", []),
    ],
)
def test_tags_without_a_partner(text, expected):
    document = article(text)
    assert [tag.text for tag in document.stray_tags] == expected
    assert all(text[slice(*tag.source)] == tag.text for tag in document.stray_tags)


def test_comments():
    text = "<!-- copydesk: allow x -->\nOne\n\nTwo <!-- y --> three.\n\n<!--\nz\n-->\n"
    document = article(text)
    assert document.text == "One\n\nTwo three."
    assert [(c.text, c.at, c.inside) for c in document.comments] == [
        ("copydesk: allow x", 0, False), ("y", 9, True), ("z", 15, False)
    ]  # fmt: skip
    assert all(text[slice(*comment.source)].endswith("-->") for comment in document.comments)


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("---\ntitle: a: b\n---\n", 2, 9, "put a value that holds a colon in quotation marks"),
        ("---\r\na: 1\r\ntitle: 'a\r\n---\r\n", 3, 8, "close the quotation mark"),
        ("---\rtags: [a, b\rc: d\r---\r", 2, 7, "close the bracket"),
        ("---\n# é😀\na:\n\tb: c\n---\n", 4, 1, "indent with spaces"),
        ("---\ntitle: a\x07\n---\n", 2, 9, "U+0007 may not stand in YAML; delete it"),
        ("---\ndate: 2026-02-30\n---\n", 2, 7, "'date' is a date that does not exist"),
        ("---\ntitle: a\n\nText.", 1, 1, "never ends; close it with a line ---"),
        ("---\na: *b\n---\n", 2, 4, "begins with *"),
        ("---\na: b\n- c\n---\n", 3, 1, "correct the line"),
        ("---\na: " + "[" * 50_000 + "\n---\n", 2, 1, "nested too deeply"),
        ("+++\ntitle = 'a'\nb\n+++\n", 3, 2, "no valid TOML (Expected '=' after a key"),
        ('+++\r\ntitle = "a\r\n+++\r\n', 2, 11, "correct the line"),
        ("+++\ntitle = 'a'\n", 1, 1, "never ends; close it with a line +++"),
    ],
)  # fmt: skip
def test_broken_front_matter_says_where_and_what_to_do(text, line, column, says):
    with pytest.raises(Problem) as raised:
        article(text)
    problem = raised.value
    assert (problem.path, problem.line, problem.column) == ("article.md", line, column)
    assert says in problem.message


def test_meta():
    text = "---\nTitle: One\ndate: 2026-02-12\ncopydesk: {allow: [x]}\n...\nText."
    document = article(text)
    assert document.meta["title"] == "One"
    assert document.meta["copydesk"] == {"allow": ["x"]}
    assert document.meta["date"].isoformat() == "2026-02-12"
    assert text[slice(*document.meta_source)] == text[: text.index("\nText.")]
    assert article("Text.").meta == {}


@pytest.mark.parametrize(
    "value",
    ["|\n  One\n  two", "'One\n  two'", "One\n  two", "&a One", "[One, two]", "3", '"\\N"'],
)
def test_values_that_are_no_plain_line_make_no_block(value):
    assert blocks(f"---\ntitle: {value}\n---\nText.") == [("paragraph", "Text.")]


@pytest.mark.parametrize("path", sorted(Path(__file__).parents[2].glob("examples/**/*.md")))
def test_example_articles(path):
    source = Source(str(path), path.read_text(encoding="utf-8"))
    document = read(source)
    assert document.stray_tags == ()
    for block in document.blocks:
        place = document.place(block.span)
        assert source.text[place.offset] in (document.text[block.span.start], "&", "\\")
    assert Role.PARAGRAPH in {block.role for block in document.blocks}
