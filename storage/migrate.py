"""Bring the tables to the version that this code expects. Alembic, configured in code."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from storage.database import LOCK_SECONDS, Database

# The newest step, named here so that a start need not load Alembic only to find nothing to do.
# A test holds it against the steps.
HEAD = "0005"
_FOLDER = Path(__file__).parent / "migrations"
# Any number will do, as long as every replica uses the same one.
_LOCK = 4_871_001
# How long a replica waits for another that is upgrading; a step may take its time.
PATIENCE_SECONDS = 300


class WrongVersion(Exception):  # noqa: N818  # a sentence for the operator
    """The tables are not of the version that this code expects."""


def current(db: Database) -> str | None:
    """Return the version of the tables, or None if there are none yet."""
    with db.looking() as connection:
        return _current(connection)


def check(db: Database) -> None:
    """Raise `WrongVersion` unless the tables are what this code expects."""
    found = current(db)
    if found == HEAD:
        return
    if found is None or found < HEAD:
        raise WrongVersion(
            f"The database is at version {found or 'none'}, this Hydrant needs {HEAD}: "
            "run `hydrant migrate`, then start again."
        )
    raise WrongVersion(
        f"The database is at version {found}, newer than this Hydrant ({HEAD}): "
        "install the newer Hydrant."
    )


def upgrade(db: Database) -> bool:
    """Bring the tables to this code's version; whether anything had to be done.

    Several replicas may call it at once: one does the work, the others wait for it.
    """
    if current(db) == HEAD:
        return False
    with _alone(db) as connection:
        found = _current(connection)
        if found == HEAD:
            return False
        if found is not None and found > HEAD:
            raise WrongVersion(f"The database is at version {found}, newer than this Hydrant.")
        _run(connection)
    return True


@contextmanager
def _alone(db: Database) -> Iterator[Connection]:
    """Begin a transaction in which nobody else upgrades; who is just doing it is waited for."""
    with db.engine.connect() as connection, _patience(db, connection), connection.begin():
        if not db.is_sqlite:
            connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            connection.execute(text("SET LOCAL lock_timeout TO DEFAULT"))
        yield connection


@contextmanager
def _patience(db: Database, connection: Connection) -> Iterator[None]:
    """Let SQLite wait longer for its write lock, which it takes as the transaction begins."""
    if not db.is_sqlite:
        yield
        return
    driver: Any = connection.connection
    driver.execute(f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout={LOCK_SECONDS * 1000}")


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return version


def _run(connection: Connection) -> None:
    # Alembic takes a fifth of a second to import, and a start that has nothing to do is common.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
