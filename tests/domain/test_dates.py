"""Days and spans that people type: what is read, on whose clocks, and what is not guessed at."""

from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from bot.domain.cadence import shown
from bot.domain.date_words import Kind, words_of
from bot.domain.dates import LONGEST, Read, ReadDay, Unclear, read_day, read_span

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
# Tuesday 24 November 2026, noon in Berlin and six in the morning in New York.
NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)


def read(typed: str, now: datetime = NOW, zone: ZoneInfo = BERLIN) -> tuple[str, str, str]:
    """From, until (on the wall, whole days without a clock and inclusive) and the rest."""
    found = read_span(typed, now, zone)
    assert isinstance(found, Read), found
    start, end = shown(found.span.starts_at, zone), shown(found.span.ends_at, zone)
    if found.is_whole_days:
        last = end - timedelta(days=1)
        assert (start.hour, start.minute, end.hour, end.minute) == (0, 0, 0, 0)
        return f"{start:%Y-%m-%d}", f"{last:%Y-%m-%d}", found.rest
    return f"{start:%m-%d %H:%M}", f"{end:%m-%d %H:%M}", found.rest


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


# --- whole days --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-20",
        "2026/12/20",
        "20 dec",
        "20dec",
        "dec 20",
        "Dec. 20th",
        "20 Dec 2026",
        "December 20, 2026",
        "December the 20th",
        "20th of December",
        "20-Dec-2026",
        "20.12.2026",
        "20.12.26",
        "20.12.",
        "20.12",
        "20. 12.",
        "20. Dezember",
        "20. Dez. 2026",
        "20/12/2026",
        "12/20/2026",
        "Sunday, 20 December",
        "Sonntag, den 20.12.",
        "  20   DEC ",
    ],
)
def test_a_day_may_be_written_in_many_ways(typed):
    assert read(typed) == ("2026-12-20", "2026-12-20", "")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-24"),
        ("heute", "2026-11-24"),
        ("tomorrow", "2026-11-25"),
        ("morgen", "2026-11-25"),
        ("übermorgen", "2026-11-26"),
        ("the day after tomorrow", "2026-11-26"),
        ("in 3 days", "2026-11-27"),
        ("in a week", "2026-12-01"),
        ("tuesday", "2026-11-24"),
        ("next tuesday", "2026-12-01"),
        ("friday", "2026-11-27"),
        ("Freitag", "2026-11-27"),
        ("this fri", "2026-11-27"),
        ("next friday", "2026-12-04"),
        ("nächsten Freitag", "2026-12-04"),
        ("monday", "2026-11-30"),
        ("next monday", "2026-11-30"),
        ("24 nov", "2026-11-24"),
        ("23 nov", "2027-11-23"),
    ],
)
def test_a_day_without_a_year_is_the_next_of_its_name(typed, day):
    assert read(typed) == (day, day, "")


