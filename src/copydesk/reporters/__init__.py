"""Reporters: from the reports of a run to text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from copydesk.finding import FileReport


@dataclass(frozen=True, slots=True)
class Look:
    """How the text will be shown: with colour, and how many columns wide."""

    colour: bool = False
    width: int = 100


@dataclass(frozen=True, slots=True)
class Reporter:
    """One report format. ``load`` is the function, or ``module:function``.

    The function takes the reports, sorted by path, and a ``Look``, and gives the whole text.
    """

    name: str
    load: str | Callable[[Sequence[FileReport], Look], str]

    def report(self, reports: Sequence[FileReport], look: Look) -> str:
        """The text to print; empty when there is nothing to say."""
        if not isinstance(self.load, str):
            return self.load(reports, look)
        module, _, name = self.load.partition(":")
        make: Callable[[Sequence[FileReport], Look], str] = getattr(import_module(module), name)
        return make(reports, look)
