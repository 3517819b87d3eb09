"""The tables are made by the steps, by one replica, once."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Table, insert, inspect, text

from bot.domain.ids import Number
from storage import migrate
from storage.database import LOCK_SECONDS, Database, connect
from storage.migrate import HEAD, WrongVersion
from storage.rows import metadata
from storage.scope import columns
from tests.builders import FINN, FRONT, NOW, a_person, an_incident, later
from tests.fakes import NOTHING_CLOSED, a_notice, at_once

# As version 0001 wrote them.
OF_THE_FIRST_VERSION: dict[str, dict[str, Any]] = {
    "person": {
        "user_id": "U0FINN",
        "name": "Finn",
        "timezone": "Europe/Lisbon",
        "is_bot": False,
        "is_deleted": False,
        "read_at": NOW,
    },
    "incident": {
        "number": 42,
        "source_key": "command:1",
        "text": "Revenue by region looks wrong",
        "requester": "U0FINN",
        "filed_from": "C0GENERAL",
        "filed_at": NOW,
        "changed_at": NOW,
        "severity_is_set_by_hand": False,
        "state": "new",
        "is_private": False,
        "named": [],
        "version": 1,
    },
    "outbox": {
        "key": "tell:1",
        "kind": "tell",
        "call": "post",
        "lane": "tell:1",
        "user": "U0FINN",
        "number": 42,
        "seq": 2,
        "state": "waiting",
        "version": 1,
        "attempts": 0,
        "is_plain": False,
        "created_at": NOW,
        "not_before": NOW,
    },
}


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    """Give a database without tables."""
    db = connect(empty_url)
    yield db
    db.close()


def put_version(db: Database, version: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


def test_the_steps_make_exactly_the_tables_of_the_code(empty: Database):
    migrate.upgrade(empty)

    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)

    assert differences == []


def test_every_key_begins_with_the_workspace_and_the_front(db: Database):
    found = inspect(db.engine)

    for table in metadata.tables:
        keys: list[Any] = [
            found.get_pk_constraint(table)["constrained_columns"],
            *(index["column_names"] for index in found.get_indexes(table)),
            *(unique["column_names"] for unique in found.get_unique_constraints(table)),
        ]
        assert [key[:2] for key in keys] == [["workspace_id", "front_id"]] * len(keys), table


def test_the_primary_keys_are_those_of_the_code(db: Database):
    found = inspect(db.engine)

    for name, table in metadata.tables.items():
        assert found.get_pk_constraint(name)["constrained_columns"] == [
            column.name for column in table.primary_key
        ]


def test_what_the_first_version_knew_is_there_after_the_step_to_the_second(empty: Database):
    with empty.engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrate._FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for name, row in OF_THE_FIRST_VERSION.items():
            table = Table(name, MetaData(), autoload_with=connection)
            connection.execute(insert(table), columns(FRONT) | row)

    migrate.upgrade(empty)

    with empty.read() as tx:
        person, filed = tx.people.find(FRONT, FINN), tx.incidents.find(FRONT, Number(42))
        follow = tx.followers.of(FRONT, Number(42))
    assert person == a_person(timezone="Europe/Lisbon")
    assert filed == an_incident()
    assert follow == []
    with empty.begin() as tx:
        leased = tx.outbox.lease(
            FRONT, lease="1", now=NOW, until=later(minutes=1), closed=NOTHING_CLOSED
        )
    assert leased
    assert leased.notice == a_notice()


def test_the_version_of_the_code_is_the_newest_step():
    config = Config()
    config.set_main_option("script_location", str(migrate._FOLDER))

    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_an_empty_database_has_no_version_and_is_told_to_migrate(empty: Database):
    assert migrate.current(empty) is None
    with pytest.raises(WrongVersion) as raised:
        migrate.check(empty)

    assert str(raised.value) == (
        f"The database is at version none, this Hydrant needs {HEAD}: "
        "run `hydrant migrate`, then start again."
    )


def test_upgrading_twice_does_nothing_the_second_time(empty: Database):
    first, second = migrate.upgrade(empty), migrate.upgrade(empty)

    assert (first, second) == (True, False)
    assert migrate.current(empty) == HEAD
    migrate.check(empty)


def test_an_older_database_is_told_to_migrate(db: Database):
    put_version(db, "0000")

    with pytest.raises(WrongVersion, match=r"at version 0000, this Hydrant needs .* migrate"):
        migrate.check(db)
    put_version(db, HEAD)


def test_a_newer_database_is_left_alone(db: Database):
    put_version(db, "9999")

    with pytest.raises(WrongVersion) as on_check:
        migrate.check(db)
    with pytest.raises(WrongVersion) as on_upgrade:
        migrate.upgrade(db)

    left_as_it_was = migrate.current(db)
    put_version(db, HEAD)
    assert str(on_check.value) == (
        f"The database is at version 9999, newer than this Hydrant ({HEAD}): "
        "install the newer Hydrant."
    )
    assert str(on_upgrade.value) == "The database is at version 9999, newer than this Hydrant."
    assert left_as_it_was == "9999"


def test_of_replicas_that_upgrade_at_once_one_does_the_work(empty_url: str):
    replicas = [connect(empty_url) for _ in range(3)]

    did_it = at_once([upgrade_of(db) for db in replicas])

    versions = [migrate.current(db) for db in replicas]
    for db in replicas:
        db.close()
    assert sorted(map(str, did_it)) == ["False", "False", "True"]
    assert versions == [HEAD] * 3


def test_a_replica_waits_for_a_long_upgrade_of_another(empty: Database, empty_url: str):
    is_at_work, is_done = threading.Event(), threading.Event()
    another = connect(empty_url)

    def upgrade_slowly() -> None:
        with empty.engine.begin() as connection:
            if not empty.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({migrate._LOCK})"))
            is_at_work.set()
            is_done.wait(timeout=LOCK_SECONDS + 0.5)

    slow = threading.Thread(target=upgrade_slowly)
    slow.start()
    assert is_at_work.wait(timeout=30)
    did_it = migrate.upgrade(another)
    slow.join()
    another.close()

    assert did_it


def upgrade_of(db: Database) -> Callable[[], bool]:
    return lambda: migrate.upgrade(db)
