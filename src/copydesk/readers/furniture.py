"""Page furniture that is known by its words: bylines, datelines, captions.

Text and Markdown have no markup for them, and much HTML has none either. What is in doubt stays
a paragraph.
"""

from __future__ import annotations

import re

from copydesk.document import Role

LONGEST = 300
"""No furniture is longer than this many characters."""
LONGEST_DATELINE = 100
LONGEST_SUBHEAD = 80
LONGEST_JOB = 6
"""Words after the name in a byline: "Middle East correspondent"."""

_CAPTION = re.compile(
    r"(?:file |stock )?(?:photo(?:graph)?s?|pictures?|pictured|images?|photo caption|caption)\s*:\s*\S",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\(?(?:additional |further )?"
    r"(?:reporting|writing|editing|compiled|translated|translation|edited|written|story|words|text|"
    r"photos?|photographs?|graphics?) by\s+(?P<names>.+)",
    re.IGNORECASE | re.DOTALL,
)
_SMALL = {
    *("a", "an", "and", "at", "by", "editing", "for", "in", "of", "on", "reporting", "the", "with"),
    *("writing", "&", "|", "·", "•", "/", "–", "—", "-"),
    *("al", "bin", "da", "de", "del", "der", "di", "du", "el", "ibn", "la", "le", "van", "von"),
}
"""Words of a byline that need no capital."""

_WEEKDAY = (
    r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.?|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
)
_MONTH = (
    r"(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\.?|january|february|march|april|may|june?|july?|"
    r"august|september|october|november|december"
)
_CALENDAR = re.compile(
    rf"{_WEEKDAY}|{_MONTH}|\d{{4}}-\d\d-\d\d.*|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}", re.IGNORECASE
)
_DATE_WORD = re.compile(
    rf"{_CALENDAR.pattern}|\d{{1,2}}(?:st|nd|rd|th)?|\d{{4}}|\d{{1,2}}[:.]\d\d(?:[ap]m)?|"
    r"[ap]\.?m\.?|(?-i:[A-Z]{2,4}T|UTC)|at|on|of|the",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified|issued))(?: (?:on|at))?:?\s+",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"\s*\((?:[A-Z][\w&./ -]{1,38})\)$")


def role_of(text: str) -> Role | None:
    """The role that a whole paragraph's words give it, ``None`` for prose.

    ``BYLINE`` for "By Jane Doe" and sign-offs ("Reporting by ...; Editing by ..."), ``DATELINE``
    for a place and date, a date, or a time stamp alone, ``CAPTION`` for "Photo: ...".
    """
    if len(text) > LONGEST:
        return None
    if _is_byline(text):
        return Role.BYLINE
    if _is_dateline(text):
        return Role.DATELINE
    return Role.CAPTION if _CAPTION.match(text) else None


def may_be_subhead(text: str) -> bool:
    """Whether a line has the length and the ending of a subhead."""
    return len(text) <= LONGEST_SUBHEAD and may_end_display(text)


def may_end_display(text: str) -> bool:
    """Whether a line ends as headlines do and sentences do not: without a stop or a comma."""
    return text.rstrip("\"'”’»)]")[-1:] not in tuple(".!?…:;,—–-")


def _is_byline(text: str) -> bool:
    credit = _CREDIT.fullmatch(text)
    if credit:
        return _are_names(re.split(r"[\s,;:()]+", credit["names"].rstrip(").")))
    by, _, names = text.partition(" ")
    if (
        by not in ("By", "BY", "by")
        or text[-1] in "!?…:"
        or (text[-1] == "." and text[-4:-1] not in (" Jr", " Sr"))
    ):
        return False
    name, *rest = re.split(r",|\s[|·•–—/-]\s", names, maxsplit=1)
    words = name.split()
    if not words or _CALENDAR.fullmatch(words[0]) or not _are_names(words):
        return False
    return (
        not rest
        or _are_names(rest[0].split())
        or (len(words) > 1 and len(rest[0].split()) <= LONGEST_JOB)
    )


def _are_names(words: list[str]) -> bool:
    """Whether these can be the names of people and agencies, with what joins them."""
    words = [word.strip(",;()") for word in words if word.strip(",;()")]
    capitals = [word for word in words if word[0].isupper()]
    others = (word for word in words if not word[0].isupper())
    return (
        bool(capitals)
        and words[0] in (capitals[0], "the")
        and all(word in _SMALL or word.startswith(("al-", "el-", "d’", "d'")) for word in others)
    )


def _is_dateline(text: str) -> bool:
    if len(text) > LONGEST_DATELINE:
        return False
    stamp = _STAMP.match(text)
    text = text[stamp.end() if stamp else 0 :].rstrip(" -–—")
    agency = _AGENCY.search(text)
    parts = [part.split() for part in text[: agency.start() if agency else None].split(",")]
    if not all(parts):
        return False
    first = next((at for at, part in enumerate(parts) if _is_date(part)), len(parts))
    places, dates = parts[:first], parts[first:]
    day = any(_CALENDAR.fullmatch(word) for part in dates for word in part)
    if not all(_is_date(part) for part in dates) or parts[0][0].lower() in ("on", "of", "at"):
        return False
    if not places:
        return day and (bool(stamp) or sum(map(len, dates)) > 1 or text[0].isdigit())
    shouted = len(places[0][0]) > 1 and all(word.isupper() for word in places[0])
    named = all(len(part) <= 4 and part[0][0].isupper() for part in places)
    return shouted and named and not stamp and (day or bool(agency))


def _is_date(words: list[str]) -> bool:
    return all(_DATE_WORD.fullmatch(word) for word in words)
