"""Every code that Slack may answer with: what becomes of what was to be said, and who is told."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.bootstrap import Hydrant
from bot.clock import SteppedClock
from tests.conftest import START
from tests.flows.office import Office, open_office

POST = "chat.postMessage"
UPDATE = "chat.update"
WHISPER = "chat.postEphemeral"

# As in Slack's reference of chat.postMessage, chat.update and the pages that it links to.
THROTTLE = ("ratelimited", "rate_limited", "message_limit_exceeded")
AMBIGUOUS = ("fatal_error", "internal_error", "request_timeout")
TRANSIENT = (
    "service_unavailable",
    "team_added_to_org",
    "org_login_required",
    "external_channel_migrating",
    "update_failed",
    "fetch_members_failed",
)
AUTH = (
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
    "accesslimited",
    "access_denied",
    "app_access_restricted",
    "enterprise_is_restricted",
    "team_access_not_granted",
    "two_factor_setup_required",
)
CONFIG = (
    "missing_scope",
    "no_permission",
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "is_inactive",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_only_channel",
    "ekm_access_denied",
    "messages_tab_disabled",
    "plan_upgrade_required",
    "paid_teams_only",
    "permission_denied",
    "method_not_supported_for_channel_type",
)
GONE = (
    "message_not_found",
    "cant_update_message",
    "edit_window_closed",
    "thread_not_found",
    "cannot_reply_to_message",
    "restricted_action_thread_locked",
    "duplicate_message_not_found",
)
CONTENT = (
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "too_many_attachments",
    "attachment_payload_limit_exceeded",
    "metadata_too_large",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "view_too_large",
    "block_mismatch",
    "invalid_arguments",
)
DONE = (
    "already_reacted",
    "no_reaction",
    "already_pinned",
    "not_pinned",
    "no_pin",
    "already_in_channel",
    "already_archived",
)
PERSON = (
    "user_not_found",
    "user_not_visible",
    "user_disabled",
    "user_not_in_channel",
    "cannot_dm_bot",
    "invalid_users",
    "failed_for_some_users",
)
UNKNOWN = ("a_code_of_next_year", "mystery")


@pytest.fixture(scope="module")
def shared(sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give one office to all tests of this file: each files requests of its own."""
    copy = shutil.copy(sqlite_file, tmp_path_factory.mktemp("errors") / "office.sqlite")
    with open_office(f"sqlite:///{copy}", SteppedClock(START)) as office:
        yield office


@pytest.fixture
def office(shared: Office) -> Iterator[Office]:
    """Give the shared office with nothing waiting, nobody told, nothing counted."""
    shared.slack.faults.clear()
    shared.passes(minutes=11)
    shared.slack.calls.clear()
    yield shared
    shared.slack.faults.clear()
    shared.passes(minutes=11)


def filed(office: Office) -> int:
    """File a request; return its number."""
    said = office.files(office.finn, "revenue is zero").plain()
    office.clock.move(timedelta(milliseconds=1))
    return int(said.split("INC-")[1].split()[0].strip(".,*"))


def cards_of(office: Office, number: int) -> int:
    """How many cards an incident has."""
    return sum(card.text.startswith(f"INC-{number},") for card in office.cards())


def told_admin(office: Office, code: str) -> int:
    """How often the admin was told of that code."""
    return sum(code in message.plain() for message in office.told(office.mira))


def waiting(bot: Hydrant) -> int:
    """How much is still to be said."""
    return bot.services.outbox.count_waiting(bot.identity.front)


@pytest.mark.parametrize("code", THROTTLE)
def test_a_throttled_post_waits_and_nobody_is_bothered(office: Office, code: str):
    number = filed(office)
    office.slack.faults.answer(POST, error=code)

    office.settle(within=timedelta(seconds=29))
    before = cards_of(office, number)
    office.passes(seconds=10)

    assert (before, cards_of(office, number)) == (0, 1)
    assert told_admin(office, code) == 0
    assert office.slack.calls_of("conversations.history") == []


@pytest.mark.parametrize("code", AMBIGUOUS)
def test_a_post_in_doubt_is_looked_for_before_it_is_repeated(office: Office, code: str):
    number = filed(office)
    office.slack.faults.answer(POST, error=code)

    office.settle()

    assert cards_of(office, number) == 1
    assert len(office.slack.calls_of("conversations.history")) == 1
    assert told_admin(office, code) == 0


@pytest.mark.parametrize("code", TRANSIENT)
def test_a_post_that_was_not_made_is_repeated_without_looking(office: Office, code: str):
    number = filed(office)
    office.slack.faults.answer(POST, error=code)

    office.settle()

    assert cards_of(office, number) == 1
    assert office.slack.calls_of("conversations.history") == []
    assert told_admin(office, code) == 0


