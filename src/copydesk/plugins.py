"""The plugin manager: built-ins, then installed distributions; no global, no repository code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy

from copydesk import builtins, hookspecs
from copydesk.annotators import Annotator
from copydesk.config import Settings, unknown
from copydesk.problem import Problem
from copydesk.readers import Reader
from copydesk.reporters import Reporter
from copydesk.rule import Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "copydesk"
Made = TypeVar("Made")
_DISTRIBUTIONS = (".dist-info", ".egg-info", ".egg")
_HOOKS = frozenset(name for name in vars(hookspecs) if name.startswith("copydesk_"))


class Plugins:
    """The built-ins, and the installed plugins once something asks for more than the built-ins.

    ``--version``, or a run that names built-in rules only, imports no plugin. Each plugin is
    asked once; what it offers is checked for its kind and for clashes, by its name.
    """

    def __init__(self, disabled: Iterable[str] = ()) -> None:
        self.manager = pluggy.PluginManager(GROUP)
        self.manager.add_hookspecs(hookspecs)
        self.manager.register(builtins, GROUP)
        self.names: list[str] = []
        """The installed plugins loaded so far, sorted."""
        self._disabled = frozenset(disabled)
        self._installed = False
        self._answers: dict[tuple[str, str], list[Any]] = {}

    def load_installed(self) -> bool:
        """Import every installed plugin that is not disabled; tells whether there are new ones.

        Raises ``Problem``, by name, for one that cannot be loaded and for two that clash.
        """
        if self._installed:
            return False
        for point in _entry_points():
            if point.name not in self._disabled:
                self._register(point)
        self._installed = True
        for offers in (self.readers, self.annotators, self.reporters):
            offers()  # a clash is told now, not when somebody comes to need it
        return bool(self.names)

    def _register(self, point: EntryPoint) -> None:
        try:
            plugin = point.load()
            self.manager.register(plugin, point.name)
        except (Exception, SystemExit) as error:
            what = f"cannot be loaded: {type(error).__name__}: {error}; mend it, uninstall it"
            raise _plugin_problem(
                point.name, f'{what}, or set disable-plugins = ["{point.name}"]'
            ) from error
        self.names.append(point.name)
        for name in (name for name in dir(plugin) if name.startswith("copydesk_")):
            marked = self.manager.parse_hookimpl_opts(plugin, name) is not None
            if marked and name not in _HOOKS:
                raise _plugin_problem(point.name, f"has an {unknown('hook', name, _HOOKS)}")
            if not marked and name in _HOOKS:
                raise _plugin_problem(point.name, f"has {name} without @hookimpl")
        self.manager.check_pending()

    @property
    def origins(self) -> frozenset[Path]:
        """The modules of the installed plugins loaded so far; of a package, its folder."""
        files = (getattr(self.manager.get_plugin(name), "__file__", None) for name in self.names)
        paths = (Path(file) for file in files if file)
        return frozenset(path.parent if path.stem == "__init__" else path for path in paths)

    def readers(self) -> dict[str, Reader]:
        """Readers by file name suffix."""
        offers = self._ask("copydesk_readers", Reader)
        return _table("take the suffix", ((n, s, r) for n, r in offers for s in r.suffixes))

    def annotators(self) -> dict[str, Annotator]:
        """Annotators by layer."""
        offers = self._ask("copydesk_annotators", Annotator)
        return _table("make the layer", ((n, made.layer, made) for n, made in offers))

    def suffixes(self) -> frozenset[str]:
        """Every file name suffix that some reader takes."""
        return frozenset(self.readers())

    def reporters(self) -> dict[str, Reporter]:
        """Reporters by format."""
        offers = self._ask("copydesk_reporters", Reporter)
        return _table("report in the format", ((n, made.name, made) for n, made in offers))

    def reporter(self, name: str) -> Reporter:
        """The reporter of a format, from a plugin if no built-in has it."""
        if name not in self.reporters():
            self.load_installed()
        known = self.reporters()
        if name not in known:
            raise Problem(unknown("format", name, known))
        return known[name]

    def rules(self, settings: Settings) -> list[Rule]:
        """Rules in Python, built-ins first."""
        return [rule for _, rule in self._ask("copydesk_rules", Rule, config=settings)]

    def rule_folders(self, settings: Settings) -> list[Path]:
        """Folders of data rules, the built-in one first."""
        return [path for _, path in self._ask("copydesk_rule_folders", Path, config=settings)]

    def _ask(self, hook: str, kind: type[Made], **arguments: Any) -> Iterator[tuple[str, Made]]:
        """What each plugin offers through a hook, with the plugin's name."""
        plugins = dict(self.manager.list_name_plugin())
        for name in (GROUP, *self.names):
            if (hook, name) not in self._answers:
                others = [plugin for other, plugin in plugins.items() if other != name]
                caller = self.manager.subset_hook_caller(hook, others)
                self._answers[hook, name] = _answer(name, hook, kind, caller, arguments)
            yield from ((name, item) for item in self._answers[hook, name])


def _entry_points() -> list[EntryPoint]:
    """The plugins that are installed, by name; ``importlib.metadata`` takes 15 ms to import."""
    if not any(map(_may_hold_plugins, sys.path)):
        return []
    from importlib.metadata import entry_points  # noqa: PLC0415

    return sorted(entry_points(group=GROUP), key=lambda point: point.name)


def _may_hold_plugins(folder: str) -> bool:
    """Whether a distribution in a folder of the path offers plugins; an archive may."""
    try:
        inside = list(Path(folder).iterdir())
    except NotADirectoryError:
        return True
    except OSError:
        return False
    return any(_offers_plugins(path) for path in inside if path.suffix in _DISTRIBUTIONS)


def _offers_plugins(distribution: Path) -> bool:
    try:
        return f"[{GROUP}]".encode() in (distribution / "entry_points.txt").read_bytes()
    except OSError:
        return distribution.suffix == ".egg"


def _answer(name: str, hook: str, kind: type, caller: Any, arguments: dict[str, Any]) -> list[Any]:
    try:
        items = [item for answer in caller(**arguments) for item in answer]
    except Problem:
        raise
    except Exception as error:
        raise _plugin_problem(name, f"failed in {hook}: {type(error).__name__}: {error}") from error
    for item in items:
        if not isinstance(item, kind):
            raise _plugin_problem(name, f"{hook} gave {item!r}, which is no {kind.__name__}")
    return items


def _table(what: str, offers: Iterable[tuple[str, str, Made]]) -> dict[str, Made]:
    """What the plugins offer, by its name; no two may offer the same."""
    table: dict[str, Made] = {}
    makers: dict[str, str] = {}
    for plugin, key, made in offers:
        if key in table:
            both = f"{makers[key]!r} and {plugin!r}"
            raise Problem(
                f"the plugins {both} both {what} {key!r}; disable one with disable-plugins"
            )
        table[key], makers[key] = made, plugin
    return table


def _plugin_problem(name: str, message: str) -> Problem:
    return Problem(f"plugin {name!r} {message}")
