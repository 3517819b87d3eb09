"""One parcel, one call to Slack, and a look for what may have been posted."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.clock import SteppedClock
from bot.domain.content import Trouble
from bot.domain.ids import ChannelId, MessageRef, UserId
from bot.domain.notice import CALLS, Call, Kind, Target
from bot.fakeslack import Channel, FakeSlack, Person
from bot.services.outbox import Parcel
from bot.slack.manifest import manifest
from bot.slack.wire import ResponseUrlIsDead, Wire
from storage.outbox import Leased
from tests import builders
from tests.fakes import a_notice


@pytest.fixture
def slack(clock: SteppedClock) -> Iterator[FakeSlack]:
    """Give a workspace in which the app is installed."""
    with FakeSlack.start(now=clock.now) as slack:
        slack.install(manifest())
        yield slack


@pytest.fixture
def finn(slack: FakeSlack) -> Person:
    """Give somebody in the workspace."""
    return slack.person("finn")


@pytest.fixture
def requests(slack: FakeSlack, finn: Person) -> Channel:
    """Give the channel for the cards."""
    return slack.channel("data-rapid", members=[slack.world.apps[0], finn])


@pytest.fixture
def wire(slack: FakeSlack) -> Wire:
    """Give the way to that workspace."""
    token = slack.world.apps[0].bot_token
    return Wire(WebClient(token=token, base_url=slack.api_url, timeout=1, retry_handlers=[]))


def a_parcel(place: str, *, unsure_since: datetime | None = None, **given: Any) -> Parcel:
    """Return a leased notice for that place; what it says does not matter here."""
    shown = given.pop("shown", None)
    content = Trouble(place="C0REQUESTS", code="is_archived")
    usual: dict[str, Any] = {
        "key": "card:42",
        "kind": Kind.CARD,
        "target": Target(channel=ChannelId(place)),
    }
    leased = Leased(
        notice=a_notice(**(usual | given)),
        lease="mine",
        version=1,
        attempts=1,
        unsure_since=unsure_since,
        is_plain=False,
        last_error=None,
    )
    return Parcel(leased=leased, content=content, place=place, locale="en-GB", shown=shown)


def a_confirmation(url: str) -> Parcel:
    """Return a confirmation to be replaced at that address."""
    return a_parcel("", kind=Kind.CONFIRM, target=Target(user=builders.FINN, url=url))


@pytest.mark.parametrize("kind", Kind)
def test_what_pacing_expects_of_a_kind_is_what_is_asked(wire: Wire, kind: Kind):
    shown = builders.a_message() if CALLS[kind] is Call.UPDATE else None

    assert wire.call_of(a_parcel("C1", kind=kind, shown=shown)) is CALLS[kind]


def test_a_post_carries_its_key_and_shows_no_previews(
    slack: FakeSlack, wire: Wire, requests: Channel
):
    ref = wire.say(a_parcel(requests.id))

    assert ref is not None
    metadata = slack.message(ref.channel, ref.ts).metadata
    assert metadata is not None
    assert metadata["event_payload"] == {"key": "card:42"}
    asked = slack.calls_of("chat.postMessage")[0].args
    assert str(asked["unfurl_links"]).lower() in {"0", "false"}
    assert not {"link_names", "parse"} & set(asked)


def test_an_edit_always_sends_text_and_blocks(slack: FakeSlack, wire: Wire, requests: Channel):
    ref = wire.say(a_parcel(requests.id))

    wire.say(a_parcel(requests.id, shown=ref))

    asked = slack.calls_of("chat.update")[0].args
    assert asked["text"]
    assert asked["blocks"]


def test_without_a_doubt_nobody_looks(slack: FakeSlack, wire: Wire, requests: Channel):
    assert wire.find(a_parcel(requests.id)) is None

    assert slack.calls == []


def test_an_edit_in_doubt_is_made_again_without_looking(
    slack: FakeSlack, wire: Wire, requests: Channel, clock: SteppedClock
):
    shown = MessageRef(ChannelId(requests.id), "1.0")

    assert wire.find(a_parcel(requests.id, shown=shown, unsure_since=clock.now())) is None

    assert slack.calls == []


def test_a_post_is_found_behind_many_messages(
    slack: FakeSlack, wire: Wire, requests: Channel, finn: Person, clock: SteppedClock
):
    posted = wire.say(a_parcel(requests.id))
    for number in range(210):
        finn.says(f"chatter {number}", in_=requests)

    found = wire.find(a_parcel(requests.id, unsure_since=clock.now()))

    assert found == posted
    assert len(slack.calls_of("conversations.history")) == 2


def test_a_post_to_a_person_is_found_in_their_messages(
    wire: Wire, finn: Person, clock: SteppedClock
):
    posted = wire.say(a_parcel(finn.id))

    assert wire.find(a_parcel(finn.id, unsure_since=clock.now())) == posted


def test_another_notice_is_not_taken_for_this_one(
    wire: Wire, requests: Channel, clock: SteppedClock
):
    wire.say(a_parcel(requests.id))
    other = a_parcel(requests.id, unsure_since=clock.now(), key="card:43")

    assert wire.find(other) is None


def test_an_answer_goes_only_to_an_address_of_slack(wire: Wire):
    with pytest.raises(ResponseUrlIsDead, match="not an address of Slack"):
        wire.say(a_confirmation("http://169.254.169.254/latest"))


def test_an_address_that_is_used_up_is_dead(slack: FakeSlack, wire: Wire):
    with pytest.raises(ResponseUrlIsDead, match="404"):
        wire.say(a_confirmation(f"{slack.url}/commands/nobody/knows"))


def test_emoji_come_with_everybody_who_put_them_on(wire: Wire, requests: Channel, finn: Person):
    ref = wire.say(a_parcel(requests.id))
    assert ref is not None
    finn.reacts("eyes", to=requests.messages[-1])

    assert wire.emoji(ref) == [("eyes", UserId(finn.id))]
