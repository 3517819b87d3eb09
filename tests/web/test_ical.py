"""Calendars as files: what we write is read by others, and what others write is read by us."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from hypothesis import given
from icalendar import Calendar, vText

from bot.domain.calendar import Event
from bot.domain.ids import UserId
from bot.web import ical
from bot.web.ical import BadCalendar, read_time_off, written
from tests.builders import ADA, BO

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def an_event(**rest) -> Event:
    usual = {
        "uid": "one@hydrant",
        "rotation": "primary",
        "person": ADA,
        "starts_at": NOW,
        "ends_at": NOW + 7 * DAY,
        "sequence": 0,
        "changed_at": NOW - HOUR,
    }
    return Event(**{**usual, **rest})


def lines(*events: Event, title: str = "Data: on call") -> list[str]:
    """Return the lines of the file, put together where they were folded."""
    data = written(events, {ADA: "Kim", BO: "Bo"}, title=title)
    return data.decode().replace("\r\n ", "").split("\r\n")


# --- writing ---------------------------------------------------------------------------------


def test_a_shift_is_written_with_all_that_calendars_ask_for():
    assert lines(an_event(sequence=2)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hydrant//On call//EN",
        "X-WR-CALNAME:Data: on call",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VEVENT",
        "SUMMARY:On call: Kim (primary)",
        "DTSTART:20260303T093000Z",
        "DTEND:20260310T093000Z",
        "DTSTAMP:20260303T083000Z",
        "UID:one@hydrant",
        "SEQUENCE:2",
        "CATEGORIES:On call",
        "LAST-MODIFIED:20260303T083000Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_shift_that_was_called_off_is_written_as_cancelled():
    assert "STATUS:CANCELLED" in lines(an_event(is_cancelled=True))


def test_a_person_without_a_name_is_written_with_their_id():
    assert "SUMMARY:On call: U0NEW (primary)" in lines(an_event(person=UserId("U0NEW")))


def test_a_title_is_written_as_text():
    assert r"X-WR-CALNAME:Data\, ops\; rota here" in lines(title="Data, ops; rota\nhere")


def test_a_calendar_without_shifts_is_a_calendar():
    assert Calendar.from_ical(written([], {}, title="Data")).events == []


NAMES = st.text(max_size=60) | st.sampled_from(
    ["Zoë 🧑‍🚒" * 12, "Kim\r\nSTATUS:CANCELLED", "half \ud83d", 'a;b,c:d"e\\n', "\x00\x07 \u2028"]
)
MOMENTS = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001  # the strategy adds the zone
    datetime(2037, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, BERLIN, ZoneInfo("Australia/Lord_Howe")]),
    allow_imaginary=True,
)


@given(
    name=NAMES,
    title=NAMES,
    starts_at=MOMENTS,
    length=st.timedeltas(timedelta(minutes=1), timedelta(days=40)),
    sequence=st.integers(0, 999),
)
def test_whatever_is_written_is_read_as_it_was(name, title, starts_at, length, sequence):
    starts_at = starts_at.astimezone(UTC).replace(microsecond=0)
    length = timedelta(seconds=length // timedelta(seconds=1))
    local = starts_at.astimezone(BERLIN)
    one = an_event(starts_at=local, ends_at=starts_at + length, sequence=sequence)

    data = written([one], {ADA: name}, title=title)

    calendar = Calendar.from_ical(data)
    (event,) = calendar.events
    assert starts_at == event.DTSTART
    assert starts_at + length == event.DTEND
    assert (event["UID"], event["SEQUENCE"]) == (one.uid, sequence)
    assert event["STATUS"] == "CONFIRMED"
    assert str(event["SUMMARY"]).split() == f"On call: {told(name)} (primary)".split()
    # The library leaves what it does not know as it was written.
    assert calendar["X-WR-CALNAME"] == vText(" ".join(told(title).split())).to_ical().decode()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def told(text: str) -> str:
    """Return the text with a space for each character that no file may hold."""
    return "".join(one if one.isprintable() or ord(one) > 0x9F else " " for one in text).translate(
        dict.fromkeys([*range(0xD800, 0xE000), 0x2028, 0x2029], " ")
    )


# --- reading ---------------------------------------------------------------------------------


def a_file(*events: str, head: str = "") -> bytes:
    """Return a calendar with these events, each given as its lines."""
    inner = "".join(
        f"BEGIN:VEVENT\nDTSTAMP:20260301T000000Z\n{one}\nEND:VEVENT\n" for one in events
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//made up//EN\n{head}{inner}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def spans(data: bytes, zone: ZoneInfo = BERLIN) -> list[tuple[str, str]]:
    """Return from when until when, as day and hour in UTC."""
    return [
        (f"{one.starts_at:%Y-%m-%d %H:%M}", f"{one.ends_at:%Y-%m-%d %H:%M}")
        for one in read_time_off(data, NOW, zone)
    ]


OUTLOOK = b"""BEGIN:VCALENDAR\r
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN\r
VERSION:2.0\r
METHOD:PUBLISH\r
X-MS-OLK-FORCEINSPECTOROPEN:TRUE\r
BEGIN:VTIMEZONE\r
TZID:W. Europe Standard Time\r
BEGIN:STANDARD\r
DTSTART:16011028T030000\r
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
END:STANDARD\r
BEGIN:DAYLIGHT\r
DTSTART:16010325T020000\r
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
END:DAYLIGHT\r
END:VTIMEZONE\r
BEGIN:VEVENT\r
CLASS:PUBLIC\r
CREATED:20260301T101112Z\r
DESCRIPTION: \\n\r
DTEND;TZID="W. Europe Standard Time":20260330T120000\r
DTSTAMP:20260301T101112Z\r
DTSTART;TZID="W. Europe Standard Time":20260330T080000\r
PRIORITY:5\r
SEQUENCE:0\r
SUMMARY;LANGUAGE=en-us:Dentist\r
TRANSP:OPAQUE\r
UID:040000008200E00074C5B7101A82E00800000000\r
X-ALT-DESC;FMTTYPE=text/html:<html xmlns:v="urn:schemas-microsoft-com:vml"\r
 ><body></body></html>\r
