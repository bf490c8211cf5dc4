"""What a rule reports and what becomes of it: Hit, Finding, Fix, FileReport."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from copydesk.document import Place, Source, Span


class Severity(enum.IntEnum):
    """How sure and how grave. The order is the order of ``--fail-on``."""

    SUGGESTION = 0
    """A matter of style."""
    WARNING = 1
    """Likely a fault."""
    ERROR = 2
    """A fault on the article's own evidence."""

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, word: str) -> Severity:
        """The severity of that name; ``KeyError`` for any other word."""
        return cls[word.upper()]


class Grade(enum.StrEnum):
    """Who may apply a fix."""

    SAFE = "safe"
    """``--fix`` applies it."""
    ASK = "ask"
    """An editor offers it; ``--unsafe-fixes`` applies it."""
    SHOW = "show"
    """Nobody but a person: it touches a quotation or crosses markup."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in the place of ``span`` (document coordinates).

    ``source`` is the source range instead, for what readers of the article do not see.
    """

    span: Span
    text: str
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A cure: ``title`` says it in the imperative, ``edits`` do it together or not at all."""

    title: str
    edits: tuple[Edit, ...]
    grade: Grade = Grade.ASK


@dataclass(frozen=True, slots=True)
class Related:
    """The other half of a conflict, and what it says."""

    span: Span
    message: str


class Hit:
    """What a rule yields: where, with which facts of the article, against which other places.

    ``facts`` fill the fields of the rule's message; ``text`` (the words of the span) need not
    be given. ``confidence`` is the chance that a senior editor would agree, when the rule
    knows better than its own default; ``severity`` likewise, never above the rule's own.
    ``source`` is the source range, for what readers do not see (a stray tag, a comment).
    """

    __slots__ = ("confidence", "facts", "fix", "related", "severity", "source", "span")

    def __init__(
        self,
        span: Span,
        *,
        related: Sequence[Related] = (),
        fix: Fix | None = None,
        confidence: float | None = None,
        severity: Severity | None = None,
        source: Span | None = None,
        **facts: Any,
    ) -> None:
        self.span = span
        self.related = tuple(related)
        self.fix = fix
        self.confidence = confidence
        self.severity = severity
        self.source = source
        self.facts: Mapping[str, Any] = facts


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with its rule's name, severity and message; spans are the document's."""

    rule: str
    family: str
    severity: Severity
    message: str
    span: Span
    confidence: float
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    url: str | None = None
    source: Span | None = None

    @property
    def code(self) -> str:
        """Family and rule, as reports show it."""
        return f"{self.family}/{self.rule}"


@dataclass(frozen=True, slots=True)
class PlacedEdit:
    """An edit in source offsets: half-open, code points."""

    offset: int
    end_offset: int
    text: str


@dataclass(frozen=True, slots=True)
class PlacedFix:
    """A fix in source offsets."""

    grade: Grade
    title: str
    edits: tuple[PlacedEdit, ...]


@dataclass(frozen=True, slots=True)
class PlacedRelated:
    """The other half of a conflict, with its place in the source and the words there."""

    place: Place
    message: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding as reporters see it: everything in source coordinates.

    ``text`` is ``source.text[place.offset:place.end_offset]``. ``fingerprint`` is made of the
    rule and the words around, so it outlives a moved paragraph.
    """

    rule: str
    code: str
    severity: Severity
    message: str
    place: Place
    text: str
    confidence: float
    fingerprint: str
    related: tuple[PlacedRelated, ...] = ()
    fix: PlacedFix | None = None
    url: str | None = None
    suppressed_by: str | None = None
    """What silenced it ("allow"), for a finding in ``FileReport.suppressed``."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be done; it makes the run exit 2.

    ``kind`` is a fixed word for programs: ``file`` (cannot be read or written), ``rule`` or
    ``layer`` (failed on this article, ``name`` says which), ``settings`` (those that hold for
    this file, or a rule or plugin that they call for, cannot be used).
    """

    kind: str
    message: str
    name: str | None = None
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class FileReport:
    """All that is to be said of one file."""

    path: str
    findings: tuple[PlacedFinding, ...] = ()
    suppressed: tuple[PlacedFinding, ...] = ()
    errors: tuple[Failure, ...] = ()
    source: Source | None = field(default=None, repr=False, compare=False)
    fixed: int = 0
    """How many fixes were applied to the file in this run."""
    diff: bytes = b""
    """What the fixes would change, as a unified diff in the file's encoding, if that was asked."""
