"""What became of each request of the script: claimed, asked back, ended, judged, one after another.

Every step goes through a use case, with the clock moved to its moment, in the order of time.
"""

import heapq
import itertools
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.demo import script, turns
from bot.demo.script import Need
from bot.domain.closing import Answer, Cause, Effort, Returns
from bot.domain.errors import Refusal
from bot.domain.ids import ChannelId, Front, Number, UserId
from bot.domain.incident import Ending, Request
from bot.domain.needed_by import When
from bot.domain.severity import Impact, Severity
from bot.services import Services
from bot.services.record import Act

_FRIDAY = 4
_NOT_FILED = Number(0)
_DAY = 24 * 60
_MINUTES = {"minutes": 9, "hour": 34, "half_day": 140, "longer": 330}
# What may happen on the way, and how often.
_BY_FORM = 0.3
_ANSWERS_THE_QUESTIONS = 0.65
_FOLLOWS = 0.07
_SEVERITY_BY_HAND = 0.06
_WITHDRAWS, _EDITS, _SAYS_MORE = 0.03, 0.02, 0.04
_GIVES_BACK, _HANDS_OVER = 0.03, 0.03
_ASKS = 0.11
_HEARS_NOTHING = 0.12
_LAST_DAYS, _OFTENER = timedelta(days=3), 3.5
# Not everything is a fire: some cards wait for days, and some work does.
_OVERLOOKED, _PUT_ASIDE = 0.09, 0.25
_SAME_AS_OPEN = 0.06
_WORDS_AT_ONCE, _WORDS_LATER = 0.6, 0.35
_CONFIRMS, _DOES_NOT = 0.55, 0.07
_ANSWERS_EFFORT, _ANSWERS_ALL, _SKIPS = 0.8, 0.65, 0.08


@dataclass(frozen=True, slots=True)
class Analyst:
    """Somebody of Rapid Response: how fast they see a card and work, and when they are there."""

    handle: str
    sees_within: float
    pace: float
    opens: int
    closes: int


ANALYSTS = (
    Analyst("marisol", 9, 0.8, 8, 17),
    Analyst("nadia", 16, 1.0, 9, 17),
    Analyst("tunde", 28, 0.7, 9, 18),
    Analyst("ilse", 55, 1.3, 9, 16),
    Analyst("joonho", 35, 1.1, 9, 17),
)
_HAS_THE_WEEK = 0.6


class Movable(Protocol):
    """A clock that stands where it is put."""

    def now(self) -> datetime:
        """Return the moment it stands at."""
        ...

    def move_to(self, at: datetime) -> datetime:
        """Move forward to that moment."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Who and where: ids by name (`Cast.ids`), and the zones people live in, by handle."""

    ids: Mapping[str, str]
    zones: Mapping[str, ZoneInfo]

    def person(self, handle: str) -> UserId:
        """Return somebody's id."""
        return UserId(self.ids[f"@{handle}"])

    def channel(self, need: Need) -> ChannelId:
        """Return where a request was typed: a channel, or the person's own with the bot."""
        is_dm = need.place == "dm"
        return ChannelId(self.ids[f"dm:{need.who}" if is_dm else f"#{need.place}"])


@dataclass(slots=True)
class Life:
    """A request on its way."""

    need: Need
    chance: random.Random
    number: Number = _NOT_FILED
    analyst: Analyst = ANALYSTS[0]
    is_over: bool = False
    times_ended: int = 0
    deeds: "itertools.count[int]" = field(default_factory=itertools.count)


@dataclass(order=True, slots=True)
class _Step:
    at: datetime
    turn: int
    act: Callable[[], object] = field(compare=False)


