"""The command line as whoever types it sees it: what is printed where, and the exit code."""

import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from icalendar import Calendar

from bot import bootstrap
from bot.cli import DEMO_PORT, main
from bot.clock import SystemClock
from bot.domain.ids import Front, UserId, WorkspaceId
from bot.fakeslack import FakeSlack, Installation
from bot.slack.manifest import manifest
from storage.database import connect
from storage.migrate import HEAD
from tests.flows.office import comes_true

ROOT = Path(__file__).parent.parent
SECRET = "hunter2-is-not-a-token"
SETTINGS = """
[team]
name = "Data"
timezone = "Europe/Berlin"
admins = ["U0MIRA"]

[channels]
requests = "C0REQUESTS"

[members]
rapid_response = ["U0ADA", "U0BO"]

[timing]
words_grace_minutes = 5
"""
_SECONDS = 20
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_MODULE = re.compile(r"python -m [\w.]+")
_FRAME = re.compile("[\u2500-\u257f]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything printed, on one line, without colours and frames, by whatever name it ran."""
        plain = _FRAME.sub(" ", _COLOURS.sub("", self.out + self.err))
        return " ".join(_MODULE.sub("hydrant", plain).split())


Command = Callable[..., Outcome]


@pytest.fixture
def hydrant(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Command:
    """Give a function that runs a command line in an empty folder, with variables by name."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL", "DATABASE_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    monkeypatch.delenv("HYDRANT_LOG_LEVEL", raising=False)

    def run(line: str, **variables: str) -> Outcome:
        with monkeypatch.context() as here:
            here.setattr(sys, "argv", ["hydrant", *line.split()])
            for name, value in variables.items():
                here.setenv(name, value)
            code = _code_of(main)
        told = capsys.readouterr()
        return Outcome(code, told.out, told.err)

    return run


def _code_of(command: Callable[[], None]) -> int:
    try:
        command()
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    return 0


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """Give a file with the settings of a team."""
    file = tmp_path / "settings.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def slack() -> Iterator[FakeSlack]:
    """Give a fake workspace by the wall clock, for processes that have no other."""
    with FakeSlack.start(now=SystemClock().now) as running:
        yield running


@pytest.fixture(scope="module")
def installed(slack: FakeSlack) -> Installation:
    """Give the app, installed in the workspace."""
    return slack.install(manifest())


def variables(slack: FakeSlack, installed: Installation, **others: str) -> dict[str, str]:
    """Return the environment of a process that talks with the fake."""
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": installed.bot_token,
        "SLACK_APP_TOKEN": installed.app_token,
    } | others


def process(folder: Path, *words: str, **variables: str) -> subprocess.Popen[str]:
    """Start a command in a process of its own."""
    return subprocess.Popen(  # noqa: S603  # our own command line
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=variables | {"PYTHONPATH": str(ROOT), "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def outcome(running: subprocess.Popen[str]) -> Outcome:
    """Wait until the process has ended."""
    with running:
        try:
            out, err = running.communicate(timeout=_SECONDS)
        finally:
            running.kill()  # one that hangs must not hang the tests; a dead one does not mind
    return Outcome(running.returncode, out, err)


# --- help and wrong usage --------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "",
        "run",
        "migrate",
        "try",
        "settings",
        "settings import",
        "settings export",
        "settings show",
    ],
)
def test_every_command_explains_itself(hydrant: Command, line: str):
    ended = hydrant(f"{line} --help")

    assert ended.code == 0
    assert f"Usage: hydrant {line}".strip() in ended.said
    assert ended.err == ""


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "run now",
        "migrate --force",
        "settings nonsense",
        "settings import",
        "settings import nowhere.toml",
        "settings import .",
    ],
)
def test_wrong_usage_is_explained_and_ends_with_two(hydrant: Command, line: str):
    ended = hydrant(line)

    assert ended.code == 2
    assert "Usage: hydrant" in ended.said
    assert ended.out == ""


def test_a_missing_file_is_named(hydrant: Command):
    assert "nowhere.toml" in hydrant("settings import nowhere.toml").said


def test_the_module_is_the_same_as_the_command(hydrant: Command, tmp_path: Path):
    command = hydrant("--help")
    module = outcome(process(tmp_path, "--help"))

    assert module.code == command.code == 0
    assert module.said == command.said


# --- the rota --------------------------------------------------------------------------------

ROTA = """
[[rotations]]
name = "primary"
timezone = "Europe/Berlin"
starts = "2026-01-05T09:00"
members = ["U0ADA", "U0BO"]
"""
ABSENCE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//A//B//EN
BEGIN:VEVENT
UID:sea@example.com
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20990105
DTEND;VALUE=DATE:20990119
SUMMARY:the sea
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def rota(hydrant: Command, settings_file: Path, tmp_path: Path) -> Front:
    """Give the front of a team with a rotation in which Ada has accepted."""
    settings_file.write_text(SETTINGS + ROTA, encoding="utf-8")
    hydrant(f"settings import {settings_file} --workspace T0OTHER")
    front = Front(WorkspaceId("T0OTHER"))
    with closing(connect(f"sqlite:///{tmp_path / 'hydrant.sqlite'}")) as db:
        bootstrap.services_on(db, SystemClock()).rota.join(front, UserId("U0ADA"))
    return front


def test_who_is_on_call_is_printed(hydrant: Command, rota: Front):
    ended = hydrant(f"oncall now --workspace {rota.workspace_id}")

    assert ended.code == 0
    assert "primary" in ended.out
    assert "U0ADA" in ended.out


def test_nobody_on_call_is_an_exit_code(hydrant: Command, rota: Front, tmp_path: Path):
    with closing(connect(f"sqlite:///{tmp_path / 'hydrant.sqlite'}")) as db:
        services = bootstrap.services_on(db, SystemClock())
        services.rota.leave(rota, UserId("U0ADA"), at_once=True)

    ended = hydrant(f"oncall now --workspace {rota.workspace_id}")

    assert ended.code == 1
    assert "nobody (no_members)" in ended.out


def test_without_a_rotation_there_is_a_sentence(hydrant: Command, settings_file: Path):
    hydrant(f"settings import {settings_file} --workspace T0OTHER")

    ended = hydrant("oncall now --workspace T0OTHER")

    assert ended.code == 1
    assert ended.err.endswith(".\n")
    assert "rotation" in ended.err


def test_shifts_are_written_as_a_calendar(hydrant: Command, rota: Front, tmp_path: Path):
    team = hydrant(f"oncall ical --out team.ics --workspace {rota.workspace_id}")
    bos = hydrant(f"oncall ical --out bo.ics --person U0BO --workspace {rota.workspace_id}")

    assert (team.code, bos.code) == (0, 0)
    read = Calendar.from_ical((tmp_path / "team.ics").read_bytes())
    assert {str(one["SUMMARY"]) for one in read.walk("VEVENT")} == {"On call: U0ADA (primary)"}
    assert Calendar.from_ical((tmp_path / "bo.ics").read_bytes()).walk("VEVENT") == []


def test_a_calendar_that_cannot_be_written_is_a_sentence(hydrant: Command, rota: Front):
    ended = hydrant(f"oncall ical --out no/where.ics --workspace {rota.workspace_id}")

    assert (ended.code, ended.err) == (
        1,
        "no/where.ics cannot be written: No such file or directory.\n",
    )


def test_time_off_is_brought_once(hydrant: Command, rota: Front, tmp_path: Path):
    (tmp_path / "off.ics").write_text(ABSENCE, encoding="utf-8")
    line = f"oncall import off.ics --person U0ADA --workspace {rota.workspace_id}"

    first, again = hydrant(line), hydrant(line)

    assert first.said == "1 of 1 times off are new, and filed for U0ADA."
    assert again.said == "0 of 1 times off are new, and filed for U0ADA."


@pytest.mark.parametrize(
    ("content", "person", "said"),
    [
        ("no calendar", "U0ADA", "off.ics: This file is not a calendar"),
        (ABSENCE, "ada", "'ada' is no user id; one looks like U012ABCDEF."),
    ],
)
def test_time_off_that_cannot_be_brought_is_a_sentence(
    hydrant: Command, rota: Front, tmp_path: Path, content: str, person: str, said: str
):
    (tmp_path / "off.ics").write_text(content, encoding="utf-8")

    ended = hydrant(f"oncall import off.ics --person {person} --workspace {rota.workspace_id}")

    assert ended.code == 1
    assert ended.err.startswith(said)


# --- the environment -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        pytest.param({}, "SLACK_BOT_TOKEN is not set.", id="no token"),
        pytest.param(
            {"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN is not set.", id="no app token"
        ),
        pytest.param(
            {"SLACK_BOT_TOKEN": SECRET}, "SLACK_BOT_TOKEN cannot be right", id="a strange token"
        ),
        pytest.param(
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": SECRET},
            "SLACK_APP_TOKEN cannot be right",
            id="a strange app token",
        ),
        pytest.param({"SLACK_API_URL": SECRET}, "SLACK_API_URL cannot be right", id="no address"),
        pytest.param({"PORT": SECRET}, "PORT cannot be right", id="no port"),
        pytest.param(
            {"HYDRANT_LOG_LEVEL": SECRET}, "HYDRANT_LOG_LEVEL cannot be right", id="no log level"
        ),
        pytest.param(
            {"SLACK_BOT_TOKEN_FILE": "nowhere"}, "SLACK_BOT_TOKEN_FILE cannot be read", id="no file"
        ),
    ],
)
def test_a_variable_that_cannot_be_right_is_one_sentence_without_its_value(
    hydrant: Command, given: dict[str, str], sentence: str
):
    ended = hydrant("run", **given)

    assert ended.code == 1
    assert ended.err.startswith(sentence)
    assert ended.err.count("\n") == 1
    assert SECRET not in ended.out + ended.err


def test_a_secret_may_come_from_a_file(
    hydrant: Command, tmp_path: Path, slack: FakeSlack, installed: Installation, settings_file: Path
):
    (tmp_path / "token").write_text(f"{installed.bot_token}\n", encoding="utf-8")
    (tmp_path / "url").write_text("sqlite:///elsewhere.sqlite\n", encoding="utf-8")

    ended = hydrant(
        f"settings import {settings_file}",
        SLACK_API_URL=slack.api_url,
        SLACK_BOT_TOKEN_FILE="token",
        DATABASE_URL_FILE="url",
    )

    assert ended.said == f"Imported for {installed.team_id}: version 1."
    assert (tmp_path / "elsewhere.sqlite").exists()


# --- settings --------------------------------------------------------------------------------


def test_exported_settings_come_back_unchanged(
    hydrant: Command, tmp_path: Path, settings_file: Path
):
    hydrant(f"settings import {settings_file} --workspace T0OTHER")
    first = hydrant("settings export --workspace T0OTHER")
    (tmp_path / "again.toml").write_text(first.out, encoding="utf-8")

    imported = hydrant("settings import again.toml --workspace T0OTHER")

    assert imported.said == "Imported for T0OTHER: version 2."
    assert hydrant("settings export --workspace T0OTHER").out == first.out
    assert "words_grace_minutes = 5" in first.out
    assert "stopgap_days = 30" in first.out


def test_sections_that_the_file_does_not_name_stay(
    hydrant: Command, tmp_path: Path, settings_file: Path
):
    hydrant(f"settings import {settings_file} --workspace T1")
    (tmp_path / "more.toml").write_text('[emoji]\nclaim = ["fire_engine"]\n', encoding="utf-8")

    hydrant("settings import more.toml --workspace T1")

    exported = hydrant("settings export --workspace T1").out
    assert 'requests = "C0REQUESTS"' in exported
    assert "fire_engine" in exported


def test_settings_are_shown_for_reading(hydrant: Command, settings_file: Path):
    hydrant(f"settings import {settings_file} --workspace T1")

    shown = hydrant("settings show --workspace T1")

    assert shown.code == 0
    assert shown.said.startswith("Settings of T1 [team]")
    assert 'timezone = "Europe/Berlin"' in shown.said


def test_settings_of_one_workspace_are_not_those_of_another(hydrant: Command, settings_file: Path):
    hydrant(f"settings import {settings_file} --workspace T1")

    assert "C0REQUESTS" not in hydrant("settings export --workspace T2").out


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("[team]\n\nname = \n", "This is not TOML", id="broken"),
        pytest.param("[team]\n\nname = \n", "line 3", id="broken, with the line"),
        pytest.param('[team]\ntitle = "Data"\n', "team.title is not a setting", id="unknown key"),
        pytest.param("[teams]\n", "teams is not a setting", id="unknown section"),
        pytest.param('[team]\ntimezone = "Mars"\n', "'Mars' is no time zone", id="unknown zone"),
        pytest.param(
            '[channels]\nrequests = "#data"\n', "'#data' is not a channel id", id="no channel id"
        ),
        pytest.param(
            '[emoji]\nclaim = ["ok"]\nanswer = ["ok"]\n', ":ok: may mean one thing", id="twice"
        ),
        pytest.param("[timing]\nstopgap_days = 0\n", "timing.stopgap_days", id="out of range"),
    ],
)
def test_settings_that_cannot_be_right_are_refused_whole_with_one_sentence(
    hydrant: Command, tmp_path: Path, settings_file: Path, text: str, sentence: str
):
    hydrant(f"settings import {settings_file} --workspace T1")
    before = hydrant("settings export --workspace T1").out
    (tmp_path / "bad.toml").write_text(f"{text}", encoding="utf-8")

    ended = hydrant("settings import bad.toml --workspace T1")

    assert ended.code == 1
    assert sentence in ended.err
    assert ended.err.count("\n") == 1
    assert hydrant("settings export --workspace T1").out == before


def test_without_a_workspace_and_without_a_token_the_question_is_asked(
    hydrant: Command, settings_file: Path
):
    ended = hydrant(f"settings import {settings_file}")

    assert ended.code == 1
    assert ended.err.startswith("Which workspace?")


def test_without_a_workspace_slack_is_asked_whose_token_it_is(
    hydrant: Command, slack: FakeSlack, installed: Installation, settings_file: Path
):
    ended = hydrant(f"settings import {settings_file}", **variables(slack, installed))

    assert ended.said == f"Imported for {installed.team_id}: version 1."


def test_nobody_waits_for_a_slack_that_is_away(
    hydrant: Command, slack: FakeSlack, installed: Installation, settings_file: Path
):
    slack.faults.answer("auth.test", status=503)

    ended = hydrant(f"settings import {settings_file}", **variables(slack, installed))

    assert ended.code == 1
    assert "Slack cannot be reached" in ended.err


# --- the database ----------------------------------------------------------------------------


def test_migrating_twice_changes_nothing_the_second_time(hydrant: Command):
    first, second = hydrant("migrate"), hydrant("migrate")

    assert first.said == f"The database is at version {HEAD}."
    assert second.said == f"The database is at version {HEAD}, as it was before."
    assert first.code == second.code == 0


@pytest.mark.parametrize("line", ["migrate", "settings export --workspace T1"])
def test_a_database_that_is_newer_is_left_alone(hydrant: Command, tmp_path: Path, line: str):
    hydrant("migrate")
    with closing(sqlite3.connect(tmp_path / "hydrant.sqlite")) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")

    ended = hydrant(line)

    assert ended.code == 1
    assert "9999, newer than this Hydrant" in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("line", ["migrate", "settings export --workspace T1"])
@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        pytest.param("nonsense", "DATABASE_URL cannot be read.", id="no address"),
        pytest.param("sqlite://", "DATABASE_URL names no database", id="no file"),
        pytest.param("mysql://u@h/d", "DATABASE_URL names no database", id="another kind"),
        pytest.param("sqlite:///no/such/place.sqlite", "unable to open", id="no such folder"),
        pytest.param(
            f"postgresql://u:{SECRET}@127.0.0.1:1/d", "does not answer", id="nobody answers"
        ),
    ],
)
def test_a_database_that_cannot_be_used_is_one_sentence_without_its_password(
    hydrant: Command, line: str, url: str, sentence: str
):
    ended = hydrant(line, DATABASE_URL=url)

    assert ended.code == 1
    assert sentence in ended.err
    assert ended.err.count("\n") == 1
    assert SECRET not in ended.err


def test_a_file_that_is_no_text_is_not_imported(hydrant: Command, tmp_path: Path):
    (tmp_path / "picture.toml").write_bytes(b"\xff\xfe\x00")

    ended = hydrant("settings import picture.toml --workspace T1")

    assert ended.code == 1
    assert ended.err == "picture.toml is not a text in UTF-8, so it was not imported.\n"


def test_a_workspace_that_is_no_id_is_refused(hydrant: Command, settings_file: Path):
    ended = hydrant(f"settings import {settings_file} --workspace Data")

    assert ended.code == 1
    assert ended.err == "'Data' is no workspace id; one looks like T012ABCDEF.\n"


def test_a_stop_while_slack_is_away_is_no_failure(
    slack: FakeSlack, installed: Installation, tmp_path: Path
):
    slack.faults.answer("auth.test", error="internal_error", status=503, times=1000)
    asked_before = len(slack.calls_of("auth.test"))

    with process(tmp_path, "run", **variables(slack, installed)) as running:
        is_asking = comes_true(
            lambda: len(slack.calls_of("auth.test")) > asked_before, within_seconds=10
        )
        running.send_signal(signal.SIGTERM)
        ended = outcome(running)
    slack.faults.clear()

    assert is_asking
    assert ended.code == 0
    assert "Traceback" not in ended.err


# --- run -------------------------------------------------------------------------------------


def test_a_bot_connects_answers_and_stops_when_it_is_told_to(
    hydrant: Command, slack: FakeSlack, installed: Installation, tmp_path: Path
):
    finn = slack.person("finn")
    cards = slack.channel("data-rapid", members=[installed])
    told = variables(slack, installed)
    (tmp_path / "settings.toml").write_text(f'[channels]\nrequests = "{cards.id}"\n', "utf-8")
    hydrant("settings import settings.toml", **told)

    with process(tmp_path, "run", **told) as running:
        slack.wait_connected()
        delivery = finn.types("/rapid revenue is zero", in_=finn.dms())
        is_shown = comes_true(lambda: bool(slack.history(cards)), within_seconds=10)
        running.send_signal(signal.SIGTERM)
        ended = outcome(running)

    assert delivery.acked
    assert is_shown
    assert ended.code == 0
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    "wrong", [{"SLACK_BOT_TOKEN": "xoxb-stale"}, {"SLACK_APP_TOKEN": "xapp-stale"}]
)
def test_a_token_that_slack_does_not_know_ends_the_bot_with_a_sentence(
    slack: FakeSlack, installed: Installation, tmp_path: Path, wrong: dict[str, str]
):
    (name,) = wrong

    ended = outcome(process(tmp_path, "run", **variables(slack, installed, **wrong)))

    assert ended.code == 1
    assert ended.err.splitlines()[-1].startswith(f"Slack does not accept {name} (invalid_auth).")
    assert "Traceback" not in ended.err
    assert "stale" not in ended.err


# --- try -------------------------------------------------------------------------------------


def test_the_demo_prints_its_address_runs_until_it_is_ended_and_says_so(tmp_path: Path):
    with process(tmp_path, "try", "--empty") as running:
        assert running.stdout
        address, what_next = running.stdout.readline(), running.stdout.readline()
        running.send_signal(signal.SIGINT)
        ended = outcome(running)

    assert re.fullmatch(r"Open this in a browser: http://127\.0\.0\.1:\d+\n", address)
    assert what_next == "Ctrl-C ends it. Nothing is kept.\n"
    assert ended.out == "Ending.\n"
    assert ended.code == 0
    assert ended.err == ""
    assert list(tmp_path.iterdir()) == []


def test_the_demo_keeps_what_happens_if_it_is_asked_to(tmp_path: Path):
    with process(tmp_path, "try", "--empty", "--keep", "demo.sqlite") as running:
        assert running.stdout
        said = running.stdout.readline() + running.stdout.readline()
        running.send_signal(signal.SIGTERM)
        ended = outcome(running)

    assert "What happens is kept in demo.sqlite." in said
    assert ended.code == 0
    assert (tmp_path / "demo.sqlite").exists()


def test_the_demo_is_where_it_was_asked_to_be(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    with process(tmp_path, "try", "--empty", "--port", str(port)) as running:
        assert running.stdout
        address = running.stdout.readline()
        running.send_signal(signal.SIGINT)
        outcome(running)

    assert address.endswith(f":{port}\n")


def test_a_taken_port_that_nobody_asked_for_is_passed_over(tmp_path: Path):
    with ExitStack() as stack:
        with suppress(OSError):  # then somebody else has it, which is as good
            stack.enter_context(socket.create_server(("127.0.0.1", DEMO_PORT)))
        running = stack.enter_context(process(tmp_path, "try", "--empty"))
        assert running.stdout
        address = running.stdout.readline()
        running.send_signal(signal.SIGINT)
        outcome(running)

    assert address.startswith("Open this in a browser: http://127.0.0.1:")
    assert not address.endswith(f":{DEMO_PORT}\n")


def test_a_port_that_is_taken_is_one_sentence(hydrant: Command):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = hydrant(f"try --port {port}")

    assert ended.code == 1
    assert ended.err == (
        f"Port {port} cannot be used (Address already in use): "
        "name another with --port, or leave it out.\n"
    )


def test_a_folder_that_cannot_be_written_to_is_one_sentence(hydrant: Command):
    ended = hydrant("try --keep nowhere/demo.sqlite")

    assert ended.code == 1
    assert ended.err.endswith("is no folder that I may write to: name another file with --keep.\n")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("fresh", ["", "--fresh"])
def test_a_file_that_is_no_demo_is_one_sentence_and_stays(
    hydrant: Command, settings_file: Path, fresh: str
):
    ended = hydrant(f"try --keep {settings_file.name} {fresh}")

    assert ended.code == 1
    assert ended.err == "settings.toml holds something else than a demo, so it stays as it is.\n"
    assert settings_file.read_text("utf-8") == SETTINGS
