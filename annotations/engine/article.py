"""The article as it comes in (CONTRACT 1, ``annotations/article/1``).

Field names follow IPTC ninjs 3.x. Values are frozen; unknown keys are refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from annotations.engine.dates import DateError, Moment, later, parse_moment

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")
_DIGEST_LEAVES_OUT = frozenset({"id", "revision", "modified", "extra"})
MAX_URL = 2048


def _storable(value: str) -> str:
    found = _UNPRINTABLE.search(value)
    if found is None:
        return value
    if found.group() == "\x00":
        raise ValueError("U+0000 is not allowed")
    raise ValueError(f"unpaired surrogate at offset {found.start()}")


def _language(value: str) -> str:
    if _LANGUAGE.match(value) is None:
        raise ValueError("not a BCP 47 tag")
    return value


def _moment(value: str) -> str:
    try:
        parse_moment(value)
    except DateError as error:
        raise ValueError(str(error)) from error
    return value


def _url(value: str) -> str:
    _storable(value)
    if len(value) > MAX_URL:
        raise ValueError(f"at most {MAX_URL} characters")
    try:
        scheme = urlsplit(value.strip()).scheme.lower()
    except ValueError as error:
        raise ValueError(f"not a URL: {error}") from error
    if scheme not in {"http", "https"}:
        raise ValueError("scheme must be http or https")
    return value


def _jurisdiction(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise ValueError("an ISO 3166-1 code of two capital letters, or EU")
    return value


Text = Annotated[str, AfterValidator(_storable)]
Url = Annotated[str, AfterValidator(_url)]
Language = Annotated[str, AfterValidator(_language)]
MomentText = Annotated[str, AfterValidator(_moment)]
Jurisdiction = Annotated[str, AfterValidator(_jurisdiction)]
ArticleId = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_storable)]


class Value(BaseModel):
    """A frozen value that refuses unknown keys and does not coerce one type into another."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Body(Value):
    """The text of the article in the format in which it was sent."""

    format: Literal["html", "markdown", "text"]
    value: Text


class DeclaredSource(Value):
    """Where the sender says the material comes from: agency, partner, licensor."""

    id: Text
    name: Text | None = None


class ArtificialIntelligence(Value):
    """How far the text was made by a machine, and who read it."""

    generated: bool
    human_reviewed_by: Text | None = None


class Image(Value):
    """An image that is not inside the body."""

    src: Text
    alt: Text | None = None
    caption: Text | None = None
    credit: Text | None = None


class Article(Value):
    """One article, or one rendition of it. Only ``id`` and ``body`` are required."""

    id: ArticleId
    body: Body
    revision: Annotated[int, Field(ge=-(2**63), lt=2**63)] | None = None
    url: Url | None = None
    canonical_url: Url | None = None
    language: Language | None = None
    headline: Text | None = None
    deck: Text | None = None
    byline: Text | None = None
    published: MomentText | None = None
    modified: MomentText | None = None
    jurisdictions: Annotated[tuple[Jurisdiction, ...], Field(strict=False)] = ()
    edition: Text | None = None
    site: Text | None = None
    section: Text | None = None
    genre: Text | None = None
    rendition: Text | None = None
    source: DeclaredSource | None = None
    original_url: Url | None = None
    licence: Text | None = None
    producer: Text | None = None
    paid_by: Text | None = None
    ai: ArtificialIntelligence | None = None
    editorial_responsible: Text | None = None
    corrected_at: MomentText | None = None
    images: Annotated[tuple[Image, ...], Field(strict=False)] = ()
    tags: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    template_text: Text | None = None
    usage_terms: Text | None = None
    copyright_notice: Text | None = None
    ed_note: Text | None = None
    extra: dict[str, Any] = Field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of what was sent, without ``id``, ``revision``, ``modified`` and ``extra``."""
        sent = self.model_dump(mode="json", exclude_unset=True, exclude=set(_DIGEST_LEAVES_OUT))
        canonical = json.dumps(sent, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()

    @property
    def dated(self) -> Moment | None:
        """The later of ``published`` and ``modified``; ``None`` for a draft, which is judged as of the present day."""
        if self.published is None:
            return None
        modified = parse_moment(self.modified) if self.modified else None
        return later(parse_moment(self.published), modified)

    def field_value(self, field: str) -> str:
        """The value that was sent under ``field``: ``body``, ``headline``, ``images/0/caption``."""
        if field == "body":
            return self.body.value
        if field.startswith("images/"):
            _, index, name = field.split("/")
            return getattr(self.images[int(index)], name) or ""
        return getattr(self, field) or ""
