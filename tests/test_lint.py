"""The run: what fails is named, what is amiss in a hit is caught, the rest goes on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from copydesk import Document, Edit, Fix, Hit, Related, Rule, Severity, Span, pattern
from copydesk.annotators import Annotator
from copydesk.config import Settings
from copydesk.document import Source
from copydesk.lint import Linter
from copydesk.plugins import Plugins
from copydesk.readers import Reader
from copydesk.reporters import Look
from copydesk.reporters.json import report as as_json
from house import changed_toll, doubled_word
from runs import House, Outcome, checked, made

Write = Callable[..., Path]
Run = Callable[..., Outcome]


def linted(text: str, *rules: Rule, name: str = "a.txt", **settings: Any) -> dict[str, Any]:
    """The one file's part of the JSON report of some rules on a text."""
    linter = Linter(Settings(**settings), Plugins())
    linter.rulebook.rules = {each.id: each for each in rules}
    report = linter.lint(Source(name, text))
    (file,) = checked(as_json([report], Look()))["files"]
    return dict(file)


def at(start: int, end: int, **more: Any) -> Callable[[Document], Iterator[Hit]]:
    """A rule's function that reports one place."""

    def fault(document: Document) -> Iterator[Hit]:  # noqa: ARG001
        """A fault."""
        yield Hit(Span(start, end), **more)

    return fault


def messages(file: dict[str, Any]) -> list[str]:
    return [error["message"] for error in file["errors"]]


# What fails is named


@pytest.mark.usefixtures("house")
def test_a_rule_that_raises_is_named_with_its_line_and_keeps_what_it_found() -> None:
    def half_done(document: Document) -> Iterator[Hit]:  # noqa: ARG001
        """Half."""
        yield Hit(Span(0, 2))
        raise RuntimeError("out of ideas")

    file = linted("It was was so.", made(half_done), doubled_word)
    assert [found["name"] for found in file["findings"]] == ["half-done", "doubled-word"]
    (error,) = file["errors"]
    assert (error["kind"], error["name"]) == ("rule", "half-done")
    assert error["message"].startswith("the rule failed: RuntimeError: out of ideas (test_lint.py:")


@pytest.mark.usefixtures("house")
def test_a_rule_that_takes_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern, "TIME_LIMIT", 0.05)

    def slow(document: Document) -> Iterator[Hit]:
        """Slow."""
        for match in pattern.Pattern(r"(?:a|aa)+$").finditer(document.text):
            yield Hit(Span(*match.span()))

    file = linted("a" * 60 + "!", made(slow))
    assert messages(file) == ["the rule failed: a pattern took too long on this article"]


@pytest.fixture
def layers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[..., Any]]:
    """Layers beside the built-in ones, by name."""
    added: dict[str, Callable[..., Any]] = {}
    annotators = Plugins.annotators
    monkeypatch.setattr(
        Plugins,
        "annotators",
        lambda self: (
            annotators(self) | {name: Annotator(name, make) for name, make in added.items()}
        ),
    )
    return added


def test_a_layer_that_raises_is_named_once_and_other_rules_run(
    layers: dict[str, Callable[..., Any]],
) -> None:
    tries = []

    def moods(document: Document) -> None:
        tries.append(document)
        raise LookupError("no mood")

    def gloom(moods: Any) -> Iterator[Hit]:
        """Gloom."""
        yield Hit(moods)

    def cheer(moods: Any) -> Iterator[Hit]:
        """Cheer."""
        yield Hit(moods)

    layers["moods"] = moods
    file = linted("It was was so.", made(gloom), doubled_word, made(cheer))
    assert [found["name"] for found in file["findings"]] == ["doubled-word"]
    (error,) = file["errors"]
    assert (error["kind"], error["name"]) == ("layer", "moods")
    assert error["message"].startswith("the layer failed: LookupError: no mood (test_lint.py:")
    assert error["message"].endswith("; without it did not run: cheer, gloom")
    assert len(tries) == 1


