"""Plain text: wire and archive copy, a paragraph a line or hard-wrapped with blank lines between.

Nothing in it is markup but a line that holds one ``<!-- copydesk: ... -->``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copydesk.document import Document, DocumentBuilder, Role, Source
from copydesk.readers import front_matter, furniture

NARROWEST, WIDEST = 50, 120
"""Columns between which hard-wrapped copy is set."""

LONGEST_HEADLINE = 150
LONGEST_STANDFIRST = 200

_COMMENT = re.compile(r"\s*(?P<comment><!--(?P<text>\s*copydesk:.*?)-->)\s*")
_MARKER = re.compile(r"(?:[-*•]|\d{1,2}[.)])[ \t]+(?=\S)")
_RULE = re.compile(r"[-–—_=*#~•·\s]+")
_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}$")
_DASH = re.compile(r"\s+(?:--?|[–—])\s+")
_BROKEN_COMPOUND = re.compile(
    r"(?<=[^\W\d_]-)[ \t]*(?:\r\n?|\n)[ \t]*(?=[^\W\d_])(?!(?:and|or|to)\b)"
)
"""The line end after a hyphen inside a word; after one that hangs ("two- and") it is a space."""


@dataclass(slots=True)
class _Line:
    """A line, or a paragraph of several: its range without the white space around, its text."""

    start: int
    end: int
    text: str
    indent: int = 0
    role: Role | None = None

    @property
    def ends(self) -> bool:
        """Whether it closes with the punctuation of a sentence."""
        return self.text.rstrip("\"'”’»)]*_")[-1:] in (".", "!", "?", "…", ":")

    @property
    def is_item(self) -> bool:
        """Whether it begins with a list marker."""
        return _MARKER.match(self.text) is not None


def read(source: Source) -> Document:
    """The article, front matter included. Raises ``Problem`` for broken front matter.

    A line is a paragraph unless its neighbours show that the copy is hard-wrapped. The first
    line is the headline if it is short and no sentence; bylines, datelines, list items, captions
    and subheads are known by their form. What is in doubt is a paragraph.
    """
    builder = DocumentBuilder(source)
    front = front_matter.read(source, builder)
    story: list[_Line | re.Match[str]] = []
    groups = list(_groups(source, front.body))
    runs = [group for group in groups if isinstance(group, list)]
    width = max(map(_wrap_width, runs), default=0)
    if not width and all(len(line.text) <= WIDEST for run in runs for line in run):
        width = NARROWEST
    for group in groups:
        story += _paragraphs(source.text, group, width) if isinstance(group, list) else [group]
    _give_roles([part for part in story if isinstance(part, _Line)])
    _build(builder, source.text, story)
    return builder.build(front.meta, front.source)


def _groups(source: Source, body: int) -> Iterator[list[_Line] | re.Match[str]]:
    """Runs of lines between blank lines, rules and comments; and the comments."""
    group: list[_Line] = []
    starts = source.line_starts
    for start, stop in zip(starts, (*starts[1:], len(source.text)), strict=True):
        start = max(start, body)  # noqa: PLW2901  the fence of the front matter ends in a line
        line = source.text[start:stop]
        comment = _COMMENT.fullmatch(source.text, start, stop) if "<!--" in line else None
        if comment or _RULE.fullmatch(line) or not line.strip():
            if group:
                yield group
                group = []
            if comment:
                yield comment
            continue
        indent = len(line) - len(line.lstrip())
        text = line.strip()
        group.append(_Line(start + indent, start + indent + len(text), text, indent))
    if group:
        yield group


# Hard-wrapped copy


def _wrap_width(group: Sequence[_Line]) -> int:
    """The width at which these lines are wrapped, 0 if they are not.

    Wrapped are lines that could not have taken the next line's first word, most of which end
    in mid-sentence. A line that could have taken it ends a paragraph; if it ends in mid-sentence
    it speaks against wrapping, and only one such line (a headline) is borne in ten.
    """
    width = max(len(line.text) for line in group)
    if len(group) < 3 or not NARROWEST <= width <= WIDEST:
        return 0
    full = [line for line, after in pairwise(group) if _is_full(line, after, width)]
    short = sum(
        not line.ends and not _is_full(line, after, width)
        for line, after in pairwise(group)
        if not after.is_item
    )
    open_ended = sum(not line.ends for line in full)
    allowed = max(1, len(group) // 10) if open_ended > 1 else 0
    return width if open_ended * 2 > len(full) and short <= allowed else 0


def _is_full(line: _Line, after: _Line, width: int) -> bool:
    """Whether the first word of the line after would not have fitted in."""
    return len(line.text) + 1 + len(after.text.split(None, 1)[0]) > width


def _paragraphs(text: str, group: list[_Line], width: int) -> Iterator[_Line]:
    """The paragraphs of a run of lines; ``width`` is what a run too short to tell goes by."""
    own = _wrap_width(group)
    paragraph = [group[0]]
    for line, after in pairwise(group):
        if _goes_on(line, after, own or (width if len(group) == 2 else 0), paragraph[0]):
            paragraph.append(after)
        else:
            yield _joined(text, paragraph)
            paragraph = [after]
    yield _joined(text, paragraph)


def _goes_on(line: _Line, after: _Line, width: int, first: _Line) -> bool:
    """Whether the line after belongs to the same paragraph, which began with ``first``."""
    if line is first and furniture.role_of(line.text) not in (None, Role.CAPTION):
        return False
    if furniture.role_of(after.text) is Role.BYLINE:
        return False
    wraps = not line.ends and len(line.text) >= NARROWEST
    if after.is_item and (not wraps or first.is_item or after.text[0] in "*•"):
        return False
    if first.is_item:
        return after.indent > first.indent + 1 or (wraps and after.text[0].islower())
    if not width or not _is_full(line, after, width):
        return False
    if width == NARROWEST:
        return wraps and after.text[0].islower()
    return after.indent <= line.indent


def _joined(text: str, lines: list[_Line]) -> _Line:
    first, last = lines[0], lines[-1]
    joined = " ".join(text[first.start : last.end].split()) if len(lines) > 1 else first.text
    return _Line(first.start, last.end, joined)


# Roles


def _give_roles(story: list[_Line]) -> None:
    for line in story:
        line.role = Role.ITEM if line.is_item else furniture.role_of(line.text)
    _drop_lone_dashes(story)
    at = next((n for n, line in enumerate(story[:3]) if line.role is None), len(story))
    if at + 1 < len(story) and _is_headline(story[at]):
        story[at].role = Role.HEADLINE
        if at + 2 < len(story) and _is_standfirst(*story[at + 1 : at + 3]):
            story[at + 1].role = Role.STANDFIRST
    for before, line, after in zip(story, story[1:], story[2:], strict=False):
        if line.role is None and _is_subhead(before, line, after):
            line.role = Role.HEADING


def _drop_lone_dashes(story: list[_Line]) -> None:
    """A dash before a small letter, with no item beside it, is a dash: a sentence was cut there."""
    items = [False, *(line.role is Role.ITEM for line in story), False]
    for line, before, after in zip(story, items, items[2:], strict=False):
        if line.role is Role.ITEM and not (before or after) and re.match(r"-\s+[a-z]", line.text):
            line.role = None


def _is_headline(line: _Line) -> bool:
    """Short, and neither a sentence nor the beginning of one."""
    text = line.text
    if len(text) > LONGEST_HEADLINE or text[-1] in ",;:-–—":
        return False
    opening = _DASH.split(text, maxsplit=1)
    if len(opening) > 1 and furniture.role_of(opening[0]) is Role.DATELINE:
        return False
    bare = text.rstrip("\"'”’»)]")
    return bare[-1:] != "." or bare.endswith("...") or _INITIALS.search(text) is not None


def _is_standfirst(line: _Line, after: _Line) -> bool:
    """A second line that is no sentence, before a paragraph that is longer and is one."""
    return (
        line.role is None
        and len(line.text) <= LONGEST_STANDFIRST
        and line.text.count(" ") >= 3
        and furniture.may_end_display(line.text)
        and _is_story(after, line)
    )


def _is_subhead(before: _Line, line: _Line, after: _Line) -> bool:
    """A short line without a stop, between paragraphs that are longer and have one."""
    return (
        furniture.may_be_subhead(line.text)
        and not line.text[0].islower()
        and _is_story(before, line)
        and _is_story(after, line)
    )


def _is_story(line: _Line, than: _Line) -> bool:
    return line.role is None and line.ends and len(line.text) > len(than.text)


def _build(builder: DocumentBuilder, text: str, story: Sequence[_Line | re.Match[str]]) -> None:
    container, before = 0, None
    for part in story:
        if not isinstance(part, _Line):
            builder.comment(part["text"].strip(), *part.span("comment"))
            continue
        start = part.start
        marker = _MARKER.match(text, start, part.end) if part.role is Role.ITEM else None
        if marker:
            container += before is not Role.ITEM
            start = marker.end()
        builder.open(
            part.role or Role.PARAGRAPH,
            level=1 if marker else 0,
            container=container if marker else 0,
        )
        for hyphen in _BROKEN_COMPOUND.finditer(text, start, part.end):
            builder.source(start, hyphen.start())
            start = hyphen.end()
        builder.source(start, part.end)
        builder.close()
        before = part.role
