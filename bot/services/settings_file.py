"""The settings as a file: its sections and keys, what their values have to look like."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cache
from typing import Annotated, Any, Self
from unicodedata import category
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.domain.ids import ChannelId, UserId
from bot.domain.reaction import base_name
from bot.domain.settings import (
    Channels,
    Closing,
    Emoji,
    Filing,
    Flaw,
    Members,
    Settings,
    Team,
    Texts,
    Timing,
)


class BadSettings(ValueError):  # noqa: N818  # one sentence, for whoever typed the settings
    """The settings were refused whole; the text says where and why, to whoever runs the bot.

    `where` is the setting, such as `team.admins.1`, or empty if it is the file. `flaw` and `facts`
    are what a sentence in any language needs.
    """

    def __init__(self, said: str, flaw: Flaw, where: str = "", **facts: str | int) -> None:
        """Keep the parts beside the sentence."""
        super().__init__(said)
        self.flaw = flaw
        self.where = where
        self.facts = facts


# --- what a value has to look like -----------------------------------------------------------


def _flawed(flaw: Flaw, said: str, **facts: str | int) -> PydanticCustomError:
    # pydantic fills in braces, which somebody may have typed.
    safe = said.replace("{", "(").replace("}", ")")
    return PydanticCustomError(flaw.value, safe, facts or None)


@cache
def _zones() -> Mapping[str, str]:
    """Return the zones there are, by lower case; looking for them on disk takes milliseconds."""
    return {name.lower(): name for name in available_timezones()}


def _known_zone(name: str) -> str:
    known = _zones().get("_".join(name.split()).lower())
    if known is None:
        raise _flawed(
            Flaw.NO_ZONE, f"{name!r} is no time zone; one looks like 'Europe/Berlin'", given=name
        )
    return known


def _known_language(tag: str) -> str:
    try:
        return str(Locale.parse(tag.replace("_", "-"), sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise _flawed(
            Flaw.NO_LANGUAGE, f"{tag!r} is no language; one looks like 'en-GB'", given=tag
        ) from error


_EMOJI_NAME = re.compile(r"[\w+'-]{1,100}")


def _emoji_name(name: str) -> str:
    bare = base_name(name)
    if not _EMOJI_NAME.fullmatch(bare):
        raise _flawed(
            Flaw.NO_EMOJI, f"{name!r} is no emoji name; one looks like 'eyes'", given=name
        )
    return bare


def _without_controls(text: object) -> object:
    """Return the text without what nobody sees and PostgreSQL declines."""
    if not isinstance(text, str):
        return text
    return "".join(one for one in text if one == "\n" or category(one) not in {"Cc", "Cs"})


def _or_none(text: str) -> str | None:
    return text or None


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    if twice := _twice(names):
        raise _flawed(Flaw.TWICE, f"{twice!r} is there twice", given=twice)
    return names


def _twice(names: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


_ONCE = AfterValidator(lambda names: tuple(dict.fromkeys(names)))
_SHOWN = BeforeValidator(_without_controls)

# Slack's ids: https://docs.slack.dev/reference/objects/conversation-object, user-object.
_A_USER, _A_CHANNEL = r"^[UW][A-Z0-9]{2,}$", r"^[CG][A-Z0-9]{2,}$"
_User = Annotated[str, StringConstraints(pattern=_A_USER)]
_Users = Annotated[tuple[_User, ...], _ONCE]
_Channel = Annotated[str, StringConstraints(pattern=_A_CHANNEL)]
_SHAPES = {
    _A_USER: (Flaw.NO_PERSON, "a user id such as 'U012ABCDEF'"),
    _A_CHANNEL: (Flaw.NO_CHANNEL, "a channel id such as 'C012ABCDEF'"),
}
_EmojiName = Annotated[str, AfterValidator(_emoji_name)]
_EmojiNames = Annotated[tuple[_EmojiName, ...], Field(max_length=20), _ONCE]
_SomeEmojiNames = Annotated[tuple[_EmojiName, ...], Field(min_length=1, max_length=20), _ONCE]
_Name = StringConstraints(strip_whitespace=True, min_length=1, max_length=80)
_Tool = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40), _SHOWN
]
_Sentence = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_or_none), _SHOWN
]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TeamSection(_Section):
    """Who the team is."""

    name: Annotated[str, _Name, _SHOWN] = Team().name
    timezone: Annotated[str, AfterValidator(_known_zone)] = Team().timezone
    language: Annotated[str, AfterValidator(_known_language)] = Team().language
    admins: _Users = ()


class ChannelsSection(_Section):
    """Where cards and digests go."""

    requests: _Channel | None = None
    preemption: _Channel | None = None
    engineering: _Channel | None = None


class MembersSection(_Section):
    """Who is in which team."""

    rapid_response: _Users = ()
    leads: _Users = ()
    preemption: _Users = ()
    engineering: _Users = ()


class EmojiSection(_Section):
    """Which emoji means what; without one to ask or to file with, buttons and commands remain."""

    claim: _SomeEmojiNames = Emoji().claim
    ask: _EmojiNames = Emoji().ask
    stopgap: _SomeEmojiNames = Emoji().stopgap
    answer: _SomeEmojiNames = Emoji().answer
    file: _EmojiNames = Emoji().file

    @model_validator(mode="after")
    def _mean_one_thing_each(self) -> Self:
        meant: dict[str, str] = {}
        for key, names in self:
            for name in names:
                if name in meant:
                    said = f":{name}: may mean one thing only"
                    raise _flawed(Flaw.TWO_MEANINGS, said, given=name, key=key)
                meant[name] = key
        return self


class TimingSection(_Section):
    """How long things may take."""

    words_grace_minutes: Annotated[int, Field(ge=0, le=120)] = 10
    stopgap_days: Annotated[int, Field(ge=1, le=365)] = Timing().stopgap_days


class FilingSection(_Section):
    """How requests come in."""

    reply_at_source: bool = Filing().reply_at_source


class ClosingSection(_Section):
    """What an analyst is asked at the end."""

    ask: bool = Closing().ask
    tools: Annotated[
        tuple[_Tool, ...], Field(min_length=1, max_length=20), AfterValidator(_each_once)
    ] = Closing().tools


class TextsSection(_Section):
    """Sentences of the team's own; an empty one is none."""

    form: _Sentence | None = None
    confirmation: _Sentence | None = None
    help: _Sentence | None = None


