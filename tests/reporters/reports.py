"""Reports for tests of the reporters, from a text with its places marked."""

from copydesk.document import Source, Span
from copydesk.finding import (
    FileReport,
    Grade,
    PlacedEdit,
    PlacedFinding,
    PlacedFix,
    PlacedRelated,
    Severity,
)
from copydesk.testing import unmark


def reported(
    marked: str,
    *related: str,
    message: str = "A fault.",
    severity: Severity = Severity.WARNING,
    path: str = "a.txt",
    grade: Grade | None = None,
    url: str | None = None,
) -> FileReport:
    """One finding at the first mark of a text; the other marks are related, with these words."""
    text, (first, *others) = unmark(marked)
    source = Source(path, text)
    fix = grade and PlacedFix(grade, "Mend it", (PlacedEdit(first.start, first.end, ""),))
    finding = PlacedFinding(
        "a-rule", "house/a-rule", severity, message, source.place(*first), text[slice(*first)], 0.9,
        "0123456789abcdef",
        tuple(_related(source, span, said) for span, said in zip(others, related, strict=True)),
        fix, url,
    )  # fmt: skip
    return FileReport(path, (finding,), source=source)


def _related(source: Source, span: Span, message: str) -> PlacedRelated:
    return PlacedRelated(source.place(*span), message, source.text[slice(*span)])
