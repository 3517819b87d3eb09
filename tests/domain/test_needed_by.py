"""By when something is needed: what a tap means, and what is read from plain words."""

from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from hypothesis import example, given
from hypothesis import settings as examples

from bot.domain.needed_by import NeededBy, When, add_workdays, moved, on_day, read, tapped
from tests.builders import NOW, TODAY

UTC_ZONE = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
TOKYO = ZoneInfo("Asia/Tokyo")

MONDAY = date(2026, 3, 2)
TUESDAY = TODAY
WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (
    TUESDAY + timedelta(days=days) for days in range(1, 6)
)
NEXT_WEEK = timedelta(days=7)


# --- taps and nearness -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "day"),
    [
        (When.TODAY, TUESDAY),
        (When.SOON, FRIDAY),
        (When.LATER, None),
        (When.NO_DATE, None),
    ],
)
def test_a_tap_means_a_day_or_none(when, day):
    assert tapped(when, TUESDAY) == NeededBy(when=when, day=day)


def test_a_tap_on_soon_before_a_weekend_gives_three_workdays():
    assert tapped(When.SOON, FRIDAY).day == WEDNESDAY + NEXT_WEEK


@pytest.mark.parametrize(
    ("start", "count", "day"),
    [
        pytest.param(MONDAY, 0, MONDAY, id="none"),
        pytest.param(MONDAY, 3, THURSDAY, id="inside a week"),
        pytest.param(THURSDAY, 3, TUESDAY + NEXT_WEEK, id="over a weekend"),
        pytest.param(SATURDAY, 1, MONDAY + NEXT_WEEK, id="from a Saturday"),
        pytest.param(SUNDAY, 5, FRIDAY + NEXT_WEEK, id="a whole week"),
    ],
)
def test_workdays_are_mondays_to_fridays(start, count, day):
    assert add_workdays(start, count) == day


@pytest.mark.parametrize(
    ("day", "today", "when"),
    [
        pytest.param(TUESDAY, TUESDAY, When.TODAY, id="the same day"),
        pytest.param(MONDAY, TUESDAY, When.TODAY, id="overdue is today"),
        pytest.param(WEDNESDAY, TUESDAY, When.SOON, id="tomorrow"),
        pytest.param(FRIDAY, TUESDAY, When.SOON, id="the third workday"),
        pytest.param(FRIDAY, MONDAY, When.SOON, id="a fourth workday of this week"),
        pytest.param(SUNDAY, MONDAY, When.SOON, id="this week's Sunday"),
        pytest.param(MONDAY + NEXT_WEEK, MONDAY, When.LATER, id="next week from a Monday"),
        pytest.param(WEDNESDAY + NEXT_WEEK, FRIDAY, When.SOON, id="third workday, next week"),
        pytest.param(THURSDAY + NEXT_WEEK, FRIDAY, When.LATER, id="fourth workday, next week"),
        pytest.param(date(2027, 1, 1), date(2026, 12, 28), When.SOON, id="one week, two years"),
        pytest.param(date(2027, 3, 3), TUESDAY, When.LATER, id="the same week a year later"),
    ],
)
def test_a_day_is_as_near_as_its_workdays_or_its_week(day, today, when):
    assert on_day(day, today) == NeededBy(when=when, day=day)


# --- reading -----------------------------------------------------------------------------------

