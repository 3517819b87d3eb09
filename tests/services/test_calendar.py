"""Calendars: whose shifts they show, what changes in them, and who may read them."""

import pytest

from bot.clock import SteppedClock
from bot.domain.calendar import Event, Feed
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, UserId, WorkspaceId
from bot.services import Services
from bot.services.ground import Ground
from tests.builders import ADA, ANALYSTS, BO, CY, FINN, FRONT, LOU
from tests.services.turns import DAY, MINUTE, MONDAY, NOW, TUESDAY, WEEK, Turns, a_plan, span


@pytest.fixture
def turns(services: Services, ground: Ground, clock: SteppedClock) -> Turns:
    """Give Ada, Bo and Cy, a week each."""
    turns = Turns(services, ground, clock)
    turns.begin(a_plan())
    return turns


def read(turns: Turns, token: str) -> Feed:
    """Return what stands in a calendar."""
    feed = turns.services.calendars.behind(FRONT, token)
    assert feed is not None
    return feed


def changed(before: Feed, after: Feed) -> list[tuple[Event | None, Event]]:
    """Return what is different, each with what it was."""
    old = {one.uid: one for one in before.events}
    return [(old.get(one.uid), one) for one in after.events if one != old.get(one.uid)]


# --- whose ------------------------------------------------------------------------------------


def test_ones_own_calendar_shows_ones_own_shifts_and_the_teams_everybodys(turns: Turns):
    own = turns.services.calendars.make(FRONT, BO)
    team = turns.services.calendars.make(FRONT, BO, team=True)

    mine, all_of_it = read(turns, own), read(turns, team)

    assert {one.person for one in mine.events} == {BO}
    assert {one.person for one in all_of_it.events} == set(ANALYSTS)
    assert [one for one in all_of_it.events if one.person == BO] == list(mine.events)
    assert (mine.events[0].starts_at, mine.events[0].ends_at) == (MONDAY, MONDAY + WEEK)


def test_a_calendar_reaches_90_days_ahead(turns: Turns):
    feed = read(turns, turns.services.calendars.make(FRONT, ADA, team=True))

    assert feed.events[-1].starts_at < NOW + 90 * DAY <= feed.events[-1].ends_at


def test_a_calendar_shows_all_rotations(turns: Turns):
    turns.plan(a_plan(), a_plan("backup", [LOU]))
    turns.join(LOU, rotation="backup")

    feed = read(turns, turns.services.calendars.make(FRONT, ADA, team=True))

    assert {one.rotation for one in feed.events} == {"primary", "backup"}


def test_people_are_called_what_their_profile_says(turns: Turns):
    turns.knows(BO)

    feed = read(turns, turns.services.calendars.make(FRONT, BO))

    assert (dict(feed.names), feed.title) == ({BO: str(BO)}, "Data")


# --- what changes -----------------------------------------------------------------------------


def test_what_is_read_twice_is_the_same_twice(turns: Turns):
    token = turns.services.calendars.make(FRONT, ADA, team=True)
    first = read(turns, token)

    turns.clock.move(MINUTE)

    assert read(turns, token) == first


def test_what_changed_carries_that_and_what_did_not_stays_as_it_was(turns: Turns):
    token = turns.services.calendars.make(FRONT, ADA, team=True)
    before = read(turns, token)
    turns.clock.move(DAY)

    turns.services.stand_ins.take(FRONT, CY, span(MONDAY + 6 * DAY, 24), "take:1")

    ((old, bos), (none, cys)) = changed(before, read(turns, token))
    assert old
    assert (bos.person, bos.ends_at, bos.sequence) == (BO, MONDAY + 6 * DAY, old.sequence + 1)
    assert (none, cys.person, cys.starts_at) == (None, CY, MONDAY + 6 * DAY)
    assert bos.changed_at == turns.now


def test_a_shift_that_is_somebody_elses_now_stays_as_cancelled(turns: Turns):
    token = turns.services.calendars.make(FRONT, BO)
    (old, *_) = read(turns, token).events
    turns.clock.move(DAY)

    turns.services.stand_ins.off(FRONT, BO, span(TUESDAY), None, "off:1")

    (gone, *_) = read(turns, token).events
    assert (gone.uid, gone.is_cancelled, gone.sequence) == (old.uid, True, old.sequence + 1)


