"""What a rule's ``action`` makes of the words it found: a fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from copydesk.checks.article import Passage
from copydesk.checks.dialect import listed, translate
from copydesk.checks.rulefile import RuleFile, Text, nearest
from copydesk.finding import Fix, Grade
from copydesk.pattern import Pattern

_EDITS = {"regex": 3, "trim": 2, "trim_left": 2, "trim_right": 2, "truncate": 2, "split": 3}
"""The edits, and how many parameters each takes, its own name included."""

NAMES = ("replace", "remove", "edit", "convert", "suggest")


class Action(NamedTuple):
    """Vale's action: a name and parameters. ``grade`` says who may apply it."""

    name: str = ""
    params: tuple[str, ...] = ()
    grade: Grade = Grade.ASK

    def suggestions(self, match: str) -> list[str]:
        """What may stand instead of ``match``; empty if the action has no answer of its own."""
        if self.name == "replace":
            return list(self.params)
        if self.name == "remove":
            return [""]
        if self.name == "convert":
            return [_simple(match)]
        if self.name == "edit":
            edited = _EDITORS[self.params[0]](match, *self.params[1:])
            return [] if edited is None else [edited.strip()]
        return []

    def fix(self, passage: Passage, start: int, end: int) -> Fix | None:
        """The fix of a range of the passage, if the action has one."""
        return self.replacement(passage, start, end, self.suggestions(passage.text[start:end]))

    def replacement(
        self, passage: Passage, start: int, end: int, choices: Sequence[str]
    ) -> Fix | None:
        """A fix that puts the one choice there; of several a person must choose, so it is shown."""
        found = passage.text[start:end]
        if not choices or found in choices:
            return None
        if choices[0] == "":
            start, end = _with_a_space(passage.text, start, end)
            return Fix(f"Remove '{found.strip()}'", (passage.edit(start, end, ""),), self.grade)
        grade = self.grade if len(choices) == 1 else Grade.SHOW
        return Fix(
            f"Replace with {listed(choices)}", (passage.edit(start, end, choices[0]),), grade
        )


def parse(file: RuleFile) -> Action:
    """The action that a rule file names. Raises ``Problem`` for one that Vale would not know."""
    grade = Grade(file.choice("fix", [str(grade) for grade in Grade], str(Grade.ASK)))
    given = file.mapping("action")
    for key in given:
        if key not in ("name", "params"):
            raise file.problem(f"action: unknown key {key!r}; known are name, params", "action")
    if not given.get("name"):
        return Action(grade=grade)
    name, params = given["name"][0], given.get("params", [])
    if name.value not in NAMES:
        raise file.problem(f"action: {name.value!r} is unknown{nearest(name.value, NAMES)}", name)
    _check_params(file, name, params)
    return Action(name.value, tuple(param.value for param in params), grade)


def _check_params(file: RuleFile, name: Text, params: Sequence[Text]) -> None:
    first = params[0].value if params else ""
    if name.value == "edit":
        if first not in _EDITS:
            raise file.problem(f"action: edit {first!r} is unknown{nearest(first, _EDITS)}", name)
        if len(params) != _EDITS[first]:
            raise file.problem(f"action: edit {first!r} takes {_EDITS[first] - 1} parameters", name)
        if first == "regex":
            _check_pattern(file, params[1])
        if first == "split" and not params[2].value.isdigit():
            raise file.problem("action: split takes a separator and a number from 0", params[2])
    if name.value == "convert" and first != "simple":
        raise file.problem("action: convert knows only 'simple'", name)


def _check_pattern(file: RuleFile, text: Text) -> None:
    try:
        Pattern(translate(text.value)).check()
    except ValueError as error:
        raise file.problem(f"action: no regular expression: {error}", text) from error


def _simple(match: str) -> str:
    """Lower-case words with spaces between: ``preHeat-oven`` becomes ``pre heat oven``."""
    spaced = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])|[\W_]+", " ", match)
    return " ".join(spaced.split()).lower()


def _regex(match: str, pattern: str, template: str) -> str:
    back = re.sub(r"\$(?:(\d+)|\{(\w+)\})", r"\\g<\1\2>", template.replace("\\", "\\\\"))
    compiled = Pattern(translate(pattern))
    parts, at = [], 0
    for found in compiled.finditer(match):
        parts += [match[at : found.start()], found.expand(back)]
        at = found.end()
    return "".join([*parts, match[at:]])


def _split(match: str, separator: str, number: str) -> str | None:
    pieces = match.split(separator)
    return pieces[int(number)] if int(number) < len(pieces) else None


_EDITORS: dict[str, Callable[..., str | None]] = {
    "regex": _regex,
    "trim": str.strip,
    "trim_left": str.lstrip,
    "trim_right": str.rstrip,
    "truncate": lambda match, separator: match.split(separator)[0],
    "split": _split,
}


def _with_a_space(text: str, start: int, end: int) -> tuple[int, int]:
    """The range and one neighbouring space, lest removal leave two of them."""
    before, after = text[start - 1 : start] if start else " ", text[end : end + 1]
    if before == " " and after == " ":
        return start, end + 1
    if start and before == " " and (not after or after in ".,;:!?"):
        return start - 1, end
    return start, end
