"""Starting, following, stopping."""

import gc
import threading
import time
from http.client import RemoteDisconnected

import pytest

from bot.fakeslack import FakeSlack
from tests.fakeslack.listener import Listener
from tests.fakeslack.making import Clock, a_manifest
from tests.fakeslack.web import fetch


def test_closing_is_prompt_with_connections_open_and_calls_under_way():
    fake = FakeSlack.start(now=Clock())
    app = fake.install(a_manifest())
    listeners = [Listener(fake, app) for _ in range(3)]
    fake.faults.hang("auth.test", seconds=60)
    caller = threading.Thread(target=_call, args=(f"{fake.api_url}auth.test?token=x",))
    caller.start()
    while not fake.calls_of("auth.test"):
        time.sleep(0.001)

    began = time.perf_counter()
    fake.close()
    took = time.perf_counter() - began

    caller.join(2)
    assert took < 0.5
    assert all(listener.closed.wait(1) for listener in listeners)
    for listener in listeners:
        listener.close()
    fake.close()


def _call(url):
    with pytest.raises((ConnectionError, RemoteDisconnected)):
        fetch(url)


def test_closing_leaks_nothing_while_somebody_connects():
    for _ in range(30):
        fake = FakeSlack.start(now=Clock())
        caller = threading.Thread(target=_call, args=(f"{fake.api_url}auth.test",))
        fake.faults.down(refuse=True)
        caller.start()
        fake.close()
        caller.join(2)
    gc.collect()  # a leaked connection would warn now, and a warning is an error here


def test_nothing_runs_on_after_closing():
    before = threading.active_count()

    with FakeSlack.start(now=Clock()) as fake:
        assert threading.active_count() == before + 1
        url = fake.url

    assert threading.active_count() == before
    with pytest.raises(ConnectionRefusedError):
        fetch(url)


def test_after_closing_people_can_still_look():
    with FakeSlack.start(now=Clock()) as fake:
        fake.install(a_manifest())
        ada = fake.person("ada")
        channel = fake.channel("x", members=[ada])
        ada.says("hello", in_=channel)

    assert [m.text for m in fake.history(channel)] == ["hello"]


def test_two_workspaces_have_different_ids():
    with (
        FakeSlack.start(now=Clock(), domain="one") as one,
        FakeSlack.start(now=Clock(), domain="two") as two,
    ):
        assert one.workspace.team_id != two.workspace.team_id
        assert one.person("ada").id != two.person("ada").id
        assert one.url != two.url


def test_the_same_story_has_the_same_ids_each_time():
    def ids() -> tuple[str, ...]:
        with FakeSlack.start(now=Clock()) as fake:
            app = fake.install(a_manifest())
            ada = fake.person("ada")
            said = ada.says("x", in_=fake.channel("x", members=[ada]))
            return app.app_id, app.bot_token, ada.id, said.channel, said.ts

    assert ids() == ids()


def test_each_change_can_be_followed(fake, ada, channel):
    seen = len(fake.changes)
    following = fake.changes.subscribe()

    message = ada.says("x", in_=channel)
    ada.reacts("eyes", to=message)

    kinds = [change.kind for change in fake.changes.since(seen)]
    assert kinds == ["message_posted", "reaction_added"]
    first = following.get(timeout=1)
    assert (first.n, first.kind, first.data["ts"]) == (seen + 1, "message_posted", message.ts)
    assert following.get(timeout=1).kind == "reaction_added"
    assert following.get(timeout=0.01) is None


def test_following_ends_when_it_is_closed_or_the_fake_is(clock):
    with FakeSlack.start(now=clock) as fake:
        left, stays = fake.changes.subscribe(), fake.changes.subscribe()
        left.close()
        fake.person("ada")

    assert list(left) == []
    assert [change.kind for change in stays] == ["person_added"]
