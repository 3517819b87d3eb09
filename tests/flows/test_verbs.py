"""The law of verbs, tried by emoji, by button and by command: who may do what, when.

What should come out is what the domain's own verbs say. Ada has the requests, Bo is in the team
too, Mira leads it, Finn has filed them, and Zoe has no part in it.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.clock import SteppedClock
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Number, UserId
from bot.domain.incident import State, Verb, open_to
from bot.fakeslack import Message, Person, View
from bot.slack.render import refusal as refusals
from bot.slack.speech import speech_in
from tests import builders
from tests.conftest import START
from tests.flows.office import Office, open_office

# Each role as the domain's tests cast it, and who plays it in the office.
CAST = {
    "requester": (builders.FINN, "finn"),
    "owner": (builders.ADA, "ada"),
    "member": (builders.BO, "bo"),
    "lead": (builders.LOU, "mira"),
    "other": (builders.ZOE, "zoe"),
}
EMOJI = {
    Verb.CLAIM: "eyes",
    Verb.ASK: "raised_hand",
    Verb.STOPGAP: "adhesive_bandage",
    Verb.ANSWER: "white_check_mark",
}
TYPED = {
    Verb.CLAIM: "claim",
    Verb.TAKE_OVER: "take over",
    Verb.RELEASE: "release",
    Verb.ASK: "ask Which region?",
    Verb.REPLY: "reply The EU",
    Verb.PARK: "park 2026-12-03",
    Verb.STOPGAP: "stopgap",
    Verb.ANSWER: "answer",
    Verb.DECLINE: "decline Not ours",
    Verb.MARK_DUPLICATE: "duplicate of INC-1",
    Verb.REASSIGN: "reassign @cy",
    Verb.CHANGE_SEVERITY: "severity S1 The board waits",
    Verb.WITHDRAW: "withdraw",
    Verb.REOPEN: "reopen Still wrong",
}
# What is filled in where a button opens a form.
FILLED: dict[Verb, Callable[[Office], dict[str, object]]] = {
    Verb.ASK: lambda _: {"words": "Which region?"},
    Verb.REPLY: lambda _: {"words": "The EU"},
    Verb.PARK: lambda _: {"day": "2026-12-03"},
    Verb.DECLINE: lambda _: {"reason": "Not ours"},
    Verb.MARK_DUPLICATE: lambda _: {"original": "INC-1"},
    Verb.REASSIGN: lambda office: {"owner": office.cy},
    Verb.CHANGE_SEVERITY: lambda _: {"severity": "S1", "reason": "The board waits"},
    Verb.REOPEN: lambda _: {"reason": "Still wrong"},
}
BUTTONS = {verb: verb.value for verb in Verb} | {Verb.MARK_DUPLICATE: "duplicate"}
SPEECH = speech_in("en-GB")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the law, and what the domain says about it."""

    verb: Verb
    state: State
    role: str
    outcome: State | Reason
    is_nothing: bool = False


def outcome_of(verb: Verb, state: State, role: str) -> Cell:
    """Ask the domain."""
    before = builders.an_incident(state=state)
    try:
        after = builders.do(verb, before, builders.towards(before, CAST[role][0]))
    except Refusal as refusal:
        return Cell(verb, state, role, refusal.reason)
    return Cell(verb, state, role, after.state, is_nothing=after is before)


def cells(verb: Verb) -> list[Cell]:
    """Every cell of a verb; nobody owns what is new."""
    return [
        outcome_of(verb, state, role)
        for state in State
        for role in CAST
        if (state, role) != (State.NEW, "owner")
    ]


def asks_once_more(cell: Cell) -> bool:
    """Whether an owner puts another question in words, which no emoji can."""
    return (cell.verb, cell.state, cell.role) == (Verb.ASK, State.NEEDS_INFO, "owner")


