"""What the page can do to all at once: the clock, the tour, what goes wrong, the inspector."""

import threading
import time
from datetime import timedelta
from http.client import RemoteDisconnected

import pytest
from slack_sdk.errors import SlackApiError

from bot.fakeslack.page.tour import Step, Tour
from tests.fakeslack.browser import state


@pytest.fixture
def tour(fake):
    """Three steps: one that is looked at, one that somebody ticks, one nobody does."""
    made = Tour(
        title="The first minute",
        steps=[
            Step(id="say", title="Say something", text="x", done=lambda: bool(fake.calls)),
            Step(id="tick", title="Be ticked", text="y"),
            Step(id="never", title="Never", text="z", done=lambda: False),
        ],
    )
    fake.page.tour = made
    return made


# The clock


def test_the_clock_is_moved_and_everybody_hears_of_it(fake, browser, clock, ada, window):
    asked = []

    def machine(to):
        asked.append(to)
        clock.tick(hours=1)
        return clock()

    fake.page.machine = machine
    seen = window(ada)
    later = (clock() + timedelta(hours=1)).timestamp()

    answer = browser.post("clock", {"to": "hour"})

    assert answer.json == {"ok": True, "now": later}
    assert seen.wait_for("clock") == [{"now": later}]
    assert asked == ["hour"]
    assert state(browser, ada)["controls"]["machine"] is True


def test_a_clock_without_a_machine_stands(browser):
    answer = browser.post("clock", {"to": "hour"})

    assert (answer.status, answer.error) == (404, "This clock cannot be moved.")


def test_the_clock_is_moved_only_forward_to_what_is_offered(fake, browser, clock):
    fake.page.machine = lambda _to: clock()

    answer = browser.post("clock", {"to": "yesterday"})

    assert (answer.status, answer.error) == (
        400,
        "The clock can be moved to: hour, tomorrow, monday.",
    )


def test_the_clock_is_moved_by_one_at_a_time(fake, browser, clock):
    is_moving, may_end = threading.Event(), threading.Event()

    def machine(_to):
        is_moving.set()
        may_end.wait(3)
        return clock()

    fake.page.machine = machine
    first = threading.Thread(target=lambda: browser.post("clock", {"to": "hour"}))
    first.start()
    is_moving.wait(3)

    second = browser.post("clock", {"to": "hour"})

    may_end.set()
    first.join(3)
    assert (second.status, second.error) == (409, "The clock is being moved already.")


# The tour


def test_a_step_is_ticked_when_it_has_happened(browser, client, ada, tour, window):
    seen = window(ada)

    client.auth_test()
    ada.changes(real_name="Ada")
    tour.tick("tick")

    told = seen.wait_for("tour", 2)[-1]
    assert (told["title"], told["dismissed"]) == ("The first minute", False)
    assert [(step["id"], step["done"]) for step in told["steps"]] == [
        ("say", True),
        ("tick", True),
        ("never", False),
    ]
    assert state(browser, ada)["controls"]["tour"] == told


def test_a_step_is_asked_by_one_at_a_time_and_once_more_after_the_last_change(
    fake, ada, channel, window
):
    asking = threading.Lock()
    found: list[bool] = []

    def all_said():
        found.append(asking.acquire(blocking=False))
        said = len(fake.history(channel))
        asking.release()
        return said == 50

    fake.page.tour = Tour(title="", steps=[Step(id="all", title="", text="", done=all_said)])
    seen = window(ada)

    for n in range(50):
        ada.says(f"{n}", in_=channel)

    assert seen.wait_for("tour")[-1]["steps"][0]["done"] is True
    assert all(found)


def test_a_step_is_told_once(ada, tour, window):
    seen = window(ada)

    tour.tick("tick")
    tour.tick("tick")
    tour.dismiss()

    assert [one["dismissed"] for one in seen.wait_for("tour", 2)] == [False, True]
    with pytest.raises(KeyError):
        tour.tick("nonsense")


def test_a_step_that_cannot_be_looked_at_stops_nobody(fake, ada, channel, window, caplog):
    steps = [
        Step(id="broken", title="", text="", done=lambda: bool(1 / 0)),
        Step(id="good", title="", text="", done=lambda: bool(fake.history(channel))),
    ]
    fake.page.tour = Tour(title="", steps=steps)
    seen = window(ada)

    ada.says("x", in_=channel)

    told = seen.wait_for("tour")[-1]
    assert [step["done"] for step in told["steps"]] == [False, True]
    assert "the step broken of the tour" in caplog.text


