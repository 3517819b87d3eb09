"""The process's environment: tokens, addresses, ports. The only reader of environment variables."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

DEFAULT_DATABASE = "sqlite:///hydrant.sqlite"
SLACK_API = "https://slack.com/api/"


class BadEnvironment(ValueError):  # noqa: N818  # one sentence for the operator
    """A variable is missing or cannot be right; the text says which and how it looks."""


class Environment(BaseModel):
    """What a process is told from outside. Settings of the team are not here but in Slack."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    slack_bot_token: Annotated[str, StringConstraints(pattern=r"^xoxb-\S+$")] | None = Field(
        default=None, repr=False
    )
    slack_app_token: Annotated[str, StringConstraints(pattern=r"^xapp-\S+$")] | None = Field(
        default=None, repr=False
    )
    slack_config_token: Annotated[str, StringConstraints(pattern=r"^xoxe\.xoxp-\S+$")] | None = (
        Field(default=None, repr=False)
    )
    slack_api_url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] = SLACK_API
    database_url: str = Field(default=DEFAULT_DATABASE, repr=False)
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    hydrant_url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    hydrant_log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(str.upper)
    ] = "INFO"
    hydrant_encoder: Annotated[str, StringConstraints(max_length=4_096)] | None = None

    def bot_token(self) -> str:
        """Return the bot token, or raise with how to get one."""
        if self.slack_bot_token is None:
            raise BadEnvironment(
                "SLACK_BOT_TOKEN is not set. It begins with xoxb- and is on your Slack app's page, "
                "under OAuth & Permissions."
            )
        return self.slack_bot_token

    def app_token(self) -> str:
        """Return the app-level token that Socket Mode needs, or raise with how to get one."""
        if self.slack_app_token is None:
            raise BadEnvironment(
                "SLACK_APP_TOKEN is not set. It begins with xapp- and is made on your Slack app's "
                "page, under Basic Information, with the scope connections:write."
            )
        return self.slack_app_token


_LOOKS_LIKE = {
    "slack_bot_token": "a bot token begins with xoxb-",
    "slack_app_token": "an app-level token begins with xapp-",
    "slack_config_token": "a configuration token begins with xoxe.xoxp-",
    "slack_api_url": "an address begins with https://",
    "hydrant_url": "an address begins with https://",
    "port": "it is a number from 1 to 65535",
    "hydrant_encoder": "it is lexical, semantic, or a folder with a model",
    "hydrant_log_level": "it is DEBUG, INFO, WARNING, ERROR or CRITICAL",
}


def load(variables: Mapping[str, str] | None = None) -> Environment:
    """Return the environment, or raise `BadEnvironment` with one sentence, without the secret.

    `NAME_FILE` gives the name of a file to read `NAME` from, as orchestrators mount secrets.
    """
    given = os.environ if variables is None else variables
    found = {name: _value(name.upper(), given) for name in Environment.model_fields}
    try:
        return Environment.model_validate({name: value for name, value in found.items() if value})
    except ValidationError as error:
        name = str(error.errors(include_input=False)[0]["loc"][0])
        raise BadEnvironment(
            f"{name.upper()} cannot be right: {_LOOKS_LIKE.get(name, 'look at it again')}."
        ) from None


def _value(name: str, given: Mapping[str, str]) -> str | None:
    file = given.get(f"{name}_FILE")
    if not file:
        return given.get(name, "").strip() or None
    try:
        return Path(file).read_text(encoding="utf-8").strip() or None
    except OSError as error:
        raise BadEnvironment(f"{name}_FILE cannot be read: {error.strerror}: {file}.") from error