@pytest.mark.usefixtures("house")
def test_a_layer_that_there_is_not_is_named() -> None:
    def gloom(moods: Any) -> Iterator[Hit]:
        """Gloom."""
        yield Hit(moods)

    (error,) = linted("It was so.", made(gloom))["errors"]
    assert error["name"] == "moods"
    assert "nothing makes the layer 'moods'" in error["message"]


def test_layers_that_need_each_other_are_named(layers: dict[str, Callable[..., Any]]) -> None:
    layers["hen"] = lambda egg: egg
    layers["egg"] = lambda hen: hen

    def bird(hen: Any) -> Iterator[Hit]:
        """Bird."""
        yield Hit(hen)

    (error,) = linted("It was so.", made(bird))["errors"]
    assert "layers need each other: hen -> egg -> hen" in error["message"]


def test_without_quotations_no_fix_is_applied(layers: dict[str, Callable[..., Any]]) -> None:
    def quotes(document: Document) -> None:
        raise ValueError(document.text)

    layers["quotes"] = quotes
    file = linted("It was was so.", doubled_word)
    assert file["findings"][0]["fix"]["grade"] == "show"
    assert file["errors"][0]["message"].startswith("the layer failed: ValueError: It was was so.")


@pytest.mark.usefixtures("house")
def test_a_reader_that_raises_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(source: Source) -> Document:
        raise KeyError(source.path)

    monkeypatch.setattr(Plugins, "readers", lambda _: {".txt": Reader("odd", (".txt",), explode)})
    (error,) = linted("It was so.", doubled_word)["errors"]
    assert error["message"].startswith("the reader failed: KeyError: 'a.txt' (test_lint.py:")


AMISS = {
    "past the end": (at(0, 99), "it points outside the article: (0, 99)"),
    "before the start": (at(-1, 2), "it points outside the article: (-1, 2)"),
    "backwards": (at(3, 2), "it points outside the article: (3, 2)"),
    "related outside": (
        at(0, 2, related=[Related(Span(5, 99), "x")]),
        "it points outside the article: (5, 99)",
    ),
    "edit outside": (
        at(0, 2, fix=Fix("Mend", (Edit(Span(0, 99), ""),))),
        "it points outside the article: (0, 99)",
    ),
    "no edits": (at(0, 2, fix=Fix("Mend", ())), "its fix has no edits, or edits that overlap"),
    "edits that overlap": (
        at(0, 2, fix=Fix("Mend", (Edit(Span(0, 4), "a"), Edit(Span(3, 5), "b")))),
        "its fix has no edits, or edits that overlap",
    ),
    "confidence": (at(0, 2, confidence=1.5), "its confidence 1.5 is not between 0 and 1"),
    "no span": (at(0, 2, related=[(1, 2)]), "AttributeError: 'tuple' object has no attribute"),
}


@pytest.mark.parametrize(("check", "message"), AMISS.values(), ids=AMISS)
@pytest.mark.usefixtures("house")
def test_a_hit_that_is_amiss_is_a_failure_of_its_rule(
    check: Callable[..., Any], message: str
) -> None:
    file = linted("It was was so.", made(check), doubled_word)
    assert [found["name"] for found in file["findings"]] == ["doubled-word"]
    (error,) = file["errors"]
    assert error["name"] == "fault"
    assert message in error["message"]


@pytest.mark.usefixtures("house")
def test_a_message_that_names_what_the_hit_lacks_is_a_failure() -> None:
    file = linted("It was so.", made(at(0, 2, date=3), "On {dat}."))
    (message,) = messages(file)
    assert "its message names {dat}, which the hit lacks" in message


def test_an_allow_of_a_rule_that_failed_is_not_called_idle(
    lint: Run, write: Write, house: House
) -> None:
    def failing(document: Document) -> Iterator[Hit]:
        """Fails."""
        raise RuntimeError(document.text)

    def waiting(moods: Any) -> Iterator[Hit]:
        """Needs a layer that there is not."""
        yield Hit(moods)

    house.rules += [made(failing), made(waiting)]
    write("a.md", "<!-- copydesk: allow failing waiting made -->\n\nSo.\n")
    outcome = lint("a.md")
    assert (outcome.code, outcome.names, len(outcome.errors)) == (2, [], 2)


