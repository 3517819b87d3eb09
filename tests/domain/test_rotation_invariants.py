"""What holds for every rotation, whatever people do to it, in zones with odd clock changes."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
from hypothesis import assume, given
from hypothesis import settings as examples

from bot.domain.cadence import EVERY_DAY, Cadence, Span, Unit, Weekday, moment
from bot.domain.cover import Cover, Exchange, Override, TimeOff, end_override
from bot.domain.hours import Hours, Window
from bot.domain.ids import UserId
from bot.domain.roster import Member, Roster, founded, reordered, rescheduled
from bot.domain.rotation import (
    Layer,
    Rotation,
    handoffs_between,
    on_call_at,
    resolve,
    shifts_between,
)

TICK = timedelta(microseconds=1)
WEEK = timedelta(days=7)
PEOPLE = tuple(UserId(name) for name in ("ada", "bo", "cy", "dee", "eli"))
STRANGER, NOBODY_ASKED = UserId("fay"), UserId("gus")
WORKDAYS = EVERY_DAY - {Weekday.SATURDAY, Weekday.SUNDAY}
# Most of the time goes into making a rotation up, rather than into asking it.
fewer = examples(max_examples=50)
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)

# A zone, and a midnight near which its clocks change, or a leap day where they do not.
CHANGES = [
    ("Europe/Berlin", datetime(2026, 3, 29, tzinfo=UTC)),
    ("Europe/Dublin", datetime(2024, 10, 27, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, tzinfo=UTC)),
    ("America/Sao_Paulo", datetime(2018, 11, 4, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 5, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 10, 4, tzinfo=UTC)),
    ("Africa/Casablanca", datetime(2026, 2, 15, tzinfo=UTC)),
    ("Africa/Casablanca", datetime(2026, 3, 22, tzinfo=UTC)),
    ("Africa/Cairo", datetime(2024, 4, 26, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 30, tzinfo=UTC)),
    ("UTC", datetime(2024, 2, 29, tzinfo=UTC)),
]
UNITS = st.sampled_from([Unit.DAY, Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.HOUR])
HOURS_ON_THE_WALL = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
QUARTERS = st.integers(-2000, 4000)  # from three weeks before a change to six weeks after


@cache
@st.composite
def cadences(draw: st.DrawFn, zone: str, around: datetime) -> Cadence:
    day = around.replace(tzinfo=None) - draw(st.integers(5, 30)) * timedelta(days=1)
    at = draw(HOURS_ON_THE_WALL)
    unit = draw(UNITS)
    return Cadence(
        timezone=zone,
        anchor=moment(datetime.combine(day, at), ZoneInfo(zone)),
        unit=unit,
        count=draw(st.integers(1, 2)) * (8 if unit is Unit.HOUR else 1),
    )


@cache
@st.composite
def hours_of(draw: st.DrawFn, zone: str) -> Hours:
    window = st.builds(
        Window,
        opens=HOURS_ON_THE_WALL,
        closes=HOURS_ON_THE_WALL,
        days=st.sampled_from([EVERY_DAY, WORKDAYS]),
    )
    return Hours(timezone=zone, windows=tuple(draw(st.lists(window, min_size=1, max_size=2))))


def accepted(people: list[UserId]) -> tuple[Member, ...]:
    """Return them as members, and one who never said yes among them."""
    return (*(Member(one, LONG_AGO) for one in people), Member(NOBODY_ASKED))


@cache
def orders(least: int = 0) -> st.SearchStrategy[list[UserId]]:
    return st.lists(st.sampled_from(PEOPLE), min_size=least, max_size=6)


@cache
def spans(around: datetime) -> st.SearchStrategy[Span]:
    return st.builds(
        lambda first, length: Span(quarter(around, first), quarter(around, first + length)),
        QUARTERS,
        st.integers(1, 700),
    )


def quarter(around: datetime, number: int) -> datetime:
    return around + number * timedelta(minutes=15)


@cache
@st.composite
def rosters_of(draw: st.DrawFn, zone: str, around: datetime) -> tuple[Roster, ...]:
    hours = st.none() | hours_of(zone)
    rosters = founded(draw(cadences(zone, around)), accepted(draw(orders())), draw(hours))
    edits = st.lists(st.tuples(QUARTERS, orders(), st.booleans()), max_size=3)
    for number, people, is_other in sorted(draw(edits)):
        at = quarter(around, number)
        if is_other:
            rosters = rescheduled(rosters, draw(cadences(zone, around)), draw(hours), at)
        else:
            rosters = reordered(rosters, accepted(people), at)
    return rosters


@cache
@st.composite
def absences(draw: st.DrawFn, around: datetime) -> TimeOff:
    span = draw(spans(around))
    withdrawn = draw(st.none() | QUARTERS)
    return TimeOff(
        person=draw(st.sampled_from(PEOPLE)),
        starts_at=span.starts_at,
        ends_at=draw(st.sampled_from([span.ends_at, span.ends_at, None])),
        filed_at=quarter(around, draw(QUARTERS)),
        withdrawn_at=None if withdrawn is None else quarter(around, withdrawn),
    )


@cache
@st.composite
def covers(draw: st.DrawFn, around: datetime) -> Cover:
    span = draw(spans(around))
    asker, taker = draw(st.permutations(PEOPLE))[:2]
    is_taken = draw(st.booleans())
    return Cover(
        asker=asker,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        asked_at=quarter(around, draw(QUARTERS)),
        taker=taker if is_taken else None,
        taken_at=quarter(around, draw(QUARTERS)) if is_taken else None,
    )


@cache
@st.composite
def exchanges(draw: st.DrawFn, around: datetime) -> Exchange:
    asker, other = draw(st.permutations(PEOPLE))[:2]
    return Exchange(
        asker=asker,
        gives=draw(spans(around)),
        other=other,
        gets=draw(spans(around)),
        asked_at=quarter(around, draw(QUARTERS)),
        accepted_at=draw(st.none() | st.just(quarter(around, draw(QUARTERS)))),
    )


@cache
@st.composite
def overrides(draw: st.DrawFn, around: datetime) -> Override:
    span = draw(spans(around))
    accepted_at = draw(st.none() | QUARTERS)
    return Override(
        person=draw(st.sampled_from(PEOPLE)),
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        made_at=quarter(around, draw(QUARTERS)),
        accepted_at=None if accepted_at is None else quarter(around, accepted_at),
    )


@st.composite
def rotations(draw: st.DrawFn, *, is_plain: bool = False) -> tuple[Rotation, datetime]:
    """Some rotation, and the moment that its clocks change; a plain one is its layers alone."""
    zone, around = draw(st.sampled_from(CHANGES))
    layer = st.builds(Layer, rosters=rosters_of(zone, around), priority=st.integers(0, 2))
    rotation = Rotation(name="primary", layers=tuple(draw(st.lists(layer, max_size=2))))
    if is_plain:
        return rotation, around
    return (
        replace(
            rotation,
            time_off=tuple(draw(st.lists(absences(around), max_size=5))),
            covers=tuple(draw(st.lists(covers(around), max_size=3))),
            exchanges=tuple(draw(st.lists(exchanges(around), max_size=2))),
            overrides=tuple(draw(st.lists(overrides(around), max_size=3))),
        ),
        around,
    )


@st.composite
def simple(draw: st.DrawFn, least: int = 1) -> tuple[Rotation, Cadence, list[UserId]]:
    """One order on one cadence, without hours and with nobody twice."""
    zone, around = draw(st.sampled_from(CHANGES))
    cadence = draw(cadences(zone, around))
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=least, max_size=5, unique=True))
    layer = Layer(rosters=founded(cadence, accepted(people)))
    return Rotation(name="primary", layers=(layer,)), cadence, people


def whole(around: datetime) -> tuple[datetime, datetime]:
    return quarter(around, -2500), quarter(around, 5000)


def by_person(rotation: Rotation, starts_at: datetime, ends_at: datetime):
    return [
        (one.starts_at, one.ends_at, one.person)
        for one in shifts_between(rotation, starts_at, ends_at)
    ]


# --- one answer for every moment -------------------------------------------------------------


@given(rotations(), QUARTERS, st.integers(1, 3000))
@fewer
def test_segments_abut_from_the_first_moment_to_the_last(drawn, first: int, length: int):
    rotation, around = drawn
    starts_at, ends_at = quarter(around, first), quarter(around, first + length)

    found = resolve(rotation, starts_at, ends_at)

    assert found[0].starts_at == starts_at
    assert found[-1].ends_at == ends_at
    assert all(one.starts_at < one.ends_at for one in found)
    assert all(earlier.ends_at == later.starts_at for earlier, later in pairwise(found))


@given(simple(), st.integers(0, 10**6))
def test_an_order_that_never_closes_has_always_exactly_one_person(drawn, minutes: int):
    rotation, cadence, people = drawn
    first = cadence.handoff(0)

    found = resolve(rotation, first, first + timedelta(minutes=minutes + 1))

    assert all(one.person in people for one in found)


@given(rotations(), QUARTERS, st.integers(-1, 1))
def test_the_answer_for_a_moment_is_the_one_in_the_list(drawn, number: int, ticks: int):
    rotation, around = drawn
    at = quarter(around, number) + ticks * TICK

    one = on_call_at(rotation, at)

    around_it = resolve(rotation, one.starts_at - WEEK, one.ends_at + WEEK)
    (listed,) = (each for each in around_it if at in _span(each))
    assert one.starts_at <= at < one.ends_at
    assert (one.person, one.why, one.turn_of) == (listed.person, listed.why, listed.turn_of)
    assert listed.starts_at <= one.starts_at
    assert one.ends_at <= listed.ends_at


def _span(one) -> Span:
    return Span(one.starts_at, one.ends_at)


@given(simple(), st.integers(0, 40))
def test_at_a_handoff_the_incoming_person_is_on_call(drawn, number: int):
    rotation, cadence, people = drawn
    at = cadence.handoff(number)
    assume(at < cadence.handoff(number + 1))

    assert on_call_at(rotation, at).person == people[number % len(people)]
    if number and cadence.handoff(number - 1) < at:
        assert on_call_at(rotation, at - TICK).person == people[(number - 1) % len(people)]


@given(rotations(), st.tuples(QUARTERS, QUARTERS, QUARTERS).map(sorted))
@fewer
def test_an_answer_does_not_depend_on_the_span_that_is_asked_for(drawn, numbers: list[int]):
    rotation, around = drawn
    first, middle, last = (quarter(around, number) for number in numbers)

    parts = [*resolve(rotation, first, middle), *resolve(rotation, middle, last)]

    joined = list(parts)
    for index, (earlier, later) in reversed([*enumerate(pairwise(parts))]):
        if (earlier.person, earlier.why, earlier.turn_of) == (
            later.person,
            later.why,
            later.turn_of,
        ):
            joined[index : index + 2] = [replace(earlier, ends_at=joined[index + 1].ends_at)]
    assert tuple(joined) == resolve(rotation, first, last)


@given(rotations())
def test_nobody_is_on_call_who_has_not_accepted(drawn):
    rotation, around = drawn

    found = {one.person for one in resolve(rotation, *whole(around))}

    assert NOBODY_ASKED not in found


# --- fairness --------------------------------------------------------------------------------


@given(simple(), st.integers(0, 50), st.integers(1, 40))
def test_turns_are_shared_evenly(drawn, first: int, length: int):
    rotation, cadence, people = drawn
    numbers = range(first, first + length)
    starts = [cadence.handoff(number) for number in numbers]
    assume(all(earlier < later for earlier, later in pairwise(starts)))

    turns = Counter(on_call_at(rotation, at).person for at in starts)

    counts = [turns[one] for one in people]
    assert max(counts) - min(counts) <= (length % len(people) > 0)


# --- overrides -------------------------------------------------------------------------------


@given(rotations(), st.data())
@fewer
def test_an_override_changes_its_own_time_and_nothing_else(drawn, data: st.DataObject):
    rotation, around = drawn
    span = data.draw(spans(around))
    last = Override(
        person=STRANGER,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        made_at=quarter(around, 9999),
        accepted_at=LONG_AGO,
    )
    overridden = replace(rotation, overrides=(*rotation.overrides, last))
    first, end = whole(around)

    inside = resolve(overridden, span.starts_at, span.ends_at)

    assert {one.person for one in inside} == {STRANGER}
    for edges in ((first, span.starts_at), (span.ends_at, end)):
        assert resolve(overridden, *edges) == resolve(rotation, *edges)


@given(rotations(), st.data())
@fewer
def test_ending_an_override_keeps_what_was_served_and_gives_back_the_rest(
    drawn, data: st.DataObject
):
    rotation, around = drawn
    override = replace(data.draw(overrides(around)), made_at=quarter(around, 9999))
    now = quarter(around, data.draw(QUARTERS))
    assume(now < override.ends_at)
    before = replace(rotation, overrides=(*rotation.overrides, override))
    first, end = whole(around)

    left = end_override(override, now)

    after = replace(rotation, overrides=(*rotation.overrides, *([left] if left else ())))
    assert resolve(after, first, now) == resolve(before, first, now)
    assert resolve(after, now, end) == resolve(rotation, now, end)


# --- covers and exchanges --------------------------------------------------------------------


def _handed(span: Span, giver: UserId, taker: UserId, around: datetime) -> Cover:
    return Cover(
        asker=giver,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        asked_at=quarter(around, 9999),
        taker=taker,
        taken_at=LONG_AGO,
    )


@given(rotations(is_plain=True), st.data())
@fewer
def test_there_and_back_again_is_no_change(drawn, data: st.DataObject):
    rotation, around = drawn
    span, asker = data.draw(spans(around)), data.draw(st.sampled_from(PEOPLE))
    both = (_handed(span, asker, STRANGER, around), _handed(span, STRANGER, asker, around))

    back = replace(rotation, covers=both)

    assert resolve(back, *whole(around)) == resolve(rotation, *whole(around))


@given(rotations(), st.data())
@fewer
def test_a_cover_moves_the_time_of_the_asker_and_of_nobody_else(drawn, data: st.DataObject):
    rotation, around = drawn
    rotation = replace(rotation, overrides=())
    span, asker = data.draw(spans(around)), data.draw(st.sampled_from(PEOPLE))

    covered = replace(rotation, covers=(*rotation.covers, _handed(span, asker, STRANGER, around)))

    for one in resolve(rotation, *whole(around)):
        for now in resolve(covered, one.starts_at, one.ends_at):
            is_theirs = one.person == asker and now.starts_at in span
            assert now.person == (STRANGER if is_theirs else one.person)


@given(rotations(), st.data())
@fewer
def test_a_request_that_nobody_took_changes_nothing(drawn, data: st.DataObject):
    rotation, around = drawn
    asked = replace(data.draw(covers(around)), taker=None, taken_at=None)

    asking = replace(rotation, covers=(asked, *rotation.covers))

    assert resolve(asking, *whole(around)) == resolve(rotation, *whole(around))


@given(simple(least=2), st.integers(1, 12), st.integers(1, 12))
def test_an_exchange_changes_who_has_two_shifts_and_no_time(drawn, one: int, two: int):
    rotation, cadence, people = drawn
    mine, theirs = (Span(cadence.handoff(one), cadence.handoff(one + 1)) for one in (one, two))
    asker, other = (people[number % len(people)] for number in (one, two))
    assume(asker != other and mine.starts_at < mine.ends_at and theirs.starts_at < theirs.ends_at)
    exchange = Exchange(
        asker=asker, gives=mine, other=other, gets=theirs, asked_at=LONG_AGO, accepted_at=LONG_AGO
    )

    exchanged = replace(rotation, exchanges=(exchange,))

    for number in range(14):
        expected = {one: other, two: asker}.get(number, people[number % len(people)])
        at = cadence.handoff(number)
        if at < cadence.handoff(number + 1):
            assert on_call_at(exchanged, at).person == expected


# --- time off --------------------------------------------------------------------------------


@given(simple(), st.data())
@fewer
def test_time_off_moves_only_the_turns_it_overlaps(drawn, data: st.DataObject):
    rotation, cadence, people = drawn
    away = data.draw(st.lists(absences(cadence.anchor), max_size=6))
    known = [replace(one, filed_at=LONG_AGO, withdrawn_at=None) for one in away]
    off = replace(rotation, time_off=tuple(known))

    for number in range(15):
        starts_at, ends_at = cadence.handoff(number), cadence.handoff(number + 1)
        place = number % len(people)
        free = [
            person
            for person in people[place:] + people[:place]
            if not any(_is_off(one, person, starts_at, ends_at) for one in known)
        ]
        found = {one.person for one in resolve(off, starts_at, ends_at)}
        assert found == ({free[0] if free else None} if starts_at < ends_at else set())


def _is_off(one: TimeOff, person: UserId, starts_at: datetime, ends_at: datetime) -> bool:
    until = one.ends_at or ends_at
    return one.person == person and one.starts_at < ends_at and starts_at < until


@given(rotations())
def test_nobody_has_a_turn_while_they_are_known_to_be_off(drawn):
    rotation, around = drawn
    alone = replace(rotation, covers=(), exchanges=(), overrides=())

    for one in rotation.time_off:
        until = min(one.ends_at or whole(around)[1], one.withdrawn_at or whole(around)[1])
        found = resolve(alone, max(one.counts_from, whole(around)[0]), until)
        assert one.person not in {each.person for each in found}


# --- history ---------------------------------------------------------------------------------


@given(rotations(), st.data())
def test_nothing_that_is_done_now_changes_who_was_on_call(drawn, data: st.DataObject):
    rotation, around = drawn
    now = quarter(around, data.draw(QUARTERS))
    cover, exchange = data.draw(covers(around)), data.draw(exchanges(around))
    later = replace(
        rotation,
        time_off=(
            *(
                one
                if one.withdrawn_at or data.draw(st.booleans())
                else replace(one, withdrawn_at=max(now, one.filed_at))
                for one in rotation.time_off
            ),
            replace(data.draw(absences(around)), filed_at=now),
        ),
        covers=(*rotation.covers, replace(cover, taken_at=now if cover.taker else None)),
        exchanges=(*rotation.exchanges, replace(exchange, accepted_at=now)),
        overrides=(
            *rotation.overrides,
            replace(data.draw(overrides(around)), made_at=now, accepted_at=now),
        ),
        layers=tuple(
            replace(layer, rosters=reordered(layer.rosters, accepted(data.draw(orders())), now))
            for layer in rotation.layers
        ),
    )
    first = whole(around)[0]

    assert resolve(later, first, now) == resolve(rotation, first, now)


# --- edits -----------------------------------------------------------------------------------


@given(simple(), st.integers(0, 50000), orders(least=1), st.data())
def test_an_edit_leaves_the_person_on_call_or_passes_to_the_one_after_them(
    drawn, minutes: int, order: list[UserId], data: st.DataObject
):
    rotation, cadence, people = drawn
    new = list(dict.fromkeys(order))
    now = cadence.handoff(0) + timedelta(minutes=minutes)
    off = tuple(data.draw(st.lists(absences(cadence.anchor), max_size=3)))
    rotation = replace(rotation, time_off=off)
    before = on_call_at(rotation, now)
    (layer,) = rotation.layers

    edited = replace(
        rotation, layers=(Layer(rosters=reordered(layer.rosters, accepted(new), now)),)
    )

    after = on_call_at(edited, now)
    if before.person in new:
        assert after.person == before.person
    if before.turn_of in new:
        assert after.turn_of == before.turn_of
    elif set(people) & set(new):
        place = people.index(before.turn_of)
        successors = [one for one in people[place:] + people[:place] if one in new]
        assert after.turn_of == successors[0]


@given(simple(), st.integers(0, 50000), orders(least=1))
def test_after_an_edit_the_handoffs_are_the_same_and_everyone_has_a_turn(
    drawn, minutes: int, order: list[UserId]
):
    rotation, cadence, _ = drawn
    new = list(dict.fromkeys(order))
    now = cadence.handoff(0) + timedelta(minutes=minutes)
    (layer,) = rotation.layers

    edited = replace(
        rotation, layers=(Layer(rosters=reordered(layer.rosters, accepted(new), now)),)
    )

    number = cadence.number_at(now)
    starts = [cadence.handoff(number + turn) for turn in range(1, len(new) + 1)]
    assume(all(earlier < later for earlier, later in pairwise([now, *starts])))
    holder = on_call_at(edited, now).person
    assert holder is not None
    here = new.index(holder)
    expected = [new[(here + turn) % len(new)] for turn in range(1, len(new) + 1)]
    assert [on_call_at(edited, at).person for at in starts] == expected
    assert {one.at for one in handoffs_between(edited, now, starts[-1])} <= set(starts)


# --- hand-offs, watched ----------------------------------------------------------------------


@given(rotations(), st.lists(st.integers(1, 900), min_size=1, max_size=12))
@fewer
def test_whoever_watches_with_pauses_sees_every_change_once(drawn, pauses: list[int]):
    rotation, around = drawn
    watched = [quarter(around, -2500)]
    for pause in pauses:
        watched.append(quarter(around, pause) - around + watched[-1])

    seen = [
        one
        for earlier, later in pairwise(watched)
        for one in handoffs_between(rotation, earlier, later)
    ]

    assert tuple(seen) == handoffs_between(rotation, watched[0], watched[-1])
    assert all(
        on_call_at(rotation, one.at).person == one.incoming
        and on_call_at(rotation, one.at - TICK).person == one.outgoing
        for one in seen
    )
