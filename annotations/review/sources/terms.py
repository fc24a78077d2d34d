"""Terms of a partner in a form, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from pydantic import ValidationError

from annotations import events
from annotations.engine.source import Source
from annotations.models.source import SourceRecord

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LISTS = ("names", "hosts", "equivalent_hosts", "credit", "rel_forbid", "phrases")
"""Fields with one value a line."""
TEXTS = ("name", "licence", "tracker", "valid_from", "valid_to")
LINKS = ("article", "home", "article_or_home", "none")
PLACES = ("anywhere", "top", "first_paragraph", "end")


class TermsRefused(ValueError):
    """Terms that cannot be kept; ``problems`` say why, field by field."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form as it is shown."""

    name: str
    label: str
    value: str
    many: bool
    help: str = ""


def fields_of(payload: Mapping[str, Any]) -> list[Field]:
    """What is shown, in order."""
    labels, helps = _labels(), _helps()
    shown = []
    for name in ("name", "names", "credit", "phrases", "hosts", "equivalent_hosts", "rel_forbid", "licence", "tracker",
                 "valid_from", "valid_to"):  # fmt: skip
        many = name in LISTS
        value = payload.get(name) or ([] if many else "")
        text = "\n".join(map(str, value)) if many else str(value)
        shown.append(Field(name, labels[name], text, many, helps.get(name, "")))
    return shown


def sent(form: QueryDict, before: Mapping[str, Any]) -> dict[str, Any]:
    """The record that a form describes; what it does not show stays as it was.

    Raises:
        TermsRefused: some of it is wrong.
    """
    stated: dict[str, Any] = dict(before)
    for name in LISTS:
        stated[name] = [line.strip() for line in form.get(name, "").splitlines() if line.strip()]
    for name in TEXTS:
        stated[name] = form.get(name, "").strip() or None
    stated["link"] = form.get("link", "none")
    stated["link_placement"] = form.getlist("link_placement") or ["anywhere"]
    try:
        source = Source.model_validate(stated)
    except ValidationError as error:
        labels = _labels()
        raise TermsRefused([
            f"{labels.get(str(row['loc'][0]), row['loc'][0])}: {row['msg']}" for row in error.errors()
        ]) from None  # fmt: skip
    return source.model_dump(mode="json", exclude_defaults=True, by_alias=True)


def keep(record: SourceRecord, payload: dict[str, Any], *, by: User, at: datetime) -> bool:
    """Writes the terms with an event that tells what is different; whether anything is."""
    before = record.payload
    changed = {name: [before.get(name), payload.get(name)] for name in before.keys() | payload.keys()
               if before.get(name) != payload.get(name)}
    if not changed:
        return False
    with transaction.atomic():
        record.payload = payload
        record.save(update_fields=["payload", "updated_at"])
        told = {"source": record.name, "changed": {name: changed[name] for name in sorted(changed)}}
        events.record("source.changed", channel=None, actor=by, at=at, data=told)
    return True


def _labels() -> dict[str, str]:
    return {
        "name": _("Name"), "names": _("Other names"), "credit": _("Credit wordings"), "phrases": _("Required phrases"),
        "hosts": _("Hosts"), "equivalent_hosts": _("Hosts with the same pages"),
        "rel_forbid": _("Values of rel that a link must not have"), "licence": _("Licence"),
        "tracker": _("Address of the tracking image"), "valid_from": _("Valid from"), "valid_to": _("Valid to"),
        "link": _("Link"), "link_placement": _("Place of the link"),
    }


def _helps() -> dict[str, str]:
    each = _("One a line.")
    return dict.fromkeys(LISTS, each) | {"valid_from": _("YYYY-MM-DD"), "valid_to": _("YYYY-MM-DD")}
