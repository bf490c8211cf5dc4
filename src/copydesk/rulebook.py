"""The rulebook: gather the rules, refuse clashes, select by the settings."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk import allow
from copydesk.checks import load_folder, load_style
from copydesk.config import Settings, line_of
from copydesk.finding import Severity
from copydesk.plugins import Plugins
from copydesk.problem import Problem
from copydesk.rule import Rule


@dataclass(frozen=True, slots=True)
class ActiveRule:
    """A rule that runs, with the severity and the options of the settings."""

    rule: Rule
    severity: Severity
    options: Any

    @property
    def needs(self) -> tuple[str, ...]:
        """The layers that it asks for."""
        return tuple(need for need in self.rule.needs if need != "options")


class Rulebook:
    """All rules, by id, and the choice that the settings make of them."""

    def __init__(self, plugins: Plugins, settings: Settings) -> None:
        self._plugins = plugins
        self._settings = settings
        self.rules: dict[str, Rule] = {}
        self._gather()
        named = (*settings.select, *settings.ignore, *settings.severity, *settings.rules)
        if not settings.select or not all(self._known(name) for name in named):
            before = set(plugins.names)
            plugins.load_installed()
            if set(plugins.names) != before:
                self._gather()

    def _gather(self) -> None:
        settings, self.rules = self._settings, {}
        self._add([allow.UNUSED_ALLOW])
        self._add(self._plugins.rules(settings))
        for folder in self._plugins.rule_folders(settings):
            self._add(load_folder(folder))
        for folder in self._paths(settings.rule_folders, "rule-folders"):
            self._add(load_folder(folder))
        for folder in self._paths(settings.styles, "styles"):
            self._add(load_style(folder))

    def _add(self, rules: Iterable[Rule]) -> None:
        for rule in rules:
            if rule.id in self.rules:
                other = self.rules[rule.id]
                raise Problem(
                    f"two rules are called {rule.id!r}: {other.origin} and {rule.origin}; rename one"
                )
            self.rules[rule.id] = rule

    def _paths(self, names: Iterable[str], key: str) -> list[Path]:
        root = self._settings.root or Path.cwd()
        folders = [root / name for name in names]
        for name, folder in zip(names, folders, strict=True):
            if not folder.is_dir():
                raise self._problem(key, f"{key}: there is no folder {name!r} in {root}")
        return folders

    @property
    def families(self) -> frozenset[str]:
        """The names of the families."""
        return frozenset(rule.family for rule in self.rules.values())

    def _known(self, name: str) -> bool:
        return name in self.rules or name in self.families or name == "all"

    def named(self, names: Iterable[str], where: str) -> frozenset[str]:
        """The ids that a list of rules and families means. ``Problem`` for a name unknown."""
        ids = set()
        for name in names:
            if name in self.rules:
                ids.add(name)
            elif name == "all":
                ids.update(self.rules)
            elif name in self.families:
                ids.update(rule.id for rule in self.rules.values() if rule.family == name)
            else:
                near = difflib.get_close_matches(name, [*self.rules, *self.families], n=1)
                hint = f"; did you mean {near[0]!r}?" if near else "; see 'copydesk rules'"
                raise self._problem(name, f"{where}: no rule or family is called {name!r}{hint}")
        return frozenset(ids)

    def get(self, name: str) -> Rule:
        """One rule by id. ``Problem`` for an id unknown."""
        (rule_id,) = self.named([name], "explain") if name in self.rules else ([name],)
        if rule_id not in self.rules:
            self.named([name], "explain")
            raise Problem(f"explain: {name!r} is a family, not a rule; see 'copydesk rules'")
        return self.rules[rule_id]

    def active(
        self, select: Iterable[str] | None = None, ignore: Iterable[str] = ()
    ) -> list[ActiveRule]:
        """The rules that run, sorted by id."""
        settings = self._settings
        wanted = tuple(settings.select if select is None else select)
        chosen = (
            self.named(wanted, "select")
            if wanted
            else frozenset(rule.id for rule in self.rules.values() if rule.enabled)
        )
        chosen -= self.named([*settings.ignore, *ignore], "ignore")
        severities = self._severities()
        options = {
            rule_id: self._options(self.rules[rule_id])
            for rule_id in self.named(settings.rules, "rules") | chosen
        }
        return [
            ActiveRule(self.rules[rule_id], severities[rule_id], options[rule_id])
            for rule_id in sorted(chosen)
        ]

    def _severities(self) -> dict[str, Severity]:
        table = {rule_id: rule.severity for rule_id, rule in self.rules.items()}
        given = self._settings.severity
        for name in sorted(given, key=lambda name: name in self.rules):  # families first
            for rule_id in self.named([name], "severity"):
                table[rule_id] = given[name]
        return table

    def _options(self, rule: Rule) -> Any:
        given: Mapping[str, Any] = self._settings.rules.get(rule.id, {})
        if rule.options is None:
            if given:
                raise self._problem(rule.id, f"rules.{rule.id}: this rule has no options")
            return None
        known = {field.name.replace("_", "-"): field for field in dataclasses.fields(rule.options)}
        values: dict[str, Any] = {}
        if "house-style" in known:
            values["house_style"] = self._settings.house_style
        for key, value in given.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(known)}"
                raise self._problem(key, f"rules.{rule.id}: unknown option {key!r}; {hint}")
            default = getattr(rule.options, known[key].name)
            values[known[key].name] = self._option(rule, known[key], value, default)
        try:
            return dataclasses.replace(rule.options, **values)
        except ValueError as error:
            raise self._problem(rule.id, f"rules.{rule.id}: {error}") from error

    def _option(self, rule: Rule, field: dataclasses.Field[Any], value: Any, default: Any) -> Any:
        key = field.name.replace("_", "-")
        if isinstance(default, tuple):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise self._problem(key, f"rules.{rule.id}: {key} must be an array of texts")
            if field.metadata.get("paths"):
                root = self._settings.root or Path.cwd()
                return tuple(str(root / item) for item in value)
            return tuple(value)
        if type(value) is not type(default):
            wanted = {bool: "true or false", int: "a whole number", str: "a text"}
            expected = wanted.get(type(default), type(default).__name__)
            raise self._problem(key, f"rules.{rule.id}: {key} must be {expected}, not {value!r}")
        return value

    def _problem(self, key: str, message: str) -> Problem:
        origin = self._settings.origin
        if origin is None:
            return Problem(message)
        text = origin.read_text(encoding="utf-8")
        return Problem(message, path=str(origin), line=line_of(text.splitlines(), key))
