"""What tests of the engine share: a folder, a house of its own rules, plugins, the command."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import house as houserules
from copydesk import Rule, builtins, cli
from copydesk.hookspecs import hookimpl
from runs import House, Outcome, checked


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the reports in tests/golden again"
    )


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees what another, or the person who runs it, has kept."""
    monkeypatch.setenv("COPYDESK_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and no wish of this terminal's in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    """Instead of the built-in rules, those of ``house.py``; a test may change them."""
    made = House(list(houserules.RULES), [])

    @hookimpl
    def copydesk_rules() -> list[Rule]:
        return made.rules

    @hookimpl
    def copydesk_rule_folders() -> list[Path]:
        return made.folders

    monkeypatch.setattr(builtins, "copydesk_rules", copydesk_rules)
    monkeypatch.setattr(builtins, "copydesk_rule_folders", copydesk_rule_folders)
    return made


@pytest.fixture
def copydesk(
    folder: Path,  # noqa: ARG001  the command runs in it
    house: House,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> Callable[..., Outcome]:
    """Run the command in this process, in the folder, with the house's rules."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsysbinary.readouterr()
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 2
        said = capsysbinary.readouterr()
        return Outcome(code, said.out, said.err.decode("utf-8"))

    return run


@pytest.fixture
def lint(copydesk: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """``copydesk check --format json``; every report is checked."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        outcome = copydesk("check", "--format", "json", *arguments, stdin=stdin)
        if outcome.raw:
            checked(outcome.out)
        return outcome

    return run


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """Write a file below the folder and give its path from there."""

    def put(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Path(name)

    return put


@pytest.fixture
def install(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Path]]:
    """Install a plugin as far as Python can tell: a module, and its entry point on the path."""
    modules: list[str] = []

    def put(name: str, code: str, module: str | None = None) -> Path:
        module = module or f"plugin_of_{name.replace('-', '_')}"
        site = tmp_path_factory.mktemp(f"site-{name}")
        (site / f"{module}.py").write_text(code, encoding="utf-8")
        told = site / f"{name}-1.0.dist-info"
        told.mkdir()
        (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (told / "entry_points.txt").write_text(f"[copydesk]\n{name} = {module}\n")
        monkeypatch.syspath_prepend(str(site))
        paths = [str(site), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
        modules.append(module)
        return site

    yield put
    for module in modules:
        sys.modules.pop(module, None)


@pytest.fixture
def process(folder: Path) -> Callable[..., Outcome]:
    """Run the command as a process of its own, with all the rules there are."""

    def run(*arguments: str | Path, **more: Any) -> Outcome:
        command = [sys.executable, "-m", "copydesk", *map(str, arguments)]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, **more)
        return Outcome(done.returncode, done.stdout, done.stderr.decode("utf-8"))

    return run
