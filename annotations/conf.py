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
SANITIZERS = ("bleach", "nh3")


class WrongSettings(ValueError):
    """``ANNOTATIONS`` cannot be used as it is; the message names every reason."""


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What the project has set; what it leaves out is as here."""

    packs: tuple[str, ...] = ()
    """Names or paths of packs; empty: all that are shipped."""
    name_forms: tuple[str, ...] = ()
    """Paths of files in which forms of names are put right."""
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
    sealing_keys: tuple[str, ...] = field(default=(), repr=False)
    """What secrets in the database are sealed with, newest first; empty: keys derived from ``SECRET_KEY``."""
    callback_schemes: tuple[str, ...] = ("https",)
    """By which schemes callbacks may be called: ``https``, ``http``."""
    callback_allowed_hosts: tuple[str, ...] = ()
    """Hosts, ``name`` or ``name:port``, that callbacks may be at though they are not public, or the port is unusual."""
    callback_timeout_s: int = 15
    """How long sending one message to a callback may take, from the look-up of its host to the end of the answer."""
    public_url: str = ""
    """Where readers of messages reach this desk, such as ``https://desk.example``; empty: messages have none."""
    api_rate: int = 600
    """Requests of the HTTP API that one token or person may send in a minute."""
    api_rate_anonymous: int = 60
    """The same for an address from which requests come without a good token."""
    api_rate_cache: str = ""
    """The cache of ``CACHES`` in which they are counted, Redis or Memcached; empty: in the database."""
    bulk_dismissals_an_hour: int = 50
    """Flags that one person may dismiss in an hour when they are dismissed many at a time; more is for those who lead,
    who may dismiss errors."""
    enforce_after_decided: int = 50
    """How many flags of a rule must be decided before it may be enforced without a second person."""
    enforce_most_false_percent: int = 5
    """How many per cent of its last hundred decided flags may be mistakes for that."""
    mapped_folder: str = ""
    """Where the compiled names of the live registers are kept for all processes of a machine; empty: each compiles."""
    webhook_max_bytes: int = 1_048_576
    """The longest body of a webhook request."""
    webhook_read_seconds: int = 10
    """How long the body of a webhook request may take to come."""
    webhook_rate: int = 60_000
    """Signed requests that a channel takes in a minute, unless the channel says otherwise."""
    webhook_address_rate: int = 60_000
    """Requests that are looked at in a minute from one address, signed or not."""
    rate_cache: str = "default"
    """Alias in ``CACHES`` of the cache in which requests are counted."""
    sanitizer: str = "bleach"
    """What cleans the markup of articles for the desk's pages: ``bleach`` or ``nh3``."""
    proxies: int = 0
    """How many proxies of one's own stand before the server, each adding to X-Forwarded-For."""


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
_NONE_OR_MORE = _Kind("a whole number, 0 or more", (int,))
_KINDS: Mapping[str, _Kind] = {
    "PACKS": _NAMES,
    "NAME_FORMS": _NAMES,
    "JURISDICTIONS": _NAMES,
    "BACKEND": _Kind("one of " + ", ".join(BACKENDS), (str,), BACKENDS),
    "SANITIZER": _Kind("one of " + ", ".join(SANITIZERS), (str,), SANITIZERS),
    "WAIVER_MAX_DAYS": _COUNT,
    "OVERRIDE_MINUTES": _COUNT,
    "CHECK_BUDGET_MS": _COUNT,
    "SEALING_KEYS": _NAMES,
    "CALLBACK_SCHEMES": _NAMES,
    "CALLBACK_ALLOWED_HOSTS": _NAMES,
    "CALLBACK_TIMEOUT_S": _COUNT,
    "PUBLIC_URL": _Kind("an address, as a text", (str,)),
    "API_RATE": _COUNT,
    "API_RATE_ANONYMOUS": _COUNT,
    "API_RATE_CACHE": _Kind("the name of a cache, as a text", (str,)),
    "BULK_DISMISSALS_AN_HOUR": _COUNT,
    "ENFORCE_AFTER_DECIDED": _COUNT,
    "ENFORCE_MOST_FALSE_PERCENT": _NONE_OR_MORE,
    "MAPPED_FOLDER": _Kind("the path of a folder, as a text", (str,)),
    "WEBHOOK_MAX_BYTES": _COUNT,
    "WEBHOOK_READ_SECONDS": _COUNT,
    "WEBHOOK_RATE": _COUNT,
    "WEBHOOK_ADDRESS_RATE": _COUNT,
    "RATE_CACHE": _Kind("the alias of a cache, as a text", (str,)),
    "PROXIES": _NONE_OR_MORE,
}
_SCHEMES = frozenset({"https", "http"})
KEYS = tuple(_KINDS)
_SECRET = frozenset({"SEALING_KEYS"})
"""What no message shows."""


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
    elif fits and kind in (_COUNT, _NONE_OR_MORE):
        fits = value >= (1 if kind is _COUNT else 0)
    elif fits and kind.one_of:
        fits = value in kind.one_of
    if not fits:
        if key in _SECRET:
            yield Wrong(key, f"is not {kind.expected}")
        else:
            yield Wrong(key, f"is {_shown(value)}, not {kind.expected}", hint=_hint(value, kind))
    elif key == "CALLBACK_SCHEMES":
        for scheme in value:
            if scheme not in _SCHEMES:
                yield Wrong(key, f"{scheme!r} is no scheme of callbacks", hint="Write https, or http as well.")
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
