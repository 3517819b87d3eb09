"""The two ways to do the same thing to a card: an emoji on it, or a button of it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.fakeslack import Message, Person

Deed = Callable[[Person, Message], object]


@dataclass(frozen=True, slots=True)
class Surface:
    """One way to claim, to give back and to end."""

    name: str
    claims: Deed
    gives_back: Deed
    ends_for_now: Deed
    answers: Deed


def _puts_on(emoji: str) -> Deed:
    return lambda who, card: who.reacts(emoji, to=card)


def _takes_off(emoji: str) -> Deed:
    return lambda who, card: who.unreacts(emoji, to=card)


def _presses(label: str) -> Deed:
    return lambda who, card: who.presses(card, label)


EMOJI = Surface(
    name="emoji",
    claims=_puts_on("eyes"),
    gives_back=_takes_off("eyes"),
    ends_for_now=_puts_on("adhesive_bandage"),
    answers=_puts_on("white_check_mark"),
)
BUTTON = Surface(
    name="button",
    claims=_presses("Claim"),
    gives_back=_presses("Give back"),
    ends_for_now=_presses("Works for now"),
    answers=_presses("Answered"),
)
SURFACES = (EMOJI, BUTTON)
