"""Markdown: CommonMark with GitHub's tables, footnotes, task lists and strikethrough.

pulldown-cmark parses and gives UTF-8 byte ranges; its events become the HTML elements that they
stand for, so raw HTML among them is read by the same machine and means the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from string import punctuation
from typing import Any

from copydesk.document import Document, DocumentBuilder, MarkKind, Role, Source, Span
from copydesk.readers import front_matter
from copydesk.readers.elements import OpenElements
from copydesk.readers.html_tokens import Kind, tokens

_ELEMENTS = {
    "Paragraph": "p",
    "BlockQuote": "blockquote",
    "Item": "li",
    "FootnoteDefinition": "section",
    "CodeBlock": "pre",
    "Table": "table",
    "TableHead": "thead",
    "TableRow": "tr",
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "del",
    "Link": "a",
}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CODE_WORDS = re.compile(r" +|[^ ]+")
_LINE_SPACE = re.compile(r"[ \r\n]*")
"""What a parser shows as spaces in code; of a line end it makes one or, with CR and LF, two."""
_LONE_RETURN = re.compile(r"\r(?!\n)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TICKS = re.compile("`+")


def read(source: Source) -> Document:
    """The article, front matter included.

    The first heading of rank 1 is the headline. A paragraph that opens with an image and goes on
    below it or in italics is its caption, as is a paragraph in italics after one with nothing
    but an image; one in italics after the headline is the standfirst. Raises ``Problem`` for
    broken front matter.
    """
    builder = DocumentBuilder(source)
    front = front_matter.read(source, builder)
    article = _Article(source, builder, front.body)
    article.read()
    return builder.build(front.meta, front.source)


def _events(text: str) -> Iterator[tuple[str, Any, int, int]]:
    """The parser's events as (name, value, start, end) in code points."""
    import pyromark  # noqa: PLC0415  a compiled module that only Markdown needs

    options = pyromark.Options
    wanted = (
        options.ENABLE_TABLES
        | options.ENABLE_FOOTNOTES
        | options.ENABLE_STRIKETHROUGH
        | options.ENABLE_TASKLISTS
    )
    characters = _characters(text)
    for event, place in pyromark.events_with_range(text, options=wanted):
        name, value = (event, None) if isinstance(event, str) else next(iter(event.items()))
        yield name, value, characters(place["start"]), characters(place["end"])


def _characters(text: str) -> Callable[[int], int]:
    """From UTF-8 byte offsets to code points."""
    past: list[int] = []
    surplus = [0]
    for match in _NOT_ASCII.finditer(text):
        surplus.append(surplus[-1] + len(match.group().encode()) - 1)
        past.append(match.end() + surplus[-1])
    if not past:
        return int
    return lambda offset: offset - surplus[bisect_right(past, offset)]


