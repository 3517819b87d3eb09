"""The first thing said to Slack."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.clock import SteppedClock
from bot.fakeslack import FakeSlack
from bot.slack.introduction import SlackRefusesUs, who_am_i
from bot.slack.manifest import manifest


@pytest.fixture
def slack(clock: SteppedClock) -> Iterator[FakeSlack]:
    """Give a workspace in which the app is installed."""
    with FakeSlack.start(now=clock.now) as slack:
        slack.install(manifest())
        yield slack


def client(slack: FakeSlack) -> WebClient:
    """Return a client with the app's token."""
    token = slack.world.apps[0].bot_token
    return WebClient(token=token, base_url=slack.api_url, timeout=1, retry_handlers=[])


def never(seconds: float) -> None:
    raise AssertionError(f"Waited for {seconds} s")


def test_it_learns_who_it_is(slack: FakeSlack):
    app = slack.world.apps[0]

    identity = who_am_i(client(slack), never)

    assert identity.front.workspace_id == app.team_id
    assert (identity.bot_user_id, identity.bot_id) == (app.bot_user_id, app.bot_id)
    assert identity.url.startswith("https://")


@pytest.mark.parametrize("code", ["invalid_auth", "account_inactive", "token_expired", "mystery"])
def test_a_token_that_is_not_accepted_is_said_in_a_sentence(slack: FakeSlack, code: str):
    slack.revoke_tokens(slack.world.apps[0], code)

    with pytest.raises(SlackRefusesUs, match=rf"SLACK_BOT_TOKEN \({code}\)") as refusal:
        who_am_i(client(slack), never)

    assert slack.world.apps[0].bot_token not in str(refusal.value)


@pytest.mark.parametrize(
    ("trouble", "waits"),
    [
        (lambda slack: slack.faults.answer("auth.test", status=503, times=3), [1, 2, 4]),
        (lambda slack: slack.faults.answer("auth.test", status=429, retry_after=17), [17]),
        (lambda slack: slack.faults.answer("auth.test", html=True, times=2), [1, 2]),
        (lambda slack: slack.faults.drop_after_work("auth.test"), [1]),
    ],
)
def test_it_waits_while_slack_cannot_be_reached(
    slack: FakeSlack, trouble: Callable[[FakeSlack], Any], waits: list[float]
):
    waited: list[float] = []
    trouble(slack)

    who_am_i(client(slack), waited.append)

    assert waited == waits


def test_a_bug_of_ours_is_not_waited_out():
    class Broken(WebClient):
        def auth_test(self, **kwargs: Any) -> Any:
            raise KeyError("team")

    with pytest.raises(KeyError):
        who_am_i(Broken(), never)
