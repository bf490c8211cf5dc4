"""Tables of the rule data: read once, every row whole, a fault told with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk import ruledata
from copydesk.problem import Problem

Write = Callable[..., Path]


def test_rows_have_every_column_stripped(write: Write, folder: Path) -> None:
    write("a.csv", '\ufeff# a comment\nform, of ,note\r\n\nKiev, Kyiv\n# another\n"a, b",c,"“d”"\n')
    assert ruledata.table(folder / "a.csv") == (
        {"form": "Kiev", "of": "Kyiv", "note": ""},
        {"form": "a, b", "of": "c", "note": "“d”"},
    )
    assert ruledata.words(folder / "a.csv") == {"Kiev", "a, b"}


def test_a_table_is_read_once(write: Write, folder: Path) -> None:
    write("b.csv", "form\nKiev\n")
    first = ruledata.table(folder / "b.csv")
    write("b.csv", "form\nKyiv\n")
    assert ruledata.table(folder / "b.csv") is first


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a,b\n# x\n1,2\n1,2,3\n", r"c\.csv:4:1: 3 cells under a header of 2; quote a cell that"),
        (b"# nothing\n\n", r"c\.csv:1:1: the table has no header"),
        (b"a\ncaf\xe9\n", r"c\.csv: cannot read the table: 'utf-8' codec"),
    ],
)
def test_a_fault_is_told_with_its_line(
    write: Write, folder: Path, data: bytes, message: str
) -> None:
    write("c.csv", data)
    with pytest.raises(Problem, match=message):
        ruledata.table(folder / "c.csv")


def test_a_table_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(Problem, match=r"cannot read the table: .*No such file"):
        ruledata.table(folder / "gone.csv")


def test_the_folder_is_found_and_holds_the_data() -> None:
    assert (ruledata.folder() / "gazetteer").is_dir()
    assert (ruledata.folder() / "lexicon").is_dir()


def test_an_installation_without_its_data_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ruledata, "__file__", str(folder / "site/copydesk/ruledata.py"))
    with pytest.raises(Problem, match="copydesk's rule data is missing; reinstall copydesk"):
        ruledata.folder.__wrapped__()
