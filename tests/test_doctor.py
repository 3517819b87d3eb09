"""`hydrant doctor` in workspaces where one thing is broken each: what it names, and how it ends."""

import copy
import json
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.bootstrap import services_on
from bot.cli import main
from bot.clock import SystemClock
from bot.domain.ids import Front, UserId, WorkspaceId
from bot.fakeslack import FakeSlack
from bot.services.upkeep import Workspace
from bot.slack.checkup import CHECKS
from bot.slack.manifest import manifest
from storage.database import connect

ROOT = Path(__file__).parent.parent
SETTINGS = """
[team]
timezone = "Europe/Berlin"
admins = ["{mira}"]

[channels]
requests = "{requests}"

[members]
rapid_response = ["{ada}", "{bo}"]

[emoji]
claim = ["{emoji}"]
"""
NAMES = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_CONFIG_TOKEN",
    "SLACK_API_URL",
    "DATABASE_URL",
    "PORT",
    "HYDRANT_LOG_LEVEL",
)


def rotation(*members: str) -> str:
    """Return settings with a rotation of these people."""
    quoted = ", ".join(f'"{user}"' for user in members)
    return f'{SETTINGS}\n[[rotations]]\nname = "primary"\nmembers = [{quoted}]\n'


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the doctor said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> dict[str, Any]:
        """The JSON object."""
        told: dict[str, Any] = json.loads(self.out)
        return told

    @property
    def named(self) -> list[str]:
        """The names of all findings, in order."""
        return [one["name"] for one in self.told["findings"]]

    def sentence(self, name: str) -> str:
        """The sentence of the only finding of that name."""
        (found,) = (one for one in self.told["findings"] if one["name"] == name)
        sentence: str = found["sentence"]
        return sentence

    def state(self, check: str) -> str:
        """How a check ended."""
        (found,) = (one for one in self.told["checks"] if one["check"] == check)
        state: str = found["state"]
        return state


class Clinic:
    """A workspace and a database in which everything works, until a test breaks something."""

    def __init__(self, slack: FakeSlack, folder: Path) -> None:
        self.slack = slack
        self.folder = folder
        self.app = slack.install(manifest())
        self.ada, self.bo = slack.person("ada", real_name="Ada Okafor"), slack.person("bo")
        self.mira = slack.person("mira")
        self.requests = slack.channel("data-rapid", members=[self.app, self.ada, self.bo])
        self.variables = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": self.app.bot_token,
            "SLACK_APP_TOKEN": self.app.app_token,
        }
        self.front = Front(WorkspaceId(self.app.team_id))
        self.bring_bot()
        self.set_up()

    @property
    def file(self) -> Path:
        """The database's file."""
        return self.folder / "hydrant.sqlite"

    def bring_bot(self) -> None:
        """Have the database know the workspace, as if the bot had run before."""
        bot = UserId(self.app.bot_user_id)
        workspace = Workspace(
            front=self.front, name="Data", url=self.slack.workspace.url, bot_user_id=bot
        )
        with closing(connect(f"sqlite:///{self.file}")) as db:
            services_on(db, SystemClock()).upkeep.introduce(workspace)

    def set_up(self, text: str = SETTINGS, **changes: str) -> None:
        """Import settings."""
        ids = {name: getattr(self, name).id for name in ("ada", "bo", "mira", "requests")}
        with closing(connect(f"sqlite:///{self.file}")) as db:
            told = text.format(**({"emoji": "eyes"} | ids | changes))
            services_on(db, SystemClock()).settings.replace(self.front, told)

    def does(self, statement: str) -> None:
        """Run a statement in the database."""
        with closing(sqlite3.connect(self.file)) as db, db:
            db.execute(statement)

    def pastes(self, text: str) -> None:
        """Put a manifest into the working directory."""
        (self.folder / "manifest.yml").write_text(text, encoding="utf-8")


Doctor = Callable[..., Verdict]


@pytest.fixture
def clinic(tmp_path: Path, sqlite_file: Path) -> Iterator[Clinic]:
    """Give a workspace in which everything works, by the wall clock as the command line has it."""
    shutil.copy(sqlite_file, tmp_path / "hydrant.sqlite")
    with FakeSlack.start(now=SystemClock().now) as slack:
        yield Clinic(slack, tmp_path)


@pytest.fixture
def doctor(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Doctor:
    """Give a function that asks the doctor; no token may be in anything that is printed."""
    monkeypatch.chdir(clinic.folder)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)

    def ask(*words: str) -> Verdict:
        with monkeypatch.context() as here:
            here.setattr(sys, "argv", ["hydrant", "doctor", *words])
            for name, value in clinic.variables.items():
                here.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        said = capsys.readouterr()
        verdict = Verdict(int(ended.value.code or 0), said.out, said.err)
        for name, value in clinic.variables.items():
            assert not name.endswith("_TOKEN") or value not in verdict.out + verdict.err
        return verdict

    return ask


