"""Who listens to what: each known payload has exactly one listener."""

from typing import Any

import pytest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk import WebClient

from bot.domain.ids import UserId
from bot.domain.severity import Impact
from bot.services import Services
from bot.slack import names
from bot.slack.app import Identity, build
from bot.slack.manifest import COMMANDS, EVENTS
from tests import builders

BUTTONS = (
    names.CLAIM,
    names.TAKE_OVER,
    names.RELEASE,
    names.STOPGAP,
    names.ANSWER,
    names.CHANGE_SEVERITY,
    names.REOPEN,
    names.WRITE,
    names.ANSWERS_IT,
    names.DOES_NOT,
    names.SAY_MORE,
    *(names.choice(names.IMPACT, impact) for impact in Impact),
    names.choice(names.WHEN, "today"),
)
FORMS = (names.WRITE_FORM, names.SEVERITY_FORM, names.REOPEN_FORM, names.SAY_MORE_FORM)


@pytest.fixture
def dialect() -> str:
    """Say that SQLite is enough here."""
    return "sqlite"


@pytest.fixture
def app(services: Services) -> App:
    """Give the app with all its listeners."""
    identity = Identity(
        front=builders.FRONT,
        team_name="Firehouse",
        url="https://firehouse.slack.com/",
        bot_user_id=UserId("U0BOT"),
        bot_id="B0BOT",
        token="xoxb-1",
    )
    return build(services, identity, WebClient(token="xoxb-1"))[0]


def listeners_to(app: App, body: dict[str, Any]) -> int:
    """How many listeners take this payload for theirs."""
    return sum(
        listener.matches(
            req=BoltRequest(mode="socket_mode", body=body), resp=BoltResponse(status=200)
        )
        for listener in app._listeners
    )


@pytest.mark.parametrize("command", [command for command, *_ in COMMANDS])
def test_a_command_has_one_listener(app: App, command: str):
    assert listeners_to(app, {"command": command, "text": "x", "team_id": "T1"}) == 1


@pytest.mark.parametrize("action_id", BUTTONS)
def test_a_button_has_one_listener(app: App, action_id: str):
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": "1"}

    assert listeners_to(app, {"type": "block_actions", "actions": [action]}) == 1


@pytest.mark.parametrize("callback_id", FORMS)
def test_a_form_has_one_listener(app: App, callback_id: str):
    view = {"type": "modal", "callback_id": callback_id}

    assert listeners_to(app, {"type": "view_submission", "view": view}) == 1


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_has_one_listener(app: App, kind: str):
    body = {"type": "event_callback", "event": {"type": kind, "user": "U1"}}

    assert listeners_to(app, body) == 1


def test_what_nobody_knows_has_none(app: App):
    body = {"type": "event_callback", "event": {"type": "star_added", "user": "U1"}}

    assert listeners_to(app, body) == 0
