"""An admin adds a rotation, changes it and removes it, and sees first what that would mean."""

import pytest

from bot.domain.ids import UserId
from bot.fakeslack import Message, Person, View
from tests.flows.office import Office


@pytest.fixture
def desk(office: Office) -> "Desk":
    """Give the office a way to its rotations."""
    return Desk(office)


class Desk:
    """What admins do with rotations, and what the bot then has."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.front = office.bot.identity.front
        self.services = office.bot.services

    def opens(self, who: Person | None = None) -> View:
        """Open the list of rotations."""
        mira = who or self.office.mira
        mira.types("/rapid-setup", in_=self.office.general)
        mira.presses(self.seen(mira), "rotations")
        return self.seen(mira)

    def adds(self, **fields: object) -> View:
        """Fill the form of a new rotation in, and send it for its preview."""
        self.office.mira.presses(self.opens(), "Add a rotation")
        return self.sends(**fields)

    def changes(self, **fields: object) -> View:
        """Fill the form of the first rotation in, and send it for its preview."""
        self.office.mira.presses(self.opens(), "Change")
        return self.sends(**fields)

    def sends(self, **fields: object) -> View:
        """Fill the form that is open in, and send it."""
        for field, value in fields.items():
            self.office.mira.fills(field.replace("__", ":"), value)
        assert self.office.mira.submits().acked
        return self.seen()

    def saves(self) -> View:
        """Save what the preview is about."""
        assert self.office.mira.submits().acked
        return self.seen()

    def has_primary(self, *members: Person) -> None:
        """Have a rotation of people who have all accepted."""
        quoted = ", ".join(f'"{one.id}"' for one in members)
        self.office.settings_are(f'[[rotations]]\nname = "primary"\nmembers = [{quoted}]')
        for one in members:
            self.services.rota.join(self.front, UserId(one.id), "primary")
        self.office.settle()

    def seen(self, who: Person | None = None) -> View:
        """What somebody has on their screen."""
        view = (who or self.office.mira).modal
        assert view is not None
        return view

    @property
    def rotations(self):
        """The rotations of the settings in force."""
        return self.services.settings.current(self.front).rotations

    def told(self, who: Person) -> list[Message]:
        """What the bot has written to somebody, once all is said."""
        self.office.settle()
        return self.office.told(who)


def turns(view: View) -> tuple[list[str], list[str]]:
    """Return whose turns a preview has, before and after."""
    (fields,) = (block["fields"] for block in view.blocks if "fields" in block)
    before, after = (
        [line.rpartition(" ")[2] for line in one["text"].splitlines() if "<@" in line]
        for one in fields
    )
    return before, after


def named(*people: Person) -> list[str]:
    """Return people as they are mentioned."""
    return [f"<@{one.id}>" for one in people]


# --- adding ----------------------------------------------------------------------------------


def test_a_first_rotation_is_previewed_saved_and_its_members_are_asked(office: Office, desk: Desk):
    empty = desk.opens().plain()

    preview = desk.adds(name="primary", members=[office.ada, office.bo], hours="mon-fri 9-17")
    shown, previewed = preview.plain(), turns(preview)
    nothing_yet = desk.rotations
    saved = desk.saves()
    at_once = saved.plain()
    office.settle()

    assert "There is no rotation yet." in empty
    assert "Every week, hand-off on Monday at 09:00 (Europe/Berlin)" in shown
    assert "whoever is new is asked when you save:" in shown
    assert previewed[0] == []
    assert previewed[1][:2] in (named(office.ada, office.bo), named(office.bo, office.ada))
    assert nothing_yet == ()
    assert "Saved. I am checking whether it works" in at_once
    assert "Saved. All of it works." in saved.plain()
    assert [(one.name, one.members) for one in desk.rotations] == [
        ("primary", (office.ada.id, office.bo.id))
    ]
    assert len(desk.told(office.ada)) == len(desk.told(office.bo)) == 1


def test_the_lists_below_show_what_is_set_now(office: Office, desk: Desk):
    desk.adds(name="primary", members=[office.ada])
    desk.saves()
    office.settle()

    office.mira.dismisses()
    listed = desk.seen().plain()
    office.mira.dismisses()

    assert f"In order: <@{office.ada.id}> (has yet to accept)" in listed
    assert desk.seen().title == "Settings"
    assert "Now: primary." in desk.seen().plain()


def test_nothing_that_was_filled_in_is_lost_on_the_way_back(office: Office, desk: Desk):
    preview = desk.adds(
        name="primary",
        members=[office.bo, office.ada],
        length="3",
        every="day",
        starts="2026-12-01",
        starts__time="08:30",
        timezone="america/new york",
        hours="mon-fri 9-17\nsat 10-12",
    )

    office.mira.presses(preview, "Back to the form")
    again = desk.seen()
    values = {key: next(iter(held.values())) for key, held in again.values.items()}
    office.mira.fills("length", "2")
    seen = desk.sends().plain()

    assert values["name"]["value"] == "primary"
    assert values["members"]["selected_users"] == [office.bo.id, office.ada.id]
    assert values["starts"]["selected_date"] == "2026-12-01"
    assert values["starts:time"]["selected_time"] == "08:30"
    assert values["timezone"]["value"] == "America/New_York"
    assert values["hours"]["value"] == "mon-fri 09:00-17:00\nsat 10:00-12:00"
    assert "Every 2 days, hand-off at 08:30 (America/New_York)" in seen
    assert desk.rotations == ()


def test_a_preview_that_is_left_saves_nothing(office: Office, desk: Desk):
    desk.adds(name="primary", members=[office.ada])

    office.mira.dismisses()
    office.settle()

    assert desk.rotations == ()
    assert office.told(office.ada) == []


def test_saving_twice_asks_once(office: Office, desk: Desk):
    desk.adds(name="primary", members=[office.ada])
    delivery = office.mira.submits()
    office.slack.redeliver(delivery)

    assert len(desk.told(office.ada)) == 1
    assert len(desk.rotations) == 1


# --- changing --------------------------------------------------------------------------------


def test_a_change_is_shown_before_and_after_and_told_to_whom_it_moves(office: Office, desk: Desk):
    desk.has_primary(office.ada, office.bo)
    heard = {one.name: len(desk.told(one)) for one in (office.ada, office.bo)}

    preview = desk.changes(every="day")
    (before, after), shown = turns(preview), preview.plain()
    desk.saves()
    office.passes(hours=1)

    assert set(before) == set(after) == {*named(office.ada, office.bo)}
    assert before[0] == after[0]
    assert "Every day, hand-off at 09:00 (UTC)" in shown
    assert [str(one.every) for one in desk.rotations] == ["day"]
    assert len(desk.told(office.ada)) > heard["ada"]
    assert len(desk.told(office.bo)) > heard["bo"]


def test_a_form_that_changes_nothing_says_so(office: Office, desk: Desk):
    desk.has_primary(office.ada, office.bo)
    before = desk.rotations

    preview = desk.changes().plain()
    desk.saves()

    assert "The next turns stay as they are." in preview
    assert desk.rotations == before


def test_the_name_of_a_rotation_is_no_field(office: Office, desk: Desk):
    desk.has_primary(office.ada)

    office.mira.presses(desk.opens(), "Change")

    assert "name" not in desk.seen().values
    assert "The rotation *primary*." in desk.seen().plain()


def test_a_rotation_can_fall_back_to_another_and_to_none_again(office: Office, desk: Desk):
    desk.has_primary(office.ada)
    desk.adds(name="backup", members=[office.bo])
    desk.saves()

    desk.changes(falls_back_to="backup")
    desk.saves()
    first = desk.rotations[0].falls_back_to
    desk.changes(falls_back_to="No other rotation")
    desk.saves()

    assert (first, desk.rotations[0].falls_back_to) == ("backup", None)


# --- bad input -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "Primary", "“primary” is there twice"),
        ("name", " ", "Please fill this in"),
        ("timezone", "Mars/Olympus", "I know no time zone “Mars/Olympus”"),
        ("hours", "whenever", "I cannot read “whenever” as working hours"),
        ("length", "0", "a number from 1 to 52"),
        ("user_group", "@data-rapid", "“@data-rapid” is not the id of a user group"),
    ],
)
def test_what_is_refused_says_so_under_its_field_and_nothing_typed_is_lost(
    office: Office, desk: Desk, field: str, value: str, says: str
):
    desk.has_primary(office.ada)
    before = desk.rotations

    view = desk.adds(**{"name": "nights", "members": [office.bo], field: value})

    assert list(view.errors) == [field]
    assert says in view.errors[field]
    assert desk.rotations == before
    assert value in view.values[field][field].values()


def test_nobody_can_be_sent_to_be_on_call_who_is_not_in_the_team(office: Office, desk: Desk):
    view = desk.adds(name="primary", members=[office.ada, office.finn])

    assert "is neither in Rapid Response nor a lead" in view.errors["members"]
    assert desk.rotations == ()


def test_somebody_who_has_left_is_named(office: Office, desk: Desk):
    desk.has_primary(office.ada, office.bo)
    office.slack.person("bo", deleted=True)
    office.settle()

    view = desk.changes(length="2")

    assert "“bo” cannot be on call" in view.errors["members"]
    assert desk.rotations[0].length == 1


def test_a_user_group_that_is_not_there_is_found_after_saving(office: Office, desk: Desk):
    desk.adds(name="primary", members=[office.ada], user_group="S0NONE")

    view = desk.saves()
    office.settle()

    assert "Saved, but one thing needs a look:" in view.plain()
    assert "there is no such user group" in view.plain()


# --- removing --------------------------------------------------------------------------------


def test_a_rotation_is_removed_from_the_list(office: Office, desk: Desk):
    desk.has_primary(office.ada)
    view = desk.opens()

    office.mira.presses(view, "Remove")
    office.settle()

    assert desk.rotations == ()
    assert "*primary* was removed." in view.plain()
    assert "There is no rotation yet." in view.plain()
    office.mira.dismisses()
    assert "Now: none." in desk.seen().plain()


def test_who_does_not_confirm_removes_nothing(office: Office, desk: Desk):
    desk.has_primary(office.ada)

    office.mira.presses(desk.opens(), "Remove", confirms=False)

    assert [one.name for one in desk.rotations] == ["primary"]


def test_a_rotation_that_another_needs_stays(office: Office, desk: Desk):
    office.settings_are(
        f'[[rotations]]\nname = "backup"\nmembers = ["{office.bo.id}"]\n'
        f'[[rotations]]\nname = "primary"\nmembers = ["{office.ada.id}"]\n'
        'falls_back_to = "backup"'
    )
    view = desk.opens()

    office.mira.presses(view, "Remove")

    assert "*backup* was not removed: another rotation falls back to it." in view.plain()
    assert len(desk.rotations) == 2


# --- two admins, and those who are none ------------------------------------------------------


def test_of_two_admins_the_second_overwrites_nothing_and_keeps_what_was_typed(
    office: Office, desk: Desk
):
    desk.has_primary(office.ada, office.bo)
    desk.changes(length="2")
    desk.services.rota.join(desk.front, UserId(office.cy.id), "primary")

    view = desk.saves()

    assert "Somebody else changed it meanwhile" in view.plain()
    assert view.values["length"]["length"]["value"] == "2"
    assert desk.rotations[0].length == 1
    assert office.cy.id in desk.rotations[0].members


def test_who_is_no_admin_any_more_saves_nothing(office: Office, desk: Desk):
    desk.has_primary(office.ada)
    desk.changes(length="2")
    office.settings_are(f'[team]\nadmins = ["{office.bo.id}"]')

    view = desk.saves()

    assert "Only the admins" in view.plain()
    assert desk.rotations[0].length == 1


def test_who_is_no_admin_any_more_removes_nothing(office: Office, desk: Desk):
    desk.has_primary(office.ada)
    view = desk.opens()
    office.settings_are(f'[team]\nadmins = ["{office.bo.id}"]')

    office.mira.presses(view, "Remove")

    assert len(desk.rotations) == 1
    assert "Only the admins" in desk.told(office.mira)[-1].text


def test_a_rotation_that_is_gone_is_not_opened(office: Office, desk: Desk):
    desk.has_primary(office.ada)
    view = desk.opens()
    desk.services.settings.remove_rotation(desk.front, UserId(office.mira.id), "primary")

    office.mira.presses(view, "Change")

    assert desk.seen() is view
    assert "Somebody else changed it meanwhile" in desk.told(office.mira)[-1].text


# --- in the reader's language ----------------------------------------------------------------


def test_a_german_admin_sees_german(office: Office, desk: Desk):
    office.slack.person("mira", locale="de-DE")
    office.mira.types("/rapid-setup", in_=office.general)
    office.settle()

    listed = desk.opens().plain()
    office.mira.presses(desk.seen(), "Rotation anlegen")
    preview = desk.sends(name="primary", members=[office.ada]).plain()

    assert "Es gibt noch keine Rotation." in listed
    assert "Jede Woche, Übergabe am Montag um 09:00 (Europe/Berlin)" in preview
    assert "Noch ist nichts gespeichert." in preview
