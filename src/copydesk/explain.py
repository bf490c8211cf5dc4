"""One rule as a page: for ``copydesk explain`` and for docs/rules."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from copydesk.rule import Bad, Good, Rule
from copydesk.rulebook import ActiveRule


def page(rule: Rule) -> str:
    """The rule's page in Markdown. The headings are the same for every rule."""
    return "\n".join(_page(rule)).rstrip() + "\n"


def _page(rule: Rule) -> Iterator[str]:
    state = "" if rule.enabled else ", off by default"
    yield from (f"# {rule.id}", "", f"{rule.code} · {rule.severity}{state}", "")
    yield from (rule.why, "")
    if not any(bad.says for bad in rule.bad):  # an example tells more than a template
        yield from (f"Message: {rule.message}", "")
    if rule.bad:
        yield from ("## Reported", "")
        for bad in rule.bad:
            yield from _bad(bad)
    if rule.good:
        yield from ("## Not reported", "")
        for good in rule.good:
            yield from _quoted(good.text, good)
    if rule.options is not None:
        yield from ("## Options", "")
        yield from _options(rule)
    if rule.limits:
        yield from ("## Known limits", "", rule.limits, "")
    if rule.link:
        yield from (f"More: {rule.link}", "")


def _bad(bad: Bad) -> Iterator[str]:
    yield from _quoted(bad.text, bad)
    if bad.says:
        yield from (f"> {bad.says}", "")
    if bad.fixed is not None and bad.fixed != bad.text:
        yield from ("Fixed:", "")
        yield from _fenced(bad.fixed, bad)


def _quoted(text: str, example: Bad | Good) -> Iterator[str]:
    if example.options:
        yield from (f"With {_settings(example.options)}:", "")
    yield from _fenced(text, example)


def _fenced(text: str, example: Bad | Good) -> Iterator[str]:
    language = {"markdown": "markdown", "html": "html"}.get(example.format, "text")
    fence = "```"
    while fence in text:
        fence += "`"
    yield from (f"{fence}{language}", *text.rstrip("\n").split("\n"), fence, "")


def _settings(options: Mapping[str, Any]) -> str:
    """Options as somebody writes them in the settings."""
    told = (f"{key.replace('_', '-')} = {_toml(value)}" for key, value in options.items())
    return ", ".join(f"`{one}`" for one in told)


def _toml(value: Any) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _options(rule: Rule) -> Iterator[str]:
    for field in dataclasses.fields(rule.options):
        default = getattr(rule.options, field.name)
        about = field.metadata.get("about", "")
        yield f"- `{field.name.replace('_', '-')}` (default `{_toml(default)}`) {about}".rstrip()
    yield ""


def table(rules: Iterable[Rule]) -> str:
    """All rules, one a line: severity, family and id, summary."""
    rows = sorted(rules, key=lambda rule: (rule.family, rule.id))
    width = max((len(rule.code) for rule in rows), default=0)
    return "".join(
        f"{rule.code:<{width}}  {rule.severity!s:<10}  {'' if rule.enabled else '(off) '}{rule.summary}\n"
        for rule in rows
    )


def running(rules: Iterable[ActiveRule], path: str) -> str:
    """The rules that run on a path, one a line, as comments below its settings."""
    rows = sorted(rules, key=lambda active: active.rule.code)
    width = max((len(active.rule.code) for active in rows), default=0)
    lines = [f"# {len(rows)} rule{'s' if len(rows) != 1 else ''} run on {path}:"]
    for active in rows:
        own = active.rule.severity
        instead = f" instead of {own}" if active.severity != own else ""
        lines.append(f"# {active.rule.code:<{width}}  {active.severity}{instead}")
    return "\n".join(lines) + "\n"
