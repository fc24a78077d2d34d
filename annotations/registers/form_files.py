"""Files in which a newsroom puts forms of names right: ``names: [{name, add, never}]`` in YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, model_validator

from annotations.engine.article import Text
from annotations.engine.language.corrections import Correction, Corrections, is_written
from annotations.engine.lexicon.build import ways_to_write
from annotations.engine.refusal import refusal
from annotations.engine.register import Entity, RegisterValue, Texts
from annotations.engine.words import folded_words
from annotations.intake.problems import Problem
from annotations.rulebook.problems import Problem as Refused
from annotations.rulebook.problems import RulebookError, first_of_file, quoted
from annotations.rulebook.refusals import problem_at, problems_of
from annotations.rulebook.strict_yaml import Tree, read_yaml


class NamePutRight(RegisterValue):
    """What is said of one name, by its value in a register."""

    name: Text
    add: Texts = ()
    """Forms that are looked for beside those worked out."""
    never: Texts = ()
    """Forms that are not looked for."""

    @model_validator(mode="after")
    def _something(self) -> NamePutRight:
        if not (self.add or self.never):
            raise refusal("forms", "state add or never")
        for form in (*self.add, *self.never):
            if not folded_words(form):
                raise refusal("forms", f"the form {form!r} holds no word")
        both = set(map(folded_words, self.add)) & set(map(folded_words, self.never))
        if both:
            raise refusal("forms", f"both in add and in never: {' '.join(sorted(both)[0])}")
        return self


class _File(RegisterValue):
    names: Annotated[tuple[NamePutRight, ...], Field(strict=False)]


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file that has been read, with the line of each name."""

    path: str
    names: tuple[NamePutRight, ...]
    lines: tuple[int, ...]


def read_forms(path: str) -> FormFile:
    """The corrections in a file.

    Raises:
        RulebookError: with all that is wrong with it.
    """
    tree = read_yaml(Path(path))
    try:
        file = _File.model_validate(tree.data)
    except ValidationError as error:
        raise RulebookError(first_of_file(problems_of(error, tree, model=_File))) from None
    problems = list(_given_twice(tree, file.names))
    if not file.names:
        problems = [problem_at(tree, ("names",), "empty", f"{Path(path).name} holds no names")]
    if problems:
        raise RulebookError(first_of_file(problems))
    lines = tuple(tree.place(("names", index, "name")).line for index in range(len(file.names)))
    return FormFile(path, file.names, lines)


def corrections_of(files: Sequence[FormFile], entities: Iterable[Entity]) -> Corrections:
    """What the files say together of the names of ``entities``.

    What is added is another way to write the name itself; what is never looked for is taken out of every name of
    whoever bears it, be it listed twice, in full and without the patronymic.
    """
    rows = [row for file in files for row in file.names]
    bearers = _bearers(rows, entities)
    found: dict[str, Correction] = {}
    for row in rows:
        _unite(found, row.name, Correction.of(added=row.add))
        for value in sorted({name.value for entity in bearers.get(row.name, ()) for name in entity.names}):
            _unite(found, value, Correction.of(never=row.never))
    return found


def _unite(found: dict[str, Correction], value: str, said: Correction) -> None:
    found[value] = found[value].united(said) if value in found else said


def _bearers(rows: Iterable[NamePutRight], entities: Iterable[Entity]) -> dict[str, list[Entity]]:
    """For the name of each row the entities that have it."""
    wanted = {row.name for row in rows}
    found: dict[str, list[Entity]] = {}
    for entity in entities if wanted else ():
        for value in wanted.intersection(name.value for name in entity.names):
            found.setdefault(value, []).append(entity)
    return found


def unused(files: Sequence[FormFile], entities: Iterable[Entity]) -> Iterator[Problem]:
    """Warnings about rows that change nothing: a name that no entity bears, or a form in ``never`` that is not looked
    for anyway."""
    bearers = _bearers([row for file in files for row in file.names], entities)
    for file in files:
        for row, line in zip(file.names, file.lines, strict=True):
            ways = [way for entity in bearers.get(row.name, ()) for _, way, _ in ways_to_write(entity)]
            if not ways:
                message = f"no entity has the name {quoted(row.name)}"
                yield Problem(file.path, "unknown_name", message, line, severity="warning")
            for form in row.never if ways else ():
                if not any(is_written(way, folded_words(form)) for way in ways):
                    message = f"{quoted(form)} is no form of {quoted(row.name)}"
                    yield Problem(file.path, "unknown_form", message, line, severity="warning")


def _given_twice(tree: Tree, names: Sequence[NamePutRight]) -> Iterator[Refused]:
    seen: set[str] = set()
    for index, row in enumerate(names):
        if row.name in seen:
            yield problem_at(tree, ("names", index, "name"), "duplicate_id", f"name {quoted(row.name)} is given twice")
        seen.add(row.name)
