"""The one place where things are put together."""

import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import NoReturn, TypeVar

from rich.console import Console
from slack_sdk import WebClient

from bot.clock import MachineClock
from bot.config import Environment
from bot.domain.clock import Clock
from bot.domain.finding import Check, Finding
from bot.domain.ids import Front, WorkspaceId
from bot.domain.settings import Settings
from bot.jobs.heartbeat import Beat, Heartbeat
from bot.services import Services
from bot.services.ground import Ground
from bot.services.upkeep import Workspace
from bot.slack import app as slack_app
from bot.slack import checkup
from bot.slack.app import Identity
from bot.slack.gate import Gate
from bot.slack.introduction import who_am_i
from bot.slack.manifest import manifest
from bot.slack.sender import Sender
from bot.slack.socket import Socket
from bot.slack.wire import Wire
from storage import loading, migrate
from storage.database import BadDatabase, Database, connect

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
    talking = _client(environment, token, SENDER_TIMEOUT_SECONDS)
    identity = who_am_i(talking, wait)
    ground = Ground(db=db, now=clock.now)
    services = Services.on(ground)
    services.upkeep.introduce(_workspace(identity))
    sender = Sender(services, Wire(talking), identity.front, clock)
    ground.wake = sender.wake
    # Bolt gives each listener's client the token that `authorize` names.
    interactive = _client(environment, None, INTERACTIVE_TIMEOUT_SECONDS)
    app, gate = slack_app.build(services, identity, interactive)
    return Hydrant(
        db=db,
        ground=ground,
        services=services,
        identity=identity,
        gate=gate,
        sender=sender,
        heartbeat=Heartbeat(_beats(services, identity)),
        socket=Socket(app, slack_app.dispatching(app, gate), app_token, talking, wait),
    )


def front_of_token(environment: Environment, *, wait: Callable[[float], None]) -> Front:
    """Return the front that the bot token belongs to, by asking Slack."""
    client = _client(environment, environment.bot_token(), SENDER_TIMEOUT_SECONDS)
    return who_am_i(client, wait).front


def examine(environment: Environment, clock: Clock, folder: Path) -> list[Check]:
    """Look whether all is as `build` and the team need it, and return what was looked at.

    Nothing is changed, nobody is waited for longer than seconds, and what is missing or broken is a
    finding rather than an exception. `folder` may hold the manifest that was pasted into Slack.
    """
    token = environment.slack_bot_token
    client = _client(environment, token, INTERACTIVE_TIMEOUT_SECONDS)
    hello = checkup.greet(client, clock.now) if token else checkup.no_token(clock.now())
    of_database, settings = _look_into_database(environment, clock, hello.front)
    look = checkup.Round(client).look
    checks = [
        look("environment", list),
        look("database", list, of_database),
        look("settings", checkup.of_settings, settings),
    ]
    if (file := folder / checkup.FILE).is_file():
        checks.append(look(checkup.FILE, checkup.of_manifest, _pasted(file)))
    checks += [
        look("tokens", checkup.of_tokens, client, environment.slack_app_token or "", hello),
        look("clock", checkup.of_clock, hello.date or None, hello.asked_at, hello.answered_at),
        look("scopes", checkup.of_scopes, hello.scopes),
    ]
    if config := environment.slack_config_token:
        config_client = _client(environment, config, INTERACTIVE_TIMEOUT_SECONDS)
        its_app = hello if hello.may("users:read") else None
        checks.append(look(checkup.LIVE, checkup.of_live_manifest, client, config_client, its_app))
    return [
        *checks,
        look("channels", checkup.of_channels, hello.lets(client, *_CHANNELS), settings),
        look("people", checkup.of_people, hello.lets(client, "users:read"), settings),
        look("emoji", checkup.of_emoji, hello.lets(client, "emoji:read"), settings),
    ]


_CHANNELS = ("channels:read", "groups:read")


