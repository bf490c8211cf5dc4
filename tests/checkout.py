"""What the tests that ship copydesk need: a copy of the tree, an empty home, a fresh environment."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from pathspec import GitIgnoreSpec

ROOT = Path(__file__).resolve().parent.parent


def files(tree: Path = ROOT) -> Iterator[Path]:
    """Every file of a tree that git would not ignore, relative to its top.

    Asks no git: the tree may have come out of a source archive.
    """
    lists = (tree / ".gitignore", tree / ".git/info/exclude")
    patterns = [line for path in lists if path.is_file() for line in path.read_text().splitlines()]
    ignored = GitIgnoreSpec.from_lines(patterns)
    for folder, names, entries in os.walk(tree):
        here = Path(folder).relative_to(tree)
        names[:] = sorted(
            name
            for name in names
            if name != ".git" and not ignored.match_file(f"{(here / name).as_posix()}/")
        )
        yield from (
            here / entry
            for entry in sorted(entries)
            if not ignored.match_file((here / entry).as_posix())
        )


def copy(to: Path) -> Path:
    """Copy the working tree, without what git ignores."""
    for path in files():
        target = to / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, target)
    return to


def environment(home: Path) -> dict[str, str]:
    """The environment of a user with an empty home, who can reach the package registry as we do."""
    home.mkdir(parents=True, exist_ok=True)
    ours = ("COLUMNS", "COPYDESK", "FORCE_COLOR", "GIT_", "PRE_COMMIT", "PYTEST", "PYTHON", "XDG_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    kept.pop("VIRTUAL_ENV", None)
    return kept | {
        "HOME": str(home),
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Desk",
        "GIT_AUTHOR_EMAIL": "desk@example.com",
        "GIT_COMMITTER_NAME": "Desk",
        "GIT_COMMITTER_EMAIL": "desk@example.com",
        "PYTHONUTF8": "1",
    }


def run(
    *command: str | Path, cwd: Path, env: dict[str, str], code: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run a command; an exit code other than ``code`` fails the test and shows all output."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert done.returncode == code, said
    return done


def virtual_environment(folder: Path, env: dict[str, str], *requirements: str | Path) -> Path:
    """Make a virtual environment with these packages; gives the folder of its commands.

    Our own pip installs into it, so the environment holds the packages and nothing else.
    """
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent, env=env)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", commands / "python"]
    run(*pip, "install", "--quiet", *requirements, cwd=folder.parent, env=env)
    return commands
