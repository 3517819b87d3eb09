"""Time off, overrides, cover requests and exchanges: who may do what, and until when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.cadence import Span
from bot.domain.cover import (
    Cover,
    Exchange,
    Stage,
    accept_override,
    agree,
    ask_cover,
    back,
    end_override,
    left,
    off,
    propose,
    put_on_call,
    refuse,
    take,
    withdraw,
)
from bot.domain.errors import Reason, Refusal
from tests.builders import ADA, BO, CY

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
TOMORROW = Span(NOW + 24 * HOUR, NOW + 28 * HOUR)
RUNNING = Span(NOW - HOUR, NOW + HOUR)
OVER = Span(NOW - 2 * HOUR, NOW)
BACKWARDS = Span(NOW + 2 * HOUR, NOW + HOUR)
LATE = TOMORROW.starts_at

COVER = ask_cover(ADA, TOMORROW, NOW)
NEXT_WEEK = Span(NOW + 168 * HOUR, NOW + 192 * HOUR)


def an_exchange() -> Exchange:
    return propose(ADA, TOMORROW, BO, NEXT_WEEK, now=NOW)


# --- cover -----------------------------------------------------------------------------------


def test_a_request_is_open_until_it_is_taken():
    taken = take(COVER, BO, NOW + HOUR)

    assert COVER.stage(NOW) is Stage.OPEN
    assert taken == replace(COVER, taker=BO, taken_at=NOW + HOUR)
    assert taken.stage(LATE) is Stage.TAKEN


def test_a_request_that_nobody_took_is_past_due_as_soon_as_its_time_begins():
    just_before = LATE - timedelta(microseconds=1)

    assert COVER.stage(just_before) is Stage.OPEN
    assert COVER.stage(LATE) is Stage.PAST_DUE


def test_a_second_tap_of_the_taker_changes_nothing():
    taken = take(COVER, BO, NOW)

    assert take(taken, BO, LATE) is taken


def test_a_request_withdrawn_twice_is_withdrawn_once():
    withdrawn = withdraw(COVER, ADA, NOW + HOUR)

    assert withdrawn.stage(NOW + HOUR) is Stage.WITHDRAWN
    assert withdraw(withdrawn, ADA, LATE) is withdrawn


# --- overrides -------------------------------------------------------------------------------


def test_an_override_begins_now_at_the_earliest():
    override = put_on_call(BO, RUNNING, has_accepted=True, now=NOW)

    assert (override.starts_at, override.ends_at) == (NOW, RUNNING.ends_at)
    assert override.accepted_at == NOW


def test_somebody_else_has_to_accept_an_override_first():
    override = put_on_call(BO, TOMORROW, has_accepted=False, now=NOW)

    accepted = accept_override(override, BO, NOW + HOUR)

    assert override.accepted_at is None
    assert accepted.accepted_at == NOW + HOUR
    assert accept_override(accepted, BO, LATE) is accepted


def test_ending_an_override_leaves_what_was_served():
    override = put_on_call(BO, TOMORROW, has_accepted=True, now=NOW)

    assert end_override(override, LATE) is None
    assert end_override(override, LATE + HOUR) == replace(override, ends_at=LATE + HOUR)


# --- time off --------------------------------------------------------------------------------


def test_time_off_counts_from_when_it_begins_or_is_known():
    assert off(ADA, TOMORROW, NOW).counts_from == TOMORROW.starts_at
    assert off(ADA, RUNNING, NOW).counts_from == NOW
    assert left(ADA, NOW).counts_from == NOW


def test_time_off_withdrawn_twice_is_withdrawn_once():
    withdrawn = back(off(ADA, TOMORROW, NOW), NOW + HOUR)

    assert not withdrawn.is_known(NOW + HOUR)
    assert withdrawn.is_known(NOW)
    assert back(withdrawn, LATE) is withdrawn


def test_whoever_has_left_can_be_back_at_any_time():
    assert back(left(ADA, NOW), NOW + 9999 * HOUR).withdrawn_at == NOW + 9999 * HOUR


# --- exchanges -------------------------------------------------------------------------------


def test_an_exchange_waits_for_the_other_side():
    exchange = an_exchange()

    agreed = agree(exchange, BO, NOW + HOUR)

    assert exchange.accepted_at is None
    assert agreed.accepted_at == NOW + HOUR
    assert agree(agreed, BO, LATE) is agreed


def test_either_side_can_call_an_exchange_off_before_that():
    refused = refuse(an_exchange(), ADA, NOW + HOUR)

    assert refused.withdrawn_at == NOW + HOUR
    assert refuse(refused, BO, LATE) == refused


# --- what is declined ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "reason"),
    [
        (lambda: take(COVER, ADA, NOW), Reason.OWN_REQUEST),
        (lambda: take(take(COVER, BO, NOW), CY, NOW), Reason.ALREADY_TAKEN),
        (lambda: take(COVER, BO, LATE), Reason.HAS_BEGUN),
        (lambda: take(withdraw(COVER, ADA, NOW), BO, NOW), Reason.CALLED_OFF),
        (lambda: withdraw(COVER, BO, NOW), Reason.NOT_FOR_YOU),
        (lambda: withdraw(take(COVER, BO, NOW), ADA, NOW), Reason.ALREADY_TAKEN),
        (lambda: ask_cover(ADA, RUNNING, NOW), Reason.HAS_BEGUN),
        (lambda: ask_cover(ADA, BACKWARDS, NOW), Reason.ENDS_FIRST),
        (lambda: ask_cover(ADA, OVER, NOW), Reason.IS_OVER),
    ],
    ids=[
        "one's own",
        "another took it",
        "too late",
        "taken back",
        "another's",
        "not any more",
        "running",
        "backwards",
        "over",
    ],
)
def test_a_cover_is_declined(verb: Callable[[], Cover], reason: Reason):
    with pytest.raises(Refusal) as declined:
        verb()

    assert declined.value.reason is reason


@pytest.mark.parametrize(
    ("verb", "reason"),
    [
        (lambda: put_on_call(BO, OVER, has_accepted=True, now=NOW), Reason.IS_OVER),
        (lambda: put_on_call(BO, BACKWARDS, has_accepted=True, now=NOW), Reason.ENDS_FIRST),
        (
            lambda: accept_override(
                put_on_call(BO, TOMORROW, has_accepted=False, now=NOW), CY, NOW
            ),
            Reason.NOT_FOR_YOU,
        ),
        (
            lambda: accept_override(
                put_on_call(BO, TOMORROW, has_accepted=False, now=NOW), BO, TOMORROW.ends_at
            ),
            Reason.IS_OVER,
        ),
        (
            lambda: end_override(
                put_on_call(BO, TOMORROW, has_accepted=True, now=NOW), TOMORROW.ends_at
            ),
            Reason.IS_OVER,
        ),
        (lambda: off(ADA, OVER, NOW), Reason.IS_OVER),
        (lambda: back(off(ADA, TOMORROW, NOW), TOMORROW.ends_at), Reason.IS_OVER),
    ],
    ids=[
        "over",
        "backwards",
        "another's",
        "accepted too late",
        "ended afterwards",
        "off before",
        "back too late",
    ],
)
def test_what_is_over_or_not_theirs_is_declined(verb: Callable[[], object], reason: Reason):
    with pytest.raises(Refusal) as declined:
        verb()

    assert declined.value.reason is reason


@pytest.mark.parametrize(
    ("verb", "reason"),
    [
        (lambda: propose(ADA, TOMORROW, ADA, NEXT_WEEK, now=NOW), Reason.OWN_REQUEST),
        (lambda: propose(ADA, RUNNING, BO, NEXT_WEEK, now=NOW), Reason.HAS_BEGUN),
        (lambda: agree(an_exchange(), CY, NOW), Reason.NOT_FOR_YOU),
        (lambda: agree(an_exchange(), BO, LATE), Reason.HAS_BEGUN),
        (lambda: agree(refuse(an_exchange(), ADA, NOW), BO, NOW), Reason.CALLED_OFF),
        (lambda: refuse(an_exchange(), CY, NOW), Reason.NOT_FOR_YOU),
        (lambda: refuse(agree(an_exchange(), BO, NOW), ADA, NOW), Reason.ALREADY_TAKEN),
    ],
    ids=["oneself", "running", "a third", "too late", "called off", "not theirs", "agreed"],
)
def test_an_exchange_is_declined(verb: Callable[[], Exchange], reason: Reason):
    with pytest.raises(Refusal) as declined:
        verb()

    assert declined.value.reason is reason
