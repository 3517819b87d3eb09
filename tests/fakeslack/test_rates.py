import pytest
from slack_sdk.errors import SlackApiError


@pytest.fixture(autouse=True)
def _limited(fake):
    fake.rates.enabled = True


def wait_told(call, **arguments) -> int:
    """Seconds of Retry-After, or 0 when the call passed."""
    try:
        call(**arguments)
    except SlackApiError as refusal:
        told = refusal.response
    else:
        return 0
    assert (told.status_code, told["error"]) == (429, "ratelimited")
    return int(told.headers["Retry-After"])


def test_a_channel_takes_a_burst_and_then_one_message_a_second(client, clock, channel):
    post = {"channel": channel.id, "text": "x"}

    burst = [wait_told(client.chat_postMessage, **post) for _ in range(5)]
    clock.tick(1)

    assert burst == [0, 0, 0, 0, 1]
    assert wait_told(client.chat_postMessage, **post) == 0
    assert wait_told(client.chat_postMessage, **post) == 1


def test_one_channel_s_limit_leaves_others_alone(client, fake, app, ada, channel):
    other = fake.channel("other", members=[ada, app])
    for _ in range(5):
        wait_told(client.chat_postMessage, channel=channel.id, text="x")

    assert wait_told(client.chat_postMessage, channel=other.id, text="x") == 0
    assert wait_told(client.users_info, user=ada.id) == 0


def test_who_does_not_wait_stays_refused(client, clock, channel):
    post = {"channel": channel.id, "text": "x"}
    for _ in range(5):
        wait_told(client.chat_postMessage, **post)

    clock.tick(0.5)
    assert wait_told(client.chat_postMessage, **post) == 1
    clock.tick(0.4)
    assert wait_told(client.chat_postMessage, **post) == 1
    clock.tick(0.1)
    assert wait_told(client.chat_postMessage, **post) == 0


@pytest.mark.parametrize(
    ("method", "a_minute"),
    [("users_list", 20), ("team_info", 50), ("users_info", 100)],
)
def test_each_tier_has_its_allowance(client, clock, ada, method, a_minute):
    arguments = {"user": ada.id} if method == "users_info" else {}
    call = getattr(client, method)

    told = [wait_told(call, **arguments) for _ in range(a_minute + 1)]

    assert told[:-1] == [0] * a_minute
    assert told[-1] >= 1
    clock.tick(minutes=1)
    assert wait_told(call, **arguments) == 0


def test_a_refused_call_did_nothing(client, fake, channel):
    for _ in range(6):
        wait_told(client.chat_postMessage, channel=channel.id, text="x")

    assert len(fake.history(channel)) == 4
    assert [call.status for call in fake.calls].count(429) == 2


def test_limits_can_be_turned_off_and_forgotten(client, fake, channel):
    post = {"channel": channel.id, "text": "x"}
    for _ in range(5):
        wait_told(client.chat_postMessage, **post)

    fake.rates.reset()
    assert wait_told(client.chat_postMessage, **post) == 0
    fake.rates.enabled = False
    assert [wait_told(client.chat_postMessage, **post) for _ in range(9)] == [0] * 9
