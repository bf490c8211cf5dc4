"""Every hook of copydesk, on one page. The built-ins come in through the same hooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from copydesk.annotators import Annotator
    from copydesk.config import Settings
    from copydesk.readers import Reader
    from copydesk.reporters import Reporter
    from copydesk.rule import Rule

hookspec = pluggy.HookspecMarker("copydesk")
hookimpl = pluggy.HookimplMarker("copydesk")


@hookspec
def copydesk_readers() -> list[Reader]:  # type: ignore[empty-body]
    """Readers of file formats, asked once. Two readers of one file name suffix are an error."""


@hookspec
def copydesk_annotators() -> list[Annotator]:  # type: ignore[empty-body]
    """Makers of layers, asked once. Two makers of one layer are an error."""


@hookspec
def copydesk_reporters() -> list[Reporter]:  # type: ignore[empty-body]
    """Report formats for ``--format``, asked once. Two reporters of one name are an error."""


@hookspec
def copydesk_rules(config: Settings) -> list[Rule]:  # type: ignore[empty-body]
    """Rules in Python, asked once per process. Two rules of one id are an error."""


@hookspec
def copydesk_rule_folders(config: Settings) -> list[Path]:  # type: ignore[empty-body]
    """Folders of data rules, ``<family>/<rule-id>.yml``, asked once per process."""
