"""Whose turn it was: the rota of the made history, with what comes between any plan and a team."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import Protocol

from bot.demo import script
from bot.domain.cadence import Span
from bot.domain.ids import Front, UserId
from bot.services import Services

PRIMARY, BACKUP = "primary", "backup"
# In the order of their weeks. The backup of a week has the week after the next.
ORDER = ("marisol", "nadia", "tunde", "ilse", "joonho")
BACKUP_ORDER = (*ORDER[2:], *ORDER[:2])
HANDS_OFF_AT = time(9)
_MINUTE = timedelta(minutes=1)

Step = tuple[datetime, Callable[[], object]]


class Place(Protocol):
    """Who is who."""

    def person(self, handle: str) -> UserId:
        """Return somebody's id."""
        ...


def steps(services: Services, front: Front, place: Place) -> Iterator[Step]:
    """Give what happens to the rota, each with its moment."""
    rota, begins = services.rota, _at(-1, 4, time(16, 45))
    for rotation, order in ((PRIMARY, ORDER), (BACKUP, BACKUP_ORDER)):
        for index, handle in enumerate(order):
            who = place.person(handle)
            yield begins + index * _MINUTE, partial(rota.join, front, who, rotation)
    for week in range(script.WEEKS):
        handed_at = _at(week, 0, HANDS_OFF_AT)
        yield handed_at + timedelta(seconds=5), partial(rota.watch, front)
        yield handed_at + (12 + week % 7) * _MINUTE, partial(_acknowledge, services, front)
    yield from _holidays(services, front, place)
    yield from _in_between(services, front, place)


def _acknowledge(services: Services, front: Front) -> None:
    for one in services.handoffs.waiting(front):
        if one.incoming:
            services.handoffs.acknowledge(front, one.id, one.incoming)


def _holidays(services: Services, front: Front, place: Place) -> Iterator[Step]:
    """Time off that meets a turn: whoever is next in the order has it."""
    for handle, week, days, words in (
        ("joonho", 9, 14, "the sea"),
        ("nadia", 11, 7, "walking in the Tatra"),
        ("ilse", 18, 5, ""),
    ):
        who, span = place.person(handle), _days(week, days)
        act = partial(services.stand_ins.off, front, who, span, words or None, f"made:off:{handle}")
        yield _at(week - 4, 2, time(11, 20)), act


def _in_between(services: Services, front: Front, place: Place) -> Iterator[Step]:
    """A dentist, a swap, and somebody who fell ill on a Wednesday morning."""
    stand_ins = services.stand_ins
    marisol, nadia, tunde = (place.person(one) for one in ORDER[:3])
    dentist = Span(_at(15, 3, time(14)), _at(15, 3, time(17)))
    ill = Span(_at(22, 2, time(8, 50)), _at(22, 4, time(18)))

    def cover() -> None:
        for one in stand_ins.ask_cover(front, marisol, dentist, "made:cover:dentist"):
            stand_ins.take_cover(front, one.cover.id, tunde)

    def swap() -> None:
        ours, theirs = (script.FIRST_MONDAY + timedelta(weeks=week) for week in (20, 21))
        asked = stand_ins.propose_swap(front, marisol, ours, nadia, theirs, "made:swap:autumn")
        stand_ins.agree_to_swap(front, asked.exchange.id, nadia)

    yield _at(15, 2, time(9, 40)), cover
    yield _at(18, 1, time(15, 5)), swap
    yield ill.starts_at, partial(stand_ins.take, front, marisol, ill, "made:take:ill", PRIMARY)


def _days(week: int, count: int) -> Span:
    first = _at(week, 0, time(0))
    return Span(first, first + timedelta(days=count))


def _at(week: int, day: int, at: time) -> datetime:
    there = script.FIRST_MONDAY + timedelta(weeks=week, days=day)
    return datetime.combine(there, at, tzinfo=script.HOME)
