"""Rule files: what they may say, and what is said of those that are wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.checks import load_folder, load_style
from copydesk.config import Settings
from copydesk.finding import Severity
from copydesk.lint import Linter
from copydesk.plugins import Plugins
from copydesk.problem import Problem
from copydesk.rule import Bad, Good, Rule
from copydesk.rulebook import ActiveRule
from copydesk.testing import document, faults, findings

Own = Callable[..., Rule]
Style = Callable[[str], Rule]

WHOLE = """\
extends: substitution
message: Use '%s' instead of '%s'.
level: error
link: https://example.org/style
confidence: 0.75
enabled: false
fix: safe
action:
  name: replace
swap:
  utilise: use
why: |
  A long word for a short one.

  Nobody says it.
limits: It does not see "utilisation".
bad:
  - They [[utilise]] it.
  - text: They **[[utilise]]** it.
    says: Use 'use' instead of 'utilise'.
    fixed: They **use** it.
    format: markdown
good:
  - They use it.
  - text: They <code>utilise</code> it.
    format: html
"""


def test_a_rule_says_all_that_its_file_does(own: Own, tmp_path: Path) -> None:
    rule = own(WHOLE, complete=False)
    assert (rule.id, rule.family, rule.code) == ("a-fault", "style", "style/a-fault")
    assert (rule.severity, rule.confidence, rule.enabled) == (Severity.ERROR, 0.75, False)
    assert rule.summary == "A long word for a short one."
    assert rule.why.endswith("Nobody says it.")
    assert rule.limits == 'It does not see "utilisation".'
    assert rule.link == "https://example.org/style"
    assert rule.origin == tmp_path / "rules" / "style" / "a-fault.yml"
    assert rule.needs == ("document", "quotes")
    assert rule.bad[0] == Bad("They [[utilise]] it.")
    assert rule.good == (Good("They use it."), Good("They <code>utilise</code> it.", "html"))
    assert faults(rule) == []


def test_examples_that_do_not_hold_are_found_out(own: Own) -> None:
    told = faults(own(WHOLE.replace("utilise: use", "use: utilise"), complete=False))
    assert len(told) == 3


def test_a_rule_is_a_warning_unless_it_says_otherwise(style: Style) -> None:
    assert style("{extends: existence, message: m, tokens: [x]}").severity is Severity.WARNING


def test_words_are_words_whatever_yaml_makes_of_them(style: Style) -> None:
    rule = style("{extends: existence, message: m, tokens: [no, on, null, 007, 1:30, 1e3, true]}")
    found = findings(rule, "no on null 007 1:30 1e3 true false 7 90")
    assert [one.text for one in found] == ["no", "on", "null", "007", "1:30", "1e3", "true"]


def test_only_rule_files_are_read(tmp_path: Path) -> None:
    for name in ("style/a-fault.yml", "names/b-fault.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(WHOLE)
    for name in (
        "lexicon/words.yml",
        "gazetteer/x/places.yml",
        ".git/x.yml",
        "style/.#a.yml",
        "style/n.csv",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("- no rule\n")
    assert [rule.code for rule in load_folder(tmp_path)] == ["names/b-fault", "style/a-fault"]


BASE = "extends: existence\nmessage: m\ntokens: [x]\n"
EXAMPLES = 'why: w\nbad: ["[[x]]"]\ngood: [y]\n'


@pytest.mark.parametrize(
    ("yaml", "line", "column", "said"),
    [
        ("a: [\n", 2, 1, "broken YAML"),
        ("extends: existence\nmessage: a: b\n", 2, 11, "needs quotes"),
        ('message: "a\\qb"\n', 1, 12, "escape"),
        ("- a\n- b\n", 1, 1, "a mapping"),
        ("", 1, 1, "a mapping"),
        ("[a]: b\n", 1, 1, "a key must be a text"),
        (BASE + "message: n\n", 4, 1, "'message' stands twice; first on line 2"),
        ("message: m\n", 1, 1, "'extends' is one of existence, "),
        ("extends: existance\n", 1, 10, "no such check; did you mean 'existence'?"),
        ("extends: sequence\nmessage: m\n", 1, 10, "copydesk does not run it"),
        ("extends: existence\ntokens: [x]\n", 1, 1, "'message' is missing"),
        ("extends: existence\nmessage: m\n", 1, 1, "existence needs 'tokens' or 'raw'"),
        ("extends: occurrence\nmessage: m\ntoken: x\n", 1, 1, "needs 'max' or 'min'"),
        ("extends: conditional\nmessage: m\nfirst: x\n", 1, 1, "conditional needs 'second'"),
        (BASE + "token: x\n" + EXAMPLES, 4, 1, "unknown key 'token'; did you mean 'tokens'?"),
        (BASE + "zzz: x\n" + EXAMPLES, 4, 1, "unknown key 'zzz'; known are action, "),
        (BASE + "swap: {a: b}\n" + EXAMPLES, 4, 1, "unknown key 'swap'"),
        (BASE, 1, 1, "has no 'why'"),
        (BASE + "why: w\nbad: ['[[x]]']\n", 1, 1, "has no 'good'"),
        (BASE + "why:\nbad: ['[[x]]']\ngood: [y]\n", 1, 1, "has no 'why'"),
        (BASE + "why: w\nbad: [x]\ngood: [y]\n", 5, 7, "a bad example marks the fault"),
        (BASE + "why: w\nbad: ['[[x]]']\ngood: ['[[y]]']\n", 6, 8, "nothing to mark"),
        (
            BASE + "why: w\nbad: [{txt: '[[x]]'}]\ngood: [y]\n",
            5,
            13,
            "unknown key 'txt'; did you mean 'text'?",
        ),
        (BASE + "why: w\nbad: [{says: m}]\ngood: [y]\n", 5, 1, "an example has a 'text'"),
        (
            BASE + "why: w\nbad: ['[[x]]']\ngood: [{text: y, format: rst}]\n",
            6,
            26,
            "plain, markdown or html",
        ),
        (BASE + "why: w\nbad: [[x]]\ngood: [y]\n", 5, 1, "a list of texts or of mappings"),
        (BASE + "level: fatal\n" + EXAMPLES, 4, 1, "suggestion, warning, error"),
        (BASE + "enabled: yes\n" + EXAMPLES, 4, 1, "true or false, not 'yes'"),
        (BASE + "confidence: high\n" + EXAMPLES, 4, 1, "must be a number, not 'high'"),
        (BASE + "confidence: 2\n" + EXAMPLES, 4, 1, "a chance"),
        (BASE + "quotations: maybe\n" + EXAMPLES, 4, 1, "skip, include"),
        (BASE + "fix: never\n" + EXAMPLES, 4, 1, "safe, ask, show"),
        (BASE + "scope: pargraph\n" + EXAMPLES, 4, 8, "did you mean 'paragraph'?"),
        (BASE + "scope: [text, alt]\n" + EXAMPLES, 4, 15, "'alt' is unknown"),
        (BASE + "action: {name: repair}\n" + EXAMPLES, 4, 16, "'repair' is unknown"),
        (BASE + "action: {nam: edit}\n" + EXAMPLES, 4, 1, "action: unknown key 'nam'"),
        (
            BASE + "action: {name: edit, params: [trin, x]}\n" + EXAMPLES,
            4,
            16,
            "did you mean 'trim'?",
        ),
        (BASE + "action: {name: edit, params: [trim]}\n" + EXAMPLES, 4, 16, "takes 1 parameters"),
        (
            BASE + "action: {name: edit, params: [split, x, y]}\n" + EXAMPLES,
            4,
            41,
            "a number from 0",
        ),
        (
            BASE + "action: {name: edit, params: [regex, '(', y]}\n" + EXAMPLES,
            4,
            38,
            "no regular expression",
        ),
        (BASE + "action: {name: convert}\n" + EXAMPLES, 4, 16, "only 'simple'"),
        (
            BASE + "action: {name: edit, params: [[x]]}\n" + EXAMPLES,
            4,
            1,
            "'params' must be a text or",
        ),
        (BASE + "action: remove\n" + EXAMPLES, 4, 1, "must be a mapping"),
        (
            BASE.replace("m\n", "'%s %s %s'\n") + EXAMPLES,
            2,
            1,
            "asks for 3 values; existence has 2",
        ),
        (BASE.replace("[x]", "[{a: b}]") + EXAMPLES, 3, 1, "must be a list of texts"),
        (BASE.replace("m\n", "[m]\n") + EXAMPLES, 2, 1, "must be one text"),
        (
            "extends: substitution\nmessage: m\nswap: [a]\n" + EXAMPLES,
            3,
            1,
            "a mapping of texts to texts",
        ),
        (
            "extends: substitution\nmessage: m\nswap: {a: [b]}\n" + EXAMPLES,
            3,
            1,
            "the value of 'a'",
        ),
        (
            "extends: substitution\nmessage: m\nswap:\n  a: b\n  a: c\n" + EXAMPLES,
            5,
            3,
            "'a' stands twice",
        ),
        (
            "extends: capitalization\nmessage: m\nmatch: $title\nstyle: MLA\n" + EXAMPLES,
            4,
            1,
            "AP, Chicago",
        ),
    ],
)
def test_what_is_said_of_a_file_that_is_wrong(
    own: Own, yaml: str, line: int, column: int, said: str
) -> None:
    with pytest.raises(Problem) as raised:
        own(yaml, complete=False)
    problem = raised.value
    assert said in problem.message
    assert (problem.line, problem.column) == (line, column)
    assert (problem.path or "").endswith("a-fault.yml")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a-fault.yml", "a folder named for its family"),
        ("style/deep/a-fault.yml", "a folder named for its family"),
        ("style/A_Fault.yml", "'A_Fault' is no rule id"),
        ("style/a-fault.yaml", "rename it"),
    ],
)
def test_what_is_said_of_a_file_in_the_wrong_place(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(WHOLE)
    with pytest.raises(Problem, match=said):
        load_folder(tmp_path)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "style").mkdir()
    (tmp_path / "style" / "a-fault.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Problem, match="cannot read the rule"):
        load_folder(tmp_path)


def failure(rule: Rule, text: str) -> str:
    """The one failure of a run of the rule."""
    linter = Linter(Settings(), Plugins())
    report = linter.check(document(text), [ActiveRule(rule, rule.severity, None)])
    assert report.findings == ()
    (error,) = report.errors
    assert (error.kind, error.name) == ("rule", rule.id)
    return error.message


@pytest.mark.parametrize(
    ("yaml", "place", "said"),
    [
        (
            "extends: existence\nmessage: m\ntokens:\n  - fine\n  - '(x'\n",
            ":5:5:",
            "'(x' is no regular",
        ),
        (
            "extends: existence\nmessage: m\nraw:\n  - '*'\ntokens: [x]\n",
            ":4:5:",
            "'*' is no regular",
        ),
        ("extends: substitution\nmessage: m\nswap:\n  'x)': y\n", ":4:3:", "'x)' is no regular"),
        (
            "extends: existence\nmessage: m\ntokens: ['[a-z-[x]]']\n",
            ":3:10:",
            "one class taken from",
        ),
        (
            "extends: existence\nmessage: m\nraw: ['(?<=x']\ntokens: ['(?=y)']\n",
            ":3:7:",
            "'(?<=x' is",
        ),
        (
            "extends: existence\nmessage: m\nraw: [a]\ntokens: ['(?P<a>x)', '(?P<a>y)', '(?P=b)']\n",
            ":4:34:",
            "'(?P=b)'",
        ),
        ("extends: conditional\nmessage: m\nfirst: x\nsecond: '('\n", ":4:9:", "'(' is no regular"),
        ("extends: existence\nmessage: m\ntokens: [x]\nexceptions: ['(']\n", ":4:14:", "'(' is no"),
        (
            "extends: existence\nmessage: m\ntokens: ['(?x)a # a comment eats the bracket']\n",
            ":3:10:",
            "these texts together are no regular expression",
        ),
    ],
)
def test_a_pattern_that_is_none_fails_by_name_and_place(
    own: Own, yaml: str, place: str, said: str
) -> None:
    message = failure(own(yaml), "a fault x")
    assert f"a-fault.yml{place}" in message
    assert said in message


def test_a_pattern_that_explodes_fails_by_name(own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copydesk.pattern.TIME_LIMIT", 0.05)
    rule = own("extends: existence\nmessage: m\ntokens: ['(?:a|aa)+$']\n")
    assert "took too long" in failure(rule, "a" * 60 + "c")


# styles written for Vale


def test_a_style_needs_no_examples_and_says_why_itself(tmp_path: Path) -> None:
    folder = tmp_path / "styles" / "House"
    folder.mkdir(parents=True)
    (folder / "Terms.yml").write_text(
        "extends: existence\nmessage: \"Don't  use '%s'.\"\nlink: u\ntokens: [x]\n"
    )
    (folder / "Told.yml").write_text(
        "extends: existence\nmessage: m\ndescription: It is vague.\ntokens: [x]\n"
    )
    terms, told = load_style(folder)
    assert (terms.id, terms.family, terms.code) == ("House.Terms", "House", "House/House.Terms")
    assert terms.why == "Don't use '…'.\n\nSee u"
    assert told.why == "It is vague."
    assert [rule.id for rule in load_style(folder.parent)] == ["House.Terms", "House.Told"]


@pytest.mark.parametrize("kind", ["metric", "readability", "script", "sequence", "spelling"])
def test_a_check_that_is_not_run_is_off_and_fails_when_it_is_run(style: Style, kind: str) -> None:
    rule = style(f"extends: {kind}\nmessage: m\ntokens:\n  - tag: NN\n    pattern: x\n")
    assert not rule.enabled
    assert f"does not run '{kind}' checks" in rule.limits
    assert f"does not run '{kind}' checks" in failure(rule, "text")


def test_a_scope_that_articles_do_not_have_is_off(style: Style) -> None:
    rule = style("{extends: existence, message: m, scope: alt, tokens: [x]}")
    assert not rule.enabled
    assert "no scope 'alt'" in failure(rule, "text")


def test_one_of_several_scopes_may_be_missing(style: Style) -> None:
    rule = style("{extends: existence, message: m, scope: [alt, text], tokens: [x]}")
    assert rule.enabled
    assert "'alt'" in rule.limits
    assert len(findings(rule, "x")) == 1


def test_what_vale_lets_pass_is_let_pass(style: Style) -> None:
    rule = style("""\
        ---
        extends: substitution
        name: House.Test
        message: "Don\\'t."
        max: 3
        vocab: false
        swap:
          Bronte: Brontë
          Bronte: Brontë
        """)
    assert [found.message for found in findings(rule, "Bronte")] == ["Don't."]


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        (
            "extends: existence\nmessage: m\ntokens: [x]\nexeptions: [y]\n",
            "did you mean 'exceptions'",
        ),
        ("extends: invention\nmessage: m\n", "no such check"),
        ("extends: substitution\nmessage: m\nswap:\n  a: b\n  a: c\n", "stands twice"),
        ("message: 'a\n", "broken YAML"),
    ],
)
def test_what_vale_refuses_is_refused(style: Style, yaml: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        style(yaml)


def test_a_style_without_rules(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no rule file"):
        load_style(tmp_path)


def test_nothing_is_compiled_before_it_is_used(own: Own, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    monkeypatch.setattr("copydesk.pattern.Pattern.check", compiled.append)
    own("extends: existence\nmessage: m\ntokens: ['(']\n")
    assert compiled == []
