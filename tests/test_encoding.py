"""Encodings: what bytes are read as, and that nothing is garbled on the way in or out."""

import codecs
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.encoding import decode, encode
from copydesk.problem import Problem

QUOTED = "He said: “We won’t leave the café until the deal – £3 million – is done.”\n"


@pytest.mark.parametrize(
    ("data", "encoding", "bom"),
    [
        (QUOTED.encode(), "utf-8", b""),
        (codecs.BOM_UTF8 + QUOTED.encode(), "utf-8", codecs.BOM_UTF8),
        (codecs.BOM_UTF16_LE + QUOTED.encode("utf-16-le"), "utf-16-le", codecs.BOM_UTF16_LE),
        (codecs.BOM_UTF16_BE + QUOTED.encode("utf-16-be"), "utf-16-be", codecs.BOM_UTF16_BE),
        (codecs.BOM_UTF32_LE + QUOTED.encode("utf-32-le"), "utf-32-le", codecs.BOM_UTF32_LE),
        (codecs.BOM_UTF32_BE + QUOTED.encode("utf-32-be"), "utf-32-be", codecs.BOM_UTF32_BE),
        (QUOTED.encode("cp1252"), "cp1252", b""),
        (QUOTED.encode("mac_roman"), "mac_roman", b""),
    ],
)
def test_text_comes_in_and_goes_out_byte_for_byte(data: bytes, encoding: str, bom: bytes) -> None:
    source = decode(data, "a.txt")
    assert (source.text, source.encoding, source.bom) == (QUOTED, encoding, bom)
    assert encode(source, source.text) == data == source.data


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_are_characters_like_others(line_end: str) -> None:
    data = f"One.{line_end}Two.{line_end}".encode()
    source = decode(data, "a.txt")
    assert encode(source, source.text) == data


@pytest.mark.parametrize(
    "text",
    [
        "It cost £3 million.",
        "The café was shut.",
        "It’s over.",
        "He said “yes” and left.",
        "In the cafés of Besançon, “Noël” is a naïve, façade-like affair…",
        "A 3° rise — ½ of it, ¾ perhaps — ©",
    ],
)
def test_english_in_windows_1252_needs_no_declaration(text: str) -> None:
    assert decode(text.encode("cp1252"), "a.txt").text == text


def test_a_short_text_of_an_old_mac_is_known_by_its_apostrophe() -> None:
    assert decode("He won’t go, “it said”.".encode("mac_roman"), "a").text.startswith("He won’t")


def test_other_scripts_are_detected() -> None:
    text = "The minister, Иван Иванов, said: Сделка будет заключена в понедельник.\n" * 5
    assert decode(text.encode("cp1251"), "a.txt").text == text


@pytest.mark.parametrize(
    ("declaration", "encoding", "read"),
    [
        ('<meta charset="windows-1251">', "cp1251", "cp1251"),
        ("<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r", "koi8-r"),
        ('<?xml version="1.0" encoding="shift_jis"?>', "shift_jis", "shift_jis"),
    ],
)
def test_a_declaration_is_believed(declaration: str, encoding: str, read: str) -> None:
    text = f"{declaration}<p>{'外務省' if 'jis' in read else 'Москва'}</p>"
    source = decode(text.encode(encoding), "a.html")
    assert (source.text, source.encoding) == (text, read)


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin1", "us-ascii"])
def test_latin_1_means_windows_1252_as_in_browsers(declared: str) -> None:
    text = f'<meta charset="{declared}"><p>“It’s over”</p>'
    assert decode(text.encode("cp1252"), "a.html").text == text


def test_latin_1_is_itself_where_windows_1252_has_no_character() -> None:
    data = b'<meta charset="iso-8859-1"><p>caf\xe9 \x81</p>'
    assert decode(data, "a.html").encoding == "iso8859-1"


def test_utf8_wins_over_what_a_page_says() -> None:
    text = '<meta charset="windows-1251"><p>“café”</p>'
    assert decode(text.encode(), "a.html").text == text


