"""Files: which are found, which are left out, and that saving is whole or not at all."""

import os
import stat
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from copydesk.files import Ignores, find, load, save
from copydesk.problem import Problem

Write = Callable[..., Path]


def found(
    *names: str,
    exclude: Iterable[str] = (),
    git: bool = True,
    force_exclude: bool = False,
) -> list[str]:
    """What the names mean: paths, and messages for those that mean nothing."""
    ignores = Ignores(exclude, git=git)
    answers = find(names, {".txt", ".md"}, lambda _: ignores, force_exclude=force_exclude)
    return [str(answer) if isinstance(answer, Problem) else answer.as_posix() for answer in answers]


@pytest.fixture
def tree(folder: Path, write: Write) -> Path:
    """A folder of articles, with what is none."""
    for name in (
        "b.txt",
        "a.md",
        "news/c.txt",
        "news/deep/d.md",
        "A.TXT",
        "notes.rst",
        "photo.jpg",
    ):
        write(name, "It rained.\n")
    for name in (".hidden/e.txt", ".secret.md", "node_modules/f.md", "__pycache__/g.txt"):
        write(name, "It rained.\n")
    return folder


# Names, folders, patterns


def test_a_folder_gives_its_articles_by_name(tree: Path) -> None:
    assert found(".") == ["A.TXT", "a.md", "b.txt", "news/c.txt", "news/deep/d.md"]
    assert found(str(tree)) == [f"{tree}/{name}" for name in found(".")]


@pytest.mark.usefixtures("tree")
def test_a_file_that_is_named_needs_no_suffix() -> None:
    assert found("notes.rst", ".secret.md") == ["notes.rst", ".secret.md"]


@pytest.mark.usefixtures("tree")
def test_a_pattern_gives_the_articles_that_it_matches() -> None:
    assert found("**/*.md") == ["a.md", "news/deep/d.md"]
    assert found("n*") == ["news/c.txt", "news/deep/d.md"]
    assert found("[ab].*") == ["a.md", "b.txt"]


@pytest.mark.usefixtures("folder")
def test_a_name_with_brackets_is_a_name_first(write: Write) -> None:
    write("a[1].txt", "It rained.")
    write("a1.txt", "It rained.")
    assert found("a[1].txt") == ["a[1].txt"]


def test_a_file_is_found_once_however_often_it_is_named(tree: Path) -> None:
    names = ("news", "news/c.txt", "./news/c.txt", "news/../news/c.txt", str(tree / "news/c.txt"))
    assert found(*names, "news/*.txt") == ["news/c.txt", "news/deep/d.md"]


@pytest.mark.parametrize(
    "name",
    ["two words.txt", "–dash.txt", "Київ.md", "-leading.txt", "new\nline.txt", "🚆.txt", "%s.txt"],
)
@pytest.mark.usefixtures("folder")
def test_unusual_names_are_names(write: Write, name: str) -> None:
    write(name, "It rained.")
    assert found(name) == found(".") == [name]


def test_a_name_that_is_no_unicode_is_a_name(folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (folder / name).write_bytes(b"It rained.")
    assert found(".") == [name]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone.txt", "gone.txt: no such file or folder"),
        ("b.txt/x", "b.txt/x: no such file or folder"),
        ("gone/*.txt", "gone/*.txt: the pattern matches no article"),
        ("*.jpg", "*.jpg: the pattern matches no article"),
        ("", "'': the empty path means nothing"),
        ("news\\c.txt", "news\\c.txt: no such file or folder; write / between folders"),
        ("news\\*.txt", "news\\*.txt: the pattern matches no article; write / between folders"),
        ("x" * 300, f"{'x' * 300}: cannot be read: File name too long"),
    ],
)
@pytest.mark.usefixtures("tree")
def test_a_name_that_means_nothing_is_told(name: str, message: str) -> None:
    assert found(name, "b.txt") == [message, "b.txt"]


def test_a_folder_without_articles_is_told(folder: Path) -> None:
    (folder / "empty" / "inside").mkdir(parents=True)
    assert found("empty") == ["empty: no articles in this folder (.md, .txt)"]


def test_a_pattern_does_not_complain_of_each_folder(folder: Path, write: Write) -> None:
    (folder / "empty").mkdir()
    write("full/a.txt", "It rained.")
    assert found("*") == ["full/a.txt"]


# Links and other strange files


def test_links_to_files_are_read_and_links_to_folders_are_not_walked(tree: Path) -> None:
    (tree / "news/link.txt").symlink_to(tree / "b.txt")
    (tree / "news/folder").symlink_to(tree / "news/deep")
    (tree / "news/folder.txt").symlink_to(tree / "news/deep")
    assert found("news") == ["news/c.txt", "news/deep/d.md", "news/link.txt"]
    assert found("news/folder") == ["news/folder/d.md"]


