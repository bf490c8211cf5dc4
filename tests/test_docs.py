"""The documentation says what is so: generated parts are current, links lead somewhere, code runs."""

import dataclasses
import json
import re
import runpy
from collections.abc import Callable
from pathlib import Path

import pluggy
import pytest

import checkout
from copydesk import gazetteer, hookspecs
from copydesk.checks import load_folder, load_style
from copydesk.config import Settings, load
from copydesk.document import Role, Source
from copydesk.finding import FileReport
from copydesk.lint import Linter
from copydesk.plugins import Plugins
from copydesk.reporters import Look
from copydesk.rule import Rule
from copydesk.testing import document, faults

WRITE_DOCS = runpy.run_path(str(checkout.ROOT / "scripts/write_docs.py"))
STALE = "run 'make docs' and look at what has changed"


def pages() -> list[str]:
    """Every page of the project; the articles under examples/ are none."""
    return [
        path.as_posix()
        for path in checkout.files()
        if path.suffix == ".md" and (path.parts[0] != "examples" or path.name == "README.md")
    ]


def read(page: str) -> str:
    return (checkout.ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    """The fenced code blocks of one language."""
    found: list[str] = re.findall(
        rf"^```{language}\n(.*?)^```$", read(page), re.DOTALL | re.MULTILINE
    )
    return found


def prose(page: str) -> str:
    """A page without its code blocks."""
    return re.sub(r"^```.*?^```$", "", read(page), flags=re.DOTALL | re.MULTILINE)


def anchors(page: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.+?) *$", prose(page), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


@pytest.fixture(scope="module")
def wanted() -> dict[str, str]:
    made: dict[str, str] = WRITE_DOCS["pages"]()
    return made


def test_generated_parts_are_current(wanted: dict[str, str]) -> None:
    stale = [
        page
        for page, text in wanted.items()
        if not (checkout.ROOT / page).is_file() or read(page) != text
    ]
    assert not stale, STALE


def test_every_rule_page_has_its_rule(wanted: dict[str, str]) -> None:
    assert WRITE_DOCS["generated"]() <= wanted.keys(), STALE


@pytest.mark.parametrize("page", pages())
def test_relative_links_lead_somewhere(page: str) -> None:
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "`code`", prose(page))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (checkout.ROOT / page).parent / path if path else checkout.ROOT / page
        if not target.exists():
            dead.append(link)
        elif anchor:
            name = target.resolve().relative_to(checkout.ROOT).as_posix()
            if anchor not in anchors(name):
                dead.append(link)
    assert not dead


@pytest.mark.parametrize("page", pages())
def test_paths_that_are_named_are_there(page: str) -> None:
    tops = {path.parts[0] for path in checkout.files() if len(path.parts) > 1}
    named = re.findall(r"`([\w.-]+/[\w./-]*)`", prose(page))
    folders = (checkout.ROOT, (checkout.ROOT / page).parent)
    assert [
        path
        for path in named
        if path.split("/")[0] in tops and not any((folder / path).exists() for folder in folders)
    ] == []


@pytest.mark.parametrize("page", ["README.md", "docs/configuration.md"])
def test_settings_in_the_pages_load(page: str, tmp_path: Path) -> None:
    examples = blocks(page, "toml")
    assert examples
    for text in examples:
        name = "pyproject.toml" if "[tool.copydesk" in text else "copydesk.toml"
        (tmp_path / name).write_text(text, encoding="utf-8")
        settings = load(tmp_path / name)
        for folder in settings.rule_folders:
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        for folder in settings.styles:
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / "Very.yml").write_text(
                "extends: existence\nmessage: \"Avoid '%s'.\"\ntokens: [very]\n"
            )
        assert Linter(settings, Plugins()).active(), "the rules and options named in it exist"


def test_the_table_of_names_loads(tmp_path: Path) -> None:
    (table,) = blocks("docs/configuration.md", "csv")
    path = tmp_path / "house-names.csv"
    path.write_text(table, encoding="utf-8")
    forms = {form.text for form in gazetteer.load("own", (str(path),)).forms()}
    assert {"Strom Voe", "Tullock"} <= forms


