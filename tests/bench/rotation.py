"""Who is on call in a year, and now: twelve people, 200 overrides, 200 times off. No database."""

import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import attrgetter
from random import Random

from bot.domain.cadence import EVERY_DAY, Cadence, Unit, Weekday, moment
from bot.domain.cover import Cover, Override, TimeOff
from bot.domain.hours import Hours, Window
from bot.domain.ids import UserId
from bot.domain.roster import Member, founded, reordered
from bot.domain.rotation import Layer, Rotation, Segment, on_call_at, resolve, upcoming
from tests.bench.measure import MILLI, Rounds, Row, show

ROUNDS = 20
MOMENTS = 100
ZONE = "Europe/Berlin"
# Ten years earlier, so that counting up from it would show.
ANCHOR = datetime(2016, 1, 4, 8, tzinfo=UTC)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
PEOPLE = tuple(UserId(f"U{number:02}") for number in range(12))
WORKDAYS = EVERY_DAY - {Weekday.SATURDAY, Weekday.SUNDAY}
NINE, SIX = datetime(2026, 1, 1, 9, tzinfo=UTC).time(), datetime(2026, 1, 1, 18, tzinfo=UTC).time()


def rows() -> Iterator[Row]:
    plain = a_rotation(Unit.DAY)
    open_by_day = a_rotation(
        Unit.DAY, Hours(timezone=ZONE, windows=(Window(opens=NINE, closes=SIX, days=WORKDAYS),))
    )
    weekly = a_rotation(Unit.WEEK)
    yield from _year("daily shifts", plain, 20)
    yield from _year("daily shifts in working hours", open_by_day, 20)
    yield from _year("weekly shifts", weekly, 20)
    yield from _now("daily shifts", plain, 1)
    yield from _now("daily shifts in working hours", open_by_day, 1)
    yield from _now("weekly shifts", weekly, 1)
    ahead = timed(partial(upcoming, weekly, 8, FIRST))
    yield Row(what="The next 8 of weekly shifts", measured=ahead.shown("ms"))


def _year(what: str, rotation: Rotation, target: float) -> Iterator[Row]:
    segments = resolve(rotation, FIRST, LAST)
    floor = timed(partial(copied, segments))
    found = timed(partial(resolve, rotation, FIRST, LAST))
    cold = timed(partial(resolve, rotation, FIRST, LAST), before=moment.cache_clear)
    yield Row(what=f"Floor: {len(segments)} such segments copied", measured=floor.shown("ms"))
    yield Row(
        what=f"A year of {what}, the first time",
        measured=cold.shown("ms"),
        target=f"under {target:g} ms",
        ratio=cold.times(floor),
        holds=cold.median < target,
    )
    yield Row(
        what=f"A year of {what}",
        measured=found.shown("ms"),
        target=f"under {target:g} ms",
        ratio=found.times(floor),
        holds=found.median < target,
    )


def _now(what: str, rotation: Rotation, target: float) -> Iterator[Row]:
    segments = resolve(rotation, FIRST, LAST)
    draw = Random(4)  # noqa: S311  # the same year each time
    moments = [FIRST + draw.random() * (LAST - FIRST) for _ in range(MOMENTS)]
    floor = timed(lambda: [looked_up(segments, at) for at in moments], share=MOMENTS)
    found = timed(lambda: [on_call_at(rotation, at) for at in moments], share=MOMENTS)
    yield Row(what="Floor: looked up in the year's segments", measured=floor.shown("ms", 4))
    yield Row(
        what=f"At a moment, {what}",
        measured=found.shown("ms", 3),
        target=f"under {target:g} ms",
        ratio=found.times(floor),
        holds=found.median < target,
    )


def a_rotation(unit: Unit, hours: Hours | None = None) -> Rotation:
    """Twelve people in an order that was changed once a month, and whatever they do in a year."""
    draw = Random(12)  # noqa: S311  # the same year each time
    members = [Member(person, accepted_at=ANCHOR) for person in PEOPLE]
    rosters = founded(Cadence(timezone=ZONE, anchor=ANCHOR, unit=unit), members, hours)
    for month in range(12):
        draw.shuffle(members)
        rosters = reordered(rosters, members, FIRST + month * timedelta(days=30))
    span = partial(_span, draw)
    return Rotation(
        name="primary",
        layers=(
            Layer(rosters=rosters, priority=1),
            Layer(rosters=founded(Cadence(timezone=ZONE, anchor=ANCHOR, unit=Unit.MONTH), members)),
        ),
        time_off=tuple(
            TimeOff(person=draw.choice(PEOPLE), starts_at=start, ends_at=end, filed_at=ANCHOR)
            for start, end in (span(7) for _ in range(200))
        ),
        covers=tuple(
            Cover(
                asker=draw.choice(PEOPLE),
                starts_at=start,
                ends_at=end,
                asked_at=ANCHOR,
                taker=draw.choice(PEOPLE),
                taken_at=ANCHOR,
            )
            for start, end in (span(2) for _ in range(100))
        ),
        overrides=tuple(
            Override(
                person=draw.choice(PEOPLE),
                starts_at=start,
                ends_at=end,
                made_at=ANCHOR,
                accepted_at=ANCHOR,
            )
            for start, end in (span(1) for _ in range(200))
        ),
    )


def _span(draw: Random, days: float) -> tuple[datetime, datetime]:
    start = FIRST + draw.random() * (LAST - FIRST)
    return start, start + draw.random() * timedelta(days=days)


def timed(
    work: Callable[[], object], share: int = 1, before: Callable[[], object] = bool
) -> Rounds:
    """The milliseconds of each round, for each of what it does, with something done before it."""
    found = []
    for _ in range(ROUNDS):
        before()
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * MILLI / share)
    return Rounds(tuple(found))


def copied(segments: tuple[Segment, ...]) -> list[Segment]:
    return [replace(one) for one in segments]


def looked_up(segments: tuple[Segment, ...], at: datetime) -> Segment:
    return segments[bisect_right(segments, at, key=attrgetter("starts_at")) - 1]


if __name__ == "__main__":
    show(rows(), "The rota")
