"""Find out who we are: the first thing said to Slack, and the first that can go wrong."""

import logging
from collections.abc import Callable
from typing import TypeVar

from slack_sdk import WebClient

from bot.domain.delivery import Failure, back_off
from bot.domain.ids import Front, UserId, WorkspaceId
from bot.slack.app import Identity
from bot.slack.errors import sort

log = logging.getLogger(__name__)

_WORTH_WAITING = frozenset({Failure.THROTTLED, Failure.TRANSIENT, Failure.AMBIGUOUS})


T = TypeVar("T")


class SlackRefusesUs(Exception):  # noqa: N818  # a sentence for the operator
    """A token does not let us in."""


def who_am_i(client: WebClient, wait: Callable[[float], None]) -> Identity:
    """Return who the token belongs to; wait as long as Slack cannot be reached.

    Raises `SlackRefusesUs` if Slack can be reached and does not know the token.
    """
    answer = patiently(client.auth_test, wait, _REFUSED)
    return Identity(
        front=Front(WorkspaceId(answer.get("team_id") or answer["enterprise_id"])),
        team_name=answer["team"],
        url=answer["url"],
        bot_user_id=UserId(answer["user_id"]),
        bot_id=answer.get("bot_id", ""),
        token=client.token or "",
    )


_REFUSED = (
    "Slack does not accept SLACK_BOT_TOKEN ({code}). Copy the bot token from your app's page, "
    "under OAuth & Permissions, and start again."
)


def patiently(ask: Callable[[], T], wait: Callable[[float], None], otherwise: str) -> T:
    """Return what Slack answers, however long it cannot be reached.

    Raises `SlackRefusesUs` with the sentence `otherwise` (`{code}` is Slack's) if it declines.
    """
    attempts = 0
    while True:
        attempts += 1
        try:
            return ask()
        except Exception as error:  # sorted; what is not Slack's or the network's goes on
            trouble = sort(error)
            if trouble is None:
                raise
            if trouble.failure not in _WORTH_WAITING:
                raise SlackRefusesUs(otherwise.format(code=trouble.code)) from error
            seconds = (trouble.retry_after or back_off(attempts)).total_seconds()
            log.warning("Slack cannot be reached (%s); again in %.0f s", trouble.code, seconds)
            wait(seconds)