@pytest.mark.parametrize(
    ("typed", "first", "last", "rest"),
    [
        ("2026-12-20..2027-01-02 holidays", "2026-12-20", "2027-01-02", "holidays"),
        ("2026-12-20 - 2027-01-02", "2026-12-20", "2027-01-02", ""),
        ("2026-12-20-2027-01-02", "2026-12-20", "2027-01-02", ""),
        ("20 dec - 2 jan skiing", "2026-12-20", "2027-01-02", "skiing"),
        ("20 dec\u20132 jan: skiing", "2026-12-20", "2027-01-02", "skiing"),
        ("from 20 dec to 2 jan, skiing", "2026-12-20", "2027-01-02", "skiing"),
        ("20 dec until 2 jan because of skiing", "2026-12-20", "2027-01-02", "skiing"),
        ("20 dec till 2 jan 2027", "2026-12-20", "2027-01-02", ""),
        ("20 dec 2026 - 2 jan", "2026-12-20", "2027-01-02", ""),
        ("between 20 dec and 2 jan", "2026-12-20", "2027-01-02", ""),
        ("skiing (20 dec - 2 jan)", "2026-12-20", "2027-01-02", "skiing"),
        ("28 dec - 3 jan", "2026-12-28", "2027-01-03", ""),
        ("vom 20.12. bis zum 2.1. Ski", "2026-12-20", "2027-01-02", "Ski"),
        ("20.12.-2.1.", "2026-12-20", "2027-01-02", ""),
        ("20.12-2.1", "2026-12-20", "2027-01-02", ""),
        ("20. Dezember bis 2. Januar", "2026-12-20", "2027-01-02", ""),
        ("20-24 dec", "2026-12-20", "2026-12-24", ""),
        ("dec 20-24, 2027", "2027-12-20", "2027-12-24", ""),
        ("20.-24.12.", "2026-12-20", "2026-12-24", ""),
        ("24 and 25 dec", "2026-12-24", "2026-12-25", ""),
        ("mon-wed", "2026-11-30", "2026-12-02", ""),
        ("Montag bis Mittwoch", "2026-11-30", "2026-12-02", ""),
        ("fri - mon", "2026-11-27", "2026-11-30", ""),
        ("thursday to next tuesday", "2026-11-26", "2026-12-01", ""),
        ("today - friday", "2026-11-24", "2026-11-27", ""),
        ("sat and sun", "2026-11-28", "2026-11-29", ""),
        ("mon, tue and wed", "2026-11-30", "2026-12-02", ""),
        ("until friday", "2026-11-24", "2026-11-27", ""),
        ("bis Freitag", "2026-11-24", "2026-11-27", ""),
        ("next week", "2026-11-30", "2026-12-06", ""),
        ("this week", "2026-11-24", "2026-11-29", ""),
        ("nächste Woche Urlaub", "2026-11-30", "2026-12-06", "Urlaub"),
        ("weekend", "2026-11-28", "2026-11-29", ""),
        ("next weekend", "2026-12-05", "2026-12-06", ""),
        ("for 3 days", "2026-11-24", "2026-11-26", ""),
        ("friday for 3 days", "2026-11-27", "2026-11-29", ""),
        ("for two days from tomorrow", "2026-11-25", "2026-11-26", ""),
        ("für eine Woche ab Freitag", "2026-11-27", "2026-12-03", ""),
        ("for the next 2 weeks", "2026-11-24", "2026-12-07", ""),
        ("2026-01-01 to 2026-11-24", "2026-01-01", "2026-11-24", ""),
    ],
)
def test_days_last_from_the_first_through_the_last(typed, first, last, rest):
    assert read(typed) == (first, last, rest)


def test_whole_days_that_begin_today_begin_at_midnight_before_now():
    found = read_span("today", NOW, BERLIN)

    assert isinstance(found, Read)
    assert found.is_whole_days
    assert found.span.starts_at == at("2026-11-24T00:00+01:00")
    assert found.span.ends_at == at("2026-11-25T00:00+01:00")


