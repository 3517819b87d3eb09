"""People open the bot in Slack: what they see, what they can press, and that it stays true."""

import copy
import logging
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.incident import State
from bot.fakeslack import Delivery, Person, View
from bot.fakeslack.faults import FOREVER
from bot.fakeslack.traits import UserTraits
from tests.flows.office import Office, comes_true
from tests.flows.process import Outside

PUBLISH = "views.publish"


@pytest.fixture
def outside(sqlite_file: Path, tmp_path: Path) -> Iterator[Outside]:
    """Give a workspace whose bot is a process of its own."""
    outside = Outside(Path(shutil.copy(sqlite_file, tmp_path / "outside.sqlite")))
    yield outside
    outside.close()


def opens(office: Office, who: Person) -> View:
    """Let somebody open their home, and the bot publish it; return what they see."""
    delivery = who.opens_home()
    assert delivery is not None
    assert delivery.acked
    office.settle()
    return seen(who)


def seen(who: Person) -> View:
    """Return the home on somebody's screen."""
    home = who.home()
    assert home is not None
    return home


def published(office: Office) -> list[str]:
    """Return for whom homes were published, oldest first."""
    return [call.args["user_id"] for call in office.slack.calls_of(PUBLISH)]


# --- opening it ------------------------------------------------------------------------------


def test_an_employee_sees_their_requests_and_how_to_file(office: Office):
    office.opens("Revenue by region looks wrong")

    home = opens(office, office.finn)

    assert "INC-1" in home.plain()
    assert "Revenue by region looks wrong" in home.plain()
    assert home.button_labels() == ["New request", "Details"]


def test_an_analyst_sees_the_queue_and_an_admin_the_settings(office: Office):
    office.opens("Revenue by region looks wrong")

    ada, mira = opens(office, office.ada), opens(office, office.mira)

    assert ada.button_labels() == ["New request", "Claim", "Details"]
    assert "1 open" in ada.plain()
    assert mira.button_labels() == ["New request", "Settings"]


def test_it_is_published_by_the_sender_and_nobody_waits_for_the_network(office: Office):
    calls = len(office.slack.calls)

    delivery = office.finn.opens_home()

    assert delivery is not None
    assert delivery.acked
    assert len(office.slack.calls) == calls


def test_the_tab_with_the_messages_is_not_ours(office: Office):
    office.finn.opens_home(tab="messages")
    office.settle()

    assert published(office) == []


@pytest.mark.parametrize("traits", [{"is_stranger": True}, {"is_bot": True}])
def test_strangers_and_bots_see_nothing(office: Office, traits: UserTraits):
    somebody = office.slack.person("somebody", **traits)

    somebody.opens_home()
    office.settle()

    assert published(office) == []


def test_each_reads_it_in_their_own_language_and_zone(office: Office):
    office.opens()
    greta = office.slack.person("greta", locale="de-DE", tz="Asia/Tokyo")
    office.files(greta, "Umsatz ist null")
    office.settle()

    german, english = opens(office, greta), opens(office, office.finn)

    assert "Deine offenen Anfragen" in german.plain()
    assert "Asia/Tokyo" in str(german.blocks)
    assert "Your open requests" in english.plain()
    assert "Europe/Berlin" in str(english.blocks)


def test_before_anything_is_set_up_one_reads_how_to_become_the_admin(office: Office):
    with office.bot.db.begin() as tx:
        nothing: dict[str, Any] = {"channels": {}, "team": {}}
        tx.settings.put(office.bot.identity.front, nothing, 9, office.clock.now())

    home = opens(office, office.zoe)

    assert "/rapid-setup" in home.plain()
    assert home.button_labels() == []


# --- pressing in it --------------------------------------------------------------------------


def test_new_request_opens_the_form_and_what_is_filed_shows_in_the_home(office: Office):
    home = opens(office, office.finn)

    office.finn.presses(home, "New request")
    office.finn.fills("text", "Churn is missing")
    office.finn.submits()
    office.settle()

    assert "Churn is missing" in seen(office.finn).plain()


def test_a_claim_in_the_home_is_one_and_shows_there_and_on_the_card(office: Office):
    office.opens()
    home = opens(office, office.ada)

    pressed = office.ada.presses(home, "Claim")
    office.settle()

    assert pressed.acked
    assert office.owner() == office.ada.id
    assert f"<@{office.ada.id}> has it" in office.card().text
    assert seen(office.ada).button_labels() == ["New request", "Details", "Details"]
    assert office.slack.calls_of("views.update") == []


def test_a_claim_that_came_too_late_is_refused_in_a_message(office: Office):
    office.opens()
    home = opens(office, office.bo)
    stale = office.bo.presses(home, "Details")
    office.ada.reacts("eyes", to=office.card())

    office.forges(stale, "claim", 1)
    office.settle()

    assert office.owner() == office.ada.id
    assert f"<@{office.ada.id}>" in office.told(office.bo)[-1].plain()


def test_details_open_a_window_and_what_is_done_there_shows_in_the_home(office: Office):
    office.opens()
    home = opens(office, office.ada)

    office.ada.presses(home, "Details")
    assert office.ada.modal is not None
    office.ada.presses(office.ada.modal, "Claim")
    office.settle()

    assert "In your hands" in seen(office.ada).plain()
    assert "You have nothing in hand" not in seen(office.ada).plain()


def test_settings_open_the_same_list_as_the_command(office: Office):
    office.mira.presses(opens(office, office.mira), "Settings")
    from_home = office.mira.modal
    office.mira.types("/rapid-setup", in_=office.general)
    from_command = office.mira.modal

    assert from_home is not None
    assert from_command is not None
    assert from_home.plain() == from_command.plain()


