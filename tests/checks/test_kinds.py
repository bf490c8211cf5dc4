"""What each kind of check finds, after the examples in Vale's documentation and tests."""

from collections.abc import Callable
from typing import Any

import pytest

from copydesk.finding import Grade
from copydesk.rule import Rule
from copydesk.testing import findings

Make = Callable[[str], Rule]
Show = Callable[..., str]
Told = Callable[..., list[str]]


def fix(rule: Rule, text: str) -> tuple[str, str, Grade]:
    """The title, the new text and the grade of the first finding's fix."""
    first = findings(rule, text)[0].fix
    assert first is not None
    return first.title, first.edits[0].text, first.grade


# existence


def test_existence_takes_whole_words_in_the_given_case(style: Make, marked: Show) -> None:
    rule = style("{extends: existence, message: m, tokens: [very, quite]}")
    assert marked(rule, "A very, Very, everyday quite.") == "A [[very]], Very, everyday [[quite]]."


def test_existence_ignores_case_when_told(style: Make, marked: Show) -> None:
    rule = style("{extends: existence, message: m, ignorecase: true, tokens: [very]}")
    assert marked(rule, "Very VERY every") == "[[Very]] [[VERY]] every"


def test_nonword_drops_the_word_boundaries(style: Make, marked: Show) -> None:
    rule = style(r"""
        extends: existence
        message: m
        nonword: true
        tokens: ['\d+%', ery]
        """)
    assert marked(rule, "5% of every") == "[[5%]] of ev[[ery]]"


def test_raw_stands_before_the_tokens(style: Make, marked: Show) -> None:
    rule = style(r"""
        extends: existence
        message: m
        raw: ['\b(?:was|were)\b\s*']
        tokens: ['\w+ed', built]
        """)
    assert marked(rule, "It was closed; they were built red.") == (
        "It [[was closed]]; they [[were built]] red."
    )


def test_append_puts_raw_after_the_tokens(style: Make, marked: Show) -> None:
    rule = style(r"{extends: existence, message: m, append: true, raw: ['\s+not'], tokens: [can]}")
    assert marked(rule, "They can not, cannot, can.") == "They [[can not]], cannot, can."


def test_several_raw_texts_are_one_pattern(style: Make, marked: Show) -> None:
    rule = style(r"{extends: existence, message: m, raw: ['\ba', 'b\b']}")
    assert marked(rule, "ab a b cab") == "[[ab]] a b cab"


def test_exceptions_excuse_words_in_their_case_and_phrases_in_any(
    style: Make, marked: Show
) -> None:
    rule = style(r"""
        extends: existence
        message: m
        ignorecase: true
        tokens: ['[a-z]*land', mea]
        exceptions: [England, mea culpa]
        """)
    assert marked(rule, "England england Finland; Mea culpa, mea.") == (
        "England [[england]] [[Finland]]; Mea culpa, [[mea]]."
    )


def test_lookbehinds_may_be_of_any_length(style: Make, marked: Show) -> None:
    rule = style(
        r"{extends: existence, message: m, nonword: true, tokens: ['(?<!:[^ ]+?):\s[A-Z]']}"
    )
    assert marked(rule, "One: Two :x: Three: four") == "One[[: T]]wo :x: Three: four"


def test_flags_hold_to_the_end_of_their_group(style: Make, marked: Show) -> None:
    rule = style("{extends: existence, message: m, tokens: ['a(?i)b', cd]}")
    assert marked(rule, "aB AB CD cd") == "[[aB]] AB [[CD]] [[cd]]"


def test_a_match_of_nothing_is_no_match(style: Make, messages: Told) -> None:
    rule = style("{extends: existence, message: m, nonword: true, tokens: ['x*']}")
    assert messages(rule, "no such letter") == []


def test_the_message_shows_the_match_and_what_stands_instead(style: Make, messages: Told) -> None:
    rule = style("""
        extends: existence
        message: "Use '%[2]s', {not} '%[1]s' or 100%%."
        action: {name: edit, params: [split, ' ', '0']}
        tokens: [PIN number]
        """)
    assert messages(rule, "his PIN number") == ["Use 'PIN', {not} 'PIN number' or 100%."]


