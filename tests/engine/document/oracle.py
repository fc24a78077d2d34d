"""The words of markup as other implementations have them, to compare ours with."""

from __future__ import annotations

import re

import numpy as np
from selectolax.lexbor import LexborHTMLParser

from annotations.engine.document.model import Document

_UNREADABLE = ("script", "style", "template", "noscript")
_NODE = re.compile(r"\| ( *)(.*)\Z", re.DOTALL)


def squeezed(text: str) -> str:
    return "".join(text.split())


def all_text(document: Document) -> str:
    """Displayed and hidden text in the order of the markup, without white space."""
    order = np.argsort(document.source_starts, kind="stable")
    return squeezed("".join(document.text[at] for at in order if document.source_ends[at] > document.source_starts[at]))


def lexbor_text(value: str) -> str:
    tree = LexborHTMLParser(value)
    for name in _UNREADABLE:
        for node in tree.css(name):
            node.decompose()
    return squeezed(tree.root.text(deep=True, separator="")) if tree.root else ""


def expected_text(tree: str) -> str:
    """The text of a tree as html5lib's tests write it down."""
    texts, unreadable = [], 1000
    for line in re.split(r"\n(?=\| )", tree):
        match = _NODE.match(line)
        if match is None:
            continue
        depth, node = len(match[1]), match[2]
        unreadable = 1000 if depth <= unreadable else unreadable
        if node.startswith('"') and depth < unreadable:
            texts.append(node[1:-1])
        elif node.strip("<>").split(" ")[0] in _UNREADABLE:
            unreadable = min(unreadable, depth + 1)
    return squeezed("".join(texts))
