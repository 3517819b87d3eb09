"""What standard SQL lacks: insert unless it is there, and wait for one's turn."""

from functools import cache

from sqlalchemy import Connection, String, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

_TURN = select(func.pg_advisory_xact_lock(func.hashtext(bindparam("name", type_=String()))))


def insert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return the database's own INSERT, which knows ON CONFLICT.

    Read who won with RETURNING: `rowcount` says nothing reliable after a conflict on PostgreSQL.
    """
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def upsert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that replaces the row if its key is there."""
    statement = insert(dialect, table)
    facts = [column.name for column in table.c if not column.primary_key]
    return statement.on_conflict_do_update(
        index_elements=table.primary_key.columns,
        set_={name: statement.excluded[name] for name in facts},
    )


def take_turns(connection: Connection, name: str) -> None:
    """Wait until no other transaction is in its turn of that name; ours ends with ours.

    On SQLite a transaction that writes is alone from its beginning.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(_TURN, {"name": name})
