"""Hours that were actually served, how evenly, and who should stand in next."""

from datetime import UTC, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from hypothesis import given

from bot.domain.cadence import shown
from bot.domain.fairness import Served, Suggestion, balance, served, who_next
from bot.domain.ids import UserId
from bot.domain.rotation import Segment, Why

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)
ADA, BO, CY = (UserId(name) for name in ("ada", "bo", "cy"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def a_segment(start: str, end: str, person: UserId | None = ADA) -> Segment:
    why = Why.TURN if person else Why.CLOSED
    return Segment(starts_at=at(start), ends_at=at(end), person=person, why=why, turn_of=person)


def a_record(person: UserId, hours: float, *, weekend: float = 0.0, late: float = 0.0) -> Served:
    return Served(person=person, hours=hours, weekend_hours=weekend, late_hours=late)


# --- hours -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "hours", "weekend", "late"),
    [
        pytest.param("2026-11-24T09:00", "2026-11-24T18:00", 9, 0, 0, id="a workday"),
        pytest.param("2026-11-24T08:30", "2026-11-24T09:30", 1, 0, 0.5, id="early"),
        pytest.param("2026-11-24T17:00", "2026-11-24T20:00", 3, 0, 2, id="evening"),
        pytest.param("2026-11-24T22:00", "2026-11-25T10:00", 12, 0, 11, id="a night"),
        pytest.param("2026-11-27T18:00", "2026-11-28T06:00", 12, 6, 6, id="into a weekend"),
        pytest.param("2026-11-28T10:00", "2026-11-29T10:00", 24, 24, 0, id="a weekend"),
        pytest.param("2026-11-29T23:00", "2026-11-30T01:00", 2, 1, 1, id="out of a weekend"),
        pytest.param("2026-11-23T00:00", "2026-11-30T00:00", 168, 48, 75, id="a week"),
    ],
)
def test_hours_are_told_by_the_clocks_of_the_zone(start, end, hours, weekend, late):
    segment = a_segment(f"{start}+01:00", f"{end}+01:00")

    assert served([segment], BERLIN) == (a_record(ADA, hours, weekend=weekend, late=late),)


def test_the_same_hours_are_late_in_one_zone_and_not_in_another():
    segment = a_segment("2026-11-24T15:00+00:00", "2026-11-24T18:00+00:00")

    assert served([segment], BERLIN)[0].late_hours == 1
    assert served([segment], NEW_YORK)[0].late_hours == 0


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", 25),
        ("2027-03-28T00:00+01:00", "2027-03-29T00:00+02:00", 23),
    ],
)
def test_a_sunday_on_which_clocks_change_counts_as_long_as_it_lasts(start, end, hours):
    assert served([a_segment(start, end)], BERLIN) == (a_record(ADA, hours, weekend=hours),)


def test_time_without_anybody_on_call_is_nobodys():
    nobody = a_segment("2026-11-24T09:00+01:00", "2026-11-24T18:00+01:00", None)

    assert served([nobody], BERLIN) == ()


def test_the_hours_go_to_whoever_served_and_not_to_whose_turn_it_was():
    covered = Segment(
        starts_at=at("2026-11-24T10:00+01:00"),
        ends_at=at("2026-11-24T12:00+01:00"),
        person=BO,
        why=Why.COVER,
        turn_of=ADA,
    )

    assert served([covered], BERLIN, {ADA}) == (a_record(BO, 2), a_record(ADA, 0))


def test_everybody_asked_for_is_told_with_the_most_hours_first():
    segments = [
        a_segment("2026-11-24T09:00+01:00", "2026-11-24T10:00+01:00", CY),
        a_segment("2026-11-24T10:00+01:00", "2026-11-24T13:00+01:00", BO),
        a_segment("2026-11-24T13:00+01:00", "2026-11-24T14:00+01:00", CY),
    ]

    people = served(segments, BERLIN, [UserId("zoe"), ADA])

    assert [(one.person, one.hours) for one in people] == [(BO, 3), (CY, 2), (ADA, 0), ("zoe", 0)]


FIRST = datetime(2026, 9, 20, tzinfo=UTC)
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
).map(ZoneInfo)


@st.composite
def segments_in_a_row(draw: st.DrawFn) -> list[Segment]:
    """Segments that abut, of anybody or nobody, around changes of clocks."""
    quarters = draw(st.lists(st.integers(1, 400), min_size=1, max_size=12))
    start, segments = FIRST + draw(st.integers(0, 4000)) * HOUR / 4, []
    for count in quarters:
        person = draw(st.sampled_from([ADA, BO, CY, None]))
        end = start + count * HOUR / 4
        segments.append(a_segment(start.isoformat(), end.isoformat(), person))
        start = end
    return segments


