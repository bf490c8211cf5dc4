"""Where a rule looks: scopes, the ends of a passage, and what is left out."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.checks.article import Passage
from copydesk.document import Span
from copydesk.rule import Rule
from copydesk.testing import document, findings

Make = Callable[[str], Rule]
Show = Callable[..., str]

ARTICLE = """\
# A storm at one

A storm at two. It was a storm.

## A storm at three

> A storm at four.

- A storm at five

| storm six |
| --- |
| storm seven |

### A storm at eight
"""
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight"]


def where(rule: Rule, text: str = ARTICLE) -> set[str]:
    """The numbers in the lines that the rule marks."""
    lines = text.splitlines()
    marked = {lines[found.place.line - 1] for found in findings(rule, text, "markdown")}
    return {number for number in NUMBERS if any(number in line for line in marked)}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("text", "one two three four five six seven eight"),
        ("heading", "one three eight"),
        ("heading.h1", "one"),
        ("headline", "one"),
        ("subhead", "three eight"),
        ("heading.h2", "three"),
        ("[heading.h1, heading.h3]", "one eight"),
        ("paragraph", "two"),
        ("sentence", "two"),
        ("blockquote", "four"),
        ("list", "five"),
        ("table", "six seven"),
        ("table.header", "six"),
        ("table.cell", "seven"),
        ("~heading", "two four five six seven"),
        ("~heading.h2", "one two four five six seven eight"),
        ("heading & ~heading.h1", "three eight"),
        ("~heading & ~table & ~list", "two four"),
        ("[~heading, ~list]", "one two three four five six seven eight"),
        ("text.md", "one two three four five six seven eight"),
        ("text.html", ""),
        ("raw", "one two three four five six seven eight"),
        ("summary", "two four five"),
        ("raw.html", ""),
        ("raw & ~heading", "one two three four five six seven eight"),
        ("caption", ""),
    ],
)
def test_scopes(style: Make, scope: str, expected: str) -> None:
    rule = style(f"""{{extends: existence, message: m, scope: {scope if scope[0] == "[" else f"'{scope}'"},
        tokens: [storm]}}""")
    assert where(rule) == set(expected.split())


def test_captions_of_figures_and_of_tables_are_one(style: Make, marked: Show) -> None:
    text = (
        "<figure><img src=x><figcaption>A storm.</figcaption></figure>"
        "<table><caption>A storm.</caption><tr><td>A storm.</td></tr></table>"
    )
    for scope in ("figure.caption", "table.caption", "~table & caption"):
        rule = style(f"{{extends: existence, message: m, scope: {scope!r}, tokens: [storm]}}")
        assert marked(rule, text, "html").count("[[storm]]") == 2


def test_raw_sees_the_markup(style: Make, marked: Show) -> None:
    rule = style(r"{extends: existence, message: m, scope: raw, raw: ['^#+.*\*.*']}")
    assert marked(rule, "# A *bold* claim\n\nNo *claim*.\n", "markdown") == (
        "[[# A *bold* claim]]\n\nNo *claim*.\n"
    )


def test_a_fix_of_raw_text_is_one_of_the_source(style: Make) -> None:
    rule = style(
        r"{extends: substitution, message: m, scope: raw, nonword: true, "
        r"action: {name: replace}, swap: {'\*\*': '*'}}"
    )
    (first, _) = findings(rule, "&amp; **bold**\n", "markdown")
    assert first.fix is not None
    (edit,) = first.fix.edits
    assert (edit.offset, edit.end_offset, edit.text) == (6, 8, "*")


def test_a_pattern_sees_the_ends_of_its_passage(style: Make, marked: Show) -> None:
    rule = style(r"""
        extends: existence
        message: m
        nonword: true
        tokens: ['\Aone', 'two\Z', '^three', 'four$', '(?<![\s\S])five', '(?<=\s)six', 'seven(?![\s\S])']
        """)
    text = (
        "one two\n\nthree four\n\nfive seven\n\nsix x\n\nx one two x three four x five six seven x"
    )
    assert marked(rule, text) == (
        "[[one]] [[two]]\n\n[[three]] [[four]]\n\n[[five]] [[seven]]\n\nsix x\n\n"
        "x one two x three four x five [[six]] seven x"
    )


def test_a_pattern_sees_the_ends_of_its_sentence(style: Make, marked: Show) -> None:
    rule = style(
        r"{extends: existence, message: m, scope: sentence, nonword: true, tokens: ['^\w+']}"
    )
    assert marked(rule, "They met. Nobody spoke. So it went.") == (
        "[[They]] met. [[Nobody]] spoke. [[So]] it went."
    )


def test_markup_inside_a_word_does_not_hide_it(style: Make, marked: Show) -> None:
    rule = style("{extends: existence, message: m, tokens: [storm at sea]}")
    assert marked(rule, "A *storm* at [sea](x).\n", "markdown") == "A *[[storm* at [sea]]](x).\n"


def test_code_and_addresses_are_no_prose(style: Make, marked: Show) -> None:
    text = "The `storm` storm <https://storm.example>.\n"
    existence = style("{extends: existence, message: m, tokens: [storm]}")
    assert marked(existence, text, "markdown") == text.replace(" storm ", " [[storm]] ")
    count = style("{extends: occurrence, message: m, max: 1, token: storm}")
    assert marked(count, text, "markdown") == text


QUOTED = "“A storm,” he said of the storm.\n\n> The storm again.\n\n<q>storm</q> <i lang='fr'>storm</i>\n"


def test_direct_quotations_are_left_out_of_our_own_rules(
    own: Callable[..., Rule], marked: Show
) -> None:
    rule = own(
        "{extends: existence, message: m, tokens: [storm, fault]}".strip("{}")
        .replace(", message", "\nmessage")
        .replace(", tokens", "\ntokens")
        + "\n"
    )
    assert marked(rule, QUOTED, "markdown") == QUOTED.replace("the storm", "the [[storm]]")


def test_a_rule_may_include_them(own: Callable[..., Rule], marked: Show) -> None:
    rule = own("extends: existence\nmessage: m\ntokens: [storm]\nquotations: include\n")
    assert marked(rule, QUOTED, "markdown") == QUOTED.replace("storm", "[[storm]]")


def test_a_style_written_for_vale_knows_no_quotations(style: Make, marked: Show) -> None:
    rule = style("{extends: existence, message: m, tokens: [storm]}")
    assert marked(rule, QUOTED, "markdown") == QUOTED.replace("storm", "[[storm]]")


def test_a_word_on_either_side_of_a_quotation_is_not_repeated(
    own: Callable[..., Rule], marked: Show
) -> None:
    rule = own(r"""
        extends: repetition
        message: m
        tokens: ['\w+']
        """)
    assert marked(rule, "He said “no” said he he.") == "He said “no” said [[he he]]."


@given(
    st.lists(st.sampled_from(["bb", "a&amp;b", "*bb*", "é", "\n\n", " ", "#", "bb\n"]), max_size=12)
)
def test_marks_are_exact_in_any_markup(parts: list[str]) -> None:
    read = document("".join(parts), "markdown")
    for block in read.blocks:
        passage = Passage(read, read.show(block.span), block.span.start)
        at = passage.text.find("bb")
        while at >= 0:
            assert passage.hit(at, at + 2).span == Span(
                block.span.start + at, block.span.start + at + 2
            )
            assert read.show(passage.hit(at, at + 2).span) == "bb"
            at = passage.text.find("bb", at + 1)
