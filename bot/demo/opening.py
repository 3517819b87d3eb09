"""How the demo begins: with the made history, with nothing, or where it was left."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.demo import cards, history
from bot.demo.cast import REQUESTS, Cast
from bot.demo.machine import Lever
from bot.demo.script import FIRST_MONDAY, HOME
from bot.domain.ids import Front
from bot.fakeslack import FakeSlack, Installation
from bot.services import Services


class Shelf(Protocol):
    """Where rows are kept."""

    def take_out(self, *tables: str) -> dict[str, list[dict[str, Any]]]:
        """Return every row of these tables."""
        ...

    def put_in(self, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Add these rows."""
        ...

    def last_moment(self) -> datetime | None:
        """Return when something happened for the last time."""
        ...


def furnish(
    shelf: Shelf,
    services: Services,
    front: Front,
    slack: FakeSlack,
    app: Installation,
    company: Cast,
    clock: Lever,
    *,
    is_empty: bool,
) -> None:
    """Fill a new database, or set the clock to where a kept one ended; put the cards up."""
    if last := shelf.last_moment():
        clock.move_to(last)
    elif not is_empty:
        shelf.put_in(_made(front, company, clock.now()))
    if services.settings.current(front).channels.requests is None:
        today = clock.now().astimezone(HOME).date()
        first = None if is_empty else FIRST_MONDAY + history.shift_to(today)
        services.settings.replace(front, company.settings(first))
    kept = shelf.take_out("incident", "message", "reaction")
    spots = cards.known(kept["incident"], kept["message"])
    cards.put_up(slack, app, company, services, front, spots, kept["reaction"])


def _made(front: Front, company: Cast, now: datetime) -> history.Tables:
    """Return the history as if it had ended last Friday, and where its newest cards stand."""
    by = history.shift_to(now.astimezone(HOME).date())
    made = history.unpacked(history.shipped(), company.ids(), by=by)
    spots = cards.to_show(made["incident"], now - cards.SHOWN_FOR)
    made["message"] = [spot.row(company.channels[REQUESTS].id) for spot in spots]
    made["person"] = company.profiles(front, now)
    return made
