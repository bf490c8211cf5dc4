"""A rule: what it reports, why, its examples, and the function that finds the fault.

::

    @rule(
        id="weekday-mismatch",
        severity="error",
        message="{date:%B} {date.day}, {date.year} is a {date:%A}, not a {stated}.",
        bad=[Bad("They met on [[Tuesday, March 5, 2025]].",
                 says="March 5, 2025 is a Wednesday, not a Tuesday.")],
        good=["They met on Wednesday, March 5, 2025."],
    )
    def weekday_mismatch(times: Times) -> Iterator[Hit]:
        \"\"\"The weekday and the date disagree, so one of them is wrong.\"\"\"

The function's parameters name the layers that it needs; ``options`` is the rule's own settings.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copydesk.finding import Hit, Severity
from copydesk.problem import Problem

DEFAULT_CONFIDENCE = {Severity.ERROR: 0.98, Severity.WARNING: 0.9, Severity.SUGGESTION: 0.8}


@dataclass(frozen=True, slots=True)
class Bad:
    """An example of the fault. ``[[...]]`` marks exactly the findings expected, no others.

    ``says`` is the message of the first finding, ``fixed`` the text after all fixes, whatever
    their grade. ``format`` names the reader: ``plain``, ``markdown`` or ``html``. ``options``
    are settings of the rule that the example needs.
    """

    text: str
    says: str | None = None
    fixed: str | None = None
    format: str = "plain"
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Good:
    """An example that looks like the fault and is none. A bare string will do for plain text."""

    text: str
    format: str = "plain"
    options: dict[str, Any] = field(default_factory=dict)


def option(default: Any, about: str, *, paths: bool = False) -> Any:
    """A field of a rule's options, with its line for the rule's page.

    ``paths`` are names of files; relative ones start from the settings file.
    """
    return field(default=default, metadata={"about": about, "paths": paths})


@dataclass(frozen=True)
class Rule:
    """One rule, wherever it came from.

    ``check`` takes the layers named in ``needs`` by keyword and yields hits. ``why`` is the
    rationale: its first line stands in lists. ``limits`` tells what the rule is known to miss
    or to get wrong. ``origin`` is the file that it was read from.
    """

    id: str
    family: str
    severity: Severity
    message: str
    why: str
    check: Callable[..., Iterable[Hit]]
    needs: tuple[str, ...]
    bad: tuple[Bad, ...] = ()
    good: tuple[Good, ...] = ()
    limits: str = ""
    options: Any = None
    confidence: float = 0.9
    enabled: bool = True
    origin: Path | None = None
    link: str | None = None

    @property
    def summary(self) -> str:
        """The first line of the rationale."""
        return self.why.split("\n", 1)[0]

    @property
    def code(self) -> str:
        """Family and id, as reports show it."""
        return f"{self.family}/{self.id}"


def rule(
    *,
    id: str,  # noqa: A002  the field's own word
    severity: str,
    message: str,
    bad: Sequence[Bad],
    good: Sequence[str | Good],
    limits: str = "",
    options: Any = None,
    confidence: float | None = None,
    enabled: bool = True,
    family: str | None = None,
) -> Callable[[Callable[..., Iterable[Hit]]], Rule]:
    """Make a rule of a function; its docstring is the rationale.

    ``options`` is a frozen dataclass instance that holds the defaults. The family is the
    package that the module lies in, unless it is given. Raises ``Problem`` for a rule
    without examples, without a rationale, or with an unknown severity.
    """

    def wrap(check: Callable[..., Iterable[Hit]]) -> Rule:
        origin = Path(check.__code__.co_filename)
        line = check.__code__.co_firstlineno

        def refuse(what: str) -> Problem:
            return Problem(f"rule {id!r} {what}", path=str(origin), line=line)

        if not bad or not good:
            raise refuse("needs at least one bad and one good example")
        if not message:
            raise refuse("says nothing: its message is empty")
        why = inspect.cleandoc(check.__doc__ or "")
        if not why:
            raise refuse("has no docstring to say why")
        try:
            level = Severity.parse(severity)
        except KeyError:
            raise refuse(
                f"has severity {severity!r}, which is none of error, warning, suggestion"
            ) from None
        return Rule(
            id=id,
            family=family or check.__module__.rsplit(".", 2)[-2],
            severity=level,
            message=message,
            why=why,
            check=check,
            needs=tuple(inspect.signature(check).parameters),
            bad=tuple(bad),
            good=tuple(Good(text) if isinstance(text, str) else text for text in good),
            limits=limits,
            options=options,
            confidence=DEFAULT_CONFIDENCE[level] if confidence is None else confidence,
            enabled=enabled,
            origin=origin,
        )

    return wrap