READ = [
    # today
    ("Board deck numbers wrong, need it today", TUESDAY, None, "today"),
    ("need this TODAY!!", TUESDAY, None, "TODAY"),
    ("please look at it this afternoon", TUESDAY, None, "this afternoon"),
    ("tonight would be great", TUESDAY, None, "tonight"),
    ("by today please", TUESDAY, None, "by today"),
    ("no later than today", TUESDAY, None, "no later than today"),
    ("today at 3pm", TUESDAY, time(15), "today at 3pm"),
    ("today, 15:30", TUESDAY, time(15, 30), "today, 15:30"),
    ("today by noon", TUESDAY, time(12), "today by noon"),
    ("by 3pm today", TUESDAY, time(15), "by 3pm today"),
    ("by eod", TUESDAY, None, "by eod"),
    ("EOD if you can", TUESDAY, None, "EOD"),
    ("by COB today", TUESDAY, None, "by COB today"),
    ("by end of day", TUESDAY, None, "by end of day"),
    ("before the end of the day", TUESDAY, None, "end of the day"),
    ("by end of business day", TUESDAY, None, "by end of business day"),
    ("I have until EOD", TUESDAY, None, "until EOD"),
    ("within 2 hours", TUESDAY, None, "within 2 hours"),
    ("in an hour", TUESDAY, None, "in an hour"),
    ("in a couple of hours", TUESDAY, None, "in a couple of hours"),
    ("by 5pm", TUESDAY, time(17), "by 5pm"),
    ("before 11:45", TUESDAY, time(11, 45), "before 11:45"),
    ("by noon please", TUESDAY, time(12), "by noon"),
    ("by 12pm", TUESDAY, time(12), "by 12pm"),
    ("deadline is 4:15 pm", TUESDAY, time(16, 15), "deadline is 4:15 pm"),
    # tomorrow and after
    ("by tomorrow", WEDNESDAY, None, "by tomorrow"),
    ("for tomorrow's board", WEDNESDAY, None, "for tomorrow's"),
    ("for tomorrow\u2019s board", WEDNESDAY, None, "for tomorrow\u2019s"),
    ("tomorrow morning", WEDNESDAY, None, "tomorrow morning"),
    ("tomorrow 9am", WEDNESDAY, time(9), "tomorrow 9am"),
    ("by 10am tomorrow", WEDNESDAY, time(10), "by 10am tomorrow"),
    ("EOD tomorrow", WEDNESDAY, None, "EOD tomorrow"),
    ("by the day after tomorrow", THURSDAY, None, "day after tomorrow"),
    ("in 1 day", WEDNESDAY, None, "in 1 day"),
    ("in two days", THURSDAY, None, "in two days"),
    ("in a couple of days", THURSDAY, None, "in a couple of days"),
    ("within the next 3 days", FRIDAY, None, "within the next 3 days"),
    ("within 24 hours", WEDNESDAY, None, "within 24 hours"),
    ("within 48 hours", THURSDAY, None, "within 48 hours"),
    ("in a week", TUESDAY + NEXT_WEEK, None, "in a week"),
    ("in 2 weeks", TUESDAY + 2 * NEXT_WEEK, None, "in 2 weeks"),
    # weekdays
    ("by Thursday", THURSDAY, None, "by Thursday"),
    ("by thurs", THURSDAY, None, "by thurs"),
    ("due Fri", FRIDAY, None, "due Fri"),
    ("due on Friday", FRIDAY, None, "due on Friday"),
    ("deadline is Friday", FRIDAY, None, "deadline is Friday"),
    ("needed on Friday", FRIDAY, None, "needed on Friday"),
    ("needed Friday", FRIDAY, None, "needed Friday"),
    ("the review is on Friday", FRIDAY, None, "review is on Friday"),
    ("board meeting on Friday", FRIDAY, None, "meeting on Friday"),
    ("no later than Wednesday", WEDNESDAY, None, "no later than Wednesday"),
    ("by this Sunday", SUNDAY, None, "by this Sunday"),
    ("by the coming week, for Saturday", SATURDAY, None, "for Saturday"),
    ("by Tuesday", TUESDAY, None, "by Tuesday"),
    ("by Monday", MONDAY + NEXT_WEEK, None, "by Monday"),
    ("by next Tuesday", TUESDAY + NEXT_WEEK, None, "by next Tuesday"),
    ("by next Thursday", THURSDAY + NEXT_WEEK, None, "by next Thursday"),
    ("by next Monday", MONDAY + NEXT_WEEK, None, "by next Monday"),
    ("by Thursday 3pm", THURSDAY, time(15), "by Thursday 3pm"),
    ("by Thursday, 9:05 am", THURSDAY, time(9, 5), "by Thursday, 9:05 am"),
    ("by Thursday morning at 8:00", THURSDAY, time(8), "by Thursday morning at 8:00"),
    ("by 5pm on Friday", FRIDAY, time(17), "by 5pm on Friday"),
    ("by 5pm Friday", FRIDAY, time(17), "by 5pm Friday"),
    ("by noon on Thursday", THURSDAY, time(12), "by noon on Thursday"),
    ("by EOD Friday", FRIDAY, None, "by EOD Friday"),
    ("EOD Friday works", FRIDAY, None, "EOD Friday"),
    ("by end of day Friday", FRIDAY, None, "by end of day Friday"),
    ("by end of day on Friday", FRIDAY, None, "by end of day on Friday"),
    ("by Thursday 99pm", THURSDAY, None, "by Thursday 99pm"),
    ("by Thursday 25:00", THURSDAY, None, "by Thursday 25:00"),
    ("by Thursday 13pm", THURSDAY, None, "by Thursday 13pm"),
    ("by\n  Thursday\t3pm", THURSDAY, time(15), "by Thursday 3pm"),
    # weeks and months
    ("by end of week", FRIDAY, None, "by end of week"),
    ("by the end of this week", FRIDAY, None, "by the end of this week"),
    ("EOW is fine", FRIDAY, None, "EOW"),
    ("for next week", FRIDAY + NEXT_WEEK, None, "for next week"),
    ("by the end of next week", FRIDAY + NEXT_WEEK, None, "by the end of next week"),
    ("by end of month", date(2026, 3, 31), None, "by end of month"),
    ("by EOM", date(2026, 3, 31), None, "by EOM"),
    # dates
    ("by 2026-03-20", date(2026, 3, 20), None, "by 2026-03-20"),
    ("due by 2026-03-20 at 10:00", date(2026, 3, 20), time(10), "due by 2026-03-20 at 10:00"),
    ("by March 20", date(2026, 3, 20), None, "by March 20"),
    ("by mar. 20th", date(2026, 3, 20), None, "by mar. 20th"),
    ("by the 20th of March", date(2026, 3, 20), None, "by the 20th of March"),
    ("before 20 March", date(2026, 3, 20), None, "before 20 March"),
    ("by May 1", date(2026, 5, 1), None, "by May 1"),
    ("by 3 March", TUESDAY, None, "by 3 March"),
    ("by 5 January", None, None, None),
    ("by 5 September", date(2026, 9, 5), None, "by 5 September"),
    ("by EOD March 20", date(2026, 3, 20), None, "by EOD March 20"),
    # the first that has not passed
    ("for 2026-03-01, needed by 2026-03-20", date(2026, 3, 20), None, "by 2026-03-20"),
    ("for 1 March we need it by 20 March", date(2026, 3, 20), None, "by 20 March"),
    ("since today? no, by today", TUESDAY, None, "by today"),
    ("by 8am, or else by 5pm", TUESDAY, time(17), "by 5pm"),
    # letters that look like i and s when case is ignored
    ("by FR\u0130DAY", FRIDAY, None, "by FRIDAY"),
    ("by fr\u0131day", FRIDAY, None, "by friday"),
    ("by \u017funday", SUNDAY, None, "by sunday"),
]

