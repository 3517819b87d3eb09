"""Settings: checked at the edge, stored by section, loaded in each transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import tomli_w

from bot.domain import notice
from bot.domain.duty import Seat, planned_ahead
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, UserId
from bot.domain.plan import A_MONDAY_AT_NINE, Plan
from bot.domain.rotation import Rotation, Segment, Shift, upcoming
from bot.domain.settings import Flaw, Settings
from bot.services import roster
from bot.services.ground import Ground
from bot.services.settings_file import (
    SECTIONS,
    BadSettings,
    RotationSection,
    SettingsFile,
    checked,
    given,
    parse,
    stored,
    to_domain,
)
from storage.database import Transaction

__all__ = [
    "EVERYTHING",
    "ROTATIONS",
    "SECTIONS",
    "BadSettings",
    "Crew",
    "Preview",
    "RotationForm",
    "Section",
    "SettingsDesk",
    "SettingsFile",
]

# What the form with the whole file is about, where others are about one section.
EVERYTHING = "everything"
# The one section that is a list: a form is about one of them.
ROTATIONS = "rotations"
# How many turns an edit is shown with, and how many shifts are looked at to find them: with working
# hours, a turn is several.
_TURNS = 8
_SHIFTS = 400
# What is found out may not reach the window before what stands there until then.
_UNTIL_ANSWERED = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section as it is stored, with what was never set at its default.

    `version` is that of this section: it changes when somebody saves it, and not with others.
    """

    name: str
    # As JSON has it: keys and values, and of rotations a list of those.
    body: Any
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """A rotation of the settings, and who of its members takes turns.

    Turns pass those who are `waiting` until they accept, and those who are `out` because they have
    declined or left until they join again. An outsider is in no team that takes turns.
    """

    plan: Plan
    waiting: tuple[UserId, ...] = ()
    out: tuple[UserId, ...] = ()
    outsiders: tuple[UserId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationForm:
    """What the form of a rotation begins with; `version` is that of the section.

    `others` are the rotations that it can fall back to.
    """

    body: Mapping[str, Any]
    is_new: bool
    others: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a change of a rotation would mean, if everybody who is asked accepts.

    `before` and `after` are the turns to come, `gaps` the times of the next 90 days in which nobody
    would be on call although somebody should. `body` is the rotation as it would be stored.
    """

    crew: Crew
    body: Mapping[str, Any]
    before: tuple[Shift, ...]
    after: tuple[Shift, ...]
    gaps: tuple[Segment, ...]


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
        with self._ground.db.read() as tx:
            return _shown_to(tx, front, user)

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
        body: object,
        *,
        expected_version: int,
        view_id: str | None,
    ) -> Settings:
        """Save a section that an admin has changed in a form, and have it looked at.

        Without a view nobody waits for what is found, and nobody looks. Raises `BadSettings` if a
        value is refused, and `Refusal` if they are no admin, or if somebody else has changed this
        section since `expected_version`; then nothing is changed. The same form sent twice is saved
        once.
        """
        wanted = checked({section: body})

        def is_stale(tx: Transaction) -> bool:
            return tx.settings.versions(front).get(section, 0) != expected_version

        check = (view_id, section) if view_id else None
        return self._save(front, wanted, is_stale, by=by, check=check)

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
            if ROTATIONS in news:
                _refuse_who_takes_no_part(tx, front, after)
            if before.rotations or after.rotations:
                with roster.changing(tx, front, after, now):
                    roster.follow(tx, front, after, now)
            for channel in {before.channels.requests, after.channels.requests} - {None}:
                tx.outbox.resume(front, target=str(channel), now=now)
            if by is not None and check is not None:
                view_id, section = check
                due_at = now + _UNTIL_ANSWERED if section == ROTATIONS else now
                tx.outbox.put(notice.check(front, by, view_id, section, due_at), now)
        self._ground.wake()
        return after

    # --- rotations ---------------------------------------------------------------------------

    def crews(self, front: Front, user: UserId) -> tuple[Crew, ...]:
        """Return the rotations as an admin sees them."""
        with self._ground.db.read() as tx:
            settings = _shown_to(tx, front, user)
            return tuple(_crew(plan, tx.rota.seats(front), settings) for plan in settings.rotations)

    def rotation(self, front: Front, user: UserId, name: str | None = None) -> RotationForm:
        """Return what the form of a rotation begins with; of a new one, if none is named."""
        now = self._ground.now()
        with self._ground.db.read() as tx:
            settings = _shown_to(tx, front, user)
            plan = settings.plan(name) if name else None
            if name and plan is None:
                raise Refusal(Reason.CHANGED_MEANWHILE)
            return RotationForm(
                body=_body_of(tx, front, plan.name) if plan else _new_rotation(settings, now),
                is_new=plan is None,
                others=tuple(one.name for one in settings.rotations if one != plan),
                version=tx.settings.versions(front).get(ROTATIONS, 0),
            )

    def preview(
        self, front: Front, by: UserId, form: RotationForm, body: Mapping[str, Any]
    ) -> Preview:
        """Return what a rotation that an admin has filled in would mean; nothing is changed.

        Raises `BadSettings` if a value is refused, and `Refusal` if they are no admin, or if
        somebody else has changed the rotations since the form was opened.
        """
        now = self._ground.now()
        with self._ground.db.read() as tx:
            before = _shown_to(tx, front, by)
            bodies, _ = tx.settings.sections(front)
            if tx.settings.versions(front).get(ROTATIONS, 0) != form.version:
                raise Refusal(Reason.CHANGED_MEANWHILE)
            wanted = checked({ROTATIONS: _with(bodies.get(ROTATIONS, ()), body, form)})
            after = to_domain(stored({**bodies, **given(wanted)}), before.version)
            _refuse_who_takes_no_part(tx, front, after)
            plan = after.rotations[_place(wanted.rotations, body)]
            _refuse_outsiders(tx, front, plan, after)
            was = roster.rotations(tx, front, before, now).get(plan.name)
            will_be = _foreseen(tx, front, plan, after, now)
            return Preview(
                crew=_crew(plan, tx.rota.seats(front), after),
                body=given(wanted)[ROTATIONS][_place(wanted.rotations, body)],
                before=_turns(was, now) if was and before.plan(plan.name) else (),
                after=_turns(will_be, now),
                gaps=roster.gaps(will_be, now),
            )

    def save_rotation(
        self, front: Front, by: UserId, form: RotationForm, body: Mapping[str, Any], view_id: str
    ) -> Settings:
        """Save a rotation whose preview an admin has seen; this raises what `save` does."""
        known = self.section(front, ROTATIONS).body
        # Slack brings the same form twice; what is there already is saved.
        bodies = known if body in known else _with(known, body, form)
        return self.save(
            front, by, ROTATIONS, bodies, expected_version=form.version, view_id=view_id
        )

    def remove_rotation(self, front: Front, by: UserId, name: str) -> Settings:
        """End a rotation; this raises what `save` does, and nothing if it is gone already."""
        section = self.section(front, ROTATIONS)
        bodies = [one for one in section.body if one["name"].casefold() != name.casefold()]
        return self.save(
            front, by, ROTATIONS, bodies, expected_version=section.version, view_id=None
        )

    def export(self, front: Front) -> str:
        """Return all settings as TOML; importing it changes nothing."""
        with self._ground.db.read() as tx:
            bodies, _ = tx.settings.sections(front)
        whole = stored(bodies).model_dump(mode="json", exclude_none=True)
        if not whole[ROTATIONS]:
            # TOML lets nobody add a table to a list that was said to be empty.
            del whole[ROTATIONS]
        return tomli_w.dumps(whole)


def appoint_first_admin(tx: Transaction, front: Front, user: UserId, now: datetime) -> bool:
    """Make somebody the admin of a team that has none; False (and nothing done) if it has."""
    version = tx.counters.next(front, "settings")
    bodies, _ = tx.settings.sections(front)
    team = bodies.get("team", {})
    if team.get("admins"):
        return False
    tx.settings.put(front, {"team": team | {"admins": [user]}}, version, now)
    return True


def add_to_rotation(
    tx: Transaction, front: Front, rotation: str, user: UserId, now: datetime
) -> None:
    """Put somebody at the end of a rotation's order, unless they are in it."""
    version = tx.counters.next(front, "settings")
    bodies, _ = tx.settings.sections(front)
    plans = [
        {**one, "members": [*one["members"], user]}
        if one["name"] == rotation and user not in one["members"]
        else one
        for one in bodies.get("rotations", [])
    ]
    if plans != bodies.get("rotations"):
        tx.settings.put(front, {"rotations": plans}, version, now)


def _shown_to(tx: Transaction, front: Front, user: UserId) -> Settings:
    settings = load(tx, front)
    if user not in settings.team.admins:
        raise Refusal(Reason.NOT_AN_ADMIN)
    return settings


# --- one rotation of several -----------------------------------------------------------------


def _body_of(tx: Transaction, front: Front, name: str) -> Mapping[str, Any]:
    bodies, _ = tx.settings.sections(front)
    whole = stored(bodies).model_dump(mode="json")[ROTATIONS]
    return next(one for one in whole if one["name"] == name)


def _new_rotation(settings: Settings, now: datetime) -> Mapping[str, Any]:
    """Return a week from Monday at nine, in the team's zone, and nobody in it."""
    today = settings.today(now)
    monday = today - timedelta(days=today.weekday())
    begun = RotationSection.model_construct(
        name="",
        timezone=settings.team.timezone,
        starts=datetime.combine(monday, A_MONDAY_AT_NINE.time()),
        members=(),
    )
    return begun.model_dump(mode="json")


def _with(
    bodies: Sequence[Mapping[str, Any]], body: Mapping[str, Any], form: RotationForm
) -> list[Mapping[str, Any]]:
    """Return the rotations with that one in its place, or at their end if it is new."""
    if form.is_new:
        return [*bodies, body]
    if all(one["name"] != body["name"] for one in bodies):
        raise Refusal(Reason.CHANGED_MEANWHILE)
    return [body if one["name"] == body["name"] else one for one in bodies]


def _place(rotations: Sequence[RotationSection], body: Mapping[str, Any]) -> int:
    """Return where a rotation is among those that were checked; its name may have been tidied."""
    return next(
        place
        for place, one in enumerate(rotations)
        if one.name == RotationSection.model_validate(body).name
    )


def _crew(plan: Plan, seats: Sequence[Seat], settings: Settings) -> Crew:
    known = {one.person: one for one in seats if one.rotation == plan.name}
    out = tuple(user for user, seat in known.items() if seat.left_at and not seat.is_taken)
    taken = {user for user, seat in known.items() if seat.is_taken}
    team = settings.takes_turns
    return Crew(
        plan=plan,
        waiting=tuple(one for one in plan.members if one in team and one not in (*taken, *out)),
        out=tuple(one for one in plan.members if one in team and one in out),
        outsiders=tuple(one for one in plan.members if one not in team),
    )


def _foreseen(
    tx: Transaction, front: Front, plan: Plan, settings: Settings, now: datetime
) -> Rotation:
    """Return the rotation as it will be once everybody who is asked has accepted."""
    seats = {one.person: one for one in tx.rota.seats(front) if one.rotation == plan.name}
    for user in _crew(plan, tuple(seats.values()), settings).waiting:
        asked = seats.get(user) or Seat(rotation=plan.name, person=user)
        seats[user] = replace(asked, accepted_at=now)
    known = tx.rota.rosters(front)
    versions = planned_ahead(
        known.get(plan.name, ()), plan, tuple(seats.values()), settings.takes_turns, now
    )
    rosters = {**known, plan.name: versions}
    return roster.rotations(tx, front, settings, now, rosters=rosters)[plan.name]


def _turns(rotation: Rotation, now: datetime) -> tuple[Shift, ...]:
    """Return the turns to come: shifts of one person, with or without closing time in between."""
    shifts = upcoming(rotation, _SHIFTS, now)
    runs = [tuple(run) for _, run in groupby(shifts, lambda one: one.person)]
    return tuple(replace(run[0], ends_at=run[-1].ends_at) for run in runs[:_TURNS])


def _refuse_outsiders(tx: Transaction, front: Front, plan: Plan, settings: Settings) -> None:
    """Refuse members of a rotation who are in no team that takes turns."""
    for user in plan.members:
        if user not in settings.takes_turns:
            person = tx.people.find(front, user)
            raise BadSettings(
                f"rotations.members: {user} is neither in members.rapid_response nor a lead.",
                Flaw.NOT_IN_TEAM,
                f"{ROTATIONS}.members",
                given=person.name if person else user,
            )


def _refuse_who_takes_no_part(tx: Transaction, front: Front, after: Settings) -> None:
    """Refuse a rotation of people who cannot be on call: outside of the team, bots, or gone."""
    for place, plan in enumerate(after.rotations):
        where = f"rotations.{place}.members"
        for user in plan.members:
            person = tx.people.find(front, user)
            if person and not person.takes_part:
                raise BadSettings(
                    f"{where}: {user} is a bot, a stranger, or has left.",
                    Flaw.TAKES_NO_PART,
                    where,
                    given=person.name,
                )


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
