"""What admins see of the settings: Slack takes it, in each language, whatever is set."""

import pytest
from hypothesis import given, settings

from bot.domain.content import Elected
from bot.domain.finding import Finding
from bot.domain.ids import ChannelId, UserId
from bot.domain.settings import Channels, Closing, Emoji, Filing, Members, Settings, Team, Texts
from bot.services.settings import EVERYTHING, SECTIONS, Section, SettingsFile
from bot.slack.render import setup, setup_fields
from bot.slack.speech import Speech, speech_in
from tests.builders import ADA, BO, MIRA
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
@pytest.mark.parametrize("text", NASTY)
def test_the_nastiest_texts_stand_in_their_forms_as_they_are(text: str, speech: Speech):
    view = a_form("texts", speech, form=text[:300], help=text[:300])

    assert faults_of_view(view) == []
    assert faults_of_view(setup_fields.whole_file(text[:3000], 1, speech)) == []


@in_every_language
@pytest.mark.parametrize("name", SECTIONS)
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
