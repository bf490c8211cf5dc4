"""A rule's file: its keys and values, and the line and column of each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import yaml

from copydesk.problem import Problem

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Text(NamedTuple):
    """A scalar as the file writes it, with its 1-based place."""

    value: str
    line: int
    column: int


class RuleFile:
    """The keys of one rule, read on demand.

    Every scalar is text until a key asks for a number or a flag: a word list may hold ``no``
    and ``1:30``, which YAML 1.1 would make false and ninety. Every method that reads a key
    raises ``Problem``, with the place, for a value that is not of the kind asked for; an
    empty value counts as absent.
    """

    def __init__(self, path: Path, *, lenient: bool = False) -> None:
        r"""Read the file. Raises ``Problem`` for one that cannot be read or is no YAML mapping.

        A lenient reading lets pass what Vale does and YAML forbids: ``\'`` between double
        quotes, and a key that stands twice with one value.
        """
        self.path = path
        self._lenient = lenient
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise Problem(f"cannot read the rule: {error}", path=str(path)) from error
        root = _composed(path, text, lenient=lenient)
        if not isinstance(root, yaml.MappingNode):
            raise Problem(
                "a rule is a mapping of keys to values, such as 'extends: existence'",
                path=str(path),
                line=1,
            )
        self._keys: dict[str, yaml.Node] = {}
        self._values: dict[str, yaml.Node] = {}
        for key, value in self._entries(root):
            self._keys[key.value] = key
            self._values[key.value] = value

    def problem(self, message: str, at: str | Text | None = None) -> Problem:
        """A fault of this file, placed at a key, at a text, or at the first line."""
        if isinstance(at, Text):
            return Problem(message, path=str(self.path), line=at.line, column=at.column)
        if at is None or at not in self._keys:
            return Problem(message, path=str(self.path), line=1)
        place = _text(self._keys[at])
        return Problem(message, path=str(self.path), line=place.line, column=place.column)

    @property
    def keys(self) -> list[str]:
        """The names of the keys, in the file's order."""
        return list(self._keys)

    def __contains__(self, key: str) -> bool:
        value = self._values.get(key)
        return value is not None and not _absent(value)

    def place(self, key: str) -> Text:
        """A scalar with its place; the key must be there."""
        value = self._values[key]
        if not isinstance(value, yaml.ScalarNode):
            raise self.problem(f"{key!r} must be one text", key)
        return _text(value)

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        return self.place(key).value if key in self else default

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        word = self.text(key, str(default)).lower()
        if word not in ("true", "false"):
            raise self.problem(f"{key!r} must be true or false, not {word!r}", key)
        return word == "true"

    def number(self, key: str, default: float = 0) -> float:
        """A number."""
        try:
            return float(self.text(key, str(default)))
        except ValueError:
            raise self.problem(f"{key!r} must be a number, not {self.text(key)!r}", key) from None

    def choice(self, key: str, choices: Iterable[str], default: str) -> str:
        """One word of several."""
        word = self.text(key, default)
        if word not in choices:
            raise self.problem(f"{key!r} must be one of {', '.join(choices)}, not {word!r}", key)
        return word

    def texts(self, key: str) -> list[Text]:
        """A list of texts; one text is a list of one. Blank items are left out."""
        return [item for item in self._items(key) if item.value.strip()]

    def pairs(self, key: str) -> list[tuple[Text, Text]]:
        """A mapping of texts to texts, in the file's order; the key must be there."""
        node = self._values[key]
        if not isinstance(node, yaml.MappingNode):
            raise self.problem(f"{key!r} must be a mapping of texts to texts", key)
        pairs = []
        for name, value in self._entries(node):
            if not isinstance(value, yaml.ScalarNode):
                raise self.problem(f"{key!r}: the value of {name.value!r} must be a text", key)
            pairs.append((_text(name), _text(value)))
        return pairs

    def records(self, key: str) -> list[dict[str, Text]]:
        """A list of mappings; a bare text stands for ``{text: ...}``."""
        records = []
        for node in self._nodes(key):
            if isinstance(node, yaml.ScalarNode):
                records.append({"text": _text(node)})
            elif isinstance(node, yaml.MappingNode) and all(
                isinstance(value, yaml.ScalarNode) for _, value in node.value
            ):
                records.append({name.value: _text(value) for name, value in self._entries(node)})
            else:
                raise self.problem(f"{key!r} must be a list of texts or of mappings to texts", key)
        return records

    def mapping(self, key: str) -> dict[str, list[Text]]:
        """A mapping of names to a text or a list of texts."""
        if key not in self:
            return {}
        node = self._values[key]
        if not isinstance(node, yaml.MappingNode):
            raise self.problem(f"{key!r} must be a mapping", key)
        found: dict[str, list[Text]] = {}
        for name, value in self._entries(node):
            items = value.value if isinstance(value, yaml.SequenceNode) else [value]
            if not all(isinstance(item, yaml.ScalarNode) for item in items):
                raise self.problem(
                    f"{key!r}: {name.value!r} must be a text or a list of texts", key
                )
            found[name.value] = [_text(item) for item in items]
        return found

    def _items(self, key: str) -> list[Text]:
        nodes = self._nodes(key)
        if not all(isinstance(node, yaml.ScalarNode) for node in nodes):
            raise self.problem(f"{key!r} must be a list of texts", key)
        return [_text(node) for node in nodes]

    def _nodes(self, key: str) -> list[yaml.Node]:
        if key not in self:
            return []
        node = self._values[key]
        return node.value if isinstance(node, yaml.SequenceNode) else [node]

    def _entries(self, node: yaml.MappingNode) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
        entries: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self.problem("a key must be a text", _text(key))
            if key.value not in entries:
                entries[key.value] = (key, value)
                continue
            first, before = entries[key.value]
            if not (self._lenient and before.value == value.value):
                line = _text(first).line
                raise self.problem(f"{key.value!r} stands twice; first on line {line}", _text(key))
        return list(entries.values())


def nearest(word: str, known: Iterable[str]) -> str:
    """``; did you mean 'tokens'?``, or all that are known when none is near."""
    import difflib  # noqa: PLC0415  only where something is wrong

    known = sorted(known)
    near = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(known)}"


def _text(node: yaml.Node) -> Text:
    mark = node.start_mark
    value = node.value if isinstance(node, yaml.ScalarNode) else ""
    return Text(value, mark.line + 1, mark.column + 1)


def _absent(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == "" and not node.style


def _composed(path: Path, text: str, *, lenient: bool) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        if lenient and "escape" in str(error) and "\\'" in text:
            return _composed(path, text.replace("\\'", "'"), lenient=False)
        raise _broken(path, error) from error


def _broken(path: Path, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or str(error)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(
        f"broken YAML: {what}; a text that holds ': ' or begins with a mark needs quotes",
        path=str(path),
        line=line,
        column=column,
    )