# What a finding says


@pytest.mark.usefixtures("house")
def test_the_hit_may_be_surer_or_milder_but_not_graver_than_its_rule() -> None:
    hit = at(0, 2, severity=Severity.ERROR, confidence=0.25)
    (found,) = linted("It was so.", made(hit))["findings"]
    assert (found["severity"], found["confidence"]) == ("warning", 0.25)
    (found,) = linted("It was so.", made(at(0, 2, severity=Severity.SUGGESTION)))["findings"]
    assert (found["severity"], found["confidence"]) == ("suggestion", 0.9)


@pytest.mark.usefixtures("house")
def test_facts_fill_the_message_and_braces_in_them_are_text() -> None:
    rule = made(at(3, 8, said="{x}"), "{text}: {said} {{}}")
    (found,) = linted("It {was} so.", rule)["findings"]
    assert found["message"] == "{was}: {x} {}"


@pytest.mark.usefixtures("house")
def test_urls_come_from_the_settings_unless_the_rule_has_its_own() -> None:
    url = "https://example.org/{family}/{rule}.html"
    (found,) = linted("It was was so.", doubled_word, rule_url=url)["findings"]
    assert found["url"] == "https://example.org/house/doubled-word.html"
    linked = replace(doubled_word, link="https://example.org/own")
    (found,) = linted("It was was so.", linked, rule_url=url)["findings"]
    assert found["url"] == "https://example.org/own"
    (found,) = linted("It was was so.", doubled_word)["findings"]
    assert found["url"] is None


@pytest.mark.usefixtures("house")
def test_a_finding_keeps_its_fingerprint_when_its_paragraph_moves() -> None:
    before = linted("First.\n\nIt was was so, he said.", doubled_word)["findings"][0]
    moved = linted("It was was so, he said.\n\nLast.", doubled_word)["findings"][0]
    other = linted("It was was not, he said.", doubled_word)["findings"][0]
    assert before["fingerprint"] == moved["fingerprint"] != other["fingerprint"]


@pytest.mark.usefixtures("house")
def test_two_findings_alike_in_words_have_two_fingerprints() -> None:
    found = linted("It was was so.\n\nIt was was so.", doubled_word)["findings"]
    prints = [each["fingerprint"] for each in found]
    assert prints[1] == f"{prints[0]}-2"


# Where a finding stands

TEXTS = {
    "line feeds": "One.\n\nIt left 3 dead, they say.\n\nThen 4 dead were were found.\n",
    "carriage returns and line feeds": "One.\r\n\r\nIt left 3 dead.\r\n\r\nThen 4 dead were were.\r\n",
    "carriage returns": "One.\r\rIt left 3 dead.\r\rThen 4 dead were were found.\r",
    "astral": "🚆 One.\n\n🚆🚆 It left 3 dead 🇬🇧.\n\n👨‍👩‍👧 Then 4 dead 𝕨ere 𝕨ere were were.\n",
    "combining": "Cafe\u0301.\n\nE\u0301 left 3 dead.\n\nÉ\u0301 4 dead were were.\n",
    "no last line end": "It left 3 dead, and 4 dead were were",
}
PAGE = (
    "<!DOCTYPE html>\r\n<html><body><h1>One</h1>\r\n<p>It left&nbsp;<b>3 dead</b> &amp; more.</p>\r\n"
    "<p>Then 4 <i>de</i>ad &mdash; &#x1F686; we&shy;re were, 4 dead were were.</p></body></html>\r\n"
)
MARKDOWN = "---\ntitle: One\n---\n\n# 🚆 One\n\nIt *left* [3 dead](http://x.org).\n\n- 4 dead **were were** found\n"


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_places_are_exact_in_text(lint: Run, write: Write, text: str, bom: bytes) -> None:
    write("a.txt", bom + text.encode())
    names = lint("a.txt").names
    assert "changed-toll" in names
    assert "doubled-word" in names