def test_older_requests_are_a_tap_away(office: Office):
    for number in range(12):
        office.has_one(State.WITHDRAWN, f"question {number}")
    first = opens(office, office.finn).plain()

    office.clock.move(timedelta(seconds=5))
    office.finn.presses(seen(office.finn), "Older")
    office.settle()
    older = seen(office.finn).plain()
    office.clock.move(timedelta(seconds=5))
    office.finn.presses(seen(office.finn), "Newer")
    office.settle()

    assert "INC-12" in first
    assert "1 to 10 of 12" in first
    assert "INC-1 " in older.replace("*", " ")
    assert "11 to 12 of 12" in older
    assert "INC-12" in seen(office.finn).plain()


@pytest.mark.parametrize("value", ["", "ended", "ended -1", "ended 9999999", "nothing 1", "1"])
def test_a_forged_page_is_refused(office: Office, value: str):
    office.opens()
    press = office.finn.presses(opens(office, office.finn), "Details")

    forged: Delivery = office.forges(press, "older", value)
    office.settle()

    assert forged.acked
    assert "none of the answers" in office.told(office.finn)[-1].plain()


# --- staying true ----------------------------------------------------------------------------


def test_a_change_reaches_the_homes_that_are_open_and_no_others(office: Office):
    office.opens()
    opens(office, office.finn)
    opens(office, office.zoe)

    office.ada.reacts("eyes", to=office.card())
    office.settle()

    assert f"<@{office.ada.id}> has it" in str(seen(office.finn).blocks)
    assert published(office) == [office.finn.id, office.zoe.id, office.finn.id]


def test_twenty_changes_in_four_seconds_are_at_most_three_new_homes(office: Office):
    office.opens()
    opens(office, office.finn)
    office.clock.move(timedelta(seconds=5))

    for number in range(20):
        toggle = office.ada.unreacts if number % 2 else office.ada.reacts
        toggle("eyes", to=office.card())
        office.bot.sender.drain()
        office.clock.move(timedelta(milliseconds=200))
    office.settle()

    assert len(published(office)) - 1 <= 3
    assert "nobody has it yet" in seen(office.finn).plain()


def test_where_no_home_was_opened_none_is_published(office: Office):
    office.opens()

    office.ada.reacts("eyes", to=office.card())
    office.ada.reacts("white_check_mark", to=office.card())
    office.passes(minutes=15)

    assert published(office) == []


# --- when something is wrong -----------------------------------------------------------------


FAULTS: dict[str, Callable[[Office], None]] = {
    "away": lambda office: office.slack.faults.answer(PUBLISH, status=503, times=3),
    "throttled": lambda office: office.slack.faults.answer(
        PUBLISH, error="ratelimited", status=429, retry_after=7
    ),
    "silent": lambda office: office.slack.faults.drop_after_work(PUBLISH),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_it_is_true_in_the_end_whatever_slack_did(office: Office, fault: Callable[[Office], None]):
    office.opens()
    opens(office, office.finn)
    fault(office)

    office.ada.reacts("eyes", to=office.card())
    office.passes(minutes=5)

    assert f"<@{office.ada.id}> has it" in str(seen(office.finn).blocks)
    assert office.bot.services.outbox.count_waiting(office.bot.identity.front) == 0


@pytest.mark.parametrize("code", ["hash_conflict", "not_enabled"])
def test_a_home_that_nobody_misses_is_dropped_with_one_line(
    office: Office, code: str, caplog: pytest.LogCaptureFixture
):
    office.slack.faults.answer(PUBLISH, error=code, times=FOREVER)

    with caplog.at_level(logging.INFO, logger="bot.slack"):
        office.finn.opens_home()
        office.passes(minutes=10)

    assert len([one for one in caplog.messages if code in one]) == 1
    assert office.told(office.mira) == []
    assert len(published(office)) == 1


def test_a_home_tab_that_is_switched_off_disturbs_nobody(office: Office):
    office.opens()
    opens(office, office.finn)
    without = copy.deepcopy(office.app.manifest)
    without["features"]["app_home"]["home_tab_enabled"] = False
    office.slack.edit_manifest(office.app, without)

    office.ada.reacts("eyes", to=office.card())
    office.passes(minutes=10)

    assert office.told(office.mira) == []
    assert f"<@{office.ada.id}> has it" in office.card().text
    assert office.bot.services.outbox.count_waiting(office.bot.identity.front) == 0


def test_blocks_that_slack_declines_leave_a_sentence(office: Office):
    office.slack.faults.answer(PUBLISH, error="invalid_arguments")

    home = opens(office, office.finn)

    assert home.plain() == "Your requests: 0 open, 0 ended."


def test_killed_between_a_change_and_its_home_it_publishes_when_it_is_back(outside: Outside):
    first = outside.starts()
    outside.finn.types("/rapid revenue is zero", in_=outside.general)
    outside.finn.opens_home()
    assert comes_true(lambda: "INC-1" in _on_screen(outside), 6.0)
    assert comes_true(lambda: len(outside.cards()) == 1, 6.0)
    outside.slack.faults.answer(PUBLISH, status=503, times=FOREVER)

    claimed = outside.ada.reacts("eyes", to=outside.cards()[0])
    outside.kills(first)
    outside.slack.faults.clear()
    outside.starts()

    assert claimed is not None
    assert claimed.acked
    assert comes_true(lambda: f"<@{outside.ada.id}> has it" in _on_screen(outside), 6.0)


def _on_screen(outside: Outside) -> str:
    home = outside.finn.home()
    return str(home.blocks) if home else ""
