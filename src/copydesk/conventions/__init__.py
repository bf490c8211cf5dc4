"""Style conventions: things that may be written in several ways, of which an article uses one.

Each module finds the uses of some conventions in the article's own copy, and
``style/style-consistency`` compares them. Pairs of words are data
(``rules/lexicon/style-conventions.csv``); what takes a grammar has a module here.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.conventions import clocks, dates, honorifics, marks, money, numbers, words
from copydesk.conventions.own_copy import OwnCopy, Use

__all__ = ["LABELS", "ONCE", "OwnCopy", "Use", "names", "uses"]

_MODULES = (words, clocks, dates, honorifics, money, numbers, marks)

LABELS = {
    form: label
    for module in (clocks, dates, honorifics, money, numbers, marks)
    for form, label in module.LABELS.items()
}
"""What a form is called in a message, where it is no word that can be quoted."""

ONCE = marks.ONCE
"""Conventions of which only the first stray is reported, and from how many other uses on."""


def names() -> frozenset[str]:
    """What the conventions are called in the settings."""
    return words.names().union(*(module.NAMES for module in _MODULES[1:]))


def uses(copy: OwnCopy) -> Iterator[Use]:
    """Every use of every convention, module by module."""
    for module in _MODULES:
        yield from module.uses(copy)
