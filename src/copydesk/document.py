"""The article: its source, its text without markup, and the map between the two.

One coordinate system holds everywhere between reading and reporting: a ``Span`` is a half-open
range of Unicode code points in ``Document.text``. ``Document.place`` is the only conversion to
the source's offsets, lines and columns.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A half-open range of code points: ``text[start:end]``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


def merged(spans: Iterable[Span]) -> list[Span]:
    """The stretches that some spans cover together, in order and without overlaps."""
    stretches: list[Span] = []
    for span in sorted(spans):
        if stretches and span.start <= stretches[-1].end:
            stretches[-1] = Span(stretches[-1].start, max(stretches[-1].end, span.end))
        else:
            stretches.append(span)
    return stretches


NOWHERE = Span(0, 0)
"""The empty range at the start."""


class Place(NamedTuple):
    """Where a span stands in the source.

    Offsets are code points from the start of the decoded text (a byte order mark is not
    counted), lines and columns are 1-based, columns count code points, ends are exclusive.
    """

    offset: int
    end_offset: int
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Source:
    """A file as it was read: ``text`` keeps every character, line ends included, but no BOM."""

    path: str
    text: str
    encoding: str = "utf-8"
    bom: bytes = b""
    data: bytes = b""

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        r"""The offset of each line's first character; ``\n``, ``\r\n`` and ``\r`` end a line."""
        return (0, *(match.end() for match in re.finditer(r"\r\n?|\n", self.text)))

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a 1-based line, without its line end."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def place(self, start: int, end: int) -> Place:
        """The place of a half-open range of source offsets."""
        return Place(start, end, *self.position(start), *self.position(end))


class Role(enum.StrEnum):
    """What a block is in the article. Rules treat a headline otherwise than a paragraph."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    """A subhead inside the story."""
    BYLINE = "byline"
    DATELINE = "dateline"
    """A dateline that is a block of its own; one that opens a paragraph stays in it."""
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    """A paragraph of a block quotation."""
    ITEM = "item"
    CAPTION = "caption"
    CELL = "cell"
    FOOTNOTE = "footnote"


RUNNING = frozenset({Role.PARAGRAPH, Role.QUOTATION, Role.STANDFIRST, Role.FOOTNOTE})
"""Roles that hold whole sentences; headlines, captions, items and cells may lack a verb."""


class Cell(NamedTuple):
    """Where a table cell stands; all counts from 0, ``header`` for a heading cell."""

    table: int
    row: int
    column: int
    header: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One run of prose that belongs together. Sentences never cross blocks.

    ``level`` is the rank of a heading or the depth of a list item. ``container`` numbers the
    list, block quotation, aside or table that holds the block (0: the article itself).
    """

    role: Role
    span: Span
    level: int = 0
    container: int = 0
    cell: Cell | None = None


