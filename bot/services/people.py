"""People: what the edges may ask about them, and what follows when they change or leave."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain import incident as rules
from bot.domain import notice
from bot.domain.ids import Front, UserId
from bot.domain.incident import Actor, Role
from bot.domain.people import Person
from bot.domain.settings import Settings
from bot.domain.timeline import What
from bot.services import roster
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from bot.services.record import Act, record
from storage.database import Transaction


class People:
    """People as their profiles were last read."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def locale(self, front: Front, user: UserId) -> str:
        """Return the locale somebody reads in, the team's while theirs is not known."""
        with self._ground.db.read() as tx:
            person = tx.people.find(front, user)
            if person and person.locale:
                return person.locale
            return settings_desk.load(tx, front).team.language

    def names(self, front: Front, users: Iterable[UserId]) -> dict[UserId, str]:
        """Return the names of those among these people whose profile was read."""
        with self._ground.db.read() as tx:
            return {user: one.name for user, one in tx.people.named(front, users).items()}

    def changed(self, person: Person) -> None:
        """Keep a profile that has changed, if it matters here and is newer than what is known.

        Who has left gives back what they had; the leads are told.
        """
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, person.front)
            known = tx.people.find(person.front, person.user_id)
            if known is None and person.user_id not in everyone_in(settings):
                return
            if known and known.read_at > person.read_at:
                return
            locale = person.locale or (known.locale if known else None)
            tx.people.put(replace(person, locale=locale))
            now = self._ground.now()
            give_back_if_gone(tx, person, settings, now)
            roster.person_changed(tx, person, settings, now)
        self._ground.wake()


def give_back_if_gone(tx: Transaction, person: Person, settings: Settings, now: datetime) -> None:
    """Free what somebody had whose account is closed, and tell the leads."""
    if not person.is_deleted:
        return
    front, workspace = person.front, tx.workspaces.find(person.front)
    bot = Actor(
        user_id=workspace.bot_user_id if workspace else person.user_id,
        roles=frozenset({Role.LEAD}),
    )
    for held in tx.incidents.owned_by(front, person.user_id):
        before = tx.incidents.for_update(front, held.number) or held
        if before.owner != person.user_id or not before.is_open:
            continue  # somebody was faster than we could lock it
        after = rules.release(before, bot, now)
        key = f"left:{person.user_id}:{held.number}:{before.version}"
        act = Act(front=front, number=held.number, by=bot.user_id, source_key=key)
        entry = record(tx, before, after, act, What.RELEASED, settings=settings, now=now)
        for lead in settings.leads:
            if lead != person.user_id:
                tx.outbox.put(notice.left(entry, lead), now)


def everyone_in(settings: Settings) -> frozenset[UserId]:
    """Return everybody whom the settings name."""
    members = settings.members
    turns = {user for plan in settings.rotations for user in plan.members}
    teams = (turns, members.rapid_response, members.leads, members.preemption, members.engineering)
    return frozenset(user for team in (*teams, settings.team.admins) for user in team)
