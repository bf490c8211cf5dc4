"""``existence``: words or patterns that should not be there."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks import dialect
from copydesk.checks.action import Action
from copydesk.checks.article import Article
from copydesk.checks.exceptions import Exceptions
from copydesk.checks.kind import Find
from copydesk.checks.rulefile import RuleFile
from copydesk.finding import Hit


def existence(file: RuleFile, action: Action) -> Find:
    """Find ``tokens``, whole words unless ``nonword``, and ``raw``, verbatim before or after them."""
    tokens, raw = file.texts("tokens"), file.texts("raw")
    flags = "mi" if file.flag("ignorecase") else "m"
    boundary = r"\b" if tokens and not file.flag("nonword") else ""
    last = file.flag("append")
    expression = dialect.Expression(
        file,
        tokens,
        before=[*([] if last else raw), f"{boundary}(?:"],
        after=[f"){boundary}", *(raw if last else [])],
        flags=flags,
    )
    exceptions = Exceptions(file)

    def find(article: Article) -> Iterator[Hit]:
        for match in article.matches(expression):
            if exceptions.excuse(match.passage, match.start, match.end):
                continue
            choices = action.suggestions(match.text)
            instead = choices[0] if len(choices) == 1 else dialect.listed(choices)
            fix = action.fix(match.passage, match.start, match.end)
            yield match.hit(fix=fix, match=match.text, instead=instead)

    return find
