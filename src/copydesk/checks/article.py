"""The article as one rule sees it: the passages of its scope, without what is barred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.checks.dialect import Expression
from copydesk.document import Document, Span
from copydesk.finding import Edit, Fix, Hit, Related

if TYPE_CHECKING:
    import regex


class Passage(NamedTuple):
    """A stretch that a pattern is matched against, cut out of the article.

    Cut out, so that ``^``, ``$``, word boundaries and lookarounds see its ends as the ends of
    the text. ``start`` is where it begins in ``Document.text``; in a ``raw`` passage, in the
    source. Matches that touch a ``barred`` span do not count.
    """

    document: Document
    text: str
    start: int
    barred: Sequence[Span] = ()
    raw: bool = False

    def span(self, start: int, end: int) -> Span:
        """A range of the passage in the coordinates that ``start`` is in."""
        return Span(self.start + start, self.start + end)

    def bars(self, start: int, end: int) -> bool:
        """Whether a range of the passage touches what the rule must not look at."""
        span = self.span(start, end)
        return any(span.overlaps(barred) for barred in self.barred)

    def edit(self, start: int, end: int, text: str) -> Edit:
        """An edit of a range of the passage."""
        span = self.span(start, end)
        return Edit(self._seen(span), text, span) if self.raw else Edit(span, text)

    def hit(
        self,
        start: int,
        end: int,
        *,
        fix: Fix | None = None,
        related: Iterable[Related] = (),
        **facts: Any,
    ) -> Hit:
        """A hit at a range of the passage; its facts are shown on one line."""
        span = self.span(start, end)
        facts = {key: str(fact).replace("\n", " ") for key, fact in facts.items()}
        source = span if self.raw else None
        where = self._seen(span) if self.raw else span
        return Hit(where, fix=fix, related=tuple(related), source=source, **facts)

    def _seen(self, source: Span) -> Span:
        at = self.document.offsets.from_source(source.start)
        return Span(at, at)


class Match(NamedTuple):
    """Where an expression matched in a passage."""

    passage: Passage
    found: regex.Match[str]

    @property
    def text(self) -> str:
        """The characters matched."""
        return self.found[0]

    @property
    def start(self) -> int:
        """Where it begins in the passage."""
        return self.found.start()

    @property
    def end(self) -> int:
        """Where it ends in the passage."""
        return self.found.end()

    @property
    def barred(self) -> bool:
        """Whether it touches what the rule must not look at."""
        return self.passage.bars(self.start, self.end)

    def hit(self, **given: Any) -> Hit:
        """A hit at this place."""
        return self.passage.hit(self.start, self.end, **given)


class Article(NamedTuple):
    """The passages that a rule looks at, in order."""

    passages: Sequence[Passage]

    def matches(self, expression: Expression) -> Iterator[Match]:
        """Every match in every passage, but for the barred ones."""
        for passage in self.passages:
            for match in everywhere(expression, passage):
                if not match.barred:
                    yield match


def everywhere(expression: Expression, passage: Passage) -> Iterator[Match]:
    """Every match in a passage, barred or not."""
    return (Match(passage, found) for found in expression.finditer(passage.text))
