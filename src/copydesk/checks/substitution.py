"""``substitution``: words for which the house has others."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks import dialect
from copydesk.checks.action import Action
from copydesk.checks.article import Article, Match
from copydesk.checks.exceptions import Exceptions
from copydesk.checks.kind import Find
from copydesk.checks.rulefile import RuleFile, Text
from copydesk.finding import Hit
from copydesk.pattern import Pattern

_SPECIAL = frozenset(r"\[](){}^$.*+?")


def substitution(file: RuleFile, action: Action) -> Find:
    """Find the keys of ``swap``, the longest first, and suggest their values."""
    swap = sorted(file.pairs("swap"), key=lambda pair: -len(pair[0].value))
    boundary = "" if file.flag("nonword") else r"\b"
    expression = dialect.Expression(
        file,
        [dialect.Part(observed, f"s{n}_") for n, (observed, _) in enumerate(swap)],
        before=[f"{boundary}(?:"],
        after=[f"){boundary}"],
        flags="mi" if file.flag("ignorecase") else "m",
    )
    exceptions, capitalize = Exceptions(file), file.flag("capitalize")
    marks = dialect.unquoted(file.text("message"))[1]

    def find(article: Article) -> Iterator[Hit]:
        for match in article.matches(expression):
            number = next(n for n in range(len(swap)) if match.found.start(f"s{n}") >= 0)
            expected = _expected(file, swap[number][1], match, f"s{number}_")
            choices = _choices(expected, literal=action.name == "replace")
            if capitalize and match.text[:1].isupper():
                choices = [choice[:1].upper() + choice[1:] for choice in choices]
            if _same(choices, match.text, literal=action.name == "replace"):
                continue
            if exceptions.excuse(match.passage, match.start, match.end):
                continue
            yield _hit(match, action, choices, marks)

    return find


def _hit(match: Match, action: Action, choices: list[str], marks: str) -> Hit:
    own = action.suggestions(match.text) if action.name else []
    offered = own or (choices if action.name == "replace" else [])
    fix = action.replacement(match.passage, match.start, match.end, offered)
    shown = [
        choice if action.name == "replace" else _recased(choice, match.text) for choice in choices
    ]
    if action.name == "replace" and not marks:
        marks = "''"
    return match.hit(fix=fix, expected=dialect.listed(shown, marks), observed=match.text)


def _expected(file: RuleFile, template: Text, match: Match, prefix: str) -> str:
    try:
        return dialect.expand(template.value, match.found, prefix)
    except IndexError as error:
        raise file.problem(
            f"{template.value!r} names a group that its pattern has not", template
        ) from error


def _choices(expected: str, *, literal: bool) -> list[str]:
    r"""The alternatives ``a|b``, with ``\|`` for a bar; a pattern is one choice."""
    if not literal and _SPECIAL & set(expected):
        return [expected]
    split = expected.replace(r"\|", "\0").split("|")
    return [choice.replace("\0", "|") for choice in split if choice] or [""]


def _same(choices: list[str], observed: str, *, literal: bool) -> bool:
    """Whether the text is as it should be; without a ``replace``, a value may be a pattern."""
    if observed in choices:
        return True
    if literal or dialect.is_phrase(choices[0]):
        return False
    try:
        pattern = Pattern(dialect.translate(choices[0]))
        pattern.check()
    except ValueError:
        return False
    return pattern.fullmatch(observed) is not None


def _recased(choice: str, observed: str) -> str:
    """The spelling that a simple pattern stands for, such as ``OAuth2`` for ``OAuth2?``."""
    spelling = choice.replace("\\", "").replace("?", "")
    plain = not _SPECIAL & set(spelling.replace(".", ""))
    return spelling if plain and spelling.lower() == observed.lower() else choice