NOT_READ = [
    "",
    "   ",
    "Revenue looks wrong",
    "ASAP",
    "URGENT!!! \U0001f525",
    "broken since this morning",
    "wrong since today",
    "wrong since  today",
    "wrong since\ntoday",
    "wrong as of today",
    "today's report is empty",
    "today\u2019s report is empty",
    "tomorrow's forecast is empty",
    "the numbers of today",
    "numbers for today are missing",
    "numbers from today are missing",
    "it worked until today",
    "it worked till today",
    "it worked before today",
    "not today",
    "higher than today",
    "missing since EOD Friday",
    "as of end of day",
    "the load failed on Thursday",
    "Thursday is missing",
    "since Monday nothing loads",
    "from Monday to Friday",
    "Monday's load is late",
    "by Monday's logic",
    "last Friday was fine",
    "yesterday",
    "todays",
    "todayish",
    "a stand-by Thursday",
    "by-Thursday",
    "by Monday-Friday",
    "in the last 3 days",
    "3 days in a row",
    "in 2024",
    "by 5",
    "by 3/5",
    "by may",
    "it may 5 times fail",
    "by 32 March",
    "by 0 March",
    "by February 30",
    "by 2026-02-30",
    "by 2026-13-01",
    "by 2026-03-01",
    "by 8am",
    "by 9:30",
    "by 13pm",
    "by 24:00",
    "by 99:99",
    "SELECT day FROM sales WHERE day = '2026-03-20'",
    "https://example.com/by/thursday?in=3",
    "bytoday",
    "month end numbers look off",
    "the weekend numbers look off",
]


