"""What an analyst is privately offered after an ending or a question: to write, and five taps."""

from enum import StrEnum

from bot.domain.closing import NO_TOOL, PREVENTABLE, Cause, Closing, Effort, Returns
from bot.domain.content import Prompt
from bot.domain.ids import Number, label
from bot.domain.incident import State
from bot.slack import names
from bot.slack.render import parts
from bot.slack.render.parts import Block, Message, button, mention
from bot.slack.speech import Speech


def prompt(value: Prompt, speech: Speech) -> Message:
    """Return the offer to write to the requester, and what is asked at the end, tap by tap."""
    incident = value.seen.incident
    offer = _offer(value, speech) if value.wants_words else ""
    closing = value.closing
    asked = _asked(closing, speech) if closing else ""
    write = speech("prompt-write", who=parts.short(_requester(value, speech), 80))
    spoken = f"{offer} {speech('prompt-spoken', button=write)}" if offer else ""
    return parts.message(
        f"{spoken} {asked}".strip() or speech("closing-thanks"),
        parts.section(offer) if offer else None,
        parts.actions(f"prompt:{incident.number}:{incident.version}", [_write(value, speech)])
        if offer
        else None,
        *(_questions(closing, value.tools, speech) if closing else ()),
        None if offer or closing else parts.section(speech("closing-thanks")),
    )


def _offer(value: Prompt, speech: Speech) -> str:
    incident = value.seen.incident
    key = "prompt-offer-question" if incident.state is State.NEEDS_INFO else "prompt-offer"
    return speech(
        key,
        name=label(incident.number),
        state=str(incident.state),
        requester=mention(incident.requester),
        minutes=int(value.grace.total_seconds() // 60),
    )


def _requester(value: Prompt, speech: Speech) -> str:
    return value.requester.name if value.requester else speech("prompt-requester")


def _write(value: Prompt, speech: Speech) -> Block:
    incident = value.seen.incident
    who = _requester(value, speech)
    action_id = names.ASK if incident.state is State.NEEDS_INFO else names.WRITE
    return button(
        speech("prompt-write", who=who),
        action_id,
        incident.number,
        says=speech("prompt-write-says", who=who, name=label(incident.number)),
        style="primary",
    )


def _asked(closing: Closing, speech: Speech) -> str:
    if closing.is_complete:
        return speech("closing-thanks")
    return speech("closing-head", name=label(closing.number))


def _questions(closing: Closing, tools: tuple[str, ...], speech: Speech) -> list[Block | None]:
    if closing.is_complete:
        return [parts.context(speech("closing-thanks"))]
    number = closing.number
    effort = [_tap("effort", one, closing.effort, number, speech) for one in Effort]
    returns = [_tap("returns", one, closing.returns, number, speech) for one in Returns]
    menus = [_causes(closing, speech), _tools(closing, tools, speech), _skip(number, speech)]
    return [
        parts.section(f"*{speech('closing-head', name=label(number))}*"),
        parts.context(speech("closing-effort")),
        parts.actions(f"effort:{number}", effort),
        parts.context(speech("closing-preventable")),
        parts.actions(f"preventable:{number}", _grades(closing, speech)),
        parts.context(speech("closing-returns")),
        parts.actions(f"returns:{number}", returns),
        parts.context(speech("closing-cause-and-tool")),
        parts.actions(f"menus:{number}", menus),
    ]


def _tap(
    question: str, one: StrEnum, chosen: StrEnum | None, number: Number, speech: Speech
) -> Block:
    text = speech.of(f"closing-{question}", one)
    return _choice(f"{question}:{one}", text, number, speech, is_chosen=one is chosen)


def _grades(closing: Closing, speech: Speech) -> list[Block]:
    return [
        _choice(
            f"preventable:{grade}",
            str(grade),
            closing.number,
            speech,
            is_chosen=grade == closing.preventable,
        )
        for grade in PREVENTABLE
    ]


def _choice(answer: str, text: str, number: Number, speech: Speech, *, is_chosen: bool) -> Block:
    key = "filed-answer-chosen-says" if is_chosen else "filed-answer-says"
    return button(
        f"\u2714 {text}" if is_chosen else text,
        names.choice(names.CLOSING, answer),
        number,
        says=speech(key, answer=text, name=label(number)),
        style="primary" if is_chosen else None,
    )


def _causes(closing: Closing, speech: Speech) -> Block:
    options = {
        one: parts.option(speech.of("closing-cause", one), f"{closing.number} {one}")
        for one in Cause
    }
    chosen = options[closing.cause] if closing.cause else None
    action_id = names.choice(names.CLOSING, "cause")
    return parts.select(action_id, speech("closing-cause"), list(options.values()), chosen)


def _tools(closing: Closing, tools: tuple[str, ...], speech: Speech) -> Block:
    named = {NO_TOOL: speech("closing-no-tool")} | {tool: tool for tool in tools}
    options = {tool: parts.option(text, f"{closing.number} {tool}") for tool, text in named.items()}
    chosen = options.get(closing.tool) if closing.tool else None
    action_id = names.choice(names.CLOSING, "tool")
    return parts.select(action_id, speech("closing-tool"), list(options.values()), chosen)


def _skip(number: Number, speech: Speech) -> Block:
    action_id = names.choice(names.CLOSING, "skip")
    says = speech("closing-skip-says", name=label(number))
    return button(speech("closing-skip"), action_id, number, says=says)
