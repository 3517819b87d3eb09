"""What is typed after `/rapid-oncall` is understood, or it is said what is not clear."""

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cadence import Span, Weekday
from bot.domain.dates import Unclear
from bot.domain.duty import Preference
from bot.domain.errors import Reason, Refusal
from bot.slack import rota_orders
from bot.slack.rota_orders import Misread, Order, Swap, Verb, Wish
from tests.builders import ADA, BO

BERLIN = ZoneInfo("Europe/Berlin")
# A Tuesday, at noon in Berlin.
NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)
ROTATIONS = ("primary", "Back up")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# --- the verb ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("", Order(Verb.NOW)),
        ("  ", Order(Verb.NOW)),
        ("now", Order(Verb.NOW)),
        ("WEEK", Order(Verb.WEEK)),
        ("next 8", Order(Verb.NEXT, "8")),
        ("off  tomorrow family", Order(Verb.OFF, "tomorrow family")),
        ("Cover tomorrow", Order(Verb.COVER, "tomorrow")),
        ("hand-off", Order(Verb.HANDOFF)),
        ("calendar team off", Order(Verb.CALENDAR, "team off")),
    ],
)
def test_the_first_word_says_what_is_asked(text: str, order: Order):
    assert rota_orders.order(text) == order


@pytest.mark.parametrize("text", ["dance", "offf tomorrow", "now please", "week 3", "help me"])
def test_what_is_no_order_is_kept_as_it_was_typed(text: str):
    assert rota_orders.order(text) == Order(Verb.UNKNOWN, text)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_some_order(text: str):
    order = rota_orders.order(text)

    assert order.verb in Verb
    assert order.rest in text


@pytest.mark.parametrize(("rest", "count"), [("", 5), ("8", 8), ("999", 999)])
def test_so_many_shifts_are_asked_for(rest: str, count: int):
    assert rota_orders.count_of(rest) == count


@pytest.mark.parametrize("rest", ["0", "-1", "eight", "1.5", "8 weeks", "99999"])
def test_what_is_no_count_is_said_so(rest: str):
    with pytest.raises(Misread, match="oncall-unclear-count"):
        rota_orders.count_of(rest)


# --- moments and times ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("2026-12-24 10:00", "2026-12-24T09:00"),
        ("2026-12-24T10:00", "2026-12-24T09:00"),
        ("2026-12-24, 10:00", "2026-12-24T09:00"),
        ("2026-12-24", "2026-12-24T11:00"),
        ("2026-07-01 10:00", "2026-07-01T08:00"),
        ("yesterday 10:00", "2026-11-23T09:00"),
        ("gestern", "2026-11-23T11:00"),
        ("tomorrow 14:00", "2026-11-25T13:00"),
        ("next friday at 9", "2026-12-04T08:00"),
        ("14:00", "2026-11-24T13:00"),
    ],
)
def test_a_moment_is_read_on_the_readers_clocks(words: str, at: str):
    assert rota_orders.moment_of(words, NOW, BERLIN) == utc(at)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("", "reason-no-dates"),
        ("soon", "reason-no-dates"),
        ("2026-02-30 10:00", "reason-no-such-day"),
        ("0001-01-01", "reason-no-such-day"),
        ("9999-12-31", "reason-no-such-day"),
        ("2026-12-24 25:00", "oncall-unclear-moment"),
        ("2026-12-24 or so", "oncall-unclear-moment"),
        ("3/4 10:00", "reason-two-readings"),
    ],
)
def test_a_moment_that_cannot_be_read_is_said_so(words: str, name: str):
    with pytest.raises(Misread, match=name):
        rota_orders.moment_of(words, NOW, BERLIN)


def test_time_off_keeps_its_reason():
    read = rota_orders.span_of("2026-12-20..2027-01-02 family & friends", NOW, BERLIN)

    assert read.span == Span(utc("2026-12-19T23:00"), utc("2027-01-02T23:00"))
    assert rota_orders.reason_in(read.rest) == "family & friends"


def test_a_reason_is_kept_short_and_nothing_is_none():
    assert len(rota_orders.reason_in("x" * 5000) or "") == 300
    assert rota_orders.reason_in(" - ") is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("some day", Unclear.NOTHING),
        ("2026-02-30", Unclear.NO_SUCH_DAY),
        ("2027-01-02..2026-12-20", Unclear.BACKWARDS),
        ("2026-01-02", Unclear.PAST),
        ("2026-12-01..2029-12-01", Unclear.TOO_LONG),
        ("3/4", Unclear.TWO_READINGS),
    ],
)
def test_each_way_to_be_unclear_has_its_sentence(words: str, why: Unclear):
    with pytest.raises(Misread) as caught:
        rota_orders.span_of(words, NOW, BERLIN)

    assert caught.value.name == rota_orders._UNCLEAR[why]


# --- taking over ------------------------------------------------------------------------------

UNTIL_FIVE = Span(NOW, utc("2026-11-24T16:00"))


