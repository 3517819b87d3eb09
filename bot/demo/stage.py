"""What one sees of the story while it is played, and the account of it at the end."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from bot.demo.plot import Part, Plot, number_on
from bot.fakeslack import FakeSlack, Message

_SHOWN = 14
# The badge that each card begins with, and what it stands for.
_STATES = {
    "\U0001f7e0": "new",
    "\U0001f440": "claimed",
    "\u270b": "needs info",
    "\U0001fa79": "stopgap",
    "\u2705": "answered",
}
_EXPECTED = {"open": "new", "claimed": "claimed", "stopgap": "stopgap", "answer": "answered"}


@dataclass(frozen=True, slots=True)
class Account:
    """How the story ended: a count of states, and every deviation from the plot in a sentence."""

    states: Counter[str]
    mishaps: tuple[str, ...]
    calls: int
    refused: Counter[str]


class Stage:
    """The live table of cards. On a terminal it moves; in a pipe it is printed once, at the end."""

    def __init__(self, plot: Plot, console: Console) -> None:
        """Show nothing yet."""
        self._plot = plot
        self._live = Live(console=console, refresh_per_second=8, transient=False)

    def __enter__(self) -> Self:
        """Begin to show."""
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the last picture standing."""
        self.look()
        self._live.stop()

    def look(self) -> None:
        """Show the cards as they are now."""
        self._live.update(_picture(self._plot.cards()))


def account(plot: Plot, slack: FakeSlack) -> Account:
    """Return how the story ended, as seen in the channel."""
    cards = plot.cards()
    calls = list(slack.calls)
    return Account(
        states=Counter(state_on(card) for card in cards),
        mishaps=tuple(_mishaps(plot.parts, cards)),
        calls=len(calls),
        refused=Counter(call.error or "?" for call in calls if not call.ok),
    )


def summary(told: Account, company: str) -> Text:
    """Return the account as a few lines."""
    total = sum(told.states.values())
    lines = [f"{total} requests were filed at {company}; each has exactly one card."]
    lines += [f"  {count:>3} {state}" for state, count in told.states.most_common()]
    refused = ", ".join(f"{count} {code}" for code, count in told.refused.items()) or "none"
    lines.append(f"{told.calls} calls to Slack; refused: {refused}.")
    lines += [f"Not as it should be: {mishap}" for mishap in told.mishaps]
    return Text("\n".join(lines))


def state_on(card: Message) -> str:
    """Return the state that a card shows."""
    shown = card.plain()
    return next((state for badge, state in _STATES.items() if shown.startswith(badge)), "?")


def _mishaps(parts: Sequence[Part], cards: Sequence[Message]) -> list[str]:
    shown = Counter(number_on(card) for card in cards)
    found = [f"INC-{number} has {count} cards" for number, count in shown.items() if count != 1]
    states = {number_on(card): state_on(card) for card in cards}
    for part in parts:
        expected, state = _EXPECTED[part.line["ending"]], states.get(part.number)
        if state != expected:
            found.append(f"INC-{part.number} is {state}, not {expected}")
    return found


def _picture(cards: Sequence[Message]) -> Table:
    counts = Counter(state_on(card) for card in cards)
    title = f"{len(cards)} requests \u00b7 " + " \u00b7 ".join(
        f"{count} {state}" for state, count in counts.most_common()
    )
    table = Table(title=title, title_justify="left", expand=True)
    table.add_column("", no_wrap=True)
    table.add_column("what they asked", no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column("now", no_wrap=True)
    for card in cards[-_SHOWN:]:
        table.add_row(f"INC-{number_on(card)}", _asked(card), state_on(card))
    return table


def _asked(card: Message) -> Text:
    """Return the quoted words of a card, as plain text: a demo must not read them as markup."""
    lines = card.plain().splitlines()
    return Text(lines[1] if len(lines) > 1 else "")
