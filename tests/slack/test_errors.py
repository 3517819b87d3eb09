"""The one table of error codes, and what never reached a code."""

import socket
from datetime import timedelta
from http.client import RemoteDisconnected
from typing import Any
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.domain.delivery import Failure
from bot.slack.errors import _CODES, CODES, sort


class Answer:
    """As much of the SDK's response as is looked at."""

    def __init__(self, code: str | None, status: int = 200, **headers: Any) -> None:
        self.data = {"ok": False} | ({"error": code} if code else {})
        self.status_code = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def answered(code: str | None, status: int = 200, **headers: Any) -> SlackApiError:
    """Return what the SDK raises for such an answer."""
    return SlackApiError("refused", Answer(code, status, **headers))  # type: ignore[no-untyped-call]


def test_a_code_has_one_meaning():
    written = [code for codes in _CODES.values() for code in codes.split()]

    assert len(CODES) == len(written)
    assert {*CODES.values()} == {*Failure} - {Failure.UNKNOWN, Failure.BUG}


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("ratelimited", Failure.THROTTLED),
        ("fatal_error", Failure.AMBIGUOUS),
        ("service_unavailable", Failure.TRANSIENT),
        ("token_revoked", Failure.AUTH),
        ("is_archived", Failure.CONFIG),
        ("message_not_found", Failure.GONE),
        ("invalid_blocks", Failure.CONTENT),
        ("expired_trigger_id", Failure.EXPIRED),
        ("already_reacted", Failure.DONE),
        ("user_disabled", Failure.PERSON),
        ("a_code_of_next_year", Failure.UNKNOWN),
    ],
)
def test_a_code_is_sorted(code: str, failure: Failure):
    trouble = sort(answered(code))

    assert trouble is not None
    assert (trouble.failure, trouble.code) == (failure, code)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ({"Retry_After": "7"}, 7),
        ({"retry_after": ["9"]}, 9),
        ({}, 30),
        ({"Retry_After": "soon"}, 30),
    ],
)
def test_a_refusal_for_speed_says_how_long_to_wait(header: dict[str, Any], seconds: int):
    trouble = sort(answered(None, 429, **header))

    assert trouble is not None
    assert trouble.failure is Failure.THROTTLED
    assert trouble.retry_after == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (answered("Received a response in a non-JSON format: <html>"), "http_200"),
        (answered("Received a response in a non-JSON format: <html>", 503), "http_503"),
        (answered(None, 502), "http_502"),
        (answered("new_and_strange", 500), "new_and_strange"),
        (URLError(TimeoutError()), "TimeoutError"),
        (URLError("unreadable"), "URLError"),
        (TimeoutError(), "TimeoutError"),
        (RemoteDisconnected("gone"), "RemoteDisconnected"),
        (ConnectionResetError(), "ConnectionResetError"),
        (SlackRequestError("cut"), "SlackRequestError"),
    ],
)
def test_what_may_have_been_done_is_in_doubt(error: Exception, code: str):
    trouble = sort(error)

    assert trouble is not None
    assert (trouble.failure, trouble.code) == (Failure.AMBIGUOUS, code)


@pytest.mark.parametrize(
    "error",
    [URLError(ConnectionRefusedError()), ConnectionRefusedError(), URLError(socket.gaierror())],
)
def test_a_connection_that_was_never_made_did_nothing(error: Exception):
    trouble = sort(error)

    assert trouble is not None
    assert trouble.failure is Failure.TRANSIENT


def test_a_bug_of_ours_is_none_of_slacks_failures():
    assert sort(KeyError("text")) is None
