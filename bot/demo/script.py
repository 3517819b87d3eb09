"""Half a year of a company's requests, written by a seeded die: who asks what, and when.

Nothing happens here. `bot.demo.lives` lets it happen.
"""

import json
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

SEED = "pedalmoor"
WEEKS = 26
FIRST_MONDAY = date(2026, 5, 25)
LAST_FRIDAY = FIRST_MONDAY + timedelta(weeks=WEEKS - 1, days=4)
HOME = ZoneInfo("Europe/Berlin")
END = datetime.combine(LAST_FRIDAY, time(16, 40), tzinfo=HOME)

# How many come on a Monday, a Tuesday …, and in weeks when half the company is at the sea.
_DAYS = (1.45, 1.1, 1.0, 0.95, 0.7)
_QUIET = {10: 0.55, 11: 0.5, 12: 0.6}
_MONTH_END = 1.45
_WORKING_HOURS = {8: 1, 9: 5, 10: 5, 11: 3, 12: 1, 13: 2, 14: 4, 15: 4, 16: 3, 17: 1}
_LOOKUPS_A_WEEK, _VAGUE_A_WEEK, _DECLINED_A_WEEK = 9.0, 0.9, 0.8
_CHANNELS = {
    "Finance": "money-talk",
    "Fleet Operations": "fleet-ops",
    "City Partnerships": "city-partners",
    "Customer Support": "support-floor",
}
_IN_PRIVATE_MESSAGES = 0.5
_MADE_PRIVATE = 0.012

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One request to come, with what an analyst will find out about it.

    `family` names the need behind it, for those who come back; None is asked once only.
    `same_as` is the place of another in the script that this one turns out to be the same as.
    """

    at: datetime
    who: str
    place: str
    text: str
    die: str
    family: str | None = None
    ending: str = "answer"
    words: str = ""
    link: str = ""
    impact: str = ""
    is_private: bool = False
    asks: bool = False
    same_as: str | None = None
    effort: Sequence[float] = (3, 4, 2, 0.3)
    cause: Weights = field(default_factory=dict)
    preventable: Sequence[float] = (3, 4, 2, 1, 0)
    returns: Sequence[float] = (1, 6, 4)
    tool: Weights = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


def needs() -> dict[str, Any]:
    """Return the shipped words: recurring needs, outages, questions asked once, what is replied."""
    text = resources.files("bot.demo").joinpath("needs.json").read_text(encoding="utf-8")
    told: dict[str, Any] = json.loads(text)
    return told


def written(people: Sequence[Mapping[str, str]]) -> list[Need]:
    """Return every need in the order in which it is filed; the same people give the same script."""
    script = _Script(needs(), people)
    return sorted(script.all(), key=lambda need: (need.at, need.die))


def releases(told: Mapping[str, Any]) -> dict[str, datetime]:
    """Return when each family that was fixed for good was: a Wednesday at noon of its week."""
    return {
        one["id"]: _moment(one["fix"]["week"], 2, time(12))
        for one in told["families"]
        if "fix" in one
    }


def die(name: str) -> random.Random:
    """Return a die of one's own, so that what is added later moves nothing that was there."""
    return random.Random(f"{SEED}:{name}")  # noqa: S311  # a seeded story, not a secret


def pick(chance: random.Random, weights: Mapping[str, float]) -> str:
    """Return one of the names, by weight."""
    return chance.choices(list(weights), list(weights.values()))[0]