X-MICROSOFT-CDO-BUSYSTATUS:OOF\r
X-MICROSOFT-CDO-IMPORTANCE:1\r
BEGIN:VALARM\r
TRIGGER:-PT15M\r
ACTION:DISPLAY\r
DESCRIPTION:Reminder\r
END:VALARM\r
END:VEVENT\r
END:VCALENDAR\r
"""

GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Zoë
X-WR-TIMEZONE:America/New_York
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260405
DTEND;VALUE=DATE:20260412
DTSTAMP:20260301T101112Z
UID:3kq0l2v8@google.com
STATUS:CONFIRMED
SUMMARY:Holiday 🏖
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
DTSTART:20260310T080000Z
DTEND:20260310T093000Z
DTSTAMP:20260301T101112Z
UID:7ab3c1d9@google.com
STATUS:CANCELLED
SUMMARY:Not any more
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()

APPLE = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Apple Inc.//macOS 15.1//EN
CALSCALE:GREGORIAN
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
TZOFFSETFROM:-0500
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
DTSTART:20070311T020000
TZNAME:EDT
TZOFFSETTO:-0400
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:-0400
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
DTSTART:20071104T020000
TZNAME:EST
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
CREATED:20260301T101112Z
UID:0F0C5B6E-6B4C-4A0E-9B39-6D5C2A1B7F10
DTEND;TZID=America/New_York:20260305T170000
SUMMARY:Fridays off\\, mostly
DTSTART;TZID=America/New_York:20260305T090000
DTSTAMP:20260301T101112Z
RRULE:FREQ=WEEKLY;COUNT=3
EXDATE;TZID=America/New_York:20260312T090000
SEQUENCE:1
X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
END:VEVENT
BEGIN:VEVENT
UID:0F0C5B6E-6B4C-4A0E-9B39-6D5C2A1B7F10
DTSTAMP:20260301T101112Z
SUMMARY:Moved
DTSTART;TZID=America/New_York:20260320T090000
DTEND;TZID=America/New_York:20260320T120000
RECURRENCE-ID;TZID=America/New_York:20260319T090000
SEQUENCE:2
END:VEVENT
END:VCALENDAR
"""


