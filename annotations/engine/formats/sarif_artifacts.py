"""The artifacts of a SARIF run: files, and the fields inside them."""

from __future__ import annotations

from typing import Any

from annotations.engine.formats.place import Places
from annotations.engine.formats.uri import field_path, file_uri


class Artifacts:
    """Collects each artifact once. A location carries the artifact's index in ``rows``."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._index: dict[tuple[str, str], int] = {}

    def file(self, where: Places) -> dict[str, Any]:
        """The location of the article's file."""
        uri = file_uri(where.file)
        return self._location((uri, ""), {"location": {"uri": uri}, "roles": ["analysisTarget"]})

    def field(self, where: Places, name: str) -> dict[str, Any]:
        """The location of a field as a thing to edit: the file where the field is the file, else what is nested."""
        parent = self.file(where)
        if where.is_file(name):
            return parent
        path = field_path(where.article_id, name) if where.in_container else field_path(name)
        row = {"location": {"uri": path}, "parentIndex": parent["index"]}
        return self._location((parent["uri"], path), row)

    def _location(self, key: tuple[str, str], row: dict[str, Any]) -> dict[str, Any]:
        if key not in self._index:
            self._index[key] = len(self.rows)
            self.rows.append(row)
        return {"uri": row["location"]["uri"], "index": self._index[key]}
