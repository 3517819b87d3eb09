"""Within Slack's pace, and what comes out at the end is right."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

from bot.domain.pacing import CHANNEL
from tests.flows.office import Office

REFUSED = 429


def posts(office: Office) -> list[timedelta]:
    """How long after the post before it each post to the requests channel was made."""
    made = [
        call.at
        for call in office.slack.calls_of("chat.postMessage")
        if call.args["channel"] == office.requests.id
    ]
    return [later - earlier for earlier, later in pairwise(made)]


def test_thirty_requests_in_a_second_become_thirty_cards_about_a_second_apart(office: Office):
    for number in range(30):
        office.files(office.finn, f"question {number}")
        office.clock.move(timedelta(milliseconds=30))

    office.settle(within=timedelta(minutes=2))

    assert [card.text.split(",")[0] for card in office.cards()] == [
        f"INC-{number}" for number in range(1, 31)
    ]
    assert all(wait >= timedelta(seconds=0.9) for wait in posts(office)[CHANNEL.burst - 1 :])
    assert sum(posts(office), timedelta()) <= timedelta(seconds=31)
    assert not [call for call in office.slack.calls if call.status == REFUSED]


def test_two_busy_channels_do_not_wait_for_each_other(office: Office):
    for number in range(6):
        office.files(office.finn, f"question {number}")
    office.bot.sender.drain()
    waiting = 6 - len(office.cards())

    office.ada.reacts("eyes", to=office.card(1))
    office.bot.sender.drain()

    assert waiting == 3
    assert len(office.finn.sees(office.finn.dms())) == 1


def test_twenty_changes_of_a_card_in_two_seconds_are_at_most_three_edits(office: Office):
    office.files(office.finn, "revenue is zero")
    office.settle()
    office.clock.move(timedelta(seconds=5))

    for number in range(20):
        toggle = office.ada.unreacts if number % 2 else office.ada.reacts
        toggle("eyes", to=office.card())
        office.bot.sender.drain()
        office.clock.move(timedelta(milliseconds=100))
    office.settle()

    assert len(office.slack.calls_of("chat.update")) <= 3
    assert office.state() == "new"
    assert "nobody has it yet" in office.card().text


def test_two_senders_leave_a_card_that_says_what_the_database_says(office: Office):
    office.files(office.finn, "revenue is zero")
    office.settle()
    second = office.bring_bot()

    with ThreadPoolExecutor() as pool:
        for number in range(15):
            toggle = office.ada.unreacts if number % 2 else office.ada.reacts
            toggle("eyes", to=office.card())
            office.clock.move(timedelta(seconds=1))
            for done in [pool.submit(bot.sender.drain) for bot in (office.bot, second)]:
                done.result()
    office.settle()
    second.stop()

    assert office.owner() == office.ada.id
    assert len(office.cards()) == 1
    assert f"<@{office.ada.id}> has it" in office.card().text
