"""Each check by itself: what is a finding and what is none."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import SteppedClock
from bot.domain.finding import Check, Finding, Level
from bot.domain.ids import ChannelId, Front, UserId, WorkspaceId
from bot.domain.plan import Plan
from bot.domain.settings import Channels, Emoji, Members, Settings, Team
from bot.fakeslack import FakeSlack, Installation
from bot.services.settings import SECTIONS
from bot.slack import checkup
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES, manifest
from bot.slack.speech import LANGUAGES, speech_in

ASKED = datetime(2026, 11, 24, 11, tzinfo=UTC)
ANSWERED = ASKED + timedelta(seconds=0.5)
GRANTED = {*SCOPES, *OPTIONAL_SCOPES}


@pytest.fixture
def slack(clock: SteppedClock) -> Iterator[FakeSlack]:
    """Give a workspace."""
    with FakeSlack.start(now=clock.now) as slack:
        yield slack


@pytest.fixture
def app(slack: FakeSlack) -> Installation:
    """Give the app, installed."""
    return slack.install(manifest())


@pytest.fixture
def client(slack: FakeSlack, app: Installation) -> WebClient:
    """Give a client with the app's token."""
    return WebClient(token=app.bot_token, base_url=slack.api_url, timeout=2, retry_handlers=[])


class StandIn(WebClient):
    """A client that has its answers already."""

    def __init__(self, **answers: dict[str, Any]) -> None:
        super().__init__()
        self.answers = answers

    def auth_test(self, **_: Any) -> Any:
        """Answer."""
        return self.answers.get("us", {"team_id": "T1"})

    def conversations_info(self, **_: Any) -> Any:
        """Answer."""
        return {"channel": {"name": "data", "is_member": True} | self.answers["channel"]}

    def users_info(self, **_: Any) -> Any:
        """Answer."""
        return {"user": {"id": "U1", "team_id": "T1", "name": "ada"} | self.answers["user"]}

    def emoji_list(self, include_categories: bool | None = None, **_: Any) -> Any:
        """Answer."""
        return self.answers["emoji"]


def names(findings: list[Finding]) -> list[str]:
    """Return what was found, by name."""
    return [one.name for one in findings]


def with_channel(channel: str = "C1") -> Settings:
    return Settings(channels=Channels(requests=ChannelId(channel)))


def with_admin(*users: str) -> Settings:
    return Settings(team=Team(admins=tuple(UserId(user) for user in users)))


# --- channels --------------------------------------------------------------------------------


def test_only_channels_that_are_set_are_looked_at(client: WebClient, slack: FakeSlack):
    assert checkup.of_channels(client, Settings()) == []
    assert slack.calls == []


@pytest.mark.parametrize("restriction", ["is_read_only", "is_thread_only"])
def test_a_channel_where_only_some_may_write_is_named(restriction: str):
    found = checkup.of_channels(StandIn(channel={restriction: True}), with_channel())

    assert names(found) == ["finding-channel-restricted"]


def test_an_archived_channel_that_is_shared_as_well_is_named_for_both():
    both = StandIn(channel={"is_archived": True, "is_ext_shared": True})

    found = checkup.of_channels(both, with_channel())

    assert names(found) == ["finding-channel-archived", "finding-channel-shared"]


def test_every_channel_is_looked_at(client: WebClient):
    channels = Channels(
        requests=ChannelId("C1"), preemption=ChannelId("C2"), engineering=ChannelId("C3")
    )

    found = checkup.of_channels(client, Settings(channels=channels))

    assert [dict(one.facts)["setting"] for one in found] == [
        "channels.requests",
        "channels.preemption",
        "channels.engineering",
    ]


def test_who_may_not_look_says_which_scope_is_missing(
    client: WebClient, slack: FakeSlack, app: Installation
):
    channel = slack.channel("data", members=[app])
    slack.withdraw_scopes(app, "channels:read")

    (found,) = checkup.of_channels(client, with_channel(channel.id))

    assert found.name == "finding-may-not-look"
    assert "channels:read" in checkup.spoken(found, speech_in("en"))


