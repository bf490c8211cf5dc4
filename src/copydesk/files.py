"""Files: expand paths, honour ignores, load a source whatever its encoding, save it whole."""

from __future__ import annotations

import codecs
import glob
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.document import Source
from copydesk.problem import Problem

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

STDIN = "-"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset\s*=|<\?xml[^>]{0,200}?encoding\s*=)\s*["']?([\w.:-]+)""",
    re.IGNORECASE,
)
_SKIPPED = frozenset({"node_modules", "__pycache__"})


class Ignores:
    """Which paths are left out: by ``.gitignore`` files, and by patterns of the settings."""

    def __init__(
        self, patterns: Iterable[str] = (), root: Path | None = None, *, git: bool = True
    ) -> None:
        self._patterns = tuple(patterns)
        self._root = (root or Path.cwd()).resolve()
        self._git = git

    def __call__(self, path: Path, *, folder: bool = False) -> bool:
        """Whether this path is left out."""
        full = Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links
        if self._patterns and _matches(_spec(self._patterns), full, self._root, folder):
            return True
        return self._git and self._by_git(full, folder)

    def _by_git(self, path: Path, folder: bool) -> bool:
        top = _git_top(path.parent)
        if top is None:
            return False
        for parent in path.parents:  # the nearest file that speaks of the path decides
            spec = _git_spec(parent)
            said = _matches(spec, path, parent, folder) if spec else None
            if said is not None:
                return said
            if parent == top:
                break
        return False


def _matches(spec: GitIgnoreSpec, path: Path, root: Path, folder: bool) -> bool | None:
    try:
        relative = path.relative_to(root).as_posix()
    except ValueError:
        return None
    return spec.check_file(relative + "/" if folder else relative).include


@cache
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  only runs that walk folders need it

    return GitIgnoreSpec.from_lines(patterns)


@cache
def _git_spec(folder: Path) -> GitIgnoreSpec | None:
    lines: list[str] = []
    for name in (".git/info/exclude", ".gitignore"):
        try:
            lines += (folder / name).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
    return _spec(tuple(lines)) if lines else None


@cache
def _git_top(folder: Path) -> Path | None:
    return next((top for top in (folder, *folder.parents) if (top / ".git").exists()), None)


def find(
    paths: Iterable[str],
    suffixes: Iterable[str],
    ignores: Callable[[Path], Ignores],
    *,
    force_exclude: bool = False,
) -> Iterator[Path | Problem]:
    """The files that the paths mean, each once, in order; a ``Problem`` for a path that means none.

    A file that is named is never left out, but for ``force_exclude``. A folder gives its files
    with one of ``suffixes``; a pattern (``news/**/*.md``) gives what it matches. ``ignores``
    gives the rules of leaving out that hold in a folder.
    """
    wanted = frozenset(suffixes)
    seen: set[Path] = set()
    for name in paths:
        for found in _expand(name, wanted, ignores, force_exclude):
            if isinstance(found, Problem):
                yield found
            elif (key := found.absolute()) not in seen:
                seen.add(key)
                yield found


def _expand(
    name: str,
    suffixes: frozenset[str],
    ignores: Callable[[Path], Ignores],
    force_exclude: bool,
) -> Iterator[Path | Problem]:
    path = Path(name)
    if name == STDIN:
        yield path
    elif path.is_dir():
        if not (force_exclude and ignores(path)(path, folder=True)):
            yield from _articles(path, suffixes, ignores(path))
    elif path.exists() or path.is_symlink():
        if not (force_exclude and ignores(path.parent)(path)):
            yield path
    elif glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207  the shell's patterns
        for match in matches:
            yield from _expand(match, suffixes, ignores, force_exclude)
        if not matches:
            yield Problem("the pattern matches no file", path=name)
    else:
        yield Problem("no such file or folder", path=name)


def _articles(folder: Path, suffixes: frozenset[str], ignored: Ignores) -> Iterator[Path | Problem]:
    found = False
    for article in _walk(folder, suffixes, ignored):
        found = True
        yield article
    if not found:
        known = ", ".join(sorted(suffixes))
        yield Problem(f"no articles in this folder ({known})", path=folder.as_posix())


def _walk(folder: Path, suffixes: frozenset[str], ignored: Ignores) -> Iterator[Path]:
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or entry.name in _SKIPPED:
            continue
        if entry.is_dir(follow_symlinks=False):
            if not ignored(path, folder=True):
                yield from _walk(path, suffixes, ignored)
        elif path.suffix.lower() in suffixes and not ignored(path):
            yield path