@pytest.mark.parametrize(("text", "day", "at", "said"), READ, ids=[row[0] for row in READ])
def test_a_date_is_read_from_words(text, day, at, said):
    needed = read(text, NOW, UTC_ZONE)

    if day is None:
        assert needed is None
        return
    assert needed == on_day(day, TUESDAY, at=at, said=said)


@pytest.mark.parametrize("text", NOT_READ)
def test_words_that_ask_for_no_date_are_not_read(text):
    assert read(text, NOW, UTC_ZONE) is None


@pytest.mark.parametrize(
    ("phrase", "today", "day"),
    [
        pytest.param("by end of week", FRIDAY, FRIDAY, id="the week's last workday"),
        pytest.param("by end of week", SUNDAY, SUNDAY, id="too late, so today"),
        pytest.param("by next week", FRIDAY, FRIDAY + NEXT_WEEK, id="next week's Friday"),
        pytest.param("by next week", SUNDAY, FRIDAY + NEXT_WEEK, id="next week from a Sunday"),
        pytest.param("by next Monday", MONDAY, MONDAY + NEXT_WEEK, id="never this Monday"),
        pytest.param("by next Thursday", MONDAY, THURSDAY + NEXT_WEEK, id="not this week's"),
        pytest.param("by next Monday", FRIDAY, MONDAY + NEXT_WEEK, id="three days ahead"),
        pytest.param("by next Sunday", SUNDAY, SUNDAY + NEXT_WEEK, id="Sunday to Sunday"),
        pytest.param("by Monday", SUNDAY, MONDAY + NEXT_WEEK, id="over midnight"),
        pytest.param("by EOM", date(2028, 2, 1), date(2028, 2, 29), id="a leap February"),
        pytest.param("by 1 Jan", date(2026, 12, 30), date(2027, 1, 1), id="over new year"),
        pytest.param("by Feb 29", date(2026, 2, 1), None, id="no such day for two years"),
        pytest.param("by Feb 29", date(2027, 11, 1), date(2028, 2, 29), id="next year's leap day"),
        pytest.param("by 28 Feb", date(2026, 3, 3), None, id="three days ago, not next year"),
        pytest.param("by 28 Feb", date(2026, 9, 30), date(2027, 2, 28), id="long past: next year"),
        pytest.param("by tomorrow", date(2026, 12, 31), date(2027, 1, 1), id="tomorrow's year"),
    ],
)
def test_words_are_counted_from_the_day_they_are_written(phrase, today, day):
    noon = datetime.combine(today, time(12), tzinfo=UTC)

    needed = read(phrase, noon, UTC_ZONE)

    assert (needed.day if needed else None) == day


