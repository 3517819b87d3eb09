"""The home: it is opened, and its buttons that no other surface has are pressed."""

import re
from typing import Any

from slack_bolt import Ack, App

from bot.domain.errors import Reason, Refusal
from bot.domain.home import HomeList
from bot.domain.ids import Front, UserId
from bot.services import Services
from bot.slack import names
from bot.slack.listeners.shortcuts import on_file

_PAGE = re.compile(rf"({'|'.join(HomeList)}) (\d{{1,6}})", re.ASCII)


def register(app: App) -> None:
    """Listen to homes being opened, to *New request* and to the buttons that turn pages."""
    app.event("app_home_opened")(on_opened)
    app.action(names.NEW_REQUEST)(on_file)
    app.action(names.NEWER)(on_turned)
    app.action(names.OLDER)(on_turned)


def on_opened(event: dict[str, Any], services: Services, front: Front) -> None:
    """Have the home published; the tab with the messages is Slack's own."""
    if event.get("tab") == "home":
        services.homes.opened(front, UserId(event["user"]))


def on_turned(
    ack: Ack, body: dict[str, Any], action: dict[str, Any], services: Services, front: Front
) -> None:
    """Have another page of a list published."""
    which, page = _page(action)
    services.homes.turned(front, UserId(body["user"]["id"]), which, page)
    ack()


def _page(action: dict[str, Any]) -> tuple[HomeList, int]:
    """Return the list and the page that a button names; a forged one is refused."""
    found = _PAGE.fullmatch(str(action.get("value", "")))
    if found is None:
        raise Refusal(Reason.NO_SUCH_ANSWER)
    return HomeList(found[1]), int(found[2])
