"""Where the time goes: the profile of filing and of a claim, without the network around them."""

import cProfile
import io
import pstats
import sys
import time
from collections.abc import Callable, Iterator

from slack_bolt import BoltRequest

from bot.bootstrap import Hydrant, build
from bot.fakeslack import Installation
from tests.bench.measure import MILLI, Row, quantile, show
from tests.bench.workplace import Workplace

MANY = 300
SHOWN = 15


def rows() -> Iterator[Row]:
    with Workplace.open() as place:
        desk = _Desk(place)
        for what, act in (("filing", desk.files), ("looking for work", desk.looks)):
            seconds = [_timed(act) for _ in range(MANY)]
            half = quantile(seconds, 0.5) * MILLI
            yield Row(what=f"In the process alone: {what}, p50", measured=f"{half:.2f} ms")
            sys.stdout.write(_profile(what, act))
        desk.close()


class _Desk:
    """A bot in this process that is handed its deliveries directly."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._app: Installation = place.install()
        url = place.new_url()
        place.set_up(self._app, url)
        self._bot: Hydrant = build(place.environment(self._app, url), place.clock)
        self._dispatch = self._bot.socket._dispatch
        self._finn = place.person("finn")

    def files(self) -> None:
        payload = self._place.command(self._app, self._finn)
        response = self._dispatch(BoltRequest(mode="socket_mode", body=payload))
        assert response.status == 200

    def looks(self) -> None:
        self._bot.sender._next()

    def close(self) -> None:
        self._bot.db.close()


def _timed(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _profile(what: str, act: Callable[[], None]) -> str:
    profile = cProfile.Profile()
    for _ in range(MANY):
        profile.enable()
        act()
        profile.disable()
    out = io.StringIO()
    stats = pstats.Stats(profile, stream=out)
    out.write(f"\n{what}, {MANY} times: by own time, then by time with what it calls\n")
    stats.strip_dirs()
    stats.sort_stats("tottime").print_stats(SHOWN)
    stats.sort_stats("cumulative").print_stats(4 * SHOWN)
    return out.getvalue()


if __name__ == "__main__":
    show(rows(), "Where the time goes")
