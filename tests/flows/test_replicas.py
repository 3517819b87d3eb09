"""Two processes on one database: whoever hears it, it happens once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.bootstrap import Hydrant
from bot.clock import SteppedClock
from bot.fakeslack import Message
from storage.database import connect
from tests.conftest import START
from tests.fakes import NOTHING_CLOSED
from tests.flows.office import Office, open_office


@pytest.fixture
def second(either_office: Office) -> Iterator[Hydrant]:
    """Give a second process for the office's bot."""
    bot = either_office.bring_bot()
    either_office.slack.wait_connected(2)
    yield bot
    bot.stop()


def all_speak(office: Office, second: Hydrant) -> None:
    """Let both processes say what is due, at once, until nothing is left."""
    with ThreadPoolExecutor() as pool:
        while due := office.bot.sender.next_due():
            office.clock.move_to(max(due, office.clock.now()))
            done = [pool.submit(bot.sender.drain) for bot in (office.bot, second)]
            if not sum(one.result() for one in done):
                office.clock.move(timedelta(milliseconds=100))


def test_two_processes_make_one_card_for_each_request(either_office: Office, second: Hydrant):
    office = either_office
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: office.files(office.finn, f"question {n}"), range(8)))

    all_speak(office, second)

    filed = [delivery for delivery in office.slack.deliveries if delivery.kind == "slash_commands"]
    assert len({delivery.envelopes[0].link for delivery in filed}) == 2
    assert sorted(number_of(card) for card in office.cards()) == [str(n) for n in range(1, 9)]


def test_two_processes_tell_each_piece_of_news_once(either_office: Office, second: Hydrant):
    office = either_office
    office.files(office.finn, "revenue is zero")
    all_speak(office, second)

    for who, emoji in ((office.ada, "eyes"), (office.bo, "eyes"), (office.ada, "white_check_mark")):
        office.clock.move(timedelta(seconds=2))
        who.reacts(emoji, to=office.card())
    office.clock.move(timedelta(minutes=11))
    all_speak(office, second)

    assert office.state() == "answered"
    assert len(office.cards()) == 1
    assert len(office.told()) == 1
    assert len(office.whispers(office.bo)) == 1


def test_one_delivery_on_two_processes_at_once_files_once(either_office: Office, second: Hydrant):
    office = either_office
    first = office.finn.types("/rapid revenue is zero", in_=office.general)

    with ThreadPoolExecutor() as pool:
        again = list(pool.map(lambda _: office.slack.redeliver(first), range(4)))
    all_speak(office, second)

    assert [delivery.payload for delivery in again] == [first.payload] * 4
    assert len(office.cards()) == 1


def test_a_channel_mended_at_one_process_is_mended_for_both(either_office: Office, second: Hydrant):
    office = either_office
    office.requests.archive(by=office.mira)
    office.files(office.finn, "revenue is zero")
    second.sender.drain()
    office.requests.unarchive(by=office.mira)
    office.slack.settle()

    office.bot.sender.drain()

    assert len(office.cards()) == 1


# --- told twice, told in another order --------------------------------------------------------


def acts(office: Office) -> None:
    """Everything that Ada does with her emoji in an hour."""
    for toggle, emoji in (
        (office.ada.reacts, "eyes"),
        (office.ada.unreacts, "eyes"),
        (office.ada.reacts, "eyes"),
        (office.ada.reacts, "white_check_mark"),
    ):
        toggle(emoji, to=office.card())
        office.clock.move(timedelta(seconds=20))


def outcome(office: Office) -> tuple[object, ...]:
    """How the story has ended, and how much was said."""
    office.passes(minutes=15)
    said = [len(office.told(who)) for who in (office.finn, office.ada, office.mira)]
    return office.state(), office.owner() == office.ada.id, len(office.cards()), said


@pytest.fixture
def plain_outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    """Give the outcome of the story when everything is told once and in order."""
    file = tmp_path_factory.mktemp("plain") / "plain.sqlite"
    with open_office(f"sqlite:///{file}", SteppedClock(START)) as office:
        office.opens()
        acts(office)
        return outcome(office)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2), (2, 0, 3, 1)])
def test_told_twice_and_in_any_order_a_story_ends_the_same(
    office: Office, plain_outcome: tuple[object, ...], order: tuple[int, ...]
):
    office.opens()
    with office.slack.hold():
        acts(office)
        told = office.slack.release(order)
        for delivery in reversed(told):
            office.slack.redeliver(delivery)

    assert outcome(office) == plain_outcome


def number_of(card: Message) -> str:
    """The number of the incident that a card is about."""
    return card.text.split("INC-")[1].split(",")[0]


def test_a_replica_that_is_gone_leaves_its_lease_to_the_other(either_office: Office):
    office = either_office
    office.files(office.finn, "revenue is zero")
    gone = connect(office.database_url)
    with gone.begin() as tx:
        front, now = office.bot.identity.front, office.clock.now()
        for lease in "ab":
            until = now + timedelta(seconds=60)
            tx.outbox.lease(front, lease=lease, now=now, until=until, closed=NOTHING_CLOSED)
    gone.close()

    office.settle()
    assert office.cards() == []
    office.passes(minutes=1)

    assert len(office.cards()) == 1
    assert len(office.slack.calls_of("conversations.history")) == 1
