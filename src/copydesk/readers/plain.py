"""Plain text: a stub for now."""

from __future__ import annotations

from copydesk.document import Document, DocumentBuilder, Role, Source


def read(source: Source) -> Document:
    """One block a line."""
    builder = DocumentBuilder(source)
    at = 0
    for n, line in enumerate(source.text.splitlines(keepends=True)):
        builder.open(Role.HEADLINE if n == 0 and not line.rstrip().endswith(".") else Role.PARAGRAPH)
        builder.source(at, at + len(line))
        at += len(line)
    return builder.build()
