"""The command line: words in, exit code out. 0 fine, 1 a failure in one sentence, 2 wrong usage."""

import gc
import json
import os
import re
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from bot import bootstrap, config, logs
from bot.bootstrap import examination, grading, theatre
from bot.clock import FastClock, MachineClock, SystemClock
from bot.domain.cadence import Span
from bot.domain.errors import Refusal
from bot.domain.finding import Check, Level
from bot.domain.ids import Front, UserId, WorkspaceId
from bot.services import Services
from bot.services.settings import BadSettings
from bot.slack import checkup
from bot.slack.introduction import SlackRefusesUs
from bot.slack.render import refusal as refusals
from bot.slack.speech import speech_in
from storage import migrate as migrations
from storage.database import BadDatabase, connect

app = typer.Typer(
    name="hydrant",
    help="The front door of a data organisation, in Slack.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
settings = typer.Typer(help="Settings of a team, as TOML.", no_args_is_help=True)
app.add_typer(settings, name="settings")
repeats = typer.Typer(help="Finding repeats, graded.", no_args_is_help=True)
app.add_typer(repeats, name="repeats")
oncall = typer.Typer(help="The rota, outside of Slack.", no_args_is_help=True)
app.add_typer(oncall, name="oncall")

_Workspace = Annotated[
    str | None, typer.Option("--workspace", help="The workspace's id, such as T012ABCDEF.")
]
_WORKSPACE_ID = re.compile(r"[TE][A-Z0-9]+")
_USER_ID = re.compile(r"[UW][A-Z0-9]{2,}")
# Who reads in a terminal is nobody in the workspace, and reads in the team's zone.
NOBODY = UserId("")
_ENCODERS = {"lexical", "semantic"}
# Give up after so long without a connection, so that a supervisor starts us afresh.
DISCONNECTED_SECONDS = 300.0
_LOOK_SECONDS = 2.0


class Failure(Exception):  # noqa: N818  # one sentence on standard error
    """Something that the person at the keyboard can mend."""


def main() -> None:
    """Run the command; a failure that can be mended is one sentence and exit code 1."""
    try:
        app()
    except (
        Failure,
        theatre.NotADemo,
        theatre.PortTaken,
        BadDatabase,
        BadSettings,
        grading.BadStream,
        ConnectionError,
        SlackRefusesUs,
        config.BadEnvironment,
        migrations.WrongVersion,
    ) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
    except Refusal as refusal:
        sys.stderr.write(f"{refusals.without_markup(refusal, speech_in(None))}\n")
        sys.exit(1)


@app.command()
def run() -> None:
    """Start the bot: Socket Mode, with SLACK_BOT_TOKEN and SLACK_APP_TOKEN."""
    environment = config.load()
    logs.configure(environment.hydrant_log_level)
    stopping = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopping.set())
    hydrant = bootstrap.build(environment, SystemClock(), wait=lambda s: _nap(stopping, s))
    with bootstrap.serving_health(hydrant, environment.port):
        try:
            _settle_memory()
            hydrant.start()
            _watch(hydrant.socket.client.is_connected, stopping)
        finally:
            hydrant.stop()


@app.command()
def migrate() -> None:
    """Bring the database to the version that this Hydrant needs."""
    with closing(connect(config.load().database_url)) as db:
        db.knock()
        done = migrations.upgrade(db)
    typer.echo(
        f"The database is at version {migrations.HEAD}" + ("." if done else ", as it was before.")
    )


@app.command()
def doctor(
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object, and nothing else.")
    ] = False,
) -> None:
    """Look whether everything works, and say how to mend what does not. Changes nothing."""
    # What a library has to say about a failure, a finding says better.
    logs.configure("CRITICAL")
    try:
        checks = examination.examine(config.load(), SystemClock(), Path.cwd())
    except config.BadEnvironment as error:
        checks = checkup.not_looked_at(str(error))
    is_well = all(check.is_passed for check in checks)
    if as_json:
        typer.echo(json.dumps(_as_json(checks, is_well=is_well), indent=2))
    else:
        _show(checks, is_well=is_well)
    if not is_well:
        raise typer.Exit(1)


def _as_json(checks: list[Check], *, is_well: bool) -> dict[str, object]:
    speech = speech_in(None)
    return {
        "ok": is_well,
        "checks": [{"check": check.name, "state": _state(check)} for check in checks],
        "findings": [
            {
                "check": one.check,
                "level": one.level,
                "name": one.name,
                "sentence": checkup.spoken(one, speech),
                "facts": dict(one.facts),
            }
            for check in checks
            for one in check.findings or ()
        ],
    }


def _state(check: Check) -> str:
    if check.findings is None:
        return "not looked at"
    return "findings" if check.findings else "fine"


_STYLES = {"fine": "green", "not looked at": "dim", Level.PROBLEM: "bold red", Level.LOSS: "yellow"}


