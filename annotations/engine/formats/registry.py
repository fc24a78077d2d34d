"""The formats by name, as the command line offers them (CONTRACT 6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from annotations.engine.formats.github import render_github
from annotations.engine.formats.json_report import render_json, render_jsonl
from annotations.engine.formats.options import Options
from annotations.engine.formats.sarif import render_sarif
from annotations.engine.formats.text import render_text
from annotations.engine.formats.web_annotation import render_web_annotation
from annotations.engine.report import Report
from annotations.engine.rulebook import Rule

Format = Callable[[Sequence[Report], Options], str]

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": render_text,
        "json": render_json,
        "jsonl": render_jsonl,
        "sarif": render_sarif,
        "web-annotation": render_web_annotation,
        "github": render_github,
    }
)


class UnknownFormat(ValueError):
    """No format bears this name."""


def render(
    reports: Sequence[Report],
    name: str,
    *,
    color: bool = False,
    locations: Mapping[str, str] | None = None,
    rules: Sequence[Rule] = (),
) -> str:
    """``reports`` in the format ``name``; the same reports give the same text. :class:`Options` explains the rest.

    Raises :class:`UnknownFormat` for a name that is not in :data:`FORMATS`.
    """
    if name not in FORMATS:
        raise UnknownFormat(f"no format is called {name!r}; choose one of {', '.join(FORMATS)}")
    return FORMATS[name](reports, Options(color=color, locations=locations or {}, rules=rules))
