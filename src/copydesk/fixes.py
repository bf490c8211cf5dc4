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
        if fix is None or fix.grade not in grades or fix in chosen:
            continue
        if any(_touch(edit, other) for edit in fix.edits for other in taken):
            continue
        chosen.append(fix)
        taken += fix.edits
    return chosen


def _touch(a: PlacedEdit, b: PlacedEdit) -> bool:
    return a.offset <= b.end_offset and b.offset <= a.end_offset


def apply(text: str, fixes: Iterable[PlacedFix]) -> str:
    """The source text after these fixes; everything outside their edits stays as it is."""
    edits = sorted(
        (edit for fix in fixes for edit in fix.edits), key=lambda edit: edit.offset, reverse=True
    )
    for edit in edits:
        text = text[: edit.offset] + edit.text + text[edit.end_offset :]
    return text
