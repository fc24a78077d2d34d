"""Looks at start-up whether the path of a role leads anywhere on the model, without an object to try it on."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.core.exceptions import FieldDoesNotExist
from django.db import models


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """Where a path ends too early: ``model`` has nothing called ``name``, or cannot give it."""

    model: type[models.Model]
    name: str
    why: str
    hint: str


def dead_end(model: type[models.Model], path: str) -> DeadEnd | None:
    """The first part of a dotted path that does not exist; ``None`` where it does, or nobody can tell before."""
    current: type[models.Model] | None = model
    for name in path.split("."):
        if current is None:
            return None
        if name != "pk" and not hasattr(current, name) and not _is_field(current, name):
            return DeadEnd(current, name, _NOTHING.format(label=current._meta.label, name=name), _meant(current, path))
        problem = _needs_arguments(current, name)
        if problem is not None:
            return problem
        current = _related(current, name)
    return None


_NOTHING = "{label} has no field, property or method '{name}'"


def _is_field(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _related(model: type[models.Model], name: str) -> type[models.Model] | None:
    """The model at the other end of a relation; ``None`` for what is no relation to one object."""
    for field in model._meta.get_fields():
        reverse = getattr(field, "get_accessor_name", None)
        if name in (field.name, reverse() if reverse is not None else None):
            other = field.related_model
            one = field.many_to_one or field.one_to_one
            return other if one and isinstance(other, type) else None
    return None


def _needs_arguments(model: type[models.Model], name: str) -> DeadEnd | None:
    found = inspect.getattr_static(model, name, None)
    if not inspect.isfunction(found):
        return None
    required = [
        parameter.name
        for parameter in list(inspect.signature(found).parameters.values())[1:]
        if parameter.default is parameter.empty
        and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    ]
    if not required:
        return None
    why = f"{model._meta.label}.{name}() needs {', '.join(required)}; a role calls a method without arguments"
    return DeadEnd(model, name, why, "Work the value out in a method get_<role>(self, obj) of the adapter.")


def _meant(model: type[models.Model], path: str) -> str:
    name = path.split(".")[0]
    if "__" in path and dead_end(model, path.replace("__", ".")) is None:
        return f"Did you mean '{path.replace('__', '.')}'?"
    last = path.split(".")[-1] if not hasattr(model, name) else name
    return did_you_mean(last, names_of(model))


def names_of(model: type[models.Model]) -> list[str]:
    """What a role of the model may be mapped to: its fields and its own properties and methods."""
    fields = [field.name for field in model._meta.get_fields()]
    own = [
        name
        for ancestor in model.__mro__
        if issubclass(ancestor, models.Model) and ancestor is not models.Model
        for name in vars(ancestor)
        if not name.startswith("_")
    ]
    return sorted({*fields, *own} - {"objects", "DoesNotExist", "MultipleObjectsReturned", "Meta"})


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``Did you mean 'title'?``, or what there is to choose from."""
    names = list(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?"
    listed = ", ".join(names[:12])
    return f"There is: {listed}{', …' if len(names) > 12 else ''}."
