"""What `/rapid-oncall` asks for: `off 2026-12-20..2027-01-02`, `swap my mon with @bo's tue`.

Text becomes an order. What would change the rota becomes a wish: it is shown with its dates first,
and travels in the button that confirms it.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.cadence import Span, Weekday, moment
from bot.domain.dates import Read, Unclear, read_day, read_span
from bot.domain.duty import Preference
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import UserId
from bot.slack.text import clean, cut, decode


class Verb(StrEnum):
    """What a command begins with."""

    NOW = "now"
    AT = "at"
    WEEK = "week"
    NEXT = "next"
    JOIN = "join"
    LEAVE = "leave"
    PREFER = "prefer"
    OFF = "off"
    COVER = "cover"
    SWAP = "swap"
    TAKE = "take"
    HANDOFF = "handoff"
    MINE = "mine"
    FAIR = "fair"
    CALENDAR = "calendar"
    HELP = "help"
    UNKNOWN = ""


# What nothing may follow.
_ALONE = frozenset({Verb.NOW, Verb.WEEK, Verb.MINE, Verb.FAIR, Verb.HELP})
_SPELLINGS = {one.value: one for one in Verb if one} | {
    "hand-off": Verb.HANDOFF,
    "fairness": Verb.FAIR,
    "ical": Verb.CALENDAR,
}
_USUAL_COUNT = 5
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Order:
    """The verb of a command, and what follows it as Slack has encoded it."""

    verb: Verb
    rest: str = ""

    @property
    def words(self) -> str:
        """What follows, as it was typed."""
        return decode(self.rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Whose shift of which day is wanted for whose."""

    mine: date
    other: UserId
    theirs: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A change that waits for a *yes*. Its key is that of the command, so that it is made once."""

    verb: Verb
    key: str
    span: Span | None = None
    rotation: str | None = None
    reason: str | None = None
    swap: Swap | None = None
    at_once: bool = False


class Misread(Exception):  # noqa: N818  # what was typed cannot be taken as it is
    """Something in a command is not clear; `name` is that of the sentence that says what."""

    def __init__(self, name: str) -> None:
        """Keep the name of the sentence."""
        super().__init__(name)
        self.name = name


def order(text: str) -> Order:
    """Return what a command asks for; nothing at all asks who is on call now."""
    first, _, rest = text.strip().partition(" ")
    verb = _SPELLINGS.get(first.lower(), Verb.UNKNOWN) if first else Verb.NOW
    rest = rest.strip()
    if verb is Verb.UNKNOWN or (verb in _ALONE and rest):
        return Order(Verb.UNKNOWN, text.strip())
    return Order(verb, rest)


def count_of(rest: str) -> int:
    """Return how many shifts are asked for: five, unless it is said."""
    if not rest:
        return _USUAL_COUNT
    if not re.fullmatch(r"\d{1,3}", rest) or int(rest) == 0:
        raise Misread("oncall-unclear-count")
    return int(rest)


# --- dates -----------------------------------------------------------------------------------

# Why a date is not clear, as the refusal that says what to type instead.
_UNCLEAR = {
    Unclear.NOTHING: "reason-no-dates",
    Unclear.NO_SUCH_DAY: "reason-no-such-day",
    Unclear.BACKWARDS: "reason-ends-first",
    Unclear.PAST: "reason-is-over",
    Unclear.TOO_LONG: "reason-too-long",
    Unclear.TWO_READINGS: "reason-two-readings",
}
_CLOCK = re.compile(r"(?:at |um )?([01]?\d|2[0-3])(?:[:.]([0-5]\d))?(?: uhr)?", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})[ t]*(.*)", re.IGNORECASE | re.DOTALL)
_YESTERDAY = re.compile(r"(?:yesterday|gestern)\b\s*(.*)", re.IGNORECASE | re.DOTALL)


def span_of(words: str, now: datetime, zone: ZoneInfo) -> Read:
    """Return the time that is meant and what was typed besides, or raise `Misread`."""
    found = read_span(words, now, zone)
    if isinstance(found, Unclear):
        raise Misread(_UNCLEAR[found])
    return found


def moment_of(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment that is meant, past or to come; of a day without a clock it is noon."""
    today = now.astimezone(zone).date()
    if iso := _ISO_DAY.fullmatch(words):
        day, rest = _day(iso), iso[4]
    elif before := _YESTERDAY.fullmatch(words):
        day, rest = today - timedelta(days=1), before[1]
    elif _CLOCK.fullmatch(words):
        day, rest = today, words
    else:
        found = read_day(words, now, zone)
        if isinstance(found, Unclear):
            raise Misread(_UNCLEAR[found])
        day, rest = found.day, found.rest
    clock = _CLOCK.fullmatch(rest.strip(" ,"))
    if clock is None and rest.strip(" ,"):
        raise Misread("oncall-unclear-moment")
    at = time(int(clock[1]), int(clock[2] or 0)) if clock else time(12)
    return moment(datetime.combine(day, at), zone)


