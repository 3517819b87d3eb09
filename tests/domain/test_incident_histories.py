"""Whatever people do to an incident, in whatever order, it stays a legal one."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import hypothesis.strategies as st
from hypothesis import settings as examples
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain import incident as rules
from bot.domain.errors import Refusal
from bot.domain.ids import MAIN, Number, UserId, label
from bot.domain.incident import ENDED, OPEN, WELL_ENDED, Ending, Incident, State, Verb
from bot.domain.needed_by import NeededBy, When
from bot.domain.severity import Impact, Severity
from tests.builders import (
    ADA,
    EVERYONE,
    FINN,
    FRONT,
    IN_A_MONTH,
    NOW,
    TODAY,
    a_request,
    do,
    settings,
)

PEOPLE = st.sampled_from(EVERYONE)
DATES = st.none() | st.builds(NeededBy, st.sampled_from(When), st.none() | st.just(TODAY))
IMPACTS = st.none() | st.sampled_from(Impact)
TEXTS = st.sampled_from(["Revenue by region looks wrong", "Revenue of the EU looks wrong", "\n"])


class Histories(RuleBasedStateMachine):
    """Anybody does anything at any moment; members come and go."""

    incident: Incident
    before: Incident

    @initialize(
        requester=st.sampled_from([FINN, ADA]),
        impact=IMPACTS,
        needed_by=DATES,
        is_private=st.booleans(),
    )
    def file(
        self,
        requester: UserId,
        impact: Impact | None,
        needed_by: NeededBy | None,
        is_private: bool,
    ):
        request = a_request(
            requester=requester, impact=impact, needed_by=needed_by, is_private=is_private
        )
        self.now = NOW
        self.settings = settings()
        self.incident = rules.open_incident(request, front=FRONT, number=Number(42), now=NOW)
        self.before = self.incident
        self.wording = (self.incident.text, is_private)

    @rule(verb=st.sampled_from(Verb), by=PEOPLE)
    def does(self, verb: Verb, by: UserId):
        self._try(lambda it: do(verb, it, self.settings.actor(by, it), self.now))

    @rule(by=PEOPLE, verb=st.sampled_from([Verb.STOPGAP, Verb.ANSWER, Verb.CLAIM, Verb.ASK]))
    def undoes(self, by: UserId, verb: Verb):
        members = self.settings.team_members
        self._try(
            lambda it: rules.undo(it, self.settings.actor(by, it), verb, self.now, members=members)
        )

    @rule(by=PEOPLE, to=PEOPLE)
    def reassigns(self, by: UserId, to: UserId):
        self._try(
            lambda it: rules.reassign(
                it, self.settings.actor(by, it), self.settings.actor(to, it), self.now
            )
        )

    @rule(by=PEOPLE, severity=st.sampled_from(Severity))
    def rates(self, by: UserId, severity: Severity):
        self._try(
            lambda it: rules.change_severity(
                it, self.settings.actor(by, it), severity, "Looked at it", self.now
            )
        )

    @rule(by=PEOPLE)
    def reopens(self, by: UserId):
        members = self.settings.team_members
        self._try(
            lambda it: rules.reopen(
                it, self.settings.actor(by, it), "Still wrong", self.now, members=members
            )
        )

    @rule(by=PEOPLE, impact=IMPACTS, needed_by=DATES)
    def describes(self, by: UserId, impact: Impact | None, needed_by: NeededBy | None):
        self._try(lambda it: rules.describe(it, by, self.now, impact=impact, needed_by=needed_by))

    @rule(by=PEOPLE, words=st.sampled_from(["Use the old table", "Fixed"]))
    def writes(self, by: UserId, words: str):
        self._try(
            lambda it: rules.write(it, self.settings.actor(by, it), Ending(words=words), self.now)
        )

    @rule(by=PEOPLE)
    def confirms(self, by: UserId):
        self._try(lambda it: rules.confirm(it, by, self.now))

    @rule(by=PEOPLE, words=st.sampled_from(["It is the EU tab", " "]))
    def says_more(self, by: UserId, words: str):
        self._try(lambda it: rules.say_more(it, by, words, self.now))

    @rule(by=PEOPLE, question=st.sampled_from(["Which region?", "Since when?", " "]))
    def asks(self, by: UserId, question: str):
        self._try(
            lambda it: (
                rules.put_question(it, self.settings.actor(by, it), question, self.now)
                if it.state is State.NEEDS_INFO
                else rules.ask(it, self.settings.actor(by, it), self.now, question)
            )
        )

    @rule(by=PEOPLE, text=TEXTS, needed_by=DATES, is_private=st.booleans())
    def words_it_anew(self, by: UserId, text: str, needed_by: NeededBy | None, is_private: bool):
        self._try(
            lambda it: rules.edit(
                it, by, self.now, text=text, needed_by=needed_by, is_private=is_private
            )
        )
        if self.incident is not self.before:
            self.wording = (text, is_private or self.wording[1])

    @rule(by=PEOPLE, named=st.lists(PEOPLE, max_size=2, unique=True).map(tuple))
    def lets_see(self, by: UserId, named: tuple[UserId, ...]):
        self._try(lambda it: rules.let_see(it, self.settings.actor(by, it), named, self.now))

    @rule(days=st.integers(-1, 400), by=PEOPLE)
    def parks(self, by: UserId, days: int):
        today = self.now.date()
        until = today + timedelta(days=days)
        self._try(lambda it: rules.park(it, self.settings.actor(by, it), until, self.now, today))
        if self.incident is not self.before:
            assert today < until <= today + timedelta(days=366)

    @rule()
    def its_day_comes(self):
        owner, members = self.incident.owner, self.settings.team_members
        self._try(lambda it: rules.unpark(it, self.now, members))
        if self.incident is not self.before:
            assert self.before.state is State.PARKED
            assert self.incident.owner == (owner if owner in members else None)

    @rule(team=st.sets(PEOPLE, max_size=4))
    def the_team_changes(self, team: set[UserId]):
        members = settings().members
        self.settings = settings(
            members=type(members)(rapid_response=tuple(sorted(team)), leads=members.leads)
        )

    def _try(self, verb: Callable[[Incident], Incident]) -> None:
        """Do something a minute later, or be refused."""
        self.now += timedelta(minutes=1)
        self.before = self.incident
        with suppress(Refusal):
            self.incident = verb(self.incident)

    @invariant()
    def what_is_held_has_an_owner_and_what_is_new_has_none(self):
        held = self.incident.state in {*OPEN, *WELL_ENDED} - {State.NEW}
        assert not (held and self.incident.owner is None)
        assert not (self.incident.state is State.NEW and self.incident.owner)
        assert (self.incident.owner is None) == (self.incident.claimed_at is None)

    @invariant()
    def only_what_has_ended_shows_an_end(self):
        incident = self.incident
        assert (incident.ended_at is not None) == (incident.state in ENDED)
        assert incident.is_open == (incident.state not in ENDED)
        assert incident.state in WELL_ENDED or incident.ending is None
        assert incident.state in WELL_ENDED or incident.confirmed_at is None

    @invariant()
    def a_stopgap_and_only_a_stopgap_has_a_last_day(self):
        is_stopgap = self.incident.state is State.STOPGAP
        assert self.incident.stopgap_until == (IN_A_MONTH if is_stopgap else None)

    @invariant()
    def what_is_parked_and_only_that_has_a_day_on_which_it_comes_back(self):
        is_parked = self.incident.state is State.PARKED
        assert (self.incident.parked_until is not None) == is_parked

    @invariant()
    def a_duplicate_and_only_a_duplicate_has_an_original(self):
        is_duplicate = self.incident.state is State.DUPLICATE
        assert self.incident.duplicate_of == (Number(7) if is_duplicate else None)

    @invariant()
    def each_change_is_one_version_and_no_change_is_the_same_value(self):
        if self.incident == self.before:
            assert self.incident is self.before
        else:
            assert self.incident.version == self.before.version + 1
            assert self.incident.changed_at == self.now

    @invariant()
    def a_question_is_asked_only_while_the_requester_is_waited_for(self):
        assert self.incident.question is None or self.incident.state is State.NEEDS_INFO

    @invariant()
    def its_words_are_the_last_that_its_requester_chose(self):
        assert (self.incident.text, self.incident.is_private) == self.wording

    @invariant()
    def what_was_filed_is_never_touched(self):
        assert self.incident.filed_at == NOW
        assert self.incident.number == Number(42)
        assert self.incident.requester == self.before.requester

    @invariant()
    def not_set_is_left_only_by_an_impact_or_by_hand(self):
        rated = self.incident.severity_is_set_by_hand or self.incident.impact is not None
        assert (self.incident.severity is not None) == rated


Histories.TestCase.settings = examples(deadline=None, max_examples=120, stateful_step_count=40)
TestHistories = Histories.TestCase


def test_people_say_an_incident_with_its_number():
    assert label(Number(42)) == "INC-42"


def test_a_workspace_has_one_front_door_unless_told_otherwise():
    assert FRONT.front_id == MAIN == "main"
