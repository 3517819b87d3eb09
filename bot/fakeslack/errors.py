"""A refusal of the Web API, in Slack's own words."""

from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """The call is refused with `code`; `extra` joins the answer beside `ok` and `error`."""

    def __init__(self, code: str, *, messages: list[str] | None = None, **extra: object) -> None:
        super().__init__(code)
        self.code = code
        self.extra: Json = dict(extra)
        if messages:
            self.extra["response_metadata"] = {"messages": messages}

    def as_json(self) -> Json:
        """The body Slack answers with, under HTTP 200."""
        return {"ok": False, "error": self.code, **self.extra}
