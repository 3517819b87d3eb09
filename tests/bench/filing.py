"""File requests over Socket Mode: committed, then acknowledged. Against an empty Bolt listener."""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

from bot.clock import SteppedClock, SystemClock
from tests.bench import server
from tests.bench.measure import MILLI, Rounds, Row, quantile, show
from tests.bench.workplace import Bot, Workplace
from tests.flows.office import Office, open_office

ROUNDS = 5
ONE_BY_ONE = 100
IN_A_ROW = 320
AT_ONCE = 16
STATEMENTS = 12


def rows() -> Iterator[Row]:
    with Workplace.open() as place:
        yield from _sqlite(place)
        yield from _statements(place)
        yield from _postgres(place)


def _sqlite(place: Workplace) -> Iterator[Row]:
    floor = place.bring("floor")
    filing, whole = place.bring("filing"), place.bring("whole")
    bots = {"floor": floor, "filing": filing, "whole": whole}
    one: dict[str, list[list[float]]] = {name: [] for name in (*bots, "commit")}
    many: dict[str, list[float]] = {name: [] for name in bots}
    crowd: dict[str, list[float]] = {name: [] for name in bots}
    for bot in bots.values():
        one_by_one(place, bot, 20)
    for _ in range(ROUNDS):
        one["commit"].append(commits(place))
        for name, bot in bots.items():
            one[name].append(one_by_one(place, bot, ONE_BY_ONE))
    for _ in range(ROUNDS):
        for name, bot in bots.items():
            a_second, seconds = at_once(place, bot, IN_A_ROW)
            many[name].append(a_second)
            crowd[name] += seconds
    half = {name: _quantiles(rounds, 0.5) for name, rounds in one.items()}
    tail = {name: _quantiles(rounds, 0.99) for name, rounds in one.items()}
    rate = {name: Rounds(tuple(rates), is_more_better=True) for name, rates in many.items()}
    yield Row(what="Floor: empty Bolt listener, p50", measured=half["floor"].shown("ms"))
    yield Row(what="Floor: one SQLite commit, FULL, p50", measured=half["commit"].shown("ms"))
    ratio = half["filing"].best / half["floor"].best
    yield Row(
        what="Filing, p50",
        measured=half["filing"].shown("ms"),
        target="at most 10x the empty listener",
        ratio=half["filing"].times(half["floor"]),
        holds=ratio <= 10,
    )
    yield Row(
        what="Filing, p50, against that commit",
        measured=half["filing"].shown("ms"),
        ratio=half["filing"].times(half["commit"]),
    )
    yield Row(
        what="Filing, p99",
        measured=tail["filing"].shown("ms"),
        target="under 25 ms",
        ratio=tail["filing"].times(tail["floor"]),
        holds=tail["filing"].median < 25,
    )
    yield Row(
        what="Filing while the sender speaks, p50",
        measured=half["whole"].shown("ms"),
        ratio=half["whole"].times(half["floor"]),
    )
    yield Row(
        what="Filing while the sender speaks, p99",
        measured=tail["whole"].shown("ms"),
        target="under 25 ms",
        ratio=tail["whole"].times(tail["floor"]),
        holds=tail["whole"].median < 25,
    )
    yield Row(what=f"Floor, {AT_ONCE} in flight", measured=rate["floor"].shown("/s", 0))
    for name, what in (("filing", "Filing"), ("whole", "Filing while the sender speaks")):
        slowest = quantile(crowd[name], 0.99) * MILLI
        yield Row(
            what=f"{what}, {AT_ONCE} in flight",
            measured=f"{rate[name].shown('/s', 0)}, p99 {slowest:.0f} ms",
            target="at least 350 a second",
            ratio=rate[name].times(rate["floor"]),
            holds=rate[name].median >= 350,
        )


def _statements(place: Workplace) -> Iterator[Row]:
    with open_office(place.new_url(), SteppedClock(SystemClock().now())) as office:
        office.files(office.finn, "the first, for which the profile is read")
        office.settle()
        for what, done in _acts(office):
            with counting(office.bot.db.engine) as seen:
                done()
            is_filing = what == "Filing"
            yield Row(
                what=f"{what}: SQL statements, commits",
                measured=f"{seen['statements']} and BEGIN, {seen['commits']}",
                target=f"at most {STATEMENTS}, one" if is_filing else "",
                holds=seen["statements"] <= STATEMENTS and seen["commits"] == 1
                if is_filing
                else None,
            )


def _acts(office: Office) -> Iterator[tuple[str, Callable[[], object]]]:
    sender = office.bot.sender
    yield "Filing", lambda: office.files(office.finn, "revenue is zero")
    yield "Posting its card", sender.drain
    yield "Claim by emoji", lambda: office.ada.reacts("eyes", to=office.card(2))
    office.settle()
    yield "Looking when nothing is due", sender.drain


@contextmanager
def counting(engine: Engine) -> Iterator[Counter[str]]:
    """Count what goes to the database inside the block."""
    seen = Counter[str]()

    def statement(_: object, __: object, sql: str, *___: object) -> None:
        seen["begins" if sql.startswith("BEGIN") else "statements"] += 1

    def commit(_: object) -> None:
        seen["commits"] += 1

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "commit", commit)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "commit", commit)


def _postgres(place: Workplace) -> Iterator[Row]:
    with server.running() as new_url:
        bot = place.bring("filing", new_url())
        one_by_one(place, bot, 20)
        half = _quantiles([one_by_one(place, bot, ONE_BY_ONE) for _ in range(3)], 0.5)
        rates = [at_once(place, bot, IN_A_ROW)[0] for _ in range(3)]
        yield Row(what="Filing on PostgreSQL, p50", measured=half.shown("ms"))
        yield Row(
            what=f"Filing on PostgreSQL, {AT_ONCE} in flight",
            measured=Rounds(tuple(rates), is_more_better=True).shown("/s", 0),
        )
        bot.stop()


def one_by_one(place: Workplace, bot: Bot, count: int) -> list[float]:
    """The seconds of each of so many commands, one in flight."""
    payloads = [place.command(bot.app, place.person("finn")) for _ in range(count)]
    return [place.send_one(bot.app, payload) for payload in payloads]


def at_once(place: Workplace, bot: Bot, count: int) -> tuple[float, list[float]]:
    payloads = [place.command(bot.app, place.person("finn")) for _ in range(count)]
    return place.send_all(bot.app, payloads, at_once=AT_ONCE)


def commits(place: Workplace, count: int = 50) -> list[float]:
    """The seconds of each of so many smallest transactions: what the disk alone costs."""
    connection = sqlite3.connect(place.folder / "commits.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS t (body TEXT)")
    found = []
    for _ in range(count):
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t VALUES (?)", ("x" * 1000,))
        connection.execute("COMMIT")
        found.append(time.perf_counter() - began)
    connection.close()
    return found


def _quantiles(rounds: list[list[float]], share: float) -> Rounds:
    return Rounds(tuple(quantile(seconds, share) * MILLI for seconds in rounds))


if __name__ == "__main__":
    show(rows(), "Filing")
