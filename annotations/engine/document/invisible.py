"""Characters that leave no mark on the page: format controls (Unicode category Cf) and variation selectors.

The table is fixed (Unicode 16.0), so that a report does not depend on the Python that made it. It holds the few signs
of category Cf that are drawn (Arabic and Kaithi number signs) as well: no name in a register needs them. Beside Cf it
holds U+0000, which HTML ignores in text, and the joiner and the Khmer vowels that are invisible by definition.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

RANGES: Final = (
    (0x0000, 0x0000), (0x00AD, 0x00AD), (0x034F, 0x034F), (0x0600, 0x0605), (0x061C, 0x061C),
    (0x06DD, 0x06DD), (0x070F, 0x070F), (0x0890, 0x0891), (0x08E2, 0x08E2), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0x110BD, 0x110BD), (0x110CD, 0x110CD),
    (0x13430, 0x1343F), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0001, 0xE0001), (0xE0020, 0xE007F),
    (0xE0100, 0xE01EF),
)  # fmt: skip
"""First and last code point of each stretch."""


def _table() -> npt.NDArray[np.bool_]:
    table = np.zeros(0x110000, dtype=np.bool_)
    for first, last in RANGES:
        table[first : last + 1] = True
    table.flags.writeable = False
    return table


IS_INVISIBLE: Final = _table()
"""By code point."""
IN_PATTERN: Final = "".join(f"\\U{first:08X}-\\U{last:08X}" for first, last in RANGES)
"""The same ranges for the inside of a regular expression's set."""


def invisible(text: str) -> npt.NDArray[np.bool_]:
    """For each character of ``text`` whether it leaves no mark."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return IS_INVISIBLE.take(codes)
