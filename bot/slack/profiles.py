"""People as Slack describes them, checked once and kept as values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.ids import Front, UserId
from bot.domain.people import Person

_NAME = 255


def person(front: Front, user: Mapping[str, Any], now: datetime) -> Person:
    """Return a person from Slack's user object, as it was at `now`.

    Bots, strangers and closed accounts lack what Slack leaves out for them: a zone, a locale, roles
    (https://docs.slack.dev/reference/objects/user-object).
    """
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name")
    return Person(
        front=front,
        user_id=UserId(str(user["id"])),
        name=str(name or user.get("name") or user["id"])[:_NAME],
        read_at=now,
        timezone=str(user["tz"])[:64] if user.get("tz") else None,
        locale=str(user["locale"])[:35] if user.get("locale") else None,
        is_bot=bool(user.get("is_bot")),
        is_deleted=bool(user.get("deleted")),
        is_stranger=_is_stranger(user, front.workspace_id),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
    )


def _is_stranger(user: Mapping[str, Any], workspace_id: str) -> bool:
    """Whether somebody belongs to another organisation.

    Slack says so itself of people with whom we share no channel; those whom we meet in a channel
    of Slack Connect only come from another team. Colleagues of an organisation with several
    workspaces do as well, and name ours among theirs
    (https://docs.slack.dev/apis/slack-connect, https://docs.slack.dev/reference/objects/user-object).
    """
    if user.get("is_stranger"):
        return True
    teams = (user.get("enterprise_user") or {}).get("teams") or ()
    home = user.get("team_id")
    is_elsewhere = bool(home) and home != workspace_id and workspace_id not in teams
    # An organisation-wide installation goes by the organisation's id, which no team has.
    return is_elsewhere and workspace_id.startswith("T")
