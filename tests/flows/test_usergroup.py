"""The handle of the team names whoever is on call; where Slack does not let it, the rota goes on.

Slack's rules: https://docs.slack.dev/reference/methods/usergroups.users.update
"""

import pytest

from bot.domain.ids import UserId
from bot.fakeslack.people import UserGroup
from tests.flows.office import Office
from tests.flows.rota import beats, join, plan, sleeps

NEXT_MONDAY = {"days": 5, "hours": 21}


def with_a_handle(office: Office, group: str) -> None:
    """Plan Ada and Bo in turn, with a handle for whoever is on call."""
    plan(office, office.ada, office.bo, more=f'user_group = "{group}"')
    join(office, office.ada, office.bo)


@pytest.fixture
def group(office: Office) -> UserGroup:
    """Give @data-rapid, which names Cy until the rota says otherwise."""
    return office.slack.usergroup("data-rapid", [office.cy])


def troubles(office: Office) -> list[str]:
    """What the admin has been told about the handle."""
    return [one.plain() for one in office.told(office.mira) if "user group" in one.plain()]


def writes(office: Office) -> int:
    return len(office.slack.calls_of("usergroups.users.update"))


# --- it follows ------------------------------------------------------------------------------


def test_the_handle_follows_hand_offs(office: Office, group: UserGroup):
    with_a_handle(office, group.id)
    assert group.users == [office.ada.id]

    sleeps(office, **NEXT_MONDAY)

    assert group.users == [office.bo.id]
    assert troubles(office) == []


def test_the_handle_follows_whoever_takes_over(office: Office, group: UserGroup):
    with_a_handle(office, group.id)

    office.bot.services.stand_ins.take(
        office.bot.identity.front, UserId(office.cy.id), None, "take:1"
    )
    office.settle()

    assert group.users == [office.cy.id]


def test_a_handle_that_is_right_is_not_written_again(office: Office, group: UserGroup):
    with_a_handle(office, group.id)
    written = writes(office)

    beats(office, "groups")

    assert writes(office) == written


def test_what_somebody_else_made_of_the_handle_is_put_right(office: Office, group: UserGroup):
    with_a_handle(office, group.id)
    group.users = [office.zoe.id, office.ada.id]

    beats(office, "groups")

    assert group.users == [office.ada.id]


def test_two_rotations_share_a_handle(office: Office, group: UserGroup):
    both = f'user_group = "{group.id}"'
    one = f'[[rotations]]\nname = "primary"\nmembers = ["{office.ada.id}"]\n{both}'
    two = f'[[rotations]]\nname = "backup"\nmembers = ["{office.bo.id}"]\n{both}'
    office.settings_are(f"{one}\n{two}")
    office.settle()

    join(office, office.ada, office.bo)

    assert sorted(group.users) == sorted([office.ada.id, office.bo.id])


def test_with_nobody_on_call_the_handle_stays_as_it_is(office: Office, group: UserGroup):
    with_a_handle(office, group.id)

    office.bot.services.rota.leave(office.bot.identity.front, UserId(office.ada.id), at_once=True)
    office.bot.services.rota.leave(office.bot.identity.front, UserId(office.bo.id), at_once=True)
    office.settle()

    assert len(group.users) == 1


# --- it does not -----------------------------------------------------------------------------


def breaks(office: Office, group: UserGroup, how: str) -> None:
    """Have Slack mind from now on that we write the handle: in this way, or with this code."""
    match how:
        case "closed to bots":
            office.slack.workspace.usergroup_editors = "admins"
        case "unpaid":
            office.slack.workspace.is_paid = False
        case "disabled":
            group.disabled = True
        case "gone":
            del office.slack.workspace.usergroups[group.id]
        case "without its scope":
            office.slack.withdraw_scopes(office.app, "usergroups:write")
        case code:
            office.slack.faults.answer("usergroups.users.update", error=code, times=9)


@pytest.mark.parametrize(
    ("how", "code", "cure"),
    [
        ("closed to bots", "permission_denied", "let everybody edit user groups"),
        ("unpaid", "plan_upgrade_required", "need a paid plan"),
        ("paid_teams_only", "paid_teams_only", "need a paid plan"),
        ("disabled", "no_such_subteam", "gone or disabled"),
        ("gone", "no_such_subteam", "gone or disabled"),
        ("without its scope", "missing_scope", "install me again"),
        ("invalid_users", "invalid_users", "Slack's page for that error"),
        ("no_users_provided", "no_users_provided", "Slack's page for that error"),
    ],
)
def test_whatever_slack_minds_the_hand_off_happens_and_the_admin_hears_of_it_once(
    office: Office, group: UserGroup, how: str, code: str, cure: str
):
    breaks(office, group, how)
    with_a_handle(office, group.id)

    sleeps(office, **NEXT_MONDAY)
    beats(office, "groups")

    (said,) = troubles(office)
    assert f"The user group <!subteam^{group.id}> does not follow the rota" in said
    assert f"`{code}`" in said
    assert cure in said
    assert office.bot.services.rota.on_call(office.bot.identity.front) == office.bo.id
    assert "You are on call until" in office.told(office.bo)[-1].plain()
