"""Who wants to hear how an incident ends, besides the person who filed it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import Front, Number, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """Somebody who hears of each end once.

    `duplicate` is their own incident, if that was the same as this one: they are its requester.
    """

    front: Front
    number: Number
    user_id: UserId
    since: datetime
    duplicate: Number | None = None
