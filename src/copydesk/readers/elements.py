"""HTML elements and the blocks they make: the one machine behind the HTML and Markdown readers.

Markdown is a short way to write HTML, so its reader calls ``start`` and ``end`` for what it
finds, and ``take`` for the tokens of the raw HTML in between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from copydesk.document import RUNNING, Cell, DocumentBuilder, MarkKind, Role, Span
from copydesk.readers import furniture
from copydesk.readers.html_tokens import Kind, Token, references, unescape
from copydesk.readers.html_vocabulary import (
    BLOCKS,
    CONTAINERS,
    DATES,
    DENIALS,
    GROUPS,
    HEADINGS,
    HINTED,
    HINTS,
    IMPLIED_ENDS,
    LISTS,
    MARKS,
    NO_PROSE,
    NOTE_CLASSES,
    OPTIONAL_END,
    PHRASING_ONLY,
    ROLES,
    SCOPES,
    SCOPES_OF,
    TABLE_PARTS,
    UNREAD_ROLES,
    UNSEEN,
    VOID,
)

DEPTH = 400
"""How far up the open elements an end tag looks for its partner; it keeps time linear."""

WIDEST = 1000
"""The most columns that the standard lets a cell span."""

_NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Table:
    """Counts rows and columns; ``taken`` holds how many rows a column is still spanned for."""

    number: int
    row: int = -1
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)

    def next_row(self) -> None:
        self.row += 1
        self.column = 0
        self.taken = {column: rows - 1 for column, rows in self.taken.items() if rows > 1}

    def next_cell(self, attributes: Mapping[str, str], *, header: bool) -> Cell:
        if self.row < 0:
            self.next_row()
        while self.column in self.taken:
            self.column += 1
        cell = Cell(self.number, self.row, self.column, header)
        columns = _count(attributes.get("colspan"), WIDEST)
        rows = _count(attributes.get("rowspan"), 65534)
        if rows > 1 and self.column < WIDEST:
            self.taken |= dict.fromkeys(range(self.column, self.column + columns), rows)
        self.column += columns
        return cell


def _count(value: str | None, most: int) -> int:
    """A span attribute; 1 for what is no number."""
    digits = (value or "").strip()
    if not (digits.isascii() and digits.isdigit()):
        return 1
    return max(1, min(int(digits[:6]), most))


@dataclass(slots=True)
class _Element:
    """An open element, and what holds inside it: its children begin as copies."""

    name: str
    tag: Span | None = None
    """The start tag in the source; none for what Markdown has made."""
    at: int = 0
    """Where in the text it began."""
    marks: tuple[MarkKind, ...] = ()
    block: bool = True
    role: Role = Role.PARAGRAPH
    level: int = 0
    container: int = 0
    cell: Cell | None = None
    lists: int = 0
    table: _Table | None = None
    head_row: bool = False
    header: bool = False
    phrasing: bool = False
    anchor: bool = False
    """Inside a link to a place on the page."""
    raised: bool = False
    no_prose: bool = False

    def is_plain(self, parent: _Element) -> bool:
        """Whether nothing but marks depends on it, so that it may cross others."""
        return not self.block and self.no_prose == parent.no_prose


class OpenElements:
    """The stack of open elements; it opens, closes and marks the builder's blocks.

    ``source`` is the whole source text. ``one_headline`` makes every ``h1`` but the first a
    heading. ``meta`` collects what HTML says of the page; keys are in lower case.
    """

    def __init__(
        self,
        builder: DocumentBuilder,
        source: str,
        *,
        one_headline: bool = False,
        title_is_headline: bool = False,
    ) -> None:
        self.meta: dict[str, str] = {}
        self._builder = builder
        self._source = source
        self._one_headline = one_headline
        self._title_is_headline = title_is_headline
        self._stack = [_Element("")]
        self._counts: Counter[str] = Counter()
        self._headlines = 0
        self._containers = 0
        self._tables = 0
        self._line_broken = False
        self._story_begun = False

    def take(self, token: Token, base: int = 0) -> None:
        """Read one token, whose offsets count from ``base``."""
        start, end = token.start + base, token.end + base
        if token.kind is Kind.TEXT:
            self.text(start, end)
        elif token.kind is Kind.START:
            self.start(token.name, token.attributes, Span(start, end), closed=token.closed)
        elif token.kind is Kind.END:
            self.end(token.name, Span(start, end))
        elif token.kind is Kind.COMMENT and token.closed:
            shown = self._source[start:end].removeprefix("<!--").removesuffix(">")
            self._builder.comment(shown.rstrip("!").removesuffix("--").strip(), start, end)
        elif token.kind is Kind.COMMENT:
            self._builder.stray_tag(start, start + len("<!--"))
        elif token.name == "title" and not self._stack[-2].no_prose:
            self.meta.setdefault("title", " ".join(unescape(self._source[start:end]).split()))
            if self._title_is_headline:
                self.text(start, end)

    def text(self, start: int, end: int) -> None:
        """Text with character references."""
        at = start
        for begin, stop, shown in references(self._source, start, end):
            self.characters(at, begin)
            if shown:
                self.decoded(shown, begin, stop)
            at = stop
        self.characters(at, end)

    def characters(self, start: int, end: int) -> None:
        """Text as it stands. White space alone opens no block."""
        if start < end and self._opens(self._source[start:end]):
            self._builder.source(start, end)

    def decoded(self, shown: str, start: int, end: int) -> None:
        """Characters that the source writes otherwise."""
        if self._opens(shown):
            self._builder.decoded(shown, start, end)

    def line_break(self, start: int, end: int) -> None:
        """A line break; the second in a row ends the block as readers see it."""
        if not self._stack[-1].no_prose and self._builder.is_open:
            if self._line_broken:
                self.end_block()
            else:
                self._builder.line_break(start, end)
                self._line_broken = True

    def note_reference(self) -> None:
        """A reference to a footnote stands here."""
        if not self._stack[-1].no_prose:
            self._builder.note_reference()

    def start(
        self,
        name: str,
        attributes: Mapping[str, str] | None = None,
        tag: Span | None = None,
        *,
        role: Role | None = None,
        closed: bool = False,
    ) -> None:
        """An element begins. ``tag`` is its start tag if the source has one."""
        attributes = attributes or {}
        self._note_meta(name, attributes)
        if name == "br" and tag:
            self.line_break(*tag)
        if name in BLOCKS and not self._stack[-1].no_prose:
            self._end_implied(name)
            self.end_block()
        if name in VOID or (name in TABLE_PARTS and self._stack[-1].table is None):
            return
        element = self._child(name, attributes, tag, role)
        if element.block:
            self.end_block()
        self._stack.append(element)
        self._counts[name] += 1
        for kind in element.marks:
            self._builder.begin_mark(kind)
        if closed:
            self._pop_to(len(self._stack) - 1, partner=True)

    def end(self, name: str, tag: Span | None = None) -> None:
        """An element ends. A ``tag`` closes only what a tag has opened."""
        if name == "br" and tag and not self._line_broken:
            self.line_break(*tag)
        at = self._partner(name, tag)
        if at is not None:
            self._close_at(at)
        elif name not in VOID and name not in OPTIONAL_END and tag:
            if name in HEADINGS:
                self._end_other_heading()
            self._builder.stray_tag(*tag)
        if name in BLOCKS and not self._stack[-1].no_prose:
            self.end_block()

    def end_block(self) -> None:
        """The block of text that is open, if one is, ends here."""
        if self._builder.role is Role.PARAGRAPH:
            self._builder.change_role(self._role_by_words())
        self._builder.close()
        self._line_broken = False

    def _role_by_words(self) -> Role:
        """What an unmarked paragraph is: furniture, a standfirst or subhead in italics, or that."""
        text, last = self._builder.block_text, self._builder.last
        role = furniture.role_of(text)
        if role is None and self._builder.emphasised:
            if last and last.role is Role.HEADLINE:
                return Role.STANDFIRST
            if furniture.may_be_subhead(text):
                return Role.HEADING
        return role or Role.PARAGRAPH

    def finish(self) -> None:
        """The source ends."""
        self._pop_to(1)
        self.end_block()

    # Text

    def _opens(self, shown: str) -> bool:
        """Whether these characters go into a block; opens one if they are the first of it."""
        inside = self._stack[-1]
        if inside.no_prose:
            return False
        if not shown.strip(" \t\r\n\f"):
            return self._builder.is_open
        self._line_broken = False
        if not self._builder.is_open:
            self._story_begun |= inside.role in RUNNING
            self._builder.open(
                inside.role, level=inside.level, container=inside.container, cell=inside.cell
            )
        return True

    # Start tags

    def _end_implied(self, name: str) -> None:
        """End what this start tag ends: the paragraph before a block, the item before an item."""
        ends, beyond = IMPLIED_ENDS.get(name, (_NOTHING, _NOTHING))
        found = None
        for at in self._from_top() if ends else ():
            if self._stack[at].name in beyond:
                break
            if self._stack[at].name in ends:
                found = at
        if found is None:
            found = self._open_paragraph()
        if found is None and name in HEADINGS and self._stack[-1].name in HEADINGS:
            found = len(self._stack) - 1
        if found is not None:
            self._pop_to(found, partner=self._stack[found].name in OPTIONAL_END)

    def _open_paragraph(self) -> int | None:
        for at in self._from_top():
            if self._stack[at].name == "p":
                return at
            if self._stack[at].block or self._stack[at].name in SCOPES:
                break
        return None

    def _child(
        self, name: str, attributes: Mapping[str, str], tag: Span | None, role: Role | None
    ) -> _Element:
        parent = self._stack[-1]
        element = replace(parent, name=name, tag=tag, at=self._builder.here, marks=())
        element.block = name in BLOCKS and not parent.no_prose
        element.header = parent.header or name == "header"
        element.phrasing = name in PHRASING_ONLY or (parent.phrasing and not element.block)
        element.lists += name in LISTS
        if name in CONTAINERS:
            self._containers += 1
            element.container = self._containers
        if element.table is not None or name == "table":
            self._enter_table(element)
        self._give_role(element, parent, role or self._role(name, attributes, parent))
        if element.table is not None and name in ("td", "th"):
            header = name == "th" or element.head_row
            cell = element.table.next_cell(attributes, header=header)
            element.cell = cell if element.role is Role.CELL else None
        if attributes or name == "sup":
            self._heed(element, attributes)
        shown = (name == "dialog" and "open" in attributes) or element.role is Role.HEADLINE
        element.no_prose |= name in NO_PROSE and not shown
        element.raised |= name == "sup"
        if name in MARKS:
            element.marks += (MARKS[name],)
        return element

    def _enter_table(self, element: _Element) -> None:
        if element.name == "table":
            element.table = _Table(self._tables)
            element.head_row = False
            self._tables += 1
        elif element.name in ("thead", "tbody", "tfoot"):
            element.head_row = element.name == "thead"
        elif element.name == "tr" and element.table is not None:
            element.table.next_row()

    def _role(self, name: str, attributes: Mapping[str, str], parent: _Element) -> Role | None:
        """The role that an element gives to the text in it; ``None`` if it keeps its parent's."""
        hint = _hint(name, attributes) if attributes and name in HINTED else None
        if parent.no_prose or (name not in BLOCKS and parent.phrasing):
            return None
        if hint is not None:
            return hint
        if parent.header and name in ("address", "time"):
            return Role.BYLINE if name == "address" else Role.DATELINE
        if name == "title" and self._title_is_headline and not parent.no_prose:
            return Role.HEADLINE
        if name == "h1":
            self._headlines += 1
            return Role.HEADING if self._one_headline and self._headlines > 1 else Role.HEADLINE
        return ROLES.get(name)

    def _give_role(self, element: _Element, parent: _Element, role: Role | None) -> None:
        in_note = parent.role is Role.FOOTNOTE and role in (Role.ITEM, Role.QUOTATION)
        if role is None or in_note:
            return
        element.role = role
        element.block = True
        element.cell = None
        element.level = max(1, element.lists) if role is Role.ITEM else 0
        if element.name in HEADINGS:
            element.level = int(element.name[1])

    def _heed(self, element: _Element, attributes: Mapping[str, str]) -> None:
        """Take in what the attributes say: links, languages, footnotes, what is not shown."""
        classes = frozenset(attributes.get("class", "").lower().split())
        role = attributes.get("role", "").lower()
        href = attributes.get("href", "")
        element.anchor |= element.name == "a" and href.startswith("#")
        reference = element.anchor and (element.raised or element.name == "sup")
        if reference or role == "doc-noteref" or classes & NOTE_CLASSES:
            if not element.no_prose:
                self._builder.note_reference()
            element.no_prose = True
        elif href and element.name == "a":
            element.marks += (MarkKind.LINK,)
        if "hidden" in attributes or role in UNREAD_ROLES or classes & UNSEEN:
            element.no_prose = True
        language = (attributes.get("lang") or attributes.get("xml:lang") or "en").lower()
        if language.split("-")[0] not in ("en", "eng") and element.name not in ("html", "body"):
            element.marks += (MarkKind.FOREIGN,)
        by = self._builder.role is Role.PARAGRAPH and "author" in attributes.get("rel", "").split()
        if by and self._builder.block_text.strip().lower() == "by":
            self._builder.change_role(Role.BYLINE)

    def _note_meta(self, name: str, attributes: Mapping[str, str]) -> None:
        """Keep what the page says of itself: ``<meta>``, its language, when it appeared."""
        meta, date = self.meta, ""
        if name == "html" and attributes.get("lang"):
            meta.setdefault("lang", attributes["lang"])
        elif name == "meta":
            keys = (attributes.get(key) for key in ("name", "property", "itemprop", "http-equiv"))
            key = next((key.strip().lower() for key in keys if key), "")
            content = attributes.get("content", "").strip()
            if key and content:
                meta.setdefault(key, content)
            date = content if key in DATES else ""
        elif name == "time":
            published = attributes.get("itemprop", "").lower() == "datepublished"
            if published or "pubdate" in attributes or not self._story_begun:
                date = attributes.get("datetime", "").strip()
        if date:
            meta.setdefault("date", date)

    # End tags

    def _from_top(self) -> range:
        """The places of the open elements, innermost first, as far as a tag looks."""
        top = len(self._stack) - 1
        return range(top, max(0, top - DEPTH), -1)

    def _partner(self, name: str, tag: Span | None) -> int | None:
        """The open element that an end tag closes, if there is one within its scope."""
        if not self._counts[name]:
            return None
        scopes = SCOPES_OF.get(name, SCOPES) if tag else _NOTHING
        for at in self._from_top():
            element = self._stack[at]
            if element.name == name and (element.tag is None) == (tag is None):
                return at
            if element.name in scopes:
                break
        return None

    def _close_at(self, at: int) -> None:
        element = self._stack[at]
        if element.is_plain(self._stack[at - 1]):
            del self._stack[at]
            self._leave(element)
        else:
            self._pop_to(at, partner=True)

    def _end_other_heading(self) -> None:
        """End the heading that an end tag of another rank was meant for; both lack a partner."""
        for at in self._from_top():
            if self._stack[at].name in HEADINGS:
                self._pop_to(at)
                break
            if self._stack[at].block:
                break

    def _pop_to(self, at: int, *, partner: bool = False) -> None:
        """End the elements from ``at`` on; ``partner`` tells that the first has its end tag."""
        popped = self._stack[at:]
        if any(element.block for element in popped):
            self.end_block()
        del self._stack[at:]
        for place, element in reversed(list(enumerate(popped))):
            self._leave(element)
            closed = (partner and place == 0) or element.name in OPTIONAL_END
            if element.tag and not closed:
                self._builder.stray_tag(*element.tag, element.at)

    def _leave(self, element: _Element) -> None:
        self._counts[element.name] -= 1
        for kind in element.marks:
            self._builder.end_mark(kind)


def _hint(name: str, attributes: Mapping[str, str]) -> Role | None:
    """The role that classes and the like suggest."""
    for key in ("class", "itemprop", "rel", "role"):
        for token in attributes.get(key, "").lower().split():
            words = token.replace("_", "-").split("-")
            role = HINTS.get(words[-1]) if words[0] not in DENIALS else None
            if role is Role.HEADLINE and key != "itemprop":
                continue
            if role and (role in (Role.FOOTNOTE, Role.QUOTATION) or name not in GROUPS):
                return role
    return None
