"""The requester's thread: who has it, how it ended, and whether that answers it."""

from bot.domain.content import Prompt, QuestionClosed, Told, Trouble
from bot.domain.ids import label
from bot.domain.incident import State
from bot.domain.timeline import What
from bot.slack import names
from bot.slack.render import parts, words
from bot.slack.render.parts import Block, Message, button, mention


def told(value: Told) -> Message:
    """Return the news of one entry for its requester, with the question where it ends there."""
    return _news(value, _question(value) if value.is_question else None)


def question_closed(value: QuestionClosed) -> Message:
    """Return the news that asked, now with what became of the question instead of its buttons."""
    return _news(value.told, _outcome(value), *_more(value))


def prompt(value: Prompt) -> Message:
    """Return the private offer to write to the requester, after an ending without words."""
    incident = value.seen.incident
    name, ending = label(incident.number), _ending(incident.state)
    who = value.requester.name if value.requester else "the requester"
    minutes = int(value.grace.total_seconds() // 60)
    offer = (
        f"{name} {ending}. I tell {mention(incident.requester)} so in {minutes} minutes, or as "
        "soon as you write: a sentence, a link or an as-of date makes it worth more."
    )
    write = button(
        f"Write to {who}",
        names.WRITE,
        incident.number,
        says=f"Write to {who} about {name}",
        style="primary",
    )
    return parts.message(
        f"{offer} Use the button Write to {parts.short(who, 80)}.",
        parts.section(offer),
        parts.actions(f"prompt:{incident.number}:{incident.version}", [write]),
    )


def trouble(value: Trouble) -> Message:
    """Return what an admin has to mend, once, in words that say how."""
    place = f"<#{value.place}>" if value.place[:1] in "CG" else mention_or(value.place)
    cure = _CURES.get(value.code, "Look at Slack's page for that error, and at my log.")
    said = (
        f"Slack does not let me speak to {place} (`{parts.short(value.code, 80)}`). {cure} "
        "Nothing is lost: I keep what I have to say and try again every five minutes."
    )
    return parts.message(said, parts.section(said))


def mention_or(place: str) -> str:
    """Return a person as a mention, anything else as it is."""
    return f"<@{place}>" if place[:1] in "UW" else parts.short(place, 80)


_CURES = {
    "not_in_channel": "Please type `/invite` and my name in that channel.",
    "channel_not_found": "If it is private, please type `/invite` and my name in it; if it is "
    "gone, choose another channel in my settings.",
    "is_archived": "Please unarchive it, or choose another channel in my settings.",
    "missing_scope": "Please install me again from the manifest, so that I get its scopes.",
    "messages_tab_disabled": "Please switch on the Messages tab in my app's App Home settings.",
}


def _news(value: Told, *more: Block | None) -> Message:
    sentence = _sentence(value)
    ending = value.ending if value.entry.what in _WITH_WORDS else None
    extra = [
        parts.quote(ending.words) if ending else None,
        parts.context(_source(value)) if ending and (ending.link or ending.as_of) else None,
    ]
    spoken = f" \u201c{parts.short(ending.words, 500)}\u201d" if ending else ""
    link = f" {parts.address(ending.link)}" if ending and ending.link else ""
    asks = " Does this answer it? Use the buttons." if value.is_question else ""
    return parts.message(
        f"{sentence}{spoken}{link}{asks}",
        parts.section(sentence),
        parts.quote(value.seen.incident.text, 300) if value.entry.what in _FIRST_NEWS else None,
        *extra,
        *more,
    )


_WITH_WORDS = frozenset({What.STOPGAP, What.ANSWERED, What.WROTE})
_FIRST_NEWS = frozenset({What.CLAIMED, What.TAKEN_OVER, What.REASSIGNED})


def _sentence(value: Told) -> str:
    incident, entry = value.seen.incident, value.entry
    name, by = f"*{label(incident.number)}*", mention(entry.by)
    match entry.what:
        case What.CLAIMED:
            return f"\U0001f440 {by} has your request {name} and will write to you here."
        case What.TAKEN_OVER | What.REASSIGNED:
            return f"\U0001f440 {mention(entry.owner)} has your request {name} now."
        case What.RELEASED:
            return (
                f"{name} is free again; nobody has it right now. It keeps its place in the queue."
            )
        case What.STOPGAP:
            until = f", until {parts.day(incident.stopgap_until)}" if incident.stopgap_until else ""
            return f"\U0001fa79 {name} works for now{until}, says {by}."
        case What.ANSWERED:
            return f"\u2705 {name} is answered, says {by}."
        case What.WROTE:
            return f"{by} writes about {name}:"
        case What.REOPENED | What.UNDONE:
            who = f"{mention(incident.owner)} has it" if incident.owner else "nobody has it yet"
            return f"\u21a9\ufe0f {name} is open again: {by} took the ending back; {who}."
        case _:
            return f"{name}: {words.standing(incident)}."


def _source(value: Told) -> str:
    ending = value.ending
    facts = []
    if ending and ending.link:
        facts.append(parts.address(ending.link))
    if ending and ending.as_of:
        facts.append(f"as of {parts.day(ending.as_of)} {ending.as_of.year}")
    return " \u00b7 ".join(facts)


def _question(value: Told) -> Block | None:
    incident = value.seen.incident
    number, name = incident.number, label(incident.number)
    return parts.actions(
        f"question:{number}:{incident.version}",
        [
            button(
                "This answers it",
                names.ANSWERS_IT,
                number,
                says=f"This answers {name}",
                style="primary",
            ),
            button("It does not", names.DOES_NOT, number, says=f"This does not answer {name}"),
        ],
    )


def _outcome(value: QuestionClosed) -> Block:
    incident, entry = value.seen.incident, value.entry
    if entry.what is What.CONFIRMED:
        return parts.context("\u2714 You said that this answers it. Thank you.")
    if entry.by != incident.requester:
        return parts.context(f"\u21a9\ufe0f {mention(entry.by)} took this back.")
    who = f"with {mention(incident.owner)}" if incident.owner else "and nobody has it yet"
    return parts.context(
        f"\u21a9\ufe0f You said that it does not. {label(incident.number)} is open again {who}."
    )


def _more(value: QuestionClosed) -> list[Block | None]:
    """Return the button for what may come next: the tap acted at once, words may follow."""
    incident, entry = value.seen.incident, value.entry
    if entry.by != incident.requester:
        return []
    if entry.what is What.CONFIRMED:
        back = button(
            "It is back",
            names.REOPEN,
            incident.number,
            says=f"Reopen {label(incident.number)}: it is back",
        )
        return [parts.actions(f"back:{incident.number}:{incident.version}", [back])]
    more = button(
        "Say what is missing",
        names.SAY_MORE,
        incident.number,
        says=f"Say what is missing in {label(incident.number)}",
    )
    return [parts.actions(f"more:{incident.number}:{incident.version}", [more])]


def _ending(state: State) -> str:
    return "works for now" if state is State.STOPGAP else "is answered"
