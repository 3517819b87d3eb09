"""A data team's office: a fake workspace and a bot, on one clock that the test moves.

The bot is the real one: Socket Mode over a real WebSocket, Web API over HTTP, a database file.
Only its background threads are left out, so that `settle` says when everything has been said.
"""

import copy
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.bootstrap import Hydrant, build
from bot.clock import SteppedClock
from bot.config import Environment
from bot.domain.ids import ChannelId, Number, UserId
from bot.domain.incident import Incident, Request, State
from bot.domain.timeline import Entry
from bot.fakeslack import Channel, Delivery, FakeSlack, Installation, Message, Person
from bot.fakeslack.surface import controls
from bot.services.record import Act
from bot.slack.manifest import manifest

SETTINGS = """
[team]
name = "Data"
timezone = "Europe/Berlin"
admins = ["{mira}"]

[channels]
requests = "{requests}"

[members]
rapid_response = ["{ada}", "{bo}", "{cy}"]
"""
_deeds = count(1)


class Office:
    """People, channels and the bot. Analysts: ada, bo, cy; finn files; mira is the admin."""

    def __init__(
        self, database_url: str, clock: SteppedClock, withhold: tuple[str, ...] = ()
    ) -> None:
        self.clock = clock
        self.database_url = database_url
        self.slack = FakeSlack.start(now=clock.now)
        self.app: Installation = self.slack.install(manifest(), withhold=withhold)
        self.ada = self._person("ada", "Ada Okafor")
        self.bo = self._person("bo", "Bo Lindqvist")
        self.cy = self._person("cy", "Cy Tanaka")
        self.finn = self._person("finn", "Finn O'Shea")
        self.zoe = self._person("zoe", "Zoe Marsh")
        self.mira = self._person("mira", "Mira Admin")
        self.requests: Channel = self.slack.channel(
            "data-rapid", members=[self.app, self.ada, self.bo, self.cy, self.zoe]
        )
        self.general: Channel = self.slack.channel("general", members=[self.finn, self.ada])
        self.bot: Hydrant = self.bring_bot()
        # Nobody heard that the bot was invited to its channels; Slack tells it once more.
        self.slack.retry_due()
        self.slack.settle()
        self.import_settings()

    def _person(self, name: str, real_name: str) -> Person:
        return self.slack.person(name, real_name=real_name, tz="Europe/Berlin", locale="en-GB")

    def environment(self) -> Environment:
        """What the bot's process is told."""
        return Environment(
            slack_bot_token=self.app.bot_token,
            slack_app_token=self.app.app_token,
            slack_api_url=self.slack.api_url,
            database_url=self.database_url,
        )

    def bring_bot(self) -> Hydrant:
        """Build a bot (another replica, if there is one already) and connect it."""
        bot = build(self.environment(), self.clock)
        bot.socket.start()
        return bot

    def restarts(self) -> None:
        """End the bot where it stands, and start another on the same database."""
        self.bot.stop()
        self.bot = self.bring_bot()

    def import_settings(self, **changes: str) -> None:
        """Tell the bot who is who."""
        ids = {name: getattr(self, name).id for name in ("ada", "bo", "cy", "mira", "requests")}
        self.bot.services.settings.replace(
            self.bot.identity.front, SETTINGS.format(**(ids | changes))
        )

    @contextmanager
    def database_away(self) -> Iterator[None]:
        """Take the database file away for a while."""
        file = Path(make_url(self.database_url).database or "")
        self.bot.db.close()
        away = file.rename(file.with_name("away"))
        try:
            yield
        finally:
            self.bot.db.close()
            for left in file.parent.glob(f"{file.name}*"):
                left.unlink()
            away.rename(file)

    def forgets_channels(self) -> None:
        """Leave the bot without a requests channel, as it was before the first import."""
        with self.bot.db.begin() as tx:
            tx.settings.put(self.bot.identity.front, {"channels": {}}, 9, self.clock.now())

    def settle(self, *, within: timedelta = timedelta(seconds=30)) -> None:
        """Let the bot say everything that is due, stepping over its pauses between calls."""
        self.slack.settle()
        deadline = self.clock.now() + within
        while True:
            self.bot.sender.drain()
            due = self.bot.sender.next_due()
            if due is None or due > deadline:
                return
            self.clock.move_to(due)

    def passes(self, **span: float) -> None:
        """Let time pass, and let the bot say what fell due."""
        self.clock.move(timedelta(**span))
        self.settle()

    def files(self, who: Person, text: str, in_: Channel | None = None) -> Message:
        """File a request; return the confirmation that only they see."""
        place = in_ or self.general
        delivery = who.types(f"/rapid {text}", in_=place)
        assert delivery.acked
        return who.last(place)

    def opens(self, text: str = "Revenue by region looks wrong") -> Message:
        """Have Finn file a request; return its card."""
        self.files(self.finn, text)
        self.settle()
        return self.cards()[-1]

    def has_one(self, state: State = State.NEW, text: str = "Revenue by region looks wrong") -> int:
        """Have a request of Finn's, brought to that state by Ada; return its number."""
        use_cases = self.bot.services.incidents
        request = Request(
            text=text,
            requester=UserId(self.finn.id),
            source_key=f"deed:{next(_deeds)}",
            filed_from=ChannelId(self.general.id),
        )
        number = use_cases.file(self.bot.identity.front, request).seen.incident.number
        if state is not State.NEW:
            use_cases.claim(self.act(self.ada, number))
        by_ada, by_finn = self.act(self.ada, number), self.act(self.finn, number)
        match state:
            case State.NEEDS_INFO:
                use_cases.ask(by_ada, "Since when?")
            case State.PARKED:
                use_cases.park(by_ada, self.clock.now().date() + timedelta(days=7))
            case State.STOPGAP:
                use_cases.stopgap(by_ada)
            case State.ANSWERED:
                use_cases.answer(by_ada)
            case State.DECLINED:
                use_cases.decline(by_ada, "Finance owns it")
            case State.DUPLICATE:
                use_cases.mark_duplicate(by_ada, Number(1))
            case State.WITHDRAWN:
                use_cases.withdraw(by_finn)
            case _:
                pass
        self.settle()
        return number

    def act(self, who: Person, number: int) -> Act:
        """Have somebody do something to an incident, to be handed to a use case."""
        return Act(
            front=self.bot.identity.front,
            number=Number(number),
            by=UserId(who.id),
            source_key=f"deed:{next(_deeds)}",
        )

    def forges(self, press: Delivery, action_id: str, value: object) -> Delivery:
        """Send a press of a button that nobody was shown, made from a press that was real."""
        body = copy.deepcopy(press.sent)
        view, world = body.get("view"), self.slack.world
        body["trigger_id"] = world.triggers.make(
            self.app.app_id, body["user"]["id"], view["id"] if view else None
        )
        body["actions"] = [
            {
                "action_id": action_id,
                "block_id": "forged",
                "type": "button",
                "value": str(value),
                "action_ts": world.workspace.next_stamp(),
            }
        ]
        return self.slack.deliver(press.kind, body)

    def posts_as(self, app: Installation, text: str, in_: Channel) -> Message:
        """Have another app's bot post a message, in a channel that it is in."""
        message = Message(ts="", channel=in_.id, user=app.bot_user_id, text=text, bot_id=app.bot_id)
        message.app_id = app.app_id
        self.slack.world.announce(self.slack.workspace.post(message))
        return message

    def reacts_as(self, app: Installation, emoji: str, to: Message) -> None:
        """Have another app's bot put an emoji on a message."""
        change = self.slack.workspace.react(to, app.bot_user_id, emoji)
        for delivery in self.slack.world.announce(change):
            self.slack.courier.wait(delivery)

    def another_app(self) -> Installation:
        """Install another app with a bot, older than ours to Slack's menus."""
        installed = self.slack.install(
            {
                "display_information": {"name": "Greeter"},
                "features": {"bot_user": {"display_name": "greeter"}},
            }
        )
        # People's hands take the app that was installed last.
        self.slack.world.apps.sort(key=lambda app: app is self.app)
        return installed

    def reads(self, who: Person) -> list[Message]:
        """Everything of the bot's that somebody can read: in channels, privately, in their DMs."""
        places = [self.requests, self.general, who.dms()]
        seen = [message for place in places for message in who.sees(place)]
        return [message for message in seen if message.app_id == self.app.app_id]

    def offer(self, who: Person, action_id: str) -> Message:
        """The newest message that somebody can read which has this button."""
        return next(
            message
            for message in reversed(self.reads(who))
            if any(control.action_id == action_id for control in controls(message.blocks))
        )

    def ask(self, who: Person, line: str, in_: Channel | None = None) -> Message:
        """Type a command; return its answer, which only they see."""
        place = in_ or self.general
        assert who.types(line, in_=place).acked
        return who.last(place)

    def settings_are(self, toml: str) -> None:
        """Change some settings, as an admin would; what is not named stays."""
        self.bot.services.settings.replace(self.bot.identity.front, toml)

    def writes(self, who: Person, words: str, **fields: object) -> None:
        """Send the form that is open on somebody's screen."""
        self.writes_into(who, words=words, **fields)

    def writes_into(self, who: Person, **fields: object) -> None:
        """Fill in these fields of the form on somebody's screen, and send it."""
        for field, value in fields.items():
            who.fills(field, value)
        who.submits()

    def whispers(self, who: Person, in_: Channel | None = None) -> list[str]:
        """What only this person sees in the requests channel, oldest first."""
        seen = who.sees(in_ or self.requests)
        return [one.plain() for one in seen if one.ephemeral_to == who.id]

    def told(self, who: Person | None = None) -> list[Message]:
        """What the bot wrote to a person, Finn unless told otherwise, oldest first."""
        one = who or self.finn
        return [message for message in one.sees(one.dms()) if message.app_id == self.app.app_id]

    def entries(self, number: int = 1) -> list[str]:
        """The kinds of entries in an incident's timeline, oldest first."""
        return [str(entry.what) for entry in self.timeline(number)]

    def timeline(self, number: int = 1) -> tuple[Entry, ...]:
        """An incident's timeline, oldest first, as the database has it."""
        with self.bot.db.read() as tx:
            return tuple(tx.timeline.of(self.bot.identity.front, Number(number)))

    def card(self, number: int = 1) -> Message:
        """The card of an incident."""
        cards = [
            one for one in self.cards() if f"INC-{number} " in f"{one.text.replace(',', ' ')} "
        ]
        assert len(cards) == 1, f"{len(cards)} cards of INC-{number}"
        return cards[0]

    def cards(self) -> list[Message]:
        """Every card in the requests channel."""
        return [one for one in self.slack.history(self.requests) if one.app_id == self.app.app_id]

    def state(self, number: int = 1) -> str:
        """The state of an incident, as the database has it."""
        return str(self.incident(number).state)

    def owner(self, number: int = 1) -> str | None:
        """Who has an incident."""
        return self.incident(number).owner

    def incident(self, number: int = 1) -> Incident:
        """An incident as the database has it, private or not."""
        with self.bot.db.read() as tx:
            found = tx.incidents.find(self.bot.identity.front, Number(number))
        assert found is not None, f"There is no INC-{number}"
        return found

    def close(self) -> None:
        self.bot.stop()
        self.slack.close()


@contextmanager
def open_office(
    database_url: str, clock: SteppedClock, **more: tuple[str, ...]
) -> Iterator[Office]:
    office = Office(database_url, clock, **more)
    try:
        yield office
    finally:
        office.close()


def comes_true(claim: Callable[[], bool], within_seconds: float = 2.0) -> bool:
    """Whether the claim holds at some moment soon, in real time: other threads are at work."""
    deadline = time.monotonic() + within_seconds
    while not claim() and time.monotonic() < deadline:
        time.sleep(0.005)
    return claim()
