"""Entities between the file and the database: each once, with its line and digest, compared with what is live.

Kept in a temporary database, so that a register of millions needs no more memory than one of thousands.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotations.engine.register import Entity, digest_of
from annotations.registers.chunks import chunks
from annotations.registers.temporary import temporary_database
from annotations.registers.union import united

_AT_ONCE = 1000
_CHANGED = (
    "SELECT r.id AS id, l.digest AS before, r.payload AS after FROM rows r LEFT JOIN live l ON l.id = r.id"
    " WHERE l.digest IS NULL OR l.digest <> r.digest"
    " UNION ALL SELECT l.id, l.digest, NULL FROM live l LEFT JOIN rows r ON r.id = l.id WHERE r.id IS NULL"
)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """One id that two rows bear, with other names."""

    id: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Changed:
    """An entity that is not as it is live: its digest there, and what it is now; ``None`` where it is not."""

    id: str
    before: str | None
    after: str | None
    """The canonical JSON."""


class Staging:
    """The entities of one file, in its order."""

    def __init__(self) -> None:
        self._database: sqlite3.Connection = temporary_database()
        self._database.execute(
            "CREATE TABLE rows (place INTEGER PRIMARY KEY, id TEXT NOT NULL, line INTEGER NOT NULL,"
            " digest TEXT NOT NULL, payload TEXT NOT NULL, derived INTEGER NOT NULL)"
        )
        self._database.execute("CREATE TABLE live (id TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID")

    def add(self, rows: Iterable[tuple[int, Entity, bool]]) -> None:
        """Takes entities with their lines; the last value says that the id was made of the name."""
        for some in chunks(rows, _AT_ONCE):
            self._database.executemany(
                "INSERT INTO rows (id, line, digest, payload, derived) VALUES (?, ?, ?, ?, ?)",
                (self._row(*row) for row in some),
            )
        self._database.execute("CREATE INDEX IF NOT EXISTS rows_by_id ON rows (id)")

    @staticmethod
    def _row(line: int, entity: Entity, derived: bool) -> tuple[str, int, str, str, bool]:
        canonical = entity.canonical
        return entity.id, line, digest_of(canonical), canonical, derived

    def merge(self) -> list[Duplicate]:
        """Makes one entity of rows that bear one id: of a name, or stated with the very same names.

        Gives those ids that are stated twice with other names; they are left as they are.
        """
        wrong: list[Duplicate] = []
        cursor = self._database.execute("SELECT id FROM rows GROUP BY id HAVING count(*) > 1 ORDER BY min(place)")
        for (key,) in cursor.fetchall():
            rows = self._database.execute(
                "SELECT place, line, payload, derived FROM rows WHERE id = ? ORDER BY place", (key,)
            ).fetchall()
            entities = [Entity.model_validate_json(payload) for _, _, payload, _ in rows]
            alike = all(derived for *_, derived in rows) or all(row.names == entities[0].names for row in entities)
            if not alike:
                wrong.append(Duplicate(key, rows[0][1], rows[1][1]))
                continue
            whole = entities[0]
            for other in entities[1:]:
                whole = united(whole, other)
            self._replace(rows[0][0], [place for place, *_ in rows[1:]], whole)
        return wrong

    def _replace(self, place: int, others: Sequence[int], entity: Entity) -> None:
        canonical = entity.canonical
        self._database.execute(
            "UPDATE rows SET digest = ?, payload = ? WHERE place = ?", (digest_of(canonical), canonical, place)
        )
        self._database.executemany("DELETE FROM rows WHERE place = ?", [(other,) for other in others])

    def put(self, entity: Entity) -> None:
        """Takes an entity in place of that with its id; one that the file does not hold is of no line."""
        canonical = entity.canonical
        digest = digest_of(canonical)
        changed = self._database.execute(
            "UPDATE rows SET digest = ?, payload = ? WHERE id = ?", (digest, canonical, entity.id)
        )
        if not changed.rowcount:
            said = "INSERT INTO rows (id, line, digest, payload, derived) VALUES (?, 0, ?, ?, 0)"
            self._database.execute(said, (entity.id, digest, canonical))

    def __len__(self) -> int:
        (count,) = self._database.execute("SELECT count(*) FROM rows").fetchone()
        return int(count)

    @property
    def count_in_file(self) -> int:
        """Entities that the file itself holds."""
        (count,) = self._database.execute("SELECT count(*) FROM rows WHERE line > 0").fetchone()
        return int(count)

    def entities(self) -> Iterator[Entity]:
        """All of them, in the order of the file."""
        for (payload,) in self._database.execute("SELECT payload FROM rows ORDER BY place"):
            yield Entity.model_validate_json(payload)

    def lines(self) -> dict[str, int]:
        """Where each id stands."""
        return dict(self._database.execute("SELECT id, line FROM rows ORDER BY place"))

    def last(self) -> str:
        """The id of the last entity of the file."""
        found = self._database.execute("SELECT id FROM rows WHERE line > 0 ORDER BY place DESC LIMIT 1").fetchone()
        return str(found[0]) if found else ""

    def compare(self, live: Iterable[tuple[str, str]]) -> None:
        """Takes what is live, id and digest; answers to ``changed`` and ``counts`` are about that from now on."""
        self._database.execute("DELETE FROM live")
        for some in chunks(live, _AT_ONCE):
            self._database.executemany("INSERT OR REPLACE INTO live VALUES (?, ?)", some)

    def count_live(self) -> int:
        (count,) = self._database.execute("SELECT count(*) FROM live").fetchone()
        return int(count)

    def changed(self) -> Iterator[Changed]:
        """Every entity that came, went or is another, by id."""
        for row in self._database.execute(f"{_CHANGED} ORDER BY 1"):
            yield Changed(*row)

    def differing(self) -> Iterator[Changed]:
        """The same but for those that came, to be asked for while rows are put: found before the first is given."""
        self._database.execute("DROP TABLE IF EXISTS differing")
        self._database.execute(f"CREATE TABLE differing AS SELECT * FROM ({_CHANGED}) WHERE before IS NOT NULL")  # noqa: S608
        for row in self._database.execute("SELECT id, before, after FROM differing ORDER BY id"):
            yield Changed(*row)

    def count_added(self) -> int:
        """Entities that are not live in any form."""
        said = "SELECT count(*) FROM rows r LEFT JOIN live l ON l.id = r.id WHERE l.id IS NULL"
        return int(self._database.execute(said).fetchone()[0])

    def coming(self) -> Iterator[tuple[str, str, str]]:
        """Id, digest and canonical JSON of each entity that is not live as it is, in the order of the file."""
        cursor = self._database.execute(
            "SELECT r.id, r.digest, r.payload FROM rows r LEFT JOIN live l ON l.id = r.id"
            " WHERE l.digest IS NULL OR l.digest <> r.digest ORDER BY r.place"
        )
        yield from cursor

    def is_new(self, key: str) -> bool:
        """Whether nothing of this id is live."""
        return self._database.execute("SELECT 1 FROM live WHERE id = ?", (key,)).fetchone() is None

    def going(self) -> Iterator[str]:
        """The digest of each live entity that is not in the file, or not as it is live."""
        cursor = self._database.execute(
            "SELECT l.digest FROM live l LEFT JOIN rows r ON r.id = l.id WHERE r.id IS NULL OR r.digest <> l.digest"
        )
        for (digest,) in cursor:
            yield digest

    def close(self) -> None:
        self._database.close()
