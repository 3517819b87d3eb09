"""The guided tour beside the page: what to try, and what of it has happened."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

_LOG = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Step:
    """One thing to try. `done`, if given, is asked after what happens, by one thread at a time."""

    id: str
    title: str
    text: str
    done: Callable[[], bool] | None = None
    is_done: bool = False

    def look(self) -> bool:
        """Whether it became done just now. What is done stays done."""
        if self.is_done or self.done is None:
            return False
        try:
            self.is_done = bool(self.done())
        except Exception:  # noqa: BLE001  (a bug in one step stops nobody)
            _LOG.exception("the step %s of the tour cannot be looked at", self.id)
        return self.is_done

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "title": self.title, "text": self.text, "done": self.is_done}


def _nobody() -> None:
    """Nobody has the tour open."""


@dataclass(slots=True, kw_only=True)
class Tour:
    """The steps, in the order in which they are offered."""

    title: str
    steps: Sequence[Step]
    dismissed: bool = False
    # Called when something about the tour has changed.
    on_change: Callable[[], None] = field(default=_nobody, repr=False)

    def tick(self, step_id: str) -> None:
        """Mark the step done. Raises KeyError for a step that is none."""
        step = {step.id: step for step in self.steps}[step_id]
        if not step.is_done:
            step.is_done = True
            self.on_change()

    def dismiss(self) -> None:
        self.dismissed = True
        self.on_change()

    def look(self) -> None:
        """Mark the steps that are done by now."""
        became_done = [step for step in self.steps if step.look()]
        if became_done:
            self.on_change()

    @property
    def is_watching(self) -> bool:
        """Whether a step is left that has to be asked."""
        return any(step.done is not None and not step.is_done for step in self.steps)

    def as_json(self) -> dict[str, Any]:
        steps = [step.as_json() for step in self.steps]
        return {"title": self.title, "steps": steps, "dismissed": self.dismissed}
