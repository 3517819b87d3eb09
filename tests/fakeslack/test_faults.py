import time
from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.fakeslack.faults import FOREVER
from tests.fakeslack.listener import Listener


def test_an_answer_may_be_any_error(client, fake, channel, refused):
    fake.faults.answer("chat.postMessage", error="fatal_error", times=2)
    post = {"channel": channel.id, "text": "x"}

    assert refused(client.chat_postMessage, **post) == "fatal_error"
    assert client.auth_test()["ok"]
    assert refused(client.chat_postMessage, **post) == "fatal_error"
    assert client.chat_postMessage(**post)["ok"]
    assert len(fake.history(channel)) == 1


def test_an_answer_may_be_a_429(client, fake):
    fake.faults.answer("auth.test", error="ratelimited", status=429, retry_after=30)

    with pytest.raises(SlackApiError) as refusal:
        client.auth_test()

    assert refusal.value.response.status_code == 429
    assert refusal.value.response.headers["Retry-After"] == "30"


@pytest.mark.parametrize("status", [200, 500, 503])
def test_an_answer_may_be_a_page(client, fake, status):
    fake.faults.answer("auth.test", status=status, html=True)

    with pytest.raises(SlackApiError) as refusal:
        client.auth_test()

    assert refusal.value.response.status_code == status


def test_a_fault_may_last_and_hit_every_method(client, fake, refused):
    fake.faults.answer("*", error="internal_error", times=FOREVER)

    assert {refused(client.auth_test) for _ in range(3)} == {"internal_error"}
    assert refused(client.team_info) == "internal_error"
    fake.faults.clear()
    assert client.auth_test()["ok"]


def test_a_dropped_answer_leaves_the_work_done(client, fake, channel):
    fake.faults.drop_after_work("chat.postMessage")

    with pytest.raises((RemoteDisconnected, ConnectionError)):
        client.chat_postMessage(channel=channel.id, text="x")

    assert [m.text for m in fake.history(channel)] == ["x"]
    assert client.auth_test()["ok"]


def test_the_sdk_s_own_retry_posts_twice(fake, app, channel):
    """Why the bot must not use it for writes."""
    eager = WebClient(token=app.bot_token, base_url=fake.api_url)
    fake.faults.drop_after_work("chat.postMessage")

    eager.chat_postMessage(channel=channel.id, text="x")

    assert len(fake.history(channel)) == 2


def test_a_call_may_hang(fake, app, channel):
    hasty = WebClient(token=app.bot_token, base_url=fake.api_url, timeout=1, retry_handlers=[])
    fake.faults.hang("chat.postMessage", seconds=30)

    with pytest.raises(TimeoutError):
        hasty.chat_postMessage(channel=channel.id, text="x")

    assert len(fake.history(channel)) == 1


def test_a_call_may_be_slow(client, fake):
    fake.faults.slow("auth.test", seconds=0.1)
    began = time.perf_counter()

    assert client.auth_test()["ok"]
    assert time.perf_counter() - began >= 0.1


def test_slack_may_be_down(client, fake, app, listen):
    listener = listen()
    fake.faults.down()

    with pytest.raises(SlackApiError) as refusal:
        client.auth_test()
    with pytest.raises(SlackApiError):
        Listener(fake, app)

    assert refusal.value.response.status_code == 503
    assert listener.closed.wait(2)
    fake.faults.up()
    assert client.auth_test()["ok"]
    assert listen().of("hello")


def test_slack_may_refuse_to_be_reached(client, fake):
    fake.faults.down(refuse=True)

    with pytest.raises((URLError, ConnectionError, RemoteDisconnected)):
        client.auth_test()
    fake.faults.up()
    assert client.auth_test()["ok"]


@pytest.mark.parametrize(
    "reason", ["warning", "refresh_requested", "link_disabled", "too_many_websockets"]
)
def test_a_connection_is_told_to_go_before_it_is_closed(fake, listen, reason):
    listener = listen()

    assert fake.faults.disconnect(reason, grace=0.05) == 1

    (frame,) = listener.wait_for("disconnect")
    assert frame["reason"] == reason
    assert not listener.closed.is_set()
    assert listener.closed.wait(2)


def test_a_retiring_connection_gets_nothing_once_there_is_another(fake, ada, listen):
    old = listen()
    fake.faults.disconnect("warning", grace=5)
    old.wait_for("disconnect")
    new = listen()

    ada.uses_shortcut("new")

    assert (len(old.payloads), len(new.payloads)) == (0, 1)


def test_a_cut_connection_ends_without_a_frame(fake, listen):
    listener = listen()

    fake.faults.cut()

    assert listener.closed.wait(2)
    assert [frame["type"] for frame in listener.frames] == ["hello"]


def test_a_half_open_connection_answers_no_ping_and_carries_nothing(fake, ada, listen):
    fake.courier.ack_within = 0.2
    listener = listen()
    assert listener.socket.ping().wait(2)

    fake.faults.half_open()

    pong = listener.socket.ping()
    delivery = ada.uses_shortcut("new")
    assert not delivery.acked
    assert not pong.is_set()
    assert not listener.closed.is_set()
    assert listener.payloads == []


def test_a_new_connection_hears_again_after_a_half_open_one(fake, ada, listen):
    dead = listen()
    fake.faults.half_open()
    dead.socket.close()
    fake.world.switchboard.wait_for(0, 1)
    while fake.connections:
        time.sleep(0.01)

    alive = listen()
    assert ada.uses_shortcut("new").acked
    assert len(alive.payloads) == 1
