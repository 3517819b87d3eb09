"""Who may do what to an incident, and what comes out: the whole law, cell by cell."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.domain import incident as rules
from bot.domain.errors import Reason, Refusal
from bot.domain.ids import Number
from bot.domain.incident import (
    ENDED,
    OPEN,
    RULES,
    UNDO_WITHIN,
    WELL_ENDED,
    Ending,
    Incident,
    Role,
    State,
    Verb,
)
from bot.domain.needed_by import NeededBy, When
from bot.domain.severity import Impact, Severity
from tests.builders import (
    ADA,
    ANALYSTS,
    BO,
    CY,
    FINN,
    FRONT,
    GENERAL,
    IN_A_MONTH,
    LOU,
    NOW,
    TODAY,
    ZOE,
    a_request,
    actor,
    an_incident,
    do,
    later,
    settings,
    towards,
)

# --- the law -----------------------------------------------------------------------------------

# A cell is the state that comes out, `same` (nothing to do), or why it is refused. A dot cannot
# happen: a new incident has no owner. `others` are Preemption, Engineering, admins and the rest
# of the company. The owner is in the team too; the requester, the lead and the others are not.
LAW = """
verb             from        requester          owner          member          lead           others

claim            new         not_in_team        .              claimed         not_in_team    not_in_team
claim            claimed     not_in_team        same           another_has_it  not_in_team    not_in_team
claim            needs_info  not_in_team        claimed        another_has_it  not_in_team    not_in_team
claim            parked      not_in_team        claimed        another_has_it  not_in_team    not_in_team
claim            ended       not_in_team        already_ended  already_ended   not_in_team    not_in_team

take_over        new         not_in_team        .              nobody_has_it   not_in_team    not_in_team
take_over        claimed     not_in_team        same           claimed         not_in_team    not_in_team
take_over        needs_info  not_in_team        claimed        claimed         not_in_team    not_in_team
take_over        parked      not_in_team        claimed        claimed         not_in_team    not_in_team
take_over        ended       not_in_team        already_ended  already_ended   not_in_team    not_in_team

release          new         not_in_team        .              nobody_has_it   nobody_has_it  not_in_team
release          claimed     not_in_team        new            not_yours       new            not_in_team
release          needs_info  not_in_team        new            not_yours       new            not_in_team
release          parked      not_in_team        new            not_yours       new            not_in_team
release          ended       not_in_team        already_ended  already_ended   already_ended  not_in_team

ask              new         not_in_team        .              nobody_has_it   not_in_team    not_in_team
ask              claimed     not_in_team        needs_info     not_yours       not_in_team    not_in_team
ask              needs_info  not_in_team        wrong_state    not_yours       not_in_team    not_in_team
ask              parked      not_in_team        wrong_state    not_yours       not_in_team    not_in_team
ask              ended       not_in_team        already_ended  already_ended   not_in_team    not_in_team

reply            new         not_waiting        .              not_waiting     not_allowed    not_allowed
reply            claimed     not_waiting        not_waiting    not_waiting     not_allowed    not_allowed
reply            needs_info  claimed            claimed        claimed         not_allowed    not_allowed
reply            parked      not_waiting        not_waiting    not_waiting     not_allowed    not_allowed
reply            ended       already_ended      already_ended  already_ended   not_allowed    not_allowed

park             new         not_in_team        .              nobody_has_it   not_in_team    not_in_team
park             claimed     not_in_team        parked         parked          not_in_team    not_in_team
park             needs_info  not_in_team        parked         parked          not_in_team    not_in_team
park             parked      not_in_team        wrong_state    wrong_state     not_in_team    not_in_team
park             ended       not_in_team        already_ended  already_ended   not_in_team    not_in_team

stopgap          new         not_in_team        .              stopgap         not_in_team    not_in_team
stopgap          claimed     not_in_team        stopgap        another_has_it  not_in_team    not_in_team
stopgap          needs_info  not_in_team        stopgap        another_has_it  not_in_team    not_in_team
stopgap          parked      not_in_team        stopgap        another_has_it  not_in_team    not_in_team
stopgap          ended       not_in_team        already_ended  already_ended   not_in_team    not_in_team

answer           new         not_in_team        .              answered        not_in_team    not_in_team
answer           claimed     not_in_team        answered       another_has_it  not_in_team    not_in_team
answer           needs_info  not_in_team        answered       another_has_it  not_in_team    not_in_team
answer           parked      not_in_team        answered       another_has_it  not_in_team    not_in_team
answer           ended       not_in_team        already_ended  already_ended   not_in_team    not_in_team

