"""Parked until a day: the requester hears of it once, and on that day it is back."""

from datetime import date, timedelta

import pytest

from bot.domain.content import QuestionClosed, Told
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Number
from bot.domain.incident import Incident, State
from bot.domain.timeline import Entry, What
from tests.builders import ADA, BO, CY, FINN, FRONT, PAT
from tests.fakes import an_act, at_once
from tests.services.case import ONE, Case

# A case begins on a Tuesday, at noon in Berlin, where its team is.
WEDNESDAY, THURSDAY, NEXT_TUESDAY = date(2026, 11, 25), date(2026, 11, 26), date(2026, 12, 1)


@pytest.fixture
def held(case: Case) -> Case:
    """Let Ada have it, and everything be said."""
    case.do("claim")
    case.settle_down()
    case.sender.said.clear()
    return case


def park(case: Case, until: date = THURSDAY, number: Number = ONE) -> Incident:
    """Have Ada park it."""
    return case.services.incidents.park(an_act(number, ADA), until)


def comes(case: Case, day: date, hour: int = 1) -> None:
    """Let it become that day in Berlin, and the beat ask."""
    case.clock.move_to(case.clock.now().replace(month=day.month, day=day.day, hour=hour))
    case.services.incidents.unpark_due(FRONT)


def newest(case: Case) -> Entry:
    """Return the last line of the story."""
    return case.story()[-1]


# --- put aside -------------------------------------------------------------------------------


def test_the_requester_is_told_once_that_it_can_wait_and_until_when(held: Case):
    park(held)

    held.settle_down()

    (told,) = held.sender.contents(Told)
    assert (told.entry.what, told.entry.as_of, told.entry.owner) == (What.PARKED, THURSDAY, ADA)
    assert told.seen.incident.parked_until == THURSDAY


def test_a_colleague_may_park_it_and_it_stays_with_its_owner(held: Case):
    after = held.services.incidents.park(an_act(ONE, BO), THURSDAY, "Waits for the import")

    assert (after.state, after.owner, after.parked_until) == (State.PARKED, ADA, THURSDAY)
    line = newest(held)
    assert (line.by, line.words, line.as_of) == (BO, "Waits for the import", THURSDAY)


def test_the_same_delivery_parks_it_once(held: Case):
    for _ in range(2):
        held.services.incidents.park(an_act(ONE, ADA, "press:1"), THURSDAY)

    assert held.whats().count(What.PARKED) == 1


def test_a_question_that_waited_loses_its_buttons(held: Case):
    held.do("ask")
    held.settle_down()

    park(held)
    held.settle_down()

    assert held.sender.contents(QuestionClosed)
    assert held.told()[-1] == (What.PARKED, None)


def test_today_is_the_teams_today(held: Case):
    held.clock.move_to(held.clock.now().replace(hour=23, minute=30))  # in Berlin it is Wednesday

    with pytest.raises(Refusal) as refused:
        park(held, WEDNESDAY)

    assert (refused.value.reason, refused.value.number) == (Reason.DAY_IS_OVER, ONE)
    assert park(held, THURSDAY).parked_until == THURSDAY


def test_who_takes_it_up_before_its_day_ends_its_parking_and_that_is_no_news(held: Case):
    park(held)
    held.settle_down()
    held.sender.said.clear()

    held.do("claim")
    held.settle_down()

    assert (held.now_is().state, held.now_is().parked_until) == (State.CLAIMED, None)
    assert held.told() == []


def test_news_of_a_parking_that_is_over_before_they_are_out_are_no_news(held: Case):
    park(held)
    held.do("claim")

    held.settle_down()

    assert held.told() == []


def test_a_private_one_can_be_parked_by_who_cannot_read_it(case: Case):
    number = case.file(FINN, "Salaries are off", is_private=True)
    case.do("claim", number=number)

    after = case.services.incidents.park(an_act(number, BO), THURSDAY)

    assert after.state is State.PARKED
    seen, _ = case.services.queue.before_parking(FRONT, number, BO)
    assert seen.is_hidden
    with pytest.raises(Refusal) as refused:
        case.services.queue.before_parking(FRONT, number, PAT)
    assert refused.value.reason is Reason.UNKNOWN_INCIDENT