@pytest.mark.parametrize("code", AUTH)
def test_a_token_that_does_not_let_us_in_stops_everything_for_five_minutes(
    office: Office, code: str
):
    office.slack.revoke_tokens(office.app, code)
    numbers = [filed(office) for _ in range(3)]

    office.settle()
    office.passes(minutes=4)
    calls = len(office.slack.calls)
    office.slack.restore_tokens(office.app)
    office.passes(minutes=2)

    assert calls <= 2
    assert [cards_of(office, number) for number in numbers] == [1, 1, 1]


@pytest.mark.parametrize("code", CONFIG)
def test_what_an_admin_can_mend_is_kept_told_once_and_tried_again(office: Office, code: str):
    number = filed(office)
    office.slack.faults.answer(POST, error=code)

    office.settle()
    before = cards_of(office, number)
    office.passes(minutes=6)

    assert (before, cards_of(office, number)) == (0, 1)
    assert told_admin(office, f"{code}") >= 1
    assert office.requests.id in office.told(office.mira)[-1].plain()


@pytest.mark.parametrize("code", UNKNOWN)
def test_a_code_that_nobody_knows_is_kept_told_and_tried_again(office: Office, code: str):
    number, other = filed(office), filed(office)
    office.slack.faults.answer(POST, error=code)

    office.settle()
    before = cards_of(office, number), cards_of(office, other)
    office.passes(minutes=6)

    assert before == (0, 1)
    assert cards_of(office, number) == 1
    assert told_admin(office, code) == 1


@pytest.mark.parametrize("code", GONE)
def test_a_card_that_is_gone_is_posted_again_and_the_new_one_works(office: Office, code: str):
    number = filed(office)
    office.settle()
    office.ada.reacts("eyes", to=office.card(number))
    office.slack.faults.answer(UPDATE, error=code)

    office.settle()

    assert cards_of(office, number) == 2
    office.ada.reacts("white_check_mark", to=office.cards()[-1])
    assert office.state(number) == "answered"
    assert told_admin(office, code) == 0


@pytest.mark.parametrize("code", CONTENT)
def test_blocks_that_slack_declines_become_a_sentence_and_a_line_in_the_log(
    office: Office, code: str, caplog: pytest.LogCaptureFixture
):
    number = filed(office)
    office.slack.faults.answer(POST, error=code)

    office.settle()

    assert cards_of(office, number) == 1
    assert office.card(number).blocks == []
    assert code in next(line for line in caplog.records if line.levelname == "ERROR").getMessage()
    assert told_admin(office, code) == 0


def test_a_sentence_that_slack_declines_too_is_kept_and_keeps_nobody_waiting(
    open_an_office: Callable[..., Office],
):
    office = open_an_office()
    number, other = filed(office), filed(office)
    office.slack.faults.answer(POST, error="msg_too_long", times=2)

    office.settle()
    before = cards_of(office, number), cards_of(office, other)
    office.passes(minutes=6)

    assert before == (0, 1)
    assert cards_of(office, number) == 1
    assert told_admin(office, "msg_too_long") == 1


@pytest.mark.parametrize("code", DONE)
def test_what_was_done_already_is_done(office: Office, code: str):
    number = filed(office)
    office.settle()
    office.ada.reacts("eyes", to=office.card(number))
    office.slack.faults.answer(UPDATE, error=code)

    office.settle()

    assert len(office.slack.calls_of(UPDATE)) == 1
    assert waiting(office.bot) == 0


@pytest.mark.parametrize("code", PERSON)
def test_somebody_who_cannot_be_told_keeps_nobody_else_waiting(office: Office, code: str):
    number = filed(office)
    office.settle()
    office.ada.reacts("eyes", to=office.card(number))
    office.slack.faults.answer(POST, error=code)

    office.settle()

    assert waiting(office.bot) == 0
    assert f"<@{office.ada.id}> has it" in office.card(number).text
    assert told_admin(office, code) == 0


@pytest.mark.parametrize("code", [*PERSON, "not_in_channel", "channel_not_found"])
def test_a_whisper_that_cannot_reach_somebody_there_is_a_message_to_them(office: Office, code: str):
    number = filed(office)
    office.settle()
    had = len(office.told(office.zoe))
    office.zoe.reacts("eyes", to=office.card(number))
    office.slack.faults.answer(WHISPER, error=code)

    office.settle()

    assert len(office.told(office.zoe)) == had + 1


@pytest.mark.parametrize("code", ["fatal_error", "internal_error"])
def test_a_whisper_in_doubt_is_not_repeated(office: Office, code: str):
    number = filed(office)
    office.settle()
    office.zoe.reacts("eyes", to=office.card(number))
    office.slack.faults.answer(WHISPER, error=code)

    office.passes(minutes=10)

    assert len(office.slack.calls_of(WHISPER)) == 1
    assert waiting(office.bot) == 0
