import json

import pytest

from tests.fakeslack.making import actions, section
from tests.fakeslack.web import fetch


def post(url, body) -> tuple[int, str]:
    """Status and text of the answer."""
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return fetch(url, data, {"Content-Type": "application/json"})


@pytest.fixture
def url(ada, channel, listen):
    listen()
    return ada.types("/rapid x", in_=channel).sent["response_url"]


def test_an_answer_is_ephemeral_unless_it_says_otherwise(fake, ada, channel, url):
    assert post(url, {"text": "just you"}) == (200, "ok")
    assert post(url, {"text": "everyone", "response_type": "in_channel"}) == (200, "ok")

    assert [m.text for m in ada.sees(channel)] == ["just you", "everyone"]
    assert [m.text for m in fake.history(channel)] == ["everyone"]


def test_a_url_works_five_times(url):
    answers = [post(url, {"text": "x"}) for _ in range(6)]

    assert answers[:5] == [(200, "ok")] * 5
    assert answers[5] == (404, "used_url")


def test_a_url_works_for_thirty_minutes(clock, url):
    clock.tick(minutes=30)
    assert post(url, {"text": "x"}) == (200, "ok")
    clock.tick(1)

    assert post(url, {"text": "x"}) == (404, "expired_url")


def test_an_unknown_url_is_expired(fake):
    assert post(f"{fake.url}/commands/T0/nothing", {"text": "x"}) == (404, "expired_url")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{", "invalid_payload"),
        ("[]", "invalid_payload"),
        ({}, "no_text"),
        ({"blocks": [{"type": "poem"}]}, "invalid_blocks"),
    ],
)
def test_a_faulty_answer_is_refused(url, body, said):
    assert post(url, body) == (400, said)


def test_the_pressed_message_can_be_replaced(client, fake, ada, channel, listen):
    listen()
    client.chat_postMessage(channel=channel.id, text="x", blocks=[actions()])
    (message,) = fake.history(channel)
    url = ada.presses(message, "claim").sent["response_url"]

    post(url, {"replace_original": True, "blocks": [section("claimed")]})

    assert fake.history(channel) == [message]
    assert message.plain() == "claimed"


def test_an_ephemeral_message_can_be_replaced_and_deleted(client, ada, channel, listen):
    listen()
    client.chat_postEphemeral(channel=channel.id, user=ada.id, text="x", blocks=[actions()])
    message = ada.last(channel)
    url = ada.presses(message, "claim").sent["response_url"]

    post(url, {"replace_original": True, "text": "thanks"})
    assert [m.plain() for m in ada.sees(channel)] == ["thanks"]
    assert message.edited is None
    post(url, {"delete_original": True})
    assert ada.sees(channel) == []


def test_what_a_person_typed_cannot_be_replaced(ada, channel, url):
    assert post(url, {"delete_original": True}) == (200, "ok")
    post(url, {"replace_original": True, "text": "new"})

    assert [m.text for m in ada.sees(channel)] == ["new"]


def test_an_answer_may_go_to_a_thread(fake, ada, channel, url):
    root = ada.says("root", in_=channel)

    post(url, {"text": "x", "response_type": "in_channel", "thread_ts": root.ts})

    assert [m.text for m in fake.thread(root)] == ["root", "x"]
