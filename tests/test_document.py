"""The document's builder, its map and its places."""

import pytest

from copydesk.document import (
    Block,
    Document,
    DocumentBuilder,
    Mark,
    MarkKind,
    OffsetMap,
    Role,
    Source,
    Span,
)


@pytest.mark.parametrize(
    ("text", "starts"),
    [("", (0,)), ("a\nb", (0, 2)), ("a\r\nb\rc\n", (0, 3, 5, 7)), ("\r\r\n\n", (0, 1, 3, 4))],
)
def test_lines_end_at_every_kind_of_line_end(text, starts):
    source = Source("x", text)
    assert source.line_starts == starts
    for offset in range(len(text) + 1):
        line, column = source.position(offset)
        assert source.line_starts[line - 1] + column - 1 == offset
    assert source.line(1) == text.splitlines()[0] if text else source.line(1) == ""


def test_atomic_pieces_map_whole():
    # "a &amp; b" shows "a & b"
    offsets = OffsetMap([(0, 2, 0, 2), (2, 3, 2, 7), (3, 5, 7, 9)])
    assert offsets.to_source(Span(2, 3)) == (2, 7)
    assert offsets.to_source(Span(1, 4)) == (1, 8)
    assert offsets.to_source(Span(3, 3)) == (7, 7)
    assert offsets.from_source(4) == 2
    assert offsets.from_source(8) == 4
    assert offsets.verbatim(Span(3, 5))
    assert not offsets.verbatim(Span(1, 3))


def test_an_empty_map_maps_to_the_start():
    assert OffsetMap([]).to_source(Span(0, 0)) == (0, 0)
    assert OffsetMap([]).from_source(3) == 0
    assert not OffsetMap([]).verbatim(Span(0, 0))


def test_the_builder_folds_drops_and_separates():
    text = "  One \n two\u00ad.\u00a0|x| Three  four "
    builder = DocumentBuilder(Source("x", text))
    builder.open(Role.PARAGRAPH)
    builder.source(0, 14)
    builder.open(Role.HEADING)
    builder.open(Role.ITEM, level=2, container=1)
    builder.source(17, len(text))
    document = builder.build({"date": "today"})
    assert document.text == "One two.\n\nThree  four"
    assert document.blocks == (
        Block(Role.PARAGRAPH, Span(0, 8)),
        Block(Role.ITEM, Span(10, 21), 2, 1),
    )
    assert document.place(Span(3, 4))[:2] == (5, 8)
    assert document.place(Span(10, 21))[:4] == (18, 29, 2, 12)
    assert document.block_at(9) is None
    assert document.block_at(10) == document.blocks[1]


def test_folding_every_run_is_a_choice():
    source = Source("x", "a  b")
    for fold, shown in ((True, "a b"), (False, "a  b")):
        builder = DocumentBuilder(source, fold_spaces=fold)
        builder.open(Role.PARAGRAPH)
        builder.source(0, 4)
        assert builder.build().text == shown


def test_marks_go_on_in_the_next_block():
    builder = DocumentBuilder(Source("x", "one two three"))
    builder.open(Role.PARAGRAPH)
    builder.source(0, 4)
    builder.begin_mark(MarkKind.EMPHASIS)
    builder.source(4, 7)
    assert not builder.emphasised
    builder.open(Role.PARAGRAPH)
    builder.source(8, 13)
    builder.end_mark(MarkKind.EMPHASIS)
    assert builder.emphasised
    assert [mark.span for mark in builder.build().marks] == [(4, 7), (9, 14)]


def test_text_needs_a_block():
    with pytest.raises(ValueError, match="outside a block"):
        DocumentBuilder(Source("x", "a")).source(0, 1)


def test_marked_looks_at_every_overlapping_mark():
    marks = [(0, 20), (2, 4), (6, 8), (30, 32)]
    document = Document(
        Source("x", ""),
        "x" * 40,
        (),
        OffsetMap([]),
        tuple(Mark(MarkKind.CODE, Span(*span)) for span in marks),
    )
    assert document.marked(Span(19, 25), MarkKind.URL, MarkKind.CODE)
    assert document.marked(Span(31, 32), MarkKind.CODE)
    assert not document.marked(Span(20, 30), MarkKind.CODE)
    assert not document.marked(Span(0, 40), MarkKind.URL)