def _show(checks: list[Check], *, is_well: bool) -> None:
    """Print a line for each check, or for each of its findings."""
    speech, console = speech_in(None), Console(highlight=False)
    width = 1 + max(len(check.name) for check in checks)
    for check in checks:
        said = [
            (str(one.level), f": {checkup.spoken(one, speech)}") for one in check.findings or ()
        ]
        for state, sentence in said or [(_state(check), "")]:
            line = Text(f"{check.name:<{width}}").append(state, _STYLES[state]).append(sentence)
            console.print(line, soft_wrap=True)
    console.print("Nothing is broken." if is_well else "Something does not work; see above.")


# The page's port unless it is taken; people find it again in their browser's history.
DEMO_PORT = 8484


@app.command(name="try")
def try_out(
    *,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help=f"Where the page is; {DEMO_PORT} if that is free."),
    ] = None,
    keep: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Keep what happens in this file.")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw away what was kept.")] = False,
    empty: Annotated[bool, typer.Option("--empty", help="Begin without the history.")] = False,
    story: Annotated[
        bool, typer.Option("--story", help="Play a story of sixty requests here, and end.")
    ] = False,
) -> None:
    """Try Hydrant in a workspace of its own: no Slack account, nothing to set up."""
    logs.configure("ERROR")
    with tempfile.TemporaryDirectory(prefix="hydrant-") as folder:
        if story:
            _play(Path(folder) / "story.sqlite")
        else:
            _open_demo(keep or Path(folder) / "demo.sqlite", port, keep, fresh, empty)


def _play(database: Path) -> None:
    clock = FastClock(SystemClock().now(), theatre.STORY_SPEED)
    if not theatre.rehearse(database, Console(), clock):
        raise Failure("The story did not end as it should; see above.")


def _open_demo(
    database: Path, port: int | None, keep: Path | None, fresh: bool, empty: bool
) -> None:
    """Run the demo until somebody ends it."""
    _refuse_unwritable(database)
    stopping = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopping.set())
    kept = f"What happens is kept in {keep}." if keep else "Nothing is kept."
    ports = (port,) if port else (DEMO_PORT, 0)
    running = theatre.demo(database, MachineClock(), ports, is_fresh=fresh, is_empty=empty)
    with running as url:
        typer.echo(f"Open this in a browser: {url}\nCtrl-C ends it. {kept}")
        _settle_memory()
        stopping.wait()
        typer.echo("Ending.")


def _refuse_unwritable(database: Path) -> None:
    folder = database.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise Failure(f"{folder} is no folder that I may write to: name another file with --keep.")
    if database.exists() and not os.access(database, os.W_OK):
        raise Failure(f"I may not write to {database}: name another file with --keep.")


@settings.command(name="import")
def import_settings(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    workspace: _Workspace = None,
) -> None:
    """Import settings. A section that the file names is replaced whole; the others stay."""
    with _services(workspace) as (services, front):
        saved = services.settings.replace(front, _text(file))
    typer.echo(f"Imported for {front.workspace_id}: version {saved.version}.")


@settings.command(name="export")
def export_settings(workspace: _Workspace = None) -> None:
    """Print all settings as TOML that `import` takes back unchanged."""
    with _services(workspace) as (services, front):
        typer.echo(services.settings.export(front), nl=False)


@settings.command()
def show(workspace: _Workspace = None) -> None:
    """Show the settings in force."""
    with _services(workspace) as (services, front):
        console = Console()
        console.print(f"Settings of {front.workspace_id}")
        console.print(Syntax(services.settings.export(front), "toml", background_color="default"))


_Person = Annotated[
    str | None, typer.Option("--person", help="Whose shifts: a user id such as U012ABCDEF.")
]


@oncall.command(name="now")
def who_is_on_call(workspace: _Workspace = None) -> None:
    """Print who is on call in each rotation, and who comes next; exit code 1 if nobody is."""
    with _services(workspace) as (services, front):
        found = services.rota.board(front, NOBODY)
        people = [one.person for one in found.rotations] + [
            one.then.person for one in found.rotations if one.then
        ]
        names = services.people.names(front, [one for one in people if one])
    table = Table("rotation", "on call", "until", "then")
    for one in found.rotations:
        then = names.get(one.then.person, one.then.person) if one.then else ""
        until = f"{one.until.astimezone(found.zone):%a %d %b %Y %H:%M %Z}" if one.until else ""
        on_call = names.get(one.person, one.person) if one.person else f"nobody ({one.why})"
        table.add_row(one.rotation, on_call, until, then)
    Console().print(table)
    if not all(one.person for one in found.rotations):
        raise typer.Exit(1)


