"""The sentences that stand in the engine's source, without what is filled in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from annotations.engine import check

ENGINE = Path(check.__file__).parent
FOR_DEVELOPERS = frozenset({"cases.py", "pattern.py", "template.py"})
"""What is said to writers of rules and of cases, where they write."""
FEWEST = 3
"""Words of a stretch that is looked for."""


def stretches() -> Iterator[tuple[str, str]]:
    """Each with the file that it stands in; texts of exceptions, formats and documentation left out."""
    for path in sorted(ENGINE.rglob("*.py")):
        if path.name in FOR_DEVELOPERS or "formats" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for text in _texts(tree):
            yield from ((path.name, piece.strip(" .,;:“”()\n")) for piece in text if len(piece.split()) >= FEWEST)


def _texts(tree: ast.AST) -> Iterator[list[str]]:
    """Constants that are no documentation, as the pieces between what is filled in."""
    skipped = {id(inner) for node in ast.walk(tree) if _is_silent(node) for inner in ast.walk(node)}
    parts = {id(value) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for value in node.values}
    for node in ast.walk(tree):
        if id(node) in skipped or id(node) in parts:
            continue
        if isinstance(node, ast.JoinedStr):
            said = "".join(str(row.value) if isinstance(row, ast.Constant) else "\0" for row in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            said = node.value
        else:
            continue
        if said.rstrip()[-1:] in {".", ":", "\0"}:
            yield _pieces(said)


def _pieces(said: str) -> list[str]:
    """Slots of ``str.format`` are filled in as well."""
    return said.replace("{name}", "\0").replace("{}", "\0").split("\0")


def _is_silent(node: ast.AST) -> bool:
    return isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
