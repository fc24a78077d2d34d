"""How text inside an element is rendered: zone, visibility and what its children inherit."""

from __future__ import annotations

from collections.abc import Mapping

from annotations.engine.document import elements
from annotations.engine.document.colours import UNKNOWN, WHITE, Colour, is_unreadable, parse_colour, parse_old_colour
from annotations.engine.document.css import NO_DECLARATIONS, Declarations, declarations
from annotations.engine.document.hiding import (
    HIDING_CLASSES,
    MIN_OPACITY,
    MIN_SIZE,
    hides_all,
    is_not_laid_out,
    opacity,
)
from annotations.engine.document.lengths import ROOT_SIZE, parse_length
from annotations.engine.document.model import Visibility, Zone
from annotations.engine.document.stylesheet import NO_SHEET, StyleSheet
from annotations.engine.document.zones import FIXED_ZONES, zone_of

_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0,
    "xx-large": 32.0, "xxx-large": 48.0,
}  # fmt: skip
_RELATIVE_SIZES = {"smaller": 5 / 6, "larger": 1.2}
_INHERITED = frozenset({"inherit", "unset", "revert", "revert-layer"})
_BLOCK_DISPLAYS = frozenset({"block", "flex", "grid", "table", "list-item", "table-row", "table-cell", "flow-root"})
_PLAIN_NAMES = (
    elements.NOT_DISPLAYED
    | elements.NOT_DISPLAYED_IN_SVG
    | elements.NOT_DISPLAYED_IN_MATH
    | elements.DROPPED
    | elements.STRUCK
    | elements.PREFORMATTED
    | {"details", "dialog", "sup"}
)
"""Elements whose name alone changes how they are rendered, zones apart."""


class Rendering:
    """What holds for the text directly inside an element. Never changed once it is made."""

    __slots__ = (
        "background", "by_name", "colour", "dropped", "fill", "fixed", "folded", "font_size", "gone", "invisible",
        "laid_out", "opacity", "outside_fold", "preformatted", "struck", "superscript", "visibility", "zone",
    )  # fmt: skip

    def __init__(self, zone: Zone, *, fixed: bool) -> None:
        self.zone = zone
        self.fixed = fixed
        """The zone holds for everything inside, whatever its own name says."""
        self.gone = False
        """Out of sight for good: nothing further in can undo it."""
        self.laid_out = True
        """Takes part in the page. Text before and after an element that does not stands in one line."""
        self.dropped = False
        self.invisible = False
        self.struck = False
        self.folded = False
        self.outside_fold = False
        """For a closed ``details``: whether what stands around it is folded."""
        self.colour: Colour = UNKNOWN
        self.fill: Colour | None = None
        """``text-fill-color``, which goes over the colour."""
        self.background: Colour = WHITE
        self.font_size = ROOT_SIZE
        self.opacity = 1.0
        self.preformatted = False
        self.superscript = False
        self.visibility = Visibility.VISIBLE
        self.by_name: dict[str, Rendering] = {}
        """What its children without attributes look like: most elements have none."""

    def child(self) -> Rendering:
        """A copy to change before it is used."""
        made = Rendering.__new__(Rendering)
        made.zone, made.fixed = self.zone, self.fixed
        made.gone, made.laid_out, made.dropped = self.gone, self.laid_out, self.dropped
        made.invisible, made.struck = self.invisible, self.struck
        made.folded, made.outside_fold = self.folded, self.outside_fold
        made.colour, made.fill, made.background = self.colour, self.fill, self.background
        made.font_size, made.opacity = self.font_size, self.opacity
        made.preformatted, made.superscript = self.preformatted, self.superscript
        made.by_name = {}
        return made

    def settle(self) -> None:
        """Works out ``visibility`` after a change."""
        unseen = (
            self.gone
            or self.invisible
            or self.opacity < MIN_OPACITY
            or self.font_size < MIN_SIZE
            or is_unreadable(self.fill or self.colour, self.background)
        )
        if unseen:
            self.visibility = Visibility.HIDDEN
        elif self.folded:
            self.visibility = Visibility.FOLDED
        else:
            self.visibility = Visibility.STRUCK if self.struck else Visibility.VISIBLE


def render(
    parent: Rendering,
    name: str,
    attributes: Mapping[str, str],
    *,
    sheet: StyleSheet = NO_SHEET,
    foreign: str = "",
    block: bool = False,
) -> Rendering:
    """The rendering of an element inside ``parent``. ``foreign``: ``svg`` or ``math`` for an element of those."""
    if attributes or sheet:
        return _rendered(parent, name, attributes, sheet, foreign, block=block)
    key = foreign + name
    known = parent.by_name.get(key)
    if known is None:
        known = _rendered(parent, name, attributes, sheet, foreign, block=block)
        parent.by_name[key] = known
    return known


