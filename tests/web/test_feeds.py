"""Programs subscribe to a calendar, and hear at each call whether there is anything new."""

import asyncio
import threading
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from bot.domain.calendar import Event, Feed
from bot.web import feeds, health
from tests.builders import ADA, NOW

TOKEN = "hydrants_are_red-and-fires_are_hot"
ADDRESS = f"/oncall/{TOKEN}.ics"

FEED = Feed(
    title="Data: on call",
    events=(
        Event(
            uid="one@hydrant",
            rotation="primary",
            person=ADA,
            starts_at=NOW,
            ends_at=NOW + timedelta(days=7),
            sequence=0,
            changed_at=NOW,
        ),
    ),
    names={ADA: "Ada"},
    made_at=NOW,
)


@dataclass
class Calendars:
    """What is behind the tokens, and who asked for which."""

    feeds: dict[str, Feed] = field(default_factory=lambda: {TOKEN: FEED})
    asked: list[str] = field(default_factory=list)
    threads: set[threading.Thread] = field(default_factory=set)

    def read(self, token: str) -> Feed | None:
        self.asked.append(token)
        self.threads.add(threading.current_thread())
        return self.feeds.get(token)


@dataclass
class Answer:
    """An answer over HTTP."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture
def calendars():
    return Calendars()


@pytest.fixture
def ask(calendars):
    app = health.app(lambda: None, feeds.route(calendars.read))

    def asking(path: str = ADDRESS, method: str = "GET", **headers: str) -> Answer:
        return asyncio.run(_asking(app, path, method, headers))

    return asking


async def _asking(app, path: str, method: str, headers: dict[str, str]) -> Answer:
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
        "query_string": b"",
    }

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    nothing_more = asyncio.Queue[Any]().get
    await app(scope, nothing_more, send)
    start, *rest = sent
    return Answer(
        status=start["status"],
        headers={name.decode(): value.decode() for name, value in start["headers"]},
        body=b"".join(one["body"] for one in rest),
    )


def test_whoever_has_the_address_gets_the_calendar(ask):
    answer = ask()

    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, max-age=300"
    assert answer.headers["last-modified"] == "Tue, 03 Mar 2026 09:30:00 GMT"
    (event,) = Calendar.from_ical(answer.body).events
    assert event["SUMMARY"] == "On call: Ada (primary)"


def test_whoever_has_the_calendar_already_gets_none(ask):
    tag = ask().headers["etag"]

    answer = ask(if_none_match=tag)

    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["etag"] == tag
    assert answer.headers["cache-control"] == "private, max-age=300"


@pytest.mark.parametrize("known", ['"other", {}', "W/{}", "*"])
def test_one_of_several_tags_is_enough_and_a_weak_one_too(ask, known):
    tag = ask().headers["etag"]

    assert ask(if_none_match=known.format(tag)).status == 304


def test_a_calendar_that_changed_has_another_tag(ask, calendars):
    tag = ask().headers["etag"]
    (event,) = FEED.events
    later = replace(event, ends_at=NOW + timedelta(days=6), sequence=1)
    calendars.feeds[TOKEN] = replace(FEED, events=(later,))

    answer = ask(if_none_match=tag)

    assert answer.status == 200
    assert answer.headers["etag"] != tag


def test_a_calendar_that_is_only_put_together_anew_has_the_same_tag(ask, calendars):
    tag = ask().headers["etag"]
    calendars.feeds[TOKEN] = replace(FEED, made_at=NOW + timedelta(hours=1))

    assert ask(if_none_match=tag).status == 304


def test_the_head_alone_says_as_much_as_the_whole(ask):
    head, whole = ask(method="HEAD"), ask()

    assert head.status == 200
    assert head.headers == whole.headers


def test_nothing_is_written_to_a_calendar(ask):
    assert ask(method="POST").status == 405


def test_an_address_that_is_not_known_is_told_so(ask, calendars):
    calendars.feeds.clear()

    answer = ask()

    assert (answer.status, answer.body) == (404, b"There is no such calendar.\n")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("x" * 31, id="short"),
        pytest.param("x" * 65, id="long"),
        pytest.param("x" * 32 + ".", id="another sign"),
        pytest.param("x" * 32 + "\n", id="another line"),
        pytest.param("ü" * 32, id="a letter of another alphabet"),
    ],
)
def test_what_cannot_be_a_token_is_never_looked_up(ask, calendars, token):
    answer = ask(f"/oncall/{token}.ics")

    assert (answer.status, answer.body) == (404, b"There is no such calendar.\n")
    assert calendars.asked == []


def test_the_longest_and_the_shortest_token_are_looked_up(ask, calendars):
    ask(f"/oncall/{'-' * 32}.ics")
    ask(f"/oncall/{'_' * 64}.ics")

    assert calendars.asked == ["-" * 32, "_" * 64]


def test_health_is_told_beside_the_calendars(ask):
    assert ask("/healthz").body == b"alive\n"


def test_reading_keeps_nobody_else_waiting(ask, calendars):
    ask()

    assert threading.current_thread() not in calendars.threads
