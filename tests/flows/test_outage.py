"""Slack is away, answers with rubbish, or swallows an answer: nothing lost, nothing twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.fakeslack import Person
from bot.fakeslack.faults import EVERY_METHOD, FOREVER
from tests.flows.office import Office, comes_true

POST = "chat.postMessage"
HISTORY = ("channels:history", "groups:history", "im:history")
# Ways in which a post can have been made although nobody was told so.
LOST_ANSWERS: dict[str, Callable[[Office], None]] = {
    "dropped": lambda office: office.slack.faults.drop_after_work(POST),
    "timed out": lambda office: office.slack.faults.hang(POST, seconds=0.05),
}


def away(office: Office, **how: object) -> None:
    """Let every call of the Web API fail until `clear`; the socket stays."""
    office.slack.faults.answer(EVERY_METHOD, times=FOREVER, **{"status": 503, **how})  # type: ignore[arg-type]


def told(who: Person) -> list[str]:
    """What the bot has written to somebody."""
    return [message.plain() for message in who.sees(who.dms())]


def numbers(office: Office) -> list[str]:
    """The incidents whose cards are in the channel, in the order of the messages."""
    return [card.text.split("INC-")[1].split()[0].strip(",") for card in office.cards()]


@pytest.mark.parametrize("how", [{"html": True}, {"error": "internal_error", "status": 500}])
def test_an_hour_without_slack_ends_with_one_card_each_in_the_order_of_filing(
    office: Office, how: dict[str, object]
):
    away(office, **how)
    for minute in range(6):
        office.files(office.finn, f"question {minute}")
        office.passes(minutes=10)
    assert office.cards() == []

    office.slack.faults.clear()
    office.passes(minutes=5)

    assert numbers(office) == ["1", "2", "3", "4", "5", "6"]
    assert office.bot.services.outbox.count_waiting(office.bot.identity.front) == 0


def test_slack_is_not_pestered_while_it_is_away(office: Office):
    away(office)
    for minute in range(5):
        office.files(office.finn, f"question {minute}")
    office.passes(minutes=30)
    calls = len(office.slack.calls)

    for _ in range(6):
        office.passes(minutes=5)

    # The oldest card speaks for all of them, and the errand to read Finn's profile for itself.
    assert len(office.slack.calls) - calls <= 14


def test_slack_away_altogether_takes_nothing_with_it(office: Office):
    office.opens("revenue is zero")
    office.slack.faults.down(refuse=True)
    assert comes_true(lambda: office.slack.connections == 0)
    claimed = office.ada.reacts("eyes", to=office.card())
    office.passes(minutes=3)

    office.slack.faults.up()
    assert comes_true(lambda: office.slack.connections == 1, 6.0)
    office.clock.move(timedelta(minutes=3))

    assert claimed is not None
    assert comes_true(lambda: claimed.acked)
    office.settle()
    assert f"<@{office.ada.id}> has it" in office.card().text
    assert len(office.told()) == 1


def test_emoji_that_slack_never_told_us_of_are_found_on_the_cards(office: Office):
    office.opens("revenue is zero")
    office.opens("margin is zero")
    with office.slack.hold() as lost:
        office.ada.reacts("eyes", to=office.card(1))
        office.bo.reacts("eyes", to=office.card(2))
        office.bo.reacts("white_check_mark", to=office.card(2))
        lost.clear()

    office.bot.services.outbox.look_at_cards(office.bot.identity.front)
    office.settle()

    assert [office.state(1), office.state(2)] == ["claimed", "answered"]
    assert [office.owner(1), office.owner(2)] == [office.ada.id, office.bo.id]


def test_what_happened_to_a_request_meanwhile_is_told_when_slack_is_back(office: Office):
    office.files(office.finn, "revenue is zero")
    office.settle()
    away(office)
    office.ada.reacts("eyes", to=office.card())
    office.passes(minutes=20)
    office.ada.reacts("white_check_mark", to=office.card())
    office.passes(minutes=20)

    office.slack.faults.clear()
    office.passes(minutes=5)

    assert "answered" in office.card().text
    assert len(office.cards()) == 1
    # That it was claimed is no news any more.
    assert [line for line in told(office.finn) if "has your request" in line] == []
    assert len(told(office.finn)) == 1


@pytest.mark.parametrize("way", LOST_ANSWERS)
def test_a_card_whose_answer_was_lost_is_found_again(office: Office, way: str):
    office.files(office.finn, "revenue is zero")
    LOST_ANSWERS[way](office)

    office.settle()

    assert len(office.cards()) == 1
    assert len(office.slack.calls_of(POST)) == 1
    # The bot knows which message it is: an emoji on it works.
    office.ada.reacts("eyes", to=office.card())
    assert office.owner() == office.ada.id


def test_a_timeout_of_the_client_is_a_lost_answer_too(office: Office):
    office.files(office.finn, "revenue is zero")
    office.bot.sender._wire._client.timeout = 0.1  # type: ignore[assignment]
    office.slack.faults.hang(POST, seconds=0.3)

    office.settle()

    assert len(office.cards()) == 1
    assert len(office.slack.calls_of(POST)) == 1


@pytest.mark.parametrize("way", LOST_ANSWERS)
def test_news_whose_answer_was_lost_reaches_the_requester_once(office: Office, way: str):
    office.files(office.finn, "revenue is zero")
    office.settle()
    office.ada.reacts("eyes", to=office.card())
    LOST_ANSWERS[way](office)

    office.settle()
    office.ada.reacts("white_check_mark", to=office.card())
    LOST_ANSWERS[way](office)
    office.passes(minutes=11)

    first, second = office.finn.sees(office.finn.dms())
    assert "has your request" in first.text
    assert "is answered" in second.text
    assert second.thread_ts == first.ts


def test_words_for_the_thread_whose_answer_was_lost_are_there_once(office: Office):
    office.files(office.finn, "revenue is zero")
    office.settle()
    for emoji in ("eyes", "white_check_mark"):
        office.ada.reacts(emoji, to=office.card())
    office.passes(minutes=11)
    office.finn.presses(office.finn.last(office.finn.dms()), "It does not")
    office.settle()
    office.finn.presses(office.finn.last(office.finn.dms()), "Say what is missing")
    office.finn.fills("words", "France too")
    office.finn.submits()
    office.slack.faults.drop_after_work(POST)

    office.settle()

    replies = [reply.text for reply in office.slack.thread(office.card())[1:]]
    assert ["France too" in reply for reply in replies] == [False, True]


def test_a_post_that_slack_did_not_make_is_looked_for_and_made(office: Office):
    office.files(office.finn, "revenue is zero")
    office.slack.faults.answer(POST, error="fatal_error")

    office.settle()

    assert len(office.cards()) == 1
    assert len(office.slack.calls_of("conversations.history")) == 1


def test_looking_for_a_post_waits_until_slack_lets_us_look(office: Office):
    office.files(office.finn, "revenue is zero")
    office.slack.faults.drop_after_work(POST)
    office.slack.faults.answer("conversations.history", status=503, times=3)

    office.settle()

    assert len(office.cards()) == 1
    assert len(office.slack.calls_of(POST)) == 1


def test_without_the_history_scopes_it_is_posted_again_and_the_log_says_so(
    open_an_office: Callable[..., Office], caplog: pytest.LogCaptureFixture
):
    office = open_an_office(withhold=HISTORY)
    office.files(office.finn, "revenue is zero")
    office.slack.faults.drop_after_work(POST)

    office.settle()

    assert len(office.slack.calls_of(POST)) == 2
    assert "a double is possible" in caplog.text
    office.ada.reacts("eyes", to=office.cards()[-1])
    assert office.owner() == office.ada.id


def test_a_card_edited_into_silence_is_edited_again(office: Office):
    office.files(office.finn, "revenue is zero")
    office.settle()
    office.ada.reacts("eyes", to=office.card())
    office.slack.faults.drop_after_work("chat.update")

    office.settle()

    assert len(office.cards()) == 1
    assert f"<@{office.ada.id}> has it" in office.card().text


def test_a_whisper_whose_answer_was_lost_is_not_repeated(office: Office):
    office.files(office.finn, "revenue is zero")
    office.settle()
    office.zoe.reacts("eyes", to=office.card())
    office.slack.faults.drop_after_work("chat.postEphemeral")

    office.passes(minutes=10)

    assert len(office.slack.calls_of("chat.postEphemeral")) == 1
    whispers = [one for one in office.zoe.sees(office.requests) if one.ephemeral_to]
    assert len(whispers) == 1


def test_a_whisper_that_slack_surely_did_not_make_is_tried_again(office: Office):
    office.files(office.finn, "revenue is zero")
    office.settle()
    office.zoe.reacts("eyes", to=office.card())
    office.slack.faults.answer("chat.postEphemeral", status=429, retry_after=5)

    office.settle()

    whispers = [one for one in office.zoe.sees(office.requests) if one.ephemeral_to]
    assert len(whispers) == 1


def test_somebody_who_has_left_the_channel_gets_the_whisper_as_a_message(office: Office):
    office.files(office.finn, "revenue is zero")
    office.settle()
    office.zoe.reacts("eyes", to=office.card())
    office.requests.kick(office.zoe)

    office.settle()

    assert len(told(office.zoe)) == 1
    assert "Only members" in told(office.zoe)[0]


def test_slack_says_when_to_come_back_and_only_that_channel_waits(office: Office):
    office.files(office.finn, "revenue is zero")
    office.slack.faults.answer(POST, status=429, retry_after=20)
    office.bot.sender.drain()
    asked_at = office.clock.now()

    office.files(office.finn, "margin is zero")
    office.bot.sender.drain()
    assert office.cards() == []
    assert [call.args["user"] for call in office.slack.calls_of("users.info")] == [office.finn.id]
    office.settle()

    posts = office.slack.calls_of(POST)
    assert [post.at - asked_at >= timedelta(seconds=20) for post in posts[1:]] == [True, True]
    assert numbers(office) == ["1", "2"]


@pytest.mark.parametrize("error", ["ratelimited", "rate_limited", "message_limit_exceeded"])
def test_being_too_fast_may_also_come_with_status_200(office: Office, error: str):
    office.files(office.finn, "revenue is zero")
    office.slack.faults.answer(POST, error=error)

    office.passes(seconds=40)

    assert len(office.cards()) == 1
    assert told(office.mira) == []


def test_a_page_of_html_with_status_200_is_no_answer(office: Office):
    office.files(office.finn, "revenue is zero")
    office.slack.faults.answer(POST, html=True)

    office.settle()

    assert len(office.cards()) == 1


# --- the channel, the scopes, the token -------------------------------------------------------


def test_cards_wait_for_an_archived_channel_and_come_in_order(office: Office):
    office.requests.archive(by=office.mira)
    for number in range(4):
        office.files(office.finn, f"question {number}")
        office.passes(minutes=7)
    assert office.cards() == []
    assert len(told(office.mira)) == 1
    assert "is_archived" in told(office.mira)[0]

    office.requests.unarchive(by=office.mira)
    office.settle()

    assert numbers(office) == ["1", "2", "3", "4"]
    assert len(told(office.mira)) == 1


@pytest.mark.parametrize("is_private", [False, True])
def test_cards_wait_until_the_bot_is_invited_again(office: Office, is_private: bool):
    if is_private:
        channel = office.slack.channel("war-room", members=[office.app, office.ada], private=True)
        office.import_settings(requests=channel.id)
        office.requests = channel
    office.requests.kick(office.app)
    for number in range(3):
        office.files(office.finn, f"question {number}")
    office.passes(minutes=12)
    assert office.cards() == []
    assert len(told(office.mira)) == 1

    office.requests.invite(office.app, by=office.ada)
    office.settle()

    assert numbers(office) == ["1", "2", "3"]


def test_a_channel_archived_in_the_middle_keeps_its_card_and_catches_up(office: Office):
    office.files(office.finn, "revenue is zero")
    office.settle()
    office.ada.reacts("eyes", to=office.card())
    office.requests.archive(by=office.mira)
    office.passes(minutes=1)
    assert any("has your request" in line for line in told(office.finn))

    office.requests.unarchive(by=office.mira)
    office.settle()

    assert f"<@{office.ada.id}> has it" in office.card().text
    assert len(office.cards()) == 1


def test_a_missing_scope_is_told_to_an_admin_and_looked_at_again(office: Office):
    office.files(office.finn, "revenue is zero")
    office.slack.faults.answer(POST, error="missing_scope")

    office.settle()
    assert office.cards() == []
    office.passes(minutes=6)

    assert len(office.cards()) == 1
    assert len(told(office.mira)) == 1
    assert "missing_scope" in told(office.mira)[0]


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "invalid_auth"])
def test_a_dead_token_is_tried_twice_in_five_minutes_and_then_everything_is_said(
    office: Office, error: str, caplog: pytest.LogCaptureFixture
):
    office.slack.revoke_tokens(office.app, error)
    for number in range(5):
        office.files(office.finn, f"question {number}")
    office.settle()
    seen = len(office.slack.calls)
    office.passes(minutes=5)
    assert len(office.slack.calls) - seen <= 2
    assert error in caplog.text

    office.slack.restore_tokens(office.app)
    office.passes(minutes=6)

    assert numbers(office) == ["1", "2", "3", "4", "5"]
