from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.fakeslack.listener import Listener, Silence
from tests.fakeslack.making import a_manifest


def link(fake, app) -> Any:
    return WebClient(base_url=fake.api_url).apps_connections_open(app_token=app.app_token)["url"]


def test_hello_tells_how_many_connections_there_are(fake, listen):
    (first,) = listen().of("hello")
    (second,) = listen().of("hello")

    assert (first["num_connections"], second["num_connections"]) == (1, 2)
    assert first["debug_info"]["approximate_connection_time"] > 360
    fake.wait_connected(2)


def test_debug_reconnects_shortens_the_connection(listen):
    (hello,) = listen(query="&debug_reconnects=true").of("hello")

    assert hello["debug_info"]["approximate_connection_time"] == 360


def test_a_ticket_opens_one_connection(fake, app):
    url = link(fake, app)
    with connect(url):
        pass

    with pytest.raises(InvalidStatus), connect(url):
        pass


def test_a_ticket_lives_thirty_seconds(fake, app, clock):
    url = link(fake, app)
    clock.tick(31)

    with pytest.raises(InvalidStatus), connect(url):
        pass


def test_an_eleventh_connection_is_turned_away(fake, listen):
    for _ in range(10):
        listen()

    (frame,) = listen().of("disconnect")

    assert frame["reason"] == "too_many_websockets"
    assert fake.connections == 10


def test_waiting_for_a_connection_has_an_end(fake):
    with pytest.raises(TimeoutError):
        fake.wait_connected(timeout=0.01)


def test_envelopes_take_turns_between_connections(ada, listen):
    first, second = listen(), listen()

    for _ in range(4):
        assert ada.uses_shortcut("new").acked

    assert (len(first.payloads), len(second.payloads)) == (2, 2)


def test_an_app_hears_only_what_is_its_own(fake, ada, listen, channel):
    mine = listen()
    other = fake.install(a_manifest(name="Other", slash_commands=[{"command": "/other"}]))
    theirs = Listener(fake, other)
    channel.invite(other)
    fake.settle()

    ada.types("/other x", in_=channel)
    theirs.close()

    assert [p["command"] for p in theirs.payloads if "command" in p] == ["/other"]
    assert [p for p in mine.payloads if "command" in p] == []


def test_an_ack_may_come_on_another_connection(fake, listen):
    held = []

    def keep(envelope):
        held.append(envelope)
        raise Silence

    first, second = listen(keep), listen(keep)
    delivery = fake.deliver("interactive", {"type": "shortcut"}, wait=False)
    while not held:
        first.wait_for("hello")
    silent = second if first.payloads else first

    silent.ack(held[0])

    assert delivery.wait(2)
    assert delivery.acked


def test_an_ack_may_carry_a_payload(fake, listen):
    listen(lambda _: {"text": "thanks"})

    delivery = fake.deliver("slash_commands", {"command": "/x"})

    assert delivery.acked
    assert delivery.payload == {"text": "thanks"}
    assert delivery.attempts == 1
    assert 0 < delivery.seconds < 1


@pytest.mark.parametrize("text", ["nonsense", "[]", "{}", '{"envelope_id": "unknown"}'])
def test_what_is_no_ack_is_ignored(fake, listen, text):
    listener = listen()

    listener.socket.send(text)

    assert fake.deliver("interactive", {"type": "shortcut"}).acked


def test_frames_say_what_they_are(ada, listen, channel):
    listener = listen()

    ada.types("/rapid x", in_=channel)
    ada.says("hello", in_=channel)

    command, event = listener.of("slash_commands", "events_api")
    assert command["accepts_response_payload"] is True
    assert "retry_attempt" not in command
    assert (event["accepts_response_payload"], event["retry_attempt"]) == (False, 0)
    assert event["retry_reason"] == ""


def test_slack_s_own_client_is_served(fake, app, ada, channel):
    web = WebClient(token=app.bot_token, base_url=fake.api_url)
    client = SocketModeClient(app_token=app.app_token, web_client=web)

    def answer(client, request):
        response = SocketModeResponse(request.envelope_id, {"text": request.payload.get("text")})
        client.send_socket_mode_response(response)

    client.socket_mode_request_listeners.append(answer)
    client.connect()
    try:
        fake.wait_connected()
        delivery = ada.types("/raw hello", in_=channel)
    finally:
        client.close()

    assert delivery.acked
    assert ada.last(channel).text == "hello"
