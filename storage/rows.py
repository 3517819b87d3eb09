"""The tables. Every key and index begins with the workspace and the front."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from storage.types import Json, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Slack's ids are short, but no length is promised, and `ts` is text
# (https://docs.slack.dev/messaging/retrieving-messages/#individual_messages).
_ID = String(64)


def _front() -> tuple[Column[str], Column[str]]:
    return Column("workspace_id", _ID, nullable=False), Column("front_id", _ID, nullable=False)


def _key(*columns: str) -> PrimaryKeyConstraint:
    return PrimaryKeyConstraint("workspace_id", "front_id", *columns)


def _moment(name: str, **more: Any) -> Column[Any]:  # noqa: ANN401  # SQLAlchemy's own signature
    return Column(name, UtcDateTime(), **more)


counter = Table(
    "counter",
    metadata,
    *_front(),
    Column("noun", String(16), nullable=False),
    Column("last", Integer, nullable=False),
    _key("noun"),
)

setting = Table(
    "setting",
    metadata,
    *_front(),
    Column("section", String(32), nullable=False),
    Column("body", Json, nullable=False),
    Column("version", Integer, nullable=False),
    _moment("changed_at", nullable=False),
    _key("section"),
)

incident = Table(
    "incident",
    metadata,
    *_front(),
    Column("number", Integer, nullable=False),
    Column("source_key", String(255), nullable=False),
    Column("text", Text, nullable=False),
    Column("link", Text),
    Column("source_url", Text),
    Column("requester", _ID, nullable=False),
    Column("filed_from", _ID),
    _moment("filed_at", nullable=False),
    Column("impact", String(16)),
    Column("needed_when", String(16)),
    Column("needed_day", Date),
    Column("needed_at", Time),
    Column("needed_said", Text),
    Column("severity", String(8)),
    Column("severity_is_set_by_hand", Boolean, nullable=False),
    Column("state", String(16), nullable=False),
    Column("owner", _ID),
    _moment("claimed_at"),
    _moment("ended_at"),
    _moment("changed_at", nullable=False),
    Column("stopgap_until", Date),
    Column("parked_until", Date),
    Column("ending_words", Text),
    Column("ending_link", Text),
    Column("ending_as_of", Date),
    Column("question", Text),
    _moment("confirmed_at"),
    Column("duplicate_of", Integer),
    Column("is_private", Boolean, nullable=False),
    Column("named", Json, nullable=False),
    Column("version", Integer, nullable=False),
    _key("number"),
    UniqueConstraint("workspace_id", "front_id", "source_key"),
    Index(None, "workspace_id", "front_id", "state"),
    Index(None, "workspace_id", "front_id", "owner"),
    Index(None, "workspace_id", "front_id", "requester", "ended_at"),
)

entry = Table(
    "entry",
    metadata,
    *_front(),
    Column("number", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    _moment("at", nullable=False),
    Column("by", _ID, nullable=False),
    Column("what", String(32), nullable=False),
    Column("source_key", String(255), nullable=False),
    Column("state", String(16), nullable=False),
    Column("owner", _ID),
    Column("words", Text),
    Column("link", Text),
    Column("as_of", Date),
    _key("number", "seq"),
    UniqueConstraint("workspace_id", "front_id", "source_key"),
    Index(None, "workspace_id", "front_id", "by", "at"),
)

message = Table(
    "message",
    metadata,
    *_front(),
    Column("channel", _ID, nullable=False),
    Column("ts", _ID, nullable=False),
    Column("purpose", String(16), nullable=False),
    Column("number", Integer, nullable=False),
    Column("seq", Integer),
    Column("is_current", Boolean, nullable=False),
    _moment("posted_at", nullable=False),
    # The first message in a requester's thread may be the question as well.
    _key("channel", "ts", "purpose"),
    Index(None, "workspace_id", "front_id", "purpose", "number"),
)

reaction = Table(
    "reaction",
    metadata,
    *_front(),
    Column("channel", _ID, nullable=False),
    Column("ts", _ID, nullable=False),
    Column("user", _ID, nullable=False),
    Column("name", String(255), nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("event_ts", String(32), nullable=False),
    Column("put_on_ts", String(32)),
    _moment("received_at", nullable=False),
    _key("channel", "ts", "user", "name"),
)

outbox = Table(
    "outbox",
    metadata,
    *_front(),
    Column("key", String(255), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("call", String(16), nullable=False),
    Column("lane", String(255), nullable=False),
    Column("channel", _ID),
    Column("user", _ID),
    Column("ts", _ID),
    Column("url", Text),
    Column("number", Integer),
    Column("seq", Integer),
    Column("about", String(255)),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("is_plain", Boolean, nullable=False),
    Column("last_error", String(255)),
    _moment("created_at", nullable=False),
    _moment("not_before", nullable=False),
    _moment("leased_until"),
    Column("lease", _ID),
    _moment("unsure_since"),
    _moment("settled_at"),
    _key("key"),
    Index(None, "workspace_id", "front_id", "state", "not_before"),
    Index(None, "workspace_id", "front_id", "lane", "state"),
)

person = Table(
    "person",
    metadata,
    *_front(),
    Column("user_id", _ID, nullable=False),
    Column("name", String(255), nullable=False),
    Column("timezone", String(64)),
    Column("locale", String(35)),
    Column("is_bot", Boolean, nullable=False),
    Column("is_deleted", Boolean, nullable=False),
    Column("is_stranger", Boolean, nullable=False),
    Column("is_guest", Boolean, nullable=False),
    Column("is_admin", Boolean, nullable=False),
    _moment("read_at", nullable=False),
    _key("user_id"),
)

home = Table(
    "home",
    metadata,
    *_front(),
    Column("user_id", _ID, nullable=False),
    _moment("opened_at", nullable=False),
    # The page of each list that is not at its first.
    Column("pages", Json, nullable=False),
    _key("user_id"),
)

follower = Table(
    "follower",
    metadata,
    *_front(),
    Column("number", Integer, nullable=False),
    Column("user_id", _ID, nullable=False),
    # The incident of their own that was the same as this one, if that is why they follow.
    Column("duplicate", Integer),
    _moment("since", nullable=False),
    _key("number", "user_id"),
    Index(None, "workspace_id", "front_id", "user_id"),
)

closing = Table(
    "closing",
    metadata,
    *_front(),
    Column("number", Integer, nullable=False),
    Column("effort", String(16)),
    Column("cause", String(16)),
    Column("preventable", Integer),
    Column("returns", String(16)),
    Column("tool", String(80)),
    Column("is_skipped", Boolean, nullable=False),
    Column("by", _ID, nullable=False),
    _moment("at", nullable=False),
    _key("number"),
)

ticket = Table(
    "ticket",
    metadata,
    *_front(),
    Column("channel", _ID, nullable=False),
    Column("ts", _ID, nullable=False),
    Column("put_on_by", _ID, nullable=False),
    Column("author", _ID),
    Column("stage", String(32), nullable=False),
    Column("others", Json, nullable=False),
    _moment("at", nullable=False),
    _key("channel", "ts"),
)

workspace = Table(
    "workspace",
    metadata,
    *_front(),
    Column("name", String(255), nullable=False),
    Column("url", Text, nullable=False),
    Column("bot_user_id", _ID, nullable=False),
    _moment("seen_at", nullable=False),
    _key(),
)

# --- the rota -------------------------------------------------------------------------------

# The name of a rotation, as the settings have it.
_NAME = String(40)


def _kept(name: str, *columns: Column[Any]) -> Table:
    """Return a table of things with a number of their own, each made by one delivery."""
    return Table(
        name,
        metadata,
        *_front(),
        Column("id", Integer, nullable=False),
        Column("source_key", String(255), nullable=False),
        *columns,
        _key("id"),
        UniqueConstraint("workspace_id", "front_id", "source_key"),
    )


roster = Table(
    "roster",
    metadata,
    *_front(),
    Column("rotation", _NAME, nullable=False),
    _moment("valid_from", nullable=False),
    Column("timezone", String(64), nullable=False),
    _moment("anchor", nullable=False),
    Column("unit", String(8), nullable=False),
    Column("count", Integer, nullable=False),
    # As the settings write them: `mon-fri 09:00-17:00`. Nothing is always.
    Column("hours", Json, nullable=False),
    # Who takes turns, in order: those who had accepted by then.
    Column("members", Json, nullable=False),
    Column("first", Integer, nullable=False),
    _key("rotation", "valid_from"),
)

seat = Table(
    "seat",
    metadata,
    *_front(),
    Column("rotation", _NAME, nullable=False),
    Column("user_id", _ID, nullable=False),
    _moment("invited_at"),
    _moment("accepted_at"),
    _moment("left_at"),
    _key("rotation", "user_id"),
)

preference = Table(
    "preference",
    metadata,
    *_front(),
    Column("user_id", _ID, nullable=False),
    Column("is_backup_only", Boolean, nullable=False),
    Column("unwanted", Json, nullable=False),
    _key("user_id"),
)

duty = Table(
    "duty",
    metadata,
    *_front(),
    Column("rotation", _NAME, nullable=False),
    _moment("watched_until", nullable=False),
    Column("person", _ID),
    Column("why", String(16), nullable=False),
    # Who was last told that they are on call, and since when they are.
    Column("announced", _ID),
    _moment("since", nullable=False),
    # Until when this answer holds, if nothing is changed.
    _moment("until", nullable=False),
    # What the person on call has written for the next.
    Column("words", Text),
    _key("rotation"),
)

time_off = _kept(
    "time_off",
    Column("user_id", _ID, nullable=False),
    _moment("starts_at", nullable=False),
    _moment("ends_at"),
    _moment("filed_at", nullable=False),
    _moment("withdrawn_at"),
    Column("reason", Text),
)

cover = _kept(
    "cover",
    Column("rotation", _NAME, nullable=False),
    Column("asker", _ID, nullable=False),
    _moment("starts_at", nullable=False),
    _moment("ends_at", nullable=False),
    _moment("asked_at", nullable=False),
    Column("taker", _ID),
    _moment("taken_at"),
    _moment("withdrawn_at"),
)

exchange = _kept(
    "exchange",
    Column("rotation", _NAME, nullable=False),
    Column("asker", _ID, nullable=False),
    _moment("gives_from", nullable=False),
    _moment("gives_until", nullable=False),
    Column("other", _ID, nullable=False),
    _moment("gets_from", nullable=False),
    _moment("gets_until", nullable=False),
    _moment("asked_at", nullable=False),
    _moment("accepted_at"),
    _moment("withdrawn_at"),
)

override = _kept(
    "override",
    Column("rotation", _NAME, nullable=False),
    Column("user_id", _ID, nullable=False),
    _moment("starts_at", nullable=False),
    _moment("ends_at", nullable=False),
    _moment("made_at", nullable=False),
    _moment("accepted_at"),
)

handoff = Table(
    "handoff",
    metadata,
    *_front(),
    Column("id", Integer, nullable=False),
    Column("rotation", _NAME, nullable=False),
    _moment("at", nullable=False),
    Column("outgoing", _ID),
    Column("incoming", _ID),
    # Since when the outgoing had been on call.
    _moment("since"),
    Column("words", Text),
    _moment("acknowledged_at"),
    Column("acknowledged_by", _ID),
    _key("id"),
    UniqueConstraint("workspace_id", "front_id", "rotation", "at"),
)

handoff_item = Table(
    "handoff_item",
    metadata,
    *_front(),
    Column("handoff", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("choice", String(16), nullable=False),
    Column("by", _ID, nullable=False),
    _moment("at", nullable=False),
    _key("handoff", "number"),
)

# Messages to one person that are edited when what they are about has changed.
spoken = Table(
    "spoken",
    metadata,
    *_front(),
    Column("key", String(255), nullable=False),
    Column("channel", _ID, nullable=False),
    Column("ts", _ID, nullable=False),
    _moment("at", nullable=False),
    _key("key"),
)

feed = Table(
    "feed",
    metadata,
    *_front(),
    Column("token", String(64), nullable=False),
    # None is the whole team's.
    Column("user_id", _ID),
    Column("made_by", _ID, nullable=False),
    _moment("made_at", nullable=False),
    _moment("revoked_at"),
    _key("token"),
)

feed_event = Table(
    "feed_event",
    metadata,
    *_front(),
    Column("uid", String(64), nullable=False),
    Column("rotation", _NAME, nullable=False),
    Column("person", _ID, nullable=False),
    _moment("starts_at", nullable=False),
    _moment("ends_at", nullable=False),
    Column("sequence", Integer, nullable=False),
    _moment("changed_at", nullable=False),
    Column("is_cancelled", Boolean, nullable=False),
    _key("uid"),
)

tick = Table(
    "tick",
    metadata,
    *_front(),
    Column("name", String(32), nullable=False),
    Column("slot", String(32), nullable=False),
    _moment("claimed_at", nullable=False),
    _key("name", "slot"),
)
