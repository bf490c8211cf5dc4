"""Plain text: which lines make which blocks."""

from pathlib import Path

import pytest

from copydesk.document import Document, Role, Source
from copydesk.readers import furniture
from copydesk.readers.plain import read


def article(text: str) -> Document:
    return read(Source("article.txt", text))


def blocks(text: str) -> list[tuple[str, str]]:
    document = article(text)
    return [(block.role.value, document.show(block.span)) for block in document.blocks]


LONG = "The river rose by forty centimetres in the night, and the lower road was closed by noon."
LONGER = f"{LONG} Buses now go by way of the upper bridge, which was opened only last year."


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("lines", "roles"),
    [
        (["River closes road", LONG], "headline paragraph"),
        (["River closes road", LONG, LONGER], "headline paragraph paragraph"),
        (["River closes road"], "paragraph"),
        ([LONG, LONGER], "paragraph paragraph"),
        (["The road is closed.", LONG], "paragraph paragraph"),
        (["Is the road closed?", LONG], "headline paragraph"),
        (["Storm nears U.S.", LONG], "headline paragraph"),
        (["Mayor: “We will not pay.”", LONG], "paragraph paragraph"),
        (["The mayor said:", LONG], "paragraph paragraph"),
        (["KYIV, 12 May – The river rose", LONG], "paragraph paragraph"),
        ([LONG[:-1] * 2, LONG], "paragraph paragraph"),
        (["River closes road", "By Jane Doe", LONG], "headline byline paragraph"),
        (["River closes road", "KYIV, Feb. 12 (Reuters)", LONG], "headline dateline paragraph"),
        (["Friday, July 21, 2017", "River closes road", LONG], "dateline headline paragraph"),
        (["River closes road", "Buses take the upper bridge; shops stay shut", LONG], "headline standfirst paragraph"),
        (["River closes road", "The upper bridge", LONG], "headline paragraph paragraph"),
        (["River closes road", "Buses take the upper bridge now.", LONG], "headline paragraph paragraph"),
        (["River closes road", LONG, "What comes next", LONG], "headline paragraph heading paragraph"),
        (["River closes road", LONG, "what comes next", LONG], "headline paragraph paragraph paragraph"),
        (["River closes road", LONG, "It rose.", LONG], "headline paragraph paragraph paragraph"),
        (["River closes road", LONG, "One", "Two", LONG], "headline paragraph paragraph paragraph paragraph"),
        (["River closes road", LONG, "What comes next"], "headline paragraph paragraph"),
        ([LONG, "Photo: Jane Doe", "Caption: the quay.", LONG], "paragraph caption caption paragraph"),
        ([LONG, "- one", "* two", "• three", "1. four", "2) five"], "paragraph" + " item" * 5),
        ([LONG, "- the largest one - is shut.", LONG], "paragraph paragraph paragraph"),
        ([LONG, "(Reporting by Jane Doe; Editing by John Roe)"], "paragraph byline"),
        ([LONG, "***", "# # #", "—", LONG], "paragraph paragraph"),
        (["<b>River</b> & *road*", "The &amp; road.", LONG], "headline paragraph paragraph"),
    ],
)  # fmt: skip
def test_roles(lines, roles, line_end):
    for gap in (line_end, line_end * 2, f"{line_end} \t{line_end}"):
        text = gap.join(lines) + line_end
        document = article(text)
        assert [block.role.value for block in document.blocks] == roles.split()
        for block in document.blocks:
            place = document.place(block.span)
            written = text[place.offset : place.end_offset]
            assert written == document.show(block.span)
            assert written in text.split(line_end)[place.line - 1]


