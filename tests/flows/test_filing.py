"""Filing: one line is enough, from anywhere, and nothing typed is ever lost."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy.engine import make_url

from bot.fakeslack import Channel
from tests.conftest import PostgresServer
from tests.fakes import at_once
from tests.flows.office import Office

PLACES: dict[str, Callable[[Office], Channel]] = {
    "a channel the bot is in": lambda office: office.requests,
    "a channel the bot is not in": lambda office: office.general,
    "a private channel": lambda office: office.slack.channel(
        "secrets", members=[office.finn], private=True
    ),
    "the messages with the bot": lambda office: office.finn.dms(),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_one_line_anywhere_files_a_request(office: Office, place: Callable[[Office], Channel]):
    confirmation = office.files(office.finn, "revenue is zero", place(office))
    office.settle()

    assert confirmation.ephemeral_to == office.finn.id
    assert "INC-1 is filed" in confirmation.plain()
    assert len(office.cards()) == 1
    assert "revenue is zero" in office.card().plain()


def test_a_request_is_filed_on_either_database(either_office: Office):
    either_office.files(either_office.finn, "revenue is zero")
    either_office.files(either_office.finn, "revenue is still zero")
    either_office.settle()

    assert "revenue is zero" in either_office.card(1).plain()
    assert "revenue is still zero" in either_office.card(2).plain()


@pytest.mark.parametrize("typed", ["/rapid", "/rapid    ", "/rapid \u200b\u00a0"])
def test_without_a_request_the_form_opens(office: Office, typed: str):
    delivery = office.finn.types(typed, in_=office.general)
    office.settle()

    assert delivery.acked
    assert office.finn.modal is not None
    assert office.cards() == []


def test_who_asks_for_help_reads_how(office: Office):
    delivery = office.finn.types("/rapid help", in_=office.general)
    office.settle()

    assert delivery.acked
    assert "/rapid revenue dashboard shows zero" in office.finn.last(office.general).plain()
    assert office.cards() == []


def test_a_request_may_begin_with_the_word_help(office: Office):
    office.files(office.finn, "help me with the revenue dashboard")
    office.settle()

    assert "help me with the revenue dashboard" in office.card().plain()


def test_the_confirmation_says_number_severity_owner_and_what_happens_next(office: Office):
    confirmation = office.files(office.finn, "revenue is zero")

    for shown in (confirmation.text, confirmation.plain()):
        assert "INC-1" in shown
        assert "severity is not set yet" in shown
        assert "nobody has it yet" in shown
        assert "Nothing else is open. I will message you as soon as somebody takes it" in shown


def test_the_confirmation_counts_what_else_is_open(office: Office):
    office.files(office.finn, "revenue is zero")

    second = office.files(office.finn, "costs are zero")
    third = office.files(office.finn, "headcount is zero")

    assert "One other request is open" in second.plain()
    assert "2 other requests are open" in third.plain()


def test_the_same_delivery_twice_files_once(either_office: Office):
    office = either_office
    first = office.finn.types("/rapid revenue is zero", in_=office.general)

    again = office.slack.redeliver(first)
    office.settle()

    assert again.acked
    assert "INC-1 is filed" in str(again.payload)
    assert len(office.cards()) == 1


def test_the_same_delivery_twice_at_once_files_once(either_office: Office):
    office = either_office
    first = office.finn.types("/rapid revenue is zero", in_=office.general)
    twin = {**first.sent, "trigger_id": "not.seen.before"}

    both = at_once([lambda: office.slack.deliver("slash_commands", twin) for _ in range(2)])
    office.settle()

    assert all("INC-2 is filed" in str(getattr(one, "payload", one)) for one in both)
    assert len(office.cards()) == 2


def test_the_same_words_typed_twice_are_two_requests(office: Office):
    office.files(office.finn, "revenue is zero")
    office.files(office.finn, "revenue is zero")
    office.settle()

    assert len(office.cards()) == 2


def test_a_date_in_the_words_is_read_and_shown(office: Office):
    confirmation = office.files(office.finn, "need the churn figure by Thursday")
    office.settle()

    assert "So far: Thu 26 Nov (read from \u201cby Thursday\u201d)" in confirmation.plain()
    assert "needed by: *Thu 26 Nov" in office.card().plain()


def test_while_the_database_is_locked_the_text_comes_back(office: Office):
    file = make_url(office.database_url).database or ""
    with closing(sqlite3.connect(file, isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")

        delivery = office.finn.types("/rapid revenue & costs are zero", in_=office.general)

        somebody.execute("ROLLBACK")
    office.settle()

    assert delivery.acked
    assert delivery.seconds < 3
    said = office.finn.last(office.general)
    assert "nothing was saved" in said.plain()
    assert "revenue & costs are zero" in said.plain()
    assert "revenue &amp; costs are zero" in said.text
    assert office.cards() == []


def test_while_the_database_is_away_the_text_comes_back_and_later_it_files(office: Office):
    with office.database_away():
        office.finn.types("/rapid revenue is zero", in_=office.general)

    said = office.finn.last(office.general).plain()
    assert "nothing was saved" in said
    assert "revenue is zero" in said
    assert "INC-1 is filed" in office.files(office.finn, "revenue is zero").plain()


def test_while_the_database_server_is_away_the_text_comes_back(
    request: pytest.FixtureRequest, either_office: Office, dialect: str
):
    if dialect == "sqlite":
        with either_office.database_away():
            either_office.finn.types("/rapid revenue is zero", in_=either_office.general)
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        with server_gone(server):
            either_office.finn.types("/rapid revenue is zero", in_=either_office.general)

    assert "nothing was saved" in either_office.finn.last(either_office.general).plain()
    filed = either_office.files(either_office.finn, "revenue is zero")
    assert "INC-1 is filed" in filed.plain()


@contextmanager
def server_gone(server: PostgresServer) -> Iterator[None]:
    """Have the server refuse everybody for a while."""
    server.do("ALTER DATABASE hydrant ALLOW_CONNECTIONS false")
    server.do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'hydrant'")
    try:
        yield
    finally:
        server.do("ALTER DATABASE hydrant ALLOW_CONNECTIONS true")


def test_before_there_is_a_requests_channel_nothing_is_filed_and_the_person_is_told(
    office: Office,
):
    office.forgets_channels()

    delivery = office.finn.types("/rapid revenue is zero", in_=office.general)

    assert delivery.acked
    assert "nothing was filed" in office.finn.last(office.general).plain()
