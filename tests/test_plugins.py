"""Plugins: loaded late, by name, asked once; what is wrong with one is said by its name."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from copydesk.config import Settings
from copydesk.plugins import Plugins
from copydesk.problem import Problem
from runs import House, Outcome

Install = Callable[..., Path]
Write = Callable[..., Path]
Run = Callable[..., Outcome]

NOTICES = """
import os
from pathlib import Path
Path(os.environ["NOTICED"]).write_text("imported")
"""

READS_RST = """
from copydesk.hookspecs import hookimpl
from copydesk.readers import Reader

@hookimpl
def copydesk_readers():
    return [Reader("rst", (".rst",), "copydesk.readers.plain:read")]
"""

COUNTS = """
from copydesk.hookspecs import hookimpl
from copydesk.reporters import Reporter

@hookimpl
def copydesk_reporters():
    return [Reporter("count", lambda reports, look: f"{len(reports)} files\\n")]
"""

HAS_A_RULE = """
from copydesk import Bad, Hit, Rule, Span, rule
from copydesk.hookspecs import hookimpl

@rule(id="{id}", severity="error", message="Rain.", bad=[Bad("[[It]] rained.")], good=["Dry."],
      family="{family}")
def rain(document):
    \"\"\"It rains.\"\"\"
    if "rain" in document.text:
        yield Hit(Span(0, 2))

@hookimpl
def copydesk_rules():
    return [rain]
"""


@pytest.fixture
def noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the plugin of ``NOTICES`` writes when it is imported."""
    monkeypatch.setenv("NOTICED", str(tmp_path / "noticed"))
    return tmp_path / "noticed"


# Loaded late


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("check", "--select", "repeated-word", "--format", "json", "a.txt"),
        ("check", "--select", "repeated-word,unused-allow", "--ignore", "mechanics", "a.txt"),
        ("check", "--select", "repeated-word", "--fix", "-", "a.txt"),
    ],
)
def test_a_run_of_built_ins_imports_no_plugin(
    process: Run, write: Write, install: Install, noticed: Path, arguments: tuple[str, ...]
) -> None:
    install("noticing", NOTICES)
    write("a.txt", "It rained.")
    process(*arguments, input=b"")
    assert not noticed.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "a.txt"),
        ("check", "--select", "mechanics", "a.txt"),
        ("check", "--select", "repeated-word", "--format", "unheard-of", "a.txt"),
        ("check", "--select", "repeated-word", "--ignore", "unheard-of", "a.txt"),
        ("check", "--select", "repeated-word", "."),
        ("check", "--select", "repeated-word", "a.unheard-of"),
        ("rules",),
    ],
)
def test_a_run_that_may_need_one_imports_it(
    copydesk: Run, write: Write, install: Install, noticed: Path, house: House,
    arguments: tuple[str, ...],
) -> None:  # fmt: skip
    house.rules[0] = _named(house, "repeated-word", "mechanics")
    install("noticing", NOTICES)
    write("a.txt", "It rained.")
    write("a.unheard-of", "It rained.")
    copydesk(*arguments)
    assert noticed.exists()


def _named(house: House, name: str, family: str) -> object:
    return replace(house.rules[0], id=name, family=family)


def test_an_allow_of_a_plugins_rule_is_known_even_if_the_rule_does_not_run(
    lint: Run, write: Write, install: Install
) -> None:
    install("rainy", HAS_A_RULE.format(id="rain", family="weather"))
    write("a.txt", "<!-- copydesk: allow rain -->\n<!-- copydesk: allow snow -->\nIt rained.\n")
    (finding,) = lint("--select", "unused-allow", "a.txt").findings
    assert finding["message"] == "This allow is idle: no rule or family is called 'snow'."


# What a plugin brings


def test_a_rule(lint: Run, write: Write, install: Install) -> None:
    install("rainy", HAS_A_RULE.format(id="rain", family="house"))
    write("a.txt", "It rained rained.")
    assert lint("a.txt").names == ["rain", "doubled-word"]
    assert lint("--select", "house", "a.txt").names == ["rain", "doubled-word"]
    assert lint("--select", "rain", "a.txt").names == ["rain"]
    assert lint("--ignore", "rain", "a.txt").names == ["doubled-word"]


def test_a_reader(lint: Run, write: Write, install: Install) -> None:
    write("a.rst", "The the tide turned.")
    assert lint("a.rst").code == 2
    install("rst", READS_RST)
    assert lint("--select", "doubled-word", "a.rst").names == []
    write("a.rst", "He said the the tide turned.")
    assert lint("--select", "doubled-word", "a.rst").names == ["doubled-word"]
    assert lint("--select", "doubled-word", ".").names == ["doubled-word"]