# --- clocks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "start", "end", "rest"),
    [
        ("tomorrow 14:00-18:00", "11-25 14:00", "11-25 18:00", ""),
        ("14:00-18:00 tomorrow, dentist", "11-25 14:00", "11-25 18:00", "dentist"),
        ("tomorrow from 2pm to 6 p.m.", "11-25 14:00", "11-25 18:00", ""),
        ("morgen von 14 Uhr bis 18 Uhr", "11-25 14:00", "11-25 18:00", ""),
        ("morgen 14 bis 18 Uhr Zahnarzt", "11-25 14:00", "11-25 18:00", "Zahnarzt"),
        ("2-6pm tomorrow", "11-25 14:00", "11-25 18:00", ""),
        ("between 14 and 18 tomorrow", "11-25 14:00", "11-25 18:00", ""),
        ("9-17", "11-24 09:00", "11-24 17:00", ""),
        ("20 dec 9-17", "12-20 09:00", "12-20 17:00", ""),
        ("9am-5pm", "11-24 09:00", "11-24 17:00", ""),
        ("9-5pm", "11-24 09:00", "11-24 17:00", ""),
        ("9am-5", "11-24 09:00", "11-24 17:00", ""),
        ("11-1pm", "11-24 11:00", "11-24 13:00", ""),
        ("10pm-6", "11-24 22:00", "11-25 06:00", ""),
        ("friday 14 Uhr 30 bis 16:15 Uhr", "11-27 14:30", "11-27 16:15", ""),
        ("tomorrow noon-midnight", "11-25 12:00", "11-26 00:00", ""),
        ("tomorrow midnight-6:00", "11-25 00:00", "11-25 06:00", ""),
        ("18:00-24:00", "11-24 18:00", "11-25 00:00", ""),
        ("22:00-06:00", "11-24 22:00", "11-25 06:00", ""),
        ("fri 22:00-06:00", "11-27 22:00", "11-28 06:00", ""),
        ("22:00-06:00 on friday", "11-27 22:00", "11-28 06:00", ""),
        ("mon 9:00 to wed 17:00", "11-30 09:00", "12-02 17:00", ""),
        ("mon 9 to wed 17", "11-30 09:00", "12-02 17:00", ""),
        ("2026-12-20T14:00..2026-12-21T09:00", "12-20 14:00", "12-21 09:00", ""),
        ("2pm until tomorrow 6pm", "11-24 14:00", "11-25 18:00", ""),
        ("mon 9:00 to wed", "11-30 09:00", "12-03 00:00", ""),
        ("mon to wed 17:00", "11-30 00:00", "12-02 17:00", ""),
        ("tomorrow until 14:00", "11-25 00:00", "11-25 14:00", ""),
        ("now until 17:00", "11-24 12:00", "11-24 17:00", ""),
        ("jetzt bis 17 Uhr", "11-24 12:00", "11-24 17:00", ""),
        ("now until 9:00", "11-24 12:00", "11-25 09:00", ""),
        ("now until friday", "11-24 12:00", "11-28 00:00", ""),
        ("off until 17:00", "11-24 12:00", "11-24 17:00", "off"),
        ("until tomorrow evening", "11-24 12:00", "11-26 00:00", ""),
        ("from now for 3 hours", "11-24 12:00", "11-24 15:00", ""),
        ("for 2 hours", "11-24 12:00", "11-24 14:00", ""),
        ("today for 2 hours", "11-24 12:00", "11-24 14:00", ""),
        ("7.12 9-17", "12-07 09:00", "12-07 17:00", ""),
        ("9:00-17:00 7.12", "12-07 09:00", "12-07 17:00", ""),
        ("halbe Stunde", "11-24 12:00", "11-24 12:30", ""),
        ("half an hour", "11-24 12:00", "11-24 12:30", ""),
        ("in 2 hours for 1 hour", "11-24 14:00", "11-24 15:00", ""),
        ("tomorrow 14:00 for 1.5 hours", "11-25 14:00", "11-25 15:30", ""),
        ("friday 9:00 for 2 days", "11-27 09:00", "11-29 09:00", ""),
        ("now for 2 days", "11-24 12:00", "11-26 12:00", ""),
        ("this afternoon", "11-24 12:00", "11-24 18:00", ""),
        ("this evening", "11-24 18:00", "11-25 00:00", ""),
        ("tonight", "11-24 18:00", "11-25 00:00", ""),
        ("this morning until 15:00", "11-24 06:00", "11-24 15:00", ""),
        ("friday in the morning", "11-27 06:00", "11-27 12:00", ""),
        ("tomorrow morning, school", "11-25 06:00", "11-25 12:00", "school"),
        ("morgen früh", "11-25 06:00", "11-25 12:00", ""),
        ("Freitag Morgen", "11-27 06:00", "11-27 12:00", ""),
        ("Freitagabend", "11-27 18:00", "11-28 00:00", ""),
        ("fri afternoon - sun evening", "11-27 12:00", "11-30 00:00", ""),
    ],
)
def test_clocks_are_read_with_their_day(typed, start, end, rest):
    assert read(typed) == (start, end, rest)


def test_clocks_are_those_of_the_readers_zone():
    late = datetime(2026, 11, 25, 3, tzinfo=UTC)  # still Tuesday evening in New York

    assert read("tomorrow", late, NEW_YORK) == ("2026-11-25", "2026-11-25", "")
    assert read("tomorrow", late, BERLIN) == ("2026-11-26", "2026-11-26", "")
    found = read_span("tomorrow 9-17", late, NEW_YORK)
    assert isinstance(found, Read)
    assert found.span.starts_at == at("2026-11-25T09:00-05:00")


