"""What admins see of the settings: Slack takes it, in each language, whatever is set."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings

from bot.domain.cadence import Unit
from bot.domain.content import Elected
from bot.domain.finding import Finding
from bot.domain.ids import ChannelId, UserId
from bot.domain.plan import Plan, read_window
from bot.domain.rotation import Segment, Shift, Why
from bot.domain.settings import (
    Channels,
    Closing,
    Emoji,
    Filing,
    Members,
    Settings,
    Team,
    Texts,
    Timing,
)
from bot.services.settings import (
    EVERYTHING,
    SECTIONS,
    Crew,
    Preview,
    RotationForm,
    Section,
    SettingsFile,
)
from bot.slack.render import rotations, setup, setup_fields
from bot.slack.render.parts import Block
from bot.slack.render.setup_fields import FORMS
from bot.slack.speech import Speech, speech_in
from tests.builders import ADA, BO, MIRA, NOW
from tests.slack.safe import NASTY, TYPED, faults_of, faults_of_view, in_every_language

ENGLISH = speech_in("en-GB")
CROWD = tuple(UserId(f"U0{number:07d}") for number in range(500))


def worst(text: str) -> Settings:
    """Return settings with the text wherever one can be, and with crowds everywhere."""
    return Settings(
        team=Team(name=text[:80], timezone="America/Argentina/ComodRivadavia", admins=CROWD),
        channels=Channels(requests=ChannelId("C0REQUESTS"), preemption=ChannelId("C0OTHER")),
        members=Members(rapid_response=CROWD, leads=CROWD, preemption=CROWD, engineering=CROWD),
        emoji=Emoji(claim=tuple(f"{number:02d}{'x' * 98}" for number in range(20))),
        closing=Closing(tools=(text[:40],) * 20),
        texts=Texts(form=text[:300], confirmation=text[:300], help=text[:300]),
        rotations=(worst_plan(text),) * 12,
    )


def worst_plan(text: str) -> Plan:
    """Return a rotation with the text wherever one can be, and with everything at its longest."""
    return Plan(
        name=text[:40],
        timezone="America/Argentina/ComodRivadavia",
        every=Unit.MONTH,
        length=52,
        starts=datetime.fromisoformat("2026-12-31T23:59"),
        hours=tuple(filter(None, [read_window("mon, wed, fri, sun 00:00-23:59")] * 14)),
        members=CROWD[:100],
        falls_back_to=text[:40],
        user_group="S0RAPID",
    )


def worst_crew(text: str) -> Crew:
    """Return such a rotation with nobody who takes turns."""
    people = CROWD[:100]
    return Crew(
        plan=worst_plan(text), waiting=people[:50], out=people[50:90], outsiders=people[90:]
    )


def worst_form(text: str, *, is_new: bool = True) -> RotationForm:
    """Return what the form of such a rotation begins with."""
    plan = worst_plan(text)
    body = {
        "name": plan.name,
        "timezone": plan.timezone,
        "every": "month",
        "length": 52,
        "starts": "2026-12-31T23:59:00",
        "hours": ["mon, wed, fri, sun 00:00-23:59"] * 14,
        "members": list(plan.members),
        "falls_back_to": plan.name,
        "user_group": plan.user_group,
    }
    # Names that are one on Slack's side would be told apart by nobody.
    others = tuple(f"{number:02d}{text[:38]}" for number in range(11))
    return RotationForm(body=body, is_new=is_new, others=others, version=10**9)


def worst_preview(text: str, count: int = 8) -> Preview:
    """Return what such a rotation would mean, with everything that can be said of it."""
    shifts = tuple(
        Shift(starts_at=NOW, ends_at=NOW + timedelta(days=7), person=one) for one in CROWD[:count]
    )
    gap = Segment(
        starts_at=NOW,
        ends_at=NOW + timedelta(days=1),
        person=None,
        why=Why.ALL_OFF,
        turn_of=None,
    )
    return Preview(
        crew=worst_crew(text),
        body=worst_form(text).body,
        before=shifts,
        after=shifts[::-1],
        gaps=(gap,) * 90,
    )


def a_form(name: str, speech: Speech, /, **body: object) -> dict[str, object]:
    """Return a form with the defaults in it, and this."""
    stored = getattr(SettingsFile(), name).model_dump(mode="json")
    return setup_fields.form(Section(name=name, body={**stored, **body}, version=1), speech)


@in_every_language
@given(text=TYPED)
@settings(max_examples=25)
def test_no_text_pings_forges_or_breaks_the_list(speech: Speech, text: str):
    assert faults_of_view(setup.hub(worst(text), speech)) == []


@in_every_language
@given(text=TYPED)
@settings(max_examples=25)
def test_no_text_pings_forges_or_breaks_what_is_said_of_rotations(speech: Speech, text: str):
    crews = [worst_crew(text)] * 12

    for view in (
        rotations.listed(crews, speech, rotations.removed(text, speech)),
        rotations.listed([], speech, rotations.kept(text, speech)),
        rotations.form(worst_form(text), speech),
        rotations.form(worst_form(text, is_new=False), speech),
        rotations.preview(worst_preview(text), worst_form(text), speech),
    ):
        assert faults_of_view(view) == []


@in_every_language
@pytest.mark.parametrize("text", NASTY)
def test_the_nastiest_texts_stand_in_their_forms_as_they_are(text: str, speech: Speech):
    view = a_form("texts", speech, form=text[:300], help=text[:300])

    assert faults_of_view(view) == []
    assert faults_of_view(setup_fields.whole_file(text[:3000], 1, speech)) == []


@in_every_language
@pytest.mark.parametrize("name", FORMS)
def test_nothing_of_a_form_is_cut(name: str, speech: Speech):
    view = a_form(name, speech)

    assert faults_of_view(view) == []
    assert "\u2026" not in str(view)


@in_every_language
def test_nothing_of_an_ordinary_list_is_cut(speech: Speech):
    view = setup.hub(Settings(), speech)

    assert faults_of_view(view) == []
    assert "\u2026" not in str(view)
    assert [block.get("block_id") for block in view["blocks"][1:]] == [*SECTIONS, EVERYTHING]


@in_every_language
@pytest.mark.parametrize("name", ["team", "members"])
def test_five_hundred_people_in_each_team_fit(name: str, speech: Speech):
    teams = {"admins": CROWD} if name == "team" else dict.fromkeys(Members.__slots__, CROWD)

    view = a_form(name, speech, **teams)

    assert faults_of_view(view) == []
    assert str(view).count(CROWD[-1]) == len(teams)


@in_every_language
def test_nothing_of_an_ordinary_rotation_is_cut(speech: Speech):
    plan = replace(worst_plan("primary"), members=(ADA, BO), falls_back_to="backup")
    crew = Crew(plan=plan, waiting=(ADA,), out=(BO,))
    asked = RotationForm(
        body={**worst_form("primary").body, "members": [ADA, BO]},
        is_new=True,
        others=("backup",),
        version=1,
    )
    seen = replace(worst_preview("primary"), crew=crew)

    for view in (
        rotations.listed([crew], speech),
        rotations.form(asked, speech),
        rotations.form(replace(asked, is_new=False), speech),
        replace_more(rotations.preview(seen, asked, speech), speech),
    ):
        assert faults_of_view(view) == []
        assert "\u2026" not in str(view)
        assert all(len(one["text"]["text"]) <= 30 for one in buttons(view))


def replace_more(view: Block, speech: Speech) -> Block:
    """Return the view without the line that says how many gaps are not named: it begins so."""
    more = speech("setup-rotation-gaps-more", count=86)
    return {
        **view,
        "blocks": [
            {**one, "text": {**one["text"], "text": one["text"]["text"].replace(more, "")}}
            if "text" in one
            else one
            for one in view["blocks"]
        ],
    }


def buttons(view: Block) -> list[Block]:
    """Return the buttons in rows of a view."""
    rows = [block for block in view["blocks"] if block["type"] == "actions"]
    return [one for row in rows for one in row["elements"]]


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (Plan(name="a"), "Every week, hand-off on Monday at 09:00 (UTC)"),
        (Plan(name="a", length=2), "Every 2 weeks, hand-off on Monday at 09:00 (UTC)"),
        (Plan(name="a", every=Unit.DAY), "Every day, hand-off at 09:00 (UTC)"),
        (Plan(name="a", every=Unit.DAY, length=3), "Every 3 days, hand-off at 09:00 (UTC)"),
        (Plan(name="a", every=Unit.HOUR, length=12), "Every 12 hours, counted from 09:00 (UTC)"),
        (Plan(name="a", every=Unit.MONTH), "Every month, hand-off on day 5 at 09:00 (UTC)"),
        (
            Plan(name="a", every=Unit.MONTH, starts=datetime.fromisoformat("2026-01-31T08:00")),
            "hand-off on day 31, or the last of a shorter month, at 08:00 (UTC)",
        ),
        (
            Plan(name="a", timezone="Asia/Kathmandu", starts=datetime.fromisoformat("2026-01-07")),
            "hand-off on Wednesday at 00:00 (Asia/Kathmandu)",
        ),
    ],
)
def test_the_list_says_in_words_when_a_rotation_hands_off(plan: Plan, says: str):
    assert says in str(rotations.listed([Crew(plan=plan)], ENGLISH))


def test_the_list_says_who_takes_turns_and_who_does_not_yet():
    plan = Plan(name="primary", members=(ADA, BO, MIRA, CROWD[0]))
    crew = Crew(plan=plan, waiting=(BO,), out=(MIRA,), outsiders=(CROWD[0],))

    said = str(rotations.listed([crew], ENGLISH))

    assert (
        f"In order: <@{ADA}>, <@{BO}> (has yet to accept), <@{MIRA}> (has declined or left), "
        f"<@{CROWD[0]}> (is not in the team)"
    ) in said
    assert "On call at all times" in said


def test_the_list_says_when_and_behind_whom_and_for_which_group():
    hours = tuple(filter(None, map(read_window, ("mon-fri 9-17", "sat 10-12"))))
    plan = Plan(name="primary", hours=hours, falls_back_to="backup", user_group="S0RAPID")

    said = str(rotations.listed([Crew(plan=plan)], ENGLISH))

    assert "On call mon-fri 09:00-17:00, sat 10:00-12:00" in said
    assert "While nobody of it is on call, whoever is in *backup* is." in said
    assert "The user group <!subteam^S0RAPID> follows." in said


def test_a_preview_has_the_turns_before_and_after_side_by_side():
    seen = worst_preview("primary", 2)

    view = rotations.preview(seen, worst_form("primary"), ENGLISH)

    (both,) = [block["fields"] for block in view["blocks"] if "fields" in block]
    before, after = (one["text"].splitlines() for one in both)
    assert (before[0], after[0]) == ("*Before*", "*After*")
    assert [line.rpartition(" ")[2] for line in before[1:]] == ["<@U00000000>", "<@U00000001>"]
    assert [line.rpartition(" ")[2] for line in after[1:]] == ["<@U00000001>", "<@U00000000>"]
    assert "The next turns stay as they are." not in str(view)


def test_a_preview_says_what_is_to_be_said_and_nothing_else():
    plan = Plan(name="primary", members=(ADA, BO))
    quiet = replace(worst_preview("x"), crew=Crew(plan=plan), before=(), after=(), gaps=())

    said = str(rotations.preview(quiet, worst_form("primary"), ENGLISH))

    assert said.count("Nobody is on call.") == 2
    assert "The next turns stay as they are." in said
    for absent in ("whoever is new", "declined", "In the next 90 days", ":warning:"):
        assert absent not in said


def test_a_preview_names_who_is_asked_who_is_passed_and_the_first_gaps():
    said = str(rotations.preview(worst_preview("x"), worst_form("x"), ENGLISH))

    assert "whoever is new is asked when you save: <@U00000000>" in said
    assert "and 30 more" in said
    assert "90 times in the next 90 days nobody would be on call:" in said
    assert "and 86 more times." in said


def test_the_list_names_a_few_and_counts_the_others():
    said = str(setup.hub(worst("x"), ENGLISH))

    assert "<@U00000004> and 495 more" in said
    assert "<@U00000005>" not in said


def test_the_list_says_what_is_not_set():
    said = str(setup.hub(Settings(), ENGLISH))

    assert "Admins: nobody." in said
    assert "requests: not set" in said
    assert "in the form none" in said
    assert "Rapid Response nobody; leads nobody" in said


def test_the_list_says_what_leads_are_while_nobody_is_named():
    said = str(setup.hub(Settings(team=Team(admins=(MIRA,))), ENGLISH))

    assert f"leads <@{MIRA}>" in said


@pytest.mark.parametrize(
    ("timing", "says"),
    [
        (Timing(), "An analyst is reminded 24 hours before a shift; the leads hear"),
        (Timing(shift_reminder=timedelta(hours=1)), "is reminded one hour before a shift"),
        (Timing(shift_reminder=timedelta()), "Nobody is reminded of a shift"),
        (Timing(acknowledgement=timedelta(minutes=90)), "acknowledged after 90 minutes."),
    ],
)
def test_the_list_says_when_somebody_hears_of_a_shift(timing: Timing, says: str):
    assert says in str(setup.hub(Settings(timing=timing), ENGLISH))


def test_the_list_names_the_rotations():
    named = Settings(rotations=(Plan(name="primary"), Plan(name="backup")))

    assert "Now: primary, backup." in str(setup.hub(named, ENGLISH))
    assert "Now: none." in str(setup.hub(Settings(), ENGLISH))


def test_the_list_says_what_is_switched_off():
    settings = Settings(
        filing=Filing(reply_at_source=False),
        closing=Closing(ask=False),
        emoji=Emoji(ask=(), file=()),
    )

    said = str(setup.hub(settings, ENGLISH))

    assert "gets no reply" in said
    assert "nothing is asked" in said
    assert "ask none" in said
    assert "file none" in said


@pytest.mark.parametrize("length", [2999, 3000, 3001])
def test_a_file_is_shown_as_long_as_slack_has_room_for_it(length: int):
    view = setup_fields.whole_file("x" * length, 1, ENGLISH)

    assert faults_of_view(view) == []
    assert ("submit" in view) is (length <= 3000)


@in_every_language
@pytest.mark.parametrize("count", [0, 1, 2, 20, 21, 500])
def test_every_number_of_findings_fits(count: int, speech: Speech):
    findings = [Finding(check="people", name="finding-team-empty") for _ in range(count)]

    message = setup.found(findings, speech)

    assert faults_of_view(setup.saved(findings, speech)) == []
    assert faults_of(message.blocks, message.text) == []
    assert len(message.blocks) == (1 if count == 0 else 1 + min(count, 20) + (count > 20))


@in_every_language
def test_what_is_said_around_it_is_said_whole(speech: Speech):
    for message in (
        setup.looking(speech),
        setup.not_an_admin([ADA, BO], speech),
        setup.not_an_admin(CROWD, speech),
        setup.elected(Elected(is_admin=True), speech),
        setup.elected(Elected(is_admin=False), speech),
    ):
        assert faults_of(message.blocks, message.text) == []
        assert message.text.endswith(".")
    assert faults_of_view(setup.saving(speech)) == []


@in_every_language
def test_every_button_can_be_read_whole_on_a_phone(speech: Speech):
    elected = setup.elected(Elected(is_admin=True), speech)
    (row,) = (block for block in elected.blocks if block["type"] == "actions")
    lines = setup.hub(Settings(), speech)["blocks"][1:]

    for button in (*row["elements"], *(line["accessory"] for line in lines)):
        assert len(button["text"]["text"]) <= 30
        assert "\u2026" not in str(button)


def test_what_a_value_holds_does_not_change_what_a_form_is():
    one = a_form("team", ENGLISH)
    other = a_form("team", ENGLISH, name="Other", admins=[ADA])

    assert [block.get("block_id") for block in one["blocks"]] == [  # type: ignore[attr-defined]
        block.get("block_id")
        for block in other["blocks"]  # type: ignore[attr-defined]
    ]