# --- in words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("", NEXT_TUESDAY),
        ("  ", NEXT_TUESDAY),
        ("thursday", THURSDAY),
        ("Thu", THURSDAY),
        ("tomorrow", WEDNESDAY),
        ("2026-12-03", date(2026, 12, 3)),
        ("3 Dec", date(2026, 12, 3)),
        ("until friday", date(2026, 11, 27)),
        ("To Thu", THURSDAY),
        ("bis Freitag", date(2026, 11, 27)),
    ],
)
def test_the_day_is_read_from_what_was_typed(held: Case, words: str, until: date):
    after = held.services.incidents.park_as_said(an_act(ONE, ADA), words)

    line = newest(held)
    assert (after.parked_until, line.as_of, line.words) == (until, until, None)


def test_what_is_typed_besides_the_day_is_why(held: Case):
    held.services.incidents.park_as_said(an_act(ONE, ADA), "until thursday: waits for finance")

    assert newest(held).words == "waits for finance"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("a while", Reason.NO_DAY),
        ("2026-02-31", Reason.NO_DAY),
        ("03/04/2027", Reason.NO_DAY),
        ("today", Reason.DAY_IS_OVER),
        ("2026-11-20", Reason.DAY_IS_OVER),
        ("2029-01-01", Reason.TOO_FAR),
    ],
)
def test_words_without_a_day_to_come_are_refused(held: Case, words: str, reason: Reason):
    with pytest.raises(Refusal) as refused:
        held.services.incidents.park_as_said(an_act(ONE, ADA), words)

    assert (refused.value.reason, refused.value.number) == (reason, ONE)
    assert held.now_is().state is State.CLAIMED


def test_a_week_is_proposed_to_who_has_to_choose(held: Case):
    seen, day = held.services.queue.before_parking(FRONT, ONE, BO)

    assert (seen.incident.number, day) == (ONE, NEXT_TUESDAY)


# --- back on its day -------------------------------------------------------------------------


def test_on_its_day_it_is_back_with_its_owner_by_the_bots_own_doing(held: Case):
    park(held)
    held.settle_down()
    held.sender.said.clear()

    comes(held, THURSDAY)
    held.settle_down()

    after = held.now_is()
    assert (after.state, after.owner, after.parked_until) == (State.CLAIMED, ADA, None)
    line = newest(held)
    assert (line.what, line.source_key) == (What.UNPARKED, "unpark:1:3")
    assert held.told() == []
    assert [parcel.notice.kind for parcel in held.sender.said] == ["card"]


def test_its_day_begins_at_midnight_where_the_team_is(held: Case):
    park(held)

    comes(held, WEDNESDAY, hour=22)
    evening = held.now_is().state
    comes(held, WEDNESDAY, hour=23)  # in Berlin it is Thursday

    assert (evening, held.now_is().state) == (State.PARKED, State.CLAIMED)


def test_a_beat_that_comes_late_or_often_brings_it_back_once(held: Case):
    park(held)

    for _ in range(3):
        comes(held, NEXT_TUESDAY)

    assert held.whats()[-2:] == [What.PARKED, What.UNPARKED]


def test_replicas_that_ask_at_once_bring_it_back_once(held: Case):
    park(held)
    held.clock.move(timedelta(days=3))

    failed = at_once([lambda: held.services.incidents.unpark_due(FRONT)] * 4)

    assert failed == [None] * 4
    assert held.whats()[-2:] == [What.PARKED, What.UNPARKED]


def test_it_can_be_parked_and_come_back_again(held: Case):
    park(held)
    comes(held, THURSDAY)

    park(held, NEXT_TUESDAY)
    comes(held, NEXT_TUESDAY)

    assert held.whats()[-4:] == [What.PARKED, What.UNPARKED] * 2


def test_what_an_analyst_had_who_is_no_longer_in_the_team_is_new(held: Case):
    park(held)
    team = f'[members]\nrapid_response = ["{BO}", "{CY}"]\n'
    held.services.settings.replace(FRONT, team)

    comes(held, THURSDAY)

    assert (held.now_is().state, held.now_is().owner) == (State.NEW, None)


def test_what_somebody_has_parked_is_free_when_their_account_is_closed(held: Case):
    park(held)

    held.services.people.changed(held.knows(ADA, is_deleted=True))

    assert (held.now_is().state, held.now_is().parked_until) == (State.NEW, None)


def test_all_whose_day_has_come_are_back_and_the_others_wait(held: Case):
    two, three = held.file(FINN, "Two"), held.file(FINN, "Three")
    for number in (two, three):
        held.do("claim", number=number)
    park(held, WEDNESDAY)
    park(held, THURSDAY, two)
    park(held, NEXT_TUESDAY, three)

    comes(held, THURSDAY)

    states = [held.now_is(number).state for number in (ONE, two, three)]
    assert states == [State.CLAIMED, State.CLAIMED, State.PARKED]
