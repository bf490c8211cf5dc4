"""Acme Wire's own rules for copydesk."""

from copydesk import Rule
from copydesk.hookspecs import hookimpl
from copydesk_acme.missing_disclosure import missing_disclosure


@hookimpl
def copydesk_rules() -> list[Rule]:
    """The rules of this plugin."""
    return [missing_disclosure]
