"""The connection to Slack: renewed, cut, gone quiet, and never a delivery lost over it."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.bootstrap import build
from bot.clock import SteppedClock
from bot.slack.introduction import SlackRefusesUs
from tests.flows.office import Office, comes_true

# A person sees a warning after three seconds.
SOON_SECONDS = 0.5
REASONS = ("warning", "refresh_requested", "link_disabled", "too_many_websockets")


def has_a_new_connection(office: Office, *, opened: int = 2, within_seconds: float = 1.0) -> bool:
    """Whether the bot has asked for its next connection and is on it."""
    is_asked = comes_true(
        lambda: len(office.slack.calls_of("apps.connections.open")) >= opened, within_seconds
    )
    office.slack.wait_connected()
    return is_asked


def test_a_bot_opens_one_connection_when_it_starts(office: Office):
    calls = office.slack.calls_of("apps.connections.open")

    assert len(calls) == 1
    assert office.slack.connections == 1


@pytest.mark.parametrize("reason", REASONS)
def test_a_command_on_a_connection_just_renewed_is_answered_at_once(office: Office, reason: str):
    office.slack.faults.disconnect(reason)
    office.slack.wait_connected()

    delivery = office.finn.types("/rapid revenue is zero", in_=office.general)

    assert delivery.acked
    assert delivery.seconds < SOON_SECONDS
    assert has_a_new_connection(office)


def test_people_do_not_notice_a_refresh(office: Office):
    with ThreadPoolExecutor() as pool:
        typing = pool.submit(
            lambda: [office.finn.types("/rapid-queue", in_=office.general) for _ in range(60)]
        )
        for _ in range(4):
            office.slack.faults.disconnect(grace=0.1)
            comes_true(typing.done, 0.15)
        typed = typing.result()

    assert [delivery.acked for delivery in typed] == [True] * 60
    assert max(delivery.seconds for delivery in typed) < SOON_SECONDS


def test_a_cut_without_a_word_is_mended_within_a_second(office: Office):
    office.slack.faults.cut()

    assert has_a_new_connection(office, within_seconds=1.0)
    assert office.finn.types("/rapid revenue is zero", in_=office.general).acked


def test_a_connection_that_has_gone_deaf_is_noticed_by_its_missing_pongs(office: Office):
    office.slack.faults.half_open()

    assert has_a_new_connection(office, within_seconds=6.5)
    assert office.finn.types("/rapid revenue is zero", in_=office.general).acked


def test_an_event_while_there_is_no_connection_comes_again(office: Office):
    office.files(office.finn, "revenue is zero")
    office.settle()

    office.slack.faults.answer("apps.connections.open", error="internal_error", status=500)
    office.slack.faults.cut()
    assert comes_true(lambda: office.slack.connections == 0)
    delivery = office.ada.reacts("eyes", to=office.card())
    assert has_a_new_connection(office, opened=3)
    office.clock.move(timedelta(minutes=1))

    assert delivery is not None
    assert comes_true(lambda: delivery.acked)
    assert office.owner() == office.ada.id


def test_a_bot_keeps_asking_for_a_connection_while_slack_gives_none(office: Office):
    office.slack.faults.answer("apps.connections.open", error="internal_error", status=500)
    office.slack.faults.answer("apps.connections.open", status=429, retry_after=30)

    office.slack.faults.cut()

    assert has_a_new_connection(office, opened=4)
    assert office.finn.types("/rapid revenue is zero", in_=office.general).acked


def test_a_refresh_that_slack_cannot_serve_is_made_when_the_old_connection_ends(office: Office):
    office.slack.faults.answer("apps.connections.open", error="internal_error", status=500)

    office.slack.faults.disconnect("warning", grace=0.1)

    assert has_a_new_connection(office, opened=3)
    assert office.finn.types("/rapid revenue is zero", in_=office.general).acked


def test_an_acknowledgement_that_meets_a_cut_is_sent_on_the_new_connection(office: Office):
    office.opens()
    office.slack.faults.slow("views.open", 0.1)
    office.slack.faults.slow("apps.connections.open", 0.3)

    with ThreadPoolExecutor() as pool:
        pressing = pool.submit(office.ada.presses, office.card(), "change_severity")
        assert comes_true(lambda: bool(office.slack.calls_of("views.open")))
        office.slack.faults.cut()
        delivery = pressing.result()

    assert delivery.acked


def test_hanging_up_while_a_connection_is_being_replaced_ends_in_silence(
    office: Office, caplog: pytest.LogCaptureFixture
):
    office.slack.faults.disconnect(grace=0.0)

    office.bot.stop()

    assert comes_true(lambda: office.slack.connections == 0)
    assert not [line for line in caplog.records if line.name.startswith("bot")]


def test_a_lost_acknowledgement_brings_the_emoji_again_and_it_counts_once(office: Office):
    office.files(office.finn, "revenue is zero")
    office.settle()
    office.slack.faults.lose_acks()

    delivery = office.ada.reacts("eyes", to=office.card())
    assert delivery is not None
    assert comes_true(lambda: delivery.acked)
    office.settle()

    assert delivery.attempts == 2
    assert office.owner() == office.ada.id
    assert len(office.finn.sees(office.finn.dms())) == 1


def test_a_command_delivered_twice_files_once_and_says_the_same_twice(office: Office):
    first = office.finn.types("/rapid revenue is zero", in_=office.general)

    again = office.slack.redeliver(first)
    office.settle()

    assert again.payload == first.payload
    assert len(office.cards()) == 1


def test_an_event_whose_first_delivery_was_never_seen_counts_when_it_is_sent_again(office: Office):
    office.files(office.finn, "revenue is zero")
    office.settle()
    with office.slack.hold() as held:
        office.ada.reacts("eyes", to=office.card())

        assert office.slack.redeliver(held[0], retry_attempt=3).acked

        assert office.owner() == office.ada.id


def test_a_second_process_with_the_same_token_is_warned_of(
    office: Office, caplog: pytest.LogCaptureFixture
):
    second = office.bring_bot()

    assert comes_true(lambda: "2 processes are connected" in caplog.text)
    second.stop()


def test_what_nobody_listens_to_is_acknowledged_and_logged(
    office: Office, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO, logger="bot")
    team = office.app.team_id
    event = {"type": "star_added", "user": office.ada.id}
    payload = {"type": "event_callback", "team_id": team, "event_id": "Ev1", "event": event}

    delivery = office.slack.deliver("events_api", payload)

    assert delivery.acked
    assert "what=event:star_added id=Ev1" in caplog.text
    assert "outcome=unheard" in caplog.text


def test_a_delivery_of_another_workspace_is_acknowledged_and_changes_nothing(
    office: Office, caplog: pytest.LogCaptureFixture
):
    office.files(office.finn, "revenue is zero")
    office.settle()
    calls = len(office.slack.calls)
    with office.slack.hold() as held:
        office.ada.reacts("eyes", to=office.card())
        foreign = held[0].sent | {"team_id": "T0STRANGER", "authorizations": []}
        held.clear()

    delivery = office.slack.deliver("events_api", foreign)
    office.settle()

    assert delivery.acked
    assert office.state() == "new"
    assert len(office.slack.calls) == calls
    assert "T0STRANGER" in caplog.text


def test_a_bot_token_that_slack_does_not_know_ends_the_start_with_a_sentence(
    office: Office, clock: SteppedClock
):
    office.slack.revoke_tokens(office.app, "invalid_auth")

    with pytest.raises(SlackRefusesUs, match="does not accept SLACK_BOT_TOKEN"):
        build(office.environment(), clock, wait=_never)


def test_an_app_token_that_slack_does_not_know_ends_the_start_with_a_sentence(
    office: Office, clock: SteppedClock
):
    bot = build(office.environment(), clock, wait=_never)
    office.slack.revoke_tokens(office.app, "invalid_auth")

    with pytest.raises(SlackRefusesUs, match="does not accept SLACK_APP_TOKEN"):
        bot.start()

    bot.stop()


def test_a_bot_that_starts_while_slack_is_away_waits_for_it(office: Office, clock: SteppedClock):
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            office.slack.faults.up()
            office.slack.faults.answer("apps.connections.open", error="x", status=503)

    office.slack.faults.down(refuse=True)
    bot = build(office.environment(), clock, wait=wait)
    bot.start()

    assert waits == [1, 2, 4, 1]
    assert comes_true(lambda: office.slack.connections >= 1)
    bot.stop()


def _never(seconds: float) -> None:
    raise AssertionError(f"Waited for {seconds} s")