def _day(iso: re.Match[str]) -> date:
    try:
        day = date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError as error:
        raise Misread(_UNCLEAR[Unclear.NO_SUCH_DAY]) from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Misread(_UNCLEAR[Unclear.NO_SUCH_DAY])
    return day


# A rota before computers is a slip of the finger, and the calendar ends some time.
_FIRST_YEAR, _LAST_YEAR = 2000, 2200


# --- what belongs to one verb ----------------------------------------------------------------

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def rotation_in(words: str, rotations: tuple[str, ...]) -> str | None:
    """Return the rotation that is named, None if nothing is typed, or raise `Misread`."""
    if not words:
        return None
    by_name = {one.casefold(): one for one in rotations}
    if words.casefold() not in by_name:
        raise Misread("reason-no-rotation")
    return by_name[words.casefold()]


def take_of(
    words: str, rotations: tuple[str, ...], now: datetime, zone: ZoneInfo
) -> tuple[Span | None, str | None]:
    """Return the time and the rotation that somebody wants to take; each may be left out."""
    if not words or words.casefold() in {one.casefold() for one in rotations}:
        return None, rotation_in(words, rotations)
    found = read_span(words, now, zone)
    if found is Unclear.NOTHING:
        raise Misread("oncall-unclear-take")
    if isinstance(found, Unclear):
        raise Misread(_UNCLEAR[found])
    rest = found.rest.strip(" ,")
    return found.span, rotation_in(rest.removeprefix("in ").strip(), rotations)


def swap_of(rest: str, now: datetime, zone: ZoneInfo) -> Swap:
    """Return the exchange that `my 2026-12-07 with @bo's 2026-12-14` means, or raise `Misread`.

    The person may be named before both days, too: `with @bo my mon for tue`.
    """
    people = list(_MENTION.finditer(rest))
    if len({one[1] for one in people}) != 1:
        raise Misread("oncall-unclear-whom")
    before, after = rest[: people[0].start()], rest[people[-1].end() :]
    mine = read_day(decode(before), now, zone)
    theirs = read_day(decode(after), now, zone)
    if mine is Unclear.NOTHING and not isinstance(theirs, Unclear):
        mine, theirs = theirs, read_day(theirs.rest, now, zone)
    for one in (mine, theirs):
        if isinstance(one, Unclear) and one is not Unclear.NOTHING:
            raise Misread(_UNCLEAR[one])
    if isinstance(mine, Unclear) or isinstance(theirs, Unclear):
        raise Misread("oncall-unclear-days")
    return Swap(mine=mine.day, other=UserId(people[0][1]), theirs=theirs.day)


_NAMES = (
    ("mon", "monday", "mo", "montag"),
    ("tue", "tuesday", "di", "dienstag"),
    ("wed", "wednesday", "mi", "mittwoch"),
    ("thu", "thur", "thursday", "do", "donnerstag"),
    ("fri", "friday", "fr", "freitag"),
    ("sat", "saturday", "sa", "samstag"),
    ("sun", "sunday", "so", "sonntag"),
)
_DAYS = {name: Weekday(number) for number, names in enumerate(_NAMES) for name in names}
_WEEKENDS = frozenset({"weekend", "weekends", "wochenende", "wochenenden"})
_ANYTHING = frozenset({"anything", "everything", "egal"})
_NOT = frozenset({"not", "no", "never", "nicht"})
_BACKUP = frozenset({"backup", "secondary"})
_GLUE = frozenset({"only", "on", "and", "or", "nur", "und", "oder", "the", "days", "&"})


