"""Bad input: what is said of it, that nothing is lost, and that the rest is still linted.

Each case lies beside a good article with one fault. Of the cases in ``REPORTED`` the run says
what is wrong, lints the good article all the same, and leaves with 2; those in ``REFUSED`` stop
it before any article is read. In no case is a file changed.
"""

import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from copydesk import Document, Edit, Fix, Grade, Hit, Span, files, pattern
from runs import House, Outcome, made
from test_fixes import flipping

Write = Callable[..., Path]
Run = Callable[..., Outcome]

GOOD = "It was so so.\n"


@dataclass(frozen=True)
class Case:
    """One bad input: the call, the files beside good.txt, and the line on standard error."""

    call: str
    says: str
    files: dict[str, str | bytes] = field(default_factory=dict)


EXAMPLES = 'why: w\nbad: ["[[x]]"]\ngood: [y]\n'

REPORTED = {
    "a missing file": Case("gone.txt", "gone.txt: no such file or folder"),
    "a folder without articles": Case(
        "photos",
        "photos: no articles in this folder "
        "(.htm, .html, .markdown, .md, .mdown, .mkd, .text, .txt, .xhtml)",
        {"photos/a.jpg": b"\xff\xd8"},
    ),
    "a pattern that matches nothing": Case(
        "news/**/*.md", "news/**/*.md: the pattern matches no article"
    ),
    "an empty path": Case("", "'': the empty path means nothing"),
    "invalid UTF-8": Case(
        "bad.txt",
        "bad.txt:3:1: not valid UTF-8: byte 0xff; save the file as UTF-8",
        {"bad.txt": "“Yes.”\n“He said\n".encode() + b"\xff"},
    ),
    "invalid UTF-8 in place": Case(
        "bad.txt",
        "bad.txt:2:6: not valid UTF-8: byte 0xe2; save the file as UTF-8",
        {"bad.txt": "“Yes.”\n“No, ".encode() + b"\xe2\x80."},
    ),
    "UTF-16 without its mark": Case(
        "bad.txt",
        "bad.txt: UTF-16 without its byte order mark; save it as UTF-8",
        {"bad.txt": "It rained.\n".encode("utf-16-le")},
    ),
    "a NUL character": Case(
        "bad.txt",
        "bad.txt:2:2: a NUL character: binary, or damaged; delete it",
        {"bad.txt": b"It rained.\na\0b\n"},
    ),
    "a picture": Case(
        "bad.txt", "bad.txt: binary, no text; name it under exclude",
        {"bad.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\xff"},
    ),
    "a declaration that lies": Case(
        "bad.html",
        "bad.html:1:32: not valid shift_jis, against what the file says of itself; save it as UTF-8",
        {"bad.html": b'<meta charset="shift_jis"><p>a \xff\xff</p>'},
    ),
    "half of a UTF-16 character": Case(
        "bad.txt",
        "bad.txt:1:3: not valid utf-16-le, against its byte order mark; save it as UTF-8",
        {"bad.txt": "\ufeffIt".encode("utf-16-le") + b"x"},
    ),
    "an empty file": Case(
        "bad.txt", "bad.txt: the file holds no text; write it or delete it", {"bad.txt": b""}
    ),
    "white space alone": Case(
        "bad.txt", "bad.txt: the file holds no text; write it or delete it", {"bad.txt": b" \r\n\t\n"}
    ),
    "a line of 50 megabytes": Case(
        "bad.txt",
        "bad.txt: 50,000,000 bytes, over the limit of 2,000,000 bytes; "
        "split the file, exclude it, or raise max-file-size",
        {"bad.txt": b"x" * 50_000_000},
    ),
    "no reader for it": Case(
        "bad.docx",
        "bad.docx: no reader for '.docx' files (known: .htm, .html, .markdown, .md, .mdown, .mkd, "
        ".text, .txt, .xhtml); pipe the text in with --stdin-filename NAME.txt, or install a plugin "
        "that reads it",
        {"bad.docx": b"PK"},
    ),
    "broken front matter": Case(
        "bad.md",
        "bad.md:2:13: the front matter is no valid YAML (mapping values are not allowed in this "
        "context); put a value that holds a colon in quotation marks",
        {"bad.md": "---\ntitle: Storm: the day after\n---\n\nIt rained.\n"},
    ),
    "front matter that never ends": Case(
        "bad.md",
        "bad.md:1:1: the YAML front matter never ends; close it with a line ---",
        {"bad.md": "---\ntitle: Storm\n\nIt rained.\n"},
    ),
    "an empty standard input": Case(
        "-", "stdin.txt: the file holds no text; write it or delete it"
    ),
    "broken settings of its folder": Case(
        "news/a.txt",
        "news/a.txt: {folder}/news/copydesk.toml:2:1: not TOML: Unclosed array",
        {"news/copydesk.toml": 'select = ["a"\n[x]\n', "news/a.txt": GOOD},
    ),
    "an unknown rule in the settings of its folder": Case(
        "news/a.txt news/b.txt",
        "news/a.txt (and 1 more): {folder}/news/copydesk.toml:2:1: ignore: unknown rule or family "
        "'hoose'; did you mean 'house'?",
        {
            "news/copydesk.toml": 'ignore = [\n"hoose"]\n',
            "news/a.txt": GOOD,
            "news/b.txt": GOOD,
        },
    ),
    "broken settings of what standard input goes by": Case(
        "--stdin-filename news/a.txt -",
        "news/a.txt: {folder}/news/copydesk.toml:1:1: unknown setting 'selct'; "
        "did you mean 'select'?",
        {"news/copydesk.toml": "selct = []"},
    ),
    "broken settings of a folder on the way": Case(
        "news",
        "{folder}/news/wire/copydesk.toml:1:1: unknown setting 'selct'; did you mean 'select'?",
        {
            "news/a.txt": "It rained.\n",
            "news/wire/copydesk.toml": "selct = []",
            "news/wire/a.txt": GOOD,
        },
    ),
}  # fmt: skip