def test_a_limit_ends_the_findings(style: Make, marked: Show) -> None:
    rule = style("{extends: existence, message: m, limit: 2, tokens: [so]}")
    assert marked(rule, "so so\n\nso so") == "[[so]] [[so]]\n\nso so"


# substitution


def test_substitution_says_expected_then_observed(style: Make, messages: Told) -> None:
    rule = style("""
        extends: substitution
        message: Consider '%s' instead of '%s'.
        swap:
          abundance: plenty
          (?:give|gave) rise to: lead to
        """)
    assert messages(rule, "An abundance gave rise to it.") == [
        "Consider 'plenty' instead of 'abundance'.",
        "Consider 'lead to' instead of 'gave rise to'.",
    ]


def test_groups_of_a_key_fill_its_value(style: Make, messages: Told) -> None:
    rule = style(r"""
        extends: substitution
        message: "%s"
        swap:
          'in(?:to)? the (\w+) (dir)ectory': to the $1 $2, ${1}
          '(\w)\1\1': three $1
        """)
    assert messages(rule, "put in the home directory, zzz") == ["to the home dir, home", "three z"]


def test_alternatives_are_listed_and_a_person_chooses(style: Make, messages: Told) -> None:
    rule = style(r"""
        extends: substitution
        message: Use '%s' rather than '%s'.
        action: {name: replace}
        swap:
          kill: stop|exit|end
          pipe: a\|b
        """)
    assert messages(rule, "kill the pipe") == [
        "Use 'stop', 'exit', or 'end' rather than 'kill'.",
        "Use 'a|b' rather than 'pipe'.",
    ]
    assert fix(rule, "kill") == ("Replace with 'stop', 'exit', or 'end'", "stop", Grade.SHOW)
    assert fix(rule, "pipe") == ("Replace with 'a|b'", "a|b", Grade.ASK)


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("Use %s, not '%s'.", "Use 'plenty', not 'lots'."),
        ("Use '%s', not '%s'.", "Use 'plenty', not 'lots'."),
        ('Use "%s".', 'Use "plenty".'),
        ("'%[2]s' is loose.", "'lots' is loose."),
    ],
)
def test_a_suggestion_is_quoted_once(style: Make, messages: Told, message: str, says: str) -> None:
    rule = style(f"""
        extends: substitution
        message: {message!r}
        action: {{name: replace}}
        swap: {{lots: plenty}}
        """)
    assert messages(rule, "lots of it") == [says]


def test_what_is_right_already_is_let_pass(style: Make, marked: Show) -> None:
    rule = style(r"""
        extends: substitution
        message: m
        ignorecase: true
        swap:
          java ?script: JavaScript
          'caution: \w+': 'Caution: (?:Hot|Wet)'
          MPL: MPL
          MPL[ -]?2(?:\.0)?: MPL 2.0
        """)
    assert marked(rule, "JavaScript javascript, Caution: Hot, caution: Hot, MPL 2.0, mpl2") == (
        "JavaScript [[javascript]], Caution: Hot, [[caution: Hot]], MPL 2.0, [[mpl2]]"
    )


def test_exceptions_of_a_substitution(style: Make, marked: Show) -> None:
    rule = style("""
        extends: substitution
        message: m
        ignorecase: true
        swap: {e-mail: email, '!+': '?)', ',+': '[a-z-[x]]'}
        nonword: true
        exceptions: [E-Mail, the e-mail act]
        """)
    assert marked(rule, "An e-mail, the E-mail Act! E-Mail") == (
        "An [[e-mail]][[,]] the E-mail Act[[!]] E-Mail"
    )


def test_the_longest_key_is_tried_first(style: Make, messages: Told) -> None:
    rule = style("{extends: substitution, message: '%s', swap: {in: at, in order to: to}}")
    assert messages(rule, "in order to") == ["to"]


def test_capitalize_keeps_the_capital_of_what_was_there(style: Make, messages: Told) -> None:
    yaml = (
        "extends: substitution\nmessage: '%s'\nignorecase: true\n"
        "action: {name: replace}\nswap: {prior to: before}\n"
    )
    assert messages(style(yaml), "Prior to it") == ["'before'"]
    assert messages(style(yaml + "capitalize: true\n"), "Prior to it") == ["'Before'"]


