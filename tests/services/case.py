"""A team at work: INC-1, filed by Finn, and people who do things to it, a minute apart."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.clock import SteppedClock
from bot.domain.content import Heard, Told
from bot.domain.ids import Number, UserId
from bot.domain.incident import Ending, Incident, State
from bot.domain.needed_by import When
from bot.domain.notice import Kind
from bot.domain.people import Person
from bot.domain.severity import Impact, Severity
from bot.domain.timeline import Entry, What
from bot.services import Services
from bot.services.ground import Ground
from bot.services.record import Act
from tests.builders import ADA, CY, FINN, FRONT, PAT, ZOE, a_person, a_request
from tests.fakes import FakeSender, Hand, an_act, waiting

URL = "https://hooks.test/1"
ENDING = Ending(words="Reloaded the day", link="https://dash.test/1", as_of=date(2026, 11, 24))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ONE, TWO, THREE = Number(1), Number(2), Number(3)

VERBS: dict[str, Callable[[Services, Act], Incident]] = {
    "claim": lambda to, act: to.incidents.claim(act),
    "take over": lambda to, act: to.incidents.take_over(act),
    "release": lambda to, act: to.incidents.release(act),
    "ask": lambda to, act: to.incidents.ask(act, "Which region?"),
    "ask better": lambda to, act: to.incidents.ask(act, "Which country?"),
    "reply": lambda to, act: to.incidents.reply(act, " The EU "),
    "answer": lambda to, act: to.incidents.answer(act),
    "stopgap": lambda to, act: to.incidents.stopgap(act),
    "answer in words": lambda to, act: to.incidents.answer(act, ENDING),
    "decline": lambda to, act: to.incidents.decline(act, " Finance owns it "),
    "reassign to Cy": lambda to, act: to.incidents.reassign(act, CY),
    "withdraw": lambda to, act: to.incidents.withdraw(act),
    "edit": lambda to, act: to.incidents.edit(act, "Revenue of the EU looks wrong"),
    "make private": lambda to, act: to.incidents.edit(act, "Salaries are off", is_private=True),
    "let see": lambda to, act: to.incidents.let_see(act, (PAT, ZOE)),
    "rate": lambda to, act: to.incidents.change_severity(act, Severity.S1, " The board waits "),
    "reopen": lambda to, act: to.incidents.reopen(act, " Still wrong "),
    "say impact": lambda to, act: to.incidents.describe(act, URL, impact=Impact.HIGH),
    "say when": lambda to, act: to.incidents.describe(act, URL, when=When.TODAY),
    "confirm": lambda to, act: to.incidents.confirm(act),
    "say more": lambda to, act: to.incidents.say_more(act, " Since Monday "),
    "write": lambda to, act: to.incidents.write(act, ENDING),
}


@dataclass(slots=True)
class Case:
    """INC-1, filed by Finn, and people who do things to it, a minute apart."""

    services: Services
    ground: Ground
    clock: SteppedClock
    sender: FakeSender

    def do(self, verb: str, by: UserId = ADA, key: str = "", *, number: Number = ONE) -> Incident:
        """Do it with ordinary words."""
        self.clock.move(MINUTE)
        return VERBS[verb](self.services, an_act(number, by, key))

    def file(self, by: UserId, text: str = "The same thing", **more: Any) -> Number:
        """File another one."""
        request = a_request(text, requester=by, source_key=f"command:{by}:{text}", **more)
        return self.services.incidents.file(FRONT, request).seen.incident.number

    def join(
        self, duplicate: Number, original: Number, by: UserId = ADA, key: str = ""
    ) -> Incident:
        """Close one as the same thing as another."""
        self.clock.move(MINUTE)
        return self.services.incidents.mark_duplicate(an_act(duplicate, by, key), original)

    def follow(self, by: UserId, number: Number = ONE) -> None:
        """Want to hear how it ends."""
        self.services.incidents.follow(an_act(number, by))

    def hand(self, user: UserId, number: Number = ONE) -> Hand:
        """Return somebody's hand on the card, which has to be posted."""
        card = self.services.queue.story(FRONT, number, FINN).line.card
        assert card is not None
        return Hand(self.services, FRONT, card, user, self.clock.now)

    def knows(self, user: UserId, **facts: Any) -> Person:
        """Have read somebody's profile."""
        person = a_person(user, **({"read_at": self.clock.now()} | facts))
        with self.ground.db.begin() as tx:
            tx.people.put(person)
        return person

    def settle_down(self) -> None:
        """Let an hour pass in which everything is said."""
        self.sender.say_all()
        self.clock.move(HOUR)
        self.sender.say_all()

    def now_is(self, number: Number = ONE) -> Incident:
        """Return the incident as it is."""
        with self.ground.db.read() as tx:
            found = tx.incidents.find(FRONT, number)
        assert found is not None
        return found

    def story(self, number: Number = ONE) -> list[Entry]:
        """Return everything that was done to it."""
        with self.ground.db.read() as tx:
            return tx.timeline.of(FRONT, number)

    def whats(self, number: Number = ONE) -> list[What]:
        """Return which kinds of things were done to it."""
        return [entry.what for entry in self.story(number)]

    def left(self) -> list[tuple[str, float]]:
        """Return what waits to be said, and in how many minutes."""
        return waiting(self.ground.db, FRONT, self.clock.now())

    def told(self) -> list[tuple[What, str | None]]:
        """Return of what requesters were told, and the words that were with it."""
        return [
            (told.entry.what, told.ending.words if told.ending else told.seen.incident.question)
            for told in self.sender.contents(Told)
        ]

    def heard(self) -> list[tuple[UserId | None, State, str | None, Number | None]]:
        """Return which follower heard of which end, in which words, and for which of their own."""
        heard = [
            (parcel.notice.target.user, said.entry.state, _words(said), said.duplicate)
            for parcel in self.sender.said
            if isinstance(said := parcel.content, Heard)
        ]
        return sorted(heard, key=repr)

    def refusals(self) -> list[tuple[UserId | None, str | None]]:
        """Return who was told why nothing was changed."""
        return [
            (parcel.notice.target.user, parcel.notice.about)
            for parcel in self.sender.said
            if parcel.notice.kind is Kind.REFUSE
        ]


def _words(heard: Heard) -> str | None:
    return heard.ending.words if heard.ending else heard.entry.words
