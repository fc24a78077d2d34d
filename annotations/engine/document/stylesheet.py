"""Style sheets inside an article (``<style>``), as far as they name elements plainly.

Read are selectors of one tag, one id or one class, or a tag with either; a selector that looks at what is around an
element is left out, and so is every rule under a condition (``@media print``, a width, ``@supports``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from annotations.engine.document.css import (
    NO_DECLARATIONS,
    Declarations,
    Declared,
    declarations,
    without_comments,
)

_SELECTOR = re.compile(r"([a-z][a-z0-9-]*)?([.#][-\w\u0080-\U0010ffff]+)?\Z", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
_SHOWN_MEDIA = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*\Z", re.IGNORECASE)
_LAYER = re.compile(r"@layer\b[^{;]*\Z", re.IGNORECASE)

Cascade = dict[str, tuple[tuple[bool, bool, int, int], Declared]]


class StyleSheet:
    """What the rules declare, by selector; a later rule of the same selector goes over an earlier one."""

    def __init__(self, sources: tuple[str, ...]) -> None:
        self._rules: dict[tuple[str, str], tuple[int, dict[str, Declared]]] = {}
        for source in sources:
            for selectors, inside in _rules(without_comments(source)):
                declared = declarations(inside)
                for selector in selectors.split(",") if declared else ():
                    self._add(selector.strip(), declared)

    def __bool__(self) -> bool:
        return bool(self._rules)

    def _add(self, selector: str, declared: Declarations) -> None:
        match = _SELECTOR.match(selector)
        if match is None or not selector:
            return
        key = ((match.group(1) or "").lower(), match.group(2) or "")
        _, before = self._rules.pop(key, (0, {}))
        for name, value in declared.items():
            if not (name in before and before[name].important and not value.important):
                before[name] = value
        order = len(self._rules) if not self._rules else next(reversed(self._rules.values()))[0] + 1
        self._rules[key] = (order, before)

    def declared_for(self, tag: str, attributes: Mapping[str, str]) -> Declarations:
        """What holds for an element: its own ``style`` and the rules that name it, by importance and weight."""
        style = attributes.get("style")
        own = declarations(style) if style else NO_DECLARATIONS
        if not self._rules:
            return own
        cascade: Cascade = {}
        for key, weight in self._keys(tag, attributes):
            order, found = self._rules.get(key, (0, {}))
            for name, value in found.items():
                _put(cascade, name, value, (value.important, False, weight, order))
        for name, value in own.items():
            _put(cascade, name, value, (value.important, True, 0, 0))
        return MappingProxyType({name: value for name, (_, value) in cascade.items()})

    @staticmethod
    def _keys(tag: str, attributes: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], int]]:
        yield (tag, ""), 0
        for name in dict.fromkeys(attributes.get("class", "").split()):
            yield ("", "." + name), 1
            yield (tag, "." + name), 2
        if "id" in attributes:
            yield ("", "#" + attributes["id"]), 3
            yield (tag, "#" + attributes["id"]), 4


def _put(cascade: Cascade, name: str, value: Declared, weight: tuple[bool, bool, int, int]) -> None:
    if name not in cascade or cascade[name][0] <= weight:
        cascade[name] = (weight, value)


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and insides of the rules that hold on a screen without a condition."""
    groups: list[bool] = []
    """For each open brace whether it groups rules; what stands in any other brace is no rule of its own."""
    start = refused = 0
    selectors = ""
    for brace in _BRACE.finditer(css):
        text = css[start : brace.start()]
        start = brace.end()
        if brace.group() == "{":
            selectors = text.rpartition(";")[2].strip()
            groups.append(_SHOWN_MEDIA.match(selectors) is not None or _LAYER.match(selectors) is not None)
            refused += not groups[-1]
        elif groups:
            refused -= not groups.pop()
            if selectors and not refused and not selectors.startswith("@"):
                yield selectors, text
            selectors = ""


NO_SHEET: Final = StyleSheet(())
