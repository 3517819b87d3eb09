"""Emoji on cards: the same verbs as the buttons, whatever the order in which events arrive.

What Slack tells us of each emoji is kept, newest event first in force. When taking one off opens
an incident again (a release, an undo), the emoji that were put on *after* that moment but told to
us before it are looked at once more: so two events told in the wrong order end as they should.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import incident as rules
from bot.domain import notice
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Front, MessageRef, Number, UserId
from bot.domain.incident import (
    RULES,
    UNDO_WITHIN,
    WELL_ENDED,
    Actor,
    Incident,
    Role,
    Verb,
)
from bot.domain.reaction import TOO_LATE_TO_MENTION, Toggle, base_name
from bot.domain.settings import Settings
from bot.domain.timeline import What
from bot.services import incident as incidents
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from bot.services.record import Act, locked, record
from storage.database import Transaction
from storage.message import Purpose
from storage.reaction import Kept

_ON = {
    Verb.CLAIM: (What.CLAIMED, incidents.claim),
    Verb.STOPGAP: (What.STOPGAP, incidents.stopgap),
    Verb.ANSWER: (What.ANSWERED, incidents.answer),
}


class Reactions:
    """What emoji do."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def toggled(self, front: Front, toggle: Toggle) -> None:
        """Do what the emoji means; told twice or late, it ends in the same state.

        On a message in the requests channel that we do not know yet, it is kept for the moment
        when we do. A refusal is left for the person as a private notice.
        """
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            if toggle.base not in settings.emoji.verbs():
                return
            shown = tx.messages.at(front, toggle.message)
            is_ours = shown is not None and shown.purpose is Purpose.CARD
            may_become_ours = shown is None and toggle.message.channel == settings.channels.requests
            if not (is_ours or may_become_ours):
                return
            kept = tx.reactions.put(front, toggle, now)
            if kept and shown:
                _apply(tx, front, shown.number, kept, settings, now)
        self._ground.wake()


def apply_waiting(
    tx: Transaction, front: Front, number: Number, card: MessageRef, now: datetime
) -> None:
    """Do what the emoji mean that were on a card before we knew where it is."""
    if not (waiting := tx.reactions.on(front, card)):
        return
    settings = settings_desk.load(tx, front)
    for kept in waiting:
        _apply(tx, front, number, kept, settings, now)


def catch_up(
    tx: Transaction,
    front: Front,
    number: Number,
    card: MessageRef,
    present: Sequence[tuple[str, UserId]],
    settings: Settings,
    *,
    read_at: datetime,
    now: datetime,
) -> None:
    """Do what the emoji on a card mean that we were never told of, and those taken off unseen.

    What we were told of after `read_at`, when Slack was asked, is newer and stays.
    """
    verbs = settings.emoji.verbs()
    shown = {(name, user) for name, user in present if base_name(name) in verbs}
    known = {
        (kept.toggle.name, kept.toggle.user)
        for kept in tx.reactions.on(front, card)
        if kept.toggle.is_on and kept.toggle.base in verbs
    }
    moment = f"{read_at.timestamp():.6f}"
    for name, user in sorted(shown ^ known):
        is_on = (name, user) in shown
        toggle = Toggle(message=card, user=user, name=name, is_on=is_on, event_ts=moment)
        kept = tx.reactions.put(front, toggle, now)
        if kept:
            _apply(tx, front, number, kept, settings, now)


def _apply(
    tx: Transaction, front: Front, number: Number, kept: Kept, settings: Settings, now: datetime
) -> None:
    if kept.toggle.base not in settings.emoji.verbs():
        return  # it meant something when it was put on, and the team has chosen another since
    before = locked(tx, front, number)
    if kept.toggle.is_on:
        _put_on(tx, before, kept.toggle, settings, now)
    elif _taken_off(tx, before, kept, settings, now):
        _look_again(tx, front, number, kept.toggle, settings, now)


def _put_on(
    tx: Transaction, before: Incident, toggle: Toggle, settings: Settings, now: datetime
) -> None:
    what, rule = _ON[settings.emoji.verbs()[toggle.base]]
    try:
        after = rule(before, settings.actor(toggle.user, before), settings, now)
    except Refusal as refusal:
        _tell_refusal(tx, before, toggle, refusal, now)
        return
    if after is not before:
        record(tx, after, _act(before, toggle), what, settings=settings, now=now)