def test_a_loop_of_links_ends(tree: Path) -> None:
    (tree / "news/again").symlink_to(tree / "news")
    (tree / "self.txt").symlink_to("self.txt")
    assert found("news") == ["news/c.txt", "news/deep/d.md"]
    with pytest.raises(Problem, match="cannot be read: Too many levels of symbolic links"):
        load(Path("self.txt"), 100)


def test_a_broken_link_is_found_and_told_when_it_is_read(folder: Path) -> None:
    (folder / "a.txt").symlink_to("gone.txt")
    assert found(".") == ["a.txt"]
    with pytest.raises(Problem, match="vanished, or its link is broken"):
        load(Path("a.txt"), 100)


def test_a_folder_or_a_pipe_named_like_an_article_is_none(tree: Path) -> None:
    (tree / "news/x.txt").mkdir()
    os.mkfifo(tree / "news/pipe.txt")
    assert found("news") == ["news/c.txt", "news/deep/d.md"]
    with pytest.raises(Problem, match="cannot be read: Is a directory"):
        load(Path("news/x.txt"), 100)


@pytest.mark.usefixtures("tree")
def test_a_folder_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "deep":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert found("news") == ["news/c.txt", "news/deep: cannot be read: Permission denied"]


# What is left out


@pytest.fixture
def repository(tree: Path) -> Path:
    """The same tree as a git repository."""
    subprocess.run(["git", "init", "-q", "."], cwd=tree, check=True)
    return tree


@pytest.mark.usefixtures("repository")
def test_gitignore_is_honoured_below_a_repository(write: Write) -> None:
    write(".gitignore", "*.md\n!news/deep/d.md\n/b.txt\r\n# a comment\n")
    assert found(".") == ["A.TXT", "news/c.txt", "news/deep/d.md"]
    assert found(".", git=False) == ["A.TXT", "a.md", "b.txt", "news/c.txt", "news/deep/d.md"]


@pytest.mark.usefixtures("tree")
def test_gitignore_means_nothing_without_a_repository(write: Write) -> None:
    write(".gitignore", "*.md\n")
    assert "a.md" in found(".")


PATTERNS = {
    ".gitignore": "\ufeffdrafts/\n!drafts/keep.txt\nold-*\n!old-gold.txt\n/wire/**/raw\n",
    ".git/info/exclude": "mine.txt\n/news/x.*\n",
    "news/.gitignore": "*.txt\n!keep.txt\n!deep/\ndeep/*\n!deep/e.md\n",
    "drafts/.gitignore": "!c.txt\n",
}
ARTICLES = [
    "drafts/keep.txt", "drafts/c.txt", "old-news.txt", "old-gold.txt", "sub/old-a.md",
    "wire/a/b/raw/x.txt", "wire/raw/y.txt", "wire/z.txt", "mine.txt", "sub/mine.txt", "news/x.md",
    "news/keep.txt", "news/lost.txt", "news/deep/e.md", "news/deep/f.md", "news/deep/keep.txt",
]  # fmt: skip


