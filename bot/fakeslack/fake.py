"""The fake as its users hold it: start it, install an app, bring people, look at what happened."""

import copy
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self, Unpack

from bot.fakeslack.changes import ChangeLog
from bot.fakeslack.channels import Channel, channel_id, member_id
from bot.fakeslack.delivery import Courier, Delivery
from bot.fakeslack.emoji import CUSTOM_NAME, STANDARD
from bot.fakeslack.errors import Json
from bot.fakeslack.faults import Faults
from bot.fakeslack.hands import Person
from bot.fakeslack.installation import Installation, granted, install
from bot.fakeslack.messages import Message
from bot.fakeslack.page.controls import Page
from bot.fakeslack.page.routes import routes
from bot.fakeslack.people import UserGroup
from bot.fakeslack.rates import Rates
from bot.fakeslack.server import Server
from bot.fakeslack.traits import UserTraits
from bot.fakeslack.workspace import Workspace
from bot.fakeslack.world import Call, World, make_world


class FakeSlack:
    """A Slack workspace on loopback. It runs from `start` to `close`."""

    def __init__(self, world: World, port: int = 0) -> None:
        self.world = world
        self.page = Page(world)
        self._server = Server(world, port, routes(self.page))

    @classmethod
    def start(
        cls,
        now: Callable[[], datetime],
        port: int = 0,
        *,
        domain: str = "example",
        enterprise_id: str | None = None,
    ) -> Self:
        """Start serving. All times come from `now`, but not the three seconds an ack may take."""
        fake = cls(make_world(now, domain=domain, enterprise_id=enterprise_id), port)
        fake._server.start()
        return fake

    def close(self) -> None:
        """Hang up on everybody and stop. May be called twice."""
        self.page.close()
        self._server.close()
        self.world.workspace.changes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # Where it is and what it knows

    @property
    def url(self) -> str:
        return self.world.url

    @property
    def api_url(self) -> str:
        """What a Slack client takes for its base URL."""
        return f"{self.world.url}/api/"

    @property
    def workspace(self) -> Workspace:
        return self.world.workspace

    @property
    def faults(self) -> Faults:
        return self.world.faults

    @property
    def rates(self) -> Rates:
        return self.world.rates

    @property
    def courier(self) -> Courier:
        return self.world.courier

    @property
    def changes(self) -> ChangeLog:
        """Everything that changed, for those who follow."""
        return self.world.workspace.changes

    @property
    def calls(self) -> list[Call]:
        """Every call of the Web API so far, refused ones included."""
        return self.world.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything sent to apps so far."""
        return self.world.courier.deliveries

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.world.calls if call.method == method]

    # Apps

    def install(self, manifest: Json, withhold: Collection[str] = ()) -> Installation:
        """Install the app the manifest describes, without the optional scopes in `withhold`."""
        app = install(self.workspace, manifest, withhold)
        self.world.apps.append(app)
        return app

    def uninstall(self, app: Installation) -> list[Delivery]:
        """Take the app away: its tokens die and it hears of that, if it still listens."""
        app.is_active = False
        app.token_error = "account_inactive"  # noqa: S105  (an error code)
        change = self.workspace.log(
            "app_uninstalled", app=app.app_id, event_ts=self.workspace.next_stamp()
        )
        return self.world.announce(change)

    def revoke_tokens(self, app: Installation, error: str = "token_revoked") -> None:
        """Refuse every call of the app with this error, until `restore_tokens`."""
        app.token_error = error

    def restore_tokens(self, app: Installation) -> None:
        app.token_error = None
        app.is_active = True

    def withdraw_scopes(self, app: Installation, *scopes: str) -> None:
        """Take scopes away that were granted; the manifest goes on asking for them."""
        app.scopes = tuple(scope for scope in app.scopes if scope not in scopes)

    def edit_manifest(self, app: Installation, manifest: Json) -> None:
        """Change the app's settings behind its back. Scopes stay what they are till `reinstall`."""
        app.manifest = copy.deepcopy(manifest)

    def switch_messages_tab(self, app: Installation, *, is_on: bool) -> None:
        """Let people write with the app, or have every DM refused: `messages_tab_disabled`."""
        manifest = copy.deepcopy(app.manifest)
        home = manifest.setdefault("features", {}).setdefault("app_home", {})
        home["messages_tab_enabled"] = is_on
        self.edit_manifest(app, manifest)

    def reinstall(self, app: Installation, withhold: Collection[str] = ()) -> None:
        """Grant what the manifest now asks for. Ids and tokens stay; revoked ones work again."""
        app.scopes = granted(app.manifest, withhold)
        self.restore_tokens(app)

    @property
    def clock_skew(self) -> timedelta:
        """How far the clock of Slack's servers is ahead of `now`; it shows in `Date` headers only.

        Timestamps of messages keep to `now`.
        """
        return self.faults.clock_skew

    @clock_skew.setter
    def clock_skew(self, ahead: timedelta) -> None:
        self.faults.clock_skew = ahead

    # People and places

    def person(self, name: str, **traits: Unpack[UserTraits]) -> Person:
        """The person of that name, new or with these traits from now on."""
        user = self.workspace.user_named(name)
        if user is None:
            user = self.workspace.add_user(name, **traits)
        elif traits:
            self.world.announce(self.workspace.change_user(user, **traits))
        return Person(self.world, user)

    def channel(
        self,
        name: str,
        members: Sequence[Person | Installation] = (),
        *,
        private: bool = False,
        topic: str = "",
    ) -> Channel:
        """The channel of that name, made if need be, with these among its members."""
        conversation = self.workspace.channel_named(name)
        if conversation is None:
            creator = member_id(members[0]) if members else "USLACKBOT"
            conversation = self.workspace.add_channel(name, creator=creator, private=private)
        conversation.topic = topic or conversation.topic
        channel = Channel(self.world, conversation)
        channel.invite(*members)
        return channel

    def usergroup(
        self, handle: str, users: Sequence[Person] = (), *, name: str = "", disabled: bool = False
    ) -> UserGroup:
        """A new user group like @oncall."""
        workspace = self.workspace
        with workspace.lock:
            group = UserGroup(workspace.ids.next("S"), workspace.team_id, name or handle, handle)
            group.users = [person.id for person in users]
            group.disabled = disabled
            group.created = workspace.epoch()
            workspace.usergroups[group.id] = group
            workspace.log("usergroup_changed", usergroup=group.id)
        return group

    def custom_emoji(self, name: str, *, alias_of: str | None = None) -> None:
        """Add an emoji of the workspace's own. Raises ValueError for a name that it cannot have."""
        if not CUSTOM_NAME.fullmatch(name):
            raise ValueError(f"not a name for an emoji: {name}")
        if name in STANDARD or name in self.workspace.emoji:
            raise ValueError(f"there is an emoji of that name: {name}")
        picture = f"https://emoji.slack-edge.com/{self.workspace.team_id}/{name}/0.png"
        value = picture if alias_of is None else f"alias:{alias_of}"
        self.world.announce(self.workspace.add_emoji(name, value))

    def remove_emoji(self, name: str) -> None:
        """Take a custom emoji away. Raises KeyError when there is none of that name."""
        self.world.announce(self.workspace.remove_emoji(name))

    def bot_dm(self, person: Person, app: Installation | None = None) -> Channel:
        """The app's DM with that person, opened if need be."""
        return person.dms(app)

    # What was said

    def history(self, where: Channel | str) -> list[Message]:
        """What everyone sees in the channel, oldest first, without the replies in threads."""
        with self.workspace.lock:
            return self.workspace.conversations[channel_id(where)].roots()

    def thread(self, message: Message) -> list[Message]:
        """The message and the replies under it, oldest first."""
        with self.workspace.lock:
            conversation = self.workspace.conversations[message.channel]
            return conversation.thread(message.thread_ts or message.ts)

    def message(self, channel: str, ts: str) -> Message:
        """The message of that key, even a deleted one. Raises KeyError for what never was."""
        return self.workspace.conversations[channel].messages[ts]

    # Deliveries

    def wait_connected(self, n: int = 1, timeout: float = 10) -> None:
        """Return when at least `n` Socket Mode connections said hello. Raises TimeoutError."""
        if not self.world.switchboard.wait_for(n, timeout):
            raise TimeoutError(f"no {n} Socket Mode connections within {timeout} seconds")

    @property
    def connections(self) -> int:
        return self.world.switchboard.count()

    def deliver(
        self,
        payload_type: str,
        payload: Json,
        *,
        wait: bool = True,
        app: Installation | None = None,
    ) -> Delivery:
        """Send this payload as it is, in an envelope of this type."""
        app = app or self.world.apps[-1]
        return self.courier.deliver(Delivery(payload_type, app, payload), wait=wait)

    def redeliver(
        self, delivery: Delivery, retry_attempt: int = 1, reason: str = "timeout"
    ) -> Delivery:
        """Send the same payload again, event id included, in a new envelope."""
        return self.courier.redeliver(delivery, retry_attempt=retry_attempt, reason=reason)

    @contextmanager
    def hold(self) -> Iterator[list[Delivery]]:
        """Keep events back inside the block; those still held at its end go out then, in order."""
        with self.courier.hold() as held:
            yield held

    def release(self, order: Sequence[int] | str | None = None) -> list[Delivery]:
        """Deliver what is held: in order, "reversed", or the listed positions as listed."""
        return self.courier.release(order)

    def retry_due(self) -> int:
        """Send again each event whose retry is due by the clock, as the server does by itself."""
        return self.courier.retry_due()

    @property
    def delayed_events(self) -> bool:
        """The app setting of that name: whether events are tried again hourly for a day."""
        return self.courier.delayed_events

    @delayed_events.setter
    def delayed_events(self, is_on: bool) -> None:
        self.courier.delayed_events = is_on

    def settle(self, timeout: float = 5) -> bool:
        """Wait until every delivery under way is over; whether that came true in time."""
        return self.courier.settle(timeout)