@pytest.mark.parametrize("page", pages())
def test_rules_in_the_pages_load_and_their_examples_hold(page: str, tmp_path: Path) -> None:
    for number, text in enumerate(blocks(page, "yaml")):
        if not re.search(r"^extends:", text, re.MULTILINE):
            continue  # a list of hooks, a workflow, or a part of a rule
        path = tmp_path / str(number) / "family" / "example-rule.yml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        if re.search(r"^why:", text, re.MULTILINE):
            (rule,) = load_folder(path.parent.parent)
            assert faults(rule) == []
        else:
            assert len(load_style(path.parent.parent)) == 1


def test_the_plugin_page_has_every_hook_as_it_is() -> None:
    manager = pluggy.PluginManager("copydesk")
    manager.add_hookspecs(hookspecs)
    text = read("docs/write-a-plugin.md")
    told = dict(re.findall(r"^- `(copydesk_\w+)\((.*?)\) -> [^`]+`", text, re.MULTILINE))
    names = [name for name in vars(hookspecs) if name.startswith("copydesk_")]
    assert sorted(told) == sorted(names)
    for name in names:
        (hook,) = (getattr(manager.hook, name),)
        assert tuple(re.findall(r"(\w+): \w+", told[name])) == hook.spec.argnames
        assert f"`{WRITE_DOCS['signature'](name, hook.spec.function)}`" in text


def test_the_code_of_the_plugin_page_runs(install: Callable[[str, str], Path]) -> None:
    inserted = re.compile(r"<!-- make docs: .*?<!-- end -->", re.DOTALL)
    text = inserted.sub("", read("docs/write-a-plugin.md"))
    (code,) = re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    site = install("page", code)
    plugins = Plugins()
    plugins.load_installed()
    report = plugins.reporter("tally").report([FileReport("ferry.txt")], Look())
    assert report == "   0  ferry.txt\n"
    layer = plugins.annotators()["word_count"].function()
    assert layer(document("Three short words.")) == 3
    read_wire = plugins.readers()[".wire"].read
    article = read_wire(Source("ferry.wire", "Ferry returns\nIt is late.\n"))
    shown = [(block.role, article.show(block.span)) for block in article.blocks]
    assert shown == [(Role.HEADLINE, "Ferry returns"), (Role.PARAGRAPH, "It is late.")]
    assert plugins.rule_folders(Settings())[-1] == site / "rules"


def test_the_output_page_has_every_field_of_the_report() -> None:
    path = checkout.ROOT / "src/copydesk/reporters/report.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    records = [schema, *schema["$defs"].values()]
    names = {name for record in records for name in record.get("properties", {})}
    text = read("docs/output.md")
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []


def test_the_output_page_has_every_format() -> None:
    text = read("docs/output.md")
    formats = WRITE_DOCS["built_in_plugins"]().reporters()
    assert [name for name in formats if f"\n### {name}\n" not in text] == []


def test_every_allow_in_the_pages_allows_something() -> None:
    linter = Linter(Settings(), Plugins())
    shown = 0
    for page in ("docs/start.md", "docs/configuration.md"):
        for block in blocks(page, "markdown"):
            if "copydesk: allow " in block:
                report = linter.check(document(block, "markdown"))
                assert report.findings == ()
                assert report.suppressed
                shown += 1
    assert shown == 2


def rules() -> list[Rule]:
    made: list[Rule] = WRITE_DOCS["built_in_rules"]()
    return made


def test_every_option_says_what_it_means() -> None:
    silent = [
        f"{rule.id}: {field.name}"
        for rule in rules()
        if rule.options is not None
        for field in dataclasses.fields(rule.options)
        if not field.metadata.get("about")
    ]
    assert silent == [], "give each its line: option(default, about)"


def test_every_family_is_told_of() -> None:
    assert {rule.family for rule in rules()} <= WRITE_DOCS["FAMILIES"].keys()
