"""What was measured, against what was promised, as one table."""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

MILLI = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table. `holds` is None for what is told but not promised."""

    what: str
    measured: str
    target: str = ""
    ratio: str = ""
    holds: bool | None = None


@dataclass(frozen=True, slots=True)
class Rounds:
    """The same measurement, taken several times: the best shows the code, the median the day."""

    values: tuple[float, ...]
    is_more_better: bool = False

    @property
    def best(self) -> float:
        return max(self.values) if self.is_more_better else min(self.values)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def shown(self, unit: str, digits: int = 2) -> str:
        return f"{self.best:.{digits}f} best, {self.median:.{digits}f} median {unit}"

    def times(self, floor: "Rounds") -> str:
        """How many times the floor: best against best, median against median."""
        return f"{self.best / floor.best:.1f}x best, {self.median / floor.median:.1f}x median"


def quantile(seconds: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    ordered = sorted(seconds)
    return ordered[math.ceil(share * len(ordered)) - 1]


def show(rows: Iterable[Row], title: str) -> None:
    """Print the rows; what misses its target is red."""
    table = Table(title=title, title_justify="left")
    for name in ("what", "measured", "target", "ratio to floor", ""):
        table.add_column(name, overflow="fold")
    for row in rows:
        mark = {None: "", True: "[green]yes", False: "[red]no"}[row.holds]
        table.add_row(row.what, row.measured, row.target, row.ratio, mark)
    Console(width=150).print(table)
