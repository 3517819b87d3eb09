"""How long `hydrant try` takes until its address is there, and what of that takes how long."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from bot.bootstrap.theatre import demo
from bot.clock import MachineClock
from bot.demo import history
from storage import migrate
from storage.database import connect
from tests.bench.measure import MILLI, Rounds, Row, show

ROUNDS = 5
PROMISED_SECONDS = 3.0
ROOT = Path(__file__).parents[2]


def rows() -> Iterator[Row]:
    floor = _rounds(lambda: _python("-c", "pass"))
    yield Row(what="Floor: Python starts and ends", measured=floor.shown("ms", 0))
    for what, act in (
        ("  and loads the command line", lambda: _python("-c", "import bot.cli")),
        ("Migrations of a new database", _migrate),
        ("Reading the history", _unpack),
        ("The demo opens, empty", lambda: _open(is_empty=True)),
        ("The demo opens, with the history", lambda: _open(is_empty=False)),
    ):
        yield Row(what=what, measured=_rounds(act).shown("ms", 0))
    for what, words in (("empty", ("--empty",)), ("with the history", ())):
        whole = _rounds_of([_address_after(*words) for _ in range(ROUNDS)])
        yield Row(
            what=f"`hydrant try` prints its address, {what}",
            measured=whole.shown("ms", 0),
            target=f"under {PROMISED_SECONDS:.0f} s",
            ratio=whole.times(floor),
            holds=whole.median < PROMISED_SECONDS * MILLI,
        )


def _rounds(act: Callable[[], object]) -> Rounds:
    found = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        found.append(time.perf_counter() - began)
    return _rounds_of(found)


def _rounds_of(seconds: list[float]) -> Rounds:
    return Rounds(tuple(one * MILLI for one in seconds))


def _python(*words: str) -> None:
    subprocess.run([sys.executable, *words], check=True, cwd=ROOT)  # noqa: S603  # our own words


def _migrate() -> None:
    with tempfile.TemporaryDirectory() as folder:
        db = connect(f"sqlite:///{folder}/new.sqlite")
        migrate.upgrade(db)
        db.close()


def _unpack() -> None:
    history.unpacked(history.shipped(), {}, by=timedelta(weeks=1))


def _open(*, is_empty: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "demo.sqlite"
        with demo(file, MachineClock(), (0,), is_fresh=False, is_empty=is_empty):
            pass


def _address_after(*words: str) -> float:
    """Return the seconds from the start of the process to the line with the address."""
    began = time.perf_counter()
    command = [sys.executable, "-u", "-m", "bot", "try", *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as running:  # noqa: S603
        assert running.stdout
        running.stdout.readline()
        seconds = time.perf_counter() - began
        running.terminate()
        running.wait()
    return seconds


if __name__ == "__main__":
    show(rows(), "hydrant try, measured")
