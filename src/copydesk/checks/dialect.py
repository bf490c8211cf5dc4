r"""Vale's regular expressions, messages and replacements, in terms of Python's.

Vale matches with regexp2, which follows .NET: ``(?i)`` in the middle of a pattern holds to the
end of its group, lookbehinds may be of any length, ``$1`` is a group in a replacement. The
``regex`` package does the same but for a few spellings, which ``translate`` sees to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from copydesk.checks.rulefile import RuleFile, Text
from copydesk.pattern import Pattern
from copydesk.problem import Problem

if TYPE_CHECKING:
    import regex

_PIECE = Pattern(
    r"""\\k(?:<(?P<k1>\w+)>|'(?P<k2>\w+)')           # \k<name>: what a named group matched
    |\\(?P<number>[1-9]\d?)                          # \1: what a group matched
    |\\(?P<end>[zZ])
    |\\.
    |(?P<set>\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])
    |\(\?(?:P?<(?P<n1>\w+)>|'(?P<n2>\w+)')           # a named group
    |(?P<group>\((?!\?))""",
    "xs",
)
_SUBTRACTION = Pattern(r"(?<!\\)-\[")
_END = {"z": r"\Z", "Z": r"(?=\n?\Z)"}


def translate(source: str, prefix: str = "") -> str:
    r"""A .NET pattern in the spelling of the ``regex`` package.

    With a prefix, every group gets a name of its own, ``<prefix>1`` or ``<prefix>name``, so
    that patterns can be joined and each still refers to its own groups. Raises ``ValueError``
    for subtraction in a character class, ``[a-z-[aeiou]]``, which would match otherwise.
    """
    parts, at, groups = [], 0, 0
    for found in _PIECE.finditer(source):
        parts.append(source[at : found.start()])
        at = found.end()
        groups += found["group"] is not None
        parts.append(_respelt(found, prefix, groups))
    return "".join([*parts, source[at:]])


def _respelt(found: regex.Match[str], prefix: str, groups: int) -> str:
    kind = found.lastgroup
    if kind in ("k1", "k2"):
        return f"(?P={prefix}{found[kind]})"
    if kind in ("n1", "n2"):
        return f"(?P<{prefix}{found[kind]}>"
    if kind == "number" and prefix:
        return f"(?P={prefix}{found['number']})"
    if kind == "group" and prefix:
        return f"(?P<{prefix}{groups}>"
    if kind == "end":
        return _END[found["end"]]
    if kind == "set" and _SUBTRACTION.search(found["set"][1:]):
        raise ValueError(
            f"one class taken from another, as in {found['set']}, is not supported; "
            "write a lookahead such as (?![aeiou])[a-z], or \\[ for a bracket"
        )
    return found[0]


class Part(NamedTuple):
    """A piece of an expression that a rule file writes; ``prefix`` names its groups."""

    text: Text
    prefix: str = ""


class Expression:
    """A pattern that is put together of a rule file's texts, compiled when first used.

    ``parts`` are joined with ``|``; ``before`` and ``after`` stand around them, the rule's own
    texts among them. Matching raises ``Problem``, with the place of the faulty text, for a
    pattern that does not compile, and ``TimeoutError`` for one that takes too long.
    """

    def __init__(
        self,
        file: RuleFile,
        parts: Iterable[Part | Text],
        *,
        before: Iterable[Text | str] = (),
        after: Iterable[Text | str] = (),
        flags: str = "",
    ) -> None:
        self._file = file
        self._parts = [part if isinstance(part, Part) else Part(part) for part in parts]
        self._before = tuple(before)
        self._after = tuple(after)
        self._flags = flags

    @cached_property
    def pattern(self) -> Pattern:
        """The compiled pattern."""
        joined = "|".join(self._translated(part) for part in self._parts)
        pieces = [self._frame(self._before), joined, self._frame(self._after)]
        pattern = Pattern("".join(pieces), self._flags)
        try:
            pattern.check()
        except ValueError as error:
            raise self._blame(error) from error
        return pattern

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        """The matches in a text, left to right; empty ones are left out."""
        return (found for found in self.pattern.finditer(text) if found.end() > found.start())

    def _translated(self, part: Part) -> str:
        try:
            source = translate(part.text.value, part.prefix)
        except ValueError as error:
            raise self._file.problem(str(error), part.text) from error
        return f"(?P<{part.prefix.rstrip('_')}>{source})" if part.prefix else source

    def _frame(self, pieces: Iterable[Text | str]) -> str:
        return "".join(
            self._translated(Part(piece)) if isinstance(piece, Text) else piece for piece in pieces
        )

    def _blame(self, error: ValueError) -> Problem:
        """The problem, at the first text that is faulty by itself."""
        texts = [part.text for part in self._parts]
        texts += [piece for piece in (*self._before, *self._after) if isinstance(piece, Text)]
        for text in texts:
            fault = _fault(text)
            if fault:
                what = f"{text.value!r} is no regular expression: {fault}"
                return self._file.problem(what, text)
        return self._file.problem(
            f"these texts together are no regular expression: {error}", texts[0] if texts else None
        )


def _fault(text: Text) -> str:
    """What is wrong with a text as a pattern; nothing, if it is one."""
    import regex  # noqa: PLC0415  only where a pattern is broken

    try:
        regex.compile(translate(text.value), regex.VERSION0)
    except (regex.error, ValueError) as error:
        return str(error)
    return ""


_NUMBER = Pattern(r"\$\d")
_GROUP = Pattern(r"\$(?:(?P<name>\d+)|\{(?P<name>\w+)\}|\$)")


def expand(template: str, found: regex.Match[str], prefix: str) -> str:
    """A replacement with ``$1`` and ``${name}`` filled in, if it holds a ``$1`` at all.

    Raises ``IndexError`` for a group that the pattern has not.
    """
    if "$" not in template or not _NUMBER.search(template):
        return template
    parts, at = [], 0
    for reference in _GROUP.finditer(template):
        name = reference["name"]
        value = "$" if name is None else found[0] if name == "0" else found[f"{prefix}{name}"]
        parts += [template[at : reference.start()], value or ""]
        at = reference.end()
    return "".join([*parts, template[at:]])


_FIELD = re.compile(r"%(?:\[(\d+)\])?([sdvq%])")
_QUOTES = ("''", '""', "“”", "‘’")


def fields(message: str) -> int:
    """How many values a message asks for."""
    highest = following = 0
    for index, kind in _FIELD.findall(message):
        if kind == "%":
            continue
        following = int(index) if index else following + 1
        highest = max(highest, following)
    return highest


def filled(message: str, values: Sequence[str]) -> str:
    """A message with its fields filled, on one line; a field without a value shows nothing."""
    following = 0

    def field(found: re.Match[str]) -> str:
        nonlocal following
        index, kind = found.groups()
        if kind == "%":
            return "%"
        following = int(index) if index else following + 1
        return values[following - 1] if following <= len(values) else ""

    return _FIELD.sub(field, " ".join(message.split()))


def template(message: str, facts: Iterable[str]) -> str:
    """Vale's ``%s`` message as a format string with named fields."""
    escaped = message.replace("{", "{{").replace("}", "}}")
    return filled(escaped, [f"{{{fact}}}" for fact in facts])


def unquoted(message: str) -> tuple[str, str]:
    """A message without the quotation marks around its first value, and these marks.

    Several suggestions bring marks of their own: 'stop' or 'exit'.
    """
    following = 0
    for found in _FIELD.finditer(message):
        if found[2] != "%":
            following = int(found[1]) if found[1] else following + 1
        before, after = message[: found.start()], message[found.end() :]
        if found[2] != "%" and following == 1 and before[-1:] + after[:1] in _QUOTES:
            return before[:-1] + found[0] + after[1:], before[-1] + after[0]
    return message, ""


def listed(words: Iterable[str], marks: str = "''") -> str:
    """``'stop', 'exit', or 'cancel'``."""
    shown = [f"{marks[:1]}{word}{marks[1:]}" for word in words]
    if len(shown) < 3:
        return " or ".join(shown)
    return ", ".join(shown[:-1]) + f", or {shown[-1]}"


def is_phrase(text: str) -> bool:
    """Whether a text has only letters, digits, spaces and hyphens: no pattern."""
    return all(char.isalnum() or char in " -" for char in text)
