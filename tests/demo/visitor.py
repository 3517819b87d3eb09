"""Somebody who looks at the demo in a browser, without the browser."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Visitor:
    """One window, as one person of the workspace."""

    url: str
    name: str

    @property
    def id(self) -> str:
        """The id of whoever the visitor is."""
        return next(str(one["id"]) for one in self.people()["people"] if one["name"] == self.name)

    def people(self) -> Json:
        """Return who can be chosen."""
        return self._get("/page/api/people")

    def state(self) -> Json:
        """Return everything the window shows."""
        return self._get(f"/page/api/state?as={self.id}")

    def channel(self, name: str) -> str:
        """Return the id of a channel."""
        return next(str(one["id"]) for one in self.state()["channels"] if one["name"] == name)

    def messages(self, name: str) -> list[Json]:
        """Return what stands in a channel, oldest first."""
        state = self.state()
        channel = next(one["id"] for one in state["channels"] if one["name"] == name)
        found: list[Json] = state["messages"].get(channel, {}).get("items", [])
        return found

    def card(self, number: int) -> Json:
        """Return the card of an incident."""
        (found,) = (
            one for one in self.messages("data-rapid") if one["text"].startswith(f"INC-{number},")
        )
        return found

    def done(self) -> list[str]:
        """Return the steps of the tour that are ticked off."""
        steps = self.state()["controls"]["tour"]["steps"]
        return [step["id"] for step in steps if step["done"]]

    def does(self, what: str, **more: object) -> Json:
        """Do something, and return the answer."""
        return self._post("/page/api/act", {"as": self.id, "do": what} | more)

    def types(self, line: str, in_: str = "general") -> Json:
        """Type a line in a channel."""
        return self.does("type", channel=self.channel(in_), text=line)

    def reacts(self, emoji: str, to: Json) -> Json:
        """Put an emoji on a message."""
        return self.does("react", channel=to["channel"], ts=to["ts"], name=emoji)

    def presses(self, action_id: str, on: Json) -> Json:
        """Press a button of a message."""
        block = next(
            one
            for one in on["blocks"]
            if any(e.get("action_id") == action_id for e in one.get("elements", ()))
        )
        place = {"channel": on["channel"], "ts": on["ts"]}
        return self.does("press", on=place, block_id=block["block_id"], action_id=action_id)

    def travels(self, to: str) -> float:
        """Move the clock; return what it shows then."""
        return float(self._post("/page/api/clock", {"to": to})["now"])

    def _get(self, path: str) -> Json:
        return self._open(urllib.request.Request(f"{self.url}{path}"))  # noqa: S310  # loopback

    def _post(self, path: str, body: Json) -> Json:
        return self._open(
            urllib.request.Request(  # noqa: S310  # loopback
                f"{self.url}{path}",
                data=json.dumps(body).encode(),
                headers={"Content-Type": "application/json"},
            )
        )

    def _open(self, request: urllib.request.Request) -> Json:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                found: Json = json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error
        return found
