"""Templates of texts to insert or to ask for: plain text with a few variables, ``{name}``, and nothing else.

There is no attribute access, no index, no format and no escape for braces: a template of a stranger can do nothing
but place the words it is given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator

from annotations.engine.refusal import refusal

VARIABLES = (
    "name", "names", "status", "law", "date", "url", "source", "paid_by", "site", "owner", "licence", "byline",
    "headline", "corrected_at",
)
"""What a template may name."""

_FIELD = re.compile(r"\{([a-z_]+)\}")
_BRACED = re.compile(r"\{\{.*?\}\}|\{[^{}]*\}|[{}]", re.DOTALL)


def render(template: str, variables: Mapping[str, str]) -> str:
    """The template with each variable replaced by its text, once: a brace inside a value is only a brace.

    Raises:
        KeyError: when the template names a variable that is not given.
    """
    return _FIELD.sub(lambda field: variables[field[1]], template)


def variables_of(template: str) -> frozenset[str]:
    """The variables that a template names."""
    return frozenset(_FIELD.findall(template))


def _checked(template: str) -> str:
    for braced in _BRACED.finditer(template):
        text = braced.group()
        field = _FIELD.fullmatch(text)
        if field is None and len(text) == 1:
            raise refusal("template", f'a lone "{text}" at {braced.start()}; a variable is written {{name}}')
        if field is None and not re.fullmatch(r"\{\w+\}", text):
            raise refusal("template", _not_plain(text))
        if text[1:-1] not in VARIABLES:
            raise refusal("template", _unknown(text[1:-1]))
    return template


def _not_plain(text: str) -> str:
    forbidden = "attribute access is not allowed in a template"
    return f"{forbidden}, nor are indexes, formats and doubled braces: {text[:60]}; write {{name}}"


def _unknown(variable: str) -> str:
    close = get_close_matches(variable, VARIABLES, n=1)
    hint = f"; did you mean {{{close[0]}}}?" if close else ""
    return f"unknown variable {{{variable}}}; known: {', '.join(VARIABLES)}{hint}"


Template = Annotated[str, AfterValidator(_checked)]
"""A text whose braces hold known variables only."""
