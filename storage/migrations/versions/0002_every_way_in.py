"""Requests from a form or a message, followers, what is known at the end, more about people."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add three tables, and columns to three."""
    _incident()
    _outbox()
    _person()
    _follower()
    _closing()
    _ticket()


def _incident() -> None:
    with op.batch_alter_table("incident") as table:
        table.add_column(sa.Column("link", sa.Text()))
        table.add_column(sa.Column("source_url", sa.Text()))
        table.add_column(sa.Column("question", sa.Text()))


def _outbox() -> None:
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("ts", sa.String(length=64)))


def _person() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("locale", sa.String(length=35)))
        for name in ("is_stranger", "is_guest", "is_admin"):
            # What is not known of people whose profiles were read before; a day later it is.
            no = sa.false()
            table.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=no))
    with op.batch_alter_table("person") as table:
        for name in ("is_stranger", "is_guest", "is_admin"):
            table.alter_column(name, server_default=None, existing_type=sa.Boolean())


def _follower() -> None:
    op.create_table(
        "follower",
        *_front(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("duplicate", sa.Integer()),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "front_id", "number", "user_id", name=op.f("pk_follower")
        ),
    )
    op.create_index(
        op.f("ix_follower_workspace_id_front_id_user_id"),
        "follower",
        ["workspace_id", "front_id", "user_id"],
    )


def _closing() -> None:
    op.create_table(
        "closing",
        *_front(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("effort", sa.String(length=16)),
        sa.Column("cause", sa.String(length=16)),
        sa.Column("preventable", sa.Integer()),
        sa.Column("returns", sa.String(length=16)),
        sa.Column("tool", sa.String(length=80)),
        sa.Column("is_skipped", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "number", name=op.f("pk_closing")),
    )


def _ticket() -> None:
    op.create_table(
        "ticket",
        *_front(),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("ts", sa.String(length=64), nullable=False),
        sa.Column("put_on_by", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=64)),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("others", Json, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "front_id", "channel", "ts", name=op.f("pk_ticket")
        ),
    )


def _front() -> tuple[sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
    )
