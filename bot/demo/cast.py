"""The company of the demo: its people and channels, put into a fake workspace."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from importlib import resources
from typing import Any

from bot.demo import turns
from bot.domain.ids import Front
from bot.fakeslack import Channel, FakeSlack, Installation, Person
from bot.slack.profiles import person as profile

REQUESTS, PREEMPTION, ENGINEERING = "data-rapid", "data-preemption", "data-engineering"
_ANALYSTS = frozenset({"analyst", "lead"})
_SUGGESTED = ("kasia", "marisol", "arvid", "odalys")


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
    dms: Mapping[str, Channel]
    # The id of @data-oncall.
    handle: str

    def ids(self) -> dict[str, str]:
        """Return every id by a name that any workspace has: @kasia, #general, dm:eino."""
        return (
            {f"@{handle}": one.id for handle, one in self.people.items()}
            | {f"#{name}": one.id for name, one in self.channels.items()}
            | {f"dm:{handle}": one.id for handle, one in self.dms.items()}
        )

    def profiles(self, front: Front, now: datetime) -> list[dict[str, Any]]:
        """Return everybody's profile as it is read from Slack, as rows."""
        read = [
            profile(front, one.user.as_json(now, include_locale=True), now)
            for one in self.people.values()
        ]
        return [
            {name: value for name, value in asdict(one).items() if name != "front"} for one in read
        ]

    @property
    def analysts(self) -> list[Person]:
        """The members of Rapid Response."""
        return [self.people[name] for name, role in self.roles.items() if role in _ANALYSTS]

    def with_role(self, role: str) -> list[str]:
        """Return the ids of the people with that role."""
        return [self.people[name].id for name, found in self.roles.items() if found == role]

    def suggested(self) -> list[str]:
        """Return whom to be: somebody who asks, an analyst, one of Preemption, the admin."""
        return [self.people[handle].id for handle in _SUGGESTED]

    def settings(self, first_handoff: date | None = None) -> str:
        """Return the settings that this company would import, as TOML.

        With a rota whose first hand-off was on that day, or without one.
        """
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
                *(self._rota(first_handoff) if first_handoff else []),
            ]
        )

    def _rota(self, first_handoff: date) -> list[str]:
        lines: list[str] = []
        behind = f'falls_back_to = "{turns.BACKUP}"\nuser_group = "{self.handle}"'
        rotations = ((turns.PRIMARY, turns.ORDER, behind), (turns.BACKUP, turns.BACKUP_ORDER, ""))
        for name, order, more in rotations:
            lines += [
                "[[rotations]]",
                f'name = "{name}"',
                'timezone = "Europe/Berlin"',
                f"starts = {first_handoff.isoformat()}T{turns.HANDS_OFF_AT.isoformat()}",
                f"members = {json.dumps([self.people[handle].id for handle in order])}",
                more,
            ]
        return lines


_TITLES = {
    "lead": "Analyst and lead, {department}",
    "analyst": "Analyst, {department}",
    "preemption": "{department}: makes fires stop",
    "engineering": "{department}: the tools under the tools",
    "admin": "{department}: administrates Hydrant",
    "requester": "{department}: asks for things",
}


def bring(told: Mapping[str, Any], slack: FakeSlack, app: Installation) -> Cast:
    """Put the people and channels of the story into a workspace, with the bot among them."""
    people = {
        one["handle"]: slack.person(
            one["handle"],
            real_name=one["real_name"],
            tz=one["tz"],
            title=_TITLES[one["role"]].format(**one),
        )
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
    # Whoever writes with the bot first would get the first id; opened in order, they stay the same.
    dms = {handle: one.dms(app) for handle, one in people.items()}
    handle = slack.usergroup("data-oncall", name="Data on call").id
    return Cast(people=people, roles=roles, channels=channels, dms=dms, handle=handle)
