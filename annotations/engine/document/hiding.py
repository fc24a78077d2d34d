"""Whether declarations of CSS keep an element's text from a reader.

Two kinds: what hides an element with everything in it (``display``, ``opacity``, clipping, a place off the page), told
by ``hides_all``, and what is inherited and may be undone further in (``visibility``, colours, size), which
``annotations.engine.document.rendering`` follows from element to element. A style that plainly means to hide counts
even where a browser would not obey it to the letter (a width on a ``span``).
"""

from __future__ import annotations

import re
from typing import Final

from annotations.engine.document.css import Declarations
from annotations.engine.document.elements import names
from annotations.engine.document.lengths import Length, parse_length, parse_number

OFF_PAGE: Final = -500.0
"""Pixels to the left or above, from which text is taken to be out of sight."""
FAR_OFF_PAGE: Final = 3000.0
"""Pixels to the right or below."""
MIN_SIZE: Final = 2.0
"""Smaller text, in pixels, cannot be read."""
MIN_OPACITY: Final = 0.1
MIN_SCALE: Final = 0.05
_WHOLE = 1200.0

HIDING_CLASSES: Final = names(
    "visually-hidden visuallyhidden visually-hidden-focusable sr-only sr-only-focusable screen-reader-text "
    "screen-reader-only screenreader-only u-visually-hidden is-visually-hidden is-sr-only d-none display-none hidden "
    "hide is-hidden u-hidden u-hide assistive-text a11y-hidden show-for-sr uk-hidden offscreen off-screen "
    "element-invisible invisible is-invisible"
)
"""Class names under which well-known style sheets hide text from those who see the page."""

_FUNCTION = re.compile(r"([a-z0-9-]+)\(([^()]*)\)")
_CLIPPING = frozenset({"hidden", "clip", "auto", "scroll"})


def _length(declared: Declarations, name: str) -> Length | None:
    found = declared.get(name)
    return parse_length(found.value) if found is not None else None


def _value(declared: Declarations, name: str) -> str:
    found = declared.get(name)
    return found.value if found is not None else ""


def _lengths(text: str) -> list[Length | None]:
    return [parse_length(word) for word in re.split(r"[\s,]+", text.strip())]


def _pixels(length: Length | None, font_size: float) -> float | None:
    return length.pixels(font_size=font_size, whole=_WHOLE) if length is not None else None


def _is_off_page(pixels: float | None) -> bool:
    return pixels is not None and (pixels <= OFF_PAGE or pixels >= FAR_OFF_PAGE)


def _is_moved_off_page(declared: Declarations, font_size: float) -> bool:
    if any(_is_off_page(_pixels(_length(declared, name), font_size)) for name in ("margin-left", "margin-top")):
        return True
    if _value(declared, "position") == "static":
        return False
    return any(_is_off_page(_pixels(_length(declared, name), font_size)) for name in ("left", "top", "right", "bottom"))


def _is_indented_away(declared: Declarations, font_size: float) -> bool:
    indent = _length(declared, "text-indent")
    if indent is not None and indent.unit == "%" and indent.number >= 100:
        return _value(declared, "overflow") in _CLIPPING
    return _is_off_page(_pixels(indent, font_size))


def _is_squeezed(declared: Declarations, font_size: float) -> bool:
    if _value(declared, "overflow").split(" ")[0] not in _CLIPPING:
        return False
    sizes = (_length(declared, name) for name in ("width", "height", "max-width", "max-height", "line-height"))
    return any(pixels is not None and pixels <= 1 for pixels in (_pixels(size, font_size) for size in sizes))


def _is_empty_rectangle(inside: str) -> bool:
    sides = _lengths(inside)
    if len(sides) != 4:
        return False
    top, right, bottom, left = (_pixels(side, 16.0) for side in sides)
    flat = top is not None and bottom is not None and bottom - top <= 1
    thin = left is not None and right is not None and right - left <= 1
    return flat or thin


