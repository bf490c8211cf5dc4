"""``repetition``: the same thing twice in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from copydesk.checks.action import Action
from copydesk.checks.article import Article, Match, everywhere
from copydesk.checks.dialect import Expression
from copydesk.checks.exceptions import Exceptions
from copydesk.checks.kind import Find
from copydesk.checks.rulefile import RuleFile
from copydesk.finding import Hit


def repetition(file: RuleFile, action: Action) -> Find:
    """Find a match of ``tokens`` that follows its like more than ``max`` times, in one sentence."""
    fold = file.flag("ignorecase")
    most, letters = int(file.number("max")), file.flag("alpha")
    expression = Expression(file, file.texts("tokens"), flags="i" if fold else "")
    exceptions = Exceptions(file)

    def key(match: Match) -> str:
        text = match.text.strip()
        if letters and not text.isalpha():
            return ""
        return text.casefold() if fold else text

    def find(article: Article) -> Iterator[Hit]:
        for passage in article.passages:
            for run in _runs(everywhere(expression, passage), key):
                start, end = run[0].start, run[-1].end
                if len(run) <= most + 1 or passage.bars(start, end):
                    continue
                if not exceptions.excuse(passage, start, end):
                    fix = action.fix(passage, start, end)
                    yield passage.hit(start, end, fix=fix, match=run[-1].text.strip())

    return find


def _runs(matches: Iterable[Match], key: Callable[[Match], str]) -> Iterator[list[Match]]:
    """Matches that follow each other with one key; the end of a sentence ends a run."""
    run: list[Match] = []
    for match in matches:
        if run and key(match) and key(match) == key(run[-1]) and not _sentence_ends(run[-1], match):
            run.append(match)
            continue
        if len(run) > 1:
            yield run
        run = [match]
    if len(run) > 1:
        yield run


def _sentence_ends(before: Match, after: Match) -> bool:
    between = before.passage.text[before.end - 1 : after.start]
    return any(mark in between for mark in ".!?…")