def _look_into_database(
    environment: Environment, clock: Clock, front: Front | None
) -> tuple[list[Finding], Settings | None]:
    """Return what is wrong with the database, and the front's settings if they can be read.

    While Slack does not tell whose token it is, the only front that is known is meant.
    """
    try:
        db = connect(environment.database_url)
    except BadDatabase as error:
        return [checkup.database_away(str(error))], None
    with closing(db):
        if _is_yet_to_be_made(db):
            return [checkup.database_new()], Settings()
        if found := _of_database(db):
            return found, None
        services = services_on(db, clock)
        known = services.upkeep.fronts()
        meant = front or (known[0] if len(known) == 1 else None)
        return [], services.settings.current(meant) if meant else None


def _is_yet_to_be_made(db: Database) -> bool:
    """Whether it is a file that the first start will make; looking must not make it."""
    url = db.engine.url
    if not db.is_sqlite or "uri" in url.query:
        return False
    file = Path(url.database or "")
    return file.parent.is_dir() and not file.exists()


def _of_database(db: Database) -> list[Finding]:
    try:
        db.knock()
    except BadDatabase as error:
        return [checkup.database_away(str(error))]
    found = migrate.current(db)
    if found != migrate.HEAD:
        return checkup.of_tables(found, migrate.HEAD, is_embedded=db.is_sqlite)
    try:
        _write_and_take_back(db)
    except _TakenBack:
        return []
    except Exception as error:  # noqa: BLE001  # whatever it is, we cannot write
        cause = str(getattr(error, "orig", None) or error).splitlines()[0]
        return [checkup.database_read_only(cause)]


def _write_and_take_back(db: Database) -> NoReturn:
    with db.begin() as tx:
        tx.counters.next(Front(WorkspaceId("T0NOBODY")), "doctor")
        raise _TakenBack


class _TakenBack(Exception):  # noqa: N818  # expected: it rolls the trial back
    """What was written was only to see whether it can be."""


def _pasted(file: Path) -> object:
    """Return what a manifest says; an empty text if it says nothing that can be read."""
    import yaml  # noqa: PLC0415  # a bot that runs reads no manifest

    try:
        return yaml.safe_load(file.read_text(encoding="utf-8")) or ""
    except (yaml.YAMLError, UnicodeDecodeError, OSError):
        return ""


# A minute and a half of the story passes in about a second: pauses, leases and delays included.
STORY_SPEED = 40.0


def rehearse(
    database: Path, console: Console, clock: Clock, *, requests: int | None = None
) -> bool:
    """Play the shipped story in a fake workspace, show it, and return whether all ended well.

    `requests` plays only so many of it.
    """
    # A bot in production needs neither the fake nor the story, nor the time they take to load.
    from bot.demo import cast, plot, stage  # noqa: PLC0415
    from bot.fakeslack import FakeSlack  # noqa: PLC0415

    story = cast.story()
    with FakeSlack.start(now=clock.now) as slack:
        app = slack.install(manifest())
        company = cast.bring(story, slack, app)
        hydrant = build(
            _environment_of(app.bot_token, app.app_token, slack.api_url, database),
            clock,
        )
        hydrant.services.settings.replace(hydrant.identity.front, company.settings())
        hydrant.start()
        try:
            script = plot.Plot(story["requests"][:requests], slack, company, clock)
            with stage.Stage(script, console) as shown:
                script.play(shown.look, time.sleep)
                _wait_until_said(hydrant)
            told = stage.account(script, slack)
        finally:
            hydrant.stop()
    console.print()
    console.print(stage.summary(told, story["company"]))
    return not told.mishaps


def _wait_until_said(hydrant: Hydrant) -> None:
    """Wait until nothing is left in the outbox: the last news may wait ten minutes of the story."""
    while hydrant.services.outbox.count_waiting(hydrant.identity.front):
        time.sleep(0.05)


class PortTaken(Exception):  # noqa: N818  # a sentence for whoever named the port
    """Something else listens there, or may not be listened to there."""


class NotADemo(Exception):  # noqa: N818  # a sentence for whoever named the file
    """The file holds something else than a demo of this version."""


