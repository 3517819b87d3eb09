"""A fake workspace in this process, and the bots that are measured, each a process of its own.

So the fake's work is not counted, and a bot has a whole interpreter to itself, as in production.
"""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

from bot import bootstrap
from bot.clock import SystemClock
from bot.config import Environment
from bot.domain.ids import Front, WorkspaceId
from bot.fakeslack import Channel, FakeSlack, Installation, Message, Person
from bot.fakeslack.delivery import SLASH_COMMANDS, Delivery
from bot.fakeslack.payloads import Act
from bot.slack.manifest import manifest

ROOT = Path(__file__).parents[2]
TEXT = "Revenue on the weekly board dropped to zero, needed by Friday 14:00"
_SETTINGS = """
[team]
name = "Data"
timezone = "Europe/Berlin"

[channels]
requests = "{channel}"

[members]
rapid_response = ["{ada}"]

[timing]
words_grace_minutes = {grace}
"""


class Bot:
    """A bot in a process of its own, connected."""

    def __init__(self, app: Installation, process: "subprocess.Popen[bytes]") -> None:
        self.app = app
        self.process = process

    def cpu_seconds(self) -> float:
        """Processor time of the process so far, all threads, user and system."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def memory_mb(self) -> float:
        """Resident memory now."""
        line = next(one for one in self._proc("status").splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def _proc(self, name: str) -> str:
        return Path(f"/proc/{self.process.pid}/{name}").read_text(encoding="utf-8")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


class Workplace:
    """The fake, its people and its places; `bring` a bot as often as you like."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self._stack = stack
        self.clock = SystemClock()
        self.slack = stack.enter_context(FakeSlack.start(now=self.clock.now))
        self.slack.rates.enabled = False
        self.ada = self.slack.person("ada", real_name="Ada Okafor", tz="Europe/Berlin")
        self.general = self.slack.channel("general", members=[self.ada])
        self._count = 0

    @classmethod
    @contextmanager
    def open(cls) -> Iterator[Self]:
        with ExitStack() as stack:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="hydrant-bench-"))
            yield cls(Path(folder), stack)

    def person(self, name: str) -> Person:
        return self.slack.person(name, real_name=name.title(), tz="Europe/Berlin")

    def install(self) -> Installation:
        return self.slack.install(manifest())

    def new_url(self) -> str:
        """The address of a new SQLite file."""
        self._count += 1
        return f"sqlite:///{self.folder / f'bench-{self._count}.sqlite'}"

    def environment(self, app: Installation, url: str) -> Environment:
        return Environment(
            slack_bot_token=app.bot_token,
            slack_app_token=app.app_token,
            slack_api_url=self.slack.api_url,
            database_url=url,
            hydrant_log_level="WARNING",
        )

    def bring(self, mode: str, url: str = "", *, grace_minutes: int = 10) -> Bot:
        """Start a bot of that mode (see `child`) on a database, set up, and wait until it is up."""
        bot, _ = self.started(["-m", "tests.bench.child", mode], url, grace_minutes=grace_minutes)
        return bot

    def started(
        self, words: list[str], url: str = "", *, grace_minutes: int = 10
    ) -> tuple[Bot, float]:
        """Start Python with these words; give the bot and the seconds until Slack said hello."""
        app = self.install()
        url = url or self.new_url()
        self.set_up(app, url, grace_minutes)
        before = self.slack.connections
        began = time.perf_counter()
        process = self.run(words, app, url)
        bot = Bot(app, process)
        self._stack.callback(bot.stop)
        self.slack.wait_connected(before + 1, timeout=30)
        seconds = time.perf_counter() - began
        return bot, seconds

    def run(self, words: list[str], app: Installation, url: str) -> "subprocess.Popen[bytes]":
        """Start Python with these words and the environment of that app's bot."""
        told = self.environment(app, url).model_dump()
        # Bytecode as in an installed package, but in a folder of its own.
        variables = {name.upper(): str(value) for name, value in told.items() if value} | {
            "PYTHONPYCACHEPREFIX": str(CACHE)
        }
        return subprocess.Popen([sys.executable, *words], cwd=ROOT, env=variables)  # noqa: S603

    def set_up(self, app: Installation, url: str, grace_minutes: int = 10) -> None:
        cards = self.cards(app)
        db = bootstrap.open_database(self.environment(app, url))
        text = _SETTINGS.format(channel=cards.id, ada=self.ada.id, grace=grace_minutes)
        front = Front(WorkspaceId(self.slack.workspace.team_id))
        bootstrap.services_on(db, self.clock).settings.replace(front, text)
        db.close()

    def cards(self, app: Installation) -> Channel:
        """The channel in which that app shows its cards."""
        return self.slack.channel(f"cards-{app.app_id}".lower(), members=[app, self.ada])

    def command(self, app: Installation, who: Person) -> dict[str, Any]:
        """A new `/rapid` command, not sent yet."""
        return Act(self.slack.world, app, who.user).command(
            self.general.conversation, "/rapid", TEXT
        )

    def send_one(self, app: Installation, payload: dict[str, Any]) -> float:
        """Send a command and wait; the seconds until it was acknowledged."""
        delivery = self.slack.courier.deliver(Delivery(SLASH_COMMANDS, app, payload))
        assert delivery.acked
        return delivery.seconds

    def send_all(
        self, app: Installation, payloads: list[dict[str, Any]], *, at_once: int
    ) -> tuple[float, list[float]]:
        """Send these with so many in flight; a second's worth, and the seconds of each."""
        slots = threading.Semaphore(at_once)
        sent = []
        began = time.perf_counter()
        for payload in payloads:
            slots.acquire()
            delivery = Delivery(SLASH_COMMANDS, app, payload)
            delivery.on_settled = lambda _: slots.release()
            sent.append(self.slack.courier.deliver(delivery, wait=False))
        for _ in range(at_once):
            slots.acquire()
        took = time.perf_counter() - began
        assert all(delivery.acked for delivery in sent)
        return len(sent) / took, [delivery.seconds for delivery in sent]

    def cards_of(self, bot: Bot) -> list[Message]:
        return self.slack.history(self.cards(bot.app))


def wait_until(claim: Callable[[], bool], within_seconds: float = 60.0) -> None:
    """Return when the claim holds; raise TimeoutError if it does not come to that."""
    deadline = time.monotonic() + within_seconds
    while not claim():
        if time.monotonic() > deadline:
            raise TimeoutError("It did not come true")
        time.sleep(0.01)


# One cache for all runs: the first process of the first run compiles, the others find it done.
CACHE = Path(tempfile.gettempdir()) / "hydrant-bench-bytecode"
