import threading
import time
from typing import Any

import pytest

from tests.fakeslack.listener import Silence


def silent(_envelope):
    raise Silence


@pytest.fixture
def message(fake, ada, channel):
    said = ada.says("look", in_=channel)
    fake.deliveries.clear()
    fake.courier._retries.clear()
    return said


@pytest.fixture(autouse=True)
def _by_hand(fake):
    """Retries only when the test says so."""
    fake.courier.retries_by_itself = False


def attempts(listener) -> list[int]:
    return [frame["retry_attempt"] for frame in listener.of("events_api")]


def test_an_unacked_event_comes_again_at_once_then_after_one_and_five_minutes(
    fake, ada, clock, message, listen
):
    fake.courier.ack_within = 0.05
    listener = listen(silent)
    delivery = ada.reacts("eyes", to=message)

    def after(**passed) -> Any:
        clock.tick(**passed)
        sent = fake.retry_due()
        assert fake.settle()
        return sent

    assert not delivery.acked
    assert [after(seconds=s) for s in (0, 59, 1, 239, 1)] == [1, 0, 1, 0, 1]
    assert after(hours=24) == 0
    assert attempts(listener) == [0, 1, 2, 3]
    assert {frame["retry_reason"] for frame in listener.of("events_api")[1:]} == {"timeout"}
    assert len({p["event_id"] for p in listener.payloads}) == 1
    assert len({f["envelope_id"] for f in listener.of("events_api")}) == 4


def test_delayed_events_are_tried_hourly_for_a_day(fake, ada, clock, message):
    fake.delayed_events = True
    delivery = ada.reacts("eyes", to=message)

    for _ in range(60 * 25):
        clock.tick(minutes=1)
        fake.retry_due()

    assert delivery.attempts == 1 + 3 + 24


def test_an_acked_event_is_not_sent_again(fake, ada, clock, message, listen):
    listener = listen()
    ada.reacts("eyes", to=message)
    clock.tick(hours=1)

    assert fake.retry_due() == 0
    assert attempts(listener) == [0]


def test_an_event_with_nobody_there_waits_for_its_retry(fake, ada, message, listen):
    delivery = ada.reacts("eyes", to=message)
    assert (delivery.acked, delivery.attempts) == (False, 1)

    listen()
    fake.retry_due()

    assert fake.settle()
    assert delivery.acked
    assert delivery.envelopes[1].retry_reason == "connection_failed"


def test_the_server_retries_by_itself(fake, ada, message, listen):
    fake.courier.retries_by_itself = True
    delivery = ada.reacts("eyes", to=message)
    listener = listen()

    listener.wait_for("events_api")

    assert fake.settle()
    assert delivery.acked


@pytest.mark.usefixtures("message")
def test_commands_and_clicks_are_never_retried(fake, ada, clock, channel, listen):
    fake.courier.ack_within = 0.05
    listener = listen(silent)

    ada.types("/rapid x", in_=channel)
    ada.uses_shortcut("new")
    clock.tick(hours=1)

    assert fake.retry_due() == 0
    assert len(listener.payloads) == 2


def test_a_lost_ack_brings_the_event_again(fake, ada, message, listen):
    listener = listen()
    fake.faults.lose_acks(1)

    delivery = ada.reacts("eyes", to=message)
    assert not delivery.acked
    fake.retry_due()

    assert fake.settle()
    assert delivery.acked
    assert attempts(listener) == [0, 1]


def test_duplicates_have_one_event_id_and_two_envelopes(fake, ada, message, listen):
    listener = listen()
    fake.faults.duplicate_events = True

    ada.reacts("eyes", to=message)

    frames = listener.wait_for("events_api", n=2)
    assert len({f["payload"]["event_id"] for f in frames}) == 1
    assert len({f["envelope_id"] for f in frames}) == 2


def test_an_event_can_be_delivered_again_by_hand(fake, ada, message, listen):
    listener = listen()
    first = ada.reacts("eyes", to=message)

    again = fake.redeliver(first, retry_attempt=2, reason="http_timeout")

    assert again.acked
    assert again.sent == first.sent
    assert again.envelope_id != first.envelope_id
    assert listener.of("events_api")[-1]["retry_attempt"] == 2
    assert fake.deliveries == [first, again]


def names(listener) -> list[str]:
    return [event["reaction"] for event in listener.events]


@pytest.mark.parametrize(
    ("order", "heard"),
    [(None, ["a", "b", "c"]), ("reversed", ["c", "b", "a"]), ([1, 2, 0], ["b", "c", "a"])],
)
def test_held_events_come_in_the_order_asked_for(fake, ada, message, listen, order, heard):
    listener = listen()

    with fake.hold():
        for name in ("a", "b", "c"):
            assert not ada.reacts(name, to=message).acked
        assert names(listener) == []
        released = fake.release(order)

    assert names(listener) == heard
    assert all(delivery.acked for delivery in released)


def test_what_is_still_held_at_the_end_goes_out_then(fake, ada, clock, message, listen):
    listener = listen()

    with fake.hold():
        for name in ("a", "b", "c"):
            ada.reacts(name, to=message)
        fake.release([2])
        clock.tick(hours=20)

    assert names(listener) == ["c", "a", "b"]
    assert listener.payloads[-1]["event_time"] < clock().timestamp() - 70_000


def test_commands_are_not_held(fake, ada, channel, listen):
    listen()

    with fake.hold():
        assert ada.types("/rapid x", in_=channel).acked


def test_shuffled_events_all_come_in_an_order_the_seed_decides(fake, ada, message, listen):
    listener = listen()
    sent = [f"e{number}" for number in range(8)]
    fake.faults.shuffle_events(seed=7)

    for name in sent:
        ada.reacts(name, to=message)

    listener.wait_for("events_api", n=8)
    assert fake.settle()
    assert sorted(names(listener)) == sent
    assert names(listener) != sent


def test_settling_ends_even_when_the_app_is_silent(fake, listen):
    listen(silent)

    fake.deliver("interactive", {"type": "shortcut"}, wait=False)

    assert not fake.settle(timeout=0.05)


def test_many_people_act_at_once(fake, channel, listen):
    fake.courier.ack_within = 3
    listen()
    crowd = [fake.person(f"p{number}") for number in range(8)]
    channel.invite(*crowd)
    fake.settle()
    acked = []

    def work(person):
        for number in range(20):
            said = person.says(f"{number}", in_=channel)
            acked.append(person.reacts("eyes", to=said).acked)
            person.sees(channel)

    threads = [threading.Thread(target=work, args=(person,)) for person in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert acked == [True] * 160
    assert len(fake.history(channel)) == 160


def test_a_delivery_costs_the_fake_well_under_a_millisecond(ada, listen):
    """Half a millisecond of an ack is the listener's own; a slow machine gets some room."""
    listen()
    for _ in range(20):
        ada.uses_shortcut("new")

    began = time.perf_counter()
    for _ in range(100):
        ada.uses_shortcut("new")

    assert (time.perf_counter() - began) / 100 < 0.01
