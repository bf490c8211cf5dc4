"""Write what code knows into the documentation: ``make docs``.

Two kinds of page come from here. ``docs/hooks.md`` and everything in ``docs/rules`` is written
whole. In the other pages, in README.md and in CONTRIBUTING.md, what stands between a comment
``make docs: WHAT`` and the comment ``end`` is put in:

- ``copydesk ARGUMENTS``: the command and what it prints, run at the top of the tree;
- ``help COMMAND``: the help of a command;
- ``file PATH``: a file as it stands;
- ``settings``, ``options``, ``layers``, ``families``: tables.
"""

from __future__ import annotations

import dataclasses
import inspect
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import entry_points
from itertools import groupby
from pathlib import Path
from typing import Any

from copydesk import hookspecs
from copydesk.annotators import Annotator
from copydesk.config import KEYS, Settings, shown
from copydesk.explain import page
from copydesk.plugins import GROUP, Plugins
from copydesk.readers import Reader
from copydesk.reporters import Look, Reporter
from copydesk.rule import Rule
from copydesk.rulebook import Rulebook

ROOT = Path(__file__).resolve().parent.parent
WIDTH = "88"
"""Columns of what commands print: it fits a page without being scrolled sideways."""

WRITTEN = "<!-- Written by make docs. -->\n\n"

RULES_HEAD = """\
# Rules

Every rule has a page with its reason and its examples; the examples are its tests.
`copydesk explain RULE` shows the same page.
"""

HOOKS_HEAD = """\
# Hooks

A plugin implements one or more of these functions, marked with `copydesk.hookspecs.hookimpl`.
copydesk's own readers, layers, report formats and rules come in through the same hooks.
[Write a plugin](write-a-plugin.md) shows one from its first line to its test.
"""

FAMILIES = {
    "fragments": "sentences cut in two, left over, or run together",
    "names": "people and places: one form throughout, and the one that the house wants",
    "figures": "numbers, sums and counts against each other",
    "attribution": "who did what, who said it, and to whom",
    "dates": "weekdays, dates and times that cannot be",
    "style": "one convention kept throughout",
    "mechanics": "marks, brackets, doubled words, capitals, characters",
    "settings": "what an article says to copydesk itself",
}
"""The families in the order in which an editor reads an article, and what each looks at."""

_LANGUAGES = {".py": "python", ".yml": "yaml", ".yaml": "yaml", ".toml": "toml", ".md": "markdown"}
_INSERTION = re.compile(
    r"(?P<begin><!-- make docs: (?P<what>[^>]*?) -->\n).*?(?P<end><!-- end -->)", re.DOTALL
)


def main() -> None:
    """Write every page that has changed, and delete the page of a rule that is gone."""
    wanted = pages()
    for path in generated() - wanted.keys():
        (ROOT / path).unlink()
        print(f"deleted {path}")
    for path, text in wanted.items():
        target = ROOT / path
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {path}")


def generated() -> set[str]:
    """The pages of rules that are there, by their paths from the top of the tree."""
    return {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs/rules").rglob("*.md")}


def pages() -> dict[str, str]:
    """Every page as it should be, by its path from the top of the tree."""
    rules = built_in_rules()
    made = {"docs/hooks.md": WRITTEN + hooks_page()}
    made["docs/rules/README.md"] = WRITTEN + rules_index(rules)
    for rule in rules:
        made[f"docs/rules/{rule.code}.md"] = WRITTEN + page(rule) + source_line(rule)
    for path in [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]:
        name = path.relative_to(ROOT).as_posix()
        if name not in made:
            made[name] = filled(path.read_text(encoding="utf-8"))
    return made


def filled(text: str) -> str:
    """A page with every insertion as it should be now."""
    return _INSERTION.sub(
        lambda match: f"{match['begin']}\n{insertion(match['what'])}\n{match['end']}", text
    )


def insertion(what: str) -> str:
    """What belongs in the place that a page marks. ``KeyError`` for a word that means nothing."""
    word, _, rest = what.partition(" ")
    if word == "copydesk":
        return fenced(f"$ {what}\n{output(shlex.split(rest))}", "console")
    if word == "help":
        return fenced(output([*shlex.split(rest), "--help"]), "text")
    if word == "file":
        path = ROOT / rest
        return fenced(path.read_text(encoding="utf-8"), _LANGUAGES.get(path.suffix, "text"))
    return TABLES[word]()


def fenced(text: str, language: str) -> str:
    """A code block."""
    return f"```{language}\n{text.rstrip()}\n```\n"


def output(arguments: list[str]) -> str:
    """What a command prints, without the path of this tree."""
    env = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "COLUMNS")}
    command = [sys.executable, "-m", "copydesk", *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env | {"COLUMNS": WIDTH},
        capture_output=True,
        encoding="utf-8",
        check=False,  # findings are what is to be shown
    )
    if done.stderr:
        raise SystemExit(f"copydesk {shlex.join(arguments)}: {done.stderr}")
    return done.stdout.replace(f"{ROOT.as_posix()}/", "")


def built_in_plugins() -> Plugins:
    """The plugin manager without what happens to be installed here."""
    return Plugins(point.name for point in entry_points(group=GROUP))


