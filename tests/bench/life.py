"""One request's life: how often Slack is called, and how soon the team sees the card."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from slack_sdk import WebClient

from bot.clock import SteppedClock, SystemClock
from bot.fakeslack import Message
from bot.fakeslack.changes import Subscription
from tests.bench.filing import one_by_one
from tests.bench.measure import MILLI, Rounds, Row, quantile, show
from tests.bench.workplace import Bot, Workplace, wait_until
from tests.flows.office import Office, open_office

ROUNDS = 5
EACH = 12
_STARTING = frozenset({"auth.test", "apps.connections.open"})


def rows() -> Iterator[Row]:
    with Workplace.open() as place:
        yield from _calls(place)
        yield from _card(place)
        yield from _claim(place)


def _calls(place: Workplace) -> Iterator[Row]:
    with open_office(place.new_url(), SteppedClock(SystemClock().now())) as office:
        office.files(office.finn, "the first, for which the profile is read")
        office.settle()
        before = len(office.slack.calls)
        _live(office)
        calls = [call for call in office.slack.calls[before:] if call.method not in _STARTING]
        posts = [call for call in calls if _is_post_to(call.args, office.requests.id, call.method)]
        by_method = Counter(call.method for call in calls)
        yield Row(
            what="Slack calls from `/rapid` to the requester's answer",
            measured=f"{len(calls)}: "
            + ", ".join(f"{name} {count}" for name, count in by_method.items()),
            target="at most 6, one of them a post to the channel",
            holds=len(calls) <= 6 and len(posts) == 1,
        )


def _is_post_to(args: dict[str, Any], channel: str, method: str) -> bool:
    return method == "chat.postMessage" and args["channel"] == channel


def _live(office: Office) -> None:
    """File by command, claim and answer by emoji, and let the ten minutes for words pass."""
    office.files(office.finn, "revenue is zero")
    office.settle()
    office.ada.reacts("eyes", to=office.card(2))
    office.settle()
    office.ada.reacts("white_check_mark", to=office.card(2))
    office.settle()
    office.passes(minutes=15)
    assert office.state(2) == "answered"


def _card(place: Workplace) -> Iterator[Row]:
    bot = place.bring("unpaced")
    one_by_one(place, bot, 5)
    took, call = [], []
    for _ in range(ROUNDS):
        took.append(quantile([_until_card(place, bot) for _ in range(EACH)], 0.5) * MILLI)
        call.append(quantile([_one_call(place, bot) for _ in range(EACH)], 0.5) * MILLI)
    seen, floor = Rounds(tuple(took)), Rounds(tuple(call))
    yield Row(what="Floor: one chat.postMessage, p50", measured=floor.shown("ms"))
    yield Row(
        what="From typing the command to the visible card, p50",
        measured=seen.shown("ms"),
        target="under 60 ms and one call",
        ratio=seen.times(floor),
        holds=seen.median < 60 + floor.median,
    )
    bot.stop()


def _until_card(place: Workplace, bot: Bot) -> float:
    time.sleep(0.05)
    payload = place.command(bot.app, place.person("finn"))
    with closing(place.slack.changes.subscribe()) as changes:
        began = time.perf_counter()
        place.send_one(bot.app, payload)
        _see_post(changes, place.cards(bot.app).id)
        return time.perf_counter() - began


def _see_post(changes: Subscription, channel: str) -> None:
    for _ in range(100):
        change = changes.get(timeout=5)
        if change is None:
            break
        if change.kind == "message_posted" and change.data["channel"] == channel:
            return
    raise TimeoutError("No card within five seconds")


def _one_call(place: Workplace, bot: Bot) -> float:
    client = WebClient(token=bot.app.bot_token, base_url=place.slack.api_url)
    began = time.perf_counter()
    client.chat_postMessage(channel=place.cards(bot.app).id, text="floor")
    return time.perf_counter() - began


def _claim(place: Workplace) -> Iterator[Row]:
    bot = place.bring("unpaced")
    floor_bot = place.bring("floor")
    claims, floor = [], []
    for _ in range(ROUNDS):
        floor.append(quantile(one_by_one(place, floor_bot, 20), 0.5) * MILLI)
        claims.append(quantile(_claims(place, bot), 0.5) * MILLI)
    claim, empty = Rounds(tuple(claims)), Rounds(tuple(floor))
    yield Row(
        what="Claim by emoji, to the acknowledgement, p50",
        measured=claim.shown("ms"),
        ratio=claim.times(empty),
    )
    bot.stop()


def _claims(place: Workplace, bot: Bot) -> list[float]:
    known = len(place.cards_of(bot))
    one_by_one(place, bot, EACH)
    wait_until(lambda: len(place.cards_of(bot)) == known + EACH)
    return [_react(place, card) for card in place.cards_of(bot)[known:]]


def _react(place: Workplace, card: Message) -> float:
    delivery = place.ada.reacts("eyes", to=card)
    assert delivery is not None
    assert delivery.acked
    return delivery.seconds


if __name__ == "__main__":
    show(rows(), "One request's life")
