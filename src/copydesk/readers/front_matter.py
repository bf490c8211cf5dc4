"""Front matter: the YAML between ``---`` lines or the TOML between ``+++`` lines before an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from copydesk.document import NOWHERE, DocumentBuilder, Role, Source, Span
from copydesk.problem import Problem

if TYPE_CHECKING:
    from yaml import Node, SafeLoader

PROSE = {
    **dict.fromkeys(("title", "headline"), Role.HEADLINE),
    **dict.fromkeys(("standfirst", "description", "subtitle", "summary", "dek"), Role.STANDFIRST),
    **dict.fromkeys(("byline", "author"), Role.BYLINE),
    "caption": Role.CAPTION,
}
"""The values that readers of the article see."""

_LINE_END = r"(?:\r\n?|\n)"
_OPENING = re.compile(rf"(---|\+\+\+)[ \t]*{_LINE_END}")
_CLOSING = {
    "---": re.compile(r"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)"),
    "+++": re.compile(r"(?:(?<=\n)|(?<=\r))\+\+\+[ \t]*(?=[\r\n]|\Z)"),
}
_COMMENTS = rf"(?:[ \t]*#[^\r\n]*{_LINE_END})*"
_FIRST_KEY = {
    "---": re.compile(
        rf"{_COMMENTS}(?:[A-Za-z_][\w.-]*|\"[^\"\r\n]+\"|'[^'\r\n]+')[ \t]*:(?=\s|\Z)"
    ),
    "+++": re.compile(rf"(?:[ \t]*(?:#[^\r\n]*)?{_LINE_END})*[ \t]*(?:[\w.\"' -]+=|\[)"),
}
_EMPTY = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n))*")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_ESCAPE = re.compile(
    r"\\(?:(?P<simple>[\"\\/nt ])|x(?P<two>[0-9A-Fa-f]{2})|u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8}))"
)
_TWO = re.compile("''")
_SIMPLE = {"n": "\n", "t": "\t"}
_TOML_STRING = re.compile(
    r"""^[ \t]*(?:(?P<bare>[\w-]+)|"(?P<quoted>[\w-]+)")[ \t]*=[ \t]*
    (?:"(?P<basic>(?:[^"\\\r\n]|\\.)*)"|'(?P<literal>[^'\r\n]*)')[ \t]*(?:\#[^\r\n]*)?\r?$""",
    re.MULTILINE | re.VERBOSE,
)
_TOML_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_DEEPEST = 5000
"""The C parser overruns its stack at some 20,000 levels; past this many the slower one is used."""

_REMEDIES = {
    "mapping values are not allowed": "put a value that holds a colon in quotation marks",
    "cannot start any token": "indent with spaces, and put a value that begins with a sign in quotation marks",
    "quoted scalar": "close the quotation mark",
    "flow sequence": "close the bracket",
    "flow mapping": "close the brace",
    "control characters": "delete the character",
    "undefined alias": "put a value that begins with * in quotation marks",
    "constructor for the tag": "put a value that begins with ! in quotation marks",
}


@dataclass(frozen=True)
class FrontMatter:
    """What stands before the article.

    ``source`` is its range with both fences, ``body`` the offset at which the article begins.
    """

    meta: dict[str, Any] = field(default_factory=dict)
    source: Span = NOWHERE
    body: int = 0


def read(source: Source, builder: DocumentBuilder) -> FrontMatter:
    """Read the front matter, if any, and add its prose to the builder as blocks.

    A ``---`` opens front matter only where a key follows at once, for it is a rule in Markdown
    as well. Prose is what ``PROSE`` names, where the value is written on one line, plain or in
    quotation marks. Raises ``Problem`` with line and column when it is broken or never ends.
    """
    text = source.text
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter()
    fence = opening.group(1)
    start = opening.end()
    closing = _CLOSING[fence].search(text, start)
    key = _FIRST_KEY[fence].match(text, start)
    if closing is None and key:
        kind = "YAML" if fence == "---" else "TOML"
        _fail(source, 0, f"the {kind} front matter never ends; close it with a line {fence}")
    if closing is None or not (key or _EMPTY.fullmatch(text, start, closing.start())):
        return FrontMatter()
    read_values = _read_yaml if fence == "---" else _read_toml
    meta, prose = read_values(source, Span(start, closing.start()))
    for role, pieces in prose:
        builder.open(role)
        for shown, at, end in pieces:
            if shown is None:
                builder.source(at, end)
            else:
                builder.decoded(shown, at, end)
        builder.close()
    return FrontMatter(meta, Span(0, closing.end()), closing.end())


_Pieces = list[tuple[str | None, int, int]]
"""What a value is made of: source ranges as they stand, or the characters that one shows."""


def _fail(source: Source, at: int, message: str) -> NoReturn:
    line, column = source.position(at)
    raise Problem(message, path=source.path, line=line, column=column)