@pytest.mark.parametrize(
    ("typed", "zone", "start", "end"),
    [
        ("2026-10-25", BERLIN, "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00"),
        ("2027-03-28", BERLIN, "2027-03-28T00:00+01:00", "2027-03-29T00:00+02:00"),
        ("2026-11-01", NEW_YORK, "2026-11-01T00:00-04:00", "2026-11-02T00:00-05:00"),
        ("2027-03-14", NEW_YORK, "2027-03-14T00:00-05:00", "2027-03-15T00:00-04:00"),
        ("25 oct 1:00-2:30", BERLIN, "2026-10-25T01:00+02:00", "2026-10-25T02:30+02:00"),
        ("28 mar 2027 1:00-2:30", BERLIN, "2027-03-28T01:00+01:00", "2027-03-28T03:00+02:00"),
        ("24 oct 22:00-06:00", BERLIN, "2026-10-24T22:00+02:00", "2026-10-25T06:00+01:00"),
        ("25 oct 1:00 for 3 hours", BERLIN, "2026-10-25T01:00+02:00", "2026-10-25T03:00+01:00"),
        ("24 oct 9:00 for 2 days", BERLIN, "2026-10-24T09:00+02:00", "2026-10-26T09:00+01:00"),
    ],
)
def test_days_and_clocks_keep_to_the_wall_when_clocks_change(typed, zone, start, end):
    found = read_span(typed, at("2026-10-01T12:00+02:00"), zone)

    assert isinstance(found, Read)
    assert (found.span.starts_at, found.span.ends_at) == (at(start), at(end))


def test_in_a_repeated_hour_an_end_that_is_shown_before_now_is_the_second():
    found = read_span("now until 2:45", at("2026-10-25T02:30+01:00"), BERLIN)

    assert isinstance(found, Read)
    assert found.span.ends_at == at("2026-10-25T02:45+01:00")


def test_a_time_that_clocks_skip_has_no_length():
    now = at("2027-03-27T12:00+01:00")

    assert read_span("tomorrow 2:10-2:50", now, BERLIN) is Unclear.NO_SUCH_DAY


def test_a_day_that_never_came_is_no_day():
    now = at("2011-12-20T12:00-10:00")

    assert read_span("30 dec", now, ZoneInfo("Pacific/Apia")) is Unclear.NO_SUCH_DAY


# --- what is around ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("on friday", ""),
        ("friday, because of the dentist", "the dentist"),
        ("because of skiing from friday", "skiing"),
        ("friday: moving house", "moving house"),
        ("friday - moving house", "moving house"),
        ("friday for my sister's wedding", "my sister's wedding"),
        ("moving house on friday. Sorry!", "moving house Sorry!"),
        ("wegen Umzug am Freitag", "Umzug"),
        ("friday 2 people away", "2 people away"),
        ("room 101, friday", "room 101"),
        ("INC-7 friday", "INC-7"),
        ("<@U0BO>'s friday", "<@U0BO>'s"),
        ("<https://example.com/2026-12-20|plan> friday", "<https://example.com/2026-12-20|plan>"),
        ("covid-19, friday", "covid-19"),
        ("sun-burn, friday", "sun-burn"),
        ("24/7 friday", "24/7"),
        ("upgrade to 3.11 friday", "upgrade to 3.11"),
        ("I may be away friday", "I may be away"),
    ],
)
def test_the_rest_is_what_is_not_about_time(typed, rest):
    assert read(typed) == ("2026-11-27", "2026-11-27", rest)


