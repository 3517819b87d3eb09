"""Settings: checked at the edge, stored by section, loaded in each transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import tomli_w

from bot.domain import notice
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, UserId
from bot.domain.settings import Flaw, Settings
from bot.services.ground import Ground
from bot.services.settings_file import (
    SECTIONS,
    BadSettings,
    SettingsFile,
    checked,
    given,
    parse,
    stored,
    to_domain,
)
from storage.database import Transaction

__all__ = ["EVERYTHING", "SECTIONS", "BadSettings", "Section", "SettingsDesk", "SettingsFile"]

# What the form with the whole file is about, where others are about one section.
EVERYTHING = "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section as it is stored, with what was never set at its default.

    `version` is that of this section: it changes when somebody saves it, and not with others.
    """

    name: str
    body: Mapping[str, Any]
    version: int


def load(tx: Transaction, front: Front) -> Settings:
    """Return the front's settings; what was never set has its default."""
    bodies, version = tx.settings.sections(front)
    return to_domain(stored(bodies), version)


class SettingsDesk:
    """Import, export, show and change settings."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def current(self, front: Front) -> Settings:
        """Return the settings in force."""
        with self._ground.db.read() as tx:
            return load(tx, front)

    def section(self, front: Front, name: str) -> Section:
        """Return a section as it is stored."""
        return self.sections(front)[name]

    def sections(self, front: Front) -> Mapping[str, Section]:
        """Return every section by name."""
        with self._ground.db.read() as tx:
            bodies, _ = tx.settings.sections(front)
            versions = tx.settings.versions(front)
        whole = stored(bodies).model_dump(mode="json")
        return {
            name: Section(name=name, body=whole[name], version=versions.get(name, 0))
            for name in SECTIONS
        }

    def shown_to(self, front: Front, user: UserId) -> Settings:
        """Return the settings in force, or refuse somebody who may not change them."""
        settings = self.current(front)
        if user not in settings.team.admins:
            raise Refusal(Reason.NOT_AN_ADMIN)
        return settings

    def ask_for_admin(self, front: Front, user: UserId, source_key: str) -> Settings:
        """Have it looked up whether somebody may be the first admin, if there is none.

        Return the settings in force, which say who the admins are.
        """
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = load(tx, front)
            if not settings.team.admins:
                tx.outbox.put(notice.elect(front, user, source_key, now), now)
            elif tx.people.find(front, user) is None:
                # Whoever knows their language speaks it the next time.
                tx.outbox.put(notice.profile(front, user, now), now)
        self._ground.wake()
        return settings

    def save(
        self,
        front: Front,
        by: UserId,
        section: str,
        body: Mapping[str, Any],
        *,
        expected_version: int,
        view_id: str,
    ) -> Settings:
        """Save a section that an admin has changed in a form, and have it looked at.

        Raises `BadSettings` if a value is refused, and `Refusal` if they are no admin, or if
        somebody else has changed this section since `expected_version`; then nothing is changed.
        The same form sent twice is saved once.
        """
        wanted = checked({section: body})

        def is_stale(tx: Transaction) -> bool:
            return tx.settings.versions(front).get(section, 0) != expected_version

        return self._save(front, wanted, is_stale, by=by, check=(view_id, section))

    def replace(
        self,
        front: Front,
        text: str,
        *,
        by: UserId | None = None,
        expected_version: int | None = None,
        view_id: str | None = None,
    ) -> Settings:
        """Save the sections that the TOML text names; the others stay as they are.

        `by` is who did it in Slack, and has to be an admin; whoever runs the bot may always.
        Raises `BadSettings` if the text is refused, or if the settings are no longer the ones of
        `expected_version`; then nothing is changed.
        """
        wanted = parse(text)

        def is_stale(tx: Transaction) -> bool:
            return expected_version not in (None, tx.settings.sections(front)[1])

        check = (view_id, EVERYTHING) if view_id else None
        try:
            return self._save(front, wanted, is_stale, by=by, check=check)
        except Refusal as refusal:
            if refusal.reason is not Reason.CHANGED_MEANWHILE:
                raise
            said = "Somebody changed the settings meanwhile; look again, then save."
            raise BadSettings(said, Flaw.CHANGED_MEANWHILE) from refusal

    def _save(
        self,
        front: Front,
        wanted: SettingsFile,
        is_stale: Callable[[Transaction], bool],
        *,
        by: UserId | None,
        check: tuple[str, str] | None,
    ) -> Settings:
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            # Taking the next version locks the counter, so that two savers cannot pass each other.
            version = tx.counters.next(front, "settings")
            before = load(tx, front)
            if by is not None and by not in before.team.admins:
                raise Refusal(Reason.NOT_AN_ADMIN)
            bodies, _ = tx.settings.sections(front)
            news = {name: body for name, body in given(wanted).items() if bodies.get(name) != body}
            # What is there already is no news, as when Slack brings the same form twice.
            if news and is_stale(tx):
                raise Refusal(Reason.CHANGED_MEANWHILE)
            tx.settings.put(front, news, version, now)
            after = load(tx, front)
            _keep_what_is_needed(before, after, by)
            for channel in {before.channels.requests, after.channels.requests} - {None}:
                tx.outbox.resume(front, target=str(channel), now=now)
            if by is not None and check is not None:
                view_id, section = check
                tx.outbox.put(notice.check(front, by, view_id, section, now), now)
        self._ground.wake()
        return after

    def export(self, front: Front) -> str:
        """Return all settings as TOML; importing it changes nothing."""
        with self._ground.db.read() as tx:
            bodies, _ = tx.settings.sections(front)
        return tomli_w.dumps(stored(bodies).model_dump(mode="json", exclude_none=True))


def appoint_first_admin(tx: Transaction, front: Front, user: UserId, now: datetime) -> bool:
    """Make somebody the admin of a team that has none; False (and nothing done) if it has."""
    version = tx.counters.next(front, "settings")
    bodies, _ = tx.settings.sections(front)
    team = bodies.get("team", {})
    if team.get("admins"):
        return False
    tx.settings.put(front, {"team": team | {"admins": [user]}}, version, now)
    return True


def _keep_what_is_needed(before: Settings, after: Settings, by: UserId | None) -> None:
    """Refuse what would leave cards without their channel, or a team without anybody to change it.

    Whoever runs the bot may take the last admin away: the next can be elected as the first was.
    """
    if before.channels.requests and not after.channels.requests:
        raise BadSettings(
            "channels.requests cannot be taken away: cards stand in that channel. "
            "Name it, or another channel.",
            Flaw.CARDS_STAND_THERE,
            "channels.requests",
        )
    if by is not None and not after.team.admins:
        raise BadSettings(
            "team.admins: the last admin cannot be taken away.", Flaw.LAST_ADMIN, "team.admins"
        )
