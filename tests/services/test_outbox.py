"""What waits to be said: composed when it is due, said once, and kept when Slack declines."""

from datetime import timedelta

import pytest

from bot.clock import SteppedClock
from bot.domain import notice as notices
from bot.domain.content import Card, Refused, Told, Trouble
from bot.domain.delivery import LEASE, PROBE_EVERY, Failure, Step
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Number
from bot.domain.notice import Call, Kind
from bot.domain.severity import Severity
from bot.domain.timeline import What
from bot.services import Services
from bot.services.ground import Ground
from bot.services.outbox import LOOK_AGAIN_AFTER, REST_BETWEEN_EDITS, Closed, Parcel
from storage.message import Purpose
from tests.builders import (
    ADA,
    BO,
    FINN,
    FRONT,
    GENERAL,
    MIRA,
    REQUESTS,
    ZOE,
    a_message,
    a_person,
    a_request,
)
from tests.fakes import FakeSender, an_act

MINUTE = timedelta(minutes=1)


@pytest.fixture
def number(services: Services) -> Number:
    return services.incidents.file(FRONT, a_request()).seen.incident.number


def whats(sender: FakeSender) -> list[What]:
    """Return which news the requester has heard."""
    return [told.entry.what for told in sender.contents(Told)]


# --- composed when due -----------------------------------------------------------------------


def test_a_card_shows_what_is_true_when_it_is_said(
    services: Services, sender: FakeSender, number: Number
):
    services.incidents.claim(an_act(number, ADA))

    sender.say_all()

    cards = sender.contents(Card)
    assert [card.seen.incident.owner for card in cards] == [ADA]


def test_many_changes_leave_one_edit_and_a_rest(
    services: Services, sender: FakeSender, number: Number, clock: SteppedClock
):
    sender.say_all()
    for by in (ADA, BO, ADA, BO):
        services.incidents.take_over(an_act(number, by)) if by is BO else _claim(services, number)
    at_once = [kind for kind in sender.say_all() if kind is Kind.CARD]
    clock.move(REST_BETWEEN_EDITS)

    after_a_rest = [kind for kind in sender.say_all() if kind is Kind.CARD]

    assert (at_once, after_a_rest) == ([], [Kind.CARD])
    assert sender.contents(Card)[-1].seen.incident.owner == BO


def _claim(services: Services, number: Number) -> None:
    if services.queue.story(FRONT, number, ADA).line.seen.incident.owner is None:
        services.incidents.claim(an_act(number, ADA))


def test_a_posted_card_is_edited_from_then_on(
    services: Services, sender: FakeSender, number: Number, clock: SteppedClock
):
    first = sender.must_lease(Kind.CARD)
    place = sender.say(first)
    clock.move(MINUTE)
    services.incidents.claim(an_act(number, ADA))

    second = sender.must_lease(Kind.CARD)

    assert (first.shown, second.shown) == (None, place)
    assert services.outbox.lease(FRONT, Closed(calls=frozenset(Call))) is None


def test_a_claim_that_was_given_back_before_it_was_told_is_no_news(
    services: Services, sender: FakeSender, number: Number, clock: SteppedClock
):
    services.incidents.claim(an_act(number, ADA))
    clock.move(timedelta(seconds=1))
    services.incidents.release(an_act(number, ADA))
    clock.move(timedelta(seconds=1))
    services.incidents.claim(an_act(number, BO))
    clock.move(timedelta(minutes=2))

    sender.say_all()

    assert [(told.entry.what, told.entry.by) for told in sender.contents(Told)] == [
        (What.CLAIMED, BO)
    ]


def test_an_ending_that_was_undone_before_it_was_told_is_no_news(
    services: Services, sender: FakeSender, number: Number, clock: SteppedClock
):
    services.incidents.answer(an_act(number, ADA))
    clock.move(MINUTE)
    services.incidents.reopen(an_act(number, FINN), "Still wrong")
    clock.move(timedelta(hours=1))

    sender.say_all()

    assert whats(sender) == []
    assert services.outbox.count_waiting(FRONT) == 0


