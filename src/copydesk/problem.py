"""What goes wrong outside the article: bad settings, unreadable files, broken rules."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818  not a bug in copydesk: something its user can mend
    """A fault in what copydesk was given. Its text names the place and the remedy; exit code 2.

    ``path`` is the file at fault, where there is one; ``line`` and ``column`` are 1-based.
    """

    def __init__(
        self, message: str, *, path: str | None = None, line: int | None = None, column: int = 1
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column

    def __str__(self) -> str:
        place = ""
        if self.path is not None:
            place = f"{self.path}: "
            if self.line is not None:
                place = f"{self.path}:{self.line}:{self.column}: "
        return place + self.message
