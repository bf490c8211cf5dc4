"""copydesk: a linter for news articles. This is what a rule needs.

A plugin marks its hooks with ``copydesk.hookspecs.hookimpl``.
"""

from copydesk.document import Block, Document, MarkKind, Role, Span
from copydesk.finding import Edit, Fix, Grade, Hit, Related, Severity
from copydesk.rule import Bad, Good, Rule, option, rule
from copydesk.version import __version__

__all__ = [
    "Bad",
    "Block",
    "Document",
    "Edit",
    "Fix",
    "Good",
    "Grade",
    "Hit",
    "MarkKind",
    "Related",
    "Role",
    "Rule",
    "Severity",
    "Span",
    "__version__",
    "option",
    "rule",
]