@pytest.fixture(scope="module")
def office(sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give one office to all tests of this file, with INC-1 that others are the same as."""
    copy = shutil.copy(sqlite_file, tmp_path_factory.mktemp("verbs") / "office.sqlite")
    with open_office(f"sqlite:///{copy}", SteppedClock(START)) as office:
        office.settings_are("[closing]\nask = false\n")
        office.has_one()
        yield office


class Trial:
    """Requests in every state, and people who try a verb on them: used again while unchanged."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._unchanged: dict[State, int] = {}

    def takes(self, state: State) -> int:
        """The number of a request in that state."""
        if state not in self._unchanged:
            self._unchanged[state] = self.office.has_one(state)
        return self._unchanged[state]

    def ends(self, cell: Cell, number: int, before: list[str], heard: str) -> str | None:
        """What is wrong with how it came out; None if nothing is."""
        state, entries = self.office.state(number), self.office.entries(number)
        if entries != before or state != cell.state:
            del self._unchanged[cell.state]
        if isinstance(cell.outcome, Reason):
            said = self._sentences(cell.outcome, number)
            right = (state, entries) == (cell.state, before) and any(one in heard for one in said)
        else:
            more = [] if cell.is_nothing else [cell.verb.value]
            right = (state, entries) == (cell.outcome, before + more) and "othing was" not in heard
        found = f"{state}, {entries[len(before) :]}, {heard!r}"
        return None if right else f"{cell.state} {cell.role}: {cell.outcome} wanted, but {found}"

    def _sentences(self, reason: Reason, number: int) -> tuple[str, str]:
        """The sentence of a refusal: with markup, and as it stands under a field."""
        owner = self.office.owner(number)
        by = UserId(owner) if owner else None
        refusal = Refusal(reason, Number(number), by)
        return refusals.of(refusal, SPEECH), refusals.without_markup(refusal, SPEECH)


def person(office: Office, cell: Cell) -> Person:
    """Who plays the role of a cell."""
    played: Person = getattr(office, CAST[cell.role][1])
    return played


def heard_since(office: Office, who: Person, known: set[int]) -> str:
    """What somebody reads that they could not read before."""
    return "\n".join(one.plain() for one in office.reads(who) if id(one) not in known)


def reacts(office: Office, cell: Cell, number: int) -> str:
    """Put the emoji on the card; return what its owner reads about that."""
    who = person(office, cell)
    known = {id(one) for one in office.reads(who)}
    who.reacts(EMOJI[cell.verb], to=office.card(number))
    office.settle()
    return heard_since(office, who, known)


def types(office: Office, cell: Cell, number: int) -> str:
    """Type the command; return its answer."""
    line = f"/rapid-queue INC-{number} {TYPED[cell.verb]}"
    answer = office.ask(person(office, cell), line).plain()
    office.settle()
    return answer


def presses(office: Office, cell: Cell, number: int) -> str:
    """Press the button in the window, or forge it where there is none; return what they read."""
    who, button = person(office, cell), BUTTONS[cell.verb]
    known = {id(one) for one in office.reads(who)}
    office.passes(seconds=1)  # Slack opens so many windows in a minute, and no more
    press = who.presses(office.card(number), "details")
    window = must_be(who.modal)
    if is_shown(window, button):
        who.presses(window, button)
    else:
        office.forges(press, button, number)
    form = who.modal
    if form is not None and form.callback_id.endswith("_form"):
        for field, value in FILLED[cell.verb](office).items():
            who.fills(field, value)
        who.submits()
    office.settle()
    under_a_field = list(form.errors.values()) if form is not None else []
    if who.modal is not None:
        who.dismisses(everything=True)
    return "\n".join([heard_since(office, who, known), *under_a_field])


Way = Callable[[Office, Cell, int], str]


def must_be(view: View | None) -> View:
    """The view that has to be there."""
    assert view is not None
    return view


def is_shown(window: View, button: str) -> bool:
    """Whether there is such a button in a window."""
    shown = [
        e["action_id"]
        for block in window.blocks
        for e in block.get("elements", ())
        if "action_id" in e
    ]
    return button in shown


def tried(office: Office, verb: Verb, way: Way, *, in_words: bool) -> list[str]:
    """Try a verb one way in each of its cells; return what comes out wrong.

    In words an owner may ask something else meanwhile, which no emoji can: that cell is apart.
    """
    trial = Trial(office)
    wrong = []
    for cell in cells(verb):
        if in_words and asks_once_more(cell):
            continue
        number = trial.takes(cell.state)
        before = office.entries(number)
        heard = way(office, cell, number)
        wrong.append(trial.ends(cell, number, before, heard))
    return [one for one in wrong if one]


@pytest.mark.parametrize("verb", EMOJI)
def test_an_emoji_does_what_the_law_says(office: Office, verb: Verb):
    assert tried(office, verb, reacts, in_words=False) == []


@pytest.mark.parametrize("verb", Verb)
def test_a_command_does_what_the_law_says(office: Office, verb: Verb):
    assert tried(office, verb, types, in_words=True) == []


@pytest.mark.parametrize("verb", Verb)
def test_a_button_shown_or_forged_does_what_the_law_says(office: Office, verb: Verb):
    assert tried(office, verb, presses, in_words=True) == []


@pytest.mark.parametrize("state", State)
def test_a_window_has_the_buttons_that_the_law_opens(office: Office, state: State):
    number = office.has_one(state)
    before = builders.an_incident(state=state)

    for role, (player, name) in CAST.items():
        if (state, role) == (State.NEW, "owner"):
            continue
        office.passes(seconds=1)
        who: Person = getattr(office, name)
        who.presses(office.card(number), "details")
        shown = {verb for verb in Verb if is_shown(must_be(who.modal), BUTTONS[verb])}
        who.dismisses()

        assert shown == open_to(before, builders.towards(before, player)), role


ALLOWED = [
    next(cell for cell in cells(verb) if isinstance(cell.outcome, State) and not cell.is_nothing)
    for verb in Verb
]


@pytest.mark.parametrize("cell", ALLOWED, ids=lambda cell: str(cell.verb))
def test_every_way_leaves_the_same_line_in_the_timeline(office: Office, cell: Cell):
    ways: list[Way] = [types, presses]
    lines = []
    for way in ways + ([reacts] if cell.verb in EMOJI else []):
        number = office.has_one(cell.state)
        way(office, cell, number)
        lines.append(office.timeline(number)[-1])

    assert lines[0].by == person(office, cell).id
    assert len({(line.what, line.by, line.state, line.owner) for line in lines}) == 1
    assert lines[0].words == lines[1].words


@pytest.mark.parametrize("way", [types, presses], ids=["command", "button"])
def test_an_owner_who_waits_may_ask_in_other_words(office: Office, way: Way):
    number = office.has_one(State.NEEDS_INFO)
    cell = outcome_of(Verb.ASK, State.NEEDS_INFO, "owner")

    way(office, cell, number)

    assert office.entries(number)[-1] == "question"
    assert office.incident(number).question == "Which region?"


@pytest.mark.parametrize("state", [State.CLAIMED, State.NEEDS_INFO, State.PARKED])
def test_claim_taken_off_gives_it_back_for_its_owner_alone(office: Office, state: State):
    number = office.has_one(state)
    card = office.card(number)
    everybody = [getattr(office, name) for _, name in CAST.values()]
    others = [who for who in everybody if who is not office.ada]
    for who in others:
        who.reacts("eyes", to=card)
    before = office.entries(number)

    for who in others:
        who.unreacts("eyes", to=card)
    assert (office.state(number), office.entries(number)) == (state, before)

    give_back(office, card)
    assert (office.state(number), office.entries(number)[-1]) == ("new", "release")


def give_back(office: Office, card: Message) -> None:
    """Have Ada put the claiming emoji on and take it off."""
    office.ada.reacts("eyes", to=card)
    office.ada.unreacts("eyes", to=card)


UNDONE = {
    Verb.ASK: (State.CLAIMED, "unasked"),
    Verb.STOPGAP: (State.CLAIMED, "undone"),
    Verb.ANSWER: (State.CLAIMED, "undone"),
}


@pytest.mark.parametrize("verb", UNDONE)
def test_other_emoji_taken_off_at_once_undo_what_they_did(office: Office, verb: Verb):
    number = office.has_one(State.CLAIMED)
    card = office.card(number)
    office.bo.reacts(EMOJI[verb], to=card)
    office.ada.reacts(EMOJI[verb], to=card)
    done = office.entries(number)

    office.bo.unreacts(EMOJI[verb], to=card)
    assert office.entries(number) == done
    office.ada.unreacts(EMOJI[verb], to=card)

    state, what = UNDONE[verb]
    assert (office.state(number), office.entries(number)) == (state, [*done, what])


@pytest.mark.parametrize("verb", UNDONE)
def test_other_emoji_taken_off_too_late_do_nothing(office: Office, verb: Verb):
    number = office.has_one(State.CLAIMED)
    card = office.card(number)
    office.ada.reacts(EMOJI[verb], to=card)
    office.passes(minutes=16)
    done = office.entries(number)

    office.ada.unreacts(EMOJI[verb], to=card)
    office.settle()

    assert office.entries(number) == done
