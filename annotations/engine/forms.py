"""What a rule requires: the ways in which it can be said, where, in which language, and what is not enough.

A *form* is one way to say it; the keys of one form must all be met, the forms of ``any_of`` are alternatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from annotations.engine.article_fields import FieldPath
from annotations.engine.pattern import Pattern
from annotations.engine.phrasing.phrase import verbatim
from annotations.engine.refusal import refusal
from annotations.engine.register import Day, RegisterValue, Texts
from annotations.engine.report import Outcome
from annotations.engine.template import Template
from annotations.engine.triggers import Phrases

Placement = Literal[
    "anywhere", "first_mention", "each_mention", "top", "before_text", "before_link", "same_paragraph", "end"
]


class DatedText(RegisterValue):
    """A prescribed text and the days on which it is the right one, both included; open where null."""

    text: Template
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None

    @model_validator(mode="after")
    def _readable(self) -> DatedText:
        if self.from_ and self.to and self.to < self.from_:
            raise refusal("dates", "to is before from")
        try:
            verbatim(self.text)
        except ValueError as error:
            raise refusal("value", str(error)) from None
        return self

    def holds_on(self, day: date) -> bool:
        """Whether it is right on ``day``."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


def _dated(value: Any) -> Any:
    if isinstance(value, str):
        return [{"text": value}]
    return [{"text": item} if isinstance(item, str) else item for item in value] if isinstance(value, list) else value


_DATED_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"anyOf": [{"type": "string"}, {
            "type": "object", "required": ["text"], "additionalProperties": False,
            "properties": {name: {"type": "string"} for name in ("text", "from", "to")},
        }]}},
    ]
}  # fmt: skip
DatedTexts = Annotated[
    tuple[DatedText, ...], BeforeValidator(_dated), Field(strict=False), WithJsonSchema(_DATED_SCHEMA)
]
"""A prescribed text, or several with their days."""


class AddressForm(RegisterValue):
    """An address in a link: with one of the parameters, with one of these beginnings, or of a telephone number."""

    params: Texts = ()
    starts: Texts = ()

    @model_validator(mode="after")
    def _something(self) -> AddressForm:
        if not (self.params or self.starts):
            raise refusal("require", "state params or starts")
        return self


class Form(RegisterValue):
    """One way to say what is required; every key that is given must be met."""

    saying: str | None = None
    """Something that is said in many ways, written down once: the id of a saying."""
    label: Phrases = Field(default_factory=dict)
    """Words that stand by themselves: a line, a sentence, a tag, what comes before a colon."""
    phrases: Phrases = Field(default_factory=dict)
    """Words in running text."""
    exact: DatedTexts = ()
    """A prescribed text, word for word; letter case, quotation marks and punctuation do not matter."""
    pattern: Pattern | None = None
    """An RE2 pattern that a block of the text must hold."""
    address: AddressForm | None = None
    image: str | None = None
    """The beginning of the address of an image, such as a counter's dot."""
    naming: FieldPath | None = None
    """A field of the article whose value must be named in the text."""
    beside: Texts = ()
    """Names of parts of the rule: it counts only in a block that holds one of them."""

    @property
    def says_something(self) -> bool:
        """Whether any key of a form is given."""
        return any(getattr(self, name) for name in Form.model_fields if name != "beside")

    @property
    def said(self) -> tuple[str, ...]:
        """The phrases that it names."""
        return tuple(phrase for table in (self.label, self.phrases) for each in table.values() for phrase in each)

    def exact_on(self, day: date) -> Iterator[str]:
        """The prescribed texts of the day."""
        return (dated.text for dated in self.exact if dated.holds_on(day))

    def exact_among(self, said: Iterable[str], day: date) -> tuple[str, ...]:
        """Those of a few texts that are prescribed on the day, however many are."""
        table = self._exact_texts
        return tuple(text for text in said if any(dated.holds_on(day) for dated in table.get(text, ())))

    @cached_property
    def _exact_texts(self) -> Mapping[str, tuple[DatedText, ...]]:
        table: dict[str, tuple[DatedText, ...]] = {}
        for dated in self.exact:
            table[dated.text] = (*table.get(dated.text, ()), dated)
        return table


class Ways(Form):
    """Alternatives: what stands here directly, then those of ``any_of``."""

    any_of: Annotated[tuple[Form, ...], Field(strict=False)] = ()

    @property
    def forms(self) -> tuple[Form, ...]:
        """Every way, each of them enough."""
        own: tuple[Form, ...] = (self,) if self.says_something else ()
        return own + self.any_of


class Part(Ways):
    """One of several things that must all be there."""

    name: str
    """What it is, in words for people: "the advertiser"."""


class Instead(Ways):
    """What people write instead and what does not do; ``outcome`` is what it then amounts to."""

    outcome: Annotated[Outcome, Field(strict=False)] = Outcome.WRONG_WORDING
    anywhere: Annotated[bool, Field(strict=False)] = False
    """Whether it is told wherever it stands, or only where the right words would be accepted."""


Claim = Literal["author", "source_link", "licence_link", "title"]
Absent = Literal["link", "editor_words", "changes", "disagreement", "words", "names", "trigger"]


class Require(Ways):
    """What must be there, or, with ``absent``, what must not.

    ``notice``: ``ban`` (the ban or the liquidation is said), ``status`` (the status is said), or ``nothing`` (a correct
    notice is voluntary). ``credit`` and ``link``: as the source's terms say. ``claims``: the parts of a licence's
    attribution. Everything else says in words what is wanted.
    """

    notice: Literal["ban", "status", "nothing"] | None = None
    credit: Annotated[bool, Field(strict=False)] = False
    link: Annotated[bool, Field(strict=False)] = False
    claims: Annotated[tuple[Claim, ...], Field(strict=False)] = ()
    parts: Annotated[tuple[Part, ...], Field(strict=False)] = ()
    instead: Annotated[tuple[Instead, ...], Field(strict=False)] = ()
    absent: Absent | None = None
    outcome: Annotated[Outcome, Field(strict=False)] = Outcome.FORBIDDEN
    """With ``absent``, what it amounts to when it is there."""
    named_in: FieldPath | None = None
    """With ``absent: names``, the field that lists what must not be named."""
    placement: Placement = "anywhere"
    language: str = "article"
    """``article``, ``any``, or the BCP 47 primary tag of the language that is prescribed."""

    @property
    def all_forms(self) -> tuple[Form, ...]:
        """Every form that it names: accepted, parts, and what people write instead."""
        return (*self.forms, *(form for each in (*self.parts, *self.instead) for form in each.forms))

    @model_validator(mode="after")
    def _something(self) -> Require:
        asked = (self.notice, self.credit, self.link, self.claims, self.forms, self.parts, self.absent)
        if not any(asked):
            raise refusal(
                "require", "state at least one of notice, credit, link, claims, label, phrases, exact, parts, absent"
            )
        return self