class MarkKind(enum.StrEnum):
    """What markup says about a stretch of text inside a block."""

    CODE = "code"
    URL = "url"
    """An address that is shown to the reader."""
    LINK = "link"
    EMPHASIS = "emphasis"
    QUOTE = "quote"
    """HTML ``<q>``: a quotation without marks of its own."""
    FOREIGN = "foreign"
    """HTML ``lang`` other than English."""
    NOTE = "note"
    """A footnote reference. Its figure is no prose and left out of the text, so its span is empty."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a block that markup singles out."""

    kind: MarkKind
    span: Span


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the source (HTML, or a line of its own in plain text): allows live here.

    ``at`` is the place in ``Document.text`` where it stands, ``source`` its source range;
    ``inside`` tells that a block was open around it.
    """

    text: str
    at: int
    source: Span
    inside: bool = False


@dataclass(frozen=True, slots=True)
class StrayTag:
    """A closing tag that closes nothing, or an opening one that is never closed.

    ``at`` is the place in ``Document.text`` where it stands, ``source`` its source range.
    """

    text: str
    at: int
    source: Span


class OffsetMap:
    """From ranges of the document's text to ranges of its source.

    Built of pieces ``(start, end, source_start, source_end)`` that follow each other. A piece
    as long as its source is verbatim, character for character; any other (an entity, folded
    white space) is atomic: touching one of its characters means the whole source range.
    Characters that no piece covers were put in by the reader, as are the ends between blocks.
    A line end that shows as a space is as long as it, and so counts as verbatim.
    """

    def __init__(self, pieces: list[tuple[int, int, int, int]]) -> None:
        self._pieces = pieces
        self._starts = [piece[0] for piece in pieces]
        self._sources = [piece[2] for piece in pieces]

    def __iter__(self) -> Iterator[tuple[int, int, int, int]]:
        return iter(self._pieces)

    def to_source(self, span: Span) -> Span:
        """The source range that shows ``span``; an empty span maps to an empty range."""
        start = self._source_start(span.start)
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, max(start, self._source_end(span.end)))

    def verbatim(self, span: Span) -> bool:
        """Whether the source shows exactly these characters, with no markup or entity between."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0:
            return False
        start, end, source_start, source_end = self._pieces[at]
        return span.end <= end and end - start == source_end - source_start

    def from_source(self, offset: int) -> int:
        """The place in the text of the first character that stands at or after ``offset``."""
        at = bisect_right(self._sources, offset) - 1
        if at < 0:
            return self._starts[0] if self._starts else 0
        start, end, source_start, source_end = self._pieces[at]
        if offset >= source_end:
            return self._starts[at + 1] if at + 1 < len(self._starts) else end
        return start + (offset - source_start if end - start == source_end - source_start else 0)

    def _source_start(self, offset: int) -> int:
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return self._pieces[0][2] if self._pieces else 0
        start, end, source_start, source_end = self._pieces[at]
        if offset < end:
            return source_start + (
                offset - start if end - start == source_end - source_start else 0
            )
        return source_end

    def _source_end(self, offset: int) -> int:
        at = bisect_right(self._starts, offset - 1) - 1
        if at < 0:
            return 0
        start, end, source_start, source_end = self._pieces[at]
        if offset <= end and end - start == source_end - source_start:
            return source_start + offset - start
        return source_end


BLOCK_END = "\n\n"
"""What stands between two blocks in ``Document.text``. A single line feed is a line break."""


@dataclass(frozen=True)
class Document:
    """An article as its readers see it, with the way back to its source.

    ``text`` holds the blocks one after the other, ``BLOCK_END`` between them, entities decoded
    and markup left out. ``meta`` is the front matter (or HTML ``<meta>``), keys in lower case.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    offsets: OffsetMap
    marks: tuple[Mark, ...] = ()
    comments: tuple[Comment, ...] = ()
    stray_tags: tuple[StrayTag, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
    meta_source: Span = NOWHERE

    def show(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]

    def place(self, span: Span) -> Place:
        """Where a span stands in the source: offsets, lines and columns."""
        return self.source.place(*self.offsets.to_source(span))

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the character at ``offset``."""
        at = bisect_right(self._block_starts, offset) - 1
        if at >= 0 and offset < self.blocks[at].span.end:
            return self.blocks[at]
        return None

    def marked(self, span: Span, *kinds: MarkKind) -> bool:
        """Whether a mark of one of these kinds touches the span."""
        for kind in kinds:
            starts, ends = self._marked.get(kind, ([], []))
            at = bisect_left(starts, span.end) - 1
            if at >= 0 and ends[at] > span.start:
                return True
        return False

    @cached_property
    def _marked(self) -> dict[MarkKind, tuple[list[int], list[int]]]:
        """Starts and ends of what is marked, by kind; those that overlap are joined."""
        joined: dict[MarkKind, tuple[list[int], list[int]]] = {}
        for mark in sorted(self.marks, key=lambda mark: mark.span):
            starts, ends = joined.setdefault(mark.kind, ([], []))
            if ends and mark.span.start < ends[-1]:
                ends[-1] = max(ends[-1], mark.span.end)
            else:
                starts.append(mark.span.start)
                ends.append(mark.span.end)
        return joined

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]


SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_FOLDED = " \t\r\n\f"
_NOT_VERBATIM = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]| \Z|\xad+")
"""White space that may have to be folded or dropped, and soft hyphens."""
_ADDRESS = re.compile(
    r"(?:https?://|\bwww\.)[^\s<>“”«»\"]+"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
)
_AFTER_ADDRESS = ".,;:!?…'’*_"


