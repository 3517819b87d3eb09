"""A private request from its first word to its last: who may read it reads it, nobody else does.

A word that stands nowhere else is typed wherever something can be typed, through a whole life.
Everything that anybody is shown is kept as it was at that moment, edits and windows included.
"""

import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import SteppedClock
from bot.domain.incident import State
from bot.fakeslack import Change, Person
from storage.rows import metadata
from tests.flows.office import Office, open_office
from tests.test_logs import everything_logged

WORD = "Quagmire"
LINK = f"https://{WORD.lower()}.example/report"
# What a form's own answer and a private answer to a command may say, a message may not.
_IN_A_MESSAGE = frozenset({"message_posted", "message_changed", "ephemeral_changed"})


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that somebody was shown, as it was then; `reader` is None for a whole channel."""

    kind: str
    reader: str | None
    says: str
    is_allowed: bool

    @property
    def has_the_word(self) -> bool:
        """Whether it says what only few may read."""
        return WORD.lower() in self.says.lower()

    def __repr__(self) -> str:
        return f"<{self.kind} to {self.reader}: {self.says[:300]}>"


class Watcher:
    """Sees whatever the bot shows to anybody, in the moment it is shown."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.may_read: set[str] = set()
        self.shown: list[Shown] = []
        self._follow = office.slack.changes.subscribe()
        self._follow.put = self._keep  # type: ignore[method-assign]  # at once, not later

    def _keep(self, change: Change | None) -> None:
        if change is None:
            return
        if change.kind.startswith(("message_", "ephemeral_")):
            self._keep_message(change)
        elif change.kind in {"view_opened", "view_pushed", "view_updated", "view_errors"}:
            self._keep_view(change)

    def _keep_message(self, change: Change) -> None:
        workspace = self.office.slack.workspace
        conversation = workspace.conversations[change.data["channel"]]
        message = conversation.messages[change.data["ts"]]
        if message.app_id != self.office.app.app_id:
            return
        of_a_dm = [one for one in conversation.members if one != self.office.app.bot_user_id]
        reader = message.ephemeral_to or (of_a_dm[0] if conversation.id[0] == "D" else None)
        self._add(change.kind, reader, [message.text, message.blocks, message.metadata])

    def _keep_view(self, change: Change) -> None:
        view = self.office.slack.world.views.find(change.data["view"], change.data["app"])
        self._add(change.kind, change.data["user"], [view.spec, view.errors])

    def _add(self, kind: str, reader: str | None, content: list[Any]) -> None:
        is_allowed = reader in self.may_read and kind not in _IN_A_MESSAGE
        said = json.dumps(content, ensure_ascii=False)
        self.shown.append(Shown(kind, reader, said, is_allowed))

    def leaks(self) -> list[Shown]:
        """What said the word to somebody, or in a way, that it should not."""
        return [one for one in self.shown if one.has_the_word and not one.is_allowed]

    def read_by(self, who: Person) -> int:
        """How often somebody was rightly shown the word."""
        return sum(one.has_the_word for one in self.shown if one.reader == who.id)


@pytest.fixture
def watched(
    sqlite_file: Path, tmp_path: Path, clock: SteppedClock
) -> Iterator[tuple[Watcher, io.StringIO]]:
    """Give an office that is watched, and its log with every logger at DEBUG."""
    copy = shutil.copy(sqlite_file, tmp_path / "office.sqlite")
    with everything_logged() as (written, let_everybody_speak):
        let_everybody_speak()
        with open_office(f"sqlite:///{copy}", clock) as office:
            let_everybody_speak()
            yield Watcher(office), written


@pytest.fixture
def watcher(office: Office) -> Watcher:
    """Give an office that is watched."""
    return Watcher(office)


def files_in_private(watcher: Watcher) -> None:
    """Have Finn file INC-1 as private, with the word in every field."""
    office, finn = watcher.office, watcher.office.finn
    watcher.may_read |= {finn.id}
    finn.uses_shortcut("file_request")
    finn.fills("is_private", ["is_private"])
    office.writes_into(finn, text=f"{WORD} salaries are off", link=LINK, impact="high")
    finn.dismisses()
    office.settle()