# --- people ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("user", "us", "is_one"),
    [
        pytest.param({}, {"team_id": "T1"}, False, id="a colleague"),
        pytest.param({"is_stranger": True}, {"team_id": "T1"}, True, id="marked as one"),
        pytest.param({"team_id": "T2"}, {"team_id": "T1"}, True, id="met in a shared channel"),
        pytest.param(
            {"team_id": "T2", "enterprise_user": {"enterprise_id": "E1"}},
            {"team_id": "T1", "enterprise_id": "E1"},
            False,
            id="of another workspace of the same organisation",
        ),
        pytest.param(
            {"team_id": "T2", "enterprise_user": {"enterprise_id": "E2"}},
            {"team_id": "T1", "enterprise_id": "E1"},
            True,
            id="of another organisation",
        ),
        pytest.param(
            {"team_id": "E1"},
            {"team_id": "T1", "enterprise_id": "E1"},
            False,
            id="of the organisation itself",
        ),
    ],
)
def test_a_stranger_is_told_from_a_colleague(
    user: dict[str, Any], us: dict[str, Any], is_one: bool
):
    found = checkup.of_section(StandIn(user=user, us=us), with_admin("U1"), "team")

    assert names(found) == ["finding-person-stranger"] * is_one


def test_a_deactivated_bot_or_guest_is_only_deactivated():
    gone = StandIn(user={"deleted": True, "is_bot": True, "is_restricted": True})

    assert names(checkup.of_section(gone, with_admin("U1"), "team")) == ["finding-person-gone"]


def test_who_is_named_twice_is_asked_for_once(client: WebClient, slack: FakeSlack):
    ada = UserId(slack.person("ada", deleted=True).id)
    settings = Settings(team=Team(admins=(ada,)), members=Members(rapid_response=(ada,)))

    (found,) = checkup.of_people(client, settings)

    assert dict(found.facts)["setting"] == "team.admins, members.rapid_response"
    assert len(slack.calls_of("users.info")) == 1


def test_an_answer_that_nobody_expected_is_told_with_its_code(client: WebClient, slack: FakeSlack):
    slack.faults.answer("users.info", error="ekm_access_denied")

    (found,) = checkup.of_section(client, with_admin("U0ADA"), "team")

    assert found.name == "finding-declined"
    assert "`ekm_access_denied`" in checkup.spoken(found, speech_in("en"))


# --- emoji -----------------------------------------------------------------------------------


def test_custom_emoji_and_their_aliases_exist(client: WebClient, slack: FakeSlack):
    slack.custom_emoji("hydrant")
    slack.custom_emoji("plug", alias_of="hydrant")

    assert checkup.of_emoji(client, Settings(emoji=Emoji(claim=("hydrant", "plug", "+1")))) == []


def test_without_a_list_of_the_standard_emoji_none_is_doubted():
    assert checkup.of_emoji(StandIn(emoji={"emoji": {}}), Settings()) == []


def test_without_its_scope_the_check_of_emoji_is_a_loss(
    client: WebClient, slack: FakeSlack, app: Installation
):
    slack.withdraw_scopes(app, "emoji:read")

    (found,) = checkup.of_emoji(client, Settings())

    assert (found.name, found.level) == ("finding-loss-emoji", Level.LOSS)


def test_an_emoji_that_is_no_name_can_ping_nobody(client: WebClient):
    settings = Settings(emoji=Emoji(claim=("<!channel>",)))

    (found,) = checkup.of_emoji(client, settings)

    speech = speech_in("en")
    assert "<!channel>" not in speech(found.name, **dict(found.facts))
    assert "`:<!channel>:`" in checkup.spoken(found, speech)


# --- rotations -------------------------------------------------------------------------------


def with_rotation(*members: str, group: str | None = None, name: str = "primary") -> Settings:
    """Return settings with a rotation, and U1 alone in the team."""
    plan = Plan(name=name, members=tuple(UserId(user) for user in members), user_group=group)
    return Settings(members=Members(rapid_response=(UserId("U1"),)), rotations=(plan,))


def test_without_rotations_nobody_is_asked(client: WebClient, slack: FakeSlack):
    assert checkup.of_rotations(client, Settings()) == []
    assert slack.calls == []


@pytest.mark.parametrize(
    ("members", "found"),
    [
        (("U1",), []),
        (("U1", "U2"), ["finding-rotation-outsider"]),
        (("U2", "U3"), ["finding-rotation-nobody"]),
    ],
)
def test_members_whom_turns_pass_are_named(members: tuple[str, ...], found: list[str]):
    us = StandIn(user={})

    assert names(checkup.of_rotations(us, with_rotation(*members))) == found


