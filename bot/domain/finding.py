"""What was found wrong by looking whether everything works: by `doctor`, or on saving."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much it matters."""

    PROBLEM = "problem"
    """Something does not work before it is mended."""
    LOSS = "loss"
    """Something optional is missing; the finding says what is lost without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong.

    `name` is its sentence in the catalogue, with `facts` in it; the sentence says what is wrong and
    how to mend it. `check` names what was looked at, such as `channels`.
    """

    check: str
    name: str
    level: Level = Level.PROBLEM
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at, and what was found; None where nobody could look."""

    name: str
    findings: tuple[Finding, ...] | None

    @property
    def is_passed(self) -> bool:
        """Whether nothing here keeps anything from working, as far as could be looked."""
        return all(one.level is Level.LOSS for one in self.findings or ())
