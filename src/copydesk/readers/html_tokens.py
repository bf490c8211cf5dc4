"""HTML cut into tags, text and comments, as the WHATWG standard's tokenizer does.

The standard library's parser is not used: it gives lines instead of offsets, raises on
``<![foo]>``, takes quadratic time over unfinished tags, and differs between Python versions in
where a comment or a script ends. docs/how-it-works.md has the figures.
"""

from __future__ import annotations

import enum
import html
import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple


class Kind(enum.Enum):
    """What a token is."""

    START = enum.auto()
    END = enum.auto()
    TEXT = enum.auto()
    RAW = enum.auto()
    """The content of a script, a style sheet, a title: no tag counts in it."""
    COMMENT = enum.auto()


class Token(NamedTuple):
    """One token and its half-open range.

    ``name`` is the element's, in lower case (for ``RAW`` that of the element around).
    ``closed`` tells that a start tag ends in ``/>``, or that a comment has an end.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: dict[str, str] = {}  # noqa: RUF012  a default that nobody writes to
    closed: bool = False


RAW = frozenset({"script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp"})
"""Elements whose content runs to their own end tag, whatever stands in it."""

_NAME = re.compile(r"[a-zA-Z][^\s/>]*", re.ASCII)
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>=?[^\s/>=]+|=)
    (?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>"'][^\s>]*)?))?""",
    re.ASCII | re.VERBOSE,
)
_TAG_END = re.compile(r"[\s/]*>", re.ASCII)
_COMMENT = re.compile(r"<!--(?:-?>|(?P<text>.*?)--!?>)", re.DOTALL)
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]{0,31};?)")
_LONGEST_NUMBER = 100


def tokens(text: str) -> Iterator[Token]:
    """The tokens of ``text``, in order.

    What the standard calls a bogus comment (``<?xml ?>``, ``<!DOCTYPE>``, ``<![if IE]>``,
    ``</ >``) and CDATA give no token. A ``<`` that begins no tag, or one that never ends, is
    text. A quotation mark that never closes ends its tag at the next ``>``. Time is linear.
    """
    return _Tokenizer(text).tokens()


def references(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The character references in a range: where each stands, and the characters that it shows.

    Names follow the standard: ``&copy`` needs no semicolon, and ``&notit;`` is ``&not`` and "it;".
    A number that the standard library shows as nothing gives an empty string.
    """
    for match in _REFERENCE.finditer(text, start, end):
        written = match.group() if match.group()[1] == "#" else _name_in(match.group())
        if written:
            yield match.start(), match.start() + len(written), _shown(written)


def unescape(text: str) -> str:
    """The text with its character references resolved."""
    if "&" not in text:
        return text
    parts: list[str] = []
    at = 0
    for start, end, shown in references(text, 0, len(text)):
        parts += text[at:start], shown
        at = end
    return "".join(parts) + text[at:]


def _name_in(written: str) -> str:
    """The longest beginning of ``&name`` that is a reference; the rest of it is text."""
    for length in range(len(written), 1, -1):
        if written[1:length] in html5:
            return written[:length]
    return ""


def _shown(written: str) -> str:
    if len(written) > _LONGEST_NUMBER and written[1] == "#":
        return "\N{REPLACEMENT CHARACTER}"  # more digits than Python would turn into a number
    return html.unescape(written)


class _Tokenizer:
    """Walks once through a text.

    ``_last_of`` says where a terminator stands for the last time: past it nothing searches for
    it again. ``_broken`` is set once a tag has run to the end of the text, its quotation marks
    out of step; from then on a tag ends at the next ``>``.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._last_of = {end: text.rfind(end) for end in (">", "?>", "]]>")}
        self._broken = False

    def tokens(self) -> Iterator[Token]:
        text, shown, at = self._text, 0, 0
        while 0 <= (at := text.find("<", at)) < self._last_of[">"]:
            token = self._markup(at)
            if token is None:
                at += 1
                continue
            if shown < at:
                yield Token(Kind.TEXT, shown, at)
            at = shown = token.end
            if token.kind is Kind.TEXT:
                continue  # nothing that readers or rules see
            yield token
            if token.kind is Kind.START and token.name in RAW and not token.closed:
                at = shown = self._raw_end(token.name, at)
                if token.end < at:
                    yield Token(Kind.RAW, token.end, at, token.name)
        if shown < len(text):
            yield from self._rest(shown, at)

    def _rest(self, shown: int, at: int) -> Iterator[Token]:
        """What follows the last ``>``: text, unless a comment begins in it."""
        comment = self._text.find("<!--", at) if at >= 0 else -1
        end = comment if comment >= 0 else len(self._text)
        if shown < end:
            yield Token(Kind.TEXT, shown, end)
        if comment >= 0:
            yield Token(Kind.COMMENT, comment, len(self._text))

    def _markup(self, at: int) -> Token | None:
        """The token that begins with the ``<`` at this offset, if one does."""
        text = self._text
        mark = text[at + 1 : at + 2]
        if mark == "/":
            return self._end_tag(at)
        if mark == "!":
            return self._declaration(at)
        if mark == "?":
            return self._skipped(at, "?>") or self._skipped(at, ">")
        name = _NAME.match(text, at + 1)
        return self._tag(Kind.START, at, name) if name else None

    def _end_tag(self, at: int) -> Token | None:
        name = _NAME.match(self._text, at + 2)
        return self._tag(Kind.END, at, name) if name else self._skipped(at, ">")

    def _declaration(self, at: int) -> Token | None:
        text = self._text
        if text.startswith("<!--", at):
            comment = _COMMENT.match(text, at)
            return Token(
                Kind.COMMENT, at, comment.end() if comment else len(text), "", {}, bool(comment)
            )
        if text.startswith("<![CDATA[", at):
            return self._skipped(at, "]]>") or self._skipped(at, ">")
        return self._skipped(at, ">")

    def _skipped(self, at: int, terminator: str) -> Token | None:
        if at > self._last_of[terminator]:
            return None
        return Token(Kind.TEXT, at, self._text.index(terminator, at) + len(terminator))

    def _tag(self, kind: Kind, at: int, name: re.Match[str]) -> Token:
        attributes: dict[str, str] = {}
        end = name.end()
        while not self._broken and (match := _ATTRIBUTE.match(self._text, end)):
            value = match["double"] or match["single"] or match["bare"] or ""
            attributes.setdefault(match["name"].lower(), unescape(value))
            end = match.end()
        close = None if self._broken else _TAG_END.match(self._text, end)
        if close is None:
            self._broken = True
            stop = self._text.find(">", at) + 1
            return Token(kind, at, stop, name.group().lower())
        return Token(kind, at, close.end(), name.group().lower(), attributes, "/" in close.group())

    def _raw_end(self, name: str, at: int) -> int:
        end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE | re.ASCII).search(self._text, at)
        return end.start() if end else len(self._text)
