"""Which rows belong to a front."""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_

from bot.domain.ids import Front, FrontId, WorkspaceId


def within(table: Table, front: Front) -> ColumnElement[bool]:
    """Return the condition that a row belongs to this front."""
    return and_(
        table.c.workspace_id == front.workspace_id,
        table.c.front_id == front.front_id,
    )


def columns(front: Front) -> dict[str, Any]:
    """Return the two columns that every row begins with."""
    return {"workspace_id": front.workspace_id, "front_id": front.front_id}


def front_of(row: Any) -> Front:  # noqa: ANN401  # a row has the columns that were asked for
    """Return the front that a row belongs to."""
    return Front(WorkspaceId(row.workspace_id), FrontId(row.front_id))