def test_what_is_left_out_is_what_git_leaves_out(repository: Path, write: Write) -> None:
    for name, text in PATTERNS.items():
        write(name, text)
    for name in ARTICLES:
        write(name, "It rained.")
    done = subprocess.run(
        ["git", "check-ignore", *ARTICLES],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    ignored = set(done.stdout.split())
    assert 4 < len(ignored) < len(ARTICLES)
    assert set(ARTICLES) - set(found(".")) == ignored
    assert set(found(*ARTICLES, force_exclude=True)) == set(ARTICLES) - ignored
    assert found(*ARTICLES) == ARTICLES


def test_a_repository_inside_another_follows_its_own_rules(repository: Path, write: Write) -> None:
    write(".gitignore", "inner/\n")
    write("inner/a.txt", "It rained.")
    assert "inner/a.txt" not in found(".")
    subprocess.run(["git", "init", "-q", "inner"], cwd=repository, check=True)
    assert found("inner", force_exclude=True) == []
    assert found("inner/a.txt", force_exclude=True) == ["inner/a.txt"]


@pytest.mark.usefixtures("tree")
def test_exclude_takes_patterns_of_gitignore() -> None:
    assert found(".", exclude=["news/", "*.md"]) == ["A.TXT", "b.txt"]
    assert found(".", exclude=["*.txt", "!b.txt"]) == ["A.TXT", "a.md", "b.txt", "news/deep/d.md"]


@pytest.mark.usefixtures("tree")
def test_a_named_file_is_left_out_by_force_only() -> None:
    assert found("news/c.txt", exclude=["news/"]) == ["news/c.txt"]
    assert found("news/c.txt", exclude=["news/"], force_exclude=True) == []
    assert found("news", exclude=["news/"], force_exclude=True) == []


@pytest.mark.parametrize("name", ["news", "n*", "news/**/*.txt"])
@pytest.mark.usefixtures("tree")
def test_when_all_is_left_out_that_is_told(name: str) -> None:
    (message,) = found(name, exclude=["news/"])
    assert "but what .gitignore or exclude leave out; name the files that you mean" in message


def test_exclude_counts_from_its_root_even_through_a_link(tree: Path, tmp_path: Path) -> None:
    (tree / "alias").symlink_to(tree / "news")
    ignores = Ignores(["/alias/c.txt"], Path("alias/.."))
    assert ignores(Path("alias/c.txt"))
    assert not ignores(Path("news/c.txt"))
    assert not ignores(tmp_path.parent / "c.txt")


# Loading


def test_a_file_over_the_limit_is_not_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.txt", "")
    os.truncate(path, 50_000_000)
    monkeypatch.setattr("builtins.open", lambda *_: pytest.fail("was opened again"))
    with pytest.raises(Problem, match="50,000,000 bytes, over the limit of 5,000,000 bytes; split"):
        load(path, 5_000_000)


def test_a_file_at_the_limit_is_read(write: Write) -> None:
    assert load(write("a.txt", "12345"), 5).text == "12345"
    with pytest.raises(Problem, match="6 bytes, over the limit of 5 bytes"):
        load(write("a.txt", "123456"), 5)


def test_what_does_not_tell_its_size_is_read_no_further_than_the_limit() -> None:
    with pytest.raises(Problem, match="over the limit of 1,000 bytes"):
        load(Path("/dev/zero"), 1000)


# Saving


def test_saving_keeps_permissions_and_leaves_nothing_behind(folder: Path, write: Write) -> None:
    path = write("a.txt", "Old.\n")
    path.chmod(0o640)
    save(load(path, 100), "New.\n")
    assert path.read_bytes() == b"New.\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_saving_through_a_link_keeps_the_link(folder: Path, write: Write) -> None:
    write("real/a.txt", "Old.\n")
    (folder / "link.txt").symlink_to("real/a.txt")
    save(load(Path("link.txt"), 100), "New.\n")
    assert Path("link.txt").is_symlink()
    assert Path("real/a.txt").read_text() == "New.\n"


def test_saving_keeps_the_byte_order_mark_and_the_encoding(write: Write) -> None:
    path = write("a.txt", "\ufeffOld “one”.\r\n".encode("utf-16-le"))
    save(load(path, 100), "New “one”.\r\n")
    assert path.read_bytes() == "\ufeffNew “one”.\r\n".encode("utf-16-le")


def test_a_file_of_another_owner_stays_theirs(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.txt", "Old.\n")
    if os.getuid() == 0:
        os.chown(path, 4321, 8765)
        save(load(path, 100), "New.\n")
        assert (path.stat().st_uid, path.stat().st_gid) == (4321, 8765)
    else:  # nobody else can give files away
        monkeypatch.setattr(os, "chown", lambda *_: pytest.fail("the owner is the same"))
        save(load(path, 100), "New.\n")
        assert path.read_text() == "New.\n"


@pytest.mark.usefixtures("folder")
def test_a_read_only_file_is_left_alone(write: Write) -> None:
    path = write("a.txt", "Old.\n")
    path.chmod(0o444)
    with pytest.raises(Problem, match="is read-only; nothing was written"):
        save(load(path, 100), "New.\n")
    assert path.read_text() == "Old.\n"


def test_a_file_that_has_changed_since_is_left_alone(write: Write) -> None:
    path = write("a.txt", "Old.\n")
    source = load(path, 100)
    write("a.txt", "Someone else’s.\n")
    with pytest.raises(Problem, match="has changed since it was read; nothing was written"):
        save(source, "New.\n")
    assert path.read_text() == "Someone else’s.\n"


def test_a_file_that_has_gone_since_is_not_made_again(write: Write) -> None:
    path = write("a.txt", "Old.\n")
    source = load(path, 100)
    path.unlink()
    with pytest.raises(Problem, match="cannot be written: No such file or directory"):
        save(source, "New.\n")
    assert not path.exists()


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_file(
    folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = write("a.txt", "Old.\n")
    source = load(path, 100)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Problem, match="cannot be written: No space left on device; nothing was"):
        save(source, "New.\n")
    assert path.read_text() == "Old.\n"
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_text_that_the_encoding_lacks_is_not_written(write: Write) -> None:
    path = write("a.txt", "“Old”.\n".encode("cp1252"))
    with pytest.raises(Problem, match="'Ж' cannot be written in cp1252; save the file as UTF-8"):
        save(load(path, 100), "Ж.\n")
    assert path.read_bytes() == "“Old”.\n".encode("cp1252")
