"""Partners, agencies and licensors, and what their terms ask for (CONTRACT 3, ``annotations/source/1``)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from annotations.engine.article import Text
from annotations.engine.register import Day, RegisterValue, Texts


class Source(RegisterValue):
    """One source: how it is named, where it lives, and which credit and link it is owed."""

    id: Text
    name: Text
    names: Texts = ()
    hosts: Texts = ()
    equivalent_hosts: Texts = ()
    other_language_hosts: dict[str, Texts] = Field(default_factory=dict)
    credit: Texts = ()
    link: Literal["article", "home", "article_or_home", "none"] = "none"
    link_placement: Annotated[tuple[Literal["anywhere", "top", "first_paragraph", "end"], ...], Field(strict=False)] = (
        "anywhere",
    )
    rel_forbid: Texts = ()
    licence: Text | None = None
    phrases: Texts = ()
    tracker: Text | None = None
    keep_links: Annotated[bool, Field(strict=False)] = False
    """Whether every link of the original must stay in the text. Told where the original is known."""
    wait_days: Annotated[int, Field(ge=0, strict=False)] = 0
    """Days after the original's publication before which nobody may print it. Told where the original is known."""
    valid_from: Day | None = None
    valid_to: Day | None = None