def test_a_member_who_cannot_be_on_call_is_named_with_the_rotation(
    client: WebClient, slack: FakeSlack
):
    gone = slack.person("gone", deleted=True)

    found = checkup.of_rotations(client, with_rotation("U1", gone.id, name="<!here>"))

    (left,) = (one for one in found if one.name == "finding-person-gone")
    assert dict(left.facts)["setting"] == "rotations.&lt;!here&gt;.members"
    assert "`rotations.<!here>.members`" in checkup.spoken(left, speech_in("en"))


@pytest.mark.parametrize(
    ("is_disabled", "found"), [(False, []), (True, ["finding-group-disabled"])]
)
def test_a_user_group_that_is_disabled_is_named_by_its_handle(
    client: WebClient, slack: FakeSlack, is_disabled: bool, found: list[str]
):
    ada = slack.person("ada")
    group = slack.usergroup("data-rapid", [ada], disabled=is_disabled)
    settings = replace(
        with_rotation(ada.id, group=group.id), members=Members(rapid_response=(UserId(ada.id),))
    )

    findings = checkup.of_rotations(client, settings)

    assert names(findings) == found
    assert all("@data-rapid" in checkup.spoken(one, speech_in("en")) for one in findings)


def test_a_user_group_that_does_not_exist_is_named(client: WebClient):
    found = checkup.of_rotations(client, with_rotation(group="S0NONE"))

    assert "finding-group-unknown" in names(found)


def test_user_groups_cannot_be_looked_at_without_their_scope(
    client: WebClient, slack: FakeSlack, app: Installation
):
    slack.withdraw_scopes(app, "usergroups:read")

    found = checkup.of_rotations(client, with_rotation(group="S0NONE"))

    (lost,) = (one for one in found if one.name == "finding-loss-groups")
    assert lost.level is Level.LOSS


def test_a_workspace_whose_plan_has_no_user_groups_says_so(client: WebClient, slack: FakeSlack):
    slack.faults.answer("usergroups.list", error="plan_upgrade_required")

    found = checkup.of_rotations(client, with_rotation(group="S0NONE"))

    assert ("finding-declined", "plan_upgrade_required") in [
        (one.name, dict(one.facts).get("code")) for one in found
    ]


# --- sections --------------------------------------------------------------------------------


def test_a_section_is_looked_at_by_itself(client: WebClient):
    settings = Settings(
        team=Team(admins=(UserId("U1"),)),
        channels=Channels(requests=ChannelId("C1")),
        members=Members(leads=(UserId("U2"),)),
        emoji=Emoji(answer=("nothing_of_the_kind",)),
        rotations=(Plan(name="primary", members=(UserId("U2"),)),),
    )

    found = {
        section: [
            (one.name, dict(one.facts).get("setting"))
            for one in checkup.of_section(client, settings, section)
        ]
        for section in SECTIONS
    }

    assert found == {
        "team": [("finding-person-unknown", "team.admins")],
        "channels": [("finding-channel-unknown", "channels.requests")],
        "members": [
            ("finding-team-empty", None),
            ("finding-person-unknown", "members.leads"),
        ],
        "emoji": [("finding-emoji-unknown", "emoji.answer")],
        "timing": [],
        "filing": [],
        "closing": [],
        "texts": [],
        "rotations": [("finding-person-unknown", "rotations.primary.members")],
    }


def test_slack_that_is_away_is_no_finding_of_a_section(client: WebClient, slack: FakeSlack):
    slack.faults.answer("conversations.info", status=503, html=True)

    with pytest.raises(SlackApiError):
        checkup.of_section(client, with_channel(), "channels")


# --- scopes and the clock --------------------------------------------------------------------


def test_all_scopes_granted_is_no_finding():
    assert checkup.of_scopes(GRANTED) == []


@pytest.mark.parametrize("scope", SCOPES)
def test_a_missing_scope_is_a_problem_that_names_what_fails(scope: str):
    (found,) = checkup.of_scopes(GRANTED - {scope})

    assert found.level is Level.PROBLEM
    assert dict(found.facts)["scope"] == scope
    assert dict(found.facts)["needs"]