@contextmanager
def demo(
    database: Path, clock: MachineClock, ports: Sequence[int], *, is_fresh: bool, is_empty: bool
) -> Iterator[str]:
    """Run a workspace with its page and the real bot in it; give the address.

    What was kept in the database goes on; a new one begins with the made history, unless it is to
    be empty. The page is at the first of the ports that is free, 0 being any. Raises `PortTaken`
    and `NotADemo`.
    """
    # See `rehearse`.
    from bot.demo import cast, machine, opening, tour  # noqa: PLC0415
    from bot.fakeslack import FakeSlack  # noqa: PLC0415

    story = cast.story()
    start = partial(FakeSlack.start, now=clock.now, domain=story["company"].lower())
    with _first_that_starts(start, ports) as slack:
        app = slack.install(manifest())
        company = cast.bring(story, slack, app)
        _refuse_anothers(database, app.team_id, is_fresh=is_fresh)
        hydrant = build(
            _environment_of(app.bot_token, app.app_token, slack.api_url, database), clock
        )
        front, services = hydrant.identity.front, hydrant.services
        shelf = loading.Shelf(hydrant.db, front)
        opening.furnish(shelf, services, front, slack, app, company, clock, is_empty=is_empty)
        running = machine.Machine(
            clock,
            hydrant.sender,
            _beats(services, hydrant.identity),
            zone=services.settings.current(front).team.zone,
            waits_since=lambda: services.outbox.next_due(front),
        )
        hydrant.ground.wake = running.wake
        began = clock.now()
        watch = tour.Watch(lambda: shelf.kinds_since(began))
        try:
            hydrant.socket.start()
            running.start()
            slack.page.machine = running.travel
            slack.page.suggested = company.suggested()
            slack.page.tour = tour.tour(slack, watch.happened)
            yield slack.url
        finally:
            watch.end()
            running.stop()
            hydrant.stop()


_Started = TypeVar("_Started")


def _first_that_starts(start: Callable[..., _Started], ports: Sequence[int]) -> _Started:
    """Return what could be started on the first port that is free."""
    *before, last = ports
    for port in before:
        with suppress(OSError):
            return start(port=port)
    try:
        return start(port=last)
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise PortTaken(
            f"Port {last} cannot be used ({why}): name another with --port, or leave it out."
        ) from error


def _environment_of(bot_token: str, app_token: str, api_url: str, database: Path) -> Environment:
    """Return what the demo's bot is told in place of the environment."""
    return Environment(
        slack_bot_token=bot_token,
        slack_app_token=app_token,
        slack_api_url=api_url,
        database_url=f"sqlite:///{database}",
    )


def _refuse_anothers(database: Path, team_id: str, *, is_fresh: bool) -> None:
    """Raise `NotADemo` unless the file is new or a demo's; throw a demo away that is to be fresh.

    A file of anything else is neither written to nor deleted.
    """
    if not database.exists() or database.stat().st_size == 0:
        return
    found = _version_of_demo(database, team_id)
    if found is None:
        raise NotADemo(f"{database} holds something else than a demo, so it stays as it is.")
    if is_fresh:
        for end in ("", "-wal", "-shm"):
            database.with_name(f"{database.name}{end}").unlink(missing_ok=True)
    elif found > migrate.HEAD:
        raise NotADemo(f"{database} was kept by a newer Hydrant; --fresh throws it away.")


def _version_of_demo(database: Path, team_id: str) -> str | None:
    """Return the version of the tables; None if they are no demo's."""
    with closing(connect(f"sqlite:///{database}")) as db:
        try:
            db.knock()
        except BadDatabase:
            return None
        found = migrate.current(db)
        is_anothers = found is None or loading.workspaces(db) - {team_id}
        return None if is_anothers else found


@contextmanager
def serving_health(hydrant: Hydrant, port: int | None) -> Iterator[None]:
    """Tell on that port whether the bot is alive and ready; without a port, tell nobody."""
    if port is None:
        yield
        return
    # Most installations set no port and need no web server in memory.
    from bot.web import health  # noqa: PLC0415

    server = health.Server(health.app(hydrant.why_not_ready), port)
    server.start()
    try:
        yield
    finally:
        server.stop()


def _beats(services: Services, identity: Identity) -> list[Beat]:
    front = identity.front
    return [
        Beat("prune", timedelta(hours=1), lambda: services.upkeep.prune_due(front)),
        # Slack gives up on an event after a while; the cards themselves still show the emoji.
        Beat("look", timedelta(hours=1), lambda: services.outbox.look_at_cards(front)),
    ]


def _client(environment: Environment, token: str | None, timeout: int) -> WebClient:
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
