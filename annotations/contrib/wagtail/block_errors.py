"""A refusal as errors at the blocks of StreamFields that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlockValidationError
from wagtail.fields import StreamField

from annotations.contrib.wagtail.adapter import DraftAdapter
from annotations.engine.report import Finding
from annotations.gate.blocked import CODE, PublishBlocked
from annotations.localization.told import told


def at_blocks(adapter: DraftAdapter, obj: Any, blocked: PublishBlocked) -> Iterator[tuple[str, ValidationError]]:
    """For each StreamField with something in it that keeps the page in: its name, and the errors of its blocks."""
    layout = adapter.layout(obj)
    said: dict[str, dict[str, list[str]]] = {}
    for finding in _findings(blocked):
        for piece in finding.evidence[:1]:
            segment = layout.near(piece.start) if piece.field == "body" else None
            if segment is not None and segment.path:
                said.setdefault(segment.field, {}).setdefault(segment.path[0], []).append(told(finding.message))
    for name, by_block in said.items():
        if isinstance(obj._meta.get_field(name), StreamField):
            errors = {
                index: ValidationError(by_block[str(child.id)], code=CODE)
                for index, child in enumerate(getattr(obj, name))
                if str(child.id) in by_block
            }
            if errors:
                error = StreamBlockValidationError(block_errors=errors)
                error.message = _("see the blocks that are marked")
                yield name, error


def _findings(blocked: PublishBlocked) -> Iterator[Finding]:
    for decision in blocked.decisions:
        yield from decision.findings
