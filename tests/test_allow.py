"""What an article allows, and the allows that allow nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from runs import House, Outcome

Write = Callable[..., Path]
Run = Callable[..., Outcome]


def told(lint: Run, write: Write, text: str, *arguments: str, name: str = "a.md") -> list[str]:
    """The messages of what stands, comments of copydesk itself last."""
    path = write(name, text)
    outcome = lint(*arguments, path)
    assert outcome.code in (0, 1)
    return [found["message"] for found in outcome.findings]


def idle(fault: str) -> str:
    return f"This allow is idle: {fault}."


TWICE = "“so so” says “so” twice."
SHOUT = "“HUGE” shouts."

ALLOWED = {
    "the next block": "<!-- copydesk: allow doubled-word -->\n\nIt was so so.\n",
    "the next block, close by": "<!-- copydesk: allow doubled-word -->\nIt was so so.\n",
    "the block around": "It was <!-- copydesk: allow doubled-word --> so so.\n",
    "the block around, at its end": "It was so so. <!-- copydesk: allow doubled-word -->\n",
    "by family": "<!-- copydesk: allow house -->\n\nIt was so so HUGE.\n",
    "several": "<!-- copydesk: allow doubled-word shouted-word -->\n\nIt was so so HUGE.\n",
    "several with commas": "<!-- copydesk: allow doubled-word,shouted-word -->\n\nIt was so so HUGE.\n",
    "on two lines": "<!-- copydesk: allow doubled-word,\n  shouted-word -->\n\nIt was so so HUGE.\n",
    "all": "<!-- copydesk: allow all -->\n\nIt was so so HUGE.\n",
    "off": "<!-- copydesk: off -->\n\nIt was so so HUGE.\n\nHUGE.\n",
    "off and on": "<!-- copydesk: off -->\n\nIt was so so.\n\nHUGE.\n\n<!-- copydesk: on -->\n\nSo.\n",
    "off by name": "<!-- copydesk: off house -->\n\nIt was so so.\n\nHUGE.\n",
    "front matter": "---\ncopydesk: {allow: [house]}\n---\n\nIt was so so.\n\nHUGE.\n",
    "front matter, one name": "---\ncopydesk:\n  allow: doubled-word\n---\n\nIt was so so.\n",
    "front matter in TOML": "+++\n[copydesk]\nallow = ['doubled-word']\n+++\n\nIt was so so.\n",
    "a list item": "- So\n<!-- copydesk: allow doubled-word -->\n- It was so so.\n",
}


@pytest.mark.parametrize("text", ALLOWED.values(), ids=ALLOWED)
def test_what_is_allowed_is_silent_and_kept_on_record(lint: Run, write: Write, text: str) -> None:
    write("a.md", text)
    outcome = lint("a.md")
    assert (outcome.code, outcome.findings) == (0, [])
    (file,) = outcome.report["files"]
    assert {found["name"] for found in file["suppressed"]} <= {"doubled-word", "shouted-word"}
    assert {found["suppressed_by"] for found in file["suppressed"]} == {"allow"}


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_comments_work_in_every_format(lint: Run, write: Write, name: str) -> None:
    text = "<!-- copydesk: allow house -->\n<p>It was so so HUGE.</p>\n"
    text = text.replace("<p>", "").replace("</p>", "") if name == "a.txt" else text
    assert told(lint, write, text, name=name) == []


NOT_ALLOWED = {
    "the block after next": (
        "<!-- copydesk: allow doubled-word -->\n\nSo so so.\n\nIt was so so.\n",
        [TWICE],
    ),
    "the block before": (
        "It was so so.\n\n<!-- copydesk: allow doubled-word -->\n\nIt is is.\n",
        [TWICE],
    ),
    "another rule": ("It <!-- copydesk: allow doubled-word --> was so so HUGE.\n", [SHOUT]),
    "after on": (
        "<!-- copydesk: off house -->\n\nHUGE.\n\n<!-- copydesk: on house -->\n\nIt was so so.\n",
        [TWICE],
    ),
    "after on for that one": (
        "<!-- copydesk: off house -->\n\nSo it it was HUGE.\n\n<!-- copydesk: on -->\n\nIt was so so.\n",
        [TWICE],
    ),
    "another article": ("---\ntitle: So\n---\n\nIt was so so.\n", [TWICE]),
    "a comment of somebody else": ("<!-- doubled-word -->\n\nIt was so so.\n", [TWICE]),
    "a comment about copydesk": ("<!-- copydesk would mind -->\n\nIt was so so.\n", [TWICE]),
}


@pytest.mark.parametrize(("text", "messages"), NOT_ALLOWED.values(), ids=NOT_ALLOWED)
def test_what_is_not_allowed_stands(
    lint: Run, write: Write, text: str, messages: list[str]
) -> None:
    assert told(lint, write, text) == messages


IDLE = {
    "nothing there": (
        "<!-- copydesk: allow doubled-word -->\n\nSo.\n",
        "doubled-word finds nothing here",
    ),
    "a family": ("<!-- copydesk: allow house -->\n\nSo.\n", "house finds nothing here"),
    "all": ("<!-- copydesk: allow all -->\n\nSo.\n", "all finds nothing here"),
    "misspelt": (
        "<!-- copydesk: allow dubled-word -->\n\nSo.\n",
        "no rule or family is called 'dubled-word'",
    ),
    "a stretch": (
        "<!-- copydesk: off doubled-word -->\n\nSo.\n\n<!-- copydesk: on -->\n\nSo.\n",
        "doubled-word finds nothing here",
    ),
    "at the end of the article": (
        "So.\n\n<!-- copydesk: allow doubled-word -->\n",
        "doubled-word finds nothing here",
    ),
    "front matter": (
        "---\ncopydesk: {allow: [doubled-word]}\n---\n\nSo.\n",
        "doubled-word finds nothing here",
    ),
    "front matter of another shape": (
        "---\ncopydesk: allow doubled-word\n---\n\nSo.\n",
        "in the front matter, write copydesk: {allow: [rule, ...]}",
    ),
    "front matter with a misspelt key": (
        "---\ncopydesk: {alow: [doubled-word]}\n---\n\nSo.\n",
        "in the front matter, write copydesk: {allow: [rule, ...]}",
    ),
    "front matter with a number": (
        "---\ncopydesk: {allow: 7}\n---\n\nSo.\n",
        "in the front matter, write copydesk: {allow: [rule, ...]}",
    ),
    "no name": ("<!-- copydesk: allow -->\n\nSo.\n", "it names no rule"),
    "no word": ("<!-- copydesk: -->\n\nSo.\n", "after 'copydesk:' comes allow, off or on"),
    "another word": (
        "<!-- copydesk: ignore house -->\n\nSo.\n",
        "'ignore' is none of allow, off, on",
    ),
    "no colon": (
        "<!-- copydesk allow house -->\n\nSo.\n",
        "after 'copydesk:' comes allow, off or on",
    ),
    "on without off": ("<!-- copydesk: on -->\n\nSo.\n", "nothing is off here"),
    "on of what is on": (
        "<!-- copydesk: off shouted-word -->\n\nHUGE.\n\n<!-- copydesk: on house -->\n\nSo.\n",
        "house is not off here",
    ),
}


@pytest.mark.parametrize(("text", "fault"), IDLE.values(), ids=IDLE)
def test_an_allow_that_allows_nothing_is_reported(
    lint: Run, write: Write, text: str, fault: str
) -> None:
    assert told(lint, write, text) == [idle(fault)]


def test_a_bare_off_may_silence_nothing(lint: Run, write: Write) -> None:
    assert told(lint, write, "<!-- copydesk: off -->\n\nSo.\n") == []


@pytest.mark.parametrize("allowed", ["shouted-word", "house", "all", "long-word"])
def test_an_allow_is_not_called_idle_by_a_run_that_leaves_its_rules_out(
    lint: Run, write: Write, allowed: str
) -> None:
    text = f"<!-- copydesk: allow {allowed} -->\n\nSo.\n"
    assert told(lint, write, text, "--select", "doubled-word,unused-allow") == []


def test_a_family_that_is_off_by_default_is_not_called_idle(
    lint: Run, write: Write, house: House
) -> None:
    house.rules.append(replace(house.rules[0], id="rare", family="rarities", enabled=False))
    assert told(lint, write, "<!-- copydesk: allow rarities -->\n\nSo.\n") == []


# Mending


MENDED = {
    "the comment goes": ("<!-- copydesk: allow doubled-word -->\nSo.\n", "\nSo.\n"),
    "if all its names are idle": ("<!-- copydesk: allow doubled-word house -->\nSo.\n", "\nSo.\n"),
    "the first name goes": (
        "<!-- copydesk: allow doubled-word, shouted-word -->\nSo HUGE.\n",
        "<!-- copydesk: allow shouted-word -->\nSo HUGE.\n",
    ),
    "the last name goes": (
        "<!-- copydesk: allow doubled-word, shouted-word -->\nIt was so so.\n",
        "<!-- copydesk: allow doubled-word -->\nIt was so so.\n",
    ),
    "all names but one go": (
        "<!-- copydesk: allow changed-toll tolls shouted-word wrong -->\nSo HUGE.\n",
        "<!-- copydesk: allow shouted-word -->\nSo HUGE.\n",
    ),
    "inside a block": ("So <!-- copydesk: allow house -->it was.\n", "So it was.\n"),
    "both ends of a stretch go": (
        "<!-- copydesk: off house -->\nSo.\n\n<!-- copydesk: on house -->\nSo.\n",
        "\nSo.\n\n\nSo.\n",
    ),
}


@pytest.mark.parametrize(("text", "mended"), MENDED.values(), ids=MENDED)
def test_an_idle_allow_can_be_taken_back(lint: Run, write: Write, text: str, mended: str) -> None:
    path = write("a.md", text)
    lint("--fix", path)
    assert path.read_text() == text
    assert lint("--fix", "--unsafe-fixes", path).code == 0
    assert path.read_text() == mended


def test_the_whole_comment_is_marked(lint: Run, write: Write) -> None:
    write("a.md", "So.\n\nSo <!-- copydesk: allow doubled-word, shouted-word --> HUGE.\n")
    (found,) = lint("a.md").findings
    assert found["text"] == "<!-- copydesk: allow doubled-word, shouted-word -->"
    assert found["fix"]["title"] == "Delete doubled-word from the comment"
