"""A rota for the office: a rotation that hands off on Mondays at nine, in Berlin."""

from datetime import timedelta

from bot.bootstrap import beats_of
from bot.fakeslack import Person
from tests.flows.office import Office

_ROTATION = """
[[rotations]]
name = "{name}"
timezone = "Europe/Berlin"
starts = "2026-11-23 09:00"
members = [{members}]
{more}
"""


def plan(office: Office, *members: Person, name: str = "primary", more: str = "") -> None:
    """Have an admin plan a rotation of these people; each of them is asked."""
    ids = ", ".join(f'"{one.id}"' for one in members)
    office.settings_are(_ROTATION.format(name=name, members=ids, more=more))
    office.settle()


def join(office: Office, *members: Person) -> None:
    """Have those who were asked agree to take turns, one after the other."""
    for one in members:
        one.presses(office.offer(one, "rota_join"), "Yes, I take turns")
        office.settle()


def beats(office: Office, name: str = "rota") -> None:
    """Have a beat ask what is due, and the bot say it."""
    asked = beats_of(office.bot.services, office.bot.identity)
    next(beat for beat in asked if beat.name == name).ask()
    office.settle()


def sleeps(office: Office, **span: float) -> None:
    """Let time pass, and have the rota looked at after it."""
    office.clock.move(timedelta(**span))
    beats(office)
