"""Text as a SARIF message (SARIF 2.1.0, 3.11): plain, and never mistaken for a placeholder or a link."""

from __future__ import annotations

from annotations.engine.formats.printable import printable


def message(text: str) -> dict[str, str]:
    """A message object. Braces are doubled (3.11.5), and words of an article cannot become a link (3.11.6)."""
    return {"text": printable(text).replace("{", "{{").replace("}", "}}").replace("](", "\\](")}
