"""Fields of an article by their path, as rules name them: ``paid_by``, ``ai.generated``, ``extra.order.number``."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel

from annotations.engine.article import Article, ArtificialIntelligence, Body, DeclaredSource
from annotations.engine.refusal import refusal

_PARTS: dict[str, type[BaseModel]] = {"ai": ArtificialIntelligence, "source": DeclaredSource, "body": Body}
FIELDS = tuple(
    sorted(name for name in Article.model_fields if name not in {"extra", "images"})
) + tuple(f"{name}.{part}" for name, model in _PARTS.items() for part in model.model_fields)
"""Every field that a rule may name; below ``extra`` it may name any."""


def values_at(article: Article, path: str) -> tuple[str, ...]:
    """What stands at the path, as texts; nothing for what is absent, empty or ``false``."""
    at: Any = article
    for step in path.split("."):
        at = at.get(step) if isinstance(at, dict) else getattr(at, step, None)
        if at is None:
            return ()
    found = at if isinstance(at, list | tuple) else [at]
    return tuple(text for value in found if value is not False and (text := _text(value)))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    return "" if value is None else str(value).strip()


def _checked(path: str) -> str:
    if path in FIELDS or path.startswith("extra."):
        return path
    close = get_close_matches(path, FIELDS, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else f"; known: {', '.join(FIELDS)}, extra.…"
    raise refusal("unknown_field", f"an article has no field {path[:60]!r}{hint}")


FieldPath = Annotated[str, AfterValidator(_checked)]
"""The path of a field of the article."""
