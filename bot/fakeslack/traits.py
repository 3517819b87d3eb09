"""What can be said of a person when they are added or changed."""

from typing import TypedDict


class UserTraits(TypedDict, total=False):
    """Keyword arguments of `person` and `changes`; what is left out keeps its default."""

    real_name: str
    tz: str | None
    locale: str
    is_admin: bool
    is_owner: bool
    is_bot: bool
    deleted: bool
    is_restricted: bool
    is_ultra_restricted: bool
    is_stranger: bool
    bot_id: str | None
    app_id: str | None
    title: str
