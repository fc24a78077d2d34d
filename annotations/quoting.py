"""Words around a piece of evidence, as people read them: cut between words, with an ellipsis where they go on."""

from __future__ import annotations

from annotations.engine.evidence import CONTEXT


def words_before(prefix: str) -> str:
    """What stands before a mark: from the first whole word on, where it was cut."""
    if len(prefix) < CONTEXT:
        return prefix
    _cut_word, space, rest = prefix.partition(" ")
    return f"…{rest}" if space else f"…{prefix}"


def words_after(suffix: str) -> str:
    """What stands behind a mark, to the last whole word, where it was cut."""
    if len(suffix) < CONTEXT:
        return suffix
    whole, space, _cut_word = suffix.rpartition(" ")
    return f"{whole}…" if space else f"{suffix}…"
