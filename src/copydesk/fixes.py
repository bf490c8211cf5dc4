"""Fixes: which of them together, and the text that they make."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from copydesk.finding import Grade, PlacedEdit, PlacedFinding, PlacedFix

SAFE = frozenset({Grade.SAFE})
UNSAFE = frozenset({Grade.SAFE, Grade.ASK})
ROUNDS = 10
"""Fixes settle: applying them until nothing changes must end within this many rounds."""


def choose(findings: Iterable[PlacedFinding], grades: Collection[Grade]) -> list[PlacedFix]:
    """The fixes of these grades that do not touch each other; the first in the text wins."""
    chosen: list[PlacedFix] = []
    taken: list[PlacedEdit] = []
    for finding in findings:
        fix = finding.fix
        if fix is None or fix.grade not in grades:
            continue
        if not any(_touch(edit, other) for edit in fix.edits for other in taken):
            chosen.append(fix)
            taken += fix.edits
    return chosen


def _touch(a: PlacedEdit, b: PlacedEdit) -> bool:
    return a.offset <= b.end_offset and b.offset <= a.end_offset


def apply(text: str, fixes: Iterable[PlacedFix]) -> str:
    """The source text after these fixes; everything outside their edits stays as it is."""
    parts, at = [], 0
    edits = (edit for fix in fixes for edit in fix.edits)
    for edit in sorted(edits, key=lambda edit: (edit.offset, edit.end_offset)):
        parts += [text[at : edit.offset], edit.text]
        at = edit.end_offset
    return "".join([*parts, text[at:]])