class Lives:
    """Lets a script happen on a database; `families` is then the need behind each number."""

    def __init__(
        self,
        services: Services,
        front: Front,
        clock: Movable,
        place: Place,
        words: Mapping[str, Any],
    ) -> None:
        """Begin with nothing."""
        self._services = services
        self._front = front
        self._clock = clock
        self._place = place
        self._words = words
        self._turns = itertools.count()
        self._steps: list[_Step] = []
        self._numbers: dict[str, Number] = {}
        self._open: list[Life] = []
        self.families: list[str | None] = []

    def happen(
        self, needs: Sequence[Need], until: datetime, beside: Iterable[turns.Step] = ()
    ) -> None:
        """Do all steps in the order of time; those that would come after `until` are left out.

        What happens `beside` is no request's life.
        """
        for need in needs:
            life = Life(need, script.die(f"life:{need.die}"))
            self._at(need.at, lambda life=life: self._file(life))  # type: ignore[misc]
        for at, act in beside:
            self._at(at, act)
        while self._steps and self._steps[0].at <= until:
            step = heapq.heappop(self._steps)
            self._clock.move_to(step.at)
            step.act()
        self._clock.move_to(until)

    def _at(self, at: datetime, act: Callable[[], object]) -> None:
        heapq.heappush(self._steps, _Step(at, next(self._turns), act))

    # --- the person who asks ------------------------------------------------------------------

    def _file(self, life: Life) -> None:
        need, chance = life.need, life.chance
        by_form = chance.random() < _BY_FORM
        says_impact = bool(need.impact) and chance.random() < _ANSWERS_THE_QUESTIONS
        impact = Impact(need.impact) if says_impact else None
        when = script.pick(chance, _WHEN[need.impact]) if says_impact else None
        request = Request(
            text=need.text,
            requester=self._id(need.who),
            source_key=f"made:{need.die}",
            filed_from=self._place.channel(need),
            impact=impact if by_form else None,
            is_private=need.is_private,
        )
        filed = self._services.incidents.file(
            self._front, request, when=When(when) if by_form and when else None
        )
        life.number = filed.seen.incident.number
        self._numbers[need.die] = life.number
        self.families.append(need.family)
        self._open.append(life)
        if impact and not by_form:
            self._after(life, 5, 40, lambda: self._describe(life, impact, when))
        self._on_the_way(life)
        if life.chance.random() < _WITHDRAWS:
            self._after(life, 120, 5400, lambda: self._withdraw(life))
        life.analyst = self._who_has_it(life)
        sees = timedelta(minutes=life.chance.lognormvariate(0, 0.8) * life.analyst.sees_within)
        hurry = 0.3 if need.impact == "high" else 1.0
        seen_at = need.at + sees * hurry + self._wait(life, _OVERLOOKED)
        self._at(self._when_there(life.analyst, seen_at), lambda: self._look_at(life))

    def _describe(self, life: Life, impact: Impact, when: str | None) -> None:
        by = self._act(life, life.need.who)
        self._services.incidents.describe(by, "", impact=impact)
        if when:
            again = self._act(life, life.need.who)
            self._services.incidents.describe(again, "", when=When(when))

    def _on_the_way(self, life: Life) -> None:
        chance, need = life.chance, life.need
        if not need.is_private and chance.random() < _FOLLOWS:
            others = [one for one in sorted(self._place.zones) if one != need.who]
            who = chance.choice(others)
            self._after(
                life, 60, 900, lambda: self._services.incidents.follow(self._act(life, who))
            )
        if chance.random() < _SAYS_MORE:
            words = self._pick(life, "said_more")
            self._after(
                life, 60, 1500, lambda: self._services.incidents.say_more(self._own(life), words)
            )
        if chance.random() < _EDITS:
            text = f"{need.text} (in {need.facts['city']}, sorry)"
            self._after(life, 20, 180, lambda: self._services.incidents.edit(self._own(life), text))

    def _withdraw(self, life: Life) -> None:
        self._services.incidents.withdraw(self._own(life))
        self._ends(life)

    def _reply(self, life: Life) -> None:
        self._services.incidents.reply(self._own(life), self._pick(life, "replies"))
        self._work(life)

    def _confirm(self, life: Life) -> None:
        self._services.incidents.confirm(self._own(life))

    def _object(self, life: Life) -> None:
        """Open it again, as the button under the answer does; the analyst then ends it anew."""
        words = self._pick(life, "still_wrong")
        self._services.incidents.reopen(self._own(life), words)
        life.is_over = False
        self._work(life)

    # --- the analyst --------------------------------------------------------------------------

    def _look_at(self, life: Life) -> None:
        if life.is_over:
            return
        original = self._same_as(life)
        if original:
            self._services.incidents.mark_duplicate(self._mine(life), original)
            self._ends(life)
        elif life.need.ending == "decline":
            self._services.incidents.decline(self._mine(life), life.need.words)
            self._ends(life)
        else:
            self._claim(life)

    def _same_as(self, life: Life) -> Number | None:
        """Return what this one is the same as: the outage's first, or a like one still open."""
        if life.need.same_as:
            return self._numbers.get(life.need.same_as)
        if life.need.family is None or life.need.is_private:
            return None
        alike = [
            one.number
            for one in self._open
            if one.need.family == life.need.family
            and one is not life
            and not one.need.is_private
            and one.number < life.number
        ]
        return alike[0] if alike and life.chance.random() < _SAME_AS_OPEN * 4 else None

    def _claim(self, life: Life) -> None:
        self._services.incidents.claim(self._mine(life))
        chance = life.chance
        if chance.random() < _SEVERITY_BY_HAND:
            severity, reason = chance.choice(list(Severity)), self._pick(life, "severity_reasons")
            self._services.incidents.change_severity(self._mine(life), severity, reason)
        if chance.random() < _GIVES_BACK:
            self._later(life, 25, lambda: self._give_back(life))
        elif chance.random() < _HANDS_OVER:
            self._later(life, 15, lambda: self._hand_over(life))
        elif life.need.asks or chance.random() < _ASKS:
            self._later(life, 6, lambda: self._ask(life))
        else:
            self._work(life)

    def _give_back(self, life: Life) -> None:
        if life.is_over:
            return
        self._services.incidents.release(self._mine(life))
        life.analyst = self._another(life)
        self._later(life, life.analyst.sees_within, lambda: self._claim_again(life))

    def _claim_again(self, life: Life) -> None:
        if not life.is_over:
            self._services.incidents.claim(self._mine(life))
            self._work(life)

    def _hand_over(self, life: Life) -> None:
        if life.is_over:
            return
        other = self._another(life)
        self._services.incidents.reassign(self._mine(life), self._id(other.handle))
        life.analyst = other
        self._work(life)

    def _ask(self, life: Life) -> None:
        if life.is_over:
            return
        self._services.incidents.ask(self._mine(life), self._pick(life, "questions"))
        if life.chance.random() < _HEARS_NOTHING:
            self._later(life, 5 * _DAY, lambda: self._give_up(life))
            return
        wait = timedelta(minutes=life.chance.lognormvariate(0, 1.2) * 50)
        self._at(self._awake(life, wait), lambda: None if life.is_over else self._reply(life))

    def _give_up(self, life: Life) -> None:
        if not life.is_over:
            self._services.incidents.decline(self._mine(life), self._pick(life, "silent"))
            self._ends(life)

    def _work(self, life: Life) -> None:
        effort = life.chance.choices(list(Effort), list(life.need.effort))[0]
        minutes = _MINUTES[effort] * life.chance.lognormvariate(0, 0.35) * life.analyst.pace
        minutes += self._wait(life, _PUT_ASIDE) / timedelta(minutes=1)
        self._later(life, minutes, lambda: self._end(life, effort))

    def _end(self, life: Life, effort: Effort) -> None:
        if life.is_over:
            return
        ends = {
            "answer": self._services.incidents.answer,
            "stopgap": self._services.incidents.stopgap,
        }[life.need.ending]
        words = self._pick(life, "words_again") if life.times_ended else life.need.words
        ending = Ending(words=words, link=life.need.link or None)
        at_once, chance = life.chance.random(), life.chance
        if at_once < _WORDS_AT_ONCE:
            ends(self._mine(life), ending)
        else:
            ends(self._mine(life))
            if at_once < _WORDS_AT_ONCE + _WORDS_LATER:
                self._after(life, 60, 480, lambda: self._write(life, ending))
        self._ends(life)
        life.times_ended += 1
        if life.times_ended == 1:
            self._after(life, 8, 90, lambda: self._close(life, effort))
        says = chance.random()
        wait = timedelta(minutes=10 + chance.lognormvariate(0, 1.3) * 45)
        if says < _CONFIRMS:
            self._at(self._awake(life, wait), lambda: self._quietly(lambda: self._confirm(life)))
        elif says < _CONFIRMS + _DOES_NOT and life.times_ended == 1:
            self._at(self._awake(life, wait), lambda: self._object(life))

    def _write(self, life: Life, ending: Ending) -> None:
        self._services.incidents.write(self._mine(life), ending)

    def _close(self, life: Life, effort: Effort) -> None:
        """Tap the answers to what an analyst is asked at the end, or some, or none."""
        need, chance = life.need, life.chance
        if chance.random() > _ANSWERS_EFFORT:
            if chance.random() < _SKIPS * 3:
                self._tap(life, Answer(skip=True))
            return
        self._tap(life, Answer(effort=effort))
        if chance.random() > _ANSWERS_ALL or not need.cause:
            return
        self._tap(life, Answer(cause=Cause(script.pick(chance, need.cause))))
        self._tap(life, Answer(preventable=chance.choices(range(1, 6), list(need.preventable))[0]))
        self._tap(life, Answer(returns=chance.choices(list(Returns), list(need.returns))[0]))
        if need.tool:
            self._tap(life, Answer(tool=script.pick(chance, need.tool)))

    def _tap(self, life: Life, answer: Answer) -> None:
        self._services.closings.answer(self._mine(life), answer, "")

    # --- who, and when ------------------------------------------------------------------------

    def _who_has_it(self, life: Life) -> Analyst:
        """Return who reaches for it: most often the one whose week it is, else who is quick."""
        week = (life.need.at.date() - script.FIRST_MONDAY).days // 7
        if life.chance.random() < _HAS_THE_WEEK:
            return ANALYSTS[week % len(ANALYSTS)]
        return life.chance.choices(ANALYSTS, [1 / one.sees_within for one in ANALYSTS])[0]

    def _another(self, life: Life) -> Analyst:
        return life.chance.choice([one for one in ANALYSTS if one is not life.analyst])

    def _later(self, life: Life, minutes: float, act: Callable[[], None]) -> None:
        """Do it that many minutes of the analyst's attention later, in their working hours."""
        now = self._clock.now()
        self._at(self._when_there(life.analyst, now + timedelta(minutes=minutes)), act)

    def _after(self, life: Life, least: int, most: int, act: Callable[[], object]) -> None:
        """Do it some seconds later; if things have moved on meanwhile, it is not done."""
        wait = timedelta(seconds=life.chance.uniform(least, most))
        self._at(self._clock.now() + wait, lambda: self._quietly(act))

    def _quietly(self, act: Callable[[], object]) -> None:
        with suppress(Refusal):
            act()

    def _when_there(self, analyst: Analyst, at: datetime) -> datetime:
        return _at_work(at, self._place.zones[analyst.handle], analyst.opens, analyst.closes)

    def _wait(self, life: Life, how_often: float) -> timedelta:
        """Return for how long something lies; nothing that hurts customers or money does.

        In the last days much does, so that whoever looks in has something to do.
        """
        is_late = life.need.at > script.END - _LAST_DAYS
        lies = life.chance.random() < how_often * (_OFTENER if is_late else 1)
        days = life.chance.uniform(1.5, 9)
        return timedelta(days=days) if lies and life.need.impact != "high" else timedelta()

    def _awake(self, life: Life, wait: timedelta) -> datetime:
        """Return that much later, but in the hours in which the requester reads messages."""
        return _at_work(self._clock.now() + wait, self._place.zones[life.need.who], 8, 19)

    # --- small things -------------------------------------------------------------------------

    def _ends(self, life: Life) -> None:
        life.is_over = True
        if life in self._open:
            self._open.remove(life)

    def _pick(self, life: Life, name: str) -> str:
        words: str = life.chance.choice(self._words[name])
        for fact, value in life.need.facts.items():
            words = words.replace(f"{{{fact}}}", value)
        return words

    def _id(self, handle: str) -> UserId:
        return self._place.person(handle)

    def _own(self, life: Life) -> Act:
        return self._act(life, life.need.who)

    def _mine(self, life: Life) -> Act:
        return self._act(life, life.analyst.handle)

    def _act(self, life: Life, who: str) -> Act:
        return Act(
            front=self._front,
            number=life.number,
            by=self._id(who),
            source_key=f"made:{life.need.die}:{next(life.deeds)}",
        )


_WHEN: Mapping[str, Mapping[str, float]] = {
    "high": {"today": 5, "soon": 4, "later": 1},
    "medium": {"today": 2, "soon": 6, "later": 3, "none": 1},
    "low": {"soon": 2, "later": 4, "none": 4},
    "": {"none": 1},
}


def _at_work(at: datetime, zone: ZoneInfo, opens: int, closes: int) -> datetime:
    """Return that moment if somebody is there then, else a little after the next opening."""
    local = at.astimezone(zone)
    into = timedelta(minutes=(local.minute * 7 + local.second) % 41, seconds=local.second)
    if local.hour >= closes:
        local = _opening(local + timedelta(days=1), opens) + into
    elif local.hour < opens:
        local = _opening(local, opens) + into
    while local.weekday() > _FRIDAY:
        local = _opening(local + timedelta(days=1), opens) + into
    return local.astimezone(script.HOME)


def _opening(local: datetime, opens: int) -> datetime:
    return datetime.combine(local.date(), time(opens), tzinfo=local.tzinfo)
