"""What the rota has to say, as notices: see `bot.domain.notice`."""

from datetime import UTC, datetime, timedelta

from bot.domain.cadence import Span
from bot.domain.ids import ChannelId, Front, Number, UserId
from bot.domain.notice import Kind, Notice, Target, alone


def invite(front: Front, rotation: str, user: UserId, now: datetime) -> Notice:
    """Return the wish that somebody is asked whether they take turns, and sees what came of it."""
    return _to(front, Kind.INVITE, f"invite:{rotation}:{user}", user, now, about=rotation)


def cover(front: Front, number: int, user: UserId, now: datetime) -> Notice:
    """Return the wish that somebody sees how a request for cover stands: who may, and who asked."""
    return _to(front, Kind.COVER, f"cover:{number}:{user}", user, now, about=str(number))


def remind(front: Front, number: int, user: UserId, at: datetime) -> Notice:
    """Return the reminder of a request for cover, for a moment at which nobody may have taken it.

    When the time itself begins, it is for the asker: it is still theirs.
    """
    key = f"remind:{number}:{int(at.timestamp())}:{user}"
    return _to(front, Kind.REMIND, key, user, at, about=str(number))


def swap(front: Front, number: int, user: UserId, now: datetime) -> Notice:
    """Return the wish that somebody sees how an exchange of theirs stands."""
    return _to(front, Kind.SWAP, f"swap:{number}:{user}", user, now, about=str(number))


def handoff(front: Front, number: int, user: UserId, now: datetime) -> Notice:
    """Return the wish that the note of a hand-off shows what is true."""
    return _to(front, Kind.HANDOFF, f"handoff:{number}:{user}", user, now, about=str(number))


def unread(front: Front, number: int, lead: UserId, at: datetime) -> Notice:
    """Return the message to a lead that nobody has acknowledged a hand-off by then."""
    return _to(front, Kind.UNREAD, f"unread:{number}:{lead}", lead, at, about=str(number))


def soon(front: Front, rotation: str, starts_at: datetime, user: UserId, now: datetime) -> Notice:
    """Return the message to somebody that their shift is near."""
    at = int(starts_at.timestamp())
    key = f"soon:{rotation}:{at}:{user}"
    return _to(front, Kind.SOON, key, user, now, about=f"{at} {rotation}")


def uncovered(
    front: Front, rotation: str, starts_at: datetime, lead: UserId, now: datetime
) -> Notice:
    """Return the message to a lead that nobody is on call, or will not be from that moment on."""
    at = int(starts_at.timestamp())
    key = f"uncovered:{rotation}:{at}:{lead}"
    return _to(front, Kind.UNCOVERED, key, lead, now, about=f"{at} {rotation}")


MOVES_SETTLE_FOR = timedelta(minutes=2)


def moment_of(text: str) -> datetime:
    """Return the moment that a notice has written down in seconds."""
    return datetime.fromtimestamp(int(text), tz=UTC)


def moved(front: Front, rotation: str, edited_at: datetime, user: UserId) -> Notice:
    """Return the wish that somebody hears of a change of their dates.

    One edit often follows another: they hear once, and of all that has changed since the first.
    """
    key, at = f"moved:{rotation}:{user}", edited_at + MOVES_SETTLE_FOR
    return _to(front, Kind.MOVED, key, user, at, f"{edited_at.isoformat()} {rotation}")


def arrived(front: Front, number: Number, user: UserId, now: datetime) -> Notice:
    """Return the message to whoever is on call that something urgent was filed."""
    key, target = f"arrived:{number}:{user}", Target(user=user)
    return alone(front, Kind.ARRIVED, key, target, now, number=number)


def outcome(
    front: Front, user: UserId, url: str, source_key: str, about: str, now: datetime
) -> Notice:
    """Return what came of a press, to replace the message that its reader has pressed in."""
    target = Target(user=user, url=url)
    return alone(front, Kind.OUTCOME, f"outcome:{source_key}", target, now, about=about)


_NO_TIME = "-"


def outcome_about(name: str, rotation: str = "", span: Span | None = None) -> str:
    """Return what an outcome is about: the name of a sentence, a time, and a rotation."""
    if span is None:
        return f"{name} {_NO_TIME} {_NO_TIME} {rotation}"
    starts_at, ends_at = int(span.starts_at.timestamp()), int(span.ends_at.timestamp())
    return f"{name} {starts_at} {ends_at} {rotation}"


def read_outcome(about: str) -> tuple[str, str, Span | None]:
    """Return the name of the sentence, the rotation and the time that an outcome is about."""
    name, starts_at, ends_at, rotation = about.split(" ", 3)
    if starts_at == ends_at == _NO_TIME:
        return name, rotation, None
    return name, rotation, Span(moment_of(starts_at), moment_of(ends_at))


def group(front: Front, user_group: str, now: datetime) -> Notice:
    """Return the wish that a handle such as @data-rapid names who is on call."""
    target = Target(channel=ChannelId(user_group))
    return alone(front, Kind.GROUP, f"group:{user_group}", target, now)


def group_trouble(front: Front, admin: UserId, user_group: str, code: str, now: datetime) -> Notice:
    """Return the message to an admin that the handle cannot be changed, once for each reason."""
    key, target = f"trouble:{user_group}:{code}:{admin}", Target(user=admin)
    return alone(front, Kind.TROUBLE, key, target, now, about=f"{user_group} {code}")


def _to(front: Front, kind: Kind, key: str, user: UserId, at: datetime, about: str) -> Notice:
    return alone(front, kind, key, Target(user=user), at, about=about)
