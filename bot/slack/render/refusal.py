"""The sentence for each reason why nothing was changed."""

from bot.domain.content import Refused
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Number, UserId, label
from bot.slack.render import parts
from bot.slack.render.parts import Message, mention

_SENTENCES = {
    Reason.NOT_IN_TEAM: "Only members of the Rapid Response team can do that with {name}. "
    "Nothing was changed; an admin can add you in the settings.",
    Reason.ANOTHER_HAS_IT: "{owner} has {name} already, so nothing was changed. "
    "If it should be yours, press *Take over* on the card.",
    Reason.NOT_YOURS: "{owner} has {name}, so only they can do that. "
    "If it should be yours, press *Take over* on the card.",
    Reason.NOT_THE_REQUESTER: "Only the person who filed {name} can do that. Nothing was changed.",
    Reason.NOT_ALLOWED: "Only its requester or the Rapid Response team can do that with {name}. "
    "Nothing was changed.",
    Reason.NOBODY_HAS_IT: "Nobody has {name} yet, so there is nothing to give back or take over. "
    "Claim it first.",
    Reason.ALREADY_ENDED: "{name} has ended already, so nothing was changed. "
    "Press *Reopen* on the card if it should go on.",
    Reason.NOT_ENDED: "{name} is still open, so nothing was changed.",
    Reason.NOT_WAITING: "{name} waits for no reply, so nothing was changed.",
    Reason.WRONG_STATE: "{name} is not at a point where that can be done. Nothing was changed.",
    Reason.UNKNOWN_INCIDENT: "There is no {name} that you can see. "
    "Type `/rapid-queue` for what is open.",
    Reason.NO_REASON: "Please add a few words: they are kept with {name}. Nothing was changed yet.",
    Reason.TOO_LATE: "That took too long for Slack, so nothing was opened or changed. "
    "Please press it once more.",
    Reason.NOTHING_TYPED: "There was nothing in it, so nothing was changed.",
    Reason.NOT_SET_UP: "Hydrant does not know yet where to put requests, so nothing was filed. "
    "An admin has to import the settings first.",
    Reason.ITSELF: "{name} cannot be a duplicate of itself. Nothing was changed.",
}


def sentence(reason: Reason, number: Number | None = None, owner: UserId | None = None) -> str:
    """Return what was not done and why, and what would help, as mrkdwn."""
    name = label(number) if number else "it"
    return _SENTENCES[reason].format(name=name, owner=mention(owner) if owner else "Somebody")


def of(refusal: Refusal) -> str:
    """Return the sentence of a refusal."""
    return sentence(refusal.reason, refusal.number, refusal.owner)


def without_markup(refusal: Refusal) -> str:
    """Return the sentence for a place that shows markup letter by letter, as under a field."""
    return sentence(refusal.reason, refusal.number).replace("*", "").replace("`", "")


def refused(value: Refused) -> Message:
    """Return the private message for somebody whose tap or emoji changed nothing."""
    return spoken(sentence(value.reason, value.number, value.owner))


def spoken(said: str) -> Message:
    """Return a sentence as a message."""
    return parts.message(said, parts.section(said))