@pytest.mark.parametrize(
    ("words", "span", "rotation"),
    [
        ("", None, None),
        ("PRIMARY", None, "primary"),
        ("back up", None, "Back up"),
        ("until 17:00", UNTIL_FIVE, None),
        ("until 17:00 primary", UNTIL_FIVE, "primary"),
        ("until 17:00 in back up", UNTIL_FIVE, "Back up"),
    ],
)
def test_a_time_and_a_rotation_may_be_left_out(words: str, span: Span | None, rotation: str | None):
    assert rota_orders.take_of(words, ROTATIONS, NOW, BERLIN) == (span, rotation)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("it", "oncall-unclear-take"),
        ("until 17:00 tertiary", "reason-no-rotation"),
        ("2026-02-30", "reason-no-such-day"),
    ],
)
def test_what_cannot_be_taken_is_said_so(words: str, name: str):
    with pytest.raises(Misread, match=name):
        rota_orders.take_of(words, ROTATIONS, NOW, BERLIN)


# --- exchanges --------------------------------------------------------------------------------

SWAP = Swap(mine=date(2026, 12, 7), other=BO, theirs=date(2026, 12, 14))


@pytest.mark.parametrize(
    "rest",
    [
        "my 2026-12-07 with <@U0BO|bo>'s 2026-12-14",
        "2026-12-07 with <@U0BO> 2026-12-14",
        "my 7 dec with <@U0BO>'s 14 dec",
        "with <@U0BO|bo> my 2026-12-07 for 2026-12-14",
    ],
)
def test_an_exchange_may_be_said_in_many_ways(rest: str):
    assert rota_orders.swap_of(rest, NOW, BERLIN) == SWAP


@pytest.mark.parametrize(
    ("rest", "name"),
    [
        ("my 2026-12-07 with bo's 2026-12-14", "oncall-unclear-whom"),
        ("my 2026-12-07 with <@U0BO> and <@U0CY>'s 2026-12-14", "oncall-unclear-whom"),
        ("my 2026-12-07 with <@U0BO>", "oncall-unclear-days"),
        ("with <@U0BO>", "oncall-unclear-days"),
        ("my 2026-01-07 with <@U0BO>'s 2026-12-14", "reason-is-over"),
        ("my 2026-12-07 with <@U0BO>'s 2026-02-30", "reason-no-such-day"),
    ],
)
def test_an_exchange_that_is_not_whole_is_said_so(rest: str, name: str):
    with pytest.raises(Misread, match=name):
        rota_orders.swap_of(rest, NOW, BERLIN)


# --- preferences ------------------------------------------------------------------------------

MON, TUE, SAT, SUN = Weekday.MONDAY, Weekday.TUESDAY, Weekday.SATURDAY, Weekday.SUNDAY


@pytest.mark.parametrize(
    ("words", "is_backup_only", "unwanted"),
    [
        ("anything", False, set()),
        ("backup only", True, set()),
        ("not mon tue", False, {MON, TUE}),
        ("not on Mondays and Tuesdays", False, {MON, TUE}),
        ("not mon-tue", False, {MON, TUE}),
        ("not sat-mon", False, {SAT, SUN, MON}),
        ("never weekends", False, {SAT, SUN}),
        ("backup only, not sun", True, {SUN}),
        ("nicht montag", False, {MON}),
    ],
)
def test_a_preference_says_all_of_it(words: str, is_backup_only: bool, unwanted: set[Weekday]):
    expected = Preference(person=ADA, is_backup_only=is_backup_only, unwanted=frozenset(unwanted))

    assert rota_orders.preference_of(words, ADA) == expected


@pytest.mark.parametrize("words", ["mon", "not", "not backup", "only", "cake", "not mon cake"])
def test_a_preference_that_cannot_be_read_is_said_so(words: str):
    with pytest.raises(Misread, match="oncall-unclear-preference"):
        rota_orders.preference_of(words, ADA)


# --- wishes -----------------------------------------------------------------------------------

WISHES = [
    Wish(verb=Verb.OFF, key="command:1", span=UNTIL_FIVE, reason='"' * 300),
    Wish(verb=Verb.COVER, key="command:1", span=UNTIL_FIVE),
    Wish(verb=Verb.SWAP, key="command:1", swap=SWAP),
    Wish(verb=Verb.TAKE, key="command:1", span=UNTIL_FIVE, rotation="x" * 40),
    Wish(verb=Verb.JOIN, key="command:1", rotation="primary"),
    Wish(verb=Verb.LEAVE, key="command:1", rotation="primary", at_once=True),
]


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: str(wish.verb))
def test_a_wish_comes_back_as_it_was_and_fits_into_a_button(wish: Wish):
    value = rota_orders.written(wish)

    assert rota_orders.wish_in(value) == wish
    assert len(value) <= 2000


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{}",
        "[]",
        "7",
        "not json",
        json.dumps({"verb": "mine", "key": "k"}),
        json.dumps({"verb": "off"}),
        json.dumps({"verb": "off", "key": "k", "span": ["2026-12-20"]}),
        json.dumps({"verb": "off", "key": "k", "span": ["2026-12-20", "2026-12-21"]}),
        json.dumps({"verb": "swap", "key": "k", "swap": ["soon", "U0BO", "later"]}),
    ],
)
def test_a_wish_that_nobody_wrote_is_refused(value: str):
    with pytest.raises(Refusal) as caught:
        rota_orders.wish_in(value)

    assert caught.value.reason is Reason.GONE


def test_what_is_taken_back_has_a_number():
    assert rota_orders.arranged_in("cover 3") == ("cover", 3)


@pytest.mark.parametrize("value", ["", "cover", "cover x", "everything 3", "cover 3 4"])
def test_nothing_else_can_be_taken_back(value: str):
    with pytest.raises(Refusal):
        rota_orders.arranged_in(value)