def preference_of(words: str, person: UserId) -> Preference:
    """Return what `backup only` or `not mon tue` means, or raise `Misread`.

    It says all of it: what is not named is welcome.
    """
    typed = re.split(r"[\s,;]+", words.lower().strip(" .,;"))
    if len(typed) == 1 and typed[0] in _ANYTHING:
        return Preference(person=person)
    is_backup_only, unwanted = False, frozenset[Weekday]()
    is_after_not = False
    for word in typed:
        days = _weekdays(word) if is_after_not else frozenset()
        is_backup_only = is_backup_only or (word in _BACKUP and not is_after_not)
        unwanted |= days
        is_after_not = is_after_not or word in _NOT
        if not days and word not in _NOT | _GLUE | (frozenset() if is_after_not else _BACKUP):
            raise Misread("oncall-unclear-preference")
    if not is_backup_only and not unwanted:
        raise Misread("oncall-unclear-preference")
    return Preference(person=person, is_backup_only=is_backup_only, unwanted=unwanted)


def _weekdays(word: str) -> frozenset[Weekday]:
    """Return the days that `mon`, `mondays`, `mon-fri` or `weekend` names; none if it is no day."""
    if word in _WEEKENDS:
        return frozenset({Weekday.SATURDAY, Weekday.SUNDAY})
    ends = [_DAYS.get(one.removesuffix("s")) for one in re.split(r"[-\u2013]", word)]
    first, last = ends[0], ends[-1]
    if first is None or last is None or len(ends) > 2:  # noqa: PLR2004  # from one to another
        return frozenset()
    return frozenset(Weekday((first + step) % 7) for step in range((last - first) % 7 + 1))


def reason_in(words: str) -> str | None:
    """Return why somebody is off, if they say so."""
    return cut(clean(words).strip(" ,:;-"), _LONGEST_REASON) or None


# --- a wish in a button ----------------------------------------------------------------------

_WISHED = {
    one.value: one for one in (Verb.OFF, Verb.COVER, Verb.SWAP, Verb.TAKE, Verb.JOIN, Verb.LEAVE)
}
_ARRANGED = re.compile(r"(off|cover|swap|override) (\d{1,9})")


def written(wish: Wish) -> str:
    """Return a wish as the value of a button, which holds 2,000 characters."""
    swap = wish.swap
    kept = {
        "verb": wish.verb,
        "key": wish.key,
        "span": [wish.span.starts_at.isoformat(), wish.span.ends_at.isoformat()]
        if wish.span
        else None,
        "rotation": wish.rotation,
        "reason": wish.reason,
        "swap": [swap.mine.isoformat(), swap.other, swap.theirs.isoformat()] if swap else None,
        "at_once": wish.at_once,
    }
    return json.dumps({name: value for name, value in kept.items() if value}, ensure_ascii=False)


def wish_in(value: str) -> Wish:
    """Return the wish that a button holds; what nobody wrote so is refused."""
    try:
        kept = json.loads(value)
        span, swap = kept.get("span"), kept.get("swap")
        return Wish(
            verb=_WISHED[kept["verb"]],
            key=str(kept["key"]),
            span=Span(*map(_utc, span)) if span else None,
            rotation=kept.get("rotation"),
            reason=kept.get("reason"),
            swap=Swap(
                mine=date.fromisoformat(swap[0]),
                other=UserId(swap[1]),
                theirs=date.fromisoformat(swap[2]),
            )
            if swap
            else None,
            at_once=bool(kept.get("at_once")),
        )
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise Refusal(Reason.GONE) from error


def _utc(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at.astimezone(UTC)


def arranged_in(value: str) -> tuple[str, int]:
    """Return what is taken back and its number, as `cover 3` says; refuse what says nothing."""
    found = _ARRANGED.fullmatch(value)
    if found is None:
        raise Refusal(Reason.GONE)
    return found[1], int(found[2])
