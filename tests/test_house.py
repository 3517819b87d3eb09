"""The house keeps its word: what is declared in one place is there in the other."""

import ast
import inspect
import json
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
import yaml
from alembic.script import ScriptDirectory
from pydantic import BaseModel
from slack_bolt import App
from slack_bolt.listener_matcher.builtins import BuiltinListenerMatcher
from slack_sdk import WebClient
from typer.main import get_command

import bot
from bot.cli import app as command_line
from bot.config import Environment
from bot.domain.content import (
    CheckSettings,
    Content,
    Elect,
    FetchMessage,
    LookAtCard,
    ReadProfile,
    SyncGroup,
)
from bot.domain.errors import Reason
from bot.domain.ids import Number, UserId
from bot.domain.notice import CALLS, Kind
from bot.fakeslack import METHODS
from bot.services import Services
from bot.services.content import _AS_OF_NOW, _COMPOSERS
from bot.services.ground import Ground
from bot.services.settings import ROTATIONS, SettingsFile
from bot.services.settings_file import RotationSection, parse
from bot.slack import names, pacer
from bot.slack.app import Identity, build
from bot.slack.manifest import EVENTS, FREE_CALLS, FREE_EVENTS, OPTIONAL_SCOPES, SCOPES, manifest
from bot.slack.render import refusal
from bot.slack.speech import LANGUAGES, speech_in
from bot.slack.wire import RENDERERS
from storage import migrate
from storage.database import connect
from tests import builders

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GITHUB = ROOT / ".github"
DECISIONS = sorted((GITHUB / "decisions").glob("[0-9]*.md"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SOURCES = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "storage").rglob("*.py")])
ERRANDS = (ReadProfile, Elect, LookAtCard, FetchMessage, CheckSettings, SyncGroup)


# --- the manifest ----------------------------------------------------------------------------


def test_the_manifest_that_people_paste_is_the_one_in_the_code():
    pasted = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))

    assert pasted == json.loads(json.dumps(manifest()))


def test_slack_would_take_the_manifest():
    schema = json.loads(
        (ROOT / "tests" / "data" / "manifest.schema.2.0.0.json").read_text(encoding="utf-8")
    )
    judge = jsonschema.validators.validator_for(schema)(schema)

    assert [error.message for error in judge.iter_errors(manifest())] == []


def test_every_command_has_a_listener_and_every_listener_a_command(app: App):
    declared = [one["command"] for one in manifest()["features"]["slash_commands"]]

    assert heard(app, "command") == sorted(declared)