@pytest.mark.parametrize(("name", "text"), [("a.html", PAGE), ("a.md", MARKDOWN)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_places_are_exact_in_markup(
    lint: Run, write: Write, name: str, text: str, encoding: str
) -> None:
    write(name, text.encode(encoding))
    names = lint(name).names
    assert "changed-toll" in names
    assert "doubled-word" in names


def test_places_are_exact_in_windows_1252(lint: Run, write: Write) -> None:
    write("a.txt", "“It left 3 dead” – it’s 4 dead who were were found.\r\n".encode("cp1252"))
    assert lint("a.txt").names == ["changed-toll", "doubled-word"]


@pytest.mark.usefixtures("house")
def test_findings_stand_by_place_then_rule() -> None:
    first, second = made(at(3, 6), id="a"), made(at(3, 6), id="b")
    file = linted("It was was so: 3 dead, 4 dead.", second, changed_toll, first, doubled_word)
    assert [found["name"] for found in file["findings"]] == [
        "a",
        "b",
        "doubled-word",
        "changed-toll",
    ]


@pytest.mark.usefixtures("house")
def test_a_finding_on_what_readers_do_not_see_stands_at_its_source() -> None:
    file = linted("# It was\n\n<b>It was\n", made(at(0, 0, source=Span(10, 13))), name="a.md")
    assert file["findings"][0]["text"] == "<b>"


def test_code_and_addresses_are_no_prose(lint: Run, write: Write) -> None:
    write("a.md", "It is `so so` at https://x.org/NOTE or `NOTE`, so so.\n")
    assert [found["column"] for found in lint("a.md").findings] == [48]


# The same in one call or many, however many processes

HOUSE = Path(__file__).with_name("house.py").read_text(encoding="utf-8")
OURS = "doubled-word,shouted-word,changed-toll"


@pytest.mark.usefixtures("folder")
def test_any_number_of_jobs_gives_the_same_report(
    process: Run,
    write: Write,
    install: Callable[..., Path],
) -> None:
    install("house", HOUSE)
    for number in range(9):
        write(f"n{number}/a.txt", f"It left {number} dead, then 3 dead. It was so so HUGE.\n")
    write("n3/copydesk.toml", 'ignore = ["house"]')
    write("n4/b.txt", b"\xff\xfe\xff")
    write("n5/c.txt", b"a\0b")
    told = ["check", "--format", "json", "--select", OURS]
    one = process(*told, "--jobs", "1", ".")
    assert one.code == 2
    assert len(one.findings) > 20
    assert len(one.errors) == 2
    for jobs in ("2", "3"):
        many = process(*told, "--jobs", jobs, ".")
        assert (many.code, many.raw, many.err) == (one.code, one.raw, one.err)
    single = [process(*told, f"n{n}/a.txt").report["files"][0] for n in (0, 3)]
    assert single == [
        file for file in one.report["files"] if file["path"] in ("n0/a.txt", "n3/a.txt")
    ]


def test_many_files_are_fixed_by_many_processes(
    process: Run, write: Write, install: Callable[..., Path]
) -> None:
    install("house", HOUSE)
    for number in range(6):
        write(f"{number}.txt", "It was so so.\n")
    outcome = process("check", "--fix", "--select", "doubled-word", "--jobs", "2", ".")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "copydesk: applied 6 fixes\n")


def test_standard_input_gives_what_the_file_gives(lint: Run, write: Write) -> None:
    data = "\ufeffIt left 3 dead.\r\n\r\nThen 4 dead were were found.\r\n".encode()
    path = write("a.txt", data)
    named = lint(path).report
    assert lint("--stdin-filename", "a.txt", "-", stdin=data).report == named
    assert (
        lint("--jobs", "3", "-", "gone.txt", "b.txt", stdin=data).findings
        == named["files"][0]["findings"]
    )
