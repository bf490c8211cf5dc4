"""What is shipped: the wheel, the source archive, and a plain checkout, each put to work."""

import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import checkout
from copydesk.version import __version__

ARTICLE = "Grain left for Kiev on Monday. Trains from from the port were late.\n"
"""Its first finding needs the gazetteer, which is data; its second is a rule in Python."""


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return checkout.environment(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkout.copy(tmp_path_factory.mktemp("copydesk"))


@pytest.fixture(scope="module")
def wheel(tree: Path, env: dict[str, str]) -> Path:
    """The wheel, built from the working tree."""
    return build(tree, "--wheel", env)


@pytest.fixture(scope="module")
def archive(tree: Path, env: dict[str, str]) -> Path:
    """The source archive."""
    return build(tree, "--sdist", env)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article in a folder that has nothing to do with copydesk."""
    path = tmp_path / "desk" / "grain.txt"
    path.parent.mkdir()
    path.write_text(ARTICLE)
    return path


def build(tree: Path, what: str, env: dict[str, str]) -> Path:
    command = [sys.executable, "-m", "build", what, "--no-isolation", "--outdir", tree / "dist"]
    checkout.run(*command, tree, cwd=tree, env=env)
    (made,) = (tree / "dist").glob("*.whl" if what == "--wheel" else "*.tar.gz")
    return made


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


def check(python: Path | str, article: Path, env: dict[str, str]) -> list[str]:
    """The rules that speak on the article, in the order of the report."""
    command = [python, "-m", "copydesk", "check", "--format", "concise", article.name]
    said = checkout.run(*command, cwd=article.parent, env=env, code=1)
    assert said.stderr == ""
    return [line.split("[")[1].split("]")[0] for line in said.stdout.splitlines()]


def test_an_installed_wheel_lints_from_any_folder(
    wheel: Path, article: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    commands = checkout.virtual_environment(tmp_path / "venv", env, wheel)
    assert check(commands / "python", article, env) == ["name-form", "repeated-word"]
    said = checkout.run(commands / "copydesk", "--version", cwd=article.parent, env=env)
    assert said.stdout == f"copydesk {__version__}\n"


def test_a_plain_checkout_runs_without_being_installed(
    tree: Path, article: Path, env: dict[str, str]
) -> None:
    there = env | {"PYTHONPATH": str(tree / "src")}
    lookup = "import copydesk.ruledata as r; print(r.__file__, r.folder(), sep='\\n')"
    said = checkout.run(sys.executable, "-c", lookup, cwd=article.parent, env=there)
    package, data = said.stdout.splitlines()
    assert package == str(tree / "src/copydesk/ruledata.py"), "the copy runs, not what is installed"
    assert data == str(tree / "rules")
    assert check(sys.executable, article, there) == ["name-form", "repeated-word"]


def test_the_wheel_holds_the_data_and_the_licences(wheel: Path, tree: Path) -> None:
    inside = names(wheel)
    info = f"copydesk-{__version__}.dist-info"
    for wanted in (
        "copydesk/py.typed",
        "copydesk/reporters/report.schema.json",
        f"{info}/licenses/LICENSE",
        f"{info}/licenses/NOTICE",
    ):
        assert wanted in inside
    data = {name.removeprefix("copydesk/rule_data/") for name in inside if "/rule_data/" in name}
    rules = tree / "rules"
    assert data == {
        path.relative_to(rules).as_posix() for path in rules.rglob("*") if path.is_file()
    }


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert tops == {"copydesk", f"copydesk-{__version__}.dist-info"}
    strangers = {"tests", "training", "benchmarks", "examples", "docs", "scripts", "__pycache__"}
    assert not [name for name in names(wheel) if strangers & set(name.split("/"))]


def test_the_source_archive_builds_the_same_wheel(
    archive: Path, wheel: Path, tmp_path: Path, env: dict[str, str]
) -> None:
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, filter="data")
    rebuilt = build(tmp_path / archive.name.removesuffix(".tar.gz"), "--wheel", env)
    assert names(rebuilt) == names(wheel)


def test_the_source_archive_holds_what_its_tests_need(archive: Path, tree: Path) -> None:
    with tarfile.open(archive) as opened:
        inside = {name.split("/", 1)[1] for name in opened.getnames() if "/" in name}
    assert {path.as_posix() for path in checkout.files(tree)} <= inside
