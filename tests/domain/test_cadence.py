"""When something recurs on the wall clock: clock changes, ends of months, days that count."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from hypothesis import given

from bot.domain.cadence import EVERY_DAY, Cadence, Unit, Weekday, moment, next_time, shown

BERLIN = ZoneInfo("Europe/Berlin")
WORKDAYS = EVERY_DAY - {Weekday.SATURDAY, Weekday.SUNDAY}
TICK = timedelta(microseconds=1)

# Zones, and a day in each on which clocks change, or a leap day where they do not.
CHANGES = [
    ("Europe/Berlin", "2026-03-29"),
    ("Europe/Berlin", "2026-10-25"),
    ("Europe/Dublin", "2024-10-27"),
    ("America/New_York", "2026-03-08"),
    ("America/New_York", "2026-11-01"),
    ("America/Sao_Paulo", "2018-11-04"),
    ("Australia/Lord_Howe", "2026-04-05"),
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Africa/Casablanca", "2026-02-15"),
    ("Africa/Casablanca", "2026-03-22"),
    ("Africa/Cairo", "2024-04-26"),
    ("Pacific/Apia", "2011-12-30"),
    ("UTC", "2024-02-29"),
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def on_wall(text: str, zone: str) -> datetime:
    return moment(datetime.fromisoformat(text), ZoneInfo(zone))


@st.composite
def cadences(draw: st.DrawFn) -> Cadence:
    """Some cadence that begins within weeks of a clock change, at a time that it may concern."""
    zone, day = draw(st.sampled_from(CHANGES))
    minutes = draw(st.sampled_from([0, 15, 30, 60, 90, 105, 120, 150, 180, 540, 1380]))
    midnight = datetime.fromisoformat(day) - draw(st.integers(-3, 40)) * timedelta(days=1)
    unit = draw(st.sampled_from(Unit))
    return Cadence(
        timezone=zone,
        anchor=moment(midnight + timedelta(minutes=minutes), ZoneInfo(zone)),
        unit=unit,
        count=draw(st.integers(1, 3)),
        days=draw(st.sampled_from([EVERY_DAY, WORKDAYS])) if unit is Unit.DAY else EVERY_DAY,
    )


numbers = st.integers(-30, 100)


def ends_gap(found: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks are put forward at that very moment."""
    before, after = ((found - TICK).astimezone(zone), found.astimezone(zone))
    earlier, later = before.utcoffset(), after.utcoffset()
    assert earlier is not None
    assert later is not None
    return earlier < later


# --- a time on the wall ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wall", "zone", "expected"),
    [
        ("2026-03-29T01:59", "Europe/Berlin", "2026-03-29T01:59+01:00"),
        ("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T03:00+02:00"),
        ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T02:30+02:00"),
        ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-04T02:30+11:00"),
        ("2026-03-22T02:30", "Africa/Casablanca", "2026-03-22T03:00+01:00"),
        ("2011-12-30T09:00", "Pacific/Apia", "2011-12-31T00:00+14:00"),
    ],
    ids=["shown once", "skipped", "shown twice", "half an hour", "after Ramadan", "a whole day"],
)
def test_a_time_on_the_wall_is_one_moment(wall: str, zone: str, expected: str):
    assert on_wall(wall, zone) == at(expected)


def test_the_last_of_two_is_given_where_it_is_asked_for():
    wall = datetime.fromisoformat("2026-10-25T02:30")

    assert moment(wall, BERLIN, last=True) == at("2026-10-25T02:30+01:00")


@given(st.sampled_from(CHANGES), st.integers(-200, 200))
def test_what_the_wall_shows_is_what_was_asked_for_unless_it_never_shows_it(
    change: tuple[str, str], quarters: int
):
    zone = ZoneInfo(change[0])
    wall = datetime.fromisoformat(change[1]) + quarters * timedelta(minutes=15)

    found = moment(wall, zone)

    if shown(found, zone) == wall:
        assert found.astimezone(zone).fold == 0
    else:
        assert ends_gap(found, zone)
        assert shown(found - TICK, zone) < wall < shown(found, zone)


# --- hand-offs -------------------------------------------------------------------------------


def test_a_month_that_is_too_short_hands_off_on_its_last_day():
    monthly = Cadence(timezone="UTC", anchor=at("2024-01-31T09:00Z"), unit=Unit.MONTH)

    days = [monthly.handoff(number).date().isoformat()[5:] for number in range(-2, 5)]

    assert days == ["11-30", "12-31", "01-31", "02-29", "03-31", "04-30", "05-31"]


def test_a_leap_day_comes_back_as_the_last_of_february():
    yearly = Cadence(timezone="UTC", anchor=at("2024-02-29T09:00Z"), unit=Unit.MONTH, count=12)

    days = [yearly.handoff(number).date().isoformat() for number in (1, 4)]

    assert days == ["2025-02-28", "2028-02-29"]