def window(office: Office, who: Person, number: int = 1) -> str:
    """What somebody reads in the window of an incident, opened from its card."""
    who.presses(office.card(number), "details")
    view = who.modal
    if view is None:
        return ""
    who.dismisses(everything=True)
    return view.plain()


def does(office: Office, who: Person, button: str, **fields: object) -> None:
    """Press a button of the window, and fill in the form that it opens."""
    who.presses(office.card(), "details")
    assert who.modal is not None
    who.presses(who.modal, button)
    if fields:
        office.writes_into(who, **fields)
    closes(who)
    office.settle()


def closes(who: Person) -> None:
    """Close whatever windows somebody has open."""
    if who.modal is not None:
        who.dismisses(everything=True)


def everybody_looks(watcher: Watcher) -> None:
    """Have everyone try every way to look at everything, and every form that shows something."""
    office = watcher.office
    for who in (office.ada, office.bo, office.cy, office.zoe, office.mira, office.finn):
        for line in ("", "open", "mine", "INC-1", "INC-2"):
            office.ask(who, f"/rapid-queue {line}")
        press = who.presses(office.card(), "details")
        for button in ("edit", "reply", "let_see", "ask", "say_more", "reopen", "write", "decline"):
            closes(who)
            office.passes(seconds=1)
            office.forges(press, button, 1)
        closes(who)
    office.settle()


def a_whole_life(watcher: Watcher) -> None:
    """Do everything to INC-1 that can be done, the word in each field, and look in between."""
    office, finn, ada, bo = (
        watcher.office,
        watcher.office.finn,
        watcher.office.ada,
        watcher.office.bo,
    )
    files_in_private(watcher)
    everybody_looks(watcher)
    _is_asked_and_replies(watcher)
    everybody_looks(watcher)
    does(office, finn, "edit", text=f"{WORD} salaries of May are off")
    does(office, finn, "say_more", words=f"{WORD} since Monday")
    watcher.may_read |= {office.zoe.id}
    does(office, finn, "let_see", named=[office.zoe])
    does(office, ada, "change_severity", severity="S1", reason=f"{WORD} waits")
    watcher.may_read |= {bo.id}
    does(office, ada, "reassign", owner=bo)
    watcher.may_read -= {ada.id}
    everybody_looks(watcher)
    _ends_and_goes_on(watcher)
    does(office, bo, "decline", reason=f"{WORD} is not ours")
    everybody_looks(watcher)
    does(office, finn, "reopen", reason=f"{WORD} is yours")
    does(office, finn, "withdraw")
    office.ask(finn, f"/rapid-queue INC-1 reopen {WORD} after all")
    office.ask(bo, f"/rapid-queue INC-1 stopgap {WORD} for now")
    office.passes(minutes=11)
    everybody_looks(watcher)


def _is_asked_and_replies(watcher: Watcher) -> None:
    office, finn, ada = watcher.office, watcher.office.finn, watcher.office.ada
    watcher.may_read |= {ada.id}
    ada.reacts("eyes", to=office.card())
    office.settle()
    ada.reacts("raised_hand", to=office.card())
    office.settle()
    ada.presses(office.offer(ada, "ask"), "ask")
    office.writes_into(ada, words=f"Which {WORD}?")
    office.settle()
    finn.presses(office.told(finn)[-1], "Reply")
    assert finn.modal is not None
    assert WORD in finn.modal.plain()
    office.writes_into(finn, words=f"The {WORD} of May")
    office.settle()


def _ends_and_goes_on(watcher: Watcher) -> None:
    office, finn, bo = watcher.office, watcher.office.finn, watcher.office.bo
    office.ask(office.cy, "/rapid-queue INC-1 follow")
    bo.reacts("white_check_mark", to=office.card())
    office.settle()
    bo.presses(office.offer(bo, "closing:effort:hour"), "closing:effort:hour")
    bo.presses(office.offer(bo, "write"), "write")
    office.writes_into(bo, words=f"{WORD} is repaired", link=LINK, as_of="2026-11-24")
    office.passes(minutes=11)
    everybody_looks(watcher)
    ended = office.told(finn)[-1]
    finn.presses(ended, "It does not")
    office.settle()
    finn.presses(ended, "Say what is missing")
    office.writes_into(finn, words=f"{WORD} is missing")
    office.settle()
    bo.reacts("adhesive_bandage", to=office.card())
    office.passes(minutes=11)
    finn.presses(office.told(finn)[-1], "This answers it")
    office.settle()
    everybody_looks(watcher)
    finn.presses(office.told(finn)[-1], "It is back")
    office.writes_into(finn, reason=f"{WORD} is back")
    office.settle()


