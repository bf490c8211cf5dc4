"""Where the data in ``rules/`` lies, and reading a table of it.

The folder stands at the top of the repository, where an editor looks for it; a wheel carries
it inside the package as ``rule_data``. Its tables are comma-separated values with a header and
comment lines that begin with ``#``: a spreadsheet opens them, and the standard library reads
10,000 rows in a few milliseconds.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from copydesk.problem import Problem


@cache
def folder() -> Path:
    """The folder that holds the data rules, the lexicon and the gazetteer.

    Found from a wheel, from a plain checkout and from an editable install. Raises ``Problem``
    when the installation has lost it.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "rule_data", package.parent.parent / "rules"):
        if (candidate / "gazetteer").is_dir():
            return candidate
    raise Problem(
        "copydesk's rule data is missing; reinstall copydesk", path=str(package / "rule_data")
    )


class Row(dict[str, str]):
    """One row of a table, by the names of its columns; ``line`` is its 1-based line."""

    __slots__ = ("line",)

    def __init__(self, cells: Iterable[tuple[str, str]], line: int) -> None:
        super().__init__(cells)
        self.line = line


@cache
def table(path: Path | str) -> tuple[Row, ...]:
    """The rows of a table; a relative path is one of ``rules/``.

    Every row has every column of the header, as stripped text. Raises ``Problem`` with the
    line for a row that is longer than the header, and for a file that cannot be read.
    """
    path = folder() / path
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"cannot read the table: {error}", path=str(path)) from error
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    reader = csv.reader(line for _, line in numbered)
    header = [cell.strip() for cell in next(reader, [])]
    if not header:
        raise Problem("the table has no header", path=str(path), line=1)
    rows = []
    for cells in reader:
        line = numbered[reader.line_num - 1][0]
        if len(cells) > len(header):
            raise Problem(
                f"{len(cells)} cells under a header of {len(header)}; quote a cell that holds a comma",
                path=str(path),
                line=line,
            )
        padded = [cell.strip() for cell in cells] + [""] * (len(header) - len(cells))
        rows.append(Row(zip(header, padded, strict=True), line))
    return tuple(rows)


@cache
def words(path: Path | str) -> frozenset[str]:
    """The first column of a table, as a set."""
    return frozenset(next(iter(row.values())) for row in table(path))