@pytest.mark.parametrize(
    ("now", "zone", "today"),
    [
        pytest.param("2026-03-03T09:30", "UTC", "2026-03-03", id="UTC"),
        pytest.param("2026-03-03T22:59", "Europe/Berlin", "2026-03-03", id="before midnight"),
        pytest.param("2026-03-03T23:00", "Europe/Berlin", "2026-03-04", id="at midnight"),
        pytest.param("2026-03-03T15:00", "Asia/Tokyo", "2026-03-04", id="a day ahead"),
        pytest.param("2026-03-04T04:59", "America/New_York", "2026-03-03", id="a day behind"),
        pytest.param("2026-03-03T10:00", "Pacific/Kiritimati", "2026-03-04", id="14 h ahead"),
        pytest.param("2026-03-03T18:15", "Asia/Kathmandu", "2026-03-04", id="quarter hours"),
        # Clocks go forward in Berlin on 29 March and back on 25 October 2026.
        pytest.param("2026-03-28T22:59", "Europe/Berlin", "2026-03-28", id="the short night"),
        pytest.param("2026-03-28T23:00", "Europe/Berlin", "2026-03-29", id="the short day begins"),
        pytest.param("2026-03-29T21:59", "Europe/Berlin", "2026-03-29", id="its last minute"),
        pytest.param("2026-03-29T22:00", "Europe/Berlin", "2026-03-30", id="the short day is over"),
        pytest.param("2026-10-24T22:00", "Europe/Berlin", "2026-10-25", id="the long day begins"),
        pytest.param("2026-10-25T22:59", "Europe/Berlin", "2026-10-25", id="its 25th hour"),
        pytest.param("2026-10-25T23:00", "Europe/Berlin", "2026-10-26", id="the long day is over"),
        # … and in New York on 8 March and 1 November.
        pytest.param("2026-03-09T03:59", "America/New_York", "2026-03-08", id="short, New York"),
        pytest.param("2026-11-02T04:59", "America/New_York", "2026-11-01", id="long, New York"),
    ],
)
def test_today_is_the_teams_today(now, zone, today):
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    expected = date.fromisoformat(today)

    now_read = read("need it today", moment, ZoneInfo(zone))
    next_read = read("by tomorrow", moment, ZoneInfo(zone))

    assert now_read
    assert (now_read.when, now_read.day) == (When.TODAY, expected)
    assert next_read
    assert next_read.day == expected + timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "at"),
    [
        pytest.param("2026-03-29T00:30", time(5), id="before the clocks go forward"),
        pytest.param("2026-03-29T01:30", time(5), id="after the clocks went forward"),
        pytest.param("2026-03-29T02:59", time(5), id="a minute before five, in summer time"),
        pytest.param("2026-03-29T03:00", None, id="five, in summer time"),
        pytest.param("2026-10-25T03:59", time(5), id="a minute before five, in winter time"),
        pytest.param("2026-10-25T04:00", None, id="five, in winter time"),
    ],
)
def test_a_time_of_today_is_read_until_the_wall_clock_shows_it(now, at):
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)

    bare = read("by 5:00", moment, BERLIN)
    dated = read("today at 5:00", moment, BERLIN)

    assert (bare.at if bare else None) == at
    assert dated
    assert (dated.day, dated.at) == (moment.date(), at)


@pytest.mark.parametrize("text", ["by Friday", "by EOW", "by 6 March"])
def test_the_nearness_is_the_one_of_that_day(text):
    needed = read(text, NOW, UTC_ZONE)

    assert needed
    assert (needed.day, needed.when) == (FRIDAY, When.SOON)


@pytest.mark.parametrize(
    "text",
    [
        "by Thursday" + " " * 20_000 + "x",
        "by " * 10_000,
        "by Thursday " * 3_000,
        "due " * 10_000 + "x",
        "in the next " * 3_000,
        "\n" * 40_000,
        "9:" * 20_000,
    ],
    ids=["spaces", "by", "days", "due", "in", "lines", "clocks"],
)
def test_a_long_message_is_read_in_no_time(text):
    started = perf_counter()

    read(text, NOW, UTC_ZONE)

    assert perf_counter() - started < 1