def rows_without_words(office: Office) -> str:
    """Everything in the tables where nothing that was typed has any business."""
    kept = {"incident", "entry"}
    tables = [table for name, table in metadata.tables.items() if name not in kept]
    with office.bot.db.looking() as connection:
        return str([connection.execute(select(table)).all() for table in tables])


def what_was_sent(office: Office) -> list[str]:
    """Every call that says something to somebody, whatever came of it."""
    sent = [str(call.args) for call in office.slack.calls if call.method.startswith("chat.")]
    assert len(sent) > 20
    return sent


def test_through_a_whole_life_nobody_reads_it_who_may_not(
    watched: tuple[Watcher, io.StringIO], caplog: pytest.LogCaptureFixture
):
    watcher, written = watched
    office = watcher.office

    a_whole_life(watcher)

    assert watcher.leaks() == []
    assert WORD in caplog.text, "It was there to be written"
    assert WORD.lower() not in written.getvalue().lower()
    assert WORD.lower() not in rows_without_words(office).lower()
    assert WORD.lower() not in "".join(what_was_sent(office)).lower()
    for who in (office.finn, office.ada, office.bo, office.zoe):
        assert watcher.read_by(who) > 0, who


def test_the_same_life_in_public_shows_it_to_everybody(watcher: Watcher):
    office = watcher.office
    office.files(office.finn, f"{WORD} is off")
    office.settle()

    assert any(one.reader is None for one in watcher.leaks())
    assert WORD in window(office, office.zoe)


def test_who_may_read_it_does_and_who_may_not_is_told_why(watcher: Watcher):
    office = watcher.office
    files_in_private(watcher)
    watcher.may_read |= {office.ada.id}
    office.ada.reacts("eyes", to=office.card())
    office.settle()

    assert WORD in window(office, office.finn)
    assert WORD in window(office, office.ada)
    assert "Private: only its requester and its analyst" in window(office, office.bo)
    assert window(office, office.zoe) == ""
    office.settle()
    assert "There is no INC-1 that you can see" in office.reads(office.zoe)[-1].plain()
    assert watcher.leaks() == []


def test_who_is_named_reads_it_until_they_are_named_no_more(watcher: Watcher):
    office = watcher.office
    files_in_private(watcher)
    watcher.may_read |= {office.zoe.id}
    does(office, office.finn, "let_see", named=[office.zoe])
    told = office.told(office.zoe)
    office.zoe.presses(told[-1], "Details")
    assert office.zoe.modal is not None
    assert WORD in office.zoe.modal.plain()
    office.zoe.dismisses()

    watcher.may_read -= {office.zoe.id}
    does(office, office.finn, "let_see", named=[])

    assert window(office, office.zoe) == ""
    assert "lets you see *INC-1*" in told[-1].plain()
    assert watcher.leaks() == []


def test_who_gives_it_back_or_leaves_the_team_reads_it_no_more(watcher: Watcher):
    office = watcher.office
    files_in_private(watcher)
    watcher.may_read |= {office.ada.id}
    office.ada.reacts("eyes", to=office.card())
    office.settle()
    assert WORD in window(office, office.ada)

    watcher.may_read -= {office.ada.id}
    office.settings_are(f'[members]\nrapid_response = ["{office.bo.id}"]\n')
    everybody_looks(watcher)

    assert watcher.leaks() == []


def test_a_window_that_is_refreshed_hides_what_its_reader_may_see_no_more(watcher: Watcher):
    office = watcher.office
    files_in_private(watcher)
    watcher.may_read |= {office.ada.id}
    office.ada.reacts("eyes", to=office.card())
    office.settle()
    office.ada.presses(office.card(), "details")
    assert office.ada.modal is not None

    watcher.may_read -= {office.ada.id}
    office.ada.presses(office.ada.modal, "release")
    office.settle()

    assert office.state() == "new"
    assert WORD not in office.ada.modal.plain()
    assert watcher.leaks() == []