def test_a_simple_pattern_is_shown_as_the_word_it_means(style: Make, messages: Told) -> None:
    rule = style(
        r"{extends: substitution, message: '%s', ignorecase: true, swap: {'oauth2?': 'OAuth2?'}}"
    )
    assert messages(rule, "oauth2") == ["OAuth2"]


def test_a_reference_to_a_missing_group_fails_by_place(style: Make, messages: Told) -> None:
    rule = style("extends: substitution\nmessage: m\nswap:\n  (a)b: $2\n")
    with pytest.raises(AssertionError, match=r"Test\.yml:4:9: '\$2' names a group"):
        messages(rule, "ab")


# consistency


def test_the_form_used_less_is_marked_and_points_at_the_other(style: Make, marked: Show) -> None:
    rule = style("""
        extends: consistency
        message: Inconsistent spelling of '%s'.
        ignorecase: true
        either: {advisor: adviser, learnt: learned}
        """)
    text = "An adviser came.\n\nAdvisers of the adviser met an Advisor. They learned."
    assert marked(rule, text) == text.replace("Advisor", "[[Advisor]]")
    (found,) = findings(rule, text)
    assert found.message == "Inconsistent spelling of 'Advisor'."
    assert [(other.text, other.message) for other in found.related] == [
        ("adviser", "'adviser' is used 2 times in the article")
    ]


def test_of_two_forms_used_alike_the_later_one_is_marked(style: Make, marked: Show) -> None:
    rule = style("{extends: consistency, message: '%s not %s', either: {grey: gray}}")
    assert marked(rule, "A gray day.\n\nA grey sea.") == "A gray day.\n\nA [[grey]] sea."
    assert findings(rule, "A gray day.\n\nA grey sea.")[0].message == "grey not gray"


def test_one_form_alone_is_consistent(style: Make, messages: Told) -> None:
    rule = style("{extends: consistency, message: m, either: {grey: gray}}")
    assert messages(rule, "A gray day, a gray sea.\n\nA greyhound.") == []


def test_consistency_of_marks_needs_nonword(style: Make, marked: Show) -> None:
    rule = style("""{extends: consistency, message: m, nonword: true, either: {'"': '[”“]'}}""")
    assert marked(rule, '“One” and “two” and "three”.') == '“One” and “two” and [["]]three”.'


def test_every_use_of_the_rarer_form_is_marked(style: Make, marked: Show) -> None:
    rule = style(
        "{extends: consistency, message: m, action: {name: replace}, either: {gray: grey}}"
    )
    assert marked(rule, "gray grey gray grey gray") == "gray [[grey]] gray [[grey]] gray"
    assert fix(rule, "gray grey gray") == ("Replace with 'gray'", "gray", Grade.ASK)


# conditional

ACRONYM = r"""
    extends: conditional
    message: "'%s' has no definition."
    first: '\b([A-Z]{3,5})\b'
    second: '([A-Z]{3,5}): (?:\b[A-Z][a-z]+ )+|(?:\b[A-Z][a-z]+ )+\(([A-Z]{3,5})\)'
    exceptions: [ABC]
    """


def test_a_first_needs_its_second_before_it_or_beside_it(style: Make, marked: Show) -> None:
    text = (
        "The WHO: World Health Organization met the ABC; the WHO agreed.\n\n"
        "The National Basketball Association (NBA) met the NFL.\n\n"
        "The NBA is big."
    )
    assert marked(style(ACRONYM), text) == text.replace("NFL", "[[NFL]]")


def test_a_definition_that_comes_too_late_is_none(style: Make, marked: Show) -> None:
    text = "The WTO met.\n\nThe World Trade Organization (WTO) left. The WTO is here."
    assert marked(style(ACRONYM), text) == text.replace("The WTO met", "The [[WTO]] met")


def test_a_second_without_a_group_must_be_there_somewhere(style: Make, marked: Show) -> None:
    rule = style("{extends: conditional, message: m, first: '\\balleged', second: '\\bpolice\\b'}")
    assert marked(rule, "The alleged thief.\n\nHe was alleged to run.") == (
        "The [[alleged]] thief.\n\nHe was [[alleged]] to run."
    )
    assert marked(rule, "The alleged thief.\n\nSo said police.") == (
        "The alleged thief.\n\nSo said police."
    )


# occurrence


