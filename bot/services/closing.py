"""What analysts are asked at the end: one tap each, skippable, and asked once."""

from bot.domain import notice
from bot.domain.closing import Answer, Closing, is_to_choose, take_in
from bot.domain.errors import Reason, Refusal
from bot.domain.incident import WELL_ENDED, Incident
from bot.services import settings as settings_desk
from bot.services.ground import Ground
from bot.services.record import Act, locked
from storage.database import Transaction


class Closings:
    """Answers of analysts about incidents that have ended."""

    def __init__(self, ground: Ground) -> None:
        """Work on this ground."""
        self._ground = ground

    def answer(self, act: Act, answer: Answer, url: str) -> None:
        """Keep one answer of a member; the offer they tapped in, at `url`, is refreshed."""
        now = self._ground.now()
        with self._ground.db.begin() as tx:
            settings = settings_desk.load(tx, act.front)
            if act.by not in settings.team_members:
                raise Refusal(Reason.NOT_IN_TEAM, act.number)
            if not is_to_choose(answer, settings.closing.tools):
                raise Refusal(Reason.NO_SUCH_ANSWER)
            incident = locked(tx, act.front, act.number)
            if incident.state not in WELL_ENDED:
                raise Refusal(Reason.NOT_ENDED, act.number)
            tx.closings.put(take_in(so_far(tx, incident), answer, act.by, now))
            end = next(
                past
                for past in reversed(tx.timeline.of(act.front, act.number))
                if past.state in WELL_ENDED
            )
            tx.outbox.put(notice.aside(end, act.by, url, act.source_key, now), now)
        self._ground.wake()


def so_far(tx: Transaction, incident: Incident) -> Closing:
    """Return what is known already, for the questions that are left."""
    known = tx.closings.find(incident.front, incident.number)
    return known or Closing(
        front=incident.front,
        number=incident.number,
        by=incident.owner or incident.requester,
        at=incident.changed_at,
    )