@pytest.mark.parametrize("is_original", [True, False], ids=["original", "duplicate"])
def test_a_duplicate_tells_neither_side_what_the_other_says(watcher: Watcher, is_original: bool):
    office = watcher.office
    files_in_private(watcher)
    office.files(office.zoe, "salaries are off")
    office.settle()
    duplicate, original = (2, 1) if is_original else (1, 2)

    office.ask(office.cy, f"/rapid-queue INC-{duplicate} duplicate of INC-{original}")
    office.passes(minutes=1)
    watcher.may_read |= {office.ada.id}
    office.ask(office.ada, f"/rapid-queue INC-{original} claim")
    office.ask(office.ada, f"/rapid-queue INC-{original} answer {WORD} was off")
    office.passes(minutes=11)
    leaks = watcher.leaks()

    assert office.state(duplicate) == "duplicate"
    told = office.told(office.zoe if is_original else office.finn)
    assert any("has ended" in one.plain() for one in told)
    if is_original:
        assert leaks == []


def test_a_follower_of_what_is_private_hears_that_it_ended_and_not_how(watcher: Watcher):
    office = watcher.office
    files_in_private(watcher)
    office.ask(office.cy, "/rapid-queue INC-1 follow")
    office.ask(office.ada, f"/rapid-queue INC-1 answer {WORD} was off")

    office.passes(minutes=11)

    assert "which you follow, has ended" in office.told(office.cy)[-1].plain()
    assert watcher.leaks() == []


def test_what_is_made_private_later_is_hidden_from_then_on(watcher: Watcher):
    office = watcher.office
    confirmation = office.files(office.finn, f"{WORD} salaries are off")
    office.settle()
    office.ada.reacts("eyes", to=office.card())
    office.settle()
    office.ask(office.zoe, "/rapid-queue INC-1 follow")
    watcher.may_read |= {office.finn.id, office.ada.id}
    does(office, office.finn, "edit", text=f"{WORD} salaries", is_private=["is_private"])
    watcher.shown.clear()

    office.finn.presses(confirmation, "Today")
    office.ask(office.ada, f"/rapid-queue INC-1 answer {WORD} was off")
    office.passes(minutes=11)
    everybody_looks(watcher)

    assert WORD not in office.card().plain() + office.card().text
    assert watcher.leaks() == []


@pytest.mark.parametrize("how", ["form", "command"])
def test_what_is_private_stays_private_however_it_is_worded_anew(watcher: Watcher, how: str):
    office, finn = watcher.office, watcher.office.finn
    files_in_private(watcher)
    if how == "form":
        does(office, finn, "edit", text=f"Payroll, not {WORD}")
    else:
        office.ask(finn, f"/rapid-queue INC-1 edit Payroll, not {WORD}")
    office.settle()

    everybody_looks(watcher)

    assert office.incident().is_private
    assert "Payroll" in office.incident().text
    assert watcher.leaks() == []


def test_a_private_one_is_counted_for_others_and_not_shown(watcher: Watcher):
    office = watcher.office
    files_in_private(watcher)

    lists = [office.ask(who, "/rapid-queue").plain() for who in (office.bo, office.zoe)]

    assert "INC-1" in lists[0]
    assert "INC-1" not in lists[1]


NOSY = [
    "claim",
    "release",
    "ask x",
    "reply x",
    "stopgap",
    "answer",
    "decline x",
    "withdraw",
    "reopen x",
    "edit x",
    "add x",
    "follow",
    "unfollow",
    "severity S1 x",
    "take over",
    "duplicate of INC-1",
    "reassign @cy",
    "",
]


@pytest.mark.parametrize("state", [State.NEW, State.ANSWERED])
def test_whoever_may_not_know_of_it_hears_the_same_of_it_as_of_none(watcher: Watcher, state: State):
    office = watcher.office
    files_in_private(watcher)
    if state is State.ANSWERED:
        office.ask(office.ada, "/rapid-queue INC-1 answer")
    told_apart = []

    for line in NOSY:
        about_it = office.ask(office.zoe, f"/rapid-queue INC-1 {line}").plain()
        about_none = office.ask(office.zoe, f"/rapid-queue INC-9 {line}").plain()
        if about_it != about_none.replace("INC-9", "INC-1"):
            told_apart.append(line)

    assert told_apart == []