def test_the_first_match_too_many_is_marked(style: Make, marked: Show, messages: Told) -> None:
    rule = style("{extends: occurrence, message: 'Found %d of %s.', max: 2, token: '!'}")
    text = "One! Two!\n\nOne! Two! Three! Four!"
    assert marked(rule, text) == "One! Two!\n\nOne! Two! Three[[!]] Four!"
    assert messages(rule, text) == ["Found 4 of ."]


def test_too_few_marks_the_first_match_or_the_first_word(style: Make, marked: Show) -> None:
    rule = style("{extends: occurrence, message: m, min: 2, ignorecase: true, token: Said}")
    assert marked(rule, "He said it.\n\nNobody spoke.\n\nHe said, she said.") == (
        "He [[said]] it.\n\n[[Nobody]] spoke.\n\nHe said, she said."
    )


def test_occurrences_are_counted_by_sentence(style: Make, marked: Show) -> None:
    rule = style("{extends: occurrence, message: m, scope: sentence, max: 3, token: '\\b\\w+\\b'}")
    assert marked(rule, "They met in here. They met in here again.\n\nShort one.") == (
        "They met in [[here]]. They met in [[here]] again.\n\nShort one."
    )


# repetition

REPEATED = "{extends: repetition, message: \"'%s' is repeated!\", alpha: true, ignorecase: true, tokens: ['[^\\s]+']}"


def test_a_repeated_word_is_marked_with_its_like(style: Make, marked: Show, messages: Told) -> None:
    rule = style(REPEATED)
    text = "This is is very very very good. Good is 5 5 - - here."
    assert marked(rule, text) == ("This [[is is]] [[very very very]] good. Good is 5 5 - - here.")
    assert messages(rule, text) == ["'is' is repeated!", "'very' is repeated!"]


def test_the_end_of_a_sentence_ends_a_repetition(style: Make, messages: Told) -> None:
    rule = style(r"{extends: repetition, message: m, tokens: ['\w+']}")
    assert messages(rule, "I thought about that. that is so. so, so it is") == ["m"]


def test_exceptions_of_a_repetition(style: Make, marked: Show) -> None:
    rule = style(r"{extends: repetition, message: m, tokens: ['\w+'], exceptions: [had]}")
    assert marked(rule, "He had had to to go.") == "He had had [[to to]] go."


def test_max_allows_so_many_repetitions(style: Make, marked: Show) -> None:
    rule = style(r"{extends: repetition, message: m, max: 1, tokens: ['\w+']}")
    assert marked(rule, "very very good, very very very good") == (
        "very very good, [[very very very]] good"
    )


# capitalization


def heading(match: str, more: str = "") -> str:
    return f"""
        extends: capitalization
        message: "'%s': %s"
        scope: heading
        match: {match}
        {more}
        """


@pytest.mark.parametrize(
    ("style_name", "text", "expected"),
    [
        ("AP", "the old man and the sea", "The Old Man and the Sea"),
        ("AP", "a walk through the park", "A Walk Through the Park"),
        ("Chicago", "a walk through the park", "A Walk through the Park"),
        ("AP", "what they voted for", "What They Voted For"),
        ("AP", "a well-known go-between: a life", "A Well-Known Go-Between: A Life"),
        ("AP", "how to go to war", "How to Go to War"),
    ],
)
def test_title_case(style: Make, messages: Told, style_name: str, text: str, expected: str) -> None:
    rule = style(heading("$title", f"style: {style_name}"))
    assert messages(rule, f"# {text}\n", "markdown") == [f"'{text}': {expected}"]
    assert messages(rule, f"# {expected}\n", "markdown") == []


def test_title_case_lets_capitals_and_exceptions_pass(style: Make, messages: Told) -> None:
    rule = style(heading("$title", "threshold: 1.0\n        exceptions: [iOS, macOS]"))
    assert messages(rule, "# NATO Reads iOS and macOS News\n", "markdown") == []
    assert messages(rule, "# NATO reads IOS News\n", "markdown") == [
        "'NATO reads IOS News': NATO Reads iOS News"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Top-level entities",
        "Client’s key share and finish",
        "Find the thief: Introduction",
        "1. An important heading",
        "Creating a link to Event Store",
        "a. An unimportant heading",
        "5 of 6",
    ],
)
def test_sentence_case_that_is_right(style: Make, messages: Told, text: str) -> None:
    rule = style(heading("$sentence", SENTENCE))
    assert messages(rule, f"# {text}\n", "markdown") == []


