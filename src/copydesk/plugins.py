"""The plugin manager: built-ins, then installed distributions; no global, no repository code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from copydesk import builtins, hookspecs
from copydesk.annotators import Annotator
from copydesk.config import Settings
from copydesk.problem import Problem
from copydesk.readers import Reader
from copydesk.reporters import Reporter
from copydesk.rule import Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "copydesk"
Made = TypeVar("Made")


class Plugins:
    """The built-ins, and the installed plugins once something asks for more than the built-ins.

    ``--version``, or a run that names built-in rules only, imports no plugin. What is offered
    is checked for clashes; ``names`` are the plugins loaded so far.
    """

    def __init__(self, disabled: Iterable[str] = ()) -> None:
        self.manager = pluggy.PluginManager(GROUP)
        self.manager.add_hookspecs(hookspecs)
        self.manager.register(builtins, GROUP)
        self.names: list[str] = []
        self._disabled = frozenset(disabled)
        self._installed = False

    def load_installed(self) -> None:
        """Import every installed plugin that is not disabled. Raises ``Problem`` by its name."""
        if self._installed:
            return
        self._installed = True
        from importlib.metadata import entry_points  # noqa: PLC0415  15 ms that --version saves

        for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
            if point.name not in self._disabled:
                self._register(point)

    def _register(self, point: EntryPoint) -> None:
        try:
            plugin: ModuleType = point.load()
            self.manager.register(plugin, point.name)
            self.manager.check_pending()
        except Exception as error:
            raise Problem(
                f"plugin {point.name!r} cannot be loaded: {type(error).__name__}: {error}; "
                f'mend it, uninstall it, or set disable-plugins = ["{point.name}"]'
            ) from error
        self.names.append(point.name)

    def readers(self) -> dict[str, Reader]:
        """Readers by file name suffix."""
        by_suffix: dict[str, Reader] = {}
        for reader in self._call("copydesk_readers"):
            for suffix in reader.suffixes:
                _put(by_suffix, suffix, reader, "readers take the suffix")
        return by_suffix

    def annotators(self) -> dict[str, Annotator]:
        """Annotators by layer."""
        by_layer: dict[str, Annotator] = {}
        for annotator in self._call("copydesk_annotators"):
            _put(by_layer, annotator.layer, annotator, "annotators make the layer")
        return by_layer

    def suffixes(self) -> frozenset[str]:
        """Every file name suffix that some reader takes."""
        return frozenset(self.readers())

    def reporter(self, name: str) -> Reporter:
        """The reporter of a format, from a plugin if no built-in has it."""
        if name not in self.reporters():
            self.load_installed()
        known = self.reporters()
        if name not in known:
            raise Problem(f"no format is called {name!r}; there are {', '.join(sorted(known))}")
        return known[name]

    def reporters(self) -> dict[str, Reporter]:
        """Reporters by format."""
        by_name: dict[str, Reporter] = {}
        for reporter in self._call("copydesk_reporters"):
            _put(by_name, reporter.name, reporter, "reporters are called")
        return by_name

    def rules(self, settings: Settings) -> list[Rule]:
        """Rules in Python, built-ins first."""
        return self._call("copydesk_rules", config=settings)

    def rule_folders(self, settings: Settings) -> list[Path]:
        """Folders of data rules, the built-in one first."""
        return self._call("copydesk_rule_folders", config=settings)

    def _call(self, hook: str, **arguments: Any) -> list[Any]:
        caller: Callable[..., list[list[Any]]] = getattr(self.manager.hook, hook)
        try:
            answers = caller(**arguments)
        except Problem:
            raise
        except Exception as error:
            raise Problem(f"a plugin failed in {hook}: {type(error).__name__}: {error}") from error
        return [item for answer in reversed(answers) for item in answer]


def _put(table: dict[str, Made], key: str, value: Made, what: str) -> None:
    if key in table:
        raise Problem(f"two {what} {key!r}: {table[key]!r} and {value!r}")
    table[key] = value