@oncall.command()
def ical(
    out: Annotated[Path, typer.Option("--out", dir_okay=False, help="The file to write.")],
    person: _Person = None,
    workspace: _Workspace = None,
) -> None:
    """Write the shifts as a calendar: the whole team's, or one person's."""
    # A calendar is written now and then, and its library takes a tenth of a second to load.
    from bot.web.ical import written  # noqa: PLC0415

    with _services(workspace) as (services, front):
        feed = services.calendars.feed(front, _user(person) if person else None)
    _write(out, written(feed.events, feed.names, title=feed.title))
    typer.echo(f"{len(feed.events)} shifts are in {out}.")


@oncall.command(name="import")
def import_time_off(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    person: Annotated[str, typer.Option("--person", help="Who is away: a user id.")],
    workspace: _Workspace = None,
) -> None:
    """File the time off that an .ics file holds; what was brought before is not brought again."""
    from bot.web.ical import BadCalendar, read_time_off  # noqa: PLC0415

    now = SystemClock().now()
    with _services(workspace) as (services, front):
        user = _user(person)
        try:
            found = read_time_off(file.read_bytes(), now, services.rota.zone(front, user))
        except BadCalendar as error:
            raise Failure(f"{file}: {error}") from error
        spans = [
            (Span(one.starts_at, one.ends_at), one.summary or None, f"ics:{user}:{one.uid}")
            for one in found
        ]
        new = services.stand_ins.off_all(front, user, spans)
    typer.echo(f"{new} of {len(spans)} times off are new, and filed for {user}.")


def _user(given: str) -> UserId:
    if not _USER_ID.fullmatch(given):
        raise Failure(f"{given!r} is no user id; one looks like U012ABCDEF.")
    return UserId(given)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Failure(f"{file} cannot be written: {error.strerror}.") from error


@repeats.command()
def replay(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    out: Annotated[Path, typer.Option(dir_okay=False, help="Where each line's answer goes.")],
    encoder: Annotated[
        str | None, typer.Option(help="lexical, semantic, or a folder with a model.")
    ] = None,
    attach: Annotated[
        grading.Attach, typer.Option(help="As the product does, or at the best bar afterwards.")
    ] = grading.Attach.PRODUCT,
) -> None:
    """Grade repeat finding on your own history: lines of {"text": …, "group": …}, oldest first."""
    environment = config.load()
    logs.configure(environment.hydrant_log_level)
    if encoder and encoder not in _ENCODERS and not Path(encoder).is_dir():
        raise Failure(f"{encoder!r} is no encoder: say lexical, semantic, or name a folder.")
    items = grading.read(file)
    answers, score = grading.replay(items, encoder or environment.hydrant_encoder, attach)
    try:
        out.write_text("".join(f"{line}\n" for line in grading.written(answers)), encoding="utf-8")
    except OSError as error:
        raise Failure(f"{out} cannot be written: {error.strerror}.") from error
    typer.echo("\n".join(grading.told(score)))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Failure(f"{file} is not a text in UTF-8, so it was not imported.") from error


@contextmanager
def _services(workspace: str | None) -> Iterator[tuple[Services, Front]]:
    """Give the use cases, and the front that is meant: the one named, or the only one there is."""
    environment = config.load()
    with closing(bootstrap.open_database(environment)) as db:
        services = bootstrap.services_on(db, SystemClock())
        yield services, _front(services, environment, workspace)


def _front(services: Services, environment: config.Environment, workspace: str | None) -> Front:
    if workspace:
        if not _WORKSPACE_ID.fullmatch(workspace):
            raise Failure(f"{workspace!r} is no workspace id; one looks like T012ABCDEF.")
        return Front(WorkspaceId(workspace))
    known = services.upkeep.fronts()
    if len(known) == 1:
        return known[0]
    if environment.slack_bot_token:
        return bootstrap.front_of_token(environment, wait=_do_not_wait)
    raise Failure(
        "Which workspace? Give --workspace T…, or set SLACK_BOT_TOKEN so that I can ask Slack."
    )


def _do_not_wait(_: float) -> None:
    raise Failure("Slack cannot be reached, so I cannot ask which workspace the token belongs to.")


def _nap(stopping: threading.Event, seconds: float) -> None:
    """Sleep, but not through a request to stop: that ends the process, and nothing is wrong."""
    if stopping.wait(seconds):
        raise SystemExit(0)


def _settle_memory() -> None:
    """Tell the garbage collector that what was made so far stays: it halves the slowest answers."""
    gc.collect()
    gc.freeze()


def _watch(is_connected: Callable[[], bool], stopping: threading.Event) -> None:
    """Return when asked to stop; fail when Slack has given no connection for five minutes.

    Silence is no sign: a quiet workspace sends nothing for hours.
    """
    connected_at = time.monotonic()
    while not stopping.wait(_LOOK_SECONDS):
        if is_connected():
            connected_at = time.monotonic()
        elif time.monotonic() - connected_at > DISCONNECTED_SECONDS:
            raise Failure("Slack has given no connection for five minutes; start me again.")
