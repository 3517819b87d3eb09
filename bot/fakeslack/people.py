"""Who is in the workspace: people, bots and user groups, as `users.info` tells of them."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.fakeslack.errors import Json

SLACKBOT = "USLACKBOT"
# The team of everybody who is of another company.
ELSEWHERE = "T0ELSEWHERE"


@dataclass(slots=True, eq=False)
class User:
    """A member of the workspace; bots are members too."""

    id: str
    name: str
    team_id: str
    real_name: str = ""
    tz: str | None = "Europe/Berlin"
    locale: str = "en-US"
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    bot_id: str | None = None
    app_id: str | None = None
    # What they are in the company, as their profile says.
    title: str = ""
    updated: int = 0

    def as_json(self, now: datetime, *, include_locale: bool = False, is_met: bool = False) -> Json:
        """The user object of `users.info`, for an app that meets them in a channel or does not.

        Strangers and deactivated people lack what Slack leaves out for them:
        https://docs.slack.dev/reference/objects/user-object
        """
        about: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "real_name": self.real_name,
            "deleted": self.deleted,
            "profile": self._profile(),
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": self.updated,
        }
        if self.deleted:
            return about
        about |= self._zone(now) | self._roles()
        # Who shares a channel with the app is no stranger to it, only of another team.
        if self.is_stranger and not is_met:
            about["is_stranger"] = True
        if include_locale and not self.is_stranger:
            about["locale"] = self.locale
        return about

    def _roles(self) -> Json:
        return {
            "is_admin": self.is_admin or self.is_owner,
            "is_owner": self.is_owner,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted or self.is_ultra_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
        }

    def _profile(self) -> Json:
        profile: Json = {
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "title": self.title,
            "team": self.team_id,
        }
        if self.is_bot:
            profile |= {"bot_id": self.bot_id, "api_app_id": self.app_id}
        return profile

    def _zone(self, now: datetime) -> Json:
        if self.tz is None:
            return {}
        try:
            local = now.astimezone(ZoneInfo(self.tz))
        except (ZoneInfoNotFoundError, ValueError):
            return {"tz": self.tz}
        offset = local.utcoffset()
        seconds = int(offset.total_seconds()) if offset is not None else 0
        return {"tz": self.tz, "tz_label": local.tzname() or self.tz, "tz_offset": seconds}


@dataclass(slots=True, eq=False)
class UserGroup:
    """A handle that stands for several people, like @oncall."""

    id: str
    team_id: str
    name: str
    handle: str
    description: str = ""
    users: list[str] = field(default_factory=list)
    disabled: bool = False
    created: int = 0
    created_by: str = ""

    def as_json(self, *, include_users: bool = False) -> Json:
        about: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "is_usergroup": True,
            "name": self.name,
            "handle": self.handle,
            "description": self.description,
            "is_external": False,
            "date_create": self.created,
            "date_delete": self.created if self.disabled else 0,
            "created_by": self.created_by,
            "user_count": len(self.users),
        }
        return about | ({"users": list(self.users)} if include_users else {})
