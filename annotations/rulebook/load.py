"""Loads packs: a folder with ``rules*.yaml``, or a single file; shipped packs by name.

``rules.yaml`` (or the first file of the folder) says which pack it is; further files hold ``rules`` only,
``sources*.yaml`` the terms of partners, ``words*.yaml`` what rules say to people in another language.
A pack is taken whole or refused whole, with everything that is wrong with it at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from annotations.engine.article import Article
from annotations.engine.policy import Policy
from annotations.engine.register import RegisterValue
from annotations.engine.rulebook import Pack, Rule, RuleCase
from annotations.rulebook.problems import Problem, RulebookError, did_you_mean, first_of_file, quoted
from annotations.rulebook.refusals import problem_at, problems_of
from annotations.rulebook.sources import with_sources
from annotations.rulebook.strict_yaml import Location, Tree, read_yaml
from annotations.rulebook.topics import unknown_names, with_named
from annotations.rulebook.words import with_words

PACKS = Path(__file__).resolve().parent.parent / "packs"
"""The packs that are shipped, one folder each."""

_MAIN_FILE = "rules.yaml"


class MoreRules(RegisterValue):
    """A further file of a pack."""

    rules: Annotated[tuple[Rule, ...], Field(strict=False)]


@dataclass(frozen=True, slots=True)
class RulePlace:
    """Where a rule and its cases stand."""

    file: str
    line: int
    column: int
    case_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack, where it comes from, and where each of its rules stands, by rule id."""

    path: Path
    pack: Pack
    places: Mapping[str, RulePlace] = field(repr=False)


def shipped_packs() -> tuple[str, ...]:
    """Names of the packs that come with the product, in order."""
    if not PACKS.is_dir():
        return ()
    return tuple(sorted(folder.name for folder in PACKS.iterdir() if any(folder.glob("rules*.yaml"))))


def load_pack(path: Path) -> Pack:
    """The pack in a folder or a file.

    Raises:
        RulebookError: with all that is wrong with it.
    """
    return read_pack(path).pack


def load_packs(names_or_paths: Sequence[str | Path] | None = None) -> tuple[Pack, ...]:
    """The packs asked for, in that order; all that are shipped when nothing is asked for.

    A shipped pack's name goes before a folder of that name: write ``./ru`` for the folder.

    Raises:
        RulebookError: with all that is wrong with any of them.
    """
    return tuple(loaded.pack for loaded in read_packs(names_or_paths))


def read_packs(names_or_paths: Sequence[str | Path] | None = None) -> tuple[LoadedPack, ...]:
    """As ``load_packs``, with the places of the rules."""
    loaded: list[LoadedPack] = []
    problems: list[Problem] = []
    for asked in shipped_packs() if names_or_paths is None else names_or_paths:
        try:
            loaded.append(read_pack(_path_of(asked)))
        except RulebookError as error:
            problems.extend(error.problems)
    places = [(rule.id, pack.places[rule.id]) for pack in loaded for rule in pack.pack.rules]
    problems.extend(_given_twice(places))
    if problems:
        raise RulebookError(problems)
    return tuple(loaded)


def read_pack(path: Path) -> LoadedPack:
    """As ``load_pack``, with the places of the rules."""
    problems: list[Problem] = []
    trees: list[Tree] = []
    parts: list[Pack | MoreRules] = []
    for number, file in enumerate(_files_of(path)):
        try:
            trees.append(read_yaml(file))
            parts.append(_validated(trees[-1], MoreRules if number else Pack))
        except RulebookError as error:
            problems.extend(error.problems)
    places = [place for tree in trees for place in _places(tree)]
    problems.extend(_given_twice(places))
    if not problems:
        main = next((part for part in parts if isinstance(part, Pack)), None)
        for tree, part in zip(trees, parts, strict=True):
            problems.extend(unknown_names(tree, part.rules, main))
    if problems:
        raise RulebookError(problems)
    first = parts[0]
    assert isinstance(first, Pack)
    rules = tuple(rule for part in parts for rule in part.rules)
    whole = with_words(with_named(first.model_copy(update={"rules": rules})), path)
    return LoadedPack(path, with_sources(whole, path), dict(places))


