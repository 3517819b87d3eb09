"""What every open window is told as it happens: all of it, once, and to the right eyes only."""

import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from http.client import RemoteDisconnected

import pytest

from bot.fakeslack import FakeSlack, Person
from bot.fakeslack.links import Loop
from bot.fakeslack.page.live import News
from tests.fakeslack.browser import Browser, Window, state
from tests.fakeslack.making import Clock, a_home, a_manifest, a_modal, section


def test_a_message_is_told_from_its_posting_to_its_end(ada, channel, window):
    seen = window(ada)

    said = ada.says("x", in_=channel)
    ada.edits(said, "y")
    ada.reacts("eyes", to=said)
    ada.deletes(said)

    told = seen.wait_for("message", 4)
    assert {one["ts"] for one in told} == {said.ts}
    assert told[-1]["deleted"]
    assert (told[-1]["text"], told[-1]["reactions"]) == ("", [])


def test_a_message_is_told_as_it_stands(ada, channel, window):
    seen = window(ada)

    said = ada.says("x", in_=channel)
    (posted,) = seen.wait_for("message")
    ada.reacts("eyes", to=said)
    reacted = seen.wait_for("message", 2)[-1]

    assert (posted["text"], posted["reactions"], posted["channel"]) == ("x", [], channel.id)
    assert reacted["reactions"] == [{"name": "eyes", "users": [ada.id]}]


def test_a_reply_tells_its_root_as_well(ada, bob, channel, window):
    root = ada.says("root", in_=channel)
    seen = window(ada)

    reply = bob.says("reply", in_=channel, thread=root)
    told = seen.wait_for("message", 2)
    bob.deletes(reply)
    without = seen.wait_for("message", 4)[2:]

    assert [(one["ts"], one["reply_count"]) for one in told] == [(reply.ts, 0), (root.ts, 1)]
    assert [(one["ts"], one["reply_count"]) for one in without] == [(reply.ts, 0), (root.ts, 0)]


def test_a_form_is_told_from_its_opening_to_its_end(fake, app, ada, window):
    seen = window(ada)

    view = fake.world.views.open(app.app_id, ada.id, a_modal())
    (opened,) = seen.wait_for("modal")
    ada.submits()
    wrong = seen.wait_for("modal", 2)[-1]
    fake.world.views.update(view, a_modal(section("Something else")))
    updated = seen.wait_for("modal", 3)[-1]
    fake.world.views.push(app.app_id, ada.id, a_modal())
    pushed = seen.wait_for("modal", 4)[-1]
    fake.world.views.clear(ada.id)
    closed = seen.wait_for("modal", 6)[-1]

    assert (opened["modal"]["id"], opened["modal"]["stack"]) == (view.id, 1)
    assert wrong["modal"]["errors"] == {"what": "Please complete this required field."}
    assert updated["modal"]["blocks"][0]["text"]["text"] == "Something else"
    assert pushed["modal"]["stack"] == 2
    assert closed == {"modal": None}


def test_the_home_is_told_when_it_is_published_and_updated(client, ada, window):
    seen = window(ada)

    view = client.views_publish(user_id=ada.id, view=a_home(section("one")))["view"]
    (published,) = seen.wait_for("home")
    client.views_update(view_id=view["id"], view=a_home(section("two")))
    updated = seen.wait_for("home", 2)[-1]

    assert published["home"]["blocks"][0]["text"]["text"] == "one"
    assert updated["home"]["blocks"][0]["text"]["text"] == "two"
    assert seen.of("modal") == []


def test_channels_are_told_as_they_change(fake, ada, bob, window):
    seen = window(ada)

    channel = fake.channel("new", members=[ada])
    channel.invite(bob)
    channel.rename("newer")
    channel.archive()
    channel.unarchive()
    channel.kick(ada)
    channel.delete()

    told = seen.wait_for("channel", 8)
    assert {one["id"] for one in told} == {channel.id}
    assert told[-1]["deleted"]


def test_people_are_told_as_they_change(fake, ada, window):
    seen = window(ada)

    zoe = fake.person("zoe")
    ada.changes(real_name="Countess", title="Analyst")

    added, changed = seen.wait_for("person", 2)
    assert (added["id"], changed["id"]) == (zoe.id, ada.id)
    assert (changed["real_name"], changed["title"]) == ("Countess", "Analyst")


