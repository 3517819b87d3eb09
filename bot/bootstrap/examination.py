"""Put together what `doctor` looks at."""

from contextlib import closing
from pathlib import Path
from typing import NoReturn

from bot.bootstrap import INTERACTIVE_TIMEOUT_SECONDS, client_of, services_on
from bot.config import Environment
from bot.domain.clock import Clock
from bot.domain.finding import Check, Finding
from bot.domain.ids import Front, WorkspaceId
from bot.domain.settings import Settings
from bot.slack import checkup
from storage import migrate
from storage.database import BadDatabase, Database, connect


def examine(environment: Environment, clock: Clock, folder: Path) -> list[Check]:
    """Look whether all is as `build` and the team need it, and return what was looked at.

    Nothing is changed, nobody is waited for longer than seconds, and what is missing or broken is a
    finding rather than an exception. `folder` may hold the manifest that was pasted into Slack.
    """
    token = environment.slack_bot_token
    client = client_of(environment, token, INTERACTIVE_TIMEOUT_SECONDS)
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
        config_client = client_of(environment, config, INTERACTIVE_TIMEOUT_SECONDS)
        its_app = hello if hello.may("users:read") else None
        checks.append(look(checkup.LIVE, checkup.of_live_manifest, client, config_client, its_app))
    return [
        *checks,
        look("channels", checkup.of_channels, hello.lets(client, *_CHANNELS), settings),
        look("people", checkup.of_people, hello.lets(client, "users:read"), settings),
        look("emoji", checkup.of_emoji, hello.lets(client, "emoji:read"), settings),
        look("rotations", checkup.of_rotations, hello.lets(client, "users:read"), settings),
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
