"""A day at the office with every logger at DEBUG: the log tells what happened, and no secrets."""

import io
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.clock import SteppedClock
from tests.flows.office import Office, comes_true, open_office
from tests.test_logs import everything_logged

TYPED = "Quagmire"


@pytest.fixture
def watched(
    sqlite_file: Path, tmp_path: Path, clock: SteppedClock
) -> Iterator[tuple[Office, io.StringIO]]:
    """Give an office, and what its bot writes to the log with every logger at DEBUG."""
    copy = shutil.copy(sqlite_file, tmp_path / "office.sqlite")
    with everything_logged() as (written, let_everybody_speak):
        let_everybody_speak()
        with open_office(f"sqlite:///{copy}", clock) as office:
            let_everybody_speak()
            yield office, written


def a_day(office: Office) -> None:
    """Have people type that word wherever they can, while things go right and wrong."""
    card = office.opens(f"{TYPED} ledger is zero")
    office.ada.reacts("eyes", to=card)
    office.zoe.reacts("white_check_mark", to=card)
    office.bo.presses(office.card(), "Claim")
    office.ada.reacts(TYPED.lower(), to=card)
    office.ada.reacts("white_check_mark", to=card)
    office.settle()
    office.ada.presses(office.ada.last(office.requests), "write")
    office.ada.fills("words", f"{TYPED} is late")
    office.ada.fills("link", f"https://{TYPED.lower()}.example/report")
    office.ada.submits()
    office.settle()
    office.slack.faults.answer("chat.postMessage", html=True)
    office.slack.faults.answer("chat.postMessage", error="invalid_blocks")
    office.files(office.finn, f"{TYPED} again")
    office.finn.types(f"/rapid-queue {TYPED}", in_=office.general)
    office.passes(minutes=10)


def careless(office: Office) -> list[str]:
    """Log what nobody should, under a name of ours; return the secrets that were in it."""
    log = logging.getLogger("bot.slack.socket")
    address = office.bot.socket.client.issue_new_wss_url()
    log.info("Starting with %s", office.environment().model_dump())
    log.info("Connecting to %s", address)
    ticket = parse_qs(urlsplit(address).query)["ticket"][0]
    return [office.app.bot_token, office.app.app_token, ticket]


def test_nothing_that_was_typed_and_no_secret_is_written_at_any_level(
    watched: tuple[Office, io.StringIO], caplog: pytest.LogCaptureFixture
):
    office, written = watched

    a_day(office)
    with office.database_away():
        office.finn.types(f"/rapid {TYPED} while the database is away", in_=office.general)
        office.ada.presses(office.card(), "Reopen")
    secrets = careless(office)

    said = written.getvalue()
    assert TYPED in caplog.text, "It was there to be written"
    assert TYPED.lower() not in said.lower()
    assert "Traceback" in said
    assert all(secret in caplog.text for secret in secrets)
    assert not any(secret in said for secret in secrets)


def test_every_delivery_has_one_line_with_its_outcome(watched: tuple[Office, io.StringIO]):
    office, written = watched
    card = office.opens("revenue is zero")
    began = len(written.getvalue())

    office.files(office.finn, "orders are zero")
    office.ada.reacts("eyes", to=card)
    office.bo.presses(card, "Claim")
    with office.database_away():
        office.finn.types("/rapid it is away", in_=office.general)

    lines = written.getvalue()[began:].splitlines()
    told = [line.split(" bot.slack.diary: ")[1] for line in lines if " bot.slack.diary: " in line]
    fields = [dict(pair.split("=", 1) for pair in line.split(" ")) for line in told]
    assert [(one["what"], one["outcome"].partition(":")[0]) for one in fields] == [
        ("command:/rapid", "ok"),
        ("event:reaction_added", "ok"),
        ("block_actions:claim", "refused"),
        ("command:/rapid", "failed"),
    ]
    reference = fields[-1]["outcome"].partition(":")[2]
    assert f"failed (reference {reference})" in written.getvalue()


def test_a_stranger_what_is_unheard_and_a_stop_are_told_apart(
    watched: tuple[Office, io.StringIO],
):
    office, written = watched
    event = {"type": "star_added", "user": office.ada.id}
    payload = {"type": "event_callback", "team_id": office.app.team_id, "event_id": "Ev1"}

    office.slack.deliver("events_api", payload | {"event": event})
    office.slack.deliver("events_api", payload | {"event": event, "team_id": "T0STRANGER"})
    office.bot.gate.close(1.0)
    office.slack.deliver("events_api", payload | {"event": event}, wait=False)

    told = "what=event:star_added id=Ev1 ms="
    assert comes_true(lambda: written.getvalue().count(told) == 3)
    lines = [line for line in written.getvalue().splitlines() if told in line]
    assert [line.rpartition("=")[2] for line in lines] == ["unheard", "stranger", "draining"]