# --- what is not guessed at --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        pytest.param("", Unclear.NOTHING, id="empty"),
        pytest.param("skiing", Unclear.NOTHING, id="no time"),
        pytest.param("14:00", Unclear.NOTHING, id="a clock alone"),
        pytest.param("tomorrow 14:00", Unclear.NOTHING, id="a clock without an end"),
        pytest.param("now", Unclear.NOTHING, id="now without an end"),
        pytest.param("for 2.5 days", Unclear.NOTHING, id="part of a day"),
        pytest.param("friday half a day", Unclear.NOTHING, id="which half"),
        pytest.param("tomorrow for 2 hours", Unclear.NOTHING, id="which hours"),
        pytest.param("tomorrow 25:00-26:00", Unclear.NOTHING, id="no such clock"),
        pytest.param("tomorrow 14:00Z-15:00Z", Unclear.NOTHING, id="clocks of another zone"),
        pytest.param("for 0 hours", Unclear.NOTHING, id="no length"),
        pytest.param("31 feb", Unclear.NO_SUCH_DAY, id="31 February"),
        pytest.param("2026-13-01", Unclear.NO_SUCH_DAY, id="month 13"),
        pytest.param("0000-01-01", Unclear.NO_SUCH_DAY, id="year 0"),
        pytest.param("9999-12-31", Unclear.NO_SUCH_DAY, id="the end of the calendar"),
        pytest.param("29 feb", Unclear.NO_SUCH_DAY, id="not in the next year"),
        pytest.param("2027-01-02..2026-12-20", Unclear.BACKWARDS, id="days backwards"),
        pytest.param("24-20 dec", Unclear.BACKWARDS, id="days of a month backwards"),
        pytest.param("friday to tomorrow", Unclear.BACKWARDS, id="names backwards"),
        pytest.param("mon 17:00 to mon 9:00", Unclear.BACKWARDS, id="moments backwards"),
        pytest.param("2026-01-01", Unclear.PAST, id="a day over"),
        pytest.param("yesterday", Unclear.PAST, id="yesterday"),
        pytest.param("until yesterday", Unclear.PAST, id="until yesterday"),
        pytest.param("last friday", Unclear.PAST, id="last week"),
        pytest.param("1999-01-01..2001-01-01", Unclear.PAST, id="long ago"),
        pytest.param("today 9-11", Unclear.PAST, id="hours that are over"),
        pytest.param("2026-12-01..2028-01-06", Unclear.TOO_LONG, id="401 days and more"),
        pytest.param("for 9999 days", Unclear.TOO_LONG, id="many days"),
        pytest.param("03/04/2026", Unclear.TWO_READINGS, id="day or month"),
        pytest.param("fri 20 dec", Unclear.TWO_READINGS, id="20 December is a Sunday"),
        pytest.param("mon or tue", Unclear.TWO_READINGS, id="one of two"),
        pytest.param("mon and wed", Unclear.TWO_READINGS, id="two spans"),
        pytest.param("mon to wed 9-17", Unclear.TWO_READINGS, id="hours of three days"),
        pytest.param("next week 9-17", Unclear.TWO_READINGS, id="hours of a week"),
        pytest.param("mon, tue - thu", Unclear.TWO_READINGS, id="a list and a range"),
        pytest.param("mon-wed and fri", Unclear.TWO_READINGS, id="a range and a day"),
        pytest.param("24 and 27 dec", Unclear.TWO_READINGS, id="two days of a month"),
        pytest.param("now until next week 9:00", Unclear.TWO_READINGS, id="an hour of a week"),
        pytest.param("now until 9", Unclear.TWO_READINGS, id="nine at night or tomorrow"),
        pytest.param("9:00-12.10", Unclear.TWO_READINGS, id="a clock and a date"),
        pytest.param("mon-mon", Unclear.TWO_READINGS, id="a day or a week"),
        pytest.param("9-5", Unclear.TWO_READINGS, id="nine to five, or a night"),
        pytest.param("friday - 14:00 call", Unclear.TWO_READINGS, id="no range"),
        pytest.param("22:00 until 6:00 friday", Unclear.TWO_READINGS, id="which night"),
    ],
)
def test_what_is_not_clear_is_refused_with_its_reason(typed, why):
    assert read_span(typed, NOW, BERLIN) is why


def test_four_hundred_days_are_not_too_long():
    found = read_span("2026-12-01..2028-01-04", NOW, BERLIN)

    assert isinstance(found, Read)
    assert found.span.ends_at - found.span.starts_at == LONGEST


# --- a day -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day", "rest"),
    [
        ("thursday", date(2026, 11, 26), ""),
        ("until 2026-12-03", date(2026, 12, 3), ""),
        ("my 2026-12-07 with @bo's 2026-12-14", date(2026, 12, 7), "my with @bo's 2026-12-14"),
        ("my with @bo's 2026-12-14", date(2026, 12, 14), "my with @bo's"),
        ("tuesday", date(2026, 11, 24), ""),
        ("next week", date(2026, 11, 30), ""),
        ("in 2 weeks, after the audit", date(2026, 12, 8), "after the audit"),
        ("this afternoon", date(2026, 11, 24), ""),
        ("20-24 dec", date(2026, 12, 20), ""),
        ("7.12", date(2026, 12, 7), ""),
        ("3.11 or friday", date(2026, 11, 27), "3.11 or"),
    ],
)
def test_the_first_day_of_a_text_is_read(typed, day, rest):
    assert read_day(typed, NOW, BERLIN) == ReadDay(day, rest)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("whenever", Unclear.NOTHING),
        ("9-17", Unclear.NOTHING),
        ("31 feb", Unclear.NO_SUCH_DAY),
        ("2026-11-23", Unclear.PAST),
        ("03/04/2027", Unclear.TWO_READINGS),
    ],
)
def test_a_day_that_is_not_clear_is_refused_with_its_reason(typed, why):
    assert read_day(typed, NOW, BERLIN) is why


