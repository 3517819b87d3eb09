"""Written answers to who is on call when, one by one; `--vectors FILE` runs another file of them.

A vector has a `solver`, which is the question, whatever goes into it, and `expect`. Each kind of
input is put into our own values here. Whatever is not understood fails, rather than being left out.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.cadence import Cadence, Span, Unit, Weekday, moment, next_time
from bot.domain.cover import (
    Cover,
    Exchange,
    Override,
    Stage,
    TimeOff,
    agree,
    end_override,
    propose,
    take,
)
from bot.domain.errors import Reason, Refusal
from bot.domain.hours import Hours, Window
from bot.domain.ids import UserId
from bot.domain.roster import Member, Roster, founded, reordered
from bot.domain.rotation import Layer, Rotation, change, holds, on_call_at, shifts_between

Vector = Mapping[str, Any]

OURS = Path(__file__).parent.parent / "data" / "rotation_vectors.json"
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
LATER = datetime(2100, 1, 1, tzinfo=UTC)

# What is told about a vector, rather than asked.
TOLD = {"id", "source", "kind", "basis", "notes", "agree", "disagree", "solver", "expect"}
KINDS = {
    "boundary",
    "catch_up",
    "deactivated",
    "dst",
    "empty",
    "final_schedule",
    "follow_the_sun",
    "handoff_notice",
    "handoffs",
    "membership",
    "override",
    "restriction_at",
    "restriction_rotation",
    "restriction_window",
    "rotation_at",
    "shift_at",
    "skip",
    "swap",
    "wall_resolve",
}
UNITS = {"hourly": Unit.HOUR, "daily": Unit.DAY, "weekly": Unit.WEEK, "monthly": Unit.MONTH}
DAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), Weekday, strict=True))
COVER = {"beneficiary", "benefactor", "taken_by", "deleted", "start", "end"}
STAGES = {stage: str(stage) for stage in Stage} | {Stage.WITHDRAWN: "deleted"}
# The words that an expected rejection may have for each of our refusals.
WORDS = {
    Reason.ENDS_FIRST: ("end", "backwards"),
    Reason.IS_OVER: ("past", "over", "ended"),
    Reason.OWN_REQUEST: ("own", "self"),
    Reason.NOT_FOR_YOU: ("not yours", "foreign"),
    Reason.ALREADY_TAKEN: ("taken", "open"),
    Reason.HAS_BEGUN: ("past", "due", "begun", "started", "open"),
    Reason.CALLED_OFF: ("withdrawn", "deleted", "open"),
}


class NotUnderstoodError(Exception):
    """The file has something in it that this module does not know."""


def pytest_generate_tests(metafunc: pytest.Metafunc):
    if "vector" in metafunc.fixturenames:
        path = Path(metafunc.config.getoption("--vectors") or OURS)
        vectors = json.loads(path.read_text(encoding="utf-8"))["vectors"]
        metafunc.parametrize("vector", vectors, ids=[vector["id"] for vector in vectors])


def test_the_answer_is_the_expected_one(vector: Vector):
    _agrees(vector)


@pytest.mark.parametrize(
    "strange",
    [
        {"kind": "phase_of_the_moon"},
        {"solver": "guess"},
        {"mood": "good"},
        {"rotation": {"every": "week"}},
        {"overrides": [{"start": "2024-01-01T09:00:00+00:00", "who": "ada"}]},
    ],
    ids=lambda strange: next(iter(strange)),
)
def test_what_is_not_understood_fails(strange: Vector):
    vector = json.loads(OURS.read_text(encoding="utf-8"))["vectors"][0]

    with pytest.raises(NotUnderstoodError):
        _agrees({**vector, **strange})


def test_another_answer_fails():
    vector = json.loads(OURS.read_text(encoding="utf-8"))["vectors"][0]

    with pytest.raises(AssertionError):
        _agrees({**vector, "expect": "somebody else"})


def _agrees(vector: Vector):
    if vector["kind"] not in KINDS or vector["solver"] not in SOLVERS:
        raise NotUnderstoodError(f"{vector['kind']}, {vector['solver']}")
    keys, solve = SOLVERS[vector["solver"]]
    _only({key: value for key, value in vector.items() if value not in (None, [])}, TOLD | keys)
    solve(vector)


def _only(given: Mapping[str, Any], known: Iterable[str]):
    """Fail if there is a key that nobody reads."""
    unknown = set(given) - set(known)
    if unknown:
        raise NotUnderstoodError(f"keys {sorted(unknown)} in {dict(given)}")


# --- values ----------------------------------------------------------------------------------


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _span(given: Vector) -> Span:
    return Span(_at(given["start"]), _at(given["end"]))


def _cadence(given: Vector) -> Cadence:
    _only(given, {"tz", "start", "period", "length", "participants"})
    return Cadence(
        timezone=given["tz"],
        anchor=_at(given["start"]),
        unit=UNITS[given["period"]],
        count=given["length"],
    )


def _hours(given: Vector | None) -> Hours | None:
    if given is None:
        return None
    _only(given, {"tz", "days", "start", "end"})
    window = Window(
        opens=time.fromisoformat(given["start"]),
        closes=time.fromisoformat(given["end"]),
        days=frozenset(DAYS[day] for day in given["days"]),
    )
    return Hours(timezone=given["tz"], windows=(window,))


def _members(people: Iterable[str]) -> tuple[Member, ...]:
    return tuple(Member(UserId(one), accepted_at=LONG_AGO) for one in people)


def _always(people: Sequence[str], starts_at: datetime, hours: Hours | None = None) -> Roster:
    cadence = Cadence(timezone="UTC", anchor=starts_at, unit=Unit.WEEK)
    return Roster(valid_from=starts_at, cadence=cadence, members=_members(people), hours=hours)


def _fixed(shift: Vector, priority: int = 0) -> Layer:
    """A shift that was written down: somebody from its start, nobody from its end."""
    _only(shift, {"start", "end", "user"})
    span = _span(shift)
    rosters = (_always([shift["user"]], span.starts_at), _always([], span.ends_at))
    return Layer(rosters=rosters, priority=priority)


def _layers(vector: Vector) -> tuple[Layer, ...]:
    layers = [_fixed(shift) for shift in vector.get("shifts", ())]
    if vector.get("rotation"):
        rosters = _rosters(vector["rotation"], vector.get("restriction"))
        layers.append(Layer(rosters=_changed(rosters, vector.get("changes", ()))))
    for rule in vector.get("rules", ()):
        _only(rule, {"rotation", "user", "restriction"})
        layers.append(Layer(rosters=_of_rule(rule)))
    for layer in vector.get("layers", ()):
        _only(layer, {"priority", "shifts"})
        layers += [_fixed(shift, layer["priority"]) for shift in layer["shifts"]]
    return tuple(layers)


def _rosters(rotation: Vector, restriction: Vector | None) -> tuple[Roster, ...]:
    cadence = _cadence(rotation)
    return founded(cadence, _members(rotation["participants"]), _hours(restriction))


def _of_rule(rule: Vector) -> tuple[Roster, ...]:
    if rule.get("rotation"):
        return _rosters(rule["rotation"], rule.get("restriction"))
    return (_always([rule["user"]], LONG_AGO, _hours(rule.get("restriction"))),)


def _changed(rosters: tuple[Roster, ...], changes: Iterable[Vector]) -> tuple[Roster, ...]:
    for one in changes:
        people = [member.person for member in rosters[-1].members]
        rosters = reordered(rosters, _members(_edit(people, one)), _at(one["at"]))
    return rosters


def _edit(people: list[UserId], edit: Vector) -> list[UserId]:
    match edit["op"]:
        case "add":
            _only(edit, {"at", "op", "user", "position"})
            people.insert(edit.get("position", len(people)), UserId(edit["user"]))
        case "remove":
            _only(edit, {"at", "op", "user"})
            people.remove(UserId(edit["user"]))
        case "reorder":
            _only(edit, {"at", "op", "order"})
            return [UserId(one) for one in edit["order"]]
        case other:
            raise NotUnderstoodError(f"op {other}")
    return people


def _override(given: Vector, made_at: datetime = LONG_AGO) -> Override:
    _only(given, {"start", "end", "user"})
    span = _span(given)
    return Override(
        person=UserId(given["user"]),
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        made_at=made_at,
        accepted_at=LONG_AGO,
    )


def _cover(given: Vector, asked_at: datetime) -> Cover:
    _only(given, {"start", "end", "beneficiary", "benefactor"})
    span, taker = _span(given), given.get("benefactor")
    return Cover(
        asker=UserId(given["beneficiary"]),
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        asked_at=asked_at,
        taker=UserId(taker) if taker else None,
        taken_at=asked_at if taker else None,
    )


def _time_off(given: Vector) -> TimeOff:
    _only(given, {"user", "start", "end"})
    span = _span(given)
    return TimeOff(
        person=UserId(given["user"]),
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        filed_at=LONG_AGO,
    )


def _gone(person: str) -> TimeOff:
    return TimeOff(person=UserId(person), starts_at=LONG_AGO, ends_at=None, filed_at=LONG_AGO)


def _in_turn() -> Iterable[datetime]:
    return (LONG_AGO + timedelta(seconds=second) for second in count())


def _rotation(vector: Vector) -> Rotation:
    away = [_time_off(one) for one in vector.get("time_off", ())]
    away += [_gone(one) for one in vector.get("deactivated", ())]
    swaps, overrides = vector.get("swaps", ()), vector.get("overrides", ())
    return Rotation(
        name="primary",
        layers=_layers(vector),
        time_off=tuple(away),
        covers=tuple(map(_cover, swaps, _in_turn())),
        overrides=tuple(map(_override, overrides, _in_turn())),
    )


# --- questions -------------------------------------------------------------------------------


def _who(vector: Vector):
    """Who is on call at one moment, or in each shift of a span."""
    rotation, asked = _rotation(vector), vector["at"]
    if isinstance(asked, str):
        assert on_call_at(rotation, _at(asked)).person == vector["expect"]
        return
    _only(asked, {"from", "to"})
    shifts = shifts_between(rotation, _at(asked["from"]), _at(asked["to"]))
    assert [(one.starts_at, one.ends_at, one.person) for one in shifts] == _written(vector)


def _written(vector: Vector) -> list[tuple[datetime, datetime, str]]:
    return [(_at(one["start"]), _at(one["end"]), one["user"]) for one in vector["expect"]]


def _handoffs(vector: Vector):
    cadence, asked = _cadence(vector["rotation"]), vector["at"]
    _only(asked, {"from", "count"})
    first = cadence.number_at(_at(asked["from"]))
    found = [cadence.handoff(number) for number in range(first, first + asked["count"])]
    assert found == [_at(one) for one in vector["expect"]]


def _turn(vector: Vector):
    turn = _cadence(vector["rotation"]).turn_at(_at(vector["at"]))
    assert turn == _span(vector["expect"])


def _wall(vector: Vector):
    policy = vector["policy"]
    _only(policy, {"gap", "fold"})
    if policy["gap"] != "first_after" or policy["fold"] not in ("first", "last"):
        raise NotUnderstoodError(f"policy {policy}")
    wall, zone = datetime.fromisoformat(vector["wall"]), ZoneInfo(vector["tz"])
    assert moment(wall, zone, last=policy["fold"] == "last") == _at(vector["expect"])


def _is_open(vector: Vector):
    hours = _hours(vector["restriction"])
    assert hours
    assert hours.is_open(_at(vector["at"])) is vector["expect"]


def _window(vector: Vector):
    hours, expected = _hours(vector["restriction"]), vector["expect"]
    assert hours
    assert hours.window_at(_at(vector["at"])) == (_span(expected) if expected else None)


def _place(vector: Vector):
    """Who has the turn, as a place in the order, counted on from a turn that is known."""
    state, rotation = vector["state"], vector["rotation"]
    _only(state, {"position", "shift_start"})
    roster = Roster(
        valid_from=_at(state["shift_start"]),
        cadence=_cadence(rotation),
        members=_members(rotation["participants"]),
        first=state["position"],
    )
    assert roster.place_at(_at(vector["at"])) == vector["expect"]


def _notice(vector: Vector):
    days = frozenset(DAYS[day] for day in vector["days"])
    clock, zone = time.fromisoformat(vector["clock"]), ZoneInfo(vector["tz"])
    found = next_time(clock, days, zone, _at(vector["at"]))
    assert found == (_at(vector["expect"]) if vector["expect"] else None)


def _difference(vector: Vector):
    found = change(vector["before"], vector["after"])
    assert {
        "start": sorted(found.starting),
        "stop": sorted(found.stopping),
        "notify": found.is_news,
    } == vector["expect"]


def _exchange(vector: Vector):
    rotation, now = _rotation(vector), _at(vector["at"])
    one, two = (vector["shifts"][place] for place in vector["exchange"])
    try:
        agreed = _agreed(UserId(one["user"]), _span(one), UserId(two["user"]), _span(two), now)
    except Refusal as refusal:
        _rejected(vector["expect"], refusal.reason)
        return
    assert holds(rotation, agreed.asker, agreed.gives)
    assert holds(rotation, agreed.other, agreed.gets)
    rotation = Rotation(name="primary", layers=rotation.layers, exchanges=(agreed,))
    found = [
        on_call_at(rotation, _at(shift["start"]) + (_at(shift["end"]) - _at(shift["start"])) / 2)
        for shift in vector["shifts"]
    ]
    assert [
        (*_edges(shift), one.person) for shift, one in zip(vector["shifts"], found, strict=True)
    ] == _written(vector)


def _edges(shift: Vector) -> tuple[datetime, datetime]:
    span = _span(shift)
    return span.starts_at, span.ends_at


def _agreed(asker: UserId, gives: Span, other: UserId, gets: Span, now: datetime) -> Exchange:
    return agree(propose(asker, gives, other, gets, now=now), other, now)


def _request(vector: Vector):
    """What becomes of a cover request that somebody takes, or where it stands."""
    request = vector["request"]
    _only(request, {*COVER, "type", "now"})
    now, taken_by = _at(request["now"]), request.get("taken_by")
    cover = Cover(
        asker=UserId(request.get("beneficiary", "")),
        starts_at=_at(request["start"]),
        ends_at=_at(request["end"]) if "end" in request else LATER,
        asked_at=LONG_AGO,
        taker=UserId(taken_by) if taken_by else None,
        taken_at=LONG_AGO if taken_by else None,
        withdrawn_at=LONG_AGO if request.get("deleted") else None,
    )
    if request["type"] not in ("take_swap", "swap_status"):
        raise NotUnderstoodError(f"request {request['type']}")
    if request["type"] == "swap_status":
        assert STAGES[cover.stage(now)] == vector["expect"]
        return
    try:
        cover = take(cover, UserId(request["benefactor"]), now)
    except Refusal as refusal:
        _rejected(vector["expect"], refusal.reason)
        return
    assert STAGES[cover.stage(now)] == vector["expect"]


def _rejected(expected: str, given: Reason):
    """Whether it is a rejection; if it says why, for the reason that we give."""
    verdict, _, reason = expected.partition(":")
    assert verdict in ("reject", "rejected", "refused")
    assert not reason or any(word in reason for word in WORDS[given])


def _ended(vector: Vector):
    """What is left of an override that is deleted."""
    (given,) = vector["overrides"]
    override, now, expected = _override(given), _at(vector["at"]), vector["expect"]
    _only(expected, {"status", "left"})
    try:
        left = end_override(override, now)
    except Refusal as refusal:
        _rejected(expected["status"], refusal.reason)
        return
    assert expected["status"] == ("truncated" if left else "deleted")
    assert bool(expected["left"]) is bool(left)
    if left:
        assert (left.starts_at, left.ends_at) == _edges(expected["left"])


ROTA = {
    "at",
    "changes",
    "deactivated",
    "layers",
    "now",
    "overrides",
    "restriction",
    "rotation",
    "rules",
    "swaps",
    "time_off",
    "tz",
}
SOLVERS: dict[str, tuple[set[str], Callable[[Vector], None]]] = {
    "rotation_at": (ROTA, _who),
    "membership": (ROTA, _who),
    "skip_cover": (ROTA, _who),
    "skip_inactive": (ROTA, _who),
    "final": (ROTA, _who),
    "handoffs": ({"rotation", "at"}, _handoffs),
    "shift_at": ({"rotation", "at"}, _turn),
    "wall_resolve": ({"tz", "wall", "policy", "at"}, _wall),
    "restriction_at": ({"restriction", "at"}, _is_open),
    "restriction_window": ({"restriction", "at"}, _window),
    "advance": ({"rotation", "state", "at"}, _place),
    "next_notice": ({"clock", "days", "tz", "at"}, _notice),
    "on_call_diff": ({"before", "after", "at"}, _difference),
    "exchange": ({"shifts", "exchange", "at"}, _exchange),
    "reject": ({"request", "at"}, _request),
    "override_delete": ({"overrides", "at"}, _ended),
}