decline          new         not_in_team        .              declined        not_in_team    not_in_team
decline          claimed     not_in_team        declined       declined        not_in_team    not_in_team
decline          needs_info  not_in_team        declined       declined        not_in_team    not_in_team
decline          parked      not_in_team        declined       declined        not_in_team    not_in_team
decline          ended       not_in_team        already_ended  already_ended   not_in_team    not_in_team

mark_duplicate   new         not_in_team        .              duplicate       not_in_team    not_in_team
mark_duplicate   claimed     not_in_team        duplicate      duplicate       not_in_team    not_in_team
mark_duplicate   needs_info  not_in_team        duplicate      duplicate       not_in_team    not_in_team
mark_duplicate   parked      not_in_team        duplicate      duplicate       not_in_team    not_in_team
mark_duplicate   ended       not_in_team        already_ended  already_ended   not_in_team    not_in_team

reassign         new         not_in_team        .              nobody_has_it   nobody_has_it  not_in_team
reassign         claimed     not_in_team        claimed        not_yours       claimed        not_in_team
reassign         needs_info  not_in_team        claimed        not_yours       claimed        not_in_team
reassign         parked      not_in_team        claimed        not_yours       claimed        not_in_team
reassign         ended       not_in_team        already_ended  already_ended   already_ended  not_in_team

change_severity  new         not_in_team        .              new             not_in_team    not_in_team
change_severity  claimed     not_in_team        claimed        claimed         not_in_team    not_in_team
change_severity  needs_info  not_in_team        needs_info     needs_info      not_in_team    not_in_team
change_severity  parked      not_in_team        parked         parked          not_in_team    not_in_team
change_severity  ended       not_in_team        already_ended  already_ended   not_in_team    not_in_team

withdraw         new         withdrawn          .                  not_the_requester  not_the_requester  not_the_requester
withdraw         claimed     withdrawn          not_the_requester  not_the_requester  not_the_requester  not_the_requester
withdraw         needs_info  withdrawn          not_the_requester  not_the_requester  not_the_requester  not_the_requester
withdraw         parked      withdrawn          not_the_requester  not_the_requester  not_the_requester  not_the_requester
withdraw         ended       already_ended      not_the_requester  not_the_requester  not_the_requester  not_the_requester

