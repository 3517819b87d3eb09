"""Emoji on cards: the same verbs as the buttons, whatever the order in which events arrive.

What Slack tells us of each emoji is kept, newest event first in force. When one changes an
incident, the emoji that were put on *after* that moment but told to us before it are looked at once
more: so two events told in the wrong order end as they should.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

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
from bot.domain.timeline import Entry, What
from bot.services import incident as incidents
from bot.services import settings as settings_desk
from bot.services import ticket as tickets
from bot.services.ground import Ground
from bot.services.incident import refuse_outsiders
from bot.services.people import everyone_in
from bot.services.record import Act, locked, record
from storage.database import Transaction
from storage.message import Purpose
from storage.reaction import Kept

_ON = {
    Verb.CLAIM: (What.CLAIMED, incidents.claim),
    Verb.ASK: (What.ASKED, incidents.ask),
    Verb.STOPGAP: (What.STOPGAP, incidents.stopgap),
    Verb.ANSWER: (What.ANSWERED, incidents.answer),
}


TO_READ_A_PROFILE = timedelta(seconds=1)


class Reactions:
    """What emoji do."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def toggled(self, front: Front, toggle: Toggle) -> None:
        """Do what the emoji means; told twice or late, it ends in the same state.

        One that means *file it* works on anybody's message. On one in the requests channel that
        we do not know yet, the others are kept for the moment when we do. A refusal is left for
        the person as a private notice.
        """
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, front)
            shown = tx.messages.at(front, toggle.message)
            if shown is None and toggle.is_on and toggle.base in settings.emoji.file:
                tickets.put_on(tx, front, toggle, settings, now)
            if toggle.base not in settings.emoji.verbs():
                return
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
    person = tx.people.find(front, kept.toggle.user)
    if person and person.is_bot:
        return  # another bot's emoji means nothing
    before = locked(tx, front, number)
    if kept.toggle.is_on:
        has_changed = _put_on(tx, before, kept.toggle, settings, now)
    else:
        has_changed = _taken_off(tx, before, kept, settings, now)
    if has_changed:
        _look_again(tx, front, number, kept.toggle, settings, now)


def _put_on(
    tx: Transaction, before: Incident, toggle: Toggle, settings: Settings, now: datetime
) -> bool:
    """Do what putting this emoji on means, or leave the refusal; whether anything changed."""
    what, rule = _ON[settings.emoji.verbs()[toggle.base]]
    try:
        refuse_outsiders(tx, _act(before, toggle))
        after = rule(before, settings.actor(toggle.user, before), settings, now)
    except Refusal as refusal:
        _tell_refusal(tx, before, toggle, refusal, settings, now)
        return False
    if after is before:
        return False
    record(tx, before, after, _act(before, toggle), what, settings=settings, now=now)
    return True


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
    if verb is Verb.ASK and _has_just_asked(tx, before, kept):
        after, what = rules.undo(before, by, verb, now, members=frozenset()), What.UNASKED
    elif verb in {Verb.STOPGAP, Verb.ANSWER} and _has_just_ended_it(tx, before, kept):
        after = rules.undo(before, by, verb, now, members=settings.team_members)
    elif verb is Verb.CLAIM and _may_release(before, by):
        after, what = rules.release(before, by, now), What.RELEASED
    if after is before:
        return False
    record(tx, before, after, _act(before, toggle), what, settings=settings, now=now)
    return True


def _may_release(incident: Incident, by: Actor) -> bool:
    """Whether it is held, and by somebody who is still in the team."""
    return incident.state in RULES[Verb.RELEASE].sources and Role.OWNER in by.roles


def _look_again(
    tx: Transaction, front: Front, number: Number, late: Toggle, settings: Settings, now: datetime
) -> None:
    """Apply the emoji that were toggled after `late` was, although we heard of them before."""
    for kept in tx.reactions.on(front, late.message):
        if kept.toggle.is_after(late.event_ts):
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
    story = tx.timeline.of(incident.front, incident.number)
    endings = [past for past in story if past.at == incident.ended_at and past.state in WELL_ENDED]
    return _was_just_put_on(kept) and any(_was_by(kept, past) for past in endings)


def _has_just_asked(tx: Transaction, incident: Incident, kept: Kept) -> bool:
    """Whether this person's emoji asked what the requester has still to answer."""
    story = tx.timeline.of(incident.front, incident.number)
    asked = [past for past in story if past.what is What.ASKED]
    return _was_just_put_on(kept) and bool(asked) and _was_by(kept, asked[-1])


def _was_just_put_on(kept: Kept) -> bool:
    if kept.put_on_ts is None:
        return False
    put_on = replace(kept.toggle, event_ts=kept.put_on_ts)
    return kept.toggle.at - put_on.at <= UNDO_WITHIN


def _was_by(kept: Kept, past: Entry) -> bool:
    return past.source_key.startswith(_place(kept.toggle))


def _tell_refusal(
    tx: Transaction,
    incident: Incident,
    toggle: Toggle,
    refusal: Refusal,
    settings: Settings,
    now: datetime,
) -> None:
    if now - toggle.at > TOO_LATE_TO_MENTION:
        return
    if refusal.reason is Reason.ALREADY_ENDED and _came_late(tx, incident.front, toggle):
        return
    front, user = incident.front, toggle.user
    told_at = now
    if tx.people.find(front, user) is None and user not in everyone_in(settings):
        # It may be another bot, with which nobody need talk: its profile will tell.
        tx.outbox.put(notice.profile(front, user, now), now)
        told_at = now + TO_READ_A_PROFILE
    refused = notice.refuse(
        front,
        channel=toggle.message.channel,
        user=user,
        reason=refusal.reason,
        number=incident.number,
        source_key=_key(toggle),
        now=told_at,
    )
    tx.outbox.put(refused, now)


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
