"""The example plugin, installed for real beside copydesk: its own tests, its finding, its way out."""

from pathlib import Path

import pytest

import checkout

ARTICLE = "Port sold\n\nThe port was sold to Acme Holdings on Friday, its board said.\n"


class Installed:
    """An environment that holds copydesk and the plugin, and a folder of articles beside it."""

    def __init__(self, folder: Path) -> None:
        self.env = checkout.environment(folder / "home")
        tree = checkout.copy(folder / "copydesk")
        self.plugin = tree / "examples/plugin"
        self.commands = checkout.virtual_environment(
            folder / "venv", self.env, tree, self.plugin, "pytest"
        )
        self.articles = folder / "articles"
        self.articles.mkdir()
        (self.articles / "port.txt").write_text(ARTICLE)

    def run(self, command: str, *words: str | Path, cwd: Path | None = None, code: int = 0) -> str:
        done = checkout.run(
            self.commands / command, *words, cwd=cwd or self.articles, env=self.env, code=code
        )
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("plugin"))


def test_its_own_tests_pass(installed: Installed) -> None:
    said = installed.run("python", "-m", "pytest", "-q", "tests", cwd=installed.plugin)
    assert "3 passed" in said


def test_its_finding_is_reported(installed: Installed) -> None:
    said = installed.run("copydesk", "check", "--format", "concise", "port.txt", code=1)
    assert said == (
        "port.txt:3:22: error[missing-disclosure] "
        "The article names Acme Holdings and does not say that it owns this agency.\n"
    )


def test_its_fix_is_offered(installed: Installed) -> None:
    said = installed.run("copydesk", "check", "--diff", "--unsafe-fixes", "port.txt", code=1)
    assert (
        "+The port was sold to Acme Holdings on Friday, its board said. Acme Holdings owns" in said
    )


def test_its_page_and_its_line_in_the_list(installed: Installed) -> None:
    page = installed.run("copydesk", "explain", "missing-disclosure")
    assert page.startswith("# missing-disclosure\n\nacme/missing-disclosure · error\n")
    assert '- `owner` (default `"Acme Holdings"`) The company that owns the agency.' in page
    assert "acme/missing-disclosure" in installed.run("copydesk", "rules")


def test_its_options_come_from_the_settings(installed: Installed) -> None:
    settings = installed.articles / "own.toml"
    settings.write_text('[rules.missing-disclosure]\nowner = "its board"\n')
    said = installed.run("copydesk", "check", "--config", "own.toml", "port.txt", code=1)
    assert "The article names its board" in said


def test_it_can_be_disabled(installed: Installed) -> None:
    settings = installed.articles / "without.toml"
    settings.write_text('disable-plugins = ["acme"]\n')
    assert installed.run("copydesk", "check", "--config", "without.toml", "port.txt") == ""
    assert "acme" not in installed.run("copydesk", "rules", "--config", "without.toml")


def test_a_run_of_built_in_rules_does_not_import_it(installed: Installed) -> None:
    code = (
        "import sys; from copydesk.cli import main; "
        "main(['check', '--select', 'repeated-word', 'port.txt']); "
        "print('copydesk_acme' in sys.modules)"
    )
    assert installed.run("python", "-c", code) == "False\n"
