"""Slack's failures, sorted. The one table of error codes."""

import re
import socket
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError

from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.domain.delivery import Failure

_CODES: dict[Failure, str] = {
    Failure.THROTTLED: "ratelimited rate_limited message_limit_exceeded",
    Failure.AMBIGUOUS: "fatal_error internal_error request_timeout",
    Failure.TRANSIENT: (
        "service_unavailable team_added_to_org org_login_required external_channel_migrating "
        "update_failed fetch_members_failed"
    ),
    Failure.AUTH: (
        "invalid_auth not_authed account_inactive token_revoked token_expired "
        "not_allowed_token_type accesslimited access_denied app_access_restricted "
        "enterprise_is_restricted team_access_not_granted two_factor_setup_required"
    ),
    Failure.CONFIG: (
        "missing_scope no_permission not_in_channel channel_not_found is_archived is_inactive "
        "restricted_action restricted_action_read_only_channel "
        "restricted_action_non_threadable_channel restricted_action_thread_only_channel "
        "ekm_access_denied messages_tab_disabled plan_upgrade_required paid_teams_only "
        "permission_denied method_not_supported_for_channel_type no_such_subteam"
    ),
    Failure.GONE: (
        "message_not_found cant_update_message edit_window_closed thread_not_found "
        "cannot_reply_to_message restricted_action_thread_locked duplicate_message_not_found"
    ),
    Failure.CONTENT: (
        "invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text "
        "too_many_attachments attachment_payload_limit_exceeded metadata_too_large "
        "invalid_metadata_format invalid_metadata_schema metadata_must_be_sent_from_app "
        "view_too_large block_mismatch invalid_arguments"
    ),
    Failure.EXPIRED: (
        "expired_trigger_id exchanged_trigger_id invalid_trigger_id hash_conflict not_found "
        "used_url expired_url"
    ),
    Failure.DONE: (
        "already_reacted no_reaction already_pinned not_pinned no_pin already_in_channel "
        "already_archived"
    ),
    Failure.PERSON: (
        "user_not_found user_not_visible user_disabled user_not_in_channel cannot_dm_bot "
        "invalid_users failed_for_some_users"
    ),
}
CODES: dict[str, Failure] = {
    code: failure for failure, codes in _CODES.items() for code in codes.split()
}

_CODE = re.compile(r"\w+")
_TOO_MANY_REQUESTS = 429
_SERVER_ERROR = 500
_WAIT_WITHOUT_A_WORD = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong: its kind, Slack's code, and how long Slack asked us to wait."""

    failure: Failure
    code: str
    retry_after: timedelta | None = None


def sort(error: Exception) -> Trouble | None:
    """Return what kind of failure this is, or None if it is none of Slack's or the network's.

    A connection that was never made did nothing; one that broke may have done the work.
    """
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, URLError) and not isinstance(error, HTTPError):
        return _unanswered(error.reason if isinstance(error.reason, Exception) else error)
    if isinstance(error, OSError | HTTPException | SlackRequestError):
        return _unanswered(error)
    return None


def _answered(error: SlackApiError) -> Trouble:
    response: Any = error.response
    status, data = getattr(response, "status_code", 200), getattr(response, "data", response)
    code = data.get("error") if isinstance(data, dict) else None
    if code and not _CODE.fullmatch(code):
        code = None  # the SDK's own words about an answer that is no JSON
    if status == _TOO_MANY_REQUESTS or CODES.get(code or "") is Failure.THROTTLED:
        headers = getattr(response, "headers", None) or {}
        return Trouble(Failure.THROTTLED, code or "ratelimited", _retry_after(headers))
    if code in CODES:
        return Trouble(CODES[code], code)
    if code is None or status >= _SERVER_ERROR:
        return Trouble(Failure.AMBIGUOUS, code or f"http_{status}")
    return Trouble(Failure.UNKNOWN, code)


def _unanswered(error: Exception) -> Trouble:
    never_sent = isinstance(error, ConnectionRefusedError | socket.gaierror)
    failure = Failure.TRANSIENT if never_sent else Failure.AMBIGUOUS
    return Trouble(failure, type(error).__name__)


def _retry_after(headers: Any) -> timedelta:  # noqa: ANN401  # the SDK gives a dict of any case
    for name, value in headers.items():
        if name.lower() == "retry-after":
            given = value[0] if isinstance(value, list) else value
            return timedelta(seconds=int(given)) if str(given).isdigit() else _WAIT_WITHOUT_A_WORD
    return _WAIT_WITHOUT_A_WORD
