"""The heartbeat: wake up now and then and ask the services what is due.

APScheduler carries no meaning and keeps no state here: a version 3 job store shared by two
processes fires almost every job twice. What is due, and who does it, is decided in the database.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Beat:
    """Something to ask again and again; `ask` must be right to call at any time, on any replica.

    `when` tells, where that is known, when there will be something to do next; None is not yet.
    """

    name: str
    every: timedelta
    ask: Callable[[], object]
    when: Callable[[], datetime | None] | None = None


class Heartbeat:
    """Runs beats in the background of this process."""

    def __init__(self, beats: Sequence[Beat]) -> None:
        """Beat not yet."""
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            # A process that slept asks once, and it asks however late it is.
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        for beat in beats:
            self._scheduler.add_job(
                _guarded(beat), "interval", seconds=beat.every.total_seconds(), id=beat.name
            )

    def start(self) -> None:
        """Begin to beat."""
        self._scheduler.start()

    def stop(self) -> None:
        """Let the beat that is running finish, and beat no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)


def _guarded(beat: Beat) -> Callable[[], None]:
    def ask() -> None:
        try:
            beat.ask()
        except Exception:  # the next beat asks again; a database that is away must not stop them
            log.exception("The beat %s failed; the next one tries again", beat.name)

    return ask
