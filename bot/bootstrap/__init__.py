"""The one place where things are put together: here the bot itself, beside it doctor and demo."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from slack_sdk import WebClient

from bot.config import Environment
from bot.domain.clock import Clock
from bot.domain.ids import Front
from bot.jobs.heartbeat import Beat, Heartbeat
from bot.services import Services
from bot.services.ground import Ground
from bot.services.upkeep import Workspace
from bot.slack import app as slack_app
from bot.slack.app import Identity
from bot.slack.gate import Gate
from bot.slack.introduction import who_am_i
from bot.slack.sender import Sender
from bot.slack.socket import Socket
from bot.slack.wire import Wire
from storage import migrate
from storage.database import Database, connect

log = logging.getLogger(__name__)

# Slack waits three seconds for an acknowledgement; nobody inside needs longer than that.
DRAIN_SECONDS = 5.0
# An interactive call has to be over while Slack still waits for us; a write may take longer.
INTERACTIVE_TIMEOUT_SECONDS = 2
SENDER_TIMEOUT_SECONDS = 10


def open_database(environment: Environment) -> Database:
    """Return the database with its tables as this code expects them.

    The embedded one is brought up to date by the way; a server's is left to `hydrant migrate`,
    and `migrate.WrongVersion` says so. Raises `BadDatabase` if nobody answers.
    """
    db = connect(environment.database_url)
    db.knock()
    if db.is_sqlite:
        migrate.upgrade(db)
    else:
        migrate.check(db)
    return db


def services_on(db: Database, clock: Clock) -> Services:
    """Return the use cases on a database, for a process that does not speak with Slack."""
    return Services.on(Ground(db=db, now=clock.now))


@dataclass(slots=True)
class Hydrant:
    """A bot, put together. `start` returns when it is connected, `stop` when all is said."""

    db: Database
    ground: Ground
    services: Services
    identity: Identity
    gate: Gate
    sender: Sender
    heartbeat: Heartbeat
    socket: Socket

    def start(self) -> None:
        """Connect, then begin to say what waits, and look what was missed while we were away."""
        self.socket.start()
        self.sender.start()
        self.heartbeat.start()
        self.services.outbox.look_at_cards(self.identity.front)
        log.info("Hydrant is up in %s as %s", self.identity.team_name, self.identity.bot_user_id)

    def why_not_ready(self) -> str | None:
        """Return what keeps it from working, or None: no connection, or no database."""
        if not self.socket.client.is_connected():
            return "there is no connection to Slack"
        try:
            self.services.settings.current(self.identity.front)
        except Exception:  # whatever it is, the answer is the same; the log has the rest
            log.exception("The database does not answer")
            return "the database does not answer"
        return None

    def stop(self) -> None:
        """Stop without losing anything: nobody new in, those inside out, hang up last."""
        if not self.gate.close(DRAIN_SECONDS):
            log.warning("Some deliveries were still in hand; Slack will send events again")
        self.heartbeat.stop()
        self.sender.stop()
        self.socket.close()
        self.db.close()


def build(
    environment: Environment, clock: Clock, *, wait: Callable[[float], None] = time.sleep
) -> Hydrant:
    """Return a bot for the workspace that the bot token belongs to.

    Waits for Slack if it cannot be reached (`wait` sleeps that many seconds), and raises what
    `open_database`, `who_am_i` and the environment raise.
    """
    token, app_token = environment.bot_token(), environment.app_token()
    db = open_database(environment)
    talking = client_of(environment, token, SENDER_TIMEOUT_SECONDS)
    identity = who_am_i(talking, wait)
    ground = Ground(db=db, now=clock.now)
    services = Services.on(ground)
    services.upkeep.introduce(_workspace(identity))
    sender = Sender(services, Wire(talking), identity.front, clock)
    ground.wake = sender.wake
    # Bolt gives each listener's client the token that `authorize` names.
    interactive = client_of(environment, None, INTERACTIVE_TIMEOUT_SECONDS)
    app, gate = slack_app.build(services, identity, interactive, environment.hydrant_url)
    return Hydrant(
        db=db,
        ground=ground,
        services=services,
        identity=identity,
        gate=gate,
        sender=sender,
        heartbeat=Heartbeat(beats_of(services, identity)),
        socket=Socket(app, slack_app.dispatching(app, gate), app_token, talking, wait),
    )


def front_of_token(environment: Environment, *, wait: Callable[[float], None]) -> Front:
    """Return the front that the bot token belongs to, by asking Slack."""
    client = client_of(environment, environment.bot_token(), SENDER_TIMEOUT_SECONDS)
    return who_am_i(client, wait).front


@contextmanager
def serving_health(hydrant: Hydrant, port: int | None) -> Iterator[None]:
    """Tell on that port whether the bot is alive and ready; without a port, tell nobody."""
    if port is None:
        yield
        return
    # Most installations set no port and need no web server in memory.
    from bot.web import feeds, health  # noqa: PLC0415

    calendars, front = hydrant.services.calendars, hydrant.identity.front
    feed = feeds.route(lambda token: calendars.behind(front, token))
    server = health.Server(health.app(hydrant.why_not_ready, feed), port)
    server.start()
    try:
        yield
    finally:
        server.stop()


def beats_of(services: Services, identity: Identity) -> list[Beat]:
    """Return what a running bot asks now and then."""
    front = identity.front
    return [
        Beat("prune", timedelta(hours=1), lambda: services.upkeep.prune_due(front)),
        # Slack gives up on an event after a while; the cards themselves still show the emoji.
        # A hand-off is told within half a minute, and a handle that somebody edited is set right.
        Beat(
            "rota",
            timedelta(seconds=30),
            lambda: services.rota.watch(front),
            lambda: services.rota.next_look(front),
        ),
        Beat("groups", timedelta(hours=1), lambda: services.rota.sync_groups(front)),
        Beat("look", timedelta(hours=1), lambda: services.outbox.look_at_cards(front)),
        Beat("unpark", timedelta(minutes=15), lambda: services.incidents.unpark_due(front)),
    ]


def client_of(environment: Environment, token: str | None, timeout: int) -> WebClient:
    """Return a client that says each thing once, and gives up after so many seconds."""
    # The default handlers send a post again after a dropped connection: two cards from one call.
    return WebClient(
        token=token, base_url=environment.slack_api_url, timeout=timeout, retry_handlers=[]
    )


def _workspace(identity: Identity) -> Workspace:
    return Workspace(
        front=identity.front,
        name=identity.team_name,
        url=identity.url,
        bot_user_id=identity.bot_user_id,
    )
