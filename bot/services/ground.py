"""What every use case stands on: the database, the clock, and a way to wake the sender."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.database import Database


def _nobody() -> None:
    """Wake nobody: a process without a sender, such as the command line."""


@dataclass(slots=True)
class Ground:
    """Given to each service by bootstrap; `wake` is called after a commit that left notices."""

    db: Database
    now: Callable[[], datetime]
    wake: Callable[[], None] = _nobody