def test_a_shift_that_comes_back_is_the_same_event_again(turns: Turns):
    token = turns.services.calendars.make(FRONT, BO)
    (old, *_) = read(turns, token).events
    off = turns.services.stand_ins.off(FRONT, BO, span(TUESDAY), None, "off:1")
    read(turns, token)

    turns.services.stand_ins.back(FRONT, BO, off.time_off.id)

    (again, *_) = read(turns, token).events
    assert (again.uid, again.is_cancelled, again.sequence) == (old.uid, False, 2)


def test_what_was_cancelled_or_served_is_let_go_after_two_weeks(turns: Turns):
    token = turns.services.calendars.make(FRONT, BO)
    (old, *_) = read(turns, token).events
    turns.services.stand_ins.off(FRONT, BO, span(TUESDAY), None, "off:1")
    read(turns, token)

    turns.watch_at(old.ends_at + 15 * DAY)
    kept = {one.uid for one in read(turns, token).events}
    turns.watch_at(old.ends_at + 16 * DAY)

    assert old.uid in kept
    assert old.uid not in {one.uid for one in read(turns, token).events}


# --- who may read -----------------------------------------------------------------------------


def test_there_is_one_address_for_each_until_it_is_revoked(turns: Turns):
    calendars = turns.services.calendars
    first = calendars.make(FRONT, BO)

    again, team, others = (
        calendars.make(FRONT, BO),
        calendars.make(FRONT, BO, team=True),
        calendars.make(FRONT, ADA),
    )

    assert again == first
    assert len({first, team, others}) == 3


def test_an_address_that_was_revoked_shows_nothing_and_is_replaced_by_another(turns: Turns):
    calendars = turns.services.calendars
    first, team = calendars.make(FRONT, BO), calendars.make(FRONT, BO, team=True)

    was_there = calendars.revoke(FRONT, BO)
    second = calendars.make(FRONT, BO)

    assert was_there
    assert calendars.behind(FRONT, first) is None
    assert calendars.behind(FRONT, team) is not None
    assert second != first
    assert calendars.behind(FRONT, second) is not None


def test_nobody_revokes_the_address_of_somebody_else(turns: Turns):
    token = turns.services.calendars.make(FRONT, BO)

    assert not turns.services.calendars.revoke(FRONT, ADA)
    assert turns.services.calendars.behind(FRONT, token) is not None


@pytest.mark.parametrize("token", ["", "guess", "' OR 1=1 --"])
def test_what_is_no_address_shows_nothing(turns: Turns, token: str):
    assert turns.services.calendars.behind(FRONT, token) is None


def test_an_address_is_long_enough_that_nobody_guesses_it(turns: Turns):
    assert len(turns.services.calendars.make(FRONT, BO)) >= 40


def test_an_address_of_one_workspace_is_nothing_in_another(turns: Turns):
    token = turns.services.calendars.make(FRONT, BO)
    elsewhere = Front(WorkspaceId("T0ELSEWHERE"))

    assert turns.services.calendars.behind(elsewhere, token) is None


def test_who_takes_no_turns_has_no_calendar(turns: Turns):
    with pytest.raises(Refusal) as refused:
        turns.services.calendars.make(FRONT, FINN)

    assert refused.value.reason is Reason.NOT_IN_TEAM


@pytest.mark.parametrize("team", [False, True])
def test_who_left_the_team_reads_no_more(turns: Turns, team: bool):
    token = turns.services.calendars.make(FRONT, BO, team=team)

    turns.services.settings.replace(FRONT, '[members]\nrapid_response = ["U0ADA", "U0CY"]')

    assert turns.services.calendars.behind(FRONT, token) is None


def test_without_rotations_a_calendar_is_empty(services: Services):
    token = services.calendars.make(FRONT, UserId(LOU))

    feed = services.calendars.behind(FRONT, token)

    assert feed is not None
    assert feed.events == ()
