"""Settings: checked at the edge, stored by section, loaded in each transaction."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Annotated, Any, Self
from zoneinfo import available_timezones

import tomli_w
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from bot.domain.ids import ChannelId, Front, UserId
from bot.domain.reaction import base_name
from bot.domain.settings import Channels, Emoji, Members, Settings, Team, Timing
from bot.services.ground import Ground
from storage.database import Transaction


class BadSettings(ValueError):  # noqa: N818  # one sentence, for whoever typed the settings
    """The settings were refused whole; the text says where and why."""


@cache
def _zones() -> frozenset[str]:
    """Return the zones there are; looking for them on the disk takes milliseconds."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(f"{name!r} is no time zone; one looks like 'Europe/Berlin'")
    return name


def _emoji_name(name: str) -> str:
    bare = base_name(name)
    if not bare or any(letter.isspace() for letter in bare):
        raise ValueError(f"{name!r} is no emoji name; one looks like 'eyes'")
    return bare


# Slack's ids: https://docs.slack.dev/reference/objects/conversation-object, user-object.
_User = Annotated[str, StringConstraints(pattern=r"^[UW][A-Z0-9]{2,}$")]
_Channel = Annotated[str, StringConstraints(pattern=r"^[CG][A-Z0-9]{2,}$")]
_EmojiName = Annotated[str, AfterValidator(_emoji_name)]
_SHAPES = {
    r"^[UW][A-Z0-9]{2,}$": "a user id such as 'U012ABCDEF'",
    r"^[CG][A-Z0-9]{2,}$": "a channel id such as 'C012ABCDEF'",
}


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TeamSection(_Section):
    """Who the team is."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)] = (
        Team().name
    )
    timezone: Annotated[str, AfterValidator(_known_zone)] = Team().timezone
    admins: tuple[_User, ...] = ()


class ChannelsSection(_Section):
    """Where cards and digests go."""

    requests: _Channel | None = None
    preemption: _Channel | None = None
    engineering: _Channel | None = None


class MembersSection(_Section):
    """Who is in which team."""

    rapid_response: tuple[_User, ...] = ()
    leads: tuple[_User, ...] = ()
    preemption: tuple[_User, ...] = ()
    engineering: tuple[_User, ...] = ()


class EmojiSection(_Section):
    """Which emoji on a card means which verb."""

    claim: Annotated[tuple[_EmojiName, ...], Field(min_length=1)] = Emoji().claim
    stopgap: Annotated[tuple[_EmojiName, ...], Field(min_length=1)] = Emoji().stopgap
    answer: Annotated[tuple[_EmojiName, ...], Field(min_length=1)] = Emoji().answer

    @model_validator(mode="after")
    def _mean_one_thing_each(self) -> Self:
        names = [*self.claim, *self.stopgap, *self.answer]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f":{twice[0]}: may mean one thing only")
        return self


class TimingSection(_Section):
    """How long things may take."""

    words_grace_minutes: Annotated[int, Field(ge=0, le=120)] = 10
    stopgap_days: Annotated[int, Field(ge=1, le=365)] = Timing().stopgap_days


class SettingsFile(_Section):
    """The whole file, as imported and exported."""

    team: TeamSection = TeamSection()
    channels: ChannelsSection = ChannelsSection()
    members: MembersSection = MembersSection()
    emoji: EmojiSection = EmojiSection()
    timing: TimingSection = TimingSection()


def parse(text: str) -> SettingsFile:
    """Return the settings of a TOML text, or raise `BadSettings` with one sentence."""
    try:
        return SettingsFile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"This is not TOML: {error}.") from error
    except ValidationError as error:
        raise BadSettings(_sentence(error.errors(include_url=False)[0])) from error


def load(tx: Transaction, front: Front) -> Settings:
    """Return the front's settings; what was never set has its default."""
    bodies, version = tx.settings.sections(front)
    return _to_domain(SettingsFile.model_validate(bodies), version)


class SettingsDesk:
    """Import, export and show settings."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def current(self, front: Front) -> Settings:
        """Return the settings in force."""
        with self._ground.db.read() as tx:
            return load(tx, front)

    def replace(self, front: Front, text: str, *, expected_version: int | None = None) -> Settings:
        """Save the sections that the TOML text names; the others stay as they are.

        Raises `BadSettings` if the text is refused, or if the settings are no longer the ones of
        `expected_version`; then nothing is changed.
        """
        wanted = parse(text)
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            # Taking the next version locks the counter, so that two savers cannot pass each other.
            version = tx.counters.next(front, "settings")
            stored = load(tx, front)
            if expected_version not in (None, stored.version):
                raise BadSettings("Somebody changed the settings meanwhile; look again, then save.")
            tx.settings.put(front, _given(wanted), version, now)
            saved = load(tx, front)
            if stored.channels.requests and not saved.channels.requests:
                raise BadSettings(
                    "channels.requests cannot be taken away: cards stand in that channel. "
                    "Name it, or another channel."
                )
            for channel in {stored.channels.requests, saved.channels.requests} - {None}:
                tx.outbox.resume(front, target=str(channel), now=now)
        self._ground.wake()
        return saved

    def export(self, front: Front) -> str:
        """Return all settings as TOML; importing it changes nothing."""
        with self._ground.db.read() as tx:
            bodies, _ = tx.settings.sections(front)
        whole = SettingsFile.model_validate(bodies).model_dump(mode="json", exclude_none=True)
        return tomli_w.dumps(whole)


def _given(wanted: SettingsFile) -> Mapping[str, Mapping[str, Any]]:
    whole = wanted.model_dump(mode="json")
    return {name: whole[name] for name in wanted.model_fields_set}


def _to_domain(file: SettingsFile, version: int) -> Settings:
    team, channels, members = file.team, file.channels, file.members
    return Settings(
        team=Team(name=team.name, timezone=team.timezone, admins=_users(team.admins)),
        channels=Channels(
            requests=_channel(channels.requests),
            preemption=_channel(channels.preemption),
            engineering=_channel(channels.engineering),
        ),
        members=Members(
            rapid_response=_users(members.rapid_response),
            leads=_users(members.leads),
            preemption=_users(members.preemption),
            engineering=_users(members.engineering),
        ),
        emoji=Emoji(**dict(file.emoji)),
        timing=Timing(
            words_grace=timedelta(minutes=file.timing.words_grace_minutes),
            stopgap_days=file.timing.stopgap_days,
        ),
        version=version,
    )


def _users(names: tuple[str, ...]) -> tuple[UserId, ...]:
    return tuple(UserId(name) for name in names)


def _channel(name: str | None) -> ChannelId | None:
    return ChannelId(name) if name else None


def _sentence(error: Any) -> str:  # noqa: ANN401  # pydantic's error, a plain dict
    where = ".".join(str(part) for part in error["loc"]) or "The file"
    if error["type"] == "extra_forbidden":
        return f"{where} is not a setting of Hydrant."
    if error["type"] == "string_pattern_mismatch":
        return f"{where}: {error['input']!r} is not {_SHAPES[error['ctx']['pattern']]}."
    return f"{where}: {error['msg'].removeprefix('Value error, ')}."