def data_rule(text: str) -> dict[str, str | bytes]:
    """A folder of the house's own data rules with one rule, and the settings that name it."""
    return {"copydesk.toml": 'rule-folders = ["own"]', "own/style/a-fault.yml": text}


def settings(text: str) -> dict[str, str | bytes]:
    return {"copydesk.toml": text}


REFUSED = {
    "broken settings": Case(
        "", "{folder}/copydesk.toml:2:8: not TOML: Invalid value", settings("\nselect=@")
    ),
    "an unknown setting": Case(
        "",
        "{folder}/copydesk.toml:3:1: unknown setting 'fail-at'; did you mean 'fail-on'?",
        settings('# ours\n\nfail-at = "error"\n'),
    ),
    "a setting of the wrong kind": Case(
        "",
        "{folder}/copydesk.toml:1:1: ignore must be an array of texts, not 'house'",
        settings('ignore = "house"'),
    ),
    "an unknown severity": Case(
        "",
        "{folder}/copydesk.toml:2:1: house = 'grave': no such severity; "
        "one of error, warning, suggestion",
        settings('[severity]\nhouse = "grave"'),
    ),
    "an unknown house": Case(
        "",
        "{folder}/copydesk.toml:1:1: house-style = 'tabloid': no such house; "
        "one of own, ap, reuters, guardian, bbc",
        settings('house-style = "tabloid"'),
    ),
    "an unknown rule in --select": Case(
        "--select hoose", "--select: unknown rule or family 'hoose'; did you mean 'house'?"
    ),
    "an unknown rule in select": Case(
        "",
        "{folder}/copydesk.toml:1:1: select: unknown rule or family 'hoose'; did you mean 'house'?",
        settings('select = ["hoose"]'),
    ),
    "an unknown rule in ignore": Case(
        "",
        "{folder}/copydesk.toml:1:1: ignore: unknown rule or family 'xyzzy'; see 'copydesk rules'",
        settings('ignore = ["xyzzy"]'),
    ),
    "an unknown rule under severity": Case(
        "",
        "{folder}/copydesk.toml:2:1: severity.hoose: unknown rule or family 'hoose'; "
        "did you mean 'house'?",
        settings('[severity]\nhoose = "error"'),
    ),
    "an unknown rule under rules": Case(
        "",
        "{folder}/copydesk.toml:1:1: rules.log-word: unknown rule or family 'log-word'; "
        "did you mean 'long-word'?",
        settings("[rules.log-word]\nlimit = 3"),
    ),
    "an unknown option of a rule": Case(
        "",
        "{folder}/copydesk.toml:2:1: rules.long-word.limt: unknown option 'limt'; "
        "did you mean 'limit'?",
        settings("[rules.long-word]\nlimt = 3"),
    ),
    "an unknown format": Case("--format jsn", "unknown format 'jsn'; did you mean 'json'?"),
    "settings that are not there": Case(
        "--config gone.toml",
        "gone.toml: cannot read the settings: No such file or directory",
    ),
    "--unsafe-fixes alone": Case("--unsafe-fixes", "--unsafe-fixes goes with --fix or --diff"),
    "--fix on standard input": Case(
        "--fix -", "standard input cannot be fixed in place; use --diff"
    ),
    "a folder of rules that is not there": Case(
        "",
        "{folder}/copydesk.toml:1:1: rule-folders: there is no folder 'own' in {folder}",
        settings('rule-folders = ["own"]'),
    ),
    "a data rule without examples": Case(
        "",
        "{folder}/own/style/a-fault.yml:1:1: rule 'a-fault' has no 'why': say why it is a fault, "
        "show the fault marked [[so]] under 'bad', and what looks like it and is none under 'good'",
        data_rule("extends: existence\nmessage: m\ntokens: [x]\n"),
    ),
    "a data rule in broken YAML": Case(
        "",
        "{folder}/own/style/a-fault.yml:2:1: broken YAML: {anything}",
        data_rule("extends: [\n"),
    ),
    "a data rule with a name of another": Case(
        "",
        "two rules are called 'doubled-word': {anything}house.py and "
        "{folder}/own/style/doubled-word.yml; rename one",
        {
            "copydesk.toml": 'rule-folders = ["own"]',
            "own/style/doubled-word.yml": "extends: existence\nmessage: m\ntokens: [x]\n"
            + EXAMPLES,
        },
    ),
}


