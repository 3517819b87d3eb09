"""Emoji on cards: which one means what, and which of two events is the later one.

Slack promises neither order nor single delivery
(https://docs.slack.dev/apis/events-api/#delivery), so a toggle counts only when it is newer
than what is known of the same person's same emoji on the same message.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.domain.ids import MessageRef, UserId

# Two-handed emoji carry two tones: `handshake::skin-tone-2-4`.
_SKIN_TONE = re.compile(r"::skin-tone-[2-6](?:-[2-6])?$")
_ALIASES = {"thumbsup": "+1", "thumbsdown": "-1"}

# A refusal that comes this late would only puzzle the person who reacted.
TOO_LATE_TO_MENTION = timedelta(minutes=10)


def base_name(name: str) -> str:
    """Return the emoji's name without colons and skin tone, aliases made one."""
    bare = _SKIN_TONE.sub("", name.strip(":").lower())
    return _ALIASES.get(bare, bare)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toggle:
    """A person put an emoji on a message, or took it off.

    `name` is as Slack wrote it, skin tone included; `event_ts` stays a decimal string, since a
    float would blur which of two was first.
    """

    message: MessageRef
    user: UserId
    name: str
    is_on: bool
    event_ts: str

    @property
    def base(self) -> str:
        """The emoji without its skin tone."""
        return base_name(self.name)

    @property
    def at(self) -> datetime:
        """When it happened, by Slack's clock."""
        return datetime.fromtimestamp(float(self.event_ts), tz=UTC)

    def is_after(self, event_ts: str) -> bool:
        """Whether this happened later than that."""
        return Decimal(self.event_ts) > Decimal(event_ts)