def test_a_release_is_told_when_nobody_takes_it_up(
    services: Services, sender: FakeSender, number: Number, clock: SteppedClock
):
    services.incidents.claim(an_act(number, ADA))
    sender.say_all()
    services.incidents.release(an_act(number, ADA))
    clock.move(timedelta(seconds=59))
    sender.say_all()
    too_early = whats(sender)
    clock.move(timedelta(seconds=1))

    sender.say_all()

    assert too_early == [What.CLAIMED]
    assert whats(sender) == [What.CLAIMED, What.RELEASED]


def test_the_requester_has_one_thread(
    services: Services, sender: FakeSender, number: Number, clock: SteppedClock
):
    services.incidents.answer(an_act(number, ADA))
    clock.move(timedelta(minutes=10))
    sender.say_all()
    services.incidents.reopen(an_act(number, BO), "Not yet")
    clock.move(MINUTE)
    sender.say_all()

    parcels = [parcel for parcel in sender.said if isinstance(parcel.content, Told)]
    assert [
        parcel.content.entry.what for parcel in parcels if isinstance(parcel.content, Told)
    ] == [
        What.ANSWERED,
        What.REOPENED,
    ]
    assert parcels[0].thread is None
    assert parcels[1].thread is not None


def test_words_wait_for_the_card_they_belong_under(
    services: Services, sender: FakeSender, number: Number, clock: SteppedClock
):
    services.incidents.say_more(an_act(number, FINN), "Since Monday")
    card = sender.must_lease(Kind.CARD)
    early = sender.say_all()
    place = sender.say(card)
    clock.move(LOOK_AGAIN_AFTER)

    then = sender.must_lease(Kind.THREAD)

    assert Kind.THREAD not in early
    assert then.thread == place


# --- once ------------------------------------------------------------------------------------


def test_a_notice_that_cannot_be_composed_keeps_no_other_from_being_said(
    services: Services, ground: Ground, number: Number, caplog: pytest.LogCaptureFixture
):
    with ground.db.begin() as tx:  # a card of an incident that is not there
        tx.outbox.put(notices.card(FRONT, Number(99), REQUESTS, ground.now()), ground.now())

    said = []
    while parcel := services.outbox.lease(FRONT, Closed()):
        services.outbox.delivered(parcel, a_message(parcel.notice.key))
        said.append(parcel.notice.key)

    assert f"card:{number}" in said
    assert "card:99" not in said
    assert "card:99 cannot be composed" in caplog.text
    assert services.outbox.next_due(FRONT) == ground.now() + PROBE_EVERY


@pytest.mark.usefixtures("number")
def test_what_may_have_been_said_by_a_dead_sender_comes_back_with_a_doubt(
    sender: FakeSender, clock: SteppedClock
):
    dead = sender.must_lease(Kind.CARD)
    began = clock.now()
    sender.say_all()
    clock.move(LEASE)

    again = sender.must_lease(Kind.CARD)

    assert dead.leased.unsure_since is None
    assert again.leased.unsure_since == began


@pytest.mark.parametrize("is_dead", [True, False], ids=["dead sender", "time-out"])
def test_what_is_said_once_at_most_is_dropped_in_doubt(
    services: Services, sender: FakeSender, number: Number, clock: SteppedClock, is_dead: bool
):
    services.incidents.answer(an_act(number, ADA))
    parcel = sender.must_lease(Kind.PROMPT)
    if not is_dead:
        services.outbox.failed(parcel, Failure.AMBIGUOUS, "timeout", is_unsure=True)
    clock.move(LEASE)

    assert Kind.PROMPT not in sender.say_all()
    clock.move(timedelta(hours=1))
    assert Kind.PROMPT not in sender.say_all()


def test_each_is_told_in_the_language_they_read_and_the_team_in_its_own(
    services: Services, sender: FakeSender, number: Number, ground: Ground
):
    services.settings.replace(FRONT, '[team]\nlanguage = "fr-FR"')
    sender.say_all()
    with ground.db.begin() as tx:
        tx.people.put(a_person(FINN, locale="de-DE", read_at=ground.now()))
    services.incidents.follow(an_act(number, ZOE))
    services.incidents.decline(an_act(number, ADA), "Not ours")

    sender.say_all()

    told = {parcel.notice.kind: parcel.locale for parcel in sender.said}
    assert (told[Kind.TELL], told[Kind.HEAR], told[Kind.CARD]) == ("de-DE", "fr-FR", "fr-FR")


