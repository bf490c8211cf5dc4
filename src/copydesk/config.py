"""Settings: find the file, read it, check every key, and say where each value came from.

``copydesk.toml``, or the table ``[tool.copydesk]`` of ``pyproject.toml``, nearest to the
article upward; the first one found is the whole truth, nothing is inherited from above it.
"""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from copydesk.finding import Severity
from copydesk.problem import Problem

HOUSES = ("own", "ap", "reuters", "guardian", "bbc")
"""The house styles that the gazetteer knows."""


@dataclass(frozen=True)
class Override:
    """Other selections for some paths (patterns as in .gitignore, relative to the settings)."""

    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def setting(default: Any, about: str) -> Any:
    """A field of ``Settings`` with its line for the documentation."""
    if isinstance(default, dict):
        return field(default_factory=dict, metadata={"about": about})
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. Keys are written with hyphens in the file."""

    select: tuple[str, ...] = setting(
        (), "Rules or families that run; none named: all that are on by default."
    )
    ignore: tuple[str, ...] = setting((), "Rules or families that do not run.")
    fail_on: Severity = setting(  # noqa: RUF009  makes a field
        Severity.WARNING, "The least severity that makes the exit code 1."
    )
    house_style: str = setting(
        "own", "Whose forms of names are wanted: own, ap, reuters, guardian or bbc."
    )
    severity: Mapping[str, Severity] = setting({}, "Another severity for a rule or a family.")
    exclude: tuple[str, ...] = setting((), "Paths that are never linted, as in .gitignore.")
    respect_gitignore: bool = setting(True, "Leave out what .gitignore names.")
    max_file_size: int = setting(5_000_000, "Bytes; a larger file is an error, not a long wait.")
    rule_folders: tuple[str, ...] = setting(
        (), "Folders of your own data rules, <family>/<rule-id>.yml, with examples."
    )
    styles: tuple[str, ...] = setting((), "Folders of styles written for Vale.")
    rule_url: str | None = setting(
        None, "Address of a rule's page, with {rule} and {family}, for reports and editors."
    )
    disable_plugins: tuple[str, ...] = setting((), "Plugins that are not loaded, by name.")
    overrides: tuple[Override, ...] = setting((), "Other selections for some paths.")
    rules: Mapping[str, Mapping[str, Any]] = setting({}, "Options of rules, a table for each.")
    plugins: Mapping[str, Mapping[str, Any]] = setting({}, "Settings of plugins, a table for each.")
    origin: Path | None = field(default=None, metadata={"internal": True})
    given: tuple[str, ...] = field(default=(), metadata={"internal": True})
    """The keys that the file sets; the others stand at their defaults."""

    @property
    def root(self) -> Path | None:
        """The folder that relative paths in the settings start from."""
        return self.origin.parent if self.origin else None

    def plugin(self, name: str) -> Mapping[str, Any]:
        """A plugin's own table."""
        return self.plugins.get(name, {})


KEYS = {f.name.replace("_", "-"): f for f in fields(Settings) if "internal" not in f.metadata}


