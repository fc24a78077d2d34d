"""Names of HTML elements by what the standard and the browsers' style sheets make of them (WHATWG HTML 13, 15)."""

from __future__ import annotations

from typing import Final


def names(text: str) -> frozenset[str]:
    """The words of a text, as a set of names."""
    return frozenset(text.split())


VOID: Final = names(
    "area base basefont bgsound br col command embed frame hr image img input keygen link meta param source track wbr"
)
"""No content and no end tag."""

FORMATTING: Final = names("a b big code em font i nobr s small strike strong tt u")
"""Opened again when a block closes over them."""

HEADINGS: Final = names("h1 h2 h3 h4 h5 h6")

CLOSES_PARAGRAPH: Final = HEADINGS | names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp"
)
"""A start tag of these ends an open paragraph."""

SPECIAL: Final = (
    CLOSES_PARAGRAPH
    | (VOID - {"command", "image"})
    | names(
        "applet body button caption colgroup frameset head html iframe marquee noembed noframes noscript object "
        "script select style tbody td template textarea tfoot th thead title tr"
    )
)
"""An end tag of another name does not reach through these."""

BLOCK: Final = CLOSES_PARAGRAPH | names(
    "body caption col colgroup html legend marquee optgroup option tbody td tfoot th thead tr template textarea"
)
"""Text before, inside and after these stands in different blocks."""

SCOPE: Final = names("applet caption html marquee object table td template th")
"""An end tag does not reach through these."""
LIST_SCOPE: Final = SCOPE | {"ol", "ul"}
BUTTON_SCOPE: Final = SCOPE | {"button"}
TABLE_SCOPE: Final = frozenset({"html", "table", "template"})

MARKERS: Final = names("applet caption marquee object td template th")
"""Formatting that was open outside is not opened again inside these."""

IMPLIED_END: Final = names("dd dt li optgroup option p rb rp rt rtc")
"""End tags of these may be left out."""

CELLS: Final = frozenset({"td", "th"})
SECTIONS: Final = frozenset({"tbody", "tfoot", "thead"})
TABLE_PARTS: Final = CELLS | SECTIONS | frozenset({"caption", "col", "colgroup", "tr"})
TABLE_INSIDES: Final = SECTIONS | {"table", "tr"}
"""What stands directly in these and is not part of a table is moved in front of the table."""

RAW_TEXT: Final = frozenset({"iframe", "noembed", "noframes", "noscript", "script", "style", "xmp"})
"""Content is text up to the end tag, without character references."""
ESCAPABLE_RAW_TEXT: Final = frozenset({"textarea", "title"})
"""Content is text up to the end tag, with character references."""

FOREIGN_BREAKOUT: Final = HEADINGS | names(
    "b big blockquote body br center code dd div dl dt em embed head hr i img li listing menu meta nobr ol p pre "
    "ruby s small span strong strike sub sup table tt u ul var"
)
"""A start tag of these ends SVG and MathML."""

NOT_DISPLAYED: Final = names(
    "audio canvas datalist iframe meter noembed noframes noscript object optgroup option progress rp select textarea "
    "title video"
)
"""Their text is in the markup, and a reader does not meet it as part of the page."""
NOT_DISPLAYED_IN_SVG: Final = names(
    "clippath defs desc filter lineargradient marker mask metadata pattern radialgradient symbol title"
)
NOT_DISPLAYED_IN_MATH: Final = frozenset({"annotation", "annotation-xml"})
DROPPED: Final = frozenset({"script", "style", "template"})
"""Their content is no text for anybody."""

STRUCK: Final = frozenset({"del", "s", "strike"})
EMPHASIS: Final = frozenset({"b", "em", "i", "strong"})
PREFORMATTED: Final = frozenset({"listing", "plaintext", "pre", "textarea", "xmp"})