def test_a_refusal_by_button_is_told_once(services: Services, sender: FakeSender, number: Number):
    for _ in range(2):
        services.outbox.refuse(
            FRONT,
            channel=REQUESTS,
            user=BO,
            refusal=Refusal(Reason.ANOTHER_HAS_IT, number, ADA),
            source_key="action:1",
        )

    sender.say_all()

    assert [refused.reason for refused in sender.contents(Refused)] == [Reason.ANOTHER_HAS_IT]


# --- what becomes of a failure ---------------------------------------------------------------


def fail(services: Services, parcel: Parcel, failure: Failure, **more: object) -> Step:
    facts = {"is_unsure": False} | more
    code = str(facts.pop("code", failure))
    return services.outbox.failed(parcel, failure, code, **facts).step  # type: ignore[arg-type]


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize("failure", [Failure.TRANSIENT, Failure.AMBIGUOUS])
def test_a_passing_failure_is_tried_again_later_and_later(
    services: Services, sender: FakeSender, clock: SteppedClock, failure: Failure
):
    for wait in (1, 2, 4):
        step = fail(services, sender.must_lease(Kind.CARD), failure)
        clock.move(timedelta(seconds=wait, milliseconds=-1))
        too_early = sender.say_all()
        clock.move(timedelta(milliseconds=1))

        assert step is Step.RETRY
        assert Kind.CARD not in too_early
    assert Kind.CARD in sender.say_all()


@pytest.mark.usefixtures("number")
def test_a_throttled_call_waits_as_long_as_slack_says(
    services: Services, sender: FakeSender, clock: SteppedClock
):
    parcel = sender.must_lease(Kind.CARD)

    fail(services, parcel, Failure.THROTTLED, retry_after=timedelta(seconds=30))

    clock.move(timedelta(seconds=29))
    assert Kind.CARD not in sender.say_all()
    clock.move(timedelta(seconds=1))
    assert Kind.CARD in sender.say_all()


def test_a_place_that_is_closed_is_held_and_the_admin_is_told_once(
    services: Services, sender: FakeSender, clock: SteppedClock
):
    for key in ("1", "2", "3"):
        services.incidents.file(FRONT, a_request(source_key=key))
    parcel = sender.must_lease(Kind.CARD)
    step = fail(services, parcel, Failure.CONFIG, code="is_archived")
    held = sender.say_all()
    clock.move(PROBE_EVERY)
    fail(services, sender.must_lease(Kind.CARD), Failure.CONFIG, code="is_archived")
    still_held = sender.say_all()
    services.outbox.resume(FRONT, REQUESTS)

    assert step is Step.HOLD
    assert Kind.CARD not in held + still_held
    assert sender.contents(Trouble) == [Trouble(place=REQUESTS, code="is_archived")]
    assert [said.place for said in sender.said if said.notice.kind is Kind.TROUBLE] == [MIRA]
    assert sender.say_all() == [Kind.CARD] * 3


def test_one_that_gets_through_lets_the_others_follow(
    services: Services, sender: FakeSender, clock: SteppedClock
):
    for key in ("1", "2", "3"):
        services.incidents.file(FRONT, a_request(source_key=key))
    fail(services, sender.must_lease(Kind.CARD), Failure.CONFIG)
    sender.say_all()
    clock.move(PROBE_EVERY + timedelta(seconds=10))

    assert sender.say_all() == [Kind.CARD] * 3


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize("length", [10, 1000])
def test_an_unknown_failure_is_kept_and_told_whatever_slack_wrote(
    services: Services, sender: FakeSender, clock: SteppedClock, length: int
):
    parcel = sender.must_lease(Kind.CARD)

    step = fail(services, parcel, Failure.UNKNOWN, code="x" * length)

    sender.say_all()
    assert step is Step.HOLD
    assert len(sender.contents(Trouble)) == 1
    clock.move(PROBE_EVERY)
    assert Kind.CARD in sender.say_all()