class SettingsFile(_Section):
    """The whole file, as imported and exported."""

    team: TeamSection = TeamSection()
    channels: ChannelsSection = ChannelsSection()
    members: MembersSection = MembersSection()
    emoji: EmojiSection = EmojiSection()
    timing: TimingSection = TimingSection()
    filing: FilingSection = FilingSection()
    closing: ClosingSection = ClosingSection()
    texts: TextsSection = TextsSection()


SECTIONS = tuple(SettingsFile.model_fields)


def parse(text: str) -> SettingsFile:
    """Return the settings of a TOML text, or raise `BadSettings` with one sentence."""
    try:
        typed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _line(str(error), text)
        raise BadSettings(f"This is not TOML: {error}.", Flaw.NOT_TOML, line=line) from error
    return checked(typed)


def _line(said: str, text: str) -> int:
    found = re.search(r"at line (\d+)", said)
    return int(found[1]) if found else text.count("\n") + 1


def checked(typed: Mapping[str, Any]) -> SettingsFile:
    """Return the sections that are given, or raise `BadSettings` for the first that is bad."""
    try:
        return SettingsFile.model_validate(typed)
    except ValidationError as error:
        raise _bad(error.errors(include_url=False)[0]) from error


# --- bodies and values -----------------------------------------------------------------------


def stored(bodies: Mapping[str, Mapping[str, Any]]) -> SettingsFile:
    """Return what is stored, as the file says it."""
    emoji = bodies.get("emoji")
    return SettingsFile.model_validate(
        bodies if emoji is None else {**bodies, "emoji": _without_news(emoji)}
    )


def _without_news(emoji: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a body from before there were emoji to ask and to file with: theirs may be taken."""
    taken = {name for names in emoji.values() for name in names}
    news = {"ask": Emoji().ask, "file": Emoji().file}
    return {key: [] for key, names in news.items() if taken.intersection(names)} | dict(emoji)


def given(wanted: SettingsFile) -> Mapping[str, Mapping[str, Any]]:
    """Return the sections that the file names, as they are stored."""
    whole = wanted.model_dump(mode="json")
    return {name: whole[name] for name in wanted.model_fields_set}


def to_domain(file: SettingsFile, version: int) -> Settings:
    """Return the settings that the file means."""
    team, channels, members = file.team, file.channels, file.members
    return Settings(
        team=Team(
            name=team.name,
            timezone=team.timezone,
            language=team.language,
            admins=_users(team.admins),
        ),
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
        filing=Filing(**dict(file.filing)),
        closing=Closing(**dict(file.closing)),
        texts=Texts(**dict(file.texts)),
        version=version,
    )


def _users(names: tuple[str, ...]) -> tuple[UserId, ...]:
    return tuple(UserId(name) for name in names)


def _channel(name: str | None) -> ChannelId | None:
    return ChannelId(name) if name else None


# --- what is wrong with a value --------------------------------------------------------------

_EMPTY = {"missing", "string_too_short", "too_short"}
_NO_NUMBER = {"int_type", "int_parsing", "int_from_float", "int_parsing_size"}
_OUT_OF_RANGE = {"greater_than_equal", "less_than_equal"}
_TOO_MUCH = {"string_too_long": Flaw.TOO_LONG, "too_long": Flaw.TOO_MANY}


def _bad(error: ErrorDetails) -> BadSettings:
    kind, ctx = error["type"], error.get("ctx", {})
    where = ".".join(str(part) for part in error["loc"])
    if kind == "extra_forbidden":
        return BadSettings(f"{where} is not a setting of Hydrant.", Flaw.UNKNOWN, where)
    if kind == "string_pattern_mismatch":
        flaw, shape = _SHAPES[ctx["pattern"]]
        typed = str(error["input"])
        return BadSettings(f"{where}: {typed!r} is not {shape}.", flaw, where, given=typed)
    said = f"{where or 'The file'}: {error['msg'].removeprefix('Value error, ')}."
    if kind in _TOO_MUCH:
        return BadSettings(said, _TOO_MUCH[kind], where, limit=ctx["max_length"])
    if kind in _OUT_OF_RANGE:
        return BadSettings(said, Flaw.OUT_OF_RANGE, where, **_range(where))
    if kind in set(Flaw):
        place = f"{where}.{ctx['key']}" if "key" in ctx else where
        return BadSettings(said, Flaw(kind), place, given=ctx["given"])
    return BadSettings(said, _plain_flaw(kind), where)


def _plain_flaw(kind: str) -> Flaw:
    if kind in _EMPTY:
        return Flaw.EMPTY
    return Flaw.NO_NUMBER if kind in _NO_NUMBER else Flaw.UNFIT


def _range(where: str) -> dict[str, int]:
    """Return from where to where a number may go."""
    found = {type(rule).__name__: rule for rule in TimingSection.model_fields[_key(where)].metadata}
    return {"least": found["Ge"].ge, "most": found["Le"].le}


def _key(where: str) -> str:
    return where.split(".")[1]
