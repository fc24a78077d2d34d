"""The forms of a name that are looked for, as people can read them, and what people say of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, product
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from annotations import events
from annotations.engine.language.forms import NameForms, by_script
from annotations.engine.lexicon.build import ways_to_write
from annotations.engine.register import Entity
from annotations.engine.words import folded_words
from annotations.jobs.checks import enqueue_checks
from annotations.models.flag import Flag
from annotations.models.name_form import NameForm

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST = 400
"""Forms of a name that are listed."""
_BITS = 12


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a name. ``is_right`` is what somebody said of it; ``None``: nobody has looked."""

    text: str
    is_right: bool | None = None


@dataclass(frozen=True, slots=True)
class NameWithForms:
    """A name of an entity with the forms that are looked for."""

    name: str
    kind: str
    language: str
    forms: tuple[Form, ...]

    @property
    def looked_at(self) -> int:
        return sum(form.is_right is not None for form in self.forms)


def forms_of(entity: Entity) -> list[NameWithForms]:
    """Every name that can be looked for, with its forms, the listed form first; one query."""
    said = {(row.name, row.form): row.is_right for row in NameForm.objects.filter(entity=entity.id)}
    written: dict[str, list[str]] = {}
    about = {}
    for row, forms, _spelling in ways_to_write(entity):
        if row.form == "surname":
            continue
        written.setdefault(row.name.value, []).extend(_phrases(forms))
        about[row.name.value] = row.name
    return [
        NameWithForms(
            name, about[name].kind, about[name].lang or "",
            tuple(Form(text, said.get((name, text))) for text in list(dict.fromkeys(phrases))[:MOST]),
        )
        for name, phrases in written.items()
    ]  # fmt: skip


def review_forms(
    entity: Entity, *, name: str, right: Collection[str], wrong: Collection[str], by: User, at: datetime
) -> int:
    """Writes down what somebody says of forms of a name; how many are said otherwise than before. Forms that are not
    looked for are left out."""
    known = next((row for row in forms_of(entity) if row.name == name), None)
    if known is None:
        return 0
    changed = {}
    for form in known.forms:
        said = True if form.text in right else False if form.text in wrong else None
        if said is not None and said != form.is_right:
            changed[form.text] = said
    with transaction.atomic():
        for text, said in changed.items():
            NameForm.objects.update_or_create(
                entity=entity.id, name=name, form=text, defaults={"is_right": said, "by": by, "at": at}
            )
        if changed:
            told = {"entity": entity.id, "name": name, "right": sorted(text for text, said in changed.items() if said),
                    "wrong": sorted(text for text, said in changed.items() if not said)}
            events.record("name.reviewed", channel=None, actor=by, at=at, data=told)
            _check_again(entity.id, at)
    return len(changed)


def advice(name: NameWithForms) -> str:
    """What comes of forms that somebody has called wrong; empty where there are none."""
    wrong = [form.text for form in name.forms if form.is_right is False]
    if not wrong:
        return ""
    if folded_words(name.name) in map(folded_words, wrong):
        return _(
            "Called wrong: %(forms)s. The name as it is listed is looked for all the same; to stop that, take it out of"
            " the register."
        ) % {"forms": ", ".join(wrong)}  # fmt: skip
    return _(
        "Called wrong: %(forms)s. They are no longer looked for; articles with open flags about this entry are checked"
        " again."
    ) % {"forms": ", ".join(wrong)}  # fmt: skip


def _check_again(entity: str, at: datetime) -> None:
    """Has the articles with open flags about an entity checked by what was said."""
    flags = Flag.objects.filter(subject=entity, article__latest__isnull=False).exclude(state=Flag.State.CLOSED)
    enqueue_checks(flags.values_list("article__latest_id", flat=True).distinct().order_by(), at=at)


def _phrases(forms: NameForms) -> Iterator[str]:
    """The written forms whose words agree, case by case."""
    for one_script in by_script(forms):
        for bit in range(_BITS):
            words = [[form for form, bits in slot.forms if bits >> bit & 1] for slot in one_script.slots]
            for way in islice(product(*words), 8):
                yield " ".join(way)
