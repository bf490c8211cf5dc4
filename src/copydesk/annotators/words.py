"""The article's own words: those whose spelling the desk answers for.

Left out are the words of others (direct and block quotations, foreign stretches, titles in
italics), what is no prose (code, addresses, handles, paths), and names, for an institution is
spelt as it spells itself. A capital inside a sentence makes a name. At the start of one it
makes none, unless a second capital follows ("Labour Party") or the article has the same
capital inside a sentence ("Labour would fight on, the Labour leader said").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from copydesk.annotators.quotes import Quotes
from copydesk.document import Block, Document, MarkKind, Role, Span, merged
from copydesk.pattern import Pattern


class Word(NamedTuple):
    """A word with its hyphens, without a possessive ending."""

    span: Span
    text: str


_WORD = Pattern(
    r"""(?: (?<![\w@#/\\.&’'-]) | (?<=\d-) )
    \p{L}[\p{L}\p{M}\d]*+ (?:[-\u2010\u2011’'][\p{L}\p{M}\d]++)*+
    (?![\w@/\\]|[.:]\w)""",
    "x",
)
_NAME_GOES_ON = Pattern(r"\s+(?:(?:of|for|and)\s+(?:the\s+)?)?\p{Lu}")
_BETWEEN = " \t\n\"'“”‘’()[]*"
_SENTENCE_ENDS = ".!?…:"
_OTHERS = frozenset(MarkKind) - {MarkKind.LINK}
_NOT_OURS = frozenset({Role.QUOTATION, Role.BYLINE, Role.DATELINE})


Words = tuple[Word, ...]
"""The layer."""


def own_words(document: Document, quotes: Quotes) -> Words:
    """The layer ``words``: those that the desk spelt itself, in order."""
    words: list[Word] = []
    names: set[str] = set()
    first: list[Word] = []
    for block in document.blocks:
        if block.role not in _NOT_OURS:
            _sort_out(document.text, block, words, first, names)
    words += (word for word in first if word.text not in names)
    others = [mark.span for mark in document.marks if mark.kind in _OTHERS]
    stretches = merged([*others, *(quote.span for quote in quotes)])
    return tuple(_outside(sorted(words), stretches))


def _sort_out(
    text: str, block: Block, words: list[Word], first: list[Word], names: set[str]
) -> None:
    """Put the words of a block where they belong: plain, first in a sentence, name."""
    for match in _WORD.finditer(text, *block.span):
        start, end = match.span()
        shown = match.group()
        if shown[-2:] in ("'s", "’s"):
            shown = shown[:-2]
        word = Word(Span(start, start + len(shown)), shown)
        if not shown[0].isupper():
            words.append(word)
        elif "-" in shown and shown.istitle():
            continue  # Coca-Cola, wherever it stands
        elif not _begins_sentence(text[max(block.span.start, start - 8) : start]):
            names.add(shown)
        elif not _NAME_GOES_ON.match(text, end, block.span.end):
            first.append(word)


def _begins_sentence(before: str) -> bool:
    """Whether the last characters before a word, if any, end a sentence and not an initial."""
    before = before.rstrip(_BETWEEN)
    initial = before[-1:] == "." and before[-2:-1].isupper()
    return not before or (before[-1] in _SENTENCE_ENDS and not initial)


def _outside(words: Iterable[Word], stretches: list[Span]) -> Iterator[Word]:
    """The words that touch none of the stretches; both in order."""
    at = 0
    for word in words:
        while at < len(stretches) and stretches[at].end <= word.span.start:
            at += 1
        if at == len(stretches) or word.span.end <= stretches[at].start:
            yield word
