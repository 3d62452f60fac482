"""Bringing a database to the schema this version of the code needs."""

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

MIGRATIONS_LOCK = 7_206_530_600  # any number, the same in every process


def upgrade(engine: Engine) -> tuple[str, ...]:
    """Migrate to the newest revision, one process at a time; returns the revisions applied."""
    with engine.connect() as connection:
        before = set(pending(connection))
        _run(connection)
        return tuple(sorted(before - set(pending(connection))))


def pending(connection: Connection) -> tuple[str, ...]:
    """The revisions this database still lacks, oldest first."""
    with as_file(files("workflow.store") / "migrations") as folder:
        script = ScriptDirectory(str(folder))
        applied = {
            revision.revision
            for head in MigrationContext.configure(connection).get_current_heads()
            for revision in script.iterate_revisions(head, "base")
        }
        everything = [revision.revision for revision in script.walk_revisions()]
    return tuple(sorted(set(everything) - applied))


def _run(connection: Connection) -> None:
    with as_file(files("workflow.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
