"""A call of the Web API, from its arguments to its answer."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.fakeslack.errors import Json, SlackError
from bot.fakeslack.installation import Installation, Token
from bot.fakeslack.rates import TIER_3
from bot.fakeslack.world import World

_TRUE = (True, "1", "true", "True", 1)


@dataclass(frozen=True, slots=True)
class ApiCall:
    """What a method works with: the fake, the app that calls, and its arguments."""

    world: World
    app: Installation
    args: Json

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else str(value)

    def optional(self, name: str) -> str | None:
        return self.text(name) or None

    def required(self, name: str) -> str:
        """The argument; raises `invalid_arguments` that names it when it is missing."""
        value = self.text(name)
        if not value:
            raise missing(name)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.args.get(name)
        return default if value is None else value in _TRUE

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.args.get(name) or default)
        except (TypeError, ValueError):
            raise SlackError("invalid_arguments") from None

    def names(self, name: str) -> list[str]:
        """A list that may come as JSON, as a list or with commas."""
        value = self.args.get(name)
        listed = value if isinstance(value, list) else str(value or "").split(",")
        return [str(item).strip() for item in listed if str(item).strip()]

    def json(self, name: str, code: str) -> Any:  # noqa: ANN401  (any JSON)
        """The argument decoded; in a form it is a JSON string. Raises `code` when it is not."""
        value = self.args.get(name)
        if not isinstance(value, str) or not value:
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(code) from None


def missing(name: str) -> SlackError:
    return SlackError("invalid_arguments", messages=[f"[ERROR] missing required field: {name}"])


@dataclass(frozen=True, slots=True)
class Method:
    """A method: what does the work, and what Slack asks for before it is done."""

    do: Callable[[ApiCall], Json]
    # One of these is enough. Empty means that any token will do.
    scopes: tuple[str, ...] = ()
    tier: int = TIER_3
    per_channel: bool = False
    token: Token = Token.BOT
    # What a method of the app-level token asks for.
    app_scope: str = ""


def refuse_missing_scope(app: Installation, *one_of: str) -> None:
    """Raise `missing_scope` unless one of the scopes is granted."""
    if one_of and not any(app.has(scope) for scope in one_of):
        raise SlackError("missing_scope", needed=",".join(one_of), provided=",".join(app.scopes))
