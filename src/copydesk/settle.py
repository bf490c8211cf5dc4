"""What becomes of the findings: code and addresses out, duplicates out; which fixes are whose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from copydesk.document import Document, MarkKind, Role, Span
from copydesk.finding import Edit, Finding, Fix, Grade


def prose_only(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """Without those that lie in code or in an address: these are no prose.

    A finding that has a source range of its own is about the source, not about the prose.
    """
    return [
        finding
        for finding in findings
        if finding.source is not None
        or not document.marked(finding.span, MarkKind.CODE, MarkKind.URL)
    ]


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Of two alike (same rule, same place) the surer one, else the one that was found first."""
    best: dict[tuple[str, Span, Span | None], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.span, finding.source)
        if key not in best or finding.confidence > best[key].confidence:
            best[key] = finding
    return list(best.values())


def somebodys_words(document: Document, quoted: Iterable[Span]) -> list[Span]:
    """The stretches that nobody may correct: quotations, by their marks or by markup."""
    spans = [*quoted]
    spans += [block.span for block in document.blocks if block.role is Role.QUOTATION]
    spans += [mark.span for mark in document.marks if mark.kind is MarkKind.QUOTE]
    return spans


def grade(fix: Fix, document: Document, untouchable: Iterable[Span]) -> Fix:
    """The fix, lowered to ``show`` where it touches somebody's words or crosses markup."""
    spans = tuple(untouchable)
    if any(_touches(edit, spans) or _crosses_markup(edit, document) for edit in fix.edits):
        return replace(fix, grade=Grade.SHOW)
    return fix


def _touches(edit: Edit, spans: Iterable[Span]) -> bool:
    if edit.source is not None:
        return False
    return any(span.start < edit.span.end and edit.span.start < span.end for span in spans)


def _crosses_markup(edit: Edit, document: Document) -> bool:
    if edit.source is not None or edit.span.start == edit.span.end:
        return False
    return not document.offsets.verbatim(edit.span)
