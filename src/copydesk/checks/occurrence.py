"""``occurrence``: something that stands too often, or not often enough, in a passage."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.action import Action
from copydesk.checks.article import Article, Match, Passage, everywhere
from copydesk.checks.dialect import Expression
from copydesk.checks.kind import Find
from copydesk.checks.rulefile import RuleFile
from copydesk.finding import Hit
from copydesk.pattern import Pattern

_WORD = Pattern(r"\S+")


def occurrence(file: RuleFile, action: Action) -> Find:  # noqa: ARG001  a count has no cure
    """Count ``token`` in each passage of the scope, against ``max`` and ``min``.

    Over the maximum, the first match too many is marked; under the minimum, the first match,
    or the first word of a passage that has none.
    """
    most, least = int(file.number("max")), int(file.number("min"))
    flags = "i" if file.flag("ignorecase") else ""
    expression = Expression(file, [file.place("token")], flags=flags)

    def find(article: Article) -> Iterator[Hit]:
        for passage in article.passages:
            matches = [match for match in everywhere(expression, passage) if not match.barred]
            if most and len(matches) > most:
                yield matches[most].hit(count=len(matches))
            elif len(matches) < least:
                yield _too_few(passage, matches)

    return find


def _too_few(passage: Passage, matches: list[Match]) -> Hit:
    if matches:
        return matches[0].hit(count=len(matches))
    word = _WORD.search(passage.text)
    start, end = word.span() if word else (0, len(passage.text))
    return passage.hit(start, end, count=0)