@pytest.mark.parametrize(
    "declared", ["utf-16", "hex", "rot13", "utf-7", "cp037", "klingon", "idna"]
)
def test_a_declaration_that_cannot_be_true_is_not_followed(declared: str) -> None:
    text = f'<meta charset="{declared}"><p>It’s over</p>'
    assert decode(text.encode("cp1252"), "a.html").text == text


BROKEN = {
    "broken byte first": (b"A \xff byte, then \xe2\x80\x9cquotes\xe2\x80\x9d.", 1, 3),
    "broken byte last": ("“Quotes”\r\nand then ".encode() + b"\xff.", 2, 10),
    "cut inside a mark": (b"He said\nand \xe2\x80 left.", 2, 5),
    "after a lone CR": ("“A”\rb ".encode() + b"\x93", 2, 3),
    "declared": (b'<meta charset="utf-8"><p>It\x92s</p>', 1, 28),
}


@pytest.mark.parametrize(("data", "line", "column"), BROKEN.values(), ids=BROKEN)
def test_utf8_with_a_broken_byte_is_an_error_at_its_place(
    data: bytes, line: int, column: int
) -> None:
    with pytest.raises(Problem, match="not valid UTF-8: byte 0x") as caught:
        decode(data, "a.txt")
    assert (caught.value.path, caught.value.line, caught.value.column) == ("a.txt", line, column)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file holds no text"),
        (b" \r\n\t\n", "the file holds no text"),
        (codecs.BOM_UTF8, "the file holds no text"),
        ("The tide turned.".encode("utf-16-le"), "UTF-16 without its byte order mark"),
        ("The tide turned.".encode("utf-16-be"), "UTF-16 without its byte order mark"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xfe", "binary"),
        (bytes(range(1, 256)) * 4, "binary"),
        (b"The tide\nt\0urned.", "a NUL character"),
        (codecs.BOM_UTF16_LE + b"a\0b", "not valid utf-16-le, against its byte order mark"),
        (codecs.BOM_UTF8 + b"It\x92s", "not valid utf-8, against its byte order mark"),
        (
            b'<meta charset="shift_jis"><p>\x93\xfa\xff</p>',
            "not valid shift_jis, against what the file says",
        ),
    ],
)
def test_what_is_no_text_is_said_to_be_none(data: bytes, message: str) -> None:
    with pytest.raises(Problem, match=message):
        decode(data, "a.txt")


def test_a_nul_character_is_told_by_its_place() -> None:
    with pytest.raises(Problem) as caught:
        decode(b"The tide\nt\0urned.", "a.txt")
    assert (caught.value.line, caught.value.column) == (2, 2)


def test_a_character_that_the_encoding_lacks_is_told_by_its_place() -> None:
    source = decode("It’s\r\nover.".encode("cp1252"), "a.txt")
    with pytest.raises(Problem, match="'Ж' cannot be written in cp1252") as caught:
        encode(source, "It’s\r\nЖ over.")
    assert (caught.value.line, caught.value.column) == (2, 1)


@given(
    st.binary(max_size=200) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_refused_by_name(data: bytes) -> None:
    try:
        source = decode(data, "a.txt")
    except Problem:
        return
    assert source.text.strip()
    source.text.encode("utf-8")  # no lone surrogate can spoil a report


ENCODINGS = st.sampled_from(
    ["utf-8", "utf-7", "utf-16", "ascii", "latin-1", "cp1252", "shift_jis", "big5", "gb18030",
     "euc-kr", "iso-2022-jp", "hz", "cp037", "punycode", "unicode_escape", "undefined", "mbcs"]
)  # fmt: skip


@given(
    ENCODINGS, st.binary(max_size=60), st.sampled_from([b"", *map(bytes, [codecs.BOM_UTF16_LE])])
)
def test_any_declaration_is_followed_or_refused(name: str, data: bytes, bom: bytes) -> None:
    page = bom + f'<meta charset="{name}"><p>'.encode() + data
    try:
        source = decode(page, "a.html")
    except Problem:
        return
    source.text.encode("utf-8")
    if source.encoding in ("utf-8", "cp1252"):
        assert encode(source, source.text) == page


def test_a_source_without_bytes_can_be_encoded() -> None:
    source = replace(decode(b"One.", "a.txt"), data=b"")
    assert encode(source, "Two.") == b"Two."
