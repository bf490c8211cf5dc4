"""The concise report: one line a finding, whatever the finding holds."""

from copydesk.finding import FileReport, Severity
from copydesk.reporters import Look
from copydesk.reporters.concise import report
from reporters.reports import reported


def test_one_line_a_finding() -> None:
    files = [
        reported("One\r\ntwo [[three]]", severity=Severity.ERROR),
        reported("[[a]]", path="news/two words.md", message="“a” – é."),
    ]
    assert report(files, Look(colour=True, width=10)) == (
        "a.txt:2:5: error[a-rule] A fault.\nnews/two words.md:1:1: warning[a-rule] “a” – é.\n"
    )


def test_nothing_breaks_the_line_or_reaches_the_terminal() -> None:
    file = reported("[[a]]", message="one\ntwo\x1b[1m", path="a\n\x1b.txt")
    assert report([file], Look()) == "a �.txt:1:1: warning[a-rule] one two�[1m\n"


def test_nothing_is_said_when_all_is_clean() -> None:
    assert report([FileReport("a.txt")], Look()) == ""
