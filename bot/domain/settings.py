"""Everything a team may want different, with defaults that work on the first day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.ids import ChannelId, UserId
from bot.domain.incident import Actor, Incident, Role, Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """What the team is called, the zone its days begin in, and who may change settings."""

    name: str = "Rapid Response"
    timezone: str = "UTC"
    admins: tuple[UserId, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The team's zone; its name was checked when the setting was saved."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Where cards and digests go. Ids, because names change."""

    requests: ChannelId | None = None
    preemption: ChannelId | None = None
    engineering: ChannelId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Who belongs to which team."""

    rapid_response: tuple[UserId, ...] = ()
    leads: tuple[UserId, ...] = ()
    preemption: tuple[UserId, ...] = ()
    engineering: tuple[UserId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Emoji:
    """Which emoji on a card means which verb; several names may mean the same."""

    claim: tuple[str, ...] = ("eyes",)
    stopgap: tuple[str, ...] = ("adhesive_bandage",)
    answer: tuple[str, ...] = ("white_check_mark",)

    def verbs(self) -> Mapping[str, Verb]:
        """Return every configured emoji name with its verb."""
        pairs = ((Verb.CLAIM, self.claim), (Verb.STOPGAP, self.stopgap), (Verb.ANSWER, self.answer))
        return {name: verb for verb, names in pairs for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How long things may take."""

    words_grace: timedelta = timedelta(minutes=10)
    stopgap_days: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one front; `version` tells whether a change was made on a stale copy."""

    team: Team = field(default_factory=Team)
    channels: Channels = field(default_factory=Channels)
    members: Members = field(default_factory=Members)
    emoji: Emoji = field(default_factory=Emoji)
    timing: Timing = field(default_factory=Timing)
    version: int = 0

    @property
    def leads(self) -> tuple[UserId, ...]:
        """The team's leads: those named, or the admins while nobody is."""
        return self.members.leads or self.team.admins

    @property
    def team_members(self) -> frozenset[UserId]:
        """Everyone in Rapid Response."""
        return frozenset(self.members.rapid_response)

    def today(self, now: datetime) -> date:
        """Return the team's calendar day at `now`."""
        return now.astimezone(self.team.zone).date()

    def actor(self, user_id: UserId, incident: Incident) -> Actor:
        """Return the person with every role they have towards this incident."""
        held = {
            Role.REQUESTER: user_id == incident.requester,
            Role.OWNER: user_id == incident.owner and user_id in self.members.rapid_response,
            Role.MEMBER: user_id in self.members.rapid_response,
            Role.LEAD: user_id in self.leads,
            Role.PREEMPTION: user_id in self.members.preemption,
            Role.ENGINEERING: user_id in self.members.engineering,
            Role.ADMIN: user_id in self.team.admins,
        }
        roles = frozenset(role for role, has in held.items() if has)
        return Actor(user_id=user_id, roles=roles or frozenset({Role.OTHER}))
