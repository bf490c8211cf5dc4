"""Stretches of text in another script than Latin: glosses, and what was left untranslated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.annotators.quotes import Quotes
from copydesk.document import Block, Document, MarkKind, Role, Span
from copydesk.pattern import Pattern


@dataclass(frozen=True, slots=True)
class ForeignRun:
    """A run of foreign letters, with the spaces and marks between them.

    ``script`` is its name in English. ``gloss`` tells that it stands there on purpose: in
    brackets, alone in quotation marks, after a colon or a word such as "called", or marked as
    foreign by the markup.
    """

    span: Span
    script: str
    gloss: bool


SCRIPTS = {
    "Han": "Chinese",
    "Hiragana": "Japanese",
    "Katakana": "Japanese",
    "Hangul": "Korean",
    "Cyrillic": "Cyrillic",
    "Greek": "Greek",
    "Arabic": "Arabic",
    "Hebrew": "Hebrew",
    "Devanagari": "Devanagari",
    "Bengali": "Bengali",
    "Tamil": "Tamil",
    "Thai": "Thai",
    "Armenian": "Armenian",
    "Georgian": "Georgian",
    "Ethiopic": "Ethiopic",
    "Khmer": "Khmer",
    "Myanmar": "Burmese",
}
"""Scripts by their Unicode names, and what a newsroom calls them."""

_LETTER = "".join(rf"\p{{{script}}}" for script in SCRIPTS)
_RUN = Pattern(
    rf"(?!\p{{P}})[{_LETTER}](?:[{_LETTER}\p{{M}}]|[\s\d\p{{P}}]+(?=(?!\p{{P}})[{_LETTER}]))*+"
)
_WHICH = tuple((Pattern(rf"\p{{{script}}}"), name) for script, name in SCRIPTS.items())
_KANA = Pattern(r"[\p{Hiragana}\p{Katakana}]")
_INTRODUCED = Pattern(
    r"(?:[:=/#@(\[（「『《]|\b(?:called|named|written|means?|meaning|word|words|letters?|"
    r"characters?|hashtag|sign|name|Chinese|Japanese|Korean|Russian|Ukrainian|Bulgarian|Serbian|Greek|"
    r"Arabic|Persian|Farsi|Urdu|Hebrew|Hindi|Thai|Armenian|Georgian|Amharic|Cyrillic|spelled|spelt))\s?$"
)
_ADDRESS = Pattern(r"\w[.@/]\w")
_QUOTE_MARKS = frozenset("\"'“”‘’„«»‹›「」『』《》")
_MIXING = frozenset({"Cyrillic", "Greek"})
_LATIN = Pattern(r"\p{Latin}")
_OPENING, _CLOSING = "([（［", ")]）］"


def foreign_runs(document: Document, quotes: Quotes) -> Iterator[ForeignRun]:
    """The runs of foreign letters in a document, in order; words that mix scripts are no runs."""
    text = document.text
    for block in document.blocks:
        for found in _RUN.finditer(text, *block.span):
            span, script = Span(*found.span()), _script(found[0])
            if script not in _MIXING or not _LATIN.search(text, span.start - 1, span.end + 1):
                yield ForeignRun(span, script, _is_gloss(document, block, span, quotes))


def _script(run: str) -> str:
    """The script of most telling letters: Japanese where there is kana."""
    if _KANA.search(run):
        return "Japanese"
    return next(name for letter, name in _WHICH if letter.search(run))


def _is_gloss(document: Document, block: Block, span: Span, quotes: Quotes) -> bool:
    text = document.text
    if block.role is Role.QUOTATION or document.marked(span, MarkKind.FOREIGN, MarkKind.EMPHASIS):
        return True
    quote = quotes.around(span)
    if quote is not None and 2 * (span.end - span.start) > quote.inner.end - quote.inner.start:
        return True
    if text[span.start - 1] in _QUOTE_MARKS and text[span.end : span.end + 1] in _QUOTE_MARKS:
        return True
    if _ADDRESS.search(text, *span) or text[span.end : span.end + 2] == " (":
        return True
    before = text[max(block.span.start, span.start - 60) : span.start]
    opened = max(before.rfind(char) for char in _OPENING)
    if opened > max(before.rfind(char) for char in _CLOSING):
        return True
    return _INTRODUCED.search(text, max(block.span.start, span.start - 20), span.start) is not None
