"""A running fake, an app installed in it, people, a channel."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.fakeslack import FakeSlack
from tests.fakeslack.browser import Browser, Window
from tests.fakeslack.listener import Listener, ack_only
from tests.fakeslack.making import Clock, a_manifest


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def fake(clock):
    with FakeSlack.start(now=clock) as running:
        running.rates.enabled = False
        yield running


@pytest.fixture
def app(fake):
    return fake.install(a_manifest())


@pytest.fixture
def client(fake, app):
    return WebClient(token=app.bot_token, base_url=fake.api_url, retry_handlers=[], timeout=5)


@pytest.fixture
def ada(fake):
    return fake.person("ada", real_name="Ada Lovelace", tz="Europe/London")


@pytest.fixture
def bob(fake):
    return fake.person("bob")


@pytest.fixture
def channel(fake, app, ada):
    """A public channel with Ada and the bot in it."""
    return fake.channel("data-rapid", members=[ada, app])


@pytest.fixture
def listen(fake, app):
    """Connect one more listener; all are closed at the end."""
    opened = []

    def connect(answer=ack_only, **options):
        listener = Listener(fake, app, answer, **options)
        opened.append(listener)
        return listener

    yield connect
    for listener in opened:
        listener.close()


@pytest.fixture
def refused():
    """The error code of a call that must be refused."""

    def code(call, *args, **kwargs):
        with pytest.raises(SlackApiError) as refusal:
            call(*args, **kwargs)
        return refusal.value.response["error"]

    return code


@pytest.fixture
def browser(fake):
    return Browser(fake)


@pytest.fixture
def window(fake):
    """Open one more window of somebody; all are closed at the end."""
    opened = []

    def open_window(person, **options):
        new = Window(fake, person, **options)
        opened.append(new)
        return new

    yield open_window
    for one in opened:
        one.close()


@pytest.fixture
def private(fake, bob):
    """A private channel in which Bob is alone."""
    return fake.channel("secret", members=[bob], private=True)
