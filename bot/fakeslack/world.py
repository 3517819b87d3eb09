"""Everything the fake consists of, put together: the parts that methods and hands work with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.fakeslack import events
from bot.fakeslack.changes import Change
from bot.fakeslack.delivery import Courier, Delivery
from bot.fakeslack.errors import Json
from bot.fakeslack.faults import Faults
from bot.fakeslack.installation import Installation
from bot.fakeslack.links import Loop, Switchboard
from bot.fakeslack.rates import Rates
from bot.fakeslack.response_urls import ResponseUrls
from bot.fakeslack.tickets import Tickets
from bot.fakeslack.triggers import Triggers
from bot.fakeslack.views import Views
from bot.fakeslack.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API, as it went."""

    method: str
    args: Json
    ok: bool
    error: str | None
    at: datetime
    status: int
    app: str | None
    seconds: float = 0.0


def _nobody(_call: Call) -> None:
    """Nobody follows the calls."""


@dataclass(slots=True, eq=False)
class World:
    """The workspace, its apps and the way between them."""

    now: Callable[[], datetime]
    workspace: Workspace
    loop: Loop
    switchboard: Switchboard
    faults: Faults
    courier: Courier
    rates: Rates
    triggers: Triggers
    tickets: Tickets
    views: Views
    response_urls: ResponseUrls
    url: str = ""
    apps: list[Installation] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    # Told of each call when it is answered.
    on_call: Callable[[Call], None] = _nobody

    def server_time(self) -> datetime:
        """What the clock of Slack's servers shows."""
        return self.now() + self.faults.clock_skew

    def record(self, call: Call) -> None:
        self.calls.append(call)
        self.on_call(call)

    def active_apps(self) -> list[Installation]:
        return [app for app in self.apps if app.is_active]

    def announce(self, change: Change | None) -> list[Delivery]:
        """Tell the apps of the change, without waiting; gives back what each is told."""
        if change is None:
            return []
        deliveries = events.deliveries(self.workspace, change, self._listeners(change))
        self.courier.deliver_events(deliveries)
        return deliveries

    def _listeners(self, change: Change) -> list[Installation]:
        """The apps that may hear of it; one being uninstalled hears of that as its last."""
        if change.kind == "app_uninstalled":
            return self.apps
        return self.active_apps()

    def dm_with(self, app: Installation, user: str) -> str:
        """The id of the DM between the app's bot and the person."""
        return self.workspace.dm_between(app.bot_user_id, user)[0].id


def make_world(
    now: Callable[[], datetime], *, domain: str, enterprise_id: str | None = None
) -> World:
    workspace = Workspace(now, domain=domain, enterprise_id=enterprise_id)
    loop = Loop()
    switchboard = Switchboard(loop)
    faults = Faults(switchboard)
    return World(
        now=now,
        workspace=workspace,
        loop=loop,
        switchboard=switchboard,
        faults=faults,
        courier=Courier(now, switchboard, loop, faults),
        rates=Rates(now),
        triggers=Triggers(now, workspace.team_id),
        tickets=Tickets(now),
        views=Views(workspace),
        response_urls=ResponseUrls(now),
    )
