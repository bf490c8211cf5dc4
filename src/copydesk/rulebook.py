"""The rulebook: gather the rules, refuse clashes, select by the settings."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk import allow
from copydesk.checks import load_folder, load_style
from copydesk.config import Settings, unknown
from copydesk.finding import Severity
from copydesk.plugins import Plugins
from copydesk.problem import Problem
from copydesk.rule import Rule

_NAME = re.compile(r"[\w.-]+")


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

    @property
    def tables(self) -> tuple[str, ...]:
        """The files that its options name."""
        if self.options is None:
            return ()
        named = [one for one in dataclasses.fields(self.options) if one.metadata.get("paths")]
        return tuple(path for one in named for path in getattr(self.options, one.name))


class Rulebook:
    """All rules, by id, and the choice that the settings make of them.

    Installed plugins are asked only when the built-ins do not settle the choice: it is not by
    rule ids alone, or a name is none of theirs.
    """

    def __init__(self, plugins: Plugins, settings: Settings) -> None:
        self._plugins = plugins
        self._settings = settings
        self.rules: dict[str, Rule] = {}
        self._gather()
        selects = [settings.select, *(override.select for override in settings.overrides)]
        chosen = {name for select in selects for name in select}
        if not (settings.select and chosen <= self.rules.keys()):
            self._gather_installed()

    def _gather(self) -> None:
        settings, self.rules = self._settings, {}
        self._add([allow.UNUSED_ALLOW])
        self._add(self._plugins.rules(settings))
        for folder in self._plugins.rule_folders(settings):
            self._add(load_folder(folder))
        for folder in self._folders(settings.rule_folders, "rule-folders"):
            self._add(load_folder(folder))
        for folder in self._folders(settings.styles, "styles"):
            self._add(load_style(folder))

    def _gather_installed(self) -> None:
        if self._plugins.load_installed():
            self._gather()

    def _add(self, rules: Iterable[Rule]) -> None:
        for rule in rules:
            if not (_NAME.fullmatch(rule.id) and _NAME.fullmatch(rule.family)):
                what = f"{rule.code!r} is no name that settings could use: letters, digits, - . _"
                raise Problem(what, path=str(rule.origin))
            if rule.id in self.rules:
                both = f"{self.rules[rule.id].origin} and {rule.origin}"
                raise Problem(f"two rules are called {rule.id!r}: {both}; rename one")
            self.rules[rule.id] = rule

    def _folders(self, names: Iterable[str], key: str) -> Iterator[Path]:
        root = self._settings.root or Path()
        for name in names:
            if not (root / name).is_dir():
                what = f"there is no folder {name!r} in {root.as_posix()}"
                raise self._settings.problem(what, key, value=name)
            yield root / name

    @property
    def families(self) -> frozenset[str]:
        """The names of the families."""
        return frozenset(rule.family for rule in self.rules.values())

    def knows(self, name: str) -> bool:
        """Whether a name means a rule, a family or all; a plugin's name counts."""
        if self._meaning(name) is None:
            self._gather_installed()
        return self._meaning(name) is not None

    def _meaning(self, name: str) -> frozenset[str] | None:
        if name in self.rules:
            return frozenset([name])
        if name == allow.ALL:
            return frozenset(self.rules)
        return frozenset(rule.id for rule in self.rules.values() if rule.family == name) or None

    def named(self, names: Iterable[str], *keys: str | int) -> frozenset[str]:
        """The ids that a list of rules and families under a settings key means.

        Raises ``Problem`` for a name that means none, with its place in the settings.
        """
        ids: frozenset[str] = frozenset()
        for name in names:
            meant = self._meaning(name) if self.knows(name) else None
            if meant is None:
                message = self._unknown(name)
                if keys[0] in ("severity", "rules"):
                    raise self._settings.problem(message, *keys, name)
                raise self._settings.problem(message, *keys, value=name)
            ids |= meant
        return ids

    def _unknown(self, name: str) -> str:
        message = unknown("rule or family", name, [*self.rules, *self.families, allow.ALL])
        return (
            message
            if "did you mean" in message
            else f"{message.split(';')[0]}; see 'copydesk rules'"
        )

    def get(self, name: str) -> Rule:
        """One rule by id. ``Problem`` for an id unknown."""
        if not self.knows(name):
            raise Problem(self._unknown(name))
        if name not in self.rules:
            raise Problem(f"{name!r} is a family, not a rule; see 'copydesk rules'")
        return self.rules[name]

    def active(
        self, select: Iterable[str] | None = None, ignore: Iterable[str] = ()
    ) -> list[ActiveRule]:
        """The rules that run, sorted by id.

        ``select`` replaces and ``ignore`` adds to what the settings say, as overrides for some
        paths do. Every name in the settings is checked, whether it matters to this choice or not.
        """
        settings = self._settings
        self._check_names()
        wanted = settings.select if select is None else tuple(select)
        chosen = self.named(wanted, "select") or self.enabled
        chosen -= self.named([*settings.ignore, *ignore], "ignore")
        severities = self._severities()
        return [
            ActiveRule(self.rules[rule_id], severities[rule_id], self._options(self.rules[rule_id]))
            for rule_id in sorted(chosen)
        ]

    @property
    def enabled(self) -> frozenset[str]:
        """The rules that run unless something is selected."""
        return frozenset(rule.id for rule in self.rules.values() if rule.enabled)

    def _check_names(self) -> None:
        for number, override in enumerate(self._settings.overrides):
            self.named(override.select, "overrides", number, "select")
            self.named(override.ignore, "overrides", number, "ignore")
        for name in self._settings.rules:
            self.named([name], "rules")
            if name not in self.rules:
                message = "a family has no options; name a rule"
                raise self._settings.problem(message, "rules", name)
            self._options(self.rules[name])

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
                raise self._settings.problem("this rule has no options", "rules", rule.id)
            return None
        known = {field.name.replace("_", "-"): field for field in dataclasses.fields(rule.options)}
        values: dict[str, Any] = {}
        if "house-style" in known:
            values["house_style"] = self._settings.house_style
        for key, value in given.items():
            if key not in known:
                message = unknown("option", key, known)
                raise self._settings.problem(message, "rules", rule.id, key)
            default = getattr(rule.options, known[key].name)
            values[known[key].name] = self._option(rule, known[key], value, default)
        try:
            return dataclasses.replace(rule.options, **values)
        except ValueError as error:
            raise self._settings.problem(str(error), "rules", rule.id) from error

    def _option(self, rule: Rule, field: dataclasses.Field[Any], value: Any, default: Any) -> Any:
        keys = ("rules", rule.id, field.name.replace("_", "-"))
        if isinstance(default, tuple):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise self._settings.problem(f"must be an array of texts, not {value!r}", *keys)
            if field.metadata.get("paths"):
                root = self._settings.root or Path()
                return tuple(str(root / item) for item in value)
            return tuple(value)
        if isinstance(default, float) and type(value) is int:
            return float(value)
        if type(value) is not type(default):
            wanted = {
                bool: "true or false",
                int: "a whole number",
                float: "a number",
                str: "a text",
            }
            expected = wanted.get(type(default), type(default).__name__)
            raise self._settings.problem(f"must be {expected}, not {value!r}", *keys)
        return value
