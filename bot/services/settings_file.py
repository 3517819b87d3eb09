"""The settings as a file: its sections and keys, what their values have to look like."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Annotated, Any, Literal, Self
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

from bot.domain.cadence import Unit
from bot.domain.ids import ChannelId, UserId
from bot.domain.plan import Plan, read_window, written
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


def one_line(text: str) -> str:
    """Return the text on one line, with single spaces."""
    return " ".join(text.split())


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
_A_GROUP = r"^S[A-Z0-9]{2,}$"
_Group = Annotated[str, StringConstraints(pattern=_A_GROUP)]
_SHAPES = {
    _A_GROUP: (Flaw.NO_GROUP, "the id of a user group such as 'S012ABCDEF'"),
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


def _local_moment(value: object) -> object:
    """Return what a clock on the wall shows, from what TOML or a form says; minutes are enough."""
    try:
        read = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as error:
        said = f"{str(value)!r} is no day and time; one looks like '2026-11-30T09:00'"
        raise _flawed(Flaw.NO_MOMENT, said, given=str(value)) from error
    return read.replace(tzinfo=None, second=0, microsecond=0, fold=0)


def _window(text: str) -> str:
    window = read_window(text)
    if window is None:
        said = f"{text!r} are no working hours; they look like 'mon-fri 09:00-17:00'"
        raise _flawed(Flaw.NO_HOURS, said, given=text)
    return written(window)


_RotationName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=40),
    _SHOWN,
    AfterValidator(one_line),
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
    shift_reminder_hours: Annotated[int, Field(ge=0, le=168)] = 24
    acknowledgement_minutes: Annotated[int, Field(ge=5, le=1440)] = 60


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


class RotationSection(_Section):
    """A rotation: when it hands off, and between whom."""

    name: _RotationName
    timezone: Annotated[str, AfterValidator(_known_zone)] = Plan(name="").timezone
    every: Literal["week", "day", "month", "hour"] = "week"
    length: Annotated[int, Field(ge=1, le=52)] = 1
    # Written as text, because a time of a day in a zone is not a moment.
    starts: Annotated[datetime, BeforeValidator(_local_moment)] = Plan(name="").starts
    hours: Annotated[tuple[Annotated[str, AfterValidator(_window)], ...], Field(max_length=14)] = ()
    members: Annotated[
        tuple[_User, ...], Field(min_length=1, max_length=100), AfterValidator(_each_once)
    ]
    falls_back_to: _RotationName | None = None
    user_group: _Group | None = None

    def to_domain(self) -> Plan:
        """Return the rotation that this means."""
        return Plan(
            name=self.name,
            timezone=self.timezone,
            every=Unit(self.every),
            length=self.length,
            starts=self.starts,
            hours=tuple(window for one in self.hours if (window := read_window(one))),
            members=_users(self.members),
            falls_back_to=self.falls_back_to,
            user_group=self.user_group,
        )


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
    rotations: Annotated[tuple[RotationSection, ...], Field(max_length=12)] = ()

    @model_validator(mode="after")
    def _rotations_fit_together(self) -> Self:
        by_name = {one.name.casefold(): one for one in self.rotations}
        if twice := _twice(one.name.casefold() for one in self.rotations):
            raise _flawed(
                Flaw.TWICE, f"rotations: {twice!r} is there twice", given=twice, key="rotations"
            )
        for one in self.rotations:
            seen, at = {one.name.casefold()}, one
            while at.falls_back_to:
                name = at.falls_back_to.casefold()
                if name not in by_name:
                    said = f"rotations: there is no rotation {at.falls_back_to!r} to fall back to"
                    raise _flawed(
                        Flaw.NO_ROTATION, said, given=at.falls_back_to, key="falls_back_to"
                    )
                if name in seen:
                    said = f"rotations: {one.name!r} falls back to itself in the end"
                    raise _flawed(Flaw.IN_A_CIRCLE, said, given=one.name, key="falls_back_to")
                seen.add(name)
                at = by_name[name]
        return self


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


def given(wanted: SettingsFile) -> Mapping[str, Any]:
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
            shift_reminder=timedelta(hours=file.timing.shift_reminder_hours),
            acknowledgement=timedelta(minutes=file.timing.acknowledgement_minutes),
        ),
        filing=Filing(**dict(file.filing)),
        closing=Closing(**dict(file.closing)),
        texts=Texts(**dict(file.texts)),
        rotations=tuple(one.to_domain() for one in file.rotations),
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
        place = f"{where}.{ctx['key']}".strip(".") if "key" in ctx else where
        return BadSettings(said, Flaw(kind), place, given=ctx["given"])
    return BadSettings(said, _plain_flaw(kind), where)


def _plain_flaw(kind: str) -> Flaw:
    if kind in _EMPTY:
        return Flaw.EMPTY
    return Flaw.NO_NUMBER if kind in _NO_NUMBER else Flaw.UNFIT


def _range(where: str) -> dict[str, int]:
    """Return from where to where a number may go."""
    section = RotationSection if where.startswith("rotations") else TimingSection
    found = {type(rule).__name__: rule for rule in section.model_fields[_key(where)].metadata}
    return {"least": found["Ge"].ge, "most": found["Le"].le}


def _key(where: str) -> str:
    return where.rsplit(".", 1)[1]
