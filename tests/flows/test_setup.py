"""An admin sets the team up and changes its settings, in Slack alone."""

import pytest

from bot.fakeslack import Delivery, Person, View
from bot.fakeslack.traits import UserTraits
from bot.services.settings import SECTIONS
from tests.flows.office import Office


@pytest.fixture
def desk(office: Office) -> "Desk":
    """Give the office a way to the settings."""
    return Desk(office)


class Desk:
    """What people do with the settings, and what the bot then has."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.front = office.bot.identity.front
        self.services = office.bot.services

    def asks(self, who: Person) -> Delivery:
        """Type the command."""
        return who.types("/rapid-setup", in_=self.office.general)

    def opens(self, who: Person) -> View:
        """Open the list of sections."""
        self.asks(who)
        return self.seen(who)

    def changes(self, who: Person, section: str) -> View:
        """Open the list, and the form of a section on top of it."""
        who.presses(self.opens(who), section)
        return self.seen(who)

    def saves(self, who: Person, section: str, **fields: object) -> View:
        """Fill the form of a section in and send it."""
        self.changes(who, section)
        return self.sends(who, **fields)

    def sends(self, who: Person, **fields: object) -> View:
        """Fill the form that is open in and send it."""
        for field, value in fields.items():
            who.fills(field, value)
        assert who.submits().acked
        return self.seen(who)

    def seen(self, who: Person) -> View:
        """What somebody has on their screen."""
        view = who.modal
        assert view is not None, f"{who.name} has nothing open"
        return view

    @property
    def current(self):
        """The settings in force."""
        return self.services.settings.current(self.front)

    def forgets_admins(self) -> None:
        """Leave the team without an admin, as it was before the first."""
        self.services.settings.replace(self.front, "[team]\n")


# --- who may ---------------------------------------------------------------------------------


def test_an_admin_sees_what_each_section_is_for_and_what_is_set(office: Office, desk: Desk):
    view = desk.opens(office.mira)

    said = view.plain()
    assert view.button_labels() == ["Change"] * (len(SECTIONS) + 1)
    assert f"Data, Europe/Berlin, English (United Kingdom). Admins: <@{office.mira.id}>" in said
    assert f"requests: <#{office.requests.id}>" in said
    assert f"Rapid Response <@{office.ada.id}>, <@{office.bo.id}> and <@{office.cy.id}>" in said
    assert "claim :eyes:" in said
    assert "after 10 minutes" in said
    assert "Everything as TOML" in said


def test_anybody_else_reads_who_the_admins_are(office: Office, desk: Desk):
    desk.asks(office.finn)

    assert office.finn.modal is None
    said = office.finn.last(office.general)
    assert said.ephemeral_to == office.finn.id
    assert f"Only my admins can change my settings: <@{office.mira.id}>" in said.text


def test_who_is_no_admin_any_more_changes_nothing_by_what_is_still_open(office: Office, desk: Desk):
    desk.changes(office.mira, "team")
    desk.services.settings.replace(desk.front, f'[team]\nadmins = ["{office.bo.id}"]')
    before = desk.current

    view = desk.sends(office.mira, name="Mine")

    assert "Only the admins" in view.errors["name"]
    assert desk.current == before


def test_who_is_no_admin_any_more_opens_no_form(office: Office, desk: Desk):
    hub = desk.opens(office.mira)
    desk.services.settings.replace(desk.front, f'[team]\nadmins = ["{office.bo.id}"]')

    office.mira.presses(hub, "team")
    office.settle()

    assert desk.seen(office.mira) is hub
    assert "Only the admins" in office.told(office.mira)[-1].text


# --- the first admin -------------------------------------------------------------------------


ROLES: list[UserTraits] = [{"is_admin": True}, {"is_owner": True}]


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_the_first_owner_or_admin_of_the_workspace_who_asks_becomes_the_admin(
    office: Office, desk: Desk, role: UserTraits
):
    desk.forgets_admins()
    zoe = office.slack.person("zoe", **role)

    desk.asks(zoe)
    at_once = zoe.last(office.general)
    office.settle()

    assert "I look whether you are an owner or admin" in at_once.text
    assert desk.current.team.admins == (zoe.id,)
    (told,) = office.told(zoe)
    assert "You are my first admin now" in told.text
    zoe.presses(told, "Open settings")
    assert "Settings" in desk.seen(zoe).title


def test_nobody_else_becomes_the_first_admin(office: Office, desk: Desk):
    desk.forgets_admins()

    desk.asks(office.finn)
    office.settle()

    assert desk.current.team.admins == ()
    assert "has to be an owner or admin of this workspace" in office.told(office.finn)[-1].text


def test_an_owner_who_asks_second_becomes_nothing(office: Office, desk: Desk):
    desk.forgets_admins()
    zoe = office.slack.person("zoe", is_owner=True)
    cy = office.slack.person("cy", is_admin=True)

    desk.asks(zoe)
    desk.asks(cy)
    office.settle()

    assert desk.current.team.admins == (zoe.id,)
    assert "You are no admin of mine" in office.told(cy)[-1].text


def test_an_owner_who_asks_where_there_is_an_admin_reads_who(office: Office, desk: Desk):
    zoe = office.slack.person("zoe", is_owner=True)

    desk.asks(zoe)
    office.settle()

    assert desk.current.team.admins == (office.mira.id,)
    assert f"<@{office.mira.id}>" in zoe.last(office.general).text


def test_a_team_is_set_up_from_nothing_without_a_file(office: Office, desk: Desk):
    office.forgets_channels()
    desk.forgets_admins()
    office.slack.person("mira", is_owner=True)
    desk.asks(office.mira)
    office.settle()

    office.mira.presses(office.told(office.mira)[-1], "Open settings")
    office.mira.presses(desk.seen(office.mira), "channels")
    desk.sends(office.mira, requests=office.requests)
    office.settle()
    office.mira.dismisses()
    office.mira.presses(desk.seen(office.mira), "members")
    desk.sends(office.mira, rapid_response=[office.ada, office.bo])
    office.settle()

    card = office.opens()
    office.ada.reacts("eyes", to=card)
    office.settle()
    assert office.owner() == office.ada.id


# --- saving ----------------------------------------------------------------------------------


def test_what_was_saved_holds_and_is_looked_at(office: Office, desk: Desk):
    view = desk.saves(office.mira, "team", name="Données 🔥", timezone="america/new york")
    at_once = view.plain()
    office.settle()

    assert "Saved. I am checking whether it works…" in at_once
    assert desk.current.team.name == "Données 🔥"
    assert desk.current.team.timezone == "America/New_York"
    assert "Saved. All of it works." in view.plain()
    assert not view.spec.get("submit")


def test_the_list_below_shows_what_is_set_now(office: Office, desk: Desk):
    desk.saves(office.mira, "timing", words_grace_minutes="0", stopgap_days="1")
    office.settle()
    office.mira.dismisses()

    said = desk.seen(office.mira).plain()
    assert "hears of an ending at once" in said
    assert "a stopgap holds for one day" in said


def test_a_form_sent_twice_is_saved_and_looked_at_once(office: Office, desk: Desk):
    view = desk.changes(office.mira, "team")
    office.mira.fills("name", "Twice")
    delivery = office.mira.submits()
    office.slack.redeliver(delivery)
    office.settle()

    assert desk.current.team.name == "Twice"
    assert "Saved. All of it works." in view.plain()


@pytest.mark.parametrize(
    ("section", "field", "value", "says"),
    [
        ("team", "timezone", "Mars/Olympus", "I know no time zone “Mars/Olympus”"),
        ("team", "name", "  ", "Please fill this in"),
        ("emoji", "claim", " , ", "Please fill this in"),
        ("emoji", "claim", "👀", "“👀” is no emoji name"),
        ("emoji", "answer", ":eyes:", ":eyes: means something else already"),
        ("emoji", "file", "raised_hand", ":raised_hand: means something else already"),
        ("timing", "stopgap_days", "366", "a number from 1 to 365"),
        ("timing", "words_grace_minutes", "121", "a number from 0 to 120"),
        ("closing", "tools", " \n", "Please fill this in"),
        ("closing", "tools", "Looker\nlooker \nLooker", "“Looker” is there twice"),
        ("closing", "tools", "x" * 41, "Please keep to 40 characters at most"),
        ("closing", "tools", "\n".join(map(str, range(21))), "Please keep to 20 at most"),
    ],
)
def test_what_is_refused_says_so_under_its_field_and_nothing_typed_is_lost(
    office: Office, desk: Desk, section: str, field: str, value: object, says: str
):
    before = desk.current

    view = desk.saves(office.mira, section, **{field: value})

    assert list(view.errors) == [field]
    assert says in view.errors[field]
    assert desk.current == before
    assert value in view.values[field][field].values()


def test_two_admins_who_change_different_sections_do_not_meet(office: Office, desk: Desk):
    desk.services.settings.replace(
        desk.front, f'[team]\nadmins = ["{office.mira.id}", "{office.bo.id}"]'
    )
    desk.changes(office.mira, "timing")
    desk.changes(office.bo, "texts")

    desk.sends(office.bo, form="Access requests go to IT.")
    desk.sends(office.mira, stopgap_days="7")

    assert desk.current.texts.form == "Access requests go to IT."
    assert desk.current.timing.stopgap_days == 7


def test_of_two_admins_in_one_section_the_second_overwrites_nothing(office: Office, desk: Desk):
    desk.services.settings.replace(
        desk.front, f'[team]\nadmins = ["{office.mira.id}", "{office.bo.id}"]'
    )
    desk.changes(office.mira, "timing")
    desk.changes(office.bo, "timing")

    desk.sends(office.bo, stopgap_days="14")
    view = desk.sends(office.mira, stopgap_days="7")

    assert "Somebody else changed it meanwhile" in view.errors["words_grace_minutes"]
    assert desk.current.timing.stopgap_days == 14
    assert view.values["stopgap_days"]["stopgap_days"]["value"] == "7"


# --- whether it works ------------------------------------------------------------------------


def test_a_channel_without_the_bot_is_found(office: Office, desk: Desk):
    lonely = office.slack.channel("lonely", members=[office.mira])

    view = desk.saves(office.mira, "channels", preemption=lonely)
    office.settle()

    assert "Saved, but one thing needs a look:" in view.plain()
    assert "/invite" in view.plain()
    assert desk.current.channels.preemption == lonely.id


def test_somebody_who_has_left_is_found(office: Office, desk: Desk):
    office.slack.person("zoe", deleted=True)

    view = desk.saves(office.mira, "members", rapid_response=[office.ada, office.zoe])
    office.settle()

    assert "Saved, but one thing needs a look:" in view.plain()
    assert f"<@{office.zoe.id}>" in view.plain()


def test_an_emoji_that_does_not_exist_is_found(office: Office, desk: Desk):
    view = desk.saves(office.mira, "emoji", claim="eyes on-it-dragon")
    office.settle()

    assert "on-it-dragon" in view.plain()
    assert desk.current.emoji.claim == ("eyes", "on-it-dragon")


def test_a_big_team_is_looked_at_with_few_calls(office: Office, desk: Desk):
    many = [office.slack.person(f"analyst{number}") for number in range(300)]
    quoted = ", ".join(f'"{one.id}"' for one in many)
    desk.services.settings.replace(desk.front, f"[members]\nrapid_response = [{quoted}]")

    view = desk.saves(office.mira, "members", leads=[office.ada])
    office.settle()

    assert "Saved. All of it works." in view.plain()
    assert len(office.slack.calls_of("users.list")) == 1
    assert len(office.slack.calls_of("users.info")) < 20


def test_who_closed_the_form_hears_of_what_does_not_work(office: Office, desk: Desk):
    lonely = office.slack.channel("lonely", members=[office.mira])
    desk.saves(office.mira, "channels", preemption=lonely)
    office.mira.dismisses(everything=True)
    office.settle()

    (told,) = office.told(office.mira)
    assert "Saved, but one thing needs a look:" in told.text
    assert "/invite" in told.text


def test_who_closed_the_form_hears_nothing_when_all_of_it_works(office: Office, desk: Desk):
    desk.saves(office.mira, "timing", stopgap_days="3")
    office.mira.dismisses(everything=True)
    office.settle()

    assert office.told(office.mira) == []


# --- everything as TOML ----------------------------------------------------------------------


def test_the_whole_file_can_be_copied_and_changed(office: Office, desk: Desk):
    view = desk.changes(office.mira, "everything")
    text = view.values["toml"]["toml"]["value"]
    assert text == desk.services.settings.export(desk.front)

    view = desk.sends(office.mira, toml=text.replace('name = "Data"', 'name = "Numbers"'))
    office.settle()

    assert desk.current.team.name == "Numbers"
    assert "Saved" in view.plain()


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('[team]\nname = "Data"\n\n\n\n\n[timing', "Line 7 cannot be read as TOML."),
        ("[team]\nnmae = 1", "There is no setting team.nmae."),
        ("[tema]", "There is no setting tema."),
        ("[timing]\nstopgap_days = 0", "timing.stopgap_days was not taken. Please give a number"),
        ('[team]\nadmins = ["mira"]', "team.admins.0 was not taken. “mira” is not a person's id."),
        ('[channels]\nrequests = "#x"', "“#x” is not a channel's id."),
        ('[team]\nlanguage = "klingon"', "I know no language “klingon”."),
        ('[emoji]\nask = ["eyes"]', "emoji.ask was not taken. :eyes: means something else"),
        ("[team]\n", "the last one cannot be taken away"),
        ("filing = 3", "filing was not taken. That does not fit here."),
        ("", "Please complete"),
    ],
)
def test_what_is_wrong_with_the_file_stands_under_it(
    office: Office, desk: Desk, toml: str, says: str
):
    before = desk.current
    desk.changes(office.mira, "everything")
    office.mira.fills("toml", toml)
    office.mira.submits()

    view = desk.seen(office.mira)
    assert says in view.errors["toml"]
    assert view.values["toml"]["toml"]["value"] == toml
    assert desk.current == before


def test_a_stale_copy_of_the_file_overwrites_nothing(office: Office, desk: Desk):
    view = desk.changes(office.mira, "everything")
    text = view.values["toml"]["toml"]["value"]
    desk.services.settings.replace(desk.front, "[timing]\nstopgap_days = 14")

    view = desk.sends(office.mira, toml=text.replace("30", "7"))

    assert "Somebody else changed the settings meanwhile" in view.errors["toml"]
    assert desk.current.timing.stopgap_days == 14


def test_a_file_too_long_for_slack_says_how_else(office: Office, desk: Desk):
    many = ", ".join(f'"U{number:09d}"' for number in range(500))
    desk.services.settings.replace(desk.front, f"[members]\nrapid_response = [{many}]")

    view = desk.changes(office.mira, "everything")

    assert "hydrant settings export" in view.plain()
    assert not view.spec.get("submit")


def test_five_hundred_members_fit_and_stay(office: Office, desk: Desk):
    many = [f"U{number:09d}" for number in range(500)]
    quoted = ", ".join(f'"{one}"' for one in many)
    desk.services.settings.replace(desk.front, f"[members]\nrapid_response = [{quoted}]")

    view = desk.changes(office.mira, "members")
    office.mira.fills("leads", [office.ada])
    assert office.mira.submits().acked

    assert "part 5" in view.plain() or view.callback_id == ""
    assert desk.current.members.rapid_response == tuple(many)
    assert desk.current.members.leads == (office.ada.id,)


# --- in the reader's language ----------------------------------------------------------------


def test_a_german_admin_sees_german(office: Office, desk: Desk):
    office.slack.person("mira", locale="de-DE")
    desk.asks(office.mira)
    office.settle()

    hub = desk.opens(office.mira).plain()
    view = desk.saves(office.mira, "team", timezone="Mars/Olympus")
    refused, form = view.errors["timezone"], view.plain()
    view = desk.sends(office.mira, timezone="Europe/Berlin")
    office.settle()

    assert "Welches Emoji was bewirkt" in hub
    assert "Deutsch" in form
    assert "Eine Zeitzone „Mars/Olympus“ kenne ich nicht" in refused
    assert "Gespeichert. Alles funktioniert." in view.plain()