def find(start: Path) -> Path | None:
    """The settings file that holds for a folder: the nearest one upward."""
    for folder in (start, *start.parents):
        own = folder / "copydesk.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and b"[tool.copydesk" in project.read_bytes():
            return project
    return None


def load(path: Path) -> Settings:
    """Read and check a settings file. Raises ``Problem`` with the line and the nearest known key."""
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        raise Problem(f"cannot read the settings: {error.strerror}", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise Problem("the settings are not UTF-8; save them as UTF-8", path=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        line, column = _toml_place(str(error))
        raise Problem(f"not TOML: {error}", path=str(path), line=line, column=column) from error
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("copydesk", {})
    return _Checker(path, text).settings(table)


def _toml_place(message: str) -> tuple[int, int]:
    words = message.replace(",", "").replace(")", "").split()
    if "line" in words and "column" in words:
        return int(words[words.index("line") + 1]), int(words[words.index("column") + 1])
    return 1, 1


_KINDS: dict[str, tuple[type, str]] = {
    "respect-gitignore": (bool, "true or false"),
    "max-file-size": (int, "a number of bytes"),
    "rule-url": (str, "a text"),
}
"""Settings that are neither an array of texts nor checked by a method of their own."""


class _Checker:
    """Turns a table into ``Settings``, with an error that names the place for whatever is amiss."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()

    def settings(self, table: Mapping[str, Any]) -> Settings:
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in KEYS:
                raise self.unknown("setting", key, KEYS)
            values[key.replace("-", "_")] = self.value(key, value)
        return Settings(**values, origin=self.path, given=tuple(table))

    def value(self, key: str, value: Any) -> Any:
        match key:
            case "fail-on":
                return self.level(key, value)
            case "house-style":
                return self.house(key, value)
            case "severity":
                return {
                    name: self.level(name, word) for name, word in self.table(key, value).items()
                }
            case "rules" | "plugins":
                return {name: self.table(name, own) for name, own in self.table(key, value).items()}
            case "overrides":
                return tuple(self.override(entry) for entry in self.array(key, value, dict))
        kind, wanted = _KINDS.get(key, (list, ""))
        if kind is list:
            return tuple(self.array(key, value, str))
        return self.typed(key, value, kind, wanted)

    def house(self, key: str, value: Any) -> Any:
        if value not in HOUSES:
            raise self.problem(key, f"{key} = {value!r}: no such house; one of {', '.join(HOUSES)}")
        return value

    def override(self, entry: Mapping[str, Any]) -> Override:
        known = {f.name for f in fields(Override)}
        for key in entry:
            if key not in known:
                raise self.unknown("key of [[overrides]]", key, known)
        if not entry.get("paths"):
            raise self.problem("overrides", "an entry of [[overrides]] needs paths = [...]")
        return Override(**{key: tuple(self.array(key, value, str)) for key, value in entry.items()})

    def level(self, key: str, word: Any) -> Severity:
        try:
            return Severity.parse(word)
        except (KeyError, AttributeError):
            raise self.problem(
                key, f"{key} = {word!r}: no such severity; one of error, warning, suggestion"
            ) from None

    def table(self, key: str, value: Any) -> Mapping[str, Any]:
        checked: Mapping[str, Any] = self.typed(key, value, dict, "a table")
        return checked

    def array(self, key: str, value: Any, kind: type) -> list[Any]:
        inside = "texts" if kind is str else "tables"
        self.typed(key, value, list, f"an array of {inside}")
        for item in value:
            self.typed(key, item, kind, f"an array of {inside}")
        return list(value)

    def typed(self, key: str, value: Any, kind: type, wanted: str) -> Any:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.problem(key, f"{key} must be {wanted}, not {value!r}")
        return value

    def unknown(self, what: str, key: str, known: Iterable[str]) -> Problem:
        near = difflib.get_close_matches(key, sorted(known), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(sorted(known))}"
        return self.problem(key, f"unknown {what} {key!r}{hint}")

    def problem(self, key: str, message: str) -> Problem:
        return Problem(message, path=str(self.path), line=line_of(self.lines, key))


def line_of(lines: list[str], key: str) -> int:
    """The 1-based line that sets a key or opens its table; tomllib does not say."""
    for number, line in enumerate(lines, 1):
        bare = line.strip().lstrip("[").strip()
        for form in (key, f'"{key}"', f"'{key}'"):
            rest = bare[len(form) :].lstrip() if bare.startswith(form) else None
            if rest is not None and rest[:1] in ("=", ".", "]"):
                return number
        if bare.endswith((f".{key}]", f'."{key}"]', f".{key}]]")) and line.lstrip()[:1] == "[":
            return number
    return 1


def shown(settings: Settings) -> str:
    """The settings in force, as TOML, with where each came from."""
    source = str(settings.origin) if settings.origin else None
    lines = [f"# settings file: {source or 'none; these are the defaults'}"]
    for key, spec in KEYS.items():
        value = getattr(settings, spec.name)
        origin = "default" if key not in settings.given else source
        if value != _default(spec) and key not in settings.given:
            origin = "command line"
        lines.append(f"{key} = {_toml(value)}  # {origin}")
    return "\n".join(lines) + "\n"


def _default(spec: Field[Any]) -> Any:
    return {} if spec.default is MISSING else spec.default


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Severity | str):
        return json.dumps(str(value), ensure_ascii=False)
    if isinstance(value, Override):
        value = {f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name)}
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return '""' if value is None else str(value)