class DocumentBuilder:
    """Collects what a reader finds, in source order, and keeps the offsets right.

    A reader opens a block, adds source ranges and decoded characters, and closes it. White
    space at both ends of a block is dropped; a run of it that holds a line end (any run, with
    ``fold_spaces``) becomes one space; soft hyphens are left out, for they are no letters.
    """

    def __init__(self, source: Source, *, fold_spaces: bool = False) -> None:
        self._source = source
        self._fold_spaces = fold_spaces
        self._text: list[str] = []
        self._length = 0
        self._pieces: list[tuple[int, int, int, int]] = []
        self._blocks: list[Block] = []
        self._marks: list[Mark] = []
        self._comments: list[Comment] = []
        self._stray_tags: list[StrayTag] = []
        self._open: Block | None = None
        self._start = 0
        self._first = 0
        self._space: tuple[int, int] | None = None
        self._marking: list[tuple[MarkKind, int]] = []

    @property
    def is_open(self) -> bool:
        """Whether a block is open."""
        return self._open is not None

    @property
    def role(self) -> Role | None:
        """The role of the open block."""
        return self._open.role if self._open else None

    @property
    def emphasised(self) -> bool:
        """Whether all of the open block so far is emphasis."""
        whole = Mark(MarkKind.EMPHASIS, Span(self._start, self._length))
        return self.is_open and whole in self._marks[-4:]

    @property
    def last(self) -> Block | None:
        """The block that was closed last."""
        return self._blocks[-1] if self._blocks else None

    @property
    def block_text(self) -> str:
        """The text of the open block so far."""
        return "".join(self._text[self._first :]).removeprefix(BLOCK_END)

    @property
    def here(self) -> int:
        """The place in the text where the next character will stand."""
        if self._open is None:
            return self._length
        return max(self._start, self._length + len(self._pending_space()))

    def open(
        self, role: Role, *, level: int = 0, container: int = 0, cell: Cell | None = None
    ) -> None:
        """Begin a block; one that is still open is closed first. Open marks go on in it."""
        self.close()
        self._start = self._length + (len(BLOCK_END) if self._blocks else 0)
        self._first = len(self._text)
        self._open = Block(role, Span(self._start, self._start), level, container, cell)

    def change_role(self, role: Role) -> None:
        """Give the open block another role, for what its words or its neighbours tell."""
        if self._open is not None:
            self._open = replace(self._open, role=role)

    def close(self) -> None:
        """End the block. One that holds nothing leaves no trace."""
        if self._open is None:
            return
        if self._length > self._start:
            self._drop_white_space()
            self._blocks.append(replace(self._open, span=Span(self._start, self._length)))
        for kind, start in self._marking:
            self._mark(kind, start)
        self._marking = [(kind, self._length) for kind, _ in self._marking]
        self._open, self._space = None, None
        self._pull_back()

    def source(self, start: int, end: int) -> None:
        """Add a range of the source as it stands."""
        text = self._source.text
        if start < end and text[start] == " ":
            self._white_space(start, start + 1)
            start += 1
        for match in _NOT_VERBATIM.finditer(text, start, end):
            if start < match.start():
                self._add(text[start : match.start()], start, match.start())
            start = match.end()
            if text[start - 1] != SOFT_HYPHEN:
                self._white_space(match.start(), start)
        if start < end:
            self._add(text[start:end], start, end)

    def decoded(self, characters: str, start: int, end: int) -> None:
        """Add characters that the source writes otherwise, such as an entity."""
        if characters == SOFT_HYPHEN:
            return
        if not characters.strip(_FOLDED):
            self._white_space(start, end)
        else:
            self._add(characters, start, end)

    def line_break(self, start: int, end: int) -> None:
        """Add a line break that readers see, such as ``<br>``; two make no empty line."""
        if self._length > self._start and self._text[-1] != "\n":
            self._space = None
            self._add("\n", start, end)

    def begin_mark(self, kind: MarkKind) -> None:
        """Begin a stretch that markup singles out."""
        self._marking.append((kind, self._length))

    def end_mark(self, kind: MarkKind) -> None:
        """End the innermost open stretch of this kind; white space at its edges is not marked."""
        for at in range(len(self._marking) - 1, -1, -1):
            if self._marking[at][0] == kind:
                _, start = self._marking.pop(at)
                self._mark(kind, start)
                return

    def note_reference(self) -> None:
        """Mark the place of a footnote reference. Before the first word of a block it is none."""
        if self._open is not None and self._length > self._start:
            self._marks.append(Mark(MarkKind.NOTE, Span(self._length, self._length)))

    def comment(self, text: str, start: int, end: int) -> None:
        """Note a comment of the source."""
        inside = self.is_open and self._length > self._start
        self._comments.append(Comment(text, self.here, Span(start, end), inside))

    def stray_tag(self, start: int, end: int, at: int | None = None) -> None:
        """Note a tag without its partner; ``at`` is the ``here`` of then, if it is found late."""
        text = self._source.text[start:end]
        here = self.here if at is None else at
        self._stray_tags.append(StrayTag(text, here, Span(start, end)))

    def build(
        self, meta: Mapping[str, Any] | None = None, meta_source: Span | None = None
    ) -> Document:
        """The finished document. Addresses that readers see are marked, whatever the format."""
        self.close()
        text = "".join(self._text)
        marks = {*self._marks, *_addresses(text)}
        stray_tags = (replace(tag, at=min(tag.at, len(text))) for tag in self._stray_tags)
        return Document(
            self._source,
            text,
            tuple(self._blocks),
            OffsetMap(self._pieces),
            tuple(sorted(marks, key=lambda mark: (mark.span, mark.kind))),
            tuple(self._comments),
            tuple(sorted(stray_tags, key=lambda tag: tag.source)),
            dict(meta or {}),
            meta_source or NOWHERE,
        )

    def _mark(self, kind: MarkKind, start: int) -> None:
        start = max(start, self._start)
        if self._length > start:
            self._marks.append(Mark(kind, Span(start, self._length)))

    def _white_space(self, start: int, end: int) -> None:
        if self._length <= self._start or self._text[-1] == "\n":
            return  # the start of a block or of a line
        if self._space is None:
            self._space = (start, end)
        elif self._space[1] == start:
            self._space = (self._space[0], end)

    def _pending_space(self) -> str:
        if self._space is None:
            return ""
        run = self._source.text[slice(*self._space)]
        return " " if self._fold_spaces or run.strip(" \t") else run

    def _add(self, characters: str, start: int, end: int) -> None:
        if self._open is None:
            raise ValueError("text outside a block")
        if self._length <= self._start:
            shown = characters.lstrip()
            if not shown:
                return
            if end - start == len(characters):
                start = end - len(shown)
            characters = shown
            if self._length < self._start:
                self._put(BLOCK_END)
        if self._space:
            before = self._length
            self._put(self._pending_space(), *self._space)
            self._marking = [
                (kind, self._length if at == before else at) for kind, at in self._marking
            ]
            self._space = None
        self._put(characters, start, end)

    def _put(self, characters: str, start: int = -1, end: int = -1) -> None:
        at, self._length = self._length, self._length + len(characters)
        self._text.append(characters)
        if start < 0:
            return
        if self._pieces:
            a, b, c, d = self._pieces[-1]
            if b == at and d == start and b - a == d - c and end - start == len(characters):
                self._pieces[-1] = (a, self._length, c, end)
                return
        self._pieces.append((at, self._length, start, end))

    def _drop_white_space(self) -> None:
        """Cut the white space that ends the block: no-break spaces, a last line break."""
        while (kept := self._text[-1].rstrip()) != self._text[-1]:
            self._length -= len(self._text.pop()) - len(kept)
            if kept:
                self._text.append(kept)
        while self._pieces[-1][0] >= self._length:
            self._pieces.pop()
        start, end, source_start, source_end = self._pieces[-1]
        if end > self._length:
            if end - start == source_end - source_start:
                source_end -= end - self._length
            self._pieces[-1] = (start, self._length, source_start, source_end)

    def _pull_back(self) -> None:
        """Draw in what was noted in white space that has been cut, or in a block without words."""
        length = self._length
        late: list[Mark] = []
        while self._marks and self._marks[-1].span.end > length:
            late.append(self._marks.pop())
        for kind, (start, _) in ((mark.kind, mark.span) for mark in reversed(late)):
            if start < length:
                self._marks.append(Mark(kind, Span(start, length)))
        for at in range(len(self._comments) - 1, -1, -1):
            if self._comments[at].at <= length:
                break
            self._comments[at] = replace(self._comments[at], at=length)


def _addresses(text: str) -> Iterator[Mark]:
    """Web and mail addresses, without the punctuation of the sentence around them."""
    for match in _ADDRESS.finditer(text):
        shown = match.group()
        unopened = shown.count(")") - shown.count("(")
        end = len(shown)
        while shown[end - 1] in _AFTER_ADDRESS or (shown[end - 1] == ")" and unopened > 0):
            unopened -= shown[end - 1] == ")"
            end -= 1
        yield Mark(MarkKind.URL, Span(match.start(), match.start() + end))
