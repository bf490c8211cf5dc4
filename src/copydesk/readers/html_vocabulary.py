"""What HTML's elements, classes and attributes mean for prose: tables, and nothing else.

Elements are those of the WHATWG HTML standard and of HTML 4; classes and attribute values are
what newsrooms' pages, WordPress, DPUB-ARIA and the Markdown converters write.
"""

from __future__ import annotations

from copydesk.document import MarkKind, Role
from copydesk.readers.html_tokens import RAW


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
"""Elements without content: they have no end tag."""
OPTIONAL_END = _names(
    "html head body p li dt dd rb rt rtc rp optgroup option colgroup caption thead tbody tfoot tr td th"
)
"""Elements whose end tag may be left out: one without its partner is no fault."""

BLOCKS = _names(
    "address article aside blockquote body caption center colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html "
    "legend li listing main menu nav ol optgroup option p pre search section summary table tbody "
    "td tfoot th thead tr ul"
)
"""Elements before and after which a line ends: no block of text goes across."""

NO_PROSE = RAW | _names(
    "applet audio button canvas datalist dialog legend listing label map math meter nav noscript "
    "object option output pre progress rp rt select svg template video"
)
"""Elements whose content is no prose of the article: code, controls, drawings, annotations."""

PHRASING_ONLY = _names("address dd dt figcaption h1 h2 h3 h4 h5 h6 caption li p summary td th")
"""Blocks whose inline elements are part of a sentence, so that a class on one makes no block."""

SCOPES = _names("table td th caption button object template html")
"""An end tag inside one of these does not reach out of it."""

LISTS = _names("ul ol menu dir dl")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
CONTAINERS = LISTS | _names("blockquote aside table")
MARKS = {
    **dict.fromkeys(("em", "i", "strong", "b"), MarkKind.EMPHASIS),
    **dict.fromkeys(("code", "kbd", "samp", "tt", "var"), MarkKind.CODE),
    "q": MarkKind.QUOTE,
}
ROLES = {
    "h1": Role.HEADLINE,
    **dict.fromkeys(HEADINGS - {"h1"}, Role.HEADING),
    "blockquote": Role.QUOTATION,
    **dict.fromkeys(("li", "dt", "dd"), Role.ITEM),
    **dict.fromkeys(("figure", "figcaption", "caption"), Role.CAPTION),
    **dict.fromkeys(("td", "th"), Role.CELL),
}

TABLE_PARTS = _names("caption col colgroup tbody td tfoot th thead tr")
"""Elements that are nothing outside a table: there the standard passes over their tags."""

PARTS = _names("tr td th caption colgroup")
IMPLIED_ENDS = {
    "li": (_names("li"), LISTS),
    **dict.fromkeys(("dt", "dd"), (_names("dt dd"), LISTS)),
    **dict.fromkeys(
        ("thead", "tbody", "tfoot"), (PARTS | _names("thead tbody tfoot"), _names("table"))
    ),
    "tr": (PARTS, _names("table")),
    **dict.fromkeys(("td", "th"), (PARTS - {"tr"}, _names("table tr"))),
    **dict.fromkeys(("option", "optgroup"), (_names("option"), _names("select datalist"))),
    **dict.fromkeys(("rt", "rp"), (_names("rt rp"), _names("ruby"))),
    "body": (_names("head"), _names("html")),
}
"""What a start tag ends, and the elements beyond which it ends nothing."""

HINTS = {
    **dict.fromkeys(("byline", "author", "authors"), Role.BYLINE),
    **dict.fromkeys(("dateline", "date", "published", "datepublished", "timestamp"), Role.DATELINE),
    **dict.fromkeys(
        ("standfirst", "dek", "deck", "subtitle", "subheadline", "lede", "summary", "description"),
        Role.STANDFIRST,
    ),
    **dict.fromkeys(("caption", "figcaption", "credit"), Role.CAPTION),
    **dict.fromkeys(("pullquote", "quote"), Role.QUOTATION),
    **dict.fromkeys(("footnote", "footnotes", "endnote", "endnotes"), Role.FOOTNOTE),
    "headline": Role.HEADLINE,
}
"""Roles by the last word of a class, and by ``itemprop``, ``rel`` and ``role``."""

HINTED = _names(
    "a address aside b cite div em footer h2 h3 h4 h5 h6 i li ol p section small span strong time ul"
)
"""Elements on which ``HINTS`` are believed."""

DENIALS = _names("has hide is no not with without")
"""First words of a class that turn it round: ``no-byline``, ``has-caption``."""

UNSEEN = _names("visually-hidden visuallyhidden sr-only screen-reader-text")
"""Classes of text that is spoken and not shown."""

NOTE_CLASSES = _names("footnote-ref footnote-reference footnoteref noteref reference")
"""Classes of a reference to a footnote."""

UNREAD_ROLES = _names("navigation search doc-backlink")
"""Values of ``role`` that make an element no prose."""

GROUPS = _names("aside footer ol section ul")
"""Hinted elements that hold so much else that only footnotes and quotations are believed."""
SCOPES_OF = {
    "li": SCOPES | LISTS,
    **dict.fromkeys(SCOPES | _names("tr thead tbody tfoot"), _names("table")),
}
DATES = _names(
    "date article:published_time og:published_time datepublished date.issued dc.date dc.date.issued "
    "dcterms.created dcterms.date dcterms.issued pubdate publishdate publish-date publication_date "
    "parsely-pub-date sailthru.date"
)
"""Names of ``<meta>`` that say when the article appeared."""
