"""The article's own copy, and one use of a convention in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from copydesk.annotators.quotes import Quotes
from copydesk.annotators.times import Times
from copydesk.document import Document, MarkKind, Role, Span, merged


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a convention shows.

    ``form`` is the way it is written there. ``rewrites`` gives for other forms the text that
    would stand in the place of ``span``; a form that it lacks is no model for this use.
    ``group`` parts uses that are not to be compared with each other: persons, currencies.
    ``avoided`` marks a form that is the stray one however often it stands; ``speech`` what is
    the desk's doing even inside a quotation.
    """

    span: Span
    convention: str
    form: str
    rewrites: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    avoided: bool = False
    speech: bool = False


_ZONES = {
    Role.HEADLINE: "headline",
    Role.HEADING: "headline",
    Role.CAPTION: "caption",
    Role.CELL: "table",
    Role.BYLINE: "",
    Role.DATELINE: "",
    Role.QUOTATION: "",
}
"""Roles that follow a style of their own; with an empty zone the words are not the desk's."""

_OTHERS = frozenset(MarkKind) - {MarkKind.LINK, MarkKind.NOTE}


@dataclass(frozen=True)
class OwnCopy:
    """The article with an eye on what the desk wrote: no speech, no titles, no code."""

    document: Document
    quotes: Quotes
    times: Times

    @property
    def text(self) -> str:
        """The document's text; ``zone`` tells whose the words are."""
        return self.document.text

    def zone(self, span: Span, *, speech: bool = False) -> str:
        """The zone whose style the words follow; empty where they are not the desk's own.

        With ``speech`` quotations are the desk's too, as their marks are.
        """
        block = self.document.block_at(span.start)
        zone = _ZONES.get(block.role, "text") if block else ""
        return "" if not zone or (not speech and self._others_at(span)) else zone

    def _others_at(self, span: Span) -> bool:
        at = bisect_right(self._others, span.end - 1, key=lambda other: other.start) - 1
        return at >= 0 and self._others[at].end > span.start

    @cached_property
    def _others(self) -> list[Span]:
        """Other people's words and what is no prose, in order and without overlaps."""
        spans = [quote.span for quote in self.quotes if quote.level == 0]
        spans += [mark.span for mark in self.document.marks if mark.kind in _OTHERS]
        return merged(spans)
