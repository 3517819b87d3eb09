"""Put together a fake workspace and a real bot: to watch a story, or to try it oneself."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from bot.bootstrap import Hydrant, beats_of, build
from bot.clock import MachineClock
from bot.config import Environment
from bot.domain.clock import Clock
from bot.slack.manifest import manifest
from storage import loading, migrate
from storage.database import BadDatabase, connect

# A minute and a half of the story passes in about a second: pauses, leases and delays included.
STORY_SPEED = 40.0


def rehearse(
    database: Path, console: Console, clock: Clock, *, requests: int | None = None
) -> bool:
    """Play the shipped story in a fake workspace, show it, and return whether all ended well.

    `requests` plays only so many of it.
    """
    # A bot in production needs neither the fake nor the story, nor the time they take to load.
    from bot.demo import cast, plot, stage  # noqa: PLC0415
    from bot.fakeslack import FakeSlack  # noqa: PLC0415

    story = cast.story()
    with FakeSlack.start(now=clock.now) as slack:
        app = slack.install(manifest())
        company = cast.bring(story, slack, app)
        hydrant = build(
            _environment_of(app.bot_token, app.app_token, slack.api_url, database),
            clock,
        )
        hydrant.services.settings.replace(hydrant.identity.front, company.settings())
        hydrant.start()
        try:
            script = plot.Plot(story["requests"][:requests], slack, company, clock)
            with stage.Stage(script, console) as shown:
                script.play(shown.look, time.sleep)
                _wait_until_said(hydrant)
            told = stage.account(script, slack)
        finally:
            hydrant.stop()
    console.print()
    console.print(stage.summary(told, story["company"]))
    return not told.mishaps


def _wait_until_said(hydrant: Hydrant) -> None:
    """Wait until nothing is left in the outbox: the last news may wait ten minutes of the story."""
    while hydrant.services.outbox.count_waiting(hydrant.identity.front):
        time.sleep(0.05)


class PortTaken(Exception):  # noqa: N818  # a sentence for whoever named the port
    """Something else listens there, or may not be listened to there."""


class NotADemo(Exception):  # noqa: N818  # a sentence for whoever named the file
    """The file holds something else than a demo of this version."""


@contextmanager
def demo(
    database: Path, clock: MachineClock, ports: Sequence[int], *, is_fresh: bool, is_empty: bool
) -> Iterator[str]:
    """Run a workspace with its page and the real bot in it; give the address.

    What was kept in the database goes on; a new one begins with the made history, unless it is to
    be empty. The page is at the first of the ports that is free, 0 being any. Raises `PortTaken`
    and `NotADemo`.
    """
    # See `rehearse`.
    from bot.demo import cast, machine, opening, tour  # noqa: PLC0415
    from bot.fakeslack import FakeSlack  # noqa: PLC0415

    story = cast.story()
    start = partial(FakeSlack.start, now=clock.now, domain=story["company"].lower())
    with _first_that_starts(start, ports) as slack:
        app = slack.install(manifest())
        company = cast.bring(story, slack, app)
        _refuse_anothers(database, app.team_id, is_fresh=is_fresh)
        hydrant = build(
            _environment_of(app.bot_token, app.app_token, slack.api_url, database), clock
        )
        front, services = hydrant.identity.front, hydrant.services
        shelf = loading.Shelf(hydrant.db, front)
        opening.furnish(shelf, services, front, slack, app, company, clock, is_empty=is_empty)
        running = machine.Machine(
            clock,
            hydrant.sender,
            beats_of(services, hydrant.identity),
            zone=services.settings.current(front).team.zone,
            waits_since=lambda: services.outbox.next_due(front),
        )
        hydrant.ground.wake = running.wake
        began = clock.now()
        watch = tour.Watch(lambda: shelf.kinds_since(began))
        try:
            hydrant.socket.start()
            running.start()
            slack.page.machine = running.travel
            slack.page.suggested = company.suggested()
            slack.page.tour = tour.tour(slack, watch.happened)
            yield slack.url
        finally:
            watch.end()
            running.stop()
            hydrant.stop()


_Started = TypeVar("_Started")


def _first_that_starts(start: Callable[..., _Started], ports: Sequence[int]) -> _Started:
    """Return what could be started on the first port that is free."""
    *before, last = ports
    for port in before:
        with suppress(OSError):
            return start(port=port)
    try:
        return start(port=last)
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise PortTaken(
            f"Port {last} cannot be used ({why}): name another with --port, or leave it out."
        ) from error


def _environment_of(bot_token: str, app_token: str, api_url: str, database: Path) -> Environment:
    """Return what the demo's bot is told in place of the environment."""
    return Environment(
        slack_bot_token=bot_token,
        slack_app_token=app_token,
        slack_api_url=api_url,
        database_url=f"sqlite:///{database}",
    )


def _refuse_anothers(database: Path, team_id: str, *, is_fresh: bool) -> None:
    """Raise `NotADemo` unless the file is new or a demo's; throw a demo away that is to be fresh.

    A file of anything else is neither written to nor deleted.
    """
    if not database.exists() or database.stat().st_size == 0:
        return
    found = _version_of_demo(database, team_id)
    if found is None:
        raise NotADemo(f"{database} holds something else than a demo, so it stays as it is.")
    if is_fresh:
        for end in ("", "-wal", "-shm"):
            database.with_name(f"{database.name}{end}").unlink(missing_ok=True)
    elif found > migrate.HEAD:
        raise NotADemo(f"{database} was kept by a newer Hydrant; --fresh throws it away.")


def _version_of_demo(database: Path, team_id: str) -> str | None:
    """Return the version of the tables; None if they are no demo's."""
    with closing(connect(f"sqlite:///{database}")) as db:
        try:
            db.knock()
        except BadDatabase:
            return None
        found = migrate.current(db)
        is_anothers = found is None or loading.workspaces(db) - {team_id}
        return None if is_anothers else found
