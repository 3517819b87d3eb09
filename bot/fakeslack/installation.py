"""An app installed in the workspace, as its manifest describes it."""

import copy
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from bot.fakeslack.errors import Json
from bot.fakeslack.ids import secret
from bot.fakeslack.people import User
from bot.fakeslack.workspace import Workspace


class Token(StrEnum):
    """The kinds of token an app has to do with, each by how it begins."""

    BOT = "xoxb-"
    APP = "xapp-"
    # Whoever looks after the app has it, to read and change its manifest:
    # https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests
    CONFIG = "xoxe.xoxp-"


@dataclass(slots=True, eq=False)
class Installation:
    """What an app got when it was installed: its ids, its secrets, its scopes."""

    app_id: str
    name: str
    manifest: Json
    scopes: tuple[str, ...]
    bot_user: User
    team_id: str
    enterprise_id: str | None
    is_active: bool = True
    # None while the token works, else the error that every call gets: token_revoked and the like.
    token_error: str | None = None
    # The same for the app-level token alone, what it may do, and for the configuration token.
    app_token_error: str | None = None
    app_scopes: tuple[str, ...] = ("connections:write",)
    config_token_error: str | None = None
    _secrets: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def bot_user_id(self) -> str:
        return self.bot_user.id

    @property
    def bot_id(self) -> str:
        return self.bot_user.bot_id or ""

    @property
    def bot_token(self) -> str:
        return f"xoxb-{self._secret('bot')[:24]}"

    @property
    def app_token(self) -> str:
        return f"xapp-1-{self.app_id}-{self._secret('app')[:32]}"

    @property
    def config_token(self) -> str:
        return f"xoxe.xoxp-1-{self._secret('config')[:32]}"

    def kind_of(self, token: str) -> Token | None:
        """Which of the app's tokens it is; None when it is no token of this app."""
        mine = {
            self.bot_token: Token.BOT,
            self.app_token: Token.APP,
            self.config_token: Token.CONFIG,
        }
        return mine.get(token)

    def error_of(self, token: str) -> str | None:
        """What a call with this token of the app is refused with, if it is."""
        match self.kind_of(token):
            case Token.CONFIG:
                return self.config_token_error
            case Token.APP:
                return self.app_token_error or self.token_error
            case _:
                return self.token_error

    @property
    def signing_secret(self) -> str:
        return self._secret("signing")[:32]

    @property
    def verification_token(self) -> str:
        return self._secret("verification")[:24]

    def _secret(self, purpose: str) -> str:
        if purpose not in self._secrets:
            self._secrets[purpose] = secret(self.app_id, purpose)
        return self._secrets[purpose]

    @property
    def commands(self) -> dict[str, Json]:
        listed = self.manifest.get("features", {}).get("slash_commands", ())
        return {command["command"]: command for command in listed}

    @property
    def shortcuts(self) -> dict[str, Json]:
        listed = self.manifest.get("features", {}).get("shortcuts", ())
        return {shortcut["callback_id"]: shortcut for shortcut in listed}

    @property
    def events(self) -> frozenset[str]:
        return frozenset(self._subscriptions().get("bot_events", ()))

    @property
    def metadata_events(self) -> frozenset[str]:
        """The metadata event types it hears of."""
        listed = self._subscriptions().get("metadata_subscriptions", ())
        return frozenset(subscription["event_type"] for subscription in listed)

    def _subscriptions(self) -> Json:
        found: Json = self.manifest.get("settings", {}).get("event_subscriptions", {})
        return found

    @property
    def app_home(self) -> Json:
        home: Json = self.manifest.get("features", {}).get("app_home", {})
        return home

    def has(self, scope: str) -> bool:
        return scope in self.scopes


def install(workspace: Workspace, manifest: Json, withhold: Collection[str] = ()) -> Installation:
    """Install the app, granting what it asks for except the optional scopes in `withhold`.

    Raises ValueError for a scope that nobody may withhold: Slack offers the choice only for those
    in `bot_optional` (https://docs.slack.dev/reference/app-manifest).
    """
    scopes = granted(manifest, withhold)
    name = str(manifest["display_information"]["name"])
    bot = manifest.get("features", {}).get("bot_user", {})
    with workspace.lock:
        app_id = workspace.ids.next("A")
        bot_user = workspace.add_user(
            str(bot.get("display_name", name)).lower().replace(" ", "_"),
            real_name=str(bot.get("display_name", name)),
            is_bot=True,
            tz="America/Los_Angeles",
            bot_id=workspace.ids.next("B"),
            app_id=app_id,
        )
        workspace.log("app_installed", app=app_id, name=name, bot_user=bot_user.id)
    return Installation(
        app_id=app_id,
        name=name,
        manifest=copy.deepcopy(manifest),
        scopes=scopes,
        bot_user=bot_user,
        team_id=workspace.team_id,
        enterprise_id=workspace.enterprise_id,
    )


def granted(manifest: Json, withhold: Collection[str] = ()) -> tuple[str, ...]:
    """The scopes that an installation of this manifest gets."""
    asked = manifest.get("oauth_config", {}).get("scopes", {})
    fixed = sorted(set(withhold) - set(asked.get("bot_optional", ())))
    if fixed:
        raise ValueError(f"not optional in this manifest: {', '.join(fixed)}")
    return tuple(scope for scope in asked.get("bot", ()) if scope not in withhold)
