"""The processes that are measured: `python -m tests.bench.child floor|whole|unpaced|filing`.

`whole` is the bot as shipped. `unpaced` does not keep Slack's pace, so that hundreds of requests
are said within seconds; `filing` says nothing at all. `floor` is Bolt with one listener that does
nothing, behind the same Socket Mode client.
"""

import logging
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot import bootstrap, cli, config
from bot.domain.notice import Call
from bot.services.outbox import Closed
from bot.slack import names, sender
from bot.slack.pacer import Pacer
from bot.slack.socket import Socket


class Unpaced(Pacer):
    """Everything may go at once."""

    def closed(self, now: datetime) -> Closed:
        return Closed()

    def next_opening(self, now: datetime) -> None:
        return None

    def spend(self, call: Call, target: str, now: datetime) -> None:
        """Count nothing."""


class Silent(sender.Sender):
    """Says nothing, ever."""

    def start(self) -> None:
        """Start nothing."""


def floor() -> None:
    """Acknowledge, and do nothing else."""
    environment = config.load()
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)  # it hears of channels, too
    client = WebClient(token=environment.bot_token(), base_url=environment.slack_api_url)
    who = AuthorizeResult(enterprise_id=None, team_id="T", bot_token=environment.bot_token())
    app = App(
        client=client,
        authorize=lambda: who,
        process_before_response=True,
        request_verification_enabled=False,
    )
    app.command(names.RAPID)(_nothing)
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    socket = Socket(app, app.dispatch, environment.app_token(), client)
    socket.start()
    stopping.wait()
    socket.close()


def _nothing(ack: Ack) -> None:
    ack()


def unpaced() -> None:
    """Run the bot without its pacing."""
    setattr(sender, Pacer.__name__, Unpaced)
    cli.run()


def filing() -> None:
    """Run the bot without its sender."""
    setattr(bootstrap, sender.Sender.__name__, Silent)
    cli.run()


MODES: dict[str, Callable[[], None]] = {
    "floor": floor,
    "whole": cli.run,
    "unpaced": unpaced,
    "filing": filing,
}

if __name__ == "__main__":
    MODES[sys.argv[1]]()