def test_a_file_of_outlook_goes_by_the_zone_that_it_names():
    (one,) = read_time_off(OUTLOOK, NOW, ZoneInfo("Asia/Tokyo"))

    assert (one.starts_at, one.ends_at) == (
        datetime(2026, 3, 30, 6, tzinfo=UTC),
        datetime(2026, 3, 30, 10, tzinfo=UTC),
    )
    assert one.uid == "040000008200E00074C5B7101A82E00800000000"
    assert one.summary == "Dentist"


def test_a_file_of_google_has_whole_days_that_are_shown_as_free():
    (one,) = read_time_off(GOOGLE, NOW, BERLIN)

    assert (one.uid, one.summary) == ("3kq0l2v8@google.com", "Holiday 🏖")
    assert spans(GOOGLE) == [("2026-04-04 22:00", "2026-04-11 22:00")]


def test_a_file_of_apple_repeats_leaves_one_out_and_moves_another():
    first, moved = read_time_off(APPLE, NOW, BERLIN)

    assert spans(APPLE) == [
        ("2026-03-05 14:00", "2026-03-05 22:00"),
        ("2026-03-20 13:00", "2026-03-20 16:00"),
    ]
    assert (first.summary, moved.summary) == ("Fridays off, mostly", "Moved")
    uid = "0F0C5B6E-6B4C-4A0E-9B39-6D5C2A1B7F10"
    assert [first.uid, moved.uid] == [f"{uid}/20260305T140000Z", f"{uid}/20260319T130000Z"]


@pytest.mark.parametrize(
    ("event", "span"),
    [
        pytest.param(
            "UID:1\nDTSTART;VALUE=DATE:20260329\nDTEND;VALUE=DATE:20260330",
            ("2026-03-28 23:00", "2026-03-29 22:00"),
            id="a day on which clocks are put forward",
        ),
        pytest.param(
            "UID:1\nDTSTART;VALUE=DATE:20261025",
            ("2026-10-24 22:00", "2026-10-25 23:00"),
            id="a day without an end on which clocks are put back",
        ),
        pytest.param(
            "UID:1\nDTSTART;VALUE=DATE:20260401\nDTEND;VALUE=DATE:20260401",
            ("2026-03-31 22:00", "2026-04-01 22:00"),
            id="a day that ends on itself",
        ),
        pytest.param(
            "UID:1\nDTSTART;VALUE=DATE:20260401\nDURATION:P1W",
            ("2026-03-31 22:00", "2026-04-07 22:00"),
            id="a week by its length",
        ),
        pytest.param(
            "UID:1\nDTSTART:20260401T090000\nDTEND:20260401T120000",
            ("2026-04-01 07:00", "2026-04-01 10:00"),
            id="a time without a zone",
        ),
        pytest.param(
            "UID:1\nDTSTART:20260329T023000\nDTEND:20260329T060000",
            ("2026-03-29 01:00", "2026-03-29 04:00"),
            id="a time that clocks skip",
        ),
        pytest.param(
            "UID:1\nDTSTART;TZID=America/New_York:20260401T090000\nDURATION:PT90M",
            ("2026-04-01 13:00", "2026-04-01 14:30"),
            id="a zone, and a length",
        ),
        pytest.param(
            "UID:1\nDTSTART:20260303T080000Z\nDTEND:20260303T093001Z",
            ("2026-03-03 08:00", "2026-03-03 09:30"),
            id="one that is almost over",
        ),
    ],
)
def test_each_way_to_say_a_time_is_understood(event, span):
    assert spans(a_file(event)) == [span]


@pytest.mark.parametrize(
    "event",
    [
        pytest.param("UID:1\nDTSTART:20260303T080000Z\nDTEND:20260303T093000Z", id="over"),
        pytest.param("UID:1\nDTSTART:20260401T080000Z", id="without length"),
        pytest.param(
            "UID:1\nSTATUS:cancelled\nDTSTART:20260401T080000Z\nDURATION:PT1H", id="cancelled"
        ),
    ],
)
def test_what_takes_no_time_from_now_on_is_left_out(event):
    assert spans(a_file(event)) == []


