"""What standard SQL lacks: insert unless it is there, and wait for one's turn."""

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return the database's own INSERT, which knows ON CONFLICT.

    Read who won with RETURNING: `rowcount` says nothing reliable after a conflict on PostgreSQL.
    """
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def take_turns(connection: Connection, name: str) -> None:
    """Wait until no other transaction is in its turn of that name; ours ends with ours.

    On SQLite a transaction that writes is alone from its beginning.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))
