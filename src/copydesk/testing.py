"""Run a rule's examples: for copydesk's own tests and for a plugin's.

::

    from copydesk.testing import faults

    def test_examples() -> None:
        assert faults(my_rule) == []
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from typing import Any

from copydesk import fixes
from copydesk.allow import UNUSED_ALLOW
from copydesk.config import Settings
from copydesk.document import Document, Source, Span
from copydesk.finding import Grade, PlacedFinding
from copydesk.lint import Linter
from copydesk.plugins import Plugins
from copydesk.rule import Bad, Good, Rule
from copydesk.rulebook import ActiveRule

SUFFIXES = {"plain": ".txt", "markdown": ".md", "html": ".html"}
"""File name suffixes of the formats that an example may name."""


@cache
def _linter() -> Linter:
    return Linter(Settings(), Plugins())


def document(text: str, format: str = "plain") -> Document:  # noqa: A002  an example's own word
    """A document of a text, for tests of layers and rules."""
    source = Source("example" + SUFFIXES[format], text)
    return _linter().reader(source.path).read(source)


def unmark(text: str) -> tuple[str, list[Span]]:
    """An example without its ``[[...]]`` marks, and the ranges that they mark."""
    parts, spans, length = [], [], 0
    rest = text
    while "[[" in rest:
        before, _, rest = rest.partition("[[")
        marked, closed, rest = rest.partition("]]")
        if not closed:
            raise ValueError(f"[[ without ]] in {text!r}")
        parts += [before, marked]
        spans.append(Span(length + len(before), length + len(before) + len(marked)))
        length += len(before) + len(marked)
    return "".join([*parts, rest]), spans


def findings(
    rule: Rule,
    text: str,
    format: str = "plain",  # noqa: A002
    options: dict[str, Any] | None = None,
) -> list[PlacedFinding]:
    """What a rule reports on a text. Raises ``AssertionError`` if the rule itself fails."""
    linter = _linter()
    given = rule.options
    if options:
        given = dataclasses.replace(rule.options, **options)
    rules = [ActiveRule(rule, rule.severity, given)]
    if rule.id == UNUSED_ALLOW.id:  # the one rule that looks at what the others did
        rules += [active for active in linter.active() if active.rule.id != rule.id]
    report = linter.check(document(text, format), rules)
    if report.errors:
        raise AssertionError(f"{rule.id} failed on {text!r}: {report.errors[0].message}")
    return [found for found in report.findings if found.rule == rule.id]


def faults(rule: Rule) -> list[str]:
    """What is wrong with a rule's examples; an empty list when all of them hold.

    A bad example must give exactly the marked findings, its ``says`` must be the first message
    and its ``fixed`` what all fixes together make; a good example must give none.
    """
    told = [*_marks_missing(rule)]
    for bad in rule.bad:
        told += _bad(rule, bad)
    for good in rule.good:
        told += _good(rule, good)
    return told


def _marks_missing(rule: Rule) -> Iterator[str]:
    for bad in rule.bad:
        if "[[" not in bad.text:
            yield f"{rule.id}: a bad example marks nothing: {bad.text!r}"
    for good in rule.good:
        if "[[" in good.text:
            yield f"{rule.id}: a good example marks something: {good.text!r}"


def _bad(rule: Rule, bad: Bad) -> Iterator[str]:
    text, expected = unmark(bad.text)
    found = findings(rule, text, bad.format, bad.options)
    places = sorted(Span(one.place.offset, one.place.end_offset) for one in found)
    if places != sorted(expected):
        yield f"{rule.id}: expected {bad.text!r}, found {_marked(text, places)!r}"
        return
    if bad.says is not None and found and found[0].message != bad.says:
        yield f"{rule.id}: says {found[0].message!r}, expected {bad.says!r}"
    if bad.fixed is not None:
        mended = _mended(rule, text, bad)
        if mended != bad.fixed:
            yield f"{rule.id}: fixed {mended!r}, expected {bad.fixed!r}"


def _good(rule: Rule, good: Good) -> Iterator[str]:
    found = findings(rule, good.text, good.format, good.options)
    if found:
        places = sorted(Span(one.place.offset, one.place.end_offset) for one in found)
        yield f"{rule.id}: a good example is reported: {_marked(good.text, places)!r}: {found[0].message}"


def _mended(rule: Rule, text: str, bad: Bad) -> str:
    for _ in range(fixes.ROUNDS):
        chosen = fixes.choose(findings(rule, text, bad.format, bad.options), frozenset(Grade))
        if not chosen:
            return text
        text = fixes.apply(text, chosen)
    raise AssertionError(f"{rule.id}: the fixes of {bad.text!r} do not settle")


def _marked(text: str, spans: list[Span]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    return text
