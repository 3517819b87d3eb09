"""The sentence for each reason why nothing was changed."""

from bot.domain.content import Refused
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Number, UserId, label
from bot.slack import names
from bot.slack.render import parts
from bot.slack.render.parts import Message, mention
from bot.slack.speech import Speech


def sentence(reason: Reason, number: Number | None, owner: UserId | None, speech: Speech) -> str:
    """Return what was not done and why, and what would help, as mrkdwn."""
    said = speech.of(
        "reason",
        reason,
        name=label(number) if number else speech("reason-it"),
        number=number or 0,
        owner=mention(owner) if owner else speech("reason-somebody"),
        queue=names.QUEUE,
    )
    return said[0].upper() + said[1:]


def of(refusal: Refusal, speech: Speech) -> str:
    """Return the sentence of a refusal."""
    return sentence(refusal.reason, refusal.number, refusal.owner, speech)


def without_markup(refusal: Refusal, speech: Speech) -> str:
    """Return the sentence for a place that shows markup letter by letter, as under a field."""
    said = sentence(refusal.reason, refusal.number, None, speech)
    return said.replace("*", "").replace("`", "")


def refused(value: Refused, speech: Speech) -> Message:
    """Return the private message for somebody whose tap or emoji changed nothing."""
    return spoken(sentence(value.reason, value.number, value.owner, speech))


def spoken(said: str) -> Message:
    """Return a sentence as a message."""
    return parts.message(said, parts.section(said))
