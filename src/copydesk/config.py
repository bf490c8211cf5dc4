"""Settings: find the file, read it, check every key, and say where each value came from.

``copydesk.toml``, or the table ``[tool.copydesk]`` of ``pyproject.toml``, nearest to the
article upward; the first one found is the whole truth, nothing is inherited from above it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from copydesk.finding import Severity
from copydesk.gazetteer import HOUSES
from copydesk.problem import Problem

COMMAND_LINE = "command line"
"""Where a value came from that no file gave."""


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
    max_file_size: int = setting(2_000_000, "Bytes; a larger file is an error, not a long wait.")
    rule_folders: tuple[str, ...] = setting(
        (), "Folders of your own data rules, <family>/<rule-id>.yml, with examples."
    )
    styles: tuple[str, ...] = setting((), "Folders of styles written for Vale.")
    rule_url: str = setting(
        "", "Address of a rule's page, with {rule} and {family}, for reports and editors."
    )
    disable_plugins: tuple[str, ...] = setting((), "Plugins that are not loaded, by name.")
    overrides: tuple[Override, ...] = setting((), "Other selections for some paths.")
    rules: Mapping[str, Mapping[str, Any]] = setting({}, "Options of rules, a table for each.")
    plugins: Mapping[str, Mapping[str, Any]] = setting({}, "Settings of plugins, a table for each.")
    origin: Path | None = field(default=None, metadata={"internal": True})
    """The file that they were read from."""
    given: Mapping[str, str] = field(default_factory=dict, metadata={"internal": True})
    """Where each value came from, by key; those that are not named stand at their defaults."""

    @property
    def root(self) -> Path | None:
        """The folder that relative paths in the settings start from."""
        return self.origin.parent if self.origin else None

    def plugin(self, name: str) -> Mapping[str, Any]:
        """A plugin's own table."""
        return self.plugins.get(name, {})

    def problem(self, message: str, *keys: str | int, value: str | None = None) -> Problem:
        """What is wrong with the value under ``keys``, with its line if the file has it.

        ``value`` is one text of an array; one that the file does not have came from the
        command line, whose option the message then names.
        """
        line = None
        if self.origin is not None:
            lines = self.origin.read_text(encoding="utf-8-sig").splitlines()
            line = line_of(lines, [*_prefix(self.origin), *keys], value)
        where = ".".join(key for key in keys if isinstance(key, str))
        if line is None:
            return Problem(f"{'--' if value else ''}{where}: {message}")
        return Problem(f"{where}: {message}", path=str(self.origin), line=line)


KEYS = {f.name.replace("_", "-"): f for f in fields(Settings) if "internal" not in f.metadata}

_TABLE = re.compile(rb"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*copydesk[ \t]*[].]", re.MULTILINE)


def file_in(folder: Path) -> Path | None:
    """The settings file that stands in a folder: copydesk's own, or a project's that names it."""
    own, project = folder / "copydesk.toml", folder / "pyproject.toml"
    if os.path.isfile(own):  # noqa: PTH113  raises nothing, as Path.is_file does
        return own
    if os.path.isfile(project) and _TABLE.search(_bytes(project)):  # noqa: PTH113
        return project
    return None


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Problem(
            f"cannot read the settings: {error.strerror or error}", path=str(path)
        ) from error


def load(path: Path) -> Settings:
    """Read and check a settings file. Raises ``Problem`` with the line and the nearest known key."""
    import tomllib  # noqa: PLC0415  only runs with settings need it

    try:
        text = _bytes(path).decode("utf-8-sig")
        table: Any = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise Problem("the settings are not UTF-8; save them as UTF-8", path=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        message, line, column = _toml_fault(str(error), text)
        raise Problem(message, path=str(path), line=line, column=column) from error
    checker = _Checker(path, text)
    for key in _prefix(path):
        table = checker.table(table.get(key, {}), key)
    return checker.settings(table)


def _prefix(path: Path) -> tuple[str, ...]:
    return ("tool", "copydesk") if path.name == "pyproject.toml" else ()


def _toml_fault(message: str, text: str) -> tuple[str, int, int]:
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)", message)
    if place is None:
        return f"not TOML: {message}", 1, 1
    said = f"not TOML: {message[: place.start()]}"
    if place[1] is None:
        return f"{said} at the end", max(1, len(text.splitlines())), 1
    return said, int(place[1]), int(place[2])


