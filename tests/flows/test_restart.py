"""The process is killed, stopped, or loses its database: nothing lost, nothing twice."""

import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.fakeslack.faults import FOREVER
from tests.conftest import PostgresServer
from tests.flows.office import Office, comes_true
from tests.flows.process import Outside

POST = "chat.postMessage"


@pytest.fixture
def outside(sqlite_file: Path, tmp_path: Path) -> Iterator[Outside]:
    """Give a workspace whose bot is a process of its own."""
    outside = Outside(Path(shutil.copy(sqlite_file, tmp_path / "outside.sqlite")))
    yield outside
    outside.close()


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the file's write lock, as another program may."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_killed_after_slack_has_posted_and_before_that_is_noted_it_leaves_one_card(
    outside: Outside,
):
    outside.slack.faults.hang(POST, seconds=30)
    first = outside.starts()
    outside.finn.types("/rapid revenue is zero", in_=outside.general)
    assert comes_true(lambda: len(outside.cards()) == 1)
    outside.kills(first)

    outside.starts()
    assert comes_true(lambda: bool(outside.slack.calls_of("conversations.history")), 6.0)
    outside.ada.reacts("eyes", to=outside.cards()[0])

    assert comes_true(lambda: f"<@{outside.ada.id}> has it" in outside.cards()[0].text)
    assert len(outside.cards()) == 1
    assert len(outside.slack.calls_of(POST)) <= 2  # the card, and the news of the claim


def test_killed_right_after_saying_yes_it_posts_the_card_when_it_is_back(outside: Outside):
    outside.slack.faults.answer(POST, status=503, times=FOREVER)
    first = outside.starts()
    filed = outside.finn.types("/rapid revenue is zero", in_=outside.general)
    outside.kills(first)
    outside.slack.faults.clear()

    outside.starts()

    assert filed.acked
    assert comes_true(lambda: len(outside.cards()) == 1, 6.0)


def test_asked_to_end_it_answers_what_it_has_in_hand_and_ends_well(outside: Outside):
    process = outside.starts()

    with ThreadPoolExecutor() as pool:
        with locked(outside.file):
            filing = pool.submit(outside.finn.types, "/rapid revenue is zero", in_=outside.general)
            assert comes_true(lambda: bool(outside.slack.deliveries))
            assert not comes_true(filing.done, 0.3)  # by now it is in hand
            ending = pool.submit(outside.ends, process)
            assert not comes_true(filing.done, 0.3)
        filed, code = filing.result(), ending.result()

    assert filed.acked
    assert code == 0


def test_a_stopped_bot_finishes_what_it_is_saying_and_takes_nothing_new(office: Office):
    office.files(office.finn, "revenue is zero")
    office.slack.faults.slow(POST, 0.2)
    office.bot.sender.start()
    assert comes_true(lambda: bool(office.slack.calls_of(POST)))

    office.bot.gate.close(1.0)
    office.slack.courier.ack_within = 0.3
    late = office.ada.reacts("eyes", to=office.cards()[0])
    office.bot.stop()

    assert late is not None
    assert not late.acked
    again = office.bring_bot()
    again.sender.drain()
    assert len(office.cards()) == 1
    again.stop()


def test_while_the_database_is_locked_nothing_is_acknowledged_and_then_all_comes(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    office.opens()
    office.bot.sender.start()

    with locked(tmp_path / "office.sqlite"):
        office.bot.sender.wake()
        claimed = office.ada.reacts("eyes", to=office.card())
        assert claimed is not None
        assert not claimed.acked
        assert comes_true(lambda: "The outbox cannot be read" in caplog.text, 4.0)
    office.slack.retry_due()

    assert comes_true(lambda: claimed.acked)
    assert comes_true(lambda: len(office.told()) == 1, 4.0)
    assert office.owner() == office.ada.id


def test_a_command_that_meets_a_locked_database_is_handed_back_to_who_typed_it(
    office: Office, tmp_path: Path
):
    with locked(tmp_path / "office.sqlite"):
        filed = office.finn.types("/rapid revenue is zero", in_=office.general)
    office.settle()

    assert filed.acked
    assert filed.seconds < 3.0
    assert "revenue is zero" in office.finn.last(office.general).plain()
    assert office.cards() == []


@pytest.mark.parametrize("dialect", ["postgres"])
def test_connections_that_the_server_ends_are_made_anew(
    either_office: Office, postgres: PostgresServer
):
    office = either_office
    office.opens()
    postgres.do(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = 'hydrant' AND pid <> pg_backend_pid()"
    )

    claimed = office.ada.reacts("eyes", to=office.card())
    office.settle()

    assert claimed is not None
    assert claimed.acked
    assert f"<@{office.ada.id}> has it" in office.card().text
