"""The bot in a process of its own, on a clock that it shares with the fake workspace."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from signal import SIGKILL, SIGTERM

from bot.bootstrap import services_on
from bot.clock import SystemClock
from bot.domain.ids import Front, WorkspaceId
from bot.fakeslack import FakeSlack, Installation, Message, Person
from bot.slack.manifest import manifest
from storage.database import connect
from tests.flows.office import SETTINGS, comes_true

# A lease of a minute ends after three seconds.
SPEED = 20.0
_SCRIPT = """
import json, signal, sys, threading
from datetime import datetime
from bot import bootstrap, config
from bot.clock import FastClock, SystemClock

given = json.loads(sys.argv[1])
began, speed = datetime.fromisoformat(given.pop("began")), given.pop("speed")
clock = FastClock(began + (SystemClock().now() - began) * speed, speed)
hydrant = bootstrap.build(config.Environment(**given), clock)
stopping = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopping.set())
hydrant.start()
stopping.wait()
hydrant.stop()
"""
_STARTS_WITHIN_SECONDS = 20.0


class Outside:
    """A workspace with Finn who files and Ada who answers; the bot comes and goes."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._began = SystemClock().now()
        self.slack = FakeSlack.start(now=self.now)
        self.app: Installation = self.slack.install(manifest())
        self.finn: Person = self.slack.person("finn")
        self.ada: Person = self.slack.person("ada")
        self.requests = self.slack.channel("data-rapid", members=[self.app, self.ada])
        self.general = self.slack.channel("general", members=[self.finn])
        self._processes: list[subprocess.Popen[str]] = []
        self._import_settings()

    def now(self) -> datetime:
        """The moment of the story, for both processes."""
        return self._began + (SystemClock().now() - self._began) * SPEED

    def starts(self) -> "subprocess.Popen[str]":
        """Start the bot and wait until it is connected."""
        given = {
            "slack_bot_token": self.app.bot_token,
            "slack_app_token": self.app.app_token,
            "slack_api_url": self.slack.api_url,
            "database_url": f"sqlite:///{self.file}",
            "began": self._began.isoformat(),
            "speed": SPEED,
        }
        process = subprocess.Popen(  # noqa: S603  # our own interpreter and script
            [sys.executable, "-c", _SCRIPT, json.dumps(given)], text=True
        )
        self._processes.append(process)
        assert comes_true(lambda: self.slack.connections == 1, _STARTS_WITHIN_SECONDS)
        return process

    def kills(self, process: "subprocess.Popen[str]") -> None:
        """End it where it stands, with no chance to tidy up."""
        process.send_signal(SIGKILL)
        process.wait()
        assert comes_true(lambda: self.slack.connections == 0)

    def ends(self, process: "subprocess.Popen[str]") -> int:
        """Ask it to end; return its exit code."""
        process.send_signal(SIGTERM)
        return process.wait(timeout=_STARTS_WITHIN_SECONDS)

    def cards(self) -> list[Message]:
        """Every card in the requests channel."""
        return [one for one in self.slack.history(self.requests) if one.app_id == self.app.app_id]

    def _import_settings(self) -> None:
        db = connect(f"sqlite:///{self.file}")
        ids = {"requests": self.requests.id, "mira": self.ada.id}
        ids |= dict.fromkeys(("ada", "bo", "cy"), self.ada.id)
        front = Front(WorkspaceId(self.app.team_id))
        services_on(db, SystemClock()).settings.replace(front, SETTINGS.format(**ids))
        db.close()

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
        self.slack.close()
