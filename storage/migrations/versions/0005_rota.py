"""Whose turn it is: rosters, seats, stand-ins, hand-offs and calendars."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the tables of the rota, and a way to what somebody has done."""
    _roster()
    _seat()
    _preference()
    _duty()
    _time_off()
    _cover()
    _exchange()
    _override()
    _handoff()
    _handoff_item()
    _spoken()
    _feed()
    _feed_event()
    op.create_index(
        op.f("ix_entry_workspace_id_front_id_by_at"),
        "entry",
        ["workspace_id", "front_id", "by", "at"],
        unique=False,
    )


def _roster() -> None:
    op.create_table(
        "roster",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("rotation", sa.String(length=40), nullable=False),
        sa.Column("valid_from", UtcDateTime(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("anchor", UtcDateTime(), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("hours", Json, nullable=False),
        sa.Column("members", Json, nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "front_id", "rotation", "valid_from", name=op.f("pk_roster")
        ),
    )


def _seat() -> None:
    op.create_table(
        "seat",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("rotation", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("invited_at", UtcDateTime(), nullable=True),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.Column("left_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint(
            "workspace_id", "front_id", "rotation", "user_id", name=op.f("pk_seat")
        ),
    )


def _preference() -> None:
    op.create_table(
        "preference",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("is_backup_only", sa.Boolean(), nullable=False),
        sa.Column("unwanted", Json, nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "user_id", name=op.f("pk_preference")),
    )


def _duty() -> None:
    op.create_table(
        "duty",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("rotation", sa.String(length=40), nullable=False),
        sa.Column("watched_until", UtcDateTime(), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=True),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("announced", sa.String(length=64), nullable=True),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "rotation", name=op.f("pk_duty")),
    )


def _time_off() -> None:
    op.create_table(
        "time_off",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=255), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("filed_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "id", name=op.f("pk_time_off")),
        sa.UniqueConstraint(
            "workspace_id",
            "front_id",
            "source_key",
            name=op.f("uq_time_off_workspace_id_front_id_source_key"),
        ),
    )


def _cover() -> None:
    op.create_table(
        "cover",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=255), nullable=False),
        sa.Column("rotation", sa.String(length=40), nullable=False),
        sa.Column("asker", sa.String(length=64), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("taker", sa.String(length=64), nullable=True),
        sa.Column("taken_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "id", name=op.f("pk_cover")),
        sa.UniqueConstraint(
            "workspace_id",
            "front_id",
            "source_key",
            name=op.f("uq_cover_workspace_id_front_id_source_key"),
        ),
    )


def _exchange() -> None:
    op.create_table(
        "exchange",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=255), nullable=False),
        sa.Column("rotation", sa.String(length=40), nullable=False),
        sa.Column("asker", sa.String(length=64), nullable=False),
        sa.Column("gives_from", UtcDateTime(), nullable=False),
        sa.Column("gives_until", UtcDateTime(), nullable=False),
        sa.Column("other", sa.String(length=64), nullable=False),
        sa.Column("gets_from", UtcDateTime(), nullable=False),
        sa.Column("gets_until", UtcDateTime(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "id", name=op.f("pk_exchange")),
        sa.UniqueConstraint(
            "workspace_id",
            "front_id",
            "source_key",
            name=op.f("uq_exchange_workspace_id_front_id_source_key"),
        ),
    )


def _override() -> None:
    op.create_table(
        "override",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=255), nullable=False),
        sa.Column("rotation", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "id", name=op.f("pk_override")),
        sa.UniqueConstraint(
            "workspace_id",
            "front_id",
            "source_key",
            name=op.f("uq_override_workspace_id_front_id_source_key"),
        ),
    )


def _handoff() -> None:
    op.create_table(
        "handoff",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rotation", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("outgoing", sa.String(length=64), nullable=True),
        sa.Column("incoming", sa.String(length=64), nullable=True),
        sa.Column("since", UtcDateTime(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("acknowledged_at", UtcDateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "id", name=op.f("pk_handoff")),
        sa.UniqueConstraint(
            "workspace_id",
            "front_id",
            "rotation",
            "at",
            name=op.f("uq_handoff_workspace_id_front_id_rotation_at"),
        ),
    )


def _handoff_item() -> None:
    op.create_table(
        "handoff_item",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("handoff", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "front_id", "handoff", "number", name=op.f("pk_handoff_item")
        ),
    )


def _spoken() -> None:
    op.create_table(
        "spoken",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("ts", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "key", name=op.f("pk_spoken")),
    )


def _feed() -> None:
    op.create_table(
        "feed",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=True),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "token", name=op.f("pk_feed")),
    )


def _feed_event() -> None:
    op.create_table(
        "feed_event",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("rotation", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "uid", name=op.f("pk_feed_event")),
    )
