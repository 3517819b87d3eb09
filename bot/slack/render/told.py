"""The requester's thread: who has it, how it ended, and whether that answers it."""

from datetime import date

from bot.domain.content import QuestionClosed, Told, Trouble
from bot.domain.ids import label
from bot.domain.incident import Incident, State
from bot.domain.timeline import What
from bot.slack import names
from bot.slack.render import parts, verbs, words
from bot.slack.render.parts import Block, Message, button, mention
from bot.slack.speech import Speech


def told(value: Told, speech: Speech) -> Message:
    """Return the news of one entry for its requester, with the question where it ends there."""
    if objection := _OBJECTIONS.get(value.entry.what):
        number = value.seen.incident.number
        row = [verbs.button(objection, number, speech)]
        return _news(value, speech, parts.actions(f"on:{number}:{value.entry.seq}", row))
    return _news(value, speech, _question(value, speech) if value.is_question else None)


# What a requester may do who does not agree.
_OBJECTIONS = {
    What.DECLINED: names.REOPEN,
    What.DUPLICATE: names.REOPEN,
    What.PARKED: names.SAY_MORE,
}


def question_closed(value: QuestionClosed, speech: Speech) -> Message:
    """Return the news that asked, now with what became of the question instead of its buttons."""
    return _news(value.told, speech, _outcome(value, speech), *_more(value, speech))


def trouble(value: Trouble, speech: Speech) -> Message:
    """Return what an admin has to mend, once, in words that say how."""
    if value.place[:1] == "S":
        return _group_trouble(value, speech)
    place = f"<#{value.place}>" if value.place[:1] in "CG" else mention_or(value.place)
    what = speech("trouble-cannot-speak", place=place, code=parts.short(value.code, 80))
    cure = speech(_CURES.get(value.code, "trouble-other"))
    said = f"{what} {cure} {speech('trouble-nothing-lost')}"
    return parts.message(said, parts.section(said))


def _group_trouble(value: Trouble, speech: Speech) -> Message:
    """Return why a handle does not follow the rota; the rota goes on all the same."""
    group, code = f"<!subteam^{value.place}>", parts.short(value.code, 80)
    what = speech("trouble-user-group", group=group, code=code)
    cure = speech(_CURES_OF_GROUPS.get(value.code, "trouble-other"))
    said = f"{what} {cure} {speech('trouble-rota-goes-on')}"
    return parts.message(said, parts.section(said))


def mention_or(place: str) -> str:
    """Return a person as a mention, anything else as it is."""
    return f"<@{place}>" if place[:1] in "UW" else parts.short(place, 80)


_CURES = {
    "not_in_channel": "trouble-not-in-channel",
    "channel_not_found": "trouble-channel-not-found",
    "is_archived": "trouble-is-archived",
    "missing_scope": "trouble-missing-scope",
    "messages_tab_disabled": "trouble-messages-tab-disabled",
}
_CURES_OF_GROUPS = {
    "missing_scope": "trouble-missing-scope",
    "permission_denied": "trouble-group-closed",
    "plan_upgrade_required": "trouble-group-plan",
    "paid_teams_only": "trouble-group-plan",
    "no_such_subteam": "trouble-group-gone",
}


def _news(value: Told, speech: Speech, *more: Block | None) -> Message:
    sentence, incident = _sentence(value, speech), value.seen.incident
    if incident.is_private:
        return _in_private(value, sentence, speech, *more)
    said, source = _words(value), _source(value, speech)
    spoken = [
        sentence,
        speech("words-quoted", words=parts.short(said, 500)) if said else "",
        parts.address(value.ending.link) if source and value.ending and value.ending.link else "",
        speech(_ASKS.get(value.entry.what, "told-asks")) if value.is_question else "",
    ]
    return parts.message(
        " ".join(piece for piece in spoken if piece),
        parts.section(sentence),
        parts.quote(incident.text, 300) if value.entry.what in _FIRST_NEWS else None,
        parts.quote(said) if said else None,
        parts.context(source) if source else None,
        *more,
    )


def _in_private(value: Told, sentence: str, speech: Speech, *more: Block | None) -> Message:
    """Return the news without anything that was typed: a locked phone shows messages."""
    number = value.seen.incident.number
    read = verbs.button(names.DETAILS, number, speech)
    said = f"{sentence} {speech('told-private')}"
    return parts.message(
        said,
        parts.section(said),
        parts.actions(f"read:{number}:{value.entry.seq}", [read]),
        *more,
    )


_ASKS = {What.ASKED: "told-asks-reply", What.QUESTION: "told-asks-reply"}
_ENDED_WITH_WORDS = frozenset({What.STOPGAP, What.ANSWERED, What.WROTE})
_FIRST_NEWS = frozenset({What.CLAIMED, What.TAKEN_OVER, What.REASSIGNED})


def _words(value: Told) -> str | None:
    """Return what the analyst wrote: an ending, a question, or why it was declined."""
    match value.entry.what:
        case what if what in _ENDED_WITH_WORDS:
            return value.ending.words if value.ending else None
        case What.ASKED | What.QUESTION:
            return value.seen.incident.question
        case What.DECLINED:
            return value.entry.words
        case _:
            return None


