"""Terms of partners that come with a pack: the ``sources*.yaml`` of its folder, beside those of its main file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from annotations.engine.register import RegisterValue
from annotations.engine.rulebook import Pack, PackSource
from annotations.rulebook.problems import Problem, RulebookError, first_of_file, quoted
from annotations.rulebook.refusals import problem_at, problems_of
from annotations.rulebook.strict_yaml import Tree, read_yaml


class MoreSources(RegisterValue):
    """A file of terms."""

    sources: Annotated[tuple[PackSource, ...], Field(strict=False, min_length=1)]


def with_sources(pack: Pack, path: Path) -> Pack:
    """The pack with the terms of its folder.

    Raises:
        RulebookError: with all that is wrong with them.
    """
    trees = [read_yaml(file) for file in sorted(path.glob("sources*.yaml"))] if path.is_dir() else []
    parts = [(tree, _read(tree)) for tree in trees]
    sources = (*pack.sources, *(source for _, part in parts for source in part.sources))
    problems = list(_given_twice(parts, {source.id for source in pack.sources}))
    if problems:
        raise RulebookError(problems)
    return pack.model_copy(update={"sources": sources})


def _read(tree: Tree) -> MoreSources:
    try:
        return MoreSources.model_validate(tree.data)
    except ValidationError as error:
        raise RulebookError(first_of_file(problems_of(error, tree, model=MoreSources))) from None


def _given_twice(parts: list[tuple[Tree, MoreSources]], known: set[str]) -> Iterator[Problem]:
    seen = set(known)
    for tree, part in parts:
        for index, source in enumerate(part.sources):
            if source.id in seen:
                message = f"source {quoted(source.id)} is given twice in the pack"
                yield problem_at(tree, ("sources", index, "id"), "duplicate_id", message)
            seen.add(source.id)
