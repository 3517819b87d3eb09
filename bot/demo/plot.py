"""The plot of the demo: who does what and when, played over the real wire.

Every step is something a person does in Slack: type a command, tap a button, put an emoji on.
A step that finds nothing to act on yet (the card is not there) is tried again a little later, as a
person would.
"""

import heapq
import itertools
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.demo.cast import REQUESTS, Cast
from bot.domain.clock import Clock
from bot.fakeslack import Channel, FakeSlack, Message, Person
from bot.slack import names
from bot.slack.speech import speech_in

_NUMBER = re.compile(r"INC-(\d+)")
_GLANCE = timedelta(seconds=4)
_PATIENCE = 400
_OFTEN_TWO_REACH_FOR_IT = 0.1


class NotThereYet(LookupError):  # noqa: N818  # expected: people are faster than computers
    """What a person looks for has not appeared."""


@dataclass(slots=True)
class Part:
    """One request of the story on its way, and its number once it has one."""

    line: Mapping[str, Any]
    who: Person
    place: Channel
    analyst: Person
    number: int | None = None


@dataclass(order=True, slots=True)
class _Step:
    at: datetime
    turn: int
    act: Callable[[], None] = field(compare=False)
    tries: int = field(default=0, compare=False)


class Plot:
    """Plays the requests of a story; `parts` shows how far each has come."""

    def __init__(
        self, told: Sequence[Mapping[str, Any]], slack: FakeSlack, cast: Cast, clock: Clock
    ) -> None:
        """Write the script; the same story always gives the same one."""
        self._slack = slack
        self._cast = cast
        self._clock = clock
        self._chance = random.Random(7)  # noqa: S311  # a seeded story, not a secret
        self._turns = itertools.count()
        self._steps: list[_Step] = []
        self.parts = [self._part(line) for line in told]
        for index, part in enumerate(self.parts):
            self._after(timedelta(seconds=2 + 12 * index), lambda part=part: self._file(part))  # type: ignore[misc]

    def play(self, look: Callable[[], None], pause: Callable[[float], None]) -> None:
        """Do every step at its moment; call `look` after each."""
        while self._steps:
            step = self._steps[0]
            pause(self._clock.seconds_until(step.at))
            heapq.heappop(self._steps)
            self._do(step)
            look()

    def cards(self) -> list[Message]:
        """Return every card in the team's channel, oldest first."""
        return [
            message
            for message in self._slack.history(self._cast.channels[REQUESTS])
            if message.app_id and _NUMBER.search(message.text)
        ]

    def card(self, number: int) -> Message:
        """Return the card of an incident; raises `NotThereYet`."""
        for message in self.cards():
            if number == number_on(message):
                return message
        raise NotThereYet(f"the card of INC-{number}")

    def _do(self, step: _Step) -> None:
        try:
            step.act()
        except NotThereYet:
            if step.tries >= _PATIENCE:
                raise
            step.at, step.tries = self._clock.now() + _GLANCE, step.tries + 1
            heapq.heappush(self._steps, step)

    def _after(self, wait: timedelta, act: Callable[[], None]) -> None:
        heapq.heappush(self._steps, _Step(self._clock.now() + wait, next(self._turns), act))

    def _part(self, line: Mapping[str, Any]) -> Part:
        who = self._cast.people[line["who"]]
        is_dm = line["from"] == "dm"
        return Part(
            line=line,
            who=who,
            place=who.dms() if is_dm else self._cast.channels[line["from"]],
            analyst=self._chance.choice(self._cast.analysts),
        )

    # --- what people do ----------------------------------------------------------------------

    def _file(self, part: Part) -> None:
        delivery = part.who.types(f"{names.RAPID} {part.line['text']}", in_=part.place)
        said = (delivery.payload or {}) if delivery.acked else {}
        confirmation = part.who.last(part.place)
        found = _NUMBER.search(confirmation.text)
        if not found:
            raise RuntimeError(f"{part.who.name} could not file: {said or confirmation.text}")
        part.number = int(found[1])
        self._after(self._some(4, 10), lambda: self._rate(part, confirmation))
        if part.line["ending"] != "open":
            self._after(self._some(15, 60), lambda: self._claim(part))

    def _rate(self, part: Part, confirmation: Message) -> None:
        for question, answer in (
            (names.IMPACT, part.line["impact"]),
            (names.WHEN, part.line["needed_by"]),
        ):
            if answer:
                part.who.presses(confirmation, names.choice(question, answer))

    def _claim(self, part: Part) -> None:
        card = self.card(part.number or 0)
        if part.line["ended_by"] == "emoji":
            part.analyst.reacts("eyes", to=card)
        else:
            part.analyst.presses(card, names.CLAIM)
        if self._chance.random() < _OFTEN_TWO_REACH_FOR_IT:
            self._too_late(part, card)
        if part.line["ending"] in _ENDINGS:
            self._after(self._some(40, 160), lambda: self._end(part, part.line["words"]))

    def _too_late(self, part: Part, card: Message) -> None:
        """Have a colleague reach for the same card a moment later; they are told who has it."""
        others = [one for one in self._cast.analysts if one.id != part.analyst.id]
        self._chance.choice(others).reacts("eyes", to=card)

    def _end(self, part: Part, words: str | None) -> None:
        emoji, button = _ENDINGS[part.line["ending"]]
        card = self.card(part.number or 0)
        if part.line["ended_by"] == "emoji" and part.analyst.id not in card.reactions.get(
            emoji, ()
        ):
            part.analyst.reacts(emoji, to=card)
        else:
            part.analyst.presses(card, button)
        if words:
            self._after(self._some(10, 30), lambda: self._write(part, words))

    def _write(self, part: Part, words: str) -> None:
        part.analyst.presses(self._prompt(part), names.WRITE)
        _wait_for_form(part.analyst)
        part.analyst.fills("words", words)
        if part.line["link"]:
            part.analyst.fills("link", part.line["link"])
        part.analyst.submits()
        if part.line["requester_says"]:
            self._after(self._some(10, 40), lambda: self._judge(part, words))

    def _judge(self, part: Part, words: str) -> None:
        question = self._question(part)
        is_last = part.line["requester_says"] == "answers_it" or words == part.line["words_again"]
        if is_last:
            part.who.presses(question, names.ANSWERS_IT)
            return
        part.who.presses(question, names.DOES_NOT)
        self._after(self._some(8, 20), lambda: self._say_more(part, question))

    def _say_more(self, part: Part, question: Message) -> None:
        if _label("told-more") not in question.button_labels():
            raise NotThereYet("the button to say what is missing")
        part.who.presses(question, names.SAY_MORE)
        _wait_for_form(part.who)
        part.who.fills("words", part.line["still_wrong"])
        part.who.submits()
        self._after(self._some(30, 60), lambda: self._end(part, part.line["words_again"]))

    # --- what they look for -------------------------------------------------------------------

    def _prompt(self, part: Part) -> Message:
        """Return the newest private offer to the analyst to write about this incident."""
        seen = part.analyst.sees(self._cast.channels[REQUESTS])
        return self._newest(seen, part, _label("prompt-write", who=""))

    def _question(self, part: Part) -> Message:
        """Return the newest question in the requester's thread about this incident."""
        return self._newest(part.who.sees(part.who.dms()), part, _label("told-answers-it"))

    def _newest(self, seen: Sequence[Message], part: Part, label: str) -> Message:
        for message in reversed(seen):
            has_button = any(one.startswith(label) for one in message.button_labels())
            if has_button and number_on(message) == part.number:
                return message
        raise NotThereYet(f"{label} for INC-{part.number}")

    def _some(self, least: float, most: float) -> timedelta:
        return timedelta(seconds=self._chance.uniform(least, most))


_ENDINGS = {
    "stopgap": ("adhesive_bandage", names.STOPGAP),
    "answer": ("white_check_mark", names.ANSWER),
}


def _wait_for_form(who: Person) -> None:
    """Press once more if Slack found that the form took too long to open."""
    if who.modal is None:
        raise NotThereYet(f"the form for {who.name}")


def _label(name: str, **facts: str) -> str:
    """Return what a button says to the cast, who all read English."""
    return speech_in("en-GB")(name, **facts).strip()


def number_on(message: Message) -> int | None:
    """Return the number of the incident that a message is about: the first it names."""
    found = _NUMBER.search(message.text)
    return int(found[1]) if found else None