@given(segments_in_a_row(), ZONES)
def test_hours_add_up_to_the_time_that_was_covered(segments, zone):
    lasted = {ADA: 0.0, BO: 0.0, CY: 0.0}
    for one in segments:
        if one.person is not None:
            lasted[one.person] += (one.ends_at - one.starts_at) / HOUR

    assert {one.person: one.hours for one in served(segments, zone, lasted)} == lasted


@given(segments_in_a_row(), ZONES)
def test_every_quarter_of_an_hour_is_of_one_kind(segments, zone):
    weekend = late = 0
    for one in segments:
        begins = one.starts_at
        while one.person is not None and begins < one.ends_at:
            wall = shown(begins, zone)
            is_weekend = wall.weekday() >= 5
            weekend += is_weekend
            late += not is_weekend and not 9 <= wall.hour < 18
            begins += HOUR / 4

    people = served(segments, zone)

    assert sum(one.weekend_hours for one in people) == weekend / 4
    assert sum(one.late_hours for one in people) == late / 4
    assert all(one.weekend_hours + one.late_hours <= one.hours for one in people)


@given(segments_in_a_row(), ZONES, st.randoms(use_true_random=False))
def test_the_order_of_segments_changes_nothing(segments, zone, chance):
    shuffled = list(segments)
    chance.shuffle(shuffled)

    assert served(shuffled, zone, [ADA]) == served(segments, zone, [ADA])


def test_ninety_days_are_counted_in_a_moment():
    start = datetime(2026, 9, 1, 7, tzinfo=UTC)
    segments = [
        a_segment(
            (start + number * 7 * HOUR).isoformat(),
            (start + (number + 1) * 7 * HOUR).isoformat(),
            (ADA, BO, CY)[number % 3],
        )
        for number in range(300)
    ]

    began = perf_counter()
    people = served(segments, BERLIN)

    assert perf_counter() - began < 0.2
    assert sum(one.hours for one in people) == 2100


# --- balance -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "percent"),
    [
        pytest.param([], None, id="nobody"),
        pytest.param([10], None, id="one"),
        pytest.param([10, 10], 100, id="even"),
        pytest.param([10, 5], 50, id="half"),
        pytest.param([100, 95], 100, id="nearly even"),
        pytest.param([100, 94], 94, id="not quite even"),
        pytest.param([10, 0], 0, id="one has all"),
        pytest.param([0, 0], 100, id="nobody has served"),
        pytest.param([10, 5, 5], 67, id="the mean over three pairs"),
        pytest.param([10, 10, 0], 33, id="one of three has none"),
    ],
)
def test_balance_is_the_mean_over_all_pairs(hours, percent):
    people = [a_record(UserId(f"u{number}"), each) for number, each in enumerate(hours)]

    assert balance(people) == percent


# --- who next ----------------------------------------------------------------------------------

MONDAY, TUESDAY = at("2026-11-23T09:00+01:00"), at("2026-11-24T09:00+01:00")


def order(suggestions: tuple[Suggestion, ...]) -> list[UserId]:
    return [one.person for one in suggestions]


def test_those_who_do_not_mind_the_day_come_first():
    people = [a_record(ADA, 1), a_record(BO, 50)]

    assert order(who_next([ADA, BO], people, {}, {ADA})) == [BO, ADA]


def test_then_come_those_who_have_served_least():
    people = [a_record(ADA, 20), a_record(BO, 10)]

    assert order(who_next([ADA, BO, CY], people, {CY: TUESDAY}, ())) == [CY, BO, ADA]


def test_then_come_those_whose_last_shift_is_longest_ago_or_never_was():
    people = [a_record(one, 10) for one in (ADA, BO, CY)]

    assert order(who_next([ADA, BO, CY], people, {ADA: TUESDAY, BO: MONDAY}, ())) == [CY, BO, ADA]


def test_then_it_goes_by_name_and_nobody_is_asked_twice():
    assert order(who_next([CY, BO, CY, ADA], (), {}, ())) == [ADA, BO, CY]


def test_a_suggestion_says_why():
    suggestions = who_next([ADA, BO], [a_record(ADA, 12.5)], {ADA: MONDAY}, [BO])

    assert suggestions == (
        Suggestion(person=ADA, hours=12.5, last_ended_at=MONDAY, is_unwanted=False),
        Suggestion(person=BO, hours=0.0, last_ended_at=None, is_unwanted=True),
    )