def built_in_rules() -> list[Rule]:
    """The rules that copydesk brings, by family and id."""
    order = list(FAMILIES)
    rules = Rulebook(built_in_plugins(), Settings()).rules.values()
    return sorted(rules, key=lambda rule: (order.index(rule.family), rule.id))


def rules_index(rules: Iterable[Rule]) -> str:
    """The list of rules, by family."""
    parts = [RULES_HEAD]
    for family, members in groupby(rules, key=lambda rule: rule.family):
        rows = [(f"[{rule.id}]({rule.code}.md)", told(rule), rule.summary) for rule in members]
        parts.append(
            f"## {family}\n\n{capital(FAMILIES[family])}.\n\n"
            + table(("rule", "severity", "what it finds"), rows)
        )
    return "\n".join(parts)


def told(rule: Rule) -> str:
    """A rule's severity, and whether it has to be switched on."""
    return str(rule.severity) if rule.enabled else f"{rule.severity}, off by default"


def source_line(rule: Rule) -> str:
    """Where the rule is written."""
    if rule.origin is None:
        return ""
    path = rule.origin.resolve().relative_to(ROOT).as_posix()
    return f"\nSource: [{path}](../../../{path})\n"


def hooks_page() -> str:
    """Every hook with its exact signature, what the hooks return, and the layers there are."""
    hooks = [
        f"## `{signature(name, hook)}`\n\n{prose(hook)}\n"
        for name, hook in vars(hookspecs).items()
        if name.startswith("copydesk_")
    ]
    records = [
        f"### {record.__name__}\n\n{fenced(fields(record), 'python')}\n{prose(record)}\n"
        for record in (Reader, Annotator, Reporter, Look, Rule)
    ]
    return "\n".join(
        [HOOKS_HEAD, *hooks, "## What hooks return\n", *records, "## Layers\n", layers()]
    )


def signature(name: str, hook: Callable[..., Any]) -> str:
    """A function's signature as its author wrote it."""
    return name + str(inspect.signature(hook)).replace("'", "")


def fields(record: Any) -> str:
    """A record's fields, one a line."""
    return "\n".join(f"{field.name}: {field.type}" for field in dataclasses.fields(record))


def prose(thing: object) -> str:
    """A docstring as Markdown."""
    return inspect.cleandoc(thing.__doc__ or "").replace("``", "`")


def layers() -> str:
    """The layers that a rule or an annotator may name as parameters."""
    rows = [
        ("document", "Document", "The article: its text, blocks, marks and front matter."),
        (
            "blocks",
            "tuple[Block, ...]",
            "Its blocks: headline, paragraphs, items, captions, cells.",
        ),
        ("options", "your dataclass", "The rule's own options (rules only)."),
    ]
    for layer, annotator in sorted(built_in_plugins().annotators().items()):
        maker = annotator.function()
        rows.append((layer, kind(maker), prose(maker).split("\n", 1)[0]))
    return table(("layer", "type", "what it holds"), [(f"`{a}`", f"`{b}`", c) for a, b, c in rows])


def kind(maker: Callable[..., Any]) -> str:
    """What a function returns."""
    return str(inspect.signature(maker).return_annotation).replace("'", "")


def settings() -> str:
    """Every setting with its default."""
    values = dict(
        line.partition("  #")[0].split(" = ", 1) for line in shown(Settings()).splitlines()[1:]
    )
    rows = [(f"`{key}`", f"`{values[key]}`", spec.metadata["about"]) for key, spec in KEYS.items()]
    return table(("setting", "default", "meaning"), rows)


def options() -> str:
    """The options of every rule that has some."""
    rows = []
    for rule in built_in_rules():
        if rule.options is None:
            continue
        for field in dataclasses.fields(rule.options):
            default = getattr(rule.options, field.name)
            shown_as = list(default) if isinstance(default, tuple) else default
            rows.append(
                (
                    f"[{rule.id}](rules/{rule.code}.md)",
                    f"`{field.name.replace('_', '-')}`",
                    f"`{shown_as!r}`",
                    field.metadata.get("about", ""),
                )
            )
    return table(("rule", "option", "default", "meaning"), rows)


def families() -> str:
    """What each family finds now, for the README; a family without rules says so."""
    by_family: dict[str, list[str]] = {family: [] for family in FAMILIES}
    for rule in built_in_rules():
        by_family[rule.family].append(f"[{rule.id}](docs/rules/{rule.code}.md)")
    rows = [
        (f"**{family}**", about, ", ".join(by_family[family]) or "*not there yet*")
        for family, about in FAMILIES.items()
    ]
    return table(("family", "looks at", "rules"), rows)


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""

    def lines() -> Iterator[str]:
        yield f"| {' | '.join(header)} |"
        yield f"| {' | '.join('---' for _ in header)} |"
        for row in rows:
            yield f"| {' | '.join(map(cell, row))} |"

    return "\n".join(lines()) + "\n"


def cell(text: str) -> str:
    """Text for a table: a bar would end the cell, and ``<`` outside of code begin a tag."""
    parts = text.replace("|", "\\|").split("`")
    return "`".join(part if n % 2 else part.replace("<", "\\<") for n, part in enumerate(parts))


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


TABLES: dict[str, Callable[[], str]] = {
    "families": families,
    "layers": layers,
    "options": options,
    "settings": settings,
}

if __name__ == "__main__":
    main()
