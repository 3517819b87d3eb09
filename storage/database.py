"""The database: one place to begin, and everything in which SQLite and PostgreSQL differ."""

import logging
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from storage.closing import ClosingStore
from storage.counter import CounterStore
from storage.feed import FeedStore
from storage.follower import FollowerStore
from storage.handoff import HandoffStore, SpokenStore
from storage.home import HomeStore
from storage.incident import IncidentStore
from storage.message import MessageStore
from storage.outbox import OutboxStore
from storage.person import PersonStore
from storage.reaction import ReactionStore
from storage.rota import RotaStore
from storage.setting import SettingStore
from storage.standin import StandInStore
from storage.tick import TickStore
from storage.ticket import TicketStore
from storage.timeline import TimelineStore
from storage.workspace import WorkspaceStore

log = logging.getLogger(__name__)

# A listener answers within Slack's three seconds, so it waits at most two of them for a lock.
LOCK_SECONDS = 2
_POOL = 20
_READS = "hydrant_reads"


class BadDatabase(Exception):  # noqa: N818  # a sentence for the operator
    """The database's URL cannot be used, or nobody answers there; the text never has a password."""


class DatabaseIsBusy(Exception):  # noqa: N818  # a state, and one that passes
    """Another writer has held the database for two seconds; nothing was changed."""


class Transaction:
    """All the stores, on one connection, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        """Give every store the same connection."""
        self.counters = CounterStore(connection)
        self.incidents = IncidentStore(connection)
        self.timeline = TimelineStore(connection)
        self.messages = MessageStore(connection)
        self.reactions = ReactionStore(connection)
        self.followers = FollowerStore(connection)
        self.closings = ClosingStore(connection)
        self.tickets = TicketStore(connection)
        self.outbox = OutboxStore(connection)
        self.people = PersonStore(connection)
        self.homes = HomeStore(connection)
        self.settings = SettingStore(connection)
        self.rota = RotaStore(connection)
        self.stand_ins = StandInStore(connection)
        self.handoffs = HandoffStore(connection)
        self.spoken = SpokenStore(connection)
        self.feeds = FeedStore(connection)
        self.ticks = TickStore(connection)
        self.workspaces = WorkspaceStore(connection)


class Database:
    """A database that is there; tables are made by `storage.migrate`."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine made by `connect`."""
        self.engine = engine
        self._reading = engine.execution_options(**{_READS: True})
        # SQLite has one writer anyway. Queueing for it here instead of in SQLite's busy handler,
        # which sleeps and tries again, takes the long tail off (measured: 500 ms to 16 ms).
        self._writer: threading.Lock | None = threading.Lock() if self.is_sqlite else None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Commit when the block ends, roll back when it raises.

        On SQLite the write lock is taken at the start, on PostgreSQL row by row; either is waited
        for two seconds at most, then an exception is raised and nothing has changed.
        """
        with self._alone(), self.engine.begin() as connection:
            yield Transaction(connection)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Give a consistent view to look at; writing in it is a mistake."""
        with self.looking() as connection:
            yield Transaction(connection)

    def looking(self) -> AbstractContextManager[Connection]:
        """Give a connection that waits for no writer."""
        return self._reading.begin()

    def knock(self) -> None:
        """Raise `BadDatabase` unless the database answers."""
        try:
            with self.looking() as connection:
                connection.execute(select(1))
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
            where = self.engine.url.render_as_string(hide_password=True)
            raise BadDatabase(f"The database {where} does not answer: {cause}.") from error

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def _alone(self) -> AbstractContextManager[Any]:
        return _held(self._writer) if self._writer else nullcontext()


@contextmanager
def _held(lock: threading.Lock) -> Iterator[None]:
    if not lock.acquire(timeout=LOCK_SECONDS):
        raise DatabaseIsBusy(f"No write lock within {LOCK_SECONDS} s")
    try:
        yield
    finally:
        lock.release()


def connect(url: str) -> Database:
    """Return the database behind a URL; nothing is opened before the first use.

    Raises `BadDatabase` if it is neither a SQLite file nor a PostgreSQL server.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadDatabase(f"DATABASE_URL cannot be read. {_LOOKS_LIKE}") from error
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return Database(_sqlite(parsed))
        case "postgresql" | "postgres":
            return Database(_server(parsed))
        case _:
            raise BadDatabase(f"DATABASE_URL names no database that I know. {_LOOKS_LIKE}")


_LOOKS_LIKE = "It looks like sqlite:///hydrant.sqlite or postgresql://user:password@host/name."


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url,
        pool_size=_POOL,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401  # whatever the driver has
    # The driver's own implicit BEGIN is deferred: a read that turns into a write then fails at
    # once with "database is locked", whatever the time-out (https://sqlite.org/isolation.html).
    connection.isolation_level = None
    cursor = connection.cursor()
    _write_ahead(cursor)
    for pragma in (
        "synchronous=FULL",
        f"busy_timeout={LOCK_SECONDS * 1000}",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: Any) -> None:  # noqa: ANN401
    """Turn the write-ahead log on; the file remembers it.

    When two processes do that to a new file at the same moment, one is told at once that the
    database is locked, whatever the time-out. A moment later it finds it done.
    """
    for wait in (0.01, 0.05, 0.2, 0.5, None):
        try:
            # Asking needs no lock; to turn on what is on already would wait for whoever writes.
            if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if wait is None:
                raise
            time.sleep(wait)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _server(url: URL) -> Engine:
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    return create_engine(
        url,
        pool_size=_POOL,
        max_overflow=0,
        # What people typed must not come into a log with a failing statement.
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=LOCK_SECONDS,
        connect_args={
            "connect_timeout": LOCK_SECONDS,
            "options": f"-c lock_timeout={LOCK_SECONDS * 1000} -c timezone=UTC",
        },
    )
