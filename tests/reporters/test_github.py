"""GitHub's workflow commands, escaped as its runner reads them."""

from copydesk.finding import Failure, FileReport, Severity
from copydesk.reporters import Look
from copydesk.reporters.github import report
from reporters.reports import reported


def test_levels_and_places() -> None:
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.SUGGESTION: "notice"}
    for severity, level in levels.items():
        file = reported("One\ntwo [[three\nfour]]", severity=severity)
        assert report([file], Look(colour=True)) == (
            f"::{level} file=a.txt,line=2,col=5,endLine=3,endColumn=5,"
            "title=copydesk a-rule::A fault.\n"
        )


def test_what_would_end_a_command_or_a_property_is_escaped() -> None:
    file = reported("[[a]]", path="a:b,c%.txt", message="50%, so: one\ntwo\r\n::error::\x1b[1m")
    assert report([file], Look()) == (
        "::warning file=a%3Ab%2Cc%25.txt,line=1,col=1,endLine=1,endColumn=2,"
        "title=copydesk a-rule::50%25, so: one%0Atwo%0A::error::�[1m\n"
    )


def test_failures_are_errors() -> None:
    failures = (
        Failure("file", "not valid UTF-8", line=3, column=7),
        Failure("rule", "the rule failed", name="a-rule"),
    )
    assert report([FileReport("a.txt", errors=failures)], Look()) == (
        "::error file=a.txt,line=3,col=7,title=copydesk file::not valid UTF-8\n"
        "::error file=a.txt,title=copydesk a-rule::the rule failed\n"
    )


def test_nothing_is_said_when_all_is_clean() -> None:
    assert report([FileReport("a.txt")], Look()) == ""
