"""Loads the words of claims: one file a language in ``annotations/wordings``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from annotations.engine.notices.wordings import Wordings
from annotations.rulebook.problems import Problem, RulebookError
from annotations.rulebook.refusals import problems_of
from annotations.rulebook.strict_yaml import read_yaml

WORDINGS = Path(__file__).resolve().parent.parent / "wordings"


@lru_cache(maxsize=1)
def shipped_wordings() -> tuple[Wordings, ...]:
    """The words of every language that comes with the product, in the order of their file names.

    Raises:
        RulebookError: when a file is wrong, or none is there: without words no notice would ever be recognised.
    """
    found = tuple(load_wordings(path) for path in sorted(WORDINGS.glob("*.yaml")))
    if not found:
        raise RulebookError([Problem(str(WORDINGS), 0, 0, "empty", "holds no wordings; install the package again")])
    return found


def load_wordings(path: Path) -> Wordings:
    """The words of one language.

    Raises:
        RulebookError: with all that is wrong with the file.
    """
    tree = read_yaml(path)
    try:
        return Wordings.model_validate(tree.data)
    except ValidationError as error:
        raise RulebookError(problems_of(error, tree, model=Wordings)) from None