@pytest.mark.usefixtures("app")
def test_the_page_begins_anew_for_what_has_no_event_of_its_own(fake, ada, window):
    seen = window(ada)

    fake.custom_emoji("hydrant")
    fake.install(a_manifest(name="Other"))

    assert seen.wait_for("reload", 2) == [{}, {}]


def test_calls_and_deliveries_are_told_to_everybody(client, listen, ada, bob, channel, window):
    listen(lambda _frame: {"text": "Done."})
    seen = window(bob)

    ada.types("/rapid x", in_=channel)
    client.chat_postMessage(channel=channel.id, text="x")

    sent, acked = (one for one in seen.wait_for("delivery", 2)[:2])
    (call,) = seen.wait_for("call")
    assert (sent["kind"], sent["what"], sent["acked"]) == ("slash_commands", "/rapid x", None)
    assert (acked["id"], acked["acked"], acked["answer"]) == (sent["id"], True, {"text": "Done."})
    assert acked["ms"] > 0
    assert sent["payload"]["user_id"] == ada.id
    assert (call["method"], call["ok"], call["status"]) == ("chat.postMessage", True, 200)
    assert call["args"] == {"channel": channel.id, "text": "x"}
    assert call["ms"] >= 0


# For the right eyes


def test_what_is_anothers_is_told_to_nobody_else(
    fake, app, client, ada, bob, channel, private, window
):
    channel.invite(bob)
    mine, his = window(ada), window(bob)

    root = bob.says("hush root", in_=private)
    bob.says("hush reply", in_=private, thread=root)
    bob.says("hush dm", in_=bob.dms())
    client.chat_postEphemeral(channel=channel.id, user=bob.id, text="hush whisper")
    fake.world.views.open(app.app_id, bob.id, a_modal(section("hush form")))
    fake.world.views.publish(app.app_id, bob.id, a_home(section("hush home")))
    private.rename("hush-hush")
    last = ada.says("that was all", in_=channel)

    mine.wait_until(fake.page.news.n)
    his.wait_until(fake.page.news.n)
    kinds = ("message", "modal", "home", "channel")
    heard = {one: json.dumps([one.of(kind) for kind in kinds]) for one in (mine, his)}
    assert heard[his].count("hush") >= 6
    assert "hush" not in heard[mine]
    assert private.id not in heard[mine]
    assert [one["ts"] for one in mine.of("message")] == [last.ts]


def test_who_leaves_a_private_channel_hears_of_that_and_of_nothing_more(bob, private, window):
    seen = window(bob)

    private.kick(bob)
    (left,) = seen.wait_for("channel")
    private.rename("hush")
    bob.changes(real_name="Bobby")
    seen.wait_for("person")

    assert (left["id"], left["is_member"], left["members"]) == (private.id, False, [])
    assert left["name"] == ""
    assert len(seen.of("channel")) == 1


def test_who_is_let_into_a_private_channel_hears_of_it(ada, private, window):
    seen = window(ada)

    private.invite(ada)

    (joined,) = seen.wait_for("channel")
    assert (joined["name"], joined["is_member"]) == ("secret", True)


# Nothing lost, nothing twice


def test_the_numbers_go_on_from_the_state(browser, ada, channel, window):
    ada.says("before", in_=channel)
    begun = state(browser, ada)
    after = ada.says("after", in_=channel)

    seen = window(ada, after=begun["n"])

    (told,) = seen.wait_for("message")
    assert told["ts"] == after.ts
    assert seen.events[0][0] > begun["n"]


def test_a_window_that_comes_back_hears_what_it_missed_and_nothing_twice(ada, channel, window):
    first = window(ada)
    ada.says("one", in_=channel)
    first.wait_for("message")
    first.close()
    missed = [ada.says(text, in_=channel).ts for text in ("two", "three")]

    again = window(ada, after=0, last=first.last)

    assert [one["ts"] for one in again.wait_for("message", 2)] == missed
    numbers = [n for n, _, _ in first.events + again.events]
    assert numbers == sorted(set(numbers))


