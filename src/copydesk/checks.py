"""Data rules: a stub that another hand replaces."""

from pathlib import Path

from copydesk.rule import Rule


def load_folder(folder: Path) -> list[Rule]:
    return []


def load_style(folder: Path) -> list[Rule]:
    return []
