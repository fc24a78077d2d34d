"""The files of a language's catalogue, ``annotations/localization/<language>/``, and the words of the packs' rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotations.engine.rulebook import Rule
from annotations.localization.catalogue import FIRST, SENTENCES, Catalogue, Forms, Group, Phrase
from annotations.localization.template import Template
from annotations.rulebook.strict_yaml import read_yaml

_ROOT = Path(__file__).resolve().parent
_PHRASES = "phrases.yaml"


def languages() -> frozenset[str]:
    """Those that there is a catalogue in, beside the engine's own."""
    return frozenset(folder.name for folder in _ROOT.iterdir() if (folder / _PHRASES).is_file())


def read_catalogue(language: str, rules: Iterable[Rule] = ()) -> Catalogue:
    """The catalogue of a language, with what ``rules`` say in it.

    Raises:
        RulebookError: when a file cannot be read.
    """
    folder = _ROOT / language
    sentences = [row for path in sorted(folder.glob("*.yaml")) if path.name != _PHRASES for row in read_yaml(path).data]
    spoken = {SENTENCES: _group([{"en": row["en"], FIRST: row[language]} for row in sentences])}
    pieces = {name: _of_phrases(data) for name, data in read_yaml(folder / _PHRASES).data.items()}
    return Catalogue(_with_rules(spoken | pieces, language, rules))


def _of_phrases(data: Mapping[str, Any]) -> Group:
    return _group(data["phrases"], data.get("list") or (), data.get("joined") or "")


def _group(rows: Sequence[Mapping[str, str]], separators: Sequence[str] = (), joined: str = "") -> Group:
    """Sentences may be folded over lines: white space counts once."""
    read = [(Template.of(_one_line(row["en"])), _forms(row)) for row in rows]
    phrases = [
        Phrase(template, {form: Template.of(text) for form, text in forms.items()})
        for template, forms in read if template.slots
    ]  # fmt: skip
    fixed = {template.words[0]: forms for template, forms in read if not template.slots}
    return Group(fixed, tuple(phrases), tuple(separators), joined)


def _forms(row: Mapping[str, str]) -> Forms:
    return {name: _one_line(text) for name, text in row.items() if name != "en"}


def _one_line(text: str) -> str:
    lines = text.rstrip("\n").splitlines()
    return " ".join(lines) if len(lines) > 1 else text.rstrip("\n")


def _with_rules(groups: Mapping[str, Group], language: str, rules: Iterable[Rule]) -> dict[str, Group]:
    """``asks``: what rules ask for; ``demanded``: the same as a sentence; ``parts``; and the basis as a sentence."""
    known: dict[str, dict[str, Forms]] = {}
    for rule in rules:
        for name, said, told in _said_by(rule, language):
            if said and told:
                known.setdefault(name, {})[said] = {FIRST: told}
    merged = dict(groups)
    for name, fixed in known.items():
        group = merged.get(name, Group())
        merged[name] = Group({**fixed, **group.fixed}, group.phrases, group.separators, group.joined)
    return merged


def _said_by(rule: Rule, language: str) -> Iterator[tuple[str, str, str]]:
    """Group, words as the engine puts them into a sentence, and the same in the other language."""
    words = rule.words.get(language)
    if words is None:
        return
    asks, told = rule.asks or _small(rule.title), words.asks or _small(words.title)
    untold = f"what the rule asks for ({_small(rule.title)})"
    yield "asks", rule.asks or untold, words.asks or f"«{words.title}»"
    yield "demanded", _large(asks), _large(told)
    yield SENTENCES, rule.basis.cite, words.cite
    for name, part in words.parts.items():
        yield "parts", name, part


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]
