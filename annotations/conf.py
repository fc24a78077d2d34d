"""The settings: one dict ``ANNOTATIONS``, read here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.conf import settings

from annotations.engine.jurisdictions import is_known

NAME = "ANNOTATIONS"
BACKENDS = ("worker", "inline", "django.tasks", "celery")


class WrongSettings(ValueError):
    """``ANNOTATIONS`` cannot be used as it is; the message names every reason."""


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What the project has set; what it leaves out is as here."""

    packs: tuple[str, ...] = ()
    """Names or paths of packs; empty: all that are shipped."""
    jurisdictions: tuple[str, ...] = ()
    """ISO codes an article is addressed to when neither it nor its channel says so."""
    backend: str = "worker"
    """Who does the work in the background: ``worker``, ``inline``, ``django.tasks`` or ``celery``."""
    waiver_max_days: int = 90
    """The longest a flag may be waived for."""
    override_minutes: int = 60
    """How long an override of the gate lets one text out."""
    check_budget_ms: int = 60_000
    """How long a check in the background may take; the gate's budget is the channel's."""
    mapped_folder: str = ""
    """Where the compiled names of the live registers are kept for all processes of a machine; empty: each compiles."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that is wrong with the settings: which key, why, and what is meant."""

    key: str
    why: str
    hint: str = ""
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the value of a key must be."""

    expected: str
    of_type: tuple[type, ...]
    one_of: tuple[str, ...] = field(default=())


_NAMES = _Kind("a list of texts", (list, tuple))
_COUNT = _Kind("a whole number above 0", (int,))
_KINDS: Mapping[str, _Kind] = {
    "PACKS": _NAMES,
    "JURISDICTIONS": _NAMES,
    "BACKEND": _Kind("one of " + ", ".join(BACKENDS), (str,), BACKENDS),
    "WAIVER_MAX_DAYS": _COUNT,
    "OVERRIDE_MINUTES": _COUNT,
    "CHECK_BUDGET_MS": _COUNT,
    "MAPPED_FOLDER": _Kind("the path of a folder, as a text", (str,)),
}
KEYS = tuple(_KINDS)


def desk() -> DeskSettings:
    """The settings of this moment; ``override_settings`` works.

    Raises:
        WrongSettings: when ``manage.py check`` would refuse them.
    """
    stated = getattr(settings, NAME, {})
    problems = list(wrong(stated))
    if problems:
        raise WrongSettings("; ".join(f"{problem.key}: {problem.why}" for problem in problems))
    values: dict[str, Any] = {
        key.lower(): tuple(value) if isinstance(value, list) else value for key, value in stated.items()
    }
    return DeskSettings(**values)


def wrong(stated: Any) -> Iterator[Wrong]:
    """Everything that is wrong with a value of ``ANNOTATIONS``."""
    if not isinstance(stated, Mapping):
        yield Wrong(NAME, f"is {_shown(stated)}, not a dict", hint=f'Write {NAME} = {{"BACKEND": "worker"}}.')
        return
    for key, value in stated.items():
        if key not in _KINDS:
            yield Wrong(str(key), "is no setting", hint=_meant(str(key)), unknown=True)
        else:
            yield from _value(key, value, _KINDS[key])


def _value(key: str, value: Any, kind: _Kind) -> Iterator[Wrong]:
    fits = isinstance(value, kind.of_type) and not isinstance(value, bool)
    if fits and kind is _NAMES:
        fits = all(isinstance(name, str) and name for name in value)
    elif fits and kind is _COUNT:
        fits = value > 0
    elif fits and kind.one_of:
        fits = value in kind.one_of
    if not fits:
        yield Wrong(key, f"is {_shown(value)}, not {kind.expected}", hint=_hint(value, kind))
    elif key == "JURISDICTIONS":
        for code in value:
            if not is_known(code):
                yield Wrong(key, f"{code!r} is no ISO 3166-1 code, nor EU", hint="Write codes such as RU, GB or EU.")


def _hint(value: Any, kind: _Kind) -> str:
    if isinstance(value, str) and kind is _NAMES:
        return f'Write ["{value}"].'
    if isinstance(value, str) and kind.one_of:
        close = get_close_matches(value, kind.one_of, n=1)
        return f"Did you mean '{close[0]}'?" if close else ""
    return ""


def _meant(key: str) -> str:
    close = get_close_matches(key.upper(), KEYS, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"There is: {', '.join(KEYS)}."


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
