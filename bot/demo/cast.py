"""The company of the demo: its people and channels, put into a fake workspace."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from bot.fakeslack import Channel, FakeSlack, Installation, Person

REQUESTS, PREEMPTION, ENGINEERING = "data-rapid", "data-preemption", "data-engineering"
_ANALYSTS = frozenset({"analyst", "lead"})


def story() -> dict[str, Any]:
    """Return the shipped story: company, people, channels, and requests in filing order."""
    text = resources.files("bot.demo").joinpath("story.json").read_text(encoding="utf-8")
    told: dict[str, Any] = json.loads(text)
    return told


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody by handle, and every channel by name."""

    people: Mapping[str, Person]
    roles: Mapping[str, str]
    channels: Mapping[str, Channel]

    @property
    def analysts(self) -> list[Person]:
        """The members of Rapid Response."""
        return [self.people[name] for name, role in self.roles.items() if role in _ANALYSTS]

    def with_role(self, role: str) -> list[str]:
        """Return the ids of the people with that role."""
        return [self.people[name].id for name, found in self.roles.items() if found == role]

    def settings(self) -> str:
        """Return the settings that this company would import, as TOML."""
        members = [person.id for person in self.analysts]
        return "\n".join(
            [
                "[team]",
                'name = "Data"',
                'timezone = "Europe/Berlin"',
                f"admins = {json.dumps(self.with_role('admin'))}",
                "[channels]",
                f'requests = "{self.channels[REQUESTS].id}"',
                f'preemption = "{self.channels[PREEMPTION].id}"',
                f'engineering = "{self.channels[ENGINEERING].id}"',
                "[members]",
                f"rapid_response = {json.dumps(members)}",
                f"leads = {json.dumps(self.with_role('lead'))}",
                f"preemption = {json.dumps(self.with_role('preemption'))}",
                f"engineering = {json.dumps(self.with_role('engineering'))}",
            ]
        )


def bring(told: Mapping[str, Any], slack: FakeSlack, app: Installation) -> Cast:
    """Put the people and channels of the story into a workspace, with the bot among them."""
    people = {
        one["handle"]: slack.person(one["handle"], real_name=one["real_name"], tz=one["tz"])
        for one in told["people"]
    }
    roles = {one["handle"]: one["role"] for one in told["people"]}
    everybody = list(people.values())
    channels = {
        one["name"]: slack.channel(
            one["name"],
            members=[app, *everybody] if one["name"].startswith("data-") else everybody,
            topic=one["topic"],
        )
        for one in told["channels"]
    }
    return Cast(people=people, roles=roles, channels=channels)
