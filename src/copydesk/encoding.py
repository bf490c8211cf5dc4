"""Encodings: from a file's bytes to its text and back, never by a guess that garbles it."""

from __future__ import annotations

import codecs
import re

from copydesk.document import Source
from copydesk.problem import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATION = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset\s*=|<\?xml[^>]{0,200}?encoding\s*=)\s*["']?([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_CHARACTER_SETS = re.compile(r"(?:ascii|utf-8|(?:cp|iso8859|koi8|mac|big5|gb|euc|shift|tis)[\w-]*)")
"""Python's names of encodings that a page can be in; its others are transformations."""

_NOT_WESTERN = re.compile(rb"[\xc0-\xff]{3}|[a-z][\x8a\x8c\x8e\x9f\xc0-\xde]")
"""Signs that bytes are not Windows-1252: letters beyond ASCII in a row, capitals inside a word."""

_MAC_APOSTROPHE = re.compile(rb"[a-z]\xd5(?:s|t|re|ve|ll|d|m)\b")
"""The apostrophe of old Macs, where it can be nothing else."""

_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, name: str) -> Source:
    """Make a source of bytes: by its byte order mark, as UTF-8, as it declares, or by detection.

    Raises ``Problem``, with line and column where it has a place, for what is empty, binary,
    or not whole in its encoding: a UTF-8 file with one broken byte is an error, not mojibake.
    """
    bom, encoding = next(
        ((bom, encoding) for bom, encoding in _BOMS if data.startswith(bom)), (b"", "")
    )
    text, encoding = _text(data[len(bom) :], encoding, name)
    if not text.strip():
        raise Problem("the file holds no text; write it or delete it", path=name)
    if "\0" in text:
        raise _at(name, text[: text.index("\0")], "a NUL character: binary, or damaged; delete it")
    return Source(name, text, encoding, bom, data)


def encode(source: Source, text: str) -> bytes:
    """The bytes of ``text`` in the encoding of a source, with its byte order mark.

    Raises ``Problem`` with the place of a character that this encoding does not have.
    """
    try:
        return source.bom + text.encode(source.encoding)
    except UnicodeEncodeError as error:
        raise _at(
            source.path,
            text[: error.start],
            f"{text[error.start]!r} cannot be written in {source.encoding}; "
            "save the file as UTF-8 first",
        ) from error


def _text(data: bytes, marked: str, name: str) -> tuple[str, str]:
    """The text and the encoding that it was in."""
    if not marked and _is_utf16(data[:2000]):
        raise Problem("UTF-16 without its byte order mark; save it as UTF-8", path=name)
    try:
        return data.decode(marked or "utf-8"), marked or "utf-8"
    except UnicodeDecodeError as error:
        fault = error
    if marked:
        raise _not_valid(marked, "its byte order mark", fault, name)
    if b"\0" in data or len(_CONTROLS.findall(data)) > 2 + len(data) // 100:
        raise Problem("binary, no text; name it under exclude", path=name)
    declared = _declared(data)
    if declared == "utf-8" or _is_damaged_utf8(data):
        raise _at(
            name,
            data[: fault.start].decode("utf-8"),
            f"not valid UTF-8: byte 0x{data[fault.start]:02x}; save the file as UTF-8",
        )
    return _as_declared(data, declared, name) if declared else _detected(data, name)


def _is_utf16(data: bytes) -> bool:
    """Whether every other byte is mostly zero, as with English in UTF-16."""
    odd, even = data[1::2].count(0), data[::2].count(0)
    return max(odd, even) > len(data) // 4 > 4 * min(odd, even)


def _declared(data: bytes) -> str | None:
    """The encoding that a page says it is in, if that is one and the statement reads as it."""
    declaration = _DECLARATION.search(data[:2048])
    if declaration is None:
        return None
    try:
        name = codecs.lookup(declaration[1].decode("ascii")).name
        if not _CHARACTER_SETS.fullmatch(name):
            return None
        same = declaration[0].decode(name) == declaration[0].decode("ascii")
    except (LookupError, UnicodeError):
        return None
    return name if same else None


def _as_declared(data: bytes, declared: str, name: str) -> tuple[str, str]:
    # As in browsers, ASCII and Latin-1 mean Windows-1252: its quotation marks are in neither.
    if declared in ("ascii", "iso8859-1"):
        text = _cp1252(data)
        return (text, "cp1252") if text is not None else (data.decode("latin-1"), "iso8859-1")
    try:
        return data.decode(declared), declared
    except UnicodeDecodeError as error:
        raise _not_valid(declared, "what the file says of itself", error, name) from error


def _cp1252(data: bytes) -> str | None:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:  # five of its bytes mean nothing
        return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether this was UTF-8 before something broke a few of its bytes."""
    text = data.decode("utf-8", "surrogateescape")
    broken = len(re.findall("[\udc80-\udcff]", text))
    whole = len(re.findall("[^\0-\x7f]", text)) - broken
    return whole >= broken or b"\xe2\x80" in data  # how every curly quotation mark begins


def _detected(data: bytes, name: str) -> tuple[str, str]:
    if _MAC_APOSTROPHE.search(data):
        return data.decode("mac_roman"), "mac_roman"
    western = None if _NOT_WESTERN.search(data) else _cp1252(data)
    if western is not None:
        return western, "cp1252"
    import charset_normalizer  # noqa: PLC0415  only files in old encodings pay for it

    best = charset_normalizer.from_bytes(data, cp_exclusion=["utf_7", "utf_8", "utf_16"]).best()
    if best is None:
        raise Problem("in no encoding that can be told; save it as UTF-8", path=name)
    alike = best.could_be_from_charset
    encoding = "mac_roman" if "mac_roman" in alike else best.encoding
    return data.decode(encoding), encoding


def _not_valid(encoding: str, claim: str, error: UnicodeDecodeError, name: str) -> Problem:
    before = error.object[: error.start].decode(encoding, "replace")
    return _at(name, before, f"not valid {encoding}, against {claim}; save it as UTF-8")


def _at(name: str, before: str, message: str) -> Problem:
    line, column = Source(name, before).position(len(before))
    return Problem(message, path=name, line=line, column=column)