def test_while_many_write_no_window_misses_or_repeats_anything(ada, bob, channel, window):
    windows = [window(person) for person in (ada, bob, ada)]
    said: list[str] = []

    def writes(person):
        said.extend(person.says(f"{n}", in_=channel).ts for n in range(50))

    threads = [threading.Thread(target=writes, args=(person,)) for person in (ada, bob)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for seen in windows:
        told = [one["ts"] for one in seen.wait_for("message", 100)]
        assert sorted(told) == sorted(said)
        numbers = [n for n, _, _ in seen.events]
        assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("off", [-1_000_000, 1_000_000])
def test_a_number_of_another_time_makes_the_page_begin_anew(fake, ada, channel, window, off):
    seen = window(ada, after=max(0, fake.page.news.n + off))

    assert seen.wait_for("reload") == [{}]
    assert seen.last == fake.page.news.n
    said = ada.says("x", in_=channel)
    assert [one["ts"] for one in seen.wait_for("message")] == [said.ts]


def test_a_number_that_is_no_longer_kept_is_one_of_another_time():
    news = News(Loop(), kept=10)
    begun = news.n

    for number in range(21):
        news.add("clock", {"now": number})

    assert news.since(begun, 1) is None
    kept = news.since(news.n - 10, 100)
    assert kept is not None
    assert [piece.about["now"] for piece in kept] == list(range(11, 21))
    assert news.since(news.n, 1) == []
    assert news.since(news.n + 1, 1) is None


def test_a_fake_that_was_started_anew_is_another_one(clock):
    begun = set()
    for _ in range(3):
        with FakeSlack.start(now=clock) as fake:
            begun.add(fake.page.news.n // 1_000_000)

    assert len(begun) > 1


# Windows that come, go and fall asleep


def test_a_window_that_is_closed_is_forgotten(fake, ada, window):
    seen = window(ada)
    assert fake.page.news.windows == 1

    seen.close()

    assert _comes_true(lambda: fake.page.news.windows == 0)


def test_a_quiet_stream_is_kept_open(fake, ada):
    fake.page.news.heartbeat = 0.01
    with _raw_window(fake, ada) as sock:
        heard = b""
        while heard.count(b": still here") < 2:
            heard += sock.recv(4096)

    assert b"event:" not in heard


def test_a_window_that_does_not_read_is_hung_up_on_and_delays_nobody(fake, ada, channel, window):
    fake.page.news.patience = 0.2
    awake = window(ada)
    with _raw_window(fake, ada) as asleep:
        assert _comes_true(lambda: fake.page.news.windows == 2)
        for _ in range(300):
            ada.says("x" * 11_000, in_=channel)

        assert len(awake.wait_for("message", 300)) == 300
        assert _comes_true(lambda: fake.page.news.windows == 1)
        with suppress(ConnectionError):
            while asleep.recv(1_000_000):
                pass  # what was sent before it ended


def test_closing_is_prompt_with_windows_open_and_an_act_under_way():
    clock = Clock()
    fake = FakeSlack.start(now=clock)
    app = fake.install(a_manifest())
    ada = fake.person("ada")
    channel = fake.channel("x", members=[ada, app])
    may_end = threading.Event()

    def machine(_to: str) -> datetime:
        may_end.wait(3)
        return clock()

    fake.page.machine = machine
    windows = [Window(fake, ada) for _ in range(3)]
    browser = Browser(fake)
    moving = threading.Thread(target=_fails, args=(browser,))
    moving.start()
    assert _comes_true(fake.page._moving.locked)
    ada.says("x", in_=channel)

    began = time.perf_counter()
    fake.close()
    took = time.perf_counter() - began

    assert took < 0.5
    for one in windows:
        assert one.closed.wait(2)
        one.close()
    moving.join(3)
    may_end.set()


def _fails(browser: Browser) -> None:
    with pytest.raises((ConnectionError, RemoteDisconnected)):
        browser.post("clock", {"to": "hour"})


def _comes_true(claim: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not claim():
        if time.monotonic() > until:
            return False
        time.sleep(0.001)
    return True


def _raw_window(fake: FakeSlack, person: Person) -> socket.socket:
    """A window whose reader can be asleep: nothing is read but what the test reads."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.settimeout(5)
    host, _, port = Browser(fake).netloc.partition(":")
    sock.connect((host, int(port)))
    request = f"GET /page/api/events?as={person.id} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n"
    sock.sendall(request.encode())
    return sock
