"""Colours of CSS, and whether two of them are too near for a reader to tell text from its ground."""

from __future__ import annotations

import colorsys
import re
from typing import Final, NamedTuple

from annotations.engine.document.elements import names

_NAMES = (
    "aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4 "
    "black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887 cadetblue 5f9ea0 "
    "chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff "
    "darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgreen 006400 darkgrey a9a9a9 "
    "darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f darkorange ff8c00 darkorchid 9932cc darkred 8b0000 "
    "darksalmon e9967a darkseagreen 8fbc8f darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f "
    "darkturquoise 00ced1 darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 "
    "dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc "
    "ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 "
    "honeydew f0fff0 hotpink ff69b4 indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa "
    "lavenderblush fff0f5 lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff "
    "lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1 "
    "lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899 "
    "lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000 "
    "mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db mediumseagreen 3cb371 "
    "mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc mediumvioletred c71585 "
    "midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 "
    "oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa "
    "palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5 peachpuff ffdab9 peru cd853f "
    "pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080 rebeccapurple 663399 red ff0000 rosybrown bc8f8f "
    "royalblue 4169e1 saddlebrown 8b4513 salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee "
    "sienna a0522d silver c0c0c0 skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa "
    "springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 "
    "violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32"
)


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255, alpha from 0 (nothing is painted) to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


def _hex(digits: str) -> Colour:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
    return Colour(parts[0], parts[1], parts[2], parts[3] / 255 if len(parts) == 4 else 1.0)


BY_NAME: Final = {name: _hex(digits) for name, digits in zip(_NAMES.split()[::2], _NAMES.split()[1::2], strict=True)}
"""The named colours of CSS Color 4, and what hides by name."""
TRANSPARENT: Final = Colour(0, 0, 0, 0)
UNKNOWN: Final = Colour(-1, -1, -1)
"""A colour that is valid and not known here: ``currentcolor``, a system colour, ``lab()``."""
WHITE: Final = BY_NAME["white"]

VISIBLE_ALPHA = 0.1
"""Below it, paint is not seen."""
NEAR = 12
"""Text that differs from its ground by no more than this in each of red, green and blue cannot be read."""

_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\Z")
_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]*)\)\Z")
_PART = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%|deg|turn|rad|grad)?\Z")
_OTHER_FUNCTION = re.compile(
    r"(?:lab|lch|oklab|oklch|hwb|color|color-mix|light-dark|device-cmyk|var)\(.*\)\Z", re.DOTALL
)
_OTHER_NAMES = names(
    "currentcolor canvas canvastext linktext visitedtext activetext buttonface buttontext buttonborder field fieldtext "
    "highlight highlighttext selecteditem selecteditemtext mark marktext graytext accentcolor accentcolortext"
)
_TURNS = {"deg": 1 / 360, None: 1 / 360, "turn": 1.0, "rad": 1 / 6.283185307, "grad": 1 / 400, "%": 0.01}


def _function(name: str, inside: str) -> Colour | None:
    parts = [_PART.match(part) for part in re.split(r"[\s,/]+", inside.strip())]
    if len(parts) not in {3, 4}:
        return None
    found = [(float(part.group(1)), part.group(2)) for part in parts if part is not None]
    if len(found) != len(parts):
        return None
    alpha = 1.0
    if len(found) == 4:
        alpha = found[3][0] / 100 if found[3][1] == "%" else found[3][0]
    alpha = min(max(alpha, 0.0), 1.0)
    if name.startswith("rgb"):
        red, green, blue = (min(max(number * 2.55 if unit == "%" else number, 0), 255) for number, unit in found[:3])
        return Colour(red, green, blue, alpha)
    hue = found[0][0] * _TURNS[found[0][1]] % 1.0
    saturation, lightness = (min(max(number / 100, 0.0), 1.0) for number, _ in found[1:3])
    red, green, blue = (part * 255 for part in colorsys.hls_to_rgb(hue, lightness, saturation))
    return Colour(red, green, blue, alpha)


def parse_colour(text: str) -> Colour | None:
    """A colour of CSS in lower case; ``UNKNOWN`` for one that depends on more than the text, ``None`` for no colour."""
    if text in BY_NAME:
        return BY_NAME[text]
    if text == "transparent":
        return TRANSPARENT
    if text in _OTHER_NAMES or _OTHER_FUNCTION.match(text):
        return UNKNOWN
    match = _HEX.match(text)
    if match is not None:
        return _hex(match.group(1))
    match = _FUNCTION.match(text)
    return _function(match.group(1), match.group(2)) if match else None


def parse_old_colour(text: str) -> Colour | None:
    """A colour as ``<font color>`` and ``bgcolor`` have it: the angle-free forms, with or without ``#``."""
    text = text.strip().lower()
    return parse_colour(text) or parse_colour("#" + text)


def is_unreadable(text: Colour, ground: Colour) -> bool:
    """Whether text of one colour cannot be read on a ground of the other."""
    if text.alpha < VISIBLE_ALPHA:
        return True
    if UNKNOWN in (text, ground):
        return False
    mixed = [part * text.alpha + under * (1 - text.alpha) for part, under in zip(text[:3], ground[:3], strict=True)]
    return all(abs(part - under) <= NEAR for part, under in zip(mixed, ground[:3], strict=True))
