"""The database itself refuses to change, delete or empty the audit trail (SQLite and PostgreSQL).

Databases of a test run are left without, since test runners empty all tables after a test with transactions of its own;
``protect`` and ``unprotect`` are there for tests that want it.
"""

from typing import Any

from django.core import mail
from django.db import migrations

_SQLITE = (
    """CREATE TRIGGER annotations_event_no_update BEFORE UPDATE ON annotations_event
       BEGIN SELECT RAISE(ABORT, 'annotations: events are append-only'); END""",
    """CREATE TRIGGER annotations_event_no_delete BEFORE DELETE ON annotations_event
       BEGIN SELECT RAISE(ABORT, 'annotations: events are append-only'); END""",
    # INSERT OR REPLACE takes rows away without telling the trigger on DELETE.
    """CREATE TRIGGER annotations_event_no_replace BEFORE INSERT ON annotations_event
       WHEN EXISTS (SELECT 1 FROM annotations_event WHERE id = NEW.id)
         OR EXISTS (SELECT 1 FROM annotations_event WHERE sequence = NEW.sequence AND channel_id IS NEW.channel_id)
       BEGIN SELECT RAISE(ABORT, 'annotations: events are append-only'); END""",
    """CREATE TRIGGER annotations_chainhead_no_replace BEFORE INSERT ON annotations_chainhead
       WHEN EXISTS (SELECT 1 FROM annotations_chainhead WHERE id = NEW.id OR channel_id IS NEW.channel_id)
       BEGIN SELECT RAISE(ABORT, 'annotations: the end of a chain is kept'); END""",
    """CREATE TRIGGER annotations_chainhead_no_delete BEFORE DELETE ON annotations_chainhead
       BEGIN SELECT RAISE(ABORT, 'annotations: the end of a chain is kept'); END""",
    """CREATE TRIGGER annotations_chainhead_counts_on BEFORE UPDATE ON annotations_chainhead
       WHEN NEW.sequence <> OLD.sequence + 1 OR NEW.channel_id IS NOT OLD.channel_id
       BEGIN SELECT RAISE(ABORT, 'annotations: the end of a chain counts on by one'); END""",
)
_SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS annotations_event_no_update",
    "DROP TRIGGER IF EXISTS annotations_event_no_delete",
    "DROP TRIGGER IF EXISTS annotations_event_no_replace",
    "DROP TRIGGER IF EXISTS annotations_chainhead_no_replace",
    "DROP TRIGGER IF EXISTS annotations_chainhead_no_delete",
    "DROP TRIGGER IF EXISTS annotations_chainhead_counts_on",
)
_POSTGRESQL = (
    """CREATE FUNCTION annotations_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'annotations: % of % is refused, it is append-only', TG_OP, TG_TABLE_NAME; END $$""",
    """CREATE TRIGGER annotations_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON annotations_event
       FOR EACH STATEMENT EXECUTE FUNCTION annotations_refuse()""",
    """CREATE TRIGGER annotations_chainhead_kept BEFORE DELETE OR TRUNCATE ON annotations_chainhead
       FOR EACH STATEMENT EXECUTE FUNCTION annotations_refuse()""",
    """CREATE TRIGGER annotations_chainhead_counts_on BEFORE UPDATE ON annotations_chainhead FOR EACH ROW
       WHEN (NEW.sequence <> OLD.sequence + 1 OR NEW.channel_id IS DISTINCT FROM OLD.channel_id)
       EXECUTE FUNCTION annotations_refuse()""",
)
_POSTGRESQL_BACK = (
    "DROP TRIGGER IF EXISTS annotations_event_append_only ON annotations_event",
    "DROP TRIGGER IF EXISTS annotations_chainhead_kept ON annotations_chainhead",
    "DROP TRIGGER IF EXISTS annotations_chainhead_counts_on ON annotations_chainhead",
    "DROP FUNCTION IF EXISTS annotations_refuse()",
)


def protect(connection: Any) -> None:
    """Creates the triggers; where they are there already, creates them anew."""
    unprotect(connection)
    _run(connection, {"sqlite": _SQLITE, "postgresql": _POSTGRESQL})


def unprotect(connection: Any) -> None:
    """Drops the triggers."""
    _run(connection, {"sqlite": _SQLITE_BACK, "postgresql": _POSTGRESQL_BACK})


def _run(connection: Any, statements: dict[str, tuple[str, ...]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements.get(connection.vendor, ()):
            cursor.execute(statement)


def _protect(apps: Any, schema_editor: Any) -> None:
    if not hasattr(mail, "outbox"):
        # Only a test environment has an outbox (django.test.utils.setup_test_environment).
        protect(schema_editor.connection)


def _unprotect(apps: Any, schema_editor: Any) -> None:
    unprotect(schema_editor.connection)


class Migration(migrations.Migration):
    """Triggers on the tables of events and of the ends of chains."""

    dependencies = (("annotations", "0002_flag_lives"),)

    operations = (migrations.RunPython(_protect, _unprotect, elidable=False),)
