"""Text that was decoded with the wrong table, and characters that do not show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from copydesk.document import Document, Span
from copydesk.pattern import Pattern


class Garbled(NamedTuple):
    """A stretch that no person typed; ``meant`` is what it stands for, empty if that is lost."""

    span: Span
    meant: str


_AS_CP1252 = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What the bytes 80 to BF look like when they are read as Windows-1252."""
_TWICE_ENCODED = Pattern(
    rf"(?:[ÂÃ][{_AS_CP1252}]|â(?:€[{_AS_CP1252}\"]?|„¢)"
    rf"|[ÐÑ][{_AS_CP1252}](?=[ÐÑ])|ðŸ[{_AS_CP1252}]{{2}}|ï»¿)+"
)
_LOST = Pattern(r"[\ufffd\x80-\x9f\ue000-\uf8ff]+")


def garbled(text: str) -> Iterator[Garbled]:
    """Stretches read with the wrong table ("â€™" for "’"), and characters that no table has.

    The method undoes the usual accident: UTF-8 bytes read as Windows-1252.
    """
    if text.isascii():
        return
    for found in _TWICE_ENCODED.finditer(text):
        meant = _decoded(found[0])
        # “CAFÉ” ends in two of these characters too
        quoted = found[0][-1] in "“”’" and found[0][0] in "ÂÃ" and text[found.start() - 1].isupper()
        if meant is not None and not quoted:
            yield Garbled(Span(*found.span()), meant)
    for found in _LOST.finditer(text):
        meant = found[0].encode("latin-1", "ignore").decode("cp1252", "ignore")
        yield Garbled(Span(*found.span()), meant)


def _decoded(shown: str) -> str | None:
    """What UTF-8 bytes meant that were read as Windows-1252; ``None`` if they mean nothing."""
    data = bytearray()
    for char in shown:
        try:
            data += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            data.append(ord(char))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


UNSEEN = Pattern(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffc]+"
)
"""Control and format characters, which no reader sees."""
SEPARATORS = frozenset("\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\x0b\x0c\x1c\x1d\x1e\x1f")
"""Those of them that part words."""
_JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
_JOINED = Pattern(
    r"[\p{Extended_Pictographic}\ufe0f\U0001f3fb-\U0001f3ff"
    r"\p{Arabic}\p{Devanagari}\p{Bengali}\p{Tamil}\p{Sinhala}]"
)
_RIGHT_TO_LEFT = Pattern(r"[\p{Hebrew}\p{Arabic}]")


def unseen(document: Document) -> Iterator[Span]:
    """Runs of characters that do not show and do no work.

    Joiners work inside emoji and between letters of some scripts, direction marks in a block
    with Hebrew or Arabic letters.
    """
    text = document.text
    for found in UNSEEN.finditer(text):
        span = Span(*found.span())
        near = text[max(0, span.start - 1) : span.end + 1]
        joins = _JOINERS.issuperset(found[0]) and _JOINED.search(near)
        block = document.block_at(span.start)
        if not joins and not (block and _RIGHT_TO_LEFT.search(text, *block.span)):
            yield span
