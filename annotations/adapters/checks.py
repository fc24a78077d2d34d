"""Start-up checks of adapters: what is wrong with a mapping is said by ``manage.py check``, with an id and a hint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Warning

from annotations.adapters.adapter import PUBLISH, RUNS, ArticleAdapter
from annotations.adapters.registry import registered
from annotations.adapters.roles import BODY_FORMATS, OTHER_WORDS, ROLES, Target
from annotations.adapters.targets import dead_end, did_you_mean, names_of
from annotations.engine.jurisdictions import is_known, meant_by

_ACTIONS = ("allow", "annotate", "warn", "block")
_LEVELS = ("error", "warning", "note")
_FAILURE = ("publish", "hold")
_SETTINGS: dict[str, tuple[str, ...]] = {"run_on": RUNS, "on_engine_failure": _FAILURE}


def check_adapters(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Everything that is wrong with the registered adapters."""
    wanted = None if app_configs is None else {config.label for config in app_configs}
    return [
        message
        for adapter in registered()
        if wanted is None or adapter.model._meta.app_label in wanted
        for looked_at in _CHECKS
        for message in looked_at(adapter)
    ]


def _named(adapter: ArticleAdapter, name: str) -> str:
    return f"{type(adapter).__name__}.{name}"


def _model(adapter: ArticleAdapter) -> Iterator[CheckMessage]:
    options = adapter.model._meta
    kind = "abstract" if options.abstract else "a proxy" if options.proxy else ""
    if kind:
        yield Error(
            f"{type(adapter).__name__} is registered for {adapter.label}, which is {kind}; it has no rows of its own.",
            hint="Register the model that has the table.", obj=adapter.model, id="annotations.E004",
        )
    if not options.managed:
        yield Warning(
            f"{adapter.label} is unmanaged; what is written without Django is seen by `annotations reconcile` only.",
            hint="Run `annotations reconcile` every minute.", obj=adapter.model, id="annotations.W004",
        )


def _targets(adapter: ArticleAdapter) -> Iterator[CheckMessage]:
    for role in ROLES:
        target: Target = getattr(adapter, role)
        if role == "body_format" or not isinstance(target, str) or hasattr(adapter, f"get_{role}"):
            continue
        found = dead_end(adapter.model, target)
        if found is not None:
            yield Error(
                f"{_named(adapter, role)} = '{target}': {found.why}.",
                hint=found.hint, obj=adapter.model, id="annotations.E001",
            )


def _body(adapter: ArticleAdapter) -> Iterator[CheckMessage]:
    if adapter.body is None and not hasattr(adapter, "get_body"):
        yield Error(
            f"{type(adapter).__name__} maps no body.",
            hint=f"Say which field of {adapter.label} holds the text, body = \"...\", or write get_body(self, obj).",
            obj=adapter.model, id="annotations.E002",
        )


def _body_format(adapter: ArticleAdapter) -> Iterator[CheckMessage]:
    target = adapter.body_format
    if hasattr(adapter, "get_body_format") or (isinstance(target, str) and target in BODY_FORMATS):
        return
    if not isinstance(target, str) or dead_end(adapter.model, target) is not None:
        hint = did_you_mean(str(target), (*BODY_FORMATS, *names_of(adapter.model)))
        yield Error(
            f"{_named(adapter, 'body_format')} = {target!r} is neither html, markdown or text nor a field.",
            hint=hint, obj=adapter.model, id="annotations.E003",
        )


def _going_live(adapter: ArticleAdapter) -> Iterator[CheckMessage]:
    dated = adapter.published_at is not None or hasattr(adapter, "get_published_at")
    if PUBLISH in adapter.run_on and adapter.goes_by_date and not dated:
        yield Error(
            f"{type(adapter).__name__} runs on publish and cannot tell when an object goes live.",
            hint="Map published_at, or write is_going_live(self, obj).", obj=adapter.model, id="annotations.E005",
        )


def _unknown_names(adapter: ArticleAdapter) -> Iterator[CheckMessage]:
    ours = next(base for base in type(adapter).__mro__ if base.__module__.startswith("annotations."))
    known = {name for name in dir(ours) if not name.startswith("_")} | {"model"} | {f"get_{r}" for r in ROLES}
    for name in sorted(set(dir(type(adapter))) - known):
        stem = name.removeprefix("get_")
        if name.startswith("_") or (callable(getattr(adapter, name)) and stem == name):
            continue
        hint = f"Did you mean '{OTHER_WORDS[stem]}'?" if stem in OTHER_WORDS else did_you_mean(stem, ROLES)
        yield Error(f"{_named(adapter, name)} is no role.", hint=hint, obj=adapter.model, id="annotations.E006")


def _settings(adapter: ArticleAdapter) -> Iterator[CheckMessage]:
    for name, allowed in _SETTINGS.items():
        stated = getattr(adapter, name)
        for value in (stated,) if isinstance(stated, str) else stated:
            yield from _one_of(adapter, name, value, allowed)
    for level, action in adapter.gate.items():
        yield from _one_of(adapter, "gate", level, _LEVELS)
        yield from _one_of(adapter, "gate", action, _ACTIONS)
    if isinstance(adapter.run_on, str):
        yield Error(
            f"{_named(adapter, 'run_on')} = {adapter.run_on!r} is no tuple.", hint=f'Write ("{adapter.run_on}",).',
            obj=adapter.model, id="annotations.E007",
        )


def _one_of(adapter: ArticleAdapter, name: str, value: object, allowed: tuple[str, ...]) -> Iterator[CheckMessage]:
    if value not in allowed:
        yield Error(
            f"{_named(adapter, name)}: {value!r} is not one of {', '.join(allowed)}.",
            hint=did_you_mean(str(value), allowed), obj=adapter.model, id="annotations.E007",
        )


def _jurisdictions(adapter: ArticleAdapter) -> Iterator[CheckMessage]:
    if not isinstance(adapter.jurisdictions, tuple | list):
        return
    for code in adapter.jurisdictions:
        if not is_known(code):
            meant = meant_by(code)
            yield Error(
                f"{_named(adapter, 'jurisdictions')}: {code!r} is no ISO 3166-1 code, nor EU.",
                hint=f"Did you mean '{meant}'?" if meant else None, obj=adapter.model, id="annotations.E008",
            )


def _reads_every_row(adapter: ArticleAdapter) -> Iterator[CheckMessage]:
    own = type(adapter).get_live_queryset is not ArticleAdapter.get_live_queryset
    known = adapter.goes_by_date and (adapter.field_of("published_at") or adapter.published_at is None)
    if PUBLISH in adapter.run_on and not own and not known:
        yield Warning(
            f"{type(adapter).__name__} does not say which rows are live: `annotations reconcile` reads all of them.",
            hint="Write get_live_queryset(self), with an index behind it.", obj=adapter.model, id="annotations.W003",
        )


_CHECKS: tuple[Callable[[ArticleAdapter], Iterator[CheckMessage]], ...] = (
    _model, _targets, _body, _body_format, _going_live, _unknown_names, _settings, _jurisdictions, _reads_every_row,
)