def test_after_friday_comes_monday_where_only_workdays_count():
    daily = Cadence(
        timezone="Europe/Berlin",
        anchor=on_wall("2026-11-26T09:00", "Europe/Berlin"),
        unit=Unit.DAY,
        days=WORKDAYS,
    )

    days = [daily.handoff(number).strftime("%a") for number in range(-1, 4)]

    assert days == ["Wed", "Thu", "Fri", "Mon", "Tue"]


def test_a_first_day_that_does_not_count_is_put_off():
    saturday = at("2026-11-28T09:00Z")
    daily = Cadence(timezone="UTC", anchor=saturday, unit=Unit.DAY, days=WORKDAYS)

    assert daily.handoff(0) == saturday + timedelta(days=2)


def test_a_day_that_a_country_skips_has_no_shift_at_midnight():
    daily = Cadence(
        timezone="Pacific/Apia", anchor=on_wall("2011-12-28T00:00", "Pacific/Apia"), unit=Unit.DAY
    )

    assert daily.handoff(2) == daily.handoff(3)
    assert daily.number_at(daily.handoff(2)) == 3


def test_seconds_of_the_first_handoff_do_not_count():
    weekly = Cadence(timezone="UTC", anchor=at("2026-11-23T09:00:42Z"), unit=Unit.WEEK)

    assert weekly.handoff(1) == at("2026-11-30T09:00Z")


@pytest.mark.parametrize(
    "wrong",
    [{"count": 0}, {"days": frozenset()}, {"unit": Unit.WEEK, "days": WORKDAYS}],
    ids=["no length", "no days", "weeks of workdays"],
)
def test_what_would_never_hand_off_is_refused(wrong):
    daily = {"timezone": "UTC", "anchor": at("2026-11-23T09:00Z"), "unit": Unit.DAY}

    with pytest.raises(ValueError, match="a cadence"):
        Cadence(**{**daily, **wrong})


@given(cadences(), numbers)
def test_handoffs_never_go_back_and_stand_still_only_in_a_gap(cadence: Cadence, number: int):
    this, following = cadence.handoff(number), cadence.handoff(number + 1)

    assert this < following or (this == following and ends_gap(this, cadence.zone))


@given(cadences(), numbers)
def test_a_handoff_keeps_the_wall_clock_unless_it_never_shows_the_time(
    cadence: Cadence, number: int
):
    found = cadence.handoff(number)

    wall, first = (shown(one, cadence.zone) for one in (found, cadence.anchor))
    kept = wall.minute == first.minute if cadence.unit is Unit.HOUR else wall.time() == first.time()
    assert kept or ends_gap(found, cadence.zone)


@given(cadences(), numbers, st.integers(0, 20))
def test_handoffs_counted_from_the_first_are_those_counted_one_by_one(
    cadence: Cadence, number: int, steps: int
):
    found = [cadence.handoff(number)]
    for _ in range(steps):
        found.append(cadence.next_after(found[-1]))

    counted = [cadence.handoff(number + step) for step in range(steps * 30 + 1)]
    assert found == sorted(set(counted))[: steps + 1]


@given(cadences(), st.integers(0, 100 * 24 * 60))
def test_the_number_of_a_moment_is_that_of_the_last_handoff_up_to_it(
    cadence: Cadence, minutes: int
):
    asked = cadence.anchor + timedelta(minutes=minutes, microseconds=minutes % 3 - 1)

    number = cadence.number_at(asked)

    assert cadence.handoff(number) <= asked < cadence.handoff(number + 1)
    assert asked in cadence.turn_at(asked)
    assert cadence.next_after(asked) == cadence.handoff(number + 1)


@given(cadences(), numbers)
def test_a_handoff_belongs_to_the_turn_that_begins(cadence: Cadence, number: int):
    found = cadence.handoff(number)

    assert cadence.handoff(cadence.number_at(found)) == found
    assert cadence.number_at(found - TICK) < number


# --- reminders -------------------------------------------------------------------------------


@given(st.sampled_from(CHANGES), st.integers(0, 95), st.integers(-2880, 2880))
def test_a_reminder_comes_once_a_day(change: tuple[str, str], quarter: int, minutes: int):
    zone = ZoneInfo(change[0])
    clock = time(quarter // 4, quarter % 4 * 15)
    start = moment(datetime.fromisoformat(change[1]), zone) + timedelta(minutes=minutes)

    found = [start]
    for _ in range(5):
        following = next_time(clock, EVERY_DAY, zone, found[-1])
        assert following
        found.append(following)

    days = [shown(one, zone).date() for one in found[1:]]
    assert days == sorted(set(days))


def test_a_reminder_on_no_day_never_comes():
    assert next_time(time(9), frozenset(), BERLIN, at("2026-11-23T09:00Z")) is None
