"""The Socket Mode client alone: which connections it opens, keeps and ends."""

import logging
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.clock import SteppedClock
from bot.fakeslack import FakeSlack
from bot.slack.manifest import manifest
from bot.slack.socket import SteadyClient
from tests.flows.office import comes_true


@pytest.fixture
def slack(clock: SteppedClock) -> Iterator[FakeSlack]:
    """Give a workspace in which the app is installed."""
    with FakeSlack.start(now=clock.now) as slack:
        slack.install(manifest())
        yield slack


@pytest.fixture
def client(slack: FakeSlack) -> Iterator[SteadyClient]:
    """Give a client that is not connected yet."""
    web = WebClient(base_url=slack.api_url, timeout=1, retry_handlers=[])
    client = SteadyClient(slack.world.apps[0].app_token, web)
    yield client
    client.close()


def opened(slack: FakeSlack) -> int:
    """How many addresses the client has asked for."""
    return len(slack.calls_of("apps.connections.open"))


def test_it_is_connected_when_slack_has_said_hello(slack: FakeSlack, client: SteadyClient):
    assert not client.is_connected()

    client.connect()

    assert client.wait_until_connected()
    slack.wait_connected()
    assert opened(slack) == 1


def test_an_address_that_leads_nowhere_is_replaced_by_another(
    slack: FakeSlack, client: SteadyClient, caplog: pytest.LogCaptureFixture
):
    client.wss_uri = "ws://127.0.0.1:9/link?ticket=gone"

    client.connect()

    assert client.wait_until_connected()
    assert opened(slack) == 1
    assert "Slack gives no connection" in caplog.text


def test_a_refresh_opens_the_new_connection_before_the_old_one_is_given_up(
    slack: FakeSlack, client: SteadyClient
):
    client.connect()
    client.wait_until_connected()
    old = client.current_session

    slack.faults.disconnect(grace=60)

    assert comes_true(lambda: client.current_session is not old)
    assert slack.connections == 2
    assert old is not None
    assert old.sock


def test_a_connection_that_has_a_successor_is_hung_up_when_it_is_heard_of_again(
    slack: FakeSlack, client: SteadyClient
):
    client.connect()
    client.wait_until_connected()
    old = client.current_session
    slack.faults.disconnect(grace=60)
    assert comes_true(lambda: client.current_session is not old)

    client._heard_pong(old, b"")  # type: ignore[arg-type]

    assert comes_true(lambda: slack.connections == 1)
    assert client.is_connected()


def test_being_told_twice_to_reconnect_opens_one_connection(slack: FakeSlack, client: SteadyClient):
    client.connect()
    client.wait_until_connected()
    old = client.current_session

    slack.faults.disconnect("warning", grace=60)
    slack.faults.disconnect("refresh_requested", grace=60)
    assert comes_true(lambda: client.current_session is not old)
    client._heard(old, '{"type": "disconnect", "reason": "refresh_requested"}')  # type: ignore[arg-type]

    assert not comes_true(lambda: opened(slack) > 2, 0.2)


def test_a_cut_in_the_middle_of_a_refresh_opens_one_connection(
    slack: FakeSlack, client: SteadyClient
):
    client.connect()
    client.wait_until_connected()
    slack.faults.slow("apps.connections.open", 0.1)

    slack.faults.disconnect(grace=0.0)

    assert comes_true(lambda: opened(slack) == 2)
    slack.wait_connected()
    assert not comes_true(lambda: opened(slack) > 2, 0.2)


def test_a_connection_without_pongs_is_given_up(
    slack: FakeSlack, client: SteadyClient, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO, logger="bot")
    client.connect()
    client.wait_until_connected()

    client._pong_at -= 60

    assert comes_true(lambda: opened(slack) == 2)
    assert "no pong came" in caplog.text


def test_closing_twice_is_closing(slack: FakeSlack, client: SteadyClient):
    client.connect()
    client.wait_until_connected()

    client.close()
    client.close()

    assert not client.is_connected()
    assert comes_true(lambda: slack.connections == 0)


def test_a_client_that_never_connected_can_be_closed(client: SteadyClient):
    client.close()

    assert not client.wait_until_connected()
