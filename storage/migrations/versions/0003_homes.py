"""Who has opened their home, and a quick way to what somebody has filed."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add a table, and widen an index."""
    _home()
    _incident()


def _home() -> None:
    op.create_table(
        "home",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("pages", Json, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "user_id", name=op.f("pk_home")),
    )


def _incident() -> None:
    op.create_index(
        op.f("ix_incident_workspace_id_front_id_requester_ended_at"),
        "incident",
        ["workspace_id", "front_id", "requester", "ended_at"],
    )
    op.drop_index(op.f("ix_incident_workspace_id_front_id_requester"), "incident")
