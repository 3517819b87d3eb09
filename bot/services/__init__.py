"""Use cases: each public method is one transaction."""

from dataclasses import dataclass
from typing import Self

from bot.services.calendar import Calendars
from bot.services.closing import Closings
from bot.services.ground import Ground
from bot.services.handoff import Handoffs
from bot.services.home import Homes
from bot.services.incident import Incidents
from bot.services.outbox import Outbox
from bot.services.people import People
from bot.services.queue import Queue
from bot.services.reaction import Reactions
from bot.services.rota import Rota
from bot.services.settings import SettingsDesk
from bot.services.stand_in import StandIns
from bot.services.ticket import Tickets
from bot.services.upkeep import Upkeep


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that the edges may call."""

    incidents: Incidents
    closings: Closings
    tickets: Tickets
    reactions: Reactions
    queue: Queue
    people: People
    rota: Rota
    stand_ins: StandIns
    handoffs: Handoffs
    calendars: Calendars
    homes: Homes
    outbox: Outbox
    settings: SettingsDesk
    upkeep: Upkeep

    @classmethod
    def on(cls, ground: Ground) -> Self:
        """Return all services on the same ground."""
        return cls(
            incidents=Incidents(ground),
            closings=Closings(ground),
            tickets=Tickets(ground),
            reactions=Reactions(ground),
            queue=Queue(ground),
            people=People(ground),
            rota=Rota(ground),
            stand_ins=StandIns(ground),
            handoffs=Handoffs(ground),
            calendars=Calendars(ground),
            homes=Homes(ground),
            outbox=Outbox(ground),
            settings=SettingsDesk(ground),
            upkeep=Upkeep(ground),
        )
