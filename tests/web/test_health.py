"""Whoever restarts the bot learns whether it lives and whether it can work."""

import socket
import time
import urllib.error
import urllib.request

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.web import health


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _get(port: int, path: str) -> tuple[int, str]:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except urllib.error.URLError:
            time.sleep(0.02)
    raise AssertionError("nobody serves")


@pytest.fixture
def illness():
    return {"reason": None}


@pytest.fixture
def port(illness):
    number = _free_port()
    server = health.Server(health.app(lambda: illness["reason"]), number)
    server.start()
    yield number
    server.stop()


def test_a_healthy_bot_is_alive_and_ready(port):
    assert _get(port, "/healthz") == (200, "alive\n")
    assert _get(port, "/readyz") == (200, "ready\n")


def test_a_bot_without_a_connection_is_alive_but_not_ready(port, illness):
    illness["reason"] = "there is no connection to Slack"

    assert _get(port, "/healthz") == (200, "alive\n")
    assert _get(port, "/readyz") == (503, "not ready: there is no connection to Slack\n")


def test_nobody_serves_after_the_stop(illness):
    number = _free_port()
    server = health.Server(health.app(lambda: illness["reason"]), number)
    server.start()
    _get(number, "/healthz")

    server.stop()

    with socket.socket() as knocking:
        assert knocking.connect_ex(("127.0.0.1", number)) != 0


def test_an_address_that_is_a_secret_is_in_no_log_line(caplog: pytest.LogCaptureFixture):
    number = _free_port()
    secret = Route("/secret/{one}", lambda _: PlainTextResponse("found\n"))
    server = health.Server(health.app(lambda: None, secret), number)
    for name in ("uvicorn.access", "uvicorn.error"):
        caplog.set_level("DEBUG", name)
    server.start()

    assert _get(number, "/secret/hydrant") == (200, "found\n")
    assert _get(number, "/secrets/hydrant")[0] == 404
    server.stop()

    assert "hydrant" not in caplog.text
