"""Topics and sayings: those that are shipped, one file each, and which of them a pack's rules name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from annotations.engine.rulebook import Pack, Rule
from annotations.engine.topic import Saying, Topic
from annotations.rulebook.problems import Problem, RulebookError, did_you_mean, quoted
from annotations.rulebook.refusals import problem_at, problems_of
from annotations.rulebook.strict_yaml import Tree, read_yaml

_ROOT = Path(__file__).resolve().parent.parent
TOPICS = _ROOT / "topics"
SAYINGS = _ROOT / "sayings"
_Named = TypeVar("_Named", Topic, Saying)


@lru_cache(maxsize=1)
def shipped_topics() -> Mapping[str, Topic]:
    """The topics that come with the product, by id.

    Raises:
        RulebookError: when a file is wrong.
    """
    return {topic.id: topic for topic in (load_named(path, Topic) for path in sorted(TOPICS.glob("*.yaml")))}


@lru_cache(maxsize=1)
def shipped_sayings() -> Mapping[str, Saying]:
    """The sayings that come with the product, by id. Raises as ``shipped_topics`` does."""
    return {saying.id: saying for saying in (load_named(path, Saying) for path in sorted(SAYINGS.glob("*.yaml")))}


def load_named(path: Path, model: type[_Named]) -> _Named:
    """The topic or saying in a file.

    Raises:
        RulebookError: with all that is wrong with it.
    """
    tree = read_yaml(path)
    try:
        return model.model_validate(tree.data)
    except ValidationError as error:
        raise RulebookError(problems_of(error, tree, model=model)) from None


def with_named(pack: Pack) -> Pack:
    """The pack with the shipped topics and sayings that its rules name beside its own."""
    topics = {**shipped_topics(), **{topic.id: topic for topic in pack.topics}}
    sayings = {**shipped_sayings(), **{saying.id: saying for saying in pack.sayings}}
    named_topics = {name for rule in pack.rules for name in rule.topics} | {topic.id for topic in pack.topics}
    named_sayings = {name for rule in pack.rules for name in rule.sayings} | {saying.id for saying in pack.sayings}
    return pack.model_copy(
        update={
            "topics": tuple(topics[name] for name in sorted(named_topics)),
            "sayings": tuple(sayings[name] for name in sorted(named_sayings)),
        }
    )


def unknown_names(tree: Tree, rules: tuple[Rule, ...], pack: Pack | None) -> Iterator[Problem]:
    """A problem for each rule that names a topic or saying of which nobody has heard."""
    topics = shipped_topics().keys() | {topic.id for topic in (pack.topics if pack else ())}
    sayings = shipped_sayings().keys() | {saying.id for saying in (pack.sayings if pack else ())}
    for index, rule in enumerate(rules):
        for name in _left_out(rule.topics, topics):
            message = f"no topic {quoted(name)}{_nearest(name, topics)}"
            yield problem_at(tree, ("rules", index, "when"), "unknown_topic", message)
        for name in _left_out(rule.sayings, sayings):
            message = f"no saying {quoted(name)}{_nearest(name, sayings)}"
            yield problem_at(tree, ("rules", index, "require"), "unknown_saying", message)


def _left_out(names: tuple[str, ...], known: Collection[str]) -> list[str]:
    return [name for name in names if name not in known]


def _nearest(name: str, known: Collection[str]) -> str:
    return did_you_mean(name, sorted(known)) or f"; known: {', '.join(sorted(known))}"
