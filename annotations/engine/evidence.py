"""Evidence: a stretch of what was sent, with the visible words around it."""

from __future__ import annotations

from annotations.engine.document.model import Document
from annotations.engine.report import Evidence

CONTEXT = 32
"""Visible characters kept on each side (W3C Web Annotation, text quote selector)."""


def evidence(document: Document, start: int, end: int) -> Evidence:
    """The evidence for ``document.text[start:end]``, which lies in one block."""
    block = document.block_at(start)
    passage = document.passage(start, end)
    return Evidence(
        field=passage.field,
        start=passage.start,
        end=passage.end,
        exact=passage.exact,
        prefix=document.text[max(block.start, start - CONTEXT) : start],
        suffix=document.text[end : min(block.end, end + CONTEXT)],
    )
