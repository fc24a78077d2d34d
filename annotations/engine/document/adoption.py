"""End tags of formatting elements, misnested ones included (WHATWG HTML 13.2.6.4.7, "adoption agency")."""

from __future__ import annotations

from annotations.engine.document import elements
from annotations.engine.document.tree import Element, Tree

_ROUNDS = 8
"""The standard's limit; deeper misnesting stays as it is in every browser."""
_INNER_ROUNDS = 3


def end_formatting(tree: Tree, name: str, at: int) -> bool:
    """Closes the formatting element ``name``. False when it is to be treated as any other end tag."""
    top = tree.top
    if top.name == name and tree.formatting and tree.formatting[-1] is top:
        tree.formatting.pop()
        tree.pop(at)
        return True
    if top.name == name and top not in tree.formatting:
        tree.pop(at)
        return True
    for done in range(_ROUNDS):
        element = _last_formatting(tree, name)
        if element is None:
            return done > 0
        if element not in tree.stack:
            tree.formatting.remove(element)
            return True
        if not tree.has_in_scope(frozenset({name}), elements.SCOPE):
            return True
        if not _adopt(tree, element, at):
            return True
    return True


def _last_formatting(tree: Tree, name: str) -> Element | None:
    for entry in reversed(tree.formatting):
        if entry is None:
            return None
        if entry.name == name:
            return entry
    return None


def _adopt(tree: Tree, element: Element, at: int) -> bool:
    """One round: takes ``element`` out from below the block inside it. False when there was no such block."""
    below = tree.stack.index(element)
    block = next((index for index in range(below + 1, len(tree.stack)) if _is_special(tree.stack[index])), None)
    if block is None:
        while tree.top is not element:
            tree.pop(at)
        tree.formatting.remove(element)
        tree.pop(at)
        return False
    kept = _reopened_between(tree, below, block)
    twin = Element(element.name, element.attributes, element.rendering)
    bookmark = tree.formatting.index(element)
    del tree.formatting[bookmark]
    tree.formatting.insert(tree.formatting.index(kept[-1]) + 1 if kept else bookmark, twin)
    above = tree.stack[block + 1 :]
    furthest = tree.stack[block]
    removed = [entry for entry in tree.stack[below:block] if entry not in kept]
    tree.stack[below:] = [*kept, furthest, twin, *above]
    tree.open[twin.name] += 1
    for entry in removed:
        tree.forget(entry, at)
    tree.rerender(below)
    return True


def _reopened_between(tree: Tree, below: int, block: int) -> list[Element]:
    """The formatting elements between the two that stay around the block; others between them are closed."""
    kept: list[Element] = []
    for count, index in enumerate(range(block - 1, below, -1), 1):
        entry = tree.stack[index]
        if entry in tree.formatting and count > _INNER_ROUNDS:
            tree.formatting.remove(entry)
        elif entry in tree.formatting:
            kept.insert(0, entry)
    return kept


def _is_special(element: Element) -> bool:
    if element.foreign:
        return element.name in {"annotation-xml", "desc", "foreignobject", "mi", "mn", "mo", "ms", "mtext", "title"}
    return element.name in elements.SPECIAL