def _rendered(
    parent: Rendering, name: str, attributes: Mapping[str, str], sheet: StyleSheet, foreign: str, *, block: bool
) -> Rendering:
    zone = None if foreign else zone_of(name, attributes, block=block)
    declared = sheet.declared_for(name, attributes) if sheet or "style" in attributes else NO_DECLARATIONS
    if zone is None and not declared and not attributes and not foreign and name not in _PLAIN_NAMES:
        return parent
    made = parent.child()
    if zone is not None and (not parent.fixed or (zone is Zone.CAPTION and parent.zone is Zone.EMBED)):
        made.zone, made.fixed = zone, zone in FIXED_ZONES
    _by_name(made, parent, name, attributes, foreign)
    _by_attributes(made, attributes, declared)
    if declared:
        _by_style(made, declared)
    made.settle()
    return made


def unfolded(parent: Rendering, summary: Rendering) -> Rendering:
    """The rendering of the summary of a closed ``details``, which is shown."""
    made = summary.child()
    made.folded = parent.outside_fold
    made.settle()
    return made


def _by_name(made: Rendering, parent: Rendering, name: str, attributes: Mapping[str, str], foreign: str) -> None:
    if foreign:
        unseen = elements.NOT_DISPLAYED_IN_SVG if foreign == "svg" else elements.NOT_DISPLAYED_IN_MATH
        made.gone = made.gone or name in unseen
    elif name in elements.NOT_DISPLAYED or (name == "dialog" and "open" not in attributes):
        made.gone = True
    elif name == "details" and "open" not in attributes:
        made.outside_fold, made.folded = parent.folded, True
    made.dropped = made.dropped or name in elements.DROPPED
    made.struck = made.struck or name in elements.STRUCK
    made.preformatted = made.preformatted or name in elements.PREFORMATTED
    made.superscript = made.superscript or name == "sup"


def _by_attributes(made: Rendering, attributes: Mapping[str, str], declared: Declarations) -> None:
    display = declared.get("display")
    hidden = attributes.get("hidden")
    if hidden is not None and (display is None or hidden.strip().lower() == "until-found"):
        made.gone, made.laid_out = True, False
    if "popover" in attributes or attributes.get("aria-hidden", "").strip().lower() == "true":
        made.gone = True
    if not HIDING_CLASSES.isdisjoint(attributes.get("class", "").lower().split()):
        made.gone = True
    if "color" in attributes:
        made.colour = parse_old_colour(attributes["color"]) or made.colour
    if "bgcolor" in attributes:
        made.background = parse_old_colour(attributes["bgcolor"]) or made.background


def _by_style(made: Rendering, declared: Declarations) -> None:
    made.font_size = _font_size(made.font_size, declared)
    made.opacity *= opacity(declared)
    if hides_all(declared, font_size=made.font_size):
        made.gone = True
        made.laid_out = made.laid_out and not is_not_laid_out(declared)
    visibility = declared.get("visibility")
    if visibility is not None and visibility.value not in _INHERITED:
        made.invisible = visibility.value in {"hidden", "collapse"}
    if "text-decoration" in declared and "line-through" in declared["text-decoration"].value:
        made.struck = True
    if "vertical-align" in declared:
        made.superscript = made.superscript or declared["vertical-align"].value in {"super", "text-top"}
    _paint(made, declared)


def _font_size(inherited: float, declared: Declarations) -> float:
    found = declared.get("font-size")
    if found is None:
        return inherited
    length = parse_length(found.value)
    if length is not None:
        return length.pixels(font_size=inherited, whole=inherited)
    if found.value == "initial":
        return ROOT_SIZE
    return _SIZES.get(found.value, inherited * _RELATIVE_SIZES.get(found.value, 1.0))


def _paint(made: Rendering, declared: Declarations) -> None:
    made.colour = _colour(declared, "color") or made.colour
    made.fill = _colour(declared, "text-fill-color") or made.fill
    ground = _colour(declared, "background-color")
    if ground is not None and ground.alpha > 0.5:
        made.background = ground
    image = declared.get("background-image")
    if image is not None and image.value != "none":
        made.background = UNKNOWN
    if "background-clip" in declared and declared["background-clip"].value == "text":
        # The ground shows through the letters, which are transparent for that.
        made.fill = UNKNOWN


def _colour(declared: Declarations, name: str) -> Colour | None:
    found = declared.get(name)
    return parse_colour(found.value) if found is not None else None


def is_block(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether text before, inside and after the element stands in different blocks."""
    if name in elements.BLOCK:
        return True
    style = attributes.get("style")
    if style is None:
        return False
    display = declarations(style).get("display")
    return display is not None and display.value in _BLOCK_DISPLAYS