def test_a_tour_can_be_dismissed(browser, ada, tour, window):
    seen = window(ada)

    assert browser.post("tour", {"dismissed": True}).json == {"ok": True}

    assert seen.wait_for("tour")[-1]["dismissed"] is True
    assert tour.dismissed
    odd = browser.post("tour", {"dismissed": False})
    assert odd.error == "A tour can only be dismissed."


def test_without_a_tour_there_is_none_to_dismiss(browser):
    assert browser.post("tour", {"dismissed": True}).error == "There is no tour."


# What goes wrong


def test_slack_misbehaves_as_long_as_it_is_told_to(browser, client, ada, window):
    seen = window(ada)

    assert browser.post("faults", {"fault": "429"}).json == {"ok": True, "fault": "429"}
    for _ in range(2):
        with pytest.raises(SlackApiError) as refusal:
            client.auth_test()
        assert refusal.value.response.status_code == 429
        assert refusal.value.response.headers["Retry-After"] == "5"
    assert state(browser, ada)["controls"]["fault"] == "429"
    browser.post("faults", {"fault": "none"})

    assert client.auth_test()["ok"]
    assert seen.wait_for("fault", 2) == [{"fault": "429"}, {"fault": "none"}]


def test_slack_may_fail(browser, client):
    browser.post("faults", {"fault": "5xx"})

    with pytest.raises(SlackApiError) as refusal:
        client.auth_test()

    assert refusal.value.response.status_code == 503


def test_answers_may_be_dropped_though_the_work_is_done(browser, fake, client, channel):
    browser.post("faults", {"fault": "dropped"})

    with pytest.raises((ConnectionError, RemoteDisconnected)):
        client.chat_postMessage(channel=channel.id, text="x")

    assert [m.text for m in fake.history(channel)] == ["x"]


def test_answers_may_be_slow(browser, client):
    browser.post("faults", {"fault": "slow"})

    began = time.perf_counter()
    assert client.auth_test()["ok"]

    assert time.perf_counter() - began >= 2


def test_connections_are_cut_once_and_that_is_over(browser, listen):
    listener = listen()

    assert browser.post("faults", {"fault": "disconnect"}).json == {"ok": True, "fault": "none"}

    assert listener.closed.wait(2)
    assert listen().of("hello")


def test_nothing_else_can_go_wrong(browser):
    answer = browser.post("faults", {"fault": "fire"})

    assert answer.error == "What can go wrong is: none, slow, 429, 5xx, dropped, disconnect."


# The inspector


def test_the_inspector_begins_with_what_was_said(browser, client, listen, ada, channel):
    listen()
    ada.uses_shortcut("new")
    ada.reacts("eyes", to=ada.says("x", in_=channel))
    client.auth_test()

    found = browser.get("inspect").json

    assert [one["method"] for one in found["calls"]] == ["apps.connections.open", "auth.test"]
    assert [(one["what"], one["acked"]) for one in found["deliveries"][-3:]] == [
        ("shortcut new", True),
        ("message", True),
        ("reaction_added", True),
    ]
    ids = [one["id"] for one in found["deliveries"]]
    assert ids == sorted(set(ids))
    after = browser.get("inspect", after=found["n"]).json
    assert (after["calls"], after["deliveries"]) == ([], [])


@pytest.mark.usefixtures("app")
def test_the_inspector_names_forms_and_buttons(fake, browser):
    fake.deliver("interactive", {"type": "block_actions", "actions": [{"action_id": "claim"}]})
    fake.deliver("interactive", {"type": "view_submission", "view": {"callback_id": "form"}})

    found = browser.get("inspect").json["deliveries"]

    assert [one["what"] for one in found[-2:]] == ["block_actions claim", "view_submission form"]
    assert [one["acked"] for one in found[-2:]] == [False, False]


def test_the_inspector_has_the_latest_300(browser, client):
    for _ in range(305):
        client.auth_test()

    calls = browser.get("inspect").json["calls"]

    assert [one["id"] for one in calls] == list(range(6, 306))