def test_a_revoked_token_holds_everything_and_tells_nobody(
    services: Services, sender: FakeSender, number: Number, clock: SteppedClock
):
    services.incidents.claim(an_act(number, ADA))

    step = fail(services, sender.must_lease(Kind.CARD), Failure.AUTH, code="token_revoked")

    assert step is Step.HOLD_ALL
    assert sender.say_all() == []
    clock.move(PROBE_EVERY + timedelta(seconds=10))
    assert {Kind.CARD, Kind.TELL} <= set(sender.say_all())
    assert sender.contents(Trouble) == []


def test_a_card_that_is_gone_is_posted_again(
    services: Services, sender: FakeSender, number: Number, clock: SteppedClock
):
    old = sender.say(sender.must_lease(Kind.CARD))
    clock.move(MINUTE)
    services.incidents.claim(an_act(number, ADA))

    step = fail(services, sender.must_lease(Kind.CARD), Failure.GONE, code="message_not_found")
    again = sender.must_lease(Kind.CARD)
    new = sender.say(again)

    assert step is Step.REPOST
    assert (again.shown, again.place) == (None, REQUESTS)
    assert new != old
    assert services.queue.story(FRONT, number, ADA).line.card == new


@pytest.mark.usefixtures("number")
def test_what_slack_cannot_read_is_sent_plainly_and_then_held(
    services: Services, sender: FakeSender, clock: SteppedClock
):
    first = sender.must_lease(Kind.CARD)
    fail(services, first, Failure.CONTENT, code="invalid_blocks")
    second = sender.must_lease(Kind.CARD)
    fail(services, second, Failure.CONTENT, code="invalid_blocks")
    then = sender.say_all()
    clock.move(PROBE_EVERY)

    assert (first.leased.is_plain, second.leased.is_plain) == (False, True)
    assert Kind.CARD not in then
    assert len(sender.contents(Trouble)) == 1
    assert Kind.CARD in sender.say_all()


@pytest.mark.parametrize("failure", [Failure.EXPIRED, Failure.PERSON, Failure.DONE])
def test_what_nobody_is_left_to_hear_is_dropped(
    services: Services, sender: FakeSender, number: Number, clock: SteppedClock, failure: Failure
):
    services.incidents.claim(an_act(number, ADA))
    parcel = sender.must_lease(Kind.TELL)

    step = fail(services, parcel, failure)

    clock.move(timedelta(days=1))
    assert step is Step.DROP
    assert Kind.TELL not in sender.say_all()


def test_every_failure_has_an_end(
    services: Services, sender: FakeSender, number: Number, clock: SteppedClock
):
    for failure in Failure:
        clock.move(timedelta(hours=1))
        services.incidents.change_severity(an_act(number, ADA), *_another(services, number))
        fail(services, sender.must_lease(Kind.CARD), failure)
    clock.move(timedelta(hours=1))

    sender.say_all()

    assert services.outbox.count_waiting(FRONT) == 0
    assert services.outbox.next_due(FRONT) is None


def _another(services: Services, number: Number):
    now = services.queue.story(FRONT, number, ADA).line.seen.incident.severity
    return (Severity.S2 if now is Severity.S1 else Severity.S1), "Rated"


@pytest.mark.usefixtures("number")
def test_reporting_after_the_lease_has_ended_changes_nothing(
    services: Services, sender: FakeSender, clock: SteppedClock
):
    late = sender.must_lease(Kind.CARD)
    clock.move(LEASE)
    now = sender.must_lease(Kind.CARD)

    fail(services, late, Failure.TRANSIENT)
    sender.say(now)

    clock.move(timedelta(hours=1))
    assert Kind.CARD not in sender.say_all()


def test_a_message_is_remembered_by_the_channel_slack_answered_with(
    services: Services, sender: FakeSender, number: Number, ground: Ground
):
    parcel = sender.must_lease(Kind.CARD)

    services.outbox.delivered(parcel, a_message("1503435956.000247", channel=GENERAL))

    with ground.db.read() as tx:
        shown = tx.messages.current(FRONT, Purpose.CARD, number)
    assert shown
    assert shown.ref == a_message("1503435956.000247", channel=GENERAL)
