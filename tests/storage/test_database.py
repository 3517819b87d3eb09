"""Transactions: all or nothing, and nobody waits long."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from psycopg.errors import LockNotAvailable
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.domain.ids import Number
from storage.database import LOCK_SECONDS, Database, DatabaseIsBusy, connect
from tests.builders import FRONT, an_incident

Connect = Callable[[], Database]
# Generous, for a slow machine; what matters is that it is not for ever.
SLACK_SECONDS = 1.5


class Mishap(Exception):  # noqa: N818
    """Something goes wrong in the middle of a transaction."""


@contextmanager
def held_by_another(db: Database) -> Iterator[None]:
    """Have another thread hold INC-42 in an open transaction."""
    is_held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with db.begin() as tx:
            tx.incidents.for_update(FRONT, Number(42))
            is_held.set()
            let_go.wait(timeout=30)

    holder = threading.Thread(target=hold)
    holder.start()
    assert is_held.wait(timeout=30)
    try:
        yield
    finally:
        let_go.set()
        holder.join()


def claim_in_vain(db: Database, expected: type[Exception]) -> tuple[float, Exception]:
    def claim() -> None:
        with db.begin() as tx:
            tx.incidents.for_update(FRONT, Number(42))

    began = time.monotonic()
    with pytest.raises(expected) as raised:
        claim()
    return time.monotonic() - began, raised.value


@pytest.fixture
def incident(db: Database) -> None:
    with db.begin() as tx:
        tx.incidents.add(an_incident())


def test_leaving_normally_commits(db: Database, replica: Connect):
    with db.begin() as tx:
        tx.incidents.add(an_incident())

    with replica().read() as tx:
        assert tx.incidents.find(FRONT, Number(42)) is not None


def test_raising_rolls_everything_back(db: Database):
    with suppress(Mishap), db.begin() as tx:
        tx.incidents.add(an_incident())
        tx.counters.next(FRONT, "incident")
        raise Mishap

    with db.begin() as tx:
        assert tx.incidents.find(FRONT, Number(42)) is None
        assert tx.counters.next(FRONT, "incident") == 1


def test_nobody_sees_what_is_not_committed(db: Database, replica: Connect):
    another = replica()

    with db.begin() as tx:
        tx.incidents.add(an_incident())
        with another.read() as reading:
            seen_meanwhile = reading.incidents.find(FRONT, Number(42))

    assert seen_meanwhile is None


@pytest.mark.usefixtures("incident")
def test_readers_do_not_wait_for_a_writer(db: Database, replica: Connect):
    with held_by_another(db):
        began = time.monotonic()
        for reader in (db, replica()):
            with reader.read() as tx:
                assert tx.incidents.find(FRONT, Number(42)) is not None

        assert time.monotonic() - began < LOCK_SECONDS


@pytest.mark.usefixtures("incident")
def test_a_second_writer_of_the_process_waits_two_seconds_at_most(db: Database):
    expected = DatabaseIsBusy if db.is_sqlite else OperationalError

    with held_by_another(db):
        waited, error = claim_in_vain(db, expected)

    assert LOCK_SECONDS * 0.9 < waited < LOCK_SECONDS + SLACK_SECONDS
    if isinstance(error, OperationalError):
        assert isinstance(error.orig, LockNotAvailable)


@pytest.mark.usefixtures("incident")
def test_a_second_writer_of_another_process_waits_two_seconds_at_most(
    db: Database, replica: Connect
):
    another = replica()

    with held_by_another(db):
        waited, error = claim_in_vain(another, OperationalError)

    assert LOCK_SECONDS * 0.9 < waited < LOCK_SECONDS + SLACK_SECONDS
    assert isinstance(error, OperationalError)
    assert isinstance(error.orig, LockNotAvailable | sqlite3.OperationalError)
    with another.begin() as tx:  # and afterwards all is well
        assert tx.incidents.for_update(FRONT, Number(42)) is not None


def test_the_embedded_database_survives_a_power_cut(tmp_path):
    db = connect(f"sqlite:///{tmp_path / 'one.sqlite'}")

    with db.engine.connect() as connection:
        in_force = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    db.close()

    full = 2
    assert in_force == {
        "journal_mode": "wal",
        "synchronous": full,
        "busy_timeout": LOCK_SECONDS * 1000,
        "foreign_keys": 1,
    }


def test_every_connection_of_a_server_waits_two_seconds_and_counts_in_utc(postgres):
    db = connect(postgres.url("postgres"))

    with db.engine.connect() as connection:
        in_force = [
            connection.execute(text(f"SHOW {name}")).scalar_one()
            for name in ("lock_timeout", "timezone")
        ]
    db.close()

    assert in_force == [f"{LOCK_SECONDS}s", "UTC"]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_any_usual_address_of_a_server_will_do(scheme: str):
    db = connect(f"{scheme}://somebody:secret@db.example:5433/hydrant")

    url = db.engine.url
    db.close()

    assert url.drivername == "postgresql+psycopg"
    assert (url.host, url.port, url.database) == ("db.example", 5433, "hydrant")
    assert not db.is_sqlite