SENTENCE = r"""threshold: 1.0
        prefix: '^[a-z]\.\s'
        indicators: [':']
        exceptions: [Event Store]"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Use the Package Builder", "Use the package builder"),
        ("this is not in sentence case", "This is not in sentence case"),
        ("a. An unimportant Heading", "a. An unimportant heading"),
        ("The Event store of today", "The Event Store of today"),
    ],
)
def test_sentence_case_that_is_wrong(style: Make, messages: Told, text: str, expected: str) -> None:
    rule = style(heading("$sentence", SENTENCE))
    assert messages(rule, f"# {text}\n", "markdown") == [f"'{text}': {expected}"]


def test_the_threshold_is_the_share_of_words_that_must_be_right(
    style: Make, messages: Told
) -> None:
    text = "# One two three four Five\n"
    assert messages(style(heading("$sentence")), text, "markdown") == []
    assert messages(style(heading("$sentence", "threshold: 0.9")), text, "markdown")


def test_lower_upper_and_patterns(style: Make, messages: Told) -> None:
    assert messages(style(heading("$lower")), "# a B c\n", "markdown") == ["'a B c': a b c"]
    assert messages(style(heading("$upper")), "# A B c\n", "markdown") == ["'A B c': A B C"]
    rule = style(heading("'[Ff]inal$'", "exceptions: [Draft]"))
    assert messages(rule, "# The semi-final\n\n## A Draft cut\n", "markdown") == []
    assert messages(rule, "# A final cut\n", "markdown") == ["'A final cut': [Ff]inal$"]


def test_a_heading_that_is_replaced(style: Make) -> None:
    rule = style(heading("$title", "action: {name: replace}"))
    (found,) = findings(rule, "# the old man\n", "markdown")
    assert found.fix is not None
    assert [edit.text for edit in found.fix.edits] == ["The Old Man"]


# actions


@pytest.mark.parametrize(
    ("action", "text", "edited"),
    [
        ({"name": "remove"}, "a very good one", "a good one"),
        ({"name": "remove"}, "it is good, very.", "it is good,."),
        ({"name": "remove"}, "very good", "good"),
        ({"name": "remove"}, "(very)", "()"),
        ({"name": "replace", "params": ["most"]}, "a very good", "a most good"),
        ({"name": "edit", "params": ["trim_right", "y"]}, "a very good", "a ver good"),
        ({"name": "edit", "params": ["trim_left", "v"]}, "a very good", "a ery good"),
        ({"name": "edit", "params": ["trim", "vy"]}, "a very good", "a er good"),
        ({"name": "edit", "params": ["truncate", "r"]}, "a very good", "a ve good"),
        ({"name": "edit", "params": ["split", "e", "1"]}, "a very good", "a ry good"),
        ({"name": "edit", "params": ["regex", "(e)(r)", "$2${1}"]}, "a very", "a vrey"),
        ({"name": "convert", "params": ["simple"]}, "a very", None),
        ({"name": "edit", "params": ["split", "e", "7"]}, "a very good", None),
        ({"name": "suggest", "params": ["spellings"]}, "a very good", None),
    ],
)
def test_actions(style: Make, action: dict[str, Any], text: str, edited: str | None) -> None:
    rule = style(f"{{extends: existence, message: m, tokens: [very], action: {action!r}}}")
    (found,) = findings(rule, text)
    if edited is None:
        assert found.fix is None
        return
    assert found.fix is not None
    (edit,) = found.fix.edits
    assert text[: edit.offset] + edit.text + text[edit.end_offset :] == edited


def test_convert_makes_plain_words(style: Make) -> None:
    rule = style("""
        extends: existence
        message: m
        tokens: ['pre[\\w-]+']
        action: {name: convert, params: [simple]}
        """)
    assert fix(rule, "preHeat-oven")[1] == "pre heat oven"


@pytest.mark.parametrize("grade", list(Grade))
def test_the_rule_says_who_may_apply_its_fix(own: Callable[..., Rule], grade: Grade) -> None:
    rule = own(f"""
        extends: existence
        message: m
        tokens: [fault]
        action: {{name: remove}}
        fix: {grade}
        """)
    assert fix(rule, "a fault")[2] is grade