def test_a_time_without_a_zone_is_over_when_clocks_there_say_so():
    event = "UID:1\nDTSTART:20260302T090000\nDTEND:20260303T070000"

    assert spans(a_file(event)) == []
    assert spans(a_file(event), ZoneInfo("America/Los_Angeles")) == [
        ("2026-03-02 17:00", "2026-03-03 15:00")
    ]


def test_what_repeats_keeps_the_clock_on_the_wall():
    event = "UID:1\nDTSTART:20260323T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2"

    assert [start for start, _ in spans(a_file(event))] == ["2026-03-23 08:00", "2026-03-30 07:00"]


def test_one_of_a_series_may_be_cancelled():
    series = "UID:1\nDTSTART;VALUE=DATE:20260401\nRRULE:FREQ=DAILY;COUNT=2"
    one = "UID:1\nRECURRENCE-ID;VALUE=DATE:20260401\nDTSTART;VALUE=DATE:20260401\nSTATUS:CANCELLED"

    assert spans(a_file(series, one)) == [("2026-04-01 22:00", "2026-04-02 22:00")]


def test_what_repeats_for_ever_is_followed_for_400_days_and_what_is_later_still_counts():
    weekly = "UID:1\nDTSTART:20200101T080000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY"
    sabbatical = "UID:2\nDTSTART;VALUE=DATE:20280101\nDTEND;VALUE=DATE:20280401"

    *weeks, last = read_time_off(a_file(weekly, sabbatical), NOW, BERLIN)

    assert len(weeks) == 58
    assert weeks[-1].starts_at < NOW + 400 * DAY <= weeks[-1].starts_at + 7 * DAY
    assert last.uid == "2"


def test_the_first_500_times_are_taken():
    daily = "UID:{}\nDTSTART:20260301T{}0000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY"

    found = read_time_off(a_file(daily.format(1, "10"), daily.format(2, "08")), NOW, BERLIN)

    assert len(found) == ical.MOST_ABSENCES == 500
    assert len({one.uid for one in found}) == 500
    assert found == sorted(found, key=lambda one: one.starts_at)
    assert found[-1].starts_at < NOW + 251 * DAY


def test_an_event_without_an_id_gets_the_same_each_time():
    data = a_file("DTSTART;VALUE=DATE:20260401\nSUMMARY:Off", "DTSTART;VALUE=DATE:20260402")

    uids = [one.uid for one in read_time_off(data, NOW, BERLIN)]

    assert len(set(uids)) == 2
    assert uids == [one.uid for one in read_time_off(data, NOW + HOUR, BERLIN)]


def test_several_calendars_in_a_file_are_read_and_a_mark_in_front_is_no_matter():
    events = [f"UID:{day}\nDTSTART;VALUE=DATE:2026040{day}" for day in (1, 2)]

    data = b"\xef\xbb\xbf" + b"".join(map(a_file, events))

    assert [one.uid for one in read_time_off(data, NOW, BERLIN)] == ["1", "2"]


