"""The first tables."""

import sqlalchemy as sa
from alembic import op

from storage.types import Json, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    _counter()
    _entry()
    _incident()
    _message()
    _outbox()
    _person()
    _reaction()
    _setting()
    _tick()
    _workspace()


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("noun", sa.String(length=16), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "noun", name=op.f("pk_counter")),
    )


def _entry() -> None:
    op.create_table(
        "entry",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("source_key", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=64)),
        sa.Column("words", sa.Text()),
        sa.Column("link", sa.Text()),
        sa.Column("as_of", sa.Date()),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "number", "seq", name=op.f("pk_entry")),
        sa.UniqueConstraint(
            "workspace_id",
            "front_id",
            "source_key",
            name=op.f("uq_entry_workspace_id_front_id_source_key"),
        ),
    )


def _incident() -> None:
    op.create_table(
        "incident",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.String(length=255), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("requester", sa.String(length=64), nullable=False),
        sa.Column("filed_from", sa.String(length=64)),
        sa.Column("filed_at", UtcDateTime(), nullable=False),
        sa.Column("impact", sa.String(length=16)),
        sa.Column("needed_when", sa.String(length=16)),
        sa.Column("needed_day", sa.Date()),
        sa.Column("needed_at", sa.Time()),
        sa.Column("needed_said", sa.Text()),
        sa.Column("severity", sa.String(length=8)),
        sa.Column("severity_is_set_by_hand", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=64)),
        sa.Column("claimed_at", UtcDateTime()),
        sa.Column("ended_at", UtcDateTime()),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("stopgap_until", sa.Date()),
        sa.Column("ending_words", sa.Text()),
        sa.Column("ending_link", sa.Text()),
        sa.Column("ending_as_of", sa.Date()),
        sa.Column("confirmed_at", UtcDateTime()),
        sa.Column("duplicate_of", sa.Integer()),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("named", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "number", name=op.f("pk_incident")),
        sa.UniqueConstraint(
            "workspace_id",
            "front_id",
            "source_key",
            name=op.f("uq_incident_workspace_id_front_id_source_key"),
        ),
    )
    op.create_index(
        op.f("ix_incident_workspace_id_front_id_owner"),
        "incident",
        ["workspace_id", "front_id", "owner"],
    )
    op.create_index(
        op.f("ix_incident_workspace_id_front_id_requester"),
        "incident",
        ["workspace_id", "front_id", "requester"],
    )
    op.create_index(
        op.f("ix_incident_workspace_id_front_id_state"),
        "incident",
        ["workspace_id", "front_id", "state"],
    )


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("ts", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer()),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("posted_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "front_id", "channel", "ts", "purpose", name=op.f("pk_message")
        ),
    )
    op.create_index(
        op.f("ix_message_workspace_id_front_id_purpose_number"),
        "message",
        ["workspace_id", "front_id", "purpose", "number"],
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("call", sa.String(length=16), nullable=False),
        sa.Column("lane", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=64)),
        sa.Column("user", sa.String(length=64)),
        sa.Column("url", sa.Text()),
        sa.Column("number", sa.Integer()),
        sa.Column("seq", sa.Integer()),
        sa.Column("about", sa.String(length=255)),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("is_plain", sa.Boolean(), nullable=False),
        sa.Column("last_error", sa.String(length=255)),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("not_before", UtcDateTime(), nullable=False),
        sa.Column("leased_until", UtcDateTime()),
        sa.Column("lease", sa.String(length=64)),
        sa.Column("unsure_since", UtcDateTime()),
        sa.Column("settled_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "key", name=op.f("pk_outbox")),
    )
    op.create_index(
        op.f("ix_outbox_workspace_id_front_id_lane_state"),
        "outbox",
        ["workspace_id", "front_id", "lane", "state"],
    )
    op.create_index(
        op.f("ix_outbox_workspace_id_front_id_state_not_before"),
        "outbox",
        ["workspace_id", "front_id", "state", "not_before"],
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("timezone", sa.String(length=64)),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_deleted", sa.Boolean(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "user_id", name=op.f("pk_person")),
    )


def _reaction() -> None:
    op.create_table(
        "reaction",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("ts", sa.String(length=64), nullable=False),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("event_ts", sa.String(length=32), nullable=False),
        sa.Column("put_on_ts", sa.String(length=32)),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace_id", "front_id", "channel", "ts", "user", "name", name=op.f("pk_reaction")
        ),
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=32), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "section", name=op.f("pk_setting")),
    )


def _tick() -> None:
    op.create_table(
        "tick",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("slot", sa.String(length=32), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", "name", "slot", name=op.f("pk_tick")),
    )


def _workspace() -> None:
    op.create_table(
        "workspace",
        sa.Column("workspace_id", sa.String(length=64), nullable=False),
        sa.Column("front_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("bot_user_id", sa.String(length=64), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "front_id", name=op.f("pk_workspace")),
    )
