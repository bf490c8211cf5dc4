"""That reading takes time in proportion to length: long articles, and sources that mean harm.

    python benchmarks/reading.py

Prints, for every kind of source, the time for 50,000 and for 200,000 characters and their ratio;
linear work has a ratio of about 4, quadratic of 16. Exits 1 if a ratio is above 8.
"""

from __future__ import annotations

import sys
from time import process_time

from copydesk.testing import document

ARTICLES = {
    "plain": "The river rose by forty centimetres in the night, and the lower road was closed.\n",
    "markdown": "The *river* rose é, [said](u) “Jane”, and\nthe `lower` road was closed.\n\n",
    "html": "<p>The <i>river</i> rose &amp; the <a href=u>lower</a>&nbsp;road was closed.</p>\n",
}
UNFRIENDLY = (
    "<a ", '<a x="', "<!--", "<![CDATA[", "<?x", "</", "<a x='\">", "&", "&amp", "<b>", "</b>",
    "<div>", "<p>", "<li>", "<td>", "<b><p>", "<svg>", "<table><tr><td>", "<div></b>", "<title>",
    "x@", "http://a)", "&nbsp;", "<br>", "<a href=u>x", "<i>a</b>", "<div><table>", "</div>",
    "**a ", "[a](", "- ", "> ", "`", "| a |\n|---|\n", "[^1]: ", "&#x1F600;", "\u00ad", "  \n",
)  # fmt: skip
SHORT, LONG = 50_000, 200_000
LIMIT = 8.0
FLOOR = 0.005
"""Seconds under which a time is noise."""


def seconds(text: str, reader: str) -> float:
    """The best of three."""
    best = float("inf")
    for _ in range(3):
        began = process_time()
        document(text, reader)
        best = min(best, process_time() - began)
    return best


def main() -> int:
    """Measure, print, and say whether any ratio is too high."""
    bad = 0
    for reader, article in ARTICLES.items():
        for unit in (article, *UNFRIENDLY):
            short, long = (
                seconds("Text.\n\n" + unit * (size // len(unit)), reader) for size in (SHORT, LONG)
            )
            ratio = max(long, FLOOR) / max(short, FLOOR)
            bad += ratio > LIMIT
            if unit == article or ratio > LIMIT:
                shown = "an article" if unit == article else repr(unit)
                print(f"{reader:<9} {shown:<20} {short:.3f} s {long:.3f} s  x{ratio:.1f}")
    print(f"{len(ARTICLES) * (len(UNFRIENDLY) + 1)} kinds of source, {bad} not linear")
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
