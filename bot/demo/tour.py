"""The guided first minute: six things to try, each ticked off when it has really happened."""

import json
import threading
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

from bot.fakeslack import FakeSlack
from bot.fakeslack.page.tour import Step, Tour

_SHOWN = frozenset({"view_opened", "view_pushed", "view_updated"})

# Tells which kinds of entries timelines have got since the demo began.
Happened = Callable[[], frozenset[str]]


class Watch:
    """Looks what has happened, from any thread, until it is ended: then the database may go."""

    def __init__(self, look: Happened) -> None:
        """Look at nothing yet."""
        self._look = look
        self._lock = threading.Lock()
        self._is_over = False

    def happened(self) -> frozenset[str]:
        """Return what has happened so far; nothing any more after the end."""
        with self._lock:
            return frozenset() if self._is_over else self._look()

    def end(self) -> None:
        """Return when nobody looks, and nobody will."""
        with self._lock:
            self._is_over = True


def tour(slack: FakeSlack, happened: Happened) -> Tour:
    """Return the tour as it is shipped, watching this workspace."""
    text = resources.files("bot.demo").joinpath("tour.json").read_text(encoding="utf-8")
    told = json.loads(text)
    return Tour(title=told["title"], steps=[_step(one, slack, happened) for one in told["steps"]])


def _step(told: Mapping[str, Any], slack: FakeSlack, happened: Happened) -> Step:
    if "window" in told:
        done = _window_opened(slack, told["window"])
    elif "command" in told:
        done = _command_answered(slack, told["command"])
    else:
        done = _entry_written(frozenset(told["entries"]), happened)
    return Step(id=told["id"], title=told["title"], text=told["text"], done=done)


def _entry_written(kinds: frozenset[str], happened: Happened) -> Callable[[], bool]:
    return lambda: bool(kinds & happened())


def _window_opened(slack: FakeSlack, callback_id: str) -> Callable[[], bool]:
    """Return whether somebody has had that window on their screen, looking at each change once."""
    seen = 0

    def is_done() -> bool:
        nonlocal seen
        news = slack.changes.since(seen)
        seen += len(news)
        return any(
            change.kind in _SHOWN and _has(slack, change.data, callback_id) for change in news
        )

    return is_done


def _command_answered(slack: FakeSlack, command: str) -> Callable[[], bool]:
    """Return whether somebody has typed that command and got an answer."""
    return lambda: any(one.acked and one.sent.get("command") == command for one in slack.deliveries)


def _has(slack: FakeSlack, shown: Mapping[str, Any], callback_id: str) -> bool:
    stack = slack.world.views.stack(shown["user"])
    return any(view.callback_id == callback_id for view in stack)
