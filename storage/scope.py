"""Which rows belong to a front, and where a statement's values go.

Statements are built once, as constants: building one costs more than running it.
"""

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, and_, bindparam
from sqlalchemy.types import TypeEngine

from bot.domain.ids import Front, FrontId, WorkspaceId


def here(table: FromClause, *names: str) -> ColumnElement[bool]:
    """Return the condition that a row is of the front, and has the values, that are given."""
    of_front = ("workspace_id", "front_id")
    return and_(*(table.c[name] == given(name) for name in (*of_front, *names)))


def given(name: str, type_: TypeEngine[Any] | None = None) -> BindParameter[Any]:
    """Return the place of a value; compared with a column it needs no type."""
    return bindparam(_given(name), type_=type_)


def giving(front: Front, **values: object) -> dict[str, Any]:
    """Return the parameters of a statement that says `here` and `given`."""
    return {_given(name): value for name, value in (columns(front) | values).items()}


def columns(front: Front) -> dict[str, Any]:
    """Return the two columns that every row begins with."""
    return {"workspace_id": front.workspace_id, "front_id": front.front_id}


def front_of(row: Any) -> Front:  # noqa: ANN401  # a row has the columns that were asked for
    """Return the front that a row belongs to."""
    return Front(WorkspaceId(row.workspace_id), FrontId(row.front_id))


def _given(name: str) -> str:
    # SQLAlchemy takes a parameter with the bare name of a column for a value to be written.
    return f"given_{name}"
