"""What a terminal may be sent: nothing that hides or moves the cursor, and no line too long."""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""They belong to the spelling of emoji and of some scripts."""

_PER_COLUMN = 4
"""Characters that may share a column: a letter and its combining marks. More are not looked at."""


def visible(text: str) -> str:
    """The text with every character seen: a line end as a space, what hides or moves as ``�``."""
    if text.isprintable():
        return text
    shown: list[str] = []
    for char in text:
        joins = char in _JOINERS and shown and not shown[-1].isascii()
        if char in "\t\n\r":
            shown.append(" ")
        elif joins or unicodedata.category(char) not in _HIDDEN:
            shown.append(char)
        else:
            shown.append("�")
    return "".join(shown)


def columns(text: str) -> int:
    """How many columns of a terminal a visible text takes."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # noqa: PLC0415  ASCII lines do not need its tables

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def head(text: str, width: int) -> str:
    """As much of the beginning of a text as fits, made visible, cut at a space where there is one."""
    shown = visible(text[: _PER_COLUMN * width])
    if len(text) <= _PER_COLUMN * width and columns(shown) <= width:
        return shown
    return _whole_words(shown, _fitting(shown, width - 1)) + "…"


def tail(text: str, width: int) -> str:
    """As much of the end of a text as fits, made visible, cut at a space where there is one."""
    shown = visible(text[-_PER_COLUMN * width :])
    if len(text) <= _PER_COLUMN * width and columns(shown) <= width:
        return shown
    backwards = shown[::-1]
    return "…" + _whole_words(backwards, _fitting(backwards, width - 1))[::-1]


def _whole_words(text: str, beginning: str) -> str:
    """The beginning of a text without the word that it cuts, if that leaves anything."""
    cut = beginning if text[len(beginning) :].startswith(" ") else beginning.rpartition(" ")[0]
    return cut if cut.strip() else beginning


def _fitting(text: str, width: int) -> str:
    low, high = 0, len(text)
    while low < high:  # the longest beginning that fits
        middle = (low + high + 1) // 2
        low, high = (middle, high) if columns(text[:middle]) <= width else (low, middle - 1)
    return text[:low]