class _Script:
    def __init__(self, told: Mapping[str, Any], people: Sequence[Mapping[str, str]]) -> None:
        self._told = told
        self._released = releases(told)
        self._people: dict[str, list[str]] = {}
        self._department: dict[str, str] = {}
        for one in people:
            if one["role"] == "requester":
                self._people.setdefault(one["department"], []).append(one["handle"])
                self._department[one["handle"]] = one["department"]

    def all(self) -> Iterator[Need]:
        for family in self._told["families"]:
            yield from self._family(family)
        for burst in self._told["bursts"]:
            yield from self._burst(burst)
        yield from self._asked_once()
        yield from self._lookups()
        yield from self._vague()
        yield from self._declined()

    def _family(self, told: Mapping[str, Any]) -> Iterator[Need]:
        chance = die(f"family:{told['id']}")
        texts = _shuffled(chance, told["texts"])
        for index, at in enumerate(self._moments(chance, told)):
            yield self._need(
                f"{told['id']}:{index}",
                at,
                told["who"],
                texts[index % len(texts)],
                chance.choice(told["words"]),
                family=told["id"],
                ending=pick(chance, told["ending"]),
                link=told["link"],
                impact=pick(chance, told["impact"]),
                effort=told["effort"],
                cause=told["cause"],
                preventable=told["preventable"],
                returns=told["returns"],
                tool=told["tool"],
            )

    def _moments(self, chance: random.Random, told: Mapping[str, Any]) -> Iterator[datetime]:
        """Give the moments at which a need comes up; after its fix, as often as the truth is."""
        released = self._released.get(told["id"])
        effect = told.get("fix", {}).get("effect", 1.0)
        for week in range(WEEKS):
            for _ in range(_poisson(chance, told["rate"] * _QUIET.get(week, 1.0))):
                at = _some_time(chance, week, told.get("at"))
                stays = chance.random() < effect
                if released is None or at < released or stays:
                    yield at

    def _burst(self, told: Mapping[str, Any]) -> Iterator[Need]:
        chance = die(f"burst:{told['id']}")
        at = _moment(told["week"], told["day"], time.fromisoformat(told["at"]))
        city = chance.choice(self._told["slots"]["city"])
        departments = _shuffled(chance, told["who"])
        for index, text in enumerate(told["texts"]):
            name = f"{told['id']}:{index}"
            yield self._need(
                name,
                at,
                [departments[index % len(departments)]],
                text,
                told["words"][0],
                family=told["id"],
                impact="high" if index == 0 else "medium",
                cause={told["cause"]: 1},
                effort=(0, 4, 5, 1),
                preventable=(1, 3, 4, 2, 1),
                same_as=f"{told['id']}:0" if index else None,
                city=city,
            )
            at += timedelta(minutes=chance.uniform(2, 11), seconds=chance.randrange(60))

    def _asked_once(self) -> Iterator[Need]:
        chance = die("asked once")
        for index, one in enumerate(self._told["oneoffs"]):
            at = _some_time(chance, chance.randrange(WEEKS), None)
            yield self._need(
                f"once:{index}",
                at,
                one["who"],
                one["text"],
                one["words"],
                impact=one["impact"],
                is_private=one.get("private", False),
                cause={"new_demand": 5, "definition": 1},
            )

    def _lookups(self) -> Iterator[Need]:
        chance = die("lookups")
        pairs = [(m, d) for m in self._told["measures"] for d in self._told["dimensions"]]
        asked = iter(_shuffled(chance, pairs))
        texts, departments = self._told["lookups"], sorted(self._people)
        for week in range(WEEKS):
            for index in range(_poisson(chance, _LOOKUPS_A_WEEK * _QUIET.get(week, 1.0))):
                measure, dimension = next(asked)
                at = _some_time(chance, week, None)
                yield self._need(
                    f"lookup:{week}:{index}",
                    at,
                    departments,
                    chance.choice(texts),
                    chance.choice(self._told["lookup_words"]),
                    link="https://boards.pedalmoor.example/q/{q}",
                    impact=pick(chance, {"": 4, "low": 5, "medium": 4}),
                    cause={"new_demand": 7, "access": 1, "definition": 2},
                    m=measure,
                    d=dimension,
                )

    def _vague(self) -> Iterator[Need]:
        for week, index, chance in self._now_and_then("vague", _VAGUE_A_WEEK):
            yield self._need(
                f"vague:{week}:{index}",
                _some_time(chance, week, None),
                sorted(self._people),
                chance.choice(self._told["vague"]),
                chance.choice(self._told["vague_words"]),
                asks=True,
                cause={"definition": 3, "access": 1},
            )

    def _declined(self) -> Iterator[Need]:
        for week, index, chance in self._now_and_then("declined", _DECLINED_A_WEEK):
            yield self._need(
                f"declined:{week}:{index}",
                _some_time(chance, week, None),
                sorted(self._people),
                chance.choice(self._told["declined"]),
                chance.choice(self._told["declines"]),
                ending="decline",
            )

    def _now_and_then(self, name: str, rate: float) -> Iterator[tuple[int, int, random.Random]]:
        chance = die(name)
        for week in range(WEEKS):
            for index in range(_poisson(chance, rate)):
                yield week, index, chance

    def _need(
        self,
        name: str,
        at: datetime,
        departments: Sequence[str],
        text: str,
        words: str,
        *,
        link: str = "",
        is_private: bool = False,
        city: str | None = None,
        m: str = "",
        d: str = "",
        **more: Any,  # noqa: ANN401  # whatever a need has
    ) -> Need:
        chance = die(name)
        facts = self._facts(chance) | ({"city": city} if city else {})
        facts |= {"m": m, "d": _filled(d, facts)}
        who = chance.choice(self._people[chance.choice(list(departments))])
        is_said_in_private = chance.random() < _IN_PRIVATE_MESSAGES
        home = _CHANNELS.get(self._department[who], "general")
        return Need(
            at=at,
            who=who,
            place="dm" if is_said_in_private or is_private else home,
            text=_filled(text, facts),
            words=_filled(words, facts),
            link=_filled(link, facts),
            die=name,
            is_private=is_private or chance.random() < _MADE_PRIVATE,
            facts=facts,
            **more,
        )

    def _facts(self, chance: random.Random) -> dict[str, str]:
        """Return the names and numbers of one request; its answer speaks of the same ones."""
        facts = {name: chance.choice(words) for name, words in self._told["slots"].items()}
        return facts | {
            "n": str(chance.randint(110, 640)),
            "n2": str(chance.randint(4, 74)),
            "big": f"{chance.randint(9_000, 61_000):,}",
            "k": f"{chance.randint(2, 58)}k",
            "pct": f"{chance.randint(2, 17)}",
            "x": f"{chance.uniform(2, 6):.1f}",
            "q": str(chance.randint(4_030, 4_190)),
        }


