"""Everything a team may want different, with defaults that work on the first day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.ids import ChannelId, UserId
from bot.domain.incident import Actor, Incident, Role, Verb
from bot.domain.plan import Plan


class Flaw(StrEnum):
    """Why a value cannot be a setting. The sentence for each is in `bot.slack.setup_forms`."""

    NOT_TOML = "not_toml"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    NO_NUMBER = "no_number"
    OUT_OF_RANGE = "out_of_range"
    NO_PERSON = "no_person"
    NO_CHANNEL = "no_channel"
    NO_ZONE = "no_zone"
    NO_LANGUAGE = "no_language"
    NO_EMOJI = "no_emoji"
    TWO_MEANINGS = "two_meanings"
    TWICE = "twice"
    LAST_ADMIN = "last_admin"
    CARDS_STAND_THERE = "cards_stand_there"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NO_MOMENT = "no_moment"
    NO_HOURS = "no_hours"
    NO_GROUP = "no_group"
    NO_ROTATION = "no_rotation"
    IN_A_CIRCLE = "in_a_circle"
    NOT_IN_TEAM = "not_in_team"
    TAKES_NO_PART = "takes_no_part"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """What the team is called, the zone its days begin in, and who may change settings."""

    name: str = "Rapid Response"
    timezone: str = "UTC"
    # What is said to everyone is said in this one; each person is told in their own.
    language: str = "en-GB"
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
    ask: tuple[str, ...] = ("raised_hand",)
    stopgap: tuple[str, ...] = ("adhesive_bandage",)
    answer: tuple[str, ...] = ("white_check_mark",)
    # On anybody's message, rather than on a card: file it.
    file: tuple[str, ...] = ("ticket",)

    def verbs(self) -> Mapping[str, Verb]:
        """Return every emoji name that means something on a card, with its verb."""
        pairs = (
            (Verb.CLAIM, self.claim),
            (Verb.ASK, self.ask),
            (Verb.STOPGAP, self.stopgap),
            (Verb.ANSWER, self.answer),
        )
        return {name: verb for verb, names in pairs for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How long things may take."""

    words_grace: timedelta = timedelta(minutes=10)
    stopgap_days: int = 30
    # How long before a shift its analyst is reminded, and how long they have to acknowledge the
    # hand-off before the leads hear of it.
    shift_reminder: timedelta = timedelta(hours=24)
    acknowledgement: timedelta = timedelta(minutes=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """How requests come in."""

    # Whether a message that was filed gets a short reply with the number, in its thread.
    reply_at_source: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What an analyst is asked at the end: whether at all, and the tools to choose from."""

    ask: bool = True
    tools: tuple[str, ...] = ("Dashboards", "Warehouse", "Pipelines", "Spreadsheets", "Access")


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Sentences of the team's own, added to ours where people file; None adds nothing."""

    form: str | None = None
    confirmation: str | None = None
    help: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one front; `version` tells whether a change was made on a stale copy."""

    team: Team = field(default_factory=Team)
    channels: Channels = field(default_factory=Channels)
    members: Members = field(default_factory=Members)
    emoji: Emoji = field(default_factory=Emoji)
    timing: Timing = field(default_factory=Timing)
    filing: Filing = field(default_factory=Filing)
    closing: Closing = field(default_factory=Closing)
    texts: Texts = field(default_factory=Texts)
    rotations: tuple[Plan, ...] = ()
    version: int = 0

    @property
    def leads(self) -> tuple[UserId, ...]:
        """The team's leads: those named, or the admins while nobody is."""
        return self.members.leads or self.team.admins

    @property
    def team_members(self) -> frozenset[UserId]:
        """Everyone in Rapid Response."""
        return frozenset(self.members.rapid_response)

    @property
    def takes_turns(self) -> frozenset[UserId]:
        """Everyone who may be in a rotation: Rapid Response and its leads."""
        return self.team_members.union(self.leads)

    def plan(self, rotation: str) -> Plan | None:
        """Return the rotation of that name, however it is written; None if there is none."""
        wanted = rotation.casefold()
        return next((one for one in self.rotations if one.name.casefold() == wanted), None)

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
