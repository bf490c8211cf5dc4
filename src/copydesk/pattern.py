"""Regular expressions with a time limit, compiled when first used.

The ``regex`` package stops a match that runs too long; the standard library cannot. A rule
whose pattern explodes on an unlucky paragraph must become a named failure, never a hung hook.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

TIME_LIMIT = 2.0
"""Seconds that one pattern may spend on one block of text."""


class Pattern:
    """A regular expression in the dialect of the ``regex`` package.

    ``flags`` are the inline letters: ``i`` ignore case, ``x`` verbose, ``m`` multi-line,
    ``s`` dot matches all. Every matching method raises ``TimeoutError`` after ``TIME_LIMIT``
    seconds, and offsets are code points in the text that is given.
    """

    def __init__(self, source: str, flags: str = "") -> None:
        self.source = f"(?{flags}){source}" if flags else source

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        import regex  # noqa: PLC0415  not paid for by runs that match nothing

        return regex.compile(self.source, regex.VERSION0)

    def check(self) -> None:
        """Compile now. Raises ``ValueError`` that says what is wrong, and where in the pattern."""
        import regex  # noqa: PLC0415

        try:
            _ = self._compiled
        except regex.error as error:
            raise ValueError(f"{error} in {self.source!r}") from error

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[regex.Match[str]]:
        """All matches, left to right, that do not overlap."""
        return self._compiled.finditer(text, start, end, timeout=TIME_LIMIT)

    def search(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The first match anywhere."""
        return self._compiled.search(text, start, end, timeout=TIME_LIMIT)

    def match(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """A match that begins at ``start``."""
        return self._compiled.match(text, start, end, timeout=TIME_LIMIT)

    def fullmatch(
        self, text: str, start: int = 0, end: int | None = None
    ) -> regex.Match[str] | None:
        """A match of the whole range."""
        return self._compiled.fullmatch(text, start, end, timeout=TIME_LIMIT)