def test_a_reporter(copydesk: Run, write: Write, install: Install) -> None:
    install("count", COUNTS)
    write("a.txt", "It rained.")
    assert copydesk("check", "--format", "count", "a.txt").out == "1 files\n"


def test_a_layer_and_a_rule_that_needs_it(lint: Run, write: Write, install: Install) -> None:
    install(
        "layered",
        """
from copydesk import Bad, Hit, rule
from copydesk.annotators import Annotator
from copydesk.hookspecs import hookimpl

@rule(id="first", severity="error", message="First.", bad=[Bad("[[A]]")], good=[""], family="f")
def first(letters):
    \"\"\"First.\"\"\"
    yield Hit(letters[0])

def letters(document, initials):
    from copydesk import Span
    return [Span(0, 1)]

@hookimpl
def copydesk_annotators():
    return [Annotator("letters", letters), Annotator("initials", lambda document: [])]

@hookimpl
def copydesk_rules():
    return [first]
""",
    )
    write("a.txt", "It rained.")
    assert lint("a.txt").names == ["first"]


def test_its_settings(copydesk: Run, write: Write, install: Install) -> None:
    install(
        "acme",
        """
from copydesk.hookspecs import hookimpl

@hookimpl
def copydesk_rules(config):
    raise ValueError(f"told {config.plugin('acme')}")
""",
    )
    write("copydesk.toml", "[plugins.acme]\nsince = 1901")
    assert "ValueError: told {'since': 1901}" in copydesk("rules").err


@pytest.mark.usefixtures("house")
def test_each_is_asked_once(install: Install) -> None:
    install(
        "counting",
        """
from copydesk.hookspecs import hookimpl
asked = []

@hookimpl
def copydesk_rules():
    asked.append("rules")
    return []

@hookimpl
def copydesk_readers():
    asked.append("readers")
    return []
""",
    )
    plugins = Plugins()
    plugins.load_installed()
    for _ in range(3):
        plugins.rules(Settings())
        plugins.readers()
    assert sorted(sys.modules["plugin_of_counting"].asked) == ["readers", "rules"]


def test_plugins_are_loaded_in_the_order_of_their_names(install: Install) -> None:
    for name in ("zeta", "alpha", "mid"):
        install(name, "")
    plugins = Plugins(["mid"])
    assert plugins.names == []
    assert plugins.load_installed()
    assert [name for name in plugins.names if name in ("zeta", "alpha", "mid")] == ["alpha", "zeta"]
    assert not plugins.load_installed()


def test_without_plugins_their_finder_is_not_even_imported(folder: Path, write: Write) -> None:
    write("a.txt", "It rained.")
    code = (
        "import sys; from copydesk.cli import main; main(['check', 'a.txt']); "
        "sys.exit('importlib.metadata' in sys.modules)"
    )
    isolated = [path for path in sys.path if not _offers_plugins(path)]
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(isolated)},
        check=False,
    )
    assert done.returncode == 0


def _offers_plugins(folder: str) -> bool:
    return any(
        "[copydesk]" in path.read_text()
        for path in Path(folder).glob("*.dist-info/entry_points.txt")
    )


