"""Files: expand paths, honour ignores, load a source, save it whole or not at all."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk import encoding
from copydesk.document import Source
from copydesk.problem import Problem

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_SKIPPED = frozenset({"node_modules", "__pycache__"})
"""Folders that are never walked, besides the hidden ones."""


class Ignores:
    """Which paths are left out: by patterns of the settings, and by ``.gitignore`` files.

    Remembers what it has read of ``.gitignore`` files, so it is made anew for each run.
    """

    def __init__(
        self, patterns: Iterable[str] = (), root: Path | None = None, *, git: bool = True
    ) -> None:
        self._patterns = _spec(patterns)
        self._root = _absolute(root or Path())
        self._git = git
        self._specs: dict[Path, GitIgnoreSpec | None] = {}
        self._tops: dict[Path, Path | None] = {}

    def __call__(self, path: Path, *, folder: bool = False) -> bool:
        """Whether this path is left out, its parents apart (a walk has asked for them)."""
        full = _absolute(path)
        if self._patterns and _said(self._patterns, full, self._root, folder):
            return True
        return self._git and self._by_git(full, folder=folder)

    def within(self, path: Path, *, folder: bool = False) -> bool:
        """Whether this path, or a folder that it lies in, is left out."""
        if self(path, folder=folder):
            return True
        full = _absolute(path)
        top = self._top(full.parent) if self._git else None
        inside = (parent for parent in full.parents if top and parent.is_relative_to(top))
        return any(self._by_git(parent, folder=True) for parent in inside if parent != top)

    def _by_git(self, path: Path, *, folder: bool) -> bool:
        top = self._top(path.parent)
        for parent in path.parents if top else ():  # the nearest file that speaks of it decides
            spec = self._spec(parent)
            said = _said(spec, path, parent, folder) if spec else None
            if said is not None:
                return said
            if parent == top:
                break
        return False

    def _top(self, folder: Path) -> Path | None:
        """The work tree that a folder lies in."""
        if folder not in self._tops:
            if os.path.exists(folder / ".git"):  # noqa: PTH110  raises nothing, as Path.exists does
                self._tops[folder] = folder
            else:
                self._tops[folder] = self._top(folder.parent) if folder != folder.parent else None
        return self._tops[folder]

    def _spec(self, folder: Path) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            lines: list[str] = []
            for name in (".git/info/exclude", ".gitignore"):
                with suppress(OSError):  # neither has to be there
                    text = (folder / name).read_text(encoding="utf-8-sig", errors="replace")
                    lines += text.splitlines()
            self._specs[folder] = _spec(lines)
        return self._specs[folder]


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links


def _spec(patterns: Iterable[str]) -> GitIgnoreSpec | None:
    lines = tuple(patterns)
    if not lines:
        return None
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  only where something is left out

    return GitIgnoreSpec.from_lines(lines)


def _said(spec: GitIgnoreSpec, path: Path, root: Path, folder: bool) -> bool | None:
    try:
        relative = path.relative_to(root).as_posix()
    except ValueError:
        return None
    return spec.check_file(relative + "/" if folder else relative).include


def find(
    names: Iterable[str],
    suffixes: Iterable[str],
    ignores: Callable[[Path], Ignores],
    *,
    force_exclude: bool = False,
) -> Iterator[Path | Problem]:
    """The files that the names mean, each once, in order; a ``Problem`` for a name that means none.

    A file that is named is never left out, but for ``force_exclude``. A folder gives the
    articles below it, those with one of ``suffixes``; a pattern (``news/**/*.md``) gives the
    articles that it matches. ``ignores`` tells what is left out in a folder.
    """
    walk = _Walk(frozenset(suffixes), ignores)
    seen: set[str] = set()
    for name in names:
        for found in _expand(name, walk, force_exclude):
            if isinstance(found, Problem):
                yield found
                continue
            key = os.path.join(os.path.realpath(found.parent), found.name)  # noqa: PTH118
            if key not in seen:
                seen.add(key)
                yield found


def _expand(name: str, walk: _Walk, force_exclude: bool) -> Iterator[Path | Problem]:
    path = Path(name)
    if not name:
        yield Problem("the empty path means nothing", path="''")
        return
    try:
        if os.path.isdir(path):  # noqa: PTH112  raises nothing, as Path.is_dir does
            if not (force_exclude and walk.ignores(path).within(path, folder=True)):
                yield from _named_folder(path, walk)
        elif os.path.lexists(path):
            if not (force_exclude and walk.ignores(path.parent).within(path)):
                yield path
        elif glob.has_magic(name):
            yield from _pattern(name, walk)
        else:
            yield _no_such(path)
    except Problem as problem:  # the settings for this path are broken
        yield problem


def _named_folder(folder: Path, walk: _Walk) -> Iterator[Path | Problem]:
    walk.left_out, found = False, False
    for article in walk(folder):
        found = True
        yield article
    if not found:
        known = ", ".join(sorted(walk.suffixes))
        message = f"no articles in this folder ({known}){_but(walk)}"
        yield Problem(message, path=folder.as_posix())


def _pattern(pattern: str, walk: _Walk) -> Iterator[Path | Problem]:
    walk.left_out, found = False, False
    for match in map(Path, sorted(glob.glob(pattern, recursive=True))):  # noqa: PTH207
        if not _SKIPPED.isdisjoint(match.parts):
            continue
        folder = match.is_dir()
        if walk.ignores(match.parent).within(match, folder=folder):
            walk.left_out = True
            continue
        if folder or walk.is_article(match):
            found = True
            yield from walk(match) if folder else (match,)
    if not found:
        message = f"the pattern matches no article{_but(walk)}{_slashes(pattern)}"
        yield Problem(message, path=pattern)


def _but(walk: _Walk) -> str:
    if not walk.left_out:
        return ""
    return " but what .gitignore or exclude leave out; name the files that you mean"


def _no_such(path: Path) -> Problem:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        message = "no such file or folder" + _slashes(str(path))
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
    else:
        message = "came into being while copydesk ran; try again"
    return Problem(message, path=path.as_posix())


def _slashes(name: str) -> str:
    return "; write / between folders" if "\\" in name and os.sep == "/" else ""


class _Walk:
    """Finds the articles below a folder, in the order of their names; follows no links to folders."""

    def __init__(self, suffixes: frozenset[str], ignores: Callable[[Path], Ignores]) -> None:
        self.suffixes = suffixes
        self.ignores = ignores
        self.left_out = False
        """Whether anything has been left out."""

    def __call__(self, folder: Path) -> Iterator[Path | Problem]:
        try:
            ignored = self.ignores(folder)
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Problem(f"cannot be read: {error.strerror}", path=folder.as_posix())
            return
        except Problem as problem:  # the settings for this folder are broken
            yield problem
            return
        for entry in entries:
            path = folder / entry.name
            inside = entry.is_dir(follow_symlinks=False)
            if entry.name.startswith(".") or entry.name in _SKIPPED:
                continue
            if not (inside or self.is_article(path)):
                continue
            if ignored(path, folder=inside):
                self.left_out = True
            elif inside:
                yield from self(path)
            else:
                yield path

    def is_article(self, path: Path) -> bool:
        """Whether a path looks like an article. What cannot be looked at does: reading it tells."""
        if path.suffix.lower() not in self.suffixes:
            return False
        try:
            return stat.S_ISREG(path.stat().st_mode)
        except OSError:
            return True


def load(path: Path, limit: int) -> Source:
    """Read and decode a file of at most ``limit`` bytes.

    Raises ``Problem`` with the reason for a file that has vanished, cannot be read, is too
    long, empty or binary, or is in no encoding that can be told.
    """
    name = path.as_posix()
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > limit:
                raise too_long(name, limit, size)
            data = file.read(limit + 1)  # a pipe does not tell its size
    except FileNotFoundError:
        raise Problem("the file has vanished, or its link is broken", path=name) from None
    except OSError as error:
        raise Problem(f"cannot be read: {error.strerror or error}", path=name) from error
    return bounded(data, name, limit)


def bounded(data: bytes, name: str, limit: int) -> Source:
    """Decode at most ``limit`` bytes; the caller reads one more, to know."""
    if len(data) > limit:
        raise too_long(name, limit)
    return encoding.decode(data, name)


def too_long(name: str, limit: int, size: int | None = None) -> Problem:
    """What is said of a file that is too long to be an article."""
    told = f"{size:,} bytes, over" if size else "over"
    cure = "split the file, exclude it, or raise max-file-size"
    return Problem(f"{told} the limit of {limit:,} bytes; {cure}", path=name)


def save(source: Source, text: str) -> None:
    """Put ``text`` in the place of a source's file: whole or not at all.

    Encoding, byte order mark, owner, permissions and links are kept. Raises ``Problem``, with
    the file as it was, when it is read-only, has changed since it was read, cannot hold the
    text, or cannot be written.
    """
    path = Path(source.path).resolve()
    data = encoding.encode(source, text)
    try:
        if not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
            raise Problem("is read-only; nothing was written", path=source.path)
        if path.read_bytes() != source.data:
            raise Problem("has changed since it was read; nothing was written", path=source.path)
        _replace(path, data)
    except OSError as error:
        raise Problem(
            f"cannot be written: {error.strerror or error}; nothing was written", path=source.path
        ) from error


def _replace(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file, by way of a new file beside it."""
    import tempfile  # noqa: PLC0415  only runs that write need it

    before = path.stat()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".copydesk-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if before.st_uid != temporary.stat().st_uid or before.st_gid != temporary.stat().st_gid:
            os.chown(temporary, before.st_uid, before.st_gid)
        temporary.chmod(before.st_mode & 0o7777)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