WRAPPED = """\
Storm cuts off three villages in the valley

By Jane Doe

KYIV, Feb. 12 (Reuters) - The storm that reached the valley on Sunday has
cut off three villages and left 4,000 people without power, the regional
governor said on Monday, promising non-lethal aid worth $12 million, two-
and three-year loans for the owners of houses, and a new system of flood-
warning masts along the river.

The first helicopters landed at noon.

They brought bread, water, eleven mattresses and a doctor who speaks
Ladin.

- a road for heavy lorries, promised long ago by the government in the
  capital
- a bridge
What was
not joined

     "We loaded the boat with the dog, the papers and my mother," said
     Marlene, 52, who had left the village with her family on Friday.
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_hard_wrapped_copy_is_joined(line_end):
    assert blocks(WRAPPED.replace("\n", line_end)) == [
        ("headline", "Storm cuts off three villages in the valley"),
        ("byline", "By Jane Doe"),
        (
            "paragraph",
            (
                "KYIV, Feb. 12 (Reuters) - The storm that reached the valley on Sunday has cut off "
                "three villages and left 4,000 people without power, the regional governor said on "
                "Monday, promising non-lethal aid worth $12 million, two- and three-year loans for "
                "the owners of houses, and a new system of flood-warning masts along the river."
            ),
        ),
        ("paragraph", "The first helicopters landed at noon."),
        (
            "paragraph",
            "They brought bread, water, eleven mattresses and a doctor who speaks Ladin.",
        ),
        (
            "item",
            "a road for heavy lorries, promised long ago by the government in the capital",
        ),
        ("item", "a bridge"),
        ("paragraph", "What was"),
        ("paragraph", "not joined"),
        (
            "paragraph",
            (
                '"We loaded the boat with the dog, the papers and my mother," said Marlene, 52, who '
                "had left the village with her family on Friday."
            ),
        ),
    ]


def test_indented_paragraphs_of_wrapped_copy():
    text = (
        "   The storm that reached the valley on Sunday has cut off three villages\n"
        "and left 4,000 people without power, the regional governor said on\n"
        "Monday.\n"
        "   The first helicopters landed at noon. They brought bread, water and a\n"
        "doctor who speaks Ladin, and in the evening they took eleven people to\n"
        "hospital in the valley.\n"
    )
    found = blocks(text)
    assert [shown[:9] for _, shown in found] == ["The storm", "The first"]


def test_wrapped_copy_without_blank_lines():
    text = (
        "Storm cuts off villages\n"
        "The storm that reached the valley on Sunday has cut off three villages\n"
        "and left 4,000 people without power, the regional governor said on\n"
        "Monday.\n"
        "The first helicopters landed at noon. They brought bread, water and a\n"
        "doctor who speaks Ladin, and in the evening they took eleven people to\n"
        "hospital in the valley.\n"
    )
    assert [(role, shown[-9:]) for role, shown in blocks(text)] == [
        ("headline", " villages"), ("paragraph", "n Monday."), ("paragraph", "e valley.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The river rose by forty centimetres in the night.\nThe lower road was closed by noon today.",
        (
            "The river rose by forty centimetres in the night, and the lower road was closed.\n"
            "Buses now go by way of the upper bridge, which was opened only last year by the mayor.\n"
            "The mayor said on Monday that she had expected worse, and that nobody had been hurt."
        ),
        f"{LONGER}\nThe river, which has its source in the hills behind the lower town and\nrose.",
        "Roses are red and grow along the lower road\nViolets are blue and grow along the upper",
    ],
)
def test_a_paragraph_a_line_stays_so(text):
    assert [shown for _, shown in blocks(text)] == text.split("\n")


def test_a_cut_sentence_in_copy_with_long_lines_is_not_mended():
    text = f"{LONGER}\n\nThe mayor said on Monday that the lower road would stay closed\nuntil Friday.\n"
    assert len(blocks(text)) == 3


def test_white_space():
    document = article("\t One\u00a0two  three\tfour\u00ad \u00a0\n \u00a0 \n\u00adco\u00adop.")
    assert [document.show(block.span) for block in document.blocks] == [
        "One\u00a0two  three\tfour",
        "coop.",
    ]


def test_only_comments_of_copydesk_are_markup():
    text = f"{LONG}\n  <!-- copydesk: off names -->  \n<!-- note -->\nA <!-- copydesk: on --> b.\n{LONG}"
    document = article(text)
    assert [(comment.text, comment.at) for comment in document.comments] == [
        ("copydesk: off names", len(LONG))
    ]
    assert text[slice(*document.comments[0].source)] == "<!-- copydesk: off names -->"
    assert [document.show(block.span) for block in document.blocks[1:-1]] == [
        "<!-- note -->",
        "A <!-- copydesk: on --> b.",
    ]


def test_lists_have_containers():
    document = article(f"{LONG}\n- a\n- b\n{LONG}\n1. c\n2. d")
    assert [(block.level, block.container) for block in document.blocks] == [
        (0, 0), (1, 1), (1, 1), (0, 0), (1, 2), (1, 2)
    ]  # fmt: skip


def test_front_matter():
    document = article(f"---\ntitle: River closes road\n---\n{LONG}\n{LONG}")
    assert document.meta == {"title": "River closes road"}
    assert [block.role for block in document.blocks] == [
        Role.HEADLINE, Role.PARAGRAPH, Role.PARAGRAPH
    ]  # fmt: skip
    assert document.place(document.blocks[1].span).line == 4
    assert blocks(f"---\n{LONG}\n---\n{LONG}") == [("paragraph", LONG), ("paragraph", LONG)]


def test_addresses_are_marked():
    document = article(f"{LONG}\nMore at www.a.example/b, or write to c.d@e.example.")
    assert [document.show(mark.span) for mark in document.marks] == [
        "www.a.example/b",
        "c.d@e.example",
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("By Jane Doe", Role.BYLINE),
        ("BY JANE DOE AND JOHN ROE", Role.BYLINE),
        ("by Jane Doe, Middle East correspondent", Role.BYLINE),
        ("By Jane Doe in Kyiv and Ali al-Masri in Cairo", Role.BYLINE),
        ("By Jane Doe Jr.", Role.BYLINE),
        ("By Reuters", Role.BYLINE),
        ("Reporting by Jane Doe in Kyiv, writing by John Roe", Role.BYLINE),
        ("By Jane Doe.", None),
        ("By Friday", None),
        ("By Friday the river had fallen", None),
        ("By the river", None),
        ("By 2030", None),
        ("By Kyiv, the train was full", None),
        ("Reporting by Reuters has shown that", None),
        ("KYIV, Feb. 12 (Reuters)", Role.DATELINE),
        ("LONDON (AP) —", Role.DATELINE),
        ("SÃO PAULO, Brazil, Monday, 3 March 2025", Role.DATELINE),
        ("Friday, July 21, 2017", Role.DATELINE),
        ("2026-02-12", Role.DATELINE),
        ("Last updated at 10:35 a.m. on 5 May 2024", Role.DATELINE),
        ("KYIV", None),
        ("KYIV, Ukraine", None),
        ("on Monday.", None),
        ("Monday.", None),
        ("LIMA, 13 March 2026 – The club", None),
        ("Tuesday, Sept. 9: smoke", None),
        ("NATO says, Monday", None),
        ("FILE PHOTO: A quay", Role.CAPTION),
        ("Photos: Jane Doe", Role.CAPTION),
        ("Photos show smoke: a lot of it", None),
        ("By " + "Jane Doe and " * 40 + "John Roe", None),
    ],
)
def test_furniture(text, role):
    assert furniture.role_of(text) is role


@pytest.mark.parametrize("path", sorted(Path(__file__).parents[2].glob("examples/**/*.txt")))
def test_example_articles(path):
    source = Source(str(path), path.read_text(encoding="utf-8"))
    document = read(source)
    for block in document.blocks:
        place = document.place(block.span)
        written = source.text[place.offset : place.end_offset]
        assert written.split() == document.show(block.span).split()
    assert Role.PARAGRAPH in {block.role for block in document.blocks}