@pytest.mark.usefixtures("house")
def test_a_plugin_in_an_archive_is_found(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
        archive.writestr("packed_plugin.py", COUNTS)
        archive.writestr("packed-1.0.dist-info/METADATA", "Name: packed\nVersion: 1.0\n")
        archive.writestr(
            "packed-1.0.dist-info/entry_points.txt", "[copydesk]\npacked = packed_plugin\n"
        )
    monkeypatch.syspath_prepend(str(tmp_path / "packed.zip"))
    assert Plugins().reporter("count").name == "count"


def test_a_module_or_a_helper_named_like_a_hook_is_none(install: Install) -> None:
    install("helped", "import copydesk.rule as copydesk_rule\ndef copydesk_version(): return 1\n")
    assert Plugins().load_installed()


# What can be wrong with one

REMEDY = 'mend it, uninstall it, or set disable-plugins = ["broken"]'
BROKEN = {
    "raises on import": (
        "1 / 0",
        f"plugin 'broken' cannot be loaded: ZeroDivisionError: division by zero; {REMEDY}",
    ),
    "leaves on import": (
        "import sys; sys.exit(0)",
        f"plugin 'broken' cannot be loaded: SystemExit: 0; {REMEDY}",
    ),
    "imports what is not there": (
        "import no_such_module",
        f"plugin 'broken' cannot be loaded: ModuleNotFoundError: No module named 'no_such_module'; {REMEDY}",
    ),
    "misspells a hook": (
        "from copydesk.hookspecs import hookimpl\n@hookimpl\ndef copydesk_ruls(): return []",
        "plugin 'broken' has an unknown hook 'copydesk_ruls'; did you mean 'copydesk_rules'?",
    ),
    "does not mark a hook": (
        "def copydesk_rules(): return []",
        "plugin 'broken' has copydesk_rules without @hookimpl",
    ),
    "fails in a hook": (
        "from copydesk.hookspecs import hookimpl\n@hookimpl\ndef copydesk_rules(): return 1 / 0",
        "plugin 'broken' failed in copydesk_rules: ZeroDivisionError: division by zero",
    ),
    "gives no list": (
        "from copydesk.hookspecs import hookimpl\n@hookimpl\ndef copydesk_rules(): return 7",
        "plugin 'broken' failed in copydesk_rules: TypeError: 'int' object is not iterable",
    ),
    "gives what is no rule": (
        "from copydesk.hookspecs import hookimpl\n@hookimpl\ndef copydesk_rules(): return ['a']",
        "plugin 'broken' copydesk_rules gave 'a', which is no Rule",
    ),
}


@pytest.mark.parametrize(("code", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_plugin_is_named(
    copydesk: Run, write: Write, install: Install, code: str, message: str
) -> None:
    install("broken", code)
    write("a.txt", "It rained rained.")
    outcome = copydesk("check", "a.txt")
    assert (outcome.code, outcome.raw) == (2, b"")
    assert outcome.err == f"copydesk: {message}\n"
    write("copydesk.toml", 'disable-plugins = ["broken"]')
    assert copydesk("check", "a.txt").code == 1


def test_a_hook_with_an_argument_that_there_is_not_is_named(
    copydesk: Run, install: Install
) -> None:
    install(
        "broken",
        "from copydesk.hookspecs import hookimpl\n@hookimpl\ndef copydesk_rules(setings): return []",
    )
    outcome = copydesk("rules")
    assert outcome.code == 2
    assert outcome.err.startswith(
        "copydesk: plugin 'broken' cannot be loaded: PluginValidationError"
    )


CLASHES = {
    "a rule": (HAS_A_RULE.format(id="rain", family="a"), "two rules are called 'rain': "),
    "a format": (
        COUNTS,
        "the plugins 'one' and 'two' both report in the format 'count'; disable one with",
    ),
    "a suffix": (
        READS_RST,
        "the plugins 'one' and 'two' both take the suffix '.rst'; disable one with",
    ),
    "a layer": (
        dedent("""
            from copydesk.annotators import Annotator
            from copydesk.hookspecs import hookimpl

            @hookimpl
            def copydesk_annotators():
                return [Annotator("letters", "a:b")]
        """),
        "the plugins 'one' and 'two' both make the layer 'letters'; disable one with",
    ),
}


@pytest.mark.parametrize(("code", "message"), CLASHES.values(), ids=CLASHES)
def test_two_plugins_with_the_same_offer_clash_by_name(
    copydesk: Run, write: Write, install: Install, code: str, message: str
) -> None:
    write("a.txt", "It rained.")
    install("one", code)
    install("two", code)
    outcome = copydesk("check", "--format", "count" if "count" in code else "json", "a.txt")
    assert (outcome.code, outcome.raw) == (2, b"")
    assert outcome.err.startswith(f"copydesk: {message}")
    if "two rules" in message:
        assert "plugin_of_one.py and " in outcome.err


def test_a_plugin_cannot_take_what_a_built_in_has(
    copydesk: Run, write: Write, install: Install
) -> None:
    install("greedy", READS_RST.replace(".rst", ".txt"))
    write("a.txt", "It rained.")
    assert (
        "the plugins 'copydesk' and 'greedy' both take the suffix '.txt'" in copydesk("check").err
    )


def test_two_plugins_of_one_name_are_told(copydesk: Run, install: Install) -> None:
    install("same", "", module="first_of_them")
    site = install("other", "", module="second_of_them")
    (site / "other-1.0.dist-info/entry_points.txt").write_text(
        "[copydesk]\nsame = second_of_them\n"
    )
    assert (
        "plugin 'same' cannot be loaded: ValueError: Plugin name already" in copydesk("rules").err
    )


@pytest.mark.usefixtures("house")
def test_an_unknown_format_names_the_nearest(install: Install) -> None:
    install("count", COUNTS)
    with pytest.raises(Problem, match="unknown format 'cuont'; did you mean 'count'"):
        Plugins().reporter("cuont")