def prepare(write: Write, case: Case) -> None:
    for name, content in case.files.items():
        write(name, content)
    write("good.txt", GOOD)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def agrees(said: str, expected: str, folder: Path) -> bool:
    wanted = re.escape(f"copydesk: {expected}\n".replace("{folder}", str(folder)))
    return re.fullmatch(wanted.replace(re.escape("{anything}"), ".*"), said) is not None


def test_there_are_more_than_25_cases() -> None:
    assert len(REPORTED) + len(REFUSED) > 25


@pytest.mark.parametrize("fix", [False, True], ids=["check", "fix"])
@pytest.mark.parametrize("case", REPORTED.values(), ids=REPORTED)
def test_what_is_reported_and_passed_by(
    lint: Run, write: Write, folder: Path, case: Case, fix: bool
) -> None:
    prepare(write, case)
    before = snapshot(folder)
    paths = case.call.split(" ")
    fixes = ["--fix"] if fix and "-" not in paths else []
    outcome = lint(*fixes, *paths, "good.txt")
    assert agrees(outcome.err.removesuffix("copydesk: applied 1 fix\n"), case.says, folder), (
        outcome.err
    )
    assert outcome.code == 2
    if fixes:
        before[str(folder / "good.txt")] = b"It was so.\n"
    else:
        assert outcome.names == ["doubled-word"]
    assert snapshot(folder) == before
    assert outcome.report["summary"]["failures"] == len(outcome.errors) > 0


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_before_anything_is_read(
    lint: Run, write: Write, folder: Path, case: Case
) -> None:
    prepare(write, case)
    before = snapshot(folder)
    fix = [] if "--unsafe-fixes" in case.call else ["--fix"]
    outcome = lint(*fix, *case.call.split(), "good.txt")
    assert agrees(outcome.err, case.says, folder), outcome.err
    assert (outcome.code, outcome.raw) == (2, b"")
    assert snapshot(folder) == before


# Files that change, vanish or refuse while the run goes on


def test_a_broken_link(lint: Run, write: Write, folder: Path) -> None:
    write("good.txt", GOOD)
    (folder / "bad.txt").symlink_to("gone.txt")
    outcome = lint(".")
    assert outcome.err == "copydesk: bad.txt: the file has vanished, or its link is broken\n"
    assert (outcome.code, outcome.names) == (2, ["doubled-word"])


