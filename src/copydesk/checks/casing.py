"""Title case and sentence case, word by word.

After the Associated Press Stylebook and the Chicago Manual of Style as Vale reads them. AP
capitalizes "to" in infinitives only; without a parser both forms pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from copydesk.pattern import Pattern

_ARTICLES = frozenset({"a", "an", "the"})
_CONJUNCTIONS = frozenset({"and", "as", "but", "for", "if", "nor", "or"})
_SHORT = frozenset({"at", "by", "en", "in", "of", "on", "per", "via", "v", "v.", "vs", "vs."})
_LONG = frozenset(
    {
        "about", "above", "across", "after", "against", "along", "among", "around", "before",
        "between", "beyond", "concerning", "despite", "down", "during", "following", "from",
        "including", "into", "near", "over", "since", "through", "throughout", "towards", "under",
        "until", "upon", "with", "within", "without",
    }
)  # fmt: skip
SMALL = {
    "AP": _ARTICLES | _CONJUNCTIONS | _SHORT,
    "Chicago": _ARTICLES | _CONJUNCTIONS | _SHORT | _LONG,
}
"""Words that a style keeps small inside a title."""

_PIECE = Pattern(r"[\p{N}\p{L}]+[^\s/-]*")
_LIST_NUMBER = Pattern(r"\d+\.")


class Word(NamedTuple):
    """A word, its place in the text, and the word as the style has it."""

    start: int
    end: int
    text: str
    expected: str


Cased = Callable[[str], str | None]
"""The spelling of a word that is an exception; ``None`` for one that is none."""


def title(words: Sequence[Word], text: str, style: str, exception: Cased) -> Iterator[Word]:
    """The words with their title case."""
    small = SMALL[style]
    for word in words:
        parts, at = [], word.start
        for found in _PIECE.finditer(word.text):
            start, end = word.start + found.start(), word.start + found.end()
            known = exception(found[0])
            parts += [text[at:start], known or _titled(found[0], text, start, end, small)]
            at = end
        yield word._replace(expected="".join([*parts, text[at : word.end]]))


def _titled(piece: str, text: str, start: int, end: int, small: frozenset[str]) -> str:
    capital = piece[:1].upper() + piece[1:]
    if start == 0 or end == len(text) or text[start - 1] not in " -–—/":
        return capital
    if piece.lower() == "to":
        return piece
    opens = start > 1 and text[start - 2] in ":-–—"
    compound = text[end : end + 1] == "-" and text[start - 1] != "-"
    return piece.lower() if piece.lower() in small and not opens and not compound else capital


def sentence(words: Sequence[Word], indicators: Sequence[str], exception: Cased) -> Iterator[Word]:
    """The words with their sentence case; a word after an indicator may begin a sentence."""
    before = ""
    for number, word in enumerate(words):
        known = exception(word.text)
        starts = number == 0 or before.endswith(tuple(indicators))
        if number == 1 and _LIST_NUMBER.search(before):
            starts = True
        lower = word.text.lower()
        yield word._replace(expected=known or (lower[:1].upper() + lower[1:] if starts else lower))
        before = word.text
