"""The one statement that standard SQL lacks: insert unless it is there."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return the database's own INSERT, which knows ON CONFLICT.

    Read who won with RETURNING: `rowcount` says nothing reliable after a conflict on PostgreSQL.
    """
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
