"""Start-up checks of the settings, with ids and hints. Those of the adapters are in ``annotations.adapters.checks``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error

from annotations import conf
from annotations.registers.form_files import read_forms
from annotations.rulebook.load import load_packs
from annotations.rulebook.problems import RulebookError

UNKNOWN = "annotations.E010"
WRONG = "annotations.E011"
PACKS = "annotations.E012"
BACKEND = "annotations.E013"
PICKLE = "annotations.E014"
FORMS = "annotations.E015"
_NEEDS = {
    "django.tasks": ("django.tasks", "It comes with Django 6.0; on Django 5.2 use 'worker'."),
    "celery": ("celery", "Install celery, or use 'worker'."),
}
_FORMS = "Each file holds names: [{name, add, never}]."
_SHIPPED = "`manage.py annotations rules list` shows what is shipped."


def check_settings(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Everything that is wrong with ``ANNOTATIONS``."""
    if app_configs is not None and "annotations" not in {config.label for config in app_configs}:
        return []
    return [message for looked_at in _CHECKS for message in looked_at()]


def _values() -> Iterator[CheckMessage]:
    for problem in conf.wrong(getattr(settings, conf.NAME, {})):
        where = conf.NAME if problem.key == conf.NAME else f"{conf.NAME}[{problem.key!r}]"
        yield Error(f"{where} {problem.why}.", hint=problem.hint or None, id=UNKNOWN if problem.unknown else WRONG)


def _packs() -> Iterator[CheckMessage]:
    try:
        packs = conf.desk().packs
    except conf.WrongSettings:
        # Said by the check before.
        return
    try:
        # Those that are shipped need no looking at.
        load_packs(packs) if packs else None
    except RulebookError as error:
        for problem in error.problems:
            yield Error(f"{conf.NAME}['PACKS']: {problem.message}.", hint=_SHIPPED, id=PACKS)


def _name_forms() -> Iterator[CheckMessage]:
    try:
        paths = conf.desk().name_forms
    except conf.WrongSettings:
        return
    for path in paths:
        try:
            read_forms(path)
        except RulebookError as error:
            for problem in error.problems:
                yield Error(f"{conf.NAME}['NAME_FORMS']: {problem}.", hint=_FORMS, id=FORMS)


def _backend() -> Iterator[CheckMessage]:
    try:
        name = conf.desk().backend
    except conf.WrongSettings:
        return
    module, hint = _NEEDS.get(name, ("annotations", ""))
    if find_spec(module) is None:
        yield Error(f"{conf.NAME}['BACKEND'] is {name!r}, and {module} is not there.", hint=hint, id=BACKEND)


def _messages() -> Iterator[CheckMessage]:
    """What a broker may put into a worker: with pickle, whoever reaches the broker runs code."""
    try:
        name = conf.desk().backend
    except conf.WrongSettings:
        return
    if name != "celery" or find_spec("celery") is None:
        return
    from celery import current_app

    others = sorted(set(current_app.conf.accept_content) - {"json", "application/json"})
    if others:
        said, hint = ", ".join(map(repr, others)), 'Set accept_content to ["json"] (CELERY_ACCEPT_CONTENT).'
        yield Error(f"Celery accepts {said}.", hint=hint, id=PICKLE)


_CHECKS: tuple[Callable[[], Iterator[CheckMessage]], ...] = (
    _values, _packs, _name_forms, _backend, _messages,
)  # fmt: skip