@pytest.mark.usefixtures("folder")
def test_a_file_that_vanishes(lint: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("bad.txt", GOOD)
    write("good.txt", GOOD)
    real = files.find

    def find(*arguments: object, **more: object) -> Iterator[object]:
        for path in real(*arguments, **more):  # type: ignore[arg-type]
            if str(path) == "bad.txt":
                Path("bad.txt").unlink()
            yield path

    monkeypatch.setattr(files, "find", find)
    outcome = lint(".")
    assert outcome.err == "copydesk: bad.txt: the file has vanished, or its link is broken\n"
    assert (outcome.code, outcome.names) == (2, ["doubled-word"])


def test_a_file_that_may_not_be_read(
    lint: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("bad.txt", GOOD)
    write("good.txt", GOOD)
    real = Path.open

    def refuse(path: Path, mode: str = "r", *more: object, **named: object) -> object:
        if path.name == "bad.txt":
            raise PermissionError(13, "Permission denied")
        return real(path, mode, *more, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    outcome = lint(".")
    assert outcome.err == "copydesk: bad.txt: cannot be read: Permission denied\n"
    assert (outcome.code, outcome.names) == (2, ["doubled-word"])


def told_under_fix(lint: Run, folder: Path, says: str, fixed: str = "good.txt") -> None:
    """``--fix`` says this of bad.txt, leaves it alone but lints it, and mends the good article."""
    before = snapshot(folder)
    outcome = lint("--fix", ".")
    assert outcome.err == f"copydesk: bad.txt:{says}\ncopydesk: applied 1 fix\n"
    assert outcome.code == 2
    (finding,) = outcome.findings
    assert finding["name"] == "doubled-word"
    assert snapshot(folder) == before | {str(folder / fixed): b"It was so.\n"}


def test_a_read_only_file(lint: Run, write: Write, folder: Path) -> None:
    write("bad.txt", GOOD).chmod(0o444)
    write("good.txt", GOOD)
    told_under_fix(lint, folder, " is read-only; nothing was written")


def test_a_file_that_changes_before_it_is_written(
    lint: Run, write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("good.txt", GOOD)
    write("bad.txt", GOOD)
    real = files.save

    def save(source: object, text: str) -> None:
        write("bad.txt", "The desk rewrote it.\n")
        real(source, text)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "save", save)
    outcome = lint("--fix", "bad.txt")
    assert outcome.err == "copydesk: bad.txt: has changed since it was read; nothing was written\n"
    assert outcome.code == 2
    assert (folder / "bad.txt").read_text() == "The desk rewrote it.\n"


@pytest.mark.parametrize("step", ["mkstemp", "replace"])
def test_a_write_that_fails_halfway(
    lint: Run, write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    write("bad.txt", GOOD)
    before = snapshot(folder)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "replace":
        monkeypatch.setattr(Path, "replace", full)
    else:
        monkeypatch.setattr("tempfile.mkstemp", full)
    outcome = lint("--fix", "bad.txt")
    assert outcome.err == (
        "copydesk: bad.txt: cannot be written: No space left on device; nothing was written\n"
    )
    assert (outcome.code, outcome.names) == (2, ["doubled-word"])
    assert snapshot(folder) == before


def test_a_fix_that_the_encoding_cannot_hold(
    lint: Run, write: Write, folder: Path, house: House
) -> None:
    def spelling(document: Document) -> Iterator[Hit]:
        """Wants the city in its own letters."""
        for match in re.finditer("Kiev", document.text):
            span = Span(*match.span())
            yield Hit(span, fix=Fix("Write it", (Edit(span, "Київ"),), Grade.SAFE))

    house.rules.append(made(spelling))
    write("bad.txt", "It’s so.\nKiev is far.\n".encode("cp1252"))
    write("good.txt", GOOD)
    before = snapshot(folder)
    for option in ("--fix", "--diff"):
        outcome = lint(option, "bad.txt", "good.txt") if option == "--fix" else None
        outcome = outcome or lint(option, "bad.txt")
        assert outcome.err.startswith(
            "copydesk: bad.txt:2:1: 'К' cannot be written in cp1252; save the file as UTF-8 first\n"
        )
        assert outcome.code == 2
    assert snapshot(folder) == before | {str(folder / "good.txt"): b"It was so.\n"}


def test_fixes_that_do_not_settle(lint: Run, write: Write, folder: Path, house: House) -> None:
    house.rules.append(made(flipping))
    write("bad.txt", "It was one.\n")
    write("good.txt", GOOD)
    outcome = lint("--fix", ".")
    assert outcome.err == (
        "copydesk: bad.txt: [flipping] the fixes of flipping do not settle; nothing was changed\n"
        "copydesk: applied 1 fix\n"
    )
    assert outcome.code == 2
    assert (folder / "bad.txt").read_text() == "It was one.\n"


# Rules that fail on an article


def test_a_pattern_that_explodes(lint: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern, "TIME_LIMIT", 0.05)
    rule = "extends: existence\nmessage: m\nnonword: true\ntokens: ['(?:a|aa)+$']\n"
    write("copydesk.toml", 'rule-folders = ["own"]')
    write("own/style/a-fault.yml", rule + 'why: w\nbad: ["[[aa]]"]\ngood: [b]\n')
    write("bad.txt", f"It was so so, {'a' * 60}!\n")
    write("good.txt", GOOD)
    outcome = lint("bad.txt", "good.txt")
    assert outcome.err == (
        "copydesk: bad.txt: [a-fault] the rule failed: a pattern took too long on this article\n"
    )
    assert (outcome.code, outcome.names) == (2, ["doubled-word", "doubled-word"])


def test_a_pattern_that_is_none(lint: Run, write: Write) -> None:
    write("copydesk.toml", 'rule-folders = ["own"]')
    write("own/style/a-fault.yml", "extends: existence\nmessage: m\nraw: ['(x']\n" + EXAMPLES)
    for name in ("a.txt", "b.txt", "c.txt"):
        write(name, GOOD)
    outcome = lint(".")
    assert re.fullmatch(
        r"copydesk: a\.txt \(and 2 more\): \[a-fault\] the rule failed: .*/a-fault\.yml:3:7: "
        r"'\(x' is no regular expression: missing \) at position 2\n",
        outcome.err,
    )
    assert (outcome.code, outcome.names) == (2, ["doubled-word"] * 3)


def test_a_rule_that_raises(lint: Run, write: Write, house: House) -> None:
    def failing(document: Document) -> Iterator[Hit]:
        """Fails on rain."""
        if "rain" in document.text:
            raise RuntimeError("wet")
        yield from ()

    house.rules.append(made(failing))
    write("bad.txt", "It was so so rainy.\n")
    write("good.txt", GOOD)
    outcome = lint(".")
    assert re.fullmatch(
        r"copydesk: bad\.txt: \[failing\] the rule failed: RuntimeError: wet "
        r"\(test_bad_input\.py:\d+\)\n",
        outcome.err,
    )
    assert (outcome.code, outcome.names) == (2, ["doubled-word", "doubled-word"])


# A line that is too long costs nothing


def test_a_line_of_50_megabytes_takes_neither_time_nor_memory(write: Write, folder: Path) -> None:
    write("big.txt", b"x" * 50_000_000)
    write("small.txt", "It rained.\n")

    def run(name: str) -> tuple[float, int]:
        start = time.perf_counter()
        code = (
            "import resource, sys; from copydesk.cli import main; "
            f"main(['check', {name!r}]); "
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
        )
        return time.perf_counter() - start, int(done.stdout)

    (_, small), (seconds, big) = run("small.txt"), run("big.txt")
    assert big < small + 5_000  # kilobytes
    assert seconds < 2


def test_the_limit_on_open_files_is_not_reached(lint: Run, write: Write) -> None:
    for number in range(60):
        write(f"{number}.txt", GOOD)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    descriptors = Path("/proc/self/fd")
    used = len([*descriptors.iterdir()]) if descriptors.is_dir() else 30
    resource.setrlimit(resource.RLIMIT_NOFILE, (used + 20, hard))
    try:
        outcome = lint("--jobs", "1", ".")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert len(outcome.names) == 60
