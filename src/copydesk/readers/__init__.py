"""Readers: from a source to a document with exact offsets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from copydesk.document import Document, Source


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one format. ``load`` is the function, or ``module:function``, imported when needed.

    ``suffixes`` are the file name endings that it takes, in lower case with their dot. The
    function takes a ``Source`` and gives a ``Document``; it raises ``Problem`` with line and
    column for a source that it cannot make sense of.
    """

    name: str
    suffixes: tuple[str, ...]
    load: str | Callable[[Source], Document]

    def read(self, source: Source) -> Document:
        """The document that this source holds."""
        if not isinstance(self.load, str):
            return self.load(source)
        module, _, name = self.load.partition(":")
        read: Callable[[Source], Document] = getattr(import_module(module), name)
        return read(source)