def _read_yaml(source: Source, span: Span) -> tuple[dict[str, Any], list[tuple[Role, _Pieces]]]:
    import yaml  # noqa: PLC0415  only articles with front matter pay for it

    text = source.text[span.start : span.end]
    unprintable = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if unprintable:
        name = f"U+{ord(unprintable.group()):04X}"
        _fail(source, span.start + unprintable.start(), f"{name} may not stand in YAML; delete it")
    deep = sum(map(text.count, "[{-?")) > _DEEPEST
    loader = (yaml.SafeLoader if deep else getattr(yaml, "CSafeLoader", yaml.SafeLoader))(text)
    meta: dict[str, Any] = {}
    prose = []
    try:
        for key_node, node in _pairs(loader):
            key = str(loader.construct_object(key_node, deep=True)).lower()
            try:
                meta[key] = loader.construct_object(node, deep=True)
            except ValueError as error:  # a date that there is not
                at = span.start + node.start_mark.index
                _fail(source, at, f"{key!r} is a date that does not exist ({error}); correct it")
            if key in PROSE and isinstance(meta[key], str):
                pieces = _yaml_pieces(source.text, span.start, node)
                if pieces and _shown(pieces, source.text) == meta[key]:
                    prose.append((PROSE[key], pieces))
    except yaml.MarkedYAMLError as error:
        _fail_yaml(source, span.start, error)
    except yaml.YAMLError as error:
        _fail(source, span.start, f"the front matter is no valid YAML ({error}); correct it")
    except RecursionError:
        _fail(source, span.start, "the YAML front matter is nested too deeply; flatten it")
    finally:
        loader.dispose()
    return meta, _in_order(prose)


def _in_order(prose: list[tuple[Role, _Pieces]]) -> list[tuple[Role, _Pieces]]:
    """In source order; a value that two keys share (an alias) once."""
    ordered: list[tuple[Role, _Pieces]] = []
    for role, pieces in sorted(prose, key=lambda entry: entry[1][0][1]):
        if not ordered or pieces[0][1] >= ordered[-1][1][-1][2]:
            ordered.append((role, pieces))
    return ordered


def _pairs(loader: SafeLoader) -> Iterator[tuple[Node, Node]]:
    """The keys and values of the mapping that the front matter is."""
    from yaml import MappingNode  # noqa: PLC0415
    from yaml.composer import ComposerError  # noqa: PLC0415

    node = loader.get_single_node()
    if isinstance(node, MappingNode):
        loader.flatten_mapping(node)
        yield from node.value
    elif node is not None:
        raise ComposerError(None, None, "these are no keys with values", node.start_mark)


def _fail_yaml(source: Source, base: int, error: Any) -> NoReturn:
    """Say where the YAML breaks: what is never closed is shown where it opens."""
    context, problem = error.context or "", error.problem or ""
    unclosed = error.context_mark is not None and ("quoted" in context or "flow" in context)
    mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
    said = f"{context} {problem}"
    remedy = next((cure for sign, cure in _REMEDIES.items() if sign in said), "correct the line")
    _fail(source, base + mark.index, f"the front matter is no valid YAML ({problem}); {remedy}")


def _yaml_pieces(text: str, base: int, node: Node) -> _Pieces:
    start, end = base + node.start_mark.index, base + node.end_mark.index
    style = getattr(node, "style", "|")
    if style == "'":
        return _pieces(
            start + 1, end - 1, ((m, "'") for m in _TWO.finditer(text, start + 1, end - 1))
        )
    if style == '"':
        return _double_quoted(text, start + 1, end - 1)
    return [] if style else [(None, start, end)]


def _double_quoted(text: str, start: int, end: int) -> _Pieces:
    """The inside of a string in double quotation marks; YAML and TOML share these escapes."""
    escapes = []
    for match in _ESCAPE.finditer(text, start, end):
        simple = match["simple"]
        code = match["two"] or match["four"] or match["eight"] or ""
        escapes.append((match, _SIMPLE.get(simple, simple) if simple else _character(code)))
    return _pieces(start, end, escapes)


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else ""


def _pieces(start: int, end: int, escapes: Iterable[tuple[re.Match[str], str]]) -> _Pieces:
    pieces: _Pieces = []
    for match, shown in escapes:
        pieces += [(None, start, match.start()), (shown, match.start(), match.end())]
        start = match.end()
    return [*pieces, (None, start, end)]


def _shown(pieces: _Pieces, text: str) -> str:
    return "".join(text[start:end] if shown is None else shown for shown, start, end in pieces)


def _read_toml(source: Source, span: Span) -> tuple[dict[str, Any], list[tuple[Role, _Pieces]]]:
    import tomllib  # noqa: PLC0415  only articles with front matter pay for it

    text = _LONE_RETURN.sub("\n", source.text[span.start : span.end])
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        place = _TOML_PLACE.search(said)
        at = span.end
        if place and place["line"]:
            starts = Source("", text).line_starts
            at = span.start + starts[int(place["line"]) - 1] + int(place["column"]) - 1
        said = said[: place.start()] if place else said
        _fail(source, at, f"the front matter is no valid TOML ({said}); correct the line")
    except RecursionError:
        _fail(source, span.start, "the TOML front matter is nested too deeply; flatten it")
    meta = {key.lower(): value for key, value in values.items()}
    prose = []
    for match in _TOML_STRING.finditer(text):
        key = (match["bare"] or match["quoted"]).lower()
        kind = "basic" if match["basic"] is not None else "literal"
        start, end = match.start(kind) + span.start, match.end(kind) + span.start
        basic = kind == "basic"
        pieces = _double_quoted(source.text, start, end) if basic else _pieces(start, end, ())
        if key in PROSE and _shown(pieces, source.text) == meta.get(key):
            prose.append((PROSE[key], pieces))
    return meta, prose