def _taken_off(
    tx: Transaction, before: Incident, kept: Kept, settings: Settings, now: datetime
) -> bool:
    """Release or undo, if that is what taking this emoji off means; whether anything changed."""
    toggle = kept.toggle
    verb = settings.emoji.verbs()[toggle.base]
    by = settings.actor(toggle.user, before)
    if before.owner != toggle.user or _has_another_on(tx, before.front, toggle, settings):
        return False
    after, what = before, What.UNDONE
    if verb is not Verb.CLAIM and _has_just_ended_it(tx, before, kept):
        after = rules.undo(before, by, verb, now, members=settings.team_members)
    elif verb is Verb.CLAIM and _may_release(before, by):
        after, what = rules.release(before, by, now), What.RELEASED
    if after is before:
        return False
    record(tx, after, _act(before, toggle), what, settings=settings, now=now)
    return True


def _may_release(incident: Incident, by: Actor) -> bool:
    """Whether it is held, and by somebody who is still in the team."""
    return incident.state in RULES[Verb.RELEASE].sources and Role.OWNER in by.roles


def _look_again(
    tx: Transaction, front: Front, number: Number, off: Toggle, settings: Settings, now: datetime
) -> None:
    """Apply the emoji that were toggled after `off` happened, although we heard of them before."""
    for kept in tx.reactions.on(front, off.message):
        if kept.toggle.is_after(off.event_ts):
            _apply(tx, front, number, kept, settings, now)


def _has_another_on(tx: Transaction, front: Front, toggle: Toggle, settings: Settings) -> bool:
    """Whether the same person still has an emoji of the same meaning on: another skin tone, say."""
    verbs = settings.emoji.verbs()
    return any(
        kept.toggle.is_on
        and kept.toggle.user == toggle.user
        and verbs.get(kept.toggle.base) is verbs[toggle.base]
        for kept in tx.reactions.on(front, toggle.message)
    )


def _has_just_ended_it(tx: Transaction, incident: Incident, kept: Kept) -> bool:
    """Whether this person's emoji ended the incident, no longer ago than an undo is allowed.

    Which of several times that it was put on, the events alone cannot say when they come late.
    """
    if kept.put_on_ts is None:
        return False
    story = tx.timeline.of(incident.front, incident.number)
    endings = [past for past in story if past.at == incident.ended_at and past.state in WELL_ENDED]
    was_this_emoji = any(past.source_key.startswith(_place(kept.toggle)) for past in endings)
    put_on = replace(kept.toggle, event_ts=kept.put_on_ts)
    return was_this_emoji and kept.toggle.at - put_on.at <= UNDO_WITHIN


def _tell_refusal(
    tx: Transaction, incident: Incident, toggle: Toggle, refusal: Refusal, now: datetime
) -> None:
    if now - toggle.at > TOO_LATE_TO_MENTION:
        return
    if refusal.reason is Reason.ALREADY_ENDED and _came_late(tx, incident.front, toggle):
        return
    tx.outbox.put(
        notice.refuse(
            incident.front,
            channel=toggle.message.channel,
            user=toggle.user,
            reason=refusal.reason,
            number=incident.number,
            source_key=_key(toggle),
            now=now,
        ),
        now,
    )


def _came_late(tx: Transaction, front: Front, toggle: Toggle) -> bool:
    """Whether we have heard before of something that the same person did to this card later."""
    known = tx.reactions.on(front, toggle.message)
    return any(
        kept.toggle.user == toggle.user and kept.toggle.is_after(toggle.event_ts) for kept in known
    )


def _act(incident: Incident, toggle: Toggle) -> Act:
    return Act(
        front=incident.front, number=incident.number, by=toggle.user, source_key=_key(toggle)
    )


def _key(toggle: Toggle) -> str:
    return f"{_place(toggle)}{toggle.event_ts}"


def _place(toggle: Toggle) -> str:
    """Return what the keys of one person's one emoji on one message begin with."""
    message = toggle.message
    return f"emoji:{message.channel}:{message.ts}:{toggle.user}:{toggle.name}:"
