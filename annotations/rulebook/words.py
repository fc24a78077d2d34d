"""What rules say to people in another language: the ``words*.yaml`` of a pack's folder, one language a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import Field, ValidationError

from annotations.engine.article import Language
from annotations.engine.register import RegisterValue
from annotations.engine.rulebook import Pack, Rule, RuleId, RuleWords
from annotations.rulebook.problems import Problem, RulebookError, did_you_mean, first_of_file, quoted
from annotations.rulebook.refusals import problem_at, problems_of
from annotations.rulebook.strict_yaml import Tree, read_yaml


class PackWords(RegisterValue):
    """A file of words. ``title``: of the pack."""

    language: Language
    title: str = ""
    rules: dict[RuleId, RuleWords] = Field(default_factory=dict)


Part = tuple[Tree, PackWords]


def with_words(pack: Pack, path: Path) -> Pack:
    """The pack with the words of its folder; those that stand in a rule itself go before.

    Raises:
        RulebookError: with all that is wrong with them.
    """
    trees = [read_yaml(file) for file in sorted(path.glob("words*.yaml"))] if path.is_dir() else []
    parts = [(tree, _read(tree)) for tree in trees]
    problems = [*_unknown(parts, [rule.id for rule in pack.rules]), *_given_twice(parts)]
    if problems:
        raise RulebookError(problems)
    titles = {part.language: part.title for _, part in parts if part.title}
    rules = tuple(_with_words(rule, parts) for rule in pack.rules)
    return pack.model_copy(update={"rules": rules, "titles": titles | pack.titles})


def _with_words(rule: Rule, parts: Sequence[Part]) -> Rule:
    words = {part.language: part.rules[rule.id] for _, part in parts if rule.id in part.rules}
    return rule.model_copy(update={"words": words | rule.words}) if words else rule


def _read(tree: Tree) -> PackWords:
    try:
        return PackWords.model_validate(tree.data)
    except ValidationError as error:
        raise RulebookError(first_of_file(problems_of(error, tree, model=PackWords))) from None


def _unknown(parts: Sequence[Part], known: Sequence[str]) -> Iterator[Problem]:
    for tree, part in parts:
        for name in part.rules:
            if name not in known:
                message = f"the pack has no rule {quoted(name)}{did_you_mean(name, known)}"
                yield problem_at(tree, ("rules", name), "unknown_rule", message, key=True)


def _given_twice(parts: Sequence[Part]) -> Iterator[Problem]:
    seen: set[str] = set()
    for tree, part in parts:
        if part.language in seen:
            yield problem_at(tree, ("language",), "duplicate_language", f"words in {part.language} are given twice")
        seen.add(part.language)