def _path_of(asked: str | Path) -> Path:
    if isinstance(asked, str):
        shipped = shipped_packs()
        if asked in shipped:
            return PACKS / asked
        if not os.path.exists(asked):
            hint = did_you_mean(asked, shipped) or f"; shipped packs: {', '.join(shipped) or 'none'}"
            message = f"no pack and no path {quoted(asked)}{hint}"
            raise RulebookError([Problem(asked, 0, 0, "unknown_pack", message)])
    return Path(asked)


def _files_of(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(path.glob("rules*.yaml"), key=lambda file: (file.name != _MAIN_FILE, file.name))
    if not found:
        raise RulebookError([Problem(str(path), 1, 1, "empty", f"{path.name} holds no rules*.yaml")])
    return found


def _validated(tree: Tree, model: type[Pack | MoreRules]) -> Pack | MoreRules:
    """The file's content as a value; the rules' own cases are looked into as well."""
    if not _holds_rules(tree.data):
        raise RulebookError([problem_at(tree, ("rules",), "empty", f"{Path(tree.file).name} holds no rules")])
    try:
        part = model.model_validate(tree.data)
    except ValidationError as error:
        raise RulebookError(first_of_file(problems_of(error, tree, model=model))) from None
    problems = first_of_file(_case_problems(tree, part.rules))
    if problems:
        raise RulebookError(problems)
    return part


def _holds_rules(data: Any) -> bool:
    """False for a file that says nothing, or has nothing to load; what is not even keys is for the schema."""
    parts = ("rules", "wordings", "sources", "owners")
    return any(data.get(key) for key in parts) if isinstance(data, dict) else bool(data)


def _case_problems(tree: Tree, rules: Iterable[Rule]) -> Iterator[Problem]:
    for index, rule in enumerate(rules):
        for number, case in enumerate(rule.cases):
            at: Location = ("rules", index, "cases", number)
            try:
                case.as_article()
            except ValidationError as error:
                yield from problems_of(error, tree, model=Article, at=(*at, "article"))
            try:
                case.known_articles()
            except ValidationError as error:
                yield from problems_of(error, tree, model=Article, at=(*at, "known"))
            try:
                policy_of(case)
            except ValidationError as error:
                yield from problems_of(error, tree, model=Policy, at=(*at, "policy"))


def policy_of(case: RuleCase) -> Policy:
    """The settings that a case overrides; their values may be texts, as rule files have them."""
    return Policy.model_validate(case.policy, strict=False)


def _places(tree: Tree) -> Iterator[tuple[str, RulePlace]]:
    """Ids of the rules of a file, and where they stand; of a file that is refused for other reasons as well."""
    rules = tree.data.get("rules") if isinstance(tree.data, dict) else None
    for index, rule in enumerate(rules if isinstance(rules, list) else ()):
        rule_id = rule.get("id") if isinstance(rule, dict) else None
        if isinstance(rule_id, str):
            place, cases = tree.place(("rules", index, "id")), rule.get("cases")
            count = len(cases) if isinstance(cases, list) else 0
            lines = tuple(tree.place(("rules", index, "cases", number)).line for number in range(count))
            yield rule_id, RulePlace(tree.file, place.line, place.column, lines)


def _given_twice(places: Sequence[tuple[str, RulePlace]]) -> Iterator[Problem]:
    first: dict[str, RulePlace] = {}
    for rule_id, place in places:
        other = first.setdefault(rule_id, place)
        if other is not place:
            message = f"rule id {quoted(rule_id)} also at {other.file}:{other.line}"
            yield Problem(place.file, place.line, place.column, "duplicate_id", message)