# --- whatever is typed -------------------------------------------------------------------------

_WORDS = """
    2026-12-20 2027-01-02 20 31 24. 24.12. 3.11 03/04/2026 24/12/2026 9 17 2pm 14:00 24:00 25:61
    12am 14 uhr - .. \u2013 \u2026 , ; ( ) & to until till bis and or between from on of the for in
    next this last coming weekend week weeks day days hour hours min half a two today tomorrow
    yesterday morgen tonight übermorgen heute now jetzt after noon midnight morning abend früh
    monday fri sunday freitag freitagabend may dec märz feb 29 2027 2028 9999 0001-01-01 9999-12-31
    2.5 0 skiing INC-7 <@U1> 's 20th because
"""
_PIECES = st.sampled_from(_WORDS.split())
_TYPED = st.one_of(
    st.text(),
    st.builds(str.join, st.sampled_from([" ", "", "  "]), st.lists(_PIECES, max_size=8)),
)
_FIRST = datetime(2010, 1, 1, tzinfo=UTC)
_MOMENTS = st.integers(0, 24 * 365 * 30).map(lambda hours: _FIRST + hours * timedelta(hours=1))
_ZONES = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Cairo"]
).map(ZoneInfo)


@given(_TYPED, _MOMENTS, _ZONES)
@example("2026-10-25 2:30-2:45", at("2026-10-25T02:50+02:00"), BERLIN)
@example("0001-01-01 9:00 for 2 hours", NOW, BERLIN)
@example("m\u0130n 1.5 m\u0131n \u017fun 1,5\u017ftd", NOW, BERLIN)
def test_any_text_gives_a_span_that_is_not_over_or_a_reason(typed, now, zone):
    found = read_span(typed, now, zone)

    if isinstance(found, Read):
        assert found.span.starts_at < found.span.ends_at
        assert found.span.ends_at > now
        assert found.rest == found.rest.strip()
    else:
        assert found in Unclear


@given(_TYPED, _MOMENTS, _ZONES)
def test_any_text_gives_a_day_that_is_not_over_or_a_reason(typed, now, zone):
    found = read_day(typed, now, zone)

    assert found in Unclear if isinstance(found, Unclear) else found.day >= shown(now, zone).date()


@given(
    st.dates(date(2026, 11, 24), date(2030, 1, 1)),
    st.integers(0, 399),
    st.sampled_from(["%Y-%m-%d", "%d %b %Y", "%B %d, %Y", "%d.%m.%Y", "%a %d %B %Y"]),
    st.sampled_from([" - ", "..", " to ", " bis ", " \u2013 "]),
)
def test_days_that_are_written_out_are_read_back(first, days, form, joined):
    last = first + timedelta(days=days)

    typed = f"{first:{form}}{joined}{last:{form}} away"

    assert read(typed) == (f"{first}", f"{last}", "away")


@given(st.text())
def test_words_are_in_order_and_within_the_text(typed):
    words = words_of(typed)

    places = [(word.starts, word.ends) for word in words]
    assert places == sorted(places)
    assert all(0 <= starts < ends <= len(typed) for starts, ends in places)
    assert all(isinstance(word.kind, Kind) for word in words)


@pytest.mark.parametrize(
    "piece", ["9-", "from ", "<", "2 ", "mon, ", "for the next ", "(", "20 dec "]
)
def test_a_very_long_text_is_read_in_a_moment(piece):
    typed = piece * (8000 // len(piece))

    began = perf_counter()
    read_span(typed, NOW, BERLIN)

    assert perf_counter() - began < 2
