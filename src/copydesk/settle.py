"""What becomes of the findings: code and addresses out, allowed ones out, duplicates out, sorted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from copydesk.document import Document, MarkKind, Role, Span
from copydesk.finding import Edit, Finding, Fix, Grade


def prose_only(findings: Iterable[Finding], document: Document) -> list[Finding]:
    """Without those that lie in code or in an address: these are no prose."""
    kinds = (MarkKind.CODE, MarkKind.URL)
    marks = [mark.span for mark in document.marks if mark.kind in kinds]
    return [
        finding for finding in findings if not any(mark.overlaps(finding.span) for mark in marks)
    ]


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by place, then rule; of two alike (same rule, same place) the surer one stays."""
    best: dict[tuple[str, Span, Span | None], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.span, finding.source)
        if key not in best or finding.confidence > best[key].confidence:
            best[key] = finding
    return sorted(best.values(), key=lambda f: (f.span, f.rule, f.message))


def grade(fix: Fix, document: Document, quoted: Iterable[Span]) -> Fix:
    """The fix, lowered to ``show`` where it touches a quotation or crosses markup."""
    spans = [*quoted]
    spans += [block.span for block in document.blocks if block.role is Role.QUOTATION]
    spans += [mark.span for mark in document.marks if mark.kind is MarkKind.QUOTE]
    if any(_untouchable(edit, document, spans) for edit in fix.edits):
        return replace(fix, grade=Grade.SHOW)
    return fix


def _untouchable(edit: Edit, document: Document, quoted: Iterable[Span]) -> bool:
    if edit.source is not None:
        return False
    if any(span.start < edit.span.end and edit.span.start < span.end for span in quoted):
        return True
    if edit.span.end == edit.span.start:
        return False
    return not document.offsets.verbatim(edit.span)
