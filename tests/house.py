"""The rules of an imaginary house, for tests of the engine: no built-in rule is in their way.

It is a plugin too: ``conftest.install`` makes it one that real processes find.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk import Bad, Document, Edit, Fix, Grade, Hit, Related, Rule, Span, rule
from copydesk.hookspecs import hookimpl


def _words(document: Document, pattern: str) -> Iterator[re.Match[str]]:
    yield from re.finditer(pattern, document.text)


@rule(
    id="doubled-word",
    severity="warning",
    message="“{text}” says “{word}” twice.",
    bad=[Bad("Then [[it it]] turned.")],
    good=["The tide turned."],
    family="house",
)
def doubled_word(document: Document) -> Iterator[Hit]:
    """A word stands twice."""
    for match in _words(document, r"\b(\w+)( \1)\b"):
        fix = Fix("Delete the second", (Edit(Span(*match.span(2)), ""),), Grade.SAFE)
        yield Hit(Span(*match.span()), word=match[1], fix=fix)


@rule(
    id="shouted-word",
    severity="suggestion",
    message="“{text}” shouts.",
    bad=[Bad("It was [[HUGE]].")],
    good=["It was huge."],
    family="house",
)
def shouted_word(document: Document) -> Iterator[Hit]:
    """A word in capitals."""
    for match in _words(document, r"\b[A-Z]{4,}\b"):
        span = Span(*match.span())
        yield Hit(span, fix=Fix("Write it small", (Edit(span, match[0].lower()),), Grade.ASK))


@rule(
    id="changed-toll",
    severity="error",
    message="{text} here, {first} before.",
    bad=[Bad("It left 3 dead. The [[4 dead]] were old.")],
    good=["It left 3 dead."],
    family="tolls",
)
def changed_toll(document: Document) -> Iterator[Hit]:
    """Two tolls of one event."""
    first, *others = [*_words(document, r"\d+ dead"), None]
    for match in others[:-1] if first else ():
        if match and first and match[0] != first[0]:
            related = [Related(Span(*first.span()), f"“{first[0]}” here")]
            yield Hit(Span(*match.span()), first=first[0], related=related)


@dataclass(frozen=True)
class Options:
    """``limit`` letters make a word long; ``spare`` are words that may be."""

    limit: int = 20
    spare: tuple[str, ...] = ()
    house_style: str = "own"


@rule(
    id="long-word",
    severity="suggestion",
    message="“{text}” has {count} letters ({style}).",
    bad=[Bad("[[Floccinaucinihilipilification]] it was.")],
    good=["A short word."],
    options=Options(),
    family="house",
    enabled=False,
)
def long_word(document: Document, options: Options) -> Iterator[Hit]:
    """A word is long."""
    for match in _words(document, r"\w+"):
        if len(match[0]) > options.limit and match[0] not in options.spare:
            yield Hit(Span(*match.span()), count=len(match[0]), style=options.house_style)


RULES = [doubled_word, shouted_word, changed_toll, long_word]


@hookimpl
def copydesk_rules() -> list[Rule]:
    """The rules above."""
    return list(RULES)
