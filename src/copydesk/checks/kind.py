"""The kinds of checks: which keys each reads, how its message is filled, how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple

from copydesk.checks.action import Action
from copydesk.checks.article import Article
from copydesk.checks.rulefile import RuleFile
from copydesk.finding import Hit

Find = Callable[[Article], Iterator[Hit]]
"""Yields what is wrong with the passages of an article."""


class Kind(NamedTuple):
    """A check that ``extends`` may name.

    ``facts`` are what the ``%s`` of a message show, in order; ``keys`` are its own keys; of
    each group in ``needs`` one key must be there.
    """

    facts: tuple[str, ...]
    keys: frozenset[str]
    needs: tuple[tuple[str, ...], ...]


KINDS = {
    "existence": Kind(
        ("match", "instead"),
        frozenset({"tokens", "raw", "append", "exceptions", "ignorecase", "nonword", "vocab"}),
        (("tokens", "raw"),),
    ),
    "substitution": Kind(
        ("expected", "observed"),
        frozenset({"swap", "exceptions", "ignorecase", "nonword", "vocab", "capitalize", "pos"}),
        (("swap",),),
    ),
    "consistency": Kind(
        ("match", "other"), frozenset({"either", "ignorecase", "nonword"}), (("either",),)
    ),
    "conditional": Kind(
        ("match",),
        frozenset({"first", "second", "exceptions", "ignorecase", "vocab"}),
        (("first",), ("second",)),
    ),
    "occurrence": Kind(
        ("count",),
        frozenset({"token", "max", "min", "ignorecase"}),
        (("token",), ("max", "min")),
    ),
    "repetition": Kind(
        ("match",),
        frozenset({"tokens", "max", "ignorecase", "alpha", "vocab", "exceptions"}),
        (("tokens",),),
    ),
    "capitalization": Kind(
        ("match", "expected"),
        frozenset({"match", "style", "exceptions", "indicators", "threshold", "vocab", "prefix"}),
        (("match",),),
    ),
}
"""The checks that a rule may name in ``extends``: each is a function in a module of its name."""

NOT_RUN = ("metric", "readability", "script", "sequence", "spelling")
"""Vale's other checks, which copydesk does not run."""


def make(file: RuleFile, action: Action) -> Find:
    """The check that a rule file asks for; its module is imported when a rule first names it."""
    name = file.text("extends")
    made: Find = getattr(import_module(f"copydesk.checks.{name}"), name)(file, action)
    return made
