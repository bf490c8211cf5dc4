"""The hooks under the real pre-commit, in a repository of articles that takes them from git."""

import sys
from pathlib import Path

import pytest

import checkout

FAULTY = "# Ferry returns\n\nThe ferry reached the the harbour on Monday.\n"
CLEAN = "# Ferry returns\n\nThe ferry reached the harbour on Monday.\n"


class Newsroom:
    """A git repository of articles with one hook set up."""

    def __init__(self, folder: Path, env: dict[str, str], hooks: str) -> None:
        self.folder = folder
        self.env = env
        self.git("init", "--quiet", "--initial-branch=main")
        self.file(".pre-commit-config.yaml", hooks)

    def git(self, *words: str) -> str:
        return checkout.run("git", *words, cwd=self.folder, env=self.env).stdout

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        self.git("add", "--", name)
        return path

    def hook(self, name: str, code: int) -> str:
        """Run one hook on what is staged; gives what pre-commit prints."""
        command = [sys.executable, "-m", "pre_commit", "run", "--color=never", name]
        return checkout.run(*command, cwd=self.folder, env=self.env, code=code).stdout


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return checkout.environment(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> str:
    """The settings of a repository that uses the hooks of a commit of this working tree."""
    origin = checkout.copy(tmp_path_factory.mktemp("copydesk"))
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "As it is"]):
        checkout.run("git", *words, cwd=origin, env=env)
    commit = checkout.run("git", "rev-parse", "HEAD", cwd=origin, env=env).stdout.strip()
    return (
        "repos:\n"
        f"- repo: {origin.as_uri()}\n"
        f"  rev: {commit}\n"
        "  hooks:\n"
        "  - id: copydesk\n"
        "  - id: copydesk-fix\n"
    )


@pytest.fixture
def newsroom(tmp_path: Path, env: dict[str, str], hooks: str) -> Newsroom:
    return Newsroom(tmp_path, env, hooks)


def test_findings_stop_the_commit(newsroom: Newsroom) -> None:
    newsroom.file("articles/ferry.md", FAULTY)
    newsroom.file("articles/ferry.txt", "The ferry sails again on Tuesday, March 5, 2025.\n")
    said = newsroom.hook("copydesk", code=1)
    assert "exit code: 1" in said
    assert "--> articles/ferry.md:3:19" in said
    assert "error[weekday-mismatch]" in said
    assert "--> articles/ferry.txt:1:26" in said


def test_clean_articles_pass(newsroom: Newsroom) -> None:
    newsroom.file("articles/ferry.md", CLEAN)
    newsroom.file("articles/ferry.txt", CLEAN)
    assert newsroom.hook("copydesk", code=0).rstrip().endswith("Passed")


def test_the_fix_hook_mends_the_file_and_stops_the_commit_once(newsroom: Newsroom) -> None:
    article = newsroom.file("articles/ferry.md", FAULTY)
    said = newsroom.hook("copydesk-fix", code=1)
    assert "files were modified by this hook" in said
    assert article.read_bytes() == CLEAN.encode()
    newsroom.git("add", "--all")
    assert newsroom.hook("copydesk-fix", code=0).rstrip().endswith("Passed")


def test_an_excluded_article_that_is_staged_is_left_out(newsroom: Newsroom) -> None:
    newsroom.file("copydesk.toml", 'exclude = ["archive/"]\n')
    newsroom.file("archive/ferry.md", FAULTY)
    assert newsroom.hook("copydesk", code=0).rstrip().endswith("Passed")


@pytest.mark.parametrize(
    "name",
    ["ferry.py", "ferry.yaml", "LICENSE", "requirements.txt", "docs/requirements-ci.txt",
     "CMakeLists.txt", "static/robots.txt"],
)  # fmt: skip
def test_what_is_no_article_is_not_passed(newsroom: Newsroom, name: str) -> None:
    newsroom.file(name, FAULTY)
    assert "no files to check" in newsroom.hook("copydesk", code=0)


def test_arguments_of_the_repository_come_on_top(newsroom: Newsroom) -> None:
    settings = newsroom.folder / ".pre-commit-config.yaml"
    given = "  - id: copydesk\n    args: [--format, concise]\n"
    newsroom.file(settings.name, settings.read_text().replace("  - id: copydesk\n", given))
    newsroom.file("copydesk.toml", 'exclude = ["archive/"]\n')
    newsroom.file("archive/ferry.md", FAULTY)
    newsroom.file("ferry.md", FAULTY)
    said = newsroom.hook("copydesk", code=1)
    assert "\nferry.md:3:19: " in said
    assert "archive" not in said


def test_the_newsroom_of_the_examples_is_set_up_right(newsroom: Newsroom, hooks: str) -> None:
    example = checkout.ROOT / "examples/newsroom"
    for path in sorted(example.rglob("*")):
        if path.is_file():
            newsroom.file(path.relative_to(example).as_posix(), path.read_text(encoding="utf-8"))
    source = hooks[: hooks.index("  hooks:\n")]
    given = (example / ".pre-commit-config.yaml").read_text()
    newsroom.file(".pre-commit-config.yaml", source + given[given.index("  hooks:\n") :])
    said = newsroom.hook("copydesk-fix", code=1)
    assert "warning[spelling-variety]" in said
    assert "archive/" not in said
    article = (newsroom.folder / "articles/ferry-strike.md").read_text()
    assert "The harbourmaster was told by letter." in article
