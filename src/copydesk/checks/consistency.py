"""``consistency``: two forms of one thing, of which an article should use one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.checks import dialect
from copydesk.checks.action import Action
from copydesk.checks.article import Article, Match
from copydesk.checks.kind import Find
from copydesk.checks.rulefile import RuleFile
from copydesk.finding import Hit, Related


def consistency(file: RuleFile, action: Action) -> Find:
    """Find both forms of a pair of ``either`` in one article; mark the one used less.

    Of two forms used equally often the one that comes second is marked. Vale marks the last
    match of the block in which the second form turns up, whichever it is.
    """
    boundary = "" if file.flag("nonword") else r"\b"
    flags = "mi" if file.flag("ignorecase") else "m"
    pairs = [
        dialect.Expression(
            file,
            [dialect.Part(one, "one_"), dialect.Part(other, "other_")],
            before=[f"{boundary}(?:"],
            after=[f"){boundary}"],
            flags=flags,
        )
        for one, other in file.pairs("either")
    ]

    def find(article: Article) -> Iterator[Hit]:
        for pair in pairs:
            ones: list[Match] = []
            others: list[Match] = []
            for match in article.matches(pair):
                (ones if match.found["one"] is not None else others).append(match)
            if ones and others:
                less, more = _by_use(ones, others)
                yield from _marked(less, more, action)

    return find


def _by_use(ones: list[Match], others: list[Match]) -> tuple[list[Match], list[Match]]:
    """The form used less, or of two used alike the later one, and the other."""
    less, more = sorted((ones, others), key=lambda form: (len(form), -_start(form[0])))
    return less, more


def _start(match: Match) -> int:
    return match.passage.span(match.start, match.end).start


def _marked(less: Sequence[Match], more: Sequence[Match], action: Action) -> Iterator[Hit]:
    first = more[0]
    times = "once" if len(more) == 1 else f"{len(more)} times"
    related = Related(
        first.passage.hit(first.start, first.end).span,
        f"{first.text!r} is used {times} in the article",
    )
    for match in less:
        choices = [first.text] if action.name == "replace" else action.suggestions(match.text)
        fix = action.replacement(match.passage, match.start, match.end, choices)
        yield match.hit(fix=fix, related=[related], match=match.text, other=first.text)