def test_a_zone_of_one_file_is_not_that_of_the_next():
    head = (
        "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        "TZOFFSETFROM:{0}\nTZOFFSETTO:{0}\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    event = "UID:1\nDTSTART;TZID=Customized Time Zone:20260401T120000\nDURATION:PT1H"

    begins = [spans(a_file(event, head=head.format(one)))[0][0] for one in ("+0300", "-0500")]

    assert begins == ["2026-04-01 09:00", "2026-04-01 17:00"]


def test_what_we_write_is_time_off_if_somebody_brings_it_back():
    (one,) = read_time_off(written([an_event()], {ADA: "Kim"}, title="Data"), NOW, BERLIN)

    assert (one.uid, one.summary) == ("one@hydrant", "On call: Kim (primary)")


# --- what cannot be read -----------------------------------------------------------------------

NO_CALENDAR = "This file is not a calendar in the iCalendar format (.ics)."
NOT_WHOLE = "There is no whole calendar in this file."
UNREADABLE = "There is an event in this calendar that cannot be read."
TOO_OFTEN = "There is an event in this calendar that repeats many times a day."
DAILY = "UID:1\nDTSTART:20260401T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", NOT_WHOLE, id="nothing"),
        pytest.param(b"Dear all, I am away in May.", NO_CALENDAR, id="a letter"),
        pytest.param(b"PK\x03\x04\x14\x00\x00\x00\x08\x00", NO_CALENDAR, id="an archive"),
        pytest.param(b"\xff\xfeB\x00E\x00G\x00", NO_CALENDAR, id="another encoding"),
        pytest.param(b"BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n", NOT_WHOLE, id="a person"),
        pytest.param(APPLE[:-20], NOT_WHOLE, id="a part of a file"),
        pytest.param(b"END:VCALENDAR\r\n", NO_CALENDAR, id="an end without a beginning"),
        pytest.param(a_file("UID:1\nSUMMARY:When?"), UNREADABLE, id="no beginning"),
        pytest.param(a_file("UID:1\nDTSTART:soon"), UNREADABLE, id="no time"),
        pytest.param(
            a_file("UID:1\nDTSTART;VALUE=DATE:20260401\nRRULE:FREQ=NEVER"),
            UNREADABLE,
            id="a rule that is none",
        ),
        pytest.param(
            a_file("UID:1\nDTSTART:20260401T080000Z\nDURATION:P9999999D\nRRULE:FREQ=DAILY"),
            UNREADABLE,
            id="an end after all days",
        ),
        pytest.param(
            a_file("UID:1\nDTSTART:20260401T080000Z\nRRULE:FREQ=SECONDLY"),
            TOO_OFTEN,
            id="every second",
        ),
        pytest.param(
            a_file(DAILY + ";BYMINUTE=" + ",".join(map(str, range(60)))),
            TOO_OFTEN,
            id="every minute in other words",
        ),
        pytest.param(a_file(DAILY + "\nRRULE:FREQ=DAILY" * 4), TOO_OFTEN, id="many rules"),
        pytest.param(a_file(DAILY + ";INTERVAL=0"), TOO_OFTEN, id="no days apart"),
        pytest.param(
            a_file(
                "UID:1\nDTSTART;TZID=Ours:20260401T120000\nDURATION:PT1H",
                head="BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
                "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=SECONDLY\n"
                "END:STANDARD\nEND:VTIMEZONE\n",
            ),
            TOO_OFTEN,
            id="a zone whose clocks change every second",
        ),
        pytest.param(
            a_file("UID:1\nDTSTART;TZID=Europe:20260401T120000"), NO_CALENDAR, id="half a zone"
        ),
        pytest.param(
            b" " * (4 * 2**20 + 1),
            "This file is larger than 4 MB: save the days off in a calendar alone.",
            id="large",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(BadCalendar, match="^" + sentence.replace("(", r"\(").replace(")", r"\)")):
        read_time_off(data, NOW, BERLIN)


def test_patience_with_a_file_ends():
    with pytest.raises(BadCalendar, match="takes too long"):
        read_time_off(a_file(DAILY), NOW, BERLIN, patience=timedelta(seconds=-1))


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: a_file(f"UID:1\n{text}")))
def test_whatever_is_in_a_file_is_read_or_refused(data):
    try:
        found = read_time_off(data, NOW, BERLIN)
    except BadCalendar as refusal:
        found, sentence = [], str(refusal)
        assert sentence.endswith((".", "alone."))
    assert found == []


@given(
    day=st.dates(date(2026, 3, 5), date(2027, 3, 1)),
    days=st.integers(1, 30),
    zone=st.sampled_from(["Europe/Berlin", "America/Sao_Paulo", "Africa/Cairo", "Pacific/Apia"]),
)
def test_whole_days_begin_and_end_when_days_do_in_the_zone(day, days, zone):
    last = day + days * DAY
    event = f"UID:1\nDTSTART;VALUE=DATE:{day:%Y%m%d}\nDTEND;VALUE=DATE:{last:%Y%m%d}"

    (one,) = read_time_off(a_file(event), NOW, ZoneInfo(zone))

    for at, edge in ((one.starts_at, day), (one.ends_at, last)):
        assert at.tzinfo is UTC
        assert at.astimezone(ZoneInfo(zone)).date() == edge
        assert (at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).date() == edge - DAY