reopen           new         not_ended          .              not_ended       not_allowed    not_allowed
reopen           claimed     not_ended          not_ended      not_ended       not_allowed    not_allowed
reopen           needs_info  not_ended          not_ended      not_ended       not_allowed    not_allowed
reopen           parked      not_ended          not_ended      not_ended       not_allowed    not_allowed
reopen           ended       claimed            claimed        claimed         not_allowed    not_allowed
"""  # noqa: E501  # a table is read across

REFUSED = {str(reason) for reason in Reason}
OTHERS = (Role.PREEMPTION, Role.ENGINEERING, Role.ADMIN, Role.OTHER)
PEOPLE = {
    Role.REQUESTER: actor(FINN, Role.REQUESTER),
    Role.OWNER: actor(ADA, Role.OWNER, Role.MEMBER),
    Role.MEMBER: actor(BO, Role.MEMBER),
    Role.LEAD: actor(LOU, Role.LEAD),
} | {role: actor(ZOE, role) for role in OTHERS}


def _states(name: str) -> list[State]:
    return sorted(ENDED) if name == "ended" else [State(name)]


def _roles(column: str) -> tuple[Role, ...]:
    return OTHERS if column == "others" else (Role(column),)


def _cells() -> list[tuple[Verb, State, Role, str]]:
    """Return every cell of the law, `ended` and `others` spelled out."""
    (_, _, *columns), *rows = [line.split() for line in LAW.splitlines() if line.strip()]
    return [
        (Verb(verb), state, role, outcome)
        for verb, source, *outcomes in rows
        for column, outcome in zip(columns, outcomes, strict=True)
        for state in _states(source)
        for role in _roles(column)
        if outcome != "."
    ]


CELLS = [pytest.param(*cell, id="-".join(cell)) for cell in _cells()]


@pytest.mark.parametrize(("verb", "state", "role", "outcome"), CELLS)
def test_the_law_says_who_may_do_what(verb, state, role, outcome):
    before = an_incident(state=state)
    by = PEOPLE[role]

    if outcome in REFUSED:
        with pytest.raises(Refusal) as refused:
            do(verb, before, by, later(hours=1))
        assert refused.value.reason == outcome
        assert refused.value.number == before.number
        assert before == an_incident(state=state)
        return
    after = do(verb, before, by, later(hours=1))

    if outcome == "same":
        assert after is before
        return
    assert after.state == outcome
    assert after.version == before.version + 1
    assert after.changed_at == later(hours=1)


def test_the_law_has_a_cell_for_every_verb_state_and_role():
    possible = {
        (verb, state, role)
        for verb, state, role in product(Verb, State, Role)
        if (state, role) != (State.NEW, Role.OWNER)
    }

    written = [cell[:3] for cell in _cells()]

    assert set(written) == possible
    assert len(written) == len(possible)


def test_every_state_is_either_open_or_ended():
    assert {"new", "claimed", "needs_info", "parked"} == OPEN
    assert {"stopgap", "answered", "declined", "duplicate", "withdrawn"} == ENDED
    assert {"stopgap", "answered"} == WELL_ENDED


@pytest.mark.parametrize("state", State)
def test_an_incident_is_open_until_it_ends(state):
    assert an_incident(state=state).is_open == (state in OPEN)


@pytest.mark.parametrize("verb", [Verb.CLAIM, Verb.STOPGAP, Verb.ANSWER])
def test_the_refusal_of_anothers_card_names_who_has_it(verb):
    adas = an_incident(state=State.CLAIMED, owner=ADA)

    with pytest.raises(Refusal) as refused:
        do(verb, adas, towards(adas, BO))

    assert refused.value.reason is Reason.ANOTHER_HAS_IT
    assert refused.value.owner == ADA


@pytest.mark.parametrize(
    ("verb", "reason"),
    [
        (Verb.RELEASE, Reason.NOT_YOURS),
        (Verb.ASK, Reason.NOT_YOURS),
        (Verb.REASSIGN, Reason.NOT_YOURS),
    ],
)
def test_what_only_the_owner_may_do_is_refused_with_the_owners_name(verb, reason):
    adas = an_incident(state=State.CLAIMED, owner=ADA)

    with pytest.raises(Refusal) as refused:
        do(verb, adas, towards(adas, BO))

    assert (refused.value.reason, refused.value.owner) == (reason, ADA)


@pytest.mark.parametrize("verb", [Verb.CLAIM, Verb.ANSWER])
def test_an_analyst_may_handle_what_they_filed_themselves(verb):
    bos_own = an_incident(requester=BO)

    after = do(verb, bos_own, towards(bos_own, BO))

    assert after.owner == BO


def test_a_member_who_filed_it_may_withdraw_it_from_its_owner():
    bos_own = an_incident(requester=BO, state=State.CLAIMED, owner=ADA)

    after = do(Verb.WITHDRAW, bos_own, towards(bos_own, BO))

    assert after.state is State.WITHDRAWN


def test_a_lead_who_is_also_in_the_team_may_release_anothers():
    adas = an_incident(state=State.CLAIMED, owner=ADA)

    after = do(Verb.RELEASE, adas, actor(BO, Role.MEMBER, Role.LEAD))

    assert after.state is State.NEW


@pytest.mark.parametrize("verb", [Verb.RELEASE, Verb.ASK, Verb.STOPGAP, Verb.ANSWER, Verb.REASSIGN])
def test_an_owner_who_has_left_the_team_is_no_longer_its_owner(verb):
    zoes = an_incident(state=State.CLAIMED, owner=ZOE)

    with pytest.raises(Refusal) as refused:
        do(verb, zoes, towards(zoes, ZOE))

    assert refused.value.reason is Reason.NOT_IN_TEAM


# --- filing ------------------------------------------------------------------------------------


def test_a_request_opens_a_new_incident_that_nobody_has():
    request = a_request("  Revenue *by* <region>\n", is_private=True)

    opened = rules.open_incident(request, front=FRONT, number=Number(42), now=NOW)

    assert opened == Incident(
        front=FRONT,
        number=Number(42),
        text="  Revenue *by* <region>\n",
        requester=FINN,
        filed_at=NOW,
        filed_from=GENERAL,
        source_key="command:1",
        changed_at=NOW,
        is_private=True,
        state=State.NEW,
        owner=None,
        severity=None,
        version=1,
    )


def test_a_request_with_an_impact_and_a_date_is_rated_at_once():
    request = a_request(impact=Impact.HIGH, needed_by=NeededBy(When.TODAY, TODAY))

    opened = rules.open_incident(request, front=FRONT, number=Number(1), now=NOW)

    assert opened.severity is Severity.S1
    assert opened.impact is Impact.HIGH
    assert opened.needed_by == NeededBy(When.TODAY, TODAY)
    assert not opened.severity_is_set_by_hand


# --- claiming and giving back ------------------------------------------------------------------


def test_a_claim_makes_the_analyst_the_owner_from_that_moment():
    after = rules.claim(an_incident(), actor(ADA), later(minutes=4))

    assert (after.owner, after.claimed_at) == (ADA, later(minutes=4))


def test_a_second_claim_by_the_owner_changes_nothing():
    once = rules.claim(an_incident(), actor(ADA), NOW)

    twice = rules.claim(once, towards(once, ADA), later(minutes=1))

    assert twice is once


def test_the_owner_who_claims_while_waiting_has_had_it_all_along():
    waiting = an_incident(state=State.NEEDS_INFO, owner=ADA, claimed_at=NOW)

    after = rules.claim(waiting, towards(waiting, ADA), later(hours=2))

    assert (after.state, after.owner, after.claimed_at) == (State.CLAIMED, ADA, NOW)


@pytest.mark.parametrize("state", [State.CLAIMED, State.NEEDS_INFO, State.PARKED])
def test_a_takeover_gives_it_to_the_new_owner_from_that_moment(state):
    adas = an_incident(state=state, owner=ADA)

    after = rules.take_over(adas, towards(adas, BO), later(hours=2))

    assert (after.state, after.owner, after.claimed_at) == (State.CLAIMED, BO, later(hours=2))


def test_after_a_takeover_the_former_owner_may_not_answer():
    adas = an_incident(state=State.CLAIMED, owner=ADA)
    bos = rules.take_over(adas, towards(adas, BO), NOW)

    with pytest.raises(Refusal) as refused:
        rules.answer(bos, towards(bos, ADA), NOW)

    assert (refused.value.reason, refused.value.owner) == (Reason.ANOTHER_HAS_IT, BO)


def test_a_released_incident_is_as_if_never_claimed():
    before = an_incident()
    claimed = rules.claim(before, actor(ADA), NOW)

    released = rules.release(claimed, towards(claimed, ADA), later(minutes=5))

    assert released == replace(before, changed_at=later(minutes=5), version=3)


def test_a_released_incident_can_be_claimed_by_another():
    claimed = an_incident(state=State.CLAIMED, owner=ADA)
    released = rules.release(claimed, towards(claimed, ADA), NOW)

    after = rules.claim(released, towards(released, BO), NOW)

    assert after.owner == BO


def test_a_reassigned_incident_is_owned_from_that_moment():
    adas = an_incident(state=State.NEEDS_INFO, owner=ADA)

    after = rules.reassign(adas, towards(adas, LOU), towards(adas, CY), later(hours=1))

    assert (after.state, after.owner, after.claimed_at) == (State.CLAIMED, CY, later(hours=1))


def test_reassigning_to_somebody_outside_the_team_is_refused_with_their_name():
    adas = an_incident(state=State.CLAIMED, owner=ADA)

    with pytest.raises(Refusal) as refused:
        rules.reassign(adas, towards(adas, ADA), towards(adas, ZOE), NOW)

    assert (refused.value.reason, refused.value.owner) == (Reason.NOT_IN_TEAM, ZOE)


def test_reassigning_to_its_owner_changes_nothing():
    adas = an_incident(state=State.CLAIMED, owner=ADA)

    after = rules.reassign(adas, towards(adas, LOU), towards(adas, ADA), later(hours=1))

    assert after is adas


def test_a_question_and_its_reply_leave_the_owner_as_they_were():
    claimed = an_incident(state=State.CLAIMED, owner=ADA)

    asked = rules.ask(claimed, towards(claimed, ADA), later(minutes=1))
    replied = rules.reply(asked, towards(asked, FINN), later(minutes=2))

    assert asked.owner == ADA
    assert replied == replace(claimed, changed_at=later(minutes=2), version=3)


# --- parking -----------------------------------------------------------------------------------

THURSDAY = TODAY + timedelta(days=2)


def test_what_is_parked_stays_with_its_owner_and_has_its_day():
    adas = an_incident(state=State.CLAIMED, owner=ADA)

    parked = rules.park(adas, towards(adas, BO), THURSDAY, later(hours=1), TODAY)

    assert parked == replace(
        adas, state=State.PARKED, parked_until=THURSDAY, changed_at=later(hours=1), version=2
    )
    assert parked.is_open


def test_a_question_is_not_asked_any_more_once_it_is_parked():
    waiting = an_incident(state=State.NEEDS_INFO, question="Which region?")

    parked = rules.park(waiting, towards(waiting, ADA), THURSDAY, NOW, TODAY)

    assert parked.question is None


@pytest.mark.parametrize(
    ("days", "reason"),
    [(-1, Reason.DAY_IS_OVER), (0, Reason.DAY_IS_OVER), (367, Reason.TOO_FAR)],
)
def test_a_day_that_is_not_to_come_or_too_far_away_is_refused(days, reason):
    adas = an_incident(state=State.CLAIMED, owner=ADA)

    with pytest.raises(Refusal) as refused:
        rules.park(adas, towards(adas, ADA), TODAY + timedelta(days=days), NOW, TODAY)

    assert (refused.value.reason, refused.value.number) == (reason, adas.number)


@pytest.mark.parametrize("days", [1, 366])
def test_it_may_be_parked_until_tomorrow_and_for_a_leap_year(days):
    adas, until = an_incident(state=State.CLAIMED, owner=ADA), TODAY + timedelta(days=days)

    assert rules.park(adas, towards(adas, ADA), until, NOW, TODAY).parked_until == until


OUT_OF_PARKING = [verb for verb, rule in RULES.items() if State.PARKED in rule.sources and rule.to]


@pytest.mark.parametrize("verb", OUT_OF_PARKING)
def test_its_day_goes_when_it_is_no_longer_parked(verb):
    adas_own = an_incident(state=State.PARKED, requester=ADA, owner=ADA)

    after = do(verb, adas_own, towards(adas_own, ADA))

    assert (after.state, after.parked_until) == (RULES[verb].to, None)


def test_another_severity_leaves_it_parked_until_the_same_day():
    parked = an_incident(state=State.PARKED, parked_until=THURSDAY)

    after = do(Verb.CHANGE_SEVERITY, parked, towards(parked, BO))

    assert (after.state, after.parked_until) == (State.PARKED, THURSDAY)


def test_the_owner_who_takes_it_up_before_its_day_has_had_it_all_along():
    parked = an_incident(state=State.PARKED, owner=ADA, claimed_at=NOW)

    after = rules.claim(parked, towards(parked, ADA), later(hours=2))

    assert (after.state, after.owner, after.claimed_at) == (State.CLAIMED, ADA, NOW)


@pytest.mark.parametrize(("day", "is_due"), [(-1, False), (0, True), (1, True)])
def test_it_is_due_back_from_its_day_on(day, is_due):
    parked = an_incident(state=State.PARKED, parked_until=THURSDAY)

    assert rules.is_due_back(parked, THURSDAY + timedelta(days=day)) is is_due


def test_what_is_not_parked_is_never_due_back():
    assert not rules.is_due_back(an_incident(state=State.CLAIMED), THURSDAY)


def test_on_its_day_it_is_back_with_its_owner():
    adas = an_incident(state=State.CLAIMED, owner=ADA, claimed_at=NOW)
    parked = rules.park(adas, towards(adas, ADA), THURSDAY, later(hours=1), TODAY)

    back = rules.unpark(parked, later(days=2), frozenset(ANALYSTS))

    assert back == replace(adas, changed_at=later(days=2), version=3)


def test_if_its_owner_has_left_the_team_meanwhile_nobody_has_it():
    parked = an_incident(state=State.PARKED, owner=ZOE)

    back = rules.unpark(parked, later(days=2), frozenset(ANALYSTS))

    assert (back.state, back.owner, back.claimed_at) == (State.NEW, None, None)
    assert back.parked_until is None


@pytest.mark.parametrize("state", sorted(set(State) - {State.PARKED}))
def test_what_is_not_parked_does_not_come_back(state):
    incident = an_incident(state=state)

    assert rules.unpark(incident, later(days=2), frozenset(ANALYSTS)) is incident


# --- endings -----------------------------------------------------------------------------------


def test_a_stopgap_works_until_its_day():
    claimed = an_incident(state=State.CLAIMED, owner=ADA)

    after = rules.stopgap(claimed, towards(claimed, ADA), later(hours=1), until=IN_A_MONTH)

    assert (after.stopgap_until, after.ended_at) == (IN_A_MONTH, later(hours=1))


def test_an_answer_has_no_last_day():
    claimed = an_incident(state=State.CLAIMED, owner=ADA)

    after = rules.answer(claimed, towards(claimed, ADA), later(hours=1))

    assert (after.stopgap_until, after.ended_at) == (None, later(hours=1))


@pytest.mark.parametrize("verb", [Verb.STOPGAP, Verb.ANSWER])
def test_ending_a_new_incident_claims_it_on_the_way(verb):
    before = an_incident()

    after = do(verb, before, towards(before, BO), later(minutes=3))

    assert (after.owner, after.claimed_at) == (BO, later(minutes=3))


@pytest.mark.parametrize("verb", [Verb.STOPGAP, Verb.ANSWER])
def test_ending_a_new_incident_is_one_change(verb):
    before = an_incident(version=5)

    after = do(verb, before, towards(before, BO))

    assert after.version == 6


@pytest.mark.parametrize(
    "verb", [Verb.STOPGAP, Verb.ANSWER, Verb.DECLINE, Verb.MARK_DUPLICATE, Verb.WITHDRAW]
)
def test_an_ended_incident_remembers_when_and_whose_it_was(verb):
    adas = an_incident(state=State.CLAIMED, owner=ADA, requester=ADA)

    after = do(verb, adas, towards(adas, ADA), later(hours=3))

    assert (after.ended_at, after.owner, after.claimed_at) == (later(hours=3), ADA, NOW)


@pytest.mark.parametrize("verb", [Verb.DECLINE, Verb.MARK_DUPLICATE, Verb.WITHDRAW])
def test_a_new_incident_can_end_with_nobody_having_had_it(verb):
    bos_own = an_incident(requester=BO)

    after = do(verb, bos_own, towards(bos_own, BO))

    assert (after.is_open, after.owner) == (False, None)


@pytest.mark.parametrize("blank", ["", "  \n\t", "\u00a0"], ids=["empty", "spaces", "no-break"])
def test_a_decline_needs_a_reason(blank):
    new = an_incident()

    with pytest.raises(Refusal) as refused:
        rules.decline(new, actor(ADA), blank, NOW)

    assert refused.value.reason is Reason.NO_REASON


def test_a_duplicate_knows_its_original():
    after = rules.mark_duplicate(an_incident(), actor(ADA), Number(7), NOW)

    assert after.duplicate_of == Number(7)


def test_an_incident_is_never_a_duplicate_of_itself():
    with pytest.raises(Refusal) as refused:
        rules.mark_duplicate(an_incident(number=Number(7)), actor(ADA), Number(7), NOW)

    assert refused.value.reason is Reason.ITSELF


# --- reopening and undoing ---------------------------------------------------------------------

AN_ENDING = Ending(words="Use the old table", link="https://example.com/t", as_of=TODAY)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_a_reopened_incident_finds_its_way_back_to_its_owner(state):
    ended = an_incident(state=state, owner=ADA, ending=AN_ENDING, confirmed_at=NOW, version=4)

    after = rules.reopen(
        ended, towards(ended, FINN), "Still wrong", later(days=1), members=frozenset(ANALYSTS)
    )

    assert after == an_incident(state=State.CLAIMED, owner=ADA, changed_at=later(days=1), version=5)


@pytest.mark.parametrize("state", sorted(ENDED))
def test_a_reopened_incident_whose_owner_has_left_is_new(state):
    ended = an_incident(state=state, owner=ADA, ending=AN_ENDING, confirmed_at=NOW, version=4)

    after = rules.reopen(
        ended, towards(ended, FINN), "Still wrong", later(days=1), members=frozenset({BO})
    )

    assert after == an_incident(state=State.NEW, changed_at=later(days=1), version=5)


def test_a_reopened_incident_that_nobody_ever_had_is_new():
    withdrawn = an_incident(state=State.WITHDRAWN, owner=None, claimed_at=None)

    after = do(Verb.REOPEN, withdrawn, towards(withdrawn, FINN))

    assert (after.state, after.owner) == (State.NEW, None)


def test_reopening_needs_a_reason():
    ended = an_incident(state=State.ANSWERED)

    with pytest.raises(Refusal) as refused:
        rules.reopen(ended, towards(ended, FINN), " ", NOW, members=frozenset(ANALYSTS))

    assert refused.value.reason is Reason.NO_REASON


@pytest.mark.parametrize("verb", [Verb.STOPGAP, Verb.ANSWER])
def test_an_ending_emoji_taken_off_by_the_one_who_put_it_undoes_it(verb):
    claimed = an_incident(state=State.CLAIMED, owner=ADA)
    ended = do(verb, claimed, towards(claimed, ADA), later(minutes=1))

    after = rules.undo(
        ended, towards(ended, ADA), verb, later(minutes=2), members=frozenset(ANALYSTS)
    )

    assert after == replace(claimed, changed_at=later(minutes=2), version=3)


@pytest.mark.parametrize(
    ("state", "by", "verb"),
    [
        pytest.param(State.ANSWERED, BO, Verb.ANSWER, id="somebody else takes theirs off"),
        pytest.param(State.ANSWERED, FINN, Verb.ANSWER, id="the requester takes theirs off"),
        pytest.param(State.ANSWERED, ADA, Verb.STOPGAP, id="it ended otherwise"),
        pytest.param(State.STOPGAP, ADA, Verb.ANSWER, id="it ended otherwise too"),
        pytest.param(State.CLAIMED, ADA, Verb.ANSWER, id="it is open"),
        pytest.param(State.DECLINED, ADA, Verb.DECLINE, id="not an ending by emoji"),
        pytest.param(State.ANSWERED, ADA, Verb.CLAIM, id="another emoji"),
    ],
)
def test_any_other_emoji_taken_off_undoes_nothing(state, by, verb):
    before = an_incident(state=state, owner=ADA)

    after = rules.undo(before, towards(before, by), verb, NOW, members=frozenset(ANALYSTS))

    assert after is before


def test_what_is_undone_after_its_owner_left_is_new():
    ended = an_incident(state=State.ANSWERED, owner=ADA)

    after = rules.undo(ended, actor(ADA), Verb.ANSWER, NOW, members=frozenset({BO}))

    assert (after.state, after.owner, after.claimed_at) == (State.NEW, None, None)


def test_undoing_is_possible_for_a_quarter_of_an_hour():
    assert timedelta(minutes=15) == UNDO_WITHIN


# --- severity, and what the requester says about it --------------------------------------------


def test_a_severity_changed_by_hand_is_kept_as_such():
    before = an_incident(severity=Severity.S3)

    after = rules.change_severity(before, actor(BO), Severity.S1, "The board waits", NOW)

    assert (after.severity, after.severity_is_set_by_hand) == (Severity.S1, True)


def test_a_change_of_severity_needs_a_reason():
    with pytest.raises(Refusal) as refused:
        rules.change_severity(an_incident(), actor(BO), Severity.S1, "", NOW)

    assert refused.value.reason is Reason.NO_REASON


def test_changing_to_the_severity_that_was_set_by_hand_changes_nothing():
    before = an_incident(severity=Severity.S2, severity_is_set_by_hand=True)

    assert rules.change_severity(before, actor(BO), Severity.S2, "", NOW) is before


def test_an_analyst_can_settle_the_severity_that_the_answers_gave():
    before = an_incident(severity=Severity.S2)

    after = rules.change_severity(before, actor(BO), Severity.S2, "checked", NOW)

    assert (after.severity, after.severity_is_set_by_hand) == (Severity.S2, True)


@pytest.mark.parametrize("state", sorted(OPEN))
def test_the_requesters_answers_rate_the_incident(state):
    before = an_incident(state=state)

    after = rules.describe(
        before,
        FINN,
        later(minutes=1),
        impact=Impact.MEDIUM,
        needed_by=NeededBy(When.TODAY, TODAY),
    )

    assert after.severity is Severity.S2
    assert after.impact is Impact.MEDIUM
    assert after.needed_by == NeededBy(When.TODAY, TODAY)
    assert (after.state, after.version) == (state, before.version + 1)


def test_the_two_answers_may_come_one_by_one():
    filed = an_incident()

    dated = rules.describe(filed, FINN, NOW, needed_by=NeededBy(When.SOON, TODAY))
    rated = rules.describe(dated, FINN, NOW, impact=Impact.HIGH)

    assert dated.severity is None
    assert rated.severity is Severity.S2
    assert rated.needed_by == NeededBy(When.SOON, TODAY)


def test_the_requesters_answers_do_not_move_a_severity_set_by_hand():
    before = an_incident(severity=Severity.S4, severity_is_set_by_hand=True)

    after = rules.describe(before, FINN, NOW, impact=Impact.HIGH)

    assert (after.impact, after.severity) == (Impact.HIGH, Severity.S4)


def test_the_same_answer_again_changes_nothing():
    before = rules.describe(an_incident(), FINN, NOW, impact=Impact.LOW)

    assert rules.describe(before, FINN, later(minutes=1), impact=Impact.LOW) is before


def test_only_the_requester_describes():
    with pytest.raises(Refusal) as refused:
        rules.describe(an_incident(), ADA, NOW, impact=Impact.LOW)

    assert refused.value.reason is Reason.NOT_THE_REQUESTER


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_ended_incident_is_no_longer_described(state):
    with pytest.raises(Refusal) as refused:
        rules.describe(an_incident(state=state), FINN, NOW, impact=Impact.LOW)

    assert refused.value.reason is Reason.ALREADY_ENDED


# --- the words at the end, and the requester's yes ---------------------------------------------


@pytest.mark.parametrize("state", sorted(WELL_ENDED))
@pytest.mark.parametrize("analyst", [ADA, BO], ids=["owner", "member"])
def test_the_team_writes_the_words_that_go_to_the_requester(state, analyst):
    ended = an_incident(state=state, owner=ADA)

    after = rules.write(ended, towards(ended, analyst), AN_ENDING, later(minutes=5))

    assert after == replace(
        ended, ending=AN_ENDING, changed_at=later(minutes=5), version=ended.version + 1
    )


def test_the_same_words_again_change_nothing():
    written = an_incident(state=State.ANSWERED, ending=AN_ENDING)

    assert rules.write(written, towards(written, ADA), AN_ENDING, NOW) is written


@pytest.mark.parametrize("user", [FINN, LOU, ZOE], ids=["requester", "lead", "other"])
def test_only_the_team_writes_the_words(user):
    ended = an_incident(state=State.ANSWERED)

    with pytest.raises(Refusal) as refused:
        rules.write(ended, towards(ended, user), AN_ENDING, NOW)

    assert refused.value.reason is Reason.NOT_IN_TEAM


@pytest.mark.parametrize("state", sorted(set(State) - WELL_ENDED))
def test_words_are_written_only_to_what_ended_well(state):
    incident = an_incident(state=state)

    with pytest.raises(Refusal) as refused:
        rules.write(incident, towards(incident, ADA), AN_ENDING, NOW)

    assert refused.value.reason is Reason.NOT_ENDED


@pytest.mark.parametrize("state", sorted(WELL_ENDED))
def test_the_requesters_yes_is_kept_and_the_state_stays(state):
    ended = an_incident(state=state)

    after = rules.confirm(ended, FINN, later(hours=1))

    assert after == replace(
        ended, confirmed_at=later(hours=1), changed_at=later(hours=1), version=ended.version + 1
    )


def test_a_second_yes_changes_nothing():
    confirmed = rules.confirm(an_incident(state=State.ANSWERED), FINN, NOW)

    assert rules.confirm(confirmed, FINN, later(hours=1)) is confirmed


def test_only_the_requester_says_yes():
    with pytest.raises(Refusal) as refused:
        rules.confirm(an_incident(state=State.ANSWERED), ADA, NOW)

    assert refused.value.reason is Reason.NOT_THE_REQUESTER


@pytest.mark.parametrize("state", sorted(set(State) - WELL_ENDED))
def test_a_yes_needs_a_good_ending(state):
    with pytest.raises(Refusal) as refused:
        rules.confirm(an_incident(state=state), FINN, NOW)

    assert refused.value.reason is Reason.NOT_ENDED


# --- the requester says more ---------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
def test_the_requester_may_say_more_at_any_time(state):
    before = an_incident(state=state)

    after = rules.say_more(before, FINN, "It is the EU tab", later(hours=1))

    assert after == replace(before, changed_at=later(hours=1), version=before.version + 1)


def test_only_the_requester_says_more():
    with pytest.raises(Refusal) as refused:
        rules.say_more(an_incident(), ADA, "It is the EU tab", NOW)

    assert refused.value.reason is Reason.NOT_THE_REQUESTER


def test_saying_nothing_is_not_saying_more():
    with pytest.raises(Refusal) as refused:
        rules.say_more(an_incident(), FINN, " \n", NOW)

    assert refused.value.reason in {Reason.NO_REASON, Reason.NOTHING_TYPED}


# --- what a refusal says -----------------------------------------------------------------------


@pytest.mark.parametrize(("number", "text"), [(Number(42), "not_yours (42)"), (None, "not_yours")])
def test_a_refusals_text_is_for_the_log(number, text):
    assert str(Refusal(Reason.NOT_YOURS, number)) == text


def test_the_cast_of_these_tests_is_in_the_roles_that_the_law_names():
    adas = an_incident(state=State.CLAIMED, owner=ADA)

    roles = {who: settings().actor(who, adas).roles for who in (FINN, ADA, BO, LOU, ZOE)}

    assert roles == {
        FINN: {Role.REQUESTER},
        ADA: {Role.OWNER, Role.MEMBER},
        BO: {Role.MEMBER},
        LOU: {Role.LEAD},
        ZOE: {Role.OTHER},
    }
