"""Conventions that are pairs of words, read from ``rules/lexicon/style-conventions.csv``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from copydesk import ruledata
from copydesk.conventions.own_copy import OwnCopy, Use
from copydesk.document import Span
from copydesk.pattern import Pattern

TABLE = "lexicon/style-conventions.csv"


class Entry(NamedTuple):
    """A word of the table, with what the other forms of its convention write for it."""

    convention: str
    form: str
    rewrites: Mapping[str, str]
    only: str
    unless_before: frozenset[str]
    avoided: bool


@cache
def _entries() -> dict[str, list[Entry]]:
    """The words of the table; one may belong to several conventions."""
    conventions: dict[str, list[ruledata.Row]] = {}
    for row in ruledata.table(TABLE):
        conventions.setdefault(row["convention"], []).append(row)
    entries: dict[str, list[Entry]] = {}
    for rows in conventions.values():
        for row in rows:
            words = row["words"].split("|")
            for word in dict.fromkeys(words):
                entries.setdefault(word, []).append(_entry(row, rows, words.index(word)))
    return entries


def _entry(row: ruledata.Row, rows: list[ruledata.Row], place: int) -> Entry:
    return Entry(
        row["convention"],
        row["form"],
        {other["form"]: other["words"].split("|")[place] for other in rows},
        row["only"],
        frozenset(row["unless_before"].split()),
        bool(row["avoided"]),
    )


def names() -> frozenset[str]:
    """The conventions of the table."""
    return frozenset(row["convention"] for row in ruledata.table(TABLE))


_WORD = Pattern(r"(?<![\p{L}\p{M}_.$€£/@&’'])\p{L}+(?:\.\p{L}+)*+\.?(?![\w$€£/@&])")
_FOLLOWING = Pattern(r"\h([\w.]+)")


def uses(copy: OwnCopy) -> Iterator[Use]:
    """Every word of the table."""
    entries, text = _entries(), copy.text
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        if word[-1] == "." and word not in entries:
            word = word[:-1]
        capital = word not in entries and word[0].isupper()
        span = Span(start, start + len(word))
        for entry in entries.get(word[0].lower() + word[1:] if capital else word, ()):
            if _counts(text, span, entry):
                rewrites = entry.rewrites
                if capital:
                    rewrites = {form: _capital(other) for form, other in rewrites.items()}
                yield Use(span, entry.convention, entry.form, rewrites, avoided=entry.avoided)


def _capital(word: str) -> str:
    return word[0].upper() + word[1:]


def _counts(text: str, span: Span, entry: Entry) -> bool:
    """Whether the word is a use of its convention, and no part of a name or of a shouted line."""
    match = _FOLLOWING.match(text, span.end)
    following = match[1] if match else ""
    if following in entry.unless_before:
        return False
    before = text[max(0, span.start - 12) : span.start]
    if entry.only in ("name", "rank"):
        titled = entry.only == "rank" and before[-1:] == " " and before.split()[-1][0].isupper()
        return following[:1].isupper() and not titled
    if entry.only == "number":
        return before.rstrip(" \u00a0-")[-1:].isdigit()
    word = text[span.start : span.end]
    if not word.isupper() or "." in word:
        return True
    around = [*before.split()[-1:], *text[span.end : span.end + 12].split()[:1]]
    return not (around and all(len(near) > 1 and near.isupper() for near in around))