class _Article:
    """Turns the parser's events into elements and text."""

    def __init__(self, source: Source, builder: DocumentBuilder, body: int) -> None:
        # The parser ends raw HTML at line feeds only, and takes no lone surrogates.
        text = _LONE_RETURN.sub("\n", source.text)
        self._text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
        self._builder = builder
        self._elements = OpenElements(builder, self._text, one_headline=True)
        self._body = self._read_to = body
        self._raw: list[Span] = []
        self._addresses: list[bool] = []
        self._header = False
        self._images = 0
        self._image = False
        """An image stands before any words of this paragraph."""
        self._below = False
        """So does the end of the image's line."""
        self._after_image = False
        """The paragraph before held nothing but an image."""

    def read(self) -> None:
        """Read everything."""
        for name, value, start, end in _events(self._text[self._body :]):
            at, stop = start + self._body, end + self._body
            if name == "Html":
                self._raw.append(Span(at, stop))
            elif name not in ("Start", "End"):
                if not self._images:
                    self._inline(name, value, at, stop)
            else:
                kind, data = (value, None) if isinstance(value, str) else next(iter(value.items()))
                if kind == "Image":
                    self._images += 1 if name == "Start" else -1
                    self._image |= not self._builder.is_open
                elif not self._images:
                    (self._start if name == "Start" else self._end)(kind, data)
        self._elements.finish()

    def _start(self, kind: str, data: Any) -> None:
        elements = self._elements
        if kind == "Heading":
            elements.start(data["level"].lower())
        elif kind == "List":
            elements.start("ul" if data is None else "ol")
        elif kind == "FootnoteDefinition":
            elements.start("section", role=Role.FOOTNOTE)
        elif kind == "Link":
            elements.start("a", {"href": data["dest_url"]})
            self._addresses.append(data["link_type"] in ("Autolink", "Email"))
            if self._addresses[-1]:
                self._builder.begin_mark(MarkKind.URL)
        elif kind == "TableCell":
            elements.start("th" if self._header else "td")
        elif kind in _ELEMENTS:
            elements.start(_ELEMENTS[kind])
        if kind == "TableHead":
            self._header = True
            elements.start("tr")
        elif kind == "Paragraph":
            self._image = self._below = False

    def _end(self, kind: str, data: Any) -> None:
        elements = self._elements
        if kind == "Paragraph":
            self._end_paragraph()
        elif kind == "Heading":
            elements.end(data.lower())
        elif kind == "List":
            elements.end("ol" if data else "ul")
        elif kind == "HtmlBlock":
            self._read_html()
        elif kind == "TableCell":
            elements.end("th" if self._header else "td")
        elif kind in _ELEMENTS:
            if kind == "Link" and self._addresses.pop():
                self._builder.end_mark(MarkKind.URL)
            elements.end(_ELEMENTS[kind])
        if kind == "TableHead":
            self._header = False

    def _end_paragraph(self) -> None:
        builder = self._builder
        below = self._image and (self._below or builder.emphasised)
        if builder.role is Role.PARAGRAPH and (below or (self._after_image and builder.emphasised)):
            builder.change_role(Role.CAPTION)
        self._after_image = self._image and not builder.is_open
        self._elements.end("p")

    def _inline(self, name: str, value: Any, start: int, end: int) -> None:
        if name == "Text":
            self._characters(value, start, end)
        elif name == "Code":
            self._code(value, start, end)
        elif name == "InlineHtml":
            for token in tokens(self._text[start:end]):
                self._image |= token.name == "img" and not self._builder.is_open
                if token.kind is not Kind.TEXT:
                    self._elements.take(token, start)
        elif name in ("SoftBreak", "HardBreak"):
            self._below |= not self._builder.is_open
            add = self._elements.characters if name == "SoftBreak" else self._elements.line_break
            add(start, end)
        elif name == "FootnoteReference":
            self._elements.note_reference()
        elif name == "Rule":
            self._elements.start("hr")

    def _characters(self, shown: str, start: int, end: int) -> None:
        """Text; what the source writes otherwise is an entity, or stands behind a backslash."""
        elements = self._elements
        if not shown:  # what pulldown-cmark leaves between "*" and a heading's closing "#"
            return
        if self._text[start:end] != shown:
            elements.decoded(shown, start, end)
        elif shown[0] in punctuation and self._text[start - 1] == "\\" and start > self._read_to:
            elements.decoded(shown[0], start - 1, start + 1)
            elements.characters(start + 1, end)
        else:
            elements.characters(start, end)
        self._read_to = end

    def _code(self, shown: str, start: int, end: int) -> None:
        """Inline code. Left out of it are its ticks, and the marks of a quotation around it."""
        ticks = _TICKS.match(self._text, start)
        at = ticks.end() if ticks else start
        self._elements.start("code")
        for word in _CODE_WORDS.findall(shown):
            if word[0] == " ":
                space = _LINE_SPACE.match(self._text, at, end)
                stop = space.end() if space else at
                self._elements.characters(at, stop)
                at = stop
                continue
            for character in word:
                at = self._text.index(character, at, end)
                self._elements.characters(at, at + 1)
                at += 1
        self._elements.end("code")
        self._read_to = end

    def _read_html(self) -> None:
        """Raw HTML. The lines of it may stand behind the marks of a quotation."""
        raw, self._raw = self._raw, []
        if not raw:
            return
        base, text, at = raw[0].start, "", raw[0].start
        for start, end in raw:
            text += " " * (start - at) + self._text[start:end]
            at = end
        for token in tokens(text):
            if token.kind is not Kind.TEXT:
                self._elements.take(token, base)
                continue
            for start, end in raw:
                at, stop = max(start, token.start + base), min(end, token.end + base)
                self._elements.text(at, stop)
