"""The process: how soon it is up, how much memory it holds, what a request costs it."""

import sys
import time
from collections.abc import Iterator

from slack_sdk import WebClient

from tests.bench.filing import one_by_one
from tests.bench.measure import MILLI, Rounds, Row, show
from tests.bench.workplace import Bot, Workplace, wait_until

STARTS = 5
LIVES = 300
# Importing what nobody could do without: the floor of any bot made of these parts.
_FLOOR = "import slack_bolt, slack_sdk, sqlalchemy.dialects.sqlite, pydantic, typer, websocket"


def rows() -> Iterator[Row]:
    with Workplace.open() as place:
        yield from _start(place)
        yield from _filings(place)
        yield from _lives(place)


def _start(place: Workplace) -> Iterator[Row]:
    url = place.new_url()
    run = ["-m", "bot", "run"]
    bot, _ = place.started(run, url)  # the first compiles
    bot.stop()
    took, imports, memory = [], [], []
    for _ in range(STARTS):
        imports.append(_seconds_of(place, bot, _FLOOR))
        bot, seconds = place.started(run, url)
        took.append(seconds)
        memory.append(bot.memory_mb())
        bot.stop()
    up, floor = Rounds(tuple(took)), Rounds(tuple(imports))
    yield Row(what="Floor: Python with the libraries imported", measured=floor.shown("s"))
    yield Row(
        what="From exec to connected",
        measured=up.shown("s"),
        target="under 1.2 s",
        ratio=up.times(floor),
        holds=up.median < 1.2,
    )
    yield Row(what="Resident memory at the start", measured=Rounds(tuple(memory)).shown("MB", 0))


def _seconds_of(place: Workplace, bot: Bot, code: str) -> float:
    began = time.perf_counter()
    place.run(["-c", code], bot.app, "sqlite://").wait()
    return time.perf_counter() - began


def _filings(place: Workplace) -> Iterator[Row]:
    """File many, from the command to the acknowledgement, and say nothing."""
    bot = place.bring("filing")
    one_by_one(place, bot, 10)
    before = bot.cpu_seconds()
    one_by_one(place, bot, LIVES)
    spent = (bot.cpu_seconds() - before) / LIVES * MILLI
    bot.stop()
    yield Row(
        what=f"Processor time of an incident, from command to acknowledgement ({LIVES} of them)",
        measured=f"{spent:.2f} ms",
        target="under 4 ms",
        holds=spent < 4,
    )


def _six_calls(place: Workplace, bot: Bot) -> float:
    """Return the processor time, in ms, that the SDK alone takes for the calls of a life."""
    client = WebClient(token=bot.app.bot_token, base_url=place.slack.api_url, retry_handlers=[])
    began = time.thread_time()
    for _ in range(LIVES):
        client.auth_test()
    return (time.thread_time() - began) / LIVES * 6 * MILLI


def _lives(place: Workplace) -> Iterator[Row]:
    """File many, answer each by emoji as soon as its card is there, tell each requester."""
    bot = place.bring("unpaced", grace_minutes=0)
    people = [place.person(f"person-{number}") for number in range(10)]
    one_by_one(place, bot, 10)
    _answer(place, bot, 10)
    before = bot.cpu_seconds()
    for number in range(LIVES):
        place.send_one(bot.app, place.command(bot.app, people[number % len(people)]))
    _answer(place, bot, 10 + LIVES)
    spent = (bot.cpu_seconds() - before) / LIVES * MILLI
    memory = bot.memory_mb()
    calls = _six_calls(place, bot)
    yield Row(what="Floor: processor time of six calls by the SDK", measured=f"{calls:.2f} ms")
    yield Row(
        what=f"Processor time of a life: filed, answered and told ({LIVES} of them)",
        measured=f"{spent:.2f} ms",
        ratio=f"{spent / calls:.1f}x",
    )
    yield Row(
        what=f"Resident memory after {LIVES} requests",
        measured=f"{memory:.0f} MB",
        target="under 100 MB",
        holds=memory < 100,
    )
    bot.stop()


def _answer(place: Workplace, bot: Bot, count: int) -> None:
    """Answer all that is open, and return when all has been said."""
    wait_until(lambda: len(place.cards_of(bot)) == count)
    for card in place.cards_of(bot):
        if not card.reactions:
            place.ada.reacts("white_check_mark", to=card)
    wait_until(lambda: _told(place, bot) >= count)
    time.sleep(1.5)  # the last edits of cards rest for a second


def _told(place: Workplace, bot: Bot) -> int:
    cards = place.cards(bot.app).id
    return sum(
        call.method == "chat.postMessage"
        and call.app == bot.app.app_id
        and call.args["channel"] != cards
        for call in list(place.slack.calls)
    )


if __name__ == "__main__":
    if sys.platform == "linux":
        show(rows(), "The process")
    else:
        sys.exit("Processor time and memory are read from /proc: Linux only.")