def load(path: Path, limit: int) -> Source:
    """Read and decode a file of at most ``limit`` bytes.

    Raises ``Problem`` with the reason and the remedy for a file that is missing, unreadable,
    too long, empty, binary, or in no encoding that can be told.
    """
    name = path.as_posix()
    try:
        size = path.stat().st_size
        if size > limit:
            raise _too_long(name, size, limit)
        data = path.read_bytes()
    except FileNotFoundError:
        raise Problem("the file has vanished, or its link is broken", path=name) from None
    except OSError as error:
        raise Problem(f"cannot be read: {error.strerror}", path=name) from error
    return decode(data, name, limit)


def _too_long(name: str, size: int, limit: int) -> Problem:
    return Problem(
        f"{size:,} bytes is over the limit of {limit:,}; split the file, exclude it, "
        "or raise max-file-size",
        path=name,
    )


def decode(data: bytes, name: str, limit: int) -> Source:
    """Make a source of bytes: by its byte order mark, as UTF-8, as it declares, or by detection."""
    if len(data) > limit:
        raise _too_long(name, len(data), limit)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strict(data[len(bom) :], encoding, name)
            return _source(name, text, encoding, bom, data)
    if b"\0" in data:
        raise Problem(
            "binary: it holds NUL bytes; if it is text (UTF-16 without its mark, say), "
            "save it as UTF-8",
            path=name,
        )
    try:
        return _source(name, data.decode("utf-8"), "utf-8", b"", data)
    except UnicodeDecodeError as error:
        fault = error
    declared = _DECLARED.search(data[:2048])
    said = _lookup(declared[1].decode("ascii")) if declared else None
    if said is not None and said != "utf-8":
        return _source(name, _strict(data, said, name), said, b"", data)
    return _detected(data, name, fault)


def _detected(data: bytes, name: str, fault: UnicodeDecodeError) -> Source:
    if re.search(rb"[\xc2-\xf4][\x80-\xbf]", data[: fault.start]) or declared_utf8(data):
        line = data.count(b"\n", 0, fault.start) + 1
        start = data.rfind(b"\n", 0, fault.start) + 1
        column = len(data[start : fault.start].decode("utf-8")) + 1
        raise Problem(
            f"not valid UTF-8: byte 0x{data[fault.start]:02x}; save the file as UTF-8",
            path=name,
            line=line,
            column=column,
        )
    import charset_normalizer  # noqa: PLC0415  only files that are not UTF-8 pay for it

    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise Problem("the encoding cannot be told; save the file as UTF-8", path=name)
    encoding = best.encoding
    if encoding in _LATIN or (
        best.could_be_from_charset and _LATIN & {*best.could_be_from_charset}
    ):
        encoding = "cp1252"  # what English-language desks mean when they mean none of them
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = best.encoding, data.decode(best.encoding)
    return _source(name, text, encoding, b"", data)


_LATIN = frozenset({"cp1252", "latin_1", "iso8859_15", "cp1250", "cp1254", "cp1257", "cp1258"})


def declared_utf8(data: bytes) -> bool:
    """Whether the file itself says that it is UTF-8."""
    declared = _DECLARED.search(data[:2048])
    return declared is not None and _lookup(declared[1].decode("ascii")) == "utf-8"


def _lookup(encoding: str) -> str | None:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return None


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Problem(
            f"not valid {encoding} at byte {error.start}, though the file says that it is; "
            "save it as UTF-8",
            path=name,
        ) from error


def _source(name: str, text: str, encoding: str, bom: bytes, data: bytes) -> Source:
    if not text.strip():
        raise Problem("the file is empty", path=name)
    return Source(name, text, encoding, bom, data)


def save(source: Source, text: str) -> None:
    """Put ``text`` in the place of a source's file: whole or not at all.

    Encoding, byte order mark, permissions and links are kept. Raises ``Problem``, with the
    file as it was, when it is read-only, has changed since it was read, or cannot hold the text.
    """
    path = Path(source.path).resolve()
    try:
        data = source.bom + text.encode(source.encoding)
    except UnicodeEncodeError as error:
        raise Problem(
            f"cannot be written in {source.encoding}: {error.object[error.start]!r}; "
            "save it as UTF-8 first",
            path=source.path,
        ) from error
    try:
        mode = path.stat().st_mode
        if not mode & 0o222:
            raise Problem("is read-only; nothing was written", path=source.path)
        if path.read_bytes() != source.data:
            raise Problem("has changed since it was read; nothing was written", path=source.path)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            Path(temporary).chmod(mode & 0o7777)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Problem(
            f"cannot be written: {error.strerror}; nothing was written", path=source.path
        ) from error