@pytest.mark.parametrize("scope", OPTIONAL_SCOPES)
def test_a_missing_optional_scope_is_a_loss_with_words_of_its_own(scope: str):
    (found,) = checkup.of_scopes(GRANTED - {scope})

    assert found.level is Level.LOSS
    assert found.name != "finding-loss-other"


@pytest.mark.parametrize(
    ("date", "found"),
    [
        pytest.param("Tue, 24 Nov 2026 11:00:00 GMT", None, id="the same"),
        pytest.param("Tue, 24 Nov 2026 11:01:00 GMT", None, id="a minute behind"),
        pytest.param("Tue, 24 Nov 2026 10:58:59 GMT", None, id="a minute ahead, and the second"),
        pytest.param("Tue, 24 Nov 2026 11:01:02 GMT", ("62", "behind"), id="behind"),
        pytest.param("Tue, 24 Nov 2026 10:58:58 GMT", ("61", "ahead"), id="ahead"),
        pytest.param("Mon, 23 Nov 2026 11:00:00 GMT", ("86399", "ahead"), id="a day ahead"),
        pytest.param("yesterday", None, id="no date"),
    ],
)
def test_a_clock_may_be_a_minute_off(date: str, found: tuple[str, str] | None):
    findings = checkup.of_clock(date, ASKED, ANSWERED)

    told = [(facts["seconds"], facts["way"]) for facts in (dict(one.facts) for one in findings)]
    assert told == ([found] if found else [])


# --- the first call --------------------------------------------------------------------------


def test_nobody_waits_for_an_answer_that_does_not_come(clock: SteppedClock):
    enough = threading.Event()

    class Silent(StandIn):
        def auth_test(self, **_: Any) -> Any:
            enough.wait(10)
            return super().auth_test()

    greeting = checkup.greet(Silent(), clock.now, patience=0.01)
    enough.set()

    assert greeting.is_away
    assert names([greeting.refusal] if greeting.refusal else []) == ["finding-slack-away"]


def test_slack_that_is_away_is_not_asked_about_the_other_token(
    client: WebClient, slack: FakeSlack, clock: SteppedClock
):
    slack.faults.down()

    greeting = checkup.greet(client, clock.now)
    found = checkup.of_tokens(client, "xapp-1", greeting)

    assert names(found) == ["finding-slack-away"]
    assert [call.method for call in slack.calls] == ["auth.test"]


def test_the_first_call_tells_who_we_are_and_what_we_may(
    client: WebClient, app: Installation, clock: SteppedClock
):
    greeting = checkup.greet(client, clock.now)

    assert greeting.front == Front(WorkspaceId(app.team_id))
    assert greeting.scopes == frozenset(app.scopes)
    assert greeting.lets(client, "users:read") is client
    assert greeting.lets(client, "files:read") is None


# --- a round ---------------------------------------------------------------------------------


def test_a_bug_in_a_check_is_no_finding(client: WebClient):
    def broken() -> list[Finding]:
        raise LookupError("a bug")

    with pytest.raises(LookupError):
        checkup.Round(client).look("clock", broken)


def test_after_a_connection_failed_nobody_asks_again(client: WebClient):
    def cut_off() -> list[Finding]:
        raise URLError(ConnectionRefusedError())

    look = checkup.Round(client).look

    (found,) = look("channels", cut_off).findings or ()
    assert (found.check, found.name) == ("channels", "finding-slack-away")
    assert look("people", list) == Check(name="people", findings=None)


def test_a_loss_alone_passes():
    loss = Finding(check="emoji", name="finding-loss-emoji", level=Level.LOSS)
    problem = Finding(check="emoji", name="finding-emoji-unknown")

    assert Check(name="emoji", findings=(loss,)).is_passed
    assert not Check(name="emoji", findings=(loss, problem)).is_passed


# --- what is said ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_slack_a_finding_links_to_its_channel(language: str):
    (found,) = checkup.of_channels(StandIn(channel={"is_member": False}), with_channel())

    said = speech_in(language)(found.name, **dict(found.facts))

    assert "<#C1>" in said
    assert "`/invite @Hydrant`" in said
    assert "#data (C1)" in checkup.spoken(found, speech_in(language))
