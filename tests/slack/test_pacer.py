"""Which calls may go now, and when the next may."""

from datetime import timedelta

from bot.domain.notice import Call
from bot.domain.pacing import CHANNEL, pace_of
from bot.slack.pacer import Pacer
from tests.builders import GENERAL, NOW, REQUESTS, later


def test_nothing_is_closed_at_first():
    pacer = Pacer()

    closed = pacer.closed(NOW)

    assert (closed.calls, closed.targets) == (frozenset(), frozenset())
    assert pacer.next_opening(NOW) is None


def test_a_channel_closes_after_a_burst_and_opens_a_second_later():
    pacer = Pacer()

    for _ in range(CHANNEL.burst):
        pacer.spend(Call.POST, REQUESTS, NOW)

    assert pacer.closed(NOW).targets == {REQUESTS}
    assert pacer.next_opening(NOW) == NOW + CHANNEL.every
    assert pacer.closed(NOW + CHANNEL.every).targets == frozenset()


def test_one_busy_channel_closes_no_other():
    pacer = Pacer()

    for _ in range(CHANNEL.burst):
        pacer.spend(Call.POST, REQUESTS, NOW)
    pacer.spend(Call.POST, GENERAL, NOW)

    assert pacer.closed(NOW).targets == {REQUESTS}


def test_edits_have_a_pace_of_their_own_whatever_the_channel():
    pacer = Pacer()

    for _ in range(pace_of("chat.update").burst):
        pacer.spend(Call.UPDATE, REQUESTS, NOW)

    assert pacer.closed(NOW).calls == {Call.UPDATE}
    assert pacer.closed(NOW).targets == frozenset()


def test_a_refused_post_closes_its_channel_for_as_long_as_slack_said():
    pacer = Pacer()

    pacer.pause(Call.POST, REQUESTS, timedelta(seconds=30), NOW)

    assert pacer.closed(later(seconds=29)).targets == {REQUESTS}
    assert pacer.closed(later(seconds=29)).calls == frozenset()
    assert pacer.closed(later(seconds=30)).targets == frozenset()


def test_a_refused_edit_closes_all_edits():
    pacer = Pacer()

    pacer.pause(Call.UPDATE, REQUESTS, timedelta(seconds=30), NOW)

    assert pacer.closed(later(seconds=29)).calls == {Call.UPDATE}
    assert pacer.next_opening(NOW) == later(seconds=30)


def test_an_answer_to_a_response_url_has_no_pace():
    pacer = Pacer()

    for _ in range(100):
        pacer.spend(Call.RESPOND, "", NOW)
    pacer.pause(Call.RESPOND, "", timedelta(seconds=30), NOW)

    assert pacer.closed(NOW).calls == frozenset()


def test_what_is_full_again_is_forgotten():
    pacer = Pacer()
    pacer.spend(Call.POST, REQUESTS, NOW)

    pacer.closed(later(minutes=1))

    assert pacer._buckets == {}
