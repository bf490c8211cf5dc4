"""The tree itself: encodings, line ends, sizes, nothing of one machine, one version everywhere."""

import re
from pathlib import Path

import pytest

import checkout
from copydesk.version import __version__

FILES = sorted(checkout.files())
BINARY = frozenset({".onnx", ".npz", ".gz", ".png"})
LARGEST_FILE = 5_000_000
LARGEST_MODEL = 25_000_000
LARGEST_TREE = 60_000_000
MACHINE = re.compile(rb"/(?:home|Users|root|work|tmp|opt/wheels)/\w|\b[A-Z]:\\Users\\")
"""The beginnings of paths that exist on somebody's machine only."""


def read(path: Path) -> bytes:
    return (checkout.ROOT / path).read_bytes()


def test_there_is_a_tree() -> None:
    assert Path("pyproject.toml") in FILES
    assert Path("src/copydesk/cli.py") in FILES
    assert not [path for path in FILES if path.parts[0] in (".venv", ".git")]


@pytest.mark.parametrize("path", FILES, ids=Path.as_posix)
def test_a_file_is_text_that_any_machine_can_read(path: Path) -> None:
    data = read(path)
    assert len(data) <= (LARGEST_MODEL if path.suffix == ".onnx" else LARGEST_FILE)
    if path.suffix in BINARY:
        return
    assert data.decode("utf-8") or path.name in ("__init__.py", "py.typed")
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert not MACHINE.search(data)


def test_the_tree_is_small() -> None:
    assert sum(len(read(path)) for path in FILES) <= LARGEST_TREE


def test_no_two_names_differ_by_case_alone() -> None:
    names = [path.as_posix().casefold() for path in FILES]
    assert len(set(names)) == len(names)


def test_the_changelog_knows_the_version() -> None:
    headings = re.findall(r"^## (.+)$", read(Path("CHANGELOG.md")).decode(), re.MULTILINE)
    assert headings[0] == "Unreleased" or headings[0].startswith(__version__)


def test_every_page_names_this_version() -> None:
    pinned = re.compile(rb"(?:rev: |copydesk@|copydesk==)v?(\d+\.\d+\.\d+)")
    told = {
        (path.as_posix(), version.decode())
        for path in FILES
        if path.suffix in (".md", ".yaml", ".yml")
        for version in pinned.findall(read(path))
    }
    assert {"README.md", "docs/start.md"} <= {path for path, _ in told}
    assert {version for _, version in told} == {__version__}


def test_the_notice_names_what_has_a_licence_and_is_there() -> None:
    notice = read(Path("NOTICE")).decode()
    licensed = re.compile(rb"^#.*(?:CC BY|Copyright|licen[cs]e\b)", re.MULTILINE | re.IGNORECASE)
    owing = [
        path.as_posix()
        for path in FILES
        if (path.parts[0] == "rules" and path.suffix == ".csv" and licensed.search(read(path)))
        or path.suffix == ".onnx"
    ]
    assert "rules/lexicon/spelling-pairs.csv" in owing
    assert [path for path in owing if path not in notice] == []
    named = re.findall(r"^(?:rules|src|examples)/\S*$", notice, re.MULTILINE)
    assert [path for path in named if not (checkout.ROOT / path).exists()] == []