_KINDS: dict[str, tuple[type, str]] = {
    "respect-gitignore": (bool, "true or false"),
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
                raise self.problem(unknown("setting", key, KEYS), key)
            values[key.replace("-", "_")] = self.value(key, value)
        return Settings(**values, origin=self.path, given=dict.fromkeys(table, str(self.path)))

    def value(self, key: str, value: Any) -> Any:
        match key:
            case "fail-on":
                return self.level(value, key)
            case "house-style":
                return self.house(key, value)
            case "max-file-size":
                return self.size(key, value)
            case "severity":
                table = self.table(value, key)
                return {name: self.level(word, key, name) for name, word in table.items()}
            case "rules" | "plugins":
                table = self.table(value, key)
                return {name: self.table(own, key, name) for name, own in table.items()}
            case "overrides":
                entries = self.array(value, dict, key)
                return tuple(self.override(entry, n) for n, entry in enumerate(entries))
        kind, wanted = _KINDS.get(key, (list, ""))
        if kind is list:
            return tuple(self.array(value, str, key))
        return self.typed(value, kind, wanted, key)

    def house(self, key: str, value: Any) -> Any:
        if value not in HOUSES:
            known = ", ".join(HOUSES)
            raise self.problem(f"{key} = {value!r}: no such house; one of {known}", key)
        return value

    def size(self, key: str, value: Any) -> Any:
        if self.typed(value, int, "a number of bytes", key) < 1:
            raise self.problem(f"{key} must be a number of bytes, not {value!r}", key)
        return value

    def override(self, entry: Mapping[str, Any], number: int) -> Override:
        known = {f.name for f in fields(Override)}
        values: dict[str, tuple[str, ...]] = {}
        for key, value in entry.items():
            if key not in known:
                message = unknown("key of an override", key, known)
                raise self.problem(message, "overrides", number, key)
            values[key] = tuple(self.array(value, str, "overrides", number, key))
        if not values.get("paths"):
            raise self.problem("an override needs paths = [...]", "overrides", number)
        return Override(**values)

    def level(self, word: Any, *keys: str) -> Severity:
        try:
            return Severity.parse(word)
        except (KeyError, AttributeError):
            known = "error, warning, suggestion"
            message = f"{keys[-1]} = {word!r}: no such severity; one of {known}"
            raise self.problem(message, *keys) from None

    def table(self, value: Any, *keys: str) -> Mapping[str, Any]:
        checked: Mapping[str, Any] = self.typed(value, dict, "a table", *keys)
        return checked

    def array(self, value: Any, kind: type, *keys: str | int) -> list[Any]:
        wanted = f"an array of {'texts' if kind is str else 'tables'}"
        return [
            self.typed(item, kind, wanted, *keys) for item in self.typed(value, list, wanted, *keys)
        ]

    def typed(self, value: Any, kind: type, wanted: str, *keys: str | int) -> Any:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.problem(f"{keys[-1]} must be {wanted}, not {value!r}", *keys)
        return value

    def problem(self, message: str, *keys: str | int) -> Problem:
        line = line_of(self.lines, [*_prefix(self.path), *keys])
        return Problem(message, path=str(self.path), line=line)


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """What is said of a name that is none of the known ones: the nearest, or all."""
    import difflib  # noqa: PLC0415  only those who mistype need it

    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"
    return f"unknown {what} {name!r}; {hint}"


_HEADER = re.compile(r"\s*\[(?P<array>\[)?(?P<name>[^]]+)\]")
_KEY = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_STATEMENT = re.compile(rf"\s*(?P<name>(?:{_KEY.pattern})(?:\s*\.\s*(?:{_KEY.pattern}))*)\s*=")


def line_of(
    lines: Sequence[str], keys: Sequence[str | int], value: str | None = None
) -> int | None:
    """The 1-based line of a value in a TOML file, which ``tomllib`` does not tell.

    ``keys`` lead to it, a number counts the tables of an array from 0; of keys that the file
    does not have, the nearest table above is meant. With ``value``, the line where this text
    stands in the array under ``keys``, or ``None`` if it does not.
    """
    wanted, best, length = list(keys), 1, 0
    for number, here in _statements(lines):
        shared = next(
            (n for n, (a, b) in enumerate(zip(here, wanted, strict=False)) if a != b), None
        )
        depth = min(len(here), len(wanted)) if shared is None else 0
        if depth > length:
            best, length = number, depth
    if value is None:
        return best
    for number, line in enumerate(lines[best - 1 :], best):
        if f'"{value}"' in line or f"'{value}'" in line:
            return number
    return None


def _statements(lines: Iterable[str]) -> Iterable[tuple[int, list[str | int]]]:
    """Each line that opens a table or sets a key, with the keys that lead to it."""
    table: list[str | int] = []
    counts: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if header := _HEADER.match(line):
            table = [key.strip("\"'") for key in _KEY.findall(header["name"])]
            if header["array"]:
                counts[header["name"]] = counts.get(header["name"], -1) + 1
                table.append(counts[header["name"]])
            yield number, table
        elif statement := _STATEMENT.match(line):
            names = _KEY.findall(statement["name"])
            yield number, [*table, *(name.strip("\"'") for name in names)]


def shown(settings: Settings) -> str:
    """The settings in force, as TOML that can be used again, with where each came from."""
    lines = [f"# settings file: {settings.origin or 'none; these are the defaults'}"]
    for key, spec in KEYS.items():
        value = _toml(getattr(settings, spec.name))
        lines.append(f"{key} = {value}  # {settings.given.get(key, 'default')}")
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    import json  # noqa: PLC0415  JSON's strings are TOML's

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
    return str(value)