def _is_inset_away(inside: str) -> bool:
    sides = _lengths(inside.partition("round")[0])
    if not 1 <= len(sides) <= 4:
        return False
    top = sides[0]
    right = sides[1] if len(sides) > 1 else top
    bottom = sides[2] if len(sides) > 2 else top
    left = sides[3] if len(sides) > 3 else right
    return any(
        one is not None and other is not None and one.unit == other.unit == "%" and one.number + other.number >= 100
        for one, other in ((top, bottom), (left, right))
    )


def _is_clipped(declared: Declarations) -> bool:
    clip = _FUNCTION.match(_value(declared, "clip"))
    if clip is not None and clip.group(1) == "rect" and _is_empty_rectangle(clip.group(2)):
        return True
    path = _FUNCTION.match(_value(declared, "clip-path"))
    if path is None:
        return False
    shape, inside = path.groups()
    if shape == "inset":
        return _is_inset_away(inside)
    if shape in {"circle", "ellipse"}:
        radius = parse_length(inside.split()[0]) if inside.split() else None
        return radius is not None and radius.number == 0
    if shape == "rect":
        return _is_empty_rectangle(inside)
    return shape == "polygon" and len({tuple(_lengths(point)) for point in inside.split(",")}) == 1


def _is_scaled_away(arguments: list[str]) -> bool:
    return any(number is not None and abs(number) < MIN_SCALE for number in map(parse_number, arguments[:2]))


def _is_flat(matrix: list[str]) -> bool:
    numbers = [parse_number(part) for part in matrix[:4]]
    a, b, c, d = numbers if len(numbers) == 4 else (None, None, None, None)
    return a is not None and b is not None and c is not None and d is not None and abs(a * d - b * c) < MIN_SCALE**2


def _is_transformed_away(declared: Declarations, font_size: float) -> bool:
    if _is_scaled_away(_value(declared, "scale").split()):
        return True
    moved = _lengths(_value(declared, "translate"))
    for name, inside in _FUNCTION.findall(_value(declared, "transform")):
        arguments = [part.strip() for part in inside.split(",")]
        if name.startswith("scale") and _is_scaled_away(arguments):
            return True
        if name == "matrix" and _is_flat(arguments):
            return True
        if name in {"rotatex", "rotatey"} and arguments[0] in {"90deg", "-90deg", "270deg", ".25turn", "0.25turn"}:
            return True
        if name.startswith("translate"):
            moved += map(parse_length, arguments)
    # A percentage is of the element itself, which may well stay on the page.
    known = (length for length in moved if length is not None and length.unit != "%")
    return any(_is_off_page(_pixels(length, font_size)) for length in known)


def opacity(declared: Declarations) -> float:
    """From 0 to 1, ``filter: opacity()`` included."""
    found = parse_number(_value(declared, "opacity"))
    result = 1.0 if found is None else min(max(found, 0.0), 1.0)
    for name, inside in _FUNCTION.findall(_value(declared, "filter")):
        filtered = parse_number(inside.strip()) if name == "opacity" else None
        result *= 1.0 if filtered is None else min(max(filtered, 0.0), 1.0)
    return result


def is_not_laid_out(declared: Declarations) -> bool:
    """Whether the element takes no part in the page: the text around it runs on."""
    return _value(declared, "display") == "none"


def hides_all(declared: Declarations, *, font_size: float) -> bool:
    """Whether everything in the element is out of sight, whatever is declared further in; opacity is told apart."""
    return (
        is_not_laid_out(declared)
        or _value(declared, "content-visibility") == "hidden"
        or _value(declared, "text-security") in {"disc", "circle", "square"}
        or _is_clipped(declared)
        or _is_squeezed(declared, font_size)
        or _is_indented_away(declared, font_size)
        or _is_moved_off_page(declared, font_size)
        or _is_transformed_away(declared, font_size)
    )
