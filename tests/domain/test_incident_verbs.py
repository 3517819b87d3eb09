"""The buttons that somebody is shown are the verbs that would do something for them."""

import hypothesis.strategies as st
import pytest
from hypothesis import given
from hypothesis import settings as examples

from bot.domain.errors import Refusal
from bot.domain.ids import UserId
from bot.domain.incident import Actor, Incident, Role, State, Verb, open_to
from tests.builders import (
    ADA,
    ANALYSTS,
    BO,
    CY,
    EVERYONE,
    FINN,
    LOU,
    ZOE,
    an_incident,
    do,
    towards,
)

ANYBODY = st.sampled_from(EVERYONE)


def _does_something(verb: Verb, incident: Incident, by: Actor) -> bool:
    try:
        return do(verb, incident, by) is not incident
    except Refusal:
        return False


def _verbs(incident: Incident, by: Actor) -> set[Verb]:
    """Return what the rules let them do; to take one's own over is to claim it."""
    verbs = {verb for verb in Verb if _does_something(verb, incident, by)}
    is_own = incident.owner == by.user_id
    # Reassigned to whom, is asked later: it is open even where the one who is tried has it.
    if incident.owner == CY and Role.MEMBER in by.roles and by.roles & {Role.OWNER, Role.LEAD}:
        verbs |= {Verb.REASSIGN} if incident.state is State.CLAIMED else set()
    return verbs - ({Verb.TAKE_OVER} if is_own else set())


def _owned(state: State, owner: UserId) -> UserId | None:
    return None if state is State.NEW else owner


@examples(max_examples=400)
@given(
    state=st.sampled_from(State),
    owner=st.sampled_from([ADA, BO, ZOE]),
    requester=ANYBODY,
    user=ANYBODY,
)
def test_a_verb_is_open_to_whom_it_would_not_be_refused(state, owner, requester, user):
    incident = an_incident(state=state, owner=_owned(state, owner), requester=requester)

    by = towards(incident, user)

    assert open_to(incident, by) == _verbs(incident, by)


@examples(max_examples=400)
@given(
    state=st.sampled_from(State),
    owner=st.sampled_from([ADA, BO]),
    user=st.sampled_from([ADA, BO, FINN]),
    roles=st.sets(st.sampled_from(sorted(set(Role) - {Role.OWNER})), min_size=1),
)
def test_many_roles_open_what_each_of_them_opens(state, owner, user, roles):
    incident = an_incident(state=state, owner=_owned(state, owner))
    owns = {Role.OWNER} if user == incident.owner and Role.MEMBER in roles else set()

    by = Actor(user_id=user, roles=frozenset(roles | owns))

    assert open_to(incident, by) == _verbs(incident, by)


ALL_MAY_BE_TRIED = {Verb.DECLINE, Verb.MARK_DUPLICATE, Verb.CHANGE_SEVERITY}


@pytest.mark.parametrize(
    ("state", "user", "verbs"),
    [
        (State.NEW, BO, {Verb.CLAIM, Verb.STOPGAP, Verb.ANSWER} | ALL_MAY_BE_TRIED),
        (State.NEW, FINN, {Verb.WITHDRAW}),
        (State.NEW, LOU, set()),
        (State.NEW, ZOE, set()),
        (
            State.CLAIMED,
            ADA,
            {Verb.RELEASE, Verb.ASK, Verb.PARK, Verb.STOPGAP, Verb.ANSWER, Verb.REASSIGN}
            | ALL_MAY_BE_TRIED,
        ),
        (State.CLAIMED, BO, {Verb.TAKE_OVER, Verb.PARK} | ALL_MAY_BE_TRIED),
        (State.CLAIMED, LOU, {Verb.RELEASE, Verb.REASSIGN}),
        (State.CLAIMED, FINN, {Verb.WITHDRAW}),
        (
            State.NEEDS_INFO,
            ADA,
            {Verb.CLAIM, Verb.RELEASE, Verb.REPLY, Verb.STOPGAP, Verb.ANSWER, Verb.REASSIGN}
            | {Verb.PARK}
            | ALL_MAY_BE_TRIED,
        ),
        (State.NEEDS_INFO, FINN, {Verb.REPLY, Verb.WITHDRAW}),
        (
            State.PARKED,
            ADA,
            {Verb.CLAIM, Verb.RELEASE, Verb.STOPGAP, Verb.ANSWER, Verb.REASSIGN} | ALL_MAY_BE_TRIED,
        ),
        (State.PARKED, BO, {Verb.TAKE_OVER} | ALL_MAY_BE_TRIED),
        (State.PARKED, LOU, {Verb.RELEASE, Verb.REASSIGN}),
        (State.PARKED, FINN, {Verb.WITHDRAW}),
        (State.ANSWERED, ADA, {Verb.REOPEN}),
        (State.ANSWERED, FINN, {Verb.REOPEN}),
        (State.ANSWERED, ZOE, set()),
    ],
)
def test_everyone_is_shown_what_they_may_do(state, user, verbs):
    incident = an_incident(state=state, owner=_owned(state, ADA))

    assert open_to(incident, towards(incident, user)) == verbs


@pytest.mark.parametrize("user", ANALYSTS)
def test_what_nobody_has_is_taken_over_by_nobody(user):
    incident = an_incident()

    assert Verb.TAKE_OVER not in open_to(incident, towards(incident, user))