# --- for any text ------------------------------------------------------------------------------

VOCABULARY = """
    by before until due for since from today tomorrow tonight eod eow eom cob noon the end of day
    week month next this in within 2 31 99 a couple of days hours weeks monday fri sun march may 5
    5th feb 29 30 5pm 13pm 9:30 99:99 12am at , . ' 's - 2026-03-20 9999-12-31 2026-02-30
    0000-00-00 FR\u0130DAY \u017fun \u0663 \U0001f525 \u2019s
"""
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.text(max_size=80) | st.lists(WORDS, max_size=12).map(" ".join)
MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone
    max_value=datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
ZONES = st.sampled_from([UTC_ZONE, BERLIN, NEW_YORK, TOKYO])


@examples(deadline=None, max_examples=400)
@example(text="by FR\u0130DAY", now=NOW, zone=UTC_ZONE)
@example(text="by 9999-12-31", now=NOW, zone=UTC_ZONE)
@given(text=TEXTS, now=MOMENTS, zone=ZONES)
def test_any_text_is_read_or_not_and_never_as_a_moment_that_has_passed(text, now, zone):
    local = now.astimezone(zone)

    needed = read(text, now, zone)

    if needed is None:
        return
    assert needed.day is not None
    assert needed.day >= local.date()
    assert needed.day > local.date() or needed.at is None or needed.at > local.time()
    assert needed == on_day(needed.day, local.date(), at=needed.at, said=needed.said)


@examples(deadline=None, max_examples=200)
@given(text=TEXTS, now=MOMENTS, zone=ZONES)
def test_what_is_shown_as_read_reads_as_the_same_day(text, now, zone):
    needed = read(text, now, zone)

    if needed is None:
        return
    assert needed.said
    again = read(needed.said, now, zone)
    assert again
    assert again.day == needed.day


# --- another zone's clock ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "at", "day_there", "at_there"),
    [
        pytest.param("2026-03-03", "15:00", "2026-03-03", "21:00", id="in winter"),
        pytest.param("2026-07-01", "15:00", "2026-07-01", "21:00", id="in summer"),
        pytest.param("2026-03-03", "19:30", "2026-03-04", "01:30", id="the next day there"),
        # New York goes forward on 8 March, Berlin on 29 March.
        pytest.param("2026-03-08", "15:00", "2026-03-08", "20:00", id="New York goes forward"),
        pytest.param("2026-03-28", "15:00", "2026-03-28", "20:00", id="before Berlin does"),
        pytest.param("2026-03-29", "15:00", "2026-03-29", "21:00", id="Berlin goes forward"),
        # Berlin goes back on 25 October, New York on 1 November.
        pytest.param("2026-10-24", "15:00", "2026-10-24", "21:00", id="before Berlin goes back"),
        pytest.param("2026-10-25", "15:00", "2026-10-25", "20:00", id="Berlin goes back"),
        pytest.param("2026-10-31", "15:00", "2026-10-31", "20:00", id="before New York does"),
        pytest.param("2026-11-01", "15:00", "2026-11-01", "21:00", id="New York goes back"),
    ],
)
def test_a_time_is_the_same_moment_on_another_zones_clock(day, at, day_there, at_there):
    needed = NeededBy(When.SOON, date.fromisoformat(day), time.fromisoformat(at), "by then")

    there = moved(needed, NEW_YORK, BERLIN)

    assert there == NeededBy(
        When.SOON, date.fromisoformat(day_there), time.fromisoformat(at_there), "by then"
    )


@pytest.mark.parametrize(
    "needed",
    [
        None,
        NeededBy(When.LATER),
        NeededBy(When.NO_DATE),
        NeededBy(When.TODAY, date(2026, 3, 3)),
        NeededBy(When.SOON, date(2026, 3, 8), said="by Sunday"),
    ],
)
def test_a_day_without_a_time_stays_that_day_in_every_zone(needed):
    assert moved(needed, NEW_YORK, BERLIN) is needed
