"""What copydesk brings itself, through the same hooks that a plugin uses."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from copydesk import ruledata
from copydesk.annotators import Annotator
from copydesk.hookspecs import hookimpl
from copydesk.problem import Problem
from copydesk.readers import Reader
from copydesk.reporters import Reporter
from copydesk.rule import Rule

if TYPE_CHECKING:
    from copydesk.config import Settings


@hookimpl
def copydesk_readers() -> list[Reader]:
    """Plain text, Markdown, HTML."""
    return [
        Reader("plain", (".txt", ".text", ""), "copydesk.readers.plain:read"),
        Reader(
            "markdown", (".md", ".markdown", ".mdown", ".mkd"), "copydesk.readers.markdown:read"
        ),
        Reader("html", (".html", ".htm", ".xhtml"), "copydesk.readers.html:read"),
    ]


@hookimpl
def copydesk_annotators() -> list[Annotator]:
    """The layers that need no model."""
    return [
        Annotator("sentences", "copydesk.annotators.sentences:sentences"),
        Annotator("quotes", "copydesk.annotators.quotes:quotes"),
        Annotator("words", "copydesk.annotators.words:own_words"),
        Annotator("times", "copydesk.annotators.times:times"),
    ]


@hookimpl
def copydesk_reporters() -> list[Reporter]:
    """The report formats."""
    return [
        Reporter("full", "copydesk.reporters.full:report"),
        Reporter("concise", "copydesk.reporters.concise:report"),
        Reporter("json", "copydesk.reporters.json:report"),
        Reporter("github", "copydesk.reporters.github:report"),
    ]


@hookimpl
def copydesk_rules(config: Settings) -> list[Rule]:  # noqa: ARG001  the hook's signature
    """Every rule of ``copydesk.rules``: one module each, found by walking, in no list."""
    import copydesk.rules  # noqa: PLC0415

    return [
        _rule_in(import_module(module.name))
        for family in pkgutil.iter_modules(copydesk.rules.__path__, "copydesk.rules.")
        for module in pkgutil.iter_modules(import_module(family.name).__path__, f"{family.name}.")
    ]


def _rule_in(module: ModuleType) -> Rule:
    """The rule that a module is there for; it bears the module's name."""
    name = module.__name__.rsplit(".", 1)[1]
    found = getattr(module, name, None)
    if not isinstance(found, Rule):
        raise Problem(f"there is no rule {name} in this file", path=module.__file__)
    return found


@hookimpl
def copydesk_rule_folders(config: Settings) -> list[Path]:  # noqa: ARG001
    """The folder ``rules/``."""
    return [ruledata.folder()]