def drifted_from(wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the manifest in which somebody has changed five things by hand."""
    drifted = copy.deepcopy(wanted)
    drifted["features"]["slash_commands"].pop()
    drifted["settings"]["event_subscriptions"]["bot_events"].remove("reaction_removed")
    drifted["settings"]["socket_mode_enabled"] = False
    drifted["oauth_config"]["scopes"]["bot"].append("files:read")
    drifted["features"]["slash_commands"][0]["should_escape"] = False
    return drifted


# --- nothing is broken -----------------------------------------------------------------------


def test_a_healthy_workspace_has_no_finding(doctor: Doctor, clinic: Clinic):
    clinic.pastes((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    clinic.variables["SLACK_CONFIG_TOKEN"] = clinic.app.config_token

    verdict = doctor("--json")

    assert verdict.code == 0
    assert verdict.told["findings"] == []
    assert {one["state"] for one in verdict.told["checks"]} == {"fine"}
    assert [one["check"] for one in verdict.told["checks"]] == [
        "environment",
        "database",
        "settings",
        "manifest.yml",
        "tokens",
        "clock",
        "scopes",
        "live manifest",
        "channels",
        "people",
        "emoji",
        "rotations",
    ]


def test_a_healthy_workspace_is_told_in_a_line_for_each_check(doctor: Doctor):
    verdict = doctor()

    lines = verdict.out.splitlines()
    assert verdict.code == 0
    assert [line.split() for line in lines[:-1]] == [[check, "fine"] for check in CHECKS]
    assert lines[-1] == "Nothing is broken."


def test_looking_changes_nothing(doctor: Doctor, clinic: Clinic):
    with closing(sqlite3.connect(clinic.file)) as db:
        before = list(db.iterdump())

    doctor()

    with closing(sqlite3.connect(clinic.file)) as db:
        assert list(db.iterdump()) == before
    assert clinic.slack.history(clinic.requests) == []
    assert clinic.slack.connections == 0


# --- one thing is broken ---------------------------------------------------------------------

Break = Callable[[Clinic], object]
BROKEN: dict[str, tuple[Break, str, str]] = {
    "no bot token": (
        lambda it: it.variables.pop("SLACK_BOT_TOKEN"),
        "finding-bot-token-missing",
        "`SLACK_BOT_TOKEN` is not set. * OAuth & Permissions",
    ),
    "a wrong bot token": (
        lambda it: it.variables.update(SLACK_BOT_TOKEN="xoxb-of-somebody-else"),
        "finding-bot-token-refused",
        "(`invalid_auth`) * Copy the bot token",
    ),
    "a revoked token": (
        lambda it: it.slack.revoke_tokens(it.app),
        "finding-bot-token-revoked",
        "(`token_revoked`) * Install the app again",
    ),
    "an uninstalled app": (
        lambda it: it.slack.uninstall(it.app),
        "finding-bot-token-revoked",
        "(`account_inactive`) * Install the app again",
    ),
    "no app token": (
        lambda it: it.variables.pop("SLACK_APP_TOKEN"),
        "finding-app-token-missing",
        "`SLACK_APP_TOKEN` is not set. * `connections:write`",
    ),
    "a wrong app token": (
        lambda it: it.variables.update(SLACK_APP_TOKEN="xapp-of-somebody-else"),
        "finding-app-token-refused",
        "does not accept `SLACK_APP_TOKEN` (`invalid_auth`) * Make a new",
    ),
    "an app token without its scope": (
        lambda it: setattr(it.app, "app_scopes", ()),
        "finding-app-token-scope",
        "lacks the scope `connections:write` * Make a new",
    ),
    "tokens of two apps": (
        lambda it: it.variables.update(SLACK_APP_TOKEN=it.slack.install(manifest()).app_token),
        "finding-tokens-of-two-apps",
        "two different apps * Copy both",
    ),
    "a required scope withdrawn": (
        lambda it: it.slack.withdraw_scopes(it.app, "reactions:read"),
        "finding-scope-missing",
        "`reactions:read` * reactions.get, reaction_added, reaction_removed. Install the app again",
    ),
    "the scope of commands withdrawn": (
        lambda it: it.slack.withdraw_scopes(it.app, "commands"),
        "finding-scope-missing",
        "`commands` * /rapid, /rapid-queue * Install the app again",
    ),
    "the bot not in the channel": (
        lambda it: it.requests.kick(it.app),
        "finding-channel-not-member",
        "`channels.requests`: I am not in #data-rapid (C * Type `/invite @Hydrant` there",
    ),
    "a channel archived": (
        lambda it: it.requests.archive(),
        "finding-channel-archived",
        "`channels.requests`: #data-rapid (C * is archived. Unarchive it",
    ),
    "a channel gone": (
        lambda it: it.requests.delete(),
        "finding-channel-unknown",
        "`channels.requests` names C * no such channel * choose another",
    ),
    "a private channel without the bot": (
        lambda it: it.set_up(requests=it.slack.channel("secret", [it.ada], private=True).id),
        "finding-channel-unknown",
        "If it is private, type `/invite @Hydrant`",
    ),
    "a channel shared with another organisation": (
        lambda it: it.requests.connect(),
        "finding-channel-shared",
        "#data-rapid (C * is shared with another organisation * channel of your own",
    ),
    "a member who has left": (
        lambda it: it.ada.changes(deleted=True),
        "finding-person-gone",
        "`members.rapid_response`: the account of Ada Okafor (U * is deactivated. Take them out",
    ),
    "an admin who has left": (
        lambda it: it.mira.changes(deleted=True),
        "finding-person-gone",
        "`team.admins`: the account of",
    ),
    "a member who is a bot": (
        lambda it: it.set_up(ada=it.app.bot_user_id),
        "finding-person-bot",
        "`members.rapid_response`: * is a bot * Take it out",
    ),
    "a member of another organisation": (
        lambda it: it.bo.changes(is_stranger=True),
        "finding-person-stranger",
        "`members.rapid_response`: * of another organisation * Take them out",
    ),
    "a member nobody knows": (
        lambda it: it.set_up(bo="U0NOBODY"),
        "finding-person-unknown",
        "`members.rapid_response` names U0NOBODY * Slack knows nobody",
    ),
    "an emoji that does not exist": (
        lambda it: it.set_up(emoji="fire_engin"),
        "finding-emoji-unknown",
        "`emoji.claim`: there is no emoji `:fire_engin:` here * Correct the name",
    ),
    "a rotation of somebody outside of the team": (
        lambda it: it.set_up(rotation(it.ada.id, it.slack.person("zoe").id)),
        "finding-rotation-outsider",
        "`rotations.primary.members`: U * is neither in `members.rapid_response` nor a lead",
    ),
    "a rotation of nobody in the team": (
        lambda it: it.set_up(rotation(it.slack.person("zoe").id)),
        "finding-rotation-nobody",
        "`rotations.primary.members`: none of its members is in the team",
    ),
    "a user group that is not there": (
        lambda it: it.set_up(f'{rotation(it.ada.id)}user_group = "S0NONE"\n'),
        "finding-group-unknown",
        "`rotations.primary.user_group` names `S0NONE` * no such user group",
    ),
    "a clock that is behind": (
        lambda it: setattr(it.slack, "clock_skew", timedelta(minutes=6)),
        "finding-clock",
        "seconds behind Slack's * Set it right",
    ),
    "a clock that is ahead": (
        lambda it: setattr(it.slack, "clock_skew", timedelta(minutes=-6)),
        "finding-clock",
        "seconds ahead of Slack's * Set it right",
    ),
    "a database that is not there": (
        lambda it: it.variables.update(DATABASE_URL="postgresql://u:pw@127.0.0.1:1/d"),
        "finding-database-away",
        "u:***@127.0.0.1:1/d does not answer * Look at `DATABASE_URL`",
    ),
    "a database address that is none": (
        lambda it: it.variables.update(DATABASE_URL="nonsense"),
        "finding-database-away",
        "DATABASE_URL cannot be read",
    ),
    "a database that is no database": (
        lambda it: it.file.write_text("nothing of the kind" * 99, encoding="utf-8"),
        "finding-database-away",
        "does not answer * not a database",
    ),
    "a database that cannot be written": (
        lambda it: it.variables.update(
            DATABASE_URL="sqlite:///file:hydrant.sqlite?mode=ro&uri=true"
        ),
        "finding-database-read-only",
        "not written (attempt to write a readonly database)",
    ),
    "a database that is newer": (
        lambda it: it.does("UPDATE alembic_version SET version_num = '9999'"),
        "finding-database-newer",
        "version 9999, newer than this Hydrant * Install the newer",
    ),
    "no admin": (
        lambda it: it.set_up("[team]\nadmins = []\n"),
        "finding-no-admin",
        "There is no admin * typing `/rapid-setup`",
    ),
    "nobody in the team": (
        lambda it: it.set_up("[members]\n"),
        "finding-team-empty",
        "Nobody is in `members.rapid_response` * Name its members",
    ),
    "a pasted text that is no manifest": (
        lambda it: it.pastes("- [nothing\n"),
        "finding-manifest-unreadable",
        "manifest.yml is not a manifest",
    ),
    "an empty text pasted": (
        lambda it: it.pastes(""),
        "finding-manifest-unreadable",
        "manifest.yml is not a manifest",
    ),
    "a variable that cannot be right": (
        lambda it: it.variables.update(SLACK_BOT_TOKEN="hunter2"),
        "finding-environment",
        "SLACK_BOT_TOKEN cannot be right: a bot token begins with xoxb-",
    ),
}


@pytest.mark.parametrize(("breaks", "name", "words"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_named_with_how_to_mend_it(
    doctor: Doctor, clinic: Clinic, breaks: Break, name: str, words: str
):
    breaks(clinic)

    verdict = doctor("--json")

    assert verdict.code == 1
    assert verdict.told["ok"] is False
    assert verdict.named == [name]
    said = verdict.sentence(name)
    assert [part in said for part in words.split(" * ")] == [True] * len(words.split(" * ")), said


LOST: dict[str, tuple[Break, str, str]] = {
    "history declined": (
        lambda it: it.slack.reinstall(it.app, withhold=("channels:history",)),
        "finding-loss-history",
        "`channels:history` * may appear twice",
    ),
    "emoji declined": (
        lambda it: it.slack.reinstall(it.app, withhold=("emoji:read",)),
        "finding-loss-emoji",
        "`emoji:read` * nobody notices",
    ),
    "a guest in the team": (
        lambda it: it.ada.changes(is_restricted=True),
        "finding-person-guest",
        "Ada Okafor (U * is a guest * Invite them",
    ),
    "a file that the next start brings up to date": (
        lambda it: it.does("UPDATE alembic_version SET version_num = '0001'"),
        "finding-database-file-behind",
        "at version 0001; the next start brings it * Make a copy first",
    ),
    "a configuration token that has expired": (
        lambda it: it.variables.update(SLACK_CONFIG_TOKEN="xoxe.xoxp-of-yesterday"),
        "finding-config-token",
        "`SLACK_CONFIG_TOKEN` (`invalid_auth`) * twelve hours",
    ),
}


@pytest.mark.parametrize(("breaks", "name", "words"), LOST.values(), ids=LOST)
def test_what_is_optional_is_a_loss_and_no_failure(
    doctor: Doctor, clinic: Clinic, breaks: Break, name: str, words: str
):
    breaks(clinic)

    verdict = doctor("--json")

    assert verdict.code == 0
    assert verdict.told["ok"] is True
    assert [(one["name"], one["level"]) for one in verdict.told["findings"]] == [(name, "loss")]
    said = verdict.sentence(name)
    assert [part in said for part in words.split(" * ")] == [True] * len(words.split(" * ")), said


@pytest.mark.parametrize("dialect", ["postgres"])
def test_a_server_without_its_tables_has_to_be_migrated(
    doctor: Doctor, clinic: Clinic, empty_url: str
):
    clinic.variables["DATABASE_URL"] = empty_url

    verdict = doctor("--json")

    assert verdict.code == 1
    assert verdict.named == ["finding-database-behind"]
    assert "Run `hydrant migrate`" in verdict.sentence("finding-database-behind")
    assert verdict.state("settings") == "not looked at"


def test_a_workspace_where_nothing_is_set_up_is_told_so(doctor: Doctor, clinic: Clinic):
    clinic.variables["DATABASE_URL"] = "sqlite:///new.sqlite"

    verdict = doctor("--json")

    assert verdict.code == 1
    assert verdict.named == [
        "finding-database-new",
        "finding-not-set-up",
        "finding-no-admin",
        "finding-team-empty",
    ]
    assert "`/rapid-setup`" in verdict.sentence("finding-not-set-up")
    assert not (clinic.folder / "new.sqlite").exists()


@pytest.mark.parametrize("place", ["manifest.yml", "api.slack.com/apps"])
def test_every_way_in_which_the_app_has_drifted_is_named(
    doctor: Doctor, clinic: Clinic, place: str
):
    clinic.variables["SLACK_CONFIG_TOKEN"] = clinic.app.config_token
    drifted = drifted_from(manifest())
    if place == "manifest.yml":
        clinic.pastes(yaml.safe_dump(drifted))
    else:
        clinic.slack.edit_manifest(clinic.app, drifted)
    gone = manifest()["features"]["slash_commands"][-1]["command"]

    verdict = doctor("--json")

    sentences = [one["sentence"] for one in verdict.told["findings"]]
    assert verdict.code == 1
    assert [sentence.partition(". ")[0] for sentence in sentences] == [
        f"{place} lacks the event `reaction_removed`",
        f"{place} has the scope `files:read`, which this version does not need",
        f"{place} lacks the slash command `{gone}`",
        f"{place} has `/rapid: should_escape` as false; this version needs true",
        f"{place} has `settings.socket_mode_enabled` as false; this version needs true",
    ]


def test_optional_scopes_may_be_deleted_before_the_manifest_is_pasted(
    doctor: Doctor, clinic: Clinic
):
    lean = manifest()
    lean["oauth_config"]["scopes"]["bot"].remove("channels:history")
    lean["oauth_config"]["scopes"]["bot_optional"].remove("channels:history")
    clinic.pastes(yaml.safe_dump(lean))

    verdict = doctor("--json")

    assert verdict.state("manifest.yml") == "fine"


# --- what could not be looked at -------------------------------------------------------------


def test_slack_that_is_away_is_one_finding_and_no_traceback(doctor: Doctor, clinic: Clinic):
    clinic.variables["SLACK_API_URL"] = "http://127.0.0.1:1/api/"

    verdict = doctor("--json")

    assert verdict.code == 1
    assert verdict.named == ["finding-slack-away"]
    assert "http://127.0.0.1:1/api/" in verdict.sentence("finding-slack-away")
    assert verdict.err == ""
    for check in ("clock", "scopes", "channels", "people", "emoji", "rotations"):
        assert verdict.state(check) == "not looked at"
    assert verdict.state("database") == verdict.state("settings") == "fine"


def test_slack_that_goes_away_half_way_is_asked_nothing_more(doctor: Doctor, clinic: Clinic):
    clinic.slack.faults.answer("conversations.info", status=503, html=True, times=-1)

    verdict = doctor("--json")

    assert verdict.named == ["finding-slack-away"]
    assert verdict.state("people") == verdict.state("emoji") == "not looked at"
    assert clinic.slack.calls_of("users.info") == []


def test_slack_that_asks_for_a_pause_gets_it(doctor: Doctor, clinic: Clinic):
    clinic.slack.faults.answer("users.info", error="ratelimited", status=429, retry_after=30)

    verdict = doctor("--json")

    assert verdict.code == 1
    assert verdict.named == ["finding-slack-busy"]
    assert len(clinic.slack.calls_of("users.info")) == 1
    assert verdict.state("emoji") == "not looked at"


def test_without_a_token_nothing_in_slack_is_called_fine(doctor: Doctor, clinic: Clinic):
    del clinic.variables["SLACK_BOT_TOKEN"]

    said = doctor().out

    assert "scopes      not looked at\n" in said
    assert "channels    not looked at\n" in said
    assert said.endswith("Something does not work; see above.\n")


def test_a_check_that_a_missing_scope_forbids_is_not_called_fine(doctor: Doctor, clinic: Clinic):
    clinic.slack.withdraw_scopes(clinic.app, "users:read")

    verdict = doctor("--json")

    assert verdict.named == ["finding-scope-missing"]
    assert verdict.state("people") == "not looked at"


# --- how it is told --------------------------------------------------------------------------


def test_json_has_one_object_of_a_known_shape(doctor: Doctor, clinic: Clinic):
    clinic.requests.kick(clinic.app)

    told = doctor("--json").told

    assert told.keys() == {"ok", "checks", "findings"}
    assert {"check": "channels", "state": "findings"} in told["checks"]
    assert told["findings"] == [
        {
            "check": "channels",
            "level": "problem",
            "name": "finding-channel-not-member",
            "sentence": (
                f"`channels.requests`: I am not in #data-rapid ({clinic.requests.id}). "
                "Type `/invite @Hydrant` there."
            ),
            "facts": {
                "setting": "channels.requests",
                "channel": clinic.requests.id,
                "called": "#data-rapid",
            },
        }
    ]


def test_a_finding_is_a_line_with_its_check_and_its_level(doctor: Doctor, clinic: Clinic):
    clinic.requests.archive()

    said = doctor().out

    assert f"channels    problem: `channels.requests`: #data-rapid ({clinic.requests.id})" in said
    assert "people      fine\n" in said


def test_a_name_from_outside_cannot_dress_up_the_output(doctor: Doctor, clinic: Clinic):
    clinic.ada.changes(real_name="[red]Ada[/red]", deleted=True)

    assert "the account of [red]Ada[/red] (U" in doctor().out