def test_every_event_has_a_listener_and_every_listener_an_event(app: App):
    assert heard(app, "event") == sorted(EVENTS)
    assert manifest()["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)


def test_every_name_that_slack_sends_back_is_listened_to(app: App):
    surfaces = ("action", "view_submission", "command", "global_shortcut", "message_shortcut")
    listened = {name for surface in surfaces for name in heard(app, surface)}
    constants = {
        value for name, value in vars(names).items() if name.isupper() and isinstance(value, str)
    }
    questions = {names.IMPACT, names.WHEN, names.CLOSING}
    patterns = {f"^{question}:" for question in questions}

    assert constants - {names.METADATA_EVENT} - questions | patterns == listened


def test_every_shortcut_has_a_listener_and_every_listener_a_shortcut(app: App):
    declared = [one["callback_id"] for one in manifest()["features"]["shortcuts"]]

    assert heard(app, "global_shortcut") + heard(app, "message_shortcut") == declared


def test_every_event_has_its_scope_or_needs_none():
    granted = {event for events in SCOPES.values() for event in events}

    assert set(EVENTS) - granted == set(FREE_EVENTS)


def test_every_call_to_slack_has_its_scope_and_every_scope_its_call():
    needed = {call for calls in (SCOPES | OPTIONAL_SCOPES).values() for call in calls}
    calls = {call for call in needed if isinstance(call, str) and "." in call}

    assert calls_made() == calls | set(FREE_CALLS)


def test_the_pacer_names_calls_that_are_made():
    assert set(pacer.METHODS.values()) <= calls_made()


def test_the_fake_knows_every_call_and_asks_for_the_scope_that_the_manifest_has():
    for scope, calls in (SCOPES | OPTIONAL_SCOPES).items():
        for call in calls_made() & set(calls):
            assert scope in METHODS[call].scopes, f"{call} with {scope}"
    for call in FREE_CALLS:
        assert METHODS[call].scopes == ()


# --- what is said ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence(reason: Reason, language: str):
    said = refusal.sentence(reason, Number(7), UserId("U0ADA"), speech_in(language))

    assert said.endswith(".")
    assert "{" not in said


# Not said by the bot to somebody in Slack: what Slack shows of the app itself, the codes of its
# errors, and what operators read in a terminal.
FOR_OTHERS = {
    "bot/services/settings.py",
    "bot/services/settings_file.py",
    "bot/slack/errors.py",
    "bot/slack/introduction.py",
    "bot/slack/manifest.py",
    "bot/slack/socket.py",
}
# Data, not prose: what is read from people or typed by them, and a name.
READ_OR_TYPED = {
    "Rapid Response",
    "a couple of",
    "as of",
    "give back",
    "hydrant settings export",
    "hydrant settings import",
    "live manifest",
    "take over",
}


def test_whatever_people_read_in_slack_is_in_a_catalogue():
    rooms = ("bot/slack/", "bot/services/", "bot/domain/")
    found = {
        f"{path.relative_to(ROOT).as_posix()}: {words}"
        for path in SOURCES
        if path.relative_to(ROOT).as_posix().startswith(rooms)
        and path.relative_to(ROOT).as_posix() not in FOR_OTHERS
        for words in _prose(path)
        if words not in READ_OR_TYPED
    }

    assert found == set()


def test_prose_is_found_wherever_it_hides(tmp_path: Path):
    guilty = tmp_path / "guilty.py"
    guilty.write_text(
        '"""A docstring is no prose."""\n'
        "CODES = frozenset('no_such_thing gone_again'.split())\n"
        "log.info('Neither is a log line')\n"
        "def f(name):\n"
        "    if name == 'one':\n"
        "        raise ValueError('nor an exception')\n"
        "    return f'{name} has it', 'Nobody else, though', 'card-next-new', '{a} {b}'\n",
        encoding="utf-8",
    )

    assert sorted(_prose(guilty)) == [" has it", "Nobody else, though"]


def test_every_kind_of_notice_has_a_composer_and_a_call():
    assert set(_COMPOSERS) | set(_AS_OF_NOW) == set(Kind) == set(CALLS)


def test_every_content_has_a_renderer_unless_it_is_an_errand():
    assert set(RENDERERS) == set(get_args(Content)) - set(ERRANDS)


# --- the README ------------------------------------------------------------------------------


def test_the_line_that_tries_it_is_in_the_readme():
    line = "python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/hydrant try"

    assert f"\n```sh\n{line}\n```\n" in README


def test_the_line_that_runs_the_tests_is_in_the_readme_once_for_the_check_to_find():
    line = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest"

    assert f"\n```sh\n{line}\n```\n" in README
    assert re.findall(r"^python3 -m venv .*\.venv/bin/pytest$", README, re.MULTILINE) == [line]


def test_every_setting_is_in_the_readme_with_its_default():
    expected = {
        f"{section}.{key}": _default(getattr(getattr(SettingsFile(), section), key))
        for section, model in SettingsFile.model_fields.items()
        if section != ROTATIONS
        for key in _fields(model.annotation)
    }

    assert _table("setting") == expected


def test_every_key_of_a_rotation_is_in_the_readme_with_its_default():
    usual = RotationSection(name="x", members=("U0ADA",)).model_dump(mode="json")
    required = dict.fromkeys(("name", "members"))

    expected = {key: _default(value) for key, value in (usual | required).items()}
    assert _table("key of a rotation") == expected


def test_the_rotations_of_the_readme_can_be_imported():
    (text,) = re.findall(r"```toml\n(\[\[rotations\]\].*?)```", README, re.DOTALL)

    assert [one.name for one in parse(text).rotations] == ["primary", "backup"]


def test_every_environment_variable_is_in_the_readme():
    variables = {name.upper() for name in Environment.model_fields} - {"LOG_LEVEL"}

    assert set(_table("variable")) == variables | {"HYDRANT_LOG_LEVEL"}


def test_the_defaults_of_the_environment_are_in_the_readme():
    shown = _table("variable")

    assert shown["SLACK_API_URL"] == Environment().slack_api_url
    assert shown["DATABASE_URL"] == Environment().database_url
    assert shown["HYDRANT_LOG_LEVEL"] == Environment().hydrant_log_level


def test_every_command_of_the_command_line_is_in_the_readme_and_the_other_way_round():
    code = "\n".join(re.findall(r"```.*?```|`[^`]+`", README, re.DOTALL))
    tree = dict(_commands(get_command(command_line)))
    groups = {name for name, is_group in tree.items() if is_group}

    mentioned = set()
    for first, second in re.findall(r"hydrant ([a-z]+)(?: ([a-z]+))?", code):
        mentioned.add(f"{first} {second}" if first in groups else first)
    assert mentioned == set(tree) - groups


def test_every_slash_command_is_in_the_readme():
    for command in manifest()["features"]["slash_commands"]:
        assert f"`{command['command']}" in README


def test_the_entry_point_is_the_same_as_the_module():
    assert PROJECT["project"]["scripts"] == {"hydrant": "bot.cli:main"}
    assert "from bot.cli import main" in (ROOT / "bot" / "__main__.py").read_text("utf-8")


# --- the prose -------------------------------------------------------------------------------


def test_the_version_is_the_same_everywhere():
    changelog = (GITHUB / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", changelog, re.MULTILINE)

    assert bot.__version__ == PROJECT["project"]["version"] == versions[0]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_every_decision_follows_the_template(decision: Path):
    template = _headings(GITHUB / "decisions" / "template.md")
    optional = {"## Measured"}

    title, *parts = decision.read_text(encoding="utf-8").splitlines()[0:1] + _headings(decision)
    assert title.startswith(f"# {decision.stem[:4]} ")
    assert parts in (template, [part for part in template if part not in optional])


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(decision.stem[:4]) for decision in DECISIONS]

    assert numbers == list(range(1, len(numbers) + 1))


def test_every_library_has_its_reason():
    (page,) = (one for one in DECISIONS if one.stem.startswith("0013"))
    reasons = set(re.findall(r"`([a-z0-9.-]+)`", page.read_text(encoding="utf-8")))
    libraries = {re.split(r"[\[<>=]", one)[0] for one in PROJECT["project"]["dependencies"]}

    assert libraries <= reasons


@pytest.mark.parametrize(
    "page",
    [ROOT / "README.md", ROOT / "tests" / "data" / "README.md", *sorted(GITHUB.rglob("*.md"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_link_within_the_project_leads_somewhere(page: Path):
    text = page.read_text(encoding="utf-8")

    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / link).exists(), link
    for anchor in re.findall(r"\]\(#([^)]+)\)", text):
        assert anchor in {_anchor(heading) for heading in _headings(page)}, anchor


FOLDERS = ("work", "root", "home", "Users", "mnt", "srv")
# The dots that are escaped keep this line from finding itself.
TELLING = re.compile(
    rf"(?<![\w.$}})-])/(?:{'|'.join(FOLDERS)})/|pypi\.org|pythonhosted\.org|npmjs\.com"
)


def test_no_file_names_a_machine_or_a_registry():
    found = {
        f"{path.relative_to(ROOT)}:{number}": line.strip()
        for path in _files()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if TELLING.search(line)
    }

    assert found == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_path_on_a_machine_would_be_found(folder: str):
    assert TELLING.search(f"sqlite:////{folder}/hydrant.sqlite")
    assert TELLING.search(f'open("/{folder}/notes")')
    assert not TELLING.search(f"see bot/{folder}/notes")


# --- the code --------------------------------------------------------------------------------


def test_only_the_clock_reads_the_wall_clock():
    readers = {path.relative_to(ROOT).as_posix() for path in SOURCES if list(_clock_reads(path))}

    assert readers == {"bot/clock.py"}


def test_only_the_configuration_reads_the_environment():
    readers = {path.relative_to(ROOT).as_posix() for path in SOURCES if list(_env_reads(path))}

    assert readers == {"bot/config.py"}


def test_the_scans_find_what_they_look_for(tmp_path: Path):
    guilty = tmp_path / "guilty.py"
    guilty.write_text(
        "import datetime as dt, os, time\n"
        "from os import environ\n"
        "from time import time as now\n"
        "a = dt.datetime.now(), dt.date.today(), time.time()\n"
        "b = os.environ['A'], os.getenv('A')\n",
        encoding="utf-8",
    )

    assert list(_clock_reads(guilty)) == ["time", "now", "today", "time"]
    assert list(_env_reads(guilty)) == ["environ", "environ", "getenv"]


def test_the_newest_step_of_the_tables_is_the_one_expected():
    steps = ScriptDirectory(str(ROOT / "storage" / "migrations"))

    assert steps.get_heads() == [migrate.HEAD]


def test_whatever_is_not_python_is_packed_as_well():
    patterns = PROJECT["tool"]["setuptools"]["package-data"]

    for path in _files(ROOT / "bot", ROOT / "storage"):
        if path.suffix != ".py":
            package = next(one for one in path.parents if (one / "__init__.py").exists())
            wanted = patterns.get(".".join(package.relative_to(ROOT).parts), ())
            inside = path.relative_to(package).as_posix()
            assert any(fnmatch(inside, one) for one in wanted), path


# --- how it is looked at ---------------------------------------------------------------------


@pytest.fixture
def app(tmp_path: Path) -> App:
    """Give the Bolt app as it is built, for a workspace that does not exist."""
    identity = Identity(
        front=builders.FRONT,
        team_name="Firehouse",
        url="https://firehouse.slack.com/",
        bot_user_id=UserId("U0HYDRANT"),
        bot_id="B0HYDRANT",
        token="xoxb-none",
    )
    db = connect(f"sqlite:///{tmp_path / 'none.sqlite'}")
    ground = Ground(db=db, now=lambda: builders.NOW)
    built, _ = build(Services.on(ground), identity, WebClient(token=identity.token))
    return built


def heard(app: App, surface: str) -> list[str]:
    """Return the names that the app's listeners of one surface wait for."""
    matchers = [
        matcher.func
        for one in app._listeners
        for matcher in one.matchers
        if isinstance(matcher, BuiltinListenerMatcher)
    ]
    waited_for = [
        name
        for matcher in matchers
        if matcher.__qualname__.startswith(f"{surface}.")
        for name in inspect.getclosurevars(matcher).nonlocals.values()
    ]
    return sorted(name.pattern if isinstance(name, re.Pattern) else name for name in waited_for)


def calls_made() -> set[str]:
    """Return every Web API method that `bot.slack` names on a client."""
    return {
        node.attr.replace("_", ".")
        for path in (ROOT / "bot" / "slack").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and "_" in node.attr.strip("_")
        and _last_name(node.value).endswith("client")
        and hasattr(WebClient, node.attr)
    }


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


# Words with a space between them, a comma before it or not; the piece after a fact as well.
_PROSE = re.compile(r"[^\W\d_][,.:;]? [^\W\d_]")


def _prose(path: Path) -> Iterator[str]:
    """Give every text in the file that could be read by people."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed_over = {
        id(one) for node in ast.walk(tree) if _is_no_speech(node) for one in ast.walk(node)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in passed_over
            and _PROSE.search(node.value)
        ):
            yield node.value


def _is_no_speech(node: ast.AST) -> bool:
    """Whether this is a docstring, an exception, a line for the log or a list of codes."""
    if isinstance(node, ast.Raise):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "split" or _last_name(node.func.value) == "log"
    return False


_CLOCKS = {"datetime": {"now", "utcnow", "today"}, "date": {"today"}}
_TIMES = {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"}


def _clock_reads(path: Path) -> Iterator[str]:
    """Give every name by which the file reads the wall clock."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (one.name for one in node.names if one.name in _TIMES)
        if isinstance(node, ast.Attribute):
            reads = _CLOCKS.get(_last_name(node.value), set())
            if isinstance(node.value, ast.Name) and node.value.id == "time":
                reads = _TIMES
            if node.attr in reads:
                yield node.attr


def _env_reads(path: Path) -> Iterator[str]:
    """Give every name by which the file reads the environment."""
    readers = {"environ", "environb", "getenv", "getenvb"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (one.name for one in node.names if one.name in readers)
        if (
            isinstance(node, ast.Attribute)
            and _last_name(node.value) == "os"
            and node.attr in readers
        ):
            yield node.attr


def _files(*folders: Path) -> Iterator[Path]:
    """Give every file of the project, or of the folders, that is ours."""
    ours = ("bot", "storage", "tests", ".github", ".ci")
    for folder in folders or [ROOT / one for one in ours]:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path
    if not folders:
        yield from (path for path in sorted(ROOT.iterdir()) if path.suffix in _TEXTS)


_TEXTS = {".md", ".toml", ".yml", ".yaml", ".lock"}


def _fields(model: Any) -> list[str]:
    assert issubclass(model, BaseModel)
    return list(model.model_fields)


def _default(value: Any) -> str:
    return "" if value is None else json.dumps(value)


def _table(first: str) -> dict[str, str]:
    """Return the second column of the README's table with that heading, by the first."""
    (rows,) = re.findall(
        rf"^\| {first} \| default \|.*\n\|[-|]+\n((?:\|.*\n)+)", README, re.MULTILINE
    )
    cells = [[cell.strip() for cell in row.split("|")[1:3]] for row in rows.splitlines()]
    return {name.strip("`"): default.strip("`") for name, default in cells}


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, bool]]:
    """Give every command by its words, and whether it is only a group of others."""
    for name, command in group.commands.items():
        is_group = hasattr(command, "commands")
        yield f"{before}{name}", is_group
        if is_group:
            yield from _commands(command, f"{before}{name} ")


def _headings(page: Path) -> list[str]:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.findall(r"^##+ .*$", text, re.MULTILINE)


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lstrip("# ").lower()).replace(" ", "-")
