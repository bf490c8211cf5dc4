"""``conditional``: what may stand in an article only if something else stands there, too."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.action import Action
from copydesk.checks.article import Article, everywhere
from copydesk.checks.dialect import Expression
from copydesk.checks.exceptions import Exceptions
from copydesk.checks.kind import Find
from copydesk.checks.rulefile import RuleFile
from copydesk.finding import Hit


def conditional(file: RuleFile, action: Action) -> Find:
    r"""Find matches of ``first`` without their ``second``.

    If ``second`` has a group, every ``first`` must have been matched by it before or in the
    same passage, as an abbreviation must be spelt out: ``[A-Z][a-z]+ \(([A-Z]+)\)``. If not,
    ``second`` must match somewhere in the article.
    """
    flags = "i" if file.flag("ignorecase") else ""
    first, second = (
        Expression(file, [file.place(key)], flags=flags) for key in ("first", "second")
    )
    exceptions = Exceptions(file)

    def find(article: Article) -> Iterator[Hit]:
        spelt = [list(everywhere(second, passage)) for passage in article.passages]
        if any(not match.found.re.groups for matches in spelt for match in matches):
            return
        met: set[str] = set()
        for passage, matches in zip(article.passages, spelt, strict=True):
            met.update(group for match in matches for group in match.found.groups() if group)
            for match in everywhere(first, passage):
                if match.barred or match.text in met:
                    continue
                if not exceptions.excuse(passage, match.start, match.end):
                    fix = action.fix(passage, match.start, match.end)
                    yield match.hit(fix=fix, match=match.text)

    return find