def _filled(text: str, facts: Mapping[str, str]) -> str:
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _shuffled(chance: random.Random, things: Sequence[Any]) -> list[Any]:
    mixed = list(things)
    chance.shuffle(mixed)
    return mixed


def _moment(week: int, day: int, at: time) -> datetime:
    return datetime.combine(FIRST_MONDAY + timedelta(weeks=week, days=day), at, tzinfo=HOME)


def _some_time(chance: random.Random, week: int, hours: Sequence[int] | None) -> datetime:
    """Return a moment of that week, when people are at work; most often on a Monday morning."""
    days = [weight * _of_month(week, day) for day, weight in enumerate(_DAYS)]
    day = chance.choices(range(5), days)[0]
    open_hours = [hour for hour in _WORKING_HOURS if not hours or hours[0] <= hour < hours[1]]
    hour = chance.choices(open_hours, [_WORKING_HOURS[hour] for hour in open_hours])[0]
    return _moment(week, day, time(hour, chance.randrange(60), chance.randrange(60)))


def _of_month(week: int, day: int) -> float:
    """Return how much busier a day is for being near the end of a month."""
    here = FIRST_MONDAY + timedelta(weeks=week, days=day)
    is_near = (here + timedelta(days=3)).month != (here - timedelta(days=2)).month
    return _MONTH_END if is_near else 1.0


def _poisson(chance: random.Random, rate: float) -> int:
    """Return how many come in a week when `rate` come on the average."""
    limit, product, count = math.exp(-rate), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count