def _sentence(value: Told, speech: Speech) -> str:
    """Return the news in a sentence; what changes the state begins with its badge."""
    incident, entry = value.seen.incident, value.entry
    name, by = f"*{label(incident.number)}*", mention(entry.by)
    match entry.what:
        case What.CLAIMED:
            return _badged(State.CLAIMED, speech("told-claimed", by=by, name=name))
        case What.TAKEN_OVER | What.REASSIGNED:
            owner = words.person(entry.owner, speech)
            return _badged(State.CLAIMED, speech("told-taken-over", owner=owner, name=name))
        case What.RELEASED:
            return speech("told-released", name=name)
        case What.PARKED if entry.as_of:
            return _badged(State.PARKED, _parked(value, entry.as_of, speech))
        case What.WROTE:
            return speech("told-wrote", name=name, by=by)
        case What.ASKED | What.QUESTION:
            key = "told-asked" if incident.question else "told-asked-without-words"
            return _badged(State.NEEDS_INFO, speech(key, name=name, by=by))
        case What.REOPENED | What.UNDONE:
            return f"\u21a9\ufe0f {_reopened(value, speech)}"
        case _:
            return _badged(entry.state, _ended(value, speech))


def _parked(value: Told, until: date, speech: Speech) -> str:
    """Return until when it can wait, and what to do if it cannot."""
    entry = value.entry
    said = speech(
        "told-parked",
        name=f"*{label(entry.number)}*",
        until=words.day(until, entry.at, speech),
        owner=words.person(entry.owner, speech),
    )
    return f"{said} {speech('told-parked-what-if')}"


def _ended(value: Told, speech: Speech) -> str:
    """Return the news of an ending."""
    incident, entry = value.seen.incident, value.entry
    name, by = f"*{label(incident.number)}*", mention(entry.by)
    match entry.what:
        case What.STOPGAP if incident.stopgap_until:
            until = words.until_day(incident, incident.stopgap_until, speech)
            return speech("told-stopgap-until", name=name, until=until, by=by)
        case What.STOPGAP:
            return speech("told-stopgap", name=name, by=by)
        case What.ANSWERED:
            return speech("told-answered", name=name, by=by)
        case What.DECLINED:
            return speech("told-declined", name=name, by=by)
        case What.DUPLICATE if value.original:
            return _same(value, value.original.incident, speech)
        case _:
            return speech("told-standing", name=name, standing=words.standing(incident, speech))


def _same(value: Told, original: Incident, speech: Speech) -> str:
    """Return which other request it is the same as, and what has become of that."""
    return speech(
        "told-duplicate" if original.is_open else "told-duplicate-ended",
        name=f"*{label(value.seen.incident.number)}*",
        by=mention(value.entry.by),
        original=label(original.number),
        standing=words.standing(original, speech),
    )


def _reopened(value: Told, speech: Speech) -> str:
    incident, entry = value.seen.incident, value.entry
    has_it = (
        speech("standing-claimed", owner=mention(incident.owner))
        if incident.owner
        else speech("standing-new")
    )
    name = f"*{label(incident.number)}*"
    return speech("told-reopened", name=name, by=mention(entry.by), standing=has_it)


def _badged(state: State, said: str) -> str:
    return f"{words.BADGE[state]} {said}"


def _source(value: Told, speech: Speech) -> str:
    if value.ending is None or value.entry.what not in _ENDED_WITH_WORDS:
        return ""
    return words.source(value.ending, speech)


def _question(value: Told, speech: Speech) -> Block | None:
    incident = value.seen.incident
    number, name = incident.number, label(incident.number)
    if value.entry.what in _ASKS:
        reply = verbs.button(names.REPLY, number, speech, is_first=True)
        return parts.actions(f"question:{number}:{incident.version}", [reply])
    answers_it = button(
        speech("told-answers-it"),
        names.ANSWERS_IT,
        number,
        says=speech("told-answers-it-says", name=name),
        style="primary",
    )
    does_not = button(
        speech("told-does-not"),
        names.DOES_NOT,
        number,
        says=speech("told-does-not-says", name=name),
    )
    return parts.actions(f"question:{number}:{incident.version}", [answers_it, does_not])


def _outcome(value: QuestionClosed, speech: Speech) -> Block:
    incident, entry = value.seen.incident, value.entry
    name = label(incident.number)
    if entry.what is What.CONFIRMED:
        return parts.context(f"\u2714 {speech('told-confirmed')}")
    if value.told.entry.what in _ASKS:
        return parts.context(_reply(value, speech))
    if entry.by != incident.requester:
        said = speech("told-taken-back", by=mention(entry.by))
    elif incident.owner:
        said = speech("told-open-again-with", name=name, owner=mention(incident.owner))
    else:
        said = speech("told-open-again", name=name)
    return parts.context(f"\u21a9\ufe0f {said}")


def _reply(value: QuestionClosed, speech: Speech) -> str:
    """Return what became of a question to the requester."""
    entry = value.entry
    if entry.what is not What.REPLIED:
        return speech("told-question-settled")
    if entry.by == value.seen.incident.requester:
        return f"\u2714 {speech('told-replied', owner=words.person(entry.owner, speech))}"
    return speech("told-replied-for-you", by=mention(entry.by))


def _more(value: QuestionClosed, speech: Speech) -> list[Block | None]:
    """Return the button for what may come next: the tap acted at once, words may follow."""
    incident, entry = value.seen.incident, value.entry
    number, name, version = incident.number, label(incident.number), incident.version
    if entry.by != incident.requester or value.told.entry.what in _ASKS:
        return []
    if entry.what is What.CONFIRMED:
        says = speech("told-is-back-says", name=name)
        back = button(speech("told-is-back"), names.REOPEN, number, says=says)
        return [parts.actions(f"back:{number}:{version}", [back])]
    says = speech("told-more-says", name=name)
    more = button(speech("told-more"), names.SAY_MORE, number, says=says)
    return [parts.actions(f"more:{number}:{version}", [more])]
